"""Which questions of a mail ask its reader something, and which only lead on to whom to turn to instead.

A note left for all who write asks, too: "Urgent? Ring Bob.", "Do you need an answer before then? Speak to reception." Its next
sentence answers it by sending the reader on, so nobody waits for an answer. Whoever asks and leaves it at that, or wants to be
called back, is a person.
"""

from __future__ import annotations

import re

from followbot.domain.answers.facts import Facts, once
from followbot.domain.answers.frames import ASKED_DAY
from followbot.domain.answers.relations import given_names

_MARKS = re.compile("[?？]")
_HEADING = 2
"""Words of the longest question that is no more than a heading: "Urgent? Ring Bob."."""
_NUMBER = re.compile(r"\d{3}")


@once
def answered(facts: Facts) -> frozenset[int]:
    """The numbers of the questions that the mail answers itself."""
    most = _HEADING * max((pack.stretch for pack in facts.spoken), default=1.0)
    onward = _sends_on(facts)
    found: set[int] = set()
    # "Are you free on Thursday?" is for its reader, whoever is to be called for it.
    proposing = {hit.sentence for hit in facts.new.hits(ASKED_DAY)}
    for number in sorted(facts.new.asked - proposing, reverse=True):
        if number + 1 >= len(facts.new.lengths):
            continue
        leads_on = number + 1 in onward or number + 1 in found
        headed = facts.new.lengths[number] <= most and not _is_byline(facts, number + 1)
        if leads_on or headed:
            found.add(number)
    return frozenset(found)


@once
def asks(facts: Facts) -> bool:
    """Whether it asks anything that it does not answer itself."""
    return len(_MARKS.findall(facts.letter.new)) > len(answered(facts))


def _sends_on(facts: Facts) -> set[int]:
    """The sentences that send their reader to somebody else: who speaks of themselves there wants to be asked."""
    own = {hit.sentence for hit in facts.own_words()}
    sending = {hit.sentence for hit in facts.new.hits("turn_to")} - own
    numbered = {
        number
        for number, words in enumerate(facts.new.prepared)
        if number not in own and any(_NUMBER.search(word) for word in words)
    }
    return (
        sending
        | numbered
        | {hit.sentence for hit in facts.new.hits("meanwhile") if hit.sentence not in facts.new.asked}
    )


def _is_byline(facts: Facts, number: int) -> bool:
    """Whether a sentence is no more than the sender's name."""
    return set(facts.new.prepared[number]) <= given_names(facts.message.sender)
