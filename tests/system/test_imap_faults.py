"""What goes wrong with real IMAP servers: each time one clear sentence, nothing lost, exactly one draft."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from imapclient import IMAPClient

from followbot.app.ports import Created, NotFound, Query, Refused, Removed, Uncertain, Untouched, WasEdited
from followbot.errors import ConfigurationError, CursorExpired, LoginNeeded, Unreachable
from followbot.providers.imap.connection import Connection, Server
from followbot.providers.imap.drafts import Desk
from followbot.providers.imap.folders import FolderNames
from followbot.providers.imap.idle import IdleListener
from followbot.providers.imap.mailbox import ImapMailbox
from tests.contract.imap_harness import ImapHarness, at_dovecot, hand
from tests.contract.mailbox import ANA, LETTER, ME, anything, create, mail, payload_for, subjects
from tests.servers.dovecot import PASSWORD, QUOTA, Dovecot, dovecot, needs_dovecot
from tests.servers.proxy import Cut, Proxy, proxy_before

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


@pytest.fixture
def between(server: Dovecot, harness: ImapHarness) -> Iterator[Proxy]:
    """The harness's mailbox speaks through this proxy; the user's own program does not."""
    with proxy_before(server.port, server.root) as proxy:
        direct = harness.server
        harness.server = replace(direct, port=proxy.port)
        harness.restart()
        yield proxy
        harness.connected.close()


@pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.MIDDLE, Cut.AFTER])
def test_a_connection_lost_during_append_is_uncertain_and_the_next_look_knows(
    harness: ImapHarness, between: Proxy, cut: Cut
) -> None:
    payload = payload_for(harness)
    between.cut = cut
    outcome = harness.mailbox.create(payload)
    assert isinstance(outcome, Uncertain), outcome
    assert outcome.error.startswith("localhost cannot be reached: ")
    assert between.cuts == 1
    fate = harness.mailbox.find(payload)
    stored = len(harness.drafts())
    assert isinstance(fate, Untouched if cut is Cut.AFTER else NotFound)
    assert stored == (1 if cut is Cut.AFTER else 0)


def test_a_connection_that_died_while_idle_is_opened_again(server: Dovecot, harness: ImapHarness) -> None:
    cursor = harness.mailbox.position()
    server.stop()
    server.start()
    harness.deliver(mail("after the restart", at=harness.now()))
    assert subjects(harness.mailbox.changes(cursor, anything)) == ["after the restart"]
    server.stop()
    server.start()
    payload = payload_for(harness)
    assert isinstance(harness.mailbox.create(payload), Created)
    harness.hand.shutdown()
    harness.hand = hand(harness.server, PASSWORD)
    assert len(harness.drafts()) == 1


def test_a_server_that_is_away_is_unreachable_and_comes_back(server: Dovecot, harness: ImapHarness) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(mail("meanwhile", at=harness.now()))
    harness.restart()
    server.stop()
    try:
        with pytest.raises(Unreachable, match=r"^localhost cannot be reached: it refuses the connection\."):
            harness.mailbox.changes(cursor, anything)
        refused = harness.mailbox.create(payload_for(harness))
        assert isinstance(refused, Refused)
        assert refused.code == Unreachable.exit_code
    finally:
        server.start()
    assert subjects(harness.mailbox.changes(cursor, anything)) == ["meanwhile"]


def test_a_folder_numbered_anew_expires_the_cursor_and_keeps_the_draft(harness: ImapHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    cursor = harness.mailbox.position()
    kept = harness.drafts()
    harness.expire_cursors()
    drafts = harness.folders.drafts
    harness.hand.unselect_folder()
    harness.hand.rename_folder(drafts, "old")
    harness.hand.create_folder(drafts)
    for raw in kept:
        harness.hand.append(drafts, raw, flags=[b"\\Draft"], msg_time=harness.now())
    with pytest.raises(CursorExpired):
        harness.mailbox.changes(cursor, anything)
    fate = harness.mailbox.fate(draft, payload)
    assert isinstance(fate, Untouched)
    assert fate.draft.id != draft.id
    assert harness.mailbox.withdraw(fate.draft, payload) == Removed()
    assert harness.drafts() == []


def test_a_full_mailbox_refuses_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with dovecot(QUOTA) as full:
        monkeypatch.setenv("SSL_CERT_FILE", str(full.ca))
        user = full.next_user()
        harness = ImapHarness(Server("localhost", user, full.port), PASSWORD)
        harness.hand.append("INBOX", b"Subject: big\r\n\r\n" + b"x" * 30_000)
        payload = payload_for(harness, text=LETTER * 30)
        outcome = harness.mailbox.create(payload)
        assert outcome == Refused("The draft cannot be put into “Entwürfe”: the mailbox is full.")
        assert harness.drafts() == []
        harness.hand.select_folder("INBOX")
        harness._remove(harness.hand.search()[0])
        assert isinstance(harness.mailbox.create(payload), Created)
        assert len(harness.drafts()) == 1
        harness.close()


def test_a_read_only_drafts_folder_refuses_in_one_sentence(server: Dovecot, harness: ImapHarness) -> None:
    harness.hand.select_folder("Entwürfe")  # Dovecot makes it at the first look
    folder = server.maildir(harness.server.username) / ".Entw&APw-rfe"
    folder.chmod(0o500)
    (folder / "tmp").chmod(0o500)
    try:
        outcome = harness.mailbox.create(payload_for(harness))
    finally:
        folder.chmod(0o700)
        (folder / "tmp").chmod(0o700)
    assert isinstance(outcome, Refused)
    assert outcome.error.startswith("The draft cannot be put into “Entwürfe”: ")
    assert harness.drafts() == []


def test_an_edit_saved_while_the_draft_is_taken_back_is_kept(
    harness: ImapHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    remove = Desk.remove

    def edited_first(desk: Desk, *arguments: Any) -> None:
        harness.edit(payload, text="My own words, saved in the very moment.\n")
        remove(desk, *arguments)

    monkeypatch.setattr(Desk, "remove", edited_first)
    assert isinstance(harness.mailbox.withdraw(draft, payload), WasEdited)
    assert len(harness.drafts()) == 1


def test_other_peoples_deleted_mail_is_not_expunged(harness: ImapHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.hand.append(harness.folders.drafts, mail("mine", at=harness.now(), sender=ME, to=ANA))
    harness.hand.select_folder(harness.folders.drafts)
    mine = max(harness.hand.search())
    harness.hand.add_flags([mine], [b"\\Deleted"])
    assert harness.mailbox.withdraw(draft, payload) == Removed()
    harness.hand.select_folder(harness.folders.drafts)
    assert harness.hand.search() == [mine]


@pytest.mark.parametrize(
    ("change", "raised", "sentence"),
    [
        ({"username": "nobody"}, LoginNeeded, "localhost does not accept the login."),
        ({"host": "127.0.0.1"}, None, ""),
        ({"starttls": True}, Unreachable, "localhost cannot be reached: "),
        ({"host": "name.invalid"}, Unreachable, "name.invalid cannot be reached: its name is unknown."),
    ],
    ids=["login", "address in the certificate", "starttls at the tls port", "unknown name"],
)
def test_what_a_wrong_configuration_says(
    harness: ImapHarness, change: dict[str, object], raised: type[Exception] | None, sentence: str
) -> None:
    connection = Connection(replace(harness.server, **change), lambda: PASSWORD, {})  # type: ignore[arg-type] # fields of Server, by name
    monkey = "followbot.providers.imap.connection.CONNECT_WITHIN"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(monkey, 2.0)
        if raised is None:
            connection.read(lambda client: client.noop())
        else:
            with pytest.raises(raised, match=f"^{sentence}"):
                connection.read(lambda client: client.noop())
    connection.close()


def test_a_certificate_that_nobody_signed_is_refused(harness: ImapHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    connection = Connection(harness.server, lambda: PASSWORD, {})
    with pytest.raises(ConfigurationError, match="nobody whom this computer trusts has signed it"):
        connection.read(lambda client: client.noop())


def test_a_certificate_for_another_name_is_refused(server: Dovecot, harness: ImapHarness) -> None:
    connection = Connection(replace(harness.server, host="localhost.localdomain"), lambda: PASSWORD, {})
    with pytest.raises((ConfigurationError, Unreachable), match=r"another name|its name is unknown"):
        connection.read(lambda client: client.noop())


def test_starttls_is_used_where_it_is_asked_for(server: Dovecot, harness: ImapHarness) -> None:
    connection = Connection(
        Server("localhost", harness.server.username, server.plain_port, starttls=True), lambda: PASSWORD, {}
    )
    assert connection.read(lambda client: type(client.socket()).__name__) == "SSLSocket"
    connection.close()


def test_a_folder_that_does_not_exist_is_named(harness: ImapHarness) -> None:
    mailbox = ImapMailbox("post", harness.connected, clock=harness.clock, names=FolderNames(inbox=("INBOX", "Nope")))
    with pytest.raises(ConfigurationError, match="The mailbox has no folder “Nope”"):
        mailbox.position()


def test_looking_leaves_everything_unread(harness: ImapHarness) -> None:
    harness.deliver(mail("unread", at=harness.now()))
    harness.mailbox.search(Query(harness.now() - timedelta(days=1)), anything)
    harness.hand.select_folder("INBOX")
    assert harness.hand.search(["UNSEEN"]) != []


def test_an_unchanged_mailbox_costs_two_commands_a_folder_at_most(harness: ImapHarness) -> None:
    cursor = harness.mailbox.position()
    harness.counts.clear()
    harness.mailbox.changes(cursor, anything)
    assert harness.counts == {"IMAP LIST": 1, "IMAP EXAMINE": 3}


@pytest.mark.parametrize("idle", [True, False], ids=["IDLE", "NOOP"])
def test_an_ear_hears_of_mail(harness: ImapHarness, monkeypatch: pytest.MonkeyPatch, idle: bool) -> None:
    if not idle:
        known = IMAPClient.has_capability
        monkeypatch.setattr(IMAPClient, "has_capability", lambda self, name: name != "IDLE" and known(self, name))
    monkeypatch.setattr("followbot.providers.imap.idle.ASKED", timedelta(milliseconds=50))
    ear = IdleListener(harness.connection(), harness.names)
    assert ear.wait(timedelta(seconds=20)), "what came before the connection may have been missed"
    assert not ear.wait(timedelta(milliseconds=100))
    harness.deliver(mail("news", at=harness.now()))
    assert ear.wait(timedelta(seconds=20)) or ear.wait(timedelta(seconds=20))
    ear.close()
    assert not ear.wait(timedelta(seconds=20))


def test_an_ear_can_be_closed_while_it_listens(harness: ImapHarness) -> None:
    ear = IdleListener(harness.connection(), harness.names)
    ear.wait(timedelta(seconds=20))
    closing = threading.Timer(0.2, ear.close)
    closing.start()
    with contextlib.suppress(Unreachable):
        assert not ear.wait(timedelta(minutes=5))
    closing.join()
