"""Answers of IMAP servers that IMAPClient takes for good, and that are not what was asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from followbot.app.ports import Query, Uncertain
from followbot.errors import Unreachable
from followbot.providers.imap.connection import Server
from followbot.providers.imap.folders import FolderNames, find_folders
from tests.contract.mailbox import anything, create, mail, payload_for, subjects
from tests.fakes.imap_memory import Client
from tests.property.simulation.boxes import ImapInMemory


@pytest.fixture
def harness() -> ImapInMemory:
    return ImapInMemory(Server("imap.example", "sam"), "")


def test_a_server_that_says_it_removed_the_draft_and_did_not_is_not_believed(
    harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    for name in ("add_flags", "uid_expunge"):
        monkeypatch.setattr(Client, name, lambda *what, **how: None)
    assert isinstance(harness.mailbox.withdraw(draft, payload), Uncertain)


def test_a_namespace_without_a_prefix_makes_no_folder_called_none(
    harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    del harness.memory.boxes["Drafts"]
    monkeypatch.setattr(Client, "has_capability", lambda self, name: name in ("NAMESPACE", "UIDPLUS"))
    monkeypatch.setattr(Client, "namespace", lambda self: (((None, "/"),), None, None), raising=False)
    client: Any = Client(harness.memory)
    assert find_folders(client, FolderNames()).drafts == "Drafts"


def fetched(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> None:
    """From now on these items of each FETCH are as given."""
    honest = Client.fetch

    def fetch(self: Client, uids: Any, items: Any) -> Any:
        rows = honest(self, uids, items)
        for row in rows.values():
            row |= {key: changed[name] for key in row if (name := _name(key)) in changed}
        return rows

    monkeypatch.setattr(Client, "fetch", fetch)


def _name(item: bytes) -> str:
    return "HEADER" if b"HEADER" in item else item.decode().strip("[]")


def test_a_flag_that_is_a_number_is_no_size(harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    """`bytes(10**12)` would ask for all the memory that there is."""
    harness.deliver(mail("after", at=harness.now()))
    fetched(monkeypatch, FLAGS=(b"\\Seen", 10**12))
    query = Query(harness.now() - timedelta(days=1))
    assert subjects(harness.mailbox.search(query, anything)) == ["after"]


def test_a_mail_without_a_header_is_told_of(harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(mail("after", at=harness.now()))
    fetched(monkeypatch, HEADER=None)
    found = harness.mailbox.changes(cursor, lambda envelope: False)
    assert [problem.where.partition(" ")[0] for problem in found.problems] == ["message"]


def test_a_folder_that_does_not_say_how_much_it_holds_is_searched(
    harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(mail("after", at=harness.now()))
    honest = Client.select_folder

    def select(self: Client, name: str, readonly: bool = False) -> dict[bytes, Any]:
        return {key: value for key, value in honest(self, name, readonly).items() if key != b"EXISTS"}

    monkeypatch.setattr(Client, "select_folder", select)
    assert subjects(harness.mailbox.changes(cursor, anything)) == ["after"]


@pytest.mark.parametrize("asked", ["search", "list_folders", "select_folder"])
def test_an_answer_in_no_known_grammar_is_named_and_the_connection_given_up(
    harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    harness.deliver(mail("after", at=harness.now()))
    honest = getattr(Client, asked)

    def fail(self: Client, *what: Any, **how: Any) -> Any:
        raise TypeError("argument of type 'NoneType' is not iterable")

    monkeypatch.setattr(Client, asked, fail)
    query = Query(harness.now() - timedelta(days=1))
    with pytest.raises(Unreachable, match="cannot be understood"):
        harness.mailbox.search(query, anything)
    monkeypatch.setattr(Client, asked, honest)
    assert subjects(harness.mailbox.search(query, anything)) == ["after"]


def test_a_create_whose_answer_is_in_no_known_grammar_may_have_happened(
    harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Client.append

    def append(self: Client, *what: Any, **how: Any) -> bytes:
        honest(self, *what, **how)
        raise IndexError("list index out of range")

    monkeypatch.setattr(Client, "append", append)
    assert isinstance(harness.mailbox.create(payload_for(harness)), Uncertain)
    assert len(harness.drafts()) == 1
