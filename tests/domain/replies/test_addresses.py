"""Who is the same person, the same organisation, or a forger."""

from __future__ import annotations

import subprocess
import sys

import pytest
from publicsuffixlist import PublicSuffixList

from followbot.bootstrap.data import rule_file
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
        *["my.id", "web.id", "gc.ca", "priv.no", "pp.se", "krakow.pl", "wroclaw.pl", "lodz.pl", "bialystok.pl"],
        *[
            "qc.ca",
            "gouv.qc.ca",
            "tokyo.jp",
            "si.it",
            "leics.sch.uk",
            "scot.nhs.uk",
            "vic.edu.au",
            "k12.ca.us",
            "sp.gov.br",
        ],
        *["arq.br", "fhsk.se", "gmina.pl", "med.pl", "xn--o3cw4h", "xn--55qx5d.hk"],
        *[
            "myshopify.com",
            "wixsite.com",
            "github.io",
            "altervista.org",
            "hatenablog.com",
            "bplaced.net",
            "sakura.ne.jp",
            "web1.hosting.ovh.net",
        ],
    ],
)
def test_those_who_share_a_host_or_a_registry_are_strangers(suffix: str) -> None:
    assert addresses.registrable(f"acme.{suffix}") != addresses.registrable(f"globex.{suffix}")
    assert addresses.registrable(f"mail.acme.{suffix}") == f"acme.{suffix}"


@pytest.mark.parametrize(
    ("domain", "registered"),
    [
        ("hr.lg.it", "lg.it"),
        ("mail.hm.it", "hm.it"),
        ("dept.mod.uk", "mod.uk"),
        ("emea.hubspot.com", "hubspot.com"),
        ("eu-west-1.amazonaws.com", "amazonaws.com"),
        ("city.kawasaki.jp", "city.kawasaki.jp"),
        ("mail.city.kawasaki.jp", "city.kawasaki.jp"),
        ("a.b.unheardof", "b.unheardof"),
    ],
)
def test_colleagues_are_not_taken_for_neighbours(domain: str, registered: str) -> None:
    """Two letters are not always a province, an exception of a registry is somebody's own, a firm is no host of its offices."""
    assert addresses.registrable(domain) == registered


@pytest.mark.parametrize("host", ["zendesk.com", "gov.uk", "tumblr.com", "qc.ca", "co.uk", "com", "..", "[127.0.0.1]"])
def test_a_suffix_that_somebody_writes_from_is_whole(host: str) -> None:
    assert addresses.registrable(host) == host.strip(".") or host[0] == "["


def test_our_own_hosts_are_those_that_the_public_list_lacks() -> None:
    known = PublicSuffixList()
    own = [suffix for suffixes in rule_file("mail/hosts").values() for suffix in suffixes]
    assert len(own) == len(set(own))
    assert [suffix for suffix in own if known.is_public(suffix)] == [], "the list knows these by now"


FIRST_QUESTION = """
import socket, sys
from followbot.domain.addresses import registrable
assert "publicsuffixlist" not in sys.modules, "read before anybody asks"
socket.socket = None
assert registrable("mail.acme.co.uk") == "acme.co.uk"
assert "publicsuffixlist" in sys.modules
"""


def test_the_list_is_read_when_a_domain_is_asked_for_and_from_no_network() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_QUESTION], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


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
