"""The language model that may word letters. None of these stops anything: the template is used instead."""

from __future__ import annotations

from followbot.errors import ModelFailed


def model_too_slow() -> ModelFailed:
    """The model, or its server, took longer than `composer.timeout`."""
    return ModelFailed("The language model did not answer in time.")


def model_server_failed(status: int) -> ModelFailed:
    """The server of the model refused, or failed."""
    return ModelFailed(f"The language model's server answered {status}.")


def model_unreachable() -> ModelFailed:
    """Nothing answers at `composer.base_url`."""
    return ModelFailed("The language model cannot be reached.")


def model_connection_broke() -> ModelFailed:
    """The connection ended in the middle of an answer."""
    return ModelFailed("The connection to the language model broke.")


def model_too_long() -> ModelFailed:
    """A letter has some hundred words; this was a hundred times more."""
    return ModelFailed("The language model's answer is too long.")


def model_library_missing() -> ModelFailed:
    """The optional library was not installed."""
    return ModelFailed("The openai package is not installed: pip install 'followbot[llm]'.")


def model_key_missing() -> ModelFailed:
    """A model outside of this machine wants a key."""
    return ModelFailed("There is no key for the language model: set FOLLOWBOT_LLM_KEY.")


def model_answer_strange() -> ModelFailed:
    """What answered is not a server of this kind, or a proxy stood between."""
    return ModelFailed("The language model's server did not answer as one.")


def model_refused() -> ModelFailed:
    """The model's own rules kept it from writing this letter."""
    return ModelFailed("The language model refused.")


def model_silent() -> ModelFailed:
    """The model gave an empty text."""
    return ModelFailed("The language model wrote nothing.")
