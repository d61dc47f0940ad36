"""Finding the folders: two layouts, every language, and one clear sentence when there is nothing to find."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from followbot.errors import ConfigurationError, FollowbotError, Unreachable
from followbot.providers.local.layout import FolderNames, Folders, resolve
from followbot.providers.local.mailbox import LocalMailbox
from tests.contract.local_harness import COMMON, START, make_maildir
from tests.contract.mailbox import payload_of
from tests.fakes.world import FakeClock


def tree(root: Path, *names: str) -> Path:
    for name in names:
        make_maildir(root / name if name != "." else root)
    return root


def found(root: Path, **names: object) -> Folders:
    return resolve(root, FolderNames(common=COMMON, **names))  # type: ignore[arg-type]  # a test's shorthand


def test_plain_folders_lie_side_by_side(tmp_path: Path) -> None:
    folders = found(tree(tmp_path, "INBOX", "Drafts", "Sent", "Trash"))
    assert folders.inbox == (tmp_path / "INBOX",)
    assert (folders.drafts, folders.sent, folders.trash) == (
        tmp_path / "Drafts",
        (tmp_path / "Sent",),
        tmp_path / "Trash",
    )


def test_in_maildir_plus_plus_the_root_is_the_inbox(tmp_path: Path) -> None:
    folders = found(tree(tmp_path, ".", ".Drafts", ".Sent", ".Trash"))
    assert folders.inbox == (tmp_path,)
    assert (folders.drafts, folders.sent, folders.trash) == (
        tmp_path / ".Drafts",
        (tmp_path / ".Sent",),
        tmp_path / ".Trash",
    )


def test_a_root_inbox_may_have_plain_folders(tmp_path: Path) -> None:
    folders = found(tree(tmp_path, ".", "Sent"))
    assert (folders.inbox, folders.sent, folders.drafts) == ((tmp_path,), (tmp_path / "Sent",), tmp_path / "Drafts")


def test_a_lonely_maildir_gets_dotted_drafts(tmp_path: Path) -> None:
    assert found(tree(tmp_path, ".")).drafts == tmp_path / ".Drafts"


@pytest.mark.parametrize("spelling", ["INBOX", "Inbox", "inbox"])
def test_the_inbox_is_found_in_any_case(tmp_path: Path, spelling: str) -> None:
    assert found(tree(tmp_path, spelling)).inbox == (tmp_path / spelling,)


def test_several_inboxes_and_nested_names(tmp_path: Path) -> None:
    plain = found(tree(tmp_path / "a", "INBOX", "Lists/Jobs"), inbox=("INBOX", "Lists/Jobs"))
    assert plain.inbox == (tmp_path / "a/INBOX", tmp_path / "a/Lists/Jobs")
    dotted = found(tree(tmp_path / "b", ".", ".Lists.Jobs", ".Agency"), inbox=("INBOX", "Lists/Jobs", "INBOX.Agency"))
    assert dotted.inbox == (tmp_path / "b", tmp_path / "b/.Lists.Jobs", tmp_path / "b/.Agency")


@pytest.mark.parametrize("kind", ["drafts", "sent", "trash"])
@pytest.mark.parametrize("dotted", [False, True])
def test_folders_are_known_by_their_names_in_other_languages(tmp_path: Path, kind: str, dotted: bool) -> None:
    for number, name in enumerate(COMMON[kind]):
        root = tmp_path / str(number)
        path = tree(root, "." if dotted else "INBOX", f".{name}" if dotted else name) / (f".{name}" if dotted else name)
        value = getattr(found(root), kind)
        assert (value if kind == "drafts" or kind == "trash" else value[0]) == path, name


def test_names_in_modified_utf7_are_read(tmp_path: Path) -> None:
    root = tree(tmp_path, "INBOX", "Entw&APw-rfe", "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-", "&MLQw33ux-")
    folders = found(root)
    assert folders.drafts == root / "Entw&APw-rfe"
    assert folders.sent == (root / "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-",)
    assert folders.trash == root / "&MLQw33ux-"
    assert found(root, drafts="Entwürfe").drafts == root / "Entw&APw-rfe"


def test_gmails_folders_are_found_one_level_down(tmp_path: Path) -> None:
    root = tree(tmp_path, "INBOX", "[Gmail]/Drafts", "[Gmail]/Sent Mail", "[Gmail]/Trash", "Archive/2019/Sent")
    folders = found(root)
    assert folders.drafts == root / "[Gmail]/Drafts"
    assert folders.sent == (root / "[Gmail]/Sent Mail",)
    assert folders.trash == root / "[Gmail]/Trash"


def test_a_configured_folder_that_exists_is_the_one(tmp_path: Path) -> None:
    root = tree(tmp_path, "INBOX", "Drafts", "Later", "Sent", "Sent Items")
    assert found(root, drafts="Later").drafts == root / "Later"
    assert found(root, sent=("Sent Items", "Sent")).sent == (root / "Sent Items", root / "Sent")


def test_without_a_common_name_the_configured_one_is_made(tmp_path: Path) -> None:
    root = tree(tmp_path, "INBOX")
    folders = found(root, drafts="Später")
    assert (folders.drafts.name, folders.sent, folders.trash) == ("Sp&AOQ-ter", (), None)


@pytest.mark.parametrize("broken", ["&", "&AP-x", "&\xff", "&&&-", "&ZZZZZZZZ"])
def test_a_broken_name_is_no_obstacle(tmp_path: Path, broken: str) -> None:
    assert found(tree(tmp_path, "INBOX", broken)).sent == ()


# --- nothing there --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [(), ("INBOX",)])
def test_a_missing_place_is_named(tmp_path: Path, names: tuple[str, ...]) -> None:
    root = tree(tmp_path, *names) if names else tmp_path / "nowhere"
    mailbox = LocalMailbox("files", root, clock=FakeClock(START), inbox=("INBOX", "Jobs"))
    with pytest.raises(ConfigurationError) as caught:
        mailbox.position()
    assert str(root) in caught.value.problem
    assert ("Jobs" in caught.value.problem) is bool(names)
    assert caught.value.remedy


def test_a_file_in_place_of_the_root_is_no_mailbox(tmp_path: Path) -> None:
    (tmp_path / "mbox").write_text("From me\n")
    with pytest.raises(ConfigurationError):
        LocalMailbox("files", tmp_path / "mbox", clock=FakeClock(START)).position()


def test_a_mailbox_made_later_is_seen_without_a_restart(tmp_path: Path) -> None:
    mailbox = LocalMailbox("files", tmp_path / "Mail", clock=FakeClock(START))
    with pytest.raises(ConfigurationError):
        mailbox.position()
    tree(tmp_path / "Mail", "INBOX")
    assert mailbox.position()


def test_the_home_directory_may_be_abbreviated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    tree(tmp_path / "Mail", "INBOX")
    assert LocalMailbox("files", Path("~/Mail"), clock=FakeClock(START)).position()


@pytest.mark.parametrize(
    ("code", "expected"), [(errno.EACCES, ConfigurationError), (errno.EIO, Unreachable), (errno.ESTALE, Unreachable)]
)
def test_a_folder_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, expected: type[FollowbotError]
) -> None:
    mailbox = LocalMailbox("files", tree(tmp_path, "INBOX", "Drafts"), clock=FakeClock(START))
    listdir = os.listdir

    def fail(directory: str) -> list[str]:
        if "Drafts" in directory:
            raise OSError(code, os.strerror(code), directory)
        return listdir(directory)

    monkeypatch.setattr(os, "listdir", fail)
    with pytest.raises(expected) as caught:
        mailbox.find(payload_of("files", START))
    assert str(tmp_path / "Drafts") in caught.value.problem
    assert mailbox.position()
