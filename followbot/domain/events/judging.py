"""The verdict's two sums: what the signs of an event weigh, by what labelled events have taught."""

from __future__ import annotations

from collections.abc import Sequence

from followbot.domain.events.leaning import Seen, Share, Wording
from followbot.domain.events.marks import Marks
from followbot.domain.events.outline import outline
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene
from followbot.domain.events.telling import Told, described, quotable, quoted
from followbot.domain.names import name_words

DECIDED = ("user.also", "user.include", "user.exclude", "people.employer")
"""Where the user has decided, or has said for whom they work, nothing that others' events have taught is asked."""
_HARDLY = 0.2
"""Log-odds too small to be told."""
_MUCH = 1.0
"""Log-odds that are told whatever has been quoted already."""
_APART = "”, “"
"""What stands between two quotations of one sentence."""


def seen_of(scene: Scene, sides: Sides, marks: Marks) -> Seen:
    """All that is weighed of an event whose signs are collected."""
    people = frozenset().union(scene.me.words, *(name_words(guest.name) for guest in scene.guests))
    wording = Wording(scene.title_words.tokens, scene.body_words.tokens, people, scene.rules.names)
    return Seen(wording, frozenset(marks.seen), outline(scene, sides))


def weigh(scene: Scene, sides: Sides, marks: Marks) -> None:
    """Give each sign the weight that was learned, and add what wording and outline lean to.

    What the corpus hardly shows, as a crowd of guests, keeps the weight of the rules. What marks weigh beside others is theirs.
    """
    leanings = scene.rules.leanings
    if not leanings.known or marks.has(*DECIDED):
        return
    lean = leanings.of(seen_of(scene, sides, marks))
    for name, mark in tuple(marks.seen.items()):
        to_job, to_whose = lean.marks.get(name, (mark.job, mark.whose))
        marks.weigh(name, to_job + lean.company.get(name, 0.0), to_whose)
    marks.begin(lean.job, lean.whose)
    _tell_wording(scene, marks, lean.wording)
    for name, share in _named("outline", lean.outline):
        _tell(marks, name, share, described(share.features, scene.rules.outlines, against=name.endswith("unlike")))


def _tell_wording(scene: Scene, marks: Marks, sides: Sequence[Share]) -> None:
    """Words for and against. No word is told on both sides, and what a sign quotes is told again only where its side would
    have no words else.
    """
    words = quotable({**sides[0].features, **sides[1].features}, Told(scene.title_words, scene.body_words))
    signs = [mark for mark in marks if mark.is_told and mark.quote]
    told: tuple[str, ...] = ()
    for (name, share), own in sorted(
        zip(_named("wording", sides), words, strict=True), key=lambda one: -abs(one[0][1].job)
    ):
        shown = quoted(own, (*(mark.quote for mark in signs), *told))
        if not shown and abs(share.job) >= _MUCH:
            shown = quoted(own, (*(mark.quote for mark in signs if mark.weight * share.job < 0), *told))
        told += shown
        _tell(marks, name, share, _APART.join(shown))


def _named(kind: str, sides: Sequence[Share]) -> Sequence[tuple[str, Share]]:
    return tuple(zip((f"{kind}.like", f"{kind}.unlike"), sides, strict=True))


def _tell(marks: Marks, name: str, share: Share, shown: str) -> None:
    """Add a share to both sums, in words where there are some for it."""
    if shown and abs(share.job + share.whose) >= _HARDLY:
        marks.weigh(name, share.job, share.whose, shown)
    else:
        marks.add_silently(share.job, share.whose)
