"""A workbook of LibreOffice is read like one of Excel, within the same limits."""

import io
import random
import zipfile
from tracemalloc import get_traced_memory, start, stop

import pytest

from clauses.storage.classeurs import Classeur
from clauses.storage.envois import read_envoi
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.imports.sources import read_export
from clauses.storage.limites import MEGABYTE
from clauses.storage.schemas import read_schemas
from clauses.storage.xlsx.archive import ClasseurError, Limites

QPV = read_schemas(SHIPPED_DATA)["qpv"]
BASE = "0123456789abcdef" * 4
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text", "style", "meta"))
HIDDEN = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
MANIFEST = "<manifest/>"


def text(value, more=""):
    return f'<table:table-cell office:value-type="string"{more}><text:p>{value}</text:p></table:table-cell>'


def typed(kind, attribute, value, shown="?"):
    written = f'office:value-type="{kind}" office:{attribute}="{value}"'
    return f"<table:table-cell {written}><text:p>{shown}</text:p></table:table-cell>"


def row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def sheet(*rows, name="Feuille1", more=""):
    return f'<table:table table:name="{name}"{more}>{"".join(rows)}</table:table>'


def ods(*sheets, styles="", meta="", manifest=MANIFEST, mimetype="application/vnd.oasis.opendocument.spreadsheet"):
    body = f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
    styles = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", mimetype)
        made.writestr("META-INF/manifest.xml", manifest)
        made.writestr("content.xml", f"<office:document-content {NAMES}>{styles}{body}</office:document-content>")
        made.writestr(
            "meta.xml", f"<office:document-meta {NAMES}><office:meta>{meta}</office:meta></office:document-meta>"
        )
    return buffer.getvalue()


def rows(*written):
    return Classeur(ods(sheet(*written))).read().lignes


def test_a_table_of_libreoffice_is_read():
    """Finding 7: « .ods », the form that LibreOffice proposes, was refused in English."""
    names = row(*(text(field.title) for field in QPV.fields))
    data = row(text("Centre"), text("09001"), text("09"), typed("float", "value", "1234"))
    envoi = read_envoi(ods(sheet(names, data)), QPV, "quartiers.ods")
    assert envoi.table.issues == ()
    assert envoi.table.frame.iloc[0].tolist() == ["Centre", "09001", "09", "1234", "", "", "", "", ""]
    assert (envoi.table.lines, envoi.feuilles, envoi.feuille) == ((2,), ("Feuille1",), "Feuille1")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (typed("float", "value", "9122"), "9122"),
        (typed("float", "value", "5.5", "5,5"), "5.5"),
        (typed("currency", "value", "12.0", "12 €"), "12"),
        (typed("percentage", "value", "0.42", "42 %"), "42 %"),
        (typed("date", "date-value", "2024-01-31", "31/01/24"), "2024-01-31"),
        (typed("date", "date-value", "2024-01-31T00:00:00"), "2024-01-31"),
        (typed("date", "date-value", "2024-01-31T12:30:00"), "2024-01-31 12:30:00"),
        (typed("time", "time-value", "PT151H40M00S"), "151:40:00"),
        (typed("boolean", "boolean-value", "true"), "VRAI"),
        (typed("string", "string-value", "", "#NOM ?"), "#NOM ?"),
        ('<table:table-cell office:value-type="string" office:string-value=" caché "/>', "caché"),
        (text('a<text:s text:c="2"/>b<text:line-break/><text:span>c</text:span></text:p><text:p>d'), "a  b\nc\nd"),
        (text("lu</text:p><office:annotation><text:p>note</text:p></office:annotation><text:p>ici"), "lu\nici"),
    ],
)
def test_cells_of_every_kind(cell, expected):
    assert rows(row(cell)) == [(1, (expected,))]


def test_what_is_repeated_is_written_out():
    wide = text("a", ' table:number-columns-repeated="2"')
    empty = '<table:table-cell table:number-columns-repeated="16380"/>'
    found = rows(
        row(wide, '<table:table-cell table:number-columns-repeated="2"/>', text("b"), empty),
        row(empty, more=' table:number-rows-repeated="3"'),
        row(text("c"), more=' table:number-rows-repeated="2"'),
        row(empty, more=' table:number-rows-repeated="1048570"'),
    )
    cells = ("c", "", "", "", "")
    assert found == [(1, ("a", "a", "", "", "b")), (5, cells), (6, cells)]


def test_merged_cells_give_their_value_to_each_row():
    merged = text("Un", ' table:number-rows-spanned="2" table:number-columns-spanned="1"')
    read = Classeur(ods(sheet(row(text("nom")), row(merged, text("x")), row("<table:covered-table-cell/>", text("y")))))
    assert read.read().lignes == [(1, ("nom", "")), (2, ("Un", "x")), (3, ("Un", "y"))]
    assert [each.plage for each in read.read().fusions] == ["A2:A3"]


def test_a_list_that_someone_brings_may_be_one_too():
    """Findings 7 and 33: the reader of lists is the same, and says merged cells too."""
    merged = text("Foix", ' table:number-rows-spanned="2"')
    titles = row(text("Commune"), text("Structure"))
    content = ods(
        sheet(row(text("Liste 2026")), titles, row(merged, text("A")), row("<table:covered-table-cell/>", text("B")))
    )
    export = read_export(content, "liste.ods", ["Commune", "Structure"])
    assert export.lignes == [(3, ("Foix", "A")), (4, ("Foix", "B"))]
    assert [(each.code, each.line) for each in export.remarques] == [("A-FIC-08", 3)]


def test_sheets_by_name_hidden_ones_last_and_the_base_of_a_workbook_of_ours():
    hidden = sheet(row(text("x")), name="Cachée", more=' table:style-name="h"')
    meta = f'<meta:user-defined meta:name="atlas-base">{BASE}</meta:user-defined>'
    content = ods(hidden, sheet(row(text("nom")), row(text("A")), name="Vue"), styles=HIDDEN, meta=meta)
    envoi = read_envoi(content, QPV, "envoi")
    assert (envoi.feuilles, envoi.feuille, envoi.base) == (("Vue", "Cachée"), "Vue", BASE)
    assert Classeur(content).read("cachee").lignes == [(1, ("x",))]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ods(sheet(row(text("a"))), manifest="<manifest:encryption-data/>"), "E-FIC-30"),
        (ods(sheet(row(text("a"))), mimetype="application/vnd.oasis.opendocument.text"), "E-FIC-21"),
        (ods(), "E-FIC-14"),
        (ods("<table:table"), "E-FIC-14"),
    ],
)
def test_one_clear_sentence(content, code):
    assert [each.code for each in read_envoi(content, QPV, "envoi").table.issues] == [code]


SMALL = Limites(contenu=8 * MEGABYTE, lignes=1001, colonnes=50, cellules=20_000, balises=100_000, texte=MEGABYTE)
BOMBS = {
    "repeated_rows": (row(text("a"), more=' table:number-rows-repeated="1000000"'), "E-FIC-22"),
    "repeated_cells": (row(text("a", ' table:number-columns-repeated="16384"')), "E-FIC-23"),
    "far_cell": (row('<table:table-cell table:number-columns-repeated="16000"/>', text("a")), "E-FIC-23"),
    "far_row": (row(more=' table:number-rows-repeated="9999999"') + row(text("a")), "E-FIC-14"),
    "no_number": (row(text("a"), more=' table:number-rows-repeated="-1"'), "E-FIC-14"),
    "long_text": (row(text("a" * 2 * MEGABYTE)), "E-FIC-24"),
    "long_rows": (row(text("a" * 100_000), more=' table:number-rows-repeated="999"'), "E-FIC-13"),
    "long_merged": (
        row(text("a" * 100_000, ' table:number-rows-spanned="900"'))
        + row("<table:covered-table-cell/>", text("b")) * 900,
        "E-FIC-13",
    ),
    "many_cells": (row("<table:table-cell/>" * 30_000), "E-FIC-22"),
    "many_tags": (row("<table:x/>" * 200_000), "E-FIC-22"),
    "deep": ("<table:x>" * 1000, "E-FIC-14"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name):
    written, code = BOMBS[name]
    content = ods(sheet(written))
    start()
    try:
        with pytest.raises(ClasseurError) as error:
            Classeur(content, SMALL).read()
        _, peak = get_traced_memory()
    finally:
        stop()
    assert error.value.code == code
    assert peak < 12 * MEGABYTE


def test_damaged_documents_never_raise():
    """Parts cut and flipped at random: always a table, and a sentence when nothing could be read."""
    draw = random.Random(7)
    titles = row(*(text(field.title) for field in QPV.fields))
    merged = text("A", ' table:number-rows-spanned="2"')
    whole = zipfile.ZipFile(io.BytesIO(ods(sheet(titles, row(merged, text("09001")), row(text("B"))), styles=HIDDEN)))
    for _ in range(60):
        chosen = draw.choice(whole.namelist())
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as made:
            for name in whole.namelist():
                content = bytearray(whole.read(name))
                if name == chosen:
                    for _ in range(draw.randint(1, 6)):
                        content[draw.randrange(len(content))] = draw.randrange(256)
                    content = content[: draw.choice([len(content), draw.randrange(len(content))])]
                made.writestr(name, bytes(content))
        table = read_envoi(buffer.getvalue(), QPV, "envoi").table
        assert tuple(table.frame.columns) == QPV.names
        assert len(table) or table.issues
        assert all(each.message for each in table.issues)
