"""What notices of recruiting systems say about the application, once a mail is known for one."""

from __future__ import annotations

from collections.abc import Sequence

from followbot.domain.answers.facts import Facts
from followbot.domain.answers.outcomes import Judgement
from followbot.domain.answers.promises import promised_day
from followbot.domain.answers.quotes import quoted
from followbot.domain.leaning import SEPARATOR
from followbot.domain.model import MessageKind, Outcome, Reading

_DECISIONS = frozenset({Outcome.REJECTION, Outcome.OFFER, Outcome.NEXT_STEP})
_GUESS = 1.0
"""Signs in the wording below which it is no more than a guess."""
_NEW_TASK = 3.0
"""Signs of a next step in the wording at which a link that expires leads to something new."""
_PLAIN_NEWS = 5.5
"""Signs in the wording at which a notice says itself what it has for its reader behind a login."""


def notification(facts: Facts, reasons: Sequence[str]) -> Reading:
    """The reading of a mail that is known for a recruiting system's."""
    outcome = _stated(facts)
    evidence = [*reasons, *outcome_evidence(facts, outcome), *([] if outcome else _idle_evidence(facts))]
    decides = outcome in _DECISIONS
    ours = facts.relation.concerned and facts.mentions("other_role") is None and not _may_be_anybodys(facts)
    if decides and not ours:
        evidence.append("It is about another employer or another role, so it decides nothing here.")
        outcome = None
    return Reading(
        MessageKind.ATS_NOTIFICATION,
        outcome=outcome,
        stops=decides and ours,
        until=promised_day(facts.told, facts.spoken, facts.base) if outcome is Outcome.DELAY else None,
        person=facts.message.sender.email,
        evidence=tuple(evidence),
    )


def _stated(facts: Facts) -> Outcome | None:
    """The outcome of a notice, whoever it is about."""
    found = _without_missing_papers(facts)
    outcome = found.outcome if found and not _is_a_guess(facts, found) else None
    idle = _asks_opinion(facts) or _reminds(facts, outcome)
    if (idle and not _decided(facts, outcome)) or _behind_login(facts):
        outcome = None
    if outcome in (None, Outcome.DELAY):
        # "We have your application and will be in touch" promises nothing; only news of a pending decision does.
        plain = facts.subject.first("reminder") is None and facts.subject.first("received") is None
        waits = facts.says("keep_warm") is not None and plain
        hollow = bool(idle or facts.mentions("received"))
        outcome = Outcome.DELAY if waits or (outcome and not hollow) else None
    return None if _merely_acknowledges(facts, outcome) else outcome


def _without_missing_papers(facts: Facts) -> Judgement | None:
    """The outcome that it states. Of an application a machine asks everybody for the papers that are missing; it is no news,
    as it is from a person ("before I can draw it up I need your licence").
    """
    found = facts.judgement
    asks = found is not None and found.outcome is Outcome.NEXT_STEP and facts.mentions("idea.credentials") is not None
    applied = asks and (facts.mentions("application") or facts.mentions("hiring"))
    return facts.judged_without("credentials") if applied else found


def _idle_evidence(facts: Facts) -> list[str]:
    """Why a notice that tells no outcome tells none."""
    told = {
        "survey": "It asks for an opinion",
        "reminder": "It reminds of something",
        "received": "It confirms that something has arrived",
        "behind_login": "What it is about has to be read behind a login",
    }
    for name, what in told.items():
        hit = facts.mentions(name)
        if hit is not None:
            return [f"{what} (“{quoted(facts, hit.text)}”), so it decides nothing."]
    return []


def _is_a_guess(facts: Facts, found: Judgement) -> bool:
    """Whether next to nothing speaks for a decision and no words state any of it: a machine says what it decides."""
    read_into = found.by_wording and not found.hinted
    return read_into and found.outcome in _DECISIONS and facts.leaning.signs.get(found.outcome, 0.0) < _GUESS


def _asks_opinion(facts: Facts) -> bool:
    """A form about one's health is wanted of who may be taken, however much it is called a questionnaire."""
    return facts.mentions("survey") is not None and not facts.mentions("checkup")


def _reminds(facts: Facts, outcome: Outcome | None) -> bool:
    """Whether it reminds of what is known. "Congratulations, you passed. Start the test." is news, however it words the start;
    so is a next step whose link expires.
    """
    if facts.mentions("idea.congratulate"):
        return False
    if facts.mentions("reminder") or not facts.mentions("expires"):
        return facts.mentions("reminder") is not None
    stated = facts.judgement is not None and not facts.judgement.by_wording
    return outcome is not Outcome.NEXT_STEP or not (stated or facts.leaning.signs.get(outcome, 0.0) >= _NEW_TASK)


def _decided(facts: Facts, outcome: Outcome | None) -> bool:
    """Whether a reminder or a survey decides something all the same. An appointment "for the position, tomorrow" that it
    reminds of is no offer: its whole wording has to read like one, or it states one and names the letter or the contract.
    """
    stated = facts.judgement is not None and not facts.judgement.by_wording and facts.mentions("idea.paper") is not None
    offers = outcome is Outcome.OFFER and (stated or facts.leaning.signs.get(outcome, 0.0) > 0)
    return outcome is Outcome.REJECTION or offers


def _behind_login(facts: Facts) -> bool:
    """Whether it only tells that there is something to read elsewhere, and merely reads a little like what it may be, with no
    words that state it.
    """
    found = facts.judgement
    if found is None or not found.by_wording or found.hinted:
        return False
    return facts.leaning.signs.get(found.outcome, 0.0) < _PLAIN_NEWS and facts.mentions("behind_login") is not None


def _merely_acknowledges(facts: Facts, outcome: Outcome | None) -> bool:
    """Whether it confirms an application or a document: what it says of offers and interviews then is how things go for others,
    and that it only reads like a decision proves none.
    """
    received = facts.mentions("received") is not None and facts.mentions("idea.congratulate") is None
    guessed = facts.judgement is not None and facts.judgement.by_wording and outcome in _DECISIONS
    hopeful = outcome is Outcome.OFFER or (outcome is Outcome.NEXT_STEP and facts.subject.first("received") is not None)
    return received and (hopeful or guessed)


def _may_be_anybodys(facts: Facts) -> bool:
    """Whether only the script says that it is about this company, and it speaks of no talk that was held."""
    return facts.relation.guessed and facts.mentions("held") is None


def outcome_evidence(facts: Facts, outcome: Outcome | None) -> list[str]:
    """The words that showed an outcome, as evidence; nothing where the text states none."""
    if outcome is None or facts.judgement is None:
        return []
    stated, alike = _TOLD[outcome]
    phrases = dict.fromkeys(quoted(facts, phrase) for phrase in facts.judgement.phrase.split(SEPARATOR))
    return [f"Its new text {alike if facts.judgement.by_wording else stated}: “{'”, “'.join(phrases)}”."]


_TOLD = {
    Outcome.REJECTION: ("is a rejection", "reads like a rejection"),
    Outcome.OFFER: ("is an offer", "reads like an offer"),
    Outcome.NEXT_STEP: ("announces a next step", "reads like news of a next step"),
    Outcome.DELAY: ("asks for patience", "reads like a request for patience"),
}
"""What a rule says of the text, and what only its wording says."""
