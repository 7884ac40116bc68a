"""French texts of « Apporter une liste », on the screen « Mise à jour »."""

from collections.abc import Iterable, Sequence

from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION
from clauses.rendu.formats import count, number
from clauses.rendu.mots import typeset

INTRO = (
    "Une liste tenue par d’autres (un service de l’État, un réseau, un suivi d’heures) n’a pas nos colonnes : dites ce "
    "que contient chacune, l’atlas s’occupe du reste. Rien n’est publié sans votre accord."
)
WAITING = "Déposez un fichier pour voir ce qu’il contient."
TO_LIST = "Dire ce que contient chaque colonne"

# The columns

COLUMNS = "Dites ce que contient chaque colonne"
KNOWN = "Les titres de ce fichier sont connus de l’atlas : il n’y a rien à dire de ses colonnes."
ASIDE = "Ne pas lire"
PERSONAL = "Colonne de personnes : elle n’est jamais lue."
NO_VALUE = "Aucune valeur dans cette colonne."
MODEL = "Comme la dernière fois ?"
MODEL_HELP = "Ce que vous avez dit des colonnes d’un fichier semblable, gardé sous un nom."
MODEL_NONE = "Non, proposer d’après ce fichier"
MODEL_LOST = "Ce réglage ne peut plus être lu : les colonnes sont proposées d’après le fichier."
FIXED = "Vrai pour toutes les lignes"
FIXED_HELP = "Ce que le fichier ne dit pas, et qu’il faut savoir de chaque ligne."
WORDS = "Mots à traduire"
WORDS_HELP = "Ces mots ne sont ni le code ni le nom d’un type. Sans traduction, leurs lignes sont fautives."
WORD_NONE = "Choisir…"
LEVEL = "Additionner par"
LEVELS = {COMMUNE: "Commune", EPCI: "Intercommunalité", DEPARTEMENT: "Département", REGION: "Région"}
PLACE = "Territoire de tout le fichier"
PLACE_HELP = "Comme DEP:34 ou EPCI:243400769, quand aucune colonne ne le dit."
YEAR = "Année de tout le fichier"
YEAR_HELP = "Quand aucune colonne ne donne la date ni l’année."
IDENTIFIER = "Modèle des identifiants"
IDENTIFIER_HELP = "Un nom court du guichet, puis {territoire} et {annee} : ils sont remplacés pour chaque chiffre."

FILTER = "Ne garder que certaines lignes ?"
FILTER_HELP = (
    "Une colonne de peu de valeurs, comme un statut : les lignes qui ont une autre valeur sont laissées de côté."
)
FILTER_NONE = "Non, toutes"
FILTER_VALUES = "Garder les lignes où c’est"
FILTER_ANY = "Choisir…"

PART = "Que contient ce fichier ?"
SOME, WHOLE = "partie", "entier"
PARTS = {SOME: "Une partie : ne changer que ses lignes", WHOLE: "Toute la liste de cette source"}
PART_HELP = (
    "Une partie : rien n’est retiré de la table. Toute la liste : ce qui venait de cette source et n’y est plus est "
    "retiré, et cela se voit avant de publier."
)

KEEP_NAME = "Nom de ce réglage, pour la prochaine fois"
KEEP_NAME_HELP = "Le prochain fichier qui a les mêmes colonnes sera lu de la même façon, sans rien redire."
KEEP = "Garder"
KEPT_NOT = "Le disque refuse : ce n’est pas gardé pour la prochaine fois."
FOR_TERMINAL = "Pour le terminal"
FOR_TERMINAL_HELP = "Le même réglage, en fichier YAML : « ./atlas importer » le lit avec --modele."
FORGET = "Oublier ce réglage"

# The reading

READ = "Lire la liste"
STOP = "Arrêter la lecture"

# What was read

FOUND = "Ce que dit la liste"
REPAIRED = "Remis en forme"
FAULTS = "Lignes fautives"
FAULTS_HELP = "Elles restent hors du brouillon : corrigez-les ici, dans le fichier, ou laissez-les de côté."
FIX_ALL = "Tout corriger"
BY_LINE = "Ligne par ligne"
BY_LINE_FILE = "liste-a-verifier"
TWINS = "Ressemblent à une fiche connue : la même ?"
TWINS_HELP = (
    "Cochez celles qui sont la même. Les autres seront ajoutées. Vos réponses sont gardées pour la prochaine fois."
)
TWINS_ALL = "Ce sont toutes les mêmes"
ADDRESSES = "Adresses qui sont peut-être celles de personnes"
ADDRESSES_HELP = (
    "Cochez celles d’un service, qui peuvent être publiées. Les autres ne sont pas reprises. Vos réponses sont "
    "gardées, sans les adresses."
)
ANSWER = "Enregistrer ces réponses"
GONE = "Ne sont plus dans la liste"
GONE_KEPT = (
    "Elles restent dans la table. Pour les retirer, dites que le fichier contient toute la liste de cette source."
)
GONE_OUT = "Elles seront retirées de la table."
NOTHING = "La table dit déjà tout cela : il n’y a rien à changer."
DRAFT = "En faire un brouillon"
DRAFT_HELP = "La suite est celle de toute modification : vérifier, voir ce qui change sur la carte, publier."
DRAFT_WAITS = "Dites d’abord, plus haut, si les lignes qui ressemblent à une fiche connue sont les mêmes."


def columns(lignes: int, colonnes: int, reconnues: int) -> str:
    """« 3 932 lignes, 24 colonnes, dont 9 reconnues »."""
    known = f", dont {count(reconnues, 'reconnue')}" if reconnues else ""
    return (
        f"{count(lignes, 'ligne')}, {count(colonnes, 'colonne')}{known}. Relisez ce qui est proposé d’après les titres "
        "et les valeurs."
    )


def aside(nombre: int) -> str:
    """Columns that nothing was recognised in."""
    return f"{count(nombre, 'autre colonne', 'autres colonnes')}, mise{'s' if nombre > 1 else ''} de côté"


def option(titre: str, *, is_obligatoire: bool) -> str:
    """What a column may be."""
    return f"{titre} (obligatoire)" if is_obligatoire else titre


def samples(values: Iterable[str]) -> str:
    """« Par exemple : ACI · EI · AI »."""
    return f"Par exemple : {' · '.join(values)}"


def joined(titre: str, titles: Sequence[str]) -> str:
    """Several columns that make one."""
    return f"{titre} : {' + '.join(titles)}, dans cet ordre."


def kept(titre: str) -> str:
    """The model is kept."""
    return f"« {titre} » est gardé : le prochain fichier qui a les mêmes colonnes sera lu de la même façon."


def missing(titles: Iterable[str]) -> str:
    """What is to say before the list can be read."""
    return f"Avant de lire la liste, il reste à dire : {', '.join(titles)}."


def reading(done: int, total: int) -> str:
    """Progress."""
    return f"Lecture : {number(done)} lignes sur {number(total)}"


def repaired(cells: int) -> str:
    """Title of what was mended."""
    return f"{REPAIRED} ({count(cells, 'cellule')})"


def fault(colonne: str, message: str, lignes: Sequence[int], most: int = 6) -> str:
    """« Commune, 12 lignes (4, 7, 9…) : « PERPINIAN » n’est… »."""
    shown = ", ".join(map(str, lignes[:most])) + ("…" if len(lignes) > most else "")
    where = f"{colonne}, " if colonne else ""
    return f"{where}{count(len(lignes), 'ligne')} ({shown}) : {message}"


def fix_all(nombre: int) -> str:
    """Button: write all that is proposed for one kind of faults."""
    return f"{FIX_ALL} ({count(nombre, 'valeur')})"


def fixes(pairs: Iterable[tuple[str, str]], most: int = 4) -> str:
    """« PERPINIAN → Perpignan, … »."""
    pairs = list(pairs)
    return ", ".join(f"« {old} » → « {new} »" for old, new in pairs[:most]) + ("…" if len(pairs) > most else "")


def twin(ligne: int, nom: str, lieu: str, connu: str) -> str:
    """A row and the one that it looks like."""
    place = f" ({lieu})" if lieu else ""
    return f"« {nom} »{place}, ligne {ligne} : la même que « {connu} » ?"


def address(adresse: str, nom: str, ligne: int) -> str:
    """An address, and whose row it is."""
    return f"{adresse} : {nom}, ligne {ligne}"


def answered(nombre: int) -> str:
    """Switch: see again what was answered."""
    return f"Revoir {count(nombre, 'réponse déjà donnée', 'réponses déjà données')}"


def more(nombre: int) -> str:
    """Those that come after these answers."""
    return f"Et {count(nombre, 'autre', 'autres')}, une fois ces réponses enregistrées."


def gone(nombre: int) -> str:
    """Title of the rows that the list does not give any more."""
    return f"{count(nombre, 'fiche')} de même source absente{'s' if nombre > 1 else ''} de la liste"


def and_more(nombre: int) -> str:
    """Rows that a list does not show."""
    return f"Et {count(nombre, 'autre', 'autres')}."


def changes(nom: str, words: str) -> str:
    """What the draft would change."""
    return f"Dans la table « {nom} » : {words}."


typeset(globals())
