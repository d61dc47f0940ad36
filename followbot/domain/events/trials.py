"""Work on trial that is called by everyday words: "prova da Gigino", "essai Boulangerie Kervella", "stage @ Petit Bouchon".

Such words mean a hundred things, so they count only at a place where people work with their hands, or beside words of a job. A
drive is a trial only beside words of a job, or at a haulier's: most who drive on trial buy a car.
"""

from __future__ import annotations

from collections.abc import Iterator

from followbot.domain.events.houses import houses, is_house_kind, kind_in_title
from followbot.domain.events.marks import Marks
from followbot.domain.events.scene import Scene
from followbot.domain.events.titled import explicit_company, is_known, trimmed
from followbot.domain.phrases import fold

_ABOUT_A_JOB = ("body.trial", "body.selection", "body.voice", "body.offer", "body.seeks", "system.recruiting")


def weigh(scene: Scene, marks: Marks) -> None:
    """Let everyday words for trying count where the rest of the event shows that it is work that is tried."""
    if not marks.has("title.maybe_trial", "title.test_drive"):
        return
    may_be = marks.has("title.maybe_trial")
    job = next((marks.seen[name].quote for name in _ABOUT_A_JOB if marks.has(name)), None)
    place = next(_workplaces(scene) if may_be else _hauliers(scene), None)
    if may_be and _tries_something(scene):
        place = job = None
    if place is not None:
        marks.add("shape.trial_at", place)
    if job is not None:
        marks.add("shape.trial_for", job)
    if place is None and job is None:
        marks.seen.pop("title.maybe_trial", None)
        marks.seen.pop("title.test_drive", None)


def _tries_something(scene: Scene) -> bool:
    """Whether a thing is tried and not somebody: "prova costumi", "essai robe"."""
    hit = scene.title_hits["maybe_trial"][0]
    words, index = scene.title_words, hit.last
    while index < len(words.tokens) and words.tokens[index] in scene.rules.reading.objects:
        index += 1
    if index >= len(words.tokens):
        return False
    start, end = words.spans[index]
    token = words.tokens[index]
    known = is_known(token, scene) or token in scene.rules.weekdays
    known = known or token in scene.rules.company_prefixes or is_house_kind(token, scene)
    room = scene.rules.reading.workplaces.match(words.text, start)
    return words.text[start:end].islower() and not (known or room) and token not in scene.rules.role_words


def _workplaces(scene: Scene) -> Iterator[str]:
    """Businesses in title and place that try people out, not out of those where one is treated, taught or entertained."""
    for house in houses(scene):
        if house.where in ("title", "place"):
            yield from _if_work(house.name, scene)
    kind = kind_in_title(scene)
    if kind:
        yield from _if_work(kind, scene)
    if "@" in scene.title:
        yield from _if_work(explicit_company(scene) or "", scene)
    room = scene.rules.reading.workplaces.search(scene.title)
    if room:
        yield room[0]
    for hit in scene.title_vocabulary:
        if hit.sign == "at":
            yield from _if_work(trimmed(scene.title[hit.end :], scene), scene)


def _hauliers(scene: Scene) -> Iterator[str]:
    haulier = scene.rules.reading.hauliers.search(scene.title)
    if haulier:
        yield haulier[0]


def _if_work(name: str, scene: Scene) -> Iterator[str]:
    if name and not any(stem in fold(name) for stem in scene.rules.reading.visited):
        yield name
