"""`why` is complete: whatever changes in a process is told in the very commit that changes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.app.ports import Change, Entry
from followbot.domain.lifecycle import Creating, Failed, Skipped, Stopped, Waiting
from followbot.domain.model import FollowUp, FollowUpKind, Process, SignalKind
from followbot.domain.telling import why

SAYS = {
    "armed": "is planned (again, )?for ",
    "shifted": "is now planned for ",
    "waiting": "never created",
    "unknown": "followbot looks for ",
    "failed": "was refused by the mailbox",
    "drafted": "lies in your drafts",
    "edited": "You have changed the draft",
    "missing": "is no longer in your drafts",
    "withdrawing": "is being taken back",
    "withdrawn": "was taken back|has left your drafts",
    "sent": "You sent it",
    "by_hand": "is done",
    "dismissed": "You threw the draft away",
    "stopped": "will not be written",
    "skipped": "was skipped|is not written: ",
}
"""By which words each kind of line about a follow-up is told from the others, written down a second time."""

NOUNS = {FollowUpKind.THANK_YOU: "thank-you", FollowUpKind.NUDGE: "nudge", FollowUpKind.CARD: "debrief card"}


def untold(known: Process | None, now: Process, change: Change) -> Iterator[str]:
    """What a commit changes in a process without a line about it. `known` is the process before it, None if there was none."""
    told = [e for e in change.journal if e.process == now.id]
    whats = {e.what for e in told}
    before = {f.id: f for f in known.follow_ups} if known else {}
    for follow_up in now.follow_ups:
        lines, old = [e for e in told if e.about == follow_up.id], before.get(follow_up.id)
        yield from (f"why tells {e.what} in wrong words: {e.text}" for e in lines if not _in_words(e, follow_up))
        if _is_news(old, follow_up):
            yield from _untold_news(old, follow_up, lines)
    heard = {s.id for s in known.signals} if known else set()
    for signal in now.signals:
        ours = signal.kind is SignalKind.OWN_MAIL and signal.key
        if signal.id not in heard and not ours and signal.kind.value not in whats:
            yield f"why says nothing of a signal: {signal.kind.value}"
    if now.closed is not None and (known is None or known.closed is None) and "closed" not in whats:
        yield "why does not say that the process is closed"
    yield from (f"why has no words for {e.what}: {e.text}" for e in told if len(e.text.split()) < 2)


def _in_words(line: Entry, follow_up: FollowUp) -> bool:
    """Whether a line is about this follow-up, and says what its kind says and nothing that another kind says."""
    if line.what not in SAYS:
        return True
    said = {what for what, words in SAYS.items() if re.search(words, line.text)}
    return said == {line.what} and NOUNS[follow_up.kind] in line.text.lower()


def _untold_news(known: FollowUp | None, now: FollowUp, lines: list[Entry]) -> Iterator[str]:
    was, state = type(known.state).__name__ if known else "nothing", now.state
    fitting = [e for e in lines if e.what in _kinds(known, now)]
    if not fitting:
        yield f"why says nothing of a {now.kind.value} that was {was} and is {type(state).__name__}"
    elif isinstance(state, (Stopped, Skipped)) and not any(why(state.reason, now.kind) in e.evidence for e in fitting):
        yield f"why does not give the reason of a {now.kind.value} that is {type(state).__name__}: {state.reason}"


def _kinds(known: FollowUp | None, now: FollowUp) -> set[str]:
    """The kinds of line that fit a change."""
    if not isinstance(now.state, Waiting):
        return {re.sub("(?<!^)(?=[A-Z])", "_", type(now.state).__name__).lower()}
    if known is None:
        return {"armed"}
    if isinstance(known.state, (Waiting, Failed)):
        return {"shifted"}
    return {"armed", "waiting"}


def _is_news(known: FollowUp | None, now: FollowUp) -> bool:
    """That something is about to be written is none: what became of it is told in the next commit."""
    if known is None or isinstance(now.state, Creating):
        return known is None
    if isinstance(known.state, Waiting) and isinstance(now.state, Waiting):
        return known.state.due != now.state.due
    return type(known.state) is not type(now.state)
