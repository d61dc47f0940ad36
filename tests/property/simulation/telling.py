"""`why` is complete: whatever changes in a process is told in the very commit that changes it."""

from __future__ import annotations

from collections.abc import Iterator

from followbot.app.ports import Change
from followbot.domain.lifecycle import Creating, Waiting
from followbot.domain.model import FollowUp, Process, SignalKind


def untold(known: Process | None, now: Process, change: Change) -> Iterator[str]:
    """What a commit changes in a process without a line about it. `known` is the process before it, None if there was none."""
    told = [e for e in change.journal if e.process == now.id]
    about, whats = {e.about for e in told}, {e.what for e in told}
    before = {f.id: f for f in known.follow_ups} if known else {}
    for follow_up in now.follow_ups:
        if follow_up.id not in about and _is_news(before.get(follow_up.id), follow_up):
            was = type(before[follow_up.id].state).__name__ if follow_up.id in before else "nothing"
            yield f"why says nothing of a {follow_up.kind.value} that was {was} and is {type(follow_up.state).__name__}"
    heard = {s.id for s in known.signals} if known else set()
    for signal in now.signals:
        ours = signal.kind is SignalKind.OWN_MAIL and signal.key
        if signal.id not in heard and not ours and signal.kind.value not in whats:
            yield f"why says nothing of a signal: {signal.kind.value}"
    if now.closed is not None and (known is None or known.closed is None) and "closed" not in whats:
        yield "why does not say that the process is closed"
    yield from (f"why has no words for {e.what}" for e in told if not e.text)


def _is_news(known: FollowUp | None, now: FollowUp) -> bool:
    """That something is about to be written is none: what became of it is told in the next commit."""
    if known is None or isinstance(now.state, Creating):
        return known is None
    if isinstance(known.state, Waiting) and isinstance(now.state, Waiting):
        return known.state.due != now.state.due
    return type(known.state) is not type(now.state)
