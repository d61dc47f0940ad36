"""Graph over the transport: addresses, links, refusals, and what is never let through."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from followbot.errors import Unreachable
from followbot.providers.bearer import Bearer
from followbot.providers.http import Answer, NotAllowed, Rule, Transport
from followbot.providers.microsoft.errors import rejection
from followbot.providers.microsoft.graph import Graph, base_of, literal, rules, segment
from tests.fakes.graph.contract import VARIABLE
from tests.fakes.graph.server import ENDPOINT
from tests.fakes.wire import Tokens

SENDING = (
    "/me/sendMail",
    "/me/messages/{id}/send",
    "/me/messages/{id}/reply",
    "/me/messages/{id}/replyAll",
    "/me/messages/{id}/forward",
    "/me/mailFolders/{id}/messages/{id}/send",
    "/me/mailFolders/{id}/messages/{id}/reply",
    "/me/mailFolders/{id}/messages/{id}/replyAll",
    "/me/mailFolders/{id}/messages/{id}/forward",
    "/users/{id}/sendMail",
    "/users/{id}/messages/{id}/send",
    "/me/events/{id}/accept",
    "/me/events/{id}/decline",
    "/me/events/{id}/tentativelyAccept",
    "/me/events/{id}/cancel",
    "/me/events/{id}/forward",
    "/$batch",
)
"""What sends something to somebody in Graph v1.0, and what could carry such a request inside."""

WRITES = {("POST", "/v1.0/me/messages"), ("DELETE", "/v1.0/me/messages/{message-id}")}
"""Written down a second time on purpose: a request that joins the list has to be argued for here, too."""


class Deaf(Transport):
    """A transport that would send, and notes that it would."""

    def __init__(self, allowed: tuple[Rule, ...]) -> None:
        super().__init__(allowed)
        self.sent: list[str] = []

    def _once(self, method: str, url: str, headers: object, body: object) -> Answer:
        self.sent.append(f"{method} {url}")
        return Answer(200, {}, b"{}")


@pytest.mark.parametrize("endpoint", [None, ENDPOINT, f"{ENDPOINT}/behind/v1.0"])
@pytest.mark.parametrize("path", SENDING)
@pytest.mark.parametrize("word", ["x1", "a%2Fb", "me", "messages"])
def test_nothing_that_sends_is_let_through(endpoint: str | None, path: str, word: str) -> None:
    transport = Deaf(rules(endpoint))
    for method in ("POST", "PUT", "PATCH"):
        with pytest.raises(NotAllowed):
            transport.request(method, base_of(endpoint) + path.replace("{id}", word))
    assert transport.sent == []


@pytest.mark.parametrize("path", ["createReply", "createReplyAll", "createForward"])
def test_graphs_own_answers_are_never_made(path: str) -> None:
    """One to the user's own mail would go to the user, one to all marks what it answers as read, and invitations have none."""
    with pytest.raises(NotAllowed):
        Deaf(rules()).request("POST", f"{base_of(None)}/me/messages/x1/{path}")


@pytest.mark.parametrize("url", ["https://evil.example/v1.0/me/messages", f"{ENDPOINT}/v1.0/me/../me/messages"])
def test_no_other_server_and_no_way_around(url: str) -> None:
    for method in ("GET", "POST"):
        with pytest.raises(NotAllowed):
            Deaf(rules(ENDPOINT)).request(method, url)


def described() -> list[tuple[str, str]]:
    """Every request in Microsoft's own description that is no GET; none where the description is not at hand."""
    folder = os.environ.get(VARIABLE)
    found = json.loads((Path(folder) / "graph-slice.json").read_text("utf-8"))["paths"] if folder else {}
    return [(method.upper(), path) for path, item in found.items() for method in item if method != "get"]


def test_of_everything_that_is_described_only_drafts_can_be_written() -> None:
    passed = set()
    for method, path in [*described(), *WRITES, ("PATCH", "/v1.0/me/messages/{message-id}")]:
        filled = path.replace("{", "").replace("}", "").removeprefix("/v1.0")
        try:
            Deaf(rules()).request(method, base_of(None) + filled)
        except NotAllowed:
            continue
        passed.add((method, path))
    assert passed == WRITES


# --- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("endpoint", "base"),
    [
        (None, "https://graph.microsoft.com/v1.0"),
        ("https://graph.microsoft.com", "https://graph.microsoft.com/v1.0"),
        ("https://graph.microsoft.com/", "https://graph.microsoft.com/v1.0"),
        ("https://graph.microsoft.com/v1.0", "https://graph.microsoft.com/v1.0"),
        ("https://graph.microsoft.us/beta/", "https://graph.microsoft.us/beta"),
        ("http://127.0.0.1:8080/graph", "http://127.0.0.1:8080/graph/v1.0"),
    ],
)
def test_an_endpoint_may_name_the_version_or_not(endpoint: str | None, base: str) -> None:
    assert base_of(endpoint) == base


class Scripted:
    """A wire that gives these answers one after the other, the last one for ever, and notes what it was asked."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, str, Mapping[str, str]]] = []

    def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        self.asked.append((method, url, headers or {}))
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def graph_on(*answers: Answer) -> tuple[Graph, Scripted]:
    wire = Scripted(*answers)
    return Graph(Bearer("work", wire, Tokens(), provider="Microsoft"), ENDPOINT), wire


def page(link: str = "") -> Answer:
    return Answer(200, {}, json.dumps({"value": [{"id": "1"}], **({"@odata.nextLink": link} if link else {})}).encode())


def test_immutable_ids_are_asked_for_each_time() -> None:
    graph, wire = graph_on(page())
    graph.get("/me/messages/x", {}, 'outlook.timezone="UTC"')
    assert wire.asked[0][2]["Prefer"] == 'IdType="ImmutableId", outlook.timezone="UTC"'


def test_a_filter_is_spelt_so_that_every_server_reads_it() -> None:
    graph, wire = graph_on(page())
    name = literal("O'Neil & Söhne + x#1")
    list(graph.list("/me/messages", {"$filter": f"displayName eq {name}"}))
    assert wire.asked[0][1].endswith("?$filter=displayName%20eq%20'O''Neil%20%26%20S%C3%B6hne%20%2B%20x%231'")


def test_a_link_leads_to_our_own_server_alone() -> None:
    graph, wire = graph_on(page("https://evil.example/v1.0/me/messages?$skiptoken=a%20b"), page())
    assert len(list(graph.list("/me/messages", {}))) == 2
    assert wire.asked[1][1] == f"{ENDPOINT}/v1.0/me/messages?$skiptoken=a%20b"


@pytest.mark.parametrize("ref", ["", ".", "..", "a/../b", "a//b"])
def test_an_id_that_leads_elsewhere_is_an_answer_that_cannot_be_read(ref: str) -> None:
    with pytest.raises(Unreachable, match="cannot be read"):
        segment(ref)


def test_an_id_with_a_slash_is_one_segment() -> None:
    assert segment("AAk/ALg=") == "AAk%2FALg%3D"


def test_a_list_that_never_ends_is_given_up() -> None:
    graph, _ = graph_on(page(f"{ENDPOINT}/v1.0/me/messages?$skip=1"))
    with pytest.raises(Unreachable, match="never ends"):
        list(graph.list("/me/messages", {}))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"\xff"])
def test_an_answer_that_is_none_of_graphs_cannot_be_read(body: bytes) -> None:
    graph, _ = graph_on(Answer(200, {}, body))
    with pytest.raises(Unreachable, match="cannot be read"):
        graph.get("/me/messages/x")


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (b'{"error":{"code":"ErrorItemNotFound","message":"canary"}}', ("erroritemnotfound",)),
        (b'{"error":{"code":"A","innerError":{"code":"B","innererror":{"code":"C"}}}}', ("a", "b", "c")),
        (b'{"error":{"code":"two words of prose"}}', ()),
        (b'{"error":"x"}', ()),
        (b"<html>", ()),
        (b"[]", ()),
    ],
)
def test_refusals_are_words_of_graphs_own(body: bytes, codes: tuple[str, ...]) -> None:
    assert rejection(404, body).codes == codes
