"""The installed program on real files under a shifted wall clock."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from datetime import timedelta

import pytest

from tests.system.conftest import END, Desk

DAY = timedelta(days=1)


def test_it_drafts_at_24_hours_and_not_a_minute_earlier_and_only_once(desk: Desk) -> None:
    assert desk.once(END - timedelta(hours=2))["created"] == []
    assert desk.once(END + DAY - timedelta(minutes=1))["created"] == []
    assert desk.drafts() == []
    (created,) = desk.once(END + DAY)["created"]
    assert created["kind"] == "thank_you"
    assert created["contact"] == "jane.doe@acme.example"
    assert len(desk.drafts()) == 1
    assert desk.once(END + DAY + timedelta(minutes=1))["created"] == []
    assert len(desk.drafts()) == 1


@pytest.mark.heavy
def test_killed_twenty_times_in_a_delivering_cycle_it_leaves_exactly_one_draft(desk: Desk) -> None:
    desk.once(END - timedelta(hours=1))
    whole = _seconds_of_a_cycle(desk)
    dice = random.Random(20)  # noqa: S311 - a repeatable spread of moments, no secret
    for _ in range(20):
        process = subprocess.Popen(
            desk.command("once"),
            env=desk.environment(END + DAY),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=whole * dice.uniform(0.3, 1.0))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
    desk.once(END + DAY + timedelta(minutes=5))
    assert len(desk.drafts()) == 1


def _seconds_of_a_cycle(desk: Desk) -> float:
    """How long a cycle that delivers nothing takes here, so that the kills fall into it on any machine."""
    before = os.times()
    desk.run("once", at=END - timedelta(minutes=30))
    return os.times().elapsed - before.elapsed


def test_two_at_the_same_time_leave_one_draft(desk: Desk) -> None:
    desk.once(END - timedelta(hours=1))
    both = [
        subprocess.Popen(
            desk.command("once", "--json"),
            env=desk.environment(END + DAY),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    outcomes = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], outcomes
    assert len(desk.drafts()) == 1


def test_a_dry_run_says_what_it_would_do_and_does_nothing(desk: Desk) -> None:
    desk.once(END - timedelta(hours=1))
    done = desk.run("once", "--dry-run", at=END + DAY)
    assert "would be drafted" in done.stdout
    assert desk.drafts() == []
    assert len(desk.once(END + DAY)["created"]) == 1
