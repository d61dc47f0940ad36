"""The floor that detection may not fall below on the labelled corpus."""

from __future__ import annotations

from functools import cache

import pytest

from followbot.domain.model import Verdict
from tests.corpus.events.learn import STRANGERS
from tests.corpus.events.loading import SEALED, load, reasons
from tests.corpus.events.measure import UNREAD, Outcome, grouped, judge, tally

NOTES = "notes_"
"""The same of notes in a hurry, most of which name an interview by none of the usual words."""


@cache
def judged(half: str) -> tuple[Outcome, ...]:
    """Judged once for all of these tests: more than a thousand events take their time."""
    return tuple(judge(load(half)))


@pytest.mark.heavy
def test_the_half_that_the_rules_were_tuned_on() -> None:
    """Companies stood at 0.972 before thirty came in whose domains are called otherwise, and four of which are still wrong."""
    own = tally(o for o in judged("tune") if not o.case.id.startswith((*STRANGERS, NOTES)))
    assert own.cases >= 2_600
    assert own.precision >= 0.99
    assert own.recall >= 0.975
    assert own.contacts_right >= 0.97
    assert own.companies_right >= 0.965


@pytest.mark.heavy
def test_notes_in_a_hurry() -> None:
    """They were learned from. When they were new, precision was 0.90 and 0.92, recall 0.48 and 0.49."""
    total = tally(o for o in judged("tune") if o.case.id.startswith(NOTES))
    assert total.cases >= 720
    assert total.precision >= 0.89
    assert total.recall >= 0.47


@pytest.mark.heavy
def test_the_interviews_in_what_strangers_wrote() -> None:
    """They were learned from. When they were new, precision was 0.86 to 0.98 and recall 0.75 to 0.97."""
    total = tally(o for o in judged("tune") if o.case.id.startswith(STRANGERS))
    assert total.cases >= 1_890
    assert total.precision >= 0.975
    assert total.recall >= 0.925


@pytest.mark.heavy
def test_the_companies_of_what_strangers_wrote() -> None:
    """Untouched, each set measured 0.48 to 0.98: own notes and names in characters are the hard ones."""
    total = tally(o for o in judged("tune") if o.case.id.startswith(STRANGERS))
    assert total.companies_right >= 0.88


@pytest.mark.heavy
def test_whom_strangers_meet() -> None:
    """Of interviews that are recognised. Each set held out from learning, 830 of 956 are right."""
    met = (o for o in judged("tune") if o.case.id.startswith((*STRANGERS, "met_")))
    known = [o for o in met if o.detection.verdict is Verdict.INTERVIEW]
    total = tally(known)
    assert len(total.contacts) >= 900
    assert total.contacts_right >= 0.91


def test_the_part_that_nobody_has_read() -> None:
    """Counted, never looked at: precision 0.94, recall 0.97, contacts 0.84 (27 of 32), company 0.86.

    Since learning knows more of ordinary life, one of its interviews is missed, with whom one meets in it; of 200 ordinary
    appointments that nobody had read, 6 instead of 13 are taken for interviews.
    """
    total = tally(o for o in judged("hold") if o.case.id.startswith(UNREAD))
    assert total.cases >= 50
    assert total.precision >= 0.93
    assert total.recall >= 0.96
    assert total.contacts_right >= 0.84
    assert total.companies_right >= 0.82


def test_the_part_that_was_read_last() -> None:
    """Unread, its parts measured precision 0.92 and 0.97, recall 0.88 and 1.00, contacts 0.86, 0.87, company 0.89, 0.86."""
    total = tally(o for o in judged("hold") if not o.case.id.startswith(UNREAD))
    assert total.cases >= 240
    assert total.precision >= 0.98
    assert total.recall >= 0.96
    assert total.contacts_right >= 0.97
    assert total.companies_right >= 0.95


def test_what_nobody_had_read() -> None:
    """By a writer who knows nothing of the program; measured when everything else was done, and never learned from. Wanted are
    .97 of verdicts and .93 of contacts and companies: 93 of 95, 93 of 96, 87 of 96 and 84 of 95 were right.
    """
    total = tally(judged(SEALED))
    assert total.cases >= 192
    assert total.precision >= 0.97
    assert total.recall >= 0.96
    assert total.contacts_right >= 0.9
    assert total.companies_right >= 0.88


def test_every_language_is_heard_where_nobody_had_read() -> None:
    """Of the eight interviews of each language; .9 is wanted, and but for two all are heard. At first seven German ones
    were and six Dutch ones.
    """
    heard = {name: t.hits for name, t in grouped(judged(SEALED), "language").items()}
    assert {name: hits for name, hits in heard.items() if hits < 8} == {"nl": 7, "zh": 7}


def test_every_confusion_of_what_nobody_had_read_is_explained() -> None:
    assert {o.case.id for o in judged(SEALED) if o.wrong} == set(reasons(SEALED))


@pytest.mark.parametrize("half", [pytest.param("tune", marks=pytest.mark.heavy), "hold", SEALED])
def test_every_language_is_there_on_both_sides(half: str) -> None:
    assert {case.language for case in load(half)} == {
        "en",
        "de",
        "fr",
        "es",
        "pt",
        "it",
        "nl",
        "pl",
        "sv",
        "tr",
        "ja",
        "zh",
    }
