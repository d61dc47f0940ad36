"""From a file and the environment to a `Config`: everything resolved, everything checked, every problem at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from followbot.app.settings import Settings
from followbot.config import environment, rules, translate
from followbot.config.accounts import Account, LocalAccount
from followbot.config.behaviour import (
    ComposerSection,
    DetectionSection,
    DraftsSection,
    LogSection,
    NotificationsSection,
)
from followbot.config.model import Document, ProfileSection
from followbot.config.problems import InvalidConfiguration, Places
from followbot.config.source import read
from followbot.domain.model import Profile
from followbot.domain.timing import Timing

FILE_NAME = "config.yaml"
STORE_NAME = "followbot.db"


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration as the program uses it: paths are absolute, defaults are filled in.

    `path` is the file it came from, `state_dir` where followbot's own files belong, `store_url` a SQLAlchemy URL.
    Every account has an e-mail address, and a local one has all its calendars under `calendars`.
    """

    path: Path
    state_dir: Path
    store_url: str
    profile: Profile
    accounts: tuple[Account, ...]
    timing: Timing
    detection: DetectionSection
    drafts: DraftsSection
    composer: ComposerSection
    notifications: NotificationsSection
    log: LogSection

    def settings(self) -> Settings:
        """The part that use cases need."""
        return Settings(self.timing, self.drafts.panel, self.drafts.debrief, self.detection.unsure)


def load(path: Path, environ: Mapping[str, str]) -> Config:
    """Read `path`, apply the environment, check everything.

    Raises `ConfigurationError`: about the file as a whole, or as `InvalidConfiguration` with every problem in it.
    """
    path = path.expanduser().absolute()
    source = read(path)
    complaints = [complaint for rule in rules.RULES for complaint in rule(source.data)]
    _expand_composer(source.data)
    found, unknown = environment.overrides(environ)
    environment.apply(source.data, found)
    places = Places(source.lines, {key: environment.variable(key) for key in found})
    try:
        document = Document.model_validate(source.data, context={"folder": path.parent})
    except ValidationError as error:
        complaints += translate.complaints(error)
    problems = [*source.problems, *unknown, *(places.problem(key, text) for key, text in complaints)]
    if problems:
        raise InvalidConfiguration(path, problems)
    return _config(document, path, environ)


def _expand_composer(data: dict[str, Any]) -> None:
    """`composer: llm` is short for `composer: {use: llm}`."""
    if isinstance(data.get("composer"), str):
        data["composer"] = {"use": data["composer"]}


def _config(document: Document, path: Path, environ: Mapping[str, str]) -> Config:
    state = state_directory(environ)
    return Config(
        path=path,
        state_dir=state,
        store_url=document.store.url or f"sqlite:///{state / STORE_NAME}",
        profile=_profile(document.profile),
        accounts=tuple(_account(account, document.profile.email) for account in document.accounts),
        timing=Timing(**dict(document.timing), retention=document.retention),
        detection=document.detection,
        drafts=document.drafts,
        composer=document.composer,
        notifications=document.notifications,
        log=document.log,
    )


def _profile(section: ProfileSection) -> Profile:
    return Profile(**dict(section) | {"tone": section.tone.value})


def _account(account: Account, default_email: str) -> Account:
    filled: dict[str, Any] = {"email": account.email or default_email}
    if isinstance(account, LocalAccount):
        filled["calendars"] = tuple(dict.fromkeys((*account.calendars, *account.local.calendars)))
    return account.model_copy(update=filled)


# --- where files belong ---------------------------------------------------------------------------------------------


def default_path(environ: Mapping[str, str]) -> Path:
    """The configuration file when `--config` names none: `FOLLOWBOT_CONFIG`, else systemd's folder, else the platform's."""
    if named := environ.get("FOLLOWBOT_CONFIG"):
        return Path(named)
    if folder := environ.get("CONFIGURATION_DIRECTORY"):
        return _first(folder) / FILE_NAME
    from platformdirs import user_config_path  # only where nothing else says it

    return user_config_path("followbot", appauthor=False) / FILE_NAME


def state_directory(environ: Mapping[str, str]) -> Path:
    """Where the store, its lock and its backups live: `$STATE_DIRECTORY` under systemd, else the platform's state folder."""
    if folder := environ.get("STATE_DIRECTORY"):
        return _first(folder)
    from platformdirs import user_state_path  # honours XDG_STATE_HOME

    return user_state_path("followbot", appauthor=False)


def _first(folders: str) -> Path:
    """systemd gives several folders separated by colons (systemd.exec(5))."""
    return Path(folders.split(":", 1)[0])
