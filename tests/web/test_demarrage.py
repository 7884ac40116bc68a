"""Startup, before the first visitor."""

import logging
import socket

from clauses.web.demarrage import send_at_once, warm_up
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
