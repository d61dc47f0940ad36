"""The screenshots of the README, taken of the real program on a pseudo-terminal: `python -m tests.screens docs/screens`.

What is shown is the story of `followbot demo`, stopped on a Wednesday: the same folder, moment and width each time, so that the
same pictures come out, and `tests/cli/test_screens.py` holds that those in the repository are current.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from followbot.cli.demo.play import play
from followbot.cli.demo.stage import ZONE, Stage
from followbot.cli.demo.story import BEGIN

ROOT = Path("/tmp/followbot-screens")
STOP = datetime(2026, 3, 11, 9, 0, tzinfo=ZONE)
"""The story is stopped at the first moment from then on at which something happens."""

WIDTHS = (80, 120)

SHOTS: Mapping[str, tuple[str, ...]] = {
    "status": ("status",),
    "why": ("why", "marlow"),
    "doctor": ("doctor",),
    "demo": ("demo", "--into", str(ROOT / "demo")),
}
"""What each picture shows."""

LONGEST = 50
"""Lines of a picture. Of a longer output its end is shown: there the demo has its letters."""

_THEME = TerminalTheme(
    (13, 17, 23),
    (230, 237, 243),
    [
        (72, 79, 88),
        (255, 123, 114),
        (63, 185, 80),
        (210, 153, 34),
        (88, 166, 255),
        (188, 140, 255),
        (57, 197, 207),
        (177, 186, 196),
    ],
)
_PROGRAM = """\
import os, platform, sys
from datetime import UTC, datetime
import followbot.system as system
from followbot.daemon import installing
from followbot.errors.service import no_systemd

def without_systemd():
    raise no_systemd("~/.local/bin/followbot")

system.SystemClock.now = lambda self: datetime.fromisoformat(os.environ["SCREENS_NOW"]).astimezone(UTC)
platform.python_version = lambda: "3.13.1"
installing.need_systemd = without_systemd
from followbot.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
"""The program with its clock set, on a machine of which nothing can be seen."""


class _Enough(Exception):
    """The story has come to the moment that is wanted."""


@contextmanager
def staged() -> Iterator[Stage]:
    """The folder with the story so far, and its time; gone afterwards."""
    shutil.rmtree(ROOT, ignore_errors=True)
    stage = Stage(ROOT / "story", BEGIN)

    def watch(_share: float, told: str) -> None:
        if not told and stage.now >= STOP:
            raise _Enough

    with suppress(_Enough):
        play(stage, watch)
    try:
        text = stage.config.read_text("utf-8").replace("  - name: demo", f"{POST}  - name: demo")
        stage.config.write_text(text, "utf-8")
        (ROOT / "key").write_text("A" * 43 + "=\n", "utf-8")
        yield stage
    finally:
        shutil.rmtree(ROOT, ignore_errors=True)


POST = "  - {name: post, provider: imap, email: sam.taylor@example.org, imap: {host: imap.example.org}}\n"
"""A second account in the configuration, for `doctor` to find fault with."""


def typed(arguments: tuple[str, ...], stage: Stage, width: int) -> str:
    """What the program prints on a terminal of this width, escape sequences included."""
    leader, follower = os.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(ROOT),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "STATE_DIRECTORY": str(stage.root / "state"),
        "FOLLOWBOT_CONFIG": str(stage.config),
        "FOLLOWBOT_STORE_KEY_FILE": str(ROOT / "key"),
        "SCREENS_NOW": (stage.now.astimezone(UTC) + timedelta(minutes=4)).isoformat(),
    }
    command = [sys.executable, "-c", _PROGRAM, *arguments]
    with subprocess.Popen(command, stdout=follower, stderr=follower, stdin=subprocess.DEVNULL, env=environ) as running:
        os.close(follower)
        seen = b"".join(_chunks(leader))
        running.wait(120)
    os.close(leader)
    return seen.decode("utf-8").replace("\r\n", "\n")


def _chunks(leader: int) -> Iterator[bytes]:
    try:
        while chunk := os.read(leader, 65536):
            yield chunk
    except OSError:  # Linux says EIO where the other side of a terminal is closed
        return


def picture(name: str, seen: str, width: int) -> str:
    """An SVG of a terminal, without anything that would have to be fetched."""
    settled = seen.rpartition("\x1b[?25h")[2]  # after a progress bar has gone
    lines = re.sub(r"\x1b\[\d*[AK]", "", settled).strip("\n").split("\n")
    console = Console(record=True, width=width, file=open(os.devnull, "w", encoding="utf-8"), force_terminal=True)  # noqa: SIM115 - closed below
    with console.file:
        prompt = " ".join(part.removeprefix(f"{ROOT}/") for part in SHOTS[name])
        console.print(Text(f"$ followbot {prompt}", "bold"))
        for line in _end(lines):
            console.print(Text.from_ansi(line), overflow="fold")
        console.print()
        drawn = console.export_svg(title="", theme=_THEME, unique_id=f"{name}{width}")
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL).replace("Fira Code,", "ui-monospace,")


def _end(lines: list[str]) -> list[str]:
    """All lines, or as much of their end as begins with a letter."""
    shown = lines[-LONGEST:]
    if shown == lines:
        return lines
    first = next((i for i, line in enumerate(shown) if line.startswith("╭")), 0)
    return ["[...]", "", *shown[first:]]


def pictures() -> Iterator[tuple[str, str]]:
    """Every picture, by its file's name."""
    with staged() as stage:
        for name, arguments in SHOTS.items():
            for width in WIDTHS:
                shutil.rmtree(ROOT / "demo", ignore_errors=True)
                yield f"{name}-{width}.svg", picture(name, typed(arguments, stage, width), width)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for file, drawn in pictures():
        (folder / file).write_text(drawn, "utf-8")
