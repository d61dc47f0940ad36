"""Commands whose help is plain: arguments by their names alone, and examples at the end.

Typer would show each argument with its Python type, and wrap examples into a paragraph.
"""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

from followbot.cli.examples import lines


class Command(TyperCommand):
    """Typer's command with our help. Parameters are `Any`: which click they come from depends on Typer's version."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """ "[OPTIONS] REF [TEXT]..."."""
        return [self.options_metavar or "", *(usage(p) for p in self.get_params(ctx) if is_argument(p))]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        shown = [p for p in self.get_params(ctx) if not getattr(p, "hidden", False)]
        arguments = [(argument_name(p), getattr(p, "help", None) or "") for p in shown if is_argument(p)]
        options = [record for p in shown if not is_argument(p) and (record := p.get_help_record(ctx))]
        for title, rows in (("Arguments", arguments), ("Options", options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        examples = lines(ctx.command_path.removeprefix(ctx.find_root().command_path).strip())
        if examples:
            with formatter.section("Examples"):
                formatter.write("".join(f"  {line}\n" for line in examples))


def is_argument(parameter: Any) -> bool:
    """An argument as opposed to an option."""
    return bool(parameter.param_type_name == "argument")


def argument_name(parameter: Any) -> str:
    """ "REF", without what says that it may be left out."""
    return str(parameter.metavar or parameter.name.upper()).strip("[]")


def usage(parameter: Any) -> str:
    """ "REF", "[REF]" or "[TEXT]...", as a usage line has it; "" for an argument that nobody is to know of."""
    if getattr(parameter, "hidden", False):
        return ""
    name = argument_name(parameter)
    named = name if parameter.required else f"[{name}]"
    return f"{named}..." if parameter.nargs == -1 and not name.endswith("...") else named
