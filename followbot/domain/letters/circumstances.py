"""What a note tells of the circumstances rather than of the interview: a next meeting that is agreed, first names that are."""

from __future__ import annotations

from collections.abc import Iterable

from followbot.domain.letters.clauses import SENTENCE, People
from followbot.domain.letters.wording import Wording

_NOTE_MAX = 8_000


def agreed(texts: Iterable[str], wording: Wording) -> bool:
    """Whether the next meeting is fixed, so that "I hope to hear from you" would have missed it."""
    return any(wording.notes.agreed and wording.notes.agreed.search(text[:_NOTE_MAX]) for text in texts)


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
