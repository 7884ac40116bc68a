"""French words of the headline of the map: the share of the inhabitants who have a guichet, and on what it rests."""

from clauses.domain.guichets import Decompte
from clauses.domain.selection import Selection
from clauses.domain.territoires import DEPARTEMENT, Territoire, Territoires
from clauses.rendu.formats import count, de, of_departement, percent
from clauses.rendu.mots import typeset
from clauses.rendu.mots.acheteurs import un
from clauses.rendu.mots.domaine import decompte

TYPES_MONTRES = "d’après les types montrés"
D_APRES = "D’après {decompte}."
TOUT_MONTRER = "Tout montrer"
A_CONFIRMER_MASQUES = "guichets à vérifier masqués"
TYPES_MASQUES = ("type masqué", "types masqués")


def lieu(territoires: Territoires, territoire: Territoire) -> str:
    """« de » and the name of a territory.

    >>> from clauses.domain.territoires import example_territoires
    >>> lieu(example_territoires(), Territoire("EPCI", "E1"))
    'de Testville Agglo'
    """
    if territoire.level != DEPARTEMENT:
        nom = territoires.nom(territoire)
        # The only kind of EPCI whose name begins with a common noun.
        return communaute(nom) if nom.startswith("Communauté ") else de(nom)
    row = territoires.departements.loc[territoire.code]
    return of_departement(str(row["nom"]), str(row.get("article") or ""))


def communaute(nom: str) -> str:
    """« de la communauté… »; ``static/autonome/titre.js`` writes it too.

    >>> communaute("Communauté d’agglomération d’Essai")
    'de la communauté d’agglomération d’Essai'
    """
    return f"de la c{nom[1:]}"


def guichet(donneur_ordre: str | None) -> str:
    """A guichet that counts as coverage, for this buyer.

    >>> guichet(None), guichet("bailleurs")
    ('guichet dont l’existence est prouvée, ouvert à tous les acheteurs', 'guichet dont l’existence est prouvée, pour un bailleur social')
    """  # noqa: E501
    whom = f"pour {un(donneur_ordre)}" if donneur_ordre else "ouvert à tous les acheteurs"
    return f"guichet dont l’existence est prouvée, {whom}"


def suite(lieu: str, donneur_ordre: str | None, recente: str, *, filtree: bool) -> str:
    """End of the headline, after the share of the inhabitants; ``filtree`` where some types are hidden.

    ``recente`` says how many of them by a recent source: :func:`clauses.rendu.mots.age.recente`.

    >>> suite("de l’Hérault", None, "", filtree=True)
    'des habitants de l’Hérault ont un guichet dont l’existence est prouvée, ouvert à tous les acheteurs, d’après les types montrés.'
    """  # noqa: E501
    return f"des habitants {lieu} ont un {guichet(donneur_ordre)}{_types(filtree)}{f', {recente}' if recente else ''}."


def personne(lieu: str, donneur_ordre: str | None, *, filtree: bool) -> str:
    """The headline where nobody is counted: « 0 % » would mean that there is nobody.

    >>> personne("de l’Ariège", "bailleurs", filtree=False)
    'Pour les habitants de l’Ariège, l’atlas ne connaît aucun guichet dont l’existence est prouvée, pour un bailleur social.'
    """  # noqa: E501
    return f"Pour les habitants {lieu}, l’atlas ne connaît aucun {guichet(donneur_ordre)}{_types(filtree)}."


def titre(part: float | None, lieu: str, recente: str, selection: Selection) -> tuple[str, str]:
    """The headline: the share, in words and empty where it is nothing, then the rest of the sentence."""
    filtree = selection.typologies is not None
    if not part:
        return "", personne(lieu, selection.donneur_ordre, filtree=filtree)
    return percent(part, 0), suite(lieu, selection.donneur_ordre, recente, filtree=filtree)


def quartiers(districts: float | None, everybody: float | None, selection: Selection) -> str:
    """Share of the inhabitants of the priority districts that a guichet serves, beside that of all inhabitants."""
    if districts is None or everybody is None:
        return ""
    return (
        f"{percent(districts, 0)} des habitants des quartiers prioritaires ont un {guichet(selection.donneur_ordre)}, "
        f"contre {percent(everybody, 0)} de l’ensemble des habitants{_types(selection.typologies is not None)}."
    )


def filtres(selection: Selection) -> str:
    """For whom, and of what, the figures are; empty where they are of everything.

    >>> filtres(Selection()), filtres(Selection(frozenset({"plie"}), "bailleurs"))
    ('', 'Chiffres pour un bailleur social, d’après les types montrés.')
    """
    whom = f"pour {un(selection.donneur_ordre)}" if selection.donneur_ordre else ""
    said = ", ".join(filter(None, (whom, TYPES_MONTRES if selection.typologies is not None else "")))
    return f"Chiffres {said}." if said else ""


def d_apres(counted: Decompte) -> str:
    """What the headline rests on."""
    return D_APRES.format(decompte=decompte(counted))


def masques(types: int, *, a_confirmer: bool) -> str:
    r"""What the filters hide; empty when they hide nothing. ``a_confirmer`` where unproven guichets are hidden.

    >>> masques(2, a_confirmer=False), masques(1, a_confirmer=True), masques(0, a_confirmer=False)
    ('2\xa0types masqués', '1\xa0type masqué, guichets à vérifier masqués', '')
    """
    words = [count(types, *TYPES_MASQUES)] if types else []
    words += [A_CONFIRMER_MASQUES] if a_confirmer else []
    said = ", ".join(words)
    return said[:1].upper() + said[1:]


def _types(filtree: bool) -> str:
    return f", {TYPES_MONTRES}" if filtree else ""


typeset(globals())
