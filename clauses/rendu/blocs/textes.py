"""Preview of a page that the team writes: the very blocks of its screen, filled with what is typed."""

from clauses.domain.age import Mois
from clauses.domain.contenus import Contenus, Page
from clauses.domain.contenus.champs import famille_of
from clauses.domain.contenus.presentation import Etape
from clauses.domain.notes import Note, departements, parse_notes
from clauses.donnees import Moment
from clauses.rendu.blocs import render
from clauses.rendu.blocs.pages import render_outil, render_retour
from clauses.rendu.mots import methode
from clauses.rendu.mots import textes as texts


def render_apercu(moment: Moment, name: str, text: str, contenus: Contenus, aujourdhui: Mois) -> str:
    """What readers would see of a page; empty when it cannot be shown as it is.

    Parameters
    ----------
    name : of the page, in a folder of contents
    text : what is typed, head included
    contenus : that page alone
    """
    famille = famille_of(name)
    if famille == "notes":
        return render("liste.html", elements=[_note(moment, note) for note in parse_notes(text)])
    if famille == "glossaire":
        return render("glossaire.html", termes_trouves=contenus.glossaire, choisi="") if contenus.glossaire else ""
    return _page(moment, name, contenus, aujourdhui)


def _page(moment: Moment, name: str, contenus: Contenus, aujourdhui: Mois) -> str:
    """The only page of these contents."""
    for retour in contenus.retours:
        return render_retour(moment, retour)
    for outil in contenus.outils:
        return render_outil(outil, aujourdhui)
    for histoire in contenus.histoires:
        if name.endswith("/histoire.md"):
            return render("page.html", page=Page("", histoire.titre, histoire.resume), relu="")
        return _etape(histoire.etapes[0])
    for page in (*contenus.rubriques, *filter(None, [contenus.conclusions])):
        return render("page.html", page=page, relu=methode.reviewed(page.maj_le) if page.maj_le else "")
    return ""


def _etape(etape: Etape) -> str:
    """A step: its words, its figures, what is for the speaker alone."""
    figures = [" — ".join(filter(None, (each.valeur, each.libelle, each.source))) for each in etape.chiffres]
    parts = [render("page.html", page=Page("", etape.titre, etape.corps), relu="")]
    parts += [render("liste.html", elements=figures)] if figures else []
    parts += [render("texte.html", texte=f"**{texts.SPEAKER}**\n\n{etape.note}")] if etape.note else []
    return "".join(parts)


def _note(moment: Moment, note: Note) -> str:
    """A note, and where it shows."""
    if not note.perimetre.tokens:
        return f"{texts.NOTE_ALL} : {note.texte}"
    names = moment.territoires.departements["nom"]
    where = ", ".join(str(names[code]) for code in departements(note, moment.territoires))
    return f"{where or note.perimetre} : {note.texte}"
