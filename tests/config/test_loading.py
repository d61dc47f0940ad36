"""What comes out of a configuration that is right."""

from __future__ import annotations

import dataclasses
from datetime import time, timedelta
from pathlib import Path

import pytest

from followbot.app.settings import Panel, Settings, UnsureMode
from followbot.config import (
    GoogleAccount,
    ImapAccount,
    LocalAccount,
    MicrosoftAccount,
    default_path,
    load,
    state_directory,
)
from followbot.config.behaviour import TimingSection
from followbot.domain.model import Profile
from followbot.domain.policy import Timing
from tests.config.helpers import MINIMAL, PROFILE, loaded, write


def test_little_is_needed(tmp_path: Path) -> None:
    config = loaded(tmp_path, MINIMAL)
    assert config.profile == Profile(name="Jane Doe", email="jane@example.com")
    assert config.settings() == Settings()
    assert config.path == tmp_path / "config.yaml"
    (account,) = config.accounts
    assert isinstance(account, LocalAccount)
    assert account.local.maildir == tmp_path / "Mail"
    assert account.email == "jane@example.com"
    assert (account.local.inbox, account.local.drafts, account.local.sent) == (("INBOX",), "Drafts", ("Sent",))


def test_every_section_reaches_the_program(tmp_path: Path) -> None:
    config = loaded(
        tmp_path,
        """
        profile:
          name: Jane Doe
          email: jane@example.com
          aliases: [jd@example.org, j@example.net]
          language: de
          timezone: Europe/Berlin
          country: de-by
          strengths: [mentoring]
          signature: |
            Jane Doe
            007
          tone: formal
        accounts:
          - {name: main, provider: google, email: jd@example.org, google: {client_secrets: cs.json, endpoint: "http://127.0.0.1:1/"}}
          - {name: work, provider: microsoft, calendars: Work, microsoft: {client_id: abc, authority: "https://login.example.com/t"}}
          - {name: other, provider: imap, imap: {host: imap.example.com, security: starttls, caldav: {url: "https://dav.example.com"}}}
        timing: {thank_you_after: 1d, nudge_after: 1w, business_open: 8:30, business_close: 17:00, absence_business_days: 2}
        detection: {unsure: draft, exclude: book club*, employers: [acme.example]}
        drafts: {panel: together, debrief: no, label: followbot, prompt_line: yes}
        composer: {use: llm, llm: {base_url: "http://[::1]:11434/v1", model: m}}
        notifications: {desktop: true}
        store: {url: "sqlite:///data/f.db"}
        log: {level: debug, format: json}
        retention: 365d
        """,
    )
    assert config.profile == Profile(
        name="Jane Doe",
        email="jane@example.com",
        aliases=("jd@example.org", "j@example.net"),
        language="de",
        timezone="Europe/Berlin",
        country="DE-BY",
        strengths=("mentoring",),
        signature="Jane Doe\n007",
        tone="formal",
    )
    assert config.settings() == Settings(
        timing=dataclasses.replace(
            Timing(), business_open=time(8, 30), absence_business_days=2, retention=timedelta(days=365)
        ),
        panel=Panel.TOGETHER,
        debrief=False,
        unsure=UnsureMode.DRAFT,
    )
    google, microsoft, imap = config.accounts
    assert isinstance(google, GoogleAccount)
    assert google.google.client_secrets == tmp_path / "cs.json"
    assert google.google.endpoint == "http://127.0.0.1:1"
    assert google.email == "jd@example.org"
    assert isinstance(microsoft, MicrosoftAccount)
    assert (microsoft.calendars, microsoft.microsoft.endpoint) == (("Work",), None)
    assert isinstance(imap, ImapAccount)
    assert imap.imap.caldav is not None
    assert config.detection.exclude == ("book club*",)
    assert (config.drafts.label, config.drafts.prompt_line) == ("followbot", True)
    assert config.composer.llm is not None
    assert config.notifications.desktop
    assert config.store_url == f"sqlite:///{tmp_path}/data/f.db"
    assert (config.log.level, config.log.format) == ("debug", "json")


def test_the_timing_section_is_the_policys_timing() -> None:
    """A number that policy gains must become configurable with the same default."""
    policy = {f.name: f.default for f in dataclasses.fields(Timing) if f.name != "retention"}
    section = {name: field.default for name, field in TimingSection.model_fields.items()}
    assert section == policy


def test_paths_start_at_the_file_or_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/jane")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    write(
        tmp_path,
        PROFILE + "accounts: [{name: a, provider: local, local: {maildir: ~/Mail, calendars: [a.ics, /b, ~/c]}}]",
    )
    (account,) = load(Path("../config.yaml"), {}).accounts
    assert isinstance(account, LocalAccount)
    assert account.local.maildir == Path("/home/jane/Mail")
    assert [Path(c).resolve() for c in account.calendars] == [tmp_path / "a.ics", Path("/b"), Path("/home/jane/c")]


def test_a_local_accounts_calendars_may_stand_in_either_place(tmp_path: Path) -> None:
    config = loaded(
        tmp_path,
        PROFILE
        + """\
accounts:
  - name: a
    provider: local
    calendars: [/one.ics, webcal://example.com/x.ics]
    local: {calendars: [/two, /one.ics, "http://localhost:8/y.ics"]}
""",
    )
    assert config.accounts[0].calendars == ("/one.ics", "https://example.com/x.ics", "/two", "http://localhost:8/y.ics")


def test_keys_without_a_value_are_absent(tmp_path: Path) -> None:
    """Somebody who comments out all lines of a section leaves its heading behind."""
    config = loaded(tmp_path, MINIMAL + "timing:\n  # nudge_after: 3d\ndrafts:\n  label:\n  panel: ~\ncomposer: null\n")
    assert config.settings() == Settings()


@pytest.mark.parametrize(("country", "expected"), [("NO", "NO"), ("no", "NO"), ('""', ""), ("GB-SCT", "GB-SCT")])
def test_norway_is_a_country(tmp_path: Path, country: str, expected: str) -> None:
    assert (
        loaded(tmp_path, f"{PROFILE}  country: {country}\n{MINIMAL.removeprefix(PROFILE)}").profile.country == expected
    )


@pytest.mark.parametrize(("said", "use"), [("template", "template"), ("{use: template}", "template")])
def test_the_composer_has_a_short_form(tmp_path: Path, said: str, use: str) -> None:
    assert loaded(tmp_path, MINIMAL + f"composer: {said}").composer.use == use


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert load(path, {}).profile.name == "Jane Doe"


def test_what_looks_like_something_else_stays_text(tmp_path: Path) -> None:
    text = MINIMAL + "detection: {include: [yes, 1, 17:00, 2026-01-01, 1e3, ~x, '~', \"null\"]}"
    assert loaded(tmp_path, text).detection.include == ("yes", "1", "17:00", "2026-01-01", "1e3", "~x", "~", "null")


# --- where files belong ---------------------------------------------------------------------------------------------


def test_state_lies_in_the_platforms_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    config = loaded(tmp_path, MINIMAL)
    assert config.state_dir == tmp_path / "state/followbot"
    assert config.store_url == f"sqlite:///{tmp_path}/state/followbot/followbot.db"
    assert not config.state_dir.exists(), "loading a configuration must not leave anything behind"


def test_systemds_folders_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/elsewhere")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/conf")
    assert state_directory({"STATE_DIRECTORY": "/var/lib/followbot:/var/lib/other"}) == Path("/var/lib/followbot")
    assert default_path({"CONFIGURATION_DIRECTORY": "/etc/followbot"}) == Path("/etc/followbot/config.yaml")
    assert default_path({"FOLLOWBOT_CONFIG": "/my.yaml", "CONFIGURATION_DIRECTORY": "/etc/x"}) == Path("/my.yaml")
    assert default_path({}) == Path("/conf/followbot/config.yaml")
