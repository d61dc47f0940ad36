"""The evidence of the wording as a whole: said last, because it is no sign that others build on."""

from __future__ import annotations

from followbot.domain.events import contexts
from followbot.domain.events.leaning import Wording
from followbot.domain.events.marks import Marks
from followbot.domain.events.scene import Scene
from followbot.domain.names import name_words

_PLAINLY_NOT = -3.0
"""Log-odds of a sign that names something else than an interview."""
_HARDLY = 0.1
"""Log-odds too small to be told."""


def weigh_wording(scene: Scene, marks: Marks) -> None:
    """Add what title and description lean to.

    It is not asked where the user has decided. It makes no interview of what is plainly something else, of what says nothing of
    a job, and of what the user is to be asked about.
    """
    if marks.has("user.also", "user.include", "user.exclude"):
        return
    lean = scene.rules.leanings.of(wording_of(scene))
    if not lean.words or abs(lean.log_odds) < _HARDLY or (lean.log_odds > 0 and _is_settled(marks)):
        return
    marks.lean("wording.like" if lean.log_odds > 0 else "wording.unlike", ", ".join(lean.words), lean.log_odds)


def wording_of(scene: Scene) -> Wording:
    """The texts of a scene, with the names that it knows."""
    people = frozenset().union(scene.me.words, *(name_words(guest.name) for guest in scene.guests))
    return Wording(scene.title, scene.body, people, scene.rules.given_names)


def _is_settled(marks: Marks) -> bool:
    if marks.has(contexts.OPEN, contexts.ASKED, "body.prospect", "body.silent"):
        return True
    return any(mark.sign.job <= _PLAINLY_NOT for mark in marks)
