"""Access tokens of one Google account, renewed at its token endpoint."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from followbot.app.login import LoginRecord, LoginState
from followbot.errors import FollowbotError
from followbot.errors.google import client_unknown, no_renewal_now
from followbot.providers.google.client import Client
from followbot.providers.google.identity import standing
from followbot.providers.google.scopes import Permission
from followbot.providers.oauth import Declined, Grant, TokenEndpoint
from followbot.providers.renewing import Renewing

if TYPE_CHECKING:
    from followbot.app.login import Secrets
    from followbot.app.ports import Clock

ROW = "google"
"""The name of the vault's row."""

HOLD = timedelta(seconds=90)
"""How long to wait for another renewal: longer than a request may take."""

TESTING_LIFE = timedelta(days=7)
"""How long a refresh token lives of an app whose publishing status is "Testing"
(https://developers.google.com/identity/protocols/oauth2#expiration)."""

_CLIENT_GONE = frozenset({"invalid_client", "unauthorized_client", "deleted_client", "disabled_client"})

PASSING = frozenset({"temporarily_unavailable", "server_error"})
"""What may be gone a moment later, whatever status it comes with (RFC 6749, section 4.1.2.1)."""

_FINAL = frozenset({"invalid_grant", "access_denied", "admin_policy_enforced", "org_internal"})
"""After these it is no use to ask again. Any other refusal is asked about again in the next cycle."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the vault holds for an account. `issued` and `expires` are aware and concern the access token."""

    client_id: str
    refresh: str = field(repr=False)
    access: str = field(repr=False)
    issued: datetime
    expires: datetime

    def packed(self) -> bytes:
        values = (self.client_id, self.refresh, self.access, self.issued.isoformat(), self.expires.isoformat())
        return json.dumps(values).encode()


def unpacked(packed: bytes) -> Tokens:
    """The opposite of `Tokens.packed`; raises ValueError for anything else."""
    client_id, refresh, access, issued, expires = json.loads(packed)
    return Tokens(client_id, refresh, access, datetime.fromisoformat(issued), datetime.fromisoformat(expires))


def tokens_of(grant: Grant, client_id: str, now: datetime, refresh: str = "") -> Tokens:
    """What to keep of a grant; `refresh` is the token to go on with where the server gave no other."""
    expires = now + timedelta(seconds=grant.lifetime)
    return Tokens(client_id, grant.refresh or refresh, grant.access, now, expires)


class GoogleTokens(Renewing[Tokens]):
    """A `TokenSource` for one account.

    `addresses` are those that may have logged in; `permissions` what must have been granted.
    """

    def __init__(
        self,
        account: str,
        addresses: frozenset[str],
        permissions: tuple[Permission, ...],
        client: Client,
        *,
        secrets: Secrets,
        clock: Clock,
        counts: MutableMapping[str, int] | None = None,
    ) -> None:
        super().__init__(account, ROW, HOLD, secrets=secrets, clock=clock)
        self._addresses = addresses
        self._permissions = permissions
        self._client = client
        self._endpoint = TokenEndpoint(client.token_uri, client.id, client.secret, counts)

    def knows_owner(self) -> bool:
        """Whether it is known whose mailbox the login opens; without a login there is nothing to ask."""
        record = self._secrets.record(self._account)
        return record is None or bool(record.address)

    def found_owner(self, address: str) -> None:
        """Google says whose it is: kept with the login, which counts no more if it is nobody's of ours (`LoginNeeded`)."""
        with self._secrets.hold(self._account, HOLD):
            record, tokens = self._kept()
            if not record.address:
                self._keep(replace(record, address=address), tokens)
        self._kept()

    def _standing(self, record: LoginRecord | None) -> LoginState:
        return standing(record, self._addresses)

    def _unpacked(self, packed: bytes) -> Tokens:
        return unpacked(packed)

    def _stranger(self, tokens: Tokens) -> str:
        own = tokens.client_id == self._client.id
        return "" if own else "It was given to another OAuth client than the one in the client-secrets file."

    def _without_access(self, tokens: Tokens) -> Tokens:
        return replace(tokens, access="")

    def _renewed(self, record: LoginRecord, tokens: Tokens) -> Tokens:
        now = self._clock.now()
        # A vault that cannot be written (a full disk) is to be found out before the server replaces the token in it.
        self._keep(record, tokens)
        try:
            grant = self._endpoint.refresh(tokens.refresh)
        except Declined as refusal:
            raise self._declined(refusal, record, now) from None
        lost = [p.sentence for p in self._permissions if p.needed and not p.granted_by(grant.scopes or record.scopes)]
        fresh = tokens_of(grant, self._client.id, now, tokens.refresh)
        ends = now + timedelta(seconds=grant.refresh_lifetime) if grant.refresh_lifetime else record.ends
        self._keep(replace(record, scopes=grant.scopes or record.scopes, ends=ends), fresh)
        if lost:
            raise self._ended(record, " ".join(lost))
        return fresh

    def _declined(self, refusal: Declined, record: LoginRecord, now: datetime) -> FollowbotError:
        if refusal.code in PASSING:
            return no_renewal_now(refusal.code)
        if refusal.code in _CLIENT_GONE:
            return client_unknown(self._account, refusal.code)
        why = why_it_ended(refusal, now - record.at)
        return self._ended(record, why) if refusal.code in _FINAL else self._needed(why)


def why_it_ended(refusal: Declined, age: timedelta) -> str:
    """A sentence with the likely causes; Google does not say which one it is."""
    if refusal.code != "invalid_grant":
        return f"Google refuses to renew the login ({refusal.code})."
    if refusal.detail == "invalid_rapt":
        return "Google asks for a new login because your organisation limits how long one lasts (invalid_rapt)."
    aged = timedelta(days=6, hours=12) <= age <= timedelta(days=8)
    testing = "your OAuth app is in “Testing”, where a login lasts 7 days"
    first = f"Most likely {testing}. Otherwise" if aged else f"Likely causes: {testing};"
    return (
        f"Google has ended the login (invalid_grant). {first} you took the access away, changed your password,"
        " did not use it for six months, or logged in more than a hundred times."
    )
