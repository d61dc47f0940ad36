"""The client-secrets file: how Google knows this program, and where its authorisation server is.

The format is Google's (https://github.com/googleapis/google-api-python-client/blob/main/docs/client-secrets.md): one object
under `installed` (a desktop client) or `web`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from followbot.errors import ConfigurationError
from followbot.providers.http import is_loopback, is_secure

_GET_ONE = "Download the JSON file of an OAuth client of type “Desktop app”; the README says how, step by step."


@dataclass(frozen=True, slots=True)
class Client:
    """One OAuth client. Desktop clients have a secret too, although it is none (RFC 8252, section 8.5)."""

    id: str
    secret: str = field(repr=False)
    auth_uri: str
    token_uri: str
    host: str = "localhost"
    """The name of this machine in the redirect address, as the client was registered with it."""
    port: int = 0
    path: str = "/"
    exact: bool = False
    """Whether Google compares the whole redirect address with the registered one, port included, as it does for `web`."""


def load_client(path: Path) -> Client:
    """Read the file; raises `ConfigurationError` with what is wrong in it and what to do. Nothing of it is quoted."""
    kind, section = _section(_document(path), path)
    missing = [name for name in ("client_id", "auth_uri", "token_uri") if not _text(section, name)]
    if missing:
        raise ConfigurationError(f"The client-secrets file {path} lacks {', '.join(missing)}.", _GET_ONE)
    for name in ("auth_uri", "token_uri"):
        if not _may_be_asked(_text(section, name)):
            raise ConfigurationError(
                f"In the client-secrets file {path}, {name} is not an https address (http only on this machine).",
                _GET_ONE,
            )
    host, port, route = _redirect(section, kind, path)
    return Client(
        id=_text(section, "client_id"),
        secret=_text(section, "client_secret"),
        auth_uri=_text(section, "auth_uri"),
        token_uri=_text(section, "token_uri"),
        host=host,
        port=port,
        path=route,
        exact=kind == "web",
    )


def _document(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        reason = (error.strerror or "input/output error").lower()
        raise ConfigurationError(f"The client-secrets file {path} cannot be read: {reason}.", _GET_ONE) from None
    except ValueError:
        raise ConfigurationError(f"The client-secrets file {path} is not JSON.", _GET_ONE) from None


def _section(document: Any, path: Path) -> tuple[str, dict[str, Any]]:
    if isinstance(document, dict):
        if document.get("type") == "service_account":
            raise ConfigurationError(f"{path} is the key of a service account, not an OAuth client.", _GET_ONE)
        for kind in ("installed", "web"):
            section = document.get(kind)
            if isinstance(section, dict):
                return kind, section
    raise ConfigurationError(f"The file {path} is not a client-secrets file of Google.", _GET_ONE)


def _text(section: dict[str, Any], name: str) -> str:
    value = section.get(name)
    return value.strip() if isinstance(value, str) else ""


def _may_be_asked(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return is_secure(url) and bool(parts.hostname) and parts.port != 0 and parts.username is None
    except ValueError:
        return False


def _redirect(section: dict[str, Any], kind: str, path: Path) -> tuple[str, int, str]:
    """Host, port and path of a registered address on this machine: the first that names a path, else the first.

    Of a desktop client Google compares neither port nor path, so any port will do; where the file says nothing, or names no
    path, this is what Google's own libraries send, with the slash at the end. A `web` client's address is compared as a whole,
    so it is sent as it was registered, and must name its port.
    """
    registered = section.get("redirect_uris")
    local = [
        urlsplit(uri)
        for uri in (registered if isinstance(registered, list) else [])
        if isinstance(uri, str) and uri.startswith("http://") and is_loopback(uri)
    ]
    chosen = next((parts for parts in local if parts.path), local[0] if local else None)
    if kind == "web" and chosen is None:
        raise ConfigurationError(f"The OAuth client in {path} may not come back to this machine.", _GET_ONE)
    if chosen is None:
        return "localhost", 0, "/"
    if kind == "web" and not chosen.port:
        raise ConfigurationError(
            f"The OAuth client in {path} is a web client, and its address on this machine names no port.",
            "Register one with a port in the Google Cloud console, as http://localhost:8765/, and download the file again;"
            " or make a client of type “Desktop app”.",
        )
    host = chosen.hostname or "127.0.0.1"
    route = chosen.path if kind == "web" else chosen.path or "/"
    return (f"[{host}]" if ":" in host else host), chosen.port or 0, route
