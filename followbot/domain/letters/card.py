"""The debrief card: four short prompts in a draft to oneself, answered on a phone, and read back.

What comes back has been through a composer. It may have wrapped lines, turned straight quotes into curly ones, put "> " or a
bullet in front of every line, added a signature, or left the prompts twice. So a prompt is found by its words alone,
wherever they stand, in any language; what lies between one prompt and the next is the answer to the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from followbot.domain.letters.hearing import HearingWords, ahead, parse_hearing, promised
from followbot.domain.letters.scripts import raw_scripts
from followbot.domain.letters.tidying import INVISIBLE, tidy
from followbot.domain.model import Rapport

TEXT_MAX = 20_000
"""Characters of a card that are read."""
_EVENT_MAX = 80
_NAME_MAX = 60
_DATE_MAX = 400

_NOTES, _EXCITED, _RAPPORT, _DATE, _UNSURE, _INTRO = range(6)
_QUOTE = re.compile(r"^[ \t\u00a0]*(?:[>|][ \t\u00a0]*)+", re.MULTILINE)
_EDGES = " \t\n\u00a0\u3000>|*•·_#-–—→:：.…"
_NUMBERING = re.compile(r"(?:^|\s)[*_]{0,2}[1-9][.)][*_]{0,2}[ \t]*$")
_OPENING = ' \t*_¿¡„«“‘"「『'
_SIGNATURE = re.compile(r"\n-- ?\n.*", re.DOTALL)
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class CardAnswers:
    """What the user wrote. `yes_no` answers the question whether a doubtful event was an interview."""

    notes: str = ""
    rapport: Rapport | None = None
    hear_by: date | None = None
    yes_no: bool | None = None


@dataclass(frozen=True, slots=True)
class CardWords:
    """The card in one language. `prompts` are in the order notes, excitement, rapport, date."""

    language: str
    subject: str
    subject_plain: str
    intro: tuple[str, ...]
    prompts: tuple[str, str, str, str]
    unsure: str
    rapport: Mapping[Rapport, tuple[str, ...]]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    excited: str
    """How a note begins that holds the answer to the second prompt; drafting knows it as a label."""
    devices: tuple[str, ...]
    """How lines begin that telephones add."""


@dataclass(frozen=True, slots=True)
class CardRules:
    """The card in every language, the expressions that find its prompts, and the words for dates by language.

    The words for dates are compiled when somebody has named one, which few cards do.
    """

    words: Mapping[str, CardWords]
    prompts: tuple[tuple[int, CardWords, re.Pattern[str]], ...]
    dates: Mapping[str, Mapping[str, Any]]
    hearings: Mapping[str, HearingWords]
    """What tells, outside the prompt for it, when an answer will come."""

    def by_language(self, first: str) -> tuple[CardWords, ...]:
        """The words of every language: those of the card's own, then English, then the others."""
        return tuple(
            self.words[name] for name in sorted(self.words, key=lambda name: (name != first, name != "en", name))
        )


def parse_rules(raw_rules: Mapping[str, Mapping[str, Any]]) -> CardRules:
    """From all rule files: `[card]` of "drafting/LANGUAGE", `[dates]` of "replies/LANGUAGE"."""
    words = {
        raw["language"]: _words(raw)
        for path, raw in raw_rules.items()
        if path.startswith("drafting/") and "card" in raw
    }
    words |= {folder: _words({**raw, "language": folder}) for folder, raw in raw_scripts(raw_rules).items()}
    prompts = [finder for card in words.values() for finder in _finders(card)]
    dates = {path.removeprefix("replies/"): raw["dates"] for path, raw in raw_rules.items() if _tells_days(path, raw)}
    hearings = {
        name: parse_hearing(name, raw_rules[f"drafting/{name}"]["hearing"], dates[name])
        for name in dates
        if "hearing" in raw_rules.get(f"drafting/{name}", {})
    }
    return CardRules(words, tuple(prompts), dates, hearings)


def _tells_days(path: str, raw: Mapping[str, Any]) -> bool:
    return path.startswith("replies/") and isinstance(raw.get("dates"), Mapping)


def _words(rules: Mapping[str, Any]) -> CardWords:
    raw = rules["card"]
    notes, excited, rapport, when = raw["prompts"]
    return CardWords(
        language=rules["language"],
        subject=raw["subject"],
        subject_plain=raw["subject_plain"],
        intro=tuple(raw["intro"]),
        prompts=(notes, excited, rapport, when),
        unsure=raw["unsure"],
        rapport={rapport: tuple(raw[rapport.value]) for rapport in Rapport},
        yes=tuple(raw["yes"]),
        no=tuple(raw["no"]),
        excited=raw["excited"],
        devices=tuple(raw.get("devices", ())),
    )


def _finders(card: CardWords) -> Iterable[tuple[int, CardWords, re.Pattern[str]]]:
    for kind, prompt in enumerate(card.prompts):
        yield kind, card, _finder(prompt)
    before, _, after = card.unsure.partition("{event}")
    named = rf"{_loose(before)}[^\n]{{0,{_EVENT_MAX + 4}}}?(?:\n[^\n]{{0,{_EVENT_MAX + 4}}}?)?{_loose(after)}"
    yield _UNSURE, card, re.compile(named, re.IGNORECASE)
    for sentence in card.intro:
        yield _INTRO, card, _finder(sentence)


def _finder(prompt: str) -> re.Pattern[str]:
    return re.compile(_loose(prompt), re.IGNORECASE)


def _loose(text: str) -> str:
    """The words of a text in order, however they are spaced and whatever became of the punctuation.

    The part in brackets, which explains the answer, may be gone.
    """
    core, bracket, hint = text.partition(" (")
    main = r"[^\w\n]{0,4}\s{0,4}".join(re.escape(w) for w in re.findall(r"\w+", core))
    stops = r"\s?[?？:：。.!”\"»]{0,3}"
    if not bracket:
        return main + stops
    inner = r"[^\w]{1,5}".join(re.escape(w) for w in re.findall(r"\w+", hint))
    return rf"{main}{stops}(?:\s{{0,4}}[(（]\s?{inner}\s?[)）])?"


# --- writing --------------------------------------------------------------------------------------------------------


def render(company: str | None, unsure: tuple[str, ...], language: str, rules: CardRules) -> tuple[str, str]:
    """Subject and text of a card; `unsure` are the titles of events that may have been interviews."""
    card = rules.words.get(language) or rules.words["en"]
    name = tidy(company or "", _NAME_MAX)
    subject = card.subject.format(company=name) if name else card.subject_plain
    questions = [card.unsure.format(event=tidy(event, _EVENT_MAX)) for event in unsure[:3]]
    questions += card.prompts
    numbered = [f"{number}. {question}\n\n" for number, question in enumerate(questions, 1)]
    return subject, "\n".join((*card.intro, "", *numbered)).rstrip() + "\n"


# --- reading --------------------------------------------------------------------------------------------------------


def parse(text: str, today: date, rules: CardRules, language: str = "") -> CardAnswers:
    """What the user typed. `today` is the day of writing; a date named on the card lies ahead of it.

    `language` is the user's, and counts until a prompt is found that shows another.
    """
    answers: dict[int, list[str]] = {}
    for kind, card, answer in _answers(_plain(text, rules), rules):
        language = card.language if card else language
        told = f"{card.excited}: {answer}" if card and kind == _EXCITED and answer else answer
        if told and told not in answers.setdefault(kind, []):
            answers[kind].append(told)
    notes = [answer for kind in (_INTRO, _NOTES, _EXCITED) for answer in answers.get(kind, ())]
    notes += [a for a in answers.get(_RAPPORT, ()) if len(a.split()) > 4]
    return CardAnswers(
        notes="\n".join(notes),
        rapport=_rapport(" ".join(answers.get(_RAPPORT, ())), rules.by_language(language)),
        hear_by=_day(answers.get(_DATE, ()), today, rules, language) or _told_day(answers, today, rules, language),
        yes_no=_yes_no(answers.get(_UNSURE, ()), rules.by_language(language)),
    )


def _plain(text: str, rules: CardRules) -> str:
    clean = INVISIBLE.sub("", text[:TEXT_MAX].replace("\r\n", "\n").replace("\r", "\n"))
    lines = _SIGNATURE.sub("", _QUOTE.sub("", clean)).rstrip().split("\n")
    devices = tuple(d.casefold() for card in rules.words.values() for d in card.devices)
    if devices and lines[-1].strip().casefold().startswith(devices):
        lines.pop()
    return "\n".join(lines)


def _answers(text: str, rules: CardRules) -> Iterable[tuple[int, CardWords | None, str]]:
    """Every prompt's kind with what follows it; what stands before the first prompt counts as a note."""
    found = sorted(
        (
            (match.start(), -match.end(), kind, card)
            for kind, card, finder in rules.prompts
            for match in finder.finditer(text)
        ),
        key=lambda hit: hit[:3],
    )
    last: tuple[int, CardWords | None] = (_INTRO, None)
    position = 0
    for start, negative_end, kind, card in found:
        if start >= position:
            yield *last, _trim(text[position:start])
            last, position = (kind, card), -negative_end
    yield *last, _trim(text[position:])


def _trim(answer: str) -> str:
    without = _NUMBERING.sub("", answer.rstrip(_OPENING))
    lines = (line.strip(" \t\u00a0\u3000*•·→") for line in without.lstrip(_EDGES).rstrip().splitlines())
    return "\n".join(line for line in lines if line and not set(line) <= set(_EDGES))


def _rapport(answer: str, cards: Iterable[CardWords]) -> Rapport | None:
    """The first of poor, great, good that the answer says: "not great" is poor, and "great" is not merely good."""
    said = _spaced(answer)
    for card in cards:
        for rapport in (Rapport.POOR, Rapport.GREAT, Rapport.GOOD):
            if any(_says(said, word) for word in card.rapport[rapport]):
                return rapport
    return None


def _yes_no(answers: Iterable[str], cards: tuple[CardWords, ...]) -> bool | None:
    for answer in answers:
        said = f" {' '.join(_spaced(answer).split()[:4])} "
        for card in cards:
            if any(_says(said, word) for word in card.no):
                return False
            if any(_says(said, word) for word in card.yes):
                return True
    return None


def _spaced(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold().replace('’', chr(39))))} "


def _says(spaced: str, word: str) -> bool:
    folded = word.casefold()
    if folded[:1] >= "\u3040":
        return folded in spaced
    return f" {' '.join(_WORD.findall(folded))} " in spaced


def _day(answers: Iterable[str], today: date, rules: CardRules, language: str) -> date | None:
    """The last of the days ahead that the answer names, read in the card's language, else in any other."""
    lines = [line for answer in answers for line in answer[:_DATE_MAX].split("\n")]
    if not lines:
        return None
    for name in _first(language, rules.dates):
        days = ahead(lines, today, rules.dates[name])
        if days:
            return max(days)
    return None


def _told_day(answers: Mapping[int, list[str]], today: date, rules: CardRules, language: str) -> date | None:
    """The day of the answer that the user told beside another question, or in a note without any."""
    told = "\n".join(text for kind in (_INTRO, _NOTES, _EXCITED, _RAPPORT) for text in answers.get(kind, ()))
    return promised(told, today, (rules.hearings[name] for name in _first(language, rules.hearings)))


def _first(language: str, names: Iterable[str]) -> list[str]:
    """A language, then English, then the others."""
    return sorted(names, key=lambda name: (name != language, name != "en", name))
