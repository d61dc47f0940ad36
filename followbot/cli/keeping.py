"""Writing a configuration for the user: whole or not at all, and never over one that exists without a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from followbot.errors.usage import answers_refused

if TYPE_CHECKING:
    from followbot.config import Config
    from followbot.config.writing import Answers


def write_configuration(path: Path, answers: Answers, *, copy: bool = True) -> Path | None:
    """Write the file and, beside it, the schema for editors; only once it is known to be in order.

    Returns the copy of what was there, None where nothing was. Without `copy` that is lost: it was written by the same run.
    """
    import json

    from followbot import bootstrap
    from followbot.config.reference import json_schema
    from followbot.config.writing import SCHEMA_FILE, first_configuration

    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(first_configuration(answers), "utf-8")
    draft.chmod(0o600)
    try:
        bootstrap.open_logins(_in_order(draft))
        kept = _keep_copy(path) if copy and path.exists() else None
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    path.with_name(SCHEMA_FILE).write_text(json.dumps(json_schema(), indent=1) + "\n", "utf-8")
    return kept


def _in_order(draft: Path) -> Config:
    """The configuration in the draft. What is wrong in it is an answer's fault: nobody can look into a file that is gone."""
    from followbot import bootstrap
    from followbot.config import InvalidConfiguration

    try:
        return bootstrap.load_config(draft)
    except InvalidConfiguration as error:
        raise answers_refused(" ".join(f"{p.variable or p.path}: {p.text}" for p in error.problems)) from None


def _keep_copy(path: Path) -> Path:
    copies = (path.with_name(f"{path.name}.before-init{suffix}") for suffix in _suffixes())
    free = next(copy for copy in copies if not copy.exists())
    free.write_bytes(path.read_bytes())
    free.chmod(0o600)
    return free


def _suffixes() -> Iterator[str]:
    yield ""
    number = 2
    while True:
        yield f"-{number}"
        number += 1
