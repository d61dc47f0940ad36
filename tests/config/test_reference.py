"""The commented example and the JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from followbot.config import LocalAccount, load
from followbot.config.accounts import PROVIDERS
from followbot.config.keys import key_paths, models_in
from followbot.config.model import Document
from followbot.config.reference import example, json_schema
from tests.config.helpers import MINIMAL, loaded, write

ROOT = Path(__file__).parents[2]


def models(model: type[BaseModel] = Document) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for inner in models_in(field.annotation):
            yield from models(inner)


def uncommented(provider: str) -> str:
    """The example with one provider's block in force, as its comment tells to do it."""
    lines = example().splitlines()
    start = next(
        n
        for n, line in enumerate(lines)
        if line == f"  #   provider: {provider}" or line.startswith(f"  #   provider: {provider} ")
    )
    while lines[start].startswith("  # ") and not lines[start].startswith("  # - "):
        start -= 1
    for n in range(start, len(lines)):
        if not lines[n].startswith("  # "):
            break
        lines[n] = lines[n].replace("# ", "", 1)
    return "\n".join(lines).replace("name: main", f"name: {provider}", 1)


def test_the_file_in_the_repository_is_this_example() -> None:
    assert (ROOT / "config.example.yaml").read_text("utf-8") == example()


def test_the_example_loads_and_changes_nothing(tmp_path: Path) -> None:
    shown, plain = loaded(tmp_path, example()), loaded(tmp_path, MINIMAL)
    assert shown.settings() == plain.settings()
    assert (shown.drafts, shown.composer, shown.log) == (plain.drafts, plain.composer, plain.log)
    (account,) = shown.accounts
    assert isinstance(account, LocalAccount)
    assert account.local.maildir == Path.home() / "Mail"


@pytest.mark.parametrize("provider", [p for p in PROVIDERS if p != "local"])
def test_each_provider_block_can_be_put_in_force(tmp_path: Path, provider: str) -> None:
    config = loaded(tmp_path, uncommented(provider))
    assert sorted(account.provider for account in config.accounts) == sorted(["local", provider])


def test_everything_that_is_off_is_valid_when_it_is_on(tmp_path: Path) -> None:
    """All optional lines of the sections below the accounts, with their comment signs taken away."""
    head, _, tail = example().partition("# When things happen.")
    lines = [line.replace("# ", "", 1) if line.startswith("  # ") else line for line in tail.splitlines()[1:]]
    config = loaded(tmp_path, head + "\n".join(lines))
    assert config.composer.llm is not None
    assert config.drafts.label == "followbot"


def test_the_example_shows_every_key() -> None:
    text = example()
    missing = [key for key in key_paths() if f" {key[-1]}:" not in text and f"\n{key[-1]}:" not in text]
    assert missing == []
    assert max(len(line) for line in text.splitlines()) <= 130


def test_every_key_is_described_in_one_line() -> None:
    for model in models():
        assert model.__doc__, model
        for name, field in model.model_fields.items():
            if models_in(field.annotation) and model is Document:
                continue
            assert field.description, f"{model.__name__}.{name}"
            assert "\n" not in field.description
            assert len(field.description) <= 90, f"{model.__name__}.{name}"


def test_optional_keys_without_a_default_have_an_example() -> None:
    for model in models():
        for name, field in model.model_fields.items():
            empty = field.get_default(call_default_factory=True, validated_data={}) in (None, "", ())
            if empty and not field.is_required() and not models_in(field.annotation):
                assert field.examples, f"{model.__name__}.{name}"


# --- JSON Schema ----------------------------------------------------------------------------------------------------


def editors_view(text: str) -> Any:
    """What a YAML language server checks against the schema."""
    return yaml.safe_load(text)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize(
    "text",
    [
        MINIMAL,
        MINIMAL + "composer: template",
        example(),
        uncommented("google"),
        uncommented("microsoft"),
        uncommented("imap"),
    ],
)
def test_the_schema_accepts_what_is_accepted(text: str) -> None:
    document = {key: value for key, value in editors_view(text).items() if value is not None}
    assert [error.message for error in Draft202012Validator(json_schema()).iter_errors(document)] == []


@pytest.mark.parametrize(
    "extra", ["nudge: 3d", "log: {level: loud}", "timing: {nudge_after: 7}", "profile: {name: x}", "retention: soon"]
)
def test_the_schema_refuses_what_is_refused(extra: str) -> None:
    assert not Draft202012Validator(json_schema()).is_valid(editors_view(MINIMAL) | editors_view(extra))


def test_loading_the_repositorys_example_by_path(tmp_path: Path) -> None:
    assert load(write(tmp_path, example()), {}).profile.name == "Jane Doe"
