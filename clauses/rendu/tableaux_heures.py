"""The hours as tables of text: what stands behind each chart, and what is known where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pandas import DataFrame

from clauses.domain.heures import Chiffre, Connaissance, Heures, Rang
from clauses.domain.perimetre import FRANCE, PerimetreError, Token, parse
from clauses.domain.repartitions import Part
from clauses.domain.territoires import Territoire, Territoires
from clauses.rendu.formats import count, number
from clauses.rendu.heures import percentage, periode, valeur
from clauses.rendu.mots.domaine import CONFIANCE_LABELS

NUMBERS = frozenset({"Heures", "Pour 1 000 habitants", "Part", "Année", "Rang", "Bénéficiaires"})
"""Columns aligned as numbers."""


@dataclass(frozen=True, slots=True)
class Manques:
    """What would be needed where nothing, one year, or an old series is known."""

    tout: str
    une_annee: str
    recent: str


def table_series(series: Mapping[Territoire, Sequence[Chiffre]], heures: Heures) -> DataFrame:
    """One row per territory and comparable year."""
    rows = []
    for territoire, serie in series.items():
        for chiffre in serie:
            per_head = heures.par_mille(territoire, chiffre)
            rows.append(
                {
                    "Territoire": heures.territoires.nom_distinct(territoire),
                    "Année": str(chiffre.annee),
                    "Heures": number(chiffre.heures or 0),
                    "Précision": chiffre.qualificatif or "–",
                    "Pour 1 000 habitants": "–" if per_head is None else number(per_head),
                    **_reliability(chiffre.confiance, chiffre.source),
                }
            )
    return DataFrame(rows)


def table_classement(rangs: Sequence[Rang], heures: Heures) -> DataFrame:
    """One row per ranked territory; equal values share their rank."""
    values = [rang.valeur for rang in rangs]
    rows = []
    for rang in rangs:
        per_head = heures.par_mille(rang.territoire, rang.chiffre)
        rows.append(
            {
                "Rang": number(values.index(rang.valeur) + 1),
                "Territoire": heures.territoires.nom_distinct(rang.territoire),
                "Heures": number(rang.chiffre.heures or 0),
                "Pour 1 000 habitants": "–" if per_head is None else number(per_head),
                **_reliability(rang.chiffre.confiance, rang.chiffre.source),
            }
        )
    return DataFrame(rows)


def table_chiffres(chiffres: Iterable[Chiffre]) -> DataFrame:
    """Figures one by one, with what each covers."""
    return DataFrame(
        [
            {
                "Chiffre": chiffre.libelle,
                "Valeur": valeur(chiffre),
                "Période": periode(chiffre),
                "Ce qui est compté": chiffre.portee or "Non documenté",
                "Bénéficiaires": "–" if chiffre.beneficiaires is None else number(chiffre.beneficiaires),
                **_reliability(chiffre.confiance, chiffre.source),
                "Remarque": chiffre.remarque,
            }
            for chiffre in chiffres
        ]
    )


def table_repartition(groups: Mapping[str, Sequence[Part]]) -> DataFrame:
    """One row per share."""
    return DataFrame(
        [
            {
                "Territoire et année": name,
                "Poste": part.modalite,
                "Part": percentage(part.part),
                **_reliability(part.confiance, part.source),
            }
            for name, parts in groups.items()
            for part in parts
        ]
    )


def repartition_words(title: str, groups: Mapping[str, Sequence[Part]]) -> str:
    """The breakdown in words, for who cannot see the chart."""
    told = (
        f"{name} : {', '.join(f'{part.modalite} {percentage(part.part)}' for part in parts)}"
        for name, parts in groups.items()
    )
    return f"{title}. {'. '.join(told)}."


def group_name(territoire: str, annee: int, territoires: Territoires) -> str:
    """« Hérault, 2020 »: the territory of a breakdown with names instead of codes."""
    try:
        tokens = parse(territoire).tokens
    except PerimetreError:
        tokens = ()
    names = ["France" if token.level == FRANCE else _named(token, territoires) for token in tokens]
    return f"{' et '.join(names) or territoire}, {annee}"


def _named(token: Token, territoires: Territoires) -> str:
    """Name of a territory, told from its homonyms; its code when it is not of this region."""
    territoire = Territoire(token.level, token.code)
    return territoires.nom_distinct(territoire) if territoire in territoires.populations else token.code


def table_connaissances(known: Iterable[Connaissance], territoires: Territoires, manques: Manques) -> DataFrame:
    """What is known of each territory, and what would be needed."""
    return DataFrame(
        [
            {
                "Territoire": territoires.nom(each.territoire),
                "Années comparables": ", ".join(map(str, each.annees)) or "Aucune",
                "Autres chiffres": count(each.autres + each.dedans, "chiffre")
                if each.autres + each.dedans
                else "Aucun",
                "Répartition": ", ".join(map(str, each.repartitions)) or "Aucune",
                "Ce qu’il faudrait": _needed(each, manques),
            }
            for each in known
        ]
    )


def _needed(known: Connaissance, manques: Manques) -> str:
    if not known.annees:
        return manques.tout
    return manques.une_annee if len(known.annees) == 1 else f"{manques.recent} (après {known.annees[-1]})"


def _reliability(confiance: str, source: Sequence[str]) -> dict[str, str]:
    return {"Fiabilité": CONFIANCE_LABELS.get(confiance, "Non précisée"), "Source": " ; ".join(source)}
