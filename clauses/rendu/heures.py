"""The hours in words: a figure, when and what it counts, the block of a sheet."""

from collections.abc import Sequence
from typing import Any

from clauses.domain.fiche import Fiche
from clauses.domain.heures import ANNUELLE, Chiffre, Heures, etp, evolution
from clauses.domain.territoires import Territoire
from clauses.domain.typographie import NARROW, NO_BREAK
from clauses.rendu import adresses
from clauses.rendu.formats import count, number, percent
from clauses.rendu.html import host, is_web
from clauses.rendu.mots import heures as mots
from clauses.rendu.mots.domaine import CONFIANCE_LABELS, NATURE_LABELS, PERIODE_LABELS, UNKNOWN

LEAST_CHANGE = 0.0005


def tile(value: str, label: str, note: str = "", help_: str = "") -> dict[str, str]:
    """A figure to be seen from far, what it counts, a word under it, its definition."""
    return {"valeur": value, "libelle": label, "note": note, "aide": help_}


def plural(value: float, noun: str) -> str:
    """A noun that agrees with a number: in French the plural begins at two."""
    return noun if value < 2 else f"{noun}s"


def percentage(value: float) -> str:
    r"""A share given in percent.

    >>> percentage(38.2), percentage(0.3), percentage(41), percentage(101.2)
    ('38,2\u202f%', '0,3\u202f%', '41\u202f%', '101,2\u202f%')
    """
    return percent(value / 100, trim=True)


def has_yearly(fiche: Fiche) -> bool:
    """True if the sheet has annual hours (needed to compute full-time equivalents)."""
    return bool(fiche.serie_reference) or any(chiffre.is_yearly for chiffre in fiche.chiffres)


def valeur(chiffre: Chiffre) -> str:
    r"""Value of a figure with its unit and qualifier.

    >>> valeur(Chiffre("a", "Essai", 2017, heures=370000, nature="realisees", qualificatif="près de"))
    'près de 370\u202f000\xa0h réalisées'
    """
    if chiffre.heures is not None:
        nature = f" {NATURE_LABELS[chiffre.nature]}" if chiffre.nature in NATURE_LABELS else ""
        words = f"{number(chiffre.heures)}{NO_BREAK}h{nature}"
    elif chiffre.beneficiaires is not None:
        words = count(chiffre.beneficiaires, "bénéficiaire")
    elif chiffre.contrats is not None:
        words = count(chiffre.contrats, "contrat")
    elif chiffre.marches is not None:
        words = count(chiffre.marches, "marché")
    elif chiffre.part_qpv is not None:
        words = f"{percentage(chiffre.part_qpv)} de bénéficiaires des QPV"
    else:
        return UNKNOWN
    return f"{chiffre.qualificatif} {words}".strip()


def periode(chiffre: Chiffre) -> str:
    """Period of a figure: « en 2017 », « au total, de 2013 à 2015 ».

    >>> periode(Chiffre("a", "Essai", 2015, periode="cumul", annee_debut=2013))
    'au total, de 2013 à 2015'
    """
    if chiffre.annee_debut is not None and chiffre.periode != ANNUELLE:
        average = "en moyenne par an" if chiffre.periode != "cumul" else "au total"
        return f"{average}, de {chiffre.annee_debut} à {chiffre.annee}"
    return PERIODE_LABELS.get(chiffre.periode, "en {annee}").format(annee=chiffre.annee)


def short_source(source: str) -> str:
    """A source as short as a printed page needs: the host of an address, the title of a document.

    >>> short_source("https://www.gers.fr/a/b"), short_source("Rapport d’essai")
    ('gers.fr', 'Rapport d’essai')
    """
    return host(source) if is_web(source) else source


def note(chiffre: Chiffre) -> dict[str, Any]:
    """A figure that stands alone: what it covers, how sure it is, where it comes from."""
    details = [
        (chiffre.beneficiaires, "bénéficiaire") if chiffre.heures is not None else (None, ""),
        (chiffre.contrats, "contrat")
        if chiffre.heures is not None or chiffre.beneficiaires is not None
        else (None, ""),
        (chiffre.marches, "marché") if chiffre.heures is not None else (None, ""),
    ]
    words = [count(value, name) for value, name in details if value is not None]
    if chiffre.part_qpv is not None:
        words.append(f"{percentage(chiffre.part_qpv)} des bénéficiaires habitent un QPV")
    return {
        "libelle": chiffre.libelle,
        "valeur": valeur(chiffre),
        "periode": periode(chiffre),
        "portee": chiffre.portee or UNKNOWN,
        "details": ", ".join(words),
        "confiance": CONFIANCE_LABELS.get(chiffre.confiance, "Confiance non précisée"),
        "source": chiffre.source,
        "remarque": chiffre.remarque,
    }


def heures_block(fiche: Fiche, heures: Heures, diviseur: float) -> dict[str, Any]:
    """Hours of the territory, or of a wider one with comparable figures (mentioned); other figures as notes."""
    territoires = heures.territoires
    own = fiche.reference == fiche.territoire
    used = set(fiche.serie_reference)
    others = [chiffre for chiffre in reversed(fiche.chiffres) if chiffre not in used]
    around = [chiffre for chiffre in fiche.autour if chiffre not in used]
    leading = fiche.serie_reference[-1] if fiche.serie_reference else None
    yearly = next((chiffre for chiffre in others if chiffre.is_yearly), None)
    if not own and yearly is not None:
        # Its own figure, even if it may not be compared, is worth more than that of a wider territory.
        leading, own, serie = yearly, True, ()
        others = [chiffre for chiffre in others if chiffre is not yearly]
        around = [*fiche.serie_reference, *around]
    else:
        serie = fiche.serie_reference
    place = fiche.territoire if own else fiche.reference
    apart = bool(others or around or fiche.dedans)
    return {
        "ailleurs": "" if own or place is None else _elsewhere(fiche, territoires.nom(place)),
        "absence": "" if leading else mots.NOT_COMPARABLE if apart else mots.NOTHING,
        "lien": "" if own or place is None else adresses.fiche(place),
        "tuiles": _tiles(leading, place, heures, diviseur) if leading and place else [],
        "principal": note(leading) if leading else None,
        "est_comparable": bool(leading and leading.is_comparable),
        "evolution": evolution_phrase(serie),
        "annees": bars(serie),
        "qpv": qpv_bars(leading) if leading else [],
        "autres": [note(chiffre) for chiffre in others],
        "autour": [note(chiffre) for chiffre in around],
        "dedans": [note(chiffre) for chiffre in reversed(fiche.dedans)],
    }


def _elsewhere(fiche: Fiche, nom: str) -> str:
    return mots.elsewhere(nom, comparable=bool(fiche.chiffres))


def _tiles(chiffre: Chiffre, place: Territoire, heures: Heures, diviseur: float) -> list[dict[str, str]]:
    hours = chiffre.heures or 0
    rounded = f" (« {chiffre.qualificatif} », dit la source)" if chiffre.qualificatif else ""
    tiles = [tile(f"{number(hours)}{NO_BREAK}h", f"{periode(chiffre)}{rounded}", chiffre.portee)]
    per_head = heures.par_mille(place, chiffre)
    if per_head is not None:
        tiles.append(
            tile(
                f"{number(per_head)}{NO_BREAK}h",
                "pour 1 000 habitants",
                help_=mots.per_head_help(heures.territoires.annee_population),
            )
        )
    if chiffre.is_yearly:
        tiles.append(etp_tile(hours, diviseur))
    if chiffre.beneficiaires is not None:
        tiles.append(tile(number(chiffre.beneficiaires), plural(chiffre.beneficiaires, "bénéficiaire")))
    return tiles


def etp_tile(hours: float, diviseur: float) -> dict[str, str]:
    """Full-time equivalents, with what they are divided by.

    >>> etp_tile(160, 1600)["valeur"], etp_tile(160, 1600)["libelle"], etp_tile(3214, 1607)["libelle"]
    ('0,1', 'équivalent temps plein, sur un an', 'équivalents temps plein, sur un an')
    """
    found = etp(hours, diviseur)
    shown = number(found) if found >= 10 else number(found, 1).removesuffix(",0")
    label = "équivalent temps plein, sur un an" if found < 2 else "équivalents temps plein, sur un an"
    return tile(shown, label, f"{number(hours)} h ÷ {number(diviseur)} h", mots.ETP_HELP)


def evolution_phrase(serie: Sequence[Chiffre]) -> str:
    r"""Change between the last two comparable years; empty without two.

    >>> evolution_phrase((Chiffre("a", "", 2016, heures=387000), Chiffre("b", "", 2017, heures=370000)))
    'De 2016 à 2017\xa0: −4,4\u202f%.'
    """
    change = evolution(tuple(serie))
    if change is None:
        return ""
    before, after = serie[-2:]
    sign = "+" if change > 0 else "\u2212"
    moved = f"{sign}{number(abs(change) * 100, 1)}{NARROW}%" if abs(change) >= LEAST_CHANGE else "stable"
    rounded = [chiffre.annee for chiffre in (before, after) if chiffre.qualificatif]
    return mots.change(before.annee, after.annee, moved, rounded)


def bars(serie: Sequence[Chiffre]) -> list[dict[str, Any]]:
    """Comparable years as bars, widths in percent of the greatest."""
    greatest = max((chiffre.heures or 0 for chiffre in serie), default=0)
    return [
        {
            "libelle": str(chiffre.annee),
            "valeur": valeur(chiffre),
            "largeur": round(100 * (chiffre.heures or 0) / greatest, 2) if greatest else 0,
        }
        for chiffre in serie
    ]


def qpv_bars(chiffre: Chiffre) -> list[dict[str, Any]]:
    """Share of priority districts among beneficiaries beside their share of inhabitants; empty without the first."""
    if chiffre.part_qpv is None:
        return []
    shares = [("des bénéficiaires habitent un QPV", chiffre.part_qpv)]
    if chiffre.part_qpv_population is not None:
        shares.append(("des habitants du territoire", chiffre.part_qpv_population))
    return [{"libelle": words, "valeur": percentage(share), "largeur": share} for words, share in shares]
