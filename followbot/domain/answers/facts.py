"""Everything that the judges of reply analysis look at, gathered once for a message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import cached_property, wraps
from types import MappingProxyType
from typing import Any, TypeVar

from followbot.domain.answers.frames import ASKED_DAY, PAY, Frame
from followbot.domain.answers.newtext import Letter, take_apart
from followbot.domain.answers.outcomes import EVERYDAY, Judgement, Text, judge
from followbot.domain.answers.relations import Relation, given_names
from followbot.domain.answers.rules import Pack, ReplyRules, stops_of
from followbot.domain.answers.transport import Transport
from followbot.domain.dates import named_days
from followbot.domain.leaning import Leaning
from followbot.domain.lexicon import Hit
from followbot.domain.mime.headers import parse_date
from followbot.domain.model import Message, ReplyContext
from followbot.domain.phrases import CJK, Words, tokens
from followbot.domain.sentences import Stops, sentences, split_sentences
from followbot.domain.subjects import is_fresh

MAX_SUBJECT = 500
"""Characters of a subject that are looked at."""
_JUDGED = 2_600
"""Characters of new text that are judged: the longest letter of refusal known to us has 2,500."""
_TAIL = 600
_DENSE = 2.5
"""How much more a letter says in ideographs than in as many other characters."""
_GLANCE = 300
_LOOKED_AT = 2_000
_MAX_LANGUAGES = 3
_ENGLISH = "en"
_SHORT = 1_500
"""Characters below which a language is easily mistaken for its neighbour, so that one more is tried."""
_HAWAII, _HALIFAX = timedelta(hours=-10), timedelta(hours=-3)
_MIN_SHARE, _CLEAR_SHARE = 0.6, 0.5
_PAY = re.compile(r"\d{2,3}k")
_THOUSAND = frozenset(("000", "k", "tsd", "tys", "tis", "bin", "mil"))
_BRIEF = 6
"""Words of a question that only asks whether what stands before it suits."""
_STEM = 6
"""Letters by which a word is known although it is bent."""
_MAX_LETTERS = 4
"""Letters of its own, each worth two words, count for a language up to here: names carry them everywhere."""
_IDEOGRAPHS = re.compile(f"[{CJK}]")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")


T = TypeVar("T")


class Said:
    """What the phrases of some languages find in one text. `spoken` says how many of the packs are those of its languages: of
    another one only the marks are looked for.
    """

    def __init__(self, packs: Sequence[Pack], spoken: int, *texts: str) -> None:
        prepared, asked = sentences(stops_of(packs), *texts)
        self.prepared = prepared
        self.words = tuple(word for sentence in prepared for word in sentence)
        pay = tuple(_amounts(prepared))
        own = [
            {**pack.lexicon.scan(prepared), ASKED_DAY: tuple(_asked_days(prepared, asked, pack)), PAY: pay}
            for pack in packs[:spoken]
        ]
        self.found: tuple[Mapping[str, tuple[Hit, ...]], ...] = (
            *own,
            *(p.marks.scan(prepared) for p in packs[spoken:]),
        )
        self.lengths = tuple(len(sentence) for sentence in prepared)
        self.asked = asked
        """The numbers of its questions."""
        self.read = tuple(Text(found, asked, pack.stretch) for found, pack in zip(self.found, packs, strict=True))

    def hits(self, name: str) -> Iterator[Hit]:
        for found in self.found:
            yield from found.get(name, ())

    def first(self, name: str) -> Hit | None:
        return next(self.hits(name), None)


def _amounts(prepared: Sequence[Words]) -> Iterator[Hit]:
    """Amounts such as "52k", "58 Tsd", "46 000": nobody writes thousands to an applicant but as pay."""
    for number, sentence in enumerate(prepared):
        for start in (start for start, word in enumerate(sentence) if word[0].isdigit()):
            word, following = sentence[start], sentence[start + 1] if start + 1 < len(sentence) else ""
            if _PAY.fullmatch(word) or (word.isdigit() and len(word) <= 3 and following in _THOUSAND):
                yield Hit(number, start, start + 1, (word,))


def _asked_days(prepared: Sequence[Words], asked: frozenset[int], pack: Pack) -> Iterator[Hit]:
    """Days that a question proposes, or the sentence before a short one: "Thursday at five?", "Thursday. Any good?"."""
    for number in sorted(asked):
        brief = len(prepared[number]) <= _BRIEF * pack.stretch and number > 0 and number - 1 not in asked
        for candidate in (number, number - 1) if brief else (number,):
            flat = f" {' '.join(prepared[candidate])} "
            for start, end in named_days(flat, pack.dates):
                before = flat[:start].count(" ") - 1 if start else 0
                yield Hit(candidate, before, before + flat[start:end].count(" ") + 1, tuple(flat[start:end].split()))


@dataclass(frozen=True)
class Facts:
    """A message held against a process. Texts are prepared on first use: many messages are judged by headers alone."""

    message: Message
    context: ReplyContext
    rules: ReplyRules
    transport: Transport
    relation: Relation
    answered: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was asked of it already: see `once`."""
    passed: str = ""
    """What a system passes on of a person, "" where it speaks itself or none does."""

    @cached_property
    def letter(self) -> Letter:
        return take_apart(self.passed or self.message.text, self.rules.habits, given_names(self.message.sender))

    @cached_property
    def told(self) -> str:
        """The new text as far as it is judged."""
        return bounded(self.letter.new)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the new text that hold a word, numbered as those of `Hit.sentence`."""
        return tuple(text for text in split_sentences(self.told, self.stops) if tokens(text))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """What the message is written in, likeliest first; empty where nothing tells."""
        text = self.letter.new or self.letter.unquoted
        shown = f"{self.message.subject[:MAX_SUBJECT]}\n{text[: int(_LOOKED_AT / _density(text))]}"
        return languages_of(shown, self.rules.stopwords, self.rules.letters)

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """The packs of these languages, and the English one: machines fall back to it."""
        fallback = () if _ENGLISH in self.languages or _ENGLISH not in self.rules.packs else (_ENGLISH,)
        found = tuple(self.rules.packs[name] for name in (*self.languages, *fallback))
        return tuple(_american(pack) for pack in found) if self._in_america else found

    @property
    def stops(self) -> tuple[Stops, ...]:
        return stops_of(self.packs)

    @property
    def spoken(self) -> tuple[Pack, ...]:
        """The packs without a mere fallback: what a person writes in another language does not mean what it looks like in
        English ("pause", "budget", "tu").
        """
        return self.packs[: len(self.languages) or len(self.packs)]

    @property
    def _in_america(self) -> bool:
        """Whether the author's clock is one of those under which English puts the month first ("4/3")."""
        offset = self.written.utcoffset()
        return offset is not None and _HAWAII <= offset <= _HALIFAX

    @cached_property
    def subject(self) -> Said:
        return Said(self.packs, len(self.spoken), self.message.subject[:MAX_SUBJECT])

    @cached_property
    def new(self) -> Said:
        return Said(self.packs, len(self.spoken), self.told)

    @cached_property
    def below(self) -> Sequence[Mapping[str, tuple[Hit, ...]]]:
        """What signature and disclaimer say, by language: machines say there what they are."""
        prepared, _ = sentences(self.stops, bounded(self.letter.unquoted[len(self.letter.new) :]))
        return [pack.notices.scan(prepared) for pack in self.packs]

    @property
    def wording(self) -> Words:
        """The folded words of the new text, and of the subject where the sender chose it; without what a form letter says of
        those who will not be taken.
        """
        provisos = set() if self.speaks_of_self else {hit.sentence for hit in self.new.hits("proviso")}
        told = (word for n, said in enumerate(self.new.prepared) if n not in provisos for word in said)
        return (*(self.subject.words if is_fresh(self.message.subject) else ()), *told)

    @cached_property
    def leaning(self) -> Leaning:
        return self.rules.leanings.of(self.wording)

    @cached_property
    def judgement(self) -> Judgement | None:
        """The outcome that the new text states, or the subject where the text states none and the sender chose it."""
        return self._judged(self.rules.frames)

    def judged_without(self, idea: str) -> Judgement | None:
        """The outcome as if an idea told none."""
        return self._judged([frame for frame in self.rules.frames if idea not in frame.ideas])

    def _judged(self, frames: Sequence[Frame]) -> Judgement | None:
        readings = [self._trade_is_no_thing(text) for text in self.new.read[: len(self.spoken)]]
        stated = judge(readings, frames, self.leaning)
        if stated is None and is_fresh(self.message.subject):
            stated = judge(self.subject.read[: len(self.spoken)], frames)
        return stated

    def _trade_is_no_thing(self, text: Text) -> Text:
        """A text without those everyday things in which the company deals, or that the talk was about: a kennel chooses
        somebody for its dogs, and says so.
        """
        things = text.found.get(EVERYDAY, ())
        if not things:
            return text
        context = self.context
        dealt = " ".join((self.message.subject[:MAX_SUBJECT], context.company, context.role, *context.company_domains))
        trade = "".join(tokens(dealt))
        return replace(
            text,
            found={**text.found, EVERYDAY: tuple(t for t in things if "".join(tokens(t.text))[:_STEM] not in trade)},
        )

    @cached_property
    def written(self) -> datetime:
        """When the author wrote, by the author's own clock: the header tells it, while the message keeps moments in UTC.

        A day that no mail is of ("31 Dec 9999") is not believed here either: days counted from it would leave the calendar.
        """
        header = self.message.header("date")
        if parse_date(header) is None:
            return self.message.date
        try:
            stated = parsedate_to_datetime(header)
        except (TypeError, ValueError, IndexError, OverflowError):
            return self.message.date
        return stated if stated.tzinfo is not None else self.message.date

    @property
    def base(self) -> date:
        """The day on which the author wrote, where the author was."""
        return self.written.date()

    @property
    def zone(self) -> tzinfo:
        return self.written.tzinfo or UTC

    def says(self, name: str) -> Hit | None:
        """The first phrase of this name in the new text."""
        return self.new.first(name)

    def mentions(self, name: str) -> Hit | None:
        """The first phrase of this name in subject or new text."""
        return self.subject.first(name) or self.new.first(name)

    @property
    def speaks_of_self(self) -> bool:
        """Whether somebody says "I" in the new text."""
        return any(True for _ in self.own_words())

    def own_words(self) -> Iterator[Hit]:
        """Where somebody says "I" in the new text: in its own languages, for "i" is "and" in Polish and "in" in Swedish."""
        for found in self.new.found[: len(self.spoken)]:
            yield from found.get("first_person", ())

    def shows(self, name: str) -> Hit | None:
        """The first phrase of this name in the new text or below it."""
        return self.new.first(name) or next((hit for found in self.below for hit in found.get(name, ())), None)


def once(ask: Callable[[Facts], T]) -> Callable[[Facts], T]:
    """The same question, answered once for a mail: several judges ask whom it greets and what speaks for whom."""
    name = f"{ask.__module__}.{ask.__name__}"

    @wraps(ask)
    def remembered(facts: Facts) -> T:
        if name not in facts.answered:
            facts.answered[name] = ask(facts)
        found: T = facts.answered[name]
        return found

    return remembered


def _american(pack: Pack) -> Pack:
    dates = replace(pack.dates, order=replace(pack.dates.order, month_first=True))
    return replace(pack, dates=dates) if pack.language == "en" else pack


def bounded(text: str) -> str:
    """The beginning and the end of an overlong text: news are told there, and what a stranger writes in between is to cost
    nothing.
    """
    dense = _density(text)
    judged, tail = int(_JUDGED / dense), int(_TAIL / dense)
    return text if len(text) <= judged + tail else f"{text[:judged]}\n\n{text[-tail:]}"


def _density(text: str) -> float:
    """How much more a text says in so many characters than one in letters does."""
    glance = text[:_GLANCE]
    return _DENSE if 2 * len(_IDEOGRAPHS.findall(glance)) > len(glance) else 1.0


def languages_of(
    text: str, stopwords: Mapping[str, frozenset[str]], letters: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """The languages a text is written in, likeliest first."""
    said = Counter(tokens(text))
    counts = {name: sum(said[word] for word in said.keys() & common) for name, common in stopwords.items()}
    for name, own in letters.items():
        counts[name] += min(_MAX_LETTERS, 2 * sum(text.count(letter) for letter in own))
    if "ja" in counts:
        counts["ja"] += len(_KANA.findall(text))
    if "zh" in counts and not _KANA.search(text):
        counts["zh"] += len(_HAN.findall(text))
    short = len(text) < _SHORT
    enough = max(counts.values(), default=0) * (_MIN_SHARE if short else _CLEAR_SHARE)
    likely = sorted((name for name in counts if counts[name] and counts[name] >= enough), key=lambda n: -counts[n])
    return tuple(likely[: _MAX_LANGUAGES if short else 2])
