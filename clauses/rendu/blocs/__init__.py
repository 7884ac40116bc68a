"""HTML blocks: templates filled with what the data say. Their style sheet is ``static/atlas.css``."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from clauses.rendu import prose
from clauses.rendu.adresses import SITE, Urls
from clauses.rendu.guichets import constat, sans_contact
from clauses.rendu.html import environment, trusted


@cache
def _templates(urls: Urls) -> Environment:
    made = environment(Path(__file__).parent / "templates", urls)
    made.filters |= {"constat": constat, "sans_contact": sans_contact}
    return made


def render(template: str, urls: Urls = SITE, /, **values: Any) -> str:
    """HTML of a template, to be kept and shown later; every value is escaped on the way in.

    Besides its values, a template has ``prose``, which makes HTML of Markdown, its headings under those of the block;
    ``urls`` builds its links to views.
    """
    html = (
        _templates(urls)
        .get_template(template)
        .render(prose=lambda text, shift=0: trusted(prose.render(text, shift, urls)), **values)
    )
    # Indentation is for who writes templates: on the way to the browser it only weighs.
    return html if "<pre" in html else re.sub(r"\n +", "\n", html)
