"""``commune`` and ``couverture``: guichets of a commune, coverage of the region."""

import difflib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from clauses.cli.fiches import AdressePublique, write_page
from clauses.cli.refus import Refus
from clauses.cli.sortie import AsJson, grid, output, print_json, safe
from clauses.rendu.mots import commandes as mots
from clauses.rendu.mots import population
from clauses.storage import horloge

if TYPE_CHECKING:
    from clauses.domain.guichets import Guichet
    from clauses.domain.recherche import Commune
    from clauses.domain.relais import Relais
    from clauses.domain.reponse import Reponse
    from clauses.donnees import Moment


class Detail(StrEnum):
    """Territorial levels of the coverage table."""

    REGION = "region"
    DEPARTEMENT = "departement"
    EPCI = "epci"


DonneurOrdre = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="Ne garde que les guichets qui servent ce type d’acheteur, comme « bailleurs »."),
]


def commune(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code INSEE de la commune, par exemple 34032.")],
    donneur_ordre: DonneurOrdre = None,
    sortie: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Fichier PDF à écrire : la réponse sur une page A4.")
    ] = None,
    adresse: AdressePublique = "",
    as_json: AsJson = False,
) -> None:
    """Dit qui appeler dans une commune, et quels guichets y sont compétents, du plus local au plus large.

    En JSON, « phrase » est la réponse de l’écran, « suites » à qui s’adresser, dans l’ordre : le guichet, ou sans
    numéro de guichet les « relais » (intercommunalité, Département, Région) ; « premier » est l’identifiant du guichet
    compétent en premier. Sans guichet ouvert à tous, « coordinations » et « proche » disent qui peut orienter.

    « departement » est le code du département (« 34 ») et « epci » le numéro SIREN de l’intercommunalité
    (null pour une commune qui n’en a pas) ; « niveau » est celui du territoire qui rend le guichet compétent :
    commune, epci, departement, region ou france.

    Un code inconnu donne le code de sortie 2 et des suggestions.
    """
    from clauses.cli import lecture
    from clauses.rendu.vues import load_reponse

    moment = lecture.read()
    buyer = _buyer(moment, donneur_ordre)
    reponse = load_reponse(moment, _code_commune(moment, code), buyer)
    if as_json:
        print_json(_commune_dict(reponse, moment))
    elif sortie is None:
        _show_commune(reponse, moment)
    if sortie is not None:
        from clauses.rendu.documents.reponse import load_reponse_pdf

        pdf = load_reponse_pdf(moment, reponse.code, buyer, lecture.site(adresse), horloge.today())
        write_page("La réponse", sortie, pdf)


def couverture(
    niveau: Annotated[
        Detail, typer.Option(help="Territoires à détailler : region, departement ou epci.", metavar="NIVEAU")
    ] = Detail.REGION,
    inclure_a_confirmer: Annotated[
        bool,
        typer.Option(
            "--inclure-a-confirmer", metavar="", help="Compte les guichets à confirmer comme s’ils étaient avérés."
        ),
    ] = False,
    donneur_ordre: DonneurOrdre = None,
    as_json: AsJson = False,
) -> None:
    """Compte les communes, les habitants et ceux des quartiers prioritaires (QPV) par statut de couverture.

    Chaque commune compte une fois, avec le premier statut qui lui convient : local, departemental, sectoriel,
    coordination, a_confirmer, non_documente. Une intercommunalité à cheval sur deux régions compte pour sa partie
    située dans la région. Un quartier prioritaire à cheval sur plusieurs communes a le statut de la moins bien servie ;
    « annees » dit de quels recensements viennent ses habitants.

    « numeros » compte les habitants selon le numéro que donne la réponse de leur commune : celui du guichet (service),
    de son organisme, d’un relais (intercommunalité ou Département), de la Région, ou aucun. « part_recente » est la
    part des habitants qu’un guichet couvre d’après une source de moins de trois ans.
    """
    from clauses.cli import bilan, lecture
    from clauses.domain.age import part_recente
    from clauses.domain.joignable import count_by_numero, part_proche
    from clauses.domain.qpv import count_by_statut
    from clauses.domain.territoires import DEPARTEMENT, EPCI, REGION
    from clauses.rendu.mots import joignable

    moment = lecture.read()
    levels = {Detail.REGION: REGION, Detail.DEPARTEMENT: DEPARTEMENT, Detail.EPCI: EPCI}
    buyer = _buyer(moment, donneur_ordre)
    found = lecture.couverture_of(moment, buyer, inclure_a_confirmer=inclure_a_confirmer)
    table = found.table(levels[niveau])
    positions = [found.territoires.members[levels[niveau], code] for code in table["code"]]
    quartiers = [count_by_statut(moment.qpv, found, each) for each in positions]
    if as_json:
        recentes = [part_recente(found, each, moment.annee) for each in positions]
        numeros = [count_by_numero(found, moment.index_relais, each) for each in positions]
        details = [
            {"part_recente": recente, "part_numero_proche": part_proche(numero), "numeros": numero}
            for recente, numero in zip(recentes, numeros, strict=True)
        ]
        print_json(bilan.to_dict(niveau, table, quartiers, details, moment.territoires.annee_population))
    else:
        bilan.show(table, quartiers)
        counted = count_by_numero(found, moment.index_relais, found.territoires.of(found.territoires.region))
        output().print(safe(f"{joignable.titre(counted)}."))
        output().print(safe(population.source(moment.territoires.annee_population)))


def _buyer(moment: "Moment", code: str | None) -> str | None:
    """A buyer type that exists, ``None`` for all of them."""
    from clauses.domain.guichets import DONNEURS_ORDRE, TOUS, buyer_types

    known = list(dict.fromkeys([*DONNEURS_ORDRE, *buyer_types(moment.guichets)]))
    if code is not None and code not in known:
        raise Refus(mots.acheteur_inconnu(code, known), valeurs=known)
    return None if code == TOUS else code


def _code_commune(moment: "Moment", code: str) -> str:
    """Code of an existing commune; for a name or a postal code, the error suggests communes."""
    wanted = code.strip().upper()
    if wanted in moment.territoires.positions:
        return wanted
    communes = _suggestions(moment, wanted)
    words = [f"{found.code} {found.nom} ({found.departement})" for found in communes]
    message = mots.code_inconnu("Aucune commune", code, moment.territoires.region_nom)
    suggestions = [{"code": found.code, "nom": found.nom, "departement": found.code_departement} for found in communes]
    raise Refus(message + mots.vouliez_vous_dire(words), suggestions=suggestions)


def _suggestions(moment: "Moment", query: str) -> "list[Commune]":
    """Suggestions for a wrong code: a name, a postal code, a leading zero dropped by a spreadsheet, a typo."""
    from clauses.cli.lecture import SUGGESTIONS

    found = moment.index.find(query, SUGGESTIONS)
    if found or not query[:1].isdigit():
        return found
    codes = [query.zfill(5)]
    if codes[0] not in moment.territoires.positions:
        codes = difflib.get_close_matches(query, moment.territoires.positions, n=3, cutoff=0.8)
    return [commune for code in codes for commune in moment.index.find(code, 1)]


def _commune_dict(reponse: "Reponse", moment: "Moment") -> dict[str, Any]:
    """The answer of the screen: its sentence, whom to call first, competent guichets in order, who else may help."""
    from clauses.rendu.reponse import phrase

    row, near = moment.territoires.communes.loc[reponse.code], reponse.proche
    return {
        "code": reponse.code,
        "nom": reponse.nom,
        "departement": row["code_departement"],
        "epci": row["code_epci"] or None,
        "population": int(row["population"]),
        "annee_population": moment.territoires.annee_population,
        "statut": reponse.statut.value,
        "phrase": phrase(reponse),
        "suites": [
            {"nature": type(each).__name__.lower(), "id": each.id, "nom": each.nom, "telephone": each.telephone}
            for each in reponse.suites
        ],
        "premier": reponse.premier and reponse.premier.guichet.id,
        "guichets": [_guichet(each.guichet) | {"niveau": each.niveau.name.lower()} for each in reponse.competences],
        "relais": [_relais(each) for each in reponse.relais],
        "coordinations": [_guichet(guichet) for guichet in reponse.coordinations],
        "proche": near and _guichet(near.guichet) | {"distance_km": round(near.distance, 1)},
    }


def _relais(relais: "Relais") -> dict[str, Any]:
    names = ("id", "nom", "telephone", "courriel", "adresse", "site", "contact_annee")
    return {name: getattr(relais, name) for name in names}


def _guichet(guichet: "Guichet") -> dict[str, Any]:
    names = ("id", "nom", "typologie", "role", "statut", "telephone", "courriel", "site", "contact_portee",
             "contact_annee")  # fmt: skip
    return {name: getattr(guichet, name) for name in names} | {"donneurs_ordre": list(guichet.donneurs_ordre)}


def _show_commune(reponse: "Reponse", moment: "Moment") -> None:
    """Answer for a commune, as text."""
    from clauses.domain.guichets import DONNEURS_ORDRE
    from clauses.domain.relais import Relais
    from clauses.domain.territoires import DEPARTEMENT, EPCI
    from clauses.rendu.guichets import contact_relais, niveau_words
    from clauses.rendu.mots.domaine import statut_labels
    from clauses.rendu.mots.reponse import AILLEURS, RELAIS_TITLE
    from clauses.rendu.reponse import distance, phrase

    territoires = moment.territoires
    row = territoires.communes.loc[reponse.code]
    departement, epci, buyer = row["code_departement"], row["code_epci"], reponse.donneur_ordre
    group = f"{territoires.name(EPCI, epci)} ({epci})" if epci else "Sans intercommunalité"
    console = output()
    console.print(safe(f"{reponse.nom} ({reponse.code})", "bold"))
    console.print(
        safe(
            f"{group} · {territoires.name(DEPARTEMENT, departement)} ({departement}) · "
            f"{population.habitants(int(row['population']), territoires.annee_population)}"
        )
    )
    words = statut_labels(moment.guichets)[reponse.statut]
    if buyer:
        words += f", pour les acheteurs du type « {DONNEURS_ORDRE.get(buyer, buyer)} »"
    console.print(safe(f"Couverture : {words}"))
    console.print(safe(phrase(reponse), "bold"))
    if reponse.competences:
        rows = [(each.guichet, niveau_words(each.guichet, each.niveau, territoires)) for each in reponse.competences]
        console.print(_guichets(rows, moment))
    relays = [each for each in reponse.suites if isinstance(each, Relais)]
    if relays:
        console.print(safe(f"{RELAIS_TITLE} :"))
    for relais in relays:
        console.print(safe(f"{relais.nom} : {contact_relais(relais, territoires)}"))
    elsewhere = [(guichet, AILLEURS) for guichet in reponse.coordinations]
    if reponse.proche:
        elsewhere.append((reponse.proche.guichet, f"à {distance(reponse.proche)} à vol d’oiseau"))
    if elsewhere:
        console.print(safe(mots.AILLEURS))
        console.print(_guichets(elsewhere, moment))


def _guichets(rows: "Iterable[tuple[Guichet, str]]", moment: "Moment") -> Table:
    """Guichets, each with where it is competent, in words."""
    from clauses.rendu.cartes.aspect import UNKNOWN
    from clauses.rendu.guichets import SANS_CONTACT, acheteurs, moyens_dits, role_words

    table = grid("Guichet", "Type", "Territoire", "Rôle et statut", "Pour", "Contact")
    for guichet, where in rows:
        table.add_row(
            safe(guichet.nom),
            safe(moment.typologies.get(guichet.typologie, UNKNOWN).libelle),
            safe(where),
            safe(role_words(guichet)),
            safe(acheteurs(guichet)),
            safe(moyens_dits(guichet, moment.territoires, "\n") or SANS_CONTACT),
        )
    return table
