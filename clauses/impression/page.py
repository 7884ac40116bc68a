"""Page layout: values of the template, and the map at the size that they leave."""

from typing import Any
from urllib.parse import urlsplit

from clauses.impression import polices
from clauses.impression.carte import Carte
from clauses.impression.contenu import Contenu, GuichetNumerote
from clauses.impression.dessin import Dessin
from clauses.impression.emprise import aspect
from clauses.impression.feuille import DPI, FeuillePapier, Rect, Sortie
from clauses.impression.fonds import Fonds
from clauses.impression.legende import Legende
from clauses.impression.motifs import motifs_of
from clauses.impression.signes import draw_marker, marker_colours
from clauses.impression.terrain import subject
from clauses.rendu import affiche
from clauses.rendu.documents import printable, qr_svg, query, render_pdf, render_png, render_svg
from clauses.rendu.mots import impression as mots

TEMPLATE = "carte"
LONGEST_SOURCES = 700
"""Characters: two lines of the widest page hold no more."""
MARKER = 10.0


class Affiche:
    """A map to print on a sheet of paper."""

    def __init__(self, contenu: Contenu, fonds: Fonds, feuille: FeuillePapier, sortie: Sortie, site: str) -> None:
        self.contenu, self.fonds, self.feuille, self.sortie = contenu, fonds, feuille, sortie
        self.motifs = motifs_of(contenu.moment.typologies)
        moment = contenu.moment
        edition = moment.edition if moment.passee else None
        self.adresse = f"{site.rstrip('/')}/{affiche.page(contenu.selection, edition)}" if site else ""

    def render(self) -> bytes:
        """The file."""
        values = self.values()
        values["_carte"] = self.carte(*query(TEMPLATE, values, "carte")).svg()
        if self.sortie is Sortie.PDF:
            return render_pdf(TEMPLATE, values, self.contenu.moment.actualisee_le)
        return render_svg(TEMPLATE, values) if self.sortie is Sortie.SVG else render_png(TEMPLATE, values, DPI)

    def carte(self, width: float, height: float) -> Dessin:
        """The map alone (mm)."""
        dessin = Dessin(width, height, outlined=self._is_outlined)
        Carte(dessin, self.contenu, self.fonds, Rect(0, 0, width, height), self.feuille, self.motifs).draw()
        return dessin

    @property
    def _is_outlined(self) -> bool:
        return self.sortie is Sortie.SVG

    def values(self) -> dict[str, Any]:
        """Template values, without the map."""
        contenu, moment = self.contenu, self.contenu.moment
        selection, name = contenu.selection, affiche.titre(contenu.territoires, contenu.selection.departement)
        filtered = mots.filtres(selection, moment.typologies)
        width, height = self.feuille.taille
        return {
            "titre": f"{name} : {mots.OBJET[0].lower()}{mots.OBJET[1:]}",
            "auteur": moment.titre or mots.ATLAS,
            "date": bool(moment.actualisee_le),
            "largeur": width,
            "hauteur": height,
            "echelle": self.feuille.echelle,
            "proportions": aspect(subject(contenu, self.fonds)),
            "continue": self.sortie is Sortie.PDF,
            "nom": name,
            "objet": mots.OBJET,
            "sujet": f"{mots.SUJET}. {filtered}." if filtered else mots.SUJET,
            "mise_a_jour": mots.mise_a_jour(moment.actualisee_le, moment.edition, modifiee=bool(moment.modifies)),
            "_carte": "",
            "carte_alt": mots.alternative(name),
            "legende": Legende(contenu, self.motifs, outlined=self._is_outlined).groupes(),
            "guichets_titre": mots.LISTE_TITLE,
            "guichets_suite": mots.LISTE_SUITE,
            "guichets_ailleurs": mots.LISTE_AILLEURS,
            "guichets_vide": mots.LISTE_VIDE,
            "guichets": [self._entree(entree) for entree in contenu.entrees],
            "autres": [mots.autres(number) for number in range(len(contenu.entrees) + 1)],
            "notes_titre": mots.NOTES_TITLE,
            "notes": [polices.words(note.texte) for note in contenu.notes],
            "sources": self._sources(),
            "credits": mots.CREDITS,
            "_adresse": printable(self.adresse.partition("://")[2]),
            "_lien": self.adresse if self._is_link else "",
            "_qr": qr_svg(self.adresse) if self.adresse else "",
        }

    def _entree(self, entree: GuichetNumerote) -> dict[str, Any]:
        moment, guichet = self.contenu.moment, entree.guichet
        dessin = Dessin(1.4 * MARKER, 1.4 * MARKER)
        draw_marker(dessin, 0.7 * MARKER, 0.7 * MARKER, MARKER, entree.forme, entree.typologie, "")
        detail = affiche.detail(
            guichet, moment.typologies, self.contenu.territoires, self.contenu.selection.departement
        )
        return {
            "numero": str(entree.numero),
            "nom": affiche.shortened(guichet.nom),
            "detail": affiche.shortened(detail),
            "_marque": dessin.svg(),
            "_encre": marker_colours(entree.forme, entree.typologie)[1],
        }

    @property
    def _is_link(self) -> bool:
        """True if the address may be a link: an SVG must hold no external reference."""
        return self.sortie is Sortie.PDF and urlsplit(self.adresse).scheme in ("http", "https")

    def _sources(self) -> list[str]:
        """The sentence of the sources, from the fullest to the shortest: the page keeps the first that holds."""
        cited = affiche.sources(entree.guichet for entree in self.contenu.entrees)
        sentences = (mots.sources_line(cited[:number], len(cited) - number) for number in range(len(cited), -1, -1))
        return [sentence for sentence in sentences if len(sentence) <= LONGEST_SOURCES]
