"""What can be seen of an event besides its words: who is there and from where, how long it takes, how much is said.

A talk of forty-five minutes with one person of another company, a note of one's own with somebody's name and a place: such
outlines are the same in every language. None of them decides anything; each has a learned weight (see `leaning`), alone and
together with each other one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from followbot.domain.events.houses import house_in_title
from followbot.domain.events.leaning import VOCABULARY
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene
from followbot.domain.events.titled import explicit_company
from followbot.domain.events.titlepeople import title_people
from followbot.domain.phrases import fold

_LENGTHS = (20, 30, 45, 60, 90, 180, 600)
"""Minutes up to which events are alike."""
_TEXTS = (12, 40)
"""Words up to which a description is short, and no more than a paragraph."""
_TITLE_MOST = 10
_NAMED_MOST = 2
_CLOCK = re.compile(r"\d[:.h]\d\d|\d ?(?:am|pm|uhr)\b")
_TELEPHONE = re.compile(r"\+?\d[\d ()/-]{7,30}")
_MONEY = re.compile(r"[€$£₺円元¥]|zł|kr\b")


def outline(scene: Scene, sides: Sides) -> frozenset[str]:
    """Everything seen of an event besides its words."""
    return frozenset((*_people(scene, sides), *_form(scene), *_texts(scene, sides), *_vocabulary(scene)))


def _people(scene: Scene, sides: Sides) -> Iterator[str]:
    yield f"by {scene.organizer.being.value if scene.organizer is not None else 'nobody'}"
    for name, some, most in (
        ("people", scene.people, 3),
        ("hosts", sides.hosts, 2),
        ("colleagues", sides.colleagues, 2),
        ("private", sides.private, 2),
        ("guests", scene.guests, 4),
    ):
        yield f"{name} {min(most, len(some))}"
    if sides.my_domain:
        yield "work address"


def _form(scene: Scene) -> Iterator[str]:
    event = scene.event
    if event.all_day:
        yield "all day"
    else:
        minutes = (event.end - event.start) // timedelta(minutes=1)
        yield f"minutes {next((most for most in _LENGTHS if minutes <= most), 'many')}"
    if event.recurring:
        yield "recurring"
    if scene.links:
        yield "link"


def _texts(scene: Scene, sides: Sides) -> Iterator[str]:
    said = len(scene.body_words.tokens)
    size = "long" if said >= _TEXTS[1] else "middling" if said >= _TEXTS[0] else "short"
    yield f"body {size if scene.body else 'none'}"
    yield f"place {'none' if not scene.place else 'link' if 'http' in scene.place else 'words'}"
    yield f"title {min(_TITLE_MOST, len(scene.title_words.tokens))}"
    yield f"named {min(_NAMED_MOST, len(title_people(scene)))}"
    yield from _named(scene, sides)
    if explicit_company(scene):
        yield "company"
    if house_in_title(scene):
        yield "house"
    title = scene.title.lower()
    if "?" in title:
        yield "question"
    if _CLOCK.search(title):
        yield "clock"
    if _TELEPHONE.search(scene.title) or _TELEPHONE.search(scene.place):
        yield "telephone"
    if _MONEY.search(scene.title) or _MONEY.search(scene.body):
        yield "money"


def _named(scene: Scene, sides: Sides) -> Iterator[str]:
    """Whom the title names: the user, somebody on the list, or somebody of whom nothing else is known."""
    said = frozenset(scene.title_words.tokens)
    if said & scene.me.words:
        yield "names me"
    listed = [guest for guest in scene.people if not said.isdisjoint(fold(guest.name).split())]
    if any(guest in sides.hosts for guest in listed):
        yield "names host"
    if any(guest in sides.private for guest in listed):
        yield "names private"
    if any(guest in sides.colleagues for guest in listed):
        yield "names colleague"
    others = [
        m for m in title_people(scene) if not any(set(fold(m.name).split()) & set(fold(g.name).split()) for g in listed)
    ]
    if others:
        yield "names stranger"
    if said & scene.rules.courtesy:
        yield "names politely"


def _vocabulary(scene: Scene) -> Iterator[str]:
    for before, hits in zip(VOCABULARY, (scene.title_vocabulary, scene.body_vocabulary), strict=True):
        yield from {before + hit.sign for hit in hits}
