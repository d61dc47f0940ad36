"""Hostile text made fit for a terminal, and the names by which people know an interview.

Titles, names and subjects come from whoever wrote an invitation. Printed as they are, they could move the cursor, rename
the window, forge a line of ours, or show a text in another order than it has. `safe` is the one place that prevents it.
"""

from __future__ import annotations

import re

from followbot.domain.model import Contact, Interview, Process

_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029 ]+")
"""White space and everything that a terminal or Python takes for the end of a line."""

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
"""What ends a line of a mail or a calendar text, beside the newline itself."""

_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Bidirectional controls (UAX #9, "Trojan Source") and characters without a shape. The joiners U+200C and U+200D stay:
Persian, Hindi and family emoji need them."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""C0 and C1 controls (ISO/IEC 6429; ESC and the one-byte CSI among them) and lone surrogates, which cannot be encoded."""

LINE_LIMIT = 300
"""Characters of a hostile text that one line shows; a title of a megabyte is no help to anybody."""


def safe(text: str, limit: int = LINE_LIMIT) -> str:
    """`text` as one harmless line of at most `limit` characters; what was a control character shows as U+FFFD."""
    head = text[: 4 * limit]
    line = _CONTROLS.sub("\ufffd", _UNSEEN.sub("", _BREAKS.sub(" ", head))).strip()
    if len(line) > limit or len(text) > len(head):
        return line[: limit - 1].rstrip() + "…"
    return line


def safe_block(text: str) -> str:
    """`text` with its line ends kept (as "\n") and every line made harmless."""
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    return "\n".join(_CONTROLS.sub("\ufffd", _UNSEEN.sub("", line.replace("\t", "    "))).rstrip() for line in lines)


def company_of(process: Process, interview: Interview) -> str | None:
    """The company as the invitation names it, else as the process does."""
    return interview.findings.company or process.company


def role_of(process: Process, interview: Interview) -> str | None:
    """The role as the invitation names it, else as the process does."""
    return interview.findings.role or process.role


def label(process: Process, interview: Interview) -> str:
    """How a person would call the interview: company and role, else the event's own title. Safe to print."""
    names = [company_of(process, interview), role_of(process, interview)]
    known = ", ".join(safe(name, 80) for name in names if name)
    return known or safe(interview.summary, 80) or "an event without a title"


def person(contact: Contact) -> str:
    """The contact's name, else the address. Safe to print."""
    return safe(contact.name or contact.email or "somebody", 80)
