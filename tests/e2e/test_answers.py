"""What the panel says, for each kind of coverage of the invented region."""

import pytest
from playwright.sync_api import expect

from tests.donnees import REGION
from tests.e2e.atlas import town_hall
from tests.e2e.conftest import Visit
from tests.serveur import Server

LOCAL, DEPARTEMENTAL, UNDOCUMENTED = "09001", "09005", "09006"
SECTORAL, COORDINATION, UNPROVEN = "98001", "98006", "98002"


@pytest.mark.parametrize(
    ("code", "commune", "words"),
    [
        (LOCAL, "Testville", "À Testville, pour une clause sociale dans un marché public, contactez : "),
        (DEPARTEMENTAL, "Bourg-de-l’Œuvre", "contactez : Département d’Exemple."),
        (SECTORAL, "Testville", "pour certains acheteurs seulement"),
        (COORDINATION, "Île-Modèle", "Mission de Fiction anime le réseau et peut orienter"),
        (UNPROVEN, "Sainte-Étape-sur-Mer", "reste à confirmer : Maison de l’Entre-Deux"),
        (UNDOCUMENTED, "Sans-Guichet", "aucun guichet n’est documenté"),
    ],
)
def test_answer_in_one_sentence(visit: Visit, essai: Server, code: str, commune: str, words: str):
    atlas = visit(essai)
    atlas.open(f"?commune={code}")
    atlas.expect_answer(commune)
    expect(atlas.panel.get_by_role("paragraph").filter(has_text=words)).to_be_visible()


def test_uncovered_commune_is_told_who_is_nearest(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open()
    atlas.click_map(*town_hall(UNDOCUMENTED, REGION))
    atlas.expect_answer("Sans-Guichet")
    expect(atlas.panel).to_contain_text("Cela ne veut pas dire qu’il n’y en a pas")
    expect(atlas.panel.get_by_role("heading", name="Le guichet avéré le plus proche, à")).to_be_visible()
    expect(atlas.panel.get_by_role("article")).to_have_count(1)
    expect(atlas.panel).to_contain_text("Son territoire ne comprend pas Sans-Guichet")


def test_contact_and_source_of_the_first_the_others_below(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open(f"?commune={LOCAL}")
    first = atlas.panel.get_by_role("article").first
    expect(first.get_by_role("link", name="Appeler le 05 61 00 00 00")).to_have_attribute("href", "tel:0561000000")
    expect(first.get_by_role("link", name="contact@testville.example")).to_have_attribute(
        "href", "mailto:contact@testville.example"
    )
    expect(first.get_by_role("link", name="Site internet")).to_have_attribute(
        "href", "https://plie.testville.example/clauses"
    )
    expect(first).to_contain_text("Constaté en 2024")
    expect(atlas.panel.get_by_role("heading", name="D’autres couvrent aussi cette commune")).to_be_visible()
    expect(atlas.panel.get_by_role("article")).to_have_count(3)
    expect(atlas.panel).to_contain_text("QPV de la commune : Centre Ville")


def test_buyer_chosen_changes_the_answer(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open(f"?commune={SECTORAL}&acheteur=bailleurs")
    expect(atlas.panel).to_contain_text("pour un marché (bailleurs sociaux), contactez : Bailleurs de Fiction")
