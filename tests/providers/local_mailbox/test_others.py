"""The folders beside inbox and sent mail: each that may hold mail is watched, and none of them stops the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from followbot.app.ports import Envelope, Query
from followbot.domain.model import Address, Folder
from followbot.providers.local import others, reader
from followbot.providers.local.layout import FolderNames, resolve
from followbot.providers.local.maildir import filenames
from followbot.providers.local.others import other_folders
from tests.contract.local_harness import COMMON, LocalHarness, make_maildir
from tests.contract.mailbox import ANA, ME, anything, mail, subjects

ALIAS = Address("sam@nobody-told.example", "Sam")


@pytest.fixture(params=[False, True], ids=["plain", "Maildir++"])
def harness(request: pytest.FixtureRequest, tmp_path: Path) -> LocalHarness:
    return LocalHarness(tmp_path / "Mail", dotted=request.param)


def watched(harness: LocalHarness, **names: tuple[str, ...]) -> dict[str, bool]:
    """The other folders by their paths below the root, and whether each holds sent mail."""
    known = FolderNames(common=COMMON, **names)  # type: ignore[arg-type]  # a test's shorthand
    found = other_folders(harness.root, resolve(harness.root, known), known)
    return {os.path.relpath(other.path, harness.root): other.sent for other in found}


def made(harness: LocalHarness, *folders: str) -> list[str]:
    """Make folders; their paths below the root."""
    return [os.path.relpath(make_maildir(harness.own_folder(name)), harness.root) for name in folders]


def test_what_users_and_their_rules_make_is_watched(harness: LocalHarness) -> None:
    folders = made(harness, "Jobs", "Jobs/Acme", "Archiv", "Listen/Python/Jobs", "Stellen/Bücher & Co", "受信/応募")
    assert sorted(watched(harness)) == sorted(folders)


@pytest.mark.parametrize("kind", ["drafts", "trash", "junk", "unsent"])
def test_what_holds_nothing_sent_or_received_is_left_alone_in_any_language(harness: LocalHarness, kind: str) -> None:
    for name in COMMON[kind]:
        path = harness.own_folder(f"Konto/{name}")
        if not path.exists():
            make_maildir(path)
    assert watched(harness) == {}


def test_what_a_server_shows_of_calendars_and_address_books_is_no_mail(harness: LocalHarness) -> None:
    made(harness, *COMMON["items"], "Contacts/Team")
    kept = made(harness, "Jobs/Contacts", "Jobs/Notes")
    assert sorted(watched(harness)) == kept


def test_below_trash_and_junk_all_is_trash_and_junk_but_a_draft_of_a_book_is_a_folder(harness: LocalHarness) -> None:
    made(harness, "Trash/2024", "Spam/Jobs", "Drafts/Later")
    kept = made(harness, "Concept/Jobs")
    assert sorted(watched(harness)) == kept


def test_sent_mail_that_is_kept_by_the_year_is_sent_mail(harness: LocalHarness) -> None:
    by_year, elsewhere, not_sent = made(harness, "Sent/2026", "Konto/Gesendet", "Konto/Jobs")
    assert watched(harness) == {by_year: True, elsewhere: True, not_sent: False}
    _, of_ones_own = made(harness, "Raus", "Raus/2026")
    assert watched(harness, sent=("Raus",))[of_ones_own]
    cursor = harness.mailbox.position()
    for folder in ("Sent/2026", "Konto/Jobs"):
        harness.file_away(folder, mail(folder, at=harness.now(), sender=ALIAS, to=ANA))
    found = {m.subject: m.folder for m in harness.mailbox.changes(cursor, anything).messages}
    assert found == {"Sent/2026": Folder.SENT, "Konto/Jobs": Folder.INBOX}


def test_what_the_user_wants_left_alone_is(harness: LocalHarness) -> None:
    made(harness, "Lists", "Lists/Python")
    kept = made(harness, "Jobs")
    assert sorted(watched(harness, skip=("Lists",))) == kept
    harness.skipped = ("Jobs",)
    harness.restart()
    cursor = harness.mailbox.position()
    harness.file_away("Jobs", mail("one", at=harness.now()))
    assert harness.mailbox.changes(cursor, anything).messages == ()


def test_a_draft_in_another_folder_is_no_news(harness: LocalHarness) -> None:
    folder = make_maildir(harness.own_folder("Jobs"))
    cursor = harness.mailbox.position()
    harness.put(folder, mail("for later", at=harness.now(), sender=ME, to=ANA), "DS")
    assert harness.mailbox.changes(cursor, anything).messages == ()


def test_links_lead_to_each_folder_once_and_in_no_circle(tmp_path: Path) -> None:
    harness = LocalHarness(tmp_path / "Mail")
    made(harness, "Jobs", "Jobs/Acme")
    (harness.root / "Jobs" / "above").symlink_to(harness.root)
    (harness.root / "Zuletzt").symlink_to(harness.root / "Jobs" / "Acme")
    (harness.root / "Zettel").symlink_to(harness.root / "Drafts")
    make_maildir(harness.drafts_folder)
    assert sorted(watched(harness)) == ["Jobs", "Jobs/Acme"]


def test_what_programs_keep_beside_the_mail_is_not_walked_through(harness: LocalHarness) -> None:
    make_maildir(harness.root / ".notmuch" / "xapian" / "mail")
    (harness.root / "lost+found").mkdir()
    assert watched(harness) == {}


def test_more_folders_than_anybody_has_are_not_watched_and_that_is_said_once(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (others, reader):
        monkeypatch.setattr(module, "MOST", 3)
    made(harness, *(f"Jobs {number}" for number in range(3)))
    cursor = harness.mailbox.position()
    assert harness.mailbox.changes(cursor, anything).problems == ()
    harness.file_away("Jobs 1", mail("watched", at=harness.now()))
    harness.file_away("Jobs 8", mail("one too many", at=harness.now()))
    first = harness.mailbox.changes(cursor, anything)
    assert subjects(first) == ["watched"]
    (problem,) = first.problems
    assert (problem.where, problem.warning) == ("folders", True)
    assert problem.what.startswith("Only the first 3 folders")
    harness.deliver(mail("later", at=harness.now()))
    assert harness.mailbox.changes(first.cursor, anything).problems == ()


def test_folders_are_found_as_deep_as_anybody_files(harness: LocalHarness) -> None:
    folders = made(harness, "A", "A/B", "A/B/C", "A/B/C/D", "A/B/C/D/E")
    assert sorted(watched(harness)) == folders


def test_below_a_trash_of_the_users_own_name_all_is_trash(harness: LocalHarness) -> None:
    made(harness, "Weg", "Weg/2024")
    assert watched(harness, trash="Weg") == {}  # type: ignore[arg-type]  # one name, not several


def test_no_more_folders_are_looked_for_than_tell_that_there_are_too_many(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "MOST", 3)
    made(harness, *(f"Jobs {number}" for number in range(9)))
    assert len(watched(harness)) == 4


def test_a_folder_in_which_nothing_happened_is_not_listed(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    harness.file_away("Jobs", mail("old", at=harness.now()))
    for directory in harness.root.rglob("*"):
        if directory.name in ("cur", "new"):
            os.utime(directory, (1_600_000_000, 1_600_000_000))
    cursor = harness.mailbox.position()
    monkeypatch.setattr(reader, "filenames", lambda folder: pytest.fail(f"{folder} was listed"))
    assert harness.mailbox.changes(cursor, anything).cursor == cursor


@pytest.mark.parametrize("search", [False, True])
def test_a_folder_that_cannot_be_read_is_told_of_and_stops_no_other(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch, search: bool
) -> None:
    cursor = harness.mailbox.position()
    harness.file_away("Jobs", mail("filed", at=harness.now()))
    harness.deliver(mail("delivered", at=harness.now()))

    def forbidden(folder: Path) -> Iterator[tuple[str, list[str]]]:
        if "Jobs" in folder.name:
            raise PermissionError(13, "Permission denied")
        return filenames(folder)

    with monkeypatch.context() as broken:
        broken.setattr(reader, "filenames", forbidden)
        query = Query(harness.now() - timedelta(days=1))
        first = harness.mailbox.search(query, anything) if search else harness.mailbox.changes(cursor, anything)
        again = harness.mailbox.changes(first.cursor, anything)
        assert again.problems == (), "once is enough"
    second = harness.mailbox.changes(first.cursor, anything)
    assert (subjects(first), subjects(second), second.problems) == (["delivered"], ["filed"], ())
    (problem,) = first.problems
    assert problem.warning
    assert "Jobs" not in f"{problem.where} {problem.what}", "its name tells of an application"
    assert "permission denied" in problem.what


def test_a_folder_that_is_closed_to_the_user_is_passed_by(
    harness: LocalHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is closed to root, who runs this in places, so the system's calls refuse by themselves."""
    (path,) = made(harness, "Jobs")
    refused = []

    def closing(look: Callable[..., Any]) -> Callable[..., Any]:
        def refusing(folder: Any = ".", *more: Any, **named: Any) -> Any:
            if os.fspath(folder).startswith(str(harness.root / path)):
                refused.append(folder)
                raise PermissionError(13, "Permission denied")
            return look(folder, *more, **named)

        return refusing

    monkeypatch.setattr(os, "scandir", closing(os.scandir))
    monkeypatch.setattr(os, "listdir", closing(os.listdir))
    assert harness.mailbox.position()
    assert refused


def test_an_archive_that_appears_is_read_as_far_back_as_may_matter(harness: LocalHarness) -> None:
    cursor = harness.mailbox.position()
    for days in (400, 76, 70):
        at = harness.now() - timedelta(days=days)
        harness.file_away("Archiv", mail(f"{days} days ago", at=at))
    asked: list[str] = []

    def interest(envelope: Envelope) -> bool:
        asked.append(envelope.subject)
        return True

    assert subjects(harness.mailbox.changes(cursor, interest)) == ["70 days ago"]
    assert asked == ["70 days ago"]


def test_a_cursor_of_inbox_and_sent_mail_alone_goes_on(harness: LocalHarness) -> None:
    """Such cursors are in the stores of those who come from a version that watched no other folders."""
    cursor = harness.mailbox.position()
    harness.file_away("Jobs", mail("filed", at=harness.now() - timedelta(days=3)))
    harness.deliver(mail("new", at=harness.now()))
    assert subjects(harness.mailbox.changes(cursor, anything)) == ["filed", "new"]
