"""Markdown of the contents: nothing written there becomes markup of its own, and terms have their definition."""

import re
from html.parser import HTMLParser

import pytest

from clauses.autonome.adresses import UrlsDossier
from clauses.domain.contenus import Contenus, Terme
from clauses.rendu.prose import render
from clauses.rendu.termes import mark
from tests.donnees.hostile import CELLS

LOT = Terme("Lot", ("lots",), "Partie d'un marché.")
QPV = Terme("QPV", ("quartier prioritaire", "quartiers prioritaires"), 'Un quartier "<b>choisi</b>".')
CLAUSE = Terme("Clause sociale", ("clauses sociales",), "Une condition.")
LEXIQUE = Contenus(glossaire=(CLAUSE, QPV, LOT)).lexique
ALLOWED = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "strong", "em", "code", "pre", "table", "thead",
    "tbody", "tr", "th", "td", "abbr", "span", "hr", "br", "blockquote",
}  # fmt: skip
MARKS = {"href", "target", "rel", "class", "tabindex", "title", "start"}


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs


def marked(text: str) -> str:
    return mark(render(text), LEXIQUE)


def terms(text: str) -> list[str]:
    return re.findall(r"<abbr [^>]*>([^<]*)</abbr>", marked(text))


@pytest.mark.parametrize(
    "form", ["{}", "## {}", "- {}", "[{}](https://a.example)", "**{}**", "> {}", "`{}`", "[x]({})"]
)
def test_no_cell_becomes_markup(form: str, subtests: pytest.Subtests):
    for name, cell in CELLS.items():
        with subtests.test(name):
            page = Page(marked(form.format(cell[:500])))
            assert set(page.tags) <= ALLOWED
            assert {name for name, _ in page.attributes} <= MARKS
            links = [value or "" for name, value in page.attributes if name == "href"]
            assert not [link for link in links if not re.match(r"https?://|(\./)?[a-z]*(\?|$|#)", link)]


def test_no_image_is_drawn():
    assert "<img" not in marked("![carte](https://ailleurs.invalid/x.png)")


@pytest.mark.parametrize(
    "address",
    ["territoire?territoire=EPCI:243100518", "./?commune=34032", "annuaire?guichet=mics-34", "https://a.example/b"],
)
def test_addresses_of_the_atlas_and_of_the_web_are_links(address: str):
    assert f'href="{address}"' in marked(f"[ici]({address})")


def test_links_of_the_folder_lead_within_it_or_to_the_application():
    text = "[ici](./?commune=34032), [là](calculateur?lots=1#bas) et [*ailleurs*](https://a.example)"
    with_site, alone = (render(text, urls=UrlsDossier(site)) for site in ("https://atlas.example", ""))
    assert '<a href="#/commune/34032">ici</a>' in with_site
    there = '<a href="https://atlas.example/calculateur?lots=1#bas" target="_blank">là</a>'
    assert there in with_site
    assert ", là et <a" in alone
    assert '<a href="https://a.example" target="_blank"><em>ailleurs</em>' in alone


@pytest.mark.parametrize("address", ["#bas", "?commune=34032", "annuaire?liste=structures#bas"])
def test_an_address_of_the_site_is_kept_as_written(address: str):
    assert f'<a href="{address}">ici</a>' in render(f"[ici]({address})")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//a.example", "data:text/html,x", "/etc/passwd", "../x"])
def test_other_addresses_stay_text(address: str):
    assert "<a " not in marked(f"[ici]({address})")


def test_links_elsewhere_say_so():
    page = marked("[ici](https://a.example)")
    assert 'target="_blank"' in page
    assert "(autre site)" in page
    assert "(autre site)" not in marked("[ici](./?commune=34032)")


def test_french_typography_but_not_in_code():
    page = marked("L'achat : « oui » ! `l'achat : x`")
    assert "L’achat\u00a0: «\u00a0oui\u00a0»\u202f!" in page
    assert "<code>l'achat : x</code>" in page


def test_an_article_is_not_cut_at_its_hyphen():
    assert render("Voir L2113-13-1.") == '<p>Voir <span class="atlas-entier">L2113-13-1</span>.</p>\n'


def test_headings_fit_under_those_of_the_page():
    assert render("## Un\n\n###### Deux", shift=1) == "<h3>Un</h3>\n<h6>Deux</h6>\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Les clauses sociales et la clause sociale", ["clauses sociales"]),
        ("Clause sociale", ["Clause sociale"]),
        ("Un QPV, un quartier prioritaire", ["QPV"]),
        ("le qpv de Lotissement", []),
        ("Le Lot est un département ; un lot est une partie", ["lot"]),
        ("des lots", ["lots"]),
        ("## Clause sociale\n\nVoir la clause sociale", ["clause sociale"]),
        ("[clause sociale](https://a.example)", []),
        ("`QPV`", []),
        ("**QPV**", ["QPV"]),
        ("une clause\nsociale", ["clause\nsociale"]),
        ("sous-QPV, QPV-est", []),
    ],
)
def test_first_occurrence_of_each_term(text: str, found: list[str]):
    assert terms(text) == found


def test_the_definition_is_escaped_and_reached_by_keyboard():
    page = marked("un QPV")
    assert 'tabindex="0"' in page
    assert 'title="Un quartier &quot;&lt;b&gt;choisi&lt;/b&gt;&quot;."' in page


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<p title="un QPV">rien</p>', []),
        ("<h4>Un QPV</h4><p>un QPV</p>", ["QPV"]),
        ("<p>un <a href='x'>QPV</a></p>", []),
        ("<summary>QPV</summary><td>l’un des QPV</td>", ["QPV"]),
        ("<abbr title='d'>QPV</abbr> et <b>QPV</b>", ["QPV"]),
        ("<p>&lt;QPV&gt; &amp; QPV</p>", ["QPV"]),
        ("<img src='x' alt='QPV'/><p>l’QPV</p>", ["QPV"]),
    ],
)
def test_only_words_that_are_read_are_marked(page: str, found: list[str]):
    assert re.findall(r'<abbr tabindex="0"[^>]*>([^<]*)</abbr>', mark(page, LEXIQUE)) == found


def test_a_form_met_again_does_not_give_way_to_a_shorter_one():
    terms = (Terme("ACI", ("chantier d'insertion",), "Un employeur."), Terme("Chantier", (), "Des travaux."))
    page = mark(
        "<p>un chantier d’insertion, un chantier d’insertion, un chantier</p>", Contenus(glossaire=terms).lexique
    )
    assert re.findall(r">([^<]*)</abbr>", page) == ["chantier d’insertion", "chantier"]


def test_without_glossary_nothing_changes():
    assert mark("<p>un QPV</p>", Contenus().lexique) == "<p>un QPV</p>"


def test_the_longest_form_first():
    long = Terme("Clause sociale d'insertion", (), "Longue.")
    found = mark("<p>une clause sociale d’insertion</p>", Contenus(glossaire=(CLAUSE, long)).lexique)
    assert ">clause sociale d’insertion</abbr>" in found
