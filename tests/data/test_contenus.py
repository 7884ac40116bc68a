"""Shipped contents: readable, sourced, without names of persons, without dead links."""

import re

import pytest

from clauses.domain.contenus.glossaire import LONGEST_DEFINITION
from clauses.donnees import read_moment
from clauses.rendu.ecrans import ECRANS
from clauses.storage.contenus import SHIPPED_CONTENTS, read_contenus
from clauses.storage.files import SHIPPED_DATA

CONTENUS = read_contenus(SHIPPED_CONTENTS)
FILES = sorted(SHIPPED_CONTENTS.rglob("*.md"))
# Those who spoke on 31 May 2016: their functions are told, not their names.
PERSONS = (
    "tirabi",
    "bousquet",
    "rodrigues",
    "rodrigue",
    "imbernon",
    "peyroche",
    "bernard",
    "manier",
    "lepreux",
    "loquet",
)


@pytest.fixture(scope="module")
def moment():
    return read_moment(SHIPPED_DATA)


def test_everything_reads():
    assert not [f"{each.file}:{each.line} {each.message}" for each in CONTENUS.issues]
    assert (len(CONTENUS.retours), len(CONTENUS.outils)) == (6, 6)
    assert len(CONTENUS.glossaire) > 40


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_person_is_named(path):
    names = re.findall(r"\b[A-Z]\w+", path.read_text(encoding="utf-8"))
    assert not {name.lower() for name in names} & set(PERSONS)


def test_experiences_are_tied_to_the_data(moment):
    guichets = {guichet.id for guichet in moment.guichets}
    structures = {structure.id for structure in moment.structures}
    for retour in CONTENUS.retours:
        assert bool(retour.territoire) != bool(retour.hors_region), retour.slug
        if retour.territoire:
            moment.territoires.find(retour.territoire)
        assert set(retour.guichets) <= guichets
        assert set(retour.structures) <= structures
        assert retour.chiffres
        assert retour.temoins
        assert re.findall(r"^## (.*)$", retour.corps, re.MULTILINE) == [
            "Organisation", "Ce qui marche", "Ce que cela apprend",
        ]  # fmt: skip


def test_tools_are_dated_and_rest_on_articles():
    for page in CONTENUS.outils:
        assert page.verifie_le
        assert page.references
        assert len(page.corps.split()) < 600, page.slug


def test_every_article_of_law_leads_to_legifrance():
    """S27: fifteen links led to the root of a repository, five to a site in English."""
    cited = [(each.article, each.adresse) for page in CONTENUS.outils for each in page.references]
    cited += [(terme.source, terme.adresse) for terme in CONTENUS.glossaire]
    law = [(source, address) for source, address in cited if re.match(r"(?i)(code|loi|décret|ccag)\b", source)]
    assert len(law) > 50
    assert not [source for source, address in law if not address.startswith("https://www.legifrance.gouv.fr/")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_the_author_could_not_check_is_not_told_to_readers(path):
    """S27: « n'a pas pu être relu ici », « aucune source trouvée », « lu en extrait » were on the pages."""
    told = path.read_text(encoding="utf-8")
    note = r"lue? (ici|qu'en)|le seul relu|lu: |pas (pu être|été) (re)?(lu|trouvé)|règle[^.]* trouvée|sources lues"
    assert not re.search(note, told)


def test_definitions_hold_in_a_bubble():
    assert all(len(terme.definition) <= LONGEST_DEFINITION for terme in CONTENUS.glossaire)


@pytest.mark.parametrize(
    "name",
    [
        "Clause sociale d'insertion", "Facilitateur", "Guichet territorial", "PLIE", "Maison de l'emploi", "SIAE", "EI",
        "AI", "ACI", "ETTI", "EITI", "GEIQ", "QPV", "NPNRU", "ETP", "Donneur d'ordre", "Maître d'ouvrage",
        "Marché réservé",
    ],
)  # fmt: skip
def test_terms_that_readers_meet_are_defined(name):
    forms = {form.lower() for form in CONTENUS.formes}
    assert name.replace("'", "’").lower() in forms


def test_links_between_pages_lead_to_one():
    known = {"outil": {page.slug for page in CONTENUS.outils}, "retour": {retour.slug for retour in CONTENUS.retours}}
    known["terme"] = {terme.slug for terme in CONTENUS.glossaire}
    found = [
        (name, slug)
        for path in FILES
        for name, slug in re.findall(r"\]\(\w+\?(outil|retour|terme)=([^)&]+)\)", path.read_text(encoding="utf-8"))
    ]
    assert found
    assert not [(name, slug) for name, slug in found if slug not in known[name]]


def test_links_of_the_atlas_lead_to_a_screen():
    screens = {screen.url_path for screen in ECRANS}
    for path in FILES:
        for address in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
            if not address.startswith("https://"):
                assert address.removeprefix("./").partition("?")[0] in screens, f"{path.name}: {address}"
