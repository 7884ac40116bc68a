"""Joined scripts of the pages: what they answer, how long they are kept."""

import pytest
from starlette.applications import Starlette

from clauses.rendu.scripts import PAGES, page_script, page_script_address
from clauses.web.cache_http import FOREVER
from clauses.web.scripts import build_scripts_routes
from tests.web.asgi import call

APP = Starlette(routes=build_scripts_routes())


@pytest.mark.parametrize("name", PAGES)
def test_a_script_is_kept_at_the_address_of_its_content(name: str):
    path, _, query = page_script_address(name).partition("?")
    answer = call(APP, f"/{path}", query=query)
    assert (answer.status, answer.content.decode()) == (200, page_script(name))
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == FOREVER


def test_an_address_of_an_older_page_is_answered_and_not_kept():
    answer = call(APP, "/scripts/carte.js", query="000000000000")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")


@pytest.mark.parametrize("path", ["/scripts/autre.js", "/scripts/carte", "/scripts/../app.py"])
def test_no_other_file_is_answered(path: str):
    assert call(APP, path).status == 404
