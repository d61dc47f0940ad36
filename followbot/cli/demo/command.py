"""The command `followbot demo`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from followbot.cli.invocation import Invocation
from followbot.errors.usage import folder_not_empty

Into = Annotated[
    Path | None, typer.Option("--into", metavar="DIR", help="An empty folder to play in; by default a temporary one.")
]


def demo(invocation: Invocation, into: Into = None) -> None:
    """The whole story, on a virtual clock: three weeks in seconds."""
    from followbot.cli.demo.play import play
    from followbot.cli.demo.show import letters, timeline
    from followbot.cli.demo.stage import Stage
    from followbot.cli.demo.story import BEGIN
    from followbot.cli.output import write, write_json

    stage = Stage(_folder(into), BEGIN)
    try:
        with _progress(quiet=invocation.json) as tell:
            processes = play(stage, tell)
    except KeyboardInterrupt:
        if into is None:
            shutil.rmtree(stage.root, ignore_errors=True)
        raise
    found = letters(stage)
    if invocation.json:
        write_json(
            {
                "maildir": str(stage.maildir),
                "config": str(stage.config),
                "timelines": [timeline(p, j) for p, j in processes],
                "follow_ups": [
                    {"to": str(m["To"]), "subject": str(m["Subject"]), "text": text, "state": state}
                    for m, text, state in found
                ],
            }
        )
        return
    for process, journal in processes:
        write()
        write("\n".join(timeline(process, journal)))
    for message, text, state in found:
        write()
        _show_letter(str(message["To"]), str(message["Subject"]), text, state)
    write()
    write(f"The Maildir with these drafts: {stage.maildir}")
    write(f"Ask followbot about it:        followbot --config {stage.config} status")


def _folder(into: Path | None) -> Path:

    if into is None:
        return Path(tempfile.mkdtemp(prefix="followbot-demo-"))
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise folder_not_empty(into)
    return into.absolute()


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[float, str], None]]:
    """On a terminal a bar over the running story; elsewhere the story's lines alone."""
    from followbot.cli.output import is_terminal, write

    if quiet or not is_terminal():

        def tell(share: float, told: str) -> None:
            if told and not quiet:
                write(told)

        yield tell
        return
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(BarColumn(), TextColumn("{task.percentage:>3.0f} %"), transient=True) as bar:
        task = bar.add_task("", total=1.0)

        def show(share: float, told: str) -> None:
            bar.update(task, completed=share)
            if told:
                bar.console.print(told, highlight=False, markup=False)

        yield show


def _show_letter(to: str, subject: str, text: str, state: str) -> None:
    """As a mail program would show it; framed on a terminal."""
    from followbot.app.plain import safe, safe_block
    from followbot.cli.output import is_terminal, write

    head = f"To:      {safe(to)}\nSubject: {safe(subject)}\n"
    if not is_terminal():
        rule = "-" * 72
        write(f"{rule}\n{head}State:   {state}\n{rule}\n{safe_block(text)}")
        return
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    Console().print(
        Panel(Text(f"{head}\n{safe_block(text)}"), title=state, title_align="left", padding=(0, 1), width=80)
    )
