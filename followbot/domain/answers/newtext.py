"""The part of a mail that its author wrote now: without quoted history, forwarded mail, signature and disclaimer.

Outcomes are judged on this alone; a rejection that somebody quotes is not a rejection. mail-parser-reply knows how mail
programs of thirteen languages introduce a quotation. It is used for that alone, and only on lines that could be such an
introduction: its expressions take seconds on hostile text, and its notion of a signature ("Thanks," and everything after
it) would swallow "Thanks, that was a great talk. Unfortunately ...".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from followbot.domain.lexicon import PhraseSet
from followbot.domain.phrases import tokens

MAX_TEXT = 24_000
"""Characters of a body that are looked at: no letter is longer, and every list of quotations is."""
_MAX_LINE = 2_000
_MAX_LINES = 600
_MAX_INTRODUCTION = 300
_MAX_GUESSES = 12
"""Lines that are examined more closely, because they could introduce a quotation."""
_NAME_WORDS = 2
_NAME_LINE = 5
_SIGNATURE_LINES = 24
_POSTSCRIPT_LINES = 3
_CLOSING_LINES = 14
"""A closing formula further from the end than this is part of the letter."""

_INTRODUCTION_LINES = 3
_SIGN = re.compile("[:：>|&_=*—─-]")
"""One of these stands in each line that is quoted, framed, or a header of another mail."""
_QUOTED = re.compile(r"\s{0,3}(?:>|&gt;|\|(?=\s?\S))")
_DELIMITER = re.compile(r"--[ \t]*$|__[ \t]*$|—[ \t]*$")
_FRAMED = re.compile(r"\s*[-_=*—]{2,}[^\n]{2,80}?[-_=*—]{2,}\s*$")
_HEADER_LINE = re.compile(r"[\s*>|]{0,6}([^\W\d_][^:\n：]{0,24}?)\s?\*{0,2}\s?[:：]\s?\*{0,2}\s*(\S|$)")
_ADDRESS_OR_DATE = re.compile(r"@|\d{1,2}[:.h]\d{2}|\d{4}")
_SENTENCE = re.compile(r"[.!?…。！？]\s*$")
_POSTSCRIPT = re.compile(r"\s{0,3}(?:p\.? ?s\b\.?|n\.?b\b\.?|追伸|又及)", re.IGNORECASE)
_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "sv", "ja", "zh", "da", "cs", "ko")


@dataclass(frozen=True, slots=True)
class Habits:
    """What mail programs and people of all languages write around new text.

    `introductions` end a line before a quotation ("... wrote"), `forwards` stand between rules ("original message"),
    `headers` are the names of header lines, folded, `closings` begin a signature ("kind regards"), `devices` are lines
    such as "sent from my", `disclaimers` begin legal boilerplate.
    """

    introductions: PhraseSet = field(default_factory=PhraseSet)
    forwards: PhraseSet = field(default_factory=PhraseSet)
    headers: frozenset[str] = frozenset({"from", "to", "sent", "date", "subject", "cc"})
    closings: PhraseSet = field(default_factory=PhraseSet)
    devices: PhraseSet = field(default_factory=PhraseSet)
    disclaimers: PhraseSet = field(default_factory=PhraseSet)


@dataclass(frozen=True, slots=True)
class Letter:
    """A body taken apart.

    `new` is what was written now, `signature` the lines below the closing formula, `unquoted` both of them with the
    disclaimer. `forwarded` says that nothing stands above the mail that is passed on.
    """

    new: str
    signature: str = ""
    unquoted: str = ""
    quoted: str = ""
    forwarded: bool = False


_BAR, _CARD = re.compile(r"\s([|·•｜–—])\s"), 120


def take_apart(text: str, habits: Habits, names: frozenset[str] = frozenset()) -> Letter:
    """Separate the new text of a body from its signature and from what it quotes. Never raises; looks at the first `MAX_TEXT`
    characters only.

    `names` are the folded words of the sender's name: a line of nothing else begins the signature, too.
    """
    lines = _lines(text)
    unquoted, quoted, forwarded = _without_quotes(lines, habits)
    kept, signature = _without_signature(unquoted, habits, names)
    kept = _without_disclaimer(kept, habits)
    return Letter(
        # A mail that is nothing but a closing formula still says something.
        new="\n".join(kept).strip() or "\n".join(unquoted).strip(),
        signature="\n".join(signature).strip(),
        unquoted="\n".join(unquoted).strip(),
        quoted="\n".join(quoted),
        forwarded=forwarded,
    )


def _lines(text: str) -> list[str]:
    text = text[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u3000", " ")
    return [line[:_MAX_LINE].rstrip() for line in text.split("\n", _MAX_LINES)[:_MAX_LINES]]


def _without_quotes(lines: list[str], habits: Habits) -> tuple[list[str], list[str], bool]:
    """Lines that are new, lines that are quoted, and whether the mail only passes another one on.

    An introduction above lines marked with ">" takes those lines with it, and what follows them is new again (answers
    between the lines). An introduction above unmarked text, or a block of header lines, takes everything below it.
    """
    kept: list[str] = []
    quoted: list[str] = []
    guesses = _MAX_GUESSES
    index = 0
    introduces = [line.rstrip("* ").endswith((":", "：")) for line in lines]
    while index < len(lines):
        line = lines[index]
        # Most lines are text, and can be told so by the signs that they do not have.
        if not _SIGN.search(line) and not any(introduces[index : index + _INTRODUCTION_LINES]):
            kept.append(line)
            index += 1
            continue
        if _QUOTED.match(line):
            quoted.append(line)
            index += 1
            continue
        if _begins_foreign_mail(lines, index, habits):
            return kept, quoted + lines[index:], not any(line.strip() for line in kept)
        length, guesses = _introduction(lines, index, habits, guesses)
        if length and not _marked_below(lines, index + length):
            return kept, quoted + lines[index:], False
        if not length:
            kept.append(line)
        index += max(length, 1)
    return kept, quoted, False


def _begins_foreign_mail(lines: list[str], index: int, habits: Habits) -> bool:
    """Whether another mail's header block, or a rule that announces one, stands here."""
    line = lines[index]
    if _FRAMED.match(line) and habits.forwards.found_in(tokens(line)):
        return True
    if not _is_header(line, habits):
        return False
    following = [candidate for candidate in lines[index + 1 : index + 7] if candidate.strip()][:4]
    return sum(_is_header(candidate, habits) for candidate in following) >= 2


def _is_header(line: str, habits: Habits) -> bool:
    match = _HEADER_LINE.match(line[:_MAX_INTRODUCTION])
    return match is not None and " ".join(tokens(match[1])) in habits.headers


def _introduction(lines: list[str], index: int, habits: Habits, guesses: int) -> tuple[int, int]:
    """How many lines from here introduce a quotation (0 for none), and how many close looks are left."""
    if not guesses or not lines[index].strip():
        return 0, guesses
    for length in range(1, _INTRODUCTION_LINES + 1):
        last = lines[index + length - 1 : index + length]
        # A mail of one line, a blank line and an introduction: the first is no part of the last.
        if not last or not last[0].strip() or (length > 1 and _SENTENCE.search(lines[index + length - 2])):
            break
        if not last[0].rstrip("* ").endswith((":", "：")):
            continue
        window = " ".join(line.strip() for line in lines[index : index + length])
        if len(window) > _MAX_INTRODUCTION or not _ADDRESS_OR_DATE.search(window):
            break
        guesses -= 1
        if habits.introductions.found_in(tokens(window)) or (length < 3 and _library_knows(window)):
            return length, guesses
    return 0, guesses


@lru_cache(maxsize=1)
def _library_pattern() -> re.Pattern[str]:
    # Imported here: it is needed for mails that quote, and the program is to start fast.
    from mailparser_reply.parser import EmailMessage

    pattern = EmailMessage(text="", languages=list(_LANGUAGES)).HEADER_REGEX
    assert isinstance(pattern, re.Pattern)  # noqa: S101 - the library ships no types
    return pattern


def _library_knows(window: str) -> bool:
    """Whether mail-parser-reply takes a line for the introduction of a quotation."""
    return bool(_library_pattern().match(window))


def _marked_below(lines: list[str], index: int) -> bool:
    following = next((line for line in lines[index : index + 3] if line.strip()), "")
    return bool(_QUOTED.match(following))


def _without_signature(lines: list[str], habits: Habits, names: frozenset[str]) -> tuple[list[str], list[str]]:
    """Cut at "-- ", at a device line, or near the end at a closing formula or at the sender's name."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    for index, line in enumerate(lines):
        if _DELIMITER.match(line) and index:
            return lines[:index], lines[index + 1 :]
        near_end = len(lines) - index <= _CLOSING_LINES
        flat = tokens(line[:120]) if near_end else ()
        if near_end and habits.devices.begins(flat) and len(line) < 80:
            return lines[:index], lines[index:]
        if near_end and index and _is_closing(flat, habits):
            return [*lines[:index], *_postscript(lines[index + 1 :])], lines[index + 1 :]
        if index and len(lines) - index <= _SIGNATURE_LINES and (_is_name(line, names) or _is_card(line, names)):
            return [*lines[:index], *_postscript(lines[index + 1 :])], lines[index:]
    return lines, []


def _is_closing(flat: tuple[str, ...], habits: Habits) -> bool:
    """Whether a folded line is nothing but a closing formula, perhaps with a name after it."""
    length = habits.closings.begins(flat)
    return bool(length) and len(flat) - length <= _NAME_WORDS


def _is_name(line: str, names: frozenset[str]) -> bool:
    """Whether a line holds nothing but words of a name, perhaps an initial for one of them."""
    flat = tokens(line[:80])
    return (
        0 < len(flat) <= _NAME_LINE and any(w in names for w in flat) and all(w in names or len(w) == 1 for w in flat)
    )


def _is_card(line: str, names: frozenset[str]) -> bool:
    """Whether a line is the sender's name with a position or a house behind a bar: "Ada Lovelace | Head of Engines"."""
    name, bar, _ = _BAR.split(line[:_CARD], maxsplit=1) if _BAR.search(line[:_CARD]) else (line, "", "")
    return bool(bar) and len(tokens(name)) > 1 and _is_name(name, names)


def _postscript(lines: list[str]) -> list[str]:
    """What people add below their name."""
    for index, line in enumerate(lines):
        if _POSTSCRIPT.match(line):
            return lines[index : index + _POSTSCRIPT_LINES]
    return []


def _without_disclaimer(lines: list[str], habits: Habits) -> list[str]:
    for index, line in enumerate(lines):
        if index and habits.disclaimers.begin_line(line[:160]):
            return lines[:index]
    return lines
