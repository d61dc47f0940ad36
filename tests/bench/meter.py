"""What a process spends: processor time, memory, and the bytes that go through its sockets."""

from __future__ import annotations

import os
import resource
import socket
import ssl
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Traffic:
    """Bytes beneath every protocol, but above TLS."""

    sent: int = 0
    received: int = 0

    def watch(self) -> None:
        """Count from now on, in this process, for good."""
        plain, secured = socket.socket, ssl.SSLSocket
        # TLS is built on the methods `read` and `send`; what they call beneath is not counted again.
        for kind, reads, writes in (
            (plain, ("recv", "recv_into"), ("send", "sendall")),
            (secured, ("read",), ("send",)),
        ):
            for name in reads:
                self._wrap(kind, name, self._got)
            for name in writes:
                self._wrap(kind, name, self._put)

    def _got(self, answer: Any, _: tuple[Any, ...]) -> None:
        self.received += answer if isinstance(answer, int) else len(answer)

    def _put(self, answer: Any, arguments: tuple[Any, ...]) -> None:
        self.sent += answer if isinstance(answer, int) else len(arguments[0])

    @staticmethod
    def _wrap(kind: type, name: str, count: Any) -> None:
        plain = getattr(kind, name)

        def counted(self: Any, *arguments: Any, **options: Any) -> Any:
            answer = plain(self, *arguments, **options)
            count(answer, arguments)
            return answer

        setattr(kind, name, counted)


def resident(of: int | str = "self") -> float:
    """Megabytes that a process holds now."""
    return _status(of, "VmRSS")


def peak(of: int | str = "self") -> float:
    """Megabytes that a process held at most. (getrusage's figure includes what its parent held before it began.)"""
    return _status(of, "VmHWM")


def family(of: int) -> list[int]:
    """A process and all that it started, directly or not, as far as they live and are programs of their own.

    What was forked a moment ago and has not become its program yet holds nothing but its parent's pages.
    """
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in brackets may hold anything: what counts is behind the last one.
            parents[int(path.parent.name)] = int(path.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [of]
    for member in found:
        found += [e for e, parent in parents.items() if parent == member and _command(e) not in (b"", _command(of))]
    return found


def _command(of: int) -> bytes:
    try:
        return Path(f"/proc/{of}/cmdline").read_bytes()
    except OSError:
        return b""


@dataclass
class Held:
    """The most megabytes that a process and its children held, by looking often: together at one moment, and apart."""

    together: float = 0.0
    first: float = 0.0
    others: float = 0.0

    def sample(self, of: int) -> None:
        first, *others = [_resident_or_gone(each) for each in family(of)]
        self.together = max(self.together, first + sum(others))
        self.first, self.others = max(self.first, first), max(self.others, sum(others))


def _resident_or_gone(of: int) -> float:
    try:
        return resident(of)
    except (OSError, StopIteration):
        return 0.0


def _status(of: int | str, field_name: str) -> float:
    lines = Path(f"/proc/{of}/status").read_text("ascii", "replace").splitlines()
    return int(next(line for line in lines if line.startswith(field_name)).split()[1]) / 1024


def processor() -> float:
    """Seconds of user and system time of this process and its ended children."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(s.ru_utime + s.ru_stime for s in spent)


@dataclass(frozen=True)
class Spent:
    """What one program took, its children included, in seconds of processor time, and what it printed."""

    seconds: float
    output: str = field(default="", repr=False)


def run(command: Sequence[str], environment: Mapping[str, str] | None = None, *, typed: str = "") -> Spent:
    """Run a program to its end; raises where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        input=typed,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command}: {done.returncode}\n{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(seconds, done.stdout)


def least(command: Sequence[str], runs: int, environment: Mapping[str, str] | None = None) -> float:
    """Seconds of processor time of the run that took least: what is above that is other programs' doing."""
    return min(run(command, environment).seconds for _ in range(runs))
