import asyncio
import gzip

import pytest

from clauses.web import compression
from clauses.web.compression import CompressionMiddleware
from tests.web.asgi import Fixed, call

TEXT = b"guichet de la clause sociale " * 100
GZIP = {"Accept-Encoding": "gzip"}
JS = "text/javascript; charset=utf-8"


def test_package_file_is_compressed_once_then_answered_from_memory():
    inner = Fixed(TEXT, content_type=JS, etag='"a"', cache_control="public, immutable, max-age=31536000")
    app = CompressionMiddleware(inner)
    answers = [call(app, "/static/js/index.DormvYxC.js", GZIP, query=f"v={rank}") for rank in range(3)]
    assert [answer.content for answer in answers] == [TEXT] * 3
    assert app.compressions == len(inner.requests) == 1
    assert answers[0].headers == answers[2].headers
    assert call(app, "/static/js/index.DormvYxC.js", GZIP | {"If-None-Match": 'W/"a"'}).status == 304
    assert call(app, "/static/js/index.DormvYxC.js").body == TEXT


def test_file_of_ours_is_compressed_again_only_if_it_changed():
    inner = Fixed(TEXT, content_type=JS, etag='"a"')
    app = CompressionMiddleware(inner)
    first = [call(app, "/app/static/a.js", GZIP) for _ in range(2)]
    assert (app.compressions, len(inner.requests)) == (1, 2)
    inner.body, inner.headers["etag"] = TEXT[:-29], '"b"'
    inner.headers["content-length"] = str(len(inner.body))
    assert call(app, "/app/static/a.js", GZIP).content == TEXT[:-29]
    assert first[1].content == TEXT
    assert app.compressions == 2


def test_component_without_tag_gets_one_from_its_content():
    app = CompressionMiddleware(Fixed(TEXT, content_type=JS, cache_control="public"))
    first = call(app, "/component/carte/main.js", GZIP)
    again = call(app, "/component/carte/main.js", GZIP | {"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["cache-control"] == "public, max-age=3600"
    assert "content-length" not in again.headers
    assert "content-encoding" not in again.headers


def test_routes_are_told_apart_by_their_query():
    inner = Fixed(TEXT, content_type="application/json", etag='"edition-3"')
    app = CompressionMiddleware(inner)
    assert call(app, "/api/communes", GZIP, query="q=al").content == TEXT
    inner.body = TEXT.upper()
    assert call(app, "/api/communes", GZIP, query="q=be").content == TEXT.upper()


def test_together_many_readers_cost_one_compression():
    app = CompressionMiddleware(Fixed(TEXT, content_type=JS, etag='"a"'))
    bodies: list[bytes] = []

    async def read() -> None:
        async def send(message):
            bodies.append(message.get("body", b""))

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/static/js/a.js",
            "headers": [(b"accept-encoding", b"gzip")],
        }
        await app(scope, None, send)

    async def crowd() -> None:
        await asyncio.gather(*(read() for _ in range(20)))

    asyncio.run(crowd())
    assert app.compressions == 1
    assert [gzip.decompress(body) for body in bodies if body] == [TEXT] * 20


def test_memory_is_bounded():
    app = CompressionMiddleware(Fixed(TEXT, content_type=JS, etag='"a"'), budget=4 * len(gzip.compress(TEXT, 9)))
    for rank in range(10):
        call(app, f"/static/js/{rank}.js", GZIP)
    assert list(app._kept) == [f"/static/js/{rank}.js" for rank in range(6, 10)]


def test_pages_are_not_kept_whatever_their_address():
    app = CompressionMiddleware(Fixed(TEXT, content_type="text/html", etag='"a"'))
    for rank in range(5):
        assert call(app, f"/{rank}", GZIP).content == TEXT
    assert not app._kept


@pytest.mark.parametrize(
    ("path", "answer", "headers"),
    [
        ("/media/a.csv", {"content_type": "text/csv"}, {}),
        ("/a.js", {"content_type": JS, "content_encoding": "br"}, {}),
        ("/a", {"content_type": "text/event-stream"}, {}),
        ("/a.png", {"content_type": "image/png"}, {}),
        ("/a.woff2", {"content_type": "font/woff2"}, {}),
        ("/a.js", {"content_type": JS, "status": 206}, {}),
        ("/a.js", {"content_type": JS, "status": 404}, {}),
        ("/a.js", {"content_type": JS}, {"Range": "bytes=0-9"}),
        ("/a.js", {"content_type": JS, "content_length": ""}, {}),
    ],
)
def test_left_as_it_is(path: str, answer: dict, headers: dict[str, str]):
    inner = Fixed(TEXT, **answer)
    got = call(CompressionMiddleware(inner), path, GZIP | headers)
    assert got.body == TEXT
    assert got.status == answer.get("status", 200)
    assert got.headers.get("content-encoding") == answer.get("content_encoding")
    assert "etag" not in got.headers


@pytest.mark.parametrize(("size", "encoding"), [(499, None), (500, "gzip")])
def test_short_bodies_are_left(size: int, encoding: str | None):
    answer = call(CompressionMiddleware(Fixed(TEXT[:size], content_type=JS)), "/app/static/a.js", GZIP)
    assert answer.headers.get("content-encoding") == encoding


def test_other_methods_and_websockets_pass_through():
    inner = Fixed(TEXT, content_type=JS)
    assert call(CompressionMiddleware(inner), "/a.js", GZIP, method="POST").body == TEXT

    async def websocket(scope, receive, send):
        await send({"type": "websocket.accept"})

    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(CompressionMiddleware(websocket)({"type": "websocket", "path": "/_stcore/stream"}, None, send))
    assert sent == [{"type": "websocket.accept"}]


def test_a_client_without_gzip_is_told_the_answer_varies():
    answer = call(CompressionMiddleware(Fixed(TEXT, content_type=JS)), "/app/static/a.js", {"Accept-Encoding": "br"})
    assert (answer.body, answer.headers["vary"]) == (TEXT, "Accept-Encoding")


def test_streamlit_does_not_compress_first_but_routes_that_do_are_told():
    inner = Fixed(TEXT, content_type=JS)
    app = CompressionMiddleware(inner)
    for path in ("/component/a/b.js", "/geo/1/zones.geojson"):
        call(app, path, GZIP)
    told = [b"accept-encoding" in dict(scope["headers"]) for scope in inner.requests]
    assert told == [False, True]


def test_body_in_several_chunks():
    async def inner(scope, receive, send):
        raw = [(b"content-type", b"text/css"), (b"content-length", str(len(TEXT)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        await send({"type": "http.response.body", "body": TEXT[:1000], "more_body": True})
        await send({"type": "http.response.body", "body": TEXT[1000:]})

    assert call(CompressionMiddleware(inner), "/static/css/a.css", GZIP).content == TEXT


def test_too_large_a_body_is_not_gathered(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(compression, "MAXIMUM_SIZE", 1000)
    assert call(CompressionMiddleware(Fixed(TEXT, content_type=JS)), "/a.js", GZIP).body == TEXT
