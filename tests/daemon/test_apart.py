"""Judging in another process: the same answers and refusals as here, whatever becomes of that process meanwhile."""

from __future__ import annotations

import os
import pickle
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from followbot import bootstrap
from followbot.app.cycle import run_cycle
from followbot.bootstrap import apart
from followbot.bootstrap.apart import Study, moved_out
from followbot.bootstrap.instructions import instructions
from followbot.config import Config, load
from followbot.errors import ConfigurationError, JudgeStopped
from tests.fakes.build import TUESDAY
from tests.fakes.world import event, mail, scene

OTHER = """
import os, sys, signal
from multiprocessing.connection import Connection
pipe = Connection(int(sys.argv[1]))
pipe.recv(); pipe.recv()
{deed}
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    path = tmp_path / "config.yaml"
    path.write_text(
        "profile: {name: Sam Taylor, email: sam@home.example, timezone: Europe/Berlin}\n"
        "accounts: [{name: files, provider: local, local: {calendars: [c], maildir: m}}]\n"
        "detection: {exclude: ['Interview about (']}\n",
        "utf-8",
    )
    return load(path, {"HOME": str(tmp_path)})


@dataclass
class Here:
    """Judges of this process, which count how often they are asked."""

    asked: int = 0

    def __call__(self, *about: object) -> str:
        self.asked += 1
        return "judged here"


@pytest.fixture
def here() -> Here:
    return Here()


@pytest.fixture
def study(config: Config, here: Here) -> Iterator[Study]:
    made = Study(config, frozenset({"sam@home.example"}), {"detect": here})
    yield made
    made.close()


def instead(monkeypatch: pytest.MonkeyPatch, deed: str) -> None:
    """Let the process do this with its first question."""
    monkeypatch.setattr(apart, "_CODE", OTHER.format(deed=deed))


def child(study: Study) -> subprocess.Popen[bytes]:
    found = study._process
    assert found is not None
    return found


def test_it_judges_reads_and_writes_as_here(config: Config) -> None:
    """One interview from the invitation over the drafts to an answer that takes one back comes out the same."""
    assert _story(config, apart=False) == _story(config, apart=True)


def _story(config: Config, *, apart: bool) -> tuple[object, ...]:
    told = scene(TUESDAY + timedelta(days=1))
    judges: dict[str, Any] = bootstrap.judges(config, frozenset({"sam@home.example"}))
    judged = replace(told.world, **judges)
    world = moved_out(judged, config) if apart else judged
    people = "Your interviewers: Jane Doe <jane@acme.example>, Ravi Patel <ravi@acme.example>"
    told.calendar.put(event(TUESDAY, people, title="Job interview: Data Engineer at Acme"))
    written = run_cycle(world)
    waiting = sorted(d.payload.text for d in told.mailbox.all_drafts())
    assert [item.state for item in written.created] == ["drafted", "drafted"]
    assert waiting[0] != waiting[1]
    assert all("Data Engineer" in text or "Acme" in text for text in waiting), waiting
    told.mailbox.receive(mail("jane@acme.example", told.clock.forward(minutes=10)))
    taken = run_cycle(world)
    assert [item.contact for item in taken.withdrawn] == ["jane@acme.example"]
    world.rest()
    return waiting, written, taken


def test_a_refusal_comes_back_whole_and_an_error_as_what_it_was(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AttributeError, match="zone"):
        study.ask("slot", "no event at all")
    code = f"import sys; sys.path.insert(0, {os.getcwd()!r})\nfrom tests.daemon.test_apart import refuse_all as r; r()"
    monkeypatch.setattr(apart, "_CODE", code)
    study.close()
    with pytest.raises(ConfigurationError) as refused:
        study.ask("write", 1)
    assert (refused.value.problem, refused.value.remedy) == ("A template is broken.", "Mend it.")
    with pytest.raises(RuntimeError, match="_Unportable"):
        study.ask("read", 1)
    before = child(study)
    with pytest.raises(PermissionError, match="a template"):
        study.ask("slot", 1)
    assert child(study) is before, "an answer that is an OSError is no lost answer"


class _Unportable(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__("said only once")


def _refuse(_about: object) -> None:
    raise ConfigurationError("A template is broken.", "Mend it.")


def _fail(_about: object) -> None:
    raise _Unportable(1, 2)


def _denied(_about: object) -> None:
    raise PermissionError(13, "a template")


def refuse_all() -> None:
    """The other end with judges that refuse."""
    apart._judges = lambda *_: {"write": _refuse, "read": _fail, "slot": _denied}
    apart.answer_all()


def test_one_that_was_killed_between_two_questions_is_replaced(study: Study) -> None:
    first = study.ask("detect", event(TUESDAY))
    before = child(study)
    before.kill()
    before.wait()
    assert study.ask("detect", event(TUESDAY)) == first
    assert child(study).pid != before.pid


@pytest.mark.parametrize(
    "deed",
    [
        "os._exit(11)",
        *(pytest.param(d, marks=pytest.mark.heavy) for d in ("os.kill(os.getpid(), signal.SIGSEGV)", "signal.pause()")),
    ],
)
def test_a_question_that_gets_no_answer_is_that_questions_fault(
    study: Study, here: Here, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    with monkeypatch.context() as bad:
        instead(bad, deed)
        bad.setattr(apart, "PATIENCE", 0.2)
        with pytest.raises(JudgeStopped, match="without an answer"):
            study.ask("detect", event(TUESDAY))
    assert here.asked == 0, "what ends or hangs one process is not let into this one"
    assert study._process is None
    study.ask("detect", event(TUESDAY))


def test_it_ends_when_the_daemon_rests_and_begins_again_when_asked(study: Study) -> None:
    study.close()
    study.ask("detect", event(TUESDAY))
    before = child(study)
    study.close()
    assert before.returncode == 0
    study.ask("detect", event(TUESDAY))
    assert child(study).pid != before.pid


def test_a_signal_to_the_whole_group_leaves_the_answer_under_way(study: Study) -> None:
    first = study.ask("detect", event(TUESDAY))
    before = child(study)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        before.send_signal(number)
    assert study.ask("detect", event(TUESDAY)) == first
    assert child(study) is before


def test_it_ends_with_a_daemon_that_is_killed(tmp_path: Path, config: Config) -> None:
    code = (
        "import os, pickle, sys\nfrom followbot.bootstrap.apart import Study\n"
        "study = Study(pickle.load(open(sys.argv[1], 'rb')), frozenset(), {})\n"
        "study.ask('read_card', '', __import__('datetime').datetime.now(__import__('datetime').UTC))\n"
        "print(study._process.pid, flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    (tmp_path / "config").write_bytes(pickle.dumps(config))
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "config")], stdout=subprocess.PIPE, text=True)
    _until_gone(int(done.stdout))


def test_its_process_holds_nothing_that_judging_has_no_use_for(tmp_path: Path, config: Config) -> None:
    code = (
        "import pickle, sys\nfrom followbot.bootstrap.apart import _judges\n"
        "by, about = pickle.load(open(sys.argv[1], 'rb'))\n"
        "_judges(by, frozenset())['detect'](about)\n"
        "print(*sorted({'pydantic', 'yaml', 'sqlalchemy', 'apscheduler', 'jinja2'} & set(sys.modules)))\n"
    )
    (tmp_path / "sent").write_bytes(pickle.dumps((instructions(config), event(TUESDAY))))
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "sent")], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("\n", "")


def _until_gone(pid: int) -> None:
    """Wait for the end of a process that is nobody's child."""
    try:
        end = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([end], [], [], 30)[0], "it is still there"
    finally:
        os.close(end)


def test_where_no_process_can_be_started_it_is_judged_here(
    study: Study, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> Callable[..., Any]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(subprocess, "Popen", denied)
    assert study.ask("detect", event(TUESDAY)) == "judged here"
    assert here.asked == 1


def test_modules_are_never_taken_from_where_the_daemon_happened_to_start(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert study.ask("detect", event(TUESDAY)) != "judged here"
