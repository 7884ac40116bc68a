"""Mailboxes: whether an address is that of a service or of a person, by its words."""

import re
from collections.abc import Iterable
from enum import StrEnum

from clauses.domain.recherche import normalise


class Boite(StrEnum):
    """Whose mailbox an address most likely is."""

    SERVICE = "service"
    DOUTEUSE = "douteuse"
    PERSONNE = "personne"


_TEXTE_SERVICES = """
    accueil achat achats aci action adherents admin administratif administration administrative agence agglo ai aide
    annuaire antenne asso assoc association atelier ateliers bienvenue bureau cabinet candidature candidatures ccas
    chantier chantiers chargee cias clause clauses client clients coherence cohesion collectivite commande commandes
    commercial communaute communication comptabilite compta conciergerie contact contacts coordination courrier
    departement developpement dgs direction domicile ea economie ei emploi emplois entreprise entreprises environnement
    epicerie equipe esat espace espaces espacesverts etti facturation facilitateur facilitateurs federation formation
    formations france geiq general gestion groupe hello independance info information informations infos insertion
    interim jardin jardins linge location logement mairie maison marche marches menage menages metropole mission
    nettoyage paie personnel plateforme plie pole politique prestation prestations production proprete public
    recrutement recrutements recyclage recyclerie region relation relations repassage ressource ressourcerie ressources
    restaurant restauration rh rsa salaries scic scop secretariat service services siae siege social sociale sociales
    sociaux solidarite solidarites standard structure suivi textile transport travail travaux tri unite vert verts ville
    humaines
    """
_SERVICES = frozenset(_TEXTE_SERVICES.split())
"""Words that only the mailbox of a service has; the longest also inside a word (« contactaci »)."""

_TEXTE_PRENOMS = """
    adrien agnes alain alexandra alexandre alexis alice aline amandine amelie anais andre andrea angelique anne
    annie anthony antoine antonio arnaud arthur audrey aurelie aurelien aurore axel baptiste bastien beatrice benedicte
    benjamin benoit bernadette bernard bertrand brigitte bruno camille carine carole caroline catherine cecile cedric
    celine chantal charlene charles charlotte chloe christel christelle christian christiane christine christophe claire
    clara claude claudia claudine clemence clement colette corinne cyril cyrille damien daniel daniele danielle david
    deborah delphine denis denise didier dominique dorothee eddy edith edouard elena eliane elisabeth elise elodie
    emeline emilie emma emmanuel emmanuelle eric erika estelle esther etienne eva evelyne fabien fabienne fabrice fanny
    fatima fatiha felix fernand fernande flavien florence florent florian francine francis franck francois
    francoise frederic frederique gabriel gabrielle gaelle gaetan genevieve georges gerald geraldine gerard germain
    ghislaine gilbert gilles gisele gregory guillaume guy gwenaelle helene henri herve hubert hugo ines irene isabelle
    jacqueline jacques jean jeanne jeannine jennifer jeremie jeremy jerome jessica joel joelle jonathan jordan jose
    josette josiane joseph josephine jules julia julie julien juliette justine karim karine kevin khadija laetitia
    laura laure laurence laurent laurie lea lionel lise loic louis louise luc lucas lucie lucien lucienne ludovic lydia
    lydie madeleine magali manon manuel marc marcel marcelle margaux margot maria marie marielle marina marine mario
    marion marjorie martial martine maryline maryse mathieu mathilde matthieu maud maurice maxence maxime melanie
    melissa michel michele micheline mickael mireille mohamed monique morgane muriel mylene myriam nadege nadia nadine
    nathalie nicolas nicole noel noelle noemie odette odile olivia olivier ophelie oriane pascal pascale patrice
    patricia
    patrick paul paule paulette pauline philippe pierre pierrette quentin rachel rachid raphael raymond raymonde
    rebecca regine regis remi remy renaud rene renee richard robert roger roland romain romuald rose sabine sabrina
    said salome samia samira samuel sandra sandrine sarah sebastien serge severine simon simone solange solene sonia
    sophie stephane stephanie steve suzanne sylvain sylvette sylviane sylvie tatiana teddy therese thibault thierry
    thomas tiphaine tony valentin valentine valerie vanessa veronique vincent violaine virginie viviane william xavier
    yann yannick yasmina yasmine yolande yves yvette yvonne zoe
    """
_PRENOMS = frozenset(_TEXTE_PRENOMS.split())

_WORDS = re.compile(r"[a-z]+")
_NAME_AND_NAME = re.compile(r"[a-z]+([._-][a-z]+){1,2}")
_INSIDE = tuple(word for word in sorted(_SERVICES) if len(word) >= 6)
_SHORTEST = 4


def nature_of(address: str, contexte: Iterable[str] = ()) -> Boite:
    """Whose mailbox an address is; « a.b@ » without a word of a service is that of a person.

    Parameters
    ----------
    contexte : what the mailbox of the organisation may be named after: its name, its commune

    >>> [nature_of(f"{box}@essai.example").value for box in ("accueil", "jeanne.martin", "jmartin", "jeannemartin")]
    ['service', 'personne', 'douteuse', 'douteuse']
    >>> nature_of("ccas.testville@essai.example").value, nature_of("apije@essai.example", ["APIJE"]).value
    ('service', 'service')
    """
    box, _, domain = address.lower().partition("@")
    if box == domain:
        return Boite.SERVICE
    words = _WORDS.findall(box)
    prenoms = [word for word in words if word in _PRENOMS]
    is_service = any(word in _SERVICES or any(each in word for each in _INSIDE) for word in words)
    if is_service and not prenoms:
        return Boite.SERVICE
    known = _known(domain, contexte)
    prenom = any(word not in known for word in prenoms)
    if is_service:
        return Boite.DOUTEUSE if prenom else Boite.SERVICE
    ours = [word for word in words if _is_ours(word, known)]
    if len(words) == 1 or not _NAME_AND_NAME.fullmatch(box):
        return Boite.SERVICE if ours and not prenom else Boite.DOUTEUSE
    if prenom or not ours:
        return Boite.PERSONNE
    return Boite.SERVICE if len(ours) == len(words) else Boite.DOUTEUSE


def _known(domain: str, contexte: Iterable[str]) -> frozenset[str]:
    """Words of the organisation, its initials among them."""
    words = {normalise(label).replace(" ", "") for label in domain.split(".")[:-1]}
    words |= {word for label in domain.split(".")[:-1] for word in normalise(label).split()}
    for text in contexte:
        plain = normalise(text).split()
        words |= {*plain, "".join(plain), "".join(word[0] for word in plain)}
    return frozenset(word for word in words if len(word) >= 2)


def _is_ours(word: str, known: frozenset[str]) -> bool:
    return word in known or any(
        len(each) >= _SHORTEST and len(word) >= _SHORTEST and (word.startswith(each) or each.startswith(word))
        for each in known
    )
