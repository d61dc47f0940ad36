"""The verdict's two sums: what the signs of an event weigh, by what labelled events have taught."""

from __future__ import annotations

from followbot.domain.events.leaning import Seen, Wording
from followbot.domain.events.marks import Marks
from followbot.domain.events.outline import outline, told
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene
from followbot.domain.names import name_words

DECIDED = ("user.also", "user.include", "user.exclude", "people.employer")
"""Where the user has decided, or has said for whom they work, nothing that others' events have taught is asked."""
_HARDLY = 0.1
"""Log-odds too small to be told."""


def seen_of(scene: Scene, sides: Sides, marks: Marks) -> Seen:
    """All that is weighed of an event whose signs are collected."""
    people = frozenset().union(scene.me.words, *(name_words(guest.name) for guest in scene.guests))
    wording = Wording(scene.title, scene.body, people, scene.rules.given_names)
    return Seen(wording, frozenset(marks.seen), outline(scene, sides))


def weigh(scene: Scene, sides: Sides, marks: Marks) -> None:
    """Give each sign the weight that was learned, and add what wording and outline lean to.

    What the corpus hardly shows, as a crowd of guests, keeps the weight of the rules.
    """
    leanings = scene.rules.leanings
    if not leanings.known or marks.has(*DECIDED):
        return
    lean = leanings.of(seen_of(scene, sides, marks))
    job, whose = lean.job, lean.whose
    for name, (to_job, to_whose) in lean.marks.items():
        marks.weigh(name, to_job, to_whose)
    if abs(lean.wording) >= _HARDLY and lean.words:
        marks.weigh("wording.like" if lean.wording > 0 else "wording.unlike", lean.wording, quote=", ".join(lean.words))
    else:
        job += lean.wording
    shown = told(lean.outlines, scene.rules.outlines)
    if abs(sum(lean.outline)) >= _HARDLY and shown:
        marks.weigh("outline.like" if sum(lean.outline) > 0 else "outline.unlike", *lean.outline, quote=shown)
    else:
        job, whose = job + lean.outline[0], whose + lean.outline[1]
    marks.begin(job, whose)
