"""The day by which the author of a mail promises to be heard from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from followbot.domain.answers.rules import Pack, stops_of
from followbot.domain.dates import mentions
from followbot.domain.lexicon import Hit
from followbot.domain.mentioned import Mention
from followbot.domain.phrases import Words, tokens
from followbot.domain.sentences import first_sentences

_AFTER_REACH = 24
_CLAUSE = re.compile("[,;，、；–—]")
_SOON_AFTER = timedelta(days=4)
_LONGEST = timedelta(days=400)
_NEWS = timedelta(days=120)
_ONE_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_SET_DAYS = ("date", "monthday", "weekday+1", "weekday/week", "weekday/fortnight")
"""Units that set a day for something that is to come."""
_BESIDE = 5
"""Characters up to which "the end of the month" and "Friday 30th" tell one day."""
_LATEST_REACH = 4
"""Words between "at the latest" and the day that is meant."""
_BY_REACH = 4
"""Words between "you will hear" and the "by" of the day."""
_PROMISES = ("earliest", "promise", "sending")
"""Cues of promises: "not before" a day, being heard of, and something that will come."""
_FOR_REACH = 3
"""Words before a day among which "for" makes it the day of what is sent ("an invitation for Monday")."""
_JUST_BEFORE = 2
_LOOK_BACK = 3
"""Sentences back to which "the day after" may refer."""


def promised_day(text: str, packs: Iterable[Pack], base: date, *, sent: bool = False) -> date | None:
    """The day by which the author promises to be heard from; None where no date is given.

    With `sent`, the day on which something is to be sent counts, too: in news of a next step that is the next sign of life, and
    "come on Saturday, then we decide" is no promise.
    """
    languages = tuple(packs)
    first: date | None = None
    vague: date | None = None
    told = tuple(first_sentences(text, stops_of(languages), questions=False))
    for number, whole in enumerate(told):
        for pack in languages:
            sentence = _meant_now(whole, pack)
            before = partial(_last_named, told[max(0, number - _LOOK_BACK) : number], pack, base)
            day = _promise(sentence, pack, base, _PROMISES if sent else _PROMISES[:-1], before)
            if day and base <= day <= base + _LONGEST:
                said = tokens(sentence)
                # "The head is at a meeting today, she will answer": only who turns to "you" promises it for today.
                if day == base and not pack.contacting.found_in(said):
                    continue
                # "We decide on Friday. I will call you on Monday.": the call is what is waited for.
                if pack.contacting.found_in(said) or pack.cue("latest").found_in(said):
                    return _put_off(told[number + 1 : number + 2], pack, base) or day
                if not sent or any(pack.cue(name).found_in(said) for name in ("sending", "earliest")):
                    day = _put_off(told[number + 1 : number + 2], pack, base) or day
                    # "We are away until the 15th, then we decide. You will know by the end of the week after."
                    if pack.absences.found_in(said):
                        vague = vague or day
                    else:
                        first = first or day
    return first or vague


def _meant_now(sentence: str, pack: Pack) -> str:
    """A sentence without what it says to have been promised or planned before: "we had said Friday, it will be Monday"; and
    without the clauses that tell of an absence that is over: "on Friday I was out".
    """
    if pack.cue("was").found_in(tokens(sentence)) and pack.absences.found_in(tokens(sentence)):
        told = ((clause, tokens(clause)) for clause in _CLAUSE.split(sentence))
        past = pack.cue("was"), pack.absences
        sentence = ", ".join(clause for clause, said in told if not all(words.found_in(said) for words in past))
    if not pack.cue("said").found_in(tokens(sentence)):
        return sentence
    clauses = _CLAUSE.split(sentence)
    last = max((n for n, clause in enumerate(clauses) if pack.cue("said").found_in(tokens(clause))), default=0)
    return ", ".join(clauses[last + 1 :])


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
    """The one day ahead that a text names outside questions, requests and suppositions, or of several the one before which
    something is to be; None where that tells none from the others.

    In a mail that asks for patience, such a day is when there will be news, even if another sentence says so: "The board
    sits on the 12th. You will hear from me then."
    """
    days, deadlines = set[date](), set[date]()
    for whole in first_sentences(text, stops_of(packs), questions=False):
        for pack in packs:
            sentence = _meant_now(whole, pack)
            said = tokens(sentence)
            flat, found = mentions(sentence, pack.dates, base)
            ahead = [
                m
                for m in found
                if base + (_ONE_DAY if m.length else timedelta()) < m.last <= base + _NEWS
                and not _is_past(flat, m, pack)
            ]
            against = (pack.suppositions, pack.cue("request"), pack.cue("done"))
            if ahead and not any(phrases.found_in(said) for phrases in against):
                days.update(m.last for m in ahead)
                deadlines.update(m.last for m in ahead if _is_deadline(flat, m, pack))
    told = days if len(days) == 1 else deadlines
    return told.pop() if len(told) == 1 else None


def _is_deadline(flat: str, mention: Mention, pack: Pack) -> bool:
    """Whether a "by" or an "at the latest" stands beside a day."""
    before, after = tokens(flat[: mention.start])[-_JUST_BEFORE:], tokens(flat[mention.end :])[:_LATEST_REACH]
    near = pack.cue("by").found_in(before) or pack.cue("by_after").found_in(after)
    return near or pack.cue("latest").found_in(before)


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


def _promise(
    sentence: str, pack: Pack, base: date, cues: Sequence[str], before: Callable[[], Mention | None]
) -> date | None:
    # The cheap look first: few sentences promise anything.
    said = tokens(sentence)
    cue = next((name for name in cues if pack.cue(name).found_in(said)), None)
    if cue is None or pack.cue("done").found_in(said):
        return None
    if cue == "earliest" and (clause := _plain_promise(sentence, pack, base)):
        cue, sentence = "promise", clause
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
    asked = _requests(words, sentence, contact, pack)
    if asked and (
        contact is None or max(hit.end for hit in asked) > contact.start or found[-1].start < _position(words, contact)
    ):
        return None
    later = [m for m in found if m.start >= _position(words, promise)]
    deadline = _deadline(flat, found, pack) or _announced(words, later, pack)
    meant = deadline or (_narrowed(later) if later else found[-1])
    if meant.last == base and _denied_for(base, sentence, pack):
        return None
    lead = tokens(flat[: meant.start])[-_FOR_REACH:]
    if cue == "sending" and pack.cue("for_when").found_in(lead) and not pack.cue("by").found_in(lead[-1:]):
        return None
    supposed = pack.suppositions.all(words)
    if any(_position(words, hit) <= meant.start for hit in supposed):
        return None
    return meant.first if cue == "earliest" else _after_event(meant, found, base, before)


def _plain_promise(sentence: str, pack: Pack, base: date) -> str | None:
    """The clause that says on which day its author will be in touch, beside one that says before which not."""
    for clause in _CLAUSE.split(sentence):
        said = tokens(clause)
        plain = pack.contacting.found_in(said) and not pack.cue("earliest").found_in(said)
        if plain and mentions(clause, pack.dates, base)[1]:
            return clause
    return None


def _requests(words: Words, sentence: str, contact: Hit | None, pack: Pack) -> Sequence[Hit]:
    """What a sentence asks for; not what follows a clause that by itself says when its author will be in touch: "on Friday I
    call you, can you be at home".
    """
    asked = pack.cue("request").all(words)
    if not asked or contact is None:
        return asked
    told = 0
    for clause in _CLAUSE.split(sentence):
        plain = tokens(clause)
        told += len(plain)
        if pack.contacting.found_in(plain) and not pack.cue("request").found_in(plain):
            return [hit for hit in asked if hit.start < told]
    return asked


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


def _announced(words: Words, later: Sequence[Mention], pack: Pack) -> Mention | None:
    """The day "by" which its author will be in touch, right behind these words, where another day stands before them: "to let
    you know that the board meets on Tuesday and that you will hear by Thursday".
    """
    hits = pack.contacting.all(words)
    for earlier, mention in pairwise(later):
        ends = [hit.end for hit in hits if earlier.end <= _position(words, hit) < mention.start]
        between = words[max(ends) :] if ends else ()
        if pack.cue("by").found_in(between[: _BY_REACH + 1]) and mention.last >= earlier.last:
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
    broad = first.first < first.last or ("/" in first.unit and others and others[0].start - first.end <= _BESIDE)
    if not broad or not others or others[0].first != others[0].last:
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
