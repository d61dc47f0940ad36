"""Subjects of answers: one prefix, whatever languages have piled up before."""

from __future__ import annotations

import re

REPLY = "Re:"
"""RFC 5322, section 3.6.5: the prefix that every mail program knows, in any language."""

_PREFIX = re.compile(
    r"\s*(?P<prefix>(?:re|aw|antw|antwort|sv|vs|ref|res|rv|r|rif|i|odp|ynt|ynt|yan|回复|回覆|答复|答覆|返信|fw|fwd|wg|tr|enc|doorst|vb|vl|pd|ilt|i̇lt|转发|轉寄|転送)"
    r"(?:\s?\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s?[:：])",
    re.IGNORECASE,
)
"""Reply and forward prefixes of the mail programs of our twelve languages, with counters as in "Re[2]:"."""

_FORWARD = re.compile(r"^(?:fw|fwd|wg|tr|rv|i|enc|doorst|vb|vl|pd|ilt|i̇lt|转发|轉寄|転送)\b", re.IGNORECASE)


def reply_subject(subject: str) -> str:
    """The subject of an answer: an existing reply prefix is kept once, in its own language, else "Re:" is put in front."""
    rest, first = subject.strip(), ""
    while True:
        match = _PREFIX.match(rest)
        if match is None:
            break
        if not first and not _FORWARD.match(match["prefix"]):
            first = match["prefix"]
        rest = rest[match.end() :].lstrip()
    prefix = first or REPLY
    gap = "" if prefix.endswith("：") else " "
    return f"{prefix}{gap}{rest}".strip()


def is_fresh(subject: str) -> bool:
    """Whether the sender wrote the subject, instead of answering or forwarding under another one."""
    return _PREFIX.match(subject) is None


def is_forward(subject: str) -> bool:
    """Whether what was written last is another mail passed on."""
    match = _PREFIX.match(subject)
    return match is not None and _FORWARD.match(match["prefix"]) is not None
