"""What goes through the codec comes out again, and what cannot is an error of its own kind."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.app.ports import AccountHealth, Entry, Payload
from followbot.domain.lifecycle import Sent, State, Waiting
from followbot.domain.model import Address, Evidence, Process
from followbot.store.codec import Undecodable, decode, decode_fields, encode, encode_moment
from tests.store.strategies import MOMENTS, processes, values


@given(processes())
def test_a_process_survives_json(process: Process) -> None:
    assert decode(Process, json.loads(json.dumps(encode(process, Process)))) == process


@pytest.mark.parametrize("hint", [Payload, Entry, AccountHealth, State])
@given(data=st.data())
def test_everything_that_is_stored_survives_json(hint: Any, data: st.DataObject) -> None:
    value = data.draw(values(hint))
    assert decode(hint, json.loads(json.dumps(encode(value, hint)))) == value


@given(MOMENTS, MOMENTS)
def test_texts_of_moments_sort_like_the_moments(one: datetime, other: datetime) -> None:
    assert (encode_moment(one) < encode_moment(other)) == (one < other)


def test_moments_come_back_in_utc() -> None:
    berlin = datetime(2026, 7, 1, 15, tzinfo=ZoneInfo("Europe/Berlin"))
    assert encode(berlin, datetime) == "2026-07-01T13:00:00.000000+00:00"
    assert decode(datetime, encode(berlin, datetime)).tzinfo is UTC


@pytest.mark.parametrize("year", [1, 9999])
def test_a_forged_date_at_the_edge_of_time_is_cut_and_does_not_fail(year: int) -> None:
    offset = timezone(timedelta(hours=8 if year == 1 else -8))
    edge = (datetime.min if year == 1 else datetime.max).replace(tzinfo=offset)  # noqa: DTZ901 - made aware at once
    assert encode(edge, datetime).startswith(f"{year:04}-")


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        encode(datetime(2026, 1, 1), datetime)  # noqa: DTZ001 - the point of the test


def test_the_names_of_the_states_are_pinned() -> None:
    """They are stored: renaming a class needs a migration."""
    assert {member.__name__ for member in get_args(State)} == {
        "Waiting",
        "Creating",
        "Unknown",
        "Failed",
        "Drafted",
        "Edited",
        "Missing",
        "Withdrawing",
        "Sent",
        "ByHand",
        "Dismissed",
        "Withdrawn",
        "Stopped",
        "Skipped",
    }


def test_a_state_is_tagged_with_its_name() -> None:
    due = datetime(2026, 1, 1, tzinfo=UTC)
    assert encode(Waiting(due), State) == {"type": "Waiting", "due": "2026-01-01T00:00:00.000000+00:00", "reason": None}


def test_fields_of_a_later_version_are_passed_over_and_absent_ones_take_their_defaults() -> None:
    assert decode(Address, {"email": "a@example.org", "pronouns": "they"}) == Address("a@example.org")
    assert decode_fields(Evidence, {"text": "why"}, weight=1.0) == Evidence("why", 1.0)


@pytest.mark.parametrize(
    ("hint", "data"),
    [
        (Address, {}),
        (Address, []),
        (datetime, "yesterday"),
        (datetime, 7),
        (State, {"type": "Exploded"}),
        (State, {"due": "2026-01-01T00:00:00+00:00"}),
        (tuple[str, datetime], ["one"]),
        (bytes, "not base64!"),
    ],
)
def test_what_does_not_fit_is_undecodable(hint: Any, data: Any) -> None:
    with pytest.raises(Undecodable):
        decode(hint, data)


def test_a_row_that_does_not_fit_is_undecodable() -> None:
    with pytest.raises(Undecodable):
        decode_fields(Sent, {"message_id": "x"})


def test_a_type_without_a_form_is_a_programming_error() -> None:
    with pytest.raises(TypeError, match="no way to store"):
        encode({}, dict[str, str])
