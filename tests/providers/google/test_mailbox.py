"""Gmail beyond the contract: what its facts do to drafts, searches and history, and what each look costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from followbot.app.ports import (
    Created,
    NotFound,
    Payload,
    Query,
    Removed,
    ThreadLink,
    Uncertain,
    Untouched,
    WasEdited,
    WasSent,
    WasTrashed,
)
from followbot.domain.mime import build_message, message_id_for
from followbot.domain.model import Address, Folder
from followbot.domain.states import DraftRef
from followbot.errors import CursorExpired, LoginNeeded, Unreachable
from followbot.providers.google.mailbox import GoogleMailbox
from tests.contract.mailbox import ANA, LETTER, ME, THREAD, Trace, anything, mail, payload_of
from tests.fakes.google.server import failure
from tests.fakes.web import Asked, Reply
from tests.providers.google.build import Account

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def account() -> Account:
    return Account()


def threaded(account: Account) -> Payload:
    """A draft in answer to Ana's mail, which is there."""
    ref = account.gmail.receive(mail("Interview – next steps", at=account.clock.now(), message_id=THREAD))
    payload = payload_of("main", account.clock.now())
    return replace(payload, thread=ThreadLink(THREAD, (THREAD,), "Interview", account.gmail.messages[ref].thread))


def created(account: Account, payload: Payload) -> DraftRef:
    outcome = account.mailbox.create(payload)
    assert isinstance(outcome, Created)
    account.asked()
    return outcome.draft


def saved(account: Account, draft: DraftRef, *, text: str = LETTER, subject: str = "", marks: bool = True) -> bytes:
    """The draft as the composer would write it."""
    message = account.gmail.messages[account.gmail.drafts[draft.id]].parsed
    raw = build_message(
        sender=ME,
        to=message.to,
        subject=subject or message.subject,
        text=text,
        date=account.clock.now(),
        message_id=message.message_id if marks else "CAnew@mail.example",
        key="k3y-1",
        in_reply_to=THREAD,
        references=[THREAD],
    )
    return raw if marks else raw.replace(b"X-Draft-Ref: k3y-1\r\n", b"")


# --- drafts ---------------------------------------------------------------------------------------------------------


def test_a_draft_lands_in_its_thread_with_all_that_this_takes(account: Account) -> None:
    payload = threaded(account)
    draft = created(account, payload)
    stored = account.gmail.messages[account.gmail.drafts[draft.id]]
    assert payload.thread is not None
    assert stored.thread == draft.thread_ref == payload.thread.thread_ref
    assert stored.parsed.header("in-reply-to") == stored.parsed.header("references") == f"<{THREAD}>"
    assert account.gmail.ghosts == 0


def test_a_thread_that_is_gone_does_not_keep_the_draft_from_being_made(account: Account) -> None:
    payload = replace(threaded(account), thread=ThreadLink(THREAD, (), "Interview", "0000000000000bad"))
    assert isinstance(account.mailbox.create(payload), Created)
    assert account.asked() == {"gmail.users.drafts.create": 2}
    assert len(account.gmail.drafts) == 1


def test_a_thread_id_that_gmail_calls_invalid_does_not_either(account: Account) -> None:
    payload = threaded(account)
    refusals = [failure(400, "invalidArgument", "Invalid thread_id value", "INVALID_ARGUMENT")]
    account.server.fault = lambda asked: refusals.pop() if refusals and asked.method == "POST" else None
    assert isinstance(account.mailbox.create(payload), Created)
    assert len(account.gmail.drafts) == 1


def test_the_link_opens_the_message_of_the_draft(account: Account) -> None:
    draft = created(account, threaded(account))
    assert draft.url == f"https://mail.google.com/mail/u/sam%40example.org/#drafts?compose={draft.message_ref}"


def test_an_untouched_draft_costs_one_small_request(account: Account) -> None:
    payload = threaded(account)
    draft = created(account, payload)
    account.restart()
    assert account.mailbox.fate(draft, payload) == Untouched(draft)
    assert account.asked() == {"gmail.users.drafts.get": 1}


def test_twenty_drafts_cost_two_requests(account: Account) -> None:
    payloads = [payload_of("main", account.clock.now(), f"key-{i}") for i in range(20)]
    drafts = [created(account, payload) for payload in payloads]
    account.mailbox.changes(account.mailbox.position(), anything)
    account.asked()
    for draft, payload in zip(drafts, payloads, strict=True):
        assert isinstance(account.mailbox.fate(draft, payload), Untouched)
    assert account.asked() == {"gmail.users.drafts.get": 1, "gmail.users.drafts.list": 1}


def test_a_draft_that_the_list_does_not_know_yet_is_asked_for_itself(account: Account) -> None:
    first, second = payload_of("main", account.clock.now(), "key-1"), payload_of("main", account.clock.now(), "key-2")
    drafts = created(account, first), created(account, second)

    def no_drafts(asked: Asked) -> Reply | None:
        empty = Reply(200, b"{}", {"Content-Type": "application/json"})
        return empty if asked.path.startswith("/gmail/v1/users/me/drafts?") and asked.method == "GET" else None

    account.server.fault = no_drafts
    assert isinstance(account.mailbox.fate(drafts[0], first), Untouched)
    assert isinstance(account.mailbox.fate(drafts[1], second), Untouched)


def test_a_saved_draft_is_read_once_and_not_again(account: Account) -> None:
    payload = threaded(account)
    draft = created(account, payload)
    account.gmail.user_saves(draft.id, saved(account, draft, text="My own words.\n"))
    fate = account.mailbox.fate(draft, payload)
    assert isinstance(fate, WasEdited)
    assert account.asked() == {"gmail.users.drafts.get": 1}
    assert account.mailbox.fate(fate.draft, payload) == fate
    assert account.asked() == {"gmail.users.drafts.get": 1}


def test_an_edit_that_keeps_the_message_s_id_is_one_too(account: Account) -> None:
    """Gmail gives it a new one; a server that does not is no reason to lose somebody's words."""
    payload = threaded(account)
    draft = created(account, payload)
    stored = account.gmail.messages[draft.message_ref]
    account.gmail.messages[draft.message_ref] = replace(stored, raw=saved(account, draft, text="My own words.\n"))
    assert isinstance(account.mailbox.fate(draft, payload), WasEdited)
    assert isinstance(account.mailbox.withdraw(draft, payload), WasEdited)


def test_an_edited_subject_moves_the_draft_to_another_thread_and_it_is_still_found(account: Account) -> None:
    payload = threaded(account)
    draft = created(account, payload)
    account.gmail.user_saves(draft.id, saved(account, draft, subject="Thank you for your time"))
    fate = account.mailbox.fate(draft, payload)
    assert isinstance(fate, WasEdited)
    assert fate.draft.thread_ref != draft.thread_ref
    account.gmail.user_sends(draft.id, saved(account, draft, subject="Thank you for your time", marks=False))
    account.clock.forward(minutes=5)
    assert isinstance(account.mailbox.fate(draft, payload), WasSent), "looked for in the old thread first"


def test_a_mail_that_was_sent_by_hand_in_the_same_thread_is_not_the_draft(account: Account) -> None:
    payload = threaded(account)
    draft = created(account, payload)
    account.gmail.user_discards(draft.id)
    text = "Hello Ana,\n\nhere are the references that you asked for.\n\nSam\n"
    account.gmail.user_sent(
        mail("Re: Interview – next steps", at=account.clock.now(), sender=ME, to=ANA, text=text, in_reply_to=THREAD)
    )
    assert account.mailbox.fate(draft, payload) == NotFound()


def test_a_draft_that_undo_send_brings_back_under_another_id_is_the_draft(account: Account) -> None:
    payload = threaded(account)
    draft = created(account, payload)
    raw = saved(account, draft)
    sent = account.gmail.user_sends(draft.id, raw)
    again = account.gmail.user_undoes(sent, raw)
    fate = account.mailbox.fate(draft, payload)
    assert isinstance(fate, Untouched)
    assert fate.draft.id == again != draft.id


def test_a_draft_that_is_gone_is_not_searched_for_in_every_cycle(account: Account) -> None:
    payload = threaded(account)
    draft = created(account, payload)
    account.gmail.user_discards(draft.id)
    cursor = account.mailbox.position()
    assert account.mailbox.fate(draft, payload) == NotFound()
    account.asked()
    cursor = account.mailbox.changes(cursor, anything).cursor
    assert account.mailbox.fate(draft, payload) == NotFound()
    assert account.asked() == {"gmail.users.history.list": 1, "gmail.users.drafts.get": 1}
    account.gmail.user_sent(mail("else", at=account.clock.now(), sender=ME, to=Address("bo@else.example", "Bo")))
    account.mailbox.changes(cursor, anything)
    account.asked()
    account.mailbox.fate(draft, payload)
    assert account.asked()["gmail.users.threads.get"] == 1, "something was sent: it may be the draft"


def test_trash_is_told_whether_gmail_still_calls_it_a_draft_or_not(account: Account) -> None:
    payload = threaded(account)
    draft = created(account, payload)
    account.gmail.user_trashes(draft.id)
    assert account.mailbox.fate(draft, payload) == WasTrashed()
    message = account.gmail.messages[account.gmail.drafts.pop(draft.id)]
    message.labels = {"TRASH"}
    assert account.mailbox.fate(draft, payload) == WasTrashed()
    assert account.mailbox.withdraw(draft, payload) == Removed()
    assert message.id in account.gmail.messages, "what lies in the trash is the user's"


def test_a_lost_create_is_found_although_the_index_lags(account: Account) -> None:
    account.gmail.search_lag = DAY
    for payload in (threaded(account), payload_of("main", account.clock.now(), "key-2")):
        account.server.after_fault = lambda asked: Reply(hang_up=True) if asked.method == "POST" else None
        assert isinstance(account.mailbox.create(payload), Uncertain)
        account.server.after_fault = lambda _: None
        account.restart()
        assert isinstance(account.mailbox.find(payload), Untouched)
        account.asked()
    assert len(account.gmail.drafts) == 2


def test_looking_for_a_key_among_many_drafts_costs_little_the_second_time(account: Account) -> None:
    for number in range(120):
        account.gmail.create_draft(payload_of("main", account.clock.now(), f"other-{number}").mime, "")
    payload = payload_of("main", account.clock.now())
    assert account.mailbox.find(payload) == NotFound()
    first = account.asked()
    assert (first["batch"], first["gmail.users.drafts.list"]) == (3, 1)
    assert account.mailbox.find(payload) == NotFound()
    assert sum(account.asked().values()) == 3


def lagging_list(account: Account, *, calls: int) -> None:
    """The list of drafts does not know of the last one yet; it does after so many times."""
    listed, left = account.gmail.list_drafts, [calls]

    def list_drafts(*asked: Any) -> dict[str, Any]:
        left[0] -= 1
        answer = listed(*asked)
        return answer | {"drafts": answer["drafts"][1:]} if left[0] >= 0 and "drafts" in answer else answer

    account.gmail.list_drafts = list_drafts  # type: ignore[method-assign, assignment]  # a list that is behind


def test_a_draft_that_its_thread_shows_is_never_taken_for_lost_because_the_list_lags(account: Account) -> None:
    payload = threaded(account)
    created(account, payload)
    account.restart()
    lagging_list(account, calls=2)
    with pytest.raises(Unreachable, match="does not list"):
        account.mailbox.find(payload)
    assert isinstance(account.mailbox.find(payload), Untouched)


def test_a_list_that_catches_up_at_once_is_asked_again_at_once(account: Account) -> None:
    payload = threaded(account)
    created(account, payload)
    account.restart()
    lagging_list(account, calls=1)
    assert isinstance(account.mailbox.find(payload), Untouched)


def test_a_draft_that_is_saved_between_the_list_and_the_look_is_found(account: Account) -> None:
    """Its message has another id by then, so that the listed one is not there any more."""
    payload = payload_of("main", account.clock.now())
    draft = created(account, payload)
    account.restart()
    listed = account.gmail.list_drafts

    def list_drafts(*asked: Any) -> dict[str, Any]:
        answer = listed(*asked)
        account.gmail.user_saves(draft.id, saved(account, draft, text="My own words.\n"))
        return answer

    account.gmail.list_drafts = list_drafts  # type: ignore[method-assign, assignment]  # a hand in between
    assert isinstance(account.mailbox.find(payload), WasEdited)


def test_a_draft_that_goes_while_it_is_looked_for_is_not_taken_for_never_made(account: Account) -> None:
    payload = payload_of("main", account.clock.now())
    draft = created(account, payload)
    account.restart()
    listed = account.gmail.list_drafts

    def list_drafts(*asked: Any) -> dict[str, Any]:
        answer = listed(*asked)
        account.gmail.user_sends(draft.id, saved(account, draft, marks=False))
        account.gmail.list_drafts = listed  # type: ignore[method-assign]  # the hand was there once
        return answer

    account.gmail.list_drafts = list_drafts  # type: ignore[method-assign, assignment]  # a hand in between
    with pytest.raises(Unreachable):
        account.mailbox.find(payload)


def old_drafts(account: Account, number: int) -> None:
    for i in range(number):
        account.gmail.create_draft(payload_of("main", account.clock.now(), f"other-{i}").mime, "")


def test_a_first_draft_among_hundreds_of_old_ones_costs_a_look_at_the_newest(account: Account) -> None:
    old_drafts(account, 400)
    account.clock.forward(days=2)
    assert account.mailbox.find(payload_of("main", account.clock.now())) == NotFound()
    assert account.server.inner["gmail.users.messages.get"] == 50


def test_a_lost_create_is_found_among_the_newest_of_hundreds(account: Account) -> None:
    old_drafts(account, 200)
    account.clock.forward(days=2)
    payload = payload_of("main", account.clock.now())
    created(account, payload)
    account.clock.forward(days=1)
    account.gmail.create_draft(payload_of("main", account.clock.now(), "newer").mime, "")
    account.restart()
    assert isinstance(account.mailbox.find(payload), Untouched)


def test_a_quota_that_runs_out_among_young_drafts_loses_nothing_that_was_read(account: Account) -> None:
    old_drafts(account, 400)
    payload = payload_of("main", account.clock.now())
    room = [150]

    def quota(asked: Asked) -> Reply | None:
        if "format=metadata" not in asked.path:
            return None
        room[0] -= 1
        return failure(403, "rateLimitExceeded") if room[0] < 0 else None

    account.server.fault = quota
    looks = 0
    for _ in range(2):
        with pytest.raises(Unreachable, match="slow down"):
            account.mailbox.find(payload)
        looks += account.server.inner["gmail.users.messages.get"] + account.asked().get("gmail.users.messages.get", 0)
        account.server.inner.clear()
        room[0] = 150
    assert account.mailbox.find(payload) == NotFound()
    assert looks <= 300 + 2 * (50 + 3), "a refused quota is not worn down by asking on"


def test_withdrawing_reads_the_draft_and_deletes_it_at_once(account: Account) -> None:
    payload = threaded(account)
    draft = created(account, payload)
    assert account.mailbox.withdraw(draft, payload) == Removed()
    assert account.asked() == {"gmail.users.drafts.get": 1, "gmail.users.drafts.delete": 1}


def test_a_save_that_changes_nothing_but_the_id_does_not_keep_it_from_being_withdrawn(account: Account) -> None:
    payload = threaded(account)
    draft = created(account, payload)
    account.gmail.user_saves(draft.id, saved(account, draft))
    assert account.mailbox.withdraw(draft, payload) == Removed()
    assert account.gmail.drafts == {}


def test_words_that_came_between_two_looks_are_kept(account: Account) -> None:
    """The draft was untouched when it was settled, and is edited a moment later: the withdrawal looks for itself."""
    payload = threaded(account)
    draft = created(account, payload)
    assert account.mailbox.fate(draft, payload) == Untouched(draft)
    account.gmail.user_saves(draft.id, saved(account, draft, text="My own words.\n"))
    assert isinstance(account.mailbox.withdraw(draft, payload), WasEdited)
    assert len(account.gmail.drafts) == 1


def test_a_delete_whose_answer_is_lost_is_not_known(account: Account) -> None:
    payload = threaded(account)
    draft = created(account, payload)
    account.server.after_fault = lambda asked: Reply(hang_up=True) if asked.method == "DELETE" else None
    assert isinstance(account.mailbox.withdraw(draft, payload), Uncertain)
    assert account.asked()["gmail.users.drafts.delete"] == 1
    account.server.after_fault = lambda _: None
    assert account.mailbox.withdraw(draft, payload) == NotFound()


def test_a_draft_that_waits_in_undo_send_is_not_taken_for_taken_back(account: Account) -> None:
    """It is neither a draft nor sent for half a minute: the next look knows."""
    payload = threaded(account)
    draft = created(account, payload)
    raw = account.gmail.messages[draft.message_ref].raw
    account.gmail.user_discards(draft.id)
    assert account.mailbox.withdraw(draft, payload) == NotFound()
    account.gmail.user_sent(raw)
    assert isinstance(account.mailbox.withdraw(draft, payload), WasSent)


# --- reading --------------------------------------------------------------------------------------------------------


def bulk(account: Account, number: int, start: int = 0) -> None:
    for i in range(start, start + number):
        account.gmail.receive(
            mail(f"news {i}", at=account.clock.now(), sender=Address(f"news{i}@shop.example", "News"))
        )


@pytest.mark.parametrize(("number", "batches"), [(0, 0), (1, 0), (50, 1), (100, 2)])
def test_news_costs_by_what_is_new(account: Account, number: int, batches: int) -> None:
    bulk(account, 300)
    cursor = account.mailbox.position()
    account.asked()
    bulk(account, number, 300)
    account.mailbox.changes(cursor, lambda envelope: False)
    single = {"gmail.users.messages.get": 1} if number == 1 else {}
    assert account.asked() == {"gmail.users.history.list": 1, **single, **({"batch": batches} if batches else {})}
    assert account.server.inner["gmail.users.messages.get"] == (number if batches else 0)


@pytest.mark.heavy
def test_more_news_than_is_remembered_is_told_all_the_same(account: Account) -> None:
    cursor = account.mailbox.position()
    bulk(account, 2500)
    trace = Trace("nobody@else.example")
    account.mailbox.changes(cursor, trace)
    assert len({e.sender.email for e in trace.asked}) == 2500


@pytest.mark.heavy
def test_what_is_remembered_is_found_by_a_search_that_drives_it_out(account: Account) -> None:
    cursor = account.mailbox.position()
    bulk(account, 1970)
    account.mailbox.changes(cursor, lambda _: False)
    bulk(account, 20, 1970)
    account.clock.forward(hours=2)
    bulk(account, 20, 3000)
    account.clock.forward(days=2)
    wanted = frozenset(f"news{i}@shop.example" for i in (*range(300), *range(1970, 1990)))
    trace = Trace("nobody@else.example")
    account.mailbox.search(query(account, people=wanted), trace)
    assert wanted <= {e.sender.email for e in trace.asked}


def test_an_answer_that_is_taken_out_of_spam_has_come(account: Account) -> None:
    cursor = account.mailbox.position()
    ref = account.gmail.receive(mail("Re: Interview", at=account.clock.now()), {"SPAM"})
    first = account.mailbox.changes(cursor, anything)
    account.mailbox.search(query(account), anything)
    assert first.messages == ()
    account.gmail.user_says_no_spam(ref)
    assert [m.subject for m in account.mailbox.changes(first.cursor, anything).messages] == ["Re: Interview"]
    assert [m.subject for m in account.mailbox.search(query(account), anything).messages] == ["Re: Interview"]


def test_reading_mail_is_no_news(account: Account) -> None:
    bulk(account, 3)
    cursor = account.mailbox.position()
    account.gmail.user_reads_all()
    account.asked()
    account.mailbox.changes(cursor, anything)
    assert account.asked() == {"gmail.users.history.list": 1}


def test_a_token_that_ends_inside_a_batch_is_renewed(account: Account) -> None:
    cursor = account.mailbox.position()
    bulk(account, 3)
    account.tokens.left = ["token-1", "token-2"]

    def fault(asked: Asked) -> Reply | None:
        inner = "format=metadata" in asked.path
        old = asked.headers["authorization"].endswith("token-1")
        return failure(401, "authError", word="UNAUTHENTICATED") if inner and old else None

    account.server.tokens.add("token-2")
    account.server.fault = fault
    assert len(account.mailbox.changes(cursor, anything).messages) == 3


def test_without_batches_the_same_is_read_one_by_one(account: Account) -> None:
    account.server.batches = False
    cursor = account.mailbox.position()
    bulk(account, 3)
    account.asked()
    assert len(account.mailbox.changes(cursor, anything).messages) == 3
    assert account.asked() == {"gmail.users.history.list": 1, "batch": 1, "gmail.users.messages.get": 6}
    bulk(account, 3, 3)
    assert len(account.mailbox.changes(cursor, anything).messages) == 6
    assert "batch" not in account.asked(), "asked for once, and not again"


def test_a_batch_that_is_cut_short_anywhere_loses_nothing(account: Account) -> None:
    """The client fails at such answers in many ways, an IndexError among them."""
    cursor = account.mailbox.position()
    bulk(account, 2)
    honest, sizes = account.server.respond, [0]
    for size in range(0, 4_000, 97):

        def respond(asked: Asked, size: int = size) -> Reply:
            reply = honest(asked)
            if not asked.path.startswith("/batch"):
                return reply
            sizes.append(len(reply.body))
            return replace(reply, body=reply.body[:size])

        account.server.respond = respond  # type: ignore[method-assign]  # a server whose line breaks
        account.restart()
        assert [m.subject for m in account.mailbox.changes(cursor, anything).messages] == ["news 0", "news 1"], size
    assert 500 < max(sizes) < 4_000, "no batch, or not cut at each place"


def test_what_a_batch_would_not_answer_is_asked_for_by_itself(account: Account) -> None:
    cursor = account.mailbox.position()
    bulk(account, 5)
    refusals = [failure(429, "rateLimitExceeded"), failure(403, "userRateLimitExceeded")]

    def fault(asked: Asked) -> Reply | None:
        return refusals.pop() if refusals and "format=metadata" in asked.path else None

    account.server.fault = fault
    assert len(account.mailbox.changes(cursor, anything).messages) == 5
    assert account.asked()["gmail.users.messages.get"] == 2 + 5


def test_a_mail_that_gmail_cannot_show_stops_everything_until_it_has_been_tried_often(account: Account) -> None:
    """An answer may be in it: drafting while one does not know would be worse than being late."""
    cursor = account.mailbox.position()
    bulk(account, 2)
    sick = next(iter(account.gmail.messages))
    account.server.fault = lambda asked: failure(500, "backendError") if f"/messages/{sick}" in asked.path else None
    for _ in range(9):
        with pytest.raises(Unreachable, match="cannot show a message"):
            account.mailbox.changes(cursor, anything)
    found = account.mailbox.changes(cursor, anything)
    assert [m.subject for m in found.messages] == ["news 1"]
    assert [p.warning for p in found.problems] == [False]


def test_mail_that_went_while_it_was_looked_for_is_no_trouble(account: Account) -> None:
    cursor = account.mailbox.position()
    bulk(account, 3)
    for ref in list(account.gmail.messages)[:2]:
        del account.gmail.messages[ref]
    assert [m.subject for m in account.mailbox.changes(cursor, anything).messages] == ["news 2"]


def test_spam_and_chats_are_not_read_and_the_trash_is(account: Account) -> None:
    cursor = account.mailbox.position()
    for label in ("SPAM", "CHAT", "TRASH"):
        account.gmail.receive(mail(label, at=account.clock.now()), {label})
    found = account.mailbox.changes(cursor, anything)
    assert [(m.subject, m.folder) for m in found.messages] == [("TRASH", Folder.TRASH)]


def test_a_large_mail_is_read_without_its_attachments(account: Account) -> None:
    cursor = account.mailbox.position()
    head, body = mail("big", at=account.clock.now(), text="Hello Sam.\n").split(b"\r\n\r\n")
    head = head.replace(b"text/plain; charset=utf-8", b'multipart/mixed; boundary="x"')
    parts = b"\r\n--x\r\nContent-Type: text/plain\r\n\r\n" + body
    parts += b'\r\n--x\r\nContent-Type: application/pdf; name="cv.pdf"\r\n\r\n' + b"y" * 5_000_000 + b"\r\n--x--\r\n"
    account.gmail.receive(head + b"\r\n\r\n" + parts)
    found = account.mailbox.changes(cursor, anything)
    (message,) = found.messages
    assert (message.text.strip(), message.attachments) == ("Hello Sam.", ("cv.pdf",))
    assert [p.warning for p in found.problems] == [True]


def test_a_server_without_raw_messages_is_read_in_parts(account: Account) -> None:
    """`format=full` is taken apart by Gmail; put together again it reads the same."""
    account.gmail.receive(payload_of("main", account.clock.now()).mime)
    cursor = account.mailbox.position()
    raw = payload_of("main", account.clock.now()).mime
    account.gmail.receive(raw)
    (whole,) = account.mailbox.changes(cursor, anything).messages
    account.restart()
    cut = account.gmail.get_message

    def without_raw(ref: str, form: str, headers: list[str]) -> dict[str, object]:
        return {k: v for k, v in cut(ref, form, headers).items() if k != "raw"}

    account.gmail.get_message = without_raw  # type: ignore[method-assign]  # a server that never heard of raw
    (parts,) = account.mailbox.changes(cursor, anything).messages
    for name in (
        "subject",
        "sender",
        "to",
        "message_id",
        "references",
        "in_reply_to",
        "date",
        "received",
        "attachments",
    ):
        assert getattr(parts, name) == getattr(whole, name), name
    assert parts.text.split() == whole.text.split()
    assert parts.header("x-draft-ref") == whole.header("x-draft-ref")
    assert len(parts.html) > 100


def only_raw(account: Account) -> None:
    """A server that answers raw whatever it is asked for."""
    shown = account.gmail._shown
    account.gmail._shown = lambda m, form, headers: shown(m, "raw", headers)  # type: ignore[method-assign, assignment]  # of its own


def test_a_server_that_answers_raw_alone_is_read(account: Account) -> None:
    cursor = account.mailbox.position()
    only_raw(account)
    account.gmail.receive(mail("Re: Interview", at=account.clock.now()))
    found = account.mailbox.changes(cursor, lambda e: e.sender.email == ANA.email)
    assert [m.subject for m in found.messages] == ["Re: Interview"]


def test_a_glance_without_a_head_is_a_look_at_the_whole(account: Account) -> None:
    cursor = account.mailbox.position()
    account.gmail.receive(mail("Re: Interview", at=account.clock.now()))
    shown = account.gmail.get_message

    def headless(ref: str, form: str, headers: list[str]) -> dict[str, Any]:
        answer = shown(ref, form, headers)
        return {k: v for k, v in answer.items() if k != "payload"} if form == "metadata" else answer

    account.gmail.get_message = headless  # type: ignore[method-assign]  # a server that knows no metadata
    found = account.mailbox.changes(cursor, lambda e: e.sender.email == ANA.email)
    assert [m.subject for m in found.messages] == ["Re: Interview"]


def test_a_draft_is_found_where_the_list_names_ids_alone_and_a_look_is_raw(account: Account) -> None:
    payload = payload_of("main", account.clock.now())
    created(account, payload)
    account.restart()
    only_raw(account)
    assert isinstance(account.mailbox.find(payload), Untouched)
    listed = account.gmail.list_drafts
    account.restart()
    bare = {"drafts": [{"id": d["id"]} for d in listed("", "", 500)["drafts"]]}
    account.gmail.list_drafts = lambda *asked: bare  # type: ignore[method-assign]  # a server that says no more
    assert isinstance(account.mailbox.find(payload), Untouched)


# --- searching ------------------------------------------------------------------------------------------------------


def query(account: Account, **more: object) -> Query:
    return replace(Query(account.clock.now() - 7 * DAY, people=frozenset({ANA.email})), **more)  # type: ignore[arg-type]  # its own fields


def test_the_newest_mail_is_found_although_the_index_lags(account: Account) -> None:
    account.gmail.search_lag = HOUR
    account.gmail.receive(mail("old", at=account.clock.now()))
    account.clock.forward(hours=5)
    account.gmail.receive(mail("just now", at=account.clock.now()))
    account.clock.forward(minutes=1)
    found = account.mailbox.search(query(account), anything)
    assert [m.subject for m in found.messages] == ["old", "just now"]


def test_an_answer_in_a_known_thread_is_found_without_the_index(account: Account) -> None:
    """From an address that nobody knew: only the thread says that it is an answer."""
    account.gmail.search_lag = 30 * DAY
    thread = account.gmail.messages[
        account.gmail.receive(mail("Talk", at=account.clock.now(), message_id=THREAD))
    ].thread
    account.clock.forward(hours=1)
    alias = Address("ana.private@elsewhere.example", "Ana")
    account.gmail.receive(mail("Re: Talk", at=account.clock.now(), sender=alias, in_reply_to=THREAD))
    account.clock.forward(days=2)
    bulk(account, 100)
    found = account.mailbox.search(query(account, threads=frozenset({thread, "no-such-thread"})), anything)
    assert {"Talk", "Re: Talk"} <= {m.subject for m in found.messages}


def test_history_closes_what_the_list_of_the_newest_leaves_open(account: Account) -> None:
    """The list itself lags: what came since the last mail that is older than an hour is told by history."""
    account.gmail.receive(mail("old", at=account.clock.now(), sender=Address("x@y.example", "X")))
    account.clock.forward(hours=5)
    hidden = account.gmail.receive(mail("hidden", at=account.clock.now()))
    account.clock.forward(minutes=1)
    listed = account.gmail.list_messages

    def lagging(*asked: Any) -> dict[str, Any]:
        answer = listed(*asked)
        return answer | {"messages": [m for m in answer.get("messages", []) if m["id"] != hidden]}

    account.gmail.list_messages = lagging  # type: ignore[method-assign, assignment]  # a list that is behind
    found = account.mailbox.search(query(account), lambda e: e.sender == ANA)
    assert [m.subject for m in found.messages] == ["hidden"]


def hidden_by_lags(account: Account) -> None:
    """An answer of half an hour ago that neither the index nor the list shows yet."""
    account.gmail.search_lag = HOUR
    account.clock.forward(hours=5)
    hidden = account.gmail.receive(mail("hidden", at=account.clock.now()))
    listed = account.gmail.list_messages

    def lagging(*asked: Any) -> dict[str, Any]:
        answer = listed(*asked)
        return answer | {"messages": [m for m in answer.get("messages", []) if m["id"] != hidden]}

    account.gmail.list_messages = lagging  # type: ignore[method-assign, assignment]  # a list that is behind
    account.clock.forward(minutes=30)


def test_a_search_is_certain_where_history_tells_of_an_arrival_before_the_lag(account: Account) -> None:
    bulk(account, 30)
    hidden_by_lags(account)
    found = account.mailbox.search(query(account), anything)
    assert "hidden" in [m.subject for m in found.messages]
    assert found.certain


def test_a_search_is_in_doubt_where_all_older_mail_has_just_been_read(account: Account) -> None:
    """Their last changes are of a minute ago, so that history since then says nothing of what came before."""
    bulk(account, 30)
    hidden_by_lags(account)
    account.gmail.user_reads_all()
    account.clock.forward(minutes=1)
    found = account.mailbox.search(query(account), anything)
    assert "hidden" not in [m.subject for m in found.messages]
    assert not found.certain
    assert account.mailbox.index_lag >= HOUR, "so that it is searched a second time"


def test_what_was_read_and_what_came_after_that_prove_how_far_history_goes(account: Account) -> None:
    bulk(account, 30)
    account.gmail.user_reads_all()
    account.clock.forward(minutes=1)
    bulk(account, 1, start=30)
    hidden_by_lags(account)
    found = account.mailbox.search(query(account), anything)
    assert "hidden" in [m.subject for m in found.messages]
    assert found.certain


def test_points_of_history_that_are_too_old_are_passed_over(account: Account) -> None:
    bulk(account, 15)
    account.gmail.forget_history()
    account.clock.forward(hours=1)
    bulk(account, 15, start=15)
    hidden_by_lags(account)
    found = account.mailbox.search(query(account), anything)
    assert "hidden" in [m.subject for m in found.messages]
    assert found.certain


def test_a_search_is_certain_where_the_list_holds_the_whole_mailbox(account: Account) -> None:
    account.gmail.search_lag = HOUR
    bulk(account, 25)
    assert account.mailbox.search(query(account), anything).certain
    bulk(account, 200, start=25)
    assert not account.mailbox.search(query(account), anything).certain, "more within the hour than is listed"


def test_where_nobody_says_how_much_mail_there_is_the_end_of_the_list_is_the_end(account: Account) -> None:
    bulk(account, 25)
    account.server.fault = lambda asked: failure(404, "notFound") if asked.path.endswith("/profile?alt=json") else None
    assert account.mailbox.search(query(account), anything).certain
    account.server.fault = lambda asked: None
    account.gmail.list_messages = lambda *asked: {"messages": []}  # type: ignore[method-assign]  # a list that is behind
    assert not account.mailbox.search(query(account), anything).certain


def test_hundreds_of_senders_fit_into_addresses(account: Account) -> None:
    systems = frozenset(f"recruiting-system-{number}.example" for number in range(300))
    account.gmail.receive(
        mail("decision", at=account.clock.now(), sender=Address("no@recruiting-system-299.example", "ATS"))
    )
    account.clock.forward(days=3)
    bulk(account, 60)
    found = account.mailbox.search(query(account, senders=systems), lambda e: "recruiting" in e.sender.email)
    assert [m.subject for m in found.messages] == ["decision"]
    assert not [name for name in account.asked() if name.startswith("POST")]


def test_an_address_that_no_mail_reaches_does_not_stop_the_search(account: Account) -> None:
    account.gmail.receive(mail("theirs", at=account.clock.now()))
    account.clock.forward(days=2)
    people = frozenset({ANA.email, f"{'x' * 2100}@example.com"})
    found = account.mailbox.search(query(account, people=people), lambda e: e.sender == ANA)
    assert [m.subject for m in found.messages] == ["theirs"]


def test_a_page_token_that_is_too_long_is_a_sentence(account: Account) -> None:
    cursor = account.mailbox.position()
    bulk(account, 1)
    told = account.gmail.history
    account.gmail.history = lambda *asked: told(*asked) | {"nextPageToken": "x" * 3000}  # type: ignore[method-assign]  # a server that overdoes it
    with pytest.raises(Unreachable, match="does not make"):
        account.mailbox.changes(cursor, anything)


def test_a_server_that_knows_no_braces_is_asked_term_by_term(account: Account) -> None:
    account.gmail.receive(mail("theirs", at=account.clock.now()))
    account.clock.forward(days=2)
    bulk(account, 60)

    def fault(asked: Asked) -> Reply | None:
        return (
            Reply(200, b'{"resultSizeEstimate": 0}', {"Content-Type": "application/json"})
            if "%7B" in asked.path
            else None
        )

    account.server.fault = fault
    assert [m.subject for m in account.mailbox.search(query(account), lambda e: e.sender == ANA).messages] == ["theirs"]


def test_a_server_without_a_profile_still_has_a_position(account: Account) -> None:
    account.server.fault = lambda asked: failure(404, "notFound") if "/profile" in asked.path else None
    cursor = account.mailbox.position()
    bulk(account, 1)
    assert len(account.mailbox.changes(cursor, anything).messages) == 1


@pytest.mark.parametrize("refusal", [failure(404, "notFound"), failure(400, "invalidArgument")])
def test_a_point_of_history_that_gmail_does_not_know_is_an_expired_one(account: Account, refusal: Reply) -> None:
    cursor = account.mailbox.position()
    account.server.fault = lambda _: refusal
    with pytest.raises(CursorExpired):
        account.mailbox.changes(cursor, anything)


@pytest.mark.parametrize("refusal", [failure(403, "rateLimitExceeded"), failure(503, "backendError")])
def test_no_other_trouble_is_taken_for_an_expired_one(account: Account, refusal: Reply) -> None:
    cursor = account.mailbox.position()
    account.server.fault = lambda _: refusal
    with pytest.raises(Unreachable):
        account.mailbox.changes(cursor, anything)


def test_history_without_a_new_id_loses_nothing(account: Account) -> None:
    cursor = account.mailbox.position()
    bulk(account, 1)
    told = account.gmail.history

    def without_id(*asked: Any) -> dict[str, Any]:
        return {k: v for k, v in told(*asked).items() if k != "historyId"}

    account.gmail.history = without_id  # type: ignore[method-assign, assignment]  # a server that leaves it out
    found = account.mailbox.changes(cursor, anything)
    assert (len(found.messages), found.cursor) == (1, cursor)


def test_a_message_is_asked_about_with_its_copies_and_blind_copies(account: Account) -> None:
    cursor = account.mailbox.position()
    raw = mail("to many", at=account.clock.now()).replace(
        b"\r\nSubject", b"\r\nCc: bo@b.example\r\nBcc: cy@c.example\r\nSubject"
    )
    account.gmail.receive(raw)
    trace = Trace()
    account.mailbox.changes(cursor, trace)
    assert [a.email for a in trace.asked[0].recipients] == [ME.email, "bo@b.example", "cy@c.example"]


def test_ids_of_a_key_are_derived_and_stable() -> None:
    assert payload_of("main", Account().clock.now()).message_id == message_id_for("k3y-1", "example.org")


# --- who it comes from ----------------------------------------------------------------------------------------------


def test_only_addresses_that_gmail_would_write_from_are_named_with_their_signatures(account: Account) -> None:
    account.gmail.send_as = [
        {
            "sendAsEmail": "Sam@Example.org",
            "isPrimary": True,
            "signature": "<div>--<br><b>Sam</b> Candidate<br>Berlin</div>",
        },
        {"sendAsEmail": "jobs@example.org", "isDefault": True, "verificationStatus": "accepted"},
        {"sendAsEmail": "old@example.org", "verificationStatus": "pending"},
    ]
    own, jobs = account.mailbox.identities()
    assert (own.email, own.signature, own.default) == ("sam@example.org", "Sam Candidate\nBerlin", False)
    assert (jobs.email, jobs.signature, jobs.default) == ("jobs@example.org", "", True)
    account.mailbox.identities()
    assert account.asked() == {"gmail.users.settings.sendAs.list": 1}
    account.clock.forward(days=1)
    account.mailbox.identities()
    assert account.asked() == {"gmail.users.settings.sendAs.list": 1}


def test_a_server_that_does_not_say_leaves_it_to_the_configuration(account: Account) -> None:
    account.server.fault = lambda _: failure(404, "notFound")
    assert account.mailbox.identities() == ()


class Unchecked:
    """A login of which nobody knows whose it is, until somebody says."""

    def __init__(self) -> None:
        self.owner = ""

    def knows_owner(self) -> bool:
        return bool(self.owner)

    def found_owner(self, address: str) -> None:
        self.owner = address
        if address != ME.email:
            raise LoginNeeded("Somebody else.", "Log in again.")


@pytest.mark.parametrize("whose", [ME.email, "somebody@else.example"])
def test_whose_mailbox_it_is_is_asked_before_anything_is_read_where_the_login_did_not_say(
    account: Account, whose: str
) -> None:
    cursor = account.mailbox.position()
    account.gmail.address = whose
    account.asked()
    mailbox = GoogleMailbox("main", ME.email, account.api, clock=account.clock, login=Unchecked())
    if whose != ME.email:
        with pytest.raises(LoginNeeded):
            mailbox.changes(cursor, anything)
        assert account.asked() == {"gmail.users.getProfile": 1}
        return
    mailbox.changes(cursor, anything)
    mailbox.changes(cursor, anything)
    assert account.asked() == {"gmail.users.getProfile": 1, "gmail.users.history.list": 2}
