"""`init` where a configuration exists: nothing is replaced unasked, and what is left behind is said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from followbot.cli.before import Before
from followbot.errors.usage import configuration_exists

if TYPE_CHECKING:
    from followbot.cli.asking import Questions


def may_write(path: Path, questions: Questions, *, force: bool) -> bool:
    """Whether there is nothing to lose, or the user says so; where nobody can be asked, only the flag says it."""
    if not path.exists():
        return True
    if not questions.attended:
        if not force:
            raise configuration_exists(path)
        return True
    left = Before(path).not_asked()
    if left:
        questions.say(f"{path} exists. These would not be carried over: {', '.join(left)}.")
    else:
        questions.say(f"{path} exists. Your earlier answers are offered.")
    return force or questions.agree("Replace it? A copy is kept beside it.", default=False)


def say_written(path: Path, copy: Path | None, questions: Questions) -> None:
    """Say what was written, and where what was there is now: without a terminal as well."""
    from followbot.cli.output import write

    # Not wrapped: a path is there to be copied.
    write(f"{path} is written.")
    if copy is not None:
        write(f"A copy of what was there: {copy}")
        if not questions.attended:
            write("Nothing of it was carried over.")
