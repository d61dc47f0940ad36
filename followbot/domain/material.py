"""What a letter speaks of: at most two things from the interview and one of the user's own, the best first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from followbot.domain.briefing import Brief, Desk
from followbot.domain.specifics import People, Specific, planned, read_invitation, read_notes
from followbot.domain.tidying import tidy
from followbot.domain.variants import tokens

_THEIRS = ("shown", "how", "told", "liked", "topic", "thing", "part")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a letter speaks of, beyond thanks and hope."""

    things: tuple[Specific, ...] = ()
    answer: Specific | None = None
    prompt: bool = False

    @property
    def thin(self) -> bool:
        return not self.things

    @property
    def spoken(self) -> tuple[Specific, ...]:
        return (*self.things, self.answer) if self.answer else self.things


def plans(desk: Desk) -> Iterable[Plan]:
    """Plans from rich to plain. A nudge speaks of nothing: no new pitch."""
    brief = desk.brief
    if not desk.thanking:
        yield Plan()
        return
    theirs, mine = _material(desk)
    for first in theirs[:3]:
        second = next((s for s in theirs if s.slot != first.slot and not _repeats(s, first.text)), None)
        for own in mine[:2]:
            yield Plan((first,), own)
        if second:
            yield Plan((first, second))
        yield Plan((first,))
    yield from (Plan((own,)) for own in mine[:1] if own.origin == "note")
    if brief.prompt_line:
        yield Plan(prompt=True)
    if mine and mine[-1].origin == "profile":
        yield Plan(answer=mine[-1])
    yield Plan()


def _material(desk: Desk) -> tuple[tuple[Specific, ...], tuple[Specific, ...]]:
    """What they said or showed, and what the user has to say to it, the best first."""
    brief, wording = desk.brief, desk.pack.wording
    people = People(brief.to, brief.others, insiders=brief.agency is None)
    notes = read_notes((n.text for n in brief.notes), people, wording)
    addressed = {c.key for c in brief.to}
    theirs = sorted(
        (s for s in notes if s.slot in _THEIRS),
        key=lambda s: (_used(s, brief.siblings), _distance(s, addressed), _THEIRS.index(s.slot) // 3),
    )
    theirs += _covered(brief, desk)
    theirs += [s for s in read_invitation(brief.specifics, wording) if not any(_repeats(s, t.text) for t in theirs)]
    theirs.sort(key=lambda s: _used(s, brief.siblings))
    mine = [s for s in notes if s.mine]
    mine.sort(key=lambda s: _used(s, brief.siblings))
    return tuple(theirs), (*mine, *_strengths(desk, theirs))


def _distance(specific: Specific, addressed: set[str]) -> int:
    if specific.person is None:
        return 1
    return 0 if specific.person in addressed else 2


def _used(specific: Specific, siblings: tuple[str, ...]) -> bool:
    return any(_repeats(specific, text) for text in siblings)


def _repeats(specific: Specific, text: str) -> bool:
    """Whether a text already speaks of it."""
    words, said = set(tokens(specific.text)), set(tokens(text))
    return bool(words) and len(words & said) >= 0.8 * len(words)


def _covered(brief: Brief, desk: Desk) -> list[Specific]:
    """What the invitation says that the addressee talks about."""
    rules = desk.pack.wording.notes
    found = (tidy(c.covers, 80) for c in brief.to)
    return [Specific("covers", text, "invitation", text) for text in found if text and planned(text, rules)][:1]


def _strengths(desk: Desk, theirs: Iterable[Specific]) -> tuple[Specific, ...]:
    """The strength that the role or the interview asks for by name, else the first one."""
    wanted = set(tokens(" ".join((desk.brief.role or "", *desk.brief.specifics, *(s.text for s in theirs)))))
    wanted -= desk.pack.wording.function_words
    usable = [tidy(s, 90).rstrip(".") for s in desk.brief.strengths or desk.brief.profile.strengths]
    usable = [s for s in usable if s and len(s.split()) <= 12]
    usable.sort(key=lambda s: -len(wanted & set(tokens(s))))
    return tuple(Specific("strength", s, "profile", s) for s in usable[:1])
