"""All processes that a reading may touch, and quick answers to what is asked of them for every event.

A first scan of a large calendar asks for each event whether it is known, and for each interview whether its id is free: looking
through everything each time made that scan grow with the square of the interviews.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from followbot.domain.model import Interview, Process, Round


class Catalogue:
    """Processes by id, in the order in which they came. What is remembered beside them may be too much, never too little."""

    def __init__(self, processes: Iterable[Process]) -> None:
        self._processes: dict[str, Process] = {}
        self._order: dict[str, int] = {}
        self._holders: dict[tuple[str, str], set[str]] = {}
        """By event: ids of processes that hold it, or once did."""
        self._names: set[str] = set()
        self._identities: set[str] = set()
        for process in processes:
            self.put(process)

    def __getitem__(self, process_id: str) -> Process:
        return self._processes[process_id]

    def get(self, process_id: str) -> Process | None:
        return self._processes.get(process_id)

    def everything(self) -> tuple[Process, ...]:
        return tuple(self._processes.values())

    def put(self, process: Process) -> None:
        """Take a process in, in place of an earlier state of it."""
        self._order.setdefault(process.id, len(self._order))
        self._processes[process.id] = process
        self._names.add(process.id)
        for interview_round in process.rounds:
            self._identities.add(interview_round.identity)
            for interview in interview_round.interviews:
                self._names.add(interview.id)
                self._holders.setdefault((interview.uid, interview.instance), set()).add(process.id)

    def holding(self, uid: str, instance: str) -> Iterator[tuple[Process, Round, Interview]]:
        """Where an event is entered, oldest process first."""
        for process_id in sorted(self._holders.get((uid, instance), ()), key=self._order.__getitem__):
            process = self._processes[process_id]
            for interview_round in process.rounds:
                for interview in interview_round.interviews:
                    if (interview.uid, interview.instance) == (uid, instance):
                        yield process, interview_round, interview

    def is_used(self, name: str) -> bool:
        """Whether a process or an interview has this id."""
        return name in self._names and any(
            name == p.id or any(name == i.id for r in p.rounds for i in r.interviews) for p in self._processes.values()
        )

    def has_round(self, identity: str) -> bool:
        """Whether a round is known by this event."""
        return identity in self._identities and any(
            r.identity == identity for p in self._processes.values() for r in p.rounds
        )
