"""When somebody who is away is back: what an automatic answer, or a person's own words, say about it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from followbot.domain.answers.promises import promised_day
from followbot.domain.answers.rules import Pack, stops_of
from followbot.domain.dates import mentions
from followbot.domain.mentioned import Mention
from followbot.domain.phrases import Words, tokens
from followbot.domain.sentences import first_sentences

_REACH = 42
"""Characters between a cue ("until", "back") and the date it belongs to."""
_AFTER_REACH = 24
_SHORT_LEAD, _BRIEF = 3, 2
_VAGUE = 2
_OPENS = 3
"""How plain a claim is that some house opens again: whoever is away longer than that says so."""
_UNTIL = 4
_LAST_DAY = 5
"""How plain a claim is that tells the last day away, and only by that the day of the return."""
_BACK = 6
_RETURNS = (("opens", _OPENS), ("back", _BACK))
_SOON_AFTER = timedelta(days=4)
_LONGEST = timedelta(days=400)
_ONE_DAY = timedelta(days=1)
_FRIDAY, _SUNDAY = 4, 6


@dataclass(frozen=True, slots=True)
class _Claim:
    """A date that a sentence commits to, and how plainly (higher is plainer)."""

    day: date
    rank: int
    weekday: bool = False
    """Whether the text has the name of a weekday only, so that the week is a guess."""
    monthday: bool = False
    """Whether it has the day of the month only, so that the month is one."""


def first_day_back(texts: Iterable[str], packs: Iterable[Pack], base: date) -> date | None:
    """When somebody who is away is back, judged by the plainest statement; None where no date is given.

    "Back on the 5th" is the 5th; "through the 5th", "from the 1st to the 5th" and "away on the 5th" mean that the 5th is
    still an absence. `base` is the day on which the mail was written, where it was written.
    """
    told, languages = tuple(texts), tuple(packs)
    found = _return(told, languages, base)
    if found is not None and found.rank >= _VAGUE:
        return found.day
    if found is None and not any(_names_today(text, languages, base) for text in told):
        return None
    # "I am at a training today and will answer tomorrow, the 23rd.": by then, whoever answers is back.
    answers = (promised_day(text, languages, base) for text in told)
    return next((day for day in answers if day and day > base), found.day if found else None)


def _names_today(text: str, packs: Sequence[Pack], base: date) -> bool:
    return any(
        m.unit == "day+0"
        for s in first_sentences(text, stops_of(packs))
        for pack in packs
        for m in mentions(s, pack.dates, base)[1]
    )


def says_when_back(texts: Iterable[str], packs: Iterable[Pack], base: date) -> bool:
    """Whether a text says when somebody is back, rather than only that somebody is away on some day."""
    found = _return(texts, packs, base)
    return found is not None and found.rank > _VAGUE


def is_over(sentence: str, packs: Iterable[Pack], base: date) -> bool:
    """Whether a sentence tells in the past of an absence, and of no day on which somebody is back: "on Friday I was out"."""
    languages = tuple(packs)
    told = tokens(sentence)
    return any(pack.cue("was").found_in(told) for pack in languages) and _return((sentence,), languages, base) is None


def returns_of(sentence: str, packs: Iterable[Pack], base: date) -> tuple[bool, bool]:
    """Whether a sentence says that somebody will be back on some day, and whether that somebody is away for a span of days."""
    ranks = set[int]()
    for pack in packs:
        flat, found = mentions(sentence, pack.dates, base)
        claims = _absence_claims(flat, found, pack)
        ranks |= {claim.rank for claim in claims if base < claim.day <= base + _LONGEST}
    return _BACK in ranks, _LAST_DAY in ranks


def _return(texts: Iterable[str], packs: Iterable[Pack], base: date) -> _Claim | None:
    languages = tuple(packs)
    claims: list[_Claim] = []
    named: set[date] = set()
    for text in texts:
        for sentence in first_sentences(text, stops_of(languages)):
            for pack in languages:
                flat, found = mentions(sentence, pack.dates, base)
                claims.extend(_of_one_house(tuple(_absence_claims(flat, found, pack))))
                named.update(m.first for m in found if m.first == m.last and not m.length and not m.weekday)
    plausible = [c for c in claims if base <= c.day <= base + _LONGEST]
    if not plausible:
        return None
    plainest = max(claim.rank for claim in plausible)
    away = max((claim.day for claim in plausible if claim.rank == _LAST_DAY), default=base)
    day = max(_not_before(away, claim) for claim in plausible if claim.rank == plainest)
    named.update(_not_before(away, claim) for claim in plausible if claim.rank == _OPENS)
    return _Claim(_named_after(day, named) if plainest in (_UNTIL, _LAST_DAY) else day, plainest)


def _of_one_house(claims: Sequence[_Claim]) -> Iterator[_Claim]:
    """The claims of one sentence. "Closed until Easter Monday, opens again on 7 April" tells one thing twice, so that its later
    day is a plain return; "I am away until the 20th, the shop opens on the 12th" does not.
    """
    away = [claim.day for claim in claims if claim.rank in (_UNTIL, _LAST_DAY)]
    for claim in claims:
        yield replace(claim, rank=_BACK) if claim.rank == _OPENS and away and claim.day > max(away) else claim


def _not_before(away: date, claim: _Claim) -> date:
    """ "Away from the 21st to the 25th, back on Monday" is the Monday after that, whenever it was written; "away from 30 March
    to 10 April, back on the 13th" is in April.
    """
    if claim.monthday and claim.day < away:
        months = (
            claim.day.replace(year=y, month=m) for y, m in _months_from(away) if claim.day.day <= monthrange(y, m)[1]
        )
        return next((day for day in months if day >= away), claim.day)
    weeks = -((claim.day - away).days // 7) if claim.weekday and claim.day < away else 0
    return claim.day + timedelta(weeks=weeks)


def _months_from(day: date) -> Iterator[tuple[int, int]]:
    """Three months from that of a day on, as years and months."""
    for month in range(day.month - 1, day.month + 2):
        yield day.year + month // 12, month % 12 + 1


def _named_after(day: date, named: Iterable[date]) -> date:
    """The first day that a text names right after the last day away: nobody would name it but as the return, in whatever
    words. "Away until Friday the 25th. Normal service resumes on Monday the 28th."
    """
    return min((other for other in named if day <= other <= day + _SOON_AFTER), default=day)


def _absence_claims(flat: str, found: Sequence[Mention], pack: Pack) -> Iterator[_Claim]:
    absent = bool(found) and pack.absences.found_in(tokens(flat))
    for index, mention in enumerate(found):
        before = found[index - 1].end if index else 0
        lead = flat[max(before, mention.start - _REACH) : mention.start]
        following = found[index + 1].start if index + 1 < len(found) else len(flat)
        # The last word of "morgen wieder" belongs to what follows, too.
        behind = max(flat.rfind(" ", mention.start + 1, mention.end), mention.start)
        reach = max(flat.find(" ", mention.end + _AFTER_REACH), mention.end + _AFTER_REACH)
        trail = flat[behind if pack.dates.anchors else mention.end : min(following, reach)]
        if _opens_span(flat, found, index, pack):
            # "In the office from the 1st" is a return, "from the 1st to the 5th" none: what is said is said of the 5th.
            continue
        claim = _claim(pack, tokens(lead), tokens(trail), mention, found[index - 1] if index else None)
        # "I will answer tomorrow" is no absence; "until" and "back" speak for themselves, but not in "Tuesday to Thursday".
        if claim and (absent or (claim.rank > _VAGUE and not _is_habit(flat, found, index, pack))):
            yield claim


def _opens_span(flat: str, found: Sequence[Mention], index: int, pack: Pack) -> bool:
    """Whether another day follows a day with nothing but a "to" between them."""
    if index + 1 >= len(found):
        return False
    between = tokens(flat[found[index].end : found[index + 1].start])
    ends = [hit.end for hit in pack.cue("to").all(between) if hit.start == 0]
    return bool(ends) and len(between) <= max(_BRIEF, *ends)


def _is_habit(flat: str, found: Sequence[Mention], index: int, pack: Pack) -> bool:
    """Whether a day is the last of some days of the week, and both are told by their names alone."""
    if index == 0 or not (found[index].weekday and found[index - 1].weekday):
        return False
    apart = flat[found[index - 1].end : found[index].start].strip()
    return not apart or _opens_span(flat, found, index - 1, pack)


def _claim(pack: Pack, lead: Words, trail: Words, mention: Mention, previous: Mention | None) -> _Claim | None:
    """What one date in a sentence about an absence says, by the words just before and just after it."""

    def leads(name: str) -> bool:
        return pack.cue(name).found_in(lead)

    def trails(name: str) -> bool:
        return pack.cue(f"{name}_after").found_in(trail)

    if leads("past") or trails("past"):
        return None
    back = max(_last(pack, name, lead) for name, _ in _RETURNS)
    if trails("through") or _last(pack, "through", lead) > back:
        return _Claim(mention.last + _ONE_DAY, _LAST_DAY)
    returns = _return_rank(pack, lead, trail)
    if returns is not None:
        return _Claim(mention.first, returns, mention.weekday, mention.unit == "monthday")
    if mention.is_range:
        return _Claim(mention.last + _ONE_DAY, _LAST_DAY)
    if leads("until") or trails("until"):
        if previous is not None or _last_day_away(pack, mention) or trails("evening"):
            return _Claim(mention.last + _ONE_DAY, _LAST_DAY if previous else _UNTIL)
        return _Claim(mention.first, _UNTIL)
    return _plain_absence(pack, lead, trail, mention, previous)


def _return_rank(pack: Pack, lead: Words, trail: Words) -> int | None:
    """How plainly the words around a date say that it is the day of a return: those before it count first, of them the nearest,
    of two in one place the longer.
    """
    led = [(hit.end, hit.end - hit.start, rank) for name, rank in _RETURNS for hit in pack.cue(name).all(lead)]
    trailing = [
        (-hit.start, hit.end - hit.start, rank)
        for name, rank in _RETURNS
        for hit in pack.cue(f"{name}_after").all(trail)
    ]
    return max(led or trailing)[-1] if led or trailing else None


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
    # "tomorrow (the 23rd)" is one day told twice, "... today and will answer tomorrow" a promise; neither is a range.
    apart = previous is None or previous.last == mention.last or pack.cue("promise").found_in(lead)
    if not apart and len(lead) <= _SHORT_LEAD and (not lead or pack.cue("to").found_in(lead)):
        # "I work Monday to Wednesday" is a habit unless the sentence says otherwise.
        return _Claim(mention.last + _ONE_DAY, _VAGUE if mention.weekday else _LAST_DAY)
    if pack.cue("was").found_in((*lead, *trail)):
        # "On Friday I was not at the office": nobody is away any more.
        return None
    if pack.cue("since").found_in(lead) or pack.cue("since_after").found_in(trail):
        return None
    return _Claim(mention.last + _ONE_DAY, 1)
