"""What an author hands over, and the door to a language model that may word it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from followbot.app.ports import Payload
    from followbot.domain.channels import Channels
    from followbot.domain.letters.specifics import Source
    from followbot.domain.lint import Finding


@dataclass(frozen=True, slots=True)
class Written:
    """A payload, and what a reader of `preview` and `why` should know about how it came to be.

    `composer` is "template" or "llm", `remarks` are sentences for `why`. `sources` and `findings` are those of the letter,
    `channels` are texts for elsewhere, where the rapport was great.
    """

    payload: Payload
    composer: str = "template"
    remarks: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    findings: tuple[Finding, ...] = ()
    channels: Channels | None = None


class Model(Protocol):
    """A language model that words letters."""

    def answer(self, rules: str, data: str) -> str:
        """What the model writes by our rules from others' data. Raises `ModelFailed`, whatever goes wrong."""
        ...
