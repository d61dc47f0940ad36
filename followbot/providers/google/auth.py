"""Logging in to Google: one consent in the browser, checked before anything is kept.

google-auth-oauthlib words the request for consent, with PKCE (RFC 7636), and that is all it is used for:

* its way to wait for the answer (`run_local_server`) takes the first request to the port for it, whatever that is;
* its way to fetch the tokens (`fetch_token`, over requests-oauthlib) has a session of its own, so that what holds for every
  request of followbot (allow-list, limits, certificates) would not hold for this one. It writes code and tokens to the log at
  level debug, raises a bare `Warning` where the user has left a box empty unless a variable of the environment is set, and
  refuses an authorisation server on this machine unless another one is.

`providers.loopback` and `providers.oauth` stand in. The latter renews tokens as well, so that one place reads Google's answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from followbot.app.login import LoginRecord, LoginState, Manner, Talk
from followbot.errors import FollowbotError, Unreachable
from followbot.errors.google import (
    access_for_an_hour,
    boxes_left_empty,
    client_refused,
    consent_page_failed,
    consent_refused,
    consent_too_late,
    no_device_login,
    no_login_now,
    organisation_refuses,
    other_account,
    port_not_registered,
)
from followbot.errors.login import login_timed_out
from followbot.providers.consent import invite
from followbot.providers.google.client import Client
from followbot.providers.google.errors import may_pass
from followbot.providers.google.identity import is_one_of, standing
from followbot.providers.google.scopes import Permission
from followbot.providers.google.tokens import HOLD, PASSING, ROW, TESTING_LIFE, tokens_of, unpacked
from followbot.providers.http import NotAllowed, Patience, Rule, TooLarge, Transport, origin_of
from followbot.providers.oauth import Declined, Grant, TokenEndpoint, word

if TYPE_CHECKING:
    from followbot.app.login import Secrets
    from followbot.app.ports import Clock

GMAIL = "https://gmail.googleapis.com"
PERMISSIONS_PAGE = "https://myaccount.google.com/connections"
_REVOKE = "https://oauth2.googleapis.com/revoke"
_GOOGLE_TOKENS = "https://oauth2.googleapis.com"


@dataclass(frozen=True, slots=True)
class GoogleLogin:
    """The `Login` of one account. `load_client` reads the client-secrets file; it is not asked before it is needed.

    `addresses` are those that may log in. `port` 0 is any, `endpoint` stands in for Google's APIs, `testing` says that the
    app is known to be in testing.
    """

    account: str
    email: str
    addresses: frozenset[str]
    permissions: tuple[Permission, ...]
    load_client: Callable[[], Client]
    secrets: Secrets
    clock: Clock
    port: int = 0
    endpoint: str = GMAIL
    testing: bool = False
    patience: Patience | None = None

    def state(self) -> LoginState:
        return standing(self.secrets.record(self.account), self.addresses)

    # --- in -----------------------------------------------------------------------------------------------------

    def log_in(self, manner: Manner, talk: Talk) -> LoginRecord:
        if manner.device:
            raise no_device_login()
        client = self.load_client()
        self.secrets.ready()
        grant = self._consented(client, manner, talk)
        now = self.clock.now()
        scopes = grant.scopes or tuple(p.scope for p in self.permissions)
        self._check_granted(scopes)
        record = LoginRecord(
            account=self.account,
            provider="google",
            address=self._checked_address(grant, talk),
            scopes=scopes,
            at=now,
            ends=self._end(grant, now),
            missing=tuple(p.sentence for p in self.permissions if not p.granted_by(scopes)),
        )
        with self.secrets.hold(self.account, HOLD):
            return self.secrets.begin(record, {ROW: tokens_of(grant, client.id, now).packed()})

    def _consented(self, client: Client, manner: Manner, talk: Talk) -> Grant:
        from followbot.providers.loopback import Receiver  # here, because `status` asks for nothing but the state

        with Receiver(client.host, self._port(client, manner), client.path) as receiver:
            url, verifier = consent_url(
                client, tuple(p.scope for p in self.permissions), receiver.redirect_uri, receiver.state, self.email
            )
            invite(url, receiver.port, manner, talk, "Google")
            try:
                found = receiver.wait(manner.timeout, talk.typing(), talk.say)
            except TimeoutError:
                raise login_timed_out(self.account) from None
            if "code" not in found:
                raise _refused(word(found.get("error")))
            return self._exchanged(client, found["code"], receiver.redirect_uri, verifier)

    def _port(self, client: Client, manner: Manner) -> int:
        asked = manner.port or self.port
        if client.exact and asked and asked != client.port:
            raise port_not_registered(client.port, asked)
        return asked or client.port

    def _exchanged(self, client: Client, code: str, redirect_uri: str, verifier: str) -> Grant:
        try:
            grant = TokenEndpoint(client.token_uri, client.id, client.secret).exchange(code, redirect_uri, verifier)
        except Declined as refusal:
            raise _declined(refusal) from None
        if not grant.refresh:
            raise access_for_an_hour(PERMISSIONS_PAGE)
        return grant

    def _check_granted(self, scopes: tuple[str, ...]) -> None:
        lacking = [p.sentence for p in self.permissions if p.needed and not p.granted_by(scopes)]
        if lacking:
            raise boxes_left_empty(" ".join(lacking))

    def _checked_address(self, grant: Grant, talk: Talk) -> str:
        """Whose mailbox it is; "" where Google does not say, which is told and is no reason to stop: the mailbox asks again."""
        address = grant.email or self._asked_address(grant, talk)
        if address and not is_one_of(address, self.addresses):
            raise other_account(address, self.account, self.email)
        return address

    def _asked_address(self, grant: Grant, talk: Talk) -> str:
        url = f"{self.endpoint.rstrip('/')}/gmail/v1/users/me/profile"
        transport = Transport(
            (Rule("GET", urlsplit(url).path, origin=origin_of(url)),), patience=self.patience, passing=may_pass
        )
        try:
            answer = transport.request("GET", url, headers={"Authorization": f"Bearer {grant.access}"})
            found = json.loads(answer.body)
        except Unreachable as error:
            talk.say(f"Whose mailbox this is could not be checked. {error.problem}")
            return ""
        except (ValueError, TooLarge):
            found = None
        address = found.get("emailAddress") if isinstance(found, dict) and answer.status == 200 else None
        if isinstance(address, str) and "@" in address:
            return address.strip()
        talk.say(f"Whose mailbox this is could not be checked: the Gmail API answers with status {answer.status}.")
        if answer.status == 403:
            talk.say("Is the Gmail API enabled in your Google Cloud project? The README says how.")
        return ""

    def _end(self, grant: Grant, now: datetime) -> datetime | None:
        if grant.refresh_lifetime is not None:
            return now + timedelta(seconds=grant.refresh_lifetime)
        return now + TESTING_LIFE if self.testing else None

    # --- out ----------------------------------------------------------------------------------------------------

    def log_out(self) -> str:
        with self.secrets.hold(self.account, HOLD):
            revoked = self._revoked()
            self.secrets.forget(self.account)
        return "" if revoked else f"To end the access at Google too, take followbot off the list at {PERMISSIONS_PAGE}."

    def _revoked(self) -> bool:
        """Whether Google has taken the refresh token back. Best effort: a lost key or network must not keep a login alive."""
        try:
            packed = self.secrets.get(self.account, ROW)
            if packed is None or origin_of(self.load_client().token_uri) != _GOOGLE_TOKENS:
                return False
            transport = Transport((Rule("POST", "/revoke", origin=_GOOGLE_TOKENS),))
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            body = f"token={unpacked(packed).refresh}".encode()
            return transport.request("POST", _REVOKE, headers=headers, body=body).status == 200
        except (FollowbotError, NotAllowed, TooLarge, ValueError, TypeError):
            return False


def consent_url(client: Client, scopes: tuple[str, ...], redirect_uri: str, state: str, email: str) -> tuple[str, str]:
    """The address of the consent page, and the PKCE verifier that goes with it.

    `access_type=offline` and `prompt=consent` are what makes Google give a refresh token each time
    (https://developers.google.com/identity/protocols/oauth2/web-server#creatingclient).
    """
    from google_auth_oauthlib.flow import Flow  # here, because it takes a third of a second and only a login needs it

    # The library refuses plain http, which `load_client` has allowed within this machine; so it words the request for
    # https, and the scheme is put back.
    _, _, place = client.auth_uri.partition("://")
    sections = {"client_id": client.id, "auth_uri": f"https://{place}", "token_uri": client.token_uri}
    flow = Flow.from_client_config({"installed": sections}, scopes=list(scopes), redirect_uri=redirect_uri)
    url, _ = flow.authorization_url(
        access_type="offline", prompt="consent", login_hint=email, state=state, include_granted_scopes="false"
    )
    scheme = urlsplit(client.auth_uri).scheme
    return f"{scheme}://{url.partition('://')[2]}", str(flow.code_verifier)


def _refused(code: str) -> FollowbotError:
    if code in PASSING:
        return no_login_now(code)
    if code == "access_denied":
        return consent_refused()
    if code in {"admin_policy_enforced", "org_internal"}:
        return organisation_refuses(code)
    return consent_page_failed(code or "unknown")


def _declined(refusal: Declined) -> FollowbotError:
    if refusal.code in PASSING:
        return no_login_now(refusal.code)
    if refusal.code == "invalid_grant":
        return consent_too_late()
    return client_refused(refusal.code)
