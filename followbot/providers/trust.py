"""Whose certificates are believed: what REQUESTS_CA_BUNDLE or SSL_CERT_FILE name, else certifi's list. Never nobody's."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

from followbot.errors import ConfigurationError
from followbot.errors.network import trust_list_unreadable


def trusted() -> str | None:
    """The file or folder of certificates that the user named; None for certifi's list."""
    return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or None


def unreadable() -> ConfigurationError:
    """What to say where that file cannot be used."""
    return trust_list_unreadable()


def tls_context() -> ssl.SSLContext:
    """A context that checks certificates and host names, for connections that are not HTTP; raises ConfigurationError.

    Both variables count where both are set: the one is what users of requests know, the other what OpenSSL documents.
    """
    named = [path for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE") if (path := os.environ.get(name))]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        for path in named or [_public()]:
            is_folder = Path(path).is_dir()
            context.load_verify_locations(capath=path if is_folder else None, cafile=None if is_folder else path)
    except OSError as error:
        raise unreadable() from error
    return context


def _public() -> str:
    import certifi  # only where nothing is named

    return certifi.where()
