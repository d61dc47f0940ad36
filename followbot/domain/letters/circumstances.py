"""What a note tells of the circumstances rather than of the interview: a next meeting that is agreed, first names that are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from followbot.domain.letters.clauses import SENTENCE, People, usable
from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.specifics import reads_well
from followbot.domain.letters.wording import Wording

_NOTE_MAX = 8_000
_SOONEST = 2
"""Days from the interview to a meeting that a thank-you may name, since it is sent a day or two after it."""


def agreed(texts: Iterable[str], wording: Wording) -> bool:
    """Whether the next meeting is fixed, so that "I hope to hear from you" would have missed it."""
    return any(wording.notes.agreed and wording.notes.agreed.search(text[:_NOTE_MAX]) for text in texts)


def agreed_day(texts: Iterable[str], wording: Wording, start: date) -> int | None:
    """The weekday of the next meeting that a note fixes, Monday is 0; `start` is the day of the interview.

    None where the note names no day or several, or where the bare name would not mean it on the days in which the letter may be
    sent: the weekday of the interview itself, the day after it, or one more than a week ahead.
    """
    sentences = (s for text in texts for s in SENTENCE.split(text[:_NOTE_MAX]) if s)
    rules = wording.notes
    fixes = rules.meets or rules.agreed
    said = [s for s in sentences if fixes and fixes.search(s) and not (rules.meets_not and rules.meets_not.search(s))]
    return _clear_day(said, rules, start)


def _clear_day(said: list[str], rules: NoteRules, start: date) -> int | None:
    """The one weekday that sentences name, None where its bare name is not clear."""
    found = {
        (day, match["date"]) for s in said for day, shape in enumerate(rules.weekdays) for match in shape.finditer(s)
    }
    if len(found) != 1:
        return None
    day, number = found.pop()
    ahead = (day - start.weekday()) % 7
    later = rules.next_week is not None and any(rules.next_week.search(s) for s in said) and day > start.weekday()
    other = number is not None and int(number) != (start + timedelta(ahead)).day
    return None if ahead < _SOONEST or later or other else day


def promised(texts: Iterable[str], wording: Wording, start: date) -> str:
    """What the user will send and on which day, as a sentence to the reader; "" where no note says it in so many words."""
    rules = wording.notes
    for sentence in (s for text in texts for s in SENTENCE.split(text[:_NOTE_MAX]) if s):
        for shape, form in rules.promises:
            match = shape.search(sentence)
            if match and usable(match["x"], rules) and _clear_day([match[0]], rules, start) is not None:
                said = match.expand(form)
                return said[:1].upper() + said[1:] if reads_well(said.rstrip(".。")) else ""
    return ""


def familiar(texts: Iterable[str], people: People, wording: Wording) -> bool:
    """Whether user and reader call each other by first names, as the note says of them or of everybody there."""
    if wording.notes.familiar is None or len(people.addressed) != 1:
        return False
    said = (s for text in texts for s in SENTENCE.split(text[:_NOTE_MAX]) if s and wording.notes.familiar.search(s))
    return any(_meant(sentence, people) for sentence in said)


def _meant(sentence: str, people: People) -> bool:
    named = [people.named(word.strip(",.:;()!")) for word in sentence.split() if word[:1].isupper()]
    somebody = [contact for contact in named if contact is not None]
    return not somebody or people.addressed[0] in somebody
