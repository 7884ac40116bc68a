"""French sentences on the files that the team sends: what they are, what was mended in them."""

from collections.abc import Mapping

ENVOIS: Mapping[str, str] = {
    "E-FIC-21": "Ce fichier est {nature} : l’atlas ne sait pas le lire. Ouvrez-le dans Excel ou LibreOffice, "
    "choisissez « Enregistrer sous », puis « Classeur Excel (.xlsx) », et déposez le nouveau fichier.",
    "E-FIC-22": "Le tableau a plus de {maximum} lignes, vides comprises : est-ce le bon fichier ?",
    "E-FIC-23": "Le tableau a plus de {maximum} colonnes : est-ce le bon fichier ?",
    "E-FIC-24": "Une cellule contient plus de {maximum} caractères : ce n’est pas un tableau à publier.",
    "E-FIC-30": "Ce classeur est protégé par un mot de passe. Ouvrez-le dans un tableur, retirez le mot de passe (dans "
    "Excel : Fichier, Informations, Protéger le classeur), enregistrez, et déposez-le de nouveau.",
    "E-FIC-31": "Ce fichier est celui de la table « {table} ».",
    "E-FIC-32": "Ce fichier n’a pas nos titres de colonnes ({colonnes}) : ses premières lignes n’en contiennent aucun. "
    "Pour une liste venue d’ailleurs, choisissez « Apporter une liste ».",
    "A-FIC-07": "Les titres de colonnes sont à la ligne {ligne} : ce qui est au-dessus n’est pas lu.",
    "A-FIC-08": "Des cellules sont fusionnées ({plages}) : leur valeur est lue dans leur première colonne, sur chacune "
    "de leurs lignes.",
    "E-LIG-21": "La cellule contient une erreur de calcul du tableur (« {valeur} ») : donnez la valeur elle-même.",
    "A-LIG-21": "Plus de {limite} lignes ont ce défaut : la suite n’est pas détaillée.",
    "A-COL-21": "Des valeurs de cette colonne ({nombre}) sont données par leur libellé : elles sont bien lues "
    "(« {valeur} » devient « {lu} »).",
    "A-COL-22": "La colonne « {colonne} » manque : ce qui est publié dans cette colonne est gardé.",
    # What is certain is mended at once, and said once for a column
    "A-COL-23": "Le zéro du début, que le tableur avait retiré, est remis ({nombre}) : « {valeur} » devient « {lu} ».",
    "A-COL-24": "Les téléphones ({nombre}) sont écrits par paires de chiffres : « {valeur} » devient « {lu} ».",
    "A-COL-25": "Des espaces ou des caractères invisibles en trop ({nombre}) sont retirés : « {valeur} » devient "
    "« {lu} ».",
    "A-COL-26": "Des SIRET arrondis par le tableur ({nombre}) sont repris de ce qui est publié, pour le même "
    "identifiant : « {valeur} » devient « {lu} ».",
    "A-COL-27": "Des pourcentages ({nombre}) sont lus comme des nombres : « {valeur} » devient « {lu} ».",
}
