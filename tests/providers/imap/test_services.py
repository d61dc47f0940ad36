"""What the program knows of mail services, and what it makes of a configuration that leaves things out."""

from __future__ import annotations

from typing import Any

import pytest

from followbot.bootstrap.data import rule_file
from followbot.bootstrap.imap import server_of, service_of
from followbot.config.accounts import ImapAccount
from followbot.errors import ConfigurationError
from followbot.providers.imap.connection import Server
from followbot.providers.imap.services import Service, find_service, parse_services

SERVICES = parse_services(rule_file("mailbox/services"))


def account(email: str, **imap: Any) -> ImapAccount:
    return ImapAccount.model_validate({"name": "main", "email": email, "provider": "imap", "imap": imap})


@pytest.mark.parametrize("service", SERVICES, ids=lambda s: s.name)
def test_each_service_is_complete(service: Service) -> None:
    assert service.domains
    if service.instead:
        assert "provider: microsoft" in service.instead
        return
    assert service.host
    assert service.password.endswith(".")
    assert service.password_url.startswith("https://")
    assert not service.caldav or (service.caldav.startswith("https://") and service.caldav.endswith("/"))


def test_no_two_services_claim_the_same_domain_or_name() -> None:
    domains = [domain for service in SERVICES for domain in service.domains]
    assert len(domains) == len(set(domains))
    assert len({s.name for s in SERVICES}) == len(SERVICES)


@pytest.mark.parametrize(
    ("email", "imap", "server"),
    [
        ("jane@fastmail.com", {}, Server("imap.fastmail.com", "jane@fastmail.com")),
        ("JANE@GMX.DE", {}, Server("imap.gmx.net", "JANE@GMX.DE")),
        ("jane@own.example", {"service": "Fastmail"}, Server("imap.fastmail.com", "jane@own.example")),
        ("jane@own.example", {"host": "mx.own.example"}, Server("mx.own.example", "jane@own.example")),
        ("jane@proton.me", {}, Server("127.0.0.1", "jane@proton.me", 1143, starttls=True)),
        (
            "jane@own.example",
            {"host": "mx.own.example", "port": 1143, "security": "starttls", "username": "jane"},
            Server("mx.own.example", "jane", 1143, starttls=True),
        ),
        ("jane@proton.me", {"security": "tls"}, Server("127.0.0.1", "jane@proton.me", 1143)),
    ],
)
def test_where_the_mail_is(email: str, imap: dict[str, Any], server: Server) -> None:
    section = account(email, **imap)
    assert server_of(section, service_of(section)) == server


def test_what_cannot_be_known_is_asked_for() -> None:
    section = account("jane@own.example")
    with pytest.raises(ConfigurationError, match=r"the IMAP server of own\.example is not known"):
        server_of(section, service_of(section))


def test_an_unknown_service_is_answered_with_those_there_are() -> None:
    with pytest.raises(ConfigurationError, match=r"does not know “fastmale”.*fastmail, icloud"):
        find_service(SERVICES, "fastmale", "jane@own.example")


def test_a_service_without_passwords_says_what_to_use_instead() -> None:
    with pytest.raises(ConfigurationError, match="use `provider: microsoft`"):
        find_service(SERVICES, None, "jane@hotmail.com")


def test_a_server_of_ones_own_is_not_taken_for_a_service() -> None:
    section = account("jane@hotmail.com", host="mx.own.example")
    assert service_of(section) == Service()
