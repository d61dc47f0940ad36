"""What a message is, what it says, and whether it stops something: reply analysis.

`read` asks its judges in order of certainty: the user's own mail, delivery reports, calendar mail, forgeries, lists,
automatic answers, mass mail, recruiting systems, people. The first that recognises the message decides; what the last four
say is held against how the mail bears itself as a whole (`answers.bearing`). Outcomes and dates
come from the new text alone. A human answer is the default only for somebody who belongs to the process; everything else
that nobody recognises is unrelated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from followbot.domain.addresses import normalise
from followbot.domain.answers import itip, kinds
from followbot.domain.answers.absences import first_day_back
from followbot.domain.answers.automatic import automatic_answer, speaks_as_machine, told_automatically
from followbot.domain.answers.bylines import greets_user, is_personal_name
from followbot.domain.answers.concern import may_concern
from followbot.domain.answers.doubts import doubt
from followbot.domain.answers.facts import Facts
from followbot.domain.answers.gathering import gather
from followbot.domain.answers.nameddays import names_day_after
from followbot.domain.answers.notices import notification, outcome_evidence
from followbot.domain.answers.promises import only_day, promised_day
from followbot.domain.answers.relations import is_named_in
from followbot.domain.answers.reports import delivery_report
from followbot.domain.answers.rules import ReplyRules, parse_rules
from followbot.domain.answers.traits import told_trait, traits
from followbot.domain.answers.transport import Speaks
from followbot.domain.model import Folder, Message, MessageKind, Outcome, Reading, ReplyContext
from followbot.domain.phrases import tokens

__all__ = ["ReplyRules", "certain", "may_concern", "parse_rules", "read"]

_MAX_EVIDENCE = 12
_TAKEN_FOR_YOURS = (
    "Neither contact nor company nor thread is known, so it is judged as if it were about your interview."
)
_WOULD_HELP = "Neither contact nor company nor thread is known; knowing one of them may change that."
_MAX_RECIPIENTS = 200
_SUBJECT = 200
_TRAITS_SHOWN = 4
_TITLE = 32
"""Within so many characters calendars put their colon: "Updated invitation: …", and companies none: "Invitation to …"."""
_RECRUITING = 2.0
_MACHINE = 1.5
_HARDLY = 1.0
_PERSON = 2.0
_FINAL = frozenset({Outcome.REJECTION, Outcome.OFFER})


def read(message: Message, context: ReplyContext, rules: ReplyRules) -> Reading:
    """Judge one message. Pure and total: whatever the message holds, the answer is a `Reading`."""
    facts = gather(message, context, rules)
    reading = certain(facts) or _reconsidered(facts, _asked(_LIKELY, facts) or _nobodys(facts))
    doubted = _doubt(facts, reading)
    reasons = (*_vouching(facts), *reading.evidence, doubted)
    evidence = tuple(dict.fromkeys(filter(None, reasons)))[:_MAX_EVIDENCE]
    if not facts.relation.known:
        evidence = (*evidence, _WOULD_HELP if reading.kind is MessageKind.UNRELATED else _TAKEN_FOR_YOURS)
    return replace(reading, evidence=evidence, doubt=doubted)


def _doubt(facts: Facts, reading: Reading) -> str:
    """Why mail in the name of the process is not believed, where that kept it from counting."""
    counts = reading.stops or reading.kind not in (MessageKind.UNRELATED, MessageKind.CALENDAR_RESPONSE)
    return "" if counts or _own_mail(facts) or _list_post(facts) else doubt(facts)


def _vouching(facts: Facts) -> tuple[str, ...]:
    """That the mail server doubts who is believed all the same: see `facts.gather`. It stands first: nothing cuts it."""
    if not facts.transport.forged or facts.relation.forged:
        return ()
    return ("The mail server doubts its sender, but it answers a mail of yours by its number, and quotes you.",)


def certain(facts: Facts) -> Reading | None:
    """What the judges of certain signs make of a mail; None where it takes what the mail says and how it bears itself."""
    return _asked(_CERTAIN, facts)


def _asked(judges: Iterable[Callable[[Facts], Reading | None]], facts: Facts) -> Reading | None:
    return next((reading for judge in judges if (reading := judge(facts)) is not None), None)


def _nobodys(facts: Facts) -> Reading:
    evidence = "Its sender is nobody of this process, and it answers no mail of it."
    return Reading(MessageKind.UNRELATED, person=facts.message.sender.email, evidence=(evidence,))


def _reconsidered(facts: Facts, reading: Reading) -> Reading:
    """The reading, or that of another kind where all traits together speak clearly for it. Nobody becomes a person of this
    process by that, and no machine one that writes about it.
    """
    bearings = facts.rules.bearings
    # How a mail bears itself is how the system that passes it on does.
    borne = traits(facts) if bearings.compare(reading.kind) and not facts.passed else {}
    kind = bearings.other_than(reading.kind, borne) if borne else reading.kind
    if kind in (reading.kind, MessageKind.UNRELATED):
        return reading
    loudest = bearings.speaking_for(kind, reading.kind, borne)[:_TRAITS_SHOWN]
    reasons = [f"{_BEARING} ({'; '.join(map(told_trait, loudest))})."]
    if kind is MessageKind.AUTO_REPLY:
        personal = kinds.personal_touch(facts) >= _PERSON or not speaks_as_machine(facts)
        return reading if personal else told_automatically(facts, reasons)
    if kind is MessageKind.NEWSLETTER:
        return Reading(kind, person=facts.message.sender.email, evidence=tuple(reasons))
    relation, ats = facts.relation, facts.transport.ats
    if kind is MessageKind.ATS_NOTIFICATION and _under_own_name(facts):
        return reading
    if kind is MessageKind.ATS_NOTIFICATION:
        return notification(facts, reasons) if ats or relation.concerned else reading
    belongs = relation.related or (ats and (relation.concerned or relation.namesake))
    return _reply(facts, reasons) if belongs else reading


def _under_own_name(facts: Facts) -> bool:
    """Whether a sender with a person's name, and from no system, greets the user by name and says nothing of an application."""
    machine = facts.transport.ats or facts.transport.robot or kinds.recruiting(facts).sum >= 1
    return not machine and is_personal_name(facts) and greets_user(facts)


# --- the judges, in the order in which they are asked ---------------------------------------------------------------


def _own_mail(facts: Facts) -> Reading | None:
    message = facts.message
    if facts.relation.own or message.folder in (Folder.SENT, Folder.DRAFTS) or message.header("x-draft-ref"):
        return Reading(
            MessageKind.UNRELATED, person=message.sender.email, evidence=("It is your own mail, not an answer.",)
        )
    return None


def _calendar_mail(facts: Facts) -> Reading | None:
    mail = itip.examine(facts.message, facts.zone)
    if mail is None:
        return _scheduler_notice(facts) if not facts.relation.forged and _is_notice(facts) else None
    invites = mail.method in {"REQUEST", "ADD"} and not mail.cancelled
    ahead = mail.start is not None and mail.start > facts.message.date
    evidence = [f"It is calendar mail ({mail.method or 'no method stated'})."]
    mass = facts.transport.marketing_role or facts.transport.weight(Speaks.BULK) >= 1 or facts.mentions("alert")
    stops = invites and ahead and facts.relation.concerned and not mass
    if stops:
        evidence.append("It invites to another round.")
    elif mass:
        evidence.append("The same invitation goes to many.")
    elif facts.relation.forged:
        evidence.append(facts.relation.forged)
    return Reading(
        MessageKind.CALENDAR_RESPONSE,
        outcome=Outcome.NEXT_STEP if stops else None,
        stops=stops,
        person=facts.message.sender.email,
        evidence=tuple(evidence),
    )


def _is_notice(facts: Facts) -> bool:
    """Whether a calendar or a scheduling service wrote the mail in words, without a calendar part."""
    title = facts.subject.first("calendar_subject")
    if facts.transport.scheduler or facts.transport.own_calendar or _from_unknown_scheduler(facts):
        return True
    if facts.transport.ats or title is None or title.start > 0:
        return False
    automatic = facts.transport.weight(Speaks.GENERATED, Speaks.REPLY) >= 1.5 or facts.transport.robot
    headed = ":" in facts.message.subject[:_TITLE] or "：" in facts.message.subject[:_TITLE]
    return (automatic and headed) or facts.says("calendar_text") is not None


def _from_unknown_scheduler(facts: Facts) -> bool:
    """Whether somebody else's machine speaks of meetings as a scheduling service does, and of no application. Whoever names no
    more than a contact has a namesake teach yoga, or wants to be taken for a scheduler of the process.
    """
    if not facts.transport.robot or facts.transport.ats or facts.relation.colleague or facts.mentions("received"):
        return False
    if not facts.relation.concerned or _tells_decision(facts):
        return False
    picks = facts.mentions("pick_time") is not None and facts.mentions("application") is None
    return picks or facts.shows("scheduler_name") is not None


def _tells_decision(facts: Facts) -> bool:
    """Whether the text refuses or offers, whatever else it lets its reader book or watch."""
    return facts.judgement is not None and facts.judgement.outcome in _FINAL


def _scheduler_notice(facts: Facts) -> Reading:
    found = facts.judgement
    news = found is not None and found.outcome is Outcome.NEXT_STEP
    booked = facts.transport.scheduler and facts.mentions("calendar_booked") is not None and _lies_ahead(facts)
    invites = (
        (booked or news)
        and (facts.relation.concerned or (booked and _names_contact(facts)))
        and not facts.transport.own_calendar
        and not facts.mentions("reminder")
        and facts.subject.first("calendar_closed") is None
    )
    evidence = ["It is a notice of a scheduling service."]
    if invites:
        evidence.append("It invites to another round.")
    return Reading(
        MessageKind.CALENDAR_RESPONSE,
        outcome=Outcome.NEXT_STEP if invites else None,
        stops=invites,
        person=facts.message.sender.email,
        evidence=tuple(evidence),
    )


def _names_contact(facts: Facts) -> bool:
    """Whether the notice of a scheduler names a contact."""
    shown = tokens(f"{facts.message.subject[:_SUBJECT]} {facts.told}")
    return any(is_named_in(shown, contact) for contact in facts.context.contacts)


def _lies_ahead(facts: Facts) -> bool:
    """Whether the subject or the text names a day after the one on which the mail was written."""
    texts = (facts.message.subject[:_SUBJECT], facts.told)
    return any(names_day_after(text, facts.packs, facts.base) for text in texts)


def _forgery(facts: Facts) -> Reading | None:
    if not facts.relation.forged:
        return None
    return Reading(
        MessageKind.UNRELATED,
        person=facts.message.sender.email,
        evidence=(facts.relation.forged, "It stops nothing; be careful with it."),
    )


def _list_post(facts: Facts) -> Reading | None:
    me = {normalise(a) for a in facts.context.me}
    to_me = not me or any(normalise(a.email) in me for a in facts.message.recipients[:_MAX_RECIPIENTS])
    listed = facts.transport.weight(Speaks.LIST) >= 1 or _posted_to_list(facts)
    if not listed or facts.relation.in_thread or (to_me and me):
        return None
    return Reading(
        MessageKind.UNRELATED,
        person=facts.message.sender.email,
        evidence=("It was sent to a mailing list, not to you.", *facts.transport.reasons(Speaks.LIST)),
    )


def _posted_to_list(facts: Facts) -> bool:
    """Whether a person sent it to the address that its List-Id is made of (RFC 2919): name@domain is <name.domain>."""
    named = facts.message.header("list-id").lower()
    addresses = (a.email.lower().replace("@", ".") for a in facts.message.recipients[:_MAX_RECIPIENTS])
    return bool(named) and not facts.transport.robot and any(a in named for a in addresses if a)


def _mass_mail(facts: Facts) -> Reading | None:
    scale, person = kinds.bulk(facts), kinds.person(facts)
    if scale.sum < 2 or facts.relation.in_thread or scale.sum <= person.sum:
        return None
    news = facts.transport.ats and facts.judgement is not None
    advertises = facts.subject.first("alert") or (facts.shows("alert") and not facts.says("received") and not news)
    about_you = news or kinds.recruiting(facts).sum >= 2
    if about_you and not advertises:
        return None
    return Reading(MessageKind.NEWSLETTER, person=facts.message.sender.email, evidence=tuple(scale.reasons))


def _recruiting_system(facts: Facts) -> Reading | None:
    machine, person, recruiting = kinds.machine(facts), kinds.person(facts), kinds.recruiting(facts)
    certain = facts.transport.ats or facts.transport.robot
    stranger = not facts.transport.ats and not facts.relation.concerned
    if stranger and facts.mentions("matters") and not facts.mentions("idea.role"):
        return None
    known = certain or facts.transport.recruiting_role or facts.relation.concerned or facts.mentions("received")
    if not known or recruiting.sum < 1 or machine.sum < _MACHINE or machine.sum < person.sum + (0 if certain else 0.5):
        return None
    return notification(facts, machine.reasons)


def _human(facts: Facts) -> Reading | None:
    relation = facts.relation
    person, machine = kinds.person(facts), kinds.machine(facts)
    news = not relation.known and not relation.forged and bool(facts.judgement or facts.mentions("application"))
    through_ats = facts.transport.ats and (relation.concerned or relation.namesake) and person.sum >= _PERSON
    if not (relation.related or through_ats or news):
        return None
    if machine.sum > person.sum:
        return Reading(
            MessageKind.UNRELATED, person=facts.message.sender.email, evidence=("A machine wrote it.", *machine.reasons)
        )
    return _reply(facts, person.reasons)


def _reply(facts: Facts, reasons: Sequence[str]) -> Reading:
    """The reading of a mail that is known for a person's."""
    found = facts.judgement
    outcome = found.outcome if found else None
    coming = outcome is Outcome.NEXT_STEP
    until = None if outcome in _FINAL else promised_day(facts.told, facts.spoken, facts.base, sent=coming)
    if until is None and outcome not in _FINAL and _speaks_of_own_absence(facts):
        until = first_day_back((facts.told,), facts.packs, facts.base)
    if until is None and outcome is Outcome.DELAY:
        until = only_day(facts.told, facts.spoken, facts.base)
    if until is not None and outcome is None:
        outcome = Outcome.DELAY
    if until is None and outcome is Outcome.DELAY and _excuses_itself(facts):
        outcome = None
    evidence = [*reasons, *outcome_evidence(facts, outcome)]
    if until is not None:
        evidence.append(f"It promises to be heard of by {until.isoformat()}.")
    if facts.letter.forwarded:
        evidence.append("It passes another mail on, whose text is not counted.")
    return Reading(
        MessageKind.HUMAN_REPLY,
        outcome=outcome,
        stops=True,
        until=until,
        person=facts.relation.speaks_for or facts.message.sender.email,
        evidence=tuple(evidence),
    )


def _excuses_itself(facts: Facts) -> bool:
    """Whether a text that hardly asks for patience tells of an absence that is over: "on Friday I was out, hence the delay"."""
    return bool(kinds.over(facts)) and facts.leaning.signs.get(Outcome.DELAY, 0.0) < _HARDLY


def _speaks_of_own_absence(facts: Facts) -> bool:
    """Whether one sentence says both "I" and that somebody is away; the office may close without anybody's promise."""
    own = {hit.sentence for hit in facts.own_words()}
    return kinds.away(facts) is not None and any(hit.sentence in own for hit in facts.new.hits("absent"))


_BEARING = "As a whole it bears itself like other mail of this kind, and not like what its single signs say"
_CERTAIN: tuple[Callable[[Facts], Reading | None], ...] = (
    _own_mail,
    delivery_report,
    _calendar_mail,
    _forgery,
    _list_post,
)
_LIKELY: tuple[Callable[[Facts], Reading | None], ...] = (automatic_answer, _mass_mail, _recruiting_system, _human)
