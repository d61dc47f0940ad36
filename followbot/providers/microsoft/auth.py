"""Logging in to Microsoft by msal: with the browser of this machine or another one, or by a code on any device.

The browser comes first, because organisations block device codes more and more (a policy that Microsoft itself switches on).
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from followbot.app.login import LoginRecord, LoginState, Manner, Talk, state_of
from followbot.errors import FollowbotError, LoginNeeded
from followbot.errors.login import login_timed_out
from followbot.errors.microsoft import access_for_an_hour, answer_does_not_fit, no_device_login
from followbot.providers.consent import invite, minutes
from followbot.providers.microsoft.identity import Identity, is_microsofts, open_identity
from followbot.providers.microsoft.refusals import SCOPES, Adviser, Refusal, refusal_of
from followbot.providers.microsoft.tokens import HOLD, ROW, scopes_of, tokens_of

if TYPE_CHECKING:
    from followbot.app.login import Secrets
    from followbot.app.ports import Clock
    from followbot.providers.loopback import Receiver

ACCESS_PAGE = "https://myapps.microsoft.com (work) or https://account.live.com/consent/Manage (personal)"
_STILL_WAITING = frozenset({"authorization_pending", "slow_down", "expired_token", "code_expired"})
_SENTENCES = {
    "Mail.ReadWrite": "followbot may not read your mail or leave drafts.",
    "Calendars.Read": "followbot may not read your calendar.",
}


@dataclass(frozen=True, slots=True)
class MicrosoftLogin:
    """The `Login` of one account. `addresses` are the user's own; `authority` is who signs in, `port` 0 is any."""

    account: str
    email: str
    addresses: frozenset[str]
    client_id: str
    authority: str
    adviser: Adviser
    secrets: Secrets
    clock: Clock
    port: int = 0

    def state(self) -> LoginState:
        return state_of(self.secrets.record(self.account))

    # --- in -----------------------------------------------------------------------------------------------------

    def log_in(self, manner: Manner, talk: Talk) -> LoginRecord:
        self.secrets.ready()
        identity = open_identity(self.client_id, self.authority)
        answer = self._by_device(identity, manner, talk) if manner.device else self._by_browser(identity, manner, talk)
        now = self.clock.now()
        self._check_lasting(identity)
        address = _address(answer)
        self._compare(address, talk)
        scopes = scopes_of(answer)
        granted = {scope.rpartition("/")[2].lower() for scope in scopes}
        record = LoginRecord(
            account=self.account,
            provider="microsoft",
            address=address,
            scopes=scopes,
            at=now,
            missing=tuple(sentence for name, sentence in _SENTENCES.items() if name.lower() not in granted),
        )
        tokens = tokens_of(answer, self.client_id, self.authority, identity, now)
        with self.secrets.hold(self.account, HOLD):
            return self.secrets.begin(record, {ROW: tokens.packed()})

    def _by_browser(self, identity: Identity, manner: Manner, talk: Talk) -> Mapping[str, Any]:
        from followbot.providers.loopback import Receiver  # here, because `status` asks for nothing but the state

        with Receiver("localhost", manner.port or self.port) as receiver:
            flow = self._begun(identity, receiver)
            invite(identity.door.real(str(flow["auth_uri"])), receiver.port, manner, talk, "Microsoft")
            try:
                found = receiver.wait(manner.timeout, talk.typing(), talk.say)
            except TimeoutError:
                raise self._too_late() from None
            if "code" not in found:
                raise self._refused(refusal_of(found), talk)
            try:
                answer = identity.app.acquire_token_by_auth_code_flow(flow, found)
            except (ValueError, RuntimeError):
                raise answer_does_not_fit() from None
        return self._granted(answer, talk)

    def _begun(self, identity: Identity, receiver: Receiver) -> dict[str, Any]:
        """The login as msal begins it."""
        with warnings.catch_warnings():
            # msal would have the answer posted; browsers ask before they post from https to this machine.
            warnings.filterwarnings("ignore", message="response_mode")
            flow: dict[str, Any] = identity.app.initiate_auth_code_flow(
                list(SCOPES),
                # Registered as http://localhost, without a path; of a loopback address Microsoft ignores the port.
                redirect_uri=f"http://localhost:{receiver.port}",
                state=receiver.state,
                login_hint=self.email or None,
                # Elsewhere lasting access may be given only where consent is asked for (OpenID Connect Core 1.0, section 11).
                prompt=None if is_microsofts(self.authority) else "consent",
            )
        return flow

    def _by_device(self, identity: Identity, manner: Manner, talk: Talk) -> Mapping[str, Any]:
        if not identity.app.authority.device_authorization_endpoint:
            raise no_device_login()
        flow = identity.app.initiate_device_flow(list(SCOPES))
        if "user_code" not in flow:
            raise self._refused(refusal_of(flow, device=True), talk)
        # msal stops asking when the code has expired; whoever is to wait for a shorter time lets it expire earlier.
        spare = float(flow.get("expires_in") or 0) - manner.timeout.total_seconds()
        flow["expires_at"] = flow.get("expires_at", 0) - max(spare, 0.0)
        place = flow.get("verification_uri") or flow.get("verification_url") or ""
        talk.say("On any device, open this address in a browser:")
        talk.show("")
        talk.show(identity.door.real(str(place)))
        talk.show("")
        talk.say("Type this code there, and log in:")
        talk.show("")
        talk.show(f"  {flow['user_code']}")
        talk.show("")
        talk.say(f"Waiting for you, at most {minutes(manner.timeout)} ...")
        answer = identity.app.acquire_token_by_device_flow(flow)
        if answer.get("error") in _STILL_WAITING:
            raise self._too_late()
        return self._granted(answer, talk, device=True)

    def _granted(self, answer: Any, talk: Talk, *, device: bool = False) -> Mapping[str, Any]:
        if isinstance(answer, Mapping) and answer.get("access_token"):
            return answer
        raise self._refused(refusal_of(answer if isinstance(answer, Mapping) else {}, device=device), talk)

    def _refused(self, refusal: Refusal, talk: Talk) -> FollowbotError:
        if self.adviser.needs_admin(refusal):
            # An error's text is wrapped, and an address to be sent on must stay in one piece.
            talk.say("An administrator consents at this address:")
            talk.show("")
            talk.show(self.adviser.admin_url)
            talk.show("")
        return self.adviser.error(refusal)

    def _too_late(self) -> LoginNeeded:
        return login_timed_out(self.account)

    def _check_lasting(self, identity: Identity) -> None:
        """Whether there is a refresh token: without one followbot would be logged out in an hour."""
        try:
            found = json.loads(identity.dump).get("RefreshToken")
        except (ValueError, AttributeError):
            found = None
        if not found:
            raise access_for_an_hour()

    def _compare(self, address: str, talk: Talk) -> None:
        """A work account may sign in under another name than its mailbox has, so another address is told, not refused."""
        if address and address.lower() not in self.addresses | {self.email.lower()}:
            talk.say(
                f"You logged in as {address}, and account {self.account} is {self.email}. If both are one mailbox, all is"
                f" well. If not: followbot auth logout {self.account}, then log in again as {self.email}."
            )

    # --- out ----------------------------------------------------------------------------------------------------

    def log_out(self) -> str:
        with self.secrets.hold(self.account, HOLD):
            self.secrets.forget(self.account)
        return f"Microsoft has no way for programs to end the access there; you can do it at {ACCESS_PAGE}."


def _address(answer: Mapping[str, Any]) -> str:
    """Who logged in, as the id token says; "" where it does not."""
    claims = answer.get("id_token_claims")
    names = ("preferred_username", "email", "upn", "unique_name")
    found = (claims.get(name) for name in names) if isinstance(claims, Mapping) else iter(())
    return next((str(value).strip() for value in found if isinstance(value, str) and "@" in value), "")
