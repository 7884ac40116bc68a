"""Lists of structures: cells, people, types, recognition and what changes, on the invented region."""

import pytest

from clauses.domain.imports.catalogue import STRUCTURES
from clauses.domain.imports.controle import check, check_titles
from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.export import build_export, find_columns
from clauses.domain.imports.modele import lines_of, render_modele
from clauses.domain.imports.proposition import propose
from clauses.domain.imports.region import Region
from clauses.domain.listes import cellules, inclusion, personnes
from clauses.domain.listes.changements import compare
from clauses.domain.listes.identifiants import LONGEST, make_ids
from clauses.domain.listes.inclusion import recognise
from clauses.domain.listes.lecture import read_rows
from clauses.domain.validation import LIMIT
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import parse_table, read_table
from clauses.storage.textes_yaml import parse_yaml
from tests.donnees import REGION
from tests.donnees.hostile import CELLS

SCHEMA = read_schemas(SHIPPED_DATA)["structures"]
KNOWN = "73282932000074"
OTHERS = ("99900000100019", "99900000200017", "99900000300015")
TITLES = ("Nom", "Type", "SIRET", "Commune", "CP", "Tel", "Mail", "Effectif", "Insertion", "Statut")
CORRESPONDANCE = {
    "table": "structures",
    "colonnes": {
        "nom": "Nom",
        "type": "Type",
        "siret": "SIRET",
        "commune": "Commune",
        "code_postal": "CP",
        "telephone": "Tel",
        "courriel": "Mail",
        "effectif": "Effectif",
        "effectif_insertion": "Insertion",
    },
    "fixes": {"confiance": "moyenne", "source": "Liste d'essai"},
}


@pytest.fixture(scope="module")
def territoires(moment):
    return moment.territoires


@pytest.fixture(scope="module")
def structures():
    return read_table(REGION / "structures.csv", SCHEMA)


def read_document(document, lines=None):
    return Correspondance.read(STRUCTURES, document, lines or lines_of(document), "c.yml")


def issues_of(territoires, document):
    return check(read_document(document), SCHEMA, territoires)


def read(territoires, table, *rows, titles=TITLES, correspondance=CORRESPONDANCE, retire=False, reponses=None):
    """The import of these rows; without correspondance, that of their titles."""
    export = build_export("l.csv", [(1, titles), *enumerate(rows, 2)], titles)
    found = recognise(export, STRUCTURES, SCHEMA) if correspondance is None else read_document(correspondance)
    assert correspondance is None or check(found, SCHEMA, territoires) == []
    positions, missing = find_columns(export, found)
    assert missing == []
    lignes = read_rows(export, positions, found, SCHEMA, territoires, 2026, reponses=reponses, table=table)
    return compare(table, lignes, found, territoires, reponses, retire=retire)


def row(nom="Essai neuf", type_="EI", siret="", commune="Ô", cp="", tel="", mail="", effectif="", insertion="",
        statut=""):  # fmt: skip
    return (nom, type_, siret, commune, cp, tel, mail, effectif, insertion, statut)


def said(releve):
    return [(issue.code, issue.line, issue.column) for issue in releve.issues]


def table_of(*rows):
    names = SCHEMA.names
    body = "".join(",".join(f'"{each.get(name, "")}"' for name in names) + "\n" for each in rows)
    return parse_table(f"{','.join(names)}\n{body}".encode(), SCHEMA, "structures.csv")


def known(id_="essai-neuf", **cells):
    """A row of the table, once imported from the list of these tests."""
    return {"id": id_, "nom": "Essai neuf", "type": "EI", "commune": "98004", "confiance": "moyenne",
            "source": "Liste d'essai"} | cells  # fmt: skip


# Cells


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        (KNOWN, KNOWN, ""),
        ("732 829 320 00074", KNOWN, ""),
        ("732.829.320.00074", KNOWN, ""),
        ("732\u202f829\u00a0320 00074", KNOWN, ""),
        ("35600000000048", "35600000000048", ""),
        ("", "", ""),
        ("73282932000075", "", "A-STR-12"),
        ("7328293200007", "", "A-STR-12"),
        ("00000000000000", "", "A-STR-12"),
        ("7,32829E+13", "", "A-STR-13"),
        ("7.3E13", "", "A-STR-13"),
        ("en cours", "", "A-STR-12"),
        ("٧٣٢٨٢٩٣٢٠٠٠٠٧٤", "", "A-STR-12"),
    ],
)
def test_sirets(text, value, code):
    found = cellules.read_siret(text)
    assert (found.valeur, found.probleme.code if found.probleme else "") == (value, code)


def test_the_zero_that_a_spreadsheet_drops_comes_back():
    prefix = "0550000000001"
    full = next(f"{prefix}{key}" for key in range(10) if cellules.read_siret(f"{prefix}{key}").valeur)
    assert cellules.read_siret(full[1:]).valeur == full


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("accueil@essai.example", "accueil@essai.example", ""),
        ("mailto:contact@essai.example", "contact@essai.example", ""),
        ("jeanne.essai@essai.example ; contact@essai.example", "contact@essai.example", ""),
        ("jeanne.essai@essai.example", "", "A-STR-14"),
        ("Jeanne Essai <jeanne@essai.example>", "", "A-STR-14"),
        ("néant", "", "A-STR-16"),
        ("", "", ""),
    ],
)
def test_mailboxes(text, value, code):
    found = cellules.read_courriel(text)
    assert (found.valeur, found.probleme.code if found.probleme else "") == (value, code)
    assert found.probleme is None or found.probleme.params == {}


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("05 61 00 00 01", "05 61 00 00 01", ""),
        ("+33 5 61 00 00 01", "05 61 00 00 01", ""),
        ("561000001", "05 61 00 00 01", ""),
        ("06 12 34 56 78 ou 05 61 00 00 01", "05 61 00 00 01", ""),
        ("612345678", "", "A-STR-15"),
        ("+33 6 12 34 56 78", "", "A-STR-15"),
        ("appeler Jeanne", "", "A-STR-16"),
    ],
)
def test_telephones(text, value, code):
    found = cellules.read_telephone(text)
    assert (found.valeur, found.probleme.code if found.probleme else "") == (value, code)
    assert found.probleme is None or found.probleme.params == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("https://essai.example/a", "https://essai.example/a"),
        ("www.essai.example", "https://www.essai.example"),
        ("javascript:alert(1)", ""),
        ("jeanne.essai@essai.example", ""),
        ("-", ""),
    ],
)
def test_sites(text, value):
    assert cellules.read_site(text).valeur == value


@pytest.mark.parametrize("text", ["voir jeanne.secret@essai.example", "appeler le 06 12 34 56 78", "+33 6 12345678"])
def test_a_text_with_a_personal_contact_is_left_out(territoires, structures, text):
    document = CORRESPONDANCE | {"colonnes": CORRESPONDANCE["colonnes"] | {"remarque": "Statut"}}
    releve, changements = read(territoires, structures, row(statut=text), correspondance=document)
    assert said(releve) == [("A-STR-17", 2, "Statut")]
    assert "remarque" not in changements.ajouts[0]
    assert cellules.read_liste(text, "|").probleme.code == "A-STR-17"


def test_items_whatever_separates_them():
    assert cellules.read_liste("nettoyage ; espaces verts,bâtiment|nettoyage", "|").valeur == (
        "nettoyage|espaces verts|bâtiment"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ACI", "ACI"),
        ("aci", "ACI"),
        ("Ateliers et chantiers d’insertion", "ACI"),
        ("Entreprise d'insertion (EI)", "EI"),
        ("ETTI (Entreprise de travail temporaire d'insertion)", "ETTI"),
        ("Groupement d'employeurs pour l'insertion et la qualification", "GEIQ"),
        ("Chantier", "ACI"),
        ("", ""),
    ],
)
def test_types(text, value):
    types = cellules.plain_types({"Chantiers": "ACI"})
    assert cellules.read_type(text, SCHEMA.by_name["type"], types).valeur == value


def test_a_type_that_is_not_one_has_a_suggestion():
    found = cellules.read_type("Entreprise inserton", SCHEMA.by_name["type"], {}).probleme
    assert (found.code, found.params["suggestion"]) == ("E-VAL-06", "EI")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["ETTI", "", ""], "ETTI"),
        (["", '["geiq","coorace"]', ""], "GEIQ"),
        (["", "", "{geiq}"], "GEIQ"),
        (["EA", "ea|eatt", "unea"], "EA"),
        (["", "ai|ei", ""], ("A-STR-18", "AI, EI")),
        (["EATT", "", ""], ("A-STR-18", "eatt")),
        (["", "chantier-ecole", ""], ("A-STR-18", "chantier-ecole")),
        (["OPCS", "plie", "france-service"], None),
        (["", "", ""], None),
    ],
)
def test_typologies_of_data_inclusion(cells, expected):
    found = inclusion.read_typologies(cells)
    if isinstance(expected, tuple):
        assert (found.valeur, found.probleme.code, found.probleme.params["types"]) == ("", *expected)
    else:
        assert (found and found.valeur) == expected


# People


@pytest.mark.parametrize(
    "title",
    ["Contact", "Nom du responsable", "Prénom", "CIVILITÉ", "Directrice", "Nom du dirigeant", "Référent insertion"],
)
def test_a_column_of_people_is_refused(territoires, title):
    document = CORRESPONDANCE | {"colonnes": CORRESPONDANCE["colonnes"] | {"remarque": title}}
    (found,) = issues_of(territoires, document)
    assert (found.code, found.column) == ("E-STR-11", "colonnes.remarque")
    (found,) = issues_of(territoires, CORRESPONDANCE | {"filtre": {title: "x"}})
    assert (found.code, found.column) == ("E-STR-11", f"filtre.{title}")


def test_a_name_beside_a_first_name_is_that_of_a_person():
    found = read_document(CORRESPONDANCE)
    assert check_titles(found, build_export("l", [(1, TITLES)], TITLES)) == []
    export = build_export("l", [(1, ("Prénom", *TITLES))], TITLES)
    assert [issue.code for issue in check_titles(found, export)] == ["E-STR-11"]


def test_a_model_never_proposes_people(territoires):
    titles = ("Nom de la structure", "Nom du responsable", "Contact", "Mail du directeur", "Ville", "Siret", "CP")
    export = build_export("l", [(1, titles)], titles)
    found = propose(export, STRUCTURES, SCHEMA, territoires)
    document, lines = parse_yaml(render_modele(found, SCHEMA, titles))
    assert document["colonnes"] == {
        "nom": "Nom de la structure", "siret": "Siret", "commune": "Ville", "code_postal": "CP",
    }  # fmt: skip
    missing = {issue.column for issue in check(read_document(document, lines), SCHEMA, territoires)}
    assert missing == {"fixes.confiance", "fixes.source"}


@pytest.mark.parametrize("nom", ["M. Secret", "Mme Jeanne Secret", "MONSIEUR SECRET", "Jeanne secret@essai.example"])
def test_the_name_of_a_person_is_faulty_and_never_quoted(territoires, structures, nom):
    releve, changements = read(territoires, structures, row(nom=nom))
    assert said(releve) == [("E-STR-12", 2, "Nom")]
    assert not changements
    assert "secret" not in " ".join(issue.message for issue in releve.issues).lower()


def test_nothing_personal_is_kept_nor_said(territoires, structures):
    person = row(tel="06 12 34 56 78", mail="jeanne.secret@essai.example")
    releve, changements = read(territoires, structures, person)
    assert said(releve) == [("A-STR-15", 2, "Tel"), ("A-STR-14", 2, "Mail")]
    assert releve.personnels == 2
    assert "secret" not in repr((releve, changements))
    assert "12 34" not in repr((releve, changements))


@pytest.mark.parametrize("nom", ["Mr " + "a" * 10_000 + " b c d e f", "M." + " a" * 5_000, "1" * 10_000])
def test_a_long_name_takes_no_time(nom):
    assert not personnes.is_name_of_person(nom)
    assert not personnes.holds_personal_contact(nom)


# Correspondance


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"colonnes": {"siret": "SIRET"}}, "E-COL-12", "colonnes.nom"),
        ({"fixes": {"confiance": "moyenne"}}, "E-COL-12", "fixes.source"),
        ({"fixes": {"confiance": "sûre", "source": "x"}}, "E-VAL-06", "fixes.confiance"),
        ({"fixes": {"confiance": "moyenne", "source": "x", "siret": KNOWN}}, "E-COL-14", "fixes.siret"),
        ({"fixes": {"confiance": "moyenne", "source": "x", "type": "EI"}}, "E-COL-14", "fixes.type"),
        ({"fixes": {"confiance": "moyenne", "source": "javascript:x"}}, "E-URL-01", "fixes.source"),
        ({"types": {"Chantier": "ATC"}}, "E-VAL-06", "types.Chantier"),
        ({"types": "ACI"}, "E-COL-13", "types"),
        ({"table": "guichets"}, "E-COL-13", "table"),
        ({"niveau": "COM"}, "E-COL-11", "niveau"),
        ({"colonnes": CORRESPONDANCE["colonnes"] | {"site web": "Site"}}, "E-COL-11", "colonnes.site web"),
    ],
)
def test_each_slip_of_a_correspondance_is_said_where_it_is(territoires, changes, code, place):
    found = issues_of(territoires, CORRESPONDANCE | changes)
    assert (code, place) in [(issue.code, issue.column) for issue in found]
    assert len(found) == 1


def test_without_fixed_columns_each_is_asked_for(territoires):
    document = {name: value for name, value in CORRESPONDANCE.items() if name != "fixes"}
    assert [issue.column for issue in issues_of(territoires, document)] == ["fixes.confiance", "fixes.source"]


@pytest.mark.parametrize(
    ("titles", "forme"),
    [
        (SCHEMA.names, "nos_colonnes"),
        (("source", "nom", "confiance"), "nos_colonnes"),
        (("id", "source", "nom", "date_maj", "reseaux_porteurs"), "inclusion"),
        (("id", "siret", "nom", "typologie", "source", "date_maj"), "inclusion"),
        (("type", "département", "nom", "code postal", "commune", "SIRET"), None),
    ],
)
def test_known_forms_need_no_correspondance(titles, forme):
    found = recognise(build_export("l", [(1, tuple(titles))], titles), STRUCTURES, SCHEMA)
    assert (found and found.forme) == forme


# Rows


def test_a_new_structure(territoires, structures):
    cells = row("Essai  neuf", "Entreprise d'insertion", KNOWN[:-2] + "82", "st essai cedex", "09100", "0561000001",
                "contact@essai.example", "1 200", "12")  # fmt: skip
    releve, changements = read(territoires, structures, cells)
    assert said(releve) == []
    assert (releve.lues, releve.retenues, releve.filtrees, releve.ecartees) == (1, 1, 0, 0)
    assert changements.ajouts == (
        {
            "id": "essai-neuf", "nom": "Essai neuf", "type": "EI", "siret": KNOWN[:-2] + "82", "commune": "09003",
            "telephone": "05 61 00 00 01", "courriel": "contact@essai.example", "effectif": "1200",
            "effectif_insertion": "12", "confiance": "moyenne", "source": "Liste d'essai",
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"commune": "Essai le vieux"}, "09003"),
        ({"commune": "Sans-Guichet", "cp": "98200"}, "98003"),
        ({"commune": "09013"}, "09003"),
        ({"commune": "TESTVILLE CEDEX 2", "cp": "98049"}, "98001"),
        ({"commune": ""}, ""),
    ],
)
def test_communes(territoires, structures, cells, expected):
    _, changements = read(territoires, structures, row(**cells))
    assert changements.ajouts[0].get("commune", "") == expected


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"commune": "Tesville"}, "E-LIG-12", "Commune"),
        ({"commune": "Testville"}, "E-LIG-13", "Commune"),
        ({"commune": "98200"}, "E-LIG-17", "Commune"),
        ({"commune": "Fiction"}, "E-LIG-14", "Commune"),
        ({"type_": "Usine"}, "E-VAL-06", "Type"),
        ({"nom": ""}, "E-STR-15", "Nom"),
        ({"nom": "", "siret": OTHERS[0]}, "E-STR-15", "Nom"),
        ({"nom": CELLS["mojibake"]}, "E-TXT-01", "Nom"),
        ({"effectif": "douze"}, "E-VAL-02", "Effectif"),
        ({"effectif": "-1"}, "E-VAL-05", "Effectif"),
        ({"effectif": "3", "insertion": "4"}, "E-STR-01", "Insertion"),
    ],
)
def test_a_faulty_row_is_named_and_left_out(territoires, structures, cells, code, column):
    releve, changements = read(territoires, structures, row("Autre", commune="98004"), row(**cells))
    assert said(releve) == [(code, 3, column)]
    assert (releve.retenues, releve.ecartees, len(changements.ajouts)) == (1, 1, 1)


def test_a_row_without_its_cells_is_faulty(territoires, structures):
    releve, _ = read(territoires, structures, row()[:4], (*row(), "de trop"))
    assert said(releve) == [("E-LIG-01", 2, None), ("E-LIG-01", 3, None)]


@pytest.mark.parametrize(
    ("insee", "postal", "departement", "elsewhere"),
    [
        ("", "", "", False),
        ("09001", "", "", False),
        ("9001", "75001", "", False),
        ("09999", "", "", False),
        ("09013", "", "", False),
        ("75056", "98000", "", True),
        ("2A004", "", "", True),
        ("", "98200", "33", False),
        ("", "33000", "98", True),
        ("", "CS 1", "98", False),
        ("", "", "9", False),
        ("", "", "exemple", False),
        ("", "", "Gironde", True),
        ("", "", "974", True),
    ],
)
def test_what_is_elsewhere(territoires, insee, postal, departement, elsewhere):
    assert Region(territoires).is_elsewhere(insee, postal, departement) is elsewhere


def test_rows_left_out_on_purpose_are_counted_apart(territoires, structures):
    document = CORRESPONDANCE | {"filtre": {"Statut": "ouvert"}}
    rows = [row(statut="Ouvert"), row(statut="Fermé"), row(statut="ouvert", cp="33000", commune="Bordeaux")]
    releve, _ = read(territoires, structures, *rows, correspondance=document)
    assert (releve.retenues, releve.filtrees, releve.ecartees) == (1, 2, 0)
    assert releve.motifs == {"filtre": 1, "region": 1}
    assert releve.issues == ()


DI = ("source", "id", "nom", "date_maj", "siret", "commune", "code_postal", "code_insee", "adresse", "site_web",
      "reseaux_porteurs", "description")  # fmt: skip


def di(nom="Essai", source="dora", date="2025-02-14", siret="", commune="Ô", postal="98200", insee="98004",
       adresse="1 rue de l'Essai", site="essai.example", reseaux="aci"):  # fmt: skip
    return (source, f"{source}--1", nom, date, siret, commune, postal, insee, adresse, site, reseaux, "Inventé.")


def test_data_inclusion(territoires, structures):
    releve, changements = read(territoires, structures, di(), titles=DI, correspondance=None)
    assert said(releve) == []
    assert changements.ajouts == (
        {
            "id": "essai", "nom": "Essai", "type": "ACI", "commune": "98004",
            "adresse": "1 rue de l'Essai, 98200 Ô", "site": "https://essai.example", "constate_en": "2025",
            "confiance": "moyenne", "source": "data·inclusion (dora)",
        },
    )  # fmt: skip


def test_data_inclusion_leaves_out_what_is_not_ours(territoires, structures):
    rows = [
        di("Un", insee="33063"),
        di("Deux", insee="", postal="33000"),
        di("Trois", reseaux="ccas-cias"),
        di("Quatre", reseaux=""),
        di("Cinq", insee="", postal="", commune=""),
        di("Six", reseaux="coorace"),
    ]
    releve, changements = read(territoires, structures, *rows, titles=DI, correspondance=None)
    assert releve.motifs == {"region": 2, "insertion": 2, "sans_commune": 1}
    assert said(releve) == [("A-STR-18", 7, "reseaux_porteurs")]
    assert [each["id"] for each in changements.ajouts] == ["six"]
    assert "type" not in changements.ajouts[0]


def test_our_own_columns_are_taken_as_they_are(territoires, structures):
    lines = (REGION / "structures.csv").read_text(encoding="utf-8").splitlines()
    cells = [tuple(each) for each in structures.frame.itertuples(index=False, name=None)]
    assert len(cells) == len(lines) - 1
    releve, changements = read(territoires, structures, *cells, titles=SCHEMA.names, correspondance=None)
    assert said(releve) == []
    assert not changements
    assert changements.inchangees == ("nettoyage-essai", "chantier-ferme", "inconnue")
    changed = (*cells[0][:-2], "Autre source", "")
    _, changements = read(territoires, structures, changed, titles=SCHEMA.names, correspondance=None)
    assert changements.modifications[0].champs == {"source": ("Annuaire d'essai", "Autre source")}
    assert changements.disparitions == ()


@pytest.mark.parametrize("column", ["confiance", "source"])
def test_a_row_of_ours_must_have_what_the_table_asks(territoires, column):
    cells = {"id": "a", "nom": "A", "confiance": "faible", "source": "Essai"} | {column: ""}
    releve, _ = read(territoires, table_of(), tuple(cells.values()), titles=tuple(cells), correspondance=None)
    assert said(releve) == [("E-VAL-01", 2, column)]


def test_an_identifier_of_ours_is_checked(territoires):
    cells = {"id": "Pas Bon", "nom": "A", "confiance": "faible", "source": "Essai"}
    releve, _ = read(territoires, table_of(), tuple(cells.values()), titles=tuple(cells), correspondance=None)
    assert said(releve) == [("E-VAL-07", 2, "id")]


# Recognition


def test_a_siret_is_known_whatever_the_name(territoires, structures):
    _, changements = read(territoires, structures, row("Tout autre nom", siret=KNOWN, commune="Saint-Essai"))
    (found,) = changements.modifications
    assert found.id == "nettoyage-essai"
    assert found.champs == {
        "nom": ("Nettoyage d'Essai", "Tout autre nom"),
        "commune": ("09001", "09003"),
        "source": ("Annuaire d'essai", "Annuaire d'essai ; Liste d'essai"),
    }


def test_without_a_name_a_known_siret_is_enough(territoires, structures):
    _, changements = read(territoires, structures, row(nom="", siret=KNOWN, commune="", effectif="30"))
    assert changements.modifications[0].champs["effectif"] == ("20", "30")


def test_a_name_and_a_commune_are_known_without_accents(territoires, structures):
    _, changements = read(territoires, structures, row("CHANTIER FERME", "ACI", OTHERS[0], "DEUX MOTS"))
    (found,) = changements.modifications
    assert found.id == "chantier-ferme"
    assert found.champs["siret"] == ("", OTHERS[0])
    assert "nom" not in found.champs


def test_the_same_name_elsewhere_is_another_structure(territoires, structures):
    _, changements = read(territoires, structures, row("Chantier fermé", commune="Ô"))
    assert changements.ajouts[0]["id"] == "chantier-ferme-o"


def test_a_name_with_another_siret_is_said_and_not_merged(territoires, structures):
    releve, changements = read(territoires, structures, row("Nettoyage d’essai", siret=OTHERS[0], commune="09001"))
    assert said(releve) == [("E-STR-13", 2, "SIRET")]
    assert not changements
    for words in ("nettoyage-essai", "ligne 2", KNOWN, OTHERS[0]):
        assert words in releve.issues[0].message


def test_another_establishment_is_new_once_the_siret_tells_the_known_one(territoires, structures):
    rows = [row("Nettoyage d'Essai", siret=siret, commune="09001") for siret in (OTHERS[0], KNOWN)]
    releve, changements = read(territoires, structures, *rows)
    assert said(releve) == []
    assert [each["siret"] for each in changements.ajouts] == [OTHERS[0]]
    assert [each.id for each in changements.modifications] == ["nettoyage-essai"]


@pytest.mark.parametrize("cells", [{"nom": "Essai neuf"}, {"siret": OTHERS[0], "nom": "Inconnu"}])
def test_several_rows_that_may_be_it_are_said(territoires, cells):
    table = table_of(known("a", siret=cells.get("siret", "")), known("b", siret=cells.get("siret", "")))
    releve, changements = read(territoires, table, row(**cells))
    assert [issue.code for issue in releve.issues] == ["E-STR-14"]
    assert "(2, 3)" in releve.issues[0].message
    assert not changements


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"siret": OTHERS[0]}, {"siret": OTHERS[0], "nom": "Autre"}),
        ({}, {"nom": "ESSAI NEUF"}),
        ({"siret": OTHERS[0]}, {}),
    ],
)
def test_two_rows_for_one_structure_keep_the_first(territoires, structures, first, second):
    releve, changements = read(territoires, structures, row(**first), row(**second))
    assert said(releve) == [("A-STR-11", 3, None)]
    assert "ligne 2" in releve.issues[0].message
    assert (releve.retenues, releve.motifs) == (1, {"double": 1})
    assert changements.ajouts[0]["nom"] == "Essai neuf"


def test_two_establishments_of_one_name_are_two_structures(territoires, structures):
    releve, changements = read(territoires, structures, row(siret=OTHERS[0]), row(siret=OTHERS[1]))
    assert said(releve) == []
    assert [each["id"] for each in changements.ajouts] == ["essai-neuf-o-00019", "essai-neuf-o-00017"]


def test_identifiers_do_not_depend_on_the_order():
    noms = [("A", "Un", ""), ("A", "Deux", ""), ("B", "Un", ""), ("C", "", "")]
    made = dict(zip(noms, make_ids(noms, {"b"}), strict=True))
    again = dict(zip(reversed(noms), make_ids(noms[::-1], {"b"}), strict=True))
    assert made == again
    assert list(made.values()) == ["a-un", "a-deux", "b-un", "c"]


def test_identifiers_stay_short_and_right():
    made = make_ids([(nom, "", "") for nom in CELLS.values()] + [("...", "", "")] * 3, ())
    assert len(set(made)) == len(CELLS) + 3
    assert all(SCHEMA.by_name["id"].pattern.fullmatch(name) for name in made)
    assert max(map(len, made)) <= LONGEST + 3


# What changes


def test_the_same_list_again_changes_nothing(territoires):
    table = table_of(known(telephone="+33 5 61 00 00 01", courriel="Contact@essai.example", remarque="À relire."))
    releve, changements = read(territoires, table, row(tel="05 61 00 00 01", mail="contact@essai.example"))
    assert releve.retenues == 1
    assert not changements
    assert changements.inchangees == ("essai-neuf",)


def test_an_empty_cell_erases_nothing(territoires):
    table = table_of(known(telephone="05 61 00 00 01", siret=KNOWN, effectif="12", adresse="1 rue"))
    assert not read(territoires, table, row(type_=""))[1]


def test_a_cell_left_out_erases_nothing(territoires):
    table = table_of(known(telephone="05 61 00 00 01", courriel="contact@essai.example", siret=KNOWN))
    cells = row(tel="06 12 34 56 78", mail="jeanne.essai@essai.example", siret="123")
    assert not read(territoires, table, cells)[1]


def test_changes_are_told_old_and_new(territoires):
    table = table_of(known(telephone="05 61 00 00 01", effectif="12"))
    _, changements = read(territoires, table, row(type_="AI", tel="05 61 00 00 02", effectif="12,0"))
    (found,) = changements.modifications
    assert (found.id, found.line) == ("essai-neuf", 2)
    assert found.champs == {"type": ("EI", "AI"), "telephone": ("05 61 00 00 01", "05 61 00 00 02")}


def test_another_source_adds_itself_and_keeps_the_confidence(territoires):
    table = table_of(known(source="Autre liste", confiance="elevee", constate_en="2025"))
    document = CORRESPONDANCE | {"fixes": CORRESPONDANCE["fixes"] | {"constate_en": "2020"}}
    _, changements = read(territoires, table, row(), correspondance=document)
    assert changements.modifications[0].champs == {"source": ("Autre liste", "Autre liste ; Liste d'essai")}
    table = table_of(known(source="Autre liste ; Liste d'essai", confiance="elevee", constate_en="2019"))
    _, changements = read(territoires, table, row(), correspondance=document)
    assert changements.modifications[0].champs == {"constate_en": ("2019", "2020"), "confiance": ("elevee", "moyenne")}


# Disappearances


def test_rows_of_the_same_source_that_are_gone_are_listed(territoires):
    table = table_of(
        known("reste"),
        known("partie", nom="Partie", siret=KNOWN),
        known("ailleurs", nom="Ailleurs", source="Autre liste"),
        known("deux-sources", nom="Deux sources", source="Autre liste ; Liste d'essai"),
    )
    _, changements = read(territoires, table, row())
    assert [(each.id, each.line, each.nom) for each in changements.disparitions] == [("partie", 3, "Partie")]
    assert (changements.retraits, bool(changements)) == ((), False)
    _, changements = read(territoires, table, row(), retire=True)
    assert [each.id for each in changements.retraits] == ["partie"]
    assert changements


@pytest.mark.parametrize(
    "faulty",
    [row("Partie", commune="Nulle-Part"), row("Autre nom", "?", KNOWN), ("Partie", "EI"), ("", KNOWN, "")],
)
def test_a_faulty_row_has_not_disappeared(territoires, faulty):
    table = table_of(known("reste"), known("partie", nom="Partie", siret=KNOWN))
    releve, changements = read(territoires, table, row(), faulty, retire=True)
    assert releve.ecartees == 1
    assert changements.disparitions == ()


def test_a_row_out_of_the_filter_has_disappeared(territoires):
    table = table_of(known("reste"), known("fermee", nom="Fermée", siret=KNOWN))
    rows = [row(statut="ouvert"), row("Fermée", siret=KNOWN, statut="fermé")]
    document = CORRESPONDANCE | {"filtre": {"Statut": "ouvert"}}
    _, changements = read(territoires, table, *rows, correspondance=document)
    assert [each.id for each in changements.disparitions] == ["fermee"]


def test_a_list_without_any_row_kept_has_no_disappearance(territoires):
    assert read(territoires, table_of(known()), row(commune="Nulle-Part"))[1].disparitions == ()
    assert read(territoires, table_of(known()))[1].disparitions == ()


def test_sources_of_data_inclusion_disappear_apart(territoires):
    table = table_of(
        known("un", nom="Un", source="data·inclusion (dora)"),
        known("deux", nom="Deux", source="data·inclusion (soliguide)"),
    )
    _, changements = read(territoires, table, di(), titles=DI, correspondance=None)
    assert [each.id for each in changements.disparitions] == ["un"]


# Odd files


@pytest.mark.parametrize("name", CELLS)
def test_odd_cells_have_a_calm_answer(territoires, structures, name):
    cell = CELLS[name]
    for column in range(len(TITLES)):
        cells = list(row())
        cells[column] = cell
        releve, changements = read(territoires, structures, tuple(cells))
        assert releve.retenues + releve.ecartees + releve.filtrees == 1
        assert all(issue.message for issue in releve.issues)
        for added in changements.ajouts:
            assert SCHEMA.by_name["id"].pattern.fullmatch(added["id"])


def test_a_slip_on_every_row_stays_readable(territoires, structures):
    releve, _ = read(territoires, structures, *[row(f"Essai {rank}", siret="1") for rank in range(LIMIT * 2)])
    assert [issue.code for issue in releve.issues].count("A-STR-12") == LIMIT
    assert len(releve.issues) == LIMIT + 1
    assert releve.retenues == LIMIT * 2
