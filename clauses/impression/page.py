"""The pages of a map: title, map, legend, list, notes, sources; and as many more as the list needs in a PDF."""

from urllib.parse import urlsplit

import segno
import shapely

from clauses.impression import legende, liste, polices
from clauses.impression.carte import Carte
from clauses.impression.contenu import Contenu
from clauses.impression.dessin import ACCENT, DOUX, ENCRE, FILET, VERROU, Page, settings, write
from clauses.impression.feuille import MM_PER_POINT, Feuille, Rect, Sortie
from clauses.impression.fond import aspect
from clauses.impression.fonds import Fonds
from clauses.impression.motifs import motifs_of
from clauses.impression.terrain import subject
from clauses.rendu import impression as mots
from clauses.rendu.documents import LONGEST_QR

TITLE, SUBTITLE = 18.0, 8.4
NOTES, NOTES_HEADING = 6.7, 8.0
FOOT = 6.3
MOST_NOTES = 14
"""Lines of notes in a column."""
NEXT_PAGES = 8.0
QR_SIDE = 14.5


class Affiche:
    """A map to print on a sheet of paper."""

    def __init__(self, contenu: Contenu, fonds: Fonds, feuille: Feuille, sortie: Sortie, site: str) -> None:
        self.contenu, self.fonds, self.feuille, self.sortie = contenu, fonds, feuille, sortie
        self.scale = feuille.echelle
        catalogue = contenu.catalogue
        edition = catalogue.edition if catalogue.passee else None
        self.adresse = f"{site.rstrip('/')}/{mots.page(contenu.selection, edition)}" if site else ""

    @property
    def titre(self) -> str:
        """Title of the file."""
        name = mots.titre(self.contenu.territoires, self.contenu.selection.departement)
        return polices.words(f"{name} : {mots.OBJET[0].lower()}{mots.OBJET[1:]}")

    def pages(self) -> list[Page]:
        """Every page; an image or an SVG has one."""
        feuille, scale, contenu = self.feuille, self.scale, self.contenu
        groups = legende.groupes(contenu)
        shape = aspect(subject(contenu, self.fonds))
        legend = legende.height(groups, scale)
        first = feuille.plan(shape, legend, 0)
        notes = self._notes(first.notes.width)
        wanted = liste.needed(contenu, contenu.entrees, first.liste.width, first.colonnes[0], scale)
        plan = feuille.plan(shape, legend, self._notes_height(notes), wanted)
        page = Page(*feuille.taille)
        self._title(page, plan.titre)
        known = motifs_of(contenu.catalogue.typologies)
        Carte(page, contenu, self.fonds, plan.carte, feuille, known).draw()
        legende.draw_legende(page, groups, plan.legende, known, scale)
        rest = self._first_list(page, plan.liste, plan.colonnes)
        self._draw_notes(page, notes, plan.notes)
        self._foot(page, plan.pied)
        pages = [page]
        while rest and self.sortie is Sortie.PDF:
            page, rest = self._next_page(rest)
            pages.append(page)
        if len(pages) > 1:
            for number, each in enumerate(pages, 1):
                self._page_number(each, f"{number}/{len(pages)}")
        return pages

    def _title(self, page: Page, rect: Rect) -> None:
        scale, catalogue, selection = self.scale, self.contenu.catalogue, self.contenu.selection
        size = TITLE * scale
        name = polices.words(mots.titre(self.contenu.territoires, selection.departement))
        name = polices.cut(name, size, rect.width * 0.5, polices.TITRES)
        baseline = rect.y + 5.2 * scale
        page.text(rect.x, baseline, name, size, police=polices.TITRES, colour=ACCENT)
        left = polices.width(name, size, polices.TITRES) + 4 * scale
        room = rect.width - left
        objet, large = polices.words(mots.OBJET), size
        while large > size * 0.6 and polices.width(objet, large, polices.TITRES) > room:
            large -= 0.5
        page.text(rect.x + left, baseline, objet, large, police=polices.TITRES)
        small = SUBTITLE * scale
        updated = polices.words(
            mots.mise_a_jour(catalogue.actualisee_le, catalogue.edition, modifiee=bool(catalogue.modifies))
        )
        below = rect.y + 10.4 * scale
        page.text(rect.right, below, updated, small, police=polices.GRAS, align=1)
        room = rect.width - polices.width(updated, small, polices.GRAS) - 4 * scale
        filtered = mots.filtres(selection, catalogue.typologies)
        about = polices.words(f"{mots.SUJET}. {filtered}." if filtered else mots.SUJET)
        page.text(rect.x, below, polices.cut(about, small, room), small, colour=DOUX)

    # List

    def _first_list(self, page: Page, rect: Rect, colonnes: tuple[int, ...]) -> tuple:
        entrees, scale = self.contenu.entrees, self.scale
        rect = liste.draw_heading(page, rect, polices.words(mots.LISTE_TITLE), scale)
        rect = rect._replace(height=rect.height - 2 * scale)
        if not entrees:
            size = 7.5 * scale
            lines = polices.wrap(polices.words(mots.LISTE_VIDE), size, rect.width, most=4)
            self._lines(page, lines, rect.x, rect.y, size)
            return ()
        found = liste.compose(self.contenu, entrees, rect, colonnes, scale)
        liste.draw_liste(page, found)
        liste.draw_rest(page, found, rect, scale, image=self.sortie is not Sortie.PDF)
        return found.restantes

    def _next_page(self, rest: tuple) -> tuple[Page, tuple]:
        page = Page(*self.feuille.taille)
        title, body, foot = self.feuille.pages()
        self._title(page, title)
        self._foot(page, foot)
        body = liste.draw_heading(page, body, polices.words(mots.LISTE_SUITE), self.scale)
        columns = round(body.width / (92 * self.scale))
        found = liste.place(self.contenu, rest, body, columns, NEXT_PAGES * self.scale, self.scale)
        liste.draw_liste(page, found)
        return page, found.restantes

    # Notes

    def _notes(self, width: float) -> list[list[str]]:
        """Notes broken into lines, in as many columns as the page gives them."""
        notes = self.contenu.catalogue.notes
        columns = 1 if width < 140 * self.scale else 2
        size = NOTES * self.scale
        room = (width - (columns - 1) * self.feuille.gouttiere) / columns
        lines = [polices.wrap(f"• {polices.words(note)}", size, room) for note in notes]
        if columns == 1:
            return [_flat(lines)[:MOST_NOTES]] if lines else []
        total, half, kept = sum(map(len, lines)), [], []
        for each in lines:
            (half if len(half) + len(each) / 2 <= total / 2 and not kept else kept).extend(each)
        return [each[: MOST_NOTES // 2] for each in (half, kept) if each]

    def _notes_height(self, columns: list[list[str]]) -> float:
        if not columns:
            return 0.0
        return NOTES_HEADING * 0.65 * self.scale + max(map(len, columns)) * self._leading(NOTES * self.scale) + 1

    def _draw_notes(self, page: Page, columns: list[list[str]], rect: Rect) -> None:
        if not columns:
            return
        scale = self.scale
        page.polyline([(rect.x, rect.y), (rect.right, rect.y)], FILET, 0.2 * scale)
        title = polices.words(mots.NOTES_TITLE)
        size = NOTES_HEADING * scale
        page.text(rect.x, rect.y + 3.6 * scale, title, size, police=polices.GRAS, colour=ENCRE)
        for lines, column in zip(columns, rect.columns(len(columns), self.feuille.gouttiere), strict=True):
            self._lines(page, lines, column.x, rect.y + NOTES_HEADING * 0.65 * scale, NOTES * scale)

    def _lines(self, page: Page, lines: list[str], x: float, y: float, size: float) -> None:
        for rank, line in enumerate(lines):
            page.text(x, y + size * 0.8 * MM_PER_POINT + rank * self._leading(size), line, size)

    def _leading(self, size: float) -> float:
        return size * 1.22 * MM_PER_POINT

    # Foot

    def _foot(self, page: Page, rect: Rect) -> None:
        scale, size = self.scale, FOOT * self.scale
        side = QR_SIDE * scale
        has_qr = bool(self.adresse) and len(self.adresse) <= LONGEST_QR
        top = rect.bottom - side
        page.polyline([(rect.x, top - 1 * scale), (rect.right, top - 1 * scale)], FILET, 0.2 * scale)
        room = rect.width - (side + 5 * scale if has_qr else 0)
        catalogue = self.contenu.catalogue
        lines = self._sources(size, room)
        lines += polices.wrap(polices.words(mots.CREDITS), size, room, most=2)
        self._lines(page, lines, rect.x, top + 0.8 * scale, size)
        y = top + 0.8 * scale + (len(lines) + 0.25) * self._leading(size)
        author = polices.cut(polices.words(catalogue.titre), size, room * 0.5, polices.GRAS)
        page.text(rect.x, y + size * 0.8 * MM_PER_POINT, author, size, police=polices.GRAS)
        if self.adresse:
            start = polices.width(author, size, polices.GRAS) + 3 * scale if author else 0
            shown = polices.cut(polices.printable(self.adresse.partition("://")[2]), size, room - start)
            url = self.adresse if self._is_link else None
            page.text(rect.x + start, y + size * 0.8 * MM_PER_POINT, shown, size, colour=ACCENT, url=url)
        if has_qr:
            _qr(page, self.adresse, rect.right - side, top, side)

    @property
    def _is_link(self) -> bool:
        """An SVG names nothing outside itself."""
        return self.sortie is Sortie.PDF and urlsplit(self.adresse).scheme in ("http", "https")

    def _sources(self, size: float, room: float) -> list[str]:
        """As many sources as two lines hold."""
        cited = mots.sources(entree.guichet for entree in self.contenu.entrees)
        for number in range(len(cited), -1, -1):
            words = polices.words(mots.sources_line(cited[:number], len(cited) - number))
            lines = polices.wrap(words, size, room)
            if len(lines) <= 2:
                return lines
        return []

    def _page_number(self, page: Page, words: str) -> None:
        _, body, _ = self.feuille.pages()
        _, height = self.feuille.taille
        page.text(body.right, height - 4.5 * self.scale, words, 7 * self.scale, colour=DOUX, align=1)


def _flat(lines: list[list[str]]) -> list[str]:
    return [line for each in lines for line in each]


def _qr(page: Page, address: str, x: float, y: float, side: float) -> None:
    """QR code of an address, as squares."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    module = side / len(rows)
    boxes = []
    for down, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                boxes.append(
                    shapely.box(x + start * module, y + down * module, x + end * module, y + (down + 1) * module)
                )
            start = end + 1
    page.polygons(boxes, ENCRE)


def print_carte(contenu: Contenu, fonds: Fonds, feuille: Feuille, sortie: Sortie, site: str) -> bytes:
    """The file of a map: see :func:`clauses.impression.build_carte`."""
    catalogue = contenu.catalogue
    with VERROU, settings():
        affiche = Affiche(contenu, fonds, feuille, sortie, site)
        pages = affiche.pages()
        return write(pages, sortie, affiche.titre, polices.words(catalogue.titre), catalogue.actualisee_le)
