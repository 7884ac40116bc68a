"""Downloads of the entries found: spreadsheet, GeoJSON, vCard, data·inclusion."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

import streamlit as st

from clauses.diffusion import date_maj, nom_paquet
from clauses.domain.annuaire import GUICHETS, Entree
from clauses.domain.guichets import Guichet
from clauses.domain.structures import Structure
from clauses.donnees import Moment, horloge
from clauses.rendu import annuaire as words
from clauses.rendu.cartes.geojson import guichets_geojson, structures_geojson
from clauses.rendu.exports import XLSX_TYPE, to_csv, to_xlsx
from clauses.rendu.inclusion import to_inclusion
from clauses.rendu.mots import annuaire as texts
from clauses.rendu.tableaux import Tableau
from clauses.rendu.vcard import to_vcard
from clauses.ui import keys


def show_files(moment: Moment, liste: str, entrees: Sequence[Entree]) -> None:
    """A button per kind of file; each is made when asked for."""
    name, territoires = texts.FILES[liste], moment.territoires
    fiches = [entree.fiche for entree in entrees]

    def table() -> Tableau:
        return words.table(entrees, territoires, moment.typologies)

    with st.popover(texts.EXPORT, icon=":material/download:"):
        _button(texts.EXPORT_XLSX, lambda: to_xlsx(table(), texts.LISTS[liste]), f"{name}.xlsx", XLSX_TYPE)
        _button(texts.EXPORT_CSV, lambda: to_csv(table()), f"{name}.csv", "text/csv", texts.EXPORT_CSV_HELP)
        _button(
            texts.EXPORT_GEOJSON, lambda: _geojson(moment, liste, fiches), f"{name}.geojson", "application/geo+json"
        )
        _button(
            texts.EXPORT_VCARD,
            lambda: to_vcard(fiches, territoires),
            f"{name}.vcf",
            "text/vcard",
            texts.EXPORT_VCARD_HELP,
        )
        _button(
            texts.EXPORT_INCLUSION, lambda: _inclusion(moment, fiches), f"{name}-data-inclusion.json",
            "application/json", texts.EXPORT_INCLUSION_HELP,
        )  # fmt: skip


def _button(label: str, build: Callable[[], bytes], file: str, mime: str, help_: str | None = None) -> None:
    st.download_button(
        label,
        build,
        file_name=file,
        mime=mime,
        key=f"{keys.ANNUAIRE_EXPORT}_{file}",
        on_click="ignore",
        type="tertiary",
        help=help_,
    )


def _geojson(moment: Moment, liste: str, fiches: Sequence[Guichet | Structure]) -> bytes:
    if liste == GUICHETS:
        guichets = [fiche for fiche in fiches if isinstance(fiche, Guichet)]
        return guichets_geojson(guichets, moment.typologies, moment.territoires)
    structures = [fiche for fiche in fiches if isinstance(fiche, Structure)]
    return structures_geojson(structures, moment.territoires)


def _inclusion(moment: Moment, fiches: Sequence[Guichet | Structure]) -> bytes:
    found = to_inclusion(
        [fiche for fiche in fiches if isinstance(fiche, Guichet)],
        [fiche for fiche in fiches if isinstance(fiche, Structure)],
        moment.typologies,
        moment.territoires,
        date_maj(moment, horloge.today()),
        nom_paquet(moment),
    )
    document = {
        "structures": found.structures,
        "services": found.services,
        "non_repris": [asdict(each) for each in found.non_repris],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
