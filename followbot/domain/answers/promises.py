"""Dates that a mail commits itself to: the first day back, and the day by which an answer is promised."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from followbot.domain.answers.rules import Pack
from followbot.domain.dates import mentions
from followbot.domain.lexicon import Hit
from followbot.domain.mentioned import Mention
from followbot.domain.phrases import Words, tokens
from followbot.domain.sentences import split_sentences

_MAX_SENTENCES = 60
_REACH = 42
"""Characters between a cue ("until", "back") and the date it belongs to."""
_AFTER_REACH = 24
_SHORT_LEAD = 3
_CLAUSE = re.compile("[,;，、；–—]")
_VAGUE = 2
_UNTIL = 3
_LAST_DAY = 4
"""How plain a claim is that tells the last day away, and only by that the day of the return."""
_SOON_AFTER = timedelta(days=4)
_LONGEST = timedelta(days=400)
_NEWS = timedelta(days=120)
_ONE_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_SET_DAYS = ("date", "monthday", "weekday+1", "weekday/week", "weekday/fortnight")
"""Units that set a day for something that is to come."""
_LATEST_REACH = 4
"""Words between "at the latest" and the day that is meant."""
_PROMISES = ("earliest", "promise", "sending")
"""Cues of promises: "not before" a day, being heard of, and something that will come."""
_FOR_REACH = 3
"""Words before a day among which "for" makes it the day of what is sent ("an invitation for Monday")."""
_JUST_BEFORE = 2
_LOOK_BACK = 3
"""Sentences back to which "the day after" may refer."""
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
    return any(m.unit == "day+0" for s in _sentences(text) for pack in packs for m in mentions(s, pack.dates, base)[1])


def says_when_back(texts: Iterable[str], packs: Iterable[Pack], base: date) -> bool:
    """Whether a text says when somebody is back, rather than only that somebody is away on some day."""
    found = _return(texts, packs, base)
    return found is not None and found.rank > _VAGUE


def names_day(text: str, day: date, packs: Iterable[Pack], base: date) -> bool:
    """Whether a text names a day by its date, and not only by the day of the week: hours are told by weekdays, too."""
    found = (m for sentence in _sentences(text) for pack in packs for m in mentions(sentence, pack.dates, base)[1])
    return any(m.first == day and not m.weekday for m in found)


def names_day_after(text: str, packs: Iterable[Pack], base: date) -> bool:
    """Whether a text names a day by its date that lies after `base`, and not by months."""
    found = (m for sentence in _sentences(text) for pack in packs for m in mentions(sentence, pack.dates, base)[1])
    return any(m.first == m.last and base < m.first < base + _NEWS and not m.weekday and not m.length for m in found)


def _return(texts: Iterable[str], packs: Iterable[Pack], base: date) -> _Claim | None:
    languages = tuple(packs)
    claims: list[_Claim] = []
    named: set[date] = set()
    for text in texts:
        for sentence in _sentences(text):
            for pack in languages:
                flat, found = mentions(sentence, pack.dates, base)
                claims.extend(_absence_claims(flat, found, pack))
                named.update(m.first for m in found if m.first == m.last and not m.length and not m.weekday)
    plausible = [c for c in claims if base <= c.day <= base + _LONGEST]
    if not plausible:
        return None
    plainest = max(claim.rank for claim in plausible)
    away = max((claim.day for claim in plausible if claim.rank == _LAST_DAY), default=base)
    day = max(_not_before(away, claim) for claim in plausible if claim.rank == plainest)
    return _Claim(_named_after(day, named) if plainest in (_UNTIL, _LAST_DAY) else day, plainest)


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


def promised_day(text: str, packs: Iterable[Pack], base: date, *, sent: bool = False) -> date | None:
    """The day by which the author promises to be heard from; None where no date is given.

    With `sent`, the day on which something is to be sent counts, too: in news of a next step that is the next sign of life, and
    "come on Saturday, then we decide" is no promise.
    """
    languages = tuple(packs)
    first: date | None = None
    told = tuple(_sentences(text, questions=False))
    for number, sentence in enumerate(told):
        for pack in languages:
            before = partial(_last_named, told[max(0, number - _LOOK_BACK) : number], pack, base)
            day = _promise(sentence, pack, base, _PROMISES if sent else _PROMISES[:-1], before)
            if day and base <= day <= base + _LONGEST:
                said = tokens(sentence)
                # "We decide on Friday. I will call you on Monday.": the call is what is waited for.
                if pack.contacting.found_in(said) or pack.cue("latest").found_in(said):
                    return _put_off(told[number + 1 : number + 2], pack, base) or day
                if not sent or any(pack.cue(name).found_in(said) for name in ("sending", "earliest")):
                    first = first or day
    return first


def _put_off(following: Sequence[str], pack: Pack, base: date) -> date | None:
    """The latest day that the next sentence sets for what was promised: "We meet on Wednesday, then you know. So on Thursday at
    the latest."
    """
    for sentence in following:
        flat, found = mentions(sentence, pack.dates, base)
        deadline = _deadline(flat, found, pack)
        if deadline and not pack.cue("request").found_in(tokens(flat)):
            return deadline.last
    return None


def _last_named(sentences: Sequence[str], pack: Pack, base: date) -> Mention | None:
    """The day that some sentences named last: "The board sits on the 9th. I will call you the day after." """
    days = [m for sentence in sentences for m in mentions(sentence, pack.dates, base)[1] if m.first == m.last]
    return days[-1] if days else None


def only_day(text: str, packs: Iterable[Pack], base: date) -> date | None:
    """The one day ahead that a text names outside questions, requests and suppositions; None where it names several.

    In a mail that asks for patience, such a day is when there will be news, even if another sentence says so: "The board
    sits on the 12th. You will hear from me then."
    """
    days: set[date] = set()
    for sentence in _sentences(text, questions=False):
        for pack in packs:
            said = tokens(sentence)
            flat, found = mentions(sentence, pack.dates, base)
            ahead = [
                m.last
                for m in found
                if base + (_ONE_DAY if m.length else timedelta()) < m.last <= base + _NEWS
                and not _is_past(flat, m, pack)
            ]
            against = (pack.suppositions, pack.cue("request"), pack.cue("done"))
            if ahead and not any(phrases.found_in(said) for phrases in against):
                days.update(ahead)
    return days.pop() if len(days) == 1 else None


def _is_past(flat: str, mention: Mention, pack: Pack) -> bool:
    """Whether a weekday is the last one of its name ("we have heard nothing since Monday"), or so long a time lies behind: "I
    have owed you an answer for the past ten days".
    """
    if mention.length:
        return pack.cue("lasting").found_in(tokens(flat[: mention.start])[-_JUST_BEFORE:])
    if not mention.weekday:
        return False
    after = tokens(flat[mention.end : mention.end + _AFTER_REACH])
    return pack.cue("since").found_in(tokens(flat[: mention.start])[-2:]) or (
        pack.cue("since_after").found_in(after[:2]) and pack.denials.found_in(tokens(flat))
    )


def _sentences(text: str, *, questions: bool = True) -> Iterator[str]:
    for index, sentence in enumerate(split_sentences(text, questions=questions)):
        if index >= _MAX_SENTENCES:
            return
        if sentence:
            yield sentence


def _absence_claims(flat: str, found: Sequence[Mention], pack: Pack) -> Iterator[_Claim]:
    absent = bool(found) and pack.absences.found_in(tokens(flat))
    for index, mention in enumerate(found):
        before = found[index - 1].end if index else 0
        lead = flat[max(before, mention.start - _REACH) : mention.start]
        following = found[index + 1].start if index + 1 < len(found) else len(flat)
        # The last word of "morgen wieder" belongs to what follows, too.
        behind = max(flat.rfind(" ", mention.start + 1, mention.end), mention.start)
        trail = flat[behind if pack.dates.anchors else mention.end : min(following, mention.end + _AFTER_REACH)]
        if _opens_span(flat, found, index, pack):
            # "In the office from the 1st" is a return, "from the 1st to the 5th" none: what is said is said of the 5th.
            continue
        claim = _claim(pack, tokens(lead), tokens(trail), mention, found[index - 1] if index else None)
        # "I will answer tomorrow" is no absence; "until" and "back" speak for themselves.
        if claim and (absent or claim.rank > _VAGUE):
            yield claim


def _opens_span(flat: str, found: Sequence[Mention], index: int, pack: Pack) -> bool:
    """Whether another day follows a day with nothing but a "to" between them."""
    if index + 1 >= len(found):
        return False
    between = tokens(flat[found[index].end : found[index + 1].start])
    return 0 < len(between) <= _JUST_BEFORE and pack.cue("to").found_in(between)


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
        return _Claim(mention.last + _ONE_DAY, _LAST_DAY)
    if back >= 0 or trails("back"):
        return _Claim(mention.first, 5, mention.weekday, mention.unit == "monthday")
    if mention.is_range:
        return _Claim(mention.last + _ONE_DAY, _LAST_DAY)
    if leads("until") or trails("until"):
        if previous is not None or _last_day_away(pack, mention) or trails("evening"):
            return _Claim(mention.last + _ONE_DAY, _LAST_DAY if previous else _UNTIL)
        return _Claim(mention.first, _UNTIL)
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
    # "tomorrow (the 23rd)" is one day told twice, "... today and will answer tomorrow" a promise; neither is a range.
    apart = previous is None or previous.last == mention.last or pack.cue("promise").found_in(lead)
    if not apart and len(lead) <= _SHORT_LEAD and (not lead or pack.cue("to").found_in(lead)):
        # "I work Monday to Wednesday" is a habit unless the sentence says otherwise.
        return _Claim(mention.last + _ONE_DAY, _VAGUE if mention.weekday else _LAST_DAY)
    if pack.cue("since").found_in(lead) or pack.cue("since_after").found_in(trail):
        return None
    return _Claim(mention.last + _ONE_DAY, 1)


def _promise(
    sentence: str, pack: Pack, base: date, cues: Sequence[str], before: Callable[[], Mention | None]
) -> date | None:
    # The cheap look first: few sentences promise anything.
    said = tokens(sentence)
    cue = next((name for name in cues if pack.cue(name).found_in(said)), None)
    if cue is None or pack.cue("done").found_in(said):
        return None
    if cue == "sending":
        # "She will send you an invitation, come on Tuesday": what is not told in one clause is another day.
        sentence = next((c for c in _CLAUSE.split(sentence) if pack.cue(cue).found_in(tokens(c))), sentence)
    flat, found = mentions(sentence, pack.dates, base, lambda: _last_of(before()))
    # "We decide on Wednesday, I will call you on Friday."
    contact = pack.contacting.first(tokens(flat)) if cue == "promise" else None
    promise = contact or pack.cue(cue).first(tokens(flat))
    # "a day" in "choose a day" is no date, where the sentence has a real one.
    found = [m for m in found if not m.length or m.last > base + _ONE_DAY] or found
    found = [m for m in found if not (m.length and _is_past(flat, m, pack))]
    if not found or promise is None:
        return None
    words = tokens(flat)
    asked = pack.cue("request").all(words)
    if asked and (
        contact is None or max(hit.end for hit in asked) > contact.start or found[-1].start < _position(words, contact)
    ):
        return None
    later = [m for m in found if m.start >= _position(words, promise)]
    deadline = _deadline(flat, found, pack)
    meant = deadline or (_narrowed(later) if later else found[-1])
    if meant.last == base and _denied_for(base, sentence, pack):
        return None
    if cue == "sending" and pack.cue("for_when").found_in(tokens(flat[: meant.start])[-_FOR_REACH:]):
        return None
    supposed = pack.suppositions.all(words)
    if any(_position(words, hit) <= meant.start for hit in supposed):
        return None
    return meant.first if cue == "earliest" else _after_event(meant, found, base, before)


def _deadline(flat: str, found: Sequence[Mention], pack: Pack) -> Mention | None:
    """The day that is told as the latest one: "the board sits on the 25th, so you will hear by the 26th at the latest"."""
    for index, mention in enumerate(found):
        previous = found[index - 1].end if index else 0
        near = tokens(flat[previous : mention.start])[-_LATEST_REACH:]
        if index == len(found) - 1:
            near += tokens(flat[mention.end :])[:_LATEST_REACH]
        if pack.cue("latest").found_in(near):
            return mention
    return None


def _last_of(mention: Mention | None) -> date | None:
    return mention.last if mention else None


def _after_event(meant: Mention, found: Sequence[Mention], base: date, before: Callable[[], Mention | None]) -> date:
    """The promised day, and where that is only the name of a weekday, the first such day after what is waited for: "the board
    sits on the 13th, I will call you on Monday" is the Monday after the 13th.
    """
    if meant.unit != "weekday":
        return meant.last
    events = [m for m in found if m.end <= meant.start and m.unit in _SET_DAYS]
    event = events[-1] if events else before()
    # "It was nice to meet you on Thursday" waits for nothing.
    if event is None or event.unit not in _SET_DAYS:
        return meant.last
    weeks = 1 + (event.last - meant.last).days // 7 if meant.last <= event.last <= base + _NEWS else 0
    return meant.last + _WEEK * weeks


def _narrowed(found: Sequence[Mention]) -> Mention:
    """The first of some days, or the exact day that follows it and makes it plainer: "next week, on Friday at the latest"."""
    first, *others = found
    if first.first == first.last or not others or others[0].first != others[0].last:
        return first
    near = first.first - _SOON_AFTER <= others[0].first <= first.last + _SOON_AFTER
    return others[0] if near else first


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
