"""`python -m followbot`, and the console script. `--version` answers from here: scripts ask for it, and often."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from followbot import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on `arguments` (default: the process's own) and return the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == ["--version"]:
        sys.stdout.write(f"followbot {__version__}\n")
        return 0
    return _run(given)


def _run(arguments: Sequence[str]) -> int:
    import gc

    # Imports make some hundred thousand objects that live to the end. With the default of 700 new objects between two
    # collections, Python spends a tenth of the start on looking through them in vain.
    gc.set_threshold(50_000)
    from followbot.cli.app import run

    _never_fail_to_print()
    return run(arguments)


def _never_fail_to_print() -> None:
    """A name that the terminal's encoding cannot show prints as "?" instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
