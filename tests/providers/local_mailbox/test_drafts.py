"""What becomes of drafts in a Maildir, beyond the contract: flags, copies, unreadable files, other programs in between."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from followbot.app.ports import NotFound, Removed, Uncertain, Untouched, WasEdited, WasSent, WasTrashed
from followbot.domain.mime import KEY_HEADER
from followbot.domain.model import Address
from followbot.errors import Unreachable
from followbot.providers.local import drafts, glances
from followbot.providers.local.maildir import read_prefix
from tests.contract.local_harness import LocalHarness, files
from tests.contract.mailbox import ANA, LETTER, ME, THREAD, create, mail, payload_for


@pytest.fixture(params=[False, True], ids=["plain", "Maildir++"])
def harness(request: pytest.FixtureRequest, tmp_path: Path) -> LocalHarness:
    return LocalHarness(tmp_path / "Mail", dotted=request.param)


def only(folder: Path) -> Path:
    (path,) = files(folder)
    return path


def retag(path: Path, attributes: str, flags: str) -> Path:
    """The file as a synchroniser or mail program renames it."""
    return path.rename(path.with_name(f"{path.name.partition(':')[0]}{attributes}:2,{flags}"))


# --- recognised -----------------------------------------------------------------------------------------------------


def test_mbsync_renames_a_draft_when_it_pushes_it(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    path = retag(only(harness.drafts_folder), ",U=12", "DFS")
    fate = harness.mailbox.fate(draft, payload)
    assert isinstance(fate, Untouched)
    assert fate.draft.id == draft.id
    assert fate.draft.url == path.as_uri()


@pytest.mark.parametrize("kept", ["key", "message id"])
def test_either_mark_is_enough(harness: LocalHarness, kept: str) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    path = only(harness.drafts_folder)
    raw = path.read_bytes()
    if kept == "key":
        raw = raw.replace(payload.message_id.encode(), b"other@example.org")
    else:
        raw = raw.replace(f"{KEY_HEADER}: {payload.key}\n".encode(), b"")
    path.unlink()
    harness.put(harness.drafts_folder, raw, "DS")
    assert isinstance(harness.mailbox.fate(draft, payload), Untouched)
    assert isinstance(harness.mailbox.find(payload), Untouched)


def test_a_draft_that_lost_both_marks_is_known_by_its_files_name(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    create(harness, payload)
    path = only(harness.drafts_folder)
    raw = path.read_bytes().replace(payload.message_id.encode(), b"other@example.org")
    path.write_bytes(raw.replace(f"{KEY_HEADER}: {payload.key}\n".encode(), b""))
    assert isinstance(harness.mailbox.find(payload), Untouched)


def test_a_draft_edited_in_its_very_file_is_edited(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.mailbox.fate(draft, payload)
    path = only(harness.drafts_folder)
    path.write_bytes(path.read_bytes().replace(b"Tuesday", b"Thursday"))
    assert isinstance(harness.mailbox.fate(draft, payload), WasEdited)
    assert isinstance(harness.mailbox.withdraw(draft, payload), WasEdited)


def test_an_attachment_makes_it_edited(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    path = only(harness.drafts_folder)
    boundary = path.read_bytes().partition(b'boundary="')[2].partition(b'"')[0]
    part = b"--" + boundary + b"\nContent-Type: application/pdf; name=cv.pdf\n\n%PDF\n--" + boundary + b"--\n"
    path.write_bytes(path.read_bytes().replace(b"--" + boundary + b"--\n", part))
    assert isinstance(harness.mailbox.fate(draft, payload), WasEdited)


def test_a_huge_draft_is_edited(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    os.truncate(only(harness.drafts_folder), 20 * 1024 * 1024)
    assert isinstance(harness.mailbox.fate(draft, payload), WasEdited)


def test_a_draft_that_cannot_be_read_counts_as_edited_and_stays(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    path = only(harness.drafts_folder)
    path.unlink()
    path.symlink_to(path.name)  # a loop: there, but nobody can open it
    for fate in (harness.mailbox.fate(draft, payload), harness.mailbox.find(payload)):
        assert isinstance(fate, WasEdited)
        assert fate.text == ""
    assert isinstance(harness.mailbox.withdraw(draft, payload), WasEdited)
    assert path.is_symlink()


def test_a_draft_renamed_while_it_is_looked_for_is_not_taken_for_edited(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    flags = iter(("DRS", "DFRS"))

    def busy(path: str, limit: int) -> tuple[bytes, bool]:
        for flag in flags:
            retag(only(harness.drafts_folder), "", flag)
            break
        return read_prefix(path, limit)

    monkeypatch.setattr(drafts, "read_prefix", busy)
    assert isinstance(harness.mailbox.fate(draft, payload), Untouched)


# --- copies ---------------------------------------------------------------------------------------------------------


def test_an_edited_copy_beside_the_untouched_one_protects_both(harness: LocalHarness) -> None:
    """A synchroniser brings the copy edited elsewhere before it removes the old one."""
    payload = payload_for(harness)
    draft = create(harness, payload)
    raw = only(harness.drafts_folder).read_bytes()
    harness.put(harness.drafts_folder, raw.replace(b"Tuesday", b"Thursday"), "DS")
    assert isinstance(harness.mailbox.fate(draft, payload), WasEdited)
    assert isinstance(harness.mailbox.withdraw(draft, payload), WasEdited)
    assert len(harness.drafts()) == 2


def test_every_untouched_copy_is_withdrawn(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.put(harness.drafts_folder, only(harness.drafts_folder).read_bytes(), "DS")
    assert harness.mailbox.withdraw(draft, payload) == Removed()
    assert harness.drafts() == []


# --- thrown away ----------------------------------------------------------------------------------------------------


def test_a_draft_marked_as_deleted_was_thrown_away(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    retag(only(harness.drafts_folder), "", "DST")
    assert harness.mailbox.fate(draft, payload) == WasTrashed()
    assert harness.mailbox.withdraw(draft, payload) == Removed()


def test_a_draft_marked_as_deleted_because_it_was_sent_was_sent(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.put_sent(only(harness.drafts_folder).read_bytes())
    retag(only(harness.drafts_folder), "", "DST")
    assert isinstance(harness.mailbox.fate(draft, payload), WasSent)


def test_an_old_version_marked_as_deleted_does_not_hide_the_new_one(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    raw = only(harness.drafts_folder).read_bytes()
    retag(only(harness.drafts_folder), "", "DST")
    harness.put(harness.drafts_folder, raw, "DS")
    assert isinstance(harness.mailbox.fate(draft, payload), Untouched)


# --- sent -----------------------------------------------------------------------------------------------------------


def test_a_copy_among_the_drafts_does_not_outweigh_the_sent_mail(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.forward(timedelta(hours=1))
    harness.put_sent(only(harness.drafts_folder).read_bytes())
    assert isinstance(harness.mailbox.fate(draft, payload), WasSent)
    assert isinstance(harness.mailbox.withdraw(draft, payload), WasSent)
    assert len(harness.drafts()) == 1


def test_a_sent_folder_that_comes_later_is_looked_into(tmp_path: Path) -> None:
    harness = LocalHarness(tmp_path / "Mail")
    payload = payload_for(harness)
    draft = create(harness, payload)
    sent = harness.sent_folder
    sent.rename(tmp_path / "elsewhere")
    harness.delete(payload)
    assert harness.mailbox.fate(draft, payload) == NotFound()
    (tmp_path / "elsewhere").rename(sent)
    harness.put_sent(payload.mime)
    assert isinstance(harness.mailbox.fate(draft, payload), WasSent)


def test_a_sent_mail_that_cannot_be_read_at_first_is_seen_later(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.send(payload)
    for directory in ("cur", "new"):
        os.utime(harness.sent_folder / directory, (1_600_000_000, 1_600_000_000))

    def fail(path: str, limit: int) -> bytes:
        raise OSError(errno.EACCES, "Permission denied", path)

    with monkeypatch.context() as broken:
        broken.setattr(glances, "read_header", fail)
        assert harness.mailbox.fate(draft, payload) == NotFound()
    assert isinstance(harness.mailbox.fate(draft, payload), WasSent)


def test_where_the_system_is_short_of_files_nothing_is_taken_for_absent(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = payload_for(harness)
    create(harness, payload)
    harness.reopen(payload)

    def fail(path: str, limit: int) -> bytes:
        raise OSError(errno.EMFILE, "Too many open files", path)

    monkeypatch.setattr(glances, "read_header", fail)
    with pytest.raises(Unreachable):
        harness.mailbox.find(payload)


@pytest.mark.parametrize("marks", [True, False])
def test_without_a_sent_folder_sent_mail_is_looked_for_among_all_mail(tmp_path: Path, marks: bool) -> None:
    harness = LocalHarness(tmp_path / "Mail")
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.send(payload, marks=marks)
    only(harness.sent_folder).rename(harness.inbox / "cur" / "1772546400.all.host:2,S")
    shutil.rmtree(harness.sent_folder)
    assert isinstance(harness.mailbox.fate(draft, payload), WasSent)


def test_an_answer_that_quotes_the_whole_draft_is_not_the_draft(tmp_path: Path) -> None:
    harness = LocalHarness(tmp_path / "Mail")
    payload = payload_for(harness)
    draft = create(harness, payload)
    shutil.rmtree(harness.sent_folder)
    harness.delete(payload)
    ravi = Address("ravi@acme.example", "Ravi Patel")
    harness.deliver(mail("Re: Thanks", at=harness.now(), sender=ravi, to=ANA, text=LETTER, in_reply_to=THREAD))
    assert harness.mailbox.fate(draft, payload) == NotFound()


def test_a_mail_from_before_the_draft_is_not_the_draft(harness: LocalHarness) -> None:
    text = LETTER.replace("Tuesday", "Monday")
    harness.put_sent(
        mail("Re: Interview – next steps", at=harness.now(), sender=ME, to=ANA, text=text, in_reply_to=THREAD)
    )
    harness.forward(timedelta(hours=1))
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.delete(payload)
    assert harness.mailbox.fate(draft, payload) == NotFound()


def test_the_same_words_to_somebody_else_are_not_the_draft(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.delete(payload)
    other = Address("ravi@acme.example", "Ravi Patel")
    harness.put_sent(mail("Thanks", at=harness.now(), sender=ME, to=other, text=LETTER, in_reply_to=THREAD))
    assert harness.mailbox.fate(draft, payload) == NotFound()


def test_a_mail_by_hand_while_the_draft_waits_leaves_it_untouched(harness: LocalHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.put_sent(mail("Thanks", at=harness.now(), sender=ME, to=ANA, text="Thank you, Ana!\n", in_reply_to=THREAD))
    assert isinstance(harness.mailbox.fate(draft, payload), Untouched)


# --- taking back ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "words"), [(errno.EROFS, "read-only"), (errno.EACCES, "permission denied")])
def test_what_cannot_be_removed_is_uncertain(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)

    def fail(_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as broken:
        broken.setattr(os, "unlink", fail)
        outcome = harness.mailbox.withdraw(draft, payload)
    assert isinstance(outcome, Uncertain)
    assert words in outcome.error
    assert isinstance(harness.mailbox.fate(draft, payload), Untouched)


def test_a_draft_renamed_at_the_last_moment_is_still_removed(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    unlink = os.unlink
    flags = iter(("DRS",))

    def late(path: str) -> None:
        for flag in flags:
            retag(only(harness.drafts_folder), "", flag)
        unlink(path)

    monkeypatch.setattr(os, "unlink", late)
    assert harness.mailbox.withdraw(draft, payload) == Removed()
    assert harness.drafts() == []


def test_a_draft_that_is_edited_at_the_last_moment_stays(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user's program removes the old version and writes a new one, between the comparison and the removal."""
    payload = payload_for(harness)
    draft = create(harness, payload)
    unlink = os.unlink
    edits = iter(("My own words.\n",))

    def late(path: str) -> None:
        for text in edits:
            with monkeypatch.context() as quiet:
                quiet.setattr(os, "unlink", unlink)
                harness.edit(payload, text=text)
        unlink(path)

    monkeypatch.setattr(os, "unlink", late)
    assert isinstance(harness.mailbox.withdraw(draft, payload), WasEdited)
    assert len(harness.drafts()) == 1


def test_an_edit_between_look_and_removal_wins(harness: LocalHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    remove = drafts.Desk.remove

    def removed_a_moment_late(desk: drafts.Desk, *known: Any) -> None:
        harness.edit(payload, text="My own words.\n")
        remove(desk, *known)

    monkeypatch.setattr(drafts.Desk, "remove", removed_a_moment_late)
    assert isinstance(harness.mailbox.withdraw(draft, payload), WasEdited)
    assert b"My own words." in only(harness.drafts_folder).read_bytes()
