"""Data out: everything that the store holds about the user's interviews, as plain JSON in followbot's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from followbot import __version__
from followbot.app.ports import Entry, Payload, Store
from followbot.app.world import World
from followbot.domain.keys import draft_key
from followbot.domain.model import Process
from followbot.store.codec import encode

FORMAT = 1
"""Raised when the shape of the document changes in a way that a reader of it must know."""


def export(world: World, processes: Iterable[Process] | None = None) -> dict[str, Any]:
    """The document of `followbot export`: the given processes, else all.

    Times are ISO 8601 in UTC. Each process comes with its rounds, interviews, contacts, notes and signals, with what
    happened in order, and with the drafts' own texts. Secrets are none of it: they lie in the vault.
    """
    store = world.store
    return {
        "format": FORMAT,
        "followbot": __version__,
        "exported_at": world.clock.now().isoformat(),
        "processes": [_process(store, process) for process in (store.all() if processes is None else processes)],
    }


def _process(store: Store, process: Process) -> dict[str, Any]:
    document: dict[str, Any] = encode(process, Process)
    document["history"] = [encode(entry, Entry) for entry in store.journal(process.id)]
    document["drafts"] = [_draft(follow_up_id, payload) for follow_up_id, payload in _payloads(store, process)]
    return document


def _payloads(store: Store, process: Process) -> Iterable[tuple[str, Payload]]:
    for round_ in process.rounds:
        cards = (round_.card,) if round_.card is not None else ()
        for follow_up in (*round_.follow_ups, *cards):
            payload = store.payload(follow_up.id, draft_key(round_, follow_up))
            if payload is not None:
                yield follow_up.id, payload


def _draft(follow_up_id: str, payload: Payload) -> dict[str, Any]:
    """A draft as its reader would see it; the MIME form of the same adds nothing that a person wants to keep."""
    return {
        "follow_up": follow_up_id,
        "account": payload.account,
        "to": [a.email for a in payload.to],
        "subject": payload.subject,
        "text": payload.text,
        "message_id": payload.message_id,
        "key": payload.key,
    }
