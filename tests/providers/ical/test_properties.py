"""One line to one property, with the repairs that real files need."""

from __future__ import annotations

import pytest

from followbot.providers.ical.properties import (
    Property,
    mend_missing_value,
    mend_zone_quotes,
    parse,
    split_list,
    unescape,
)


def parsed(line: str) -> Property:
    found = parse(line)
    assert found is not None
    return found


def test_name_parameters_and_value() -> None:
    found = parsed('ATTENDEE;CN="Doe, Jane";PARTSTAT=ACCEPTED:mailto:jane@example.test')
    assert found == Property("ATTENDEE", "mailto:jane@example.test", {"CN": "Doe, Jane", "PARTSTAT": "ACCEPTED"})


@pytest.mark.parametrize(
    ("line", "params"),
    [
        ("ATTENDEE;Cn=Tom:mailto:t@example.test", {"CN": "Tom"}),
        ("ATTENDEE;CN=Doe, Jane:mailto:t@example.test", {"CN": "Doe, Jane"}),
        ('ATTENDEE;CN="a;b:c";ROLE=CHAIR:mailto:t@example.test', {"CN": "a;b:c", "ROLE": "CHAIR"}),
        ("ATTENDEE; CN = Jane ;ROLE = CHAIR:mailto:t@example.test", {"CN": "Jane", "ROLE": "CHAIR"}),
        ("ATTENDEE;RSVP;CN=Jane:mailto:t@example.test", {"CN": "Jane"}),
        ("ATTENDEE;;;CN=Jane:mailto:t@example.test", {"CN": "Jane"}),
        ('ATTENDEE;CN="unclosed:mailto:t@example.test', {"CN": "unclosed"}),
        ("ATTENDEE;CN=one^ntwo:mailto:t@example.test", {"CN": "one\ntwo"}),
        ('ATTENDEE;DELEGATED-TO="mailto:a","mailto:b":mailto:t@example.test', {"DELEGATED-TO": "mailto:a,mailto:b"}),
    ],
)
def test_parameters_as_they_come(line: str, params: dict[str, str]) -> None:
    assert parsed(line).params == params


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        (
            'DTSTART;TZID="W. Europe Standard Time:20260310T090000"',
            'DTSTART;TZID="W. Europe Standard Time":20260310T090000',
        ),
        ("DTSTART;TZID=(UTC+01:00) Berlin:20260310T090000", 'DTSTART;TZID="(UTC+01:00) Berlin":20260310T090000'),
        ("DTSTART;TZID=:20260310T090000", 'DTSTART;TZID="":20260310T090000'),
        ("RDATE;TZID=A;VALUE=PERIOD:20260310T090000/PT1H", 'RDATE;TZID="A";VALUE=PERIOD:20260310T090000/PT1H'),
        ("DTSTART:20260310T090000Z", "DTSTART:20260310T090000Z"),
        ("DTSTART;TZID=A:tomorrow", "DTSTART;TZID=A:tomorrow"),
    ],
)
def test_zone_names_end_where_the_time_begins(line: str, mended: str) -> None:
    assert mend_zone_quotes(line) == mended
    assert mend_zone_quotes(mended) == mended


def test_a_person_without_value_keeps_the_name() -> None:
    assert mend_missing_value("ORGANIZER;CN=Somebody") == "ORGANIZER;CN=Somebody:"
    assert parsed("ORGANIZER;CN=Somebody") == Property("ORGANIZER", "", {"CN": "Somebody"})


def test_a_line_without_value_is_no_property() -> None:
    assert parse("SUMMARY") is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"a\, b\; c\\d", r"a, b; c\d"),
        (r"one\ntwo\Nthree", "one\ntwo\nthree"),
        (r"C:\new", "C:\new"),
        (r"say \"hi\"", 'say "hi"'),
        (r"100%3A\x", r"100%3A\x"),
    ],
)
def test_escapes_of_text(text: str, plain: str) -> None:
    assert unescape(text) == plain


def test_lists_split_at_commas_that_are_not_escaped() -> None:
    assert split_list(r"Work,Personal\, urgent, x") == ["Work", "Personal, urgent", "x"]
    assert split_list("") == []


def test_a_long_line_of_colons_is_read_at_once() -> None:
    assert parsed("EXDATE;TZID=A:" + "x:" * 100_000).name == "EXDATE"
