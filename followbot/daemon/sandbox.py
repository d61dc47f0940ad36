"""What the sandbox really denies, tried out from inside: directives that a kernel cannot enforce are skipped without a word.

The daemon looks at its start and leaves what it found beside its store, where `doctor` reads it: from outside nobody can look
into a sandbox. What the unit promises is in `FOLLOWBOT_SANDBOX`, so that a promise that was not kept is seen.
"""

from __future__ import annotations

import json
import mmap
import os
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

PROMISE = "FOLLOWBOT_SANDBOX"
REPORT = "sandbox.json"

_PLACES = (Path("/etc"), Path("/usr"), Path("/var/lib"))
_PROBE = ".followbot-probe"
_NOTHING = "/bin/true"


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of thing that is denied or not; `how` says what happened to each attempt."""

    name: str
    denied: bool
    how: str


def look(state: Path) -> tuple[Finding, ...]:
    """Try everything. Leaves nothing behind, and takes some milliseconds. `state` is the one folder it may write to."""
    homes = [home] if (home := Path.home()).resolve() != state.resolve() else []
    return (
        _finding("writes", {str(place): partial(_write, place) for place in (*_PLACES, *homes)}),
        _finding("exec", {_NOTHING: _execute}),
        _finding("sockets", {"AF_NETLINK": _netlink, "AF_PACKET": _packet}),
        _privileges(),
        _finding("code", {"memory both writable and executable": _write_and_execute}),
    )


def broken_promises(findings: tuple[Finding, ...], environ: Mapping[str, str]) -> tuple[str, ...]:
    """What the unit promises to deny, and is not denied."""
    promised = [word for word in environ.get(PROMISE, "").split(",") if word]
    denied = {f.name for f in findings if f.denied}
    return tuple(word for word in promised if word not in denied)


def keep(folder: Path, findings: tuple[Finding, ...], promise: str) -> None:
    """Leave the findings for `doctor`. That they cannot be kept is no reason not to start."""
    text = json.dumps({"promise": promise, "findings": [asdict(f) for f in findings]})
    try:
        (folder / REPORT).write_text(text, "utf-8")
    except OSError:
        return


def kept(folder: Path) -> tuple[str, tuple[Finding, ...]] | None:
    """The promise and the findings of the daemon's last start; None where there was none."""
    try:
        found = json.loads((folder / REPORT).read_text("utf-8"))
        return str(found["promise"]), tuple(Finding(**f) for f in found["findings"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _finding(name: str, attempts: Mapping[str, Callable[[], None]]) -> Finding:
    results = dict(_tried(attempts))
    return Finding(
        name, all(results.values()), ", ".join(f"{what}: {how or 'allowed'}" for what, how in results.items())
    )


def _tried(attempts: Mapping[str, Callable[[], None]]) -> Iterator[tuple[str, str]]:
    for what, attempt in attempts.items():
        try:
            attempt()
        except OSError as error:
            yield what, (error.strerror or "denied").lower()
        else:
            yield what, ""


def _write(folder: Path) -> None:
    path = folder / _PROBE
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    path.unlink()


def _execute() -> None:
    subprocess.run([_NOTHING], check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - a fixed path, to see whether it is denied


def _netlink() -> None:
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()


def _packet() -> None:
    socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM).close()


def _write_and_execute() -> None:
    mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()


def _privileges() -> Finding:
    """No capability is left and none can be won (proc(5), /proc/pid/status)."""
    try:
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return Finding("privileges", False, "unknown")
    fields = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    said = {name: fields.get(name, "?").strip() for name in ("CapEff", "NoNewPrivs", "Seccomp")}
    denied = said["NoNewPrivs"] == "1" and said["Seccomp"] == "2" and int(said["CapEff"], 16) == 0
    return Finding("privileges", denied, ", ".join(f"{k} {v}" for k, v in said.items()))
