"""What is wrong with the data and the contents now: what ``verifier`` lists, the screens show and ``/sante`` counts."""

from clauses.domain.contenus.presentation import check_histoires
from clauses.domain.issues import Issue
from clauses.donnees.cache import kept
from clauses.donnees.lecture import load_contenus
from clauses.donnees.moment import Moment
from clauses.storage.verification import check


def load_problemes(moment: Moment, annee: int) -> tuple[Issue, ...]:
    """Issues of the data of a moment, then of the contents; ``annee``: current year."""
    contenus = load_contenus()
    stories = check_histoires(contenus.histoires, moment.typologies, moment.territoires)
    return (*_of_data(moment, annee), *contenus.issues, *stories)


@kept(4)
def _of_data(moment: Moment, annee: int) -> tuple[Issue, ...]:
    geo = moment.geo.issues
    return tuple(check(moment.schemas_lus, moment.instantane, moment.tables, moment.territoires, geo, annee))
