"""Random damage to good calendars: reading never raises, and what it gives is well formed."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.calendars import EASTERN, vcalendar, vevent
from tests.providers.ical.reading import MARCH, Read, read

SEEDS = (
    vcalendar(
        EASTERN,
        vevent(
            "DURATION:PT1H",
            "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260501T000000Z",
            "EXDATE;TZID=Office Time:20260305T090000",
            "RDATE;VALUE=PERIOD:20260306T090000Z/PT1H",
            "SUMMARY:Series",
            'ATTENDEE;CN="Doe, Jane";PARTSTAT=ACCEPTED:mailto:jane@example.test',
            uid="series",
            start="DTSTART;TZID=Office Time:20260303T090000",
        ),
        vevent("RECURRENCE-ID:20260310T130000Z", "STATUS:CANCELLED", uid="series", start="DTSTART:20260310T130000Z"),
        vevent(
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20260317T130000Z",
            "DURATION:PT2H",
            uid="series",
            start="DTSTART:20260317T150000Z",
        ),
    ),
    vcalendar(
        vevent(
            "DESCRIPTION:One\\ntwo", "X-ALT-DESC;FMTTYPE=text/html:<b>x</b>", "ATTACH:https://x.test/a.pdf", uid="a"
        ),
        vevent("DTEND;VALUE=DATE:20260312", uid="b", start="DTSTART;VALUE=DATE:20260310"),
        vevent("SEQUENCE:1", "ORGANIZER;CN=Jäne:mailto:x@example.test", uid="a"),
    )
    + vcalendar(vevent("SEQUENCE:2", uid="a"), method="CANCEL"),
)


def well_formed(found: Read) -> None:
    for event in found.events:
        assert event.start.utcoffset() is not None
        assert event.start <= event.end
        assert MARCH.overlaps(event.start, event.end)
        assert event.uid
        event.fingerprint().encode()
        event.summary.encode()
    assert len({event.key for event in found.events}) == len(found.events)
    assert all("\n" not in problem.what for problem in found.problems)


@settings(max_examples=150, deadline=None)
@given(seed=st.sampled_from(SEEDS), flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=30))
def test_bytes_changed(seed: bytes, flips: list[tuple[int, int]]) -> None:
    data = bytearray(seed)
    for position, value in flips:
        data[position % len(data)] = value
    well_formed(read(bytes(data)))


@settings(max_examples=100, deadline=None)
@given(seed=st.sampled_from(SEEDS), start=st.integers(0, 3_000), end=st.integers(0, 3_000))
def test_pieces_cut_out(seed: bytes, start: int, end: int) -> None:
    well_formed(read(seed[:start] + seed[end:]))


@settings(max_examples=100, deadline=None)
@given(seed=st.sampled_from(SEEDS), shuffle=st.randoms(use_true_random=False), count=st.integers(1, 40))
def test_lines_shuffled_and_doubled(seed: bytes, shuffle: random.Random, count: int) -> None:
    lines = seed.split(b"\r\n")
    for _ in range(count):
        lines[shuffle.randrange(len(lines))] = lines[shuffle.randrange(len(lines))]
    well_formed(read(b"\r\n".join(lines)))


@settings(max_examples=100, deadline=None)
@given(
    name=st.sampled_from(
        ["DTSTART", "DTEND", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "DURATION", "ATTENDEE", "SEQUENCE", "UID"]
    ),
    text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40),
)
def test_any_text_as_a_value(name: str, text: str) -> None:
    well_formed(read(vcalendar(vevent(f"{name}:{text}"), vevent(f"{name};{text}", uid="other"))))


@settings(max_examples=100, deadline=None)
@given(
    freq=st.sampled_from(["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    parts=st.dictionaries(
        st.sampled_from(
            ["INTERVAL", "COUNT", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYHOUR", "BYMINUTE"]
        ),
        st.integers(-400, 400),
        max_size=4,
    ),
    days=st.lists(st.sampled_from(["MO", "-1TU", "2WE", "53TH"]), max_size=2),
)
def test_any_rule(freq: str, parts: dict[str, int], days: list[str]) -> None:
    rule = ";".join(
        [
            f"FREQ={freq}",
            *(f"{name}={value}" for name, value in parts.items()),
            *([f"BYDAY={','.join(days)}"] if days else []),
        ]
    )
    well_formed(read(vcalendar(vevent(f"RRULE:{rule}", start="DTSTART:20250310T090000Z"))))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    well_formed(read(data))
    well_formed(read(vcalendar(vevent()) + data))
