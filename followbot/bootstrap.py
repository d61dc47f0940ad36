"""The composition root: the only place that knows concrete adapters, and that reads the data files of the domain."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def rule_files() -> dict[str, dict[str, Any]]:
    """Every TOML file under `domain/rules`, by its path without suffix ("detection/en"). Read once per process."""
    root = resources.files("followbot.domain") / "rules"
    found: dict[str, dict[str, Any]] = {}
    for family in sorted(entry.name for entry in root.iterdir() if entry.is_dir()):
        for entry in sorted((root / family).iterdir(), key=lambda e: e.name):
            if entry.name.endswith(".toml"):
                found[f"{family}/{entry.name.removesuffix('.toml')}"] = tomllib.loads(entry.read_text("utf-8"))
    return found


@cache
def template_files() -> dict[str, str]:
    """Every Jinja2 template under `domain/templates`, by "language/name". Read once per process."""
    root = resources.files("followbot.domain") / "templates"
    return {
        f"{language.name}/{entry.name}": entry.read_text("utf-8")
        for language in root.iterdir()
        if language.is_dir()
        for entry in language.iterdir()
        if entry.name.endswith((".j2", ".toml"))
    }
