"""Histoires: slide shows over the map, step by step, for an audience.

A story is a folder of texts, one per step, and one that introduces it. What a step names in the data (typologies,
territory) is checked apart: the other steps, and the rest of this one, are shown all the same.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from clauses.domain.contenus import Texte
from clauses.domain.contenus.tete import Tete
from clauses.domain.issues import Issue, issue
from clauses.domain.regles.contexte import closest
from clauses.domain.territoires import Territoires
from clauses.domain.typographie import typographic

TOUTES = "toutes"
"""Written instead of a list of typologies: all of them, those to come included."""

DEPARTEMENTS, INTERCOMMUNALITES, SIEGES, QUARTIERS, LACUNES = (
    "departements",
    "intercommunalites",
    "sieges",
    "quartiers",
    "lacunes",
)
COUCHES = (DEPARTEMENTS, INTERCOMMUNALITES, SIEGES, QUARTIERS, LACUNES)
"""What a step may show beside the guichets; « lacunes » brings out where no guichet is proven."""

PART_COUVERTE = "part_couverte"
"""Its words may be left out: they are then those of the headline of the map."""
CALCULS = (PART_COUVERTE, "habitants_couverts", "communes_couvertes", "part_sans_guichet", "guichets")
CALCULS_HABITANTS = (PART_COUVERTE, "habitants_couverts", "part_sans_guichet")
"""Those of ``CALCULS`` that count inhabitants."""
"""Figures that the data of the moment give, for the territory and the typologies of the step."""

_TERRITOIRE = re.compile(r"(COM|EPCI|DEP|REG):[0-9A-Z]{1,9}")
_A_TERRITOIRE = "le territoire à cadrer, comme REG:76, DEP:34, EPCI:243100518 ou COM:31555"


@dataclass(frozen=True, slots=True)
class ChiffreMontre:
    """A key figure: its words, and either a value with its source, or the name of what the data give."""

    libelle: str
    valeur: str = ""
    source: str = ""
    calcul: str = ""


@dataclass(frozen=True, slots=True)
class Etape:
    """A step.

    Attributes
    ----------
    slug, titre, corps : name of its file without rank, title, Markdown shown on screen
    typologies : codes shown on the map, ``None`` for all, empty for none
    couches : among :data:`COUCHES`
    territoire : « EPCI:… » to frame, empty to leave the map where it is
    chiffres : key figures
    note : Markdown, for the speaker alone
    code_qr : show the code that takes phones to the same view
    file, lines : where it was written, for what the data do not know
    """

    slug: str
    titre: str
    corps: str
    typologies: tuple[str, ...] | None = ()
    couches: tuple[str, ...] = ()
    territoire: str = ""
    chiffres: tuple[ChiffreMontre, ...] = ()
    note: str = ""
    code_qr: bool = False
    file: str = ""
    lines: Mapping[str, int | None] = field(default_factory=dict, compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class Histoire:
    """A story: the name of its folder, its title, what it is, its steps in order."""

    slug: str
    titre: str
    resume: str = ""
    etapes: tuple[Etape, ...] = ()


def build_histoire(texte: Texte) -> tuple[Histoire, list[Issue]]:
    """The introduction of a story, without its steps, and the issues of its front matter."""
    tete = Tete(texte)
    histoire = Histoire(
        texte.slug,
        tete.text("titre", "le titre de l’histoire", required=True),
        tete.text("resume", "l’histoire en une phrase", required=True),
    )
    return histoire, tete.done()


def build_etape(texte: Texte) -> tuple[Etape, list[Issue]]:
    """A step, without its invalid values, and the issues of its front matter."""
    tete = Tete(texte)
    territoire = tete.text("territoire", _A_TERRITOIRE)
    if territoire and not _TERRITOIRE.fullmatch(territoire):
        tete.refuse(territoire, _A_TERRITOIRE, "territoire")
        territoire = ""
    code_qr = tete.text("code_qr", "« oui » ou « non »")
    if code_qr not in ("", "oui", "non"):
        tete.refuse(code_qr, "« oui » ou « non »", "code_qr")
    etape = Etape(
        slug=texte.slug,
        titre=tete.text("titre", "le titre de l’étape", required=True),
        corps=texte.corps.strip(),
        typologies=_typologies(tete),
        couches=_chosen(tete, "couches", COUCHES),
        territoire=territoire,
        chiffres=_chiffres(tete),
        note=tete.text("note", "ce que dit l’orateur"),
        code_qr=code_qr == "oui",
        file=texte.file,
        lines={name: texte.lines.get((name,)) for name in ("typologies", "territoire")},
    )
    return etape, tete.done()


def check_histoires(
    histoires: Iterable[Histoire], typologies: Collection[str], territoires: Territoires
) -> list[Issue]:
    """Typologies and territories that the data do not know; the map is then shown without them."""
    found: list[Issue] = []
    for etape in (etape for histoire in histoires for etape in histoire.etapes):
        for code in etape.typologies or ():
            if code not in typologies:
                found.append(_unknown(etape, "typologies", code, closest(code, typologies)))
        if etape.territoire and not _exists(etape.territoire, territoires):
            found.append(_unknown(etape, "territoire", etape.territoire))
    return found


def _exists(key: str, territoires: Territoires) -> bool:
    try:
        territoires.find(key)
    except KeyError:
        return False
    return True


def _unknown(etape: Etape, key: str, value: str, suggestion: str = "") -> Issue:
    return issue("A-CON-01", etape.file, etape.lines.get(key), key, valeur=value, cle=key, suggestion=suggestion)


def _typologies(tete: Tete) -> tuple[str, ...] | None:
    codes = tete.texts("typologies", "des codes de typologies, ou « toutes »")
    return None if codes == (TOUTES,) else codes


def _chosen(tete: Tete, name: str, known: Collection[str]) -> tuple[str, ...]:
    """Known values of a list; the others are issues."""
    expected = f"{typographic('une liste de ces valeurs :')} {', '.join(known)}"
    values = tete.texts(name, expected)
    for value in values:
        if value not in known:
            tete.refuse(value, expected, name)
    return tuple(value for value in values if value in known)


def _chiffres(tete: Tete) -> tuple[ChiffreMontre, ...]:
    told = tete.records(
        "chiffres", ("valeur", "libelle", "source"), "une liste de chiffres, chacun avec valeur, libelle et source"
    )
    counted = tete.records("calculs", ("calcul", "libelle"), "une liste de calculs, chacun avec calcul et libelle")
    figures = [ChiffreMontre(**record) for record in told]
    for record in counted:
        if record["calcul"] in CALCULS and not (record["libelle"] or record["calcul"] == PART_COUVERTE):
            tete.refuse(record["calcul"], "un calcul avec son libellé", "calculs")
        elif record["calcul"] in CALCULS:
            figures.append(ChiffreMontre(**record))
        else:
            expected = f"{typographic('un de ces calculs :')} {', '.join(CALCULS)}"
            tete.refuse(record["calcul"], expected, "calculs")
    for figure in figures:
        if figure.valeur and not figure.source:
            tete.refuse(figure.valeur, "un chiffre avec sa source", "chiffres")
    return tuple(figure for figure in figures if figure.calcul or (figure.valeur and figure.source))
