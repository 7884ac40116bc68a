"""Startup, before the first visitor."""

import asyncio
import errno
import logging
import os
import socket
import sys

import pytest

from clauses.web.demarrage import Discret, raise_open_files, send_at_once, warm_up
from tests.donnees import REGION


def nodelay(sock: socket.socket) -> bool:
    return bool(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_listening_sockets_send_small_messages_at_once_and_hand_it_down():
    with socket.socket() as listening, socket.socket() as idle:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert send_at_once() >= 1
        assert nodelay(listening)
        assert not nodelay(idle)
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert nodelay(accepted)


def test_closed_sockets_are_passed_over():
    closed = socket.socket()
    closed.close()
    send_at_once()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit.")
def test_as_many_files_as_allowed_may_be_open():
    """S9."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (1024, before[1]))
        raise_open_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(65536, before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_end_of_open_files_is_said_once(caplog):
    """S9."""
    ended = OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(Discret())
        for _ in range(100):
            loop.call_exception_handler({"message": "socket.accept() out of system resource", "exception": ended})
        loop.call_exception_handler({"message": "another failure", "exception": OSError(errno.EIO, "disk")})

    asyncio.run(scenario())
    assert ["LimitNOFILE" in each.getMessage() for each in caplog.records] == [True, False]
    assert caplog.records[1].getMessage() == "another failure"


def test_broken_data_do_not_keep_the_application_from_starting(monkeypatch, tmp_path, caplog):
    monkeypatch.setenv("CLAUSES_DATA", str(tmp_path))
    with caplog.at_level(logging.ERROR):
        warm_up()
    assert "cannot be read" in caplog.text


def test_good_data_are_read_without_a_word(monkeypatch, caplog):
    monkeypatch.setenv("CLAUSES_DATA", str(REGION))
    with caplog.at_level(logging.ERROR, logger="clauses"):
        warm_up()
    assert not [record for record in caplog.records if record.name.startswith("clauses")]
