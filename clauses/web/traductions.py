"""Translation table of the sentences frozen in Streamlit's own JavaScript, which no setting translates.

One table, by script (file name without its hash); the face of the text is frozen there too. Only what a reader of the
site may meet is listed: developer menus and error consoles stay as they are. Each entry is checked against the
installed Streamlit by a test, so that an upgrade which moves a sentence fails loudly instead of bringing English back.

Numbers too: it writes them with a point, runs their thousands together, and sorts as text those that are in French.
One shortcut, which it takes from fields. And one delay, which only spares the eye placeholders that the first screen
hides.

Streamlit's build writes every text as a back-quoted literal. An entry of `TEXTES` replaces the whole literal
wherever it stands in its file; where the same word is also a name in the code, `FRAGMENTS` gives enough of
the surrounding code to distinguish them.
"""

import hashlib
from functools import cache

from clauses.domain.typographie import typographic
from clauses.rendu.ecrans import MISE_A_JOUR

TEXTES: dict[str, dict[str, str]] = {
    "index": {
        "App pages": "Pages du site",
        "Chat message from ${a}": "Message de ${a}",
        "Collapse sidebar": "Replier le panneau latéral",
        "Connecting": "Connexion",
        "Connecting to Streamlit server": "Connexion au serveur",
        "Connection error": "Connexion interrompue",
        "Connection lost. Please wait for the app to reconnect, then try again.": (
            "Connexion perdue. Attendez qu’elle revienne, puis recommencez."
        ),
        "Expand sidebar": "Déplier le panneau latéral",
        "Main menu": "Menu principal",
        "Navigate to home page": "Retour à l’accueil",
        "Page not found": "Page introuvable",
        "Please wait...": "Un instant…",
        "Running...": "Calcul en cours…",
        "Scroll tabs left": "Faire défiler les onglets vers la gauche",
        "Scroll tabs right": "Faire défiler les onglets vers la droite",
        "Skip to main content": "Aller au contenu principal",
        "Stopping...": "Arrêt en cours…",
        "The page that you have requested does not seem to exist": "La page demandée n’existe pas",
        "Unable to connect to Streamlit server": "Le serveur ne répond pas",
        "View ${x-m} more": "Afficher ${x-m} de plus",
        "View less": "Afficher moins",
        "view less": "afficher moins",
        "view more": "afficher plus",
        "Your app is having trouble loading the component.": "Un élément de la page ne se charge pas.",
    },
    "ArrowVegaLiteChart": {
        "Download as PNG": "Télécharger en PNG",
        "Show chart": "Afficher le graphique",
        "Show data": "Afficher les données",
    },
    "DataFrame": {
        "Add row": "Ajouter une ligne",
        "Add...": "Ajouter…",
        "Based on sample": "D’après un échantillon",
        "Clear selection": "Effacer la sélection",
        "Close Search": "Fermer la recherche",
        "Copy column name": "Copier le nom de la colonne",
        "Dataframe column menu": "Menu de la colonne",
        "Delete row(s)": "Supprimer les lignes",
        "Download as CSV": "Télécharger en CSV",
        "Hide column": "Masquer la colonne",
        "Next Result": "Résultat suivant",
        "No data": "Aucune donnée",
        "No options": "Aucun choix possible",
        "Pin column": "Figer la colonne",
        "Previous Result": "Résultat précédent",
        "Select all": "Tout sélectionner",
        "Select...": "Choisir…",
        "Show/hide columns": "Choisir les colonnes",
        "Sort ascending": "Tri croissant",
        "Sort descending": "Tri décroissant",
        "Type to search": "Rechercher",
        "Unpin column": "Libérer la colonne",
    },
    "DateInput": {
        "Choose date": "Choisir une date",
        "Choose date range": "Choisir une période",
        "Clear date": "Effacer la date",
        "Clear dates": "Effacer les dates",
        "Date range": "Période",
    },
    "DownloadButton": {"Download failed": "Le téléchargement a échoué"},
    "FileUploader": {
        "Add files": "Ajouter des fichiers",
        "Drag and drop a file here": "Glissez-déposez un fichier ici",
        "Drag and drop files here": "Glissez-déposez des fichiers ici",
        "${e.type} files are not allowed.": "Ce fichier ne peut pas être lu ici. ${e.type}",
        "${T(t,D.Byte,0)} per file": "${T(t,D.Byte,0)} par fichier",
    },
    "InputInstructions": {
        "Press Enter to ${e}": "Entrée pour ${e}",
        "apply": "valider",
        "submit form": "envoyer le formulaire",
    },
    "Multiselect": {
        "Clear all": "Tout effacer",
        "Multiselect options": "Choix possibles",
        "No results": "Aucun résultat",
        "Open": "Ouvrir la liste",
        "Remove ${e}": "Retirer ${e}",
        "Select all": "Tout sélectionner",
        "Selected values": "Choix retenus",
    },
    "NumberInput": {
        "Clear value": "Effacer la valeur",
        "Decrement": "Diminuer",
        "Increment": "Augmenter",
        "**Error**: ${M}": typographic("**Erreur** : ${M}"),
        "Error: ${M}": typographic("Erreur : ${M}"),
        "Number is above the allowed range.": "Ce nombre est trop grand.",
        "Number is above the allowed range. Please enter a value less than or equal to ${r}.": (
            "Ce nombre est trop grand. Le plus grand possible est ${r}."
        ),
        "Number is below the allowed range.": "Ce nombre est trop petit.",
        "Number is below the allowed range. Please enter a value greater than or equal to ${n}.": (
            "Ce nombre est trop petit. Le plus petit possible est ${n}."
        ),
        "Number is outside the allowed range. Please enter a value between ${n} and ${r}.": (
            "Ce nombre ne convient pas. Donnez-en un de ${n} à ${r}."
        ),
    },
    "Pagination": {"Next page": "Page suivante", "Previous page": "Page précédente"},
    "PlotlyChart": {"Close fullscreen": "Quitter le plein écran", "Fullscreen": "Plein écran"},
    "Radio": {"No options to select.": "Aucun choix possible."},
    "Selectbox": {
        "Clear value": "Effacer le choix",
        "No results": "Aucun résultat",
        "Open": "Ouvrir la liste",
        "Selectbox options": "Choix possibles",
    },
    "StreamlitMarkdown": {
        "Help": "Aide",
        "Link to heading": "Lien vers ce titre",
        "Network issue": "Problème de réseau",
    },
    "Table": {"Scrollable table": "Tableau à faire défiler"},
    "TextInput": {
        "Clear entry": "Effacer la saisie",
        "Hide password": "Masquer le mot de passe",
        "Show password": "Afficher le mot de passe",
    },
    "Toolbar": {"Close fullscreen": "Quitter le plein écran"},
    "requiredField": {"This field is required.": "Ce champ est obligatoire."},
    "useCopyToClipboard": {"Copied": "Copié", "Copy to clipboard": "Copier"},
    "useFormValidation": {"Invalid value.": "Valeur incorrecte."},
    "utils": {
        "Choose an option": "Choisir",
        "Choose options": "Choisir",
        "Click to retry upload": "Cliquer pour réessayer",
        "${t.type} files are not allowed.": "Ce fichier ne peut pas être lu ici. ${t.type}",
        "File must be ${$(n,`b`)} or smaller.": "Ce fichier est trop lourd : ${$(n,`b`)} au plus.",
        "File size is too small.": "Ce fichier est trop petit.",
        "No options to select": "Aucun choix possible",
        "Only one file is allowed.": "Un seul fichier est accepté.",
        "Too many files": "Trop de fichiers",
        "Unexpected error. Please try again.": "Erreur inattendue. Réessayez.",
        "Upload failed": "L’envoi a échoué",
    },
}

WRITE_NUMBER = (
    r"(t=>t.replace(/^(-?\d+)(?:\.(\d+))?$/,"
    r"(t,n,r)=>n.replace(/\B(?=(\d{3})+$)/g,'\u202f')+(r?','+r:'')))"
)
READ_NUMBER = r"(t=>String(t).replace(/\s/g,'').replace(',','.'))"
"""Functions in JavaScript: a number as the French write it, and back (a point is read too)."""
COMPARE_CELLS = (
    r"((a,b)=>{const n=t=>/^-?\d[\d\s]*(?:,\d+)?$/.test(t)?Number(t.replace(/\s/g,'').replace(',','.')):NaN,"
    r"d=n(a)-n(b);return Number.isNaN(d)?a.localeCompare(b,'fr',{numeric:true}):d})"
)
"""Order of two cells of text: numbers written in French by their value, the rest as a dictionary has them."""

SIZE = {
    "e.toFixed(n)": "e?.toFixed(n).replace('.',',')",
    "t.toUpperCase()": "t?.toUpperCase().replace('B','o').replace('K','k').replace(/^/,'\\u00a0')",
}
"""Size of a file: a number ``e`` with ``n`` decimals, then its unit ``t`` (« mb »)."""

SHORTCUTS_IN_FIELDS = "e.key===`Escape`||(e.ctrlKey||e.metaKey)&&e.key.toLowerCase()!==`z`||e.altKey"
"""Whether what is pressed in a field is a shortcut of a button, as an expression of the event ``e``."""

_RESUMES = "La page reprendra d’elle-même."
_DRAFT = (
    f"(location.pathname.endsWith('/{MISE_A_JOUR.url_path}')?'"
    + typographic(
        " Votre brouillon est gardé : rien n’est perdu, sauf peut-être la cellule que vous étiez en train de taper."
    )
    + "':'')"
)
"""Said to the team alone, when the connection is lost."""

FRAGMENTS: dict[str, dict[str, str]] = {
    "index": {
        # For who reads through « localhost », it shows a command of its own.
        (
            "{message:`Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your "
            "terminal:`,codeBlock:`streamlit run yourscript.py`}"
        ): (
            "{message:`L’atlas ne répond plus sur cet ordinateur. S’il a été fermé, relancez-le. "
            f"{_RESUMES}`+{_DRAFT}}}"
        ),
        "{message:`Streamlit server is not responding. Are you connected to the internet?`}": (
            "{message:`"
            + typographic("Le serveur ne répond pas. Êtes-vous toujours connecté au réseau ? ")
            + f"{_RESUMES}`+{_DRAFT}}}"
        ),
        # Where one writes, Ctrl+Z undoes what one writes: our button has it everywhere else.
        "e.key===`Escape`||e.ctrlKey||e.metaKey||e.altKey": SHORTCUTS_IN_FIELDS,
        '"aria-label":`Close`': '"aria-label":`Fermer`',
        "children:`Close`": "children:`Fermer`",
        ":`Stop`,disabled": ":`Arrêter`,disabled",
        "label:`Print`": "label:`Imprimer`",
        # The menu of themes uses its labels as identifiers: they are translated where they are drawn.
        "label:e.label,icon:e.icon,checked": (
            "label:{System:`Automatique`,Light:`Clair`,Dark:`Sombre`}[e.label],icon:e.icon,checked"
        ),
    },
    "DataFrame": {
        "label:`Search`": "label:`Rechercher`",
        # What an empty cell of a list shows.
        "O_=`None`": "O_=`(vide)`",
        "a_(o,s):o.localeCompare(s)": f"a_(o,s):{COMPARE_CELLS}(o,s)",
    },
    "FileUploader": {":`Upload`": ":`Choisir un fichier`"},
    # The browser writes a field of type « number » in its own language, or with a point, and refuses spaces.
    "NumberInput": {
        "Number.parseFloat(A)": f"Number.parseFloat({READ_NUMBER}(A))",
        "Number.parseInt(A,10)": f"Number.parseInt({READ_NUMBER}(A),10)",
        "return ge(i,e)}": f"return {WRITE_NUMBER}(ge(i,e))}}",
        "type:`number`,step:E,min:_,max:v,value:A??``": (
            'type:`text`,inputMode:`decimal`,role:`spinbutton`,"aria-valuenow":G??void 0,'
            '"aria-valuemin":_,"aria-valuemax":v,value:A??``'
        ),
    },
    "StreamlitMarkdown": {"`Help for ${": typographic("`Aide : ${")},
    # React shows each kind of widget half a second after the one before, when its script came meanwhile: a second and a
    # half of the first visit, to spare the eye the placeholders of widgets, which the first screen hides.
    "react-dom": {"t=nl+500-S()": "t=nl-S()"},
    "Toolbar": {"label:`Fullscreen`": "label:`Plein écran`"},
    # Our face instead of its own, nine times heavier, and before the theme comes. By name: a grid draws it on a canvas.
    "utils": {
        'sansSerif:`"Source Sans", sans-serif`': 'sansSerif:`"Atlas Texte", "Atlas Attente", sans-serif`',
        **SIZE,
    },
}


@cache
def replacements(script: str) -> tuple[tuple[bytes, bytes], ...]:
    """Pairs (bytes of the English code, bytes of the French code) for a script; empty when nothing is translated.

    >>> replacements("DownloadButton")[0][0]
    b'`Download failed`'
    """
    literals = {f"`{english}`": f"`{french}`" for english, french in TEXTES.get(script, {}).items()}
    return tuple((before.encode(), after.encode()) for before, after in (literals | FRAGMENTS.get(script, {})).items())


def script_name(path: str) -> str:
    """Name of a script without its folder and its hash.

    >>> script_name("/static/js/DataFrame.-f9-1zS0.js")
    'DataFrame'
    """
    return path.rpartition("/")[2].removesuffix(".js").rpartition(".")[0]


def translate(script: str, code: bytes) -> bytes:
    """The same script with its sentences in French."""
    for before, after in replacements(script):
        code = code.replace(before, after)
    return code


def table_version() -> str:
    """Short hash of the whole table: it changes the ETag of translated scripts when a translation changes."""
    return hashlib.sha256(repr((TEXTES, FRAGMENTS)).encode()).hexdigest()[:8]
