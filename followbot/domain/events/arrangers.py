"""Why somebody counts as a coordinator, in words: what the text says of them, or that others are named instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from followbot.domain.events.marks import Mark
from followbot.domain.events.roles import is_denied
from followbot.domain.events.scene import Scene
from followbot.domain.model import Contact, ContactRole, Evidence

_TOLD = 2
"""Coordinators of whom it is told."""
_QUOTE_MAX = 50


def arranging(scene: Scene, contacts: Sequence[Contact]) -> tuple[Evidence, ...]:
    """One piece of evidence for each coordinator, without weight: the verdict does not depend on it."""
    coordinators = [c for c in contacts if c.role is ContactRole.COORDINATOR]
    return tuple(_told(one, scene, len(contacts) > len(coordinators)) for one in coordinators[:_TOLD])


def _told(one: Contact, scene: Scene, others: bool) -> Evidence:
    who = one.name or one.email or ""
    for sign, quote in _reasons(one, scene, others):
        text = scene.rules.signs[f"arranger.{sign}"].text.replace("{who}", who[:_QUOTE_MAX])
        return Evidence(text.replace("{quote}", quote[:_QUOTE_MAX]))
    return Mark.of(scene.rules.signs["arranger.unnamed"], who[:_QUOTE_MAX]).evidence()


def _reasons(one: Contact, scene: Scene, others: bool) -> Iterator[tuple[str, str]]:
    if one.title:
        yield "title", one.title
    for hit in scene.body_vocabulary if one.organizer else ():
        if hit.sign == "stays_away" or (hit.sign == "first_person" and is_denied(hit, scene)):
            yield "away", hit.quote
        elif hit.sign in ("arranges", "handover"):
            yield "arranges", hit.quote
    if others:
        yield "others", ""
