"""Whether a mail found in a mailbox is still the draft that was written, or plainly grew out of it.

Programs re-wrap, re-encode and re-order a draft without its user having touched it. What counts is what the recipient would
read: addressees, subject, words, attachments.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from followbot.domain.model import Address, Message, digest

_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile("[\x00\u00ad\u200b\u2060\ufeff\u200e\u200f]")
_NO_SPACES = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_UNSPACED_GAP = re.compile(f"(?<=[{_NO_SPACES}]) (?=[{_NO_SPACES}])")
_WORD = re.compile(rf"[{_NO_SPACES}]|\w+")

COMPARED_WORDS = 5000
"""Words of a text that `overlap` looks at."""


def normalised_text(text: str) -> str:
    """What is compared to see whether a user has edited a draft.

    Blind to wrapping, soft breaks, blank lines, kinds of spaces, line ends, composed or decomposed letters. Every word, mark
    and their order count; an added signature is an edit. Between characters of scripts written without spaces, a line break
    is nothing.
    """
    encodable = _UNSEEN.sub("", text).encode("utf-8", "replace").decode("utf-8")
    composed = unicodedata.normalize("NFC", encodable)
    return _UNSPACED_GAP.sub("", _SPACES.sub(" ", composed)).strip()


def same_draft(found: Message, written: Message) -> bool:
    """Whether `found` says to the same people what `written` did."""
    return _reads(found) == _reads(written)


def draft_mark(message: Message) -> str:
    """A digest of what the recipient would read: two messages are the same draft exactly when their marks are equal."""
    return digest(*map(repr, _reads(message)))


def _reads(message: Message) -> tuple[object, ...]:
    people = tuple(sorted(_emails(addresses)) for addresses in (message.to, message.cc, message.bcc))
    return (*people, normalised_text(message.subject), normalised_text(message.text), len(message.attachments))


def _emails(addresses: tuple[Address, ...]) -> frozenset[str]:
    return frozenset(a.email for a in addresses)


def overlap(written: str, found: str) -> float:
    """The share of the written text's triples of words that stand in the found one, 0 to 1.

    Two people who say thank you share words but hardly ever three in a row; an edited copy keeps most of them.
    """
    wanted = Counter(_triples(written))
    if not wanted:
        return 0.0
    there = Counter(_triples(found))
    return (wanted & there).total() / wanted.total()


def _triples(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())[:COMPARED_WORDS]
    return [tuple(words[i : i + 3]) for i in range(len(words) - 2)]
