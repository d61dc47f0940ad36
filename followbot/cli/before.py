"""What the configuration that `init` replaces says, as answers to begin from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from followbot.errors import FollowbotError


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
        named = self.setting(provider, key)
        return str(self._path.absolute().parent / Path(named).expanduser()) if named and self._path else named

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
