"""Sentences of the command line; the help texts are beside the declaration of each command."""

from collections.abc import Mapping, Sequence

from clauses.rendu.formats import count, number
from clauses.rendu.mots import typeset

PROGRAM = "./atlas"
"""How a command is typed, from the folder of the atlas."""

PAS_INSTALLE = (
    "Les bibliothèques de l’atlas ne sont pas dans cet environnement. « make run » les installe, et les commandes "
    f"commencent alors par « {PROGRAM} ». Sans make : « pip install -r requirements.txt »."
)

# What commands share

AIDE = f"Pour l’aide : {PROGRAM} --help"
INCOMPLET = f"Attention : une partie des données n’a pas pu être lue, voir la commande « {PROGRAM} verifier »."


def ecrit(path: object) -> str:
    """Path of a written file."""
    return f"Écrit : {path}"


def de_plus(rows: int) -> str:
    """Rows that a table on screen leaves out."""
    return f"… et {number(rows)} de plus, que --json donne."


def vouliez_vous_dire(lines: Sequence[str]) -> str:
    """Suggestions, after what was refused; nothing without any."""
    if len(lines) == 1:
        return f"\nVouliez-vous dire {lines[0]} ?"
    return "".join(("\nVouliez-vous dire :", *(f"\n  {line}" for line in lines))) if lines else ""


def territoires_illisibles(path: object) -> str:
    """A file of the territories cannot be read."""
    return f"Les territoires ne peuvent pas être lus : {path} manque ou est abîmé."


def edition_inconnue(numero: int) -> str:
    """An edition that does not exist, or is damaged."""
    return f"Il n’y a pas d’édition n° {numero}, ou elle est abîmée : « {PROGRAM} editions » les liste."


def pas_ecrit(path: object, reason: str, rest: str = "") -> str:
    """A file that cannot be written."""
    return f"{path} ne peut pas être écrit : {reason}.{rest}"


# Questions

AILLEURS = "Qui peut orienter, sans être tenu de suivre cette commune :"
AUCUN_PROBLEME = "Aucun problème."
FICHIER_ILLISIBLE = "Un fichier au moins n’a pas pu être lu."
VERIFICATION = "Vérification des données…"
CHOIX_DU_CALCUL = "Donnez --insertion ou --heures, pas les deux : l’un se calcule d’après l’autre."
AUCUNE_HEURE = "Ce marché ne paie aucune heure de travail : aucune part ne donnerait ces heures."
DESSIN = "Dessin de la carte…"


def acheteur_inconnu(code: str, known: Sequence[str]) -> str:
    """A buyer type that does not exist."""
    return f"Type d’acheteur inconnu : « {code} ». Possibles : {', '.join(known)}."


def code_inconnu(kind: str, code: str, region: str) -> str:
    """A commune or a département that does not exist."""
    return f"{kind} de la région {region} n’a le code « {code} »."


def territoire_inconnu(key: str) -> str:
    """Error: no territory has this name."""
    return f"« {key} » ne désigne aucun territoire : écrivez NIVEAU:CODE, par exemple EPCI:243100518."


def extension_inconnue(name: str, known: Sequence[str]) -> str:
    """A kind of file that the map cannot be."""
    return f"Le nom du fichier doit finir par {', '.join(known)} : « {name} »."


def page_pas_ecrite(noun: str, path: object, reason: str) -> str:
    """A printed page (« La carte ») that cannot be written."""
    return f"{noun} ne peut pas être écrite dans {path} : {reason}."


def sans_reference(option: str) -> str:
    """A value of the calculator that must be given."""
    return f"Aucune valeur de référence pour {option} : donnez-la."


def formule(values: Mapping[str, str], hours: str) -> str:
    """Formula of the calculator, with its values."""
    paid = f"{values['montant']} € × {values['main_oeuvre']} % × {values['insertion']} % ÷ {values['cout']} €"
    return f"{paid} = {hours} h d’insertion"


def emplois(values: Mapping[str, str], people: str) -> str:
    """The same hours as jobs and as people."""
    full_time = f"{values['etp']} équivalent temps plein ({values['diviseur']} h par an)"
    return f"Soit {full_time}, ou {people} personnes ({values['heures_par_personne']} h chacune)."


def bilan(errors: int, warnings: int) -> str:
    """Number of issues by severity."""
    return f"{count(errors, 'erreur')}, {count(warnings, 'avertissement')}"


# Export

EXPORT = "Export de l’atlas et des données ouvertes…"
RIEN_A_ECRIRE = "--sans-atlas et --sans-donnees ensemble ne laissent rien à écrire."
RESTE = " Celui d’une édition précédente reste dans le dossier."
SANS_SERVEUR = "l’atlas sans serveur"


def archive_dedans(archive: object) -> str:
    """A ZIP inside what it would hold."""
    return f"{archive} est dans le dossier à écrire : donnez au ZIP un autre dossier."


def archive_dans_les_donnees(archive: object) -> str:
    """A ZIP among the data."""
    return f"{archive} est dans le dossier des données : donnez un autre fichier."


def change_pendant_export(path: object) -> str:
    """A file that somebody else writes."""
    return f"{path} a été modifié pendant l’export : recommencez."


def absent(name: str, reason: str, rest: str = "") -> str:
    """A file that had to be left out."""
    return f"Absent : {name}. {reason}{rest}"


def non_repris(left: int) -> str:
    """Data that the schema of data·inclusion has no place for."""
    words = count(left, "donnée n’est pas reprise", "données ne sont pas reprises")
    return f"data·inclusion : {words}, voir data-inclusion/non-repris.txt."


def fichiers_ecrits(files: int, changed: int, destination: object) -> str:
    """Report of the export of the data."""
    return f"{count(files, 'fichier')} dans {destination}, dont {count(changed, 'modifié')}."


def atlas_lourd(most: float) -> str:
    """The atlas weighs more than it should."""
    return f"L’atlas pèse plus de {number(most)} Mo : les annuaires sont longs : chaque lecteur les charge en entier."


def atlas_ecrit(index: object, files: int, megabytes: float, changed: int) -> str:
    """Report of the export of the atlas."""
    size = f"{count(files, 'fichier')}, {number(megabytes, 1)} Mo, dont {count(changed, 'modifié')}"
    return f"Atlas sans serveur : ouvrez {index} d’un double-clic ({size})."


# Editions

CHANGE_ENTRE_TEMPS = "L’atlas a changé entre temps : relancez la commande."
PUBLICATION_EN_COURS = "Une autre publication est en cours : recommencez dans un instant."
CONFLIT = "Quelqu’un d’autre a modifié les mêmes informations depuis."
TABLE_EN_ERREUR = "La table a des erreurs."
RIEN_PUBLIE = " Rien n’est publié."
ESSAI = "Essai : rien n’est publié."
VERIFICATION_TABLE = "Vérification de la table…"
COMPARAISON = "Comparaison…"
RIEN_NE_CHANGE = "Rien ne change dans les tables."
DEPART_INCONNU = "Le fichier ne dit pas de quelle édition il part : il est comparé à celle de maintenant."
DEPART_PERDU = (
    "ATTENTION : ce classeur part d’un état de la table que l’atlas ne connaît plus (modifié à la main, sans être "
    "publié). Il est comparé à ce que l’atlas montre maintenant : ce qui a changé depuis serait défait."
)


def trop_de_guichets(most: int) -> str:
    """The effect on the coverage is not computed."""
    return f"Plus de {number(most)} guichets : l’effet sur la couverture n’est pas calculé."


def entre_temps(resume: str) -> str:
    """Editions published by others in the meantime."""
    return f"Entre temps, d’autres ont publié : {resume}."


def conflit(key: str, column: str, base: str, actuel: str, propose: str) -> str:
    """One cell, or row, that two people changed."""
    versions = f"départ « {base} », édition « {actuel} », votre fichier « {propose} »"
    return f"Conflit, {key}, {column or 'toute la ligne'} : {versions}"


def publie(numero: int, en_retard: Sequence[str]) -> str:
    """Report of a publication, and the files still pending."""
    late = f" Ces fichiers n’ont pas encore pu être réécrits : {', '.join(en_retard)}." if en_retard else ""
    return f"Publié : édition n° {numero}.{late}"


def refuse(reason: str, *, confirm: bool = False) -> str:
    """Reason of a refusal to publish; ``confirm`` when a yes is enough."""
    return f"Refusé : {reason}{' Ajoutez --confirmer.' if confirm else ''}"


def modifie_a_la_main(numero: int | None, names: Sequence[str]) -> str:
    """Tables edited by hand."""
    return f"Modifié à la main depuis l’édition n° {numero} : {', '.join(names)}."


def repris(numero: int | None, names: Sequence[str]) -> str:
    """Files shown as the edition has them."""
    return f"Perdu ou abîmé dans le dossier, montré d’après l’édition n° {numero} : {', '.join(names)}."


# Accounts

MOT_DE_PASSE, ENCORE = "Mot de passe : ", "Encore une fois : "
AUCUN_COMPTE = "Aucun compte."
DIFFERENTS = "Les deux mots de passe diffèrent : rien n’a changé."
PAS_DE_TERMINAL = "Le mot de passe se tape dans un terminal. Ailleurs : --mot-de-passe-stdin."
IDENTIFIANT_IMPOSSIBLE = (
    "Identifiant impossible : des lettres sans accent, des chiffres, « . », « - » ou « _ », 64 au plus."
)


def nom_impossible(longest: int) -> str:
    """A name that nothing can be signed with."""
    return f"Nom impossible : il est affiché et signe les éditions ({longest} caractères au plus)."


def mot_de_passe_refuse(reason: str, shortest: int) -> str:
    """A password too short or endless, or that would be tried among the first; ``reason`` is a `Faiblesse`."""
    why = {
        "longueur": f"{shortest} caractères au moins",
        "personne": "il se devine à partir du nom de la personne",
        "suite": "c’est une suite, une répétition ou une date, que l’on devine vite",
        "connu": "ce sont des mots parmi les premiers que l’on essaie",
    }
    return f"Mot de passe refusé : {why[reason]}. Une phrase de plusieurs mots se retient bien."


def comptes_illisibles(reason: object) -> str:
    """The accounts cannot be read."""
    return f"La liste des comptes ne peut être lue ou écrite : {reason}."


def compte_existe(identifiant: str) -> str:
    """An account already open."""
    return f"Le compte « {identifiant} » existe déjà."


def habitants_qpv(annees: Sequence[int]) -> str:
    """Inhabitants of the priority districts, and the years of their censuses."""
    return f"Habitants des QPV ({', '.join(map(str, annees))})" if annees else "Habitants des QPV"


def compte_inconnu(identifiant: str) -> str:
    """No account to change."""
    return f"Aucun compte ouvert ne s’appelle « {identifiant} »."


def compte_cree(identifiant: str, nom: str) -> str:
    """An account opened."""
    return f"Compte créé : {identifiant} ({nom})."


def mot_de_passe_change(identifiant: str) -> str:
    """A password changed."""
    return f"Mot de passe changé : {identifiant}. Ses sessions sont fermées, et ses essais manqués oubliés."


def compte_debloque(identifiant: str, origins: int) -> str:
    """Wrong passwords forgotten."""
    if not origins:
        return f"Aucun essai manqué n’était retenu contre {identifiant}."
    return f"Essais manqués oubliés : {identifiant} peut se connecter tout de suite."


def compte_retire(identifiant: str, *, efface: bool) -> str:
    """An account closed, or erased."""
    return f"Compte {'effacé' if efface else 'retiré'} : {identifiant}."


def sessions_fermees(closed: int) -> str:
    """Sessions closed."""
    return f"Sessions fermées : {closed}."


typeset(globals())
