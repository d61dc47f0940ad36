"""Access tokens of one Microsoft account, renewed by msal.

msal's cache as a whole lies in the vault, in one row with the access token in use, and is written after every change, because
refresh tokens are replaced on every use. As long as the access token is good, msal is not even imported.

A 401 may carry a claims challenge (https://learn.microsoft.com/en-us/entra/identity-platform/claims-challenge): the next
renewal passes it on; where Microsoft wants to see the user for it, the login has ended.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from followbot.app.login import LoginRecord
from followbot.errors import ConfigurationError, FollowbotError, LoginNeeded
from followbot.providers.bearer import Wire
from followbot.providers.http import Answer
from followbot.providers.microsoft.identity import Identity, open_identity
from followbot.providers.microsoft.refusals import SCOPES, Adviser, Refusal, refusal_of
from followbot.providers.oauth import LIFETIME, seconds
from followbot.providers.renewing import Renewing

if TYPE_CHECKING:
    from followbot.app.login import Secrets
    from followbot.app.ports import Clock

ROW = "microsoft"
"""The name of the vault's row."""

HOLD = timedelta(seconds=150)
"""How long to wait for another renewal: longer than its two requests may take."""

_CLAIMS = re.compile(r'\bclaims\s*=\s*"([^"]{1,20000})"')


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the vault holds for an account. `issued` and `expires` are aware and concern the access token."""

    client_id: str
    authority: str
    access: str = field(repr=False)
    issued: datetime
    expires: datetime
    cache: str = field(repr=False)
    claims: str = field(default="", repr=False)
    """A challenge that the next renewal has to meet."""
    document: str = field(default="", repr=False)
    """What the authority said of itself, so that a renewal is one request."""

    def packed(self) -> bytes:
        times = (self.issued.isoformat(), self.expires.isoformat())
        known = (self.cache, self.claims, self.document)
        return json.dumps([self.client_id, self.authority, self.access, *times, *known]).encode()


def unpacked(packed: bytes) -> Tokens:
    """The opposite of `Tokens.packed`; raises ValueError for anything else."""
    client_id, authority, access, issued, expires, *known = json.loads(packed)
    times = (datetime.fromisoformat(issued), datetime.fromisoformat(expires))
    return Tokens(client_id, authority, access, *times, *known)


def tokens_of(answer: Mapping[str, Any], client_id: str, authority: str, identity: Identity, now: datetime) -> Tokens:
    """What to keep of msal's answer."""
    lifetime = timedelta(seconds=seconds(answer.get("expires_in")) or LIFETIME)
    access, document = str(answer["access_token"]), identity.door.document
    return Tokens(client_id, authority, access, now, now + lifetime, identity.dump, document=document)


def scopes_of(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """The permissions that an answer names, without OpenID's own; those asked for where it names none of Graph's."""
    stated = answer.get("scope")
    named = stated.split() if isinstance(stated, str) else []
    own = {"openid", "profile", "offline_access", "email"}
    return tuple(n for n in dict.fromkeys(named) if n.lower() not in own) or SCOPES


class MicrosoftTokens(Renewing[Tokens]):
    """A `TokenSource` for one account."""

    def __init__(
        self,
        account: str,
        client_id: str,
        authority: str,
        adviser: Adviser,
        *,
        secrets: Secrets,
        clock: Clock,
        counts: MutableMapping[str, int] | None = None,
    ) -> None:
        super().__init__(account, ROW, HOLD, secrets=secrets, clock=clock)
        self._client_id = client_id
        self._authority = authority
        self._adviser = adviser
        self._counts = counts
        self._challenge = ""

    def challenged(self, header: str) -> None:
        """A server refused a token with this WWW-Authenticate header."""
        self._challenge = claims_in(header)

    def refused(self, token: str) -> None:
        """As for every provider; the challenge that came with the refusal counts for this token alone."""
        try:
            super().refused(token)
        finally:
            self._challenge = ""

    def _without_access(self, tokens: Tokens) -> Tokens:
        return replace(tokens, access="", claims=self._challenge)

    def _unpacked(self, packed: bytes) -> Tokens:
        return unpacked(packed)

    def _stranger(self, tokens: Tokens) -> str:
        own = (tokens.client_id, tokens.authority) == (self._client_id, self._authority)
        return "" if own else "It was given to another client_id or by another authority than the configuration names."

    # --- renewing ---------------------------------------------------------------------------------------------------

    def _renewed(self, record: LoginRecord, tokens: Tokens) -> Tokens:
        try:
            identity = open_identity(self._client_id, self._authority, tokens.cache, self._counts, tokens.document)
            answer = self._asked(identity, tokens)
        except FollowbotError:
            # Perhaps the authority has moved its endpoints: the next renewal asks it again where they are.
            self._keep(record, replace(tokens, document=""))
            raise
        if answer is None:
            raise self._ended(record, "Its refresh token is gone.")
        if "access_token" not in answer:
            raise self._refused(record, replace(tokens, cache=identity.dump, document=""), refusal_of(answer))
        fresh = tokens_of(answer, self._client_id, self._authority, identity, self._clock.now())
        self._keep(replace(record, scopes=scopes_of(answer)), fresh)
        return fresh

    def _asked(self, identity: Identity, tokens: Tokens) -> Mapping[str, Any] | None:
        """msal's answer to a renewal; None where there is nothing to renew."""
        accounts = identity.app.get_accounts()
        if not accounts:
            return self._by_refresh_token(identity, tokens)
        answer: Mapping[str, Any] | None = identity.app.acquire_token_silent_with_error(
            list(SCOPES), account=accounts[0], force_refresh=True, claims_challenge=tokens.claims or None
        )
        return answer

    @staticmethod
    def _by_refresh_token(identity: Identity, tokens: Tokens) -> Mapping[str, Any] | None:
        """The same where msal keeps no account, because the authority gave no id token (OAuth without OpenID)."""
        kept = list(identity.cache.search(identity.cache.CredentialType.REFRESH_TOKEN))
        if not kept:
            return None
        latest = max(kept, key=lambda entry: int(entry.get("last_modification_time", "0")))
        more = {"data": {"claims": tokens.claims}} if tokens.claims else {}
        answer: Mapping[str, Any] = identity.app.acquire_token_by_refresh_token(latest["secret"], list(SCOPES), **more)
        return answer

    def _refused(
        self, record: LoginRecord, tokens: Tokens, refusal: Refusal
    ) -> LoginNeeded | ConfigurationError | Exception:
        if refusal.final:
            self._secrets.end(self._account, record.serial, self._adviser.why(refusal))
        elif tokens.cache:
            self._keep(record, tokens)
        return self._adviser.error(refusal)


class Challenged:
    """A wire that lets the source of tokens know with which challenge a token was refused."""

    def __init__(self, wire: Wire, tokens: MicrosoftTokens) -> None:
        self._wire = wire
        self._tokens = tokens

    def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        answer = self._wire.request(method, url, headers=headers, body=body)
        if answer.status == 401:
            self._tokens.challenged(answer.headers.get("www-authenticate", ""))
        return answer


def claims_in(header: str) -> str:
    """The claims that a WWW-Authenticate header asks for, as JSON; "" where it asks for none."""
    found = _CLAIMS.search(header)
    if found is None:
        return ""
    text = found[1]
    try:
        data = base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
        claims = json.loads(data)
    except (binascii.Error, ValueError):
        return ""
    return data.decode("utf-8", "replace") if isinstance(claims, dict) else ""
