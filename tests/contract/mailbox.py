"""What every mailbox must do, whoever provides it: one class of tests, and the harness through which it plays the user.

A provider adds a harness to `test_mailbox_contract.py`. The harness acts as the other programs do: the server that delivers,
the mail client in which the user edits, sends and deletes. Nothing in the tests knows where mail is kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

import pytest

from followbot.app.closer import overlooking
from followbot.app.ports import (
    Created,
    Envelope,
    Mail,
    Mailbox,
    NotFound,
    Payload,
    Query,
    Removed,
    Untouched,
    WasEdited,
    WasSent,
    WasTrashed,
)
from followbot.domain.lifecycle import DraftRef
from followbot.domain.mime import KEY_HEADER, build_message, message_id_for, normalised_text, parse_message
from followbot.domain.model import Address, Folder, digest
from followbot.errors import CursorExpired

ME = Address("sam@example.org", "Sam Candidate")
ANA = Address("ana@acme.example", "Ana Lima")
RAVI = Address("ravi@acme.example", "Ravi Patel")
THREAD = "scheduling-1@acme.example"

LETTER = """Hello Ana,

thank you for the talk on Tuesday. What you said about moving the billing service off the old queue stayed with me, and
the way the team reviews its own incidents – without looking for somebody to blame – is how I like to work.

I would be glad to hear from you.

Best regards
Sam
"""
"""Long lines, a dash outside of ASCII, paragraphs: what mail programs re-wrap and re-encode."""


class MailboxHarness(Protocol):
    """A mailbox, and the hands of everybody else who reaches into it. `ME` is its user."""

    account: str

    @property
    def mailbox(self) -> Mailbox: ...

    def now(self) -> datetime:
        """The time of the mailbox's clock."""

    def forward(self, span: timedelta) -> None:
        """Let time pass."""

    def restart(self) -> None:
        """A new `mailbox` that remembers nothing but what the old one had made durable."""

    def deliver(self, raw: bytes) -> None:
        """A mail arrives in the inbox now."""

    def put_sent(self, raw: bytes) -> None:
        """The user's program files a mail that was sent now."""

    def file_away(self, folder: str, raw: bytes) -> None:
        """A rule of the user's, or the user, puts a mail into a folder of their own now; it is made where it is missing."""

    def remove_folder(self, folder: str) -> None:
        """The user deletes that folder with all that lies in it."""

    def read_all(self) -> None:
        """The user reads, flags and answers everything in the inbox; nothing new comes."""

    def reopen(self, payload: Payload) -> None:
        """The user opens the draft in a mail program and saves it unchanged."""

    def edit(
        self, payload: Payload, *, text: str | None = None, subject: str | None = None, to: tuple[Address, ...] = ()
    ) -> None:
        """The user changes the draft and saves it; what is not given stays."""

    def send(self, payload: Payload, *, marks: bool = True) -> None:
        """The user sends the draft as it is now. Without `marks`, the program drops its key and makes a new Message-ID."""

    def trash(self, payload: Payload) -> None:
        """The user deletes the draft; it can still be found in the trash."""

    def delete(self, payload: Payload) -> None:
        """The user deletes the draft for good."""

    def expire_cursors(self) -> None:
        """Every cursor handed out so far becomes too old."""

    def drafts(self) -> list[bytes]:
        """The messages that the user sees among the drafts."""

    def sent(self) -> list[bytes]:
        """The messages that the user sees among the sent ones."""


OWN_FOLDER = "Stellen/Bücherhaus"
"""A folder that the user made, a level down and with a letter outside of ASCII."""


def news(harness: MailboxHarness, cursor: str) -> list[str]:
    """The subjects of all that has come, told at once or by the closer look before something is written."""
    told = harness.mailbox.changes(cursor, anything).messages
    closer = overlooking(harness.mailbox)
    query = Query(harness.now() - timedelta(minutes=30), people=frozenset({ANA.email}))
    more = closer.overlooked(cursor, query, anything).messages if closer is not None else ()
    return list(dict.fromkeys(m.subject for m in (*told, *more)))


class Trace:
    """An interest that notes what it was asked, and takes what comes from a sender it knows (or everything)."""

    def __init__(self, *senders: str) -> None:
        self.senders = senders
        self.asked: list[Envelope] = []

    def __call__(self, envelope: Envelope) -> bool:
        self.asked.append(envelope)
        return not self.senders or envelope.sender.email in self.senders


def anything(envelope: Envelope) -> bool:
    """An interest in every mail."""
    return envelope.date is not None


def mail(
    subject: str,
    *,
    at: datetime,
    sender: Address = ANA,
    to: Address = ME,
    text: str = "Hello Sam.\n",
    message_id: str = "",
    in_reply_to: str = "",
) -> bytes:
    """A mail as its sender's program would write it."""
    fields = [
        f"Date: {at:%a, %d %b %Y %H:%M:%S %z}",
        f"From: {sender.name} <{sender.email}>",
        f"To: {to.name} <{to.email}>",
        f"Subject: {subject}",
        f"Message-ID: <{message_id or f'{digest(subject, at.isoformat())}@mail.example'}>",
        *([f"In-Reply-To: <{in_reply_to}>"] if in_reply_to else []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
    ]
    return ("\r\n".join(fields) + "\r\n\r\n" + text.replace("\n", "\r\n")).encode()


def payload_for(harness: MailboxHarness, key: str = "k3y-1", text: str = LETTER, to: Address = ANA) -> Payload:
    """A draft as the planner would commit it, in answer to the scheduling mail."""
    return payload_of(harness.account, harness.now(), key, text, to)


def payload_of(account: str, now: datetime, key: str = "k3y-1", text: str = LETTER, to: Address = ANA) -> Payload:
    """The same for a mailbox without a harness."""
    message_id = message_id_for(key, "example.org")
    mime = build_message(
        sender=ME,
        to=[to],
        subject="Re: Interview – next steps",
        text=text,
        html="<p>" + text.replace("\n\n", "</p><p>") + "</p>",
        date=now,
        message_id=message_id,
        key=key,
        in_reply_to=THREAD,
        references=[THREAD],
        language="en",
    )
    return Payload(key, account, message_id, "Re: Interview – next steps", ME, (to,), text, mime)


def create(harness: MailboxHarness, payload: Payload) -> DraftRef:
    """Create a draft that is known to be created."""
    outcome = harness.mailbox.create(payload)
    assert isinstance(outcome, Created)
    return outcome.draft


def subjects(found: Mail) -> list[str]:
    return [m.subject for m in found.messages]


HOSTILE = (
    b"",
    b"\n\n\n",
    b"no header at all",
    b"Subject: \xff\xfe\x00 raw bytes\nFrom: \xe9\xe8 <x@\xff.example>\nDate: yesterday\n\nbody \x80\x81",
    b"From: =?utf-8?b?////?= =?x-none?q?=FF=?= <>, , ;:<<>>\nTo: undisclosed-recipients:;\n\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 500,
    b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 20_000,
    b"X: " + b"y" * 300_000 + b"\n\nbody",
    b"Received: a\n" * 20_000 + b"\nbody",
    b"Date: Fri, 99 Foo 99999 99:99:99 +9999\nMessage-ID: <><><\nReferences: <" + b"<" * 5000 + b"\n\nx",
    b"Content-Type: text/html\n\n" + b"<div>" * 20_000,
    b'Content-Type: text/plain; charset="' + b";" * 20_000 + b'"\nContent-Transfer-Encoding: base64\n\n!!!!=',
    b"Content-Type: text/calendar; charset=utf-16\n\n\xff",
)
"""Mails that nobody would write, and somebody sends."""


class MailboxContract:
    """The tests. A subclass provides the fixture `harness`."""

    # --- exactly one draft ------------------------------------------------------------------------------------------

    def test_a_created_draft_is_the_one_draft_in_the_mailbox(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        (raw,) = harness.drafts()
        written = parse_message(raw, ref="")
        assert draft.account == harness.account
        assert written.header(KEY_HEADER) == payload.key
        assert written.message_id == payload.message_id
        assert written.to == (ANA,)
        assert written.subject == payload.subject
        assert written.in_reply_to == (THREAD,)
        assert normalised_text(written.text) == normalised_text(LETTER)

    def test_before_it_is_created_nothing_is_found(self, harness: MailboxHarness) -> None:
        assert harness.mailbox.find(payload_for(harness)) == NotFound()

    def test_a_lost_create_is_found_by_key_alone(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.restart()
        fate = harness.mailbox.find(payload)
        assert isinstance(fate, Untouched)
        assert fate.draft.id == draft.id

    def test_a_key_finds_its_own_draft_only(self, harness: MailboxHarness) -> None:
        create(harness, payload_for(harness, "k3y-1"))
        assert harness.mailbox.find(payload_for(harness, "k3y-2")) == NotFound()

    def test_two_drafts_to_the_same_person_are_told_apart(self, harness: MailboxHarness) -> None:
        first, second = payload_for(harness, "k3y-1"), payload_for(harness, "k3y-2")
        refs = create(harness, first), create(harness, second)
        harness.edit(second, text="Something else altogether.\n")
        assert isinstance(harness.mailbox.fate(refs[0], first), Untouched)
        assert isinstance(harness.mailbox.fate(refs[1], second), WasEdited)

    def test_a_draft_to_nobody_can_be_created(self, harness: MailboxHarness) -> None:
        mime = build_message(
            sender=ME,
            to=(),
            subject="How did it go?",
            text="Notes:\n",
            date=harness.now(),
            message_id=message_id_for("card", "example.org"),
            key="card",
        )
        card = Payload(
            "card", harness.account, message_id_for("card", "example.org"), "How did it go?", ME, (), "Notes:\n", mime
        )
        draft = create(harness, card)
        assert isinstance(harness.mailbox.fate(draft, card), Untouched)

    # --- what the user does with it ---------------------------------------------------------------------------------

    def test_an_untouched_draft_stays_untouched(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.forward(timedelta(days=6))
        harness.restart()
        assert isinstance(harness.mailbox.fate(draft, payload), Untouched)

    def test_a_draft_that_was_only_opened_is_untouched(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.reopen(payload)
        fate = harness.mailbox.fate(draft, payload)
        assert isinstance(fate, Untouched)
        assert isinstance(harness.mailbox.fate(fate.draft, payload), Untouched)
        assert len(harness.drafts()) == 1

    def test_a_changed_word_is_an_edit(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.edit(payload, text=LETTER.replace("Tuesday", "Thursday"))
        fate = harness.mailbox.fate(draft, payload)
        assert isinstance(fate, WasEdited)
        assert "Thursday" in fate.text

    def test_an_edited_draft_is_found_by_key_as_edited(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        create(harness, payload)
        harness.edit(payload, text="My own words.\n")
        assert isinstance(harness.mailbox.find(payload), WasEdited)

    def test_a_changed_subject_is_an_edit(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.edit(payload, subject="Thank you!")
        assert isinstance(harness.mailbox.fate(draft, payload), WasEdited)

    def test_a_changed_addressee_is_an_edit(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.edit(payload, to=(ANA, RAVI))
        assert isinstance(harness.mailbox.fate(draft, payload), WasEdited)

    def test_a_sent_draft_was_sent(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.forward(timedelta(hours=3))
        harness.send(payload)
        fate = harness.mailbox.fate(draft, payload)
        assert isinstance(fate, WasSent)
        assert abs(fate.at - harness.now()) < timedelta(minutes=2)
        assert fate.message_id
        assert isinstance(harness.mailbox.find(payload), WasSent)

    def test_an_edited_draft_that_was_sent_was_sent(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.edit(payload, text="My own words, quite other ones.\n")
        harness.send(payload)
        assert isinstance(harness.mailbox.fate(draft, payload), WasSent)

    def test_a_sent_draft_is_recognised_without_its_marks(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.edit(payload, text=LETTER.replace("I would be glad", "I would be really glad"))
        harness.forward(timedelta(hours=3))
        harness.send(payload, marks=False)
        assert isinstance(harness.mailbox.fate(draft, payload), WasSent)

    def test_another_mail_to_the_same_person_is_not_the_draft(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.delete(payload)
        harness.forward(timedelta(hours=3))
        text = "Hello Ana,\n\nhere are the references that you asked for.\n\nSam\n"
        harness.put_sent(mail("Re: Interview", at=harness.now(), sender=ME, to=ANA, text=text, in_reply_to=THREAD))
        assert harness.mailbox.fate(draft, payload) == NotFound()

    def test_a_trashed_draft_was_trashed(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.trash(payload)
        assert harness.mailbox.fate(draft, payload) == WasTrashed()
        assert harness.mailbox.find(payload) == WasTrashed()

    def test_a_deleted_draft_is_not_found(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.delete(payload)
        assert harness.mailbox.fate(draft, payload) == NotFound()
        assert harness.mailbox.find(payload) == NotFound()

    # --- taking it back ---------------------------------------------------------------------------------------------

    def test_an_untouched_draft_can_be_withdrawn(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        assert harness.mailbox.withdraw(draft, payload) == Removed()
        assert harness.drafts() == []

    def test_withdrawing_twice_changes_nothing(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        assert harness.mailbox.withdraw(draft, payload) == Removed()
        assert isinstance(harness.mailbox.withdraw(draft, payload), Removed | NotFound)

    def test_a_draft_that_has_gone_by_itself_was_not_taken_back(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.delete(payload)
        assert harness.mailbox.withdraw(draft, payload) == NotFound()

    def test_a_draft_that_was_only_opened_can_be_withdrawn(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.reopen(payload)
        assert harness.mailbox.withdraw(draft, payload) == Removed()
        assert harness.drafts() == []

    def test_an_edited_draft_is_never_withdrawn(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.edit(payload, text="My own words.\n")
        outcome = harness.mailbox.withdraw(draft, payload)
        assert isinstance(outcome, WasEdited)
        (kept,) = harness.drafts()
        assert "My own words." in parse_message(kept, ref="").text

    def test_a_sent_mail_is_never_withdrawn(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.send(payload)
        assert isinstance(harness.mailbox.withdraw(draft, payload), WasSent)
        assert len(harness.sent()) == 1

    def test_withdrawing_leaves_every_other_draft_alone(self, harness: MailboxHarness) -> None:
        payload, other = payload_for(harness, "k3y-1"), payload_for(harness, "k3y-2")
        draft = create(harness, payload)
        create(harness, other)
        assert harness.mailbox.withdraw(draft, payload) == Removed()
        assert [parse_message(raw, ref="").header(KEY_HEADER) for raw in harness.drafts()] == ["k3y-2"]

    def test_a_touched_card_goes_once_its_text_is_stored(self, harness: MailboxHarness) -> None:
        """The payload then carries the text that the user typed, not the one that was written."""
        payload = payload_for(harness)
        draft = create(harness, payload)
        harness.edit(payload, text="They use Rust. It went well.\n")
        fate = harness.mailbox.fate(draft, payload)
        assert isinstance(fate, WasEdited)
        stored = Payload(
            payload.key, payload.account, payload.message_id, payload.subject, ME, payload.to, fate.text, payload.mime
        )
        assert harness.mailbox.withdraw(fate.draft, stored) == Removed()
        assert harness.drafts() == []

    # --- what is new ------------------------------------------------------------------------------------------------

    def test_nothing_new_is_nothing(self, harness: MailboxHarness) -> None:
        harness.deliver(mail("old", at=harness.now()))
        cursor = harness.mailbox.position()
        assert harness.mailbox.changes(cursor, anything).messages == ()

    def test_a_mail_is_reported_once(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        harness.deliver(mail("one", at=harness.now()))
        first = harness.mailbox.changes(cursor, anything)
        harness.deliver(mail("two", at=harness.now()))
        second = harness.mailbox.changes(first.cursor, anything)
        third = harness.mailbox.changes(second.cursor, anything)
        assert (subjects(first), subjects(second), subjects(third)) == (["one"], ["two"], [])

    def test_an_old_cursor_still_works_after_a_restart(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        harness.deliver(mail("one", at=harness.now()))
        harness.restart()
        assert subjects(harness.mailbox.changes(cursor, anything)) == ["one"]
        assert subjects(harness.mailbox.changes(cursor, anything)) == ["one"]

    def test_a_mail_arrives_whole_and_decoded(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        at = harness.now()
        subject = "=?utf-8?q?Gespr=C3=A4ch?="
        harness.deliver(mail(subject, at=at, text="Schöne Grüße\n", message_id="m1@acme.example", in_reply_to=THREAD))
        (message,) = harness.mailbox.changes(cursor, anything).messages
        assert message.sender == ANA
        assert message.to == (ME,)
        assert message.subject == "Gespräch"
        assert message.message_id == "m1@acme.example"
        assert message.in_reply_to == (THREAD,)
        assert message.text.strip() == "Schöne Grüße"
        assert message.folder is Folder.INBOX
        assert abs(message.date - at) < timedelta(seconds=1)
        assert abs(message.received - at) < timedelta(minutes=2)

    def test_sent_mail_is_news_too_and_known_as_sent(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        harness.put_sent(mail("mine", at=harness.now(), sender=ME, to=ANA))
        trace = Trace()
        (message,) = harness.mailbox.changes(cursor, trace).messages
        assert (message.subject, message.folder) == ("mine", Folder.SENT)
        assert [e.sent for e in trace.asked] == [True]

    def test_interest_is_asked_with_what_it_needs(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        at = harness.now()
        harness.deliver(mail("one", at=at, message_id="m1@acme.example", in_reply_to=THREAD))
        trace = Trace()
        harness.mailbox.changes(cursor, trace)
        (envelope,) = trace.asked
        assert (envelope.sender, envelope.recipients) == (ANA, (ME,))
        assert (envelope.subject, envelope.message_id) == ("one", "m1@acme.example")
        assert envelope.in_reply_to == (THREAD,)
        assert not envelope.sent
        assert abs(envelope.date - at) < timedelta(seconds=1)

    def test_what_is_of_no_interest_is_passed_over_for_good(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        harness.deliver(mail("newsletter", at=harness.now(), sender=Address("news@shop.example", "Shop")))
        harness.deliver(mail("one", at=harness.now()))
        found = harness.mailbox.changes(cursor, Trace(ANA.email))
        assert subjects(found) == ["one"]
        assert harness.mailbox.changes(found.cursor, anything).messages == ()

    def test_a_mail_that_is_read_or_flagged_is_not_new(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        harness.deliver(mail("one", at=harness.now()))
        found = harness.mailbox.changes(cursor, anything)
        harness.read_all()
        assert harness.mailbox.changes(found.cursor, anything).messages == ()

    def test_own_drafts_are_no_news(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        payload = payload_for(harness)
        create(harness, payload)
        harness.edit(payload, text="My own words.\n")
        found = harness.mailbox.changes(cursor, anything)
        history = harness.mailbox.search(Query(harness.now() - timedelta(days=7)), anything)
        assert (found.messages, history.messages) == ((), ())

    def test_a_sent_draft_is_news_and_carries_its_key_or_message_id(self, harness: MailboxHarness) -> None:
        payload = payload_for(harness)
        create(harness, payload)
        cursor = harness.mailbox.position()
        harness.send(payload)
        (message,) = harness.mailbox.changes(cursor, anything).messages
        assert message.folder is Folder.SENT
        assert message.header(KEY_HEADER) == payload.key or message.message_id == payload.message_id

    @pytest.mark.parametrize("raw", HOSTILE, ids=lambda raw: repr(raw[:24]))
    def test_a_hostile_mail_stops_nothing(self, harness: MailboxHarness, raw: bytes) -> None:
        cursor = harness.mailbox.position()
        harness.deliver(mail("before", at=harness.now()))
        harness.deliver(raw)
        harness.deliver(mail("after", at=harness.now()))
        found = harness.mailbox.changes(cursor, anything)
        assert {"before", "after"} <= set(subjects(found))
        assert harness.mailbox.changes(found.cursor, anything).messages == ()

    def test_an_expired_cursor_is_said_to_be_one(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        harness.expire_cursors()
        with pytest.raises(CursorExpired):
            harness.mailbox.changes(cursor, anything)

    @pytest.mark.parametrize("cursor", ["", "nonsense", "{}", "[]", "null", '{"v":1}'])
    def test_a_damaged_cursor_is_an_expired_one(self, harness: MailboxHarness, cursor: str) -> None:
        with pytest.raises(CursorExpired):
            harness.mailbox.changes(cursor, anything)

    # --- folders of the user's own ------------------------------------------------------------------------------------

    def test_a_mail_that_a_rule_files_away_is_news(self, harness: MailboxHarness) -> None:
        harness.file_away(OWN_FOLDER, mail("old", at=harness.now()))
        harness.forward(timedelta(hours=1))
        cursor = harness.mailbox.position()
        harness.file_away(OWN_FOLDER, mail("filed", at=harness.now()))
        assert news(harness, cursor) == ["filed"]

    def test_a_folder_that_appears_is_read_as_well(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        harness.file_away(OWN_FOLDER, mail("filed", at=harness.now()))
        assert news(harness, cursor) == ["filed"]

    def test_what_was_filed_away_is_told_once(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        harness.file_away(OWN_FOLDER, mail("one", at=harness.now()))
        first = harness.mailbox.changes(cursor, anything)
        harness.file_away(OWN_FOLDER, mail("two", at=harness.now()))
        second = harness.mailbox.changes(first.cursor, anything)
        if overlooking(harness.mailbox) is None:
            assert (subjects(first), subjects(second)) == (["one"], ["two"])
        assert harness.mailbox.changes(second.cursor, anything).messages == ()

    def test_the_users_own_mail_is_found_where_they_put_it(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        harness.file_away(OWN_FOLDER, mail("mine", at=harness.now(), sender=ME, to=ANA))
        assert news(harness, cursor) == ["mine"]

    def test_what_was_put_away_long_after_it_was_written_is_not_new(self, harness: MailboxHarness) -> None:
        cursor = harness.mailbox.position()
        written = harness.now() - timedelta(days=60)
        harness.file_away(OWN_FOLDER, mail("from elsewhere", at=written))
        told = harness.mailbox.changes(cursor, anything).messages
        assert told or overlooking(harness.mailbox) is not None
        assert all(abs(message.received - written) < timedelta(minutes=1) for message in told)

    def test_history_is_in_folders_of_the_users_own_too(self, harness: MailboxHarness) -> None:
        harness.file_away(OWN_FOLDER, mail("theirs", at=harness.now()))
        query = Query(harness.now() - timedelta(days=1), people=frozenset({ANA.email}))
        assert subjects(harness.mailbox.search(query, anything)) == ["theirs"]

    def test_a_folder_that_vanishes_stops_nothing(self, harness: MailboxHarness) -> None:
        harness.file_away(OWN_FOLDER, mail("gone", at=harness.now()))
        harness.forward(timedelta(hours=1))
        cursor = harness.mailbox.position()
        harness.remove_folder(OWN_FOLDER)
        harness.deliver(mail("one", at=harness.now()))
        found = harness.mailbox.changes(cursor, anything)
        assert (subjects(found), found.problems) == (["one"], ())
        assert harness.mailbox.changes(found.cursor, anything).messages == ()

    # --- what was -----------------------------------------------------------------------------------------------------

    def test_history_holds_received_and_sent_mail_since_a_day(self, harness: MailboxHarness) -> None:
        harness.deliver(mail("too old", at=harness.now()))
        harness.forward(timedelta(days=10))
        since = harness.now()
        harness.forward(timedelta(days=1))
        harness.deliver(mail("theirs", at=harness.now(), in_reply_to=THREAD))
        harness.forward(timedelta(days=1))
        harness.put_sent(mail("mine", at=harness.now(), sender=ME, to=ANA, in_reply_to=THREAD))
        query = Query(since, people=frozenset({ANA.email}), message_ids=frozenset({THREAD}))
        found = harness.mailbox.search(query, anything)
        assert [(m.subject, m.folder) for m in found.messages] == [("theirs", Folder.INBOX), ("mine", Folder.SENT)]

    def test_history_is_asked_for_interest_as_well(self, harness: MailboxHarness) -> None:
        harness.deliver(mail("theirs", at=harness.now()))
        query = Query(harness.now() - timedelta(days=1), people=frozenset({ANA.email}))
        assert harness.mailbox.search(query, Trace("nobody@acme.example")).messages == ()

    def test_the_cursor_of_a_search_leads_on_from_it(self, harness: MailboxHarness) -> None:
        harness.deliver(mail("before", at=harness.now()))
        query = Query(harness.now() - timedelta(days=1), people=frozenset({ANA.email}))
        found = harness.mailbox.search(query, anything)
        harness.deliver(mail("after", at=harness.now()))
        assert subjects(found) == ["before"]
        assert subjects(harness.mailbox.changes(found.cursor, anything)) == ["after"]

    def test_a_mail_that_comes_during_a_search_is_not_lost(self, harness: MailboxHarness) -> None:
        harness.deliver(mail("before", at=harness.now()))
        late = [mail("meanwhile", at=harness.now())]

        def interest(envelope: Envelope) -> bool:
            while late:
                harness.deliver(late.pop())
            return envelope.sender == ANA

        query = Query(harness.now() - timedelta(days=1), people=frozenset({ANA.email}))
        found = harness.mailbox.search(query, interest)
        later = harness.mailbox.changes(found.cursor, anything)
        assert sorted({*subjects(found), *subjects(later)}) == ["before", "meanwhile"]

    def test_a_copy_to_oneself_is_one_sent_mail(self, harness: MailboxHarness) -> None:
        raw = mail("both", at=harness.now(), sender=ME, to=ANA, message_id="m1@example.org")
        harness.put_sent(raw)
        harness.deliver(raw)
        query = Query(harness.now() - timedelta(days=1), people=frozenset({ANA.email}))
        found = harness.mailbox.search(query, anything)
        assert [(m.subject, m.folder) for m in found.messages] == [("both", Folder.SENT)]

    def test_waits_are_spans_of_time(self, harness: MailboxHarness) -> None:
        assert harness.mailbox.absence_wait >= timedelta(0)
        assert harness.mailbox.index_lag >= timedelta(0)
