"""``fiche``: the sheet of a territory, as plain values or as a PDF."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clauses.cli.refus import Refus
from clauses.cli.sortie import AsJson, print_json, written
from clauses.rendu.mots import commandes as mots
from clauses.storage import horloge
from clauses.storage.refus_systeme import reason_of

if TYPE_CHECKING:
    from clauses.domain.fiche import Fiche
    from clauses.domain.heures import Chiffre
    from clauses.domain.territoires import Territoire
    from clauses.donnees import Moment

AdressePublique = Annotated[
    str, typer.Option(metavar="URL", help="Adresse publique de l’atlas, pour le QR code (sinon CLAUSES_ADRESSE).")
]


def fiche(
    territoire: Annotated[
        str, typer.Argument(metavar="TERRITOIRE", help="NIVEAU:CODE, par exemple EPCI:243100518, DEP:34 ou COM:34032.")
    ],
    sortie: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Fichier PDF à écrire ; fiche-….pdf par défaut.")
    ] = None,
    adresse: AdressePublique = "",
    diviseur: Annotated[
        float, typer.Option(metavar="HEURES", min=1, help="Heures d’un équivalent temps plein, par an.")
    ] = 1607,
    as_json: AsJson = False,
) -> None:
    """Imprime la fiche d’un territoire : une page A4 en PDF, avec carte, chiffres, contacts et sources.

    Avec --json, les valeurs de la fiche vont sur la sortie standard, et le PDF n’est écrit que si --sortie est donné.
    """
    from clauses.cli import lecture
    from clauses.domain.fiche import build_fiche

    moment = lecture.read()
    found = build_fiche(
        _find(moment, territoire),
        lecture.couverture_of(moment, None),
        moment.heures,
        moment.qpv,
        moment.structures,
        moment.index_relais,
    )
    if as_json:
        print_json(_to_dict(moment, found, diviseur))
    if sortie is not None or not as_json:
        path = sortie or Path(f"fiche-{str(found.territoire).replace(':', '-').lower()}.pdf")
        _write_pdf(moment, found, path, adresse, diviseur)


def _find(moment: "Moment", key: str) -> "Territoire":
    """An existing territory; for a name, the error suggests territories."""
    from clauses.cli.lecture import SUGGESTIONS
    from clauses.rendu.fiche import territoire_place

    territoires = moment.territoires
    try:
        return territoires.find(key)
    except KeyError:
        words = key.partition(":")[2] or key
        found = moment.index_territoires.find(words, SUGGESTIONS)
    lines = [f"{each} {territoires.nom(each)} ({territoire_place(each, territoires)})" for each in found]
    suggestions = [{"cle": str(each), "nom": territoires.nom(each)} for each in found]
    raise Refus(mots.territoire_inconnu(key) + mots.vouliez_vous_dire(lines), suggestions=suggestions)


def _to_dict(moment: "Moment", fiche: "Fiche", diviseur: float) -> dict[str, Any]:
    """Plain values of a sheet; hours per inhabitant and jobs only where figures allow them."""
    from clauses.domain.fiche import closest_serie

    reference, serie = closest_serie(fiche.territoire, moment.heures)
    return {
        "territoire": str(fiche.territoire),
        "nom": fiche.nom,
        "population": fiche.population,
        "annee_population": moment.territoires.annee_population,
        "communes": len(fiche.positions),
        "superficie_km2": round(fiche.superficie, 2),
        "part_couverte": None if fiche.part_couverte is None else round(fiche.part_couverte, 4),
        "guichets": [
            {
                "id": service.guichet.id,
                "nom": service.guichet.nom,
                "statut": service.guichet.statut,
                "role": service.guichet.role,
                "part": round(service.part, 4),
            }
            for service in fiche.services
        ],
        "heures": {
            "territoire": None if reference is None else str(reference),
            "annees": [_year(chiffre, moment, reference, diviseur) for chiffre in serie] if reference else [],
            "non_comparables": [chiffre.id for chiffre in fiche.chiffres if not chiffre.is_comparable],
        },
        "quartiers_prioritaires": [quartier.qpv.nom for quartier in fiche.quartiers],
        "structures": [voisine.structure.id for voisine in fiche.structures],
    }


def _year(chiffre: "Chiffre", moment: "Moment", reference: "Territoire", diviseur: float) -> dict[str, Any]:
    from clauses.domain.heures import etp

    hours = chiffre.heures or 0
    per_head = moment.heures.par_mille(reference, chiffre)
    return {
        "id": chiffre.id,
        "annee": chiffre.annee,
        "heures": hours,
        "heures_pour_1000_habitants": None if per_head is None else round(per_head, 1),
        "etp": round(etp(hours, diviseur), 1),
        "diviseur": diviseur,
    }


def _write_pdf(moment: "Moment", fiche: "Fiche", path: Path, adresse: str, diviseur: float) -> None:
    from clauses.cli import lecture
    from clauses.rendu.documents import Impression
    from clauses.rendu.documents.fiche import build_fiche_pdf

    printed = Impression(moment.titre, moment.edition, moment.actualisee_le, horloge.today(), lecture.site(adresse))
    couverture = lecture.couverture_of(moment, None)
    pdf = build_fiche_pdf(fiche, couverture, moment.heures, moment.typologies, moment.geo.contours, printed, diviseur)
    write_page("La fiche", path, pdf)


def write_page(what: str, path: Path, pdf: bytes) -> None:
    """Write a printed page and say so; refused when the file cannot be written."""
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise Refus(mots.page_pas_ecrite(what, path, reason_of(error))) from error
    written(path)
