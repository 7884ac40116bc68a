"""What may be written on each kind of disk."""

import errno
import time
from pathlib import Path

import pytest

from clauses.storage import disque
from clauses.storage.disque import UN_SEUL_ECRIVAIN, genre
from clauses.storage.editions.depot import list_manifestes
from clauses.storage.editions.instantane import read_instantane
from clauses.storage.editions.publication import complete
from clauses.storage.registre import Registre, RegistreError
from tests.storage.disques import needs_mountinfo, on_disk, read_only
from tests.storage.test_editions import marks, publish_text


@needs_mountinfo
def test_kind_is_that_of_where_a_link_leads(tmp_path):
    (tmp_path / "lien").symlink_to("/proc/self")
    assert genre(tmp_path / "lien") == "proc"


def test_unknown_kind_refuses_nothing(region, monkeypatch):
    monkeypatch.setattr(disque, "MOUNTS", Path("/absent/mountinfo"))
    assert genre(region) == ""
    assert genre(region / "absent") == ""
    assert publish_text(region, "un").manifeste.numero == 4


@needs_mountinfo
@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.bindfs", "fuse", "9p"])
def test_nothing_is_published_where_locks_do_not_travel(region, tmp_path, monkeypatch, kind):
    """S8: two machines would each believe that they alone hold the lock."""
    publish_text(region, "un")
    on_disk(kind, tmp_path, monkeypatch)
    with pytest.raises(OSError, match=str(region)) as refused:
        publish_text(region, "deux")
    assert refused.value.errno == errno.ENOLCK
    assert [each.numero for each in list_manifestes(region)] == [4, 3]
    assert marks(region) == {b"id,nom\nun,un\n"}


@needs_mountinfo
def test_one_machine_that_writes_alone_may_publish_there(region, tmp_path, monkeypatch):
    on_disk("nfs4", tmp_path, monkeypatch)
    monkeypatch.setenv(UN_SEUL_ECRIVAIN, "oui")
    assert publish_text(region, "un").manifeste.numero == 4


@needs_mountinfo
@pytest.mark.parametrize("kind", ["ext4", "overlay", "tmpfs", "fuseblk", "fuse.fuse-overlayfs"])
def test_disk_of_one_machine_is_written(region, tmp_path, monkeypatch, kind):
    on_disk(kind, tmp_path, monkeypatch)
    assert publish_text(region, "un").manifeste.numero == 4


@needs_mountinfo
def test_interrupted_publication_is_left_to_the_machine_that_may_write(region, tmp_path, monkeypatch):
    publish_text(region, "un")
    (region / "editions" / "TABLES-A-JOUR").unlink()
    on_disk("cifs", tmp_path, monkeypatch)
    assert complete(region)
    assert not (region / "editions" / "TABLES-A-JOUR").exists()
    assert read_instantane(region).numero == 4


@needs_mountinfo
def test_registry_is_read_and_not_written_where_locks_do_not_travel(region, tmp_path, monkeypatch):
    """S8: SQLite relies on the same locks."""
    registre = Registre(region)
    registre.ajouter_compte("lea", "Léa Inventée", "empreinte", time.time())
    on_disk("nfs4", tmp_path, monkeypatch)
    with pytest.raises(RegistreError) as refused:
        registre.essayer("lea", "203.0.113.9", time.time())
    assert "CLAUSES_UN_SEUL_ECRIVAIN=oui" in refused.value.raison
    assert [each.identifiant for each in registre.comptes()] == ["lea"]


def test_registry_of_a_read_only_disk_says_so(region, monkeypatch):
    """S14."""
    read_only(monkeypatch)
    with pytest.raises(RegistreError) as refused:
        Registre(region).essayer("lea", "203.0.113.9", time.time())
    assert refused.value.raison == "le disque est en lecture seule"
