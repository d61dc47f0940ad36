"""Who words the drafts: the templates, the user's own over them, and the language model where the configuration asks for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from followbot.errors.configuration import template_unreadable

if TYPE_CHECKING:
    from followbot.app.author import Author
    from followbot.app.login import Secrets
    from followbot.app.written import Model
    from followbot.bootstrap.instructions import Instructions
    from followbot.config import Config
    from followbot.domain.drafting import Templates
    from followbot.domain.letters.card import CardRules

LLM_KEY = "FOLLOWBOT_LLM_KEY"
VAULT_PLACE = ("composer", "llm-key")
"""Account and name of the key in the vault."""

_CREDENTIAL = "llm-key"
"""The same as a systemd credential (systemd.exec(5), LoadCredential=)."""


def author(
    by: Instructions, model: Model | None, templates: Callable[[], Templates], card_rules: Callable[[], CardRules]
) -> Author:
    """The author that goes by these instructions. Nothing is read, and no server asked, before the first draft.

    Without a `model` it is the templates alone.
    """
    from followbot.app.author import Author

    return Author(by.profile, templates, card_rules, prompt_line=by.prompt_line, model=model)


def model_of(config: Config, secrets: Secrets) -> Model | None:
    """The language model of a configuration, None where it asks for none."""
    section = config.composer.llm
    if config.composer.use != "llm" or section is None:
        return None
    from followbot.providers.llm import ChatModel, is_local

    timeout, here = section.timeout.total_seconds(), is_local(str(section.base_url))
    return ChatModel(str(section.base_url), section.model, timeout, section.max_tokens, lambda: _key(secrets, here))


def _key(secrets: Secrets, here: bool) -> str | None:
    """From the environment, a systemd credential, or the vault; None where there is none.

    A server `here`, on this machine, seldom wants one, and is no reason to open the vault.
    """
    if said := os.environ.get(LLM_KEY, "").strip():
        return said
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    credential = Path(folder) / _CREDENTIAL
    if folder and credential.is_file():
        return credential.read_text("utf-8").strip() or None
    kept = None if here else secrets.get(*VAULT_PLACE)
    return kept.decode() if kept else None


def keep_llm_key(config: Config, key: str) -> None:
    """Keep the model's key in the vault; an empty one takes it out."""
    from followbot.bootstrap.tools import tools
    from followbot.system import SystemClock

    secrets = tools(config, SystemClock(), attended=True).secrets
    if key:
        secrets.put(*VAULT_PLACE, key.encode())
    else:
        secrets.delete(*VAULT_PLACE)


# --- the user's own templates ---------------------------------------------------------------------------------------------

OWN_FOLDER = "templates"
"""Beside the configuration file: `templates/en/phrases.toml` replaces single slots, a `.j2` file the one with its name."""

_OWN_MAX = 256 * 1024
"""Bytes of an own template; ours have twenty thousand."""


def own_templates(config_path: Path) -> dict[str, str]:
    """The user's template files by "language/name"; raises `ConfigurationError` where one cannot be read."""
    folder = config_path.parent / OWN_FOLDER
    found = {}
    for path in sorted(folder.glob("*/*")):
        if path.suffix in (".j2", ".toml"):
            found[f"{path.parent.name}/{path.name}"] = _text(path)
    return found


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_OWN_MAX).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise template_unreadable(path) from error
