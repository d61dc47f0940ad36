"""The transport: what it lets through, what it repeats, when it gives up, and what it never says."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from followbot.errors import ConfigurationError, Unreachable
from followbot.providers.http import Answer, Limits, NotAllowed, Patience, Rule, TooLarge, Transport, retry_after
from tests.fakes.web import Reply, Website, website

RULES = (
    Rule("GET", "/items/{id}"),
    Rule("POST", "/items", label="make"),
    Rule("GET", "/files/{+path}"),
    Rule("GET", "/pinned", origin="https://api.example.test"),
)


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as site:
        site.answers(Reply(200, b"hello"))
        yield site


def patient(waits: list[float]) -> Patience:
    return Patience(sleep=waits.append, random=lambda: 1.0, attempts=3, first=1.0, longest=10.0)


def test_an_answer_is_complete(site: Website) -> None:
    site.answers(Reply(418, b"body", {"X-Thing": "1"}))
    answer = Transport(RULES).request("GET", f"{site.url}/items/1?full=yes", headers={"Accept": "x/y"})
    assert (answer.status, answer.body, answer.headers["x-thing"]) == (418, b"body", "1")
    assert (site.asked[0].path, site.asked[0].headers["accept"]) == ("/items/1?full=yes", "x/y")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/items"),
        ("GET", "/items/1/2"),
        ("GET", "/items/"),
        ("POST", "/items/1"),
        ("DELETE", "/items/1"),
        ("GET", "/files/../items/send"),
        ("GET", "/files/%2e%2e/items/send"),
        ("GET", "/pinned"),
        ("GET", "/"),
    ],
)
def test_nothing_else_than_the_listed_requests_leaves(site: Website, method: str, path: str) -> None:
    with pytest.raises(NotAllowed):
        Transport(RULES).request(method, site.url + path)
    assert site.asked == []


@pytest.mark.parametrize("url", ["http://example.test/items/1", "ftp://127.0.0.1/items/1", "/items/1"])
def test_nothing_leaves_in_the_clear(url: str) -> None:
    with pytest.raises(NotAllowed):
        Transport(RULES).request("GET", url)


def test_the_refusal_names_the_host_and_not_the_path() -> None:
    with pytest.raises(NotAllowed) as refused:
        Transport(RULES).request("GET", "https://example.test/secret?token=1")
    assert "example.test" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_requests_are_counted_by_their_template(site: Website) -> None:
    counts: dict[str, int] = {}
    transport = Transport(RULES, counts=counts)
    for url in ("/items/1", "/items/2", "/files/a/b/c"):
        transport.request("GET", site.url + url)
    transport.request("POST", f"{site.url}/items", body=b"{}")
    assert counts == {"GET /items/{id}": 2, "GET /files/{+path}": 1, "POST make": 1}
    assert site.asked[-1].body == b"{}"


def test_the_body_of_a_redirect_is_limited_too(site: Website) -> None:
    site.answers(Reply(302, b"x" * 100_000, {"Location": "https://[broken"}))
    with pytest.raises(TooLarge):
        Transport(RULES, limits=Limits(size=50_000)).request("GET", f"{site.url}/items/1")


def test_redirects_are_not_followed(site: Website) -> None:
    site.answers(Reply(302, headers={"Location": f"{site.url}/items/2"}))
    assert Transport(RULES).request("GET", f"{site.url}/items/1").status == 302
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_reads_are_repeated_with_growing_waits(site: Website, status: int) -> None:
    site.answers(Reply(status), Reply(status), Reply(200, b"at last"))
    waits: list[float] = []
    counts: dict[str, int] = {}
    answer = Transport(RULES, counts=counts, patience=patient(waits)).request("GET", f"{site.url}/items/1")
    assert (answer.body, waits, counts) == (b"at last", [1.0, 2.0], {"GET /items/{id}": 3})


def test_after_the_last_attempt_the_answer_is_given_as_it_is(site: Website) -> None:
    site.answers(Reply(503))
    waits: list[float] = []
    assert Transport(RULES, patience=patient(waits)).request("GET", f"{site.url}/items/1").status == 503
    assert (len(site.asked), len(waits)) == (3, 2)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 501])
def test_definite_answers_are_not_questioned(site: Website, status: int) -> None:
    site.answers(Reply(status))
    assert Transport(RULES, patience=patient([])).request("GET", f"{site.url}/items/1").status == status
    assert len(site.asked) == 1


@pytest.mark.parametrize("reply", [Reply(503), Reply(429, headers={"Retry-After": "1"}), Reply(hang_up=True)])
def test_writes_are_made_once_whatever_happens(site: Website, reply: Reply) -> None:
    site.answers(reply)
    waits: list[float] = []
    transport = Transport(RULES, patience=patient(waits))
    if reply.hang_up:
        with pytest.raises(Unreachable):
            transport.request("POST", f"{site.url}/items", body=b"x")
    else:
        assert transport.request("POST", f"{site.url}/items", body=b"x").status == reply.status
    assert (len(site.asked), waits) == (1, [])


def test_without_patience_nothing_is_repeated(site: Website) -> None:
    site.answers(Reply(503))
    assert Transport(RULES).request("GET", f"{site.url}/items/1").status == 503
    assert len(site.asked) == 1


def test_a_lost_connection_is_tried_again(site: Website) -> None:
    site.answers(Reply(hang_up=True), Reply(200, b"hello"))
    assert Transport(RULES, patience=patient([])).request("GET", f"{site.url}/items/1").body == b"hello"


def test_an_answer_cut_short_is_no_answer(site: Website) -> None:
    site.answers(Reply(200, b"x" * 1000, cut=500))
    with pytest.raises(Unreachable):
        Transport(RULES).request("GET", f"{site.url}/items/1")


def test_the_server_may_ask_for_a_longer_wait(site: Website) -> None:
    site.answers(Reply(429, headers={"Retry-After": "7"}), Reply(200))
    waits: list[float] = []
    Transport(RULES, patience=patient(waits)).request("GET", f"{site.url}/items/1")
    assert waits == [7.0]


def test_a_server_that_asks_for_hours_is_left_alone(site: Website) -> None:
    site.answers(Reply(429, headers={"Retry-After": "7200"}))
    waits: list[float] = []
    assert Transport(RULES, patience=patient(waits)).request("GET", f"{site.url}/items/1").status == 429
    assert waits == []


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120.0),
        ({"retry-after": "Fri, 06 Mar 2026 12:00:30 GMT", "date": "Fri, 06 Mar 2026 12:00:00 GMT"}, 30.0),
        ({"retry-after": "Fri, 06 Mar 2026 11:00:00 GMT", "date": "Fri, 06 Mar 2026 12:00:00 GMT"}, 0.0),
        ({"retry-after": "Fri, 06 Mar 2026 12:00:30 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({}, None),
    ],
)
def test_what_retry_after_says(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(Answer(429, headers, b"")) == seconds


def test_waits_have_jitter_and_a_limit() -> None:
    low = Patience(sleep=lambda _: None, random=lambda: 0.0, attempts=9, first=1.0, longest=10.0)
    high = Patience(sleep=lambda _: None, random=lambda: 1.0, attempts=9, first=1.0, longest=10.0)
    assert [low.wait(n, None) for n in (1, 2, 8)] == [0.5, 1.0, 5.0]
    assert [high.wait(n, None) for n in (1, 2, 8)] == [1.0, 2.0, 10.0]
    assert high.wait(9, None) is None


def test_an_answer_that_is_too_large_is_dropped(site: Website) -> None:
    site.answers(Reply(200, b"x" * 100_000))
    with pytest.raises(TooLarge):
        Transport(RULES, limits=Limits(size=50_000)).request("GET", f"{site.url}/items/1")


def test_an_answer_that_takes_too_long_is_dropped(site: Website) -> None:
    site.answers(Reply(200, b"x" * 100_000))
    ticks = iter(range(0, 10_000, 100))
    with pytest.raises(Unreachable, match="too long"):
        Transport(RULES, monotonic=lambda: float(next(ticks))).request("GET", f"{site.url}/items/1")


def test_nobody_there_is_said_without_the_path() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable) as error:
        Transport(RULES).request("GET", f"http://127.0.0.1:{port}/items/secret?token=1")
    assert error.value.problem == "127.0.0.1 cannot be reached: it refuses the connection."
    assert error.value.__suppress_context__


def test_an_unknown_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable) as error:
        Transport(RULES).request("GET", "https://nowhere.example.test/items/1")
    assert error.value.problem == "nowhere.example.test cannot be reached: its name is unknown."


def test_a_missing_list_of_certificates_is_a_matter_of_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", "/nonexistent/ca.pem")
    with pytest.raises(ConfigurationError, match="SSL_CERT_FILE"):
        Transport(RULES).request("GET", "https://127.0.0.1:9/items/1")


def test_only_trusted_certificates_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with website(context) as site:
        site.answers(Reply(200, b"hello"))
        with pytest.raises(Unreachable, match="certificate cannot be verified"):
            Transport(RULES).request("GET", f"{site.url}/items/1")
        assert site.asked == []
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert Transport(RULES).request("GET", f"{site.url}/items/1").body == b"hello"


def test_passwords_of_netrc_stay_at_home(site: Website, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    Transport(RULES).request("GET", f"{site.url}/items/1")
    assert "authorization" not in site.asked[0].headers


def test_addresses_are_not_logged(site: Website, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    Transport(RULES).request("GET", f"{site.url}/items/topsecret?token=topsecret")
    assert "topsecret" not in caplog.text


def test_a_server_that_asks_for_a_long_rest_gets_it(site: Website) -> None:
    site.answers(Reply(429, b"", {"Retry-After": "600"}), Reply(200, b"hello"))
    now = [0.0]
    transport = Transport(RULES, patience=patient([]), monotonic=lambda: now[0])
    assert transport.request("GET", f"{site.url}/items/1").status == 429
    now[0] = 599.0
    with pytest.raises(Unreachable, match="left alone for another 1 s"):
        transport.request("GET", f"{site.url}/items/1")
    assert len(site.asked) == 1
    now[0] = 601.0
    assert transport.request("GET", f"{site.url}/items/1").status == 200


def test_nobody_is_left_alone_for_more_than_an_hour(site: Website) -> None:
    site.answers(Reply(503, b"", {"Retry-After": "99999999"}), Reply(200))
    now = [0.0]
    transport = Transport(RULES, patience=patient([]), monotonic=lambda: now[0])
    transport.request("GET", f"{site.url}/items/1")
    now[0] = 3601.0
    assert transport.request("GET", f"{site.url}/items/1").status == 200


def test_a_provider_may_know_better_what_passes(site: Website) -> None:
    site.answers(Reply(403, b"slow down"), Reply(200))
    transport = Transport(RULES, patience=patient([]), passing=lambda answer: answer.body == b"slow down")
    assert transport.request("GET", f"{site.url}/items/1").status == 200


def test_a_write_is_never_made_twice_even_when_the_server_says_that_it_may_be(site: Website) -> None:
    site.answers(Reply(503, b"", {"Retry-After": "1"}))
    waits: list[float] = []
    assert Transport(RULES, patience=patient(waits)).request("POST", f"{site.url}/items", body=b"x").status == 503
    assert (len(site.asked), waits) == (1, [])
