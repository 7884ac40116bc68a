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
from clauses.rendu.tableaux import ENTIER, NUMERO, Colonne, Pourcentage, Tableau


@dataclass(frozen=True, slots=True)
class Manques:
    """What would be needed where nothing, one year, or an old series is known."""

    tout: str
    une_annee: str
    recent: str


_RELIABILITY = (Colonne("Fiabilité", vide="Non précisée"), Colonne("Source"))


def table_series(series: Mapping[Territoire, Sequence[Chiffre]], heures: Heures) -> Tableau:
    """One row per territory and comparable year."""
    columns = (
        Colonne("Territoire"),
        Colonne("Année", NUMERO),
        Colonne("Heures", ENTIER),
        Colonne("Précision", vide="–"),
        Colonne("Pour 1 000 habitants", ENTIER, vide="–"),
        *_RELIABILITY,
    )
    rows = (
        (
            heures.territoires.nom_distinct(territoire),
            chiffre.annee,
            chiffre.heures or 0,
            chiffre.qualificatif,
            heures.par_mille(territoire, chiffre),
            *_reliability(chiffre),
        )
        for territoire, serie in series.items()
        for chiffre in serie
    )
    return Tableau.build(columns, rows)


def table_classement(rangs: Sequence[Rang], heures: Heures) -> Tableau:
    """One row per ranked territory; equal values share their rank."""
    values = [rang.valeur for rang in rangs]
    columns = (
        Colonne("Rang", ENTIER),
        Colonne("Territoire"),
        Colonne("Heures", ENTIER),
        Colonne("Pour 1 000 habitants", ENTIER, vide="–"),
        *_RELIABILITY,
    )
    rows = (
        (
            values.index(rang.valeur) + 1,
            heures.territoires.nom_distinct(rang.territoire),
            rang.chiffre.heures or 0,
            heures.par_mille(rang.territoire, rang.chiffre),
            *_reliability(rang.chiffre),
        )
        for rang in rangs
    )
    return Tableau.build(columns, rows)


def table_chiffres(chiffres: Iterable[Chiffre]) -> Tableau:
    """Figures one by one, with what each covers."""
    columns = (
        Colonne("Chiffre"),
        Colonne("Valeur"),
        Colonne("Période"),
        Colonne("Ce qui est compté", vide="Non documenté"),
        Colonne("Bénéficiaires", ENTIER, vide="–"),
        *_RELIABILITY,
        Colonne("Remarque"),
    )
    rows = (
        (
            chiffre.libelle,
            valeur(chiffre),
            periode(chiffre),
            chiffre.portee,
            chiffre.beneficiaires,
            *_reliability(chiffre),
            chiffre.remarque,
        )
        for chiffre in chiffres
    )
    return Tableau.build(columns, rows)


def table_repartition(groups: Mapping[str, Sequence[Part]]) -> Tableau:
    """One row per share."""
    share = Colonne("Part", Pourcentage(au_plus=True))
    columns = (Colonne("Territoire et année"), Colonne("Poste"), share, *_RELIABILITY)
    rows = (
        (name, part.modalite, part.part / 100, *_reliability(part)) for name, parts in groups.items() for part in parts
    )
    return Tableau.build(columns, rows)


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


def table_connaissances(known: Iterable[Connaissance], territoires: Territoires, manques: Manques) -> Tableau:
    """What is known of each territory, and what would be needed."""
    columns = (
        Colonne("Territoire"),
        Colonne("Années comparables", vide="Aucune"),
        Colonne("Autres chiffres", vide="Aucun"),
        Colonne("Répartition", vide="Aucune"),
        Colonne("Ce qu’il faudrait"),
    )
    rows = (
        (
            territoires.nom(each.territoire),
            ", ".join(map(str, each.annees)),
            count(each.autres + each.dedans, "chiffre") if each.autres + each.dedans else "",
            ", ".join(map(str, each.repartitions)),
            _needed(each, manques),
        )
        for each in known
    )
    return Tableau.build(columns, rows)


def _needed(known: Connaissance, manques: Manques) -> str:
    if not known.annees:
        return manques.tout
    return manques.une_annee if len(known.annees) == 1 else f"{manques.recent} (après {known.annees[-1]})"


def _reliability(found: Chiffre | Part) -> tuple[str, str]:
    return CONFIANCE_LABELS.get(found.confiance, ""), " ; ".join(found.source)
