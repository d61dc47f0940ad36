"""Writing to stdout: one JSON document, plain lines (in a pipe of at most 80 columns), or a table on a terminal."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

WIDTH = 80
"""Columns of plain text: what fits every terminal, mail and ticket."""

_WIDEST, _SLIMMEST = 120, 40
"""Columns of text on a terminal: beyond, the eye loses its line; below, words would be broken."""

_FORMAT_CHARACTERS = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def width() -> int:
    """Columns that text may take: the terminal's, within reason; `WIDTH` where nobody is looking."""
    return min(max(shutil.get_terminal_size().columns, _SLIMMEST), _WIDEST) if is_terminal() else WIDTH


def write(text: str = "") -> None:
    """One line (or several) to stdout."""
    sys.stdout.write(text + "\n")


def write_json(document: object) -> None:
    """The one document of a `--json` command."""
    write(as_document(document))


def as_document(document: object) -> str:
    """A JSON document as text.

    Characters that a terminal would obey are escaped, so that the output is as harmless as the plain text; `json` itself
    escapes only those below U+0020. Beyond strings JSON is ASCII, so a hit always lies in a string.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _FORMAT_CHARACTERS.sub(lambda hit: json.dumps(hit.group())[1:-1], text)


def is_terminal() -> bool:
    """Whether a person is looking at stdout."""
    return sys.stdout.isatty()


def draws_tables() -> bool:
    """Whether stdout is a terminal that can place text; one that cannot is often a screen reader's, or too narrow for cells."""
    return is_terminal() and os.environ.get("TERM") != "dumb" and shutil.get_terminal_size().columns >= _NARROW


_SHADES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33}


def painted(text: str, colour: str) -> str:
    """Text in a colour, where a person looks at it and has not said NO_COLOR (no-color.org)."""
    if not is_terminal() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{_SHADES[colour]}m{text}\x1b[0m"


def write_wrapped(text: str, first: str = "", rest: str | None = None) -> None:
    """Write `text` as `wrapped` puts it."""
    for line in wrapped(text, first, rest):
        write(line)


def wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most `width()` columns; the first is indented by `first`, the others by `rest` (default: as wide)."""
    following = " " * len(first) if rest is None else rest
    # A path or an address is not broken at its hyphens: it is there to be copied. A link is not broken at all.
    wrapper = textwrap.TextWrapper(
        width(),
        initial_indent=first,
        subsequent_indent=following,
        break_on_hyphens=False,
        break_long_words="://" not in text,
    )
    return wrapper.wrap(text) or [first.rstrip()]


_NARROW = 60
"""Columns below which the cells of a table would be cut."""

_ROOMY = 100
"""Columns of a terminal from which on the middle column of a table may be wide."""


Row = tuple[str, str, Sequence[tuple[str, str]], str]
"""The three cells of a row and its style. The last cell is lines, each with a style of its own: a colour, "dim", or ""."""


def write_table(headings: Sequence[str], rows: Iterable[Row]) -> None:
    """A table as wide as the terminal."""
    console().print(table(headings, rows))


def table(headings: Sequence[str], rows: Iterable[Row]) -> Table:
    """A table of three columns: a fixed one, all but whose first line is dimmed; a narrow one; one that holds several lines.

    Cells are printed as they are, never taken for markup. Colours say nothing that the words do not say.
    """
    # Imported late: a pipe needs no tables.
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="bold")
    made.add_column(headings[0], no_wrap=True)
    made.add_column(headings[1], max_width=38 if shutil.get_terminal_size().columns >= _ROOMY else 22)
    made.add_column(headings[2])
    for first, middle, last, whole in rows:
        head, _, below = first.partition("\n")
        several = Table.grid(padding=(0, 1, 0, 0))
        for line, style in last:
            several.add_row(Text("-", style), Text(line, style))
        made.add_row(Text(head, whole).append(f"\n{below}" if below else "", "dim"), Text(middle, whole), several)
    return made


def console(*, stderr: bool = False) -> Console:
    """Rich's view of the terminal. With NO_COLOR there is no bold and dim either."""
    from rich.console import Console

    return Console(highlight=False, stderr=stderr, color_system=None if os.environ.get("NO_COLOR") else "auto")
