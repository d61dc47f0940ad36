"""What the wording of a letter leans to: learned, one more sign beside the rules, and told in the evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain import replies
from followbot.domain.answers.outcomes import judge
from followbot.domain.leaning import CLASSES, GONE, Leaning, Leanings, features
from followbot.domain.model import Outcome
from followbot.domain.phrases import tokens
from tests.corpus.messages.learn import FILE, KINDS, Sample, learn, samples, written
from tests.corpus.messages.loading import HALVES, load, rules
from tests.domain.replies.mails import CONTEXT, mail

TAUGHT = Leanings(
    {
        "biases": [0, 0, 0, 0, 0, 0, -100],
        "weights": "adieu\t0\t900\t0\t0\t0\t0\t0\nbonjour\t900\t0\t0\t0\t0\t0\t0\n"
        "machine\t0\t0\t0\t0\t0\t600\t0\nretired\t0\t0\t0\t0\t0\t0\t100\n=no until\t0\t0\t0\t0\t0\t0\t100\n",
    }
)


class TestSum:
    def test_a_word_speaks_for_its_outcome(self) -> None:
        found = judge((), (), TAUGHT.of(tokens("Adieu!")))
        assert found is not None
        assert found.outcome is Outcome.REJECTION
        assert found.phrase == "adieu"

    @pytest.mark.parametrize("outcome", [Outcome.REJECTION, Outcome.OFFER])
    def test_decisions_take_more_wording_than_other_news(self, outcome: Outcome) -> None:
        assert judge((), (), Leaning({**dict.fromkeys(Outcome, -6.0), outcome: 1.9})) is None
        patient = Leaning({**dict.fromkeys(Outcome, -6.0), outcome: 1.9, Outcome.DELAY: 0.5})
        assert (found := judge((), (), patient)) is not None
        assert found.outcome is Outcome.DELAY

    def test_a_word_of_no_outcome_takes_it_back(self) -> None:
        assert judge((), (), TAUGHT.of(tokens("Bonjour et adieu!"))) is None

    @pytest.mark.parametrize("text", ["", "Zzyzx?", "。！"])
    def test_unknown_words_lean_nowhere(self, text: str) -> None:
        assert TAUGHT.of(tokens(text)) == Leaning()

    def test_without_a_table_nothing_leans(self) -> None:
        assert Leanings().of(tokens("Adieu!")) == Leaning()

    def test_a_word_said_a_hundred_times_speaks_once(self) -> None:
        assert TAUGHT.of(tokens("adieu " * 100)) == TAUGHT.of(tokens("adieu"))


class TestMachines:
    def test_a_word_of_machines_speaks_for_one(self) -> None:
        assert TAUGHT.of(tokens("A machine")).automatic > TAUGHT.of(tokens("Adieu")).automatic == 0

    def test_words_and_circumstances_tell_a_departure_together(self) -> None:
        assert TAUGHT.gone(tokens("Retired"), ["no until"]) > GONE
        assert TAUGHT.gone(tokens("Retired"), ["until"]) == 0 > GONE
        assert TAUGHT.gone(tokens("Until"), ["until"]) < GONE

    def test_a_word_is_no_circumstance(self) -> None:
        assert TAUGHT.gone(("no", "until"), []) == -1.0

    def test_without_a_table_nobody_has_left(self) -> None:
        assert Leanings().gone(tokens("Retired"), ["no until"]) < GONE


class TestFeatures:
    def test_words_pairs_and_their_beginnings(self) -> None:
        assert features(("leider", "absagen")) == {
            "leider",
            "absagen",
            "leide*",
            "absag*",
            "leider absagen",
            "leide~absag",
        }

    def test_short_words_have_no_beginnings(self) -> None:
        assert features(("not", "yet")) == {"not", "yet", "not yet"}

    def test_ideographs_are_read_by_three(self) -> None:
        assert "不 考 虑" in features(tuple("不考虑"))


LETTER = (
    "We enjoyed every minute with you. Someone who had spent years on exactly this kind of rig got there by a whisker, and "
    "we shook hands on it yesterday."
)
SHOWN = Leanings(
    {
        "biases": [0] * 7,
        "weights": "whisker\t0\t900\t0\t0\t0\t0\t0\nshook hands\t0\t900\t0\t0\t0\t0\t0\n",
    }
)


def test_news_that_no_phrase_knows_is_recognised_by_its_wording() -> None:
    message = mail(LETTER, thread=True)
    assert replies.read(message, CONTEXT, replace(rules(), leanings=Leanings())).outcome is None
    found = replies.read(message, CONTEXT, replace(rules(), leanings=SHOWN))
    assert found.outcome is Outcome.REJECTION
    assert "Its new text reads like a rejection: “shook hands”, “whisker”." in found.evidence


def test_an_old_subject_is_no_part_of_the_wording() -> None:
    message = replace(mail("See attachment.", thread=True), subject="Re: a whisker")
    assert replies.read(message, CONTEXT, replace(rules(), leanings=SHOWN)).outcome is None
    fresh = replace(message, subject="A whisker")
    assert replies.read(fresh, CONTEXT, replace(rules(), leanings=SHOWN)).outcome is Outcome.REJECTION


class TestLearning:
    MAILS = (
        Sample("1", "rejection", frozenset({"adieu", "we"})),
        Sample("2", "rejection", frozenset({"adieu", "you"})),
        Sample("3", "offer", frozenset({"welcome", "we"})),
        Sample("4", "offer", frozenset({"welcome", "you"})),
        Sample("5", None, frozenset({"hello", "we"})),
        Sample("6", None, frozenset({"hello", "you", "once"})),
    )

    def test_it_separates_what_it_was_shown(self) -> None:
        model = learn(self.MAILS)
        assert [model.guess(sample) for sample in self.MAILS] == [sample.outcome for sample in self.MAILS]

    def test_it_learns_the_same_each_time(self) -> None:
        assert written(learn(self.MAILS)) == written(learn(self.MAILS))

    def test_it_separates_machines_from_people_and_departures_from_absences(self) -> None:
        answers = (
            *(Sample(f"p{n}", None, frozenset({"hello", f"p{n}"})) for n in range(3)),
            *(
                Sample(f"a{n}", None, frozenset({"away"}), "auto_reply", circumstances=frozenset({"=until"}))
                for n in range(3)
            ),
            *(Sample(f"g{n}", None, frozenset({"left"}), "auto_reply", gone=True) for n in range(3)),
        )
        model = learn(answers)
        automatic, gone = len(CLASSES), len(CLASSES) + 1
        assert model.weights["away"][automatic] > 0 > model.weights["hello"][automatic]
        assert model.weights["left"][gone] > 0 > model.weights["=until"][gone]
        assert model.weights["=until"][automatic] == 0

    def test_a_word_of_a_single_mail_is_no_lesson(self) -> None:
        assert "once" not in learn(self.MAILS).weights


def test_the_file_has_a_weight_for_each_outcome_and_for_machines() -> None:
    table = rules().leanings.table
    assert len(table["biases"]) == len(CLASSES) + 2
    lines = [line.split("\t") for line in table["weights"].splitlines() if line]
    assert len(lines) > 10_000
    assert all(len(line) == 1 + len(CLASSES) + 2 for line in lines)
    assert len({line[0] for line in lines}) == len(lines)


@pytest.mark.heavy
def test_the_file_is_what_the_corpus_teaches() -> None:
    """A mail or two may have come since; whoever edits weights by hand is found."""
    some = samples([case for half in HALVES for case in load(half) if case.expected.kind in KINDS])
    kept = dict(line.split("\t", 1) for line in FILE.read_text("utf-8").split("'''")[1].splitlines() if line)
    learned = {name: "\t".join(map(str, numbers)) for name, numbers in learn(some).weights.items()}
    close = [name for name in learned if name in kept and _near(kept[name], learned[name])]
    assert len(close) > 0.97 * max(len(kept), len(learned))


def _near(one: str, other: str) -> bool:
    pairs = zip(one.split("\t"), other.split("\t"), strict=True)
    return all(abs(int(a) - int(b)) <= 12 for a, b in pairs)
