"""What a letter speaks of: one thing from the interview, a second where the user praised it too, and one of the user's own.

A thing that nobody praised was as a rule not worth its sentence: of 480 letters to notes that nobody had seen, judges sent back
a third more of those with two things than of those with one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from followbot.domain.letters.briefing import Brief, Desk
from followbot.domain.letters.notereading import read_notes
from followbot.domain.letters.specifics import MINE, Specific, head_words, plain_case, planned, read_invitation
from followbot.domain.letters.strengths import sayable_strengths
from followbot.domain.letters.tidying import ideographic, tidy
from followbot.domain.letters.variants import tokens
from followbot.domain.letters.wording import Wording
from followbot.domain.model import InterviewKind

_THEIRS = {
    **dict.fromkeys(("liked", "liked_that", "detail", "delight", "deed", "prospect"), 0),
    **dict.fromkeys(("shown", "showed", "how", "worked", "allowed"), 1),
    **dict.fromkeys(("topic", "thing", "named", "noticed"), 2),
    **dict.fromkeys(("told", "heard"), 3),
    **dict.fromkeys(("part", "tech"), 4),
}
"""Slots of what is theirs: liked before shown, shown before talked of, and a bare fact last."""
_LIKED = frozenset({"liked", "liked_that", "delight", "deed", "prospect"})
"""Slots of what the user said to have liked: that is for anybody who was there."""
_SENTENCES = frozenset(
    {"told", "heard", "detail", "liked_that", "how", "showed", "allowed", "deed", "prospect", "noticed"}
)
_SHOWN = frozenset({"shown", "showed"})
_NAMES = frozenset({"topic", "thing", "named"})
_LONE = 2
"""Words of a thing that is but an article and a noun, and so tells less than the one beside it in a list."""
_AHEAD = frozenset({"deed", "prospect"})
"""Slots of what the user would do there, which is said before what is only praised."""
_LINKED = 0.34
"""From this share of common words on, something of the user's is said to bear on something of theirs."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a letter speaks of, beyond thanks and hope.

    `things` are theirs (or, where there are none, one of the user's own), `answer` is what the user said to the first of them,
    `strength` what the profile adds.
    """

    things: tuple[Specific, ...] = ()
    answer: Specific | None = None
    strength: Specific | None = None
    prompt: bool = False

    @property
    def thin(self) -> bool:
        """Whether there is no evidence beyond company and role."""
        return not self.things

    @property
    def spoken(self) -> tuple[Specific, ...]:
        """Everything that comes from evidence."""
        return tuple(s for s in (*self.things, self.answer, self.strength) if s is not None)

    def bears_on(self, own: Specific, function_words: frozenset[str]) -> bool:
        """Whether something of the user's own visibly has to do with what they said or showed, right before it would stand."""
        words = set(tokens(own.text)) - function_words
        last = self.things[-1:]  # "there" of our sentence means what was told last
        theirs = {word for thing in last for word in tokens(f"{thing.text} {thing.span}")} - function_words
        same_breath = any(thing.span == own.span for thing in last)
        return same_breath or len(words & theirs) >= _LINKED * max(1, len(words))


def plans(desk: Desk) -> Iterable[Plan]:
    """Plans from rich to plain. A nudge speaks of nothing: no new pitch; nor does a mail after a missed interview."""
    if not desk.thanking or desk.missed:
        yield Plan()
        return
    little = desk.pack.wording.function_words
    theirs, mine = material(desk)
    mine = () if desk.reluctant else mine
    theirs = tuple(s for s in theirs if s.loved or s.marked) if desk.reluctant else theirs
    strength = None if desk.reluctant else _strength(desk, theirs)
    fitting = strength if strength and _wanted(desk, theirs) & set(tokens(strength.span)) else None
    for first in theirs[:3]:
        answer = _answer(first, mine, little)
        if answer:
            yield Plan((first,), answer)
        second = next(
            (
                s
                for s in theirs
                if s.loved
                and not _alike(s.slot, first.slot)
                and not s.bare
                and not (s.origin == "note" and s.person is None and desk.people.others)  # left for the others' letters
                and not _repeats(s, first.text, little)
                and not _repeats(first, s.text, little)
                and not _same_head(s, first, desk.pack.wording)
                and not _explains(s, first, desk.brief)
                and not _used(s, desk.brief.siblings)  # two of a panel would read the same afterthought
            ),
            None,
        )
        if second:
            yield Plan((first, second), strength=fitting)
        if strength:
            yield Plan((first,), strength=fitting or strength)
        yield Plan((first,))
    alone = tuple(s for s in mine if s.slot != "same")[:1]  # "the same" says nothing without what it is the same as
    if alone:
        yield Plan(alone, strength=strength)
        yield Plan(alone)
    if desk.brief.prompt_line:
        yield Plan(prompt=True)
    if strength:
        yield Plan(strength=strength)
    yield Plan()


def _explains(second: Specific, first: Specific, brief: Brief) -> bool:
    """Whether a note says the second behind a dash or a colon, as what the first means: "home visits – they go to ...".

    A thing that was only spoken of is as a rule what the sentence beside it is about: "a pond, the children test its water".
    """
    if "noticed" in (second.slot, first.slot) and second.span == first.span:
        return True
    if second.slot not in _SENTENCES:
        return False
    told, named = (re.escape(s.span.casefold().strip(" .,;:!")) for s in (second, first))
    return any(re.search(rf"{named}\s*(?:\s[–—-]\s|[:：(（—])\s*{told}", note.text.casefold()) for note in brief.notes)


def _same_head(one: Specific, other: Specific, wording: Wording) -> bool:
    """Whether two things are called by the same noun, "the battery test bench" and "new test bench"."""
    if ideographic(one.text):
        return _tells_of(one, other) or _tells_of(other, one)
    if wording.notes.names_first or (one.slot in _SENTENCES and other.slot in _SENTENCES):
        return False
    if {one.slot, other.slot} & _SENTENCES:
        told, named = (one, other) if one.slot in _SENTENCES else (other, one)
        return _speaks_of(told, named, wording)
    heads = [head_words(thing.text, wording.notes)[-1:] for thing in (one, other)]
    return heads[0] == heads[1]


_NAME_SIGNS = 5


def _speaks_of(told: Specific, named: Specific, wording: Wording) -> bool:
    """Whether a sentence holds the first noun of a thing, "the surveys are done by canoe" and "the field surveys"."""
    content = [word for word in tokens(named.text) if word not in wording.function_words | wording.notes.determiners]
    return bool(content) and len(content[0]) >= _NAME_SIGNS and content[0] in tokens(told.text)


def _tells_of(told: Specific, named: Specific) -> bool:
    """Whether a sentence tells of what another thing names, by the sign that such a name ends with: 勇气珠, 串一颗珠子."""
    last = named.text[-1:]
    return told.slot in _SENTENCES and named.slot not in _SENTENCES and ideographic(last) and last in told.text


def _alike(one: str, other: str) -> bool:
    """Whether two slots' sentences would repeat each other: "the yard you showed me", "that you showed me the lorries"."""
    return one == other or {one, other} <= _SHOWN


def _answer(thing: Specific, mine: tuple[Specific, ...], little: frozenset[str]) -> Specific | None:
    """What the user has to say to a thing: what visibly has to do with it, else the most telling of it, else the first.

    "The same" answers only what it was noted right behind.
    """
    fitting = [s for s in mine if s.slot != "same" or (thing.origin == "note" and s.after in ("", thing.text))]
    linked = Plan((thing,))
    return min(
        fitting, key=lambda s: (s.slot != "same", not linked.bears_on(s, little), MINE.index(s.slot)), default=None
    )


def material(desk: Desk) -> tuple[tuple[Specific, ...], tuple[Specific, ...]]:
    """What they said or showed, and what the user has to say to it, the best first."""
    brief, wording = desk.brief, desk.pack.wording
    people = desk.people
    elsewhere = {c.key for c in people.others if c.email} if len(brief.to) == 1 else set()
    notes = read_notes(
        (n.text for n in brief.notes),
        people,
        wording,
        desk.pack.templates.wordings,
        brief.company or "",
        brief.role or "",
    )
    notes = tuple(replace(s, text=desk.housed(s.text)) for s in notes)
    if desk.avoided:
        notes = tuple(s for s in notes if not _addresses(s, desk.avoided))
    addressed = {c.key for c in brief.to}
    theirs = sorted(
        (s for s in notes if s.slot in _THEIRS and s.person not in elsewhere),
        key=lambda s: (
            _used(s, brief.siblings),
            _distance(s, addressed),
            s.bare,
            _rank(s),
            s.slot not in _AHEAD,
            s.slot in _NAMES and len(s.text.split()) <= _LONE,
        ),
    )
    theirs += _covered(brief, desk)
    planned_things = [s for s in read_invitation(brief.specifics, wording) if not _of_somebody_else(s, desk)]
    theirs += [s for s in planned_things if not any(_repeats(s, t.text, wording.function_words) for t in theirs)]
    theirs.sort(key=lambda s: _used(s, brief.siblings))
    mine = [s for s in notes if s.mine and s.person not in elsewhere and not _used(s, brief.siblings)]
    if brief.interview_kind is InterviewKind.TRIAL:
        theirs = [
            s for s in theirs if s.marked or not (s.bare and s.slot in ("topic", "thing"))
        ]  # "rolls" were made there
        mine = [s for s in mine if s.slot != "did" or _elsewhere(s.text, wording)]
    return tuple(theirs), tuple(mine)


def _rank(thing: Specific) -> int:
    """What the note praises in words first, then what it marks, then by slot."""
    return -2 if thing.loved else -1 if thing.marked else _THEIRS[thing.slot]


def _addresses(specific: Specific, formally: re.Pattern[str]) -> bool:
    """Whether a phrase was turned towards the reader as one turns to somebody formally."""
    turned = specific.slot in ("shown", "showed", "how") or (specific.slot == "told" and specific.person is not None)
    return turned or formally.search(specific.text) is not None


def _elsewhere(deed: str, wording: Wording) -> bool:
    """Whether a deed names where it was done; on a trial day any other may have been done on that very day."""
    names = [word for word in deed.split()[1:] if word[:1].isupper()]
    return ideographic(deed) or (bool(names) and not wording.notes.nouns_capital)


def _of_somebody_else(planned_thing: Specific, desk: Desk) -> bool:
    """Whether the invitation gives a topic to a person who is not written to, or names one in it."""
    others = desk.people.others
    said = {word.casefold() for word in planned_thing.span.replace(",", " ").replace(":", " ").split()}
    covered = any(c.covers and _repeats(replace(planned_thing, text=planned_thing.span), c.covers) for c in others)
    return covered or any(name.casefold() in said for c in others for name in c.name.split()[:1])


def _distance(specific: Specific, addressed: set[str]) -> int:
    if specific.person is None:
        return 0 if specific.loved or specific.slot in _LIKED else 1
    return 0 if specific.person in addressed else 2


def _used(specific: Specific, siblings: tuple[str, ...]) -> bool:
    return any(_repeats(specific, text) for text in siblings)


def _repeats(specific: Specific, text: str, little: frozenset[str] = frozenset()) -> bool:
    """Whether a text already speaks of it; `little` words do not count."""
    words, said = set(tokens(specific.text)) - little, set(tokens(text))
    return bool(words) and len(words & said) >= 0.8 * len(words)


def _covered(brief: Brief, desk: Desk) -> list[Specific]:
    """What the invitation says that the addressee talks about."""
    rules = desk.pack.wording.notes
    found = (plain_case(tidy(c.covers, 80), desk.pack.wording) for c in brief.to)
    return [Specific("covers", text, "invitation", text) for text in found if text and planned(text, rules)][:1]


def _strength(desk: Desk, theirs: Iterable[Specific]) -> Specific | None:
    """The strength that the role or the interview asks for by name, else the first that can be said at all.

    One that another letter of the process has named is not repeated: a panel that compares notes would hear a slogan.
    """
    wanted = _wanted(desk, theirs)
    strengths = sayable_strengths(desk)
    fresh = [s for s in strengths if not _used(s, desk.brief.siblings)]
    best = max(fresh, key=lambda s: len(wanted & set(tokens(s.span))), default=None)
    # Without a reason the profile's first is said, and no other: the second would be there for variety alone.
    return best if best and (best is strengths[0] or wanted & set(tokens(best.span))) else None


def _wanted(desk: Desk, theirs: Iterable[Specific]) -> set[str]:
    """The words of the role and of the interview that a strength may answer."""
    wanted = set(tokens(" ".join((desk.brief.role or "", *desk.brief.specifics, *(s.text for s in theirs)))))
    return wanted - desk.pack.wording.function_words
