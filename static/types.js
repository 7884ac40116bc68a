/* What Python sends to the scripts. Comments alone: no page loads this file. tests/js/test_types.py holds real payloads to
 * it: each key that is sent is described here, each key described without brackets is sent.
 */

/**
 * The state of the map of the application (clauses/ui/carte.py); absent: nothing to draw.
 * @typedef {object} Etat
 * @property {string} fond address of the background
 * @property {string} [zones] address of the zones
 * @property {Bornes} cadre what is framed, the territory or what is chosen in it
 * @property {boolean} partiel the zones do not cover the region
 * @property {boolean} departements
 * @property {boolean} sieges
 * @property {boolean} motifs
 * @property {string} [epci]
 * @property {string} [qpv]
 * @property {Fournisseur} [ign] tiles of another server
 * @property {Choix} [commune]
 * @property {{ lat: number, lon: number }} [zone] a place in the zone chosen
 * @property {string} [guichet] the one chosen, by its seat
 *
 * South-west, then north-east, in degrees.
 * @typedef {number[][]} Bornes
 *
 * @typedef {object} Fournisseur
 * @property {string} url
 * @property {string} attribution
 *
 * The commune chosen.
 * @typedef {object} Choix
 * @property {string} code
 * @property {string} titre
 * @property {number} lat
 * @property {number} lon
 * @property {string} contours address of the communes of the same EPCI
 */

/**
 * Properties of a zone (zone_properties of clauses/rendu/cartes/couches.py); no look where nobody is known.
 * @typedef {object} Zone
 * @property {Statut} statut
 * @property {string} titre
 * @property {string} detail
 * @property {boolean} couvert
 * @property {number} communes
 * @property {string} [lettres] of the types of its guichets, as on paper
 * @property {string} [signe] pattern that colour alone does not say, as in legends
 * @property {string} [couleur]
 * @property {string} [encre]
 * @property {string} [motif]
 * @property {string} [hachures] colour of the hatches, where several general guichets answer
 *
 * @typedef {"local" | "departemental" | "sectoriel" | "coordination" | "a_confirmer" | "non_documente" | "masque"} Statut
 *
 * Properties of a seat.
 * @typedef {object} Siege
 * @property {string} titre
 * @property {string} detail
 * @property {Pastille[]} guichets
 *
 * @typedef {object} Pastille
 * @property {string} id
 * @property {string} lettre
 * @property {string} couleur
 * @property {string} encre
 * @property {"guichet" | "secteur" | "coordination" | "a_confirmer"} forme
 */

/**
 * Answer for a commune, as the presentation shows it (clauses/rendu/reponse.py).
 * @typedef {object} Reponse
 * @property {string} code
 * @property {string} commune
 * @property {string} lieu
 * @property {number} lat
 * @property {number} lon
 * @property {Statut} statut
 * @property {string} couleur of the status
 * @property {string} phrase
 * @property {Contact[]} suites whom to contact, in order
 * @property {string} autres number of others, in words; "" for none
 * @property {Proche | null} proche
 * @property {string} contours
 * @property {Bornes} cadre
 * @property {string} fiche
 *
 * @typedef {object} Contact
 * @property {string} nom
 * @property {string} adresse
 * @property {string} telephone
 * @property {string} appel address that calls it
 * @property {string} courriel
 * @property {string} ecrire address that writes to it
 * @property {string} site
 * @property {string} portee whose contact it is and when it was seen, in words; "" when not known
 *
 * @typedef {object} Proche
 * @property {string} nom
 * @property {string} adresse
 * @property {string} telephone
 * @property {string} appel address that calls it
 * @property {string} courriel
 * @property {string} ecrire address that writes to it
 * @property {string} site
 * @property {string} portee whose contact it is and when it was seen, in words; "" when not known
 * @property {string} distance in words
 */

/**
 * A story (clauses/rendu/presentation.py).
 * @typedef {object} Histoire
 * @property {string} histoire its name in addresses
 * @property {string} titre
 * @property {"projection" | "orateur"} vue
 * @property {string} version
 * @property {string} fond
 * @property {Record<string, Typologie>} typologies
 * @property {Record<string, { libelle: string }>} statuts
 * @property {{ repond: string }} legendes
 * @property {{ manque: string, repond: string }} lacunes colours where the gaps are brought out
 * @property {Record<string, { couleur: string, encre: string }>} palette for projectors, by usual colour
 * @property {Etape[]} etapes
 * @property {Record<string, string>} textes
 * @property {string[][]} touches
 * @property {Parametres} parametres
 * @property {string} alerte
 * @property {Record<string, string>} adresses
 *
 * @typedef {object} Typologie
 * @property {string} libelle
 * @property {string} [definition]
 * @property {string} lettre
 * @property {string} couleur
 * @property {string} encre
 * @property {string} motif
 *
 * @typedef {object} Etape
 * @property {string} titre
 * @property {string} texte HTML
 * @property {string} note HTML
 * @property {{ valeur: string, libelle: string, source: string }[]} chiffres
 * @property {string} zones
 * @property {string[]} typologies
 * @property {string[]} ajoutees
 * @property {Bornes | null} cadre
 * @property {object | null} contour GeoJSON
 * @property {string} territoire
 * @property {boolean} departements
 * @property {boolean} sieges
 * @property {boolean} lacunes
 * @property {string} epci
 * @property {string} qpv
 * @property {boolean} codeQr
 * @property {string} qr address of the picture
 */

/**
 * Names of query parameters (NOMS of clauses/rendu/parametres.py).
 * @typedef {object} Parametres
 * @property {string} commune
 * @property {string} departement
 * @property {string} acheteur
 * @property {string} typologies
 * @property {string} aConfirmer
 * @property {string} couches
 * @property {string} vue what the colours of the map say
 * @property {string} liste
 * @property {string} texte
 * @property {string} type
 * @property {string} secteur
 * @property {string} lieu
 * @property {string} guichet
 * @property {string} zone
 * @property {string} territoire
 * @property {string} embed
 * @property {string} histoire
 * @property {string} etape
 * @property {string} contraste
 */

/**
 * The file « carte » of the atlas without server (clauses/autonome).
 * @typedef {object} Donnees
 * @property {string} version
 * @property {string} titre
 * @property {object} textes
 * @property {Parametres} parametres
 * @property {Territoires} territoires
 * @property {Zones} zones
 * @property {Record<string, string>} acheteurs
 * @property {boolean} acheteursEnListe rather than as switches
 * @property {Record<string, Record<string, string[]>>} phrases headline by buyer, with all types or some: covered, nobody
 * @property {Record<string, Affichage>} affichages ways to colour the map, besides the usual one
 * @property {string} apropos HTML
 *
 * Ranks among the classes are by rank of status, or by identifier of guichet: the lower, the better.
 * @typedef {object} Affichage
 * @property {Classe[]} classes
 * @property {number[]} statuts
 * @property {Record<string, number>} [guichets]
 *
 * @typedef {object} Classe
 * @property {string} libelle
 * @property {string} definition
 * @property {Allure} look
 * @property {string} detail what it adds to the words of a zone
 *
 * @typedef {object} Allure
 * @property {string} couleur
 * @property {string} [signe]
 * @property {string} [hachures]
 *
 * @typedef {object} Territoires
 * @property {Record<string, string>} niveaux their words
 * @property {{ code: string, nom: string, lieu: string, cadre: Bornes }} region
 * @property {{ code: string, nom: string, lieu: string, cadre: Bornes }[]} departements
 * @property {Groupement[]} epci
 *
 * @typedef {object} Groupement
 * @property {string} code
 * @property {string} nom
 * @property {string} [lieu] where it is not its name
 *
 * @typedef {object} Zones
 * @property {Guichet[]} guichets in the order of competence
 * @property {Perdu[]} perdus of no known territory
 * @property {Record<string, Typologie>} typologies
 * @property {StatutRang[]} statuts the best first
 * @property {number} plusDeLettres most letters of a zone
 * @property {number} vide rank of the status where nobody is known
 * @property {number} masque rank of that where all are hidden
 * @property {Atome[]} atomes
 * @property {object} contours TopoJSON
 *
 * @typedef {object} StatutRang
 * @property {Statut} code
 * @property {string} libelle
 * @property {string} definition
 * @property {boolean} couvert
 * @property {number[]} meneurs ranks of the statuses given by the guichets to call first there
 * @property {string} signe pattern, "" where it is covered
 * @property {string} couleur
 * @property {string} lettres how letters of such a zone are written; « * » stands for them
 * @property {string} titre of a zone where nobody is to be called first, "" elsewhere
 * @property {string} teinte colour of such a zone, "" without any
 *
 * @typedef {object} Guichet
 * @property {string} id
 * @property {string} nom
 * @property {string} court
 * @property {string} typologie
 * @property {boolean} avere
 * @property {boolean} traite it treats requests, where a coordination only animates
 * @property {Record<string, number[]>} apports rank of the status it gives, by buyer it concerns and by level
 * @property {{ code: string, nom: string, lon: number, lat: number } | null} siege
 * @property {"guichet" | "secteur" | "coordination" | "a_confirmer"} forme
 * @property {string[]} prefixes what comes before its name where it is the first of a zone, by rank of the status
 *
 * A guichet of no known territory.
 * @typedef {object} Perdu
 * @property {string} id
 * @property {string} typologie
 * @property {boolean} avere
 * @property {boolean} traite
 * @property {Record<string, number[]>} apports
 * @property {number} departement rank of that of its seat; -1 when it is not known
 * @property {number} epci the same
 *
 * Communes that have one status and one colour, whatever the filters.
 * @typedef {object} Atome
 * @property {number} departement rank
 * @property {number} communes
 * @property {number} population
 * @property {number[][]} niveaux [rank of the guichet, level]
 */

/**
 * The file « communes »: columns, in the same order.
 * @typedef {object} Colonnes
 * @property {string} version
 * @property {string} geometrie
 * @property {string} code joined by semicolons, as nom and codesPostaux are
 * @property {string} nom
 * @property {string} codesPostaux
 * @property {number[][]} departement runs: [rank, how many communes]
 * @property {number[]} epci
 * @property {number[]} population
 * @property {number[]} lon in ten thousandths of degree, as lat
 * @property {number[]} lat
 * @property {number[]} situation rank of the answer
 * @property {number[]} atomes rank of the piece of map, by situation
 * @property {Record<string, string>} ou
 * @property {Record<string, string>} quartiers
 *
 * The file « reponses ».
 * @typedef {object} Panneaux
 * @property {string} version
 * @property {Record<string, string>} marques
 * @property {Record<string, { candidats: string[], situations: Panneau[] }>} acheteurs
 * @property {string[]} phrases HTML with marks
 * @property {string[]} panneaux HTML with places
 * @property {string[]} cartes HTML
 * @property {Record<string, string>} proches HTML by guichet
 * @property {Record<string, Contact>} contacts
 * @property {string[]} definitions HTML
 * @property {string} message to a guichet, as the end of an address
 * @property {string} connu HTML; "" without a mailbox
 * @property {string} signaler HTML, likewise
 * @property {string} quartiers HTML
 *
 * @typedef {object} Panneau
 * @property {number} statut rank
 * @property {number} phrase rank
 * @property {string[]} suites keys of contacts, in order
 * @property {string} autres number of others, in words; "" for none
 * @property {number} panneau rank
 */

/**
 * A list of the file « annuaire ».
 * @typedef {object} Liste
 * @property {string} titre
 * @property {string} compte number of entries, in words
 * @property {string} exemple
 * @property {{ type: string, departement: string }} libelles
 * @property {Record<string, string>} types
 * @property {string[]} secteurs
 * @property {Record<string, string>} acheteurs
 * @property {Entree[]} entrees
 * @property {string[]} definitions HTML, by the marks of the entries
 *
 * @typedef {object} Entree
 * @property {string} id
 * @property {string} nom
 * @property {string} type
 * @property {string} commune
 * @property {string[]} departements
 * @property {string[]} secteurs
 * @property {string[]} acheteurs
 * @property {string} mots
 * @property {string} motsNom
 * @property {string} ligne HTML
 * @property {string} tete HTML
 * @property {string} fiche HTML
 */

/**
 * The file « heures ».
 * @typedef {object} Heures
 * @property {string} titre
 * @property {string} intro HTML
 * @property {Record<string, string>} boutons
 * @property {string} voirTableau
 * @property {Section[]} sections
 * @property {{ titre: string, aide: string, choix: Selecteur, blocs: Record<string, string> }} aPart
 * @property {{ titre: string, aide: string, tableau: string }} connu
 *
 * @typedef {object} Section
 * @property {string} nom
 * @property {string} titre
 * @property {string} [aide]
 * @property {Selecteur[]} choix
 * @property {Record<string, Graphique[]>} graphiques by the choices they answer
 *
 * @typedef {object} Selecteur
 * @property {string} libelle
 * @property {string} [aide]
 * @property {Record<string, string>} options
 *
 * @typedef {object} Graphique
 * @property {object} figure of plotly
 * @property {string} titre
 * @property {string} source
 * @property {string} alt
 * @property {string} fichier
 * @property {string[]} [mentions]
 * @property {string} [tableau] HTML
 */
