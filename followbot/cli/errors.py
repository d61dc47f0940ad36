"""The one place where an error becomes a sentence on stderr and an exit code. No traceback reaches a user unasked."""

from __future__ import annotations

import os
import sys

from followbot.errors import FollowbotError

INTERRUPTED = 130
"""128 + SIGINT, as shells count."""

_TRACEBACK_FROM = 2
"""How many -v ask for a traceback."""


def explain(error: BaseException, verbosity: int = 0) -> int:
    """Say on stderr what went wrong; return the exit code."""
    _let_go_of_stdout()
    if isinstance(error, KeyboardInterrupt):
        _end_at_the_next()
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        # The reader of a pipe (`head`, a pager) has seen enough: nothing is wrong.
        return 0
    if verbosity >= _TRACEBACK_FROM:
        _show_traceback(error)
    for line in _sentences(error):
        complain(line)
    return error.exit_code if isinstance(error, FollowbotError) else 1


def complain(text: str) -> None:
    """One diagnostic on stderr. What it names may come from strangers, so every line of it is made harmless.

    The service's go to the system's journal, which others may read: there no address is shown.
    """
    # Imported late: it brings the whole domain, and a usage error needs none of that.
    from followbot.app.plain import safe_block
    from followbot.daemon.log import goes_to_journal, without_addresses

    block = safe_block(text)
    sys.stderr.write((without_addresses(block) if goes_to_journal(os.environ, sys.stderr) else block) + "\n")


def _sentences(error: BaseException) -> list[str]:
    if isinstance(error, FollowbotError):
        return [f"followbot: {error.problem}", *([error.remedy] if error.remedy else [])]
    from followbot.errors.installation import fault, system_refused, system_refused_at

    if isinstance(error, OSError) and error.strerror:
        named = error.filename
        return _sentences(system_refused_at(error.strerror, str(named)) if named else system_refused(error.strerror))
    return _sentences(fault(type(error).__name__))


def _show_traceback(error: BaseException) -> None:
    # Imported late: only somebody who hunts a fault pays for it.
    import traceback

    for chunk in traceback.format_exception(error):
        complain(chunk.rstrip("\n"))


def _end_at_the_next() -> None:
    """From now on Ctrl-C ends the process as it would any program, so that an impatient second one shows no traceback.

    A terminal shows "^C" and stays on that line: what comes next is to begin on a line of its own.
    """
    # Imported late: most commands end by themselves.
    import signal
    import threading

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.stderr.isatty():
        sys.stderr.write("\n")


def _let_go_of_stdout() -> None:
    """Where stdout takes nothing more (its reader left, its disk is full), Python must not try again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
