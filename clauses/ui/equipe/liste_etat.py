"""State of a list that someone brings: what was said of its columns, what was answered, what was last read."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace

import streamlit as st

from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.description import Description
from clauses.donnees import Moment
from clauses.edition import modeles
from clauses.edition.apport import Apercu, Apport, SourceError, propose, roles, with_roles
from clauses.edition.modeles import Reponses
from clauses.rendu.mots import apport as texts
from clauses.ui import keys

REGLAGES = ("niveau", "territoire", "annee", "identifiant")


@dataclass
class Liste:
    """A list being brought, in one session.

    Attributes
    ----------
    moment : data that it is compared with
    apport : the file
    depot : identifier of the file and of its sheet
    proposee : what was proposed of its columns: it says where each is on screen, whatever is said since
    modele : name of the model that was proposed, if any
    roles, fixes, types, filtre, reglages : what is said of it
    reponses : answers, and kinds of faults to mend
    is_entier : whether it is the whole list of its source
    is_demandee : whether it is to be read: what was said since has to be finished first
    """

    moment: Moment
    apport: Apport
    depot: str
    modele: str = ""
    is_modele_perdu: bool = False
    proposee: Correspondance = field(init=False)
    roles: dict[str, str] = field(init=False)
    fixes: dict[str, str] = field(init=False)
    types: dict[str, str] = field(init=False)
    filtre: dict[str, list[str]] = field(init=False)
    reglages: dict[str, str] = field(init=False)
    reponses: Reponses = field(init=False)
    is_entier: bool = False
    is_demandee: bool = False
    vue: tuple[Hashable, Apercu] | None = None

    def __post_init__(self) -> None:
        self.reponses = modeles.read_reponses(self.moment, self.apport.nom)
        self.follow(self.modele)

    @property
    def description(self) -> Description:
        """The import."""
        return self.proposee.description

    @property
    def is_connue(self) -> bool:
        """True if nothing has to be said of its columns."""
        return self.apport.is_connu and not self.modele

    def follow(self, modele: str) -> None:
        """Start again from a model kept, or from what the file shows."""
        self.modele, self.is_modele_perdu = modele, False
        found = propose(self.moment, self.apport)
        if modele:
            try:
                found = modeles.read_modele(self.moment, self.apport.nom, modele)
            except (SourceError, KeyError):
                self.modele, self.is_modele_perdu = "", True
        self.proposee = found
        self.roles = roles(found, self.apport)
        self.fixes, self.types = dict(found.fixes), dict(found.types)
        self.filtre = {title: list(values) for title, values in found.filtre.items()}
        self.reglages = {name: str(getattr(found, name)) for name in REGLAGES}
        # What is known of its columns can be read at once.
        self.is_demandee = self.is_connue or bool(self.modele)

    def placees(self) -> set[str]:
        """Titles of the columns that were recognised: they stay where they are whatever is said since."""
        return {titre for titre, key in roles(self.proposee, self.apport).items() if key}

    def asked_fixes(self) -> list[str]:
        """Columns of the table that no column of the file gives, and that are the same for every row."""
        given = {self.description.by_key[key].colonne for key in self.roles.values() if key}
        return [name for name in dict.fromkeys((*self.description.fixes, *self.fixes)) if name not in given]

    def asked_reglages(self) -> list[str]:
        """Other keys that this file needs."""
        given, asked = set(self.roles.values()), []
        if "niveau" in self.description.cles:
            asked.append("niveau" if "territoire" in given else "territoire")
            asked += [] if given & {"date", "annee"} else ["annee"]
            asked.append("identifiant")
        return asked

    def correspondance(self) -> Correspondance:
        """What is said of the columns so far."""
        if self.is_connue:
            return self.proposee
        reglages = {name: self.reglages[name] if name in self.asked_reglages() else "" for name in REGLAGES}
        known: dict[str, object] = {name: value for name, value in reglages.items() if name in self.description.cles}
        if "types" in self.description.cles:
            known["types"] = {word: code for word, code in self.types.items() if code}
        known["filtre"] = {title: values for title, values in self.filtre.items() if values}
        fixes = {name: self.fixes.get(name, "") for name in self.asked_fixes()}
        return with_roles(self.proposee, self.roles, fixes=fixes, **known)

    def missing(self) -> list[str]:
        """Names of what is to say before it can be read."""
        if self.is_connue:
            return []
        given, schema = set(self.roles.values()), self.moment.schemas[self.apport.nom]
        columns = [each.titre for each in self.description.colonnes if each.is_obligatoire and each.key not in given]
        fixes = [
            schema.by_name[name].title
            for name in self.asked_fixes()
            if schema.by_name[name].required and name in self.description.fixes and not self.fixes.get(name)
        ]
        labels = {
            "niveau": texts.LEVEL,
            "territoire": texts.PLACE,
            "annee": texts.YEAR,
            "identifiant": texts.IDENTIFIER,
        }
        return columns + [labels[name] for name in self.asked_reglages() if not self.reglages[name]] + fixes

    def answer(self, reponses: Reponses) -> bool:
        """Take answers, kept for the next time; false when the disk refuses."""
        self.reponses = reponses
        try:
            modeles.keep_reponses(self.moment, self.apport.nom, reponses)
        except OSError:
            return False
        return True

    def correct(self, cle: str) -> None:
        """Mend all the faults of a kind."""
        self.reponses = replace(self.reponses, corrections=self.reponses.corrections | {cle})

    def read(self, reader: Callable[[Correspondance], Apercu]) -> Apercu:
        """The dry run, made once as long as nothing changes."""
        found = self.correspondance()
        asked = (
            self.moment.instantane.cle, modeles.render(self.moment, found), tuple(found.colonnes.items()),
            tuple(sorted(self.reponses.jumelles.items())), tuple(sorted(self.reponses.adresses.items())),
            self.reponses.corrections, self.is_entier,
        )  # fmt: skip
        if self.vue is None or self.vue[0] != asked:
            self.vue = None
            self.vue = asked, reader(found)
        return self.vue[1]


def held() -> Liste | None:
    """The list of this session."""
    return st.session_state.get(keys.EQUIPE_LISTE)


def hold(liste: Liste | None) -> None:
    """Keep it for the next run, or forget it."""
    st.session_state[keys.EQUIPE_LISTE] = liste
