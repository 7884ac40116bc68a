"""French words of who can be called: share of inhabitants whose answer holds a number."""

from collections.abc import Mapping

from clauses.domain.joignable import Numero, part_proche
from clauses.rendu.formats import percent
from clauses.rendu.mots import typeset

LABELS: Mapping[Numero, str] = {
    Numero.SERVICE: "Le numéro du guichet lui-même",
    Numero.ORGANISME: "Le standard de l’organisme du guichet",
    Numero.RELAIS: "Le standard de l’intercommunalité ou du Département",
    Numero.REGION: "Le standard de la Région, en dernier recours",
    Numero.AUCUN: "Aucun numéro",
}
NOTE = (
    "Le premier numéro que donne la réponse d’une commune : celui du guichet ou, à défaut, celui de la collectivité à "
    "qui s’adresser. Un standard qui répond ne prouve pas qu’un guichet existe : il ne compte pas dans "
    "la couverture."
)
TABLEAU = "Habitants selon le numéro que donne leur réponse"
FICHIER = "numeros-a-appeler"
QUI, HABITANTS, PART = "À qui est le numéro", "Habitants", "Part"


def titre(counted: Mapping[Numero, int]) -> str:
    r"""The finding: share with a number nearer than the Region, and with that of the guichet itself.

    >>> titre(dict.fromkeys(Numero, 0) | {Numero.ORGANISME: 962, Numero.REGION: 38}).replace("\u202f", " ")
    '96,2 % des habitants ont un numéro plus proche que celui de la Région, aucun celui du guichet lui-même'
    """
    near = part_proche(counted)
    if near is None:
        return "Personne n’habite ce territoire"
    service = counted[Numero.SERVICE] / sum(counted.values())
    own = f"{percent(service)} celui" if service else "aucun celui"
    return f"{percent(near)} des habitants ont un numéro plus proche que celui de la Région, {own} du guichet lui-même"


typeset(globals())
