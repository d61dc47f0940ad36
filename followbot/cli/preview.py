"""`preview`: the draft as it would be written now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from followbot.cli.invocation import Invocation, Ref, add_command
from followbot.errors.usage import unknown_kind

if TYPE_CHECKING:
    from followbot.app.written import Written
    from followbot.domain.model import FollowUpKind

Kind = Annotated[
    str, typer.Option("--kind", metavar="thank_you|nudge", help="Which one; default: the one that comes next.")
]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    add_command(app, "preview", preview)


def preview(invocation: Invocation, ref: Ref, kind: Kind = "") -> None:
    """The draft as it would be written now. Nothing is put into the mailbox."""
    from followbot.app.preview import kind_of
    from followbot.app.preview import preview as written
    from followbot.app.refs import find_round
    from followbot.cli.output import write, write_json, write_wrapped

    wanted = _kind(kind)
    with invocation.world() as world:
        target = find_round(world.store.all(), ref)
        drafts, shown = written(world, target, wanted), kind_of(target, wanted)
    if invocation.json:
        write_json({"drafts": [_json(d) for d in drafts]})
    else:
        write_wrapped(f"The {_NOUNS[shown.value]}, as it would be written now:")
        write()
        for draft in drafts:
            _print(draft)


_NOUNS = {"thank_you": "thank-you", "nudge": "second mail (nudge)"}


def _kind(text: str) -> FollowUpKind | None:
    from followbot.domain.model import FollowUpKind

    kinds = {k.value: k for k in (FollowUpKind.THANK_YOU, FollowUpKind.NUDGE)}
    folded = text.strip().lower().replace("-", "_")
    if folded and folded not in kinds:
        raise unknown_kind()
    return kinds.get(folded)


def _json(written: Written) -> dict[str, object]:
    draft, channels = written.payload, written.channels
    return {
        "from": draft.sender.email,
        "to": [a.email for a in draft.to],
        "subject": draft.subject,
        "language": draft.language,
        "in_reply_to": None if draft.thread is None else draft.thread.message_id,
        "text": draft.text,
        "composer": written.composer,
        "remarks": list(written.remarks),
        "lint": [{"rule": f.rule, "text": f.text} for f in written.findings],
        "sources": [{"phrase": s.phrase, "origin": s.origin, "span": s.span} for s in written.sources],
        "linkedin": None if channels is None else channels.linkedin,
        "card": None if channels is None else channels.handwritten,
    }


def _print(written: Written) -> None:
    from followbot.app.plain import safe
    from followbot.cli.output import write, write_wrapped

    draft = written.payload
    write(f"To: {', '.join(safe(f'{a.name} <{a.email}>' if a.name else a.email) for a in draft.to)}")
    write(f"Subject: {safe(draft.subject)}")
    write()
    _print_text(draft.text)
    for remark in written.remarks:
        write_wrapped(safe(remark), rest="  ")
    _print_sources(written)
    if written.channels is not None:
        write_wrapped("The rapport was great. Instead of a mail, or some days later (never sent by followbot):")
        write()
        write("LinkedIn note:")
        _print_text(written.channels.linkedin)
        write("For a card written by hand:")
        _print_text(written.channels.handwritten)


def _print_text(text: str) -> None:
    from followbot.app.plain import safe_block
    from followbot.cli.output import write, write_wrapped

    for line in safe_block(text).rstrip("\n").split("\n"):
        write_wrapped(line)
    write()


_ORIGINS = {"note": "your note", "invitation": "the invitation", "profile": "your profile", "calendar": "the calendar"}


def _print_sources(written: Written) -> None:
    """What the lint says, and where each phrase comes from."""
    from followbot.app.plain import safe
    from followbot.cli.output import write, write_wrapped

    objections = [safe(f.text) for f in written.findings]
    write_wrapped(f"Lint: {' '.join(objections) or 'nothing to object.'}", rest="  ")
    for source in written.sources:
        span = f": “{safe(source.span)}”" if source.span and source.span != source.phrase else ""
        write_wrapped(
            f"“{safe(source.phrase)}” is from {_ORIGINS.get(source.origin, source.origin)}{span}", first="  - "
        )
    write()
