"""msal over the one transport: who signs the user in, and by which requests.

msal asks an authority where its endpoints are, and then only these. So its `http_client` is given a transport of two lists:
the places that may be asked for that document, and the endpoints that the document names. Nothing is repeated, everything
ends, certificates are those of the whole program (msal's own client knows REQUESTS_CA_BUNDLE alone, and waits for ever).

Any other OpenID provider may stand in (`oidc_authority` in msal). msal insists on https and on a path, also within this
machine; there such an authority is called by another name towards msal, and by its own towards the network.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from followbot.errors.microsoft import (
    authority_of_another,
    authority_unusable,
    no_authority,
    no_login_now,
    sign_in_too_large,
    sign_in_unreadable,
)
from followbot.providers.http import (
    Answer,
    Limits,
    NotAllowed,
    Rule,
    TooLarge,
    Transport,
    host_of,
    is_loopback,
    is_passing,
    is_secure,
    origin_of,
)

COMMON = "https://login.microsoftonline.com/common"
"""The authority for personal and work accounts alike."""

_MICROSOFT = ("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn")
_DISCOVERY = "/.well-known/openid-configuration"
_ENDPOINTS = ("token_endpoint", "device_authorization_endpoint")
_LIMITS = Limits(size=1024 * 1024, total=60.0)


def is_microsofts(authority: str) -> bool:
    """Whether Microsoft itself signs in: such an authority has manners of its own."""
    return host_of(authority).lower() in _MICROSOFT


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as msal reads it."""

    status_code: int
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    host: str = ""

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise no_login_now(self.host, self.status_code)


class Door:
    """What msal takes for its HTTP client. `counts` is added to: requests made, by "METHOD path"."""

    def __init__(self, authority: str, counts: MutableMapping[str, int] | None = None, document: str = "") -> None:
        self._authority = authority.rstrip("/")
        self.document = document
        """What the authority says of itself, as it was told last; what is known is not asked for again."""
        self._counts = counts if counts is not None else {}
        self._renamed: dict[str, str] = {}
        """Origins as msal knows them, to what they are."""
        self.issuer = ""
        """Who the authority says that it is."""
        self._open: Transport | None = None
        parts = urlsplit(self._authority)
        origin = origin_of(self._authority)
        if parts.scheme == "http" and is_loopback(self._authority):
            self._renamed[f"https{origin[4:]}"] = origin
        path = parts.path.rstrip("/")
        self.stated = f"https://{parts.netloc}{path or '/-'}"
        """The authority as msal is told of it."""
        wanted = [f"{path}{_DISCOVERY}", f"{path}/v2.0{_DISCOVERY}"]
        rules = [Rule("GET", place, origin=origin, label=place) for place in dict.fromkeys(wanted)]
        self._documents = Transport(rules, counts=self._counts, limits=_LIMITS)

    def real(self, url: str) -> str:
        """An address that msal made, as the network knows it."""
        origin = origin_of(url)
        return self._renamed[origin] + url[len(origin) :] if origin in self._renamed else url

    # --- what msal calls --------------------------------------------------------------------------------------------

    def get(self, url: str, params: Any = None, headers: Mapping[str, str] | None = None, **_: Any) -> Reply:
        if urlsplit(url).path.endswith(_DISCOVERY):
            return self._discovery(url)
        query = f"?{urlencode(params)}" if params else ""
        return self._reply(self._asked(self._documents, "GET", self.real(url) + query, headers or {}, None), url)

    def post(
        self, url: str, params: Any = None, data: Any = None, headers: Mapping[str, str] | None = None, **_: Any
    ) -> Reply:
        if self._open is None:
            raise NotAllowed("Nobody has said yet where the endpoints are")
        query = f"?{urlencode(params)}" if params else ""
        body = data.encode() if isinstance(data, str) else urlencode(data or {}).encode()
        own = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        return self._reply(self._asked(self._open, "POST", self.real(url) + query, own, body), url)

    def close(self) -> None:
        """The transport keeps its own connections."""

    # --- the document -----------------------------------------------------------------------------------------------

    def _discovery(self, url: str) -> Reply:
        """The document that names the endpoints, under msal's names for them."""
        reply = Reply(200, self.document, {}, host_of(url)) if self.document else self._looked_up(url)
        if reply.status_code != 200:
            return reply
        try:
            found = json.loads(reply.text)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise no_authority(host_of(url))
        self.document = reply.text
        self._open = Transport(self._endpoints(found), counts=self._counts, limits=_LIMITS)
        told = {name: self._retold(value) for name, value in found.items()}
        if isinstance(found.get("issuer"), str):
            self.issuer = str(found["issuer"])
            told["issuer"] = self._own(told["issuer"])
        return Reply(reply.status_code, json.dumps(told), reply.headers, reply.host)

    def _looked_up(self, url: str) -> Reply:
        """The document, from the authority. An issuer's own place for it comes first, then that of Entra ID."""
        places = (
            [self.real(url)]
            if is_microsofts(self._authority)
            else [
                f"{self._authority}{_DISCOVERY}",
                f"{self._authority}/v2.0{_DISCOVERY}",
            ]
        )
        for place in places:
            answer = self._asked(self._documents, "GET", place, {"Accept": "application/json"}, None)
            if answer.status == 200:
                break
        return self._reply(answer, url)

    def _endpoints(self, found: Mapping[str, Any]) -> Iterator[Rule]:
        for name in _ENDPOINTS:
            url = found.get(name)
            if isinstance(url, str) and is_secure(url):
                yield Rule("POST", urlsplit(url).path or "/", origin=origin_of(url), label=f"({name})")

    def _own(self, issuer: str) -> str:
        """The issuer under the authority's origin: this machine has several names, which are one to the network."""
        if not (is_loopback(self._authority) and is_loopback(issuer)):
            return issuer
        return origin_of(self.stated) + issuer[len(origin_of(issuer)) :]

    def _retold(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith("http://") and is_loopback(value):
            origin = origin_of(value)
            self._renamed[f"https{origin[4:]}"] = origin
            return f"https{value[4:]}"
        return value

    # --- requests ---------------------------------------------------------------------------------------------------

    @staticmethod
    def _asked(transport: Transport, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """An answer that msal can make something of: whatever is a passing trouble is raised past it."""
        host = host_of(url)
        try:
            answer = transport.request(method, url, headers=headers, body=body)
        except TooLarge:
            raise sign_in_too_large(host) from None
        if is_passing(answer) or answer.status >= 500:
            raise no_login_now(host, answer.status)
        if method == "POST" and not _is_object(answer.body):
            raise sign_in_unreadable(host, answer.status)
        return answer

    @staticmethod
    def _reply(answer: Answer, url: str) -> Reply:
        return Reply(answer.status, answer.body.decode("utf-8", "replace"), answer.headers, host_of(url))


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Identity:
    """An msal application at work: the application, its door, and its cache of tokens."""

    app: Any
    door: Door
    cache: Any

    @property
    def dump(self) -> str:
        return str(self.cache.serialize())


def open_identity(
    client_id: str,
    authority: str,
    cache: str = "",
    counts: MutableMapping[str, int] | None = None,
    document: str = "",
) -> Identity:
    """An msal application with a cache as it was dumped. Asks the authority for its document, unless that is known.

    Raises `ConfigurationError` where the authority is none, and `Unreachable`.
    """
    import msal  # takes 150 ms and fifteen megabytes: only a login and a renewal need it

    # It logs answers of the authority, which name people.
    logging.getLogger("msal").setLevel(logging.CRITICAL)
    kept = msal.SerializableTokenCache()
    if cache:
        kept.deserialize(cache)
    door = Door(authority, counts, document)
    whose = {"authority": authority} if is_microsofts(authority) else {"oidc_authority": door.stated}
    try:
        app = msal.PublicClientApplication(
            client_id,
            token_cache=kept,
            http_client=door,
            client_capabilities=["CP1"],  # continuous access evaluation: tokens live longer, and may be challenged
            instance_discovery=False,  # it would ask for other names of the authority; those above have none that matter
            **whose,
        )
    except (ValueError, KeyError, NotAllowed) as error:
        stated, asked = host_of(door.issuer), host_of(authority)
        if isinstance(error, ValueError) and door.issuer and stated.lower() != asked.lower():
            raise authority_of_another(asked, stated) from None
        kind = "does not exist" if isinstance(error, ValueError) else "says too little about itself"
        raise authority_unusable(host_of(authority), kind) from None
    return Identity(app, door, kept)
