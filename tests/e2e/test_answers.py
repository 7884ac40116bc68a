"""Answer panel on the invented region; tests/pages go through every kind of coverage."""

import re

from playwright.sync_api import expect

from tests.donnees import REGION
from tests.e2e.atlas import town_hall
from tests.e2e.conftest import Visit
from tests.serveur import Server

LOCAL, SECTORAL, UNDOCUMENTED = "09001", "98001", "09006"


def test_uncovered_commune_is_told_who_is_nearest(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open()
    atlas.click_map(*town_hall(UNDOCUMENTED, REGION))
    atlas.expect_answer("Sans-Guichet")
    expect(atlas.panel).to_contain_text("cela ne veut pas dire qu’il n’y en a pas")
    expect(atlas.panel.get_by_role("heading", name="Le guichet le plus proche, à")).to_be_visible()
    # Two relays, then the nearest guichet.
    expect(atlas.panel.get_by_role("article")).to_have_count(3)
    expect(atlas.panel).to_contain_text("Son territoire ne comprend pas Sans-Guichet")


def test_contact_and_source_of_the_first_the_others_below(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open(f"?commune={LOCAL}")
    first = atlas.panel.get_by_role("article").first
    expect(first.get_by_role("link", name="Appeler le 05 61 00 00 00")).to_have_attribute("href", "tel:+33561000000")
    expect(first.get_by_role("link", name="contact@testville.example")).to_have_attribute(
        "href", re.compile("^mailto:contact@testville.example.subject=.*Testville")
    )
    expect(first.get_by_role("link", name="Site internet")).to_have_attribute(
        "href", "https://plie.testville.example/clauses"
    )
    expect(first).to_contain_text("Vu en 2024")
    expect(atlas.panel.get_by_role("heading", name="D’autres servent aussi cette commune")).to_be_visible()
    expect(atlas.panel.get_by_role("article")).to_have_count(3)
    expect(atlas.panel).to_contain_text("QPV de la commune : Centre Ville")
    # A buyer chosen changes the answer.
    atlas.go(f"/?commune={SECTORAL}")
    expect(atlas.panel).to_contain_text("sauf pour les HLM et l’État")
    atlas.choose_buyer("Je suis un bailleur social")
    expect(atlas.panel).to_contain_text("pour un marché d’un bailleur social, contactez : Bailleurs de Fiction")
