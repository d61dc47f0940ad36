"""Show the demo: progress while it plays, then a timeline for each interview, then the drafts as a mail program shows them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage

from followbot.app.plain import safe
from followbot.app.ports import Entry
from followbot.cli.demo.stage import ZONE, Stage
from followbot.domain.mime import parse_message
from followbot.domain.model import Folder, Process
from followbot.domain.telling import day_said

_QUIET = frozenset({"armed", "withdrawing", "settled"})
"""Words of the journal that only prepare what the next line says."""


def timeline(process: Process, journal: Iterable[Entry]) -> list[str]:
    """What happened to one process, a line each, oldest first."""
    title = process.company or process.rounds[0].interviews[0].summary
    role = f", {process.role}" if process.role else ""
    lines = [f"{safe(title)}{safe(role)}"]
    for entry in journal:
        if entry.what not in _QUIET:
            reason = f" {safe(entry.evidence[0])}" if entry.evidence and entry.what != "found" else ""
            lines.append(f"  {_when(entry.at)}  {safe(entry.text)}{reason}")
    return lines


def letters(stage: Stage) -> list[tuple[EmailMessage, str, str]]:
    """Every draft and every sent follow-up: the message, its text, and where it lies now."""
    found = []
    for folder in ("Sent", "Drafts"):
        for path in sorted((stage.maildir / folder / "cur").iterdir()):
            message = stage.read(path)
            if message["X-Draft-Ref"] and message["To"]:
                state = "sent by Sam" if folder == "Sent" else "waiting in Drafts"
                found.append((message, _wrapped(path.read_bytes()), state))
    return found


def _wrapped(raw: bytes) -> str:
    """The text of a message as a mail program flows it (RFC 3676), at 72 columns."""
    text = parse_message(raw, ref="", folder=Folder.DRAFTS, received=None).text.strip()
    return "\n".join("\n".join(textwrap.wrap(line, 72)) for line in text.split("\n"))


def _when(moment: datetime) -> str:
    local = moment.astimezone(ZONE)
    return f"{day_said(local)} {local:%H:%M}".ljust(16)
