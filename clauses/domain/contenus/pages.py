"""Pages, tools and experiences, built from a text and its head."""

import re

from clauses.domain.contenus import ChiffreCle, Page, PageOutil, Reference, Retour, Texte
from clauses.domain.contenus.legifrance import article_address
from clauses.domain.contenus.tete import Tete
from clauses.domain.issues import Issue
from clauses.domain.regles.contacts import is_url


def build_page(texte: Texte) -> tuple[Page, list[Issue]]:
    """A page of prose, and the issues of its front matter."""
    tete = Tete(texte)
    page = Page(
        texte.slug,
        tete.text("titre", "le titre de la page", required=True),
        texte.corps,
        tete.day("maj_le", "le jour de la dernière relecture, comme 2026-11-24"),
    )
    return page, tete.done()


def build_outil(texte: Texte) -> tuple[PageOutil, list[Issue]]:
    """A page of the tool box, and the issues of its front matter."""
    tete = Tete(texte)
    references = []
    keys, expected = ("article", "objet"), "une liste de références, chacune avec article et objet"
    for record in tete.records("references", keys, expected, optional=("adresse",)):
        adresse = record.get("adresse") or article_address(record["article"])
        if is_url(adresse):
            references.append(Reference(record["article"], record["objet"], adresse))
        else:
            tete.refuse(adresse or record["article"], "un article de code, ou une adresse web", "references")
    page = PageOutil(
        slug=texte.slug,
        titre=tete.text("titre", "le titre de la page", required=True),
        resume=tete.text("resume", "la page en une phrase", required=True),
        corps=texte.corps,
        verifie_le=tete.day("verifie_le", "le jour de la vérification, comme 2026-11-24", required=True),
        references=tuple(references),
    )
    return page, tete.done()


def build_retour(texte: Texte) -> tuple[Retour, list[Issue]]:
    """An experience, and the issues of its front matter."""
    tete = Tete(texte)
    figures = tete.records("chiffres", ("valeur", "libelle"), "une liste de chiffres, chacun avec valeur et libelle")
    territoire = tete.text("territoire", "un territoire de la région, comme EPCI:243400769")
    if territoire and not re.fullmatch(r"(COM|EPCI|DEP|REG):[0-9A-Z]{1,9}", territoire):
        tete.refuse(territoire, "un territoire de la région, comme EPCI:243400769", "territoire")
        territoire = ""
    retour = Retour(
        slug=texte.slug,
        titre=tete.text("titre", "le titre de l’expérience", required=True),
        lieu=tete.text("lieu", "où elle se passe, en mots", required=True),
        corps=texte.corps,
        territoire=territoire,
        hors_region=tete.text("hors_region", "où elle se passe, quand c’est hors de la région"),
        porteur=tete.text("porteur", "qui porte le guichet", required=True),
        effectif=tete.text("effectif", "combien de facilitateurs"),
        heures=tete.text("heures", "combien d’heures d’insertion"),
        maillage=tete.text("maillage", "sur quels territoires le guichet s’organise"),
        chiffres=tuple(ChiffreCle(**record) for record in figures),
        temoins=tete.texts("temoins", "les fonctions de ceux qui ont parlé"),
        guichets=tete.texts("guichets", "des identifiants de guichets"),
        structures=tete.texts("structures", "des identifiants de structures"),
        source=tete.text("source", "d’où vient le récit", required=True),
        dit_le=tete.day("dit_le", "le jour du récit, comme 2016-05-31"),
    )
    return retour, tete.done()
