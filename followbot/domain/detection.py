"""Detection: what a calendar event is to a job seeker, and who is to be thanked for it.

Two questions are asked of every event, each answered by adding up named evidence in log-odds: is this a job interview in a slot
that stands, and is the user the candidate? The score is the probability that both are so. Weights, phrases and thresholds are
data (`rules/detection`); nothing here depends on today's date, and the same event always gets the same answer.
"""

from __future__ import annotations

import math
from datetime import datetime, time, timedelta, tzinfo

from followbot.domain.events import findings, judging
from followbot.domain.events.arrangers import arranging
from followbot.domain.events.collect import collect
from followbot.domain.events.parties import Sides
from followbot.domain.events.rules import DetectionRules, Thresholds, parse_rules
from followbot.domain.events.scene import scene_of
from followbot.domain.events.settings import DetectionSettings
from followbot.domain.events.signs import RuleProblem
from followbot.domain.model import Detection, Event, Evidence, Findings, Profile, Verdict

__all__ = ["DetectionRules", "DetectionSettings", "RuleProblem", "detect", "parse_rules", "slot"]

_DAY_END = time(17)
_NOTHING = Evidence("Nothing in it speaks of a job interview.")


def detect(
    event: Event,
    profile: Profile,
    rules: DetectionRules,
    settings: DetectionSettings,
    my_addresses: frozenset[str],
) -> Detection:
    """Judge one event. Pure and deterministic; bounded whatever the event holds; never raises."""
    scene = scene_of(event, profile, rules, my_addresses)
    sides = Sides(scene, settings)
    marks = collect(scene, sides)
    judging.weigh(scene, sides, marks)
    score = _probability(marks.job()) * _probability(marks.whose())
    verdict = _verdict(score, rules.thresholds)
    found = findings.of(scene, sides, marks) if verdict is not Verdict.NOT_INTERVIEW else Findings()
    told = (*(marks.evidence() or (_NOTHING,)), *arranging(scene, found.contacts))
    return Detection(verdict, round(score, 4), found, told)


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def _verdict(score: float, thresholds: Thresholds) -> Verdict:
    if score >= thresholds.interview:
        return Verdict.INTERVIEW
    return Verdict.UNSURE if score >= thresholds.unsure else Verdict.NOT_INTERVIEW


def slot(event: Event, zone: tzinfo) -> tuple[datetime, datetime]:
    """When the interview in an event begins and ends: an all-day assessment or trial day ends at 17:00 of its last day.

    `zone` is the zone of the day: the event's own, else the user's.
    """
    if not event.all_day:
        return event.start, max(event.start, event.end)
    first = event.start.astimezone(zone)
    last = max(first, event.end.astimezone(zone) - timedelta(microseconds=1))
    return event.start, datetime.combine(last.date(), _DAY_END, zone)
