"""Kind of disk (file system) under a folder: what may be written there without losing it.

The lock of publications and the registry of accounts hold between the processes of one machine. On a network share, or
through FUSE, each machine may believe that it alone holds them: editions acknowledged to somebody would then be lost.
"""

import errno
import os
from collections.abc import Mapping
from pathlib import Path

UN_SEUL_ECRIVAIN = "CLAUSES_UN_SEUL_ECRIVAIN"
"""Setting by which whoever installs the atlas answers for it: one machine only writes in the folder."""

MOUNTS = Path("/proc/self/mountinfo")

_SHARED = frozenset(
    {
        *("afs", "beegfs", "ceph", "cifs", "coda", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "orangefs", "pvfs2"),
        *("smb3", "smbfs", "fuse", "9p", "virtiofs", "prl_fs", "vboxsf", "vmhgfs"),
    }
)
# Of one machine, but gone with the container, or when the machine stops.
_LAYERS = frozenset({"overlay", "fuse.fuse-overlayfs"})
_MEMORY = frozenset({"tmpfs", "ramfs"})


def is_oui(name: str, environ: Mapping[str, str] = os.environ) -> bool:
    """True if a setting says « oui »."""
    return environ.get(name, "").strip().lower() == "oui"


def genre(folder: Path) -> str:
    """Kind of the file system of a folder, as Linux names it; empty where it cannot be known."""
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            # By number: a path may be a link, or lead below a mount that another one hides.
            described = Path(f"/proc/self/fdinfo/{handle}").read_text(encoding="ascii")
        finally:
            os.close(handle)
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    number = next((line.split()[1] for line in described.splitlines() if line.startswith("mnt_id:")), "")
    found = (line.partition(" - ")[2].split() for line in mounts.splitlines() if line.split(" ", 1)[0] == number)
    return next((fields[0] for fields in found if fields), "")


def is_shared(kind: str) -> bool:
    """True if locks may not hold between the machines that reach such a file system.

    >>> [is_shared(kind) for kind in ("nfs4", "cifs", "fuse.sshfs", "9p", "ext4", "fuseblk", "overlay", "")]
    [True, True, True, True, False, False, False, False]
    """
    return kind in _SHARED or (kind.startswith("fuse.") and kind not in _LAYERS)


def is_layer(kind: str) -> bool:
    """True for the writable layer of a container, deleted with it."""
    return kind in _LAYERS


def is_memory(kind: str) -> bool:
    """True for a file system held in memory."""
    return kind in _MEMORY


def is_read_only(folder: Path) -> bool:
    """True if nobody can write in a folder, whatever their rights."""
    try:
        return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def check_writable(folder: Path) -> None:
    """Refuse to write where it would be lost: ``OSError`` with ``EROFS`` (read-only), or ``ENOLCK`` (shared)."""
    if is_read_only(folder):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(folder))
    if is_shared(genre(folder)) and not is_oui(UN_SEUL_ECRIVAIN):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), str(folder))
