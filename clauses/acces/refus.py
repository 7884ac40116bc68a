"""Why a person whom the identity provider sent back does not come in; clauses/rendu/mots/acces.py says it to her."""

ANNULEE = "annulee"
EXPIREE = "expiree"
JETON = "jeton"
HORLOGE = "horloge"
NIVEAU = "niveau"
SANS_COURRIEL = "sans_courriel"
COURRIEL_NON_VERIFIE = "courriel_non_verifie"
HORS_LISTE = "hors_liste"


class RefusError(Exception):
    """The provider answered, and this person does not come in.

    ``raison`` is one of the names above; ``detail`` is for the log of the server, without personal data.
    """

    def __init__(self, raison: str, detail: object = "") -> None:
        self.raison, self.detail = raison, str(detail)
        super().__init__(f"{raison}: {detail}")
