"""Google's APIs: google-api-python-client builds the requests and parses the answers, our own transport carries them.

The client's default transport (httplib2) sends a POST again by itself when a server closes the connection without an answer,
and is not safe among threads; so the client gets an `http=` object that is a thin skin over `providers.http`. The client also
knows every method of the services, sending among them. It is built from the discovery documents that it ships with, cut down
to the methods that followbot uses: the others do not exist here, and the transport's allow-list would refuse them besides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import resources
from typing import Any

from followbot.errors.google import answer_too_large, answer_unreadable, strange_request
from followbot.providers.bearer import Bearer
from followbot.providers.google.errors import Rejected, rejection
from followbot.providers.http import NotAllowed, Rule, TooLarge, origin_of

GMAIL = "https://gmail.googleapis.com"
CALENDAR = "https://www.googleapis.com"

_ME = "/gmail/v1/users/me"
_METHODS = {
    "gmail.users.getProfile": ("GET", f"{_ME}/profile"),
    "gmail.users.history.list": ("GET", f"{_ME}/history"),
    "gmail.users.messages.list": ("GET", f"{_ME}/messages"),
    "gmail.users.messages.get": ("GET", f"{_ME}/messages/{{id}}"),
    "gmail.users.threads.get": ("GET", f"{_ME}/threads/{{id}}"),
    "gmail.users.drafts.list": ("GET", f"{_ME}/drafts"),
    "gmail.users.drafts.get": ("GET", f"{_ME}/drafts/{{id}}"),
    "gmail.users.drafts.create": ("POST", f"{_ME}/drafts"),
    "gmail.users.drafts.delete": ("DELETE", f"{_ME}/drafts/{{id}}"),
    "gmail.users.settings.sendAs.list": ("GET", f"{_ME}/settings/sendAs"),
    "calendar.events.list": ("GET", "/calendar/v3/calendars/{calendarId}/events"),
    "calendar.calendarList.list": ("GET", "/calendar/v3/users/me/calendarList"),
}
"""Everything that followbot may ask of Google: it reads, it creates drafts, and it deletes drafts."""

_BATCH = "/batch/gmail/v1"
BATCH_SIZE = 50
"""Requests in a batch. Google takes 100 and advises against more than 50."""

Document = dict[str, Any]


def rules(endpoint: str | None = None) -> tuple[Rule, ...]:
    """The allow-list of the transport. `endpoint` stands in for both of Google's own addresses."""
    return (
        *(_rule(method, path, endpoint) for method, path in _METHODS.values()),
        _rule("POST", _BATCH, endpoint, batch=True),
    )


def _rule(method: str, path: str, endpoint: str | None, *, batch: bool = False) -> Rule:
    base = endpoint.rstrip("/") if endpoint else (CALENDAR if path.startswith("/calendar/") else GMAIL)
    origin = origin_of(base)
    return Rule(method, base[len(origin) :] + path, origin=origin, label=path, batch=batch)


class Api:
    """The services as one account sees them. Every answer that is no success raises `Rejected`."""

    def __init__(self, wire: Bearer, endpoint: str | None = None) -> None:
        self._wire = wire
        self._http = _Http(wire)
        self._endpoint = endpoint
        self._batches = True

    def prepare(self) -> None:
        """Have a token at hand, before anything is asked; raises what the source of tokens raises."""
        self._wire.prepare()

    def ask(self, request: Any) -> dict[str, Any]:
        """Make one request of the client's; {} where the answer has no body. Raises `Rejected` and `Unreachable`."""
        try:
            answer = request.execute(http=self._http, num_retries=0)
        except TooLarge:
            raise answer_too_large() from None
        except NotAllowed:
            # The client makes a POST of an address that is too long, which a page token of Google's may cause.
            raise strange_request() from None
        except (ValueError, UnicodeDecodeError):
            raise answer_unreadable() from None
        return answer if isinstance(answer, dict) else {}

    def pages(self, build: Callable[..., Any], **arguments: Any) -> Iterator[dict[str, Any]]:
        """The pages of a list, one request each. (The client's own `list_next` breaks on repeated parameters.)"""
        token: str | None = None
        while True:
            answer = self.ask(build(**arguments, pageToken=token))
            yield answer
            before, token = token, answer.get("nextPageToken")
            if not token or token == before:
                return

    def ask_all(self, requests: Sequence[Any]) -> list[dict[str, Any] | Rejected]:
        """Make many reads, in batches where Google takes them, else one by one; the answers in the same order."""
        answers: list[dict[str, Any] | Rejected] = []
        for start in range(0, len(requests), BATCH_SIZE):
            part = requests[start : start + BATCH_SIZE]
            taken = self._batch(part) if self._batches and len(part) > 1 else None
            answers += self._mended(part, taken or [None] * len(part))
            halt = next((a for a in answers[start:] if isinstance(a, Rejected) and a.slow_down), None)
            if halt is not None:
                return answers + [halt] * (len(requests) - len(answers))
        return answers

    def _one(self, request: Any) -> dict[str, Any] | Rejected:
        try:
            return self.ask(request)
        except Rejected as refusal:
            return refusal

    def _mended(
        self, requests: Sequence[Any], answers: Sequence[dict[str, Any] | Rejected | None]
    ) -> list[dict[str, Any] | Rejected]:
        """What a batch answered with "not now", or not at all, is asked by itself: the transport knows how to wait.

        So is a 401, which a fresh token may heal. Where waiting has not helped, the others need not try.
        """
        mended: list[dict[str, Any] | Rejected] = []
        halt: Rejected | None = None
        for request, answer in zip(requests, answers, strict=True):
            if answer is None or (isinstance(answer, Rejected) and (answer.passing or answer.status == 401)):
                answer = halt or self._one(request)
                halt = answer if isinstance(answer, Rejected) and answer.slow_down else halt
            mended.append(answer)
        return mended

    def _batch(self, requests: Sequence[Any]) -> list[dict[str, Any] | Rejected | None] | None:
        """The answers to one batch; None where it was not taken as one. Nothing is lost then: all of them are reads."""
        from googleapiclient.errors import Error

        answers: list[dict[str, Any] | Rejected | None] = [None] * len(requests)

        def take(number: str, answer: Any, error: Any) -> None:
            status = int(getattr(getattr(error, "resp", None), "status", 0) or 0)
            if isinstance(answer, dict):
                answers[int(number)] = answer
            elif status:
                answers[int(number)] = rejection(status, getattr(error, "content", b""))

        batch = self._gmail.new_batch_http_request(callback=take)
        for number, request in enumerate(requests):
            batch.add(request, request_id=str(number))
        try:
            batch.execute(http=self._http)
        except Rejected as refusal:
            if not refusal.passing and refusal.status != 401:
                self._batches = False
            return None
        except (Error, TooLarge, ValueError, LookupError, TypeError, AttributeError):
            # The library's ways to fail at an answer that is no batch.
            self._batches = False
            return None
        return answers

    # --- the parts of the client, each built once: building one takes longer than using it ------------------------

    @cached_property
    def _gmail(self) -> Any:
        return _client("gmail.v1", self._http, self._endpoint)

    @cached_property
    def _calendar(self) -> Any:
        return _client("calendar.v3", self._http, self._endpoint)

    @cached_property
    def users(self) -> Any:
        return self._gmail.users()

    @cached_property
    def history(self) -> Any:
        return self.users.history()

    @cached_property
    def messages(self) -> Any:
        return self.users.messages()

    @cached_property
    def threads(self) -> Any:
        return self.users.threads()

    @cached_property
    def drafts(self) -> Any:
        return self.users.drafts()

    @cached_property
    def send_as(self) -> Any:
        return self.users.settings().sendAs()

    @cached_property
    def events(self) -> Any:
        return self._calendar.events()

    @cached_property
    def calendar_list(self) -> Any:
        return self._calendar.calendarList()


class _Http:
    """What the client takes for httplib2."""

    def __init__(self, wire: Bearer) -> None:
        self._wire = wire

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> tuple[Any, bytes]:
        import httplib2  # its response class is part of the client's interface

        data = body.encode() if isinstance(body, str) else body
        # requests reckons the length itself, and "content-length: 0" has no place on a GET.
        own = {name: value for name, value in (headers or {}).items() if name.lower() != "content-length"}
        answer = self._wire.request(method, uri, headers=own, body=data)
        if not 200 <= answer.status < 300:
            raise rejection(answer.status, answer.body)
        # The body is decoded already.
        kept = {name: value for name, value in answer.headers.items() if name != "content-encoding"}
        return httplib2.Response({**kept, "status": str(answer.status)}), answer.body

    def close(self) -> None:
        """The transport keeps its own connections."""


def _client(name: str, http: _Http, endpoint: str | None) -> Any:
    from googleapiclient.discovery import build_from_document

    return build_from_document(_cut(_document(name), endpoint), http=http)


def _document(name: str) -> Document:
    """A discovery document as the client ships it."""
    text = (resources.files("googleapiclient.discovery_cache") / "documents" / f"{name}.json").read_text("utf-8")
    document: Document = json.loads(text)
    return document


def _cut(document: Document, endpoint: str | None) -> Document:
    """The document with the allowed methods alone, and of its schemas no more than the client needs to page through lists."""
    root = f"{endpoint.rstrip('/')}/" if endpoint else document["rootUrl"]
    kept = ("name", "version", "servicePath", "parameters")
    schemas = {name: _bare(schema) for name, schema in document["schemas"].items()}
    return {
        **{key: document[key] for key in kept},
        "rootUrl": root,
        # The documents still name the global "batch", which Google closed in 2020.
        "batchPath": f"batch/{document['name']}/{document['version']}",
        "baseUrl": root + document["servicePath"],
        "schemas": schemas,
        "resources": dict(_resources(document["resources"])),
    }


def _bare(schema: Document) -> Document:
    properties = {key: value for key, value in schema.get("properties", {}).items() if key == "nextPageToken"}
    return {"id": schema["id"], "type": "object", "properties": properties}


def _resources(found: Mapping[str, Document]) -> Iterator[tuple[str, Document]]:
    for name, resource in found.items():
        methods = {key: method for key, method in resource.get("methods", {}).items() if method["id"] in _METHODS}
        nested = dict(_resources(resource.get("resources", {})))
        if methods or nested:
            yield name, {"methods": methods, "resources": nested}
