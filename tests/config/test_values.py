"""Single values: what is taken, and what is refused with which sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followbot.config import values
from tests.config.helpers import ACCOUNTS, MINIMAL, PROFILE, loaded, problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24h", timedelta(hours=24)),
        ("7d", timedelta(days=7)),
        ("15min", timedelta(minutes=15)),
        ("90s", timedelta(seconds=90)),
        ("2w", timedelta(weeks=2)),
        (" 1d 12h ", timedelta(hours=36)),
        ("1d12h", timedelta(hours=36)),
        ("0min", timedelta()),
    ],
)
def test_durations(text: str, expected: timedelta) -> None:
    assert values.parse_duration(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "7", "d", "-1d", "1.5d", "15m", "1 month", "7d!", "1e3d", "٣d", "9999999d", "9999999999s", "3651d", "P7D"],
)
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match=r"duration|ten years"):
        values.parse_duration(text)


@given(st.timedeltas(timedelta(), values.LONGEST).map(lambda d: timedelta(seconds=int(d.total_seconds()))))
def test_a_written_duration_reads_as_the_same(duration: timedelta) -> None:
    assert values.parse_duration(values.format_duration(duration)) == duration


@pytest.mark.parametrize(("text", "expected"), [("09:00", time(9)), ("9:05", time(9, 5)), ("23:59", time(23, 59))])
def test_times_of_day(text: str, expected: time) -> None:
    assert values.parse_time(text) == expected


@pytest.mark.parametrize("text", ["", "9", "24:00", "9.00", "9:5", "09:00 am", "9:60", "٠9:00"])
def test_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(ValueError, match="time of day"):
        values.parse_time(text)


@pytest.mark.parametrize(
    "text", ["a@b.de", "jane+jobs@sub.example.co.uk", "jürgen@müller.de", "o'neil@x.org", "me@localhost"]
)
def test_addresses(text: str) -> None:
    assert values.check_email(f" {text} ") == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "jane",
        "jane@",
        "@x.de",
        "jane@x",
        "a b@x.de",
        "Jane <j@x.de>",
        "j@x..de",
        "j@x.de, k@x.de",
        "j@x.de\nBcc: k",
        "a" * 65 + "@x.de",
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        values.check_email(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Europe/Berln", "Did you mean Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("GMT+25", ""),
        ("../etc/passwd", ""),
        ("Europe", ""),
        ("/etc/localtime", ""),
        ("", ""),
    ],
)
def test_what_is_no_time_zone(text: str, hint: str) -> None:
    with pytest.raises(ValueError, match="not a known time zone") as caught:
        values.check_zone(text)
    assert hint in str(caught.value)


@pytest.mark.parametrize("text", ["UK", "XX", "Germany", "D", "DE-", "DE-BAYERN", "DE BY", "EU"])
def test_what_is_no_country(text: str) -> None:
    with pytest.raises(ValueError, match="not a country code"):
        values.check_country(text)


@pytest.mark.parametrize("code", ["zh-TW", "zh_HK", "zh-Hant", "zh-Hant-MO"])
def test_chinese_knows_where_people_write_traditional_characters(code: str) -> None:
    assert values.check_language(code) == "zh-hant"


def test_portuguese_knows_brazil() -> None:
    assert values.check_language("pt-BR") == "pt-br"


def test_languages_count_without_their_region() -> None:
    assert values.check_language("de-AT") == "de"
    assert values.check_language("pt-PT") == "pt"
    assert values.check_language("zh-CN") == "zh"
    with pytest.raises(ValueError, match="Use one of en, de"):
        values.check_language("ru")


@pytest.mark.parametrize(
    "url", ["https://x.de", "https://x.de:8443/a", "http://127.0.0.1:80", "http://localhost/", "http://[::1]:1/v1"]
)
def test_endpoints(url: str) -> None:
    assert values.check_url(url) == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://x.de",
        "http://127.0.0.1.evil.com",
        "http://localhost.evil.com",
        "http://localhost@evil.com",
        "https://",
        "ftp://x.de",
        "x.de",
        "file:///etc/passwd",
        "https://x.de:notaport",
        "https://[::1",
        "https://x.de/a b",
        "https://x.de/#a",
        "https://x.de/\n",
    ],
)
def test_what_is_no_endpoint(url: str) -> None:
    with pytest.raises(ValueError, match=r"URL|https|one line"):
        values.check_url(f"{url}x" if url.endswith("\n") else url)


@pytest.mark.parametrize("name", ["", " ", "../x", "a/../b", "/etc", "~/x", "a\x00b", "a\nb"])
def test_folder_names_stay_inside_the_mailbox(name: str) -> None:
    with pytest.raises(ValueError, match=r"folder|empty|one line"):
        values.check_folder(name)


@pytest.mark.parametrize(
    "check", [values.check_line, values.check_account_name, values.check_folder, values.check_email]
)
def test_nothing_that_becomes_a_header_holds_a_line_break(check: Callable[[str], str]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        check("a\r\nBcc: b@example.com")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("store: {url: f.db}", "is not a database URL"),
        ("store: {url: 'sqlite://'}", "must name a file"),
        ("store: {url: 'sqlite:///:memory:'}", "must name a file"),
        ("log: {level: loud}", 'must be debug, info, warning or error, not "loud"'),
        ("drafts: {panel: eahc}", "Did you mean each?"),
        ("drafts: {debrief: perhaps}", "must be true or false"),
        ("drafts: {label: [a]}", "must be one value"),
        ("drafts: [panel]", "must be a section"),
        ("timing: {absence_business_days: many}", "is not a whole number"),
        ("timing: {absence_business_days: 31}", "must be at most 30"),
        ("timing: {late_after: 24h}", "thank_you_after (24h) must be less than late_after (24h)"),
        ("timing: {business_open: '18:00'}", "business_open (18:00) must be less than business_close (17:00)"),
        ("timing: {nudge_after: 60d}", "nudge_after (60d) must be less than pending_max (45d)"),
        ("timing: {nudge_after: 0h}", "must be more than nothing"),
        ("retention: 20d", "must be at least 30d"),
        ("composer: llm", "needs its base_url and model"),
        ("detection: {include: [a, ]}", None),
        ("detection: {include: [~]}", "is an empty item"),
        ("detection: {include: {a: b}}", "must be a list"),
    ],
)
def test_sentences(tmp_path: Path, lines: str, expected: str | None) -> None:
    if expected is None:
        assert loaded(tmp_path, MINIMAL + lines).detection.include == ("a",)
    else:
        assert expected in problem(tmp_path, MINIMAL + lines)


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("{name: a, provider: local}", "accounts[0].local: is missing"),
        ("{name: a, provider: local, local: {}}", "accounts[0].local: needs calendars, a maildir, or both"),
        ("{name: a, local: {maildir: x}}", "accounts[0].provider: is missing. Add `provider: local`"),
        ("{name: a, provider: gogle, google: {}}", "Did you mean google?"),
        ("{name: a, provider: google, google: {}}", "accounts[0].google.client_secrets: is missing"),
        (
            "{name: a, provider: microsoft, microsoft: {endpoint: 'https://x.de'}}",
            "accounts[0].microsoft.client_id: is missing",
        ),
        (
            "{name: a, provider: google, google: {client_secrets: x}, imap: {host: y}}",
            "accounts[0].imap: belongs to another provider",
        ),
        ("{name: a/b, provider: local, local: {maildir: x}}", "is no account name"),
        (
            "{name: a, provider: local, local: {maildir: x, drafs: y}}",
            "accounts[0].local.drafs: there is no such key. Did you mean drafts?",
        ),
        ("{name: a, provider: local, local: {calendars: 'http://x.de/a.ics'}}", "must start with https://"),
        (
            "{name: a, provider: google, google: {client_secrets: x, endpoint: 'http://x.de'}}",
            "must start with https://",
        ),
        ("{name: a, provider: imap, imap: {host: x, security: none}}", "must be tls or starttls"),
        ("text", "accounts[0]: must be a section"),
    ],
)
def test_accounts(tmp_path: Path, account: str, expected: str) -> None:
    assert expected in problem(tmp_path, f"{PROFILE}accounts:\n  - {account}\n")


@pytest.mark.parametrize("accounts", ["", "accounts:", "accounts: []", "accounts: {name: a}"])
def test_there_is_at_least_one_account(tmp_path: Path, accounts: str) -> None:
    assert "accounts: " in problem(tmp_path, f"{PROFILE}{accounts}\n")


def test_account_names_are_unique(tmp_path: Path) -> None:
    text = MINIMAL + ACCOUNTS.removeprefix("accounts:\n").replace("files", "Files")
    assert (
        problem(tmp_path, text) == "line 8, accounts[1].name: accounts[0] has the same name. Give each account its own."
    )
