"""Folders by the hundred on a real server: what they are called, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from followbot.app.ports import Query
from tests.contract.imap_harness import ImapHarness, at_dovecot
from tests.contract.mailbox import anything, mail, subjects
from tests.servers.dovecot import Dovecot, dovecot, needs_dovecot

pytestmark = [pytest.mark.system, needs_dovecot]


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def harness(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ImapHarness]:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.ca))
    with at_dovecot(server) as made:
        yield made


def spent(harness: ImapHarness) -> dict[str, int]:
    """The commands since the last question."""
    told = dict(harness.counts)
    harness.counts.clear()
    return told


@pytest.mark.parametrize(
    "name", ["Stellen/Bücher & Söhne", "2026", 'He said "no"', "back\\slash", "受信/応募", "a(b)", "List*%"]
)
def test_a_folder_may_have_any_name(harness: ImapHarness, name: str) -> None:
    cursor = harness.mailbox.position()
    harness.file_away(name, mail("filed", at=harness.now()))
    found = harness.mailbox.changes(cursor, anything)
    assert (subjects(found), found.problems) == (["filed"], ())
    spent(harness)
    assert harness.mailbox.changes(found.cursor, anything).messages == ()
    assert spent(harness) == {"IMAP LIST": 2, "IMAP EXAMINE": 3}, "its head alone tells that nothing came"


def test_junk_is_left_alone(harness: ImapHarness) -> None:
    cursor = harness.mailbox.position()
    for name in ("Junk", "Spamverdacht/2026", "Papierkorb/Alt"):
        harness.file_away(name, mail("spam", at=harness.now()))
    assert harness.mailbox.changes(cursor, anything).messages == ()


def test_three_hundred_folders_are_asked_about_by_one_command(harness: ImapHarness) -> None:
    for number in range(300):
        harness.hand.create_folder(f"Firmen/Firma {number}")
    history = harness.mailbox.search(Query(harness.now() - timedelta(days=30)), anything)
    assert spent(harness).get("IMAP EXAMINE") == 3, "empty folders are not opened, not even for history"
    harness.file_away("Firmen/Firma 217", mail("filed", at=harness.now()))
    assert subjects(harness.mailbox.changes(history.cursor, anything)) == ["filed"]
    assert spent(harness) == {"IMAP LIST": 2, "IMAP EXAMINE": 4, "IMAP SEARCH": 1, "IMAP FETCH": 2}
