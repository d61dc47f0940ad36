"""The commands, assembled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from followbot import __version__
from followbot.cli import (
    auth,
    completion,
    configuration,
    doctor,
    engine,
    exporting,
    init,
    inspection,
    manual,
    overview,
    preview,
    remarks,
    service,
)
from followbot.cli.invocation import ConfigOption, Invocation, JsonOption, VerboseOption

USAGE = 2


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"followbot {__version__}")
        raise typer.Exit


def _options(
    context: typer.Context,
    config: ConfigOption = None,
    json: JsonOption = False,
    verbose: VerboseOption = 0,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Leaves thank-you and follow-up mails after job interviews as drafts in your own mailbox. It never sends."""
    context.obj = Invocation(config, json, verbose, context.command)


def build() -> typer.Typer:
    """The whole command line. Help is plain text: it prints in a third of the time that a framed one takes."""
    app = typer.Typer(
        name="followbot",
        callback=_options,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for group in (
        init,
        engine,
        auth,
        overview,
        remarks,
        exporting,
        preview,
        inspection,
        doctor,
        service,
        configuration,
        completion,
        manual,
    ):
        group.register(app)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command line; return the exit code."""
    try:
        build()(_straightened(arguments), prog_name="followbot")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else USAGE
    return 0


def _straightened(arguments: Sequence[str]) -> list[str]:
    """`help why` is `why --help`: many type it that way round."""
    return [*arguments[1:], "--help"] if arguments[:1] == ["help"] else list(arguments)
