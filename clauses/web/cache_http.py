"""HTTP caching: lifetimes, ETag and ``304 Not Modified``, bodies kept compressed."""

import gzip
import hashlib
import re
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

FOREVER = "public, max-age=31536000, immutable"
# The page is built for each request and revalidated each time: its ETag spares the bytes.
ASK_AGAIN = "no-cache"

_REFUSED = r"\s*;\s*q=0(?:\.0*)?\s*(?:,|$)"


def accepts(accept_encoding: str, coding: str) -> bool:
    """True if a client takes a content coding.

    >>> accepts("gzip, deflate, br", "br"), accepts("br, gzip;q=0", "gzip"), accepts("", "gzip")
    (True, False, False)
    """
    return bool(re.search(rf"\b{coding}\b(?!{_REFUSED})", accept_encoding))


def matches(if_none_match: str, tag: str) -> bool:
    """Weak comparison of an ``If-None-Match`` header with a tag, quotes removed.

    >>> matches('W/"abc", "def"', "def"), matches("*", "abc"), matches("", "abc")
    (True, True, False)
    """
    known = {value.strip().removeprefix("W/").strip('"') for value in if_none_match.split(",")}
    return bool(if_none_match) and ("*" in known or tag in known)


def tagged(request: Request, response: Response, tag: str = "") -> Response:
    """The answer with an ETag, made of its body unless given; ``304`` if the client has it already."""
    tag = tag or hashlib.blake2b(response.body, digest_size=12).hexdigest()
    # Weak: the same content, whether compressed or not.
    response.headers["ETag"] = f'W/"{tag}"'
    if not matches(request.headers.get("if-none-match", ""), tag):
        return response
    kept = {name: value for name, value in response.headers.items() if name in ("cache-control", "etag", "vary")}
    return Response(status_code=304, headers=kept)


def gzipped(
    request: Request, body: bytes, media_type: str, lifetime: str, smallest: Callable[[], bytes] | None = None
) -> Response:
    """Answer with a body kept gzipped, or its ``smallest`` form (brotli) if there is one, as the client takes it."""
    headers = {"Cache-Control": lifetime, "Vary": "Accept-Encoding"}
    accepted = request.headers.get("accept-encoding", "")
    if smallest and accepts(accepted, "br"):
        headers["Content-Encoding"] = "br"
        body = smallest()
    elif accepts(accepted, "gzip"):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    return Response(body, media_type=media_type, headers=headers)
