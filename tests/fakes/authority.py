"""An authorisation server in the manner of Google's, for tests: consent without a page, tokens that are only words.

It is strict about what a client sends (PKCE, redirect address, client secret, each code and, if told so, each refresh token
only once) and as sparing with its answers as the test says.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from tests.fakes.web import Asked, Reply, Website

SECRET = "canary-client-secret"


@dataclass
class Authority:
    """What the server knows and how it behaves; tests turn its knobs."""

    site: Website
    client_id: str = "client-1.apps.example"
    email: str = "sam@example.org"
    grants: tuple[str, ...] | None = None
    """The scopes that the user ticks; None for all that were asked for."""
    says_scope: bool = True
    gives_refresh: bool = True
    rotates: bool = False
    refresh_life: int | None = None
    life: int | str | None = 3600
    refuses: str = ""
    """The error of the next consent."""
    basic_only: bool = False
    trouble: list[Reply] = field(default_factory=list)
    """Answers of the token endpoint that come before its own."""
    after: Callable[[], Reply] | None = None
    """What the token endpoint answers instead, after it has done its work."""
    profile: Reply | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    """The forms that came to the token endpoint."""
    consents: list[dict[str, str]] = field(default_factory=list)
    access: set[str] = field(default_factory=set)
    refresh: dict[str, str] = field(default_factory=dict)
    """Live refresh tokens, and their scopes."""
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = {}
        self._numbers = itertools.count(1)
        self.site.responder = self.respond

    def client_file(self, folder: Path, **changes: object) -> Path:
        """The client-secrets file that goes with it; a change of None leaves a key out."""
        section = {
            "client_id": self.client_id,
            "client_secret": SECRET,
            "auth_uri": f"{self.site.url}/o/auth",
            "token_uri": f"{self.site.url}/o/token",
            "redirect_uris": ["http://localhost"],
            **changes,
        }
        path = folder / "client_secret.json"
        path.write_text(json.dumps({"installed": {k: v for k, v in section.items() if v is not None}}), "utf-8")
        return path

    def respond(self, asked: Asked) -> Reply:
        match asked.method, urlsplit(asked.path).path:
            case "GET", "/o/auth":
                return self._consent(dict(parse_qsl(urlsplit(asked.path).query)))
            case "POST", "/o/token":
                return self._token(asked)
            case "GET", "/gmail/v1/users/me/profile":
                return self._profile(asked)
        return Reply(404)

    def _consent(self, asked: dict[str, str]) -> Reply:
        self.consents.append(asked)
        assert asked["client_id"] == self.client_id
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        assert (asked["access_type"], asked["prompt"]) == ("offline", "consent")
        answer = {"state": asked["state"], "iss": self.site.url}
        if self.refuses:
            answer["error"] = self.refuses
        else:
            code = f"canary-code-{next(self._numbers)}"
            self._codes[code] = asked
            answer["code"] = code
        return Reply(302, headers={"Location": f"{asked['redirect_uri']}?{urlencode(answer)}"})

    def _token(self, asked: Asked) -> Reply:
        form = {name: values[-1] for name, values in parse_qs(asked.body.decode(), keep_blank_values=True).items()}
        self.asked.append(form)
        if self.trouble:
            return self.trouble.pop(0)
        if not self._knows(asked, form):
            return _json(401, {"error": "invalid_client"})
        answer = self._exchange(form) if form["grant_type"] == "authorization_code" else self._renew(form)
        return self.after() if self.after else answer

    def _knows(self, asked: Asked, form: dict[str, str]) -> bool:
        if self.basic_only:
            pair = f"{self.client_id}:{SECRET}".encode()
            return asked.headers.get("authorization") == f"Basic {base64.b64encode(pair).decode()}"
        return (form.get("client_id"), form.get("client_secret")) == (self.client_id, SECRET)

    def _exchange(self, form: dict[str, str]) -> Reply:
        consent = self._codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if consent is None or (consent["redirect_uri"], consent["code_challenge"]) != (form["redirect_uri"], challenge):
            return _json(400, {"error": "invalid_grant", "error_description": "canary-description"})
        scopes = " ".join(self.grants) if self.grants is not None else consent["scope"]
        return self._grant(scopes, self.new_refresh(scopes) if self.gives_refresh else "")

    def _renew(self, form: dict[str, str]) -> Reply:
        token = form["refresh_token"]
        if token in self.used:
            self.refresh.clear()  # reuse of a replaced token ends the whole family (RFC 9700, section 4.14.2)
        scopes = self.refresh.get(token)
        if scopes is None:
            return _json(400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."})
        if not self.rotates:
            return self._grant(scopes, "")
        del self.refresh[token]
        self.used.add(token)
        return self._grant(scopes, self.new_refresh(scopes))

    def new_refresh(self, scopes: str) -> str:
        token = f"canary-refresh-{next(self._numbers)}"
        self.refresh[token] = scopes
        return token

    def _grant(self, scopes: str, refresh: str) -> Reply:
        access = f"canary-access-{next(self._numbers)}"
        self.access.add(access)
        answer: dict[str, object] = {"access_token": access, "token_type": "Bearer"}
        more = {
            "expires_in": self.life,
            "refresh_token": refresh or None,
            "scope": scopes if self.says_scope else None,
            "refresh_token_expires_in": self.refresh_life,
        }
        return _json(200, answer | {name: value for name, value in more.items() if value is not None})

    def _profile(self, asked: Asked) -> Reply:
        if self.profile is not None:
            return self.profile
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self.access:
            return Reply(401)
        return _json(200, {"emailAddress": self.email, "messagesTotal": 1, "historyId": "1"})


def _json(status: int, body: dict[str, object]) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8"})
