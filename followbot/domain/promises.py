"""Dates that a mail commits itself to: the first day back, and the day by which an answer is promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from followbot.domain.dates import Mention, mentions
from followbot.domain.phrases import PhraseSet, split_sentences
from followbot.domain.reply_rules import Pack

_MAX_SENTENCES = 60
_REACH = 42
"""Characters between a cue ("until", "back") and the date it belongs to."""
_AFTER_REACH = 24
_LONGEST = timedelta(days=400)
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
    for sentence in _sentences(text):
        for pack in languages:
            day = _promise(sentence, pack, base)
            if day and base <= day <= base + _LONGEST:
                return day
    return None


def _sentences(text: str) -> Iterator[str]:
    for index, sentence in enumerate(split_sentences(text)):
        if index >= _MAX_SENTENCES:
            return
        if sentence:
            yield sentence


def _cue(pack: Pack, name: str) -> PhraseSet:
    return pack.cues.get(name, PhraseSet())


def _near_before(cues: PhraseSet, flat: str, mention: Mention) -> bool:
    return cues.in_sentence(f" {flat[max(0, mention.start - _REACH) : mention.start]} ".replace("  ", " "))


def _near_after(cues: PhraseSet, flat: str, mention: Mention) -> bool:
    return cues.in_sentence(f" {flat[mention.end : mention.end + _AFTER_REACH]} ".replace("  ", " "))


def _absence_claims(sentence: str, pack: Pack, base: date) -> Iterator[_Claim]:
    flat, found = mentions(sentence, pack.dates, base)
    for index, mention in enumerate(found):
        before = found[index - 1].end if index else 0
        lead = flat[max(before, mention.start - _REACH) : mention.start]
        following = found[index + 1].start if index + 1 < len(found) else len(flat)
        trail = flat[mention.end : min(following, mention.end + _AFTER_REACH)]
        claim = _claim(pack, f" {lead} ", f" {trail} ", mention, found[index - 1] if index else None)
        if claim:
            yield claim


def _claim(pack: Pack, lead: str, trail: str, mention: Mention, previous: Mention | None) -> _Claim | None:
    """What one date in a sentence about an absence says, by the words just before and just after it."""
    lead, trail = " ".join(lead.split()), " ".join(trail.split())
    lead, trail = f" {lead} ", f" {trail} "

    def leads(name: str) -> bool:
        return _cue(pack, name).in_sentence(lead)

    def trails(name: str) -> bool:
        return _cue(pack, f"{name}_after").in_sentence(trail)

    if leads("past") or trails("past"):
        return None
    if leads("through") or trails("through"):
        return _Claim(mention.last + _ONE_DAY, 4)
    if leads("back") or trails("back"):
        return _Claim(mention.first, 5)
    if mention.is_range:
        return _Claim(mention.last + _ONE_DAY, 4)
    if leads("until") or trails("until"):
        if previous is not None or _last_day_away(pack, mention):
            return _Claim(mention.last + _ONE_DAY, 4 if previous else 3)
        return _Claim(mention.first, 3)
    return _plain_absence(pack, lead, trail, mention, previous)


def _last_day_away(pack: Pack, mention: Mention) -> bool:
    """Whether "until" this day includes it. Nobody comes back on a Sunday, and "until Monday" is a return everywhere."""
    weekday = mention.last.weekday()
    return weekday == _SUNDAY or (pack.until_includes and not (mention.weekday and weekday < _FRIDAY))


def _plain_absence(pack: Pack, lead: str, trail: str, mention: Mention, previous: Mention | None) -> _Claim | None:
    """A date without a word that says what it is: the end of a range, a length of time, or a day away."""
    if mention.length:
        return _Claim(mention.last, 2)
    connected = _cue(pack, "to").in_sentence(lead) and len(lead) <= 16
    if previous is not None and (connected or len(lead.strip()) == 0):
        return _Claim(mention.last + _ONE_DAY, 4)
    if _cue(pack, "since").in_sentence(lead) or _cue(pack, "since_after").in_sentence(trail):
        return None
    return _Claim(mention.last + _ONE_DAY, 1)


def _promise(sentence: str, pack: Pack, base: date) -> date | None:
    flat, found = mentions(sentence, pack.dates, base)
    if not found:
        return None
    if _cue(pack, "request").in_sentence(flat):
        return None
    position = min((at for phrase in _cue(pack, "promise").phrases if (at := phrase.within(flat)) >= 0), default=-1)
    if position < 0:
        return None
    later = [m for m in found if m.start >= position]
    return (later[0] if later else found[-1]).last
