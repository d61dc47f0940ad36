"""Short ways to load a configuration in tests."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from followbot.config import Config, InvalidConfiguration, load

PROFILE = """\
profile:
  name: Jane Doe
  email: jane@example.com
"""
ACCOUNTS = """\
accounts:
  - name: files
    provider: local
    local: {maildir: Mail}
"""
MINIMAL = PROFILE + ACCOUNTS


def write(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(textwrap.dedent(text), "utf-8")
    return path


def loaded(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> Config:
    return load(write(folder, text), environ or {})


def problems(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> list[str]:
    """All problems of a configuration that must have some."""
    with pytest.raises(InvalidConfiguration) as caught:
        loaded(folder, text, environ)
    return [str(problem) for problem in caught.value.problems]


def problem(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> str:
    """The only problem of a configuration."""
    (only,) = problems(folder, text, environ)
    return only
