"""French texts of the answer: whom to call for a commune, and what to write to them."""

from clauses.domain.statut import Statut
from clauses.rendu.formats import a
from clauses.rendu.mots import typeset
from clauses.rendu.mots.domaine import made_for, market_of, sentence_case

AILLEURS = "pour un territoire voisin"
RIEN = "Aucune source n’en cite : cela ne veut pas dire qu’il n’y en a pas."
RELAIS_TITLE = "À qui demander, du plus proche au plus large"


def phrase(
    statut: Statut, commune: str, acheteur: str | None, premier: tuple[str, str], acheteurs: tuple[str, ...], suite: str
) -> str:
    """The answer in one or two sentences.

    Parameters
    ----------
    acheteur : buyer type that was asked for
    premier, acheteurs : name and number of the guichet to call first, and the buyers that it serves; empty without any
    suite : name and number of whom to start with, where it is someone else
    """
    nom, numero = premier
    called = f"{nom}, {numero}" if numero else nom
    where = sentence_case(a(commune))
    market = f"pour {market_of(acheteur)}" if acheteur else "pour une clause sociale dans un marché public"
    start = f"Commencez par : {suite}." if suite else ""
    nobody = f"Aucun guichet trouvé pour {commune}"
    match statut:
        case Statut.LOCAL | Statut.DEPARTEMENTAL:
            said = f"{where}, {market}, contactez : {called}."
            start = f"Son numéro n’est pas connu. {start}" if start else ""
        case Statut.SECTORIEL:
            said = f"{nobody}, sauf {made_for(acheteurs)} ({nom})."
        case Statut.COORDINATION:
            said = f"{nobody}. {called} anime le réseau et peut vous orienter."
        case Statut.A_CONFIRMER:
            said = f"{where}, un guichet existe peut-être : {called}. Appelez pour vérifier."
            if not numero:
                said = f"{where}, un guichet existe peut-être : {nom}. Son numéro n’est pas connu."
        case _:
            said = f"{nobody}{f', {market}' if acheteur else ''}."
    return f"{said} {start}".strip()


def autres_title(nombre: int) -> str:
    """Heading of the other guichets."""
    return "Un autre organisme sert aussi cette commune" if nombre == 1 else "D’autres servent aussi cette commune"


def message(lieu: str) -> tuple[str, str]:
    """Subject and body of a message to a guichet or a relay, with blanks for the contract."""
    # Lines of a message end so (RFC 6068).
    body = (
        "Bonjour,\r\n\r\nNous préparons un marché public et voulons y inscrire une clause sociale d’insertion. "
        "Qui peut nous aider à l’écrire et à la suivre ?\r\n\r\n"
        f"Commune ou territoire : {lieu}\r\nObjet du marché : \r\nMontant estimé : \r\nDate prévue : \r\n"
        "Nom, fonction et téléphone : \r\n"
    )
    return "Clause sociale d’insertion : un marché à préparer", body


def proposition(commune: str) -> tuple[str, str]:
    """Subject and body of a message to the team, about a guichet that it does not know."""
    body = (
        f"Commune : {commune}\r\n\r\nQui s’occupe des clauses sociales (organisme, service) : \r\n"
        "Téléphone ou courriel du service : \r\nOù le vérifier (page, document) : \r\n"
    )
    return "Atlas des clauses sociales : un guichet à ajouter", body


typeset(globals())
