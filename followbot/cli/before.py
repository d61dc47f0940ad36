"""What the configuration that `init` replaces says, as answers to begin from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from followbot.errors import FollowbotError

_COMMENT = re.compile(r"(?m)(?:^|\s)(#.*)$")

_ASKED: Mapping[str, Sequence[str]] = {
    "profile": ("name", "email", "timezone", "country", "language", "strengths"),
    "google": ("client_secrets",),
    "microsoft": ("client_id",),
    "imap": ("host", "port", "username", "caldav"),
    "local": ("maildir", "calendars"),
}
"""What is asked about with the earlier answer as the one to keep."""

_ALWAYS_SAID = (("drafts", "debrief", "true"), ("detection", "unsure", "ask"))
"""What each configuration that `init` writes says."""


class Before:
    """The earlier answers. Nothing in the file has to be right: what cannot be read is no answer, and None is no file."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._data: Mapping[str, Any] = {} if path is None else _read(path)

    def profile(self, key: str) -> str:
        """A value of the profile; several are joined by commas, "" where there is none."""
        return _text(_section(self._data, "profile").get(key))

    def provider(self) -> str:
        return _text(self._account().get("provider"))

    def setting(self, provider: str, *keys: str) -> str:
        """A value of the first account, in its provider's own section, if that is still the provider."""
        found: Any = self._account().get(provider) if self.provider() == provider else None
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        return _text(found)

    def file(self, provider: str, key: str) -> str:
        """A setting that is a path, as it is meant: from where the configuration lies."""
        return ", ".join(self.files(provider, key))

    def files(self, provider: str, key: str) -> list[str]:
        """A setting that holds paths, each as it is meant; addresses stay as they are."""
        from followbot.providers.calendars.source import is_address

        section = _section(self._account(), provider) if self.provider() == provider else {}
        found = section.get(key)
        named = [part for part in (found if isinstance(found, list) else [found]) if part and isinstance(part, str)]
        if self._path is None:
            return named
        folder = self._path.absolute().parent
        return [part if is_address(part) else str(folder / Path(part).expanduser()) for part in named]

    def not_asked(self) -> list[str]:
        """What of it no question of `init` is about, as the user knows it: keys, accounts, comments."""
        if self._path is not None and not self._data:
            return ["everything in it, for it cannot be read"]
        names = [f"profile.{key}" for key in _section(self._data, "profile") if key not in _ASKED["profile"]]
        names += [f"accounts.{key}" for key in self._account() if key not in ("name", "provider", self.provider())]
        if self._account() and _text(self._account().get("name")) != "main":
            names.append("the account's name")
        own = _section(self._account(), self.provider())
        names += [f"{self.provider()}.{key}" for key in own if key not in _ASKED.get(self.provider(), ())]
        accounts = self._data.get("accounts")
        for more in accounts[1:] if isinstance(accounts, list) else ():
            names.append(
                f"the account {_text(more.get('name') if isinstance(more, Mapping) else more) or 'without a name'}"
            )
        for section, values in self._data.items():
            if section in ("profile", "accounts"):
                continue
            if isinstance(values, Mapping):
                names += [f"{section}.{key}" for key in values if (section, key, values[key]) not in _ALWAYS_SAID]
            else:
                names.append(str(section))
        return [*names, *(["comments of yours"] if self._comments() else [])]

    def _comments(self) -> bool:
        """Whether there is a comment that `init` itself does not write."""
        from followbot.config.writing import Answers, first_configuration

        text = self._path.read_text("utf-8", "replace") if self._path else ""
        ours = _COMMENT.findall(
            first_configuration(Answers("x", "x", "x", "x", "x", "x", aliases="x", strengths="x", calendars="x"))
        )
        return any(comment not in ours for comment in _COMMENT.findall(text))

    def _account(self) -> Mapping[str, Any]:
        accounts = self._data.get("accounts")
        first = accounts[0] if isinstance(accounts, list) and accounts else None
        return first if isinstance(first, Mapping) else {}


def _read(path: Path) -> Mapping[str, Any]:
    from followbot.config.source import read

    try:
        return read(path).data
    except FollowbotError:
        return {}


def _section(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""
