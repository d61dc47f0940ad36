"""While a cycle runs: Ctrl-C, and how far it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from followbot.app.cycle import run_cycle
from followbot.app.report import Halted, Progress
from followbot.cli.attending import Attendant
from followbot.store import open_store
from tests.cli.conftest import Home, Run
from tests.cli.test_inspection import EVENT, put
from tests.system.terminal import Terminal


def press_ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_the_first_ctrl_c_asks_for_the_next_safe_point_and_the_second_ends_at_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Attendant() as attendant:
        attendant.tell(Progress("main", "calendar"))
        assert not attendant.halt()
        assert attendant.exit_code(69) == 69
        press_ctrl_c()
        assert attendant.halt()
        with pytest.raises(Halted):
            attendant.tell(Progress("main", "calendar", 1, 5))
        with pytest.raises(KeyboardInterrupt):
            press_ctrl_c()
    assert attendant.exit_code(69) == 130
    assert signal.getsignal(signal.SIGINT) is before


def stored(home: Home) -> int:
    with open_store(f"sqlite:///{home.root / 'state' / 'followbot.db'}", migrate=False) as store:
        return len(store.all())


def test_an_interrupted_once_keeps_nothing_half_done_and_the_next_goes_on(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while the second of three events is judged: nothing of that reading is kept, and it is read again."""
    for uid in ("a", "b", "c"):
        put(home.root / "calendar", f"{uid}.ics", EVENT.replace("UID:", f"UID:{uid}"))

    def nervous(world: Any, *, halt: Any, tell: Any) -> Any:
        def told(progress: Progress) -> None:
            if progress.done == 2:
                press_ctrl_c()
            tell(progress)

        return run_cycle(world, halt=halt, tell=told)

    with monkeypatch.context() as patched:
        patched.setattr("followbot.app.cycle.run_cycle", nervous)
        ran = run("once")
    assert (ran.code, ran.err) == (130, "")
    assert stored(home) == 0
    assert run("once").code == 0
    assert stored(home) > 0


def test_a_cycle_tells_how_far_it_is(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put(home.root / "calendar", "a.ics", EVENT)
    told: list[Progress] = []

    def listened(world: Any, *, halt: Any, tell: Any) -> Any:
        return run_cycle(world, halt=halt, tell=told.append)

    monkeypatch.setattr("followbot.app.cycle.run_cycle", listened)
    run("once")
    assert [(p.done, p.total) for p in told if p.total] == [(1, 1)]
    assert {p.account for p in told} == {"main"}


# --- at prompts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cause", "code"), [(KeyboardInterrupt, 130), (EOFError, 2)])
def test_a_prompt_that_is_left(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch, cause: type[BaseException], code: int
) -> None:
    """Typer turns both into the same exception."""
    before = home.config.read_text()

    def prompt(*_: Any, **__: Any) -> str:
        abort = typer.Abort()
        abort.__context__ = cause()
        raise abort

    monkeypatch.setattr(typer, "prompt", prompt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    ran = run("init", "--force")
    assert ran.code == code
    assert "Abort" not in ran.err
    assert home.config.read_text() == before


# --- on a real terminal ---------------------------------------------------------------------------------------------

DRIVER = """
import sys
from followbot.app import cycle
from followbot.app.report import Progress
from followbot.cli import attending
attending.SHOW_AFTER = 0
real = cycle.run_cycle
def slow(world, *, halt, tell):
    tell(Progress("main", "calendar", 3, 10))
    {meanwhile}
    return real(world, halt=halt, tell=tell)
cycle.run_cycle = slow
from followbot.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def driver(meanwhile: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", DRIVER.format(meanwhile=meanwhile), *arguments]


def environ(**more: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")} | {"TERM": "xterm"} | more


def test_progress_is_shown_on_a_terminal_and_leaves_nothing_behind(home: Home) -> None:
    with Terminal(driver("pass", "once"), environ()) as terminal:
        code, shown = terminal.finish()
    assert code == 0
    assert "main: " in shown
    assert shown.rstrip().endswith("Nothing to do.")


def test_ctrl_c_on_a_terminal_is_a_sentence_and_130(home: Home) -> None:
    wait = "import threading; threading.Event().wait(0.1) ; [threading.Event().wait(0.05) for _ in range(400) if not halt()]"
    with Terminal(driver(wait, "once"), environ()) as terminal:
        terminal.expect("3 of 10")
        terminal.interrupt()
        code, shown = terminal.finish()
    assert code == 130
    assert "Stopping where nothing is half done." in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("arguments", [("once",), ("once", "--json")])
def test_a_pipe_sees_no_progress(home: Home, arguments: tuple[str, ...]) -> None:
    ran = subprocess.run(driver("pass", *arguments), env=environ(), capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert "3 of 10" not in ran.stdout


def test_status_watch_shows_each_change_and_ends_by_ctrl_c(home: Home, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "followbot", "status", "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as piped:
        assert piped.stdout is not None
        assert piped.stderr is not None
        assert piped.stdout.readline().startswith("No interviews yet.")
        piped.send_signal(signal.SIGINT)
        assert piped.wait(20) == 130
        assert piped.stderr.read() == ""


def test_status_watch_on_a_terminal_has_a_screen_of_its_own(home: Home) -> None:
    with Terminal([sys.executable, "-m", "followbot", "status", "--watch"], environ()) as terminal:
        terminal.expect("No interviews yet.")
        terminal.interrupt()
        code, shown = terminal.finish()
    assert code == 130
    assert "Traceback" not in shown


def test_watching_and_json_do_not_go_together(home: Home, run: Run) -> None:
    ran = run("status", "--watch", "--json")
    assert (ran.code, ran.out) == (2, "")


def test_a_change_is_printed_whole_and_sameness_is_not() -> None:
    from followbot.cli.watching import keep_printing

    looks = iter([["a"], ["a"], ["a", "b"]])
    written: list[str] = []

    def look() -> list[str]:
        try:
            return next(looks)
        except StopIteration:
            raise KeyboardInterrupt from None

    with pytest.raises(KeyboardInterrupt):
        keep_printing(look, written.extend, pause=lambda: None)
    assert written == ["a", "", "a", "b"]
