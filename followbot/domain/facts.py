"""Everything that the judges of reply analysis look at, gathered once for a message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from followbot.domain import transport
from followbot.domain.model import Message, ReplyContext
from followbot.domain.newtext import Letter, take_apart
from followbot.domain.outcomes import Judgement, judge
from followbot.domain.phrases import Hit, Sentences, words
from followbot.domain.relations import Relation, relate
from followbot.domain.reply_rules import Pack, ReplyRules
from followbot.domain.transport import Transport

_MAX_SUBJECT = 500
_JUDGED = 8_000
"""Characters of new text that are judged. The longest letter of refusal has a quarter of that."""
_TAIL = 2_000
_LOOKED_AT = 3_000
_MAX_LANGUAGES = 3
_MIN_SHARE = 0.34
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Facts:
    """A message held against a process. Texts are prepared on first use: many messages are judged by headers alone."""

    message: Message
    context: ReplyContext
    rules: ReplyRules
    transport: Transport
    relation: Relation

    @cached_property
    def letter(self) -> Letter:
        return take_apart(self.message.text, self.rules.habits)

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        shown = f"{self.message.subject[:_MAX_SUBJECT]}\n{(self.letter.new or self.letter.unquoted)[:_LOOKED_AT]}"
        return tuple(self.rules.packs[name] for name in languages_of(shown, self.rules.stopwords))

    @cached_property
    def new(self) -> Sentences:
        return Sentences.of(bounded(self.letter.new))

    @cached_property
    def subject(self) -> Sentences:
        return Sentences.of(self.message.subject[:_MAX_SUBJECT])

    @cached_property
    def unquoted(self) -> Sentences:
        """New text with signature and disclaimer: machines say there what they are."""
        return Sentences.of(bounded(self.letter.unquoted))

    @cached_property
    def judgement(self) -> Judgement | None:
        """The outcome that the new text states; the subject only counts where a mail has hardly any text."""
        return judge(self.new, self.packs) or judge(self.subject, self.packs)

    @cached_property
    def base(self) -> date:
        """The day on which the author wrote, where the author was."""
        return self.message.date.date()

    @property
    def zone(self) -> tzinfo:
        return self.message.date.tzinfo or ZoneInfo("UTC")

    def marked(self, name: str, *where: Sentences) -> Hit | None:
        """The first phrase of a mark in one of the texts (the new text by default)."""
        return next(self.all_marked(name, *where), None)

    def all_marked(self, name: str, *where: Sentences) -> Iterator[Hit]:
        for text in where or (self.new,):
            for pack in self.packs:
                yield from pack.mark(name).hits(text)


def gather(message: Message, context: ReplyContext, rules: ReplyRules) -> Facts:
    """Read the headers and hold the sender against the process."""
    headers = transport.examine(message, rules.transport)
    return Facts(message, context, rules, headers, relate(message, context, rules.transport, headers.forged))


def bounded(text: str) -> str:
    """The beginning and the end of an overlong text."""
    return text if len(text) <= _JUDGED + _TAIL else f"{text[:_JUDGED]}\n\n{text[-_TAIL:]}"


def languages_of(text: str, stopwords: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The languages a text is written in, likeliest first; English is always among them (machines fall back to it)."""
    counts = {name: 0 for name in stopwords}
    for word in words(text).split():
        for name, common in stopwords.items():
            counts[name] += word in common
    if "ja" in counts:
        counts["ja"] += len(_KANA.findall(text))
    if "zh" in counts and not _KANA.search(text):
        counts["zh"] += len(_HAN.findall(text))
    best = max(counts.values(), default=0)
    likely = sorted(
        (name for name in counts if counts[name] and counts[name] >= best * _MIN_SHARE), key=lambda n: -counts[n]
    )
    chosen = likely[:_MAX_LANGUAGES]
    return (*chosen, *(() if "en" in chosen or "en" not in stopwords else ("en",)))
