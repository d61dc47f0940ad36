"""Drafts in an Outlook mailbox, beyond the contract: what exactly is asked, and what other programs do in between."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest

from followbot.app.ports import (
    Created,
    NotFound,
    Query,
    Refused,
    Removed,
    Uncertain,
    Untouched,
    WasEdited,
    WasSent,
    WasTrashed,
)
from followbot.domain.mime import build_message, message_id_for
from followbot.domain.model import Address
from followbot.errors import CursorExpired, LoginNeeded
from followbot.providers.bearer import Bearer
from followbot.providers.microsoft.graph import Graph
from followbot.providers.microsoft.items import IN_REPLY_TO, KEY, REFERENCES
from followbot.providers.microsoft.mailbox import MicrosoftMailbox
from tests.contract.graph_harness import GraphHarness
from tests.contract.mailbox import ANA, LETTER, ME, THREAD, anything, create, mail, payload_for
from tests.fakes.graph.server import ENDPOINT, Wire, failure, ok
from tests.fakes.web import Asked, Reply
from tests.fakes.wire import Tokens


@pytest.fixture
def harness() -> GraphHarness:
    return GraphHarness()


def bodies(harness: GraphHarness) -> list[dict[str, Any]]:
    """Notes the bodies of all creates from here on."""
    noted: list[dict[str, Any]] = []

    def note(asked: Asked) -> Reply | None:
        if asked.method == "POST":
            noted.append(json.loads(asked.body))
        return None

    harness.server.fault = note
    return noted


def another(harness: GraphHarness, **changes: Any) -> MicrosoftMailbox:
    graph = Graph(Bearer("work", Wire(harness.server), Tokens(), provider="Microsoft"), ENDPOINT)
    return MicrosoftMailbox("work", ME.email, graph, clock=harness.clock, addresses=frozenset({ME.email}), **changes)


# --- creating -------------------------------------------------------------------------------------------------------


def test_one_request_carries_everything(harness: GraphHarness) -> None:
    noted = bodies(harness)
    payload = payload_for(harness)
    draft = create(harness, payload)
    (body,) = noted
    assert body["internetMessageId"] == f"<{payload.message_id}>"
    assert {p["id"]: p["value"] for p in body["singleValueExtendedProperties"]} == {
        KEY: payload.key,
        IN_REPLY_TO: f"<{THREAD}>",
        REFERENCES: f"<{THREAD}>",
    }
    assert [r["emailAddress"]["address"] for r in body["toRecipients"]] == [ANA.email]
    assert (body["ccRecipients"], body["bccRecipients"]) == ([], [])
    assert body["body"]["contentType"] == "html"
    assert "from" not in body
    assert "categories" not in body
    assert draft.url is not None
    assert draft.url.startswith("https://outlook.example/")
    assert "followbot" not in json.dumps(body).lower()


def test_a_draft_joins_the_conversation_that_it_answers(harness: GraphHarness) -> None:
    invitation = harness.mail.receive(mail("Interview", at=harness.now(), message_id=THREAD))
    draft = create(harness, payload_for(harness))
    assert draft.thread_ref == invitation.kept["conversationId"]


def test_a_label_becomes_a_category(harness: GraphHarness) -> None:
    noted = bodies(harness)
    outcome = another(harness, categories=("Follow-ups",)).create(payload_for(harness))
    assert isinstance(outcome, Created)
    assert noted[0]["categories"] == ["Follow-ups"]


def test_an_alias_is_named_as_the_sender(harness: GraphHarness) -> None:
    noted = bodies(harness)
    create(harness, replace(payload_for(harness), sender=Address("s.taylor@example.org", "Sam Taylor")))
    assert noted[0]["from"] == {"emailAddress": {"address": "s.taylor@example.org", "name": "Sam Taylor"}}


def test_a_draft_without_html_is_plain(harness: GraphHarness) -> None:
    message_id = message_id_for("k3y-9", "example.org")
    payload = payload_for(harness, "k3y-9")
    mime = build_message(
        sender=ME, to=[ANA], subject="x", text=LETTER, date=harness.now(), message_id=message_id, key="k3y-9"
    )
    noted = bodies(harness)
    plain = replace(payload, mime=mime, subject="x")
    draft = create(harness, plain)
    assert noted[0]["body"] == {"contentType": "text", "content": LETTER}
    harness.reopen(plain)
    assert isinstance(harness.mailbox.fate(draft, plain), Untouched)


def test_html_that_says_something_else_is_not_used(harness: GraphHarness) -> None:
    noted = bodies(harness)
    create(harness, replace(payload_for(harness), text="What a language model has made of it.\n"))
    assert noted[0]["body"]["contentType"] == "text"


def test_threading_that_is_refused_is_left_out(harness: GraphHarness) -> None:
    """One draft all the same: a refusal is certain, so asking once more cannot make a second one."""

    def refuse(asked: Asked) -> Reply | None:
        return failure(400, "ErrorInvalidProperty") if b"0x1042" in asked.body else None

    harness.server.fault = refuse
    draft = create(harness, payload_for(harness))
    assert len(harness.drafts()) == 1
    assert isinstance(harness.mailbox.fate(draft, payload_for(harness)), Untouched)


@pytest.mark.parametrize(
    ("status", "code", "kind", "stands_for"),
    [
        (400, "ErrorInvalidRecipients", Refused, 1),
        (401, "InvalidAuthenticationToken", Refused, 77),
        (403, "ErrorAccessDenied", Refused, 77),
        (403, "ErrorSomethingElse", Refused, 78),
        (403, "ErrorQuotaExceeded", Refused, 1),
        (408, "x", Uncertain, 75),
        (409, "ErrorIrresolvableConflict", Uncertain, 75),
        (410, "ErrorItemNotFound", Refused, 1),
        (412, "ErrorIrresolvableConflict", Refused, 1),
        (429, "ApplicationThrottled", Uncertain, 75),
        (500, "x", Uncertain, 75),
        (503, "x", Uncertain, 75),
        (504, "x", Uncertain, 75),
        (507, "x", Uncertain, 75),
    ],
)
def test_every_refusal_has_its_name_and_nothing_is_asked_twice(
    harness: GraphHarness, status: int, code: str, kind: type[Refused | Uncertain], stands_for: int
) -> None:
    harness.server.fault = lambda asked: failure(status, code) if asked.method == "POST" else None
    outcome = harness.mailbox.create(payload_for(harness))
    assert isinstance(outcome, kind)
    assert outcome.error
    assert outcome.code == stands_for
    posts = harness.server.counts["POST /v1.0/me/messages"]
    assert posts == (2 if status == 400 else 1)
    assert harness.drafts() == []


@pytest.mark.parametrize("cut", [Reply(hang_up=True), Reply(201, b"{"), Reply(201, b"{}"), Reply(504)])
def test_a_lost_answer_is_uncertain_and_what_it_made_is_found(harness: GraphHarness, cut: Reply) -> None:
    harness.server.after_fault = lambda asked: cut if asked.method == "POST" else None
    payload = payload_for(harness)
    assert isinstance(harness.mailbox.create(payload), Uncertain)
    assert harness.server.counts["POST /v1.0/me/messages"] == 1
    harness.restart()
    assert isinstance(harness.mailbox.find(payload), Untouched)


def test_without_a_token_nothing_was_asked(harness: GraphHarness) -> None:
    class Empty:
        def token(self) -> str:
            raise LoginNeeded("Nobody has logged in yet.")

        def refused(self, token: str) -> None:
            raise AssertionError

    graph = Graph(Bearer("work", Wire(harness.server), Empty(), provider="Microsoft"), ENDPOINT)
    mailbox = MicrosoftMailbox("work", ME.email, graph, clock=harness.clock, addresses=frozenset())
    assert mailbox.create(payload_for(harness)) == Refused("Nobody has logged in yet.", 77)
    assert harness.server.counts.total() == 0


# --- fate -----------------------------------------------------------------------------------------------------------


def test_an_untouched_draft_costs_one_request(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.mailbox.position()
    before = harness.server.counts.total()
    for _ in range(3):
        harness.mailbox.fate(draft, payload)
    assert harness.server.counts.total() - before == 3


def test_an_id_that_is_no_longer_known_is_found_by_key(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.mail.draft_with(payload.key).sendings += 1
    fate = harness.mailbox.fate(draft, payload)
    assert isinstance(fate, Untouched)
    assert fate.draft.id != draft.id
    assert harness.mailbox.withdraw(draft, payload) == Removed()


def test_a_draft_that_lost_its_key_is_found_by_its_message_id(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    stored = harness.mail.draft_with(payload.key)
    del stored.props[KEY]
    stored.sendings += 1
    assert isinstance(harness.mailbox.fate(draft, payload), Untouched)


def test_a_draft_in_a_folder_of_its_own_is_a_draft(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.mail.move(harness.mail.draft_with(payload.key), harness.mail.make_folder("Later"))
    assert isinstance(harness.mailbox.fate(draft, payload), Untouched)


def test_a_sent_mail_in_the_trash_was_sent(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    stored = harness.mail.draft_with(payload.key)
    harness.mail.user_sends(stored)
    harness.mail.move(stored, "deleteditems")
    assert isinstance(harness.mailbox.fate(draft, payload), WasSent)


def test_a_copy_of_the_draft_that_was_edited_counts(harness: GraphHarness) -> None:
    """Programs that save anew may leave two; none of what the user wrote may be lost."""
    payload = payload_for(harness)
    draft = create(harness, payload)
    stored = harness.mail.draft_with(payload.key)
    copy = harness.mail.create(bodies_of(stored.kept, stored.props))
    harness.mail.user_saves(copy, text="My own words.\n")
    stored.sendings += 1
    assert isinstance(harness.mailbox.fate(draft, payload), WasEdited)


def bodies_of(kept: dict[str, Any], props: dict[str, str]) -> dict[str, Any]:
    names = ("subject", "body", "toRecipients", "internetMessageId")
    properties = [{"id": name, "value": value} for name, value in props.items()]
    return {**{name: kept[name] for name in names}, "singleValueExtendedProperties": properties}


def test_a_scheduled_draft_is_the_users(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.mail.user_schedules(harness.mail.draft_with(payload.key), harness.now() + timedelta(days=1))
    assert isinstance(harness.mailbox.fate(draft, payload), WasEdited)
    assert isinstance(harness.mailbox.withdraw(draft, payload), WasEdited)
    assert len(harness.drafts()) == 1


def test_an_attachment_is_an_edit(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    stored = harness.mail.draft_with(payload.key)
    stored.kept["hasAttachments"] = True
    harness.mail.touch(stored)
    assert isinstance(harness.mailbox.fate(draft, payload), WasEdited)


def test_what_vanished_is_not_searched_for_in_every_cycle(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.delete(payload)
    assert harness.mailbox.fate(draft, payload) == NotFound()
    before = harness.server.counts.total()
    assert harness.mailbox.fate(draft, payload) == NotFound()
    assert harness.server.counts.total() - before == 1
    harness.forward(timedelta(minutes=11))
    harness.mailbox.fate(draft, payload)
    assert harness.server.counts.total() - before > 3


# --- taking back ----------------------------------------------------------------------------------------------------


def meanwhile(harness: GraphHarness, act: Callable[[], None]) -> None:
    """Something happens between the last look at the draft and its removal."""
    left = [act]

    def before(name: str) -> None:
        if name.startswith("DELETE") and left:
            left.pop()()

    harness.server.before = before


def test_an_edit_between_look_and_removal_wins(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    meanwhile(harness, lambda: harness.edit(payload, text="My own words.\n"))
    assert isinstance(harness.mailbox.withdraw(draft, payload), WasEdited)
    assert len(harness.drafts()) == 1


def test_a_send_between_look_and_removal_wins(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    meanwhile(harness, lambda: harness.send(payload))
    assert isinstance(harness.mailbox.withdraw(draft, payload), WasSent)
    assert len(harness.sent()) == 1


def test_a_save_without_a_change_between_look_and_removal_is_no_obstacle(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    meanwhile(harness, lambda: harness.reopen(payload))
    assert harness.mailbox.withdraw(draft, payload) == Removed()


def test_a_removal_without_an_answer_is_uncertain_and_then_done(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.server.after_fault = lambda asked: Reply(hang_up=True) if asked.method == "DELETE" else None
    assert isinstance(harness.mailbox.withdraw(draft, payload), Uncertain)
    harness.server.after_fault = lambda asked: None
    assert harness.mailbox.withdraw(draft, payload) == Removed()
    assert harness.mailbox.find(payload) == WasTrashed()


# --- servers that take fewer questions ------------------------------------------------------------------------------


def test_a_draft_is_made_and_known_where_no_properties_are_shown(harness: GraphHarness) -> None:
    harness.server.expands = harness.server.filters_properties = False
    payload = payload_for(harness)
    assert harness.mailbox.find(payload) == NotFound()
    draft = create(harness, payload)
    harness.restart()
    assert isinstance(harness.mailbox.find(payload), Untouched)
    harness.mail.draft_with(payload.key).sendings += 1
    assert isinstance(harness.mailbox.fate(draft, payload), Untouched)
    harness.send(payload, marks=False)
    assert isinstance(harness.mailbox.fate(draft, payload), WasSent)


def test_a_server_without_filters_and_properties_is_walked(harness: GraphHarness) -> None:
    harness.server.expands = False
    harness.server.fault = lambda asked: failure(400, "ErrorInvalidUrlQueryFilter") if "filter=" in asked.path else None
    payload = payload_for(harness)
    assert harness.mailbox.find(payload) == NotFound()
    create(harness, payload)
    assert isinstance(harness.mailbox.find(payload), Untouched)


@pytest.mark.parametrize(
    ("status", "code"), [(400, "ErrorInvalidIdMalformed"), (400, "ErrorInvalidMailboxItemId"), (410, "ErrorItemGone")]
)
def test_an_id_that_means_nothing_any_more_is_one_that_is_not_there(
    harness: GraphHarness, status: int, code: str
) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    old = harness.mail.draft_with(payload.key).immutable
    harness.mail.draft_with(payload.key).sendings += 1
    harness.server.fault = lambda asked: failure(status, code) if old in unquote(asked.path) else None
    fate = harness.mailbox.fate(draft, payload)
    assert isinstance(fate, Untouched)
    assert fate.draft.id != draft.id


# --- folders that have other ids by now -----------------------------------------------------------------------------


def test_a_draft_in_the_trash_is_known_as_such_after_folders_have_changed_their_ids(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    cursor = harness.mailbox.position()
    harness.mail.change_folder_ids()
    harness.trash(payload)
    harness.restart()
    with pytest.raises(CursorExpired):
        harness.mailbox.changes(cursor, anything)
    harness.mailbox.search(Query(harness.now() - timedelta(days=1)), anything)
    assert harness.mailbox.fate(draft, payload) == WasTrashed()


# --- taking back what is not found ------------------------------------------------------------------------------------


def test_a_search_that_lags_does_not_count_as_a_removal(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)
    harness.mail.draft_with(payload.key).sendings += 1
    harness.server.fault = lambda asked: ok({"value": []}) if "filter=" in asked.path else None
    assert harness.mailbox.withdraw(draft, payload) == NotFound()
    harness.server.fault = lambda asked: None
    assert harness.mailbox.withdraw(draft, payload) == Removed()
    assert harness.drafts() == []


def test_a_draft_without_a_state_is_not_deleted(harness: GraphHarness) -> None:
    payload = payload_for(harness)
    draft = create(harness, payload)

    def stateless(asked: Asked) -> Reply | None:
        if asked.method != "GET":
            return None
        shown = json.loads(harness.server._answered(asked).body)
        return ok({name: value for name, value in shown.items() if name not in ("@odata.etag", "changeKey")})

    harness.server.fault = stateless
    assert isinstance(harness.mailbox.withdraw(draft, payload), Uncertain)
    assert len(harness.drafts()) == 1
