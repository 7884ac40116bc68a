"""Why the system refused something, in French: its own words are in the language of the machine."""

import errno

_REASONS = {
    errno.EACCES: "ce compte n’en a pas le droit",
    errno.EISDIR: "c’est un dossier",
    errno.ENOENT: "ce chemin n’existe pas",
    errno.ENOLCK: "plusieurs machines peuvent atteindre ce disque (partage réseau, FUSE), et ses verrous ne tiennent "
    "pas entre elles ; si une seule y écrit, le réglage CLAUSES_UN_SEUL_ECRIVAIN=oui le dit à l’atlas",
    errno.ENOSPC: "le disque est plein",
    errno.ENOTDIR: "ce chemin passe par un fichier",
    errno.EPERM: "ce compte n’en a pas le droit",
    errno.EROFS: "le disque est en lecture seule",
}


def reason_of(error: OSError) -> str:
    """The reason, to follow a colon.

    >>> reason_of(OSError(errno.ENOSPC, "No space left on device")), reason_of(OSError(errno.EIO, "Input/output error"))
    ('le disque est plein', 'le système le refuse (erreur 5)')
    """
    unknown = "le système le refuse" + (f" (erreur {error.errno})" if error.errno else "")
    return _REASONS.get(error.errno or 0, unknown)
