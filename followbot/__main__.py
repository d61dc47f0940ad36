"""`python -m followbot`, and the console script. `--version` answers from here: scripts ask for it, and often."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from followbot import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on `arguments` (default: the process's own) and return the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    _prepare_streams()
    try:
        code = _answer(given)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # the outermost door: no traceback reaches a user
        from followbot.cli.errors import explain

        return explain(error)
    return code


def _answer(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        sys.stdout.write(f"followbot {__version__}\n")
        return 0
    import gc

    # Imports make some hundred thousand objects that live to the end. With the default of 700 new objects between two
    # collections, Python spends a tenth of the start on looking through them in vain.
    gc.set_threshold(50_000)
    from followbot.cli.app import run

    return run(arguments)


def _prepare_streams() -> None:
    """A closed stdout or stderr is as good as none, and what an encoding cannot show prints as "?"."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # as long-lived as the program
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
