"""Each rule on the form of one value, at its limits."""

from dataclasses import replace

import pandas as pd
import pytest

from clauses.domain.issues import MESSAGES, Issue, has_errors, issue, template
from clauses.domain.regles import codes, colonnes, contacts, contexte, lignes, textes, valeurs
from clauses.domain.regles.contexte import Contexte, closest, one_digit_away
from clauses.domain.schema import Field, Schema, typed
from clauses.domain.table import Table, empty_table
from clauses.domain.territoires import AncienneCommune, example_territoires
from clauses.domain.validation import CONTROLES, LIMIT, validate_tables

NOWHERE = Contexte({})
ESSAI = Contexte({}, example_territoires(), 2026)


def field(name="colonne", type="string", **options):
    return Field(name, name, "", type, **options)


def table(name, rows, **fields):
    """An in-memory table: one field per column, rows on lines 2, 3…"""
    schema = Schema(name, name, "", tuple(fields.values()))
    return Table(schema, pd.DataFrame(rows, columns=list(fields), dtype="str"), tuple(range(2, len(rows) + 2)), name)


def codes_of(issues):
    return [(found.code, found.line, found.column) for found in issues]


@pytest.mark.parametrize(
    ("type", "value", "code", "suggestion"),
    [
        ("integer", "0", None, ""),
        ("integer", "-3", None, ""),
        ("integer", "12.5", "E-VAL-02", ""),
        ("integer", "1e6", "E-VAL-02", ""),
        ("number", "1e400", "E-VAL-03", ""),
        ("number", "1,5E-07", "E-VAL-03", ""),
        ("integer", "٣", "E-VAL-02", ""),
        ("integer", "12 h", "E-VAL-02", "12"),
        ("number", "38.2", None, ""),
        ("number", "38,2 %", "E-VAL-03", "38.2"),
        ("number", "1.2.3", "E-VAL-03", "1.2"),
        ("number", "nan", "E-VAL-03", ""),
        ("number", "inf", "E-VAL-03", ""),
        ("year", "2016", None, ""),
        ("year", "16", "E-VAL-04", ""),
        ("year", "2016/2017", "E-VAL-04", "2016"),
        ("string", "1.2.3", None, ""),
    ],
)
def test_number(type, value, code, suggestion):
    found = valeurs.nombre(field(type=type), value, NOWHERE)
    assert (found and found.code) == code
    if found:
        assert found.params["suggestion"] == suggestion


@pytest.mark.parametrize(
    ("type", "value", "canonical"),
    [
        ("number", "38,2", "38.2"),
        ("number", "1 038,20", "1038.20"),
        ("number", "1\u202f038\u00a0000", "1038000"),
        ("number", "1,2,3", "1,2,3"),
        ("number", "10 38", "10 38"),
        ("number", "+5", "+5"),
        ("integer", "600 000", "600000"),
        ("integer", "2016,0", "2016"),
        ("integer", "2016.50", "2016.50"),
        ("string", "1 038,20", "1 038,20"),
    ],
)
def test_canonical_number(type, value, canonical):
    assert field(type=type).canonical(value) == canonical


def test_typed_table_never_fails():
    schema = Schema("essai", "", "", (field("entier", "integer"), field("nombre", "number"), field("texte")))
    odd = ["", "12", "12.0", "1.5", "x", "1e5", "9" * 30, "nan", "-4"]
    frame = typed(pd.DataFrame({"entier": odd, "nombre": odd, "texte": odd}, dtype="str"), schema)
    assert frame.dtypes.astype(str).to_dict() == {"entier": "Int64", "nombre": "float64", "texte": "str"}
    assert [None if pd.isna(value) else int(value) for value in frame["entier"]] == [
        None, 12, 12, None, None, None, None, None, -4,
    ]  # fmt: skip
    assert frame["nombre"].dropna().tolist() == [12, 12, 1.5, float("9" * 30), -4]
    assert frame["texte"].tolist() == odd
    assert typed(empty_table(schema, "essai.csv").frame, schema).shape == (0, 3)


@pytest.mark.parametrize(
    ("value", "low", "high", "code"),
    [
        ("0", 0, 100, None),
        ("100", 0, 100, None),
        ("100.1", 0, 100, "E-VAL-12"),
        ("-1", 0, None, "E-VAL-05"),
        ("7", None, 5, "E-VAL-12"),
        ("7", None, None, None),
    ],
)
def test_limits(value, low, high, code):
    found = valeurs.limites(field(type="number", minimum=low, maximum=high), value, NOWHERE)
    assert (found and found.code) == code


def test_future_year():
    assert valeurs.annee_passee(field(), "2026", ESSAI) is None
    assert valeurs.annee_passee(field(), "2027", ESSAI).code == "E-VAL-11"
    assert valeurs.annee_passee(field(), "2027", NOWHERE) is None
    assert valeurs.annee_passee(field(), "pas une année", ESSAI) is None


BUYERS = field(
    separateur="|", categories=(("tous", "Tous les donneurs d’ordre"), ("etat", "État"), ("communes", "Communes"))
)


@pytest.mark.parametrize(
    ("value", "code", "suggestion"),
    [
        ("tous", None, ""),
        ("etat|communes", None, ""),
        ("etat | communes", None, ""),
        ("État", "E-VAL-06", "etat"),
        ("commune", "E-VAL-06", "communes"),
        ("Tous les donneurs d'ordre", "E-VAL-06", "tous"),
        ("etat, communes", "E-VAL-06", "etat|communes"),
        ("etat;communes", "E-VAL-06", "etat|communes"),
        ("xyz", "E-VAL-06", ""),
    ],
)
def test_value_of_a_list(value, code, suggestion):
    found = valeurs.valeur_possible(BUYERS, value, NOWHERE)
    assert (found and (found.code, found.params["suggestion"])) == (code and (code, suggestion))


def test_empty_and_repeated_items():
    assert valeurs.element_vide(BUYERS, "etat|", NOWHERE).params["suggestion"] == "etat"
    assert valeurs.element_vide(field(), "etat|", NOWHERE) is None
    assert valeurs.doublon_de_liste(BUYERS, "etat| etat", NOWHERE).params["element"] == "etat"
    assert valeurs.doublon_de_liste(field(), "etat|etat", NOWHERE) is None


@pytest.mark.parametrize(
    ("pattern", "value", "suggestion"),
    [
        ("[a-z0-9]+(-[a-z0-9]+)*", "PLIE de l’Été", "plie-de-l-ete"),
        ("[a-z0-9]+(_[a-z0-9]+)*", "France Travail", "france_travail"),
        ("#[0-9A-Fa-f]{6}", "44AA99", "#44AA99"),
        ("[0-9][0-9AB]", "9", "09"),
        ("[A-Z]{1,2}", "p", "P"),
        ("[0-9]{14}", "73282 932000 074", "73282932000074"),
        ("[0-9]{14}", "7328", ""),
    ],
)
def test_pattern_suggests_the_usual_slip(pattern, value, suggestion):
    import re

    found = valeurs.motif(field(pattern=re.compile(pattern), example="x"), value, NOWHERE)
    assert (found.code, found.params["suggestion"]) == ("E-VAL-07", suggestion)


@pytest.mark.parametrize(
    ("value", "ok"),
    [
        ("https://exemple.fr", True),
        ("http://www.exemple.fr:8080/a/b.html?c=d#e", True),
        ("HTTPS://EXEMPLE.FR/", True),
        ("https://été.example/é", True),
        ("https://exemple.fr/(a)%20b;c,d", True),
        ("exemple.fr", False),
        ("//exemple.fr", False),
        ("ftp://exemple.fr", False),
        ("javascript:alert(1)", False),
        ("https://javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://exemple", False),
        ("https://moi:secret@exemple.fr", False),
        ("https://exemple.fr/a b", False),
        ('https://exemple.fr/"onclick', False),
        ("https://exemple.fr/<b>", False),
        ("https://exemple.fr/${x}", False),
        ("https://exemple.fr/`", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_web_address(value, ok):
    assert contacts.is_url(value) is ok
    assert (contacts.url(field(), value, NOWHERE) is None) is ok


def test_web_address_without_scheme_is_completed():
    assert contacts.url(field(), "www.exemple.fr/page", NOWHERE).params["suggestion"] == "https://www.exemple.fr/page"


@pytest.mark.parametrize(
    ("value", "ok"),
    [
        ("Rapport 2016", True),
        ("Rapport ; https://exemple.fr/a ; commune: presse locale", True),
        ("Données : brouillon", True),
        ("Rapport ; javascript:alert(1)", False),
        ("vbscript:x", False),
        ("ftp://exemple.fr", False),
        ("https://exemple.fr/a b", False),
    ],
)
def test_source(value, ok):
    assert (contacts.source(field(separateur=" ; "), value, NOWHERE) is None) is ok


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("contact@exemple.fr", None),
        ("clauses.sociales@exemple.fr", None),
        ("service-insertion@ville-exemple.fr", None),
        ("plie34@exemple.fr", None),
        ("insertion@exemple.fr", None),
        ("prenom.nom@exemple.fr", "A-MEL-01"),
        ("p-nom@exemple.fr", "A-MEL-01"),
        ("contact@exemple", "E-MEL-01"),
        ("contact exemple.fr", "E-MEL-01"),
        ("a@b.fr, c@d.fr", "E-MEL-01"),
        ("a@b@c.fr", "E-MEL-01"),
        ("a..b@c.fr", "E-MEL-01"),
    ],
)
def test_mailbox(value, code):
    found = contacts.courriel(field(), value, NOWHERE)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("value", "code", "suggestion"),
    [
        ("04 67 46 47 48", None, ""),
        ("0467464748", None, ""),
        ("04.67.46.47.48", None, ""),
        ("+33 4 67 46 47 48", None, ""),
        ("+33 (0)4 67 46 47 48", None, ""),
        ("0 800 123 456", None, ""),
        ("3949", None, ""),
        ("06 12 34 56 78", "A-TEL-01", ""),
        ("+33612345678", "A-TEL-01", ""),
        ("467464748", "E-TEL-01", "04 67 46 47 48"),
        ("04 67 46 47", "E-TEL-01", ""),
        ("00 00 00 00 00", "E-TEL-01", ""),
        ("voir site", "E-TEL-01", ""),
    ],
)
def test_telephone(value, code, suggestion):
    found = contacts.telephone(field(), value, NOWHERE)
    assert (found and found.code) == code
    assert (found.params.get("suggestion", "") if found else "") == suggestion


@pytest.mark.parametrize(
    ("value", "code", "suggestion"),
    [
        ("73282932000074", None, ""),
        ("35600000000048", None, ""),
        ("732 829 320 00074", "E-SIR-01", "73282932000074"),
        ("73282932000075", "E-SIR-02", ""),
        ("7328293200007", "E-SIR-01", ""),
        ("7,32829E+13", "E-SIR-03", ""),
    ],
)
def test_siret(value, code, suggestion):
    found = codes.siret(field(), value, NOWHERE)
    assert (found and found.code) == code
    assert (found.params.get("suggestion", "") if found else "") == suggestion


@pytest.mark.parametrize(
    ("value", "suggestion"),
    [
        ("98010", "98001"),
        ("L'épreuve", "98002"),
        ("saint essai", "98003"),
        ("Testville", ""),
        ("75056", ""),
        ("n'importe quoi", ""),
    ],
)
def test_unknown_commune(value, suggestion):
    found = codes.commune(field(), value, ESSAI)
    assert (found.code, found.params["suggestion"]) == ("E-COM-01", suggestion)


def test_commune_needs_territories():
    assert codes.commune(field(separateur="|"), "98001|98002", ESSAI) is None
    assert codes.commune(field(separateur="|"), "98001|0", ESSAI).params["valeur"] == "0"
    assert codes.commune(field(), "n'importe quoi", NOWHERE) is None


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("EPCI:E1 + COM:98003", None),
        ("FRANCE", None),
        ("EPCI:E9", "E-PER-02"),
        ("EPCI E1", "E-PER-01"),
        ("COM:98001 - COM:98001", "E-PER-03"),
    ],
)
def test_perimetre(value, code):
    found = codes.perimetre(field(), value, ESSAI)
    assert (found and found.code) == code


def test_perimetre_names_the_token_and_the_reason():
    sentence = issue("E-PER-02", "f", **codes.perimetre(field(), "COM:98001 + DEP:97", ESSAI).params).message
    assert "«\u00a0DEP:97\u00a0»" in sentence
    assert "département inconnu" in sentence


@pytest.mark.parametrize(
    ("text", "rule", "found"),
    [
        ("BÃ©ziers", textes.MOJIBAKE, True),
        ("lâ€™été", textes.MOJIBAKE, True),
        ("Å“uvre", textes.MOJIBAKE, True),
        ("Béziers – l’été, Âge, São, 12 °C", textes.MOJIBAKE, False),
        ("=1+1", textes.FORMULA, True),
        ("@SUM(A1)", textes.FORMULA, True),
        ("a = b", textes.FORMULA, False),
        ("<b>", textes.MARKUP, True),
        ("</script", textes.MARKUP, True),
        ("< 5 ETP et 3 > 2", textes.MARKUP, False),
        ("a\u202eb", textes.INVISIBLE, True),
        ("a\x07b", textes.INVISIBLE, True),
        ("une\nligne\u00a0; deux", textes.INVISIBLE, False),
    ],
)
def test_odd_text(text, rule, found):
    assert (rule.check(text) is not None) is found


def test_mojibake_is_repaired_in_the_suggestion():
    assert textes.MOJIBAKE.check("BÃ©ziers").params["suggestion"] == "Béziers"
    assert textes.MOJIBAKE.check("BÃ©ziers – 日本").params["suggestion"] == ""


def test_long_text():
    assert valeurs.trop_long(field(), "x" * valeurs.LONGEST_TEXT, NOWHERE) is None
    assert valeurs.trop_long(field(), "x" * (valeurs.LONGEST_TEXT + 1), NOWHERE).code == "A-TXT-04"


def test_guesses():
    assert closest("Guichets", ["guichet", "coordination"]) == "guichet"
    assert closest("", ["guichet"]) == ""
    assert one_digit_away("34132", ["34032", "34172", "34999"]) == ""  # two candidates: not a guess
    assert one_digit_away("34052", ["34032"]) == "34032"


def test_unique_names_both_lines():
    found = list(
        colonnes.unique(
            table("t", [["a"], [""], ["b"], ["a"], [""]], id=field("id", unique=True)),
            field("id", unique=True),
            NOWHERE,
        )
    )
    assert codes_of(found) == [("E-VAL-09", 5, "id")]
    assert "à la ligne 2" in found[0].message


def test_reference_is_silent_without_the_other_table():
    schema = Schema("g", "g", "", (field("typologie"),), foreign_keys=(("typologie", "typologies", "code"),))
    rows = Table(schema, pd.DataFrame({"typologie": ["pile"]}, dtype="str"), (2,), "g.csv")
    typologies = table("typologies", [["plie"]], code=field("code"))
    assert codes_of(colonnes.reference(rows, schema.fields[0], NOWHERE)) == []
    unread = Contexte({"typologies": empty_table(typologies.schema, "typologies.csv")})
    assert codes_of(colonnes.reference(rows, schema.fields[0], unread)) == []
    found = list(colonnes.reference(rows, schema.fields[0], Contexte({"typologies": typologies})))
    assert dict(found[0].params)["suggestion"] == "plie"


@pytest.mark.parametrize(
    ("parts", "warned"), [((55, 55), False), ((45, 45), False), ((60, 51), True), ((40, 49), True)]
)
def test_breakdown_tolerates_rounding(parts, warned):
    names = {name: field(name) for name in ("territoire", "annee", "dimension")} | {"part": field("part", "number")}
    rows = [["DEP:98", "2020", "secteur", str(part)] for part in parts]
    found = list(lignes.parts_proches_de_cent(table("repartitions", rows, **names), NOWHERE))
    assert codes_of(found) == ([("A-REP-01", 2, "part")] if warned else [])


GUICHET = {name: field(name) for name in ("nom", "statut", "role", "typologie", "donneurs_ordre", "perimetre")}


def test_overlapping_guichets_of_one_typology():
    rows = [
        ["Un", "avere", "guichet", "plie", "tous", "EPCI:E1"],
        ["Deux", "avere", "guichet", "mde", "tous", "EPCI:E1"],
        ["Trois", "avere", "guichet", "plie", "bailleurs", "EPCI:E1"],
        ["Quatre", "a_confirmer", "guichet", "plie", "tous", "EPCI:E1"],
        ["Cinq", "avere", "coordination", "plie", "tous", "EPCI:E1"],
        ["Six", "avere", "guichet", "plie", "tous", "EPCI:E9"],
        ["Sept", "avere", "guichet", "plie", "tous", "DEP:98"],
    ]
    found = list(lignes.guichets_superposes(table("guichets", rows, **GUICHET), ESSAI))
    assert codes_of(found) == [("A-GUI-04", 3, "perimetre"), ("A-GUI-02", 8, "perimetre")]
    assert dict(found[0].params) == {"premiere": 2, "nom": "Un", "niveau": "intercommunalité", "communes": 2}
    assert dict(found[1].params) == {"premiere": 2, "nom": "Un", "communes": 2}


@pytest.mark.parametrize(
    ("perimetre", "niveau", "communes"),
    [
        ("EPCI:E1", "intercommunalité", 2),
        ("EPCI:E1 - COM:98001", "intercommunalité", 1),
        ("EPCI:E1 + COM:98003", "commune, intercommunalité", 3),
        ("COM:98003 + DEP:99", "commune", 1),
        ("COM:98001 + COM:98002", "", 0),
        ("DEP:98", "", 0),
        ("EPCI:E9", "", 0),
        ("", "", 0),
    ],
)
def test_overlapping_guichets_of_one_level(perimetre, niveau, communes):
    rows = [
        ["Un", "avere", "guichet", "plie", "tous", "EPCI:E1 + COM:98003"],
        ["Deux", "avere", "guichet", "mde", "tous", perimetre],
    ]
    found = list(lignes.guichets_superposes(table("guichets", rows, **GUICHET), ESSAI))
    assert codes_of(found) == ([("A-GUI-04", 3, "perimetre")] if communes else [])
    if communes:
        assert dict(found[0].params) == {"premiere": 2, "nom": "Un", "niveau": niveau, "communes": communes}


def test_a_pair_of_guichets_is_told_once_and_their_number_is_bounded():
    rows = [[str(rank), "avere", "guichet", f"t{rank}", "tous", "EPCI:E1 + COM:98003 + DEP:98"] for rank in range(5)]
    found = list(lignes.guichets_superposes(table("guichets", rows, **GUICHET), ESSAI))
    assert codes_of(found) == [("A-GUI-04", line, "perimetre") for line in (3, 4, 5, 6)]
    many = table("guichets", rows * lignes.MOST_OVERLAPS, **GUICHET)
    assert len(list(lignes.guichets_superposes(many, ESSAI))) == lignes.MOST_OVERLAPS


MERGED = Contexte(
    {},
    replace(
        example_territoires(),
        anciennes=(
            AncienneCommune("08011", "L'Ancienne", "98003"),
            AncienneCommune("98002", "L'Homonyme", "98002"),
            AncienneCommune("98012", "D'Ailleurs", "75056"),
        ),
    ),
)


@pytest.mark.parametrize(
    ("value", "code", "suggestion"),
    [
        ("08011", "E-COM-02", "98003"),
        ("8011", "E-COM-02", "98003"),
        ("98002", None, ""),
        ("98001|08011", "E-COM-02", "98003"),
        ("98012", "E-COM-01", "98002"),
    ],
)
def test_commune_that_was_merged(value, code, suggestion):
    found = codes.commune(field(separateur="|"), value, MERGED)
    assert (found and found.code) == code
    assert (found.params["suggestion"] if found else "") == suggestion
    if code == "E-COM-02":
        assert "L'Ancienne" in issue(code, "f", **found.params).message
        assert "Saint-Essai (98003)" in issue(code, "f", **found.params).message


def test_perimeter_that_names_a_merged_commune():
    found = codes.perimetre(field(), "EPCI:E1 + COM:08011", MERGED)
    assert (found.code, found.params["token"], found.params["suggestion"]) == ("E-PER-02", "COM:08011", "COM:98003")
    assert "elle fait partie de Saint-Essai" in issue("E-PER-02", "f", **found.params).message
    assert codes.perimetre(field(), "EPCI:E1 - COM:08011", MERGED).code == "E-PER-02"


def test_perimeters_kept_resolved_are_bounded(monkeypatch):
    monkeypatch.setattr(contexte, "MOST_PLACES", 2)
    found = Contexte({}, example_territoires())
    sizes = [len(found.positions(each)) for each in ("EPCI:E1", "DEP:98", "REG:R9", "EPCI:E1", "")]
    assert sizes == [2, 3, 4, 2, 0]


def test_issues_of_a_column_are_capped_but_errors_after_warnings_are_not_hidden():
    schema = Schema("t", "t", "", (field("courriel", controle="courriel"),))
    cells = [f"prenom.nom{'x' * n}@exemple.fr" for n in range(LIMIT + 50)] + ["pas une adresse"]
    rows = Table(schema, pd.DataFrame({"courriel": cells}, dtype="str"), tuple(range(2, len(cells) + 2)), "t.csv")
    found = [issue_.code for issue_ in validate_tables({"t": rows})]
    assert found.count("A-MEL-01") == LIMIT
    assert found.count("A-VAL-04") == 1
    assert found[-1] == "E-MEL-01"


def test_errors_of_a_column_are_capped():
    rows = table("t", [["x"]] * (LIMIT * 3), n=field("n", "integer"))
    found = [issue_.code for issue_ in validate_tables({"t": rows})]
    assert (found.count("E-VAL-02"), found.count("A-VAL-04"), len(found)) == (LIMIT, 1, LIMIT + 1)


def test_column_left_out_is_not_blamed_cell_by_cell():
    schema = Schema("t", "t", "", (field("id", required=True), field("nom", required=True)))
    frame = pd.DataFrame({"id": ["a", "b"], "nom": ["", ""]}, dtype="str")
    rows = Table(schema, frame, (2, 3), "t.csv", absent=frozenset({"nom"}))
    assert validate_tables({"t": rows}) == []


def test_every_message_is_a_french_sentence():
    for code in MESSAGES:
        text = template(code)
        assert text[0] in "«{" or text[0].isupper(), code
        assert text.endswith((".", "?")), code
        assert " :" not in text, code
        assert " ;" not in text, code
        assert "'" not in text, code


def test_issue_message_and_dict():
    found = issue("E-COL-01", "guichets.csv", 1, "nom", colonne="nom")
    assert found.to_dict() == {
        "code": "E-COL-01",
        "severity": "erreur",
        "file": "guichets.csv",
        "line": 1,
        "column": "nom",
        "message": "La colonne «\u00a0nom\u00a0» manque.",
    }
    assert has_errors([found])
    assert not has_errors([issue("A-VAL-01", "f")])
    assert hash(found) == hash(issue("E-COL-01", "guichets.csv", 1, "nom", colonne="nom"))


def test_issue_shows_hostile_values_on_one_line():
    sentence = issue("E-VAL-02", "f", valeur="a\u2028\n\v{b}" + "x" * 500, suggestion="").message
    assert "\n" not in sentence
    assert len(sentence.splitlines()) == 1
    assert "{b}" in sentence
    assert len(sentence) < 150


def test_issue_of_an_unknown_code_is_a_bug():
    with pytest.raises(KeyError):
        issue("E-XXX-99", "f")


def test_rules_of_the_schemas_are_named_once():
    assert set(CONTROLES) == {
        "annee_passee",
        "commune",
        "couleur",
        "perimetre",
        "siret",
        "url",
        "source",
        "courriel",
        "telephone",
    }
    assert isinstance(issue("A-VAL-01", "f"), Issue)


def test_a_closed_guichet_overlaps_nobody_and_leads_to_an_open_one():
    """Finding 35: the rules on a table know which guichets are open."""
    names = ("id", *GUICHET, "ferme_en", "remplace_par")
    seen = ["avere", "guichet", "plie", "tous"]
    rows = [
        ["a", "A", *seen, "DEP:98", "2025", "b"],
        ["b", "B", *seen, "DEP:98", "", ""],
        ["c", "C", *seen, "", "2025", "a"],
        ["d", "D", *seen, "DEP:99", "", "b"],
    ]
    closed = table("guichets", rows, **{name: field(name) for name in names})
    assert not list(lignes.guichets_superposes(closed, ESSAI))
    assert not list(lignes.guichet_sans_perimetre(closed, ESSAI))
    found = [(each.code, each.line) for each in lignes.guichets_fermes(closed, ESSAI)]
    assert found == [("A-GUI-06", 4), ("A-GUI-05", 5)]
