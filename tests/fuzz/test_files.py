"""Calendars, mails and configurations of any shape; and everything that was ever found to break one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.fuzz import shapes, targets
from tests.fuzz.configurations import configurations
from tests.fuzz.damage import damaged_calendars, damaged_mails

FOUND = Path(__file__).parent / "found"
CASES = sorted(path for path in FOUND.rglob("*") if path.is_file() and path.parent.name in targets.TARGETS)
SHORT = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LONG = settings(SHORT, max_examples=1_500)
SHAPES = {
    "calendar": damaged_calendars() | damaged_calendars() | shapes.calendars(),
    "message": damaged_mails() | damaged_mails() | shapes.messages(),
    "config": configurations(),
}
FAR = {
    "calendar": ("interview", "not_interview", "unsure"),
    "message": ("human_reply", "auto_reply", "bounce", "calendar_response", "ats_notification", "newsletter"),
    "config": ("composed", "loaded,"),
}
"""By which words a target says that it came past the first checks."""


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    targets.TARGETS[path.parent.name](path.read_bytes())


@SHORT
@given(SHAPES["calendar"])
def test_any_calendar_is_read_or_refused_in_one_sentence(data: bytes) -> None:
    event(targets.calendar(data))


@SHORT
@given(SHAPES["message"])
def test_any_message_is_read(data: bytes) -> None:
    event(targets.message(data))


@SHORT
@given(SHAPES["config"])
def test_any_configuration_is_loaded_or_refused_by_name(data: bytes) -> None:
    event(targets.config(data))


@pytest.mark.heavy
@pytest.mark.parametrize("target", sorted(targets.TARGETS))
def test_for_long_and_most_of_it_gets_past_the_first_checks(target: str) -> None:
    came: Counter[bool] = Counter()

    @LONG
    @given(SHAPES[target])
    def any_shape(data: bytes) -> None:
        word = targets.TARGETS[target](data)
        event(word)
        came[any(far in word.split() for far in FAR[target])] += 1

    any_shape()
    assert came[True] > came[False], came


@pytest.mark.heavy
@pytest.mark.parametrize("target", sorted(targets.TARGETS))
def test_plain_nonsense(target: str) -> None:
    @LONG
    @given(st.binary(max_size=300))
    def any_bytes(data: bytes) -> None:
        targets.TARGETS[target](data)

    any_bytes()
