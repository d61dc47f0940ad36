"""The sections of the configuration that say what followbot does, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from followbot.app.settings import OtherInterview, Panel, UnsureMode
from followbot.config.section import Section, refuse
from followbot.config.values import Duration, Line, Lines, StoreUrl, TimeOfDay, Url
from followbot.domain.timing import Timing
from followbot.errors import values as bad

_TIMING = Timing()

_ORDER: tuple[tuple[str, str], ...] = (
    ("thank_you_after", "late_after"),
    ("late_after", "thank_you_until"),
    ("business_open", "business_close"),
    ("card_after", "thank_you_after"),
    ("nudge_after", "pending_max"),
    ("thank_you_until", "pending_max"),
)
"""Pairs of times of which the first must come before the second."""

_POSITIVE = ("thank_you_after", "nudge_after", "nudge_until", "pending_max", "process_gap")


class TimingSection(Section):
    """When things happen."""

    thank_you_after: Duration = Field(
        default=_TIMING.thank_you_after, description="From the end of the day's last interview to the thank-you."
    )
    late_after: Duration = Field(
        default=_TIMING.late_after,
        description="A thank-you written later than this says that it comes late.",
    )
    thank_you_until: Duration = Field(default=_TIMING.thank_you_until, description="Later than this none is written.")
    nudge_after: Duration = Field(
        default=_TIMING.nudge_after,
        description="After so long without an answer a short second mail is drafted, the nudge.",
    )
    nudge_until: Duration = Field(
        default=_TIMING.nudge_until,
        description="A nudge that is overdue by more than this is left out and reported.",
    )
    business_open: TimeOfDay = Field(
        default=_TIMING.business_open, description="Nudges come on working days from this time ..."
    )
    business_close: TimeOfDay = Field(
        default=_TIMING.business_close, description="... to this time, where the interview was."
    )
    absence_max: Duration = Field(
        default=_TIMING.absence_max, description="The most that an out-of-office reply moves a nudge."
    )
    absence_business_days: int = Field(
        default=_TIMING.absence_business_days,
        ge=0,
        le=30,
        description="Working days that somebody gets after coming back.",
    )
    promise_business_days: int = Field(
        default=_TIMING.promise_business_days,
        ge=0,
        le=30,
        description="Working days that somebody gets after a promised date.",
    )
    missing_after: Duration = Field(
        default=_TIMING.missing_after,
        description="A draft that vanished unsent counts as thrown away after this.",
    )
    pending_max: Duration = Field(
        default=_TIMING.pending_max,
        description="The longest that mail is watched for an answer to an interview.",
    )
    card_after: Duration = Field(
        default=_TIMING.card_after, description="From the end of an interview to its debrief card."
    )
    card_quiet: Duration = Field(
        default=_TIMING.card_quiet,
        description="A card you wrote on is read and removed when left alone for this long.",
    )
    process_gap: Duration = Field(
        default=_TIMING.process_gap,
        description="After so long, an interview with the same company begins a new story.",
    )

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        refuse(self, [*self._out_of_order(), *self._empty()])
        return self

    def _out_of_order(self) -> Iterator[tuple[str, str]]:
        said = self.model_dump(mode="json")
        for earlier, later in _ORDER:
            if getattr(self, earlier) >= getattr(self, later):
                key = later if later in self.model_fields_set else earlier
                yield key, str(bad.out_of_order(f"{earlier} ({said[earlier]})", f"{later} ({said[later]})"))

    def _empty(self) -> Iterator[tuple[str, str]]:
        return ((name, str(bad.nothing())) for name in _POSITIVE if not getattr(self, name))


class DetectionSection(Section):
    """Which events are interviews."""

    unsure: UnsureMode = Field(
        default=UnsureMode.ASK,
        description="When it is unclear: ask (on the debrief card), draft, or ignore.",
    )
    include: Lines = Field(
        default=(),
        description="Titles, or words in them, of events that always are interviews; * stands for anything.",
        examples=[["coffee with *"]],
    )
    exclude: Lines = Field(
        default=(),
        description="Titles, or words in them, of events that never are interviews; * stands for anything.",
        examples=[["book club*"]],
    )
    employers: Lines = Field(
        default=(),
        description="Where you work (names or mail domains): there you interview others.",
        examples=[["acme.example"]],
    )
    also: tuple[OtherInterview, ...] = Field(
        default=(),
        description="Interviews that are not for a job and count all the same: school, visa.",
        examples=[["school"]],
    )


class DraftsSection(Section):
    """What the drafts look like. Words of your own: files in the folder templates beside this one."""

    panel: Panel = Field(
        default=Panel.EACH,
        description="After a panel write to each person, to all together, or to the primary one.",
    )
    debrief: bool = Field(
        default=True, description="After an interview, leave a card among the drafts to note how it went."
    )
    label: Line | None = Field(
        default=None,
        description="A category put on every draft in Outlook. Gmail allows drafts no labels.",
        examples=["followbot"],
    )
    prompt_line: bool = Field(
        default=False, description="Leave a marked line to fill in when nothing specific is known."
    )


class ComposerName(StrEnum):
    """`composer.use`: who writes the text."""

    TEMPLATE = "template"
    LLM = "llm"


class LlmSection(Section):
    """A language model behind an OpenAI-compatible interface; its key is FOLLOWBOT_LLM_KEY, never in this file."""

    base_url: Url = Field(description="Where the model answers.", examples=["http://127.0.0.1:11434/v1"])
    model: Line = Field(description="Its name there.", examples=["llama3.1"])
    timeout: Duration = Field(
        default=timedelta(seconds=60), description="How long to wait before the template is used instead."
    )
    max_tokens: int = Field(default=800, ge=50, le=8000, description="The most it may write.")


class ComposerSection(Section):
    """Who words the drafts. A model is sent what a letter may say: names, company, role, day, harmless phrases of notes."""

    use: ComposerName = Field(
        default=ComposerName.TEMPLATE,
        description="template (nothing leaves this computer) or llm (those phrases go to base_url).",
    )
    llm: LlmSection | None = Field(default=None, description="The language model, for `use: llm`.")

    @model_validator(mode="after")
    def _llm_is_known(self) -> Self:
        if self.use is ComposerName.LLM and self.llm is None:
            refuse(self, [("llm", str(bad.llm_missing()))])
        return self


class NotificationsSection(Section):
    """How followbot makes itself heard."""

    desktop: bool = Field(
        default=False,
        description="A notice when a draft waits, a login is needed, or something was skipped.",
    )


class StoreSection(Section):
    """Where followbot keeps what it knows."""

    url: StoreUrl | None = Field(
        default=None,
        description="A database URL; followbot.db in your state folder when empty.",
        examples=["sqlite:///~/.local/state/followbot/followbot.db"],
    )


class LogLevel(StrEnum):
    """`log.level`."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """`log.format`. `auto` is journal-friendly text under systemd and plain text elsewhere."""

    AUTO = "auto"
    TEXT = "text"
    JSON = "json"


class LogSection(Section):
    """What is logged. Logs never hold addresses, subjects or texts."""

    level: LogLevel = Field(default=LogLevel.INFO, description="How much: debug, info, warning or error.")
    format: LogFormat = Field(default=LogFormat.AUTO, description="auto, text or json.")
