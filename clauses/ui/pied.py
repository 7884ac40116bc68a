"""Site footer, at the end of every page outside of a frame."""

import os

from clauses.acces import Reglages
from clauses.donnees import EditionInconnueError, TerritoiresError
from clauses.rendu.blocs.pied import render_pied
from clauses.rendu.editeur import Editeur
from clauses.ui import blocks
from clauses.ui.moment import current_moment


def show_pied(*, equipe: bool) -> None:
    """Footer of this page, whatever the state of the data; the sign-in is offered to those who are not ``equipe``."""
    try:
        moment = current_moment()
    except (TerritoiresError, EditionInconnueError):
        moment = None
    connexion = bool(Reglages.from_environ().voies) and not equipe
    blocks.show_rendered(render_pied(Editeur.from_environ(os.environ), moment, connexion=connexion))
