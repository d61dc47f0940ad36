"""The debrief card in Gmail: read while it is being filled in, and taken away once it has come to rest."""

from __future__ import annotations

from datetime import timedelta

from followbot.domain.mime import build_message
from followbot.domain.model import Address
from tests.fakes.build import TUESDAY
from tests.fakes.google.life import GoogleLife, interview, live
from tests.fakes.life import ME

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def fill_in(life: GoogleLife, words: str) -> None:
    """The composer saves the card with the words in front: HTML as well, and another message id."""
    gmail = life.server.gmail
    (draft,) = gmail.drafts
    message = gmail.messages[gmail.drafts[draft]].parsed
    text = f"{words}\n\n{message.text}"
    raw = build_message(
        sender=Address(ME),
        to=(),
        subject=message.subject,
        text=text,
        html="<div>" + text.replace("\n", "<br>") + "</div>",
        date=life.clock.now(),
        message_id=message.message_id,
        key=message.header("x-draft-ref"),
    )
    gmail.user_saves(draft, raw)


def test_a_card_is_filled_in_read_and_taken_away_and_its_words_are_in_the_letter() -> None:
    life = live(TUESDAY - DAY, debrief=True)
    life.server.calendars[0].put(interview(TUESDAY))
    life.cycle()
    (card,) = life.at(TUESDAY + 16 * MINUTE).created
    assert card.kind == "card"
    assert life.drafts() == [""]
    assert life.at(TUESDAY + 20 * MINUTE).withdrawn == []
    life.clock.time = TUESDAY + 30 * MINUTE
    fill_in(life, "We talked about moving the billing service to Rust.")
    life.at(TUESDAY + 31 * MINUTE)
    (process,) = life.store.all()
    assert ["Rust" in n.text for n in process.rounds[0].notes] == [True]
    assert life.drafts() == [""], "somebody may still be typing"
    life.at(TUESDAY + 62 * MINUTE)
    assert life.drafts() == []
    life.at(TUESDAY + DAY)
    (ref,) = life.server.gmail.drafts.values()
    assert "Rust" in life.server.gmail.messages[ref].parsed.text
    life.verify()


def test_an_untouched_card_goes_when_the_letter_comes() -> None:
    life = live(TUESDAY - DAY, debrief=True)
    life.server.calendars[0].put(interview(TUESDAY))
    for moment in (TUESDAY, TUESDAY + 16 * MINUTE, TUESDAY + DAY, TUESDAY + DAY + MINUTE):
        life.at(moment)
    assert life.drafts() == ["jane.doe@acme.example"]
    life.verify()


def test_a_card_that_was_only_opened_is_untouched() -> None:
    life = live(TUESDAY - DAY, debrief=True)
    life.server.calendars[0].put(interview(TUESDAY))
    life.cycle()
    life.at(TUESDAY + 16 * MINUTE)
    gmail = life.server.gmail
    (draft,) = gmail.drafts
    gmail.user_saves(draft, gmail.messages[gmail.drafts[draft]].raw)
    life.at(TUESDAY + 90 * MINUTE)
    (process,) = life.store.all()
    assert process.rounds[0].notes == ()
    assert life.drafts() == [""]
