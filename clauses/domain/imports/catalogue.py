"""Catalogue: the imports that exist, each described once."""

from clauses.domain.imports.description import Colonne, Description, Genre

_COMMUNES = {
    "colonnes": "les titres des colonnes du fichier",
    "filtre": "les valeurs à garder, colonne par colonne",
    "feuille": "le nom de la feuille du classeur",
}

_LIEU = (
    Colonne(
        "commune", "Commune", "une colonne de communes, par leur nom ou leur code INSEE",
        "le nom de la commune ou son code INSEE", Genre.COMMUNE,
        usuels=("commune", "ville", "nom de la commune", "libelle commune", "city", "localite"), is_toujours=True,
    ),
    Colonne(
        "code_insee", "Code INSEE", "une colonne de codes INSEE",
        "le code INSEE de la commune ; s’il ne dit pas la même commune que le nom, la ligne est fautive", Genre.INSEE,
        usuels=("code insee", "code commune", "insee", "codgeo"),
    ),
    Colonne(
        "code_postal", "Code postal", "une colonne de codes postaux",
        "départage les communes de même nom, repère celles d’une autre région, complète l’adresse", Genre.POSTAL,
        usuels=("code postal", "cp", "post code", "postal code"), is_toujours=True,
    ),
    Colonne(
        "departement", "Département", "une colonne de départements, par leur nom ou leur code",
        "le code ou le nom du département, qui sert aux mêmes choses", Genre.DEPARTEMENT,
        usuels=("departement", "dept", "dep", "code departement", "department"),
    ),
)  # fmt: skip

_CONTACT = (
    Colonne(
        "adresse", "Adresse", "la colonne des adresses",
        "la rue, en une colonne ou plusieurs ; le code postal et la commune y sont ajoutés s’ils n’y sont pas",
        Genre.ADRESSE, "adresse", ("adresse", "rue", "adresse postale", "voie", "address"),
    ),
    Colonne(
        "telephone", "Téléphone", "la colonne des standards téléphoniques",
        "le standard : s’il y a plusieurs numéros, le premier qui n’est pas un mobile", Genre.TELEPHONE, "telephone",
        ("telephone", "tel", "standard", "phone"),
    ),
    Colonne(
        "courriel", "Courriel", "la colonne des courriels", "une boîte aux lettres générique", Genre.COURRIEL,
        "courriel", ("courriel", "mail", "email", "adresse mail", "adresse electronique"),
    ),
    Colonne(
        "site", "Site web", "la colonne des sites web", "une adresse web ; `www.exemple.fr` reçoit son `https://`",
        Genre.SITE, "site", ("site", "site web", "site internet", "url", "website"),
    ),
)  # fmt: skip

_ORIGINE = (
    Colonne(
        "constate_en", "Date du constat", "une colonne d’années ou de dates où les faits ont été établis",
        "l’année ou la date où les faits ont été établis", Genre.ANNEE, "constate_en",
        ("date de mise a jour", "annee", "updated at", "date maj"),
    ),
    Colonne(
        "confiance", "Confiance", "la colonne des degrés de confiance",
        "`elevee`, `moyenne` ou `faible`, si elle change d’une ligne à l’autre", Genre.BRUT, "confiance",
    ),
    Colonne(
        "source", "Source", "la colonne des sources", "la source, si elle change d’une ligne à l’autre", Genre.BRUT,
        "source",
    ),
    Colonne(
        "remarque", "Remarque", "la colonne des remarques", "ce que le lecteur doit savoir", Genre.TEXTE, "remarque",
    ),
)  # fmt: skip

_DE_CHACUN = ("adresse", "telephone", "courriel", "site")
STRUCTURES = Description(
    "structures",
    {
        "table": "le nom de la table à remplir (structures)",
        "feuille": _COMMUNES["feuille"],
        "colonnes": _COMMUNES["colonnes"],
        "types": "le type de structure que désigne chaque mot du fichier",
        "filtre": _COMMUNES["filtre"],
        "fixes": "ce qui est dit une fois pour toutes les structures",
    },
    (
        Colonne(
            "id", "Identifiant", "la colonne des identifiants de structures.csv",
            "l’identifiant de la structure dans `structures.csv`, pour qui le connaît déjà", Genre.BRUT, "id",
        ),
        Colonne(
            "nom", "Nom", "la colonne des noms de structures", "obligatoire : le nom de la structure", Genre.NOM,
            "nom",
            ("nom", "nom de la structure", "structure", "raison sociale", "denomination", "enseigne", "name"),
            is_obligatoire=True, is_toujours=True,
        ),
        Colonne(
            "type", "Type", "la colonne des types de structures",
            "un type par son code ou son nom : `ACI`, `Entreprise d’insertion`, `Entreprise adaptée (EA)`",
            Genre.CATEGORIE, "type", ("type", "type de structure", "type siae", "categorie", "dispositif", "kind"),
            is_toujours=True,
        ),
        Colonne(
            "siret", "SIRET", "la colonne des numéros SIRET", "le numéro SIRET, avec ou sans espaces", Genre.SIRET,
            "siret", ("siret", "n siret", "numero siret"), is_toujours=True,
        ),
        *_LIEU,
        *_CONTACT,
        Colonne(
            "secteurs", "Secteurs d’activité", "la colonne des secteurs d’activité",
            "les secteurs d’activité, séparés par `;`, `,` ou une barre verticale", Genre.LISTE, "secteurs",
            ("secteurs", "secteurs d activite", "activites", "domaines d activite", "sectors"),
        ),
        Colonne(
            "effectif", "Effectif", "la colonne des nombres de salariés", "le nombre de salariés", Genre.NOMBRE,
            "effectif", ("effectif", "nombre de salaries"),
        ),
        Colonne(
            "effectif_insertion", "Effectif en insertion", "la colonne des nombres de salariés en insertion",
            "le nombre de salariés en insertion", Genre.NOMBRE, "effectif_insertion",
            ("effectif en insertion", "salaries en insertion"),
        ),
        Colonne(
            "depuis", "Année de création", "la colonne des années de création",
            "l’année de création, seule ou dans une date", Genre.CREATION, "depuis",
            ("annee de creation", "date de creation", "date constitution"),
        ),
        *_ORIGINE,
    ),
    fixes={"confiance": "", "source": "", "constate_en": ""},
    de_chacun={name: f"colonnes.{name}" for name in ("id", "nom", "siret", "commune", *_DE_CHACUN)},
    lieu="commune",
    regles="E-STR",
)  # fmt: skip

GUICHETS = Description(
    "guichets",
    {
        "table": "le nom de la table à remplir (guichets)",
        "feuille": _COMMUNES["feuille"],
        "colonnes": _COMMUNES["colonnes"],
        "filtre": _COMMUNES["filtre"],
        "fixes": "ce qui est dit une fois pour tous les guichets",
    },
    (
        Colonne(
            "id", "Identifiant", "la colonne des identifiants de guichets.csv",
            "l’identifiant du guichet dans `guichets.csv`, pour qui le connaît déjà", Genre.BRUT, "id",
        ),
        Colonne(
            "nom", "Nom", "la colonne des noms de guichets", "obligatoire : le nom du guichet", Genre.NOM, "nom",
            ("nom", "nom du guichet", "guichet", "structure", "organisme", "raison sociale", "name"),
            is_obligatoire=True, is_toujours=True,
        ),
        Colonne(
            "sigle", "Sigle", "la colonne des sigles", "le sigle, s’il en a un", Genre.TEXTE, "sigle",
            ("sigle", "abrege", "acronyme"),
        ),
        Colonne(
            "typologie", "Typologie", "la colonne des typologies, par leur code ou leur nom",
            "une typologie par son code ou son nom", Genre.CATEGORIE, "typologie",
            ("typologie", "type", "type de guichet", "nature"), is_toujours=True,
        ),
        Colonne(
            "role", "Rôle", "la colonne des rôles (guichet ou coordination)", "`guichet` ou `coordination`",
            Genre.CATEGORIE, "role", ("role",),
        ),
        Colonne(
            "statut", "Statut", "la colonne des statuts (avéré ou à confirmer)", "`avere` ou `a_confirmer`",
            Genre.CATEGORIE, "statut", ("statut",),
        ),
        Colonne(
            "perimetre", "Périmètre", "la colonne des territoires servis, par leur nom ou leur code",
            "les territoires servis, par leurs noms ou leurs codes : `Aude + Béziers`, `DEP:11 - COM:11069`",
            Genre.PERIMETRE, "perimetre",
            ("perimetre", "territoire", "territoires", "territoire d intervention", "secteur"), is_toujours=True,
        ),
        Colonne(
            "donneurs_ordre", "Donneurs d’ordre", "la colonne des acheteurs accompagnés",
            "les acheteurs accompagnés, par leurs noms ou leurs codes, ou `tous`", Genre.CATEGORIE, "donneurs_ordre",
            ("donneurs d ordre", "acheteurs", "maitres d ouvrage"),
        ),
        *_LIEU,
        *_CONTACT,
        Colonne(
            "services", "Services", "la colonne des services rendus",
            "les services rendus, séparés par `;`, `,` ou une barre verticale", Genre.LISTE, "services", ("services",),
        ),
        Colonne(
            "etp", "Facilitateurs (ETP)", "la colonne des nombres de facilitateurs",
            "le nombre de facilitateurs, en équivalents temps plein", Genre.NOMBRE, "etp",
            ("etp", "facilitateurs", "nombre de facilitateurs"),
        ),
        Colonne(
            "depuis", "Année de création", "la colonne des années de création",
            "l’année de création, seule ou dans une date", Genre.CREATION, "depuis",
            ("annee de creation", "date de creation", "depuis"),
        ),
        *_ORIGINE,
        Colonne(
            "contact_portee", "Portée du contact", "la colonne qui dit à qui mène le contact",
            "`service` ou `organisme`", Genre.CATEGORIE, "contact_portee",
        ),
        Colonne(
            "contact_annee", "Contact relevé en", "une colonne d’années ou de dates où les contacts ont été relevés",
            "l’année ou la date où le contact a été relevé", Genre.ANNEE, "contact_annee",
        ),
        Colonne(
            "ferme_en", "Fermé en", "la colonne des années de fermeture",
            "l’année de fermeture, seule ou dans une date", Genre.ANNEE, "ferme_en", ("annee de fermeture",),
        ),
        Colonne(
            "remplace_par", "Remplacé par", "la colonne des guichets qui remplacent", "l’identifiant du guichet à voir",
            Genre.BRUT, "remplace_par",
        ),
    ),
    fixes={"role": "guichet", "statut": "", "typologie": "", "donneurs_ordre": "", "confiance": "", "source": "",
           "constate_en": ""},
    de_chacun={
        name: f"colonnes.{name}" for name in ("id", "nom", "sigle", "perimetre", "commune_siege", *_DE_CHACUN)
    } | {"commune_siege": "colonnes.commune"},
    lieu="commune_siege",
    regles="E-GUI",
)  # fmt: skip

HEURES = Description(
    "heures",
    {
        "table": "le nom de la table à remplir (heures)",
        "feuille": _COMMUNES["feuille"],
        "colonnes": _COMMUNES["colonnes"],
        "niveau": "le niveau auquel les lignes sont additionnées (COM, EPCI, DEP ou REG)",
        "territoire": "le territoire de tout le fichier, comme DEP:34",
        "annee": "l’année de tout le fichier",
        "filtre": _COMMUNES["filtre"],
        "fixes": "ce qui est dit une fois pour tous les chiffres",
        "identifiant": "le modèle des identifiants, comme guichet-x-{territoire}-{annee}",
    },
    (
        Colonne(
            "heures", "Heures", "la colonne des heures",
            "obligatoire : le nombre d’heures, comme `151,67`, `1 038,5` ou `7:30`", Genre.HEURES, "heures",
            ("heures", "nb heures", "nombre d heures", "heures realisees", "nb heures realisees", "volume horaire"),
            is_obligatoire=True, is_toujours=True,
        ),
        Colonne(
            "date", "Date ou mois", "une colonne de dates ou de mois",
            "un jour ou un mois : `31/01/2024`, `2024-01-31`, `01/2024`, `janvier 2024`, `janv-24`, une date d’Excel",
            Genre.DATE, "", ("date", "mois", "date de debut", "mois de realisation", "periode"),
        ),
        Colonne(
            "annee", "Année", "une colonne d’années", "à la place de `date` : une année sur quatre chiffres",
            Genre.ANNEE, "", ("annee", "exercice"),
        ),
        Colonne(
            "territoire", "Territoire", "une colonne de communes, d’intercommunalités ou de départements",
            "une commune, une intercommunalité ou un département, par son nom ou son code",
            Genre.TERRITOIRE, "",
            ("territoire", "commune", "commune du chantier", "lieu d execution", "ville", "epci", "code insee"),
            is_toujours=True,
        ),
        Colonne(
            "code_postal", "Code postal", "une colonne de codes postaux, pour les homonymes",
            "facultatif : départage les communes de même nom, et repère celles d’une autre région", Genre.POSTAL, "",
            ("code postal", "cp"),
        ),
        Colonne(
            "beneficiaire", "Personne (comptée)", "une colonne qui distingue les personnes",
            "facultatif : ce qui distingue les personnes (un numéro de préférence), seulement comptées",
            Genre.DISTINCT, "beneficiaires",
            ("beneficiaire", "participant", "n participant", "salarie", "identifiant du participant"),
        ),
        Colonne(
            "contrat", "Contrat (compté)", "une colonne qui distingue les contrats",
            "facultatif : ce qui distingue les contrats, comptés de même ; jamais leur type", Genre.DISTINCT,
            "contrats", ("contrat", "n contrat", "numero de contrat"),
        ),
        Colonne(
            "marche", "Marché (compté)", "une colonne qui distingue les marchés",
            "facultatif : ce qui distingue les marchés, comptés de même", Genre.DISTINCT, "marches",
            ("marche", "n marche", "numero de marche", "operation"),
        ),
        Colonne(
            "qpv", "Réside en QPV", "une colonne qui dit, par oui ou non, si la personne habite un QPV",
            "facultatif : la personne habite-t-elle un QPV ? `oui`, `non`, `vrai`, `faux`, `1`, `0`, `x`",
            Genre.OUI_NON, "part_qpv", ("qpv", "reside en qpv", "quartier prioritaire"),
        ),
    ),
    fixes={"periode": "annuelle", "nature": "realisees", "comparable": "non", "portee": "", "confiance": "",
           "source": ""},
    reglages={"niveau": "EPCI", "identifiant": "guichet-{territoire}-{annee}"},
    requises=("table", "colonnes", "fixes", "identifiant"),
    de_chacun={"id": "identifiant", "territoire": "territoire", "annee": "annee", "heures": "colonnes.heures"},
    regles="E-HEU",
)  # fmt: skip

DESCRIPTIONS = {each.table: each for each in (STRUCTURES, HEURES, GUICHETS)}
"""Imports by the table that they fill."""

COMPTES = {each.key: each.colonne for each in HEURES.colonnes if each.genre is Genre.DISTINCT}
"""Columns of a follow-up file whose distinct values are counted, and the column of ``heures.csv`` for the number."""
