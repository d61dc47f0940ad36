"""Debrief cards: read what the user wrote, keep it as a note, and take the card away once it has come to rest.

A card is read in every cycle and its answers are stored at once, so that a thank-you that comes due while the user is still
typing already knows them. It disappears only when it has read the same for `card_quiet` and that text is stored.
"""

from __future__ import annotations

from dataclasses import replace

from followbot.app.ports import Mailbox, Payload, WasEdited
from followbot.app.transact import Revision, revise
from followbot.app.world import CardAnswers, World
from followbot.domain.lifecycle import Collect, Edited, SeenEdited, advance, allows
from followbot.domain.model import CardText, FollowUp, Interview, Note, Process, Round, Ruling
from followbot.domain.policy import Happening


def collect(
    world: World,
    mailbox: Mailbox,
    process_id: str,
    round_id: str,
    card: FollowUp,
    payload: Payload,
    seen: WasEdited,
) -> None:
    """Store what the card says now; remove it when it is quiet."""
    now = world.clock.now()
    answers = world.read_card(seen.text, now)

    def change(process: Process) -> Revision | None:
        interview_round = process.round(round_id)
        current = interview_round.card
        if current is None or not allows(current.state, SeenEdited):
            return None
        news = interview_round.card_text is None or interview_round.card_text.text != seen.text
        state = advance(current.state, SeenEdited(seen.draft, now))
        if not news and state == current.state:
            return None
        after = replace(interview_round, card=replace(current, state=state))
        if news:
            after = replace(_answered(after, card, answers, world), card_text=CardText(seen.text, now))
        told = (Happening(card.id, "noted", "What you wrote on the debrief card was stored."),) if news else ()
        return Revision(process.with_round(after), told)

    process = revise(world.store, process_id, now, change) or world.store.load(process_id)
    if process is not None and _quiet(process.round(round_id), world):
        _start_removal(world, process_id, round_id)


def card_payload(interview_round: Round, payload: Payload) -> Payload:
    """The payload that a touched card is removed against: what was stored, not what followbot had written."""
    text = interview_round.card_text
    return replace(payload, text=text.text) if text is not None else payload


def _answered(interview_round: Round, card: FollowUp, answers: CardAnswers, world: World) -> Round:
    """The round with the answers as its one note from the card, and the ruling on a doubtful event."""
    others = tuple(n for n in interview_round.notes if n.id != card.id)
    note = Note(card.id, world.clock.now(), answers.notes, answers.rapport, answers.hear_by, source="card")
    given = bool(note.text or note.rapport or note.hear_by)
    interviews = tuple(_ruled(i, answers) for i in interview_round.interviews)
    return replace(interview_round, notes=(*others, note) if given else others, interviews=interviews)


def _ruled(interview: Interview, answers: CardAnswers) -> Interview:
    if answers.is_interview is None or not interview.doubtful:
        return interview
    return replace(interview, ruling=Ruling.CONFIRMED if answers.is_interview else Ruling.IGNORED)


def _quiet(interview_round: Round, world: World) -> bool:
    text = interview_round.card_text
    card = interview_round.card
    if text is None or card is None or not isinstance(card.state, Edited):
        return False
    return world.clock.now() - text.since >= world.settings.timing.card_quiet


def _start_removal(world: World, process_id: str, round_id: str) -> None:
    now = world.clock.now()

    def change(process: Process) -> Revision | None:
        interview_round = process.round(round_id)
        card = interview_round.card
        if card is None or not allows(card.state, Collect):
            return None
        gone = replace(card, state=advance(card.state, Collect(now)))
        return Revision(process.with_round(replace(interview_round, card=gone)))

    revise(world.store, process_id, now, change)
