"""Who is the same person, the same organisation, or a forger."""

from __future__ import annotations

import pytest

from followbot.domain import addresses


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane.Doe@Acme.example", "jane.doe@acme.example"),
        ("jane+jobs@acme.example", "jane@acme.example"),
        ("j.a.n.e@gmail.com", "jane@googlemail.com"),
        ("jane@bücher.example", "jane@xn--bcher-kva.example"),
        (" <jane@acme.example> ", "mailto:jane@acme.example"),
    ],
)
def test_spellings_of_one_mailbox_are_the_same(one: str, other: str) -> None:
    assert addresses.normalise(one) == addresses.normalise(other)


def test_dots_matter_everywhere_but_at_gmail() -> None:
    assert addresses.normalise("j.doe@acme.example") != addresses.normalise("jdoe@acme.example")


@pytest.mark.parametrize(
    ("domain", "registered"),
    [
        ("mail.acme.com", "acme.com"),
        ("acme.com", "acme.com"),
        ("hr.acme.co.uk", "acme.co.uk"),
        ("a.b.acme.com.br", "acme.com.br"),
        ("team.acme.co.jp", "acme.co.jp"),
        ("acme.github.io", "acme.github.io"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_registrable_domains_respect_public_suffixes(domain: str, registered: str) -> None:
    assert addresses.registrable(domain) == registered


@pytest.mark.parametrize(
    "suffix",
    [
        *["tumblr.com", "blogspot.de", "gitbook.io", "jimdosite.com", "weebly.com", "webnode.com", "godaddysites.com"],
        *["altervista.org", "home.pl", "ovh.net", "secureserver.net", "s3.amazonaws.com", "sharepoint.com"],
        *["duckdns.org", "eu.org", "in.net"],
        *["my.id", "web.id", "gc.ca", "priv.no", "pp.se", "krakow.pl", "wroclaw.pl", "lodz.pl"],
    ],
)
def test_those_who_share_a_host_or_a_registry_are_strangers(suffix: str) -> None:
    assert addresses.registrable(f"acme.{suffix}") != addresses.registrable(f"globex.{suffix}")
    assert addresses.registrable(f"mail.acme.{suffix}") == f"acme.{suffix}"


@pytest.mark.parametrize(
    ("fake", "true"),
    [
        ("acrne.com", "acme.com"),
        ("acme.co", "acme.com"),
        ("\u0430cme.com", "acme.com"),
        ("northwlnd.com", "northwind.com"),
        ("northw1nd.com", "northwind.com"),
        ("nortwind.com", "northwind.com"),
        ("nortwhind.com", "northwind.com"),
        ("north-wind.com", "northwind.com"),
    ],
)
def test_look_alikes_are_seen(fake: str, true: str) -> None:
    assert addresses.imitates(fake, true)


@pytest.mark.parametrize("other", ["acme.com", "mail.acme.com", "acme.de", "globex.com", "acne.org"])
def test_the_domain_itself_and_other_names_are_no_look_alikes(other: str) -> None:
    assert not addresses.imitates(other, "acme.com")


def test_a_foreign_domain_that_carries_the_name_is_seen() -> None:
    assert addresses.borrows("acme-careers.com", "acme.com")
    assert addresses.borrows("acme.com.evil.example", "acme.com")
    assert not addresses.borrows("careers.acme.com", "acme.com")
    assert not addresses.borrows("macmechan.com", "acme.com")
