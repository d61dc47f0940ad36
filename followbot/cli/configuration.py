"""`config check`, `config schema`, `config example`, `config llm-key`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from followbot.cli.invocation import Invocation, add_command

if TYPE_CHECKING:
    from followbot.config import Config, InvalidConfiguration


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    group = typer.Typer(name="config", help="The configuration file.", no_args_is_help=True)
    add_command(group, "check", check)
    add_command(group, "schema", schema)
    add_command(group, "example", example)
    add_command(group, "llm-key", llm_key)
    app.add_typer(group)


def check(invocation: Invocation) -> None:
    """Check the configuration file; every problem is named, with its line."""
    from followbot.cli.output import write_json, write_wrapped
    from followbot.config import InvalidConfiguration

    try:
        config = invocation.load_config()
        _check_templates(config)
        _check_accounts(config)
    except InvalidConfiguration as error:
        if invocation.json:
            write_json(_problems(error))
        raise
    names = [account.name for account in config.accounts]
    if invocation.json:
        write_json({"path": str(config.path), "valid": True, "accounts": names, "problems": []})
    else:
        accounts = f"{len(names)} account{'' if len(names) == 1 else 's'}"
        write_wrapped(f"{config.path} is in order: {accounts} ({', '.join(names)}).")


def _check_templates(config: Config) -> None:
    """Raises where a template of the user's own cannot be used."""
    from followbot.bootstrap import templates
    from followbot.bootstrap.writing import OWN_FOLDER

    if (config.path.parent / OWN_FOLDER).is_dir():
        templates(config.path)


def _check_accounts(config: Config) -> None:
    """Raises where an account's provider cannot be made of what is configured, for example an unknown mail server."""
    from followbot import bootstrap

    bootstrap.open_logins(config)


def _problems(error: InvalidConfiguration) -> dict[str, object]:
    return {
        "valid": False,
        "problems": [
            {"path": p.path, "line": p.line, "variable": p.variable or None, "problem": p.text} for p in error.problems
        ],
    }


def schema(invocation: Invocation) -> None:
    """The JSON Schema of the configuration file, for editors."""
    from followbot.cli.output import write_json
    from followbot.config.reference import json_schema

    write_json(json_schema())


def example(invocation: Invocation) -> None:
    """The commented example: every key, with its meaning and default."""
    from followbot.cli.output import write, write_json
    from followbot.config.reference import example as commented

    if invocation.json:
        write_json({"example": commented()})
    else:
        write(commented().rstrip("\n"))


def llm_key(invocation: Invocation) -> None:
    """Keep the language model's key, typed or piped in, in the vault; an empty line takes it out."""
    from followbot.bootstrap.writing import keep_llm_key
    from followbot.cli.output import write

    config = invocation.load_config()
    typed = sys.stdin.isatty()
    key = typer.prompt("Key", default="", hide_input=True, show_default=False) if typed else sys.stdin.readline()
    keep_llm_key(config, key.strip())
    write("The key is in the vault." if key.strip() else "The vault has no key for the language model.")
