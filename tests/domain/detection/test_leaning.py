"""What an event leans to: learned, told in the evidence, and silent where the user has decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.bootstrap.data import rule_files
from followbot.domain.detection import DetectionSettings, RuleProblem, detect, parse_rules
from followbot.domain.events.leaning import EventLeanings, Seen, Wording, kinds, weighed
from followbot.domain.events.lexicon import split
from followbot.domain.model import Detection, Event, Verdict
from tests.corpus.events.learn import FILE, Sample, learn, score, taught, written
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, event

TAUGHT = {"bias": 0, "whose_bias": 100, "weights": "sanding\t400\nboat\t-400\nM title.talk\t200\n", "whose": ""}


def judged(told: Event, table: dict[str, object], settings: DetectionSettings | None = None) -> Detection:
    known = replace(rules(), leanings=EventLeanings(table))
    return detect(told, JANE, known, settings or DetectionSettings(), JANE.addresses)


def texts(found: Detection) -> str:
    return " ".join(e.text for e in found.evidence)


def worded(title: str, body: str = "", people: frozenset[str] = frozenset()) -> Wording:
    return Wording(split(title).tokens, split(body).tokens, people)


def wording(title: str, body: str = "") -> float:
    return sum(share.job for share in EventLeanings(TAUGHT).of(Seen(worded(title, body))).wording)


class TestSum:
    @pytest.mark.parametrize("body", ["", "all day"])
    def test_a_word_speaks_for_or_against(self, body: str) -> None:
        assert wording("Sanding", body) > 0 > wording("Boat", body)

    @pytest.mark.parametrize("text", ["", "zzyzx", "。！"])
    def test_unknown_words_lean_nowhere(self, text: str) -> None:
        assert wording(text, text) == 0.0

    def test_names_and_numbers_are_all_one(self) -> None:
        one = worded("Coffee Zelda 10", "with Zelda", frozenset({"zelda"}))
        other = worded("Coffee Boris 25", "with Boris", frozenset({"boris"}))
        assert weighed(one) == weighed(other)

    def test_a_word_said_a_hundred_times_speaks_once(self) -> None:
        assert wording("x", "sanding " * 100) <= wording("x", "sanding")

    def test_each_two_things_seen_are_a_pair(self) -> None:
        assert kinds(Seen(worded("", ""), outline=frozenset({"people 1", "all day", "body has role"})))[3] == {
            "O all day & people 1"
        }

    def test_a_mark_that_was_hardly_seen_has_no_weight_of_its_own(self) -> None:
        lean = EventLeanings(TAUGHT).of(Seen(worded("", ""), frozenset({"title.talk", "people.mass"})))
        assert set(lean.marks) == {"title.talk"}
        assert lean.marks["title.talk"][0] > 0 == lean.marks["title.talk"][1]


class TestSign:
    def test_the_words_are_told(self) -> None:
        assert "reads like appointments about a job: “sanding”" in texts(
            judged(event("Call", "sanding at ten"), TAUGHT)
        )
        assert "about other things: “boat”" in texts(judged(event("Interview", "the boat is ready"), TAUGHT))

    def test_what_is_seen_besides_is_told_in_words(self) -> None:
        table = {**TAUGHT, "weights": "O people 1\t400\nO by person & people 1\t400\n"}
        found = judged(event("Call", "", "Ann Lee <ann@acme.com>", ("jane.doe@gmail.com",)), table)
        assert "as in appointments about a job: one person meets you" in texts(found)

    def test_a_sentence_that_would_say_the_contrary_is_not_told(self) -> None:
        against = {**TAUGHT, "weights": "M title.interview\t-400\n"}
        assert "The title says “Interview”" in texts(judged(event("Interview"), {}))
        assert "The title says “Interview”" not in texts(judged(event("Interview"), against))

    def test_the_slot_must_stand_whatever_the_words_are(self) -> None:
        loud = {**TAUGHT, "weights": "sanding\t9999\n"}
        assert judged(event("Sanding", "sanding"), loud).verdict is Verdict.INTERVIEW
        away = event("Sanding", "sanding", event_type="outOfOffice")
        assert judged(away, loud).verdict is Verdict.NOT_INTERVIEW

    def test_what_the_user_has_decided_stays(self) -> None:
        loud = {**TAUGHT, "weights": "boat\t-9999\n"}
        found = judged(event("Boat chat", "boat"), loud, DetectionSettings(include=("boat chat",)))
        assert found.verdict is Verdict.INTERVIEW
        assert "reads like" not in texts(found)

    def test_without_a_table_the_rules_count(self) -> None:
        found = judged(event("Interview", "sanding"), {})
        assert found.verdict is Verdict.INTERVIEW
        assert "reads like" not in texts(found)


class TestLearning:
    SAMPLES = tuple(
        Sample(str(n), Seen(worded(title, body)), interview)
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
        leanings = EventLeanings(learn(self.SAMPLES).table())
        least, most = (
            f(score(leanings, s.seen) for s in self.SAMPLES if s.interview is x) for f, x in ((min, True), (max, False))
        )
        assert least > most

    def test_it_learns_the_same_each_time(self) -> None:
        assert written(learn(self.SAMPLES)) == written(learn(self.SAMPLES))

    def test_a_word_of_a_single_event_is_no_lesson(self) -> None:
        assert "goggles" not in learn(self.SAMPLES).job.weights

    def test_somebody_elses_interview_teaches_whose_it_is(self) -> None:
        kit = Seen(worded("Interview", ""), frozenset(), frozenset({"work address"}))
        theirs = tuple(Sample(f"k{n}", kit, interview=False, mine=False) for n in range(9))
        models = learn((*self.SAMPLES, *theirs))
        assert models.whose.weights["O work address"] < 0
        assert "O work address" not in models.job.weights


@pytest.mark.parametrize("table", [{"weights": "a\t1"}, {"bias": 1}, {"bias": "1", "weights": ""}])
def test_a_table_of_another_shape_is_named(table: dict[str, object]) -> None:
    raw = rule_files("detection", "systems", "mail")
    with pytest.raises(RuleProblem, match="detection/learned"):
        parse_rules({**raw, "detection/learned": table})


@pytest.mark.heavy
def test_the_file_is_what_the_corpus_teaches() -> None:
    """A few events may have come since; whoever edits weights by hand is found."""
    kept = dict(line.rsplit("\t", 1) for line in FILE.read_text("utf-8").split("'''")[1].splitlines() if line)
    learned = learn(taught()).job.weights
    close = [name for name in learned if name in kept and abs(int(kept[name]) - learned[name]) <= 4]
    assert len(close) > 0.9 * max(len(kept), len(learned))
