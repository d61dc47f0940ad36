"""Reading Outlook mail, beyond the contract."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest

from followbot.app.ports import Envelope, Mail, Query
from followbot.domain.model import Folder
from followbot.errors import ConfigurationError, CursorExpired, LoginNeeded, Unreachable
from followbot.providers.http import Answer, TooLarge
from followbot.providers.microsoft.cursor import Cursor
from followbot.providers.microsoft.items import MESSAGE_CLASS, whole
from tests.contract.graph_harness import GraphHarness
from tests.contract.mailbox import ANA, ME, anything, mail, subjects
from tests.fakes.graph.server import Wire, failure, ok
from tests.fakes.web import Asked, Reply

INVITATION = b"""\
From: Ana Lima <ana@acme.example>\r
To: sam@example.org\r
Subject: Invitation: second interview\r
Date: Tue, 03 Mar 2026 14:00:00 +0000\r
Message-ID: <inv@acme.example>\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
See you.\r
--b\r
Content-Type: text/calendar; method=REQUEST\r
\r
BEGIN:VCALENDAR\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
UID:2@acme.example\r
DTSTART:20260310T100000Z\r
END:VEVENT\r
END:VCALENDAR\r
--b--\r
"""
BOUNCE = b"""\
From: postmaster@example.org\r
To: sam@example.org\r
Subject: Undeliverable: Thank you\r
Date: Tue, 03 Mar 2026 14:00:00 +0000\r
Message-ID: <ndr@exchange.example>\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
Nobody there.\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; exchange.example\r
\r
Final-Recipient: rfc822; ana@acme.example\r
Action: failed\r
Status: 5.1.1\r
--b--\r
"""


@pytest.fixture
def harness() -> GraphHarness:
    return GraphHarness()


def asked_of(harness: GraphHarness) -> list[str]:
    """Notes every address that is asked from here on."""
    noted: list[str] = []

    def note(asked: Asked) -> Reply | None:
        noted.append(f"{asked.method} {unquote(asked.path)}")
        return None

    harness.server.fault = note
    return noted


def test_nothing_new_costs_one_request_for_each_folder(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    noted = asked_of(harness)
    harness.mailbox.changes(cursor, anything)
    assert len(noted) == 2


def test_bodies_are_read_of_interesting_mail_alone(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    for number in range(5):
        harness.deliver(mail(f"offer {number}", at=harness.now()))
    noted = asked_of(harness)
    harness.mailbox.changes(cursor, lambda envelope: envelope.subject == "offer 3")
    assert sum("/messages/AA" in line for line in noted) == 1
    assert not any(",body" in line for line in noted if "/messages/AA" not in line)


def test_a_flood_comes_in_pages(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    for number in range(11):
        harness.deliver(mail(f"mail {number:02}", at=harness.now()))
    found = harness.mailbox.changes(cursor, anything)
    assert sorted(subjects(found)) == [f"mail {number:02}" for number in range(11)]


def test_an_invitation_shows_its_calendar_part(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(INVITATION)
    (message,) = harness.mailbox.changes(cursor, anything).messages
    assert "METHOD:REQUEST" in message.calendar[0]
    assert "DTSTART:20260310T100000Z" in message.calendar[0]
    assert message.thread_ref


def test_an_invitation_is_known_as_one_where_the_source_is_not_given(harness: GraphHarness) -> None:
    harness.server.gives_mime = False
    cursor = harness.mailbox.position()
    harness.deliver(INVITATION)
    (message,) = harness.mailbox.changes(cursor, anything).messages
    assert "METHOD:REQUEST" in message.calendar[0]


def test_a_bounce_shows_whom_it_could_not_reach(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(BOUNCE)
    (message,) = harness.mailbox.changes(cursor, anything).messages
    assert "Final-Recipient: rfc822; ana@acme.example" in message.report
    assert message.content_type == "multipart/report"


def test_headers_of_machines_are_seen(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(b"Auto-Submitted: auto-replied\r\n" + mail("Automatic reply", at=harness.now()))
    (message,) = harness.mailbox.changes(cursor, anything).messages
    assert message.header("auto-submitted") == "auto-replied"


def test_a_sent_answer_is_in_its_thread_although_graph_shows_no_headers(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    raw = mail("Re: talk", at=harness.now(), sender=ME, to=ANA, in_reply_to="talk@acme.example")
    harness.put_sent(raw)
    envelopes: list[Envelope] = []
    (message,) = harness.mailbox.changes(cursor, lambda e: not envelopes.append(e)).messages  # type: ignore[func-returns-value]  # noted by the way
    assert envelopes[0].in_reply_to == ("talk@acme.example",)
    assert (message.in_reply_to, message.folder) == (("talk@acme.example",), Folder.SENT)


# --- folders --------------------------------------------------------------------------------------------------------


def test_a_named_folder_is_watched_too(harness: GraphHarness) -> None:
    jobs = harness.mail.make_folder("Jobs", "inbox")
    harness.folders = ("Inbox/Jobs",)
    harness.restart()
    cursor = harness.mailbox.position()
    harness.mail.receive(mail("moved", at=harness.now()), folder=jobs)
    assert subjects(harness.mailbox.changes(cursor, anything)) == ["moved"]


def test_a_folder_that_is_not_there_is_named(harness: GraphHarness) -> None:
    harness.folders = ("Inbox/Nowhere",)
    harness.restart()
    with pytest.raises(ConfigurationError, match="Inbox/Nowhere"):
        harness.mailbox.position()


def test_another_set_of_folders_is_a_new_beginning(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    harness.mail.make_folder("Jobs")
    harness.folders = ("Jobs",)
    harness.restart()
    with pytest.raises(CursorExpired):
        harness.mailbox.changes(cursor, anything)


@pytest.mark.parametrize("deltas", [True, False])
def test_a_named_folder_that_was_made_anew_is_watched_again(harness: GraphHarness, deltas: bool) -> None:
    harness.server.deltas = deltas
    jobs = harness.mail.make_folder("Jobs")
    harness.folders = ("Jobs",)
    harness.restart()
    cursor = harness.mailbox.position()
    harness.mail.remove_folder(jobs)
    with pytest.raises(CursorExpired):
        harness.mailbox.changes(cursor, anything)
    with pytest.raises(ConfigurationError, match="no mail folder “Jobs”"):
        harness.mailbox.search(Query(harness.now()), anything)
    anew = harness.mail.make_folder("Jobs")
    harness.restart()
    with pytest.raises(CursorExpired):
        harness.mailbox.changes(cursor, anything)
    cursor = harness.mailbox.search(Query(harness.now()), anything).cursor
    harness.mail.receive(mail("moved", at=harness.now()), folder=anew)
    assert subjects(harness.mailbox.changes(cursor, anything)) == ["moved"]


def test_junk_is_known_after_folders_have_changed_their_ids(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    harness.mail.change_folder_ids()
    harness.mail.receive(mail("spam", at=harness.now()), folder="junkemail")
    with pytest.raises(CursorExpired):
        harness.mailbox.changes(cursor, anything)
    assert harness.mailbox.search(Query(harness.now() - timedelta(days=1)), anything).messages == ()


def test_history_is_in_every_folder_but_junk(harness: GraphHarness) -> None:
    for folder in ("inbox", "deleteditems", "junkemail", harness.mail.make_folder("Jobs")):
        harness.mail.receive(mail(folder[:8], at=harness.now()), folder=folder)
    found = harness.mailbox.search(Query(harness.now() - timedelta(days=1)), anything)
    assert sorted(subjects(found)) == sorted(["inbox", "deletedi", "AQMkADow"])


# --- what only a closer look finds -----------------------------------------------------------------------------------


def test_a_hidden_absence_is_found_by_a_closer_look_and_says_that_it_is_one(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    props = {MESSAGE_CLASS: "IPM.Note.Rules.OofTemplate.Microsoft"}
    harness.mail.receive(mail("Automatic reply: x", at=harness.now(), text="Back on Monday."), props=props)
    assert harness.mailbox.changes(cursor, anything).messages == ()
    query = Query(harness.now() - timedelta(days=1), people=frozenset({ANA.email}))
    (message,) = harness.mailbox.overlooked(cursor, query, anything).messages
    assert message.header("auto-submitted") == "auto-replied"
    assert message.text.strip() == "Back on Monday."


def test_a_server_that_cannot_search_overlooks_and_goes_on(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(mail("seen", at=harness.now()))
    harness.server.fault = lambda asked: failure(501, "NotImplemented") if "search=" in asked.path else None
    query = Query(harness.now() - timedelta(days=1), people=frozenset({ANA.email}))
    assert subjects(harness.mailbox.overlooked(cursor, query, anything)) == ["seen"]


# --- servers that know less, and trouble ------------------------------------------------------------------------------


def test_deltas_without_expansion_are_read_without(harness: GraphHarness) -> None:
    harness.server.expands_deltas = False
    cursor = harness.mailbox.position()
    harness.deliver(mail("one", at=harness.now()))
    assert subjects(harness.mailbox.changes(cursor, anything)) == ["one"]


def test_a_position_that_is_not_accepted_any_more_has_expired(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    for status, code in ((410, "resyncRequired"), (400, "syncStateNotFound"), (404, "x"), (400, "BadRequest")):
        harness.server.fault = lambda asked, s=status, c=code: failure(s, c)  # type: ignore[misc]  # bound at once
        with pytest.raises(CursorExpired):
            harness.mailbox.changes(cursor, anything)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, "ErrorAccessDenied", LoginNeeded),
        (403, "SomethingElse", ConfigurationError),
        (404, "MailboxNotEnabledForRESTAPI", ConfigurationError),
        (429, "TooManyRequests", Unreachable),
        (503, "x", Unreachable),
    ],
)
def test_trouble_with_the_whole_mailbox_is_an_error_that_names_it(
    harness: GraphHarness, status: int, code: str, kind: type[Exception]
) -> None:
    harness.server.fault = lambda _: failure(status, code)
    with pytest.raises(kind):
        harness.mailbox.search(Query(harness.now()), anything)


def test_a_server_that_asks_for_rest_is_left_alone(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    harness.server.fault = lambda _: failure(429, "ApplicationThrottled", {"Retry-After": "300"})
    with pytest.raises(Unreachable):
        harness.mailbox.changes(cursor, anything)
    before = harness.server.counts.total()
    with pytest.raises(Unreachable, match="left alone"):
        harness.mailbox.changes(cursor, anything)
    assert harness.server.counts.total() == before
    harness.server.fault = lambda _: None
    harness.forward(timedelta(seconds=301))
    harness.mailbox.changes(cursor, anything)


def test_a_mail_that_vanishes_before_it_is_read_is_no_trouble(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(mail("one", at=harness.now()))
    gone = failure(404, "ErrorItemNotFound")
    harness.server.fault = lambda asked: gone if "/messages/AA" in asked.path else None
    found = harness.mailbox.changes(cursor, anything)
    assert (found.messages, found.problems) == ((), ())


BAD = "/messages/AAkALgAA0001"


def broken(harness: GraphHarness, reply: Reply) -> str:
    """Two mails after a position, the first of which is never shown."""
    cursor = harness.mailbox.position()
    harness.deliver(mail("bad", at=harness.now(), sender=ANA, text="What nobody sees."))
    harness.deliver(mail("good", at=harness.now()))
    harness.server.fault = lambda asked: reply if BAD in asked.path else None
    return cursor


def check_by_head(found: Mail) -> None:
    """Both are told, and the broken one without a text."""
    bad = next(m for m in found.messages if m.subject == "bad")
    assert (bad.sender.email, bad.text, len(found.messages)) == (ANA.email, "", 2)
    (problem,) = found.problems
    assert "judged by its head alone" in problem.what
    assert not problem.warning


@pytest.mark.parametrize("status", [403, 422])
def test_a_mail_that_is_never_shown_is_judged_by_its_head_and_once(harness: GraphHarness, status: int) -> None:
    cursor = broken(harness, failure(status, "ErrorCorruptData"))
    found = harness.mailbox.changes(cursor, anything)
    check_by_head(found)
    harness.restart()
    asked = harness.server.counts.total()
    closer = harness.mailbox.overlooked(found.cursor, Query(harness.now() - timedelta(hours=1)), anything)
    assert sorted(subjects(closer)) == ["bad", "good"]
    assert (closer.problems, harness.server.counts.total() - asked) == ((), 2)


def test_a_mail_that_is_too_large_is_judged_by_its_head(harness: GraphHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = broken(harness, ok({}))
    once = Wire._once

    def read(wire: Wire, method: str, url: str, *rest: Any) -> Answer:
        if BAD in url:
            raise TooLarge("too large")
        return once(wire, method, url, *rest)

    monkeypatch.setattr(Wire, "_once", read)
    check_by_head(harness.mailbox.changes(cursor, anything))


@pytest.mark.parametrize("reply", [failure(500, "ErrorInternalServerError"), failure(503, "x"), Reply(hang_up=True)])
def test_a_mail_that_cannot_be_shown_is_waited_for_for_an_hour_also_by_one_program_after_another(
    harness: GraphHarness, reply: Reply
) -> None:
    cursor = broken(harness, reply)
    for minute in (0, 1, 2, 30):
        harness.restart()
        found = harness.mailbox.changes(cursor, anything)
        assert (subjects(found), found.problems, found.owing) == (["good"] if minute == 0 else [], (), True)
        cursor = found.cursor
        harness.forward(timedelta(minutes=minute))
    harness.forward(timedelta(minutes=28))
    harness.restart()
    harness.deliver(mail("later", at=harness.now()))
    found = harness.mailbox.changes(cursor, anything)
    check_by_head(found)
    assert not found.owing
    again = harness.mailbox.changes(found.cursor, anything)
    assert (again.messages, again.problems, again.owing) == ((), (), False)


def test_a_mail_that_is_shown_after_a_while_is_told_whole(harness: GraphHarness) -> None:
    cursor = broken(harness, failure(500, "x"))
    cursor = harness.mailbox.changes(cursor, anything).cursor
    harness.server.fault = lambda _: None
    (message,) = harness.mailbox.changes(cursor, anything).messages
    assert message.text.strip() == "What nobody sees."


@pytest.mark.parametrize(
    ("hops", "came"), [((), "2026-01-01"), (("by mx; Tue, 03 Mar 2026 12:00:00 +0000",), "2026-03-03")]
)
def test_what_is_judged_by_its_head_is_as_old_as_it_says_unless_it_was_delivered_now(
    hops: tuple[str, ...], came: str
) -> None:
    headers = [{"name": "Received", "value": value} for value in hops]
    times = {"receivedDateTime": "2026-03-03T12:00:00Z", "sentDateTime": "2026-01-01T12:00:00Z"}
    found = whole({"id": "a", **times, "internetMessageHeaders": headers}, Folder.INBOX)
    assert f"{found.received:%Y-%m-%d}" == came


@pytest.mark.parametrize("reply", [failure(500, "x"), failure(503, "x"), Reply(hang_up=True)])
def test_a_mailbox_that_answers_nothing_is_no_broken_mail(harness: GraphHarness, reply: Reply) -> None:
    cursor = broken(harness, reply)
    harness.server.fault = lambda asked: None if "delta" in asked.path else reply
    for _ in range(5):
        with pytest.raises(Unreachable):
            harness.mailbox.changes(cursor, anything)
        harness.forward(timedelta(hours=1))


def test_history_with_a_mail_that_cannot_be_shown_is_read_all_the_same(harness: GraphHarness) -> None:
    broken(harness, failure(500, "x"))
    found = harness.mailbox.search(Query(harness.now() - timedelta(days=1)), anything)
    check_by_head(found)
    assert not found.owing


def test_a_closer_look_owes_what_cannot_be_shown(harness: GraphHarness) -> None:
    cursor = broken(harness, failure(500, "x"))
    query = Query(harness.now() - timedelta(hours=1))
    first = harness.mailbox.overlooked(cursor, query, anything)
    assert (subjects(first), first.owing) == (["good"], True)
    harness.forward(timedelta(minutes=30))
    second = harness.mailbox.overlooked(first.cursor, query, anything)
    harness.forward(timedelta(minutes=31))
    last = harness.mailbox.overlooked(second.cursor, query, anything)
    check_by_head(last)
    assert not last.owing


def test_an_update_that_names_only_an_id_which_cannot_be_looked_up_is_passed_over(harness: GraphHarness) -> None:
    cursor = harness.mailbox.position()
    harness.deliver(mail("bad", at=harness.now()))
    page = {"value": [{"id": "AAkALgAA0001"}], "@odata.deltaLink": Cursor.load(cursor).places["inbox"]}
    harness.server.fault = lambda asked: (
        failure(422, "x") if BAD in asked.path else ok(page) if "delta" in asked.path else None
    )
    found = harness.mailbox.changes(cursor, anything)
    assert [p.what for p in found.problems] == ["Microsoft cannot show the message; it was passed over."]


def test_a_position_of_an_earlier_version_is_one(harness: GraphHarness) -> None:
    raw = json.loads(harness.mailbox.position())
    assert "owed" not in raw
    harness.deliver(mail("one", at=harness.now()))
    assert subjects(harness.mailbox.changes(json.dumps(raw), anything)) == ["one"]
    with pytest.raises(CursorExpired):
        harness.mailbox.changes(json.dumps({**raw, "owed": {"x": "y"}}), anything)


def test_a_chat_of_teams_is_no_mail(harness: GraphHarness) -> None:
    harness.mail.receive(mail("hi", at=harness.now()), props={MESSAGE_CLASS: "IPM.SkypeTeams.Message"})
    assert harness.mailbox.search(Query(harness.now() - timedelta(days=1)), anything).messages == ()


def test_without_deltas_a_clock_that_runs_ahead_loses_nothing(harness: GraphHarness) -> None:
    """The server keeps its own time; ours is hours ahead of it when the position is taken."""
    harness.server.deltas = False
    harness.forward(timedelta(hours=5))
    cursor = harness.mailbox.position()
    harness.forward(-timedelta(hours=5))
    harness.deliver(mail("one", at=harness.now()))
    assert subjects(harness.mailbox.changes(cursor, anything)) == ["one"]
