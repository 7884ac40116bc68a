"""The layers around Streamlit, from the outside in."""

from starlette.middleware import Middleware

from clauses.web.compression import CompressionMiddleware
from clauses.web.headers import HeadersMiddleware
from clauses.web.page import FrontEndMiddleware, build_page
from clauses.web.uploads import UploadGuard


def middleware() -> list[Middleware]:
    """Headers first, so that every answer bears them, refusals included.

    Compression stands above the translation of scripts, and keeps its result.
    """
    page = build_page()
    return [
        Middleware(HeadersMiddleware, script_hashes=page.script_hashes),
        Middleware(UploadGuard),
        Middleware(CompressionMiddleware),
        Middleware(FrontEndMiddleware, page=page),
    ]
