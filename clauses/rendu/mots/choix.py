"""Words of what is chosen on the map, beside a commune: a zone, an organism."""

from clauses.rendu.mots import typeset

RETOUR = "Revenir à toute la carte"
QUELLE_COMMUNE = (
    "Quelle commune ? Cherchez-la par son nom, ou approchez-vous et cliquez dessus : vous saurez qui appeler d’abord."
)
QUI_REPOND = "Qui répond dans cette zone"


typeset(globals())
