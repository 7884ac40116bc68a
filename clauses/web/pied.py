"""Footer of the pages that Streamlit does not draw."""

import os

from clauses.acces import Reglages
from clauses.donnees import Moment, TerritoiresError, load_moment
from clauses.rendu.blocs.pied import render_pied
from clauses.rendu.editeur import Editeur
from clauses.rendu.html import trusted


def signing_footer() -> str:
    """For the pages of the sign-in, which read no data: they are answered in the event loop."""
    return _footer(None, connexion=False)


def site_footer() -> str:
    """For the others; the sign-in is offered to all, as they are the same for all."""
    try:
        moment = load_moment()
    except TerritoiresError:
        moment = None
    return _footer(moment, connexion=bool(Reglages.from_environ().voies))


def _footer(moment: Moment | None, *, connexion: bool) -> str:
    return trusted(render_pied(Editeur.from_environ(os.environ), moment, connexion=connexion))
