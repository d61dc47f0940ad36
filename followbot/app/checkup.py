"""What `doctor` finds, as plain data, and the checks that any account can be put through: calendars, mailbox, drafts.

Nothing is changed, unless a probe is asked for: a draft to nobody, made and taken back at once by the same calls that a
follow-up goes through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from followbot.app.login import LoggedIn, LoggedOut, LoginRecord, LoginState, NoLogin, ends_soon
from followbot.app.ports import Calendar, Created, Mailbox, Payload, Refused, Removed, Uncertain, Window
from followbot.domain.mime import build_message, message_id_for
from followbot.domain.model import Address, digest
from followbot.errors import FollowbotError

SKEW = timedelta(minutes=2)
"""A clock that is off by more makes drafts early or late, and logins fail."""

_BEHIND, _AHEAD = timedelta(days=21), timedelta(days=30)

PROBE_SUBJECT = "A probe of followbot doctor: it may be deleted"


class Level(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `doctor`: about what, how it is, and what to do about it. `code` is the exit code that a problem means."""

    topic: str
    level: Level
    says: str
    remedy: str = ""
    code: int = 0


def good(topic: str, says: str) -> Check:
    return Check(topic, Level.OK, says)


def doubtful(topic: str, says: str, remedy: str = "") -> Check:
    return Check(topic, Level.WARNING, says, remedy)


def bad(topic: str, error: FollowbotError) -> Check:
    """A problem as an error states it."""
    return Check(topic, Level.PROBLEM, error.problem, error.remedy, error.exit_code)


def exit_code(checks: list[Check]) -> int:
    """The exit code of all: the first that is there of 78, 77, 69, 75, and 1 for any other problem."""
    codes = {c.code for c in checks if c.level is Level.PROBLEM}
    return next((code for code in (78, 77, 69, 75) if code in codes), 1 if codes else 0)


def check_login(topic: str, state: LoginState, account: str, now: datetime) -> Iterator[Check]:
    """How the login stands; nothing where none is needed."""
    match state:
        case NoLogin():
            return
        case LoggedOut(why):
            yield Check(topic, Level.PROBLEM, f"Not logged in. {why}", f"followbot auth login {account}", 77)
        case LoggedIn(record):
            yield good(topic, f"Logged in{record.address and ' as '}{record.address}, on {record.at:%Y-%m-%d}.")
            yield from _permissions(topic, record, account)
            if record.ends is not None:
                yield _ending(topic, state, record.ends, now)


def _permissions(topic: str, record: LoginRecord, account: str) -> Iterator[Check]:
    """What was granted; a login by password has no such thing."""
    if record.scopes:
        named = ", ".join(scope.rstrip("/").rpartition("/")[2] for scope in record.scopes)
        yield good(topic, f"Granted: {named}.")
    for sentence in record.missing:
        yield doubtful(topic, sentence, f"To grant it: followbot auth login {account}")


def _ending(topic: str, state: LoginState, end: datetime, now: datetime) -> Check:
    """A login with a known end is Google's for an app in testing: a follow-up of day seven would die with it."""
    renew = f"followbot auth login {state.record.account}" if isinstance(state, LoggedIn) else ""
    urgent = "Renew it now" if ends_soon(state, now) else "Until then, renew it every few days"
    return doubtful(
        topic,
        f"The provider ends this login on {end.astimezone(UTC):%Y-%m-%d at %H:%M} UTC: an app in “Testing” keeps one for"
        " seven days, and a second mail is due after seven.",
        f"Publish the app (README, step 5 of Google) and log in again. {urgent}: {renew}",
    )


def check_calendar(topic: str, calendar: Calendar, now: datetime) -> Check:
    """Read it as a scan would, as if for the first time."""
    try:
        reading = calendar.read(Window(now - _BEHIND, now + _AHEAD), None, now)
    except FollowbotError as error:
        return bad(topic, error)
    count = len(reading.events)
    says = f"Readable: {count} {'event' if count == 1 else 'events'} from three weeks ago to a month ahead."
    losses = [problem for problem in reading.problems if not problem.warning]
    if losses:
        return doubtful(topic, f"{says} {len(losses)} of its entries cannot be read.", "followbot once names them.")
    return good(topic, says)


def check_mailbox(topic: str, mailbox: Mailbox) -> Check:
    """Ask where its mail ends now; that needs the connection, the login and every folder."""
    try:
        mailbox.position()
    except FollowbotError as error:
        return bad(topic, error)
    return good(topic, "Readable.")


def check_drafts(topic: str, mailbox: Mailbox, account: str, sender: str, now: datetime) -> Check:
    """Make a draft to nobody and take it back."""
    payload = _probe(account, sender, now)
    try:
        made = mailbox.create(payload)
        match made:
            case Created(draft=draft):
                gone = mailbox.withdraw(draft, payload)
            case Refused(error=why, code=code) | Uncertain(error=why, code=code):
                remedy = "Mend that, then try again: followbot doctor --write"
                return Check(topic, Level.PROBLEM, f"No draft can be made: {why}", remedy, code)
    except FollowbotError as error:
        return bad(topic, error)
    if isinstance(gone, Removed):
        return good(topic, "A probe was made and taken back.")
    return doubtful(topic, "A probe was made, but could not be taken back.", f"Delete it: “{PROBE_SUBJECT}”.")


def _probe(account: str, sender: str, now: datetime) -> Payload:
    key = digest("doctor", account, now.isoformat(), length=32)
    message_id = message_id_for(key, sender.rpartition("@")[2])
    author, text = Address(sender), "This draft tests that drafts can be made. It is addressed to nobody.\n"
    mime = build_message(
        sender=author, to=(), subject=PROBE_SUBJECT, text=text, date=now, message_id=message_id, key=key
    )
    return Payload(key, account, message_id, PROBE_SUBJECT, author, (), text, mime)


def check_clock(topic: str, server: datetime, now: datetime) -> Check:
    """Compare this machine's clock with a server's."""
    off = now - server
    if abs(off) <= SKEW:
        return good(topic, "It answers, and its clock agrees with this computer's.")
    minutes = round(abs(off).total_seconds() / 60)
    return doubtful(
        topic,
        f"It answers, but this computer's clock is {minutes} minutes {'ahead' if off > timedelta(0) else 'behind'}.",
        "Let the system set the clock: timedatectl set-ntp true",
    )
