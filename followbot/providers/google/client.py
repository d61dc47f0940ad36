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

from followbot.errors.google import (
    client_file_lacks,
    client_file_no_json,
    client_file_other,
    client_file_service_account,
    client_file_unreadable,
    client_file_unsafe,
    client_web,
    client_web_without_port,
)
from followbot.providers.http import is_loopback, is_secure


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
        raise client_file_lacks(path, ", ".join(missing))
    for name in ("auth_uri", "token_uri"):
        if not _may_be_asked(_text(section, name)):
            raise client_file_unsafe(path, name)
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
        raise client_file_unreadable(path, reason) from None
    except ValueError:
        raise client_file_no_json(path) from None


def _section(document: Any, path: Path) -> tuple[str, dict[str, Any]]:
    if isinstance(document, dict):
        if document.get("type") == "service_account":
            raise client_file_service_account(path)
        for kind in ("installed", "web"):
            section = document.get(kind)
            if isinstance(section, dict):
                return kind, section
    raise client_file_other(path)


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
        raise client_web(path)
    if chosen is None:
        return "localhost", 0, "/"
    if kind == "web" and not chosen.port:
        raise client_web_without_port(path)
    host = chosen.hostname or "127.0.0.1"
    route = chosen.path if kind == "web" else chosen.path or "/"
    return (f"[{host}]" if ":" in host else host), chosen.port or 0, route
