"""Reading a Maildir that others write to at the same time: nothing twice, nothing lost, nothing needlessly."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from followbot.app.ports import Envelope, Query
from followbot.domain.model import Address, Folder
from followbot.errors import CursorExpired
from followbot.providers.local import glances, reader
from followbot.providers.local.cursor import pack, unpack
from followbot.providers.local.maildir import READ_LIMIT, read_header
from tests.contract.local_harness import LocalHarness, files, make_maildir
from tests.contract.mailbox import ANA, ME, Trace, anything, mail, subjects

OLD = 1_600_000_000
"""A time of a directory that is long past, in seconds."""


@pytest.fixture
def harness(tmp_path: Path) -> LocalHarness:
    return LocalHarness(tmp_path / "Mail")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the messages that were opened."""
    names: list[str] = []

    def noted(path: str, limit: int) -> bytes:
        names.append(Path(path).name)
        return read_header(path, limit)

    monkeypatch.setattr(glances, "read_header", noted)
    return names


def settle(harness: LocalHarness) -> None:
    """Let all directories look as if nothing had happened for years."""
    for directory in harness.root.rglob("*"):
        if directory.name in ("cur", "new"):
            os.utime(directory, (OLD, OLD))


# --- how much is read -----------------------------------------------------------------------------------------------


def test_an_unchanged_mailbox_is_not_even_listed(harness: LocalHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    harness.deliver(mail("one", at=harness.now()))
    settle(harness)
    cursor = harness.mailbox.position()

    def refuse(_: Path) -> Iterator[tuple[str, list[str]]]:
        raise AssertionError("listed")

    monkeypatch.setattr(reader, "filenames", refuse)
    assert harness.mailbox.changes(cursor, anything).cursor == cursor


def test_only_new_messages_are_opened(harness: LocalHarness, opened: list[str]) -> None:
    for number in range(5):
        harness.deliver(mail(f"old {number}", at=harness.now()))
    cursor = harness.mailbox.position()
    assert opened == []
    harness.deliver(mail("new", at=harness.now()))
    assert subjects(harness.mailbox.changes(cursor, anything)) == ["new"]
    assert len(opened) == 1


def test_a_folder_that_has_just_changed_is_listed_again(harness: LocalHarness) -> None:
    """A change in the same tick of the clock as the last listing does not show in the directory's time."""
    harness.deliver(mail("one", at=harness.now()))
    cursor = harness.mailbox.position()
    times = os.stat(harness.inbox / "new").st_mtime_ns
    harness.deliver(mail("two", at=harness.now()))
    os.utime(harness.inbox / "new", ns=(times, times))
    assert subjects(harness.mailbox.changes(cursor, anything)) == ["two"]


def test_history_opens_no_file_that_is_too_old(
    harness: LocalHarness, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glances, "WORTH_ASKING", 3)
    for number in range(5):
        harness.deliver(mail(f"old {number}", at=harness.now()))
    harness.forward(timedelta(days=40))
    harness.deliver(mail("new", at=harness.now()))
    found = harness.mailbox.search(Query(harness.now() - timedelta(days=7)), anything)
    assert subjects(found) == ["new"]
    assert len(opened) == 1


def test_in_a_small_folder_the_age_of_the_files_is_no_matter(harness: LocalHarness) -> None:
    harness.deliver(mail("restored from a backup", at=harness.now()))
    (path,) = files(harness.inbox)
    path = path.rename(path.with_name("restored"))
    os.utime(path, (OLD, OLD))
    found = harness.mailbox.search(Query(harness.now() - timedelta(days=7)), anything)
    assert subjects(found) == ["restored from a backup"]


def test_mail_that_was_synchronised_late_is_as_old_as_it_says(harness: LocalHarness) -> None:
    """A synchroniser that starts afresh writes old mail with today's file times."""
    received = "Received: from a by b; Mon, 05 Jan 2026 10:00:00 +0000\r\n"
    raw = received.encode() + mail("old", at=harness.now() - timedelta(days=57))
    cursor = harness.mailbox.position()
    harness.deliver(raw)
    (message,) = harness.mailbox.changes(cursor, anything).messages
    assert f"{message.received:%Y-%m-%d %H:%M}" == "2026-01-05 10:00"
    assert harness.mailbox.search(Query(harness.now() - timedelta(days=7)), anything).messages == ()


def test_a_large_message_is_judged_by_its_beginning(harness: LocalHarness) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(mail("large", at=harness.now(), text="The answer.\n" + "x" * 70 + "\n"))
    (path,) = files(harness.inbox)
    with path.open("ab") as file:
        file.truncate(50 * 1024 * 1024)
    found = harness.mailbox.changes(cursor, anything)
    assert found.messages[0].text.startswith("The answer.")
    (problem,) = found.problems
    assert problem.warning
    assert problem.where == f"files: new/{path.name}", "a folder's name may tell of an application"
    assert READ_LIMIT < 50 * 1024 * 1024


# --- who else is at work --------------------------------------------------------------------------------------------


def test_a_message_that_is_renamed_before_it_is_opened_comes_next_time(harness: LocalHarness) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(mail("one", at=harness.now()))
    harness.deliver(mail("two", at=harness.now()))

    def busy(envelope: Envelope) -> bool:
        harness.read_all()
        return envelope.sender == ANA

    first = harness.mailbox.changes(cursor, busy)
    second = harness.mailbox.changes(first.cursor, anything)
    assert sorted(subjects(first) + subjects(second)) == ["one", "two"]
    assert (first.problems, second.problems) == ((), ())


@pytest.mark.parametrize("search", [False, True])
def test_a_message_that_cannot_be_read_is_reported_and_tried_again(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch, search: bool
) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(mail("one", at=harness.now()))
    harness.deliver(mail("two", at=harness.now()))
    name = files(harness.inbox)[0].name

    def forbidden(path: str, limit: int) -> bytes:
        if path.endswith(name):
            raise PermissionError(13, "Permission denied")
        return read_header(path, limit)

    with monkeypatch.context() as broken:
        broken.setattr(glances, "read_header", forbidden)
        query = Query(harness.now() - timedelta(days=1))
        first = harness.mailbox.search(query, anything) if search else harness.mailbox.changes(cursor, anything)
    settle(harness)
    second = harness.mailbox.changes(first.cursor, anything)
    assert (subjects(first), subjects(second)) == (["two"], ["one"])
    (problem,) = first.problems
    assert (problem.warning, problem.what) == (False, "The message could not be read (permission denied).")
    assert second.problems == ()


def test_what_is_no_message_is_passed_over(harness: LocalHarness) -> None:
    cursor = harness.mailbox.position()
    (harness.inbox / "cur" / "a-directory").mkdir()
    (harness.inbox / "cur" / "a-loop").symlink_to("a-loop")
    os.mkfifo(harness.inbox / "cur" / "a-pipe")
    harness.deliver(mail("one", at=harness.now()))
    found = harness.mailbox.changes(cursor, Trace(ANA.email))
    assert (subjects(found), found.problems) == (["one"], ())


def test_names_outside_of_any_charset_are_no_obstacle(harness: LocalHarness) -> None:
    cursor = harness.mailbox.position()
    path = os.fsencode(harness.inbox / "new") + b"/1700000000.\xff\xe9.host"
    with open(path, "wb") as file:
        file.write(mail("one", at=harness.now()))
    found = harness.mailbox.changes(cursor, anything)
    assert subjects(found) == ["one"]
    assert harness.mailbox.changes(found.cursor, anything).messages == ()


def test_attributes_that_a_synchroniser_adds_are_no_news(harness: LocalHarness) -> None:
    harness.deliver(mail("one", at=harness.now()))
    cursor = harness.mailbox.position()
    (path,) = files(harness.inbox)
    path.rename(harness.inbox / "cur" / f"{path.name},U=1:2,S")
    assert harness.mailbox.changes(cursor, anything).messages == ()


def test_a_message_that_is_removed_is_no_news(harness: LocalHarness) -> None:
    harness.deliver(mail("one", at=harness.now()))
    cursor = harness.mailbox.position()
    files(harness.inbox)[0].unlink()
    assert harness.mailbox.changes(cursor, anything).messages == ()


# --- all mail in one folder -----------------------------------------------------------------------------------------


def test_in_a_folder_of_all_mail_drafts_are_no_news_and_own_mail_is_sent_mail(harness: LocalHarness) -> None:
    cursor = harness.mailbox.position()
    harness.put(harness.inbox, mail("a draft", at=harness.now(), sender=ME, to=ANA), "DS")
    harness.put(harness.inbox, mail("sent", at=harness.now(), sender=ME, to=ANA), "S")
    tagged = Address(ME.email.replace("@", "+jobs@"), ME.name)
    harness.put(harness.inbox, mail("tagged", at=harness.now(), sender=tagged, to=ANA), "S")
    harness.put(harness.inbox, mail("a note to myself, tagged", at=harness.now(), sender=ME, to=tagged), "S")
    harness.put(harness.inbox, mail("a note to myself", at=harness.now(), sender=ME, to=ME), "S")
    harness.put(harness.inbox, mail("received", at=harness.now()), "S")
    found = {m.subject: m.folder for m in harness.mailbox.changes(cursor, anything).messages}
    assert {subject for subject, folder in found.items() if folder is Folder.SENT} == {"sent", "tagged"}
    assert found.keys() == {"sent", "tagged", "a note to myself", "a note to myself, tagged", "received"}


def test_one_mail_in_two_inboxes_is_one_mail(tmp_path: Path) -> None:
    harness = LocalHarness(tmp_path / "Mail")
    raw = mail("both", at=harness.now())
    harness.put(make_maildir(harness.root / "Jobs"), raw, "S")
    harness.deliver(raw)
    harness.inboxes = ("INBOX", "Jobs")
    harness.restart()
    found = harness.mailbox.search(Query(harness.now() - timedelta(days=1)), anything)
    assert subjects(found) == ["both"]


def test_two_mails_with_one_message_id_are_two_when_their_senders_differ(harness: LocalHarness) -> None:
    cursor = harness.mailbox.position()
    for sender in (ANA, Address("other@acme.example", "Other")):
        harness.deliver(mail(sender.name, at=harness.now(), sender=sender, message_id="same@broken.example"))
    assert sorted(subjects(harness.mailbox.changes(cursor, anything))) == [ANA.name, "Other"]


# --- the cursor -----------------------------------------------------------------------------------------------------


def test_hashes_survive_being_packed() -> None:
    assert unpack(pack({3, 1, 2**64 - 1})) == frozenset({1, 3, 2**64 - 1})
    assert unpack(pack(set())) == frozenset()


@pytest.mark.parametrize("seen", ["", "!", "AAAA", "eJwDAAAAAAE"])
def test_damaged_hashes_are_an_expired_cursor(seen: str) -> None:
    with pytest.raises(CursorExpired):
        unpack(seen)


def test_a_damaged_part_of_a_cursor_is_an_expired_cursor(harness: LocalHarness) -> None:
    harness.deliver(mail("one", at=harness.now()))
    cursor = json.loads(harness.mailbox.position())
    cursor["folders"]["INBOX"][2] = cursor["folders"]["INBOX"][2][:-8]
    with pytest.raises(CursorExpired):
        harness.mailbox.changes(json.dumps(cursor), anything)


def test_a_cursor_tells_nothing_about_the_mail(harness: LocalHarness) -> None:
    harness.deliver(mail("secret", at=harness.now(), sender=ANA))
    (path,) = files(harness.inbox)
    cursor = harness.mailbox.position()
    assert not [word for word in ("secret", ANA.email, path.name) if word in cursor]
