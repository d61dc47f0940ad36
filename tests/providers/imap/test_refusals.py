"""What a server that is busy, sick or odd may not make us believe: that a password is wrong, a mailbox empty, a draft gone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from followbot.app.ports import Created, NotFound, Query, Refused, Untouched, WasEdited
from followbot.errors import FollowbotError, LoginNeeded, Unreachable
from followbot.providers.imap import drafts
from followbot.providers.imap.connection import Connection, Server
from followbot.providers.imap.folders import FolderNames, find_folders
from followbot.providers.imap.idle import IdleListener
from followbot.providers.imap.mailbox import ImapMailbox
from tests.contract.local_harness import COMMON, START
from tests.contract.mailbox import ME, anything, mail, payload_of, subjects
from tests.fakes.imap import Handler, Script, hangs_up, imap_server, says
from tests.fakes.world import FakeClock

Serve = Callable[[Script], Connection]


@pytest.fixture
def burnt() -> list[str]:
    """Why the password was given up, if it was."""
    return []


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, burnt: list[str]) -> Iterator[Serve]:
    with ExitStack() as stack:

        def start(script: Script) -> Connection:
            running: AbstractContextManager[int] = imap_server(script, tmp_path)
            port = stack.enter_context(running)
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
            connection = Connection(Server("localhost", "sam", port), lambda: "secret", {}, burnt.append)
            stack.callback(connection.close)
            return connection

        yield start


def mailbox(connection: Connection) -> ImapMailbox:
    return ImapMailbox(
        "post", connection, clock=FakeClock(START), addresses={ME.email}, names=FolderNames(common=COMMON)
    )


# --- logging in -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        says(b"NO [ALERT] Too many simultaneous connections. (Failure)"),
        says(b"NO Server Unavailable. 15"),
        says(b"NO [UNAVAILABLE] later"),
        says(b"* BYE Server shutting down", b"NO it ends"),
        hangs_up,
    ],
    ids=["gmail busy", "exchange busy", "unavailable", "bye", "hung up"],
)
def test_a_login_that_cannot_be_had_now_does_not_cost_the_password(
    serve: Serve, burnt: list[str], answer: Handler
) -> None:
    connection = serve(Script(answers={"LOGIN": answer}))
    with pytest.raises(Unreachable):
        connection.read(lambda client: client.noop())
    assert burnt == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [(says(b"NO [AUTHENTICATIONFAILED] Invalid credentials"), 77), (hangs_up, 69)],
    ids=["refused", "hung up"],
)
def test_without_a_connection_no_draft_is_in_doubt(serve: Serve, answer: Handler, code: int) -> None:
    box = mailbox(serve(Script(answers={"LOGIN": answer})))
    outcome = box.create(payload_of("post", START))
    assert isinstance(outcome, Refused)
    assert outcome.code == code


def test_a_login_that_ends_right_after_a_draft_was_stored_leaves_it_created(serve: Serve) -> None:
    """The server names no UID, and closes the door before it can be asked for: the draft exists all the same."""
    script = Script()

    def stored(command: str, line: bytes) -> list[bytes]:
        script.answers |= {"LIST": hangs_up, "LOGIN": says(b"NO [AUTHENTICATIONFAILED] Invalid credentials")}
        return [b"OK done"]

    script.answers["APPEND"] = stored
    assert isinstance(mailbox(serve(script)).create(payload_of("post", START)), Created)


def test_a_login_that_is_refused_does(serve: Serve, burnt: list[str]) -> None:
    connection = serve(Script(answers={"LOGIN": says(b"NO [AUTHENTICATIONFAILED] Invalid credentials")}))
    with pytest.raises(LoginNeeded):
        connection.read(lambda client: client.noop())
    assert len(burnt) == 1


def test_pleasantries_that_are_refused_stop_nothing(serve: Serve, burnt: list[str]) -> None:
    refused = says(b"NO not now")
    script = Script("IMAP4rev1 ID ENABLE CONDSTORE", answers={"ID": refused, "ENABLE": refused})
    serve(script).read(lambda client: client.noop())
    assert {"ID", "ENABLE"} <= set(script.said)
    assert burnt == []


# --- reading --------------------------------------------------------------------------------------------------------


def test_a_server_that_cannot_show_a_new_mail_now_is_asked_again_later(serve: Serve) -> None:
    script = Script()
    box = mailbox(serve(script))
    cursor = box.position()
    script.messages[1] = mail("answer", at=START)
    script.answers["UID FETCH"] = says(b"NO [UNAVAILABLE] try again later")
    with pytest.raises(Unreachable):
        box.changes(cursor, anything)
    del script.answers["UID FETCH"]
    assert subjects(box.changes(cursor, anything)) == ["answer"]


def test_a_server_whose_every_answer_fails_is_sick_and_not_empty(serve: Serve) -> None:
    script = Script(messages={1: mail("one", at=START), 2: mail("two", at=START)})
    script.answers["UID FETCH"] = says(b"BAD no such thing")
    with pytest.raises(FollowbotError):
        mailbox(serve(script)).search(Query(START - timedelta(days=1)), anything)


def test_one_mail_that_cannot_be_served_is_named_and_the_others_are_read(serve: Serve) -> None:
    script = Script(messages={1: mail("one", at=START), 2: mail("poisoned", at=START), 3: mail("three", at=START)})

    def all_but_two(command: str, line: bytes) -> list[bytes]:
        content, uids = b"BODY" in line, line.split()[3]
        if content and uids == b"2":
            return [b"NO the message is damaged"]
        if (content and b"," in uids) or b":" in uids:
            return [b"NO a message is damaged"]
        return [part for part in script.standard(command, line) if not part.startswith(b"* 2 ") or not content]

    script.answers["UID FETCH"] = all_but_two
    found = mailbox(serve(script)).search(Query(START - timedelta(days=1)), anything)
    assert sorted(set(subjects(found))) == ["one", "three"]
    assert any("1.2" in problem.where for problem in found.problems)


def test_a_server_that_drips_is_left(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte comes in time, the answer never does."""
    monkeypatch.setattr("followbot.providers.imap.connection.DONE_WITHIN", 0.2)
    connection = serve(Script(answers={"NOOP": dripping}))
    with pytest.raises(Unreachable):
        connection.read(lambda client: client.noop(), again=False)


def dripping(command: str, line: bytes) -> list[bytes]:
    """An answer that takes longer than anybody waits."""
    threading.Event().wait(2)
    return [b"OK done"]


# --- drafts ---------------------------------------------------------------------------------------------------------


def test_a_draft_that_cannot_be_shown_now_is_not_taken_for_absent(serve: Serve) -> None:
    payload = payload_of("post", START)
    script = Script(messages={1: payload.mime})
    box = mailbox(serve(script))
    assert isinstance(box.find(payload), Untouched)
    script.answers["UID FETCH"] = says(b"NO [SERVERBUG] internal error")
    box = mailbox(serve(script))
    with pytest.raises(Unreachable):
        box.find(payload)


def test_where_headers_cannot_be_searched_for_all_are_read(serve: Serve) -> None:
    payload = payload_of("post", START - timedelta(days=40))
    script = Script(messages={1: payload.mime})

    def without_headers(command: str, line: bytes) -> list[bytes]:
        if b"HEADER" in line:
            return [b"NO [SERVERBUG] UID SEARCH Server error - Please try again later"]
        if b"SINCE" in line:
            return [b"* SEARCH", b"OK done"]
        return script.standard(command, line)

    script.answers["UID SEARCH"] = without_headers
    assert isinstance(mailbox(serve(script)).find(payload), Untouched)


def test_a_draft_edited_by_a_program_that_drops_our_marks_is_edited(serve: Serve) -> None:
    payload = payload_of("post", START)
    bare = payload.mime.replace(b"X-Draft-Ref: " + payload.key.encode(), b"X-Mailer: Phone").replace(
        payload.message_id.encode(), b"other@phone.example"
    )
    script = Script(messages={1: payload.mime})
    box = mailbox(serve(script))
    fate = box.find(payload)
    assert isinstance(fate, Untouched)
    script.messages = {2: bare.replace(b"Tuesday", b"Thursday")}
    edited = box.fate(fate.draft, payload)
    assert isinstance(edited, WasEdited)
    assert "Thursday" in edited.text
    assert box.find(payload) == NotFound(), "by its key alone it cannot be known"


def test_an_edit_between_look_and_removal_wins(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = payload_of("post", START)
    script = Script(messages={1: payload.mime})
    box = mailbox(serve(script))
    fate = box.find(payload)
    assert isinstance(fate, Untouched)
    remove = drafts.Desk.remove

    def removed_a_moment_late(desk: drafts.Desk, *known: Any) -> None:
        script.messages = {2: payload.mime.replace(b"Tuesday", b"Thursday")}
        remove(desk, *known)

    monkeypatch.setattr(drafts.Desk, "remove", removed_a_moment_late)
    assert isinstance(box.withdraw(fate.draft, payload), WasEdited)
    assert not {"UID STORE", "UID EXPUNGE", "UID MOVE"} & set(script.said)


# --- folders --------------------------------------------------------------------------------------------------------


def test_folders_of_other_people_are_not_ours_and_a_prefix_is_kept(serve: Serve) -> None:
    script = Script(
        "IMAP4rev1 NAMESPACE",
        folders=(b'() "." INBOX', b'() "." "shared.Drafts"', b'() "." "INBOX.Archive"'),
        answers={"NAMESPACE": says(b'* NAMESPACE (("INBOX." ".")) NIL (("shared." "."))', b"OK done")},
    )
    names = FolderNames(common=COMMON)
    folders = serve(script).read(lambda client: find_folders(client, names))
    assert (folders.drafts, folders.drafts_exist) == ("INBOX.Drafts", False)
    assert folders.watched == ("INBOX", "INBOX.Archive")


def test_gmail_says_itself_what_was_sent(serve: Serve) -> None:
    """A mail with the user among its recipients lies there once, and only its label tells that it was sent."""
    own = mail("by hand", at=START, sender=ME, to=ME)
    script = Script(
        "IMAP4rev1 X-GM-EXT-1",
        folders=(b'() "/" INBOX', b'(\\All) "/" "[Gmail]/All Mail"', b'(\\Drafts) "/" "[Gmail]/Drafts"'),
        messages={1: own},
    )

    def labelled(command: str, line: bytes) -> list[bytes]:
        return [
            part.replace(b"FLAGS ()", b'FLAGS () X-GM-LABELS ("\\\\Sent")') for part in script.standard(command, line)
        ]

    script.answers["UID FETCH"] = labelled
    box = mailbox(serve(script))
    (message,) = box.search(Query(START - timedelta(days=1)), anything).messages
    assert message.folder.value == "sent"


# --- ears -----------------------------------------------------------------------------------------------------------


def test_a_server_that_repeats_its_count_tells_no_news(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("followbot.providers.imap.idle.ASKED", timedelta(milliseconds=1))
    script = Script(messages={1: mail("old", at=START)})
    script.answers["NOOP"] = lambda command, line: [b"* %d EXISTS" % len(script.messages), b"* 0 RECENT", b"OK done"]
    ear = IdleListener(serve(script), FolderNames(common=COMMON))
    assert ear.wait(timedelta(seconds=1)), "the first wait only opens the connection"
    assert not ear.wait(timedelta(seconds=1))
    script.messages[2] = mail("new", at=START)
    assert ear.wait(timedelta(seconds=1))
    assert not ear.wait(timedelta(seconds=1))
    ear.close()
