"""Publisher of an installation, read from the environment: who answers for the site, and how to write to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from clauses.rendu.contact import MAIL_VARIABLE, team_mailbox
from clauses.rendu.documents import SITE_VARIABLE
from clauses.rendu.mots import editeur as texts

NOM_VARIABLE = "CLAUSES_EDITEUR"
COORDONNEES_VARIABLE = "CLAUSES_EDITEUR_COORDONNEES"
DIRECTION_VARIABLE = "CLAUSES_EDITEUR_DIRECTION"
HEBERGEUR_VARIABLE = "CLAUSES_HEBERGEUR"
ACCESSIBILITE_VARIABLE = "CLAUSES_ACCESSIBILITE"


@dataclass(frozen=True, slots=True)
class Editeur:
    """Who publishes this installation; what is not set is empty, and not shown.

    Attributes
    ----------
    nom, courriel : name and mailbox, which a public atlas must have
    coordonnees : postal address and telephone
    direction : who is legally responsible for what is published
    hebergeur : name, address and telephone of the host
    accessibilite : outcome of the audit of accessibility, among ``texts.CONFORMITES``
    """

    nom: str = ""
    courriel: str = ""
    coordonnees: str = ""
    direction: str = ""
    hebergeur: str = ""
    accessibilite: str = texts.NON

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Editeur":
        """Read the settings.

        Raises
        ------
        ValueError
            If the mailbox is not one, or the accessibility none of those the law names.
        """
        said = environ.get(ACCESSIBILITE_VARIABLE, "").strip().lower() or texts.NON
        if said not in texts.CONFORMITES:
            listed = ", ".join(texts.CONFORMITES)
            raise ValueError(texts.NOT_CONFORMITE.format(reglage=ACCESSIBILITE_VARIABLE, lu=said, permis=listed))
        names = (NOM_VARIABLE, COORDONNEES_VARIABLE, DIRECTION_VARIABLE, HEBERGEUR_VARIABLE)
        nom, coordonnees, direction, hebergeur = (" ".join(environ.get(name, "").split()) for name in names)
        return cls(nom, team_mailbox(environ), coordonnees, direction, hebergeur, said)

    @property
    def mention(self) -> str:
        """What the law asks to be said of accessibility."""
        return texts.accessibility(self.accessibilite)

    def require_public(self, site: str) -> None:
        """Refuse a site that readers cannot trust nor answer.

        Raises
        ------
        ValueError
            If a public site names no publisher, or has no mailbox.
        """
        for reglage, value, why in (
            (NOM_VARIABLE, self.nom, texts.NO_NAME),
            (MAIL_VARIABLE, self.courriel, texts.NO_MAILBOX),
        ):
            if not value:
                raise ValueError(why.format(adresse=SITE_VARIABLE, lu=site, reglage=reglage))


PERSONNE = Editeur()
"""Nobody: a copy that is on no public site."""
