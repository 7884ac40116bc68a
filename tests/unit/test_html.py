import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from clauses.autonome.adresses import UrlsDossier
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.perimetre import parse
from clauses.domain.relais import Relais
from clauses.domain.territoires import Territoire, example_territoires
from clauses.rendu import adresses, blocs
from clauses.rendu.blocs.panneau import render_connu
from clauses.rendu.contact import proposer, signaler
from clauses.rendu.html import environment, host, is_web, telephone_link, trusted
from clauses.rendu.reponse import card, relais_card
from tests.donnees.hostile import CELLS

BOITE = "atlas@exemple.example"
TEMPLATES = environment(Path(blocs.__path__[0]) / "templates")
SCHEMES = ("https:", "http:", "mailto:", "tel:", "territoire?territoire=COM:", "annuaire?guichet=")


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://example.org/a?b=c#d", "HTTPS://EXAMPLE.ORG", "https://été.example/é"]
)
def test_an_address_of_the_web(address):
    assert is_web(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org",
        "example.org",
        "/chemin",
        "https://",
        "https:example.org",
        "https:///example.org",
        "https://example.org/a b",
        "https://exam\tple.org",
        "https://example.org\n",
        "https://[",
        "",
        None,
        3,
    ],
)
def test_anything_else_is_never_a_link(address):
    assert not is_web(address)


def test_short_names_of_addresses():
    assert host("https://www.example.org:8080/a") == "example.org:8080"
    assert telephone_link("+33 (0)4.67") == "tel:+33467"


class Page(HTMLParser):
    """Tags and addresses of a page, as a browser would see them; what is not paired is kept."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data):
        self.words.append(data)


def render(guichet, kind, *, name="Testville"):
    item = card(guichet, name, {kind.code: kind}, example_territoires())
    near = item | {"distance": "3 km"}
    fields = ("telephone", "courriel", "adresse", "site", "source", "remarque")
    relais = relais_card(
        Relais("r", guichet.nom, parse("DEP:98"), **{each: getattr(guichet, each) for each in fields}),
        example_territoires(),
        name,
    )
    return blocs.render(
        "panneau.html",
        commune={"nom": name, "lieu": name, "fiche": adresses.fiche(Territoire("COM", "98001"))},
        statut="local",
        reponse=name,
        rien=name,
        connu=trusted(render_connu(name, proposer(BOITE, name), signaler(BOITE, name, name, name))),
        principaux=[item],
        relais=[relais],
        titre_relais=name,
        relais_d_abord=False,
        appel=relais["relais"],
        titre_autres=name,
        autres=[item],
        departementales=[item],
        encadre_relais=lambda item: trusted(blocs.render("relais.html", item=item)),
        encadre=lambda item, principal: trusted(
            blocs.render("guichet_encadre.html", item=item, principal=principal, annee=2026)
        ),
        proche=trusted(blocs.render("proche.html", proche=near, nom=name, annee=2026)),
        quartiers=trusted(blocs.render("quartiers.html", quartiers=name)),
    )


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
def test_hostile_cells_are_text_in_the_panel(cell):
    guichet = Guichet(
        "g", cell, sigle=cell, typologie="t", perimetre=parse("DEP:98"), adresse=cell, telephone=cell, courriel=cell,
        site=cell, services=(cell, cell), constate_en=2020, source=(cell,), remarque=cell,
    )  # fmt: skip
    kind = Typologie("t", cell, cell, "#123456", cell[:1], "uni", 1)
    page = Page(render(guichet, kind, name=cell))
    expected = Page(render(Guichet("g", "Essai", typologie="t", telephone="01", courriel="c", services=("s",)), kind))
    assert page.tags <= expected.tags | {"a", "p", "ul", "li"}
    assert not any(name.startswith("on") for name in page.attributes)
    assert all(address.startswith(SCHEMES) for address in page.addresses)
    text = render(guichet, kind, name=cell)
    assert "<img" not in text
    assert not re.search(r"href=.?\s*(javascript|data):", text, re.IGNORECASE)


def test_the_name_is_shown_as_written():
    cell = CELLS["html"]
    page = Page(render(Guichet("g", cell, typologie="t"), Typologie("t", "T", "", "#123456", "T", "uni", 1), name=cell))
    assert any(cell in words for words in page.words)


def test_addresses_are_kept_to_the_letter():
    site = "https://example.org/l'eau?a=1&b=« x »".replace(" ", "%20")
    page = Page(render(Guichet("g", "G", typologie="t", site=site), Typologie("t", "T", "", "#123456", "T", "uni", 1)))
    assert site in page.addresses


def test_texts_get_their_typography():
    html = (
        environment(Path(blocs.__path__[0]) / "templates").from_string("<p>{{ mots }}</p>").render(mots="L'eau : oui")
    )
    assert html == "<p>L’eau\xa0: oui</p>"


class Elsewhere:
    """Every view is on another site, but for one that nobody has."""

    def url(self, adresse: adresses.Adresse) -> str | None:
        return None if adresse.page == "heures" else adresse.on("https://atlas.example")


def test_links_to_views_are_those_of_their_builder():
    folder = Path(blocs.__path__[0]) / "templates"
    template = """{{ adresse | vers("L'eau & <b>") }}"""
    view = adresses.read('annuaire?q="><img>')
    words = "L’eau &amp; &lt;b&gt;"
    here = environment(folder).from_string(template).render(adresse=view)
    assert here == f'<a href="annuaire?q=%22%3E%3Cimg%3E">{words}</a>'
    there = environment(folder, Elsewhere()).from_string(template)
    url = "https://atlas.example/annuaire?q=%22%3E%3Cimg%3E"
    assert there.render(adresse=view) == f'<a href="{url}" target="_blank">{words}</a>'
    assert there.render(adresse=adresses.Adresse("heures")) == words


def test_macros_of_other_templates_have_the_same_builder():
    guichet = Guichet("mics-34", "G", typologie="t")
    item = card(guichet, "n", {"t": Typologie("t", "T", "", "#123456", "T", "uni", 1)}, example_territoires())
    html = blocs.render("proche.html", UrlsDossier(), proche=item | {"distance": "3 km"}, nom="N", annee=2026)
    assert '<a href="#/guichet/mics-34">Sa fiche complète</a>' in html


def test_a_missing_value_is_an_error_not_a_blank():
    with pytest.raises(UndefinedError):
        TEMPLATES.from_string("{{ inconnu }}").render()
