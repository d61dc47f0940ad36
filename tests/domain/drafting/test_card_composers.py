"""What telephones and webmail make of a card: HTML of their own, and the answers somewhere in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

import pytest

from followbot.domain.letters import card
from followbot.domain.mime.plain import html_to_text
from followbot.domain.model import Rapport
from tests.domain.drafting.desk import card_rules

RULES = card_rules()
TODAY = date(2026, 11, 17)
ANSWERS = ("talked about kafka, priya showed the dashboard", "the no-blame reviews", "great", "by Friday")


def _lines(language: str = "en") -> list[str]:
    """The card with an answer below each of its four questions."""
    _, text = card.render("Acme", (), language, RULES)
    lines: list[str] = []
    answers = iter(ANSWERS)
    for line in text.splitlines():
        lines.append(line)
        if line[:1].isdigit():
            lines.append(next(answers))
    return lines


def gmail(lines: list[str]) -> str:
    return '<div dir="ltr">' + "".join(f"<div>{escape(s) or '<br>'}</div>" for s in lines) + "</div>"


def gmail_on_a_phone(lines: list[str]) -> str:
    return '<div dir="auto">' + "<br>".join(escape(s) for s in lines) + '<div dir="auto"><br></div></div>'


def outlook(lines: list[str]) -> str:
    paragraphs = "".join(f'<p class="MsoNormal"><span lang="EN">{escape(s)}<o:p></o:p></span></p>' for s in lines)
    return f'<html xmlns:o="x"><head><style>p{{margin:0}}</style></head><body>{paragraphs}</body></html>'


def apple(lines: list[str]) -> str:
    body = "<br>".join(escape(s).replace("?", "?\u00a0").replace("'", "’") for s in lines)
    return f'<html><body dir="auto">{body}<br><br>Sent from my iPhone</body></html>'


def quoting(lines: list[str]) -> str:
    return "<blockquote type=cite>" + "".join(f"<div>{escape(s)}</div>" for s in lines) + "</blockquote>"


def bold(lines: list[str]) -> str:
    return "".join(f"<p><b>{escape(s)}</b></p>" if s[:1].isdigit() else f"<p><i>{escape(s)}</i></p>" for s in lines)


def listing(lines: list[str]) -> str:
    """A composer that takes "1. ..." for a list, and the answer into the same item."""
    items, other = [], []
    for line in lines:
        if line[:1].isdigit():
            items.append(f"<li>{escape(line[3:])}")
        elif items and line:
            items[-1] += f"<br>{escape(line)}"
        elif line:
            other.append(f"<p>{escape(line)}</p>")
    return "".join(other) + "<ol>" + "</li>".join(items) + "</li></ol>"


def table(lines: list[str]) -> str:
    return "<table>" + "".join(f"<tr><td>{escape(s)}</td></tr>" for s in lines) + "</table>"


@pytest.mark.parametrize("composer", [gmail, gmail_on_a_phone, outlook, apple, quoting, bold, listing, table])
def test_the_answers_come_back_through(composer: Callable[[list[str]], str]) -> None:
    said = card.parse(html_to_text(composer(_lines())), TODAY, RULES)
    assert said.notes.splitlines() == [ANSWERS[0], f"Excited about: {ANSWERS[1]}"]
    assert said.rapport is Rapport.GREAT
    assert said.hear_by == date(2026, 11, 20)


@pytest.mark.parametrize("language", sorted(RULES.words))
@pytest.mark.parametrize("composer", [gmail, outlook, gmail_on_a_phone])
def test_an_untouched_card_says_nothing_whatever_rewrote_it(
    language: str, composer: Callable[[list[str]], str]
) -> None:
    _, text = card.render("Acme", ("Kaffee mit Dana",), language, RULES)
    assert card.parse(html_to_text(composer(text.splitlines())), TODAY, RULES) == card.CardAnswers()


@pytest.mark.parametrize(
    ("typed", "verdict"), [("yes", True), ("Yes, it was", True), ("no", False), ("nope, a friend", False)]
)
def test_the_question_about_a_doubtful_event_comes_back_too(typed: str, verdict: bool) -> None:
    _, text = card.render("Acme", ("Coffee with Dana",), "en", RULES)
    lines = [part for line in text.splitlines() for part in ((line, typed) if line.startswith("1. ") else (line,))]
    for composer in (gmail, outlook, apple, quoting):
        assert card.parse(html_to_text(composer(lines)), TODAY, RULES).yes_no is verdict
