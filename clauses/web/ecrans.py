"""Routes of the screens (Streamlit's one page), 404 page for any other address, robots.txt, security.txt.

Streamlit itself answers 200 with its page whatever the address.
"""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.rendu.blocs.entete import render_entete
from clauses.rendu.contact import team_mailbox
from clauses.rendu.documents import SITE_VARIABLE
from clauses.rendu.ecrans import CARTE, ECRANS
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import partage
from clauses.rendu.partage import public_address
from clauses.web.cache_http import ASK_AGAIN, tagged
from clauses.web.headers import is_embedded
from clauses.web.interface import HOUR
from clauses.web.messages import message_page
from clauses.web.page import ABOUT, END_BODY, END_HEAD, NOSCRIPT, ROOT, build_page
from clauses.web.partage import page_tags
from clauses.web.premier import HEAD, answer, first_screen

_TEAM = ("connexion", "deconnexion", *(ecran.url_path for ecran in ECRANS if ecran.is_equipe))
SECURITY_TXT = "/.well-known/security.txt"
_VALID = timedelta(days=180)
"""How long a security.txt may be kept; RFC 9116 asks for less than a year."""


class InconnuConvertor(PathConvertor):
    """Any address but those that Streamlit answers to a GET, or redirects to the same without its last slash."""

    regex = r"(?!_stcore/(?:health|host-config)\Z|_stcore/bidi-components/|media/)[\s\S]*[^/]"


register_url_convertor("inconnu", InconnuConvertor())


def build_ecrans_routes(environ: Mapping[str, str] = os.environ) -> list[BaseRoute]:
    """Routes of this module, a catch-all: they come last. Endpoints run in threads."""
    site = public_address(environ.get(SITE_VARIABLE, ""))
    box = team_mailbox(environ)
    return [
        Route("/robots.txt", lambda _: _text(robots(site))),
        *([Route(SECURITY_TXT, lambda _: _text(security_txt(box, site, datetime.now(UTC))))] if box else []),
        *(Route(f"/{ecran.url_path}", screen(box)) for ecran in ECRANS),
        Route("/{chemin:inconnu}", unknown),
    ]


def screen(box: str) -> Callable[[Request], Response]:
    """Streamlit's page, with the Open Graph tags of this address, the header of the site, the first screen.

    ``box`` is the mailbox of the team, for the messages that answers offer.
    """

    def endpoint(request: Request) -> Response:
        return answer(request) or tagged(
            request, HTMLResponse(_page(request, box), headers={"Cache-Control": ASK_AGAIN})
        )

    return endpoint


def _page(request: Request, box: str) -> bytes:
    head, before = page_tags(request), ""
    # In a frame, the other site has a header of its own.
    if not is_embedded(request.query_params):
        before = render_entete(request.scope["path"].strip("/"))
    page = build_page()
    first = first_screen(request, box)
    replaced = {
        ABOUT: head,
        ROOT: f"{before}{first}{ROOT}",
        END_BODY: f"{page.load(waits=bool(first))}\n  {END_BODY}",
        # After the style of the blocks, which it completes.
        **({NOSCRIPT: "", END_HEAD: f"{HEAD}\n  {END_HEAD}"} if first else {}),
    }
    body = page.body
    for before, after in replaced.items():
        body = body.replace(before.encode(), after.encode(), 1)
    return body


def unknown(_request: Request) -> Response:
    """404 page, with links to the screens."""
    liens = [
        {"nom": ecran.title, "adresse": f"/{ecran.url_path}", "lieu": ""}
        for ecran in ECRANS
        if not ecran.is_equipe and ecran is not CARTE
    ]
    suite = {"nom": partage.HOME, "adresse": "/"}
    return message_page(
        404, texts.PAGE_UNKNOWN_TITLE, texts.PAGE_UNKNOWN, suite, liens=liens, titre_liens=texts.PAGE_UNKNOWN_LINKS
    )


def _text(content: str) -> Response:
    return PlainTextResponse(content, headers={"Cache-Control": HOUR})


def robots(site: str) -> str:
    """robots.txt: everything but sign-in and the team's screens.

    >>> print(robots("https://atlas.example"), end="")
    # Atlas des clauses sociales – https://atlas.example
    User-agent: *
    Disallow: /connexion
    Disallow: /deconnexion
    Disallow: /mise-a-jour
    """
    title = " – ".join(filter(None, (texts.APP_TITLE, site)))
    return "\n".join([f"# {title}", "User-agent: *", *(f"Disallow: /{name}" for name in _TEAM), ""])


def security_txt(box: str, site: str, now: datetime) -> str:
    """security.txt (RFC 9116): who to write to about a vulnerability. ``Canonical`` must be an https address.

    >>> now = datetime(2026, 1, 1, 9, 30, tzinfo=UTC)
    >>> security_txt("atlas@exemple.fr", "https://atlas.example", now).splitlines()[1:3]
    ['Contact: mailto:atlas@exemple.fr', 'Expires: 2026-06-30T00:00:00Z']
    """
    lines = [
        f"# {partage.SECURITY}",
        f"Contact: mailto:{box}",
        f"Expires: {now + _VALID:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: fr, en",
    ]
    if site.lower().startswith("https://"):
        lines.append(f"Canonical: {site}{SECURITY_TXT}")
    return "\n".join([*lines, ""])
