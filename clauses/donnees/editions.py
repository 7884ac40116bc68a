"""Published editions of the data."""

from clauses.donnees.cache import kept
from clauses.donnees.moment import Moment
from clauses.storage.editions.depot import Manifeste, list_manifestes
from clauses.storage.editions.publication import complete
from clauses.storage.files import data_dir


@kept(4)
def load_editions(moment: Moment) -> list[Manifeste]:
    """Editions published, the latest first."""
    return list_manifestes(moment.folder)


def finish_publication() -> tuple[str, ...]:
    """Refresh the tables that an interrupted publication left; the names of those that still could not be."""
    return complete(data_dir())
