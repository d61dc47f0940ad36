"""`preview`: the draft as it would be written now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from followbot.cli.invocation import Invocation, Ref, add_command

if TYPE_CHECKING:
    from followbot.app.ports import Payload
    from followbot.domain.model import FollowUpKind

Kind = Annotated[
    str, typer.Option("--kind", metavar="thank_you|nudge", help="Which one; default: the one that comes next.")
]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    add_command(app, "preview", preview)


def preview(invocation: Invocation, ref: Ref, kind: Kind = "") -> None:
    """The draft as it would be written now. Nothing is put into the mailbox."""
    from followbot.app.preview import preview as written
    from followbot.app.refs import find_round
    from followbot.cli.output import write_json

    wanted = _kind(kind)
    with invocation.world() as world:
        drafts = written(world, find_round(world.store.all(), ref), wanted)
    if invocation.json:
        write_json({"drafts": [_json(d) for d in drafts]})
    else:
        for draft in drafts:
            _print(draft)


def _kind(text: str) -> FollowUpKind | None:
    from followbot.domain.model import FollowUpKind
    from followbot.errors import UsageError

    kinds = {k.value: k for k in (FollowUpKind.THANK_YOU, FollowUpKind.NUDGE)}
    folded = text.strip().lower().replace("-", "_")
    if folded and folded not in kinds:
        raise UsageError("--kind is either thank_you or nudge.")
    return kinds.get(folded)


def _json(draft: Payload) -> dict[str, object]:
    return {
        "from": draft.sender.email,
        "to": [a.email for a in draft.to],
        "subject": draft.subject,
        "language": draft.language,
        "in_reply_to": None if draft.thread is None else draft.thread.message_id,
        "text": draft.text,
    }


def _print(draft: Payload) -> None:
    from followbot.app.plain import safe, safe_block
    from followbot.cli.output import write, write_wrapped

    write(f"To: {', '.join(safe(f'{a.name} <{a.email}>' if a.name else a.email) for a in draft.to)}")
    write(f"Subject: {safe(draft.subject)}")
    write()
    for line in safe_block(draft.text).rstrip("\n").split("\n"):
        write_wrapped(line)
    write()
