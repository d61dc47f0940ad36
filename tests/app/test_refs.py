"""What a person types to name an interview, and what followbot makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.app.refs import find_event, find_process, find_round, fold, matching
from followbot.domain.lifecycle import Waiting
from followbot.domain.model import Contact, ContactRole, FollowUp, FollowUpKind, Interview, Process, Round, Standing
from followbot.errors import UsageError
from tests.fakes.build import JANE, RAVI, TUESDAY, interview, round_of

ANA = Contact("ana@muller.example", "Ana Łukasz", ContactRole.INTERVIEWER)


def at(company: str, *rounds: Round, process_id: str = "", role: str = "") -> Process:
    """A process whose interviews say nothing of company and role themselves."""
    return Process(id=process_id or f"p-{company}", rounds=rounds, company=company, role=role or None)


def slot(uid: str, *contacts: Contact, days: int = 0, **changes: object) -> Interview:
    made = interview(*contacts, uid=uid, end=TUESDAY + timedelta(days=days), company="")
    made = replace(made, findings=replace(made.findings, role=None), summary=f"Meeting {uid}")
    return replace(made, **changes)  # type: ignore[arg-type]  # the names are checked by the dataclass itself


ACME = at("Acme", round_of(slot("a1", JANE), round_id="r-a1"), round_of(slot("a2", RAVI, days=7), round_id="r-a2"))
MULLER = at("Müller & Söhne", round_of(slot("m1", ANA), round_id="r-m1"), role="Backend Engineer")
META = at("Meta", round_of(slot("x1", days=2), round_id="r-x1"))
METAPHOR = at("Metaphor", round_of(slot("x2", days=3), round_id="r-x2"))
ALL = (ACME, MULLER, META, METAPHOR)


@pytest.mark.parametrize(
    ("ref", "found"),
    [
        ("i-m1", "i-m1"),
        ("muller", "i-m1"),
        ("MÜLLER", "i-m1"),
        ("sohne", "i-m1"),
        ("backend", "i-m1"),
        ("ana lukasz", "i-m1"),
        ("ana backend", "i-m1"),
        ("ana@muller.example", "i-m1"),
        ("patel", "i-a2"),
        ("r-a2", "i-a2"),
        ("Meta", "i-x1"),
        ("metaph", "i-x2"),
        ("meeting x2", "i-x2"),
    ],
)
def test_an_id_or_any_part_of_a_name_is_enough(ref: str, found: str) -> None:
    assert find_round(ALL, ref).interview.id == found


def test_a_company_is_enough_for_a_command_about_the_whole_process() -> None:
    assert find_process(ALL, "acme") is ACME
    assert find_process(ALL, "r-a2") is ACME


def test_an_ambiguous_ref_lists_the_candidates_with_their_ids() -> None:
    with pytest.raises(UsageError) as refused:
        find_round(ALL, "acme")
    assert refused.value.exit_code == 2
    assert "“acme” can mean more than one interview" in refused.value.problem
    assert "i-a1  2026-03-03  Acme" in refused.value.remedy
    assert "i-a2  2026-03-10  Acme" in refused.value.remedy


@pytest.mark.parametrize("ref", ["nobody", "", "  ", "i-", "\x1b[2J"])
def test_an_unknown_ref_says_how_to_list_what_there_is(ref: str) -> None:
    with pytest.raises(UsageError) as refused:
        find_round(ALL, ref)
    assert "followbot status" in refused.value.remedy
    assert "\x1b" not in str(refused.value)


def test_two_interviews_of_one_day_are_one_round_but_two_events() -> None:
    day = at("Acme", round_of(slot("a1", JANE), slot("a2", RAVI), round_id="r-a"))
    assert find_round([day], "acme").round.id == "r-a"
    with pytest.raises(UsageError):
        find_event([day], "acme")


def test_all_dates_of_a_series_are_one_event() -> None:
    first = slot("series")
    series = at("Acme", round_of(first), round_of(replace(first, id="i-2", instance="20260310T130000Z"), round_id="r2"))
    assert find_event([series], "acme").interview.uid == "series"


def test_a_cancelled_round_does_not_stand_in_the_way_of_its_replacement() -> None:
    cancelled = round_of(slot("old", standing=Standing.CANCELLED), round_id="r-old")
    moved = at("Acme", cancelled, round_of(slot("new", days=1), round_id="r-new"))
    assert find_round([moved], "acme").interview.id == "i-new"
    assert find_round([moved], "i-old").interview.id == "i-old"
    with pytest.raises(UsageError):
        find_event([moved], "acme")


def test_a_follow_up_is_found_by_its_id_and_names_its_interview() -> None:
    both = round_of(slot("a1", JANE), slot("a2", RAVI, days=0), round_id="r-a")
    thanks = FollowUp("t123", FollowUpKind.THANK_YOU, (RAVI.key,), Waiting(TUESDAY))
    found = find_round([at("Acme", replace(both, follow_ups=(thanks,)))], "T123")
    assert (found.interview.id, found.follow_up) == ("i-a2", thanks)


def test_the_beginning_of_an_id_is_enough_from_four_characters_on() -> None:
    known = at("Acme", round_of(replace(slot("a"), id="i7f3c9d2e10"), round_id="rffffffff"))
    assert find_round([known], "i7f3").interview.id == "i7f3c9d2e10"
    with pytest.raises(UsageError):
        find_round([known], "i7f")


def test_hostile_names_cannot_forge_lines_in_the_list_of_candidates() -> None:
    evil = "Evil\nfollowbot: paid\x1b[2J"
    with pytest.raises(UsageError) as refused:
        find_round([at(evil, round_of(slot("e1")), round_of(slot("e2", days=1), round_id="r2"))], "evil")
    assert "\x1b" not in refused.value.remedy
    assert len(refused.value.remedy.split("\n")) == 3


@given(st.text(min_size=1, max_size=30))
def test_every_name_finds_what_it_names(name: str) -> None:
    process = at(name, round_of(slot("one")))
    if fold(name):
        assert [t.interview.id for t in matching([process], name)] == ["i-one"]


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
