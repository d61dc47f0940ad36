"""Whom the program speaks to, seen from beneath: every address that a socket is given, and every program that is started."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.fakes.graph.life import interview as graph_interview
from tests.fakes.web import published, website
from tests.system.conftest import CONFIG, END, EVENT, Desk
from tests.system.google import GoogleDesk, interview
from tests.system.microsoft import MicrosoftDesk

pytestmark = pytest.mark.heavy

DAY = timedelta(days=1)

WATCHED = """
import json, runpy, sys
kept = open(sys.argv.pop(1), "a", buffering=1)
def note(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        kept.write(json.dumps([event, arguments[1]]) + "\\n")
    elif event == "socket.getaddrinfo":
        kept.write(json.dumps([event, arguments[:2]]) + "\\n")
    elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"):
        kept.write(json.dumps([event, str(arguments[0])]) + "\\n")
sys.addaudithook(note)
runpy.run_module("followbot", run_name="__main__", alter_sys=True)
"""
"""Runs followbot below an audit hook that no code of it can take off (PEP 578)."""

IPV6_PROBE = ("socket.bind", ["::1", 0])
"""How urllib3 finds out, when it is imported, whether this machine knows IPv6; nobody is spoken to."""


def watched(desk: Desk, kept: Path) -> list[tuple[str, object]]:
    """Two cycles, one of which delivers, and what they did."""
    plain = desk.command
    desk.command = lambda *more: [sys.executable, "-c", WATCHED, str(kept), *plain(*more)[3:]]  # type: ignore[method-assign]  # the same program, seen from beneath
    assert desk.once(END)["created"] == []
    assert len(desk.once(END + DAY)["created"]) == 1
    return [(event, about) for event, about in map(json.loads, kept.read_text("utf-8").splitlines())]


def places(seen: list[tuple[str, object]]) -> set[tuple[str, int]]:
    """Host and port of everybody who was asked for or spoken to."""
    return {
        (str(about[0]), int(about[1]))
        for event, about in seen
        if event.startswith("socket.") and isinstance(about, list) and len(about) >= 2 and about[1] is not None
    }


@contextmanager
def google(root: Path, shim: Path) -> Iterator[tuple[Desk, str]]:
    with GoogleDesk(root, shim).open() as desk:
        desk.log_in()
        desk.server.calendars[0].put(interview())
        yield desk, desk.site.url


@contextmanager
def microsoft(root: Path, shim: Path) -> Iterator[tuple[Desk, str]]:
    with MicrosoftDesk(root, shim).open() as desk:
        desk.log_in()
        desk.server.calendars[0].put(graph_interview(END))
        yield desk, desk.site.url


@contextmanager
def files_and_a_feed(root: Path, shim: Path) -> Iterator[tuple[Desk, str]]:
    with website() as site:
        text = EVENT.format(uid="int-1", start=END - timedelta(hours=1), end=END)
        site.responder = published(text.replace("\n", "\r\n").encode())
        desk = Desk(root, shim)
        desk.setup()
        config = CONFIG.format(store=root / "state" / "followbot.db", debrief="false")
        feed = config.replace("calendars: [calendar]", f'calendars: ["{site.url}/feed.ics"]')
        (root / "config.yaml").write_text(feed, "utf-8")
        yield desk, site.url


@pytest.mark.parametrize("account", [google, microsoft, files_and_a_feed], ids=lambda made: made.__name__)
def test_nobody_is_spoken_to_but_the_hosts_of_the_configuration(account: object, tmp_path: Path, shim: Path) -> None:
    with account(tmp_path, shim) as (desk, url):  # type: ignore[operator]  # one of three context managers
        seen = watched(desk, tmp_path / "seen")
        seen = [found for found in seen if found != IPV6_PROBE]
        server = urlsplit(url)
        assert places(seen) == {(server.hostname, server.port)}
        assert {event for event, _ in seen} <= {"socket.getaddrinfo", "socket.connect"}, "a program, or an open port"


def test_an_account_in_files_speaks_to_nobody_and_starts_nothing(desk: Desk, tmp_path: Path) -> None:
    kept = tmp_path / "seen"
    kept.touch()
    assert watched(desk, kept) == []
