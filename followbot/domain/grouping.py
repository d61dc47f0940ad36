"""Which process a new interview belongs to. STAND-IN by the lead: the detection helper replaces this file."""

from __future__ import annotations

from datetime import datetime, timedelta

from followbot.domain.model import Findings, Process


def belongs_to(
    findings: Findings, start: datetime, processes: tuple[Process, ...], gap: timedelta
) -> Process | None:
    """The open process of the same company whose last round is not longer ago than `gap`."""
    if findings.company is None:
        return None
    for process in processes:
        same = (process.company or "").casefold() == findings.company.casefold()
        near = any(abs(r.start - start) <= gap for r in process.rounds)
        if same and near and process.closed is None:
            return process
    return None
