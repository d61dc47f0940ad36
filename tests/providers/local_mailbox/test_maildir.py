"""The Maildir format: names, and a delivery that either is there or is not."""

from __future__ import annotations

import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from followbot.app.ports import Created, NotFound, Refused, Uncertain, Untouched
from followbot.providers.local import maildir
from followbot.providers.local.maildir import entries, flags_of, new_unique, read_prefix, unique_of, written_at
from tests.contract.local_harness import START, LocalHarness, files, make_maildir
from tests.contract.mailbox import create, payload_for


@pytest.fixture
def harness(tmp_path: Path) -> LocalHarness:
    return LocalHarness(tmp_path / "Mail")


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "unique", "flags"),
    [
        ("1700000000.M1P2.host", "1700000000.M1P2.host", ""),
        ("1700000000.M1P2.host:2,", "1700000000.M1P2.host", ""),
        ("1700000000.M1P2.host:2,FRS", "1700000000.M1P2.host", "FRS"),
        ("1700000000.M1P2.host,S=818,W=847:2,DS", "1700000000.M1P2.host", "DS"),  # Dovecot
        ("1700000000.M1P2.host,U=7:2,DS", "1700000000.M1P2.host", "DS"),  # mbsync
        ("1700000000_0.1.host,U=5,FMD5=7e33:2,S", "1700000000_0.1.host", "S"),  # OfflineIMAP
        ("1700000000.M1P2.host!2,S", "1700000000.M1P2.host", "S"),  # file systems without colons
        ("1700000000.M1P2.host;2,ST", "1700000000.M1P2.host", "ST"),
        ("1700000000.M1P2.host2,S=818", "1700000000.M1P2.host2", ""),
        ("1700000000.M1P2.host:2,Sab", "1700000000.M1P2.host", "Sab"),  # Dovecot keywords
    ],
)
def test_identity_is_what_precedes_attributes_and_flags(name: str, unique: str, flags: str) -> None:
    assert (unique_of(name), flags_of(name)) == (unique, flags)


def test_no_two_names_are_alike() -> None:
    names = {new_unique(START, "abc") for _ in range(1000)}
    assert len(names) == 1000
    assert all(name.startswith(f"{int(START.timestamp())}.") for name in names)
    assert not [name for name in names if set(name) & set("/:,")]


def test_a_message_that_moves_from_new_to_cur_is_one_message(tmp_path: Path) -> None:
    folder = make_maildir(tmp_path / "INBOX")
    for part, name in (("new", "1.a.host"), ("cur", "1.a.host:2,S"), ("cur", ".hidden")):
        (folder / part / name).write_bytes(b"x")
    assert [(e.unique, e.flags) for e in entries(folder)] == [("1.a.host", "S")]


def test_the_age_of_a_file_is_the_later_of_two_marks(tmp_path: Path) -> None:
    folder = make_maildir(tmp_path / "INBOX")
    named = START - timedelta(days=3)
    for name in (f"{int(named.timestamp())}.a.host", "1.b.host", f"{int(START.timestamp()) + 10**6}.c.host"):
        (folder / "new" / name).write_bytes(b"x")
        os.utime(folder / "new" / name, (0, (START - timedelta(days=9)).timestamp()))
    ages = {e.unique.split(".")[1]: written_at(e, START) for e in entries(folder)}
    assert ages == {"a": named, "b": START - timedelta(days=9), "c": START - timedelta(days=9)}


def test_only_the_beginning_of_a_large_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * 5000)
    assert read_prefix(str(path), 1000) == (b"x" * 1000, True)
    assert read_prefix(str(path), 5000) == (b"x" * 5000, False)
    assert read_prefix(str(path), 9000) == (b"x" * 5000, False)


def test_a_pipe_among_the_mail_blocks_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_prefix(str(tmp_path / "pipe"), 1000) == (b"", False)


# --- delivery -------------------------------------------------------------------------------------------------------


def test_a_draft_lies_in_cur_as_a_draft_that_was_seen(harness: LocalHarness) -> None:
    create(harness, payload_for(harness))
    (path,) = files(harness.drafts_folder)
    assert path.parent.name == "cur"
    assert path.name.endswith(":2,DS")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(harness.drafts_folder.stat().st_mode) == 0o700
    assert b"\r" not in path.read_bytes()
    assert list((harness.drafts_folder / "tmp").iterdir()) == []


def test_a_drafts_folder_is_made_in_the_style_of_the_tree(tmp_path: Path) -> None:
    plain, dotted = LocalHarness(tmp_path / "plain"), LocalHarness(tmp_path / "dotted", dotted=True)
    for harness in (plain, dotted):
        create(harness, payload_for(harness))
    assert (plain.root / "Drafts" / "cur").is_dir()
    assert (dotted.root / ".Drafts" / "cur").is_dir()
    assert (dotted.root / ".Drafts" / "maildirfolder").is_file()
    assert not (plain.root / "Drafts" / "maildirfolder").exists()


def test_a_missing_tmp_directory_is_made(harness: LocalHarness) -> None:
    (harness.drafts_folder / "cur").mkdir(parents=True)
    assert isinstance(harness.mailbox.create(payload_for(harness)), Created)


def test_file_and_folder_are_synced_around_the_rename(harness: LocalHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    create(harness, payload_for(harness, "first"))
    steps: list[str] = []
    fsync, rename = os.fsync, os.rename

    def noted_fsync(fd: int) -> None:
        steps.append("sync the folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "sync the file")
        fsync(fd)

    def noted_rename(source: Path, target: Path) -> None:
        steps.append("rename")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "rename", noted_rename)
    create(harness, payload_for(harness, "second"))
    assert steps == ["sync the file", "rename", "sync the folder"]


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        ("write", errno.ENOSPC, "the disk is full"),
        ("fsync", errno.EDQUOT, "the disk quota is used up"),
        ("open", errno.EROFS, "the file system is read-only"),
        ("open", errno.EACCES, "permission denied"),
        ("rename", errno.EIO, "input/output error"),
    ],
)
def test_what_cannot_be_written_is_refused_in_one_sentence_and_leaves_nothing(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch, call: str, code: int, words: str
) -> None:
    make_maildir(harness.drafts_folder)

    def fail(*_: object) -> object:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as broken:
        broken.setattr(os, call, fail)
        outcome = harness.mailbox.create(payload_for(harness))
    assert isinstance(outcome, Refused)
    assert words in outcome.error
    assert outcome.error.endswith(".")
    assert [p for p in harness.drafts_folder.rglob("*") if p.is_file()] == []
    assert harness.mailbox.find(payload_for(harness)) == NotFound()


def test_a_disk_that_fills_up_half_way_leaves_nothing(harness: LocalHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    make_maildir(harness.drafts_folder)
    write = os.write

    def half(fd: int, data: memoryview) -> int:
        if len(data) < 400:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(fd, data[:300])

    monkeypatch.setattr(os, "write", half)
    assert isinstance(harness.mailbox.create(payload_for(harness)), Refused)
    assert [p for p in harness.drafts_folder.rglob("*") if p.is_file()] == []


def test_a_draft_that_may_not_survive_is_uncertain_and_found(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_maildir(harness.drafts_folder)
    payload = payload_for(harness)

    def fail(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(maildir, "sync_directory", fail)
        assert isinstance(harness.mailbox.create(payload), Uncertain)
    assert isinstance(harness.mailbox.find(payload), Untouched)


def test_names_say_when(harness: LocalHarness) -> None:
    harness.clock.time = datetime(2027, 1, 2, tzinfo=UTC)
    draft = create(harness, payload_for(harness))
    assert draft.id.startswith(f"{int(harness.now().timestamp())}.")
