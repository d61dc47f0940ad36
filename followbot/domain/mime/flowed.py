"""Text that re-wraps on the reader's screen: format=flowed, DelSp=no (RFC 3676).

A line that ends in a space goes on in the next one. Lines that could be taken for a quote, for "From " or for stuffing get one
space in front, which the reader takes away again.
"""

from __future__ import annotations

import re

WIDTH = 72
"""Characters of a line before its soft break; section 4.2 of the RFC asks for 78 at most, quoting adds to it."""

SIGNATURE = "-- "
"""The line before a signature; its space is no soft break (section 4.3)."""

_WORD = re.compile(r"\S+\s*|\s+")
_NEEDS_STUFFING = re.compile(r"[ >]|From ")
_QUOTES = re.compile(r">*")


def encode(text: str) -> str:
    """`text` with soft breaks, lines joined by "\\n". Every line of `text` is a paragraph of its own."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if paragraph == SIGNATURE:
            lines.append(paragraph)
        else:
            lines += _flow(paragraph.rstrip())
    return "\n".join(lines)


def _flow(paragraph: str) -> list[str]:
    """One paragraph as lines that all but the last end in the space which stood there, so that joining restores it."""
    lines = [""]
    for token in _WORD.findall(paragraph):
        line = lines[-1]
        # A line that reads "-- " would be taken for the start of a signature.
        if line.endswith(" ") and line != SIGNATURE and len(line) + len(token.rstrip()) > WIDTH:
            lines.append(token)
        else:
            lines[-1] += token
    return [_stuffed(line) for line in lines]


def _stuffed(line: str) -> str:
    return " " + line if _NEEDS_STUFFING.match(line) else line


def decode(text: str, delete_space: bool = False) -> str:
    """The paragraphs of flowed text (lines split by "\n"), soft breaks and stuffing undone, quote marks kept."""
    paragraphs: list[list[str]] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        marks = _QUOTES.match(line)
        depth = marks.end() if marks else 0
        content = line[depth:].removeprefix(" ")
        flows = content.endswith(" ") and content != SIGNATURE
        piece = content[:-1] if flows and delete_space else content
        if open_depth == depth and content != SIGNATURE:
            paragraphs[-1].append(piece)
        else:
            quote = ">" * depth + (" " if depth and content else "")
            paragraphs.append([quote, piece])
        open_depth = depth if flows else None
    return "\n".join("".join(pieces) for pieces in paragraphs)
