"""What installing the service consists of: small steps that can be shown before they are done."""

from __future__ import annotations

import base64
import grp
import os
import secrets
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from followbot.errors import FollowbotError
from followbot.errors.service import cannot_write, command_failed, command_hangs, may_not_write, no_group, no_program

PATIENCE = 330.0
"""Seconds for one command. `systemctl start` waits for READY, for which the unit allows five minutes."""


class Step(Protocol):
    """One thing that is done, or only shown."""

    def shown(self) -> str:
        """What it does, in a line or several; nothing secret is in it."""

    def perform(self) -> None:
        """Do it; raises `FollowbotError` and says what was wrong."""


@dataclass(frozen=True, slots=True)
class Write:
    """A whole file, put in place at once, with its folder. `mode` is the file's own."""

    path: Path
    text: str
    mode: int = 0o644

    def shown(self) -> str:
        return f"write {self.path}:\n" + "".join(f"    {line}\n" for line in self.text.splitlines()).rstrip()

    def perform(self) -> None:
        with _sentences():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.path.with_name(f".{self.path.name}.new")
            fresh.write_text(self.text, "utf-8")
            fresh.chmod(self.mode)
            fresh.replace(self.path)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder for one person."""

    path: Path
    mode: int = 0o700

    def shown(self) -> str:
        return f"make the folder {self.path} ({self.mode:04o})"

    def perform(self) -> None:
        with _sentences():
            self.path.mkdir(parents=True, exist_ok=True)
            self.path.chmod(self.mode)


@dataclass(frozen=True, slots=True)
class Copy:
    """A file for root and one group to read."""

    source: Path
    path: Path

    def shown(self) -> str:
        return f"copy {self.source} to {self.path}"

    def perform(self) -> None:
        with _sentences():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.source, self.path)


@dataclass(frozen=True, slots=True)
class Permit:
    """A file or folder that root owns and one group may read."""

    path: Path
    group: str
    mode: int

    def shown(self) -> str:
        return f"let only root and the group {self.group} read {self.path} ({self.mode:04o})"

    def perform(self) -> None:
        with _sentences():
            try:
                number = grp.getgrnam(self.group).gr_gid
            except KeyError:
                raise no_group(self.group) from None
            os.chown(self.path, 0, number)
            self.path.chmod(self.mode)


@dataclass(frozen=True, slots=True)
class MakeKey:
    """A new key for the vault: 32 random bytes in base64, in a file for its owner alone, by systemd-creds encrypted or not.

    A key that is there already is left alone: another one could not open the vault.
    """

    path: Path
    encrypter: str | None = None
    name: str = "store-key"

    def shown(self) -> str:
        how = "encrypted for this machine by systemd-creds" if self.encrypter else "readable by its owner alone"
        return f"make a random key for the vault in {self.path}, {how}, unless there is one"

    def perform(self) -> None:
        if self.path.exists():
            return
        key = base64.b64encode(secrets.token_bytes(32)) + b"\n"
        with _sentences():
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self.encrypter is not None:
                # The name is sealed in: systemd refuses the credential under another one (systemd-creds(1)).
                run([self.encrypter, "encrypt", f"--name={self.name}", "-", str(self.path)], feed=key)
                self.path.chmod(0o600)
                return
            with open(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(key)


@dataclass(frozen=True, slots=True)
class Remove:
    """A file that may be gone already, and its folder if that is empty then and was only for it."""

    path: Path
    folder_too: bool = False

    def shown(self) -> str:
        return f"remove {self.path}, if it is there"

    def perform(self) -> None:
        with _sentences():
            self.path.unlink(missing_ok=True)
            if self.folder_too:
                with suppress(OSError):
                    self.path.parent.rmdir()


@dataclass(frozen=True, slots=True)
class Run:
    """A command. `remedy` is what to do when it fails; `may_fail`: then nothing is wrong."""

    command: tuple[str, ...]
    remedy: str = ""
    may_fail: bool = False

    def shown(self) -> str:
        return f"run: {shlex.join(self.command)}"

    def perform(self) -> None:
        try:
            run(self.command, remedy=self.remedy)
        except FollowbotError:
            if not self.may_fail:
                raise


def run(command: Sequence[str], feed: bytes | None = None, remedy: str = "") -> str:
    """A command's output; raises with the first line that it complained with. `remedy` is what to do then."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed programs of systemd with paths of our own, without a shell
            command,
            input=feed,
            stdin=None if feed is not None else subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
        )
    except FileNotFoundError:
        raise no_program(command[0]) from None
    except subprocess.TimeoutExpired:
        raise command_hangs(shlex.join(command), PATIENCE) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["nothing was said"]
        raise command_failed(shlex.join(command), said[0], remedy or "See `journalctl -n 30`.")
    return done.stdout.decode("utf-8", "replace")


@contextmanager
def _sentences() -> Iterator[None]:
    """Within, an error of the system becomes a sentence."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "input/output error").lower()
        wrong = may_not_write if isinstance(error, PermissionError) else cannot_write
        raise wrong(error.filename, reason) from error
