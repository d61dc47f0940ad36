"""The log: what the journal, a terminal and a machine get, and what none of them ever gets."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from followbot.cli.errors import complain
from followbot.daemon.log import Log, goes_to_journal, take_over


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, io.TextIOWrapper]]:
    """A stream that the environment says is the journal's."""
    path = tmp_path / "journal"
    with path.open("w", encoding="utf-8") as stream:
        at = os.fstat(stream.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{at.st_dev}:{at.st_ino}")
        yield path, stream


def test_in_the_journal_each_line_has_its_priority_and_no_time(journal: tuple[Path, io.TextIOWrapper]) -> None:
    path, stream = journal
    log = Log("debug", "auto", stream)
    log.debug("one")
    log.info("two", id="i1")
    log.notice("three")
    log.warning("four")
    try:
        _ = dict[str, str]()["x"]
    except KeyError:
        log.broke("five", "KeyError")
    stream.flush()
    lines = path.read_text("utf-8").splitlines()
    assert lines[:4] == [
        "<7>level=debug event=one",
        "<6>level=info event=two id=i1",
        "<5>level=notice event=three",
        "<4>level=warning event=four",
    ]
    assert all(line.startswith("<3>") for line in lines[4:])


def test_json_in_the_journal_is_one_document_a_line(journal: tuple[Path, io.TextIOWrapper]) -> None:
    path, stream = journal
    Log("info", "json", stream).warning("four", code=69)
    stream.flush()
    (line,) = path.read_text("utf-8").splitlines()
    assert line.startswith("<4>{")
    assert json.loads(line.removeprefix("<4>"))["code"] == 69


def test_elsewhere_there_is_a_time_and_no_priority() -> None:
    stream = io.StringIO()
    Log("info", "auto", stream).info("two")
    assert stream.getvalue().startswith("timestamp=20")
    assert not goes_to_journal({"JOURNAL_STREAM": "1:2"}, stream)


def test_the_level_can_be_changed_while_it_runs() -> None:
    stream = io.StringIO()
    log = Log("warning", "text", stream)
    log.info("unheard")
    log.adjust("info", "text")
    log.info("heard")
    assert "unheard" not in stream.getvalue()
    assert "event=heard" in stream.getvalue()


def test_an_address_that_slips_in_is_masked() -> None:
    stream = io.StringIO()
    Log("info", "text", stream).warning("trouble", what="No folder of <jane.doe@acme.example> (sam@home.example).")
    assert "@" not in stream.getvalue()
    assert "(address)" in stream.getvalue()


@pytest.fixture
def taken() -> Iterator[io.StringIO]:
    """Everything else that would go to stderr goes to a log, and back afterwards."""
    root, hook = logging.getLogger(), threading.excepthook
    before = (root.handlers, root.level)
    stream = io.StringIO()
    take_over(Log("info", "text", stream))
    yield stream
    root.handlers, threading.excepthook = before[0], hook
    root.setLevel(before[1])
    logging.captureWarnings(False)


def test_of_what_libraries_say_only_who_and_how_bad_is_kept(taken: io.StringIO) -> None:
    logging.getLogger("urllib3.connectionpool").warning("GET /mail?from=%s", "jane.doe@acme.example")
    assert "name=urllib3.connectionpool severity=warning" in taken.getvalue()
    assert "jane" not in taken.getvalue()


def test_warnings_are_taken_over(taken: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("a secret of jane", stacklevel=1)
    assert "name=py.warnings" in taken.getvalue() or "jane" not in taken.getvalue()


def test_what_ends_a_thread_is_logged_by_its_kind(taken: io.StringIO) -> None:
    def run() -> None:
        raise KeyError("jane.doe@acme.example")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert "event=thread_broke error=KeyError" in taken.getvalue()
    assert "jane" not in taken.getvalue()


@pytest.mark.parametrize("style", ["text", "json"])
def test_addresses_are_masked_wherever_they_are(style: str) -> None:
    stream = io.StringIO()
    Log("info", style, stream).info("started", accounts=["sam@home.example"], more={"who": ("jane@acme.example",)})
    assert "@" not in stream.getvalue()
    assert stream.getvalue().count("(address)") == 2


def test_a_log_that_nobody_reads_any_more_stops_nothing() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    stream = os.fdopen(writer, "w", encoding="utf-8")
    log = Log("info", "text", stream)
    log.info("unheard")
    log.info("unheard")
    with contextlib.suppress(OSError):
        stream.close()
    log.info("the stream is closed")


def test_what_ends_the_service_names_no_address_in_the_journal(
    journal: tuple[Path, io.TextIOWrapper], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stream = journal
    monkeypatch.setattr(sys, "stderr", stream)
    complain("profile.email: “sam@@home.example” is no address, nor is <jane@acme.example>.")
    stream.flush()
    assert "example" not in path.read_text("utf-8")
    assert "profile.email" in path.read_text("utf-8")
