"""The network, whoever is at its other end."""

from __future__ import annotations

from followbot.errors import LATER, ConfigurationError, FollowbotError, Unreachable


def asked_to_wait(host: str, seconds: float) -> Unreachable:
    """The server said how long it wants no request."""
    return Unreachable(f"{host} asked to be left alone for another {seconds:.0f} s.", LATER)


def unreachable(host: str, cause: str) -> Unreachable:
    """There is no network, the server is away, or something between the two keeps them apart."""
    return Unreachable(f"{host} cannot be reached: {cause}.", LATER)


def answer_takes_too_long(host: str) -> Unreachable:
    """The server is overloaded, or the line is very slow."""
    return Unreachable(f"{host} cannot be reached: its answer takes too long.", LATER)


def port_taken(port: int, reason: str) -> FollowbotError:
    """Another program listens at the port, or the system keeps it for itself."""
    return FollowbotError(
        f"Port {port} of this machine cannot be used: {reason}.", "Name another one with --port, or leave it out."
    )


def trust_list_unreadable() -> ConfigurationError:
    """The file that should name whom to trust is missing or damaged."""
    return ConfigurationError(
        "The list of trusted certificates cannot be read.", "Check REQUESTS_CA_BUNDLE and SSL_CERT_FILE."
    )
