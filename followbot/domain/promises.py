"""Dates that a mail commits itself to: the first day back, and the day by which an answer is promised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from followbot.domain.dates import Mention, mentions
from followbot.domain.phrases import Hit, Words, split_sentences, tokens
from followbot.domain.reply_rules import Pack

_MAX_SENTENCES = 60
_REACH = 42
"""Characters between a cue ("until", "back") and the date it belongs to."""
_AFTER_REACH = 24
_SHORT_LEAD = 3
_CLAUSE = re.compile("[,;，、；–—]")
_VAGUE = 2
_LONGEST = timedelta(days=400)
_NEWS = timedelta(days=120)
_ONE_DAY = timedelta(days=1)
_FRIDAY, _SUNDAY = 4, 6


@dataclass(frozen=True, slots=True)
class _Claim:
    """A date that a sentence commits to, and how plainly (higher is plainer)."""

    day: date
    rank: int


def first_day_back(texts: Iterable[str], packs: Iterable[Pack], base: date) -> date | None:
    """When somebody who is away is back, judged by the plainest statement; None where no date is given.

    "Back on the 5th" is the 5th; "through the 5th", "from the 1st to the 5th" and "away on the 5th" mean that the 5th is
    still an absence. `base` is the day on which the mail was written, where it was written.
    """
    languages = tuple(packs)
    claims: list[_Claim] = []
    for text in texts:
        for sentence in _sentences(text):
            for pack in languages:
                claims.extend(_absence_claims(sentence, pack, base))
    plausible = [c for c in claims if base <= c.day <= base + _LONGEST]
    if not plausible:
        return None
    plainest = max(claim.rank for claim in plausible)
    return max(claim.day for claim in plausible if claim.rank == plainest) if plainest else None


def promised_day(text: str, packs: Iterable[Pack], base: date) -> date | None:
    """The day by which the author promises to be heard from; None where no date is given."""
    languages = tuple(packs)
    first: date | None = None
    for sentence in _sentences(text, questions=False):
        for pack in languages:
            day = _promise(sentence, pack, base)
            if day and base <= day <= base + _LONGEST:
                # "We decide on Friday. I will call you on Monday.": the call is what is waited for.
                if pack.contacting.found_in(tokens(sentence)):
                    return day
                first = first or day
    return first


def only_day(text: str, packs: Iterable[Pack], base: date) -> date | None:
    """The one day ahead that a text names outside questions, requests and suppositions; None where it names several.

    In a mail that asks for patience, such a day is when there will be news, even if another sentence says so: "The board
    sits on the 12th. You will hear from me then."
    """
    days: set[date] = set()
    for sentence in _sentences(text, questions=False):
        for pack in packs:
            said = tokens(sentence)
            ahead = [m.last for m in mentions(sentence, pack.dates, base)[1] if base < m.last <= base + _NEWS]
            against = (pack.suppositions, pack.cue("request"), pack.cue("done"))
            if ahead and not any(phrases.found_in(said) for phrases in against):
                days.update(ahead)
    return days.pop() if len(days) == 1 else None


def _sentences(text: str, *, questions: bool = True) -> Iterator[str]:
    for index, sentence in enumerate(split_sentences(text, questions=questions)):
        if index >= _MAX_SENTENCES:
            return
        if sentence:
            yield sentence


def _absence_claims(sentence: str, pack: Pack, base: date) -> Iterator[_Claim]:
    flat, found = mentions(sentence, pack.dates, base)
    absent = bool(found) and pack.absences.found_in(tokens(flat))
    for index, mention in enumerate(found):
        before = found[index - 1].end if index else 0
        lead = flat[max(before, mention.start - _REACH) : mention.start]
        following = found[index + 1].start if index + 1 < len(found) else len(flat)
        trail = flat[mention.end : min(following, mention.end + _AFTER_REACH)]
        claim = _claim(pack, tokens(lead), tokens(trail), mention, found[index - 1] if index else None)
        # "I will answer tomorrow" is no absence; "until" and "back" speak for themselves.
        if claim and (absent or claim.rank > _VAGUE):
            yield claim


def _claim(pack: Pack, lead: Words, trail: Words, mention: Mention, previous: Mention | None) -> _Claim | None:
    """What one date in a sentence about an absence says, by the words just before and just after it."""

    def leads(name: str) -> bool:
        return pack.cue(name).found_in(lead)

    def trails(name: str) -> bool:
        return pack.cue(f"{name}_after").found_in(trail)

    if leads("past") or trails("past"):
        return None
    back = _last(pack, "back", lead)
    if trails("through") or _last(pack, "through", lead) > back:
        return _Claim(mention.last + _ONE_DAY, 4)
    if back >= 0 or trails("back"):
        return _Claim(mention.first, 5)
    if mention.is_range:
        return _Claim(mention.last + _ONE_DAY, 4)
    if leads("until") or trails("until"):
        if previous is not None or _last_day_away(pack, mention):
            return _Claim(mention.last + _ONE_DAY, 4 if previous else 3)
        return _Claim(mention.first, 3)
    return _plain_absence(pack, lead, trail, mention, previous)


def _last(pack: Pack, name: str, lead: Words) -> int:
    """Where the last cue of a name ends before a date, -1 if there is none: of two cues, the nearer one speaks of it."""
    return max((hit.end for hit in pack.cue(name).all(lead)), default=-1)


def _last_day_away(pack: Pack, mention: Mention) -> bool:
    """Whether "until" this day includes it. Nobody comes back on a Sunday, and "until Monday" is a return everywhere."""
    weekday = mention.last.weekday()
    return weekday == _SUNDAY or (pack.until_includes and not (mention.weekday and weekday < _FRIDAY))


def _plain_absence(pack: Pack, lead: Words, trail: Words, mention: Mention, previous: Mention | None) -> _Claim | None:
    """A date without a word that says what it is: the end of a range, a length of time, or a day away."""
    if mention.length:
        return _Claim(mention.last, 2)
    if previous is not None and len(lead) <= _SHORT_LEAD and (not lead or pack.cue("to").found_in(lead)):
        # "I work Monday to Wednesday" is a habit unless the sentence says otherwise.
        return _Claim(mention.last + _ONE_DAY, _VAGUE if mention.weekday else 4)
    if pack.cue("since").found_in(lead) or pack.cue("since_after").found_in(trail):
        return None
    return _Claim(mention.last + _ONE_DAY, 1)


def _promise(sentence: str, pack: Pack, base: date) -> date | None:
    # The cheap look first: few sentences promise anything.
    said = tokens(sentence)
    if not pack.cue("promise").found_in(said) or pack.cue("request").found_in(said) or pack.cue("done").found_in(said):
        return None
    flat, found = mentions(sentence, pack.dates, base)
    promise = pack.cue("promise").first(tokens(flat))
    if not found or promise is None:
        return None
    words = tokens(flat)
    later = [m for m in found if m.start >= _position(words, promise)]
    meant = later[0] if later else found[-1]
    if meant.last == base and _denied_for(base, sentence, pack):
        return None
    supposed = pack.suppositions.all(words)
    return None if any(_position(words, hit) <= meant.start for hit in supposed) else meant.last


def _denied_for(base: date, sentence: str, pack: Pack) -> bool:
    """Whether a "not" stands in the clause that names the day of writing: "I cannot tell you today" promises nothing for
    today, but "not yet, you will hear from us today" does.
    """
    for clause in _CLAUSE.split(sentence):
        flat, found = mentions(clause, pack.dates, base)
        if any(mention.last == base for mention in found):
            return pack.denials.found_in(tokens(flat))
    return False


def _position(words: Words, hit: Hit) -> int:
    """Where a hit begins in the folded sentence, in characters."""
    return len(" ".join(words[: hit.start]))
