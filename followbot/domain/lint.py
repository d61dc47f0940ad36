"""The reader over one's shoulder: everything that must not leave the house in a letter, whoever wrote it.

Every check is a small function from a letter and its facts to findings. A letter with findings is not delivered; drafting
then says less (see `followbot.domain.drafting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from followbot.domain.letters.tidying import INVISIBLE
from followbot.domain.letters.variants import tokens
from followbot.domain.letters.wording import Wording
from followbot.domain.model import FollowUpKind

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_UNIT = re.compile(r"\S+")
_CHARACTER = re.compile(r"[^\W_]")
_SENTENCE_END = re.compile(r"(?<=[.!?:;。！？])\s+|\n+")
_PLACEHOLDER = re.compile(
    r"\{\{|\}\}|\{%|\[[^\]\n]{0,60}\]|<[^>\n]{1,60}>|_{3,}|\bX{3,}\b|\b(?:TODO|TBD|None|undefined|lorem ipsum|nan)\b"
)
_LINK = re.compile(r"https?://|www\.|\S@\S", re.IGNORECASE)
_BOUNDARY = re.compile(r"(\w+)[.!?](?:\s+[\W_]*(\w)|\s*$)")
"""The last word of a sentence, and the first letter of the next one."""
_TWICE = re.compile(r"(?<![\w'’-])(\w+) \1(?![\w'’-])", re.IGNORECASE)
SUBJECT_MAX = 200
ELEMENTS = ("thanks", "interest", "forward")
"""What a thank-you holds, beside something specific."""
_MOST = 0.5
"""The share of a phrase's words that another wording of it keeps."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One objection. `rule` is a stable word, `text` a sentence for `preview` and `why`."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter may lean on. `evidence` is every text that a number, name or date may come from."""

    kind: FollowUpKind
    greeted: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    """Names of people that the letter must not greet."""
    evidence: tuple[str, ...] = ()
    signature: str = ""
    thin: bool = False
    specific: tuple[str, ...] = ()
    """The phrases of which a letter that is not thin holds at least one."""
    loose: bool = False
    """The specific phrases may be said in other words, as long as most of theirs are there."""
    prompt: str = ""
    """The one line that the user is to fill in, where the configuration asks for it."""
    relayed: str = ""
    """The sentence that passes thanks on; it does not count towards the length of a thin letter."""
    quoted: bool = False
    """The subject is that of a thread, not ours."""
    elements: tuple[str, ...] = ELEMENTS
    """Which of them this letter has to hold."""


@dataclass(frozen=True, slots=True)
class _Letter:
    subject: str
    text: str
    """Greeting, body and closing, without signature and prompt line."""
    folded: str
    facts: Facts
    wording: Wording
    others: Mapping[str, Wording]

    @property
    def greeting(self) -> str:
        return self.text.partition("\n\n")[0]

    @property
    def body(self) -> str:
        return self.text.partition("\n\n")[2].strip()

    @property
    def length(self) -> int:
        return count(self.text, self.wording)


def count(text: str, wording: Wording) -> int:
    """How long a text is in the unit of its language."""
    return len((_CHARACTER if wording.unit == "characters" else _UNIT).findall(text))


def check(
    subject: str, text: str, facts: Facts, wording: Wording, others: Mapping[str, Wording]
) -> tuple[Finding, ...]:
    """Everything that speaks against a letter; `others` are the wordings of all languages, to notice a foreign one."""
    stripped = text.rstrip()
    if facts.signature and stripped.endswith(facts.signature.rstrip()):
        stripped = stripped[: -len(facts.signature.rstrip())].rstrip()
    if facts.prompt:
        stripped = stripped.replace(facts.prompt, "", 1)
    letter = _Letter(subject, stripped, _fold(stripped), facts, wording, others)
    return tuple(finding for rule in _RULES for finding in rule(letter))


def _fold(text: str) -> str:
    # The dotted capital of Turkish folds to two signs, its small letter to one; the capital of the dotless one to a dotted one.
    return " ".join(text.casefold().replace("i\u0307", "i").replace("ı", "i").replace("’", "'").split())


def _elements(letter: _Letter) -> Iterable[Finding]:
    if letter.facts.kind is FollowUpKind.NUDGE:
        return
    body = _fold(letter.body)
    for element in letter.facts.elements:
        if not any(word in body for word in letter.wording.elements[element]):
            yield Finding("element", f"It holds no {element}.")
    specifics = letter.facts.specific
    if not letter.facts.thin and not any(_speaks_of(letter, s) for s in specifics):
        yield Finding("element", "It names nothing specific from the interview.")


def _speaks_of(letter: _Letter, phrase: str) -> bool:
    if _fold(phrase) in letter.folded:
        return True
    words = set(tokens(phrase)) - letter.wording.function_words
    return letter.facts.loose and bool(words) and len(words & set(tokens(letter.body))) >= _MOST * len(words)


def _length(letter: _Letter) -> Iterable[Finding]:
    limits = letter.wording.limits
    low, high = limits.thank_you
    if letter.facts.kind is FollowUpKind.NUDGE:
        low, high = 0, limits.nudge
    elif letter.facts.thin:
        low, high = 0, limits.thin
    length = letter.length - (count(letter.facts.relayed, letter.wording) if letter.facts.thin else 0)
    if not low <= length <= high:
        yield Finding("length", f"It has {length} {letter.wording.unit}; {low} to {high} are right.")


def _reading_time(letter: _Letter) -> Iterable[Finding]:
    limits = letter.wording.limits
    if letter.length * 60 > limits.reading_seconds * limits.per_minute:
        yield Finding("reading_time", f"It takes longer than {limits.reading_seconds} seconds to read.")


def _asks(letter: _Letter) -> Iterable[Finding]:
    questions = letter.body.count("?") + letter.body.count("？") + len(re.findall("か。", letter.body))
    wanted = (1, 1) if letter.facts.kind is FollowUpKind.NUDGE else (0, 1)
    if not wanted[0] <= questions <= wanted[1]:
        yield Finding("ask", f"It asks {questions} questions; {wanted[1]} is right.")


def _phrases(letter: _Letter) -> Iterable[Finding]:
    subject = "" if letter.facts.quoted else _fold(letter.subject)
    for rule, words, what in (
        ("cliche", letter.wording.cliches, "a cliché"),
        ("politeness", letter.wording.reproach, "a reproach"),
        ("relative_day", letter.wording.days.relative, "a day that is wrong tomorrow"),
    ):
        hits = [word for word in words if _holds(letter.folded, word) or _holds(subject, word)]
        yield from (Finding(rule, f"“{word}” is {what}.") for word in hits)


def _holds(text: str, phrase: str) -> bool:
    """Whether a phrase occurs in a folded text as words of their own (scripts without spaces: anywhere)."""
    at = text.find(phrase)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(phrase) : at + len(phrase) + 1]
        if not phrase.isascii() and phrase[:1] >= "\u3040":
            return True
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(phrase, at + 1)
    return False


def _placeholder(letter: _Letter) -> Iterable[Finding]:
    for where in (letter.text, "" if letter.facts.quoted else letter.subject):
        match = _PLACEHOLDER.search(where)
        if match:
            yield Finding("placeholder", f"“{match.group()[:40]}” looks like a placeholder.")


def _invented_numbers(letter: _Letter) -> Iterable[Finding]:
    known = {number for text in letter.facts.evidence for number in _NUMBER.findall(text)}
    subject = "" if letter.facts.quoted else letter.subject
    for number in _NUMBER.findall(f"{letter.text}\n{subject}"):
        if number not in known:
            yield Finding("invented", f"The number {number} has no source.")


def _one_number(letter: _Letter) -> Iterable[Finding]:
    numbers = {n for phrase in letter.facts.specific if _fold(phrase) in letter.folded for n in _NUMBER.findall(phrase)}
    if len(numbers) > 1:
        yield Finding("numbers", "It recites more than one number.")


def _invented_names(letter: _Letter) -> Iterable[Finding]:
    if not letter.wording.name_case:
        return
    known = {word for text in letter.facts.evidence for word in _WORD.findall(_fold(text))}
    known |= {*letter.wording.capitals, *(w.removesuffix("'s") for w in known)}
    for sentence in _SENTENCE_END.split(letter.body):
        for word in _WORD.findall(sentence.replace("’", "'"))[1:]:
            folded = _fold(word)
            if word[:1].isupper() and folded not in known and folded.split("'")[0] not in known:
                yield Finding("invented", f"The name {word} has no source.")


def _invented_dates(letter: _Letter) -> Iterable[Finding]:
    days = letter.wording.days
    evidence = _fold(" ".join(letter.facts.evidence))
    for name in (*days.weekdays, *days.months):
        folded = name.casefold()
        if len(folded) > 3 and _holds(letter.folded, folded) and folded not in evidence:
            yield Finding("invented", f"The date word {name} has no source.")


def _names(letter: _Letter) -> Iterable[Finding]:
    greeting = _fold(letter.greeting)
    for name in letter.facts.greeted:
        if _fold(name) not in greeting:
            yield Finding("name", "The greeting does not name the person it goes to.")
    for name in letter.facts.strangers:
        if name and _holds(greeting, _fold(name)):
            yield Finding("name", "The greeting names somebody else.")


def _language(letter: _Letter) -> Iterable[Finding]:
    """Sentences whose little words belong to another language."""
    own = letter.wording.function_words
    for sentence in _SENTENCE_END.split(letter.body):
        words = _WORD.findall(sentence.casefold())
        mine = sum(w in own for w in words)
        for other in letter.others.values():
            foreign = {w for w in words if w in other.function_words and w not in own}
            if len(foreign) >= 3 and len(foreign) > mine:
                yield Finding("language", f"A sentence reads like “{other.language}”.")
                return


def _doubled(letter: _Letter) -> Iterable[Finding]:
    """A little word said twice where one of our sentences meets a phrase: "about about"."""
    allowed = letter.wording.notes.doubled
    for found in _TWICE.finditer(letter.body):
        little = found[1].casefold() in letter.wording.function_words
        if little and not (allowed and allowed.search(found[0])):
            yield Finding("doubled", f"“{found[0]}” says a word twice.")


def _boundaries(letter: _Letter) -> Iterable[Finding]:
    """A sentence that breaks off at an abbreviation of a note ("you serve approx."), or begins with a small letter."""
    for found in _BOUNDARY.finditer(letter.body) if letter.wording.unit == "words" else ():
        if found[1].casefold() in letter.wording.notes.cut_short:
            yield Finding("cut", f"A sentence breaks off at “{found[1]}”.")
        if found[2] and found[2].islower():
            yield Finding("form", "A sentence begins with a small letter.")


def _manners(letter: _Letter) -> Iterable[Finding]:
    paragraphs = [p for p in letter.text.split("\n\n") if p.strip()]
    if len(paragraphs) < 3:
        yield Finding("politeness", "Greeting, body and closing are not all there.")
    if letter.text.count("!") + letter.text.count("！") > 1:
        yield Finding("politeness", "More than one exclamation mark.")


def _clean(letter: _Letter) -> Iterable[Finding]:
    if _LINK.search(letter.text):
        yield Finding("link", "It holds an address or a link.")
    if INVISIBLE.search(letter.text) or INVISIBLE.search(letter.subject) or "\n" in letter.subject:
        yield Finding("form", "It holds invisible or control characters.")
    if not letter.subject.strip() or len(letter.subject) > SUBJECT_MAX:
        yield Finding("form", "The subject is empty or too long.")


_RULES = (
    _elements,
    _length,
    _reading_time,
    _asks,
    _phrases,
    _placeholder,
    _invented_numbers,
    _one_number,
    _invented_names,
    _invented_dates,
    _names,
    _language,
    _doubled,
    _boundaries,
    _manners,
    _clean,
)
