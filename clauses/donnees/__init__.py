"""The data at one moment: one lazy snapshot, editions opened again, and the only cache.

Reading starts from :func:`load_moment`; whatever is computed from a moment takes it as its first argument, and is
decorated by :func:`kept` where it is made.
"""

from clauses.donnees.cache import is_kept as is_kept
from clauses.donnees.cache import kept as kept
from clauses.donnees.editions import finish_publication as finish_publication
from clauses.donnees.editions import load_editions as load_editions
from clauses.donnees.geo import Geo as Geo
from clauses.donnees.lecture import contenus_state as contenus_state
from clauses.donnees.lecture import edition_number as edition_number
from clauses.donnees.lecture import load_contenus as load_contenus
from clauses.donnees.lecture import load_moment as load_moment
from clauses.donnees.lecture import read_moment as read_moment
from clauses.donnees.moment import Moment as Moment
from clauses.donnees.textes import load_livres as load_livres
from clauses.donnees.textes import load_publies as load_publies
from clauses.donnees.textes import load_table as load_table
from clauses.donnees.textes import load_textes as load_textes
from clauses.donnees.textes import schema_of as schema_of
from clauses.donnees.verification import load_problemes as load_problemes
from clauses.storage import horloge as horloge
from clauses.storage.editions.depot import EditionInconnueError as EditionInconnueError
from clauses.storage.geo import TerritoiresError as TerritoiresError
