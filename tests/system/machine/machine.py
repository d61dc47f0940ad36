"""A machine with a real systemd, booted from namespaces for one test module, and followbot's wheel installed in it."""

from __future__ import annotations

import importlib.metadata as metadata
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PYTHON = Path("/usr/bin/python3")
SITE = "/opt/followbot/lib/python{}.{}/site-packages".format(*sys.version_info)
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def why_not() -> str | None:
    """Why no machine can be booted here; None where it can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "needs root on Linux, to boot a systemd in namespaces"
    for program in ("unshare", "nsenter", "systemd-creds", "systemd-analyze", "systemd-sysusers"):
        if shutil.which(program) is None:
            return f"needs {program} (packages systemd and util-linux)"
    if not Path("/usr/lib/systemd/systemd").exists() or not Path("/usr/bin/dbus-daemon").exists():
        return "needs the packages systemd and dbus"
    version = subprocess.run([PYTHON, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True)
    if version.stdout.split() != [str(n) for n in sys.version_info[:2]]:
        return f"needs a {PYTHON} of the version that the tests run on, to share its compiled modules"
    return None


_FORGET_GROUPS = """
mount -t cgroup2 cgroup2 "$1" || exit
find "$1/followbot-test-$2" -depth -type d -exec rmdir {} +
umount "$1"
"""
"""Control groups outlive what ran in them."""


@dataclass
class Machine:
    """The machine; commands run in it as root."""

    directory: Path
    leader: int

    def run(self, *command: str, code: int | None = 0, feed: bytes | None = None) -> str:
        """A command's stdout and stderr together."""
        inside = [
            "nsenter",
            "--target",
            str(self.leader),
            "--all",
            "env",
            "-i",
            f"PATH={PATH}",
            "HOME=/root",
            "LANG=C.UTF-8",
        ]
        done = subprocess.run([*inside, *command], input=feed, capture_output=True, timeout=120, check=False)
        out = (done.stdout + done.stderr).decode("utf-8", "replace")
        assert code is None or done.returncode == code, (command, done.returncode, out, self._last_words())
        return out

    def _last_words(self) -> str:
        return self.run("journalctl", "--lines", "15", "--output", "cat", "--no-pager", code=None)

    def followbot(self, *arguments: str, code: int | None = 0) -> str:
        return self.run("/opt/followbot/bin/followbot", *arguments, code=code)

    def write(self, path: str, text: str) -> None:
        self.run("sh", "-c", 'mkdir -p "$(dirname "$1")" && cat >"$1"', "sh", path, feed=text.encode())

    def property(self, name: str) -> str:
        return self.run("systemctl", "show", "--value", "--property", name, "followbot").strip()

    def journal(self, cursor: str = "") -> str:
        since = (f"--after-cursor={cursor}",) if cursor else ()
        return self.run("journalctl", "--unit", "followbot", "--output", "cat", "--no-pager", *since)

    def cursor(self) -> str:
        """The present end of the journal."""
        self.run("journalctl", "--sync")
        return (
            self.run("journalctl", "--lines", "1", "--output", "export", "--no-pager").splitlines()[0].partition("=")[2]
        )

    def signal(self, name: str) -> None:
        self.run("systemctl", "kill", "--signal", name, "--kill-who", "main", "followbot")

    def until(self, what: str, holds: Callable[[], bool], seconds: float = 40.0) -> None:
        """Look again and again; there is nothing on this side that could tell."""
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"{what} did not happen:\n{self.journal()[-3000:]}"
            time.sleep(0.1)  # noqa: TID251 - another machine's clock is no clock of ours to inject

    def said(self, text: str, cursor: str = "") -> None:
        """Wait for the service to say something in the journal."""
        self.until(f"“{text}” in the journal", lambda: re.search(text, self.journal(cursor)) is not None)


def booted(directory: Path) -> Iterator[Machine]:
    """Boot, install the wheel, and power off in the end."""
    subprocess.run([HERE / "boot.sh", directory], check=True, timeout=60)
    machine = Machine(directory, int((directory / "leader").read_text()))
    try:
        machine.until(
            "the boot",
            lambda: machine.run("systemctl", "is-system-running", code=None).strip() in ("running", "degraded"),
        )
        _install(machine, directory)
        yield machine
    finally:
        _power_off(machine)


def _power_off(machine: Machine) -> None:
    outer = int((machine.directory / "outer").read_text())
    subprocess.run(["kill", "--signal", "SIGRTMIN+4", str(machine.leader)], check=False)  # poweroff.target (systemd(1))
    deadline = time.monotonic() + 15
    while Path(f"/proc/{outer}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)  # noqa: TID251 - see above
    if Path(f"/proc/{outer}").exists():
        subprocess.run(["kill", "-9", str(machine.leader), str(outer)], check=False)
    subprocess.run(["sh", "-c", _FORGET_GROUPS, "sh", machine.directory / "groups", str(outer)], check=False)


# --- installing -----------------------------------------------------------------------------------------------------


def _install(machine: Machine, directory: Path) -> None:
    """A virtual environment on the system's Python with our dependencies, and in it the wheel, by pip."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", directory / "dist"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    (wheel,) = (directory / "dist").glob("*.whl")
    machine.run(str(PYTHON), "-m", "venv", "--without-pip", "/opt/followbot")
    _send_dependencies(machine)
    machine.run("sh", "-c", 'cat >"/opt/$1"', "sh", wheel.name, feed=wheel.read_bytes())
    pip = ("/opt/followbot/bin/python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index")
    machine.run(*pip, "--root-user-action", "ignore", f"/opt/{wheel.name}")


def _send_dependencies(machine: Machine) -> None:
    """What followbot and pip consist of, as it is installed here: nothing is fetched."""
    source = Path(str(metadata.distribution("pip").locate_file(""))).resolve()
    names = sorted({top for name in (*_closure("followbot"), "pip") for top in _tops(name)})
    pack = [
        "tar",
        "-C",
        str(source),
        "--exclude=__pycache__",
        "--exclude=discovery_cache/documents",
        "-cf",
        "-",
        *names,
    ]
    into = ["nsenter", "--target", str(machine.leader), "--all", "tar", "-C", SITE, "-xf", "-"]
    with subprocess.Popen(pack, stdout=subprocess.PIPE) as packer:
        subprocess.run(into, stdin=packer.stdout, check=True, timeout=120)
    assert packer.returncode == 0


def _closure(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """A distribution's dependencies and theirs, without itself."""
    found = seen
    for line in metadata.requires(name) or ():
        wanted = Requirement(line)
        if wanted.name not in found and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
            found = _closure(wanted.name, found | {wanted.name})
    return found


def _tops(name: str) -> Iterator[str]:
    """The names that a distribution's files begin with in site-packages."""
    for file in metadata.files(name) or ():
        if file.parts[0] not in ("..", "__pycache__"):
            yield file.parts[0]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A booted machine with followbot in /opt/followbot; skips where none can be booted."""
    if (reason := why_not()) is not None:
        pytest.skip(reason)
    yield from booted(tmp_path_factory.mktemp("machine"))
