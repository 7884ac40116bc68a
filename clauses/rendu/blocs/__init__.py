"""HTML blocks: templates filled with what the data say. Their style sheet is ``static/atlas.css``."""

import re
from pathlib import Path
from typing import Any

from clauses.rendu import prose
from clauses.rendu.guichets import constat, sans_contact
from clauses.rendu.html import environment, trusted

_TEMPLATES = environment(Path(__file__).parent / "templates")
_TEMPLATES.filters |= {"constat": constat, "sans_contact": sans_contact}


def render(template: str, **values: Any) -> str:
    """HTML of a template, to be kept and shown later; every value is escaped on the way in.

    Besides its values, a template has ``prose``, which makes HTML of Markdown, its headings under those of the block.
    """
    html = _TEMPLATES.get_template(template).render(
        prose=lambda text, shift=0: trusted(prose.render(text, shift)), **values
    )
    # Indentation is for who writes templates: on the way to the browser it only weighs.
    return html if "<pre" in html else re.sub(r"\n +", "\n", html)
