"""Issues: a defect in the data, as a value with its place, its severity and a French message.

Every French sentence of the validation is in :data:`MESSAGES`; rules only name a code and its parameters.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clauses.domain.messages_envois import ENVOIS
from clauses.domain.typographie import typographic

ERREUR, AVERTISSEMENT = "erreur", "avertissement"

MESSAGES: Mapping[str, str] = {
    # The file as a whole
    "E-FIC-01": "Le fichier est introuvable.",
    "E-FIC-02": "Le fichier est vide : il manque au moins la ligne des titres de colonnes.",
    "E-FIC-03": "Ce fichier n’est pas un tableau CSV, c’est {nature}. Ouvrez-le dans un tableur et enregistrez-le au "
    "format « CSV UTF-8 ».",
    "E-FIC-04": "Le fichier ne peut pas être lu : il est protégé, ouvert ailleurs, ou ce n’est pas un fichier.",
    "E-FIC-05": "Table inconnue : ni le nom du fichier ni ses colonnes ne correspondent à une table de l’atlas "
    "({tables}).",
    "E-FIC-06": "Un guillemet est mal placé, ou ouvert ici et jamais refermé : la suite du fichier est lue de travers.",
    "E-FIC-07": "La première ligne ne contient aucun des titres de colonnes attendus : {colonnes}.",
    "E-FIC-08": "Les territoires (dossier « geo ») sont illisibles : communes et périmètres ne sont pas vérifiés.",
    "A-FIC-01": "Le fichier est en {encodage}, colonnes séparées par {separateur} : il est bien lu, et sera réécrit en "
    "UTF-8 avec des virgules à la publication.",
    "A-FIC-02": "Des caractères du fichier n’ont pas pu être lus : ils sont remplacés par « � ».",
    "A-FIC-03": "Le fichier s’arrête sans fin de ligne : vérifiez que sa dernière ligne est entière.",
    "A-FIC-04": "La table n’a aucune ligne.",
    "A-FIC-05": "L’origine des territoires ne peut pas être lue.",
    "A-FIC-06": "Le fichier n’existe pas encore : la table est vide.",
    "E-FIC-25": "Ce schéma ne peut pas être lu, ou n’a pas toutes les colonnes que l’atlas attend : celui du programme "
    "est utilisé à sa place.",
    "E-FIC-26": "Le fichier est coupé au milieu d’une ligne.",
    "E-FIC-27": "Le fichier a perdu la plupart de ses lignes : il en reste {nombre} sur {total}.",
    "E-FIC-28": "Le fichier n’est pas du JSON lisible.",
    "E-FIC-29": "Ce fichier des territoires est abîmé : les cartes ne peuvent pas être dessinées. Reprenez-le d’une "
    "sauvegarde ou du programme.",
    # Columns
    "E-COL-01": "La colonne « {colonne} » manque.",
    "E-COL-03": "La colonne « {colonne} » apparaît plusieurs fois : seule la première est lue.",
    "A-COL-01": "La colonne « {colonne} », facultative, manque.",
    "A-COL-02": "La colonne « {colonne} » n’est pas connue : son contenu est ignoré.",
    "A-COL-04": "La colonne n° {rang} a des valeurs mais pas de titre : son contenu est ignoré.",
    # Rows
    "E-LIG-01": "La ligne a {trouve} cellules, et {attendu} sont attendues : un séparateur manque ou est en trop.",
    # Values
    "E-VAL-01": "La valeur est obligatoire.",
    "E-VAL-02": "« {valeur} » n’est pas un nombre entier.",
    "E-VAL-03": "« {valeur} » n’est pas un nombre.",
    "E-VAL-04": "« {valeur} » n’est pas une année sur quatre chiffres.",
    "E-VAL-05": "« {valeur} » est trop petit : au moins {minimum}.",
    "E-VAL-06": "« {valeur} » ne fait pas partie des valeurs possibles : {valeurs}.",
    "E-VAL-07": "« {valeur} » n’a pas la forme attendue, par exemple « {exemple} ».",
    "E-VAL-08": "La liste « {valeur} » a un élément vide.",
    "E-VAL-09": "« {valeur} » est déjà à la ligne {premiere} : la valeur doit être unique.",
    "E-VAL-10": "La ligne répète la ligne {premiere} : même {colonnes}.",
    "E-VAL-11": "L’année {valeur} est dans le futur.",
    "E-VAL-12": "« {valeur} » est trop grand : au plus {maximum}.",
    "A-VAL-01": "Cette information reste à préciser.",
    "A-VAL-02": "Des nombres de cette colonne ({nombre}) ont une virgule décimale ou des espaces : ils sont bien lus "
    "(« {valeur} » devient {lu}).",
    "A-VAL-03": "La liste « {valeur} » répète « {element} ».",
    "A-VAL-04": "Cette colonne a plus de {limite} défauts de ce genre : la suite n’est pas détaillée.",
    # Codes
    "E-REF-01": "« {valeur} » n’existe pas dans la table {table}.",
    "E-COM-01": "« {valeur} » n’est pas un code de commune de la région {region}.",
    "E-COM-02": "« {valeur} » ({nom}) n’est plus une commune : elle fait partie de {actuelle} ({insee}).",
    "E-PER-01": "Périmètre illisible à « {token} » : {raison}.",
    "E-PER-02": "Périmètre introuvable à « {token} » : {raison}.",
    "E-PER-03": "Le périmètre « {valeur} » ne contient aucune commune.",
    "E-SIR-01": "« {valeur} » n’est pas un numéro SIRET : 14 chiffres attendus.",
    "E-SIR-02": "Le numéro SIRET « {valeur} » est faux : sa clé de contrôle ne correspond pas.",
    "E-SIR-03": "Le tableur a arrondi ce SIRET (« {valeur} ») : ressaisissez-le dans une colonne au format texte.",
    # Contacts
    "E-URL-01": "« {valeur} » n’est pas une adresse web : elle doit commencer par http:// ou https://.",
    "E-MEL-01": "« {valeur} » n’est pas une adresse de courriel.",
    "E-TEL-01": "« {valeur} » n’est pas un numéro de téléphone français.",
    "A-MEL-01": "« {valeur} » ressemble à l’adresse d’une personne : indiquez une adresse générique.",
    "A-TEL-01": "« {valeur} » est un numéro de mobile : indiquez plutôt un standard.",
    "A-TEL-02": "Un téléphone ou un courriel est donné, sans dire s’il est celui du guichet ou de l’organisme qui le "
    "porte.",
    "A-TEL-03": "Un téléphone ou un courriel est donné, sans l’année où il a été relevé.",
    # Text
    "E-TXT-01": "Le texte a été abîmé par un mauvais encodage (« {extrait} »).",
    "A-TXT-01": "Le texte commence par « {extrait} » : un tableur le prendrait pour une formule.",
    "A-TXT-02": "Le texte contient une balise (« {extrait} ») : elle sera affichée telle quelle.",
    "A-TXT-03": "Le texte contient un caractère invisible ({extrait}).",
    "A-TXT-04": "Le texte est très long ({longueur} caractères).",
    # Guichets
    "E-GUI-01": "La table n’a aucun guichet : toute la région paraîtrait sans personne à appeler.",
    "A-GUI-01": "Guichet avéré sans périmètre : il figure dans les listes, mais pas sur la carte.",
    "A-GUI-02": "Ce guichet et celui de la ligne {premiere} ({nom}) ont la même typologie et se recouvrent "
    "(communes en commun : {communes}).",
    "A-GUI-03": "« tous » comprend déjà les autres donneurs d’ordre de la liste.",
    "A-GUI-04": "Ce guichet et celui de la ligne {premiere} ({nom}) sont avérés, ouverts à tous, et servent les mêmes "
    "communes au même niveau ({niveau}). Communes en commun : {communes}.",
    "A-GUI-05": "Ce guichet renvoie à un autre sans être fermé : donnez l’année de fermeture, ou videz "
    "« Voir à la place ».",
    "A-GUI-06": "Ce guichet fermé renvoie à « {valeur} », qui est fermé aussi : désignez un guichet ouvert.",
    # Types
    "E-COU-01": "La couleur « {valeur} » se voit à peine sur le fond de la carte : choisissez-en une plus foncée.",
    "A-COU-01": "La couleur « {valeur} » n’est pas de la palette qui reste distincte pour les personnes daltoniennes.",
    # Heures
    "E-HEU-01": "Un chiffre comparable est une valeur annuelle d’heures réalisées ; ici : {periode}, {nature}.",
    "E-HEU-02": "Un chiffre comparable doit donner un nombre d’heures.",
    "E-HEU-03": "La ligne ne donne aucun chiffre : heures, bénéficiaires, contrats, marchés ou part des QPV.",
    "E-HEU-04": "L’année de début ({valeur}) vient après l’année ({annee}).",
    "A-HEU-01": "La nature des heures (réalisées ou prévues) reste à préciser : elles ne seront pas comparées.",
    "A-HEU-02": "Un autre chiffre comparable existe pour ce territoire et cette année, à la ligne {premiere}.",
    # Other tables
    "A-REP-01": "Les parts de cette répartition ({groupe}) totalisent {total} %.",
    "E-QPV-01": "La commune {valeur} n’est pas dans le département {departement}.",
    "E-STR-01": "L’effectif en insertion ({valeur}) dépasse l’effectif ({effectif}).",
    "A-ANN-01": "L’activité commence ({depuis}) après le constat ({valeur}).",
    # What changes from one edition to the next
    "A-EVO-01": "Le guichet « {nom} » perd son périmètre ({ancien}) : il ne sera plus sur la carte.",
    "A-EVO-02": "Le guichet « {nom} » était avéré, il devient à confirmer.",
    "A-EVO-03": "La couverture se réduit. Communes où un guichet avéré ouvert à tous répondait, et où plus aucun ne "
    "répond : {communes}, soit {habitants} habitants. Par département : {departements}.",
    "A-EVO-04": "Le chiffre passe de {ancien} à {valeur}, dix fois {sens} ou davantage : vérifiez les zéros et la "
    "virgule.",
    "A-EVO-05": "Le chiffre est {valeur}, dix fois {sens} ou davantage que celui de {annee} pour ce territoire "
    "({ancien}) : vérifiez les zéros et la virgule.",
    "A-EVO-06": "Beaucoup de lignes disparaissent : {nombre} sur {total}, dont {noms}.",
    "A-EVO-07": "L’identifiant de « {nom} » change : il était « {ancien} », et les liens vers sa fiche seront rompus.",
    "A-EVO-08": "Le guichet « {nom} » perd la plus grande partie de son territoire : {perdues} communes sur {total}.",
    "A-EVO-09": "La colonne est vidée sur la plupart des lignes où elle était remplie : {nombre} sur {total}.",
    "A-EDI-01": "L’édition n° {numero} ne peut plus être lue : ce qui a été modifié à la main depuis elle ne peut pas "
    "être dit avec certitude. Publier reste possible.",
    "A-EDI-02": "L’atlas montre à sa place celui de l’édition n° {numero}, que la prochaine publication remettra dans "
    "le dossier. Si des lignes devaient partir, retirez-les sur l’écran de mise à jour.",
    "E-EDI-01": "L’édition n° {numero} est abîmée : ce fichier manque, ou n’est plus ce qui a été publié. Reprenez-le "
    "dans une sauvegarde.",
    # Contents
    "E-CON-01": "L’en-tête du texte n’est pas lisible : {raison}.",
    "E-CON-02": "Le terme « {terme} » n’a pas de définition, ou elle dépasse {maximum} caractères.",
    "E-CON-03": "La forme « {forme} » est déjà celle du terme « {terme} ».",
    "E-CON-04": "L’adresse « {slug} » est déjà celle du fichier {premier} : donnez un autre nom à celui-ci.",
    "A-CON-01": "« {valeur} » (clé « {cle} ») n’est pas dans les données : la carte de cette étape se fera sans.",
    "A-CON-02": "Cette note ne se montrera que pour la région : {raison}.",
    **ENVOIS,
    # Import
    "E-FIC-11": "La correspondance n’est pas du YAML lisible : {raison}.",
    "E-FIC-12": "Le fichier pèse {taille} Mo : {maximum} Mo au plus.",
    "E-FIC-13": "Le classeur occupe {taille} Mo une fois décompressé : {maximum} Mo au plus.",
    "E-FIC-14": "Ce fichier n’est pas un classeur lisible : ouvrez-le dans un tableur et enregistrez-le en XLSX.",
    "E-FIC-15": "Le classeur n’a pas de feuille « {feuille} » ; il a : {feuilles}.",
    "E-FIC-16": "Le fichier n’a pas de ligne de titres de colonnes.",
    "E-FIC-17": "Aucune ligne du fichier ne peut être retenue.",
    "E-COL-11": "La clé « {cle} » n’est pas connue.",
    "E-COL-12": "La clé « {cle} » manque ou est vide : elle donne {attendu}.",
    "E-COL-13": "« {valeur} » ne convient pas à la clé « {cle} », qui donne {attendu}.",
    "E-COL-14": "Les clés « {cle} » et « {autre} » ne vont pas ensemble : {raison}.",
    "E-COL-15": "Le fichier n’a pas de colonne « {colonne} ».",
    "E-COL-16": "Plusieurs colonnes du fichier s’appellent « {colonne} ».",
    "E-COL-17": "La clé « {cle} » est écrite deux fois.",
    "E-LIG-11": "« {valeur} » n’est pas une date possible : 31/01/2024, 2024-01-31, 01/2024 ou « janvier 2024 » sont "
    "attendus.",
    "E-LIG-12": "« {valeur} » n’est ni une commune, ni une intercommunalité, ni un département de la région {region}.",
    "E-LIG-13": "« {valeur} » désigne plusieurs territoires ({candidats}) : indiquez le code INSEE ou le code postal.",
    "E-LIG-14": "« {valeur} » ne tient pas dans un seul territoire du niveau {niveau}.",
    "E-LIG-15": "« {valeur} » n’appartient à aucune intercommunalité.",
    "E-LIG-16": "« {valeur} » n’est pas au code postal {code_postal} : commune d’une autre région, ou code faux.",
    "E-LIG-17": "« {valeur} » est un code postal : le nom ou le code INSEE de la commune est attendu.",
    "E-LIG-18": "« {valeur} » ne dit ni oui ni non : oui, non, vrai, faux, 1, 0 ou x sont attendus.",
    "E-LIG-19": "L’identifiant « {valeur} » désignerait à la fois {premier} et {second}.",
    "E-LIG-20": "L’identifiant « {valeur} » est déjà celui d’un autre chiffre : {territoire}, {annee}.",
    "E-LIG-22": "« {valeur} » est le code de {nom}, et la ligne dit « {commune} » : l’un des deux est faux.",
    "E-LIG-23": "« {valeur} » ({nom}) est dans le département {departement}, et la ligne dit « {autre} ».",
    "E-COL-31": "La colonne « {colonne} » contient des codes postaux, pas des codes INSEE : dites « Code postal » "
    "(code_postal).",
    "E-COL-32": "La colonne « {colonne} » n’a que {nombre} valeurs différentes pour {lignes} lignes : elle ne "
    "distingue pas les contrats.",
    "E-FIC-20": "Ce fichier n’est pas du JSON lisible : {raison}.",
    "A-COL-11": "Le filtre garde « {valeur} », que la colonne « {colonne} » ne contient jamais.",
    "A-LIG-11": "Cette colonne est vide sur des lignes retenues ({nombre}) : leurs heures comptent, et le nombre de "
    "{compte} est un minimum.",
    "A-LIG-12": "On ne sait pas si des bénéficiaires ({nombre}) habitent un QPV : la part porte sur les autres.",
    "A-LIG-13": "L’année {annee} paraît incomplète : ses dates vont de {premier} à {dernier}.",
    "A-LIG-14": "Des chiffres ({nombre}) portent sur moins de {minimum} personnes : leur part des QPV n’est pas "
    "écrite, car elle dirait où chacune habite.",
    # Import of structures
    "E-STR-11": "La colonne « {colonne} » désigne des personnes : elle n’est jamais lue. Retirez-la de la "
    "correspondance.",
    "E-STR-12": "Le nom est celui d’une personne : celui de l’organisme est attendu.",
    "E-STR-13": "« {nom} » est déjà dans la table (« {id} », ligne {ligne}) avec le SIRET {connu}, et ici avec {lu} : "
    "corrigez l’un des deux, ou distinguez leurs noms.",
    "E-STR-14": "Plusieurs lignes de la table conviennent ({lignes}) : leur SIRET ou leur nom doit les distinguer.",
    "E-STR-15": "Sans nom, une ligne n’est reprise que si son SIRET est juste et déjà connu.",
    "A-STR-11": "La ligne {premiere} dit déjà la même fiche : celle-ci n’est pas reprise.",
    "A-STR-12": "« {valeur} » n’est pas un SIRET juste (14 chiffres, clé comprise) : la structure est reprise "
    "sans lui.",
    "A-STR-13": "Le tableur a arrondi ce SIRET (« {valeur} ») : la structure est reprise sans lui. Mettez la colonne "
    "au format texte.",
    "A-STR-14": "Ce courriel paraît être celui d’une personne : il n’est pas repris.",
    "A-STR-15": "Ce téléphone est un mobile : il n’est pas repris.",
    "A-STR-16": "Ce contact n’a pas la forme attendue : il n’est pas repris.",
    "A-STR-17": "Ce texte contient un courriel ou un mobile : il n’est pas repris.",
    "A-STR-18": "Le type n’est pas certain ({types}) : il reste à compléter.",
    "A-STR-19": "La colonne « {colonne} » n’est pas une colonne de la table : elle n’est pas reprise.",
    "A-STR-20": "Ce courriel est peut-être celui d’une personne : il n’est pas repris sans votre accord.",
}
"""French sentence of each code: ``E-`` is an error (blocks publication), ``A-`` a warning. A code keeps its meaning."""

UNREADABLE = frozenset(
    {
        *("E-FIC-01", "E-FIC-02", "E-FIC-03", "E-FIC-04", "E-FIC-05", "E-FIC-07", "E-FIC-08"),
        *("E-FIC-12", "E-FIC-21", "E-FIC-22", "E-FIC-23", "E-FIC-30", "E-FIC-31", "E-FIC-32"),
    }
)
"""Codes of a file that gave nothing at all."""

_SUGGESTION = "Vouliez-vous dire « {suggestion} » ?"
_LONGEST_VALUE = 80
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""Any white space but the no-break spaces of French numbers."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One defect. ``line`` is the line of the file where the row starts (1 = header); ``None``: the whole file.

    >>> issue("E-VAL-06", "guichets.csv", 3, "statut", valeur="avéré", valeurs="avere", suggestion="avere").severity
    'erreur'
    """

    code: str
    file: str
    line: int | None = None
    column: str | None = None
    params: tuple[tuple[str, object], ...] = ()

    @property
    def severity(self) -> str:
        """``erreur`` blocks publication, ``avertissement`` does not."""
        return severity(self.code)

    @property
    def message(self) -> str:
        """French sentence, with the suggestion when there is one."""
        params = {name: _shown(value) for name, value in self.params}
        text = template(self.code)
        if params.get("suggestion"):
            text = f"{text} {typographic(_SUGGESTION)}"
        return text.format(**params)

    def to_dict(self) -> dict[str, object]:
        """Plain values, for JSON."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "message": self.message,
        }


def issue(code: str, file: str, line: int | None = None, column: str | None = None, **params: object) -> Issue:
    """Build an issue from named parameters; ``KeyError`` for a code without message."""
    MESSAGES[code]
    return Issue(code, file, line, column, tuple(params.items()))


def severity(code: str) -> str:
    """Severity of a code, given by its first letter."""
    return ERREUR if code.startswith("E") else AVERTISSEMENT


def template(code: str) -> str:
    """French sentence of a code, its parameters still in braces; ``KeyError`` for an unknown code."""
    return typographic(MESSAGES[code])


def has_errors(issues: Iterable[Issue]) -> bool:
    """True if any of them blocks publication."""
    return any(found.severity == ERREUR for found in issues)


def _shown(value: object) -> str:
    """A value on one line, cut when a sentence could not hold it; several are listed."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    text = _BLANKS.sub(" ", str(value)).strip()
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
