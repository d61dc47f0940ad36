"""The day by which an answer was promised, where the user's own note tells it: "she'll ring weds", "svar om ca 3 v".

A note is shorthand, and not addressed to anybody. So it is read clause by clause: a clause that speaks of the answer and names
a day ahead tells when it will come. What speaks of an answer and how days are shortened is data (`[hearing]` in a language's
drafting rules); the days themselves are those that mails are read for (`followbot.domain.dates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from followbot.domain.dates import mentions, parse_date_words

ANSWER_DAYS = 120
"""An answer promised for later than this, in days, is a slip of the pen."""
_CLAUSE = re.compile(r"[\n,;!()，；。！、（）]|(?<!\d)\.(?=\s)|\s[&+]\s")
"""Where a clause ends. "Rückmeldung bis 15. Dezember" is one, and so is "When will I hear? Friday"."""
_CLAUSE_MAX = 400


@dataclass(frozen=True, slots=True)
class HearingWords:
    """How one language tells when an answer comes. `dates` is its `[dates]` table, compiled when a clause asks for it."""

    language: str
    answer: re.Pattern[str]
    own: re.Pattern[str] | None
    """What makes a clause speak of something that the user is to do, or of another day than the answer's."""
    short: tuple[tuple[re.Pattern[str], str], ...]
    """Expressions for shortened words with what they stand for."""
    dates: Mapping[str, Any]


def parse_hearing(language: str, table: Mapping[str, Any], dates: Mapping[str, Any]) -> HearingWords:
    """From `[hearing]` of a language's drafting rules and its `[dates]`."""
    own = table.get("own")
    return HearingWords(
        language,
        re.compile(table["answer"], re.IGNORECASE),
        re.compile(own, re.IGNORECASE) if own else None,
        tuple((re.compile(short, re.IGNORECASE), full) for short, full in table.get("short", {}).items()),
        dates,
    )


def promised(text: str, today: date, hearings: Iterable[HearingWords]) -> date | None:
    """The last day ahead, within `ANSWER_DAYS`, for which a note tells an answer; None where it tells none.

    `today` is the day of writing where the user lives. The languages are asked in their order, and the first that understands
    counts.
    """
    for words in hearings:
        clauses = (clause[:_CLAUSE_MAX] for clause in _CLAUSE.split(_in_full(text, words)))
        told = [c for c in clauses if words.answer.search(c) and not (words.own and words.own.search(c))]
        days = ahead(told, today, words.dates) if told else []
        if days:
            return max(days)
    return None


def ahead(lines: Iterable[str], today: date, dates: Mapping[str, Any]) -> list[date]:
    """The days ahead, within `ANSWER_DAYS`, that some lines name in a language; of a span its last."""
    words = parse_date_words(dates)
    named = [mention.last for line in lines for mention in mentions(line, words, today)[1]]
    return [day for day in named if 0 <= (day - today).days <= ANSWER_DAYS]


def _in_full(text: str, words: HearingWords) -> str:
    for short, full in words.short:
        text = short.sub(full, text)
    return text
