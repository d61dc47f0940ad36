"""The author: the model's words where they pass, the template's where not, and a word on why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followbot.app.author import Author
from followbot.app.world import Assignment
from followbot.app.written import Model
from followbot.bootstrap import rule_files
from followbot.domain.letters import card
from followbot.domain.mime import parse_message
from followbot.domain.mime.flowed import decode
from followbot.domain.mime.plain import html_to_text
from followbot.domain.model import Contact, ContactRole, Folder, FollowUpKind, Note, Rapport, Thread
from followbot.errors import ModelFailed
from tests.domain.drafting.desk import ANNA, PRIYA, templates
from tests.domain.drafting.test_composing import GOOD, NOTE
from tests.domain.drafting.test_hostile import NASTY
from tests.fakes.build import interview, process_of, round_of

END = datetime(2026, 11, 17, 10, tzinfo=UTC)


class Says:
    """A model that gives one answer and remembers what it was asked."""

    def __init__(self, answer: str | ModelFailed) -> None:
        self.said = answer
        self.asked: list[tuple[str, str]] = []

    def answer(self, rules: str, data: str) -> str:
        self.asked.append((rules, data))
        if isinstance(self.said, ModelFailed):
            raise self.said
        return self.said


def author(model: Model | None = None, *, prompt_line: bool = False) -> Author:
    return Author(ANNA, templates, lambda: card.parse_rules(rule_files("drafting", "replies")), prompt_line, model)


def job(kind: FollowUpKind = FollowUpKind.THANK_YOU, rapport: Rapport | None = None) -> Assignment:
    note = Note("n", END, NOTE, rapport=rapport)
    process = process_of(round_of(interview(PRIYA, end=END), notes=(note,)))
    return Assignment(
        process=process,
        round=process.rounds[0],
        kind=kind,
        to=() if kind is FollowUpKind.CARD else (PRIYA,),
        late=False,
        key="k" * 24,
        account="main",
        sender="anna@keller.example",
        now=END + timedelta(hours=24),
    )


def test_the_model_s_words_reach_the_message() -> None:
    written = author(Says(GOOD)).write(job())
    assert (written.composer, written.remarks, written.findings) == ("llm", (), ())
    assert "took me straight back to my Kafka migration" in " ".join(written.payload.text.split())
    message = parse_message(written.payload.mime, ref="", folder=Folder.DRAFTS, received=None)
    assert "took me straight back" in " ".join(message.text.split())


@pytest.mark.parametrize(
    ("answer", "remark"),
    [
        (ModelFailed("The language model did not answer in time."), "The language model did not answer in time."),
        ("", "The model wrote nothing."),
        (GOOD.replace("at Foo", "at Globex"), "Globex has no source."),
        ("I'm sorry, but I can't help with that.", "is not used"),
    ],
)
def test_otherwise_the_template_is_used_and_says_so(answer: str | ModelFailed, remark: str) -> None:
    model = Says(answer)
    written = author(model).write(job())
    assert written.composer == "template"
    assert remark in " ".join(written.remarks)
    assert written.payload.text == author().write(job()).payload.text
    assert len(model.asked) == 1


def test_nothing_is_asked_for_a_card_or_where_a_line_is_left_to_the_user() -> None:
    model = Says(GOOD)
    author(model).write(job(FollowUpKind.CARD))
    author(model, prompt_line=True).write(job())
    assert model.asked == []


def test_other_channels_are_offered_after_a_great_rapport_only() -> None:
    great = author().write(job(rapport=Rapport.GREAT)).channels
    assert great is not None
    assert len(great.linkedin) <= 300
    assert author().write(job(rapport=Rapport.GOOD)).channels is None
    assert author().write(job(FollowUpKind.NUDGE, rapport=Rapport.GREAT)).channels is None


def test_every_phrase_is_told_with_its_source() -> None:
    sources = {(s.phrase, s.origin, s.span) for s in author().write(job()).sources}
    assert ("show me the incident dashboard", "note", "Priya showed me the incident dashboard") in sources


HOSTILE = st.one_of(NASTY, st.text(max_size=120))
OURS = {
    "date",
    "from",
    "to",
    "subject",
    "message-id",
    "in-reply-to",
    "references",
    "x-draft-ref",
    "content-language",
    "mime-version",
    "content-type",
}


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_whatever_strangers_write_the_message_is_sound(name: str, company: str, note: str, thread: str) -> None:
    reader = Contact("priya@acme.example", name, ContactRole.INTERVIEWER)
    row = process_of(round_of(interview(reader, end=END, company=company), notes=(Note("n", END, note),)))
    conversation = Thread("main", "priya@acme.example", "a@b.example", (), thread, END, "en")
    row = replace(row, company=company, threads=(conversation,))
    written = author().write(replace(job(), process=row, round=row.rounds[0], to=(reader,)))
    message = message_from_bytes(written.payload.mime, policy=policy.default)
    assert {key.lower() for key in message} <= OURS
    assert (
        len(message.get_all("to", [])) == len(message.get_all("from", [])) == len(message.get_all("subject", [])) == 1
    )
    assert [a.addr_spec for a in message["to"].addresses] == ["priya@acme.example"]
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    text = decode(plain.get_content().replace("\r\n", "\n")).strip()
    assert text == written.payload.text.strip()
    assert " ".join(html_to_text(html.get_content()).split()) == " ".join(text.split())
