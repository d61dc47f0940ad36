"""Judging in a process of its own: a daemon that waits for hours keeps nothing of what judging takes.

Vocabularies, templates and the libraries under them take 20 MB, and are needed for some seconds a day. So the daemon asks
another process, which starts at the first question of a cycle and ends with it. The judges are pure functions: a question
whose answer was lost is simply asked again, and one that never gets an answer is the fault of its event or mail alone.

What passes through the pipe are pickles between two processes of the same program; nobody else holds an end of it.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import TYPE_CHECKING, Any

import followbot
from followbot.bootstrap.instructions import Instructions, instructions
from followbot.errors import FollowbotError
from followbot.errors.installation import judge_stopped

if TYPE_CHECKING:
    from followbot.app.world import World
    from followbot.config import Config

PATIENCE = 60.0
"""Seconds that one answer may take; the slowest mail takes a tenth of one, the first answer a few on a slow machine."""

_CODE = "from followbot.bootstrap.apart import answer_all; answer_all()"
_GRACE = 5.0
"""Seconds that the process has to end by itself."""


class Study:
    """The judges of a configuration, at the other end of a pipe. `mine` are all the user's addresses.

    `here` answers instead wherever no process can be started (a sandbox of the user's own, or no memory left).
    """

    def __init__(self, config: Config, mine: frozenset[str], here: Mapping[str, Callable[..., Any]]) -> None:
        self._config = config
        self._mine = mine
        self._here = here
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._lock = threading.Lock()

    def ask(self, judge: str, *about: object) -> Any:
        """What a judge says. Raises what it raises, and `JudgeStopped` where there is no answer."""
        with self._lock:
            for _ in range(2):
                try:
                    pipe, is_new = self._opened()
                except OSError:
                    return self._here[judge](*about)
                first = ((instructions(self._config), self._mine),) if is_new else ()
                answer = self._answered(pipe, first, (judge, about))
                if answer is not None:
                    return _unwrapped(answer)
                self._end(kill=True)
        raise judge_stopped()

    def close(self) -> None:
        """End the process; the next question starts another one."""
        with self._lock:
            self._end()

    def _opened(self) -> tuple[Connection[Any, Any], bool]:
        """The pipe, and whether its process is a new one. Raises `OSError` where none can be started."""
        if self._pipe is not None:
            return self._pipe, False
        ours, theirs = Pipe()
        try:
            self._process = _started(theirs.fileno())
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self._pipe = ours
        return ours, True

    def _answered(
        self, pipe: Connection[Any, Any], first: tuple[object, ...], question: object
    ) -> tuple[str, Any] | None:
        """What comes back, None where nothing does; an `OSError` of a judge comes back too, and is no lost answer."""
        try:
            for message in (*first, question):
                pipe.send(message)
            return pipe.recv() if pipe.poll(PATIENCE) else None
        except (EOFError, OSError):
            return None

    def _end(self, *, kill: bool = False) -> None:
        pipe, process = self._pipe, self._process
        self._pipe = self._process = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            if kill:
                process.kill()
            try:
                process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def moved_out(world: World, config: Config) -> World:
    """The same world with its judges in another process, until it rests."""
    here: dict[str, Callable[..., Any]] = {
        "detect": world.detect,
        "slot": world.slot,
        "read": world.read,
        "may_concern": world.may_concern,
        "write": world.write,
        "read_card": world.read_card,
    }
    study = Study(config, world.my_addresses, here)
    return replace(
        world,
        detect=lambda event: study.ask("detect", event),
        slot=lambda event: study.ask("slot", event),
        read=lambda message, context: study.ask("read", message, context),
        may_concern=lambda envelope, context: study.ask("may_concern", envelope, context),
        # A language model needs the vault, which stays in one process.
        write=world.write if config.composer.use == "llm" else lambda job: study.ask("write", job),
        read_card=lambda text, now: study.ask("read_card", text, now),
        rest=study.close,
    )


_FLAGS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("-I", lambda: sys.flags.isolated),
    ("-E", lambda: sys.flags.ignore_environment),
    ("-B", lambda: sys.dont_write_bytecode),
)


def _started(end: int) -> subprocess.Popen[bytes]:
    flags = [flag for flag, is_set in _FLAGS if is_set()]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, *flags, "-c", _CODE, str(end)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(end,),
        # With `-c` Python looks for modules in the working directory first, and that may be anybody's.
        cwd=Path(followbot.__file__).parents[1],
    )


# --- the other end --------------------------------------------------------------------------------------------------


def answer_all() -> None:
    """Answer until the pipe is closed; the process's main."""
    # Whoever stops the daemon may signal the whole group: the answer under way is wanted until the daemon has closed the pipe.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    with Connection(int(sys.argv[1])) as pipe:
        try:
            judges = _judges(*pipe.recv())
            while True:
                judge, about = pipe.recv()
                pipe.send(_answer(judges[judge], about))
        except (EOFError, OSError):
            pass
    os._exit(0)  # Nothing is open any more, and to take all the rules apart would be time lost.


def _judges(by: Instructions, mine: frozenset[str]) -> Mapping[str, Callable[..., Any]]:
    from followbot import bootstrap

    return bootstrap.judges_by(by, mine)


def _answer(judge: Callable[..., Any], about: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "said", judge(*about)
    except FollowbotError as error:
        return "refused", (type(error), error.problem, error.remedy)
    except Exception as error:  # noqa: BLE001 - it goes on at the other end
        return "raised", _portable(error)


def _portable(error: Exception) -> Exception:
    """The error as the other end can read it; of one that cannot be pickled, its name."""
    try:
        return pickle.loads(pickle.dumps(error))  # type: ignore[no-any-return]  # noqa: S301 - written in the same line
    except Exception:  # noqa: BLE001 - any kind of failure means the same
        return RuntimeError(type(error).__name__)


def _unwrapped(answer: tuple[str, Any]) -> Any:
    how, what = answer
    if how == "said":
        return what
    if how == "raised":
        raise what
    kind, problem, remedy = what
    raise kind(problem, remedy)
