"""`export`: data out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from followbot.cli.invocation import Invocation, add_command
from followbot.errors.usage import file_exists

OptionalRef = Annotated[str, typer.Argument(metavar="[REF]", help="An id, or part of a company, role or person.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="A new file, instead of stdout.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    add_command(app, "export", export)


def export(invocation: Invocation, ref: OptionalRef = "", output: Output = None) -> None:
    """Everything that followbot keeps about your interviews, as one JSON document; with REF about one company."""
    from followbot.app.refs import find_process
    from followbot.bootstrap.exporting import export as everything
    from followbot.cli.output import as_document, write, write_wrapped

    with invocation.world() as world:
        chosen = (find_process(world.store.all(), ref),) if ref else None
        document = everything(world, chosen)
    text = as_document(document)
    if output is None:
        write(text)
        return
    _keep_private(output, text)
    count = len(document["processes"])
    write_wrapped(f"{output} holds {count} {'process' if count == 1 else 'processes'}; only you can read it.")


def _keep_private(path: Path, text: str) -> None:
    """Write a new file that nobody else can read; one that exists is not overwritten."""
    import os

    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise file_exists(path) from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
