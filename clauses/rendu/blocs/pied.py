"""Site footer: publisher, contact, accessibility, legal notice, edition, licence."""

from clauses.donnees import Moment
from clauses.rendu.blocs import render
from clauses.rendu.ecrans import DONNEES
from clauses.rendu.editeur import Editeur
from clauses.rendu.methode import licences
from clauses.rendu.mots import autonome
from clauses.rendu.mots import editeur as texts

MENTIONS, ACCESSIBILITE = "mentions-legales", "accessibilite"
"""Paths of the two pages that the law asks for."""


def render_pied(editeur: Editeur, moment: Moment | None, *, connexion: bool) -> str:
    """Footer of a page.

    Parameters
    ----------
    moment : the data shown; ``None`` when they cannot be read
    connexion : True to offer the sign-in
    """
    return render(
        "pied.html",
        mots=texts,
        editeur=editeur,
        mentions=MENTIONS,
        declaration=ACCESSIBILITE,
        donnees=DONNEES.url_path,
        edition=autonome.edition(moment.edition, moment.actualisee_le) if moment else "",
        licences=licences(moment.description) if moment else [],
        connexion=connexion,
    )
