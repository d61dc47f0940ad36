"""What the wording of an event leans to: learned, bounded, one more sign beside the rules, and told in the evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.bootstrap.data import rule_files
from followbot.domain.detection import DetectionSettings, RuleProblem, detect, parse_rules
from followbot.domain.events.leaning import EventLeanings, Lean, Wording, weighed
from followbot.domain.model import Detection, Event, Verdict
from tests.corpus.events.learn import FILE, Sample, learn, lessons, samples, written
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, event

TAUGHT = {"bias": 0, "weights": "sanding\t90\nboat\t-90\n"}


def judged(told: Event, table: dict[str, object], settings: DetectionSettings | None = None) -> Detection:
    known = replace(rules(), leanings=EventLeanings(table))
    return detect(told, JANE, known, settings or DetectionSettings(), JANE.addresses)


def texts(found: Detection) -> str:
    return " ".join(e.text for e in found.evidence)


class TestSum:
    def test_a_word_speaks_for_or_against(self) -> None:
        leanings = EventLeanings(TAUGHT)
        assert (
            leanings.of(Wording("Sanding", "all day")).log_odds > 0 > leanings.of(Wording("Boat", "all day")).log_odds
        )

    def test_it_is_bounded_and_asks_for_a_description(self) -> None:
        leanings = EventLeanings({"bias": 9_999, "weights": "sanding\t99\n"})
        assert leanings.of(Wording("Sanding", "sanding")).log_odds == 4.0
        assert leanings.of(Wording("Sanding", "")) == Lean()

    @pytest.mark.parametrize("text", ["", "zzyzx", "。！"])
    def test_unknown_words_lean_nowhere(self, text: str) -> None:
        assert EventLeanings(TAUGHT).of(Wording(text, text)) == Lean()

    def test_names_and_numbers_are_all_one(self) -> None:
        one = Wording("Coffee Zelda 10", "with Zelda", frozenset({"zelda"}))
        other = Wording("Coffee Boris 25", "with Boris", frozenset({"boris"}))
        assert weighed(one) == weighed(other)

    def test_a_word_said_a_hundred_times_speaks_once(self) -> None:
        leanings = EventLeanings(TAUGHT)
        assert leanings.of(Wording("x", "sanding " * 100)).log_odds <= leanings.of(Wording("x", "sanding")).log_odds


class TestSign:
    def test_the_words_are_told(self) -> None:
        assert "reads like appointments about a job: “sanding”" in texts(
            judged(event("Call", "sanding at ten"), TAUGHT)
        )
        assert "about other things: “boat”" in texts(judged(event("Interview", "the boat is ready"), TAUGHT))

    def test_it_makes_no_interview_of_what_is_plainly_something_else(self) -> None:
        loud = {"bias": 0, "weights": "sanding\t9999\n"}
        told = event("Dentist", "sanding of a tooth", recurring=True)
        assert judged(told, loud).verdict is Verdict.NOT_INTERVIEW

    def test_what_the_user_has_decided_stays(self) -> None:
        loud = {"bias": 0, "weights": "boat\t-9999\n"}
        found = judged(event("Boat chat", "boat"), loud, DetectionSettings(include=("boat chat",)))
        assert found.verdict is Verdict.INTERVIEW
        assert "reads like" not in texts(found)

    def test_without_a_table_nothing_leans(self) -> None:
        assert "reads like" not in texts(judged(event("Interview", "sanding"), {}))


class TestLearning:
    SAMPLES = tuple(
        Sample(str(n), Wording(title, body), interview)
        for n, (title, body, interview) in enumerate(
            [
                ("trial shift", "bring boots", True),
                ("trial morning", "bring an apron", True),
                ("swim class", "bring a towel", False),
                ("swim lesson", "bring goggles once", False),
            ]
        )
    )

    def test_it_separates_what_it_was_shown(self) -> None:
        model = EventLeanings(learn(self.SAMPLES).table())
        assert [model.of(s.wording).log_odds > 0 for s in self.SAMPLES] == [True, True, False, False]

    def test_it_learns_the_same_each_time(self) -> None:
        assert written(learn(self.SAMPLES)) == written(learn(self.SAMPLES))

    def test_a_word_of_a_single_event_is_no_lesson(self) -> None:
        assert "goggles" not in learn(self.SAMPLES).weights


@pytest.mark.parametrize("table", [{"weights": "a\t1"}, {"bias": 1}, {"bias": "1", "weights": ""}])
def test_a_table_of_another_shape_is_named(table: dict[str, object]) -> None:
    raw = rule_files("detection", "systems", "mail")
    with pytest.raises(RuleProblem, match="detection/learned"):
        parse_rules({**raw, "detection/learned": table})


@pytest.mark.heavy
def test_the_file_is_what_the_corpus_teaches() -> None:
    """A few events may have come since; whoever edits weights by hand is found."""
    kept = dict(line.rsplit("\t", 1) for line in FILE.read_text("utf-8").split("'''")[1].splitlines() if line)
    learned = learn(samples(lessons())).weights
    close = [name for name in learned if name in kept and abs(int(kept[name]) - learned[name]) <= 4]
    assert len(close) > 0.9 * max(len(kept), len(learned))
