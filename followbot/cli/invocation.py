"""What every command is given: the global options, wherever they were typed, and a way to its world.

`followbot --json status` and `followbot status --json` mean the same. `add_command` adds the global options to each command,
joins them with those typed before it, and is where everything that a command raises becomes a sentence and an exit code.
"""

from __future__ import annotations

import functools
import inspect
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, ParamSpec, get_type_hints

import typer

from followbot.cli.errors import explain
from followbot.cli.helping import Command
from followbot.errors.usage import input_ended, no_document

if TYPE_CHECKING:
    from followbot.app.desk import Desk
    from followbot.app.world import World
    from followbot.config import Config

ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar="PATH", help="The configuration file [env: FOLLOWBOT_CONFIG].")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
VerboseOption = Annotated[
    int,
    typer.Option("--verbose", "-v", count=True, show_default=False, metavar="", help="Say more; twice for tracebacks."),
]

GLOBAL_OPTIONS = ("config", "json", "verbose")
"""The names of the options that every command has; --json only those that print a document."""

Ref = Annotated[str, typer.Argument(metavar="REF", help="An id, or part of a company, role or person.")]
"""The argument of every command about one interview; `app.refs` says what it may be."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """The global options of one call, and the command line that they belong to."""

    config: Path | None = None
    json: bool = False
    verbosity: int = 0
    commands: Any = field(default=None, repr=False)
    """All commands, as click's group (which click it is depends on Typer's version)."""

    def joined(self, later: Invocation) -> Invocation:
        """These options, and those typed after the command; of two configuration files the later counts."""
        return replace(
            self,
            config=later.config or self.config,
            json=self.json or later.json,
            verbosity=self.verbosity + later.verbosity,
        )

    @property
    def config_path(self) -> Path:
        """The configuration file: the one asked for, else `FOLLOWBOT_CONFIG`, else the platform's own place."""
        # Imported late, like all that a command needs: `--help` must not wait for it.
        from followbot.config import default_path

        return self.config or default_path(os.environ)

    def load_config(self) -> Config:
        """The configuration, checked; raises `ConfigurationError` with every problem in it."""
        from followbot import bootstrap

        return bootstrap.load_config(self.config_path)

    def desk(self, config: Config | None = None) -> AbstractContextManager[Desk]:
        """What a command needs that only looks at the store; `config` where it is loaded already."""
        from followbot import bootstrap

        return bootstrap.open_desk(config or self.load_config())

    def world(self, *, migrate: bool = False, dry_run: bool = False) -> AbstractContextManager[World]:
        """The world that the configuration describes. Only commands that run cycles may `migrate` the store."""
        from followbot import bootstrap

        return bootstrap.open_world(self.load_config(), migrate=migrate, dry_run=dry_run)


_P = ParamSpec("_P")
Body = Callable[Concatenate[Invocation, _P], int | None]
"""A command: takes the invocation and its own parameters, returns its exit code (None is 0)."""


def add_command(
    group: typer.Typer, name: str, body: Body[_P], settings: dict[str, Any] | None = None, *, document: bool = True
) -> None:
    """Make `body` the command `name` of `group`; its docstring is the help text, `settings` are those of click's context.

    Without `document` the command has no JSON to give, and so no --json.
    """

    @functools.wraps(body)
    def run(context: typer.Context, config: Path | None, verbose: int, json: bool = False, **own: Any) -> None:
        before = context.find_root().obj or Invocation()
        if before.json and not document:
            raise typer.Exit(explain(no_document(name), before.verbosity))
        _finish(body, before.joined(Invocation(config, json, verbose)), own)

    _declare(run, body, document=document)
    group.command(name, cls=Command, context_settings=settings)(run)


def _finish(body: Callable[..., int | None], invocation: Invocation, own: dict[str, Any]) -> None:
    """Run a command to its exit code."""
    try:
        code = body(invocation, **own)
        sys.stdout.flush()
    except typer.Exit:
        raise
    except typer.Abort as abort:
        raise typer.Exit(explain(_behind(abort), invocation.verbosity)) from None
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # the outermost door: no traceback reaches a user
        raise typer.Exit(explain(error, invocation.verbosity)) from None
    raise typer.Exit(code or 0)


def _behind(abort: typer.Abort) -> BaseException:
    """What a prompt was left by: Ctrl-C, or an input that has ended."""
    if isinstance(abort.__context__, EOFError):
        return input_ended()
    return KeyboardInterrupt()


def _declare(run: Callable[..., None], body: Callable[..., int | None], *, document: bool) -> None:
    """Give `run` the signature that Typer is to read: the body's own parameters, then the global options."""
    hints = get_type_hints(body, include_extras=True)
    own = [p.replace(annotation=hints[p.name]) for p in list(inspect.signature(body).parameters.values())[1:]]
    keyword = inspect.Parameter.KEYWORD_ONLY
    shared = [
        inspect.Parameter("config", keyword, default=None, annotation=ConfigOption),
        *([inspect.Parameter("json", keyword, default=False, annotation=JsonOption)] if document else []),
        inspect.Parameter("verbose", keyword, default=0, annotation=VerboseOption),
    ]
    context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    parameters = [context, *own, *shared]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # functions take any attribute
    run.__annotations__ = {p.name: p.annotation for p in parameters}
