import pytest

from clauses.acces import COOKIE, Reglages
from clauses.web.uploads import MAXIMUM_UPLOAD, UploadGuard, is_equipe
from tests.web.asgi import Fixed, call

PATH = "/_stcore/upload_file/session/fichier"
MEGABYTE = b"x" * 1024 * 1024


class Reader(Fixed):
    """Reads the whole body, as Streamlit does, then answers."""

    def __init__(self) -> None:
        super().__init__(b"lu")
        self.received = 0

    async def __call__(self, scope, receive, send) -> None:
        more = True
        while more:
            message = await receive()
            self.received += len(message["body"])
            more = message["more_body"]
        await super().__call__(scope, receive, send)


@pytest.mark.parametrize("path", [PATH, f"/atlas{PATH}"])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "GET"])
def test_refused_without_a_team_session_before_anything_is_read(path: str, method: str):
    inner = Reader()
    answer = call(UploadGuard(inner), path, method=method, chunks=(MEGABYTE,))
    assert answer.status == 403
    assert (inner.requests, inner.received) == ([], 0)


def test_nobody_is_of_the_team_unless_told():
    headers = [(b"host", b"localhost:8501"), (b"cookie", f"{COOKIE}=1".encode())]
    assert not is_equipe({"type": "http", "path": PATH, "headers": headers}, Reglages())


def test_accepted_from_the_team_up_to_the_limit():
    inner = Reader()
    chunks = (MEGABYTE,) * 10
    answer = call(
        UploadGuard(inner, lambda _: True), PATH, {"Content-Length": str(MAXIMUM_UPLOAD)}, method="PUT", chunks=chunks
    )
    assert (answer.status, inner.received) == (200, MAXIMUM_UPLOAD)


@pytest.mark.parametrize("length", [str(MAXIMUM_UPLOAD + 1), "-1", "beaucoup"])
def test_announced_as_too_large(length: str):
    inner = Reader()
    answer = call(UploadGuard(inner, lambda _: True), PATH, {"Content-Length": length}, method="PUT")
    assert (answer.status, inner.received) == (413, 0)


@pytest.mark.parametrize("headers", [{}, {"Content-Length": "10"}])
def test_too_large_without_saying_so(headers: dict[str, str]):
    inner = Reader()
    answer = call(UploadGuard(inner, lambda _: True), PATH, headers, method="PUT", chunks=(MEGABYTE,) * 12)
    assert answer.status == 413
    assert inner.received <= MAXIMUM_UPLOAD
    assert inner.requests == []


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent",
        "/_stcore/agent/mcp",
        "/_stcore/agent/interact",
        "/carte/_stcore/agent/openapi.json",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_internal_endpoints_are_closed_even_to_the_team(path: str, method: str):
    inner = Reader()
    assert call(UploadGuard(inner, lambda _: True), path, method=method).status == 404
    assert inner.requests == []


def test_the_rest_passes():
    assert call(UploadGuard(Fixed(b"ok")), "/_stcore/health").body == b"ok"
