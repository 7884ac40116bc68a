"""First screen: what the page of an address holds before its application is there, and without JavaScript.

Made of the blocks of the screens, where Streamlit will put them; ``static/premier`` lays it out, and hands over.
"""

from collections.abc import Callable, Mapping

from clauses.domain.age import Mois
from clauses.donnees import Moment, contenus_state, kept
from clauses.rendu import blocs, ecrans, parametres
from clauses.rendu.html import trusted
from clauses.rendu.mots import premier as texts
from clauses.rendu.premier import calculateur, carte, fiches, lectures
from clauses.rendu.premier.demande import Demande

MAKERS: Mapping[str, Callable[[Demande], str]] = {
    ecrans.CARTE.url_path: carte.render_carte,
    ecrans.TERRITOIRE.url_path: fiches.render_territoire,
    ecrans.ANNUAIRE.url_path: fiches.render_annuaire,
    ecrans.HEURES.url_path: lectures.render_heures,
    ecrans.OUTILS.url_path: lectures.render_outils,
    ecrans.RETOURS.url_path: lectures.render_retours,
    ecrans.GLOSSAIRE.url_path: lectures.render_glossaire,
    ecrans.DONNEES.url_path: lectures.render_donnees,
    ecrans.CALCULATEUR.url_path: calculateur.render_calculateur,
    ecrans.PRESENTATION.url_path: lectures.render_presentation,
}
"""What each public screen holds first; those of the team wait for Streamlit, which asks who is there."""

LONGEST = 200
"""Characters of a parameter; beyond, it names nothing."""


def build_premier(
    page: str, query: Mapping[str, str], moment: Moment, mois: Mois, boite: str = "", pied: str = ""
) -> str:
    """HTML of the first screen of an address; empty where the application alone can tell what there is to say.

    Parameters
    ----------
    page, query : of the address
    mois : of today, by which facts are old
    boite : mailbox of the team
    pied : footer of the site, as HTML; empty in a frame
    """
    if page not in MAKERS or moment.is_missing_guichets or not moment.geo.is_drawable:
        return ""
    known = tuple(
        sorted((name, text) for name, text in query.items() if name in parametres.CONNUS and len(text) <= LONGEST)
    )
    made = _make(moment, contenus_state(), page, known, mois, boite)
    if not made:
        return ""
    return blocs.render(
        "premier.html", contenu=trusted(made), page=page or "carte", pied=trusted(pied), late=texts.LATE
    )


@kept(128)
def _make(moment: Moment, _contents: str, page: str, query: tuple[tuple[str, str], ...], mois: Mois, boite: str) -> str:
    return MAKERS[page](Demande(moment, dict(query), mois, boite))
