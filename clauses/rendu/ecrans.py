"""The declared list of screens: their script, title, address and icon. Adding a screen is adding a line.

It stands below the faces: navigation draws it, the web server answers at its addresses, the atlas without server turns
links to it into its own.
"""

from dataclasses import dataclass
from pathlib import Path

from clauses.rendu import adresses
from clauses.rendu.mots import annuaire, calculateur, contenus, equipe, heures, methode, presentation, territoire
from clauses.rendu.mots import atlas as texts

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ecran:
    """A screen. Scripts live in ``pages/public`` or ``pages/equipe``, never directly in ``pages``."""

    script: str
    title: str
    icon: str
    url_path: str = ""
    is_secondary: bool = False
    """True if a desk has it under « Plus », not in the bar itself."""

    @property
    def is_equipe(self) -> bool:
        """True if it is for the team: others do not see it in the bar, and its own guard refuses them."""
        return self.script.startswith("equipe/")

    @property
    def path(self) -> Path:
        return ROOT / "pages" / self.script


CARTE = Ecran("public/carte.py", texts.CARTE_MENU, ":material/map:")
ANNUAIRE = Ecran("public/annuaire.py", annuaire.MENU, ":material/contacts:", adresses.ANNUAIRE)
CALCULATEUR = Ecran("public/calculateur.py", calculateur.MENU, ":material/calculate:", "calculateur")
RETOURS = Ecran("public/retours.py", contenus.RETOURS_MENU, ":material/forum:", "retours", is_secondary=True)
OUTILS = Ecran("public/outils.py", contenus.OUTILS_MENU, ":material/handyman:", "outils", is_secondary=True)
GLOSSAIRE = Ecran(
    "public/glossaire.py", contenus.GLOSSAIRE_MENU, ":material/menu_book:", "glossaire", is_secondary=True
)
PRESENTATION = Ecran(
    "public/presentation.py", presentation.MENU, ":material/slideshow:", "presenter", is_secondary=True
)
DONNEES = Ecran("public/methode.py", methode.MENU, ":material/database:", "donnees", is_secondary=True)
MISE_A_JOUR = Ecran("equipe/mise_a_jour.py", equipe.MENU, ":material/edit_square:", "mise-a-jour", is_secondary=True)
HEURES = Ecran("public/heures.py", heures.MENU, ":material/bar_chart:", "heures")
TERRITOIRE = Ecran("public/territoire.py", territoire.MENU, ":material/location_city:", adresses.TERRITOIRE)
ECRANS = (
    CARTE,
    TERRITOIRE,
    HEURES,
    CALCULATEUR,
    ANNUAIRE,
    RETOURS,
    OUTILS,
    GLOSSAIRE,
    DONNEES,
    PRESENTATION,
    MISE_A_JOUR,
)
"""The first is the home page, served at ``/``."""
