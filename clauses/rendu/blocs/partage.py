"""Open Graph tags: the preview of a link in a message, a search engine or a social network."""

from collections.abc import Mapping
from dataclasses import dataclass

from clauses.domain.annuaire import GUICHETS, STRUCTURES
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, Territoire
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, edition_number
from clauses.rendu import ecrans, parametres
from clauses.rendu.adresses import Adresse, carte, territoire_from
from clauses.rendu.annuaire import genre, load_annuaire, place
from clauses.rendu.fiche import couverture_phrase
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import partage as words
from clauses.rendu.parametres import EDITION
from clauses.rendu.partage import LEGER, vignette
from clauses.rendu.reponse import phrase
from clauses.rendu.vues import load_fiche, load_reponse

LISTES = {parametres.GUICHET: GUICHETS, parametres.STRUCTURE: STRUCTURES}
"""List of the directory that a parameter names an entry of."""

_LEGER = LEGER.strip("/")


@dataclass(frozen=True, slots=True)
class Apercu:
    """Link preview (Open Graph).

    Attributes
    ----------
    titre, description : plain text
    image, image_alt : address of the picture, relative to the site, and its words; empty without data, and for an
        edition opened again
    adresse : the address without what does not change what is shown, relative to the site
    precis : true if the link names something, not the atlas as a whole
    """

    titre: str
    description: str
    image: str = ""
    image_alt: str = ""
    adresse: str = ""
    precis: bool = False


DEFAULT = Apercu(texts.APP_TITLE, words.DESCRIPTION)
"""Of any link, when the data cannot be read."""


def build_apercu(path: str, query: Mapping[str, str], moment: Moment) -> Apercu:
    """Link preview of an address; that of the atlas itself for an unknown one.

    Parameters
    ----------
    path, query : of the address, as the browser asks for it
    """
    page = path.strip("/")
    if page in ("", _LEGER):
        found = _of_map(query, moment)
    elif page == ecrans.TERRITOIRE.url_path:
        found = _of_sheet(query, moment)
    elif page == ecrans.ANNUAIRE.url_path:
        found = _of_entry(query, moment)
    else:
        found = None
    if found is None:
        return _of_screen(page, query, moment)
    titre, description, territoire, named = found
    image, alt = _image(moment, territoire)
    return Apercu(titre, description, image, alt, _address(page, named, query), precis=True)


Found = tuple[str, str, Territoire | None, dict[str, str]]
"""Title, sentence, territory of the image, parameters of the address."""


def _of_map(query: Mapping[str, str], moment: Moment) -> Found | None:
    code, territoires = query.get(parametres.COMMUNE, ""), moment.territoires
    if code in territoires.positions:
        titre = words.title_commune(territoires.nom_distinct(Territoire(COMMUNE, code)))
        return titre, _answer(moment, code), Territoire(COMMUNE, code), {parametres.COMMUNE: code}
    chosen = territoire_from(query, territoires)
    if chosen == territoires.region:
        return None
    return words.title_commune(territoires.nom(chosen)), _coverage(moment, chosen), chosen, dict(carte(chosen).query)


def _of_sheet(query: Mapping[str, str], moment: Moment) -> Found | None:
    try:
        chosen = moment.territoires.find(query.get(parametres.TERRITOIRE, ""))
    except KeyError:
        return None
    is_commune = chosen.level == COMMUNE
    sentence = _answer(moment, chosen.code) if is_commune else _coverage(moment, chosen)
    titre = words.title_sheet(moment.territoires.nom_distinct(chosen))
    return titre, sentence, chosen, {parametres.TERRITOIRE: str(chosen)}


def _of_entry(query: Mapping[str, str], moment: Moment) -> Found | None:
    for key, liste in LISTES.items():
        entree = load_annuaire(moment, liste).by_id.get(query.get(key, ""))
        if entree is not None:
            nom, seat = entree.fiche.nom, find_territoire(moment, ecrans.ANNUAIRE.url_path, query)
            kind = genre(entree, moment.typologies)["nom"]
            about = words.description_entree(kind, place(entree.commune, moment.territoires))
            return typographic(nom), about, seat, {key: entree.fiche.id}
    return None


def _of_screen(page: str, query: Mapping[str, str], moment: Moment) -> Apercu:
    """A screen by its title; the atlas for the map, for the team and for what does not exist."""
    image, alt = _image(moment, None)
    for screen in ecrans.ECRANS:
        if screen.url_path and screen.url_path == page and not screen.is_equipe:
            titre = f"{screen.title} – {typographic(moment.territoires.region_nom)}"
            return Apercu(titre, words.DESCRIPTION, image, alt, _address(page, {}, query), precis=True)
    titre = typographic(moment.titre) or texts.APP_TITLE
    return Apercu(titre, words.DESCRIPTION, image, alt, _address("" if page != _LEGER else page, {}, query))


def _answer(moment: Moment, code: str) -> str:
    # Not read is not « non documenté »: without the list, no answer would be true.
    return words.DESCRIPTION if moment.is_missing_guichets else phrase(load_reponse(moment, code))


def _coverage(moment: Moment, territoire: Territoire) -> str:
    if moment.is_missing_guichets:
        return words.DESCRIPTION
    coverage = couverture_phrase(load_fiche(moment, territoire), moment.territoires.annee_population)
    return words.description_territoire(typographic(coverage))


def _image(moment: Moment, territoire: Territoire | None) -> tuple[str, str]:
    """The map of the département where the territory is, when it is in one; else of the region."""
    territoires = moment.territoires
    # Pictures are of the data of now: beside the words of an edition, one would contradict them.
    if moment.is_missing_guichets or moment.passee:
        return "", ""
    around = [] if territoire is None else [territoire, *territoires.above(territoire)]
    codes = [each.code for each in around if each.level == DEPARTEMENT]
    if len(codes) != 1:
        return vignette(moment.version, None), words.image_alt(territoires.region_nom)
    return vignette(moment.version, codes[0]), words.image_alt(territoires.name(DEPARTEMENT, codes[0]))


def _address(page: str, named: Mapping[str, str], query: Mapping[str, str]) -> str:
    """The address of what is shown; an edition opened again is part of it."""
    edition = edition_number(query.get(EDITION, ""))
    kept = {**named, **({} if edition is None else {EDITION: str(edition)})}
    path = LEGER if page == _LEGER else page
    return Adresse(path, kept).on().removeprefix("/")


def find_territoire(moment: Moment, page: str, query: Mapping[str, str]) -> Territoire:
    """Territory of a view, to show on a map: the region unless the address names a territory or an entry."""
    territoires = moment.territoires
    named = [query.get(parametres.TERRITOIRE, "")] if page == ecrans.TERRITOIRE.url_path else []
    if page == ecrans.ANNUAIRE.url_path:
        for key, liste in LISTES.items():
            entree = load_annuaire(moment, liste).by_id.get(query.get(key, ""))
            if entree is not None and entree.commune in territoires.positions:
                named.append(f"{DEPARTEMENT}:{territoires.communes.at[entree.commune, 'code_departement']}")
    elif page != ecrans.TERRITOIRE.url_path:
        named += [f"{COMMUNE}:{query.get(parametres.COMMUNE, '')}", str(territoire_from(query, territoires))]
    for each in named:
        try:
            return territoires.find(each)
        except KeyError:
            continue
    return territoires.region
