"""Times, states and reasons in plain words; JSON and tables that no title can break out of."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.app.health import health_of
from followbot.app.ports import AccountHealth
from followbot.app.status import StatusReport, report
from followbot.cli import output, wording
from followbot.cli.when import ago, moment, span
from followbot.domain.lifecycle import (
    ByHand,
    Creating,
    Dismissed,
    Drafted,
    Edited,
    Failed,
    Missing,
    Reason,
    Sent,
    Skipped,
    State,
    Stopped,
    Unknown,
    Waiting,
    Withdrawing,
    Withdrawn,
)
from followbot.domain.model import Closure, FollowUp, FollowUpKind, Process, Ruling, SignalKind, Standing, Verdict
from tests.fakes.build import DRAFT, JANE, TUESDAY, interview, process_of, reply, round_of, signal, utc

BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
NOW = utc("2026-03-05 14:00")
DAY = timedelta(days=1)

# --- times ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-03-05 14:30", "today 15:30"),
        ("2026-03-06 14:00", "tomorrow 15:00"),
        ("2026-03-04 14:00", "yesterday 15:00"),
        ("2026-03-05 23:30", "tomorrow 00:30"),
        ("2026-03-07 08:00", "Sat 7 Mar 09:00"),
        ("2026-04-01 07:00", "Wed 1 Apr 09:00"),
        ("2027-01-04 08:00", "Mon 4 Jan 2027 09:00"),
    ],
)
def test_a_moment_is_said_in_the_zone_of_the_event(at: str, said: str) -> None:
    assert moment(utc(at), NOW, BERLIN) == said


def test_the_zone_is_named_only_where_the_clock_at_home_differs() -> None:
    assert moment(NOW, NOW, TOKYO, BERLIN) == "today 23:00 JST"
    assert moment(NOW, NOW, ZoneInfo("Europe/Paris"), BERLIN) == "today 15:00"


def test_a_span_names_the_day_once() -> None:
    assert span(NOW, NOW + timedelta(minutes=45), NOW, BERLIN) == "today 15:00 to 15:45"
    assert span(NOW, NOW + DAY, NOW, BERLIN) == "today 15:00 to tomorrow 15:00"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (3599, "59 minutes ago"),
        (7200, "2 hours ago"),
        (86400, "1 day ago"),
        (900000, "10 days ago"),
    ],
)
def test_how_long_ago(seconds: int, said: str) -> None:
    assert ago(NOW - timedelta(seconds=seconds), NOW) == said


# --- states ---------------------------------------------------------------------------------------------------------


def shown(process: Process, now: datetime = NOW) -> StatusReport:
    return report((process,), (), (), "Europe/Berlin", now)


def described(process: Process, now: datetime = NOW) -> list[str]:
    status = shown(process, now)
    return wording.describe(status.interviews[0], status)


def with_states(*states: State, **changes: object) -> Process:
    kinds = (FollowUpKind.THANK_YOU, FollowUpKind.NUDGE)
    follow_ups = tuple(
        FollowUp(f"f{n}", kind, (JANE.key,), state) for n, (kind, state) in enumerate(zip(kinds, states, strict=False))
    )
    made = process_of(replace(round_of(interview(JANE)), follow_ups=follow_ups))
    return replace(made, **changes)  # type: ignore[arg-type]  # the names are checked by the dataclass itself


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (Waiting(NOW + DAY), "thank-you to Jane Doe due tomorrow 15:00"),
        (Waiting(NOW), "thank-you to Jane Doe is due now"),
        (
            Waiting(NOW - DAY, Reason.UNSURE),
            "thank-you to Jane Doe waits (nobody knows yet whether it was an interview)",
        ),
        (Creating(NOW, NOW), "thank-you to Jane Doe is being put into your drafts"),
        (Unknown(NOW, NOW), "thank-you to Jane Doe is being put into your drafts"),
        (
            Failed(NOW, NOW, "quota\x1b[2J"),
            "thank-you to Jane Doe was refused by the mailbox, and is tried again: quota\ufffd[2J",
        ),
        (Drafted(DRAFT, NOW), "thank-you to Jane Doe has been in your drafts since today 15:00"),
        (Edited(DRAFT, NOW - DAY, NOW), "thank-you to Jane Doe changed by you, and yours to send"),
        (Edited(DRAFT, NOW - 7 * DAY, NOW), "thank-you to Jane Doe that you changed is still unsent, 7 days ago"),
        (
            Missing(DRAFT, NOW, NOW, edited=False),
            "thank-you to Jane Doe has left your drafts; sent, or thrown away, is not clear yet",
        ),
        (
            Withdrawing(DRAFT, NOW, NOW, Reason.ANSWERED),
            "thank-you to Jane Doe is being taken back: they have answered",
        ),
        (Sent(NOW - DAY), "thank-you to Jane Doe sent yesterday 15:00"),
        (ByHand(NOW - DAY), "thank-you to Jane Doe: you wrote yourself yesterday 15:00"),
        (Dismissed(NOW), "thank-you to Jane Doe: you deleted the draft"),
        (Withdrawn(NOW, Reason.ANSWERED), "thank-you to Jane Doe taken back: they have answered"),
        (Skipped(NOW, Reason.TOO_LATE), "thank-you to Jane Doe skipped: it would have come too late"),
    ],
)
def test_every_state_has_its_phrase(state: State, said: str) -> None:
    assert said in described(with_states(state))


def test_a_nudge_after_the_thanks_waits_for_a_reply() -> None:
    assert described(with_states(Sent(NOW - DAY), Waiting(NOW + 4 * DAY, Reason.OUT_OF_OFFICE))) == [
        "thank-you to Jane Doe sent yesterday 15:00",
        "waiting for a reply, nudge to Jane Doe on Mon 9 Mar 15:00 (they are away)",
    ]


def test_a_stopped_follow_up_is_mentioned_only_beside_one_that_is_not() -> None:
    assert described(with_states(Waiting(NOW + DAY), Stopped(NOW, Reason.ANSWERED)))[1:] == [
        "no nudge to Jane Doe: they have answered"
    ]
    answered = with_states(Sent(NOW), Stopped(NOW, Reason.ANSWERED), signals=(reply(NOW),))
    assert described(answered) == ["they have answered", "thank-you to Jane Doe sent today 15:00"]


def test_mail_that_is_not_believed_is_mentioned_while_something_is_still_to_come() -> None:
    doubted = (signal(SignalKind.DOUBTED, NOW),)
    said = "a mail in their name is not believed, and counts as no answer: `why` tells of it"
    assert described(with_states(Sent(NOW), Waiting(NOW + DAY), signals=doubted))[-1] == said
    assert said not in described(with_states(Sent(NOW), Sent(NOW), signals=doubted))
    before = (signal(SignalKind.DOUBTED, TUESDAY - DAY),)
    assert said not in described(with_states(Sent(NOW), Waiting(NOW + DAY), signals=before))


@pytest.mark.parametrize(
    ("process", "said"),
    [
        (process_of(round_of(interview(standing=Standing.CANCELLED))), "cancelled"),
        (process_of(round_of(interview(standing=Standing.DECLINED))), "you declined"),
        (process_of(round_of(interview(standing=Standing.VANISHED))), "gone from the calendar"),
        (process_of(round_of(interview(standing=Standing.NOT_INTERVIEW))), "does not look like an interview"),
        (process_of(round_of(interview(ruling=Ruling.IGNORED))), "you took it out"),
        (
            process_of(round_of(interview(verdict=Verdict.UNSURE))),
            "is this an interview? Say yes (confirm) or no (ignore)",
        ),
        (with_states(Sent(NOW), Sent(NOW), closed=Closure.REJECTION), "closed: they said no"),
        (with_states(Sent(NOW), Sent(NOW), closed=Closure.OFFER), "closed: there is an offer"),
        (with_states(Sent(NOW), Sent(NOW)), "done"),
        (with_states(Sent(NOW), Stopped(NOW, Reason.NEW_ROUND)), "there is a new round"),
        (with_states(Sent(NOW), Withdrawn(NOW, Reason.NEXT_STEP)), "they are arranging the next step"),
        (process_of(), "over; the next check decides what is due"),
    ],
)
def test_every_interview_has_its_phrase(process: Process, said: str) -> None:
    assert described(process)[0] == said


def test_an_upcoming_interview_is_not_cluttered_with_what_comes_after_it() -> None:
    assert described(with_states(Waiting(NOW), Waiting(NOW)), TUESDAY - DAY) == ["upcoming"]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://mail.google.com/mail/u/0/#drafts/abc", ["https://mail.google.com/mail/u/0/#drafts/abc"]),
        ("file:///home/sam/Mail/Drafts/cur/1", []),
        (None, []),
    ],
)
def test_a_draft_that_opens_in_a_browser_has_its_link(url: str | None, shown: list[str]) -> None:
    process = with_states(Drafted(replace(DRAFT, url=url), NOW), Waiting(NOW + DAY))
    assert [line for line in described(process) if "://" in line] == shown


def test_a_card_among_the_drafts_is_mentioned() -> None:
    card = FollowUp("c", FollowUpKind.CARD, (), Drafted(DRAFT, NOW))
    process = process_of(replace(round_of(interview(JANE)), card=card))
    assert "a card for your notes is in your drafts" in described(process)


def test_every_reason_has_words_without_jargon() -> None:
    assert set(wording.REASONS) == set(Reason)
    jargon = re.compile(r"_|\b(outbox|cycle|state|enum|null|none|generation|withdraw\w*|re-arm\w*)\b", re.IGNORECASE)
    assert [words for words in wording.REASONS.values() if jargon.search(words)] == []


def test_when_nobody_has_looked_for_long_the_service_is_named() -> None:
    accounts = (AccountHealth("fine", "local", "ok", NOW - timedelta(hours=2)),)
    status = StatusReport(NOW, UTC, (), accounts, {}, health_of((), accounts, NOW))
    assert list(wording.accounts(status))[-1].text.endswith("See: followbot service status")


def test_an_account_tells_how_it_is() -> None:
    accounts = (
        AccountHealth("new", "local"),
        AccountHealth("fine", "local", "ok", NOW - timedelta(minutes=5)),
        AccountHealth("out", "google", "login_needed", NOW, "whatever"),
        AccountHealth("bad", "imap", "ok", NOW, "No route\x1b[2J."),
    )
    status = StatusReport(NOW, UTC, (), accounts, {"fine": NOW + timedelta(hours=30)}, health_of((), accounts, NOW))
    assert [line.text for line in wording.accounts(status)] == [
        "new (local): not checked yet",
        "fine (local): last checked 5 minutes ago",
        "out (google): needs a new login; last tried just now. For it:",
        "  followbot auth login out",
        "bad (imap): No route\ufffd[2J; last tried just now",
        "The login of account fine ends tomorrow 20:00. Renew it before, with:",
        "  followbot auth login fine",
    ]
    looks = [line.text.split(" ")[0] for line in wording.accounts(status) if line.tone is wording.Tone.LOOK]
    assert looks == ["out", "bad", "The"], "what went wrong stands out"


# --- output ---------------------------------------------------------------------------------------------------------


@given(
    st.recursive(
        st.text(st.characters()), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
    )
)
def test_json_carries_every_text_and_commands_no_terminal(document: object) -> None:
    """Whatever a title holds comes back from the JSON, and nothing in the JSON itself can act."""
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()) as printed:
        output.write_json(document)
    text = printed.getvalue()
    assert json.loads(text) == document
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", text)


def test_plain_text_keeps_to_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    output.write_wrapped("word " * 40 + "x" * 100, first="  - ")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) == 80
    assert lines[1].startswith("    word")


def test_a_link_stays_whole_however_long_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    link = f"https://mail.google.com/mail/u/sam/#drafts?compose={'0' * 40}"
    output.write_wrapped(link, first="  - ")
    assert capsys.readouterr().out.splitlines() == [f"  - {link}"]
