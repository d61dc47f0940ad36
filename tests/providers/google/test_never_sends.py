"""followbot cannot send: every method that Google describes is tried against the transport's list, and few pass."""

from __future__ import annotations

import re

import pytest

from followbot.providers.google.api import Api, rules
from followbot.providers.http import Answer, NotAllowed, Rule, Transport
from tests.fakes.google.contract import Method, methods
from tests.fakes.google.server import ENDPOINT

ALLOWED = {
    "gmail.users.getProfile",
    "gmail.users.history.list",
    "gmail.users.messages.list",
    "gmail.users.messages.get",
    "gmail.users.threads.get",
    "gmail.users.drafts.list",
    "gmail.users.drafts.get",
    "gmail.users.drafts.create",
    "gmail.users.drafts.delete",
    "gmail.users.settings.sendAs.list",
    "calendar.events.list",
    "calendar.calendarList.list",
}
"""Written down a second time on purpose: a method that joins the list has to be argued for here, too."""


class Deaf(Transport):
    """A transport that would send, and notes that it would."""

    def __init__(self, allowed: tuple[Rule, ...]) -> None:
        super().__init__(allowed)
        self.sent: list[str] = []

    def _once(self, method: str, url: str, headers: object, body: object) -> Answer:
        self.sent.append(f"{method} {url}")
        return Answer(200, {}, b"{}")


def addresses(method: Method, base: str) -> list[str]:
    """Every address under which a method could be called: each of its paths, with ids that are words of other paths too."""
    words = ("x1", "send", "import", "a%40b.example", "..", "me")
    filled = [
        re.sub(r"\{\+?\w+\}", word, path.replace("{userId}", "me").replace("{+userId}", "me"))
        for path in method.paths
        for word in words
    ]
    return [base + path for path in filled]


def origins(endpoint: str | None) -> list[str]:
    return [endpoint] if endpoint else ["https://gmail.googleapis.com", "https://www.googleapis.com"]


@pytest.mark.parametrize("endpoint", [None, ENDPOINT, f"{ENDPOINT}/behind/a/path"])
def test_of_every_method_that_google_describes_only_the_listed_ones_pass(endpoint: str | None) -> None:
    transport = Deaf(rules(endpoint))
    passed = set()
    tried = 0
    for method in methods():
        for base in origins(endpoint):
            for url in addresses(method, base):
                tried += 1
                try:
                    transport.request(method.verb, url)
                except NotAllowed:
                    continue
                passed.add(method.id)
    assert passed == ALLOWED
    assert tried > 117 * 6


def test_nothing_that_passes_can_send_import_insert_trash_or_set_anything() -> None:
    verbs = {m.id: m.verb for m in methods() if m.id in ALLOWED}
    assert {name for name, verb in verbs.items() if verb != "GET"} == {
        "gmail.users.drafts.create",
        "gmail.users.drafts.delete",
    }
    words = ("send", "import", "insert", "trash", "modify", "batch", "watch", "update", "patch")
    assert not [name for name in ALLOWED if name.rpartition(".")[2].lower().startswith(words)]


@pytest.mark.parametrize("verb", ["POST", "PUT", "PATCH"])
@pytest.mark.parametrize(
    "path",
    [
        "/gmail/v1/users/me/messages/send",
        "/gmail/v1/users/me/drafts/send",
        "/upload/gmail/v1/users/me/messages/send",
        "/upload/gmail/v1/users/me/drafts/send",
        "/resumable/upload/gmail/v1/users/me/drafts/send",
        "/gmail/v1/users/someone%40else.example/messages/send",
        "/gmail/v1/users/me/drafts/../messages/send",
        "/gmail/v1/users/me/drafts/%2e%2e/messages/send",
        "/gmail/v1/users/me/drafts//send",
        "/gmail/v1/users/me/drafts;send",
        "/gmail/v1//users/me/messages/send",
        "/batch",
        "/batch/calendar/v3",
    ],
)
def test_no_spelling_of_an_address_that_sends_passes(verb: str, path: str) -> None:
    transport = Deaf(rules(ENDPOINT))
    with pytest.raises(NotAllowed):
        transport.request(verb, ENDPOINT + path)
    assert transport.sent == []


def batch(*lines: str) -> bytes:
    head = "--b\r\nContent-Type: application/http\r\nContent-ID: <{}>\r\n\r\n"
    parts = [f"{head.format(number)}{line}\r\n\r\n" for number, line in enumerate(lines)]
    return ("".join(parts) + "--b--\r\n").encode()


BATCH = {"Content-Type": "multipart/mixed; boundary=b"}


def test_a_batch_of_reads_passes_and_is_counted() -> None:
    counts: dict[str, int] = {}
    transport = Deaf(rules(ENDPOINT))
    transport._counts = counts
    body = batch(*(f"GET /gmail/v1/users/me/messages/{i}?format=metadata HTTP/1.1" for i in range(3)))
    transport.request("POST", f"{ENDPOINT}/batch/gmail/v1", headers=BATCH, body=body)
    assert counts == {
        "POST /batch/gmail/v1": 1,
        "GET /gmail/v1/users/me/messages/{id} (in a batch)": 3,
    }


@pytest.mark.parametrize(
    "body",
    [
        batch("POST /gmail/v1/users/me/messages/send HTTP/1.1"),
        batch("GET /gmail/v1/users/me/messages/1 HTTP/1.1", "POST /gmail/v1/users/me/drafts/send HTTP/1.1"),
        batch("POST /gmail/v1/users/me/drafts HTTP/1.1"),
        batch("DELETE /gmail/v1/users/me/drafts/1 HTTP/1.1"),
        batch("POST /batch/gmail/v1 HTTP/1.1"),
        batch("GET /gmail/v1/users/me/messages/1 HTTP/1.1\r\nX-HTTP-Method-Override: POST"),
        batch("GET https://elsewhere.example/gmail/v1/users/me/messages/1 HTTP/1.1"),
        batch("GET /gmail/v1/users/me/labels HTTP/1.1"),
        batch("nonsense"),
        b"",
        b"--b--\r\n",
        b"POST /gmail/v1/users/me/messages/send HTTP/1.1\r\n\r\n",
    ],
    ids=range(12),
)
def test_a_batch_with_anything_else_in_it_is_not_sent(body: bytes) -> None:
    transport = Deaf(rules(ENDPOINT))
    with pytest.raises(NotAllowed):
        transport.request("POST", f"{ENDPOINT}/batch/gmail/v1", headers=BATCH, body=body)
    assert transport.sent == []


def test_a_read_cannot_be_turned_into_a_write_by_a_header() -> None:
    transport = Deaf(rules(ENDPOINT))
    with pytest.raises(NotAllowed):
        transport.request(
            "GET", f"{ENDPOINT}/gmail/v1/users/me/drafts", headers={"x-http-method-override": "POST"}, body=b"{}"
        )
    assert transport.sent == []


def test_google_s_own_addresses_belong_to_google_alone() -> None:
    transport = Deaf(rules())
    with pytest.raises(NotAllowed):
        transport.request("POST", "https://gmail.googleapis.com.evil.example/gmail/v1/users/me/drafts")
    with pytest.raises(NotAllowed):
        transport.request("POST", "http://gmail.googleapis.com/gmail/v1/users/me/drafts")


def test_the_client_does_not_even_know_how_to_send() -> None:
    """The methods are not merely refused: the client is built without them."""
    from followbot.providers.bearer import Bearer
    from tests.fakes.wire import Tokens

    api = Api(Bearer("main", Deaf(rules(ENDPOINT)), Tokens(), provider="Google"), ENDPOINT)
    assert not hasattr(api.messages, "send")
    assert not hasattr(api.drafts, "send")
    assert not hasattr(api.drafts, "update")
    assert not hasattr(api.events, "insert")
    assert not hasattr(api.users, "watch")
