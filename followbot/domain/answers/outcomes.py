"""What new text says about the application: rejection, offer, next step, delay.

The evidence is added up, sentence by sentence: phrases that say it in so many words, and frames (`frames`). A rejection that
is only spoken of ("candidates who are not selected", "if we cannot offer you the role") is none, and neither
"unfortunately" nor "offer" is an outcome by itself. To that comes what the wording as a whole leans to (`leaning`); the outcome
for which most speaks counts. Of a text whose wording is unknown, the graver outcome counts, unless another is said much more
plainly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from followbot.domain.answers.frames import PREFIX, Frame, matches
from followbot.domain.leaning import SEPARATOR, Leaning
from followbot.domain.lexicon import Hit
from followbot.domain.model import Outcome

_GRAVITY = (Outcome.REJECTION, Outcome.OFFER, Outcome.NEXT_STEP, Outcome.DELAY)
_FINAL = frozenset({Outcome.REJECTION, Outcome.OFFER})
"""Decisions. A plain "if" before them takes them back; "if you like, we would love to meet again" still is an invitation."""
_BY_DENIAL = frozenset({Outcome.REJECTION, Outcome.DELAY})
_IDLE = f"{PREFIX}idle_not"
"""Denials of something else ("no problem", "not necessary") take back what is said by denying and waiting."""
_YOUR_TURN = f"{PREFIX}your_turn"
"""What is wanted of the reader ("let me know by Friday") is no news that anybody else promises."""
_BELONGINGS = f"{PREFIX}belongings"
"""Who is asked to drop by for an umbrella is not asked for another interview."""
_IF_YOU_LIKE = f"{PREFIX}if_you_like"
"""Conditions that leave the choice to the reader ("if you can live with the hours, the job is yours") suppose nothing."""
_PROVISO = "proviso"
"""What is said of those who will not be taken ("should we be unable to …, you will hear by post") is no refusal."""
EVERYDAY, _HIRING = "everyday", "hiring"
_BESIDE = {Outcome.REJECTION: 7, Outcome.OFFER: 5, Outcome.NEXT_STEP: 2, Outcome.DELAY: 7}
"""Words that may lie between an everyday thing and what is said of it. A next step may well be told with the car park, and an
offer with the accounts department.
"""
_NO_LEANING = Leaning()
_ENOUGH = 2.0
_LOUDEST = 5.0
"""What is stated counts no more than this: whoever refuses in six sentences refuses, but so does who refuses in two."""
_BAR = 2.0
"""How much the wording alone has to speak for a decision of which no rule sees a word. Found on strangers' mails held out from
learning: of 748 letters of people 687 were right with it and 688 without, but 6 and not 14 told of a decision that nobody
had made.
"""
_BEYOND_DOUBT = 6.0
"""How much the wording has to speak for a refusal that names things and no application."""
_DOUBTED = -1.0
"""How much the wording of a few words may speak against what they state."""
_SURE = 2.0
_SAID_AGAIN = 2
_PLAINER = 2.5
_MUCH_PLAINER = 4.5
"""How much more must be said for a less grave outcome to count instead. Refusals, too, thank for the patience."""
_SHOWN = 3

Found = Mapping[str, Sequence[Hit]]
"""Hits of one language in one text, by the name of the phrases."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text as one language reads it. `asked` are the numbers of its questions; `stretch` see `frames.Frame.near`."""

    found: Found
    asked: frozenset[int] = frozenset()
    stretch: float = 1.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome and the words that showed it; `by_wording` where the rules alone saw too
    little, and the letter reads like it. `hinted` says that they saw something.
    """

    outcome: Outcome
    phrase: str
    by_wording: bool = False
    hinted: bool = True


@dataclass(frozen=True, slots=True)
class _Sign:
    """Something that speaks for an outcome, and by how much."""

    weight: float
    words: str


def judge(readings: Sequence[Text], frames: Sequence[Frame] = (), leaning: Leaning = _NO_LEANING) -> Judgement | None:
    """The outcome that a text states in one of its languages, None if it states none."""
    stated = {
        outcome: max((list(_signs(text, outcome, frames)) for text in readings), key=_total, default=[])
        for outcome in _GRAVITY
    }
    judged = _weighed(stated, leaning) if leaning.signs else _plainest(stated)
    guessed = judged is not None and judged.by_wording and judged.outcome is Outcome.REJECTION
    if guessed and leaning.signs[Outcome.REJECTION] < _BEYOND_DOUBT and _speaks_of_things_alone(readings):
        return None
    return judged


def _speaks_of_things_alone(readings: Sequence[Text]) -> bool:
    """Whether a letter has everyday things in it and no word of an application: to refuse, it has to say so."""
    return any(text.found.get(EVERYDAY) for text in readings) and not any(text.found.get(_HIRING) for text in readings)


def _weighed(stated: Mapping[Outcome, Sequence[_Sign]], leaning: Leaning) -> Judgement | None:
    """The outcome for which most speaks, by what is stated and by what the wording leans to."""
    sums = {outcome: _sum(_total(stated[outcome]), leaning.signs[outcome], brief=leaning.brief) for outcome in _GRAVITY}
    told = [o for o in _GRAVITY if sums[o] > (_BAR if o in _FINAL and _total(stated[o]) <= 0 else 0)]
    if not told:
        return None
    best = max(told, key=lambda outcome: sums[outcome])
    if _total(stated[best]) >= _ENOUGH:
        return Judgement(best, _shown(stated[best]))
    return Judgement(best, leaning.telling(best), by_wording=True, hinted=_total(stated[best]) > 0)


def _sum(said: float, leans: float, *, brief: bool) -> float:
    """What speaks for an outcome. "You got the job!" reads like hardly any other offer, and is none the less plain."""
    plain = brief and said >= _ENOUGH
    return min(said, _LOUDEST) + (max(leans, _DOUBTED) if plain else leans)


def _plainest(stated: Mapping[Outcome, Sequence[_Sign]]) -> Judgement | None:
    best: Judgement | None = None
    plainest = 0.0
    for outcome in _GRAVITY:
        total = _total(stated[outcome])
        refused = best is not None and best.outcome is Outcome.REJECTION and outcome is Outcome.DELAY
        if total >= _ENOUGH and (best is None or total >= plainest + (_MUCH_PLAINER if refused else _PLAINER)):
            best, plainest = Judgement(outcome, _shown(stated[outcome])), total
    return best


def _shown(signs: Iterable[_Sign]) -> str:
    strongest = sorted(signs, key=lambda sign: -sign.weight)[:_SHOWN]
    return SEPARATOR.join(dict.fromkeys(sign.words for sign in strongest))


def _total(signs: Iterable[_Sign]) -> float:
    return sum(sign.weight for sign in signs)


def _signs(text: Text, outcome: Outcome, frames: Sequence[Frame]) -> Iterator[_Sign]:
    found = text.found
    against = (
        f"{outcome}.unless",
        *((_IDLE,) if outcome in _BY_DENIAL else ()),
        *((_PROVISO,) if outcome is Outcome.REJECTION else ()),
        *((_YOUR_TURN,) if outcome is Outcome.DELAY else ()),
        *((_BELONGINGS,) if outcome is Outcome.NEXT_STEP else ()),
    )
    taken_back = {hit.sentence for name in against for hit in found.get(name, ())}
    left_to_you = found.get(_IF_YOU_LIKE, ())
    conditions = [
        condition
        for condition in (
            *found.get("hypothetical", ()),
            *(found.get("conditional", ()) if outcome in _FINAL else ()),
        )
        if not any(_within(condition, whole) for whole in left_to_you)
    ]

    def supposed(sentence: int, start: int) -> bool:
        return any(c.sentence == sentence and c.start <= start for c in conditions)

    provisos = {hit.sentence for hit in found.get(_PROVISO, ())} if outcome is Outcome.REJECTION else set[int]()
    about_hiring = {hit.sentence for hit in found.get(_HIRING, ())}
    things = [hit for hit in found.get(EVERYDAY, ()) if hit.sentence not in about_hiring]
    reach = _BESIDE[outcome] * text.stretch

    asked_about = {t.sentence + 1 for t in things if t.sentence in text.asked} - about_hiring

    def of_things(sentence: int, start: int, end: int) -> bool:
        """Whether it is said of a receipt, a supplier, a dog: of nothing that anybody applied for. What follows a question
        about such a thing says why it is asked.
        """
        beside = any(t.sentence == sentence and t.start - end <= reach and start - t.end <= reach for t in things)
        return beside or (sentence in asked_about and outcome is not Outcome.NEXT_STEP)

    def stands(hit: Hit) -> bool:
        beside = of_things(hit.sentence, hit.start, hit.end)
        return not beside and hit.sentence not in taken_back and not supposed(hit.sentence, hit.start)

    sentences = {hit.sentence: hit.text for hit in found.get(f"{outcome}.sure", ()) if stands(hit)}
    for words in list(sentences.values())[:_SAID_AGAIN]:
        yield _Sign(_SURE, words)
    counted: Counter[Frame] = Counter()
    for match in matches([frame for frame in frames if frame.outcome is outcome], found, text.stretch):
        frame = match.frame
        if counted[frame] >= frame.times or (match.sentence in text.asked and not frame.asks):
            continue
        if not frame.supposed and (match.sentence in provisos or supposed(match.sentence, match.start)):
            continue
        if frame.weight > 0 and of_things(match.sentence, match.start, match.end):
            continue
        counted[frame] += 1
        yield _Sign(frame.weight, match.words)


def _within(part: Hit, whole: Hit) -> bool:
    return part.sentence == whole.sentence and whole.start <= part.start and part.end <= whole.end
