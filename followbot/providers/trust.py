"""Whose certificates are believed: what REQUESTS_CA_BUNDLE or SSL_CERT_FILE name, else certifi's list. Never nobody's."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

from followbot.errors import ConfigurationError


def trusted() -> str | None:
    """The file or folder of certificates that the user named; None for certifi's list."""
    return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or None


def unreadable() -> ConfigurationError:
    """What to say where that file cannot be used."""
    return ConfigurationError(
        "The list of trusted certificates cannot be read.", "Check REQUESTS_CA_BUNDLE and SSL_CERT_FILE."
    )


def tls_context() -> ssl.SSLContext:
    """A context that checks certificates and host names, for connections that are not HTTP; raises ConfigurationError."""
    named = trusted()
    try:
        if named is not None and Path(named).is_dir():
            return ssl.create_default_context(capath=named)
        if named is None:
            import certifi  # only where nothing is named

            named = certifi.where()
        return ssl.create_default_context(cafile=named)
    except OSError as error:
        raise unreadable() from error
