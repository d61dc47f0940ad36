"""Whose a mail is that lies among sent mail, as whole cycles: some programs file both sides of a conversation there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from followbot.domain import replies
from followbot.domain.lifecycle import ByHand, Stopped
from followbot.domain.model import Folder, Message, SignalKind
from tests.app.test_answers import JANE, cycle_at, letter, state_of
from tests.app.test_own_mail import DAY, HOUR, NUDGE, PRIVATE, THANKS, drafted, met, own, rules
from tests.fakes.build import ME, TUESDAY

__all__ = ["rules"]


def answer(sender: str, at: timedelta, answered: str, folder: Folder) -> Message:
    text = f"Hi Sam,\n\nlovely to meet you on {at} after.\n\nBest"
    written = letter(text, TUESDAY + at, sender=sender, subject="Re: Today", folder=folder)
    return replace(written, in_reply_to=(answered,))


@pytest.mark.parametrize("sender", [JANE, "Jane <Jane+jobs@ACME.example>", "Kim Roe <kim@acme.example>"])
def test_an_answer_that_is_filed_among_sent_mail_is_theirs(rules: replies.ReplyRules, sender: str) -> None:
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(answer(sender, 3 * HOUR, "unknown@mail.example", Folder.SENT))
    cycle_at(s, TUESDAY + DAY)
    assert isinstance(state_of(s, NUDGE), Stopped)


@pytest.mark.parametrize("name", ["Pat Lee", "Jane"], ids=["somebody else", "a contact from home"])
def test_who_has_answered_from_elsewhere_is_known_among_sent_mail(rules: replies.ReplyRules, name: str) -> None:
    s = met(rules, "jane@acme.example")
    written = own(JANE)
    first = answer(f"{name} <{PRIVATE}>", 5 * HOUR, written.message_id, Folder.INBOX)
    second = answer(f"{name} <{PRIVATE}>", 6 * HOUR, first.message_id, Folder.SENT)
    s.mailbox.inbox += [written, first, second]
    cycle_at(s, TUESDAY + DAY)
    (process,) = s.store.all()
    answers = [signal.message_id for signal in process.signals if signal.kind is SignalKind.REPLY]
    assert answers == [first.message_id, second.message_id]


def test_a_copy_to_oneself_of_what_was_sent_from_an_unknown_address_is_no_answer(rules: replies.ReplyRules) -> None:
    s = met(rules, "jane@acme.example")
    s.mailbox.receive(own(f"{JANE}, {ME.email}", sender="Sam at home <sam@nobody-told.example>"))
    assert drafted(s) == []
    assert isinstance(state_of(s, THANKS), ByHand)
