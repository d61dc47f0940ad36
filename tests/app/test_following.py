"""Mail that is found because it answers what was found with it, as whole cycles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.app.cycle import run_cycle
from followbot.app.ports import Account, Interest, Mail, Query
from followbot.app.world import World
from followbot.domain import replies
from followbot.domain.lifecycle import Stopped
from followbot.domain.model import Message
from followbot.errors import Unreachable
from tests.app.test_answers import JANE, analysed, cycle_at, letter, state_of
from tests.app.test_own_mail import DAY, HOUR, NUDGE, PRIVATE, drafted, met, own, rules
from tests.fakes.build import TUESDAY
from tests.fakes.world import FakeMailbox, Scene, event, scene

__all__ = ["rules"]
ASSISTANT = "Pat Lee <pat@assistants.example>"


def answered_by(sender: str, at: timedelta, answered: str) -> Message:
    """A person's answer that names one mail only: the one before it."""
    text = "Hi Sam,\n\nthank you, it was a pleasure to meet you.\n\nBest"
    return letter(text, TUESDAY + at, f"In-Reply-To: <{answered}>", sender=sender, subject="Re: Today")


@pytest.mark.parametrize("sender", [f"Jane Doe <{PRIVATE}>", ASSISTANT])
def test_an_answer_that_is_read_together_with_the_mail_it_answers_counts(
    rules: replies.ReplyRules, sender: str
) -> None:
    s = met(rules, "jane@acme.example")
    cycle_at(s, TUESDAY + HOUR)
    written = own(JANE)
    s.mailbox.receive(written)
    s.mailbox.receive(answered_by(sender, 5 * HOUR, written.message_id))
    cycle_at(s, TUESDAY + DAY)
    assert isinstance(state_of(s, NUDGE), Stopped)


def test_what_answers_a_draft_that_was_sent_meanwhile_counts(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    assert drafted(s) == ["jane@acme.example"]
    ((draft_id, draft),) = s.mailbox.drafts.items()
    s.mailbox.user_sends(draft_id)
    s.mailbox.receive(answered_by(ASSISTANT, DAY + 2 * HOUR, draft.payload.message_id))
    cycle_at(s, TUESDAY + 2 * DAY)
    assert isinstance(state_of(s, NUDGE), Stopped)


def chain() -> list[Message]:
    """The user's thanks, and what came of them: each mail names the one before it alone."""
    first = own(JANE)
    second = answered_by(ASSISTANT, 4 * HOUR, first.message_id)
    third = own(ASSISTANT, f"In-Reply-To: <{second.message_id}>", subject="Re: Today", at=5 * HOUR)
    fourth = answered_by(f"Jane Doe <{PRIVATE}>", 6 * HOUR, third.message_id)
    return [first, second, third, fourth]


def test_a_chain_of_answers_is_followed_to_its_end(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    cycle_at(s, TUESDAY + HOUR)
    mails = chain()
    for message in mails:
        s.mailbox.receive(message)
    cycle_at(s, TUESDAY + DAY)
    (process,) = s.store.all()
    assert {m.message_id for m in mails} == {signal.message_id for signal in process.signals}


def test_a_chain_of_answers_is_followed_to_its_end_at_first_start(rules: replies.ReplyRules) -> None:
    mails = chain()
    late = analysed(scene(TUESDAY + DAY), rules)
    late.calendar.put(event(TUESDAY, "jane@acme.example"))
    late.mailbox.inbox += mails
    assert run_cycle(late.world).exit_code == 0
    (process,) = late.store.all()
    assert {m.message_id for m in mails} == {signal.message_id for signal in process.signals}


def test_mail_that_answers_nothing_of_the_process_is_read_once(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    cycle_at(s, TUESDAY + HOUR)
    s.mailbox.receive(own(JANE))
    s.mailbox.receive(answered_by("Kim <kim@home.example>", 4 * HOUR, "of-a-friend@home.example"))
    s.mailbox.log.clear()
    cycle_at(s, TUESDAY + 5 * HOUR)
    assert s.mailbox.log.count("changes") == 1


def test_history_is_asked_for_the_threads_of_what_it_held(
    rules: replies.ReplyRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index may know people only: where the provider has threads of its own, they tell who else wrote in them."""
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(replace(own(JANE), thread_ref="t7"))
    asked: list[frozenset[str]] = []
    search = s.mailbox.search

    def noting(query: Query, interest: Interest) -> Mail:
        asked.append(query.threads)
        return search(query, interest)

    monkeypatch.setattr(s.mailbox, "search", noting)
    cycle_at(s, TUESDAY + DAY)
    assert asked == [frozenset(), {"t7"}]


def two_mailboxes(s: Scene) -> tuple[World, FakeMailbox]:
    """The world with a second account behind the first."""
    second = FakeMailbox(s.clock, account="private")
    account = Account("private", "fake", frozenset({"sam@private.example"}), "sam@private.example", (), second)
    return replace(s.world, accounts=(*s.world.accounts, account)), second


def two_that_met(rules: replies.ReplyRules) -> tuple[Scene, FakeMailbox]:
    """An interview seen by a world with two mailboxes, both of which have been read since."""
    s = met(rules, "jane@acme.example")
    s.world, second = two_mailboxes(s)
    cycle_at(s, TUESDAY + HOUR)
    return s, second


def answered_elsewhere(rules: replies.ReplyRules) -> tuple[Scene, FakeMailbox]:
    """A mail of the user's has come into the second mailbox, and what an assistant answers to it into the first."""
    s, second = two_that_met(rules)
    written = own(JANE)
    s.mailbox.receive(answered_by(ASSISTANT, 5 * HOUR, written.message_id))
    second.receive(written)
    return s, second


def test_an_answer_in_one_mailbox_to_a_mail_in_another_counts(rules: replies.ReplyRules) -> None:
    s, _ = answered_elsewhere(rules)
    cycle_at(s, TUESDAY + DAY)
    assert isinstance(state_of(s, NUDGE), Stopped)
    assert s.store.mail_cursor("main") == "1"


def test_what_was_passed_over_is_not_missed_where_the_second_look_at_it_fails(rules: replies.ReplyRules) -> None:
    s, second = answered_elsewhere(rules)
    second.after = lambda step: setattr(s.mailbox, "broken", Unreachable("gone"))
    cycle_at(s, TUESDAY + DAY)
    assert not isinstance(state_of(s, NUDGE), Stopped)
    second.after, s.mailbox.broken = (lambda step: None), None
    cycle_at(s, TUESDAY + DAY + HOUR)
    assert isinstance(state_of(s, NUDGE), Stopped)


def test_what_cannot_be_shown_yet_in_a_second_reading_is_owed(
    rules: replies.ReplyRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The position that is kept is that of the last reading, which knows what it owes."""
    s = met(rules, "jane@acme.example")
    cycle_at(s, TUESDAY + HOUR)
    written = own(JANE)
    late = answered_by(ASSISTANT, 5 * HOUR, written.message_id)
    s.mailbox.inbox += [written, late]
    changes, positions = s.mailbox.changes, ["0+late", "0"]

    def owing(cursor: str, interest: Interest) -> Mail:
        mail = changes(cursor.partition("+")[0], interest)
        shown = tuple(m for m in mail.messages if m.ref != late.ref)
        return replace(mail, messages=shown, cursor=positions.pop(), owing=len(shown) < len(mail.messages))

    with monkeypatch.context() as patched:
        patched.setattr(s.mailbox, "changes", owing)
        assert cycle_at(s, TUESDAY + DAY).created == []
    assert s.store.mail_cursor("main") == "0+late"


def test_an_answer_is_not_missed_where_the_mailbox_of_the_mail_is_unreachable_for_a_while(
    rules: replies.ReplyRules,
) -> None:
    s, second = two_that_met(rules)
    written = own(JANE)
    s.mailbox.receive(answered_by(ASSISTANT, 5 * HOUR, written.message_id))
    second.receive(written)
    second.broken = Unreachable("gone")
    cycle_at(s, TUESDAY + 6 * HOUR)
    second.broken = None
    cycle_at(s, TUESDAY + DAY)
    assert isinstance(state_of(s, NUDGE), Stopped)


def test_an_answer_in_an_earlier_mailbox_counts_at_first_start(rules: replies.ReplyRules) -> None:
    late = analysed(scene(TUESDAY + DAY), rules)
    late.world, second = two_mailboxes(late)
    late.calendar.put(event(TUESDAY, "jane@acme.example"))
    written = own(JANE)
    late.mailbox.receive(answered_by(ASSISTANT, 5 * HOUR, written.message_id))
    second.receive(written)
    assert run_cycle(late.world).exit_code == 0
    assert isinstance(state_of(late, NUDGE), Stopped)


def test_an_answer_that_was_read_before_the_mail_it_answers_was_filed_counts(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    cycle_at(s, TUESDAY + HOUR)
    written = own(JANE)
    s.mailbox.receive(answered_by(ASSISTANT, 5 * HOUR, written.message_id))
    cycle_at(s, TUESDAY + 6 * HOUR)
    s.mailbox.receive(written)
    cycle_at(s, TUESDAY + DAY)
    assert isinstance(state_of(s, NUDGE), Stopped)


def test_what_an_index_may_miss_is_searched_for_a_second_time(rules: replies.ReplyRules) -> None:
    s, second = two_that_met(rules)
    s.mailbox.index_lag = HOUR
    written = own(JANE)
    s.mailbox.receive(answered_by(ASSISTANT, 5 * HOUR, written.message_id))
    cycle_at(s, TUESDAY + 5 * HOUR)
    second.receive(written)
    cycle_at(s, TUESDAY + 5 * HOUR + HOUR / 2)
    assert not isinstance(state_of(s, NUDGE), Stopped)
    cycle_at(s, TUESDAY + 7 * HOUR)
    assert isinstance(state_of(s, NUDGE), Stopped)


def test_a_mail_of_the_users_is_searched_for_once(rules: replies.ReplyRules) -> None:
    s, second = two_that_met(rules)
    second.receive(own(JANE))
    s.mailbox.log.clear()
    for hours in (4, 5, 6):
        cycle_at(s, TUESDAY + hours * HOUR)
    assert s.mailbox.log.count("search") == 1
