"""Bugs to plant, at the least one for each promise: that the simulation finds each of them is the test of the simulation.

`python -m tests.property.simulation.planted` says in which world each is found, and by which words.
"""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from followbot.app import cards, cycle, deliver, transact, watch
from followbot.app.ports import Change, Entry, Mail, NotFound, Payload, Removed, Uncertain
from followbot.domain import outlook, policy
from followbot.domain.letters.addressing import reachable
from followbot.domain.model import FollowUpKind
from followbot.domain.states import Dismissed, Drafted, Reason, Sent, Waiting
from followbot.domain.timing import Timing
from followbot.errors import Unreachable
from followbot.providers.bearer import Bearer
from followbot.providers.google.mailbox import GoogleMailbox
from followbot.providers.google.reader import Reader as GoogleReader
from followbot.providers.http import Rule
from followbot.providers.imap import drafts as imap_drafts
from followbot.providers.imap.mailbox import ImapMailbox
from followbot.providers.local import drafts as local_drafts
from followbot.providers.local import maildir
from followbot.providers.microsoft.graph import Graph
from followbot.providers.microsoft.mailbox import MicrosoftMailbox
from tests.property.memory import MemoryStore
from tests.property.simulation import town
from tests.property.simulation.__main__ import WORLDS, result_of, say

Patch = pytest.MonkeyPatch


def _repeated(patch: Patch) -> None:
    """A create whose answer was lost is asked for once more, as HTTP clients do it on their own."""
    for adapter in (GoogleMailbox, MicrosoftMailbox, ImapMailbox):
        patch.setattr(adapter, "create", _twice(adapter.create))


def _twice(right: Callable[..., Any]) -> Callable[..., Any]:
    def create(self: Any, payload: Payload) -> Any:
        outcome = right(self, payload)
        return right(self, payload) if isinstance(outcome, Uncertain) else outcome

    return create


def _crash_is_refused(patch: Patch) -> None:
    """After a crash nobody looks for what the crashed program may have created."""
    patch.setattr(ImapMailbox, "find", lambda self, payload: NotFound())
    patch.setattr(GoogleMailbox, "find", lambda self, payload: NotFound())


def _thanks_again(patch: Patch) -> None:
    """A thank-you that was thrown away is written again."""
    right = policy._Desk._revived

    def revived(self: Any, interview_round: Any, follow_up: Any, view: Any) -> Any:
        gone = type(follow_up.state).__name__ == "Dismissed" and isinstance(view, outlook.Write)
        if not gone:
            return right(self, interview_round, follow_up, view)
        generation = follow_up.generation + 1
        return replace(follow_up, state=Waiting(view.due), generation=generation)

    patch.setattr(policy._Desk, "_revived", revived)


def _nudge_again(patch: Patch) -> None:
    """A nudge that lies in the drafts, was sent, or was thrown away is followed by another one."""
    right = policy._Desk._revived

    def revived(self: Any, interview_round: Any, follow_up: Any, view: Any) -> Any:
        written = follow_up.kind is FollowUpKind.NUDGE and isinstance(follow_up.state, (Drafted, Sent, Dismissed))
        if not written or follow_up.generation or not isinstance(view, outlook.Write):
            return right(self, interview_round, follow_up, view)
        title, when = policy.title_of(interview_round, follow_up), self._local(interview_round, view.due)
        self.tell(follow_up.id, "armed", f"{title} is planned again, for {when}.", ("It is not.",))
        return replace(follow_up, state=Waiting(view.due), generation=1)

    patch.setattr(policy._Desk, "_revived", revived)


def _nudge_by_hand_unseen(patch: Patch) -> None:
    """Whoever asked by hand is reminded all the same."""
    patch.setattr(outlook, "_nudged_by_hand", lambda *_: None)


def _answers_ignored(patch: Patch) -> None:
    """An answer stops no nudge."""
    right = outlook._against_nudging

    def against(process: Any, interview_round: Any) -> Any:
        found = right(process, interview_round)
        return None if found is not None and found.reason is Reason.ANSWERED else found

    patch.setattr(outlook, "_against_nudging", against)


def _unwatched(patch: Patch) -> None:
    """What is due is written although the mailbox could not be read."""
    for module in (cycle, deliver, watch):
        patch.setattr(module, "is_watched", lambda *_: True)


def _cursor_first(patch: Patch) -> None:
    """The position in the mailbox is committed before the signals. As if it died in between, each fifth time."""
    right = MemoryStore.commit
    every_fifth = itertools.cycle((False, False, False, False, True))

    def commit(self: MemoryStore, change: Change) -> None:
        lost = bool(change.mail_cursors) and next(every_fifth)
        right(self, replace(change, processes=(), journal=()) if lost else change)

    patch.setattr(MemoryStore, "commit", commit)


def _calendar_cursor_first(patch: Patch) -> None:
    """The position in a calendar is committed before what was found there. As if it died in between, each third time."""
    right = MemoryStore.commit
    every_third = itertools.cycle((False, False, True))

    def commit(self: MemoryStore, change: Change) -> None:
        lost = bool(change.calendar_cursors and change.processes) and next(every_third)
        right(self, Change(calendar_cursors=change.calendar_cursors) if lost else change)

    patch.setattr(MemoryStore, "commit", commit)


def _lag_unknown(patch: Patch) -> None:
    """The index of a search is taken to be up to date, and nothing is read without it."""
    patch.setattr(GoogleReader, "_newest", lambda *_: ([], True))


def _edits_overlooked(patch: Patch) -> None:
    """What the user has written into a draft is taken for ours, and taken back with it."""
    for module in (imap_drafts, local_drafts):
        patch.setattr(module, "is_untouched", lambda found, written: found is not None)


def _never_taken_back(patch: Patch) -> None:
    """What is withdrawn stays in the mailbox."""
    patch.setattr(ImapMailbox, "withdraw", lambda *_: Removed())
    patch.setattr(GoogleMailbox, "withdraw", lambda *_: Removed())


def _sends(patch: Patch) -> None:
    """A copy of the draft is among the sent mail."""
    right = ImapMailbox.create

    def create(self: ImapMailbox, payload: Payload) -> Any:
        self._connection.write(lambda client: client.append("Sent", payload.mime))
        return right(self, payload)

    patch.setattr(ImapMailbox, "create", create)


def _says_nothing(patch: Patch) -> None:
    """That a draft was taken back is not in the journal."""
    right = transact.entries

    def entries(process: Any, happenings: Any, now: Any) -> tuple[Entry, ...]:
        return tuple(e for e in right(process, happenings, now) if e.what != "withdrawn")

    patch.setattr(transact, "entries", entries)


def _says_x(patch: Patch) -> None:
    """Every line of the journal has the same text."""
    right = transact.entries

    def entries(process: Any, happenings: Any, now: Any) -> tuple[Entry, ...]:
        return tuple(replace(e, text="x") for e in right(process, happenings, now))

    patch.setattr(transact, "entries", entries)


def _timed(**changed: timedelta) -> Callable[[Patch], None]:
    """Another number than the one that was promised."""
    return lambda patch: patch.setattr(town, "TIMING", Timing(**changed))  # type: ignore[arg-type]  # none is a time of day


def _weekend(patch: Patch) -> None:
    """Nudges know no business hours."""
    patch.setattr("followbot.domain.workdays.Workdays.next_moment", lambda self, moment: moment)


def _dropped(patch: Patch) -> None:
    """Every third mail is lost on the way from the server."""
    right = GoogleMailbox.changes

    def changes(self: GoogleMailbox, cursor: str, interest: Any) -> Mail:
        mail = right(self, cursor, interest)
        kept = tuple(m for m in mail.messages if int(m.ref or "0", 16) % 3)
        return replace(mail, messages=kept)

    patch.setattr(GoogleMailbox, "changes", changes)


def _dead_written(patch: Patch) -> None:
    """Addresses that do not exist are written to."""
    patch.setattr(policy, "dead_addresses", lambda process: frozenset())
    patch.setattr(outlook, "dead_addresses", lambda process: frozenset())


def _first_nudged(patch: Patch) -> None:
    """The nudge goes to the first of the panel, whoever that is."""
    for module in (policy, outlook):
        patch.setattr(module, "nudge_recipient", lambda r, dead: next(iter(reachable(r.contacts, dead)), None))


def _cards_stay(patch: Patch) -> None:
    """A debrief card is not taken back when the thank-you comes."""
    patch.setattr(outlook, "_thanks_came", lambda interview_round: False)


def _cards_unread(patch: Patch) -> None:
    """What the user wrote on a card goes with the card."""
    patch.setattr(cards, "_answered", lambda interview_round, card, answers, world: interview_round)


def _links_followed(patch: Patch) -> None:
    """A link in an answer is followed to wherever it leads, and the allow-list looks at paths alone."""
    patch.setattr(Graph, "_rooted", lambda self, link: link)
    right = Rule.allows
    patch.setattr(Rule, "allows", lambda self, method, origin, path: right(self, method, self.origin or origin, path))


def _tokens_told(patch: Patch) -> None:
    """What goes wrong with a request is told with its headers."""
    right = Bearer._ask

    def ask(self: Bearer, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Any:
        try:
            return right(self, method, url, headers, body)
        except Unreachable as error:
            raise Unreachable(f"{error.problem} It was asked with {self._tokens.token()}.") from error

    patch.setattr(Bearer, "_ask", ask)


def _anybody_reads(patch: Patch) -> None:
    """Drafts are written with the permissions that the system gives."""

    def write(path: Path, data: bytes) -> None:
        system: Any = vars(maildir)["os"]  # the disk of the world
        descriptor = system.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.fchmod(descriptor, 0o644)  # whatever the umask of who tests
        system.write(descriptor, data)
        system.fsync(descriptor)
        system.close(descriptor)

    patch.setattr(maildir, "_write_synced", write)


@dataclass(frozen=True)
class Plant:
    """A bug: the promise that it breaks, words with which the oracle complains of it, and how it is planted.

    `first` is the world in which it was found first. It is tried before the others, to save time.
    """

    promise: str
    words: str
    how: Callable[[Patch], None]
    first: int = 0


PLANTS: dict[str, Plant] = {
    "lost creates are repeated": Plant("exactly once", "the same draft twice", _repeated, first=1),
    "nothing is looked for after a crash": Plant("exactly once", "a second ", _crash_is_refused, first=1),
    "what was thrown away is written again": Plant("caps", "a second thank-you to somebody", _thanks_again),
    "a second nudge is allowed": Plant("caps", "a second nudge$", _nudge_again),
    "a nudge by hand is not seen": Plant("caps", "the user has asked already", _nudge_by_hand_unseen, first=4),
    "answers stop no nudge": Plant("nothing after an answer", "a human has answered last", _answers_ignored),
    "drafts without a watch": Plant(
        "nothing after an answer", "to .*(answered|has thanked|has asked)", _unwatched, first=2
    ),
    "the index is believed": Plant("nothing after an answer", "answered", _lag_unknown, first=10),
    "the cursor is kept without its signals": Plant(
        "nothing lost", "answered|has thanked|has asked|is dead|is closed|next step", _cursor_first, first=1
    ),
    "a calendar's cursor is kept without its events": Plant(
        "nothing lost", "was not thanked|lies there although", _calendar_cursor_first, first=2
    ),
    "mails are dropped": Plant(
        "nothing lost", "answered|has thanked|has asked|is dead|is closed|next step", _dropped, first=2
    ),
    "edits are overlooked": Plant("edited drafts stay", "that the user had edited", _edits_overlooked, first=1),
    "nothing is taken back": Plant("withdrawal", "lies there although", _never_taken_back, first=2),
    "a copy is sent": Plant("never sends", "something was sent that the user did not send", _sends),
    "the journal is silent": Plant("why is complete", "why says nothing of a", _says_nothing),
    "every reason is x": Plant("why is complete", "why tells .* in wrong words: x$", _says_x),
    "thanks an hour early": Plant("timing", "thanks 23:", _timed(thank_you_after=timedelta(hours=23))),
    "nudges two days late": Plant("timing", "was not nudged", _timed(nudge_after=timedelta(days=9))),
    "nudges on Sundays": Plant("timing", "a nudge (outside business hours|at .* due at)", _weekend),
    "absences move a nudge by two days at most": Plant(
        "timing", "a nudge at .* due at", _timed(absence_max=timedelta(days=2)), first=4
    ),
    "absences move a nudge by three months": Plant(
        "timing", "was not nudged", _timed(absence_max=timedelta(days=90)), first=4
    ),
    "late nudges are given up after a day": Plant(
        "timing", "was not nudged", _timed(nudge_until=timedelta(days=1)), first=13
    ),
    "late nudges come after a month": Plant(
        "timing", "a nudge at .* due at", _timed(nudge_until=timedelta(days=30)), first=1
    ),
    "what is gone is given up at once": Plant(
        "timing", "a nudge beside a draft", _timed(missing_after=timedelta(minutes=1)), first=4
    ),
    "what is gone is given up after a month": Plant(
        "timing", "was not nudged", _timed(missing_after=timedelta(days=30))
    ),
    "the nudge goes to the first": Plant("caps", "a nudge to the wrong person", _first_nudged, first=4),
    "cards stay": Plant("withdrawal", "a card lies there", _cards_stay, first=1),
    "what a card says is not kept": Plant("nothing lost", "on a card is lost", _cards_unread, first=13),
    "links are followed": Plant("nobody let in", "a token went to elsewhere.example", _links_followed),
    "tokens are told": Plant("nobody let in", "a token is told", _tokens_told),
    "anybody reads drafts": Plant("nobody let in", "anybody can read a draft", _anybody_reads),
    "dead addresses are written to": Plant("caps", "the address is dead", _dead_written, first=3),
}


def plant(patch: Patch, name: str) -> None:
    """Break followbot, until `patch` is undone."""
    PLANTS[name].how(patch)


def found(name: str, worlds: int = WORLDS) -> tuple[int, str] | None:
    """One of so many worlds in which the oracle complains of the planted bug, and how it does."""
    first = PLANTS[name].first
    for seed in sorted(range(worlds), key=lambda seed: seed != first):
        with pytest.MonkeyPatch.context() as patch:
            plant(patch, name)
            broken = result_of(seed).broken
        for what in broken:
            if re.search(PLANTS[name].words, what.splitlines()[-1]):
                return seed, what
    return None


def _one_line(complaint: str) -> str:
    """A complaint about a draft quotes it: its first and its last line tell enough."""
    lines = complaint.splitlines()
    return lines[0] if len(lines) == 1 else f"{lines[0]} …{lines[-1]}"


def main() -> int:
    missed = 0
    for name in sys.argv[1:] or PLANTS:
        seed, what = found(name) or (None, "not found")
        missed += seed is None
        say(f"| {PLANTS[name].promise} | {name} | {seed} | {_one_line(what)} |")
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
