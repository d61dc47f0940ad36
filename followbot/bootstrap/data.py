"""The data files of the domain, read where the package is installed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def _data() -> Traversable:
    """The folder of the domain's data files, wherever the package is installed."""
    from importlib import resources

    return resources.files("followbot.domain")


@cache
def rule_file(name: str) -> dict[str, Any]:
    """One TOML file under `domain/rules`, by its path without suffix."""
    import tomllib

    return tomllib.loads((_data() / "rules" / f"{name}.toml").read_text("utf-8"))


def rule_files(*families: str) -> dict[str, dict[str, Any]]:
    """Every TOML file under `domain/rules` (of these families only), by its path without suffix ("detection/en").

    Not remembered: what is made of them is, and is smaller.
    """
    import tomllib

    root = _data() / "rules"
    found: dict[str, dict[str, Any]] = {}
    for family in families or sorted(entry.name for entry in root.iterdir() if entry.is_dir()):
        for entry in sorted((root / family).iterdir(), key=lambda e: e.name):
            if entry.name.endswith(".toml"):
                found[f"{family}/{entry.name.removesuffix('.toml')}"] = tomllib.loads(entry.read_text("utf-8"))
    return found


def template_files() -> dict[str, str]:
    """Every Jinja2 template under `domain/templates`, by "language/name"."""
    root = _data() / "templates"
    return {
        f"{language.name}/{entry.name}": entry.read_text("utf-8")
        for language in root.iterdir()
        if language.is_dir()
        for entry in language.iterdir()
        if entry.name.endswith((".j2", ".toml"))
    }
