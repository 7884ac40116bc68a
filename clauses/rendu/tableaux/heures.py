"""The hours as tables: what stands behind each chart, and what is known where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clauses.domain.heures import Chiffre, Connaissance, Heures, Rang
from clauses.domain.perimetre import FRANCE, PerimetreError, Token, parse
from clauses.domain.repartitions import Part
from clauses.domain.territoires import Territoire, Territoires
from clauses.rendu.formats import count
from clauses.rendu.heures import percentage, periode, valeur
from clauses.rendu.mots.domaine import CONFIANCE_LABELS
from clauses.rendu.tableaux import ENTIER, Format, Nombre, Numero, Pourcentage, Tableau

_RELIABILITY = {"Fiabilité": Format(vide="Non précisée")}
_HOURS = {"Heures": ENTIER, "Pour 1 000 habitants": Nombre(vide="–"), **_RELIABILITY}


@dataclass(frozen=True, slots=True)
class Manques:
    """Missing data where nothing, one year, or an old series is known."""

    tout: str
    une_annee: str
    recent: str


def table_series(series: Mapping[Territoire, Sequence[Chiffre]], heures: Heures) -> Tableau:
    """One row per territory and comparable year."""
    rows = []
    for territoire, serie in series.items():
        for chiffre in serie:
            rows.append(
                {
                    "Territoire": heures.territoires.nom_distinct(territoire),
                    "Année": chiffre.annee,
                    "Heures": chiffre.heures or 0,
                    "Précision": chiffre.qualificatif,
                    "Pour 1 000 habitants": heures.par_mille(territoire, chiffre),
                    **_reliability(chiffre),
                }
            )
    return Tableau.build(rows, _HOURS | {"Année": Numero(), "Précision": Format(vide="–")})


def table_classement(rangs: Sequence[Rang], heures: Heures) -> Tableau:
    """One row per ranked territory; equal values share their rank."""
    values = [rang.valeur for rang in rangs]
    rows = []
    for rang in rangs:
        rows.append(
            {
                "Rang": values.index(rang.valeur) + 1,
                "Territoire": heures.territoires.nom_distinct(rang.territoire),
                "Heures": rang.chiffre.heures or 0,
                "Pour 1 000 habitants": heures.par_mille(rang.territoire, rang.chiffre),
                **_reliability(rang.chiffre),
            }
        )
    return Tableau.build(rows, _HOURS | {"Rang": ENTIER})


def table_chiffres(chiffres: Iterable[Chiffre]) -> Tableau:
    """Figures one by one, with what each covers."""
    return Tableau.build(
        [
            {
                "Chiffre": chiffre.libelle,
                "Valeur": valeur(chiffre),
                "Période": periode(chiffre),
                "Ce qui est compté": chiffre.portee,
                "Bénéficiaires": chiffre.beneficiaires,
                **_reliability(chiffre),
                "Remarque": chiffre.remarque,
            }
            for chiffre in chiffres
        ],
        {"Ce qui est compté": Format(vide="Non documenté"), "Bénéficiaires": Nombre(vide="–"), **_RELIABILITY},
    )


def table_repartition(groups: Mapping[str, Sequence[Part]]) -> Tableau:
    """One row per share."""
    return Tableau.build(
        [
            {
                "Territoire et année": name,
                "Poste": part.modalite,
                "Part": part.part / 100,
                **_reliability(part),
            }
            for name, parts in groups.items()
            for part in parts
        ],
        {"Part": Pourcentage(au_plus=True), **_RELIABILITY},
    )


def repartition_words(title: str, groups: Mapping[str, Sequence[Part]]) -> str:
    """Text alternative of the breakdown."""
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
    """Unambiguous name of a territory; its code when it is not of this region."""
    territoire = Territoire(token.level, token.code)
    return territoires.nom_distinct(territoire) if territoire in territoires.populations else token.code


def table_connaissances(known: Iterable[Connaissance], territoires: Territoires, manques: Manques) -> Tableau:
    """Known hours of each territory, and those that are missing."""
    return Tableau.build(
        [
            {
                "Territoire": territoires.nom(each.territoire),
                "Années comparables": ", ".join(map(str, each.annees)),
                "Autres chiffres": count(each.autres + each.dedans, "chiffre") if each.autres + each.dedans else "",
                "Répartition": ", ".join(map(str, each.repartitions)),
                "Ce qu’il faudrait": _needed(each, manques),
            }
            for each in known
        ],
        {
            "Années comparables": Format(vide="Aucune"),
            "Autres chiffres": Format(vide="Aucun"),
            "Répartition": Format(vide="Aucune"),
        },
    )


def _needed(known: Connaissance, manques: Manques) -> str:
    if not known.annees:
        return manques.tout
    return manques.une_annee if len(known.annees) == 1 else f"{manques.recent} (après {known.annees[-1]})"


def _reliability(found: Chiffre | Part) -> dict[str, str]:
    return {"Fiabilité": CONFIANCE_LABELS.get(found.confiance, ""), "Source": " ; ".join(found.source)}
