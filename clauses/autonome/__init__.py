"""The atlas without server: a folder to open by a double click, or to put on any static host.

Everything is made of the same data, templates and sentences as the application; ``static/autonome`` holds the scripts
that put them together in the browser. See ``docs/atlas-autonome.md``.
"""

from clauses.autonome.atlas import ARCHIVE as ARCHIVE
from clauses.autonome.atlas import AtlasError as AtlasError
from clauses.autonome.atlas import build_archive as build_archive
from clauses.autonome.atlas import build_atlas as build_atlas
from clauses.autonome.atlas import write_atlas as write_atlas
from clauses.autonome.page import ENTRY as ENTRY
from clauses.autonome.page import SHARING as SHARING
from clauses.autonome.page import digest as digest
