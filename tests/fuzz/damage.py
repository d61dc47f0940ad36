"""Good mails and calendars with a few lines changed: most of them get past every first check, and do harm behind it if any can.

Lines are latin-1, so that each byte of a file is one letter of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import strategies as st

from tests.fuzz import seeds
from tests.fuzz.shapes import BODY, CHARSET, CODING, HEAD, LINE, STAMP, TEXT, WORD, ZONE

Draw = Callable[[st.SearchStrategy[str]], str]
_CHARSET = re.compile(r"(?i)(charset=)[\"']?[\w-]+[\"']?")
_CODING = re.compile(r"(?i)^(content-transfer-encoding:\s*).*")
_STAMP = re.compile(r"(?<=[:,/])\d{8}(T\d{6}Z?)?")
_ZONE = re.compile(r";(?:TZID|VALUE)=[^:;]*")
_NUMBER = re.compile(r"\d+")


def damaged_mails() -> st.SearchStrategy[bytes]:
    return _damaged(seeds.mails, _mail_line, HEAD | BODY)


def damaged_calendars() -> st.SearchStrategy[bytes]:
    return _damaged(seeds.calendars, _calendar_line, LINE)


@st.composite
def _damaged(
    draw: st.DrawFn,
    good: Callable[[], tuple[bytes, ...]],
    changed: Callable[[st.DrawFn, str], str],
    more: st.SearchStrategy[str],
) -> bytes:
    """A seed with up to four of its lines changed, left out, doubled, moved, or replaced by what stands in another seed."""
    files = good()
    lines = _lines(files[draw(st.integers(0, len(files) - 1))])
    for _ in range(draw(st.sampled_from((0, 1, 1, 1, 2, 2, 3, 5)))):
        at = draw(st.integers(0, len(lines) - 1))
        how = draw(
            st.sampled_from(("change", "change", "change", "add", "add", "drop", "double", "graft", "cut", "bite"))
        )
        if how == "change":
            lines[at] = changed(draw, lines[at])
        elif how == "add":
            lines.insert(at, _single(draw(more)))
        elif how == "drop":
            lines[at : at + draw(st.integers(1, 3))] = []
        elif how == "double":
            end = at + draw(st.integers(1, 30))
            lines[at:at] = lines[at:end]
        elif how == "graft":
            other = _lines(files[draw(st.integers(0, len(files) - 1))])
            begin = draw(st.integers(0, len(other) - 1))
            lines[at:at] = other[begin : begin + draw(st.integers(1, 30))]
        elif how == "cut":
            del lines[max(at, len(lines) // 2) :]
        else:
            place = draw(st.integers(0, max(0, len(lines[at]) - 1)))
            lines[at] = lines[at][:place] + chr(draw(st.integers(0, 255))) + lines[at][place + 1 :]
        lines = lines or [""]
    return draw(st.sampled_from(("\n", "\r\n"))).join(lines).encode("latin-1")


def _lines(data: bytes) -> list[str]:
    return data.decode("latin-1").replace("\r\n", "\n").split("\n")


def _single(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def _mail_line(draw: st.DrawFn, line: str) -> str:
    """Its value replaced, or only its charset or coding, or a word of it; a line of text becomes another one."""
    if _CHARSET.search(line):
        return _CHARSET.sub(lambda m: m[1] + _single(draw(CHARSET)), line)
    if _CODING.match(line):
        return _CODING.sub(lambda m: m[1] + draw(CODING), line)
    name, colon, value = line.partition(":")
    if not colon or " " in name:
        return _single(draw(BODY))
    words = value.split(" ")
    words[draw(st.integers(0, len(words) - 1))] = _single(draw(WORD))
    return f"{name}:{' '.join(words)}"


def _calendar_line(draw: st.DrawFn, line: str) -> str:
    """Its time, its zone, one of its numbers, or its value replaced."""
    if _STAMP.search(line) and draw(st.booleans()):
        return _STAMP.sub(lambda _: _single(draw(STAMP)), line, count=1)
    if _ZONE.search(line) and draw(st.booleans()):
        return _ZONE.sub(lambda _: _single(draw(ZONE)), line, count=1)
    if _NUMBER.search(line) and draw(st.booleans()):
        return _NUMBER.sub(lambda _: draw(st.sampled_from(("0", "1", "-1", "366", "99999999999"))), line, count=1)
    return f"{line.partition(':')[0]}:{_single(draw(TEXT))}"
