"""A list that someone brings: columns said, rows compared, twins and addresses asked, a draft like any other."""

import csv
import io
import re

import pytest

from clauses.domain.changements import lignes
from clauses.domain.imports.catalogue import DESCRIPTIONS
from clauses.donnees import read_moment
from clauses.edition import modeles
from clauses.edition.apport import Reponses, SourceError, preview, propose, read_apport, roles, with_roles
from clauses.edition.preparation import prepare
from clauses.edition.travail import table_of_rows
from clauses.storage.files import SHIPPED_DATA
from tests.donnees import ANNEE, REGION

SIRETS = ("99900000100019", "99900000200017")
FIXES = {"confiance": "faible", "source": "Liste d'essai"}
PORTEE = {"periode": "annuelle", "nature": "realisees", "comparable": "non", "portee": "tout"} | FIXES


@pytest.fixture(scope="module")
def moment():
    """The invented region, read once: nothing here writes in it."""
    return read_moment(REGION)


@pytest.fixture(scope="module")
def shipped():
    return read_moment(SHIPPED_DATA)


@pytest.fixture
def own(region):
    """A copy of it, to be changed."""
    return read_moment(region)


def as_csv(titles, *rows):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows([titles, *rows])
    return buffer.getvalue().encode("cp1252")


class Essai:
    """A file brought to a table, its columns said as they are guessed unless told otherwise."""

    def __init__(self, moment, nom, titles, *rows, said=None, reponses=None, is_entier=False, **reglages):
        self.apport = read_apport(moment, nom, as_csv(titles, *rows), "liste.csv")
        found = propose(moment, self.apport)
        self.guessed = {title: key for title, key in roles(found, self.apport).items() if key}
        fixes = {"fixes": FIXES if DESCRIPTIONS[nom].is_liste else PORTEE}
        said = roles(found, self.apport) | (said or {})
        self.correspondance = self.apport.connue or with_roles(found, said, **(fixes | reglages))
        self.apercu = preview(moment, self.apport, self.correspondance, reponses, annee=ANNEE, is_entier=is_entier)

    @property
    def codes(self):
        return [each.code for each in (*self.apercu.defauts, *self.apercu.issues)]

    @property
    def added(self):
        return self.apercu.changements.ajouts


TITLES = ("DENOMINATION", "TYPE", "CODE_POST_COM", "NOM_COMMUNE", "TEL", "MAIL")
ROW = ("ESSAI NEUF", "EI", "98200", "O", "0561000001", "contact@essai.example")


# What each column is


def test_columns_are_told_by_their_titles_and_their_values(moment):
    titles = ("name", "kind", "x1", "city", "post_code", "phone", "x2", "description", "updated_at")
    rows = [
        (f"Essai {rank}", "ACI", SIRETS[rank % 2], "Ô", "98200", "05 61 00 00 01", "a@b.example", "Du texte. " * 20,
         f"2024-0{rank + 1}-01")
        for rank in range(6)
    ]  # fmt: skip
    assert Essai(moment, "structures", titles, *rows).guessed == {
        "name": "nom", "kind": "type", "x1": "siret", "city": "commune", "post_code": "code_postal",
        "phone": "telephone", "x2": "courriel", "updated_at": "constate_en",
    }  # fmt: skip


def test_a_column_of_postal_codes_is_never_proposed_as_insee_codes(moment):
    """Finding 2: « CODE_POST_COM » was proposed as INSEE codes, and 164 rows went to another commune."""
    assert Essai(moment, "structures", TITLES, ROW).guessed["CODE_POST_COM"] == "code_postal"
    assert Essai(moment, "structures", ("Nom", "Code commune"), ("A", "98200"), ("B", "09100")).guessed == {
        "Nom": "nom", "Code commune": "code_postal",
    }  # fmt: skip


def test_a_column_of_postal_codes_said_to_be_insee_codes_is_refused(moment):
    """Finding 2."""
    found = Essai(moment, "structures", TITLES, ROW, said={"CODE_POST_COM": "code_insee"})
    assert found.codes == ["E-COL-31"]
    assert found.apercu.travail is None


@pytest.mark.parametrize(
    ("commune", "insee", "postal", "departement", "code"),
    [
        ("Saint-Essai", "98002", "", "", "E-LIG-22"),
        ("Saint-Essai", "09099", "", "", "E-LIG-22"),
        ("Saint-Essai", "09003", "98100", "", "E-LIG-16"),
        ("Saint-Essai", "09003", "", "98", "E-LIG-23"),
        ("Saint-Essai", "", "", "Fiction", "E-LIG-23"),
        ("", "09003", "98100", "", "E-LIG-16"),
        ("", "09003", "09200", "", "E-LIG-16"),
        ("Saint-Essai", "09003", "09100", "9", ""),
        ("ST ESSAI CEDEX", "9003", "09109", "Exemple", ""),
        ("Testville", "98001", "", "", ""),
        ("Essai-le-Vieux", "09003", "", "", ""),
        ("S. Essai", "09003", "09100", "", ""),
    ],
)
def test_what_a_row_says_twice_is_compared(moment, commune, insee, postal, departement, code):
    """Finding 2: a code that disagrees with the name on the same line is a fault, never a placement."""
    titles = ("Nom", "Commune", "Code INSEE", "Code postal", "Département")
    said = dict(zip(titles, ("nom", "commune", "code_insee", "code_postal", "departement"), strict=True))
    # Another row makes of the column one of INSEE codes.
    found = Essai(moment, "structures", titles, ("A", commune, insee, postal, departement),
                  ("B", "Ô", "98004", "98200", "98"), said=said)  # fmt: skip
    assert found.codes == ([code] if code else [])
    assert [row["commune"] for row in found.added] == (["98004"] if code else [found.added[0]["commune"], "98004"])


def test_no_commune_is_suggested_against_the_postal_code(moment):
    """Finding 25: Bordeaux was « Vouliez-vous dire Deaux ? »."""
    titles = ("Nom", "Commune", "Code postal")
    (near,) = Essai(moment, "structures", titles, ("A", "Saint-Esai", "09100")).apercu.fautes
    assert near.corrections == {"Saint-Esai": "Saint-Essai (09003)"}
    (far,) = Essai(moment, "structures", titles, ("A", "Saint-Esai", "98200")).apercu.fautes
    assert far.corrections == {}
    (other,) = Essai(moment, "structures", titles, ("A", "Grand-Essai-sur-Mer", "98200")).apercu.fautes
    assert other.corrections == {}


def test_a_column_of_four_values_is_never_contracts(moment):
    """Finding 20: « Type de contrat » was counted: 4 contracts everywhere."""
    titles = ("Heures", "Mois", "Commune", "Type de contrat", "Contrat")
    rows = [("10", "01/2024", "Ô", ("CDD", "CDI", "CDDI", "Intérim")[rank % 4], f"C{rank % 4}") for rank in range(60)]
    found = Essai(moment, "heures", titles, *rows)
    assert "contrat" not in found.guessed.values()
    assert found.codes == []
    assert "contrats" not in found.added[0]
    assert Essai(moment, "heures", titles, *rows, said={"Type de contrat": "contrat"}).codes == ["E-COL-32"]


def test_two_columns_make_one_address(moment):
    """Finding 21: the number of the street, or its name, was lost."""
    titles = ("NOM", "NUM_RUE", "NOM_RUE", "CODE POSTAL", "VILLE")
    found = Essai(moment, "structures", titles, ("Essai", "26 bis", "RUE DE L ESSAI", "98200", "O"))
    assert found.correspondance.colonnes["adresse"] == ("NUM_RUE", "NOM_RUE")
    assert found.added[0]["adresse"] == "26 bis Rue de l'Essai, 98200 Ô"


def test_columns_without_title_or_twice_there_can_be_told_apart(moment):
    apport = read_apport(moment, "structures", as_csv(("Nom", "", "Tel", "Tel"), ("A", "b", "1", "2")), "l.csv")
    assert [each.titre for each in apport.colonnes] == ["Nom", "Colonne B", "Tel", "Tel (2)"]
    said = {"Nom": "nom", "Colonne B": "remarque", "Tel": "", "Tel (2)": "telephone"}
    found = with_roles(propose(moment, apport), said, fixes=FIXES)
    assert roles(found, apport) == said


def test_columns_of_people_show_no_value(moment):
    apport = read_apport(moment, "structures", as_csv(("Nom", "Directeur"), ("A", "Jeanne Secret")), "l.csv")
    assert [(each.exemples, each.is_personnelle) for each in apport.colonnes] == [(("A",), False), ((), True)]
    assert "Secret" not in repr(apport)


# Repairs


def test_what_is_certain_is_mended_and_told_once(moment):
    """Findings 5 and 22: leading zeros, telephones by pairs, names in capitals."""
    titles = ("NOM", "COMMUNE", "TEL", "SIRET", "SITE", "EFFECTIF")
    phones = (("561000001", "999 000 001 00019"), ("+33 (0)5 61 02 40 92", ""))
    rows = [(f"ASSOC POUR L ESSAI {rank}", "9003", *each, "www.essai.example", "1 200")
            for rank, each in enumerate(phones)]  # fmt: skip
    found = Essai(moment, "structures", titles, *rows)
    assert found.codes == []
    assert [(row["nom"], row["commune"], row["telephone"], row["effectif"]) for row in found.added] == [
        ("Assoc pour l'Essai 0", "09003", "05 61 00 00 01", "1200"),
        ("Assoc pour l'Essai 1", "09003", "05 61 02 40 92", "1200"),
    ]
    assert {(each.genre, each.colonne): each.nombre for each in found.apercu.reparations} == {
        ("nom", "NOM"): 2, ("insee", "COMMUNE"): 2, ("telephone", "TEL"): 2, ("siret", "SIRET"): 1, ("site", "SITE"): 2,
        ("nombre", "EFFECTIF"): 2,
    }  # fmt: skip


@pytest.mark.parametrize("siret", ["7,32829E+13", "73282932000075"])
def test_a_siret_that_the_spreadsheet_damaged_is_that_of_the_table(moment, siret):
    """Finding 6: the row keeps its identifier, and the table knows its SIRET."""
    titles = ("id", "nom", "siret", "commune", "confiance", "source", "effectif")
    row = ("nettoyage-essai", "Nettoyage d'Essai", siret, "09001", "elevee", "Annuaire d'essai", "21")
    found = Essai(moment, "structures", titles, row)
    assert found.codes == []
    assert [each.champs for each in found.apercu.changements.modifications] == [{"effectif": ("20", "21")}]
    assert [(each.genre, each.nombre) for each in found.apercu.reparations] == [("siret", 1)]


def test_faults_of_one_kind_are_mended_all_at_once(moment):
    """Finding 5: one button a kind, not one a cell."""
    titles = ("Nom", "Commune", "Type")
    rows = [(f"Essai {rank}", "Saint-Esai", "Entreprise inserton") for rank in range(120)]
    found = Essai(moment, "structures", titles, *rows).apercu
    assert {(each.code, each.colonne): len(each.lignes) for each in found.fautes} == {
        ("E-LIG-12", "Commune"): 120, ("E-VAL-06", "Type"): 120,
    }  # fmt: skip
    reponses = Reponses(corrections=frozenset(each.cle for each in found.fautes))
    again = Essai(moment, "structures", titles, *rows, reponses=reponses)
    assert (again.apercu.retenues, again.codes) == (120, [])
    assert {(row["commune"], row["type"]) for row in again.added} == {("09003", "EI")}
    assert [(each.genre, each.nombre) for each in again.apercu.reparations] == [("correction", 120)] * 2


def test_faults_of_a_follow_up_are_mended_all_at_once_too(moment):
    titles = ("Heures", "Mois", "Commune")
    rows = [("12O", "01/31/2024", "Saint-Esai")] * 3
    found = Essai(moment, "heures", titles, *rows, said={"Heures": "heures", "Mois": "date"})
    assert {each.code for each in found.apercu.fautes} == {"E-VAL-03", "E-LIG-11", "E-LIG-12"}
    reponses = Reponses(corrections=frozenset(each.cle for each in found.apercu.fautes))
    again = Essai(moment, "heures", titles, *rows, said={"Heures": "heures", "Mois": "date"}, reponses=reponses)
    assert (again.codes, again.added[0]["heures"], again.added[0]["territoire"]) == ([], "36", "EPCI:900000001")


def test_a_code_one_digit_away_is_mended_when_asked(moment):
    titles, row = ("Nom", "Code INSEE"), ("A", "98010")
    (fault,) = Essai(moment, "structures", titles, row, ("B", "98004")).apercu.fautes
    assert fault.corrections == {"98010": "98001"}
    reponses = Reponses(corrections=frozenset({fault.cle}))
    found = Essai(moment, "structures", titles, row, ("B", "98004"), reponses=reponses)
    assert [each["commune"] for each in found.added] == ["98001", "98004"]


# What is asked


@pytest.mark.parametrize(
    ("nom", "connu"),
    [
        ("ASSOC FAIRE", "FAIRE"),
        ("ASSOC INTERMEDIAIRE STEFI", "STEFI"),
        ("EURL AIRELLE INTERIM INSERTION", "Airelle Intérim"),
        ("ID EES INTERIM D O", "ID'EES Intérim Ô"),
        ("PASSE MURAILLE", "Le Passe Muraille"),
        ("ASSOC POUR INSERTION JEUNES PAR L EMPLOI", "APIJE"),
        ("ACTION EMPLOI SERVICE", "Action Emploi Services"),
    ],
)
def test_a_row_that_looks_like_a_known_one_is_asked_before_anything_is_written(region, nom, connu):
    """Finding 14: 8 of 17 known structures got a twin without a hint."""
    path = region / "structures.csv"
    text = path.read_text(encoding="utf-8").replace("L'Inconnue,,,98006", f'"{connu}",ACI,,98004')
    path.write_text(text, encoding="utf-8")
    moment = read_moment(region)
    titles, row = ("Nom", "Type", "Commune", "Effectif"), (nom, "ACI", "Ô", "12")
    found = Essai(moment, "structures", titles, row)
    ((jumelle,), waiting) = found.apercu.jumelles, found.apercu.a_repondre
    assert (jumelle.id, jumelle.nom_connu, jumelle.ligne, waiting) == ("inconnue", connu, 2, (jumelle,))
    assert (found.added, found.apercu.motifs) == ((), {"jumelle": 1})
    same = Essai(moment, "structures", titles, row, reponses=Reponses({jumelle.cle: "inconnue"}))
    assert same.apercu.changements.modifications[0].champs["effectif"] == ("", "12")
    assert "nom" not in same.apercu.changements.modifications[0].champs
    other = Essai(moment, "structures", titles, row, reponses=Reponses({jumelle.cle: ""}))
    assert (len(other.added), other.apercu.a_repondre) == (1, ())


@pytest.mark.parametrize(
    ("nom", "type_", "commune"),
    [("Nettoyage d'Essai", "ACI", "Testville (09)"), ("Nettoyage d'Essai Deux", "EI", "Ô"), ("Menuiserie", "EI", "Ô")],
)
def test_another_type_or_another_commune_is_no_twin(moment, nom, type_, commune):
    titles = ("Nom", "Type", "Commune")
    found = Essai(moment, "structures", titles, (f"{nom} bis", type_, commune))
    assert found.apercu.jumelles == ()


ADDRESSES = [
    ("accueil@essai.example", "publiée"),
    ("ccas.testville@essai.example", "publiée"),
    ("interim.ville@essai.example", "publiée"),
    ("ressources-humaines@mairie.example", "publiée"),
    ("aci.ville@essai.example", "publiée"),
    ("essai.neuf@autre.example", "publiée"),
    ("jeanne.martin@essai.example", "retirée"),
    ("j.martin@autre.example", "retirée"),
    ("jeannemartin@autre.example", "demandée"),
    ("jmartin@autre.example", "demandée"),
    ("jeanne@autre.example", "demandée"),
]


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_an_address_that_looks_personal_is_asked(moment, address, expected):
    """Finding 13: 33 addresses of people were published, 44 of services withheld."""
    row = (*ROW[:5], address)
    found = Essai(moment, "structures", TITLES, row)
    assert ("courriel" in found.added[0]) is (expected == "publiée")
    assert len(found.apercu.adresses) == (expected == "demandée")
    if expected == "demandée":
        (asked,) = found.apercu.adresses
        assert found.codes == ["A-STR-20"]
        assert address not in repr(asked)
        again = Essai(moment, "structures", TITLES, row, reponses=Reponses(adresses={asked.cle: True}))
        assert again.added[0]["courriel"] == address


def test_answers_are_found_again_and_hold_no_address(own, region):
    """Findings 13 and 14: ticked answers are remembered."""
    (asked,) = Essai(own, "structures", TITLES, (*ROW[:5], "jmartin@autre.example")).apercu.adresses
    modeles.keep_reponses(own, "structures", Reponses({"cle": "inconnue"}, {asked.cle: True}))
    modeles.keep_reponses(own, "structures", Reponses({"autre": ""}))
    assert modeles.read_reponses(own, "structures") == Reponses({"cle": "inconnue", "autre": ""}, {asked.cle: True})
    kept = "".join(path.read_text("utf-8") for path in (region / "equipe").rglob("*") if path.is_file())
    assert "jmartin" not in kept


# The draft


def test_only_the_rows_of_a_part_change_and_a_whole_list_takes_away_the_others(moment):
    """Finding 12."""
    titles, row = ("Nom", "Type", "Commune"), ("Chantier fermé", "ACI", "98003")
    part = Essai(moment, "structures", titles, row, fixes=FIXES | {"source": "Presse d'essai"})
    assert part.apercu.changements.retraits == ()
    assert len(part.apercu.travail.table) == 3
    whole = Essai(moment, "structures", titles, row, fixes=FIXES | {"source": "Presse d'essai"}, is_entier=True)
    assert [each.id for each in whole.apercu.changements.retraits] == ["inconnue"]
    assert len(whole.apercu.travail.table) == 2


def test_figures_of_a_whole_follow_up_take_away_those_of_the_same_source(own):
    titles = ("Heures", "Mois", "Commune")
    first = Essai(own, "heures", titles, ("10", "01/2024", "Ô"), ("5", "01/2024", "Saint-Essai")).apercu
    rows = lignes(first.travail.table)
    after = prepare(own, table_of_rows(rows, own.schemas["heures"]), annee=ANNEE)
    assert len(after.changements.ajouts) == 2
    own.tables["heures"] = first.travail.table
    part, whole = (
        Essai(own, "heures", titles, ("12", "01/2024", "Ô"), is_entier=is_entier).apercu.changements
        for is_entier in (False, True)
    )
    assert (len(part.modifications), part.retraits) == (1, ())
    assert [each.id for each in whole.retraits] == ["guichet-epci-900000001-2024"]


def test_a_structure_of_two_types_keeps_both(own):
    """Finding 24: the second type was « en double », and lost."""
    titles = ("Nom", "Type", "SIRET", "Commune")
    rows = [("Essai double", type_, SIRETS[0], "Ô") for type_ in ("ACI", "EI", "ACI")]
    found = Essai(own, "structures", titles, *rows)
    assert [(row["id"], row["type"]) for row in found.added] == [
        ("essai-double-o-aci", "ACI"), ("essai-double-o-ei", "EI"),
    ]  # fmt: skip
    assert found.apercu.motifs == {"double": 1}
    own.tables["structures"] = found.apercu.travail.table
    again = Essai(own, "structures", titles, *rows).apercu
    assert (again.changements.ajouts, again.changements.modifications) == ((), ())
    assert len(again.changements.inchangees) == 2


def test_an_import_is_a_draft_like_any_other(moment):
    """Finding 15: it was written in the public table, without edition."""
    travail = Essai(moment, "structures", TITLES, ROW).apercu.travail
    preparation = prepare(moment, travail.table, travail.base, annee=ANNEE)
    assert preparation.is_valide
    assert [row["id"] for row in preparation.changements.ajouts] == ["essai-neuf"]


def test_guichets_come_in_by_their_names_and_the_names_of_their_territories(moment):
    titles = ("Nom du guichet", "Type", "Territoires", "Acheteurs", "Ville", "Téléphone")
    row = ("PLIE NEUF", "PLIE", "Entre-Deux, Département d'Exemple", "Bailleurs sociaux, Etat", "Ô", "0561000001")
    found = Essai(moment, "guichets", titles, row, ("PLIE de Testville", "plie", "Nulle part", "tous", "09001", ""),
                  fixes=FIXES | {"role": "guichet", "statut": "avere"})  # fmt: skip
    assert found.guessed == dict(
        zip(titles, ("nom", "typologie", "perimetre", "donneurs_ordre", "commune", "telephone"), strict=True)
    )
    (added,) = found.added
    assert (added["perimetre"], added["donneurs_ordre"], added["typologie"], added["commune_siege"]) == (
        "EPCI:900000002 + DEP:09", "bailleurs|etat", "plie", "98004",
    )  # fmt: skip
    assert [(each.code, each.colonne) for each in found.apercu.fautes] == [("E-LIG-12", "Territoires")]


def test_a_long_file_tells_its_progress_and_can_be_stopped(moment):
    rows = [(f"Essai {rank}", *ROW[1:]) for rank in range(900)]
    apport = read_apport(moment, "structures", as_csv(TITLES, *rows), "l.csv")
    found = with_roles(propose(moment, apport), roles(propose(moment, apport), apport), fixes=FIXES)
    told = []
    preview(moment, apport, found, annee=ANNEE, avance=lambda done, total: told.append((done, total)))
    assert told[:2] == [(0, 900), (200, 900)]

    def stop(done, _total):
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        preview(moment, apport, found, annee=ANNEE, avance=stop)


@pytest.mark.parametrize("nom", ["structures", "guichets"])
def test_our_own_table_brought_back_changes_nothing(shipped, nom):
    """A sentence with a comma, an address already public, a column of ours: all stay as they are."""
    apport = read_apport(shipped, nom, (SHIPPED_DATA / f"{nom}.csv").read_bytes(), f"{nom}.csv")
    apercu = preview(shipped, apport, propose(shipped, apport), annee=ANNEE)
    assert apport.is_connu
    assert (apercu.issues, apercu.changements.modifications, apercu.changements.ajouts) == ((), (), ())
    assert apercu.retenues == len(shipped.tables[nom])


# Models


def test_a_model_is_kept_by_its_name_and_offered_to_the_next_file(own, region):
    essai = Essai(own, "structures", TITLES, ROW, filtre={"TYPE": ["EI", ""]}, types={"Chantier": "ACI"})
    modeles.keep_modele(own, "Liste de l'État / ../", essai.correspondance)
    assert modeles.list_modeles(own, "structures") == ("Liste de l'État / ../",)
    found = modeles.read_modele(own, "structures", "Liste de l'État / ../")
    same = ("colonnes", "fixes", "filtre", "types", "feuille")
    assert [dict(getattr(found, name) or {}) for name in same[:2]] == [
        dict(getattr(essai.correspondance, name)) for name in same[:2]
    ]
    assert (found.filtre, found.types) == ({"TYPE": ("EI", "")}, {"Chantier": "ACI"})
    assert modeles.suggest_modele(own, essai.apport) == "Liste de l'État / ../"
    other = read_apport(own, "structures", as_csv(("Nom",), ("A",)), "l.csv")
    assert modeles.suggest_modele(own, other) == ""
    assert [path.parent.name for path in (region / "equipe" / "modeles").rglob("*.yml")] == ["structures"]
    modeles.drop_modele(own, "structures", "Liste de l'État / ../")
    assert modeles.list_modeles(own, "structures") == ()


@pytest.mark.parametrize("nom", DESCRIPTIONS)
def test_what_the_page_keeps_the_command_line_reads(moment, nom):
    """One description: each column guessed by its own usual titles, written, read again."""
    description = DESCRIPTIONS[nom]
    titles = tuple(each.titre for each in description.colonnes)
    apport = read_apport(moment, nom, as_csv(titles, ("",) * len(titles)), "l.csv")
    found = propose(moment, apport)
    # A year and a date exclude each other: the date is kept.
    asked = {each.key for each in description.colonnes} - {"annee"}
    assert set(found.colonnes) >= asked - {"id"}
    text = modeles.render(moment, found, apport)
    assert re.search(rf"^table: {nom}$", text, re.MULTILINE)


def test_a_file_that_cannot_be_read_says_why(moment):
    with pytest.raises(SourceError) as error:
        read_apport(moment, "structures", b"%PDF-1.7", "liste.pdf")
    assert [each.code for each in error.value.issues] == ["E-FIC-21"]
