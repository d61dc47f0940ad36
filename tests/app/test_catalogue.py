"""What is remembered beside the processes answers as a look through all of them would."""

from __future__ import annotations

from dataclasses import replace

from followbot.app.catalogue import Catalogue
from followbot.domain.model import Process
from tests.fakes.build import interview, process_of, round_of


def process(process_id: str, *uids: str) -> Process:
    rounds = tuple(round_of(interview(uid=uid), round_id=f"{process_id}-{uid}") for uid in uids)
    return replace(process_of(*rounds), id=process_id)


def held(catalogue: Catalogue, uid: str) -> list[str]:
    return [found.id for found, _, _ in catalogue.holding(uid, "")]


def test_an_event_is_found_where_it_is_entered_oldest_process_first() -> None:
    catalogue = Catalogue([process("p1", "a"), process("p2", "b")])
    assert (held(catalogue, "a"), held(catalogue, "b"), held(catalogue, "c")) == (["p1"], ["p2"], [])
    catalogue.put(process("p1", "a", "b"))
    assert held(catalogue, "b") == ["p1", "p2"]


def test_what_has_left_a_process_is_not_found_there_and_leaves_its_name_free() -> None:
    catalogue = Catalogue([process("p1", "a", "b")])
    assert catalogue.is_used("i-b")
    assert catalogue.has_round("b|")
    catalogue.put(process("p1", "a"))
    assert held(catalogue, "b") == []
    assert not catalogue.is_used("i-b")
    assert not catalogue.has_round("b|")


def test_ids_of_processes_and_of_interviews_are_taken() -> None:
    catalogue = Catalogue([process("p1", "a")])
    assert [catalogue.is_used(name) for name in ("p1", "i-a", "p2", "i-b")] == [True, True, False, False]
