"""Calendars, mails and configurations of any shape; and everything that was ever found to break one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import shapes, targets

FOUND = Path(__file__).parent / "found"
CASES = sorted(path for path in FOUND.rglob("*") if path.is_file() and path.parent.name in targets.TARGETS)
SHORT = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LONG = settings(SHORT, max_examples=1_500)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    targets.TARGETS[path.parent.name](path.read_bytes())


@SHORT
@given(shapes.calendars())
def test_any_calendar_is_read_or_refused_in_one_sentence(data: bytes) -> None:
    targets.calendar(data)


@SHORT
@given(shapes.messages())
def test_any_message_is_read(data: bytes) -> None:
    targets.message(data)


@SHORT
@given(shapes.configurations())
def test_any_configuration_is_loaded_or_refused_by_name(data: bytes) -> None:
    targets.config(data)


@pytest.mark.heavy
@pytest.mark.parametrize("target", sorted(targets.TARGETS))
def test_for_long(target: str) -> None:
    shape = {"calendar": shapes.calendars(), "message": shapes.messages(), "config": shapes.configurations()}[target]

    @LONG
    @given(shape | st.binary(max_size=300))
    def any_shape(data: bytes) -> None:
        targets.TARGETS[target](data)

    any_shape()
