"""Open data: the edition as plain files with stable names and columns, in a folder or a ZIP.

What they are and what they promise: docs/donnees-ouvertes.md.
"""

from clauses.diffusion.contenu import date_maj as date_maj
from clauses.diffusion.contenu import find_fault as find_fault
from clauses.diffusion.contenu import load_inclusion as load_inclusion
from clauses.diffusion.contenu import nom_paquet as nom_paquet
from clauses.diffusion.ecriture import DestinationError as DestinationError
from clauses.diffusion.ecriture import Ecriture as Ecriture
from clauses.diffusion.ecriture import check_folder as check_folder
from clauses.diffusion.ecriture import check_names as check_names
from clauses.diffusion.ecriture import load_zip as load_zip
from clauses.diffusion.ecriture import write_files as write_files
from clauses.diffusion.ecriture import write_package as write_package
from clauses.diffusion.ecriture import zip_files as zip_files
from clauses.diffusion.fichiers import FICHIERS as FICHIERS
from clauses.diffusion.paquet import build_package as build_package
from clauses.diffusion.tableaux import build_xlsx as build_xlsx
