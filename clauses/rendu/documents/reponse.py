"""The answer for a commune as one A4 page: whom to call, who else may help, where to find it on line."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clauses.domain.guichets import Guichet
from clauses.domain.relais import Relais
from clauses.domain.reponse import Reponse
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.donnees import Moment, kept
from clauses.rendu import adresses, parametres
from clauses.rendu import reponse as words
from clauses.rendu.adresses import Adresse
from clauses.rendu.cartes import apercu
from clauses.rendu.cartes.aspect import MARQUE, STATUT_ASPECTS
from clauses.rendu.documents import Impression, count_pages, render_pdf
from clauses.rendu.guichets import constat, sans_contact
from clauses.rendu.heures import short_source
from clauses.rendu.html import host, is_web
from clauses.rendu.mots import impression as texts
from clauses.rendu.mots import territoire as texts_territoire
from clauses.rendu.mots.domaine import sentence_case
from clauses.rendu.partage import short_address
from clauses.rendu.vues import load_reponse

CONTENUS = ((8, True), (8, False), (6, False), (4, False), (2, False), (0, False))
"""Other bodies shown, and whether there are lines to write on, from the fullest page to the emptiest."""


@kept(32)
def load_reponse_pdf(moment: Moment, code: str, donneur_ordre: str | None, site: str, jour: date) -> bytes:
    """PDF of an answer; ``KeyError`` for an unknown code.

    Parameters
    ----------
    site : public address of the atlas, empty when unknown
    """
    reponse = load_reponse(moment, code, donneur_ordre)
    printed = Impression(moment.titre, moment.edition, moment.actualisee_le, jour, site)
    fixed = _fixed(reponse, moment, printed)
    for most, has_lines in CONTENUS:
        lines = texts.ANSWER_LINES if has_lines else ()
        values = fixed | {"sections": list(_sections(reponse, moment, most)), "a_noter": lines}
        if (most, has_lines) == CONTENUS[-1] or count_pages("reponse", values) == 1:
            return render_pdf("reponse", values, jour)
    raise AssertionError("CONTENUS is empty")


def _fixed(reponse: Reponse, moment: Moment, impression: Impression) -> dict[str, Any]:
    territoires, commune = moment.territoires, Territoire(COMMUNE, reponse.code)
    panneau = words.panneau(reponse, moment.typologies, territoires)
    sources = [source for each in _cited(reponse) for source in each.source]
    return {
        "titre": texts.answer_title(reponse.nom),
        "surtitre": texts.ANSWER_KICKER,
        "nom": reponse.nom,
        "lieu": words.place(reponse.code, territoires),
        "phrase": panneau["reponse"],
        "rien": panneau["rien"],
        "a_noter_titre": texts.ANSWER_LINES_TITLE,
        "_couleur": STATUT_ASPECTS[reponse.statut].clair,
        "_situation": apercu.draw_situation(commune, territoires, moment.geo.contours),
        "situation_alt": texts_territoire.map_alt(reponse.nom, territoires.region_nom),
        "sources": texts.answer_sources(
            list(dict.fromkeys(map(short_source, sources)))[:6], territoires.annee_population
        ),
        **impression.foot(_adresse(reponse, moment)),
    }


def _adresse(reponse: Reponse, moment: Moment) -> Adresse:
    """Short link to the same answer."""
    query = {parametres.COMMUNE: reponse.code}
    if reponse.donneur_ordre:
        query[parametres.DONNEUR_ORDRE] = reponse.donneur_ordre
    if moment.passee:
        query[parametres.EDITION] = str(moment.edition)
    short = adresses.read(f"./{short_address(moment.liens, Adresse('', query))}")
    assert short is not None
    return short


def _cited(reponse: Reponse) -> Iterable[Guichet | Relais]:
    yield from reponse.suites
    yield from (each.guichet for each in reponse.competences)


def _sections(reponse: Reponse, moment: Moment, most: int) -> Iterable[dict[str, Any]]:
    """Contacts in the order of the screen, each list under its title."""
    territoires = moment.territoires
    panneau = words.panneau(reponse, moment.typologies, territoires)
    first, later = panneau["relais_d_abord"], not panneau["relais_d_abord"]
    relais = [_relais(item, is_strong=item["relais"] == panneau["appel"]) for item in panneau["relais"]]
    asked = _section(panneau["titre_relais"], relais)
    yield from asked if first else ()
    yield from _section("", [_guichet(item, is_strong=later) for item in panneau["principaux"]])
    yield from asked if later else ()
    others = panneau["autres"]
    left = len(others) - most
    note = texts.answer_others(left) if left > 0 else ""
    yield from _section(panneau["titre_autres"], [_guichet(item) for item in others[:most]], note)
    if reponse.proche:
        near = words.near_card(reponse.proche, moment.typologies, territoires, reponse.nom)
        yield from _section(texts.answer_near(near["distance"]), [_guichet(near)], texts.answer_near_note(reponse.nom))
    yield from _section(texts.ANSWER_COORDINATION, [_guichet(item) for item in panneau["departementales"][:most]])


def _section(titre: str, contacts: list[dict[str, Any]], note: str = "") -> list[dict[str, Any]]:
    return [{"titre": titre if contacts else "", "contacts": contacts, "note": note}] if contacts or note else []


def _guichet(item: Mapping[str, Any], *, is_strong: bool = False) -> dict[str, Any]:
    guichet = item["guichet"]
    detail = " · ".join([item["typologie"].libelle, item["niveau"], *item["reserves"]])
    does = texts.answer_services([service for service, _ in item["services"]]) if is_strong else ""
    seen = f"{constat(guichet)}. "
    made = _contact(guichet, item["moyens"], detail, item["typologie"].couleur, seen, is_strong=is_strong)
    return made | {"services": does}


def _relais(item: Mapping[str, Any], *, is_strong: bool) -> dict[str, Any]:
    return _contact(item["relais"], item["moyens"], "", MARQUE, "", is_strong=is_strong)


def _contact(
    entry: Guichet | Relais, moyens: Mapping[str, str], detail: str, couleur: str, seen: str, *, is_strong: bool
) -> dict[str, Any]:
    sources = " ; ".join(map(short_source, entry.source[:2]))
    return {
        "nom": entry.nom,
        "detail": detail,
        "telephone": moyens["telephone"],
        "_appel": moyens["appel"],
        "courriel": moyens["courriel"],
        "_ecrire": moyens["ecrire"],
        "site": host(moyens["site"]) if is_web(moyens["site"]) else "",
        "_site": moyens["site"],
        "portee": sentence_case(moyens["portee"]),
        "sans": sans_contact(entry),
        "adresse": entry.adresse,
        "services": "",
        "constat": f"{seen}{texts.answer_source(sources)}".strip(),
        "fort": is_strong,
        "_couleur": couleur,
    }
