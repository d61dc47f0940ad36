"""What a note tells of the circumstances rather than of the interview: a next meeting that is agreed, first names that are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from followbot.domain.letters.clauses import CLAUSE_MAX, SENTENCE, TITLES, People, usable
from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.specifics import reads_well
from followbot.domain.letters.tidying import ideographic
from followbot.domain.letters.wording import Wording

_NOTE_MAX = 8_000
_SOONEST = 2
"""Days from the interview to a meeting that a thank-you may name, since it is sent a day or two after it."""

_ASKED = re.compile(r"[?？¿]")
_WORD = re.compile(r"[^\W\d_]+")
_AROUND = ",.;:!?()\"'«»“”"
_KNOWN = "·"
_CLAUSE_END = re.compile(r"[,.!;，。！；、]")


def agreed(texts: Iterable[str], wording: Wording) -> bool:
    """Whether the next meeting is fixed, so that "I hope to hear from you" would have missed it."""
    return any(wording.notes.agreed and wording.notes.agreed.search(text[:_NOTE_MAX]) for text in texts)


def declines(texts: Iterable[str], wording: Wording, known: Iterable[str] = ()) -> bool:
    """Whether a note says that the user does not want the job; then no letter speaks of interest or fit.

    `known` are the names of the company and of everybody there.
    """
    refusal, names = wording.notes.refusal, tuple(known)
    notes = ([_unlabelled(_blanked(s, names), wording) for s in _sentences((text,))] for text in texts)
    mood = wording.notes.mood

    def praised(text: str) -> bool:
        return _praised(text, wording)

    def kind(text: str) -> bool:
        return praised(text) or (mood is not None and mood.search(text) is not None)

    return refusal is not None and any(refusal.said(told, praised, kind) for told in notes)


def _praised(text: str, wording: Wording) -> bool:
    """Whether a text holds a word of praise."""
    rules = wording.notes
    words = {word.casefold() for word in _WORD.findall(text)}
    remarks = (part.strip() for part in _CLAUSE_END.split(text))
    return not words.isdisjoint(rules.praising) or any(
        rules.praise and len(r) <= CLAUSE_MAX and rules.praise.fullmatch(r) for r in remarks
    )


def _unlabelled(sentence: str, wording: Wording) -> str:
    """A sentence without the question of the card that it answers."""
    label, colon, answer = sentence.partition(":")
    rules = wording.notes
    known = (*rules.labels, *rules.liked_labels, *rules.own_labels)
    return answer if colon and label.casefold().strip() in known else sentence


def agreed_day(texts: Iterable[str], wording: Wording, start: date, known: Iterable[str] = ()) -> int | None:
    """The weekday of the next meeting that a note fixes, Monday is 0; `start` is the day of the interview.

    None where the note names no day or several, or where the bare name would not mean it on the days in which the letter may be
    sent: the weekday of the interview itself, the day after it, or one more than a week ahead. None, too, where the meeting may
    be another firm's, past, denied or asked for; `known` are the names of the company and of everybody there.
    """
    rules, shape = wording.notes, wording.notes.meets or wording.notes.agreed
    fixing = [s for s in _sentences(texts) if shape and shape.search(s)]
    said = [s for s in fixing if _certain(_blanked(s, known), wording, rules.meets_not)]
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


def promised(texts: Iterable[str], wording: Wording, start: date, known: Iterable[str] = ()) -> str:
    """What the user will send the reader and on which day, as a sentence to them; "" where no note says it in so many words.

    Only papers of an application are for the reader, where nobody else is named; whatever else is sent is a chore.
    """
    rules = wording.notes
    for sentence in _sentences(texts):
        for shape, form in rules.promises:
            match = shape.search(sentence)
            if match and _for_reader(match, wording, known) and _clear_day([match[0]], rules, start) is not None:
                said = match.expand(form)
                return said[:1].upper() + said[1:] if reads_well(said.rstrip(".。")) else ""
    return ""


def _for_reader(match: re.Match[str], wording: Wording, known: Iterable[str]) -> bool:
    rules, thing = wording.notes, match["x"]
    around = f"{match.string[: match.start()]}, {match.string[match.start('x') :]}"
    elsewhere = rules.recipients is not None and rules.recipients.search(_blanked(around, known))
    wanted = rules.papers is not None and rules.papers.search(thing) and _blanked(thing, known) == thing
    return bool(
        wanted
        and not elsewhere
        and usable(thing, rules)
        and _certain(_blanked(match.string, known), wording, rules.denied)
    )


def _sentences(texts: Iterable[str]) -> list[str]:
    return [s for text in texts for s in SENTENCE.split(text[:_NOTE_MAX]) if s]


def _certain(sentence: str, wording: Wording, doubts: re.Pattern[str] | None) -> bool:
    """Whether a sentence is no question, holds nothing of `doubts`, and names nobody that is a stranger."""
    doubted = _ASKED.search(sentence) or (doubts is not None and doubts.search(sentence))
    return not doubted and (wording.notes.nouns_capital or not _strangers(sentence, wording))


def _strangers(sentence: str, wording: Wording) -> bool:
    """Whether a word inside the sentence is written as a name that is no title, day, month or paper."""
    rules, days = wording.notes, (*wording.days.weekdays, *wording.days.months)
    plain = frozenset(word.casefold().strip() for word in (*days, *TITLES)) | rules.before_names
    first, *others = sentence.split() or [""]
    words = [w.strip(_AROUND) for w in ((first, *others) if first.endswith((":", ",")) else others)]
    named = [w for w in words if w[:1].isupper() and w[1:2].isalpha() and w.casefold() not in plain]
    shapes = (*rules.weekdays, *((rules.papers,) if rules.papers else ()))
    return any(not any(shape.search(word) for shape in shapes) for word in named)


def _blanked(sentence: str, known: Iterable[str]) -> str:
    """The sentence with a dot for every name of the reader's and the company's."""
    words = {word.casefold() for name in known for word in _WORD.findall(name) if word[:1].isupper() and len(word) > 2}
    for name in known:
        sentence = sentence.replace(name, _KNOWN) if ideographic(name) else sentence
    return _WORD.sub(lambda found: _KNOWN if found[0].casefold() in words else found[0], sentence)


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
