"""Messages as Gmail tells of them, and as nobody should: what is missing or of another kind makes nothing raise."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.domain.mime.headers import EPOCH
from followbot.providers.google.errors import rejection
from followbot.providers.google.events import Unreadable, key_of, to_event
from followbot.providers.google.messages import decoded, encoded, glance, whole

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
headers = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(["From", "To", "Date", "Content-Type", "X-Draft-Ref", ""]) | st.text(max_size=8)}
        | {"value": st.text(max_size=60)}
    ),
    max_size=5,
)
payloads = st.fixed_dictionaries(
    {},
    optional={
        "headers": headers | json_values,
        "mimeType": st.sampled_from(["text/plain", "multipart/mixed", "", "a\nb"]) | json_values,
        "body": st.fixed_dictionaries({"data": st.text(max_size=20)}) | json_values,
        "parts": st.lists(st.fixed_dictionaries({"headers": headers, "body": json_values}), max_size=3) | json_values,
    },
)
messages = st.fixed_dictionaries(
    {},
    optional={
        "id": json_values,
        "threadId": json_values,
        "labelIds": st.lists(st.sampled_from(["SENT", "DRAFT", "INBOX"])) | json_values,
        "internalDate": st.sampled_from(["1772546400000", "-1", "9" * 30, "x"]) | json_values,
        "historyId": json_values,
        "sizeEstimate": json_values,
        "payload": payloads | json_values,
        "raw": st.text(max_size=40) | json_values,
    },
)


@given(messages)
def test_no_message_makes_a_reader_raise(found: dict[str, Any]) -> None:
    seen = glance(found)
    assert seen.at >= EPOCH
    message = whole(found)
    assert message is None or message.received is not None


EVENT = (
    *("id", "iCalUID", "status", "start", "end", "attendees", "organizer", "originalStartTime", "conferenceData"),
    *("recurringEventId", "summary", "eventType", "source"),
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(EVENT, json_values)))
def test_no_event_makes_a_reader_raise_anything_but_unreadable(item: dict[str, Any]) -> None:
    key = key_of(item)
    if key is None:
        return
    try:
        found = to_event(item, key, "main", "primary", "Europe/Berlin")
    except Unreadable:
        return
    assert found.start <= found.end


@given(st.binary(max_size=300) | json_values.map(lambda value: json.dumps(value).encode()))
def test_no_refusal_makes_a_reader_raise(body: bytes) -> None:
    assert rejection(403, body).status == 403


@given(st.binary(max_size=200))
def test_raw_is_base64_for_addresses_with_or_without_padding(data: bytes) -> None:
    assert decoded(encoded(data)) == decoded(encoded(data).rstrip("=")) == data


@pytest.mark.parametrize("text", ["=", "====", "a", "%%%", "\u00e9"])
def test_broken_base64_is_no_more_than_empty_or_short(text: str) -> None:
    assert isinstance(decoded(text), bytes)


def test_parts_that_nest_for_ever_end() -> None:
    part: dict[str, Any] = {"mimeType": "text/plain", "body": {"data": encoded(b"deep")}}
    for _ in range(3000):
        part = {"mimeType": "multipart/mixed", "headers": [], "parts": [part]}
    assert whole({"id": "x", "payload": part}) is not None
