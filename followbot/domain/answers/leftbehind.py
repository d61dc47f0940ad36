"""Notes that somebody left for all who write, told by what they do not take up, whatever their words are."""

from __future__ import annotations

from followbot.domain.answers.bylines import greets_user
from followbot.domain.answers.facts import Facts, once
from followbot.domain.answers.nameddays import names_day_after, names_days_up_to
from followbot.domain.answers.questions import asks
from followbot.domain.subjects import is_fresh

_GREETING = 8
"""Words of the longest greeting."""


def greets_many(facts: Facts) -> bool:
    """Whether its first line greets more than one: "Dear friends and customers," is for all who write. A person who says when
    the trial days are greets one, if anybody.
    """
    return max(facts.new.lengths[:1], default=0) <= _GREETING and any(
        hit.sentence == 0 for hit in facts.new.hits("to_all")
    )


@once
def is_left_behind(facts: Facts) -> bool:
    """Whether it answers, and takes up nothing of what it answers: it quotes nothing, calls nobody by name, asks nothing, says
    nothing of an application, will not be in touch with "you", and names a day ahead. A note that somebody left for all who
    write is so, in whatever words.
    """
    if facts.letter.quoted.strip() or greets_user(facts) or facts.judgement is not None:
        return False
    if facts.says("idea.contact_you"):
        return False
    if asks(facts) or not facts.relation.in_thread or is_fresh(facts.message.subject):
        return False
    days = (facts.told, facts.packs, facts.base)
    return names_day_after(*days) or names_days_up_to(*days)
