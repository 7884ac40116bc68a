"""French texts of the perimeter assistant and of the map before and after."""

from clauses.domain.composition import Role, TermePerimetre
from clauses.domain.perimetre import FRANCE
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, Territoire, Territoires
from clauses.domain.typographie import typographic
from clauses.rendu.formats import count, number, unmarked
from clauses.rendu.mots import typeset
from clauses.rendu.mots.domaine import LEVEL_LABELS

# Perimeter assistant

ADD, EXCLUDE = "ajouter", "exclure"
SENS_LABEL = "Que voulez-vous faire ?"
SENS = {ADD: "Ajouter un territoire", EXCLUDE: "Exclure un territoire"}
SENS_HELP = (
    "Exclure enlève un territoire de ce qui précède : un département, par exemple, sauf une intercommunalité qui "
    "a son propre guichet."
)
SEARCH = {
    ADD: "Ajouter une commune, une intercommunalité, un département",
    EXCLUDE: "Exclure une commune, une intercommunalité, un département",
}
LIST = "Ou dans la liste"
LIST_EMPTY = "Choisir un nom…"
LIST_NOTHING = "Rien à exclure pour l’instant"
REMOVE = "Retirer"
ADDED_SIGN, EXCLUDED_SIGN = "Ajouté", "Exclu"
UNKNOWN_PERIMETER = (
    "Périmètre inconnu : le guichet n’est pas placé sur la carte. Ajoutez au moins un territoire pour l’y placer."
)
EMPTY_TITLE = "Périmètre vide"
EMPTY_RESULT = (
    "Les exclusions enlèvent toutes les communes : il ne reste rien. Retirez une exclusion, ou ajoutez un territoire."
)
FAULT_TITLE = "Une partie du périmètre n’a pas de sens"
FAULT = "Remplacez-la ou retirez-la : le reste est montré sans elle."
OVERLAP_TITLE = "Déjà servi par d’autres guichets avérés"
OVERLAP_SAME = "au même niveau"
NO_OVERLAP = "Aucun autre guichet avéré sur ces communes."
WRITTEN = "Dans le tableau"

_ROLES = {
    (
        Role.PRECISE,
        False,
    ): "N’ajoute aucune commune : elles sont déjà dans le reste. Il rend seulement le guichet plus local ici.",
    (
        Role.SANS_EFFET,
        False,
    ): "Sans effet : ses communes sont déjà dans le reste, ou exclues ensuite. Peut être retiré.",
    (Role.SANS_EFFET, True): "Sans effet : n’enlève rien. Peut être retiré.",
}


def term_name(terme: TermePerimetre, territoires: Territoires) -> str:
    """A territory of the perimeter, or what is written when it names nothing."""
    if terme.token is None:
        return terme.ecrit
    if terme.token.level == FRANCE:
        return "Toute la France"
    return territoires.nom_distinct(Territoire(terme.token.level, terme.token.code))


def term_detail(terme: TermePerimetre, territoires: Territoires) -> str:
    """Kind, communes and inhabitants of a part; empty when it names nothing."""
    token = terme.token
    if token is None or terme.erreur:
        return ""
    people = count(territoires.population(terme.positions), "habitant")
    if token.level == FRANCE:
        return f"{count(len(terme.positions), 'commune')} de la région, {people}"
    kind = LEVEL_LABELS[token.level]
    if token.level == COMMUNE:
        place = territoires.communes.at[token.code, "code_departement"]
        return f"{kind} ({place}, {territoires.name(DEPARTEMENT, str(place))}), {people}"
    words = f"{kind}, {count(len(terme.positions), 'commune')}, {people}"
    whole = territoires.is_whole(Territoire(token.level, token.code))
    return words if whole else f"{words} (dans la région seulement : elle en déborde)"


def term_note(terme: TermePerimetre) -> str:
    """Remark on a part of the perimeter; empty when there is none."""
    if terme.erreur:
        return f"{terme.erreur.raison[:1].upper() + terme.erreur.raison[1:]}."
    return _ROLES.get((terme.role, terme.exclu), "")


def replace_with(token: str, name: str) -> str:
    """Button that mends a part."""
    return f"Remplacer par {unmarked(typographic(name))} ({unmarked(token)})"


def remove_help(name: str) -> str:
    """Tooltip of the button that removes a part."""
    return f"Retirer du périmètre : {unmarked(typographic(name))}"


def more_terms(number_: int) -> str:
    """Parts that are not listed."""
    return (
        f"et {count(number_, 'autre territoire', 'autres territoires')}, qui comptent mais ne sont pas détaillés ici."
    )


def result(communes: int, habitants: int) -> str:
    """Communes and inhabitants of the whole perimeter."""
    return f"{count(communes, 'commune')}, {count(habitants, 'habitant')}"


def map_alt(communes: int, habitants: int, removed: int) -> str:
    """The small map."""
    hatched = f", {count(removed, 'commune exclue', 'communes exclues')} en hachures" if removed else ""
    return f"Carte du périmètre : {result(communes, habitants)}{hatched}"


REGION_ALT = "Le même périmètre, dans la région"


def overlap(communes: int, habitants: int, same: int) -> str:
    """Communes that a guichet shares with the perimeter."""
    words = result(communes, habitants)
    if same == communes:
        return f"{words}, {OVERLAP_SAME}"
    return f"{words}, dont {number(same)} {OVERLAP_SAME}" if same else words


def more_overlaps(number_: int) -> str:
    """Guichets that are not listed."""
    return f"et {count(number_, 'autre guichet', 'autres guichets')}."


def list_option(name: str, level: str) -> str:
    """A territory in the list: a commune with its level, as its intercommunalité often bears its name."""
    return name if "Communauté" in name or "Métropole" in name else f"{name} ({LEVEL_LABELS[level].lower()})"


# Before and after

BEFORE, AFTER = "Avant", "Après"
FRAME_LABEL = "Montrer"
FRAMES = {"pres": "Ce qui change, de près", "region": "Toute la région"}
NO_CHANGE = "Aucune commune ne gagne ni ne perd de guichet."
NO_CHANGE_DRAWN = "Aucune commune ne gagne ni ne perd de guichet, mais le dessin de la carte change."
NATURES = {"gain": "Gagne un guichet", "perte": "Perd un guichet", "echange": "Un guichet en remplace un autre"}
_VERBS = {
    "gain": ("gagne un guichet", "gagnent un guichet"),
    "perte": ("perd un guichet", "perdent un guichet"),
    "echange": ("change de guichet", "changent de guichet"),
}
LEGEND = "Légende des deux cartes"
CHANGES_TABLE = "Territoires qui gagnent ou perdent un guichet"
CHANGES_FILE = "avant-apres"


def map_of(when: str, share: str, changes: str) -> str:
    """Alternative text of one of the two maps."""
    return f"Carte, {when.lower()} : {covered(share)}. {changes}"


def happens(nature: str, communes: int) -> str:
    """Verb of a change, after the number of communes."""
    singular, plural = _VERBS[nature]
    return singular if communes < 2 else plural


def covered(share: str) -> str:
    """Under the title of each map."""
    return f"{share} des habitants ont un guichet avéré, ouvert à tous les acheteurs"


typeset(globals())
