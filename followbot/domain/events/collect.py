"""The evidence of an event, from its words, its people, its links and its form.

Each sign is what is plainly there. What signs mean beside each other is learned (see `judging`), not written down here.
"""

from __future__ import annotations

from datetime import timedelta

from followbot.domain.events import owners, parties, shapes
from followbot.domain.events.clauses import placed
from followbot.domain.events.houses import is_house_kind
from followbot.domain.events.lexicon import Hit
from followbot.domain.events.marks import Marks
from followbot.domain.events.parties import Sides
from followbot.domain.events.scene import Scene
from followbot.domain.events.settings import DetectionSettings
from followbot.domain.events.systems import globs
from followbot.domain.events.trades import are_of_trade
from followbot.domain.model import Event, EventStatus, Response
from followbot.domain.phrases import fold

_LONG = timedelta(hours=26)
_TRIALS = frozenset({"trial", "work_trial"})
_MEETING_TYPES = frozenset({"default", "", "fromgmail"})


def collect(scene: Scene, sides: Sides) -> Marks:
    """Every sign that the event shows."""
    marks = Marks(scene.rules)
    for step in (words, form, parties.systems, parties.files, owners.owner):
        step(scene, marks)
    for with_sides in (parties.people, parties.candidate, shapes.positions):
        with_sides(scene, marks, sides)
    by_configuration(scene, marks, sides.settings)
    return marks


def words(scene: Scene, marks: Marks) -> None:
    """What title and description say. What is of the position's trade in the title is of it in the description, too."""
    trades = {sign for sign, hits in scene.title_hits.items() if _is_trade(sign, hits, scene)}
    texts = ("title", scene.title_hits, scene.title_words), ("body", scene.body_hits, scene.body_words)
    for where, found, text in texts:
        for sign, hits in found.items():
            name = f"{where}.{sign}"
            known = scene.rules.signs[name]
            if (sign in trades and known.trade) or (known.note and scene.is_letter):
                continue
            if where == "title" and known.trade and not _TRIALS.isdisjoint(found) and _are_houses(hits, scene):
                continue
            told = next(placed(hits, known.clause, text, scene), None) if known.clause else hits[0]
            if told is not None:
                marks.add(name, told.quote)


def _is_trade(sign: str, hits: tuple[Hit, ...], scene: Scene) -> bool:
    return scene.rules.signs[f"title.{sign}"].trade and are_of_trade(hits, scene)


def _are_houses(hits: tuple[Hit, ...], scene: Scene) -> bool:
    """Whether all that is found is what a house is called by, where the user works on trial: "meeloopdag garage van Tol"."""
    return all(is_house_kind(fold(hit.quote), scene.rules, scene.languages) for hit in hits)


def form(scene: Scene, marks: Marks) -> None:
    """What kind of entry it is: cancelled, recurring, all day, a block of the calendar program."""
    event = scene.event
    if event.status is EventStatus.CANCELLED:
        marks.add("form.cancelled")
    if declined(scene):
        marks.add("form.declined")
    if event.event_type.lower() not in _MEETING_TYPES:
        marks.add("form.not_meeting", event.event_type)
    if event.recurring:
        marks.add("form.recurring")
    whole = marks.has("title.trial", "title.work_trial", "title.assessment", "body.trial", "body.assessment")
    if event.all_day and not whole:
        marks.add("form.all_day")
    elif event.end - event.start > _LONG and not whole:
        marks.add("form.long")


def declined(scene: Scene) -> bool:
    """Whether the user said no. With several answers of several addresses of the user, one yes is enough."""
    event: Event = scene.event
    if event.own_response is not None:
        return event.own_response is Response.DECLINED
    mine = [g for g in scene.guests if g.being == "me" and g.invited]
    return bool(mine) and all(g.declined for g in mine)


def by_configuration(scene: Scene, marks: Marks, settings: DetectionSettings) -> None:
    """What the user has decided: kinds of interviews that count, titles that always or never are interviews."""
    for kind in settings.also:
        hits = scene.title_hits.get(kind, ())
        if hits:
            for name in (f"title.{kind}", "title.other_interview", "body.other_interview"):
                marks.seen.pop(name, None)
            marks.add("user.also", hits[0].quote)
    shown = scene.title.lower()
    for name, patterns in (("user.exclude", settings.exclude), ("user.include", settings.include)):
        pattern = next((p for p in patterns if _fits(p, shown)), None)
        if pattern is not None:
            marks.add(name, pattern)
            return


def _fits(pattern: str, title: str) -> bool:
    if not (wanted := pattern.strip().lower()):
        return False
    return globs([wanted]).fullmatch(title) is not None if "*" in wanted or "?" in wanted else wanted in title
