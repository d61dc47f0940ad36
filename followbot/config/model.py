"""The shape of the whole configuration file. Descriptions are the comments of `config.example.yaml`.

These models hold what the file says; `loading.Config` is what the program works with. Rules between the keys of one section
live in that section, rules on the raw text in `rules`.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from followbot.config.accounts import Account
from followbot.config.behaviour import (
    ComposerSection,
    DetectionSection,
    DraftsSection,
    LogSection,
    NotificationsSection,
    StoreSection,
    TimingSection,
)
from followbot.config.section import Section
from followbot.config.values import Country, Duration, Email, Emails, Language, Line, Lines, Text, Zone, format_duration
from followbot.domain.timing import Timing
from followbot.errors import values as bad

SHORTEST_RETENTION = timedelta(days=30)
"""Calendars are read 21 days back: what is forgotten sooner would be found again and taken for new."""


def _long_enough(retention: timedelta) -> timedelta:
    if retention < SHORTEST_RETENTION:
        raise bad.retention_too_short(format_duration(SHORTEST_RETENTION))
    return retention


def _not_empty(accounts: tuple[Account, ...]) -> tuple[Account, ...]:
    if not accounts:
        raise bad.no_account()
    return accounts


Retention = Annotated[Duration, AfterValidator(_long_enough)]


class Tone(StrEnum):
    """`profile.tone`: how drafts sound."""

    WARM = "warm"
    PLAIN = "plain"
    FORMAL = "formal"


class ProfileSection(Section):
    """Who you are. Drafts are written in your name, and mail from these addresses is yours."""

    name: Line = Field(description="Your name as it stands under a mail.", examples=["Jane Doe"])
    email: Email = Field(description="The address you apply with.", examples=["jane@example.com"])
    aliases: Emails = Field(default=(), description="Your other addresses.", examples=[["jane.doe@example.org"]])
    language: Language = Field(
        default="en", description="The language of drafts, unless the other side writes another one."
    )
    timezone: Zone = Field(
        default="UTC", description="Your time zone, for events that name none.", examples=["Europe/Berlin"]
    )
    country: Country = Field(
        default="",
        description="Your country (DE, or DE-BY with the region): no nudge on its public holidays.",
        examples=["DE"],
    )
    strengths: Lines = Field(
        default=(),
        description="What you bring, in a few words each; a draft names what fits the role.",
        examples=[["distributed systems", "mentoring"]],
    )
    signature: Text = Field(
        default="",
        description="What stands under your mails, when it is not your name alone.",
        examples=["Jane Doe\n+1 555 0100"],
    )
    tone: Tone = Field(default=Tone.WARM, description="How drafts sound: warm, plain or formal.")


class Document(Section):
    """The configuration of followbot."""

    profile: ProfileSection
    accounts: Annotated[
        tuple[Annotated[Account, Field(discriminator="provider")], ...],
        # Not min_length: that would also complain when every account has a mistake of its own.
        AfterValidator(_not_empty),
        Field(description="Your mailboxes and calendars, one entry each.", json_schema_extra={"minItems": 1}),
    ]
    timing: TimingSection = Field(default_factory=TimingSection)
    detection: DetectionSection = Field(default_factory=DetectionSection)
    drafts: DraftsSection = Field(default_factory=DraftsSection)
    composer: ComposerSection = Field(default_factory=ComposerSection)
    notifications: NotificationsSection = Field(default_factory=NotificationsSection)
    store: StoreSection = Field(default_factory=StoreSection)
    log: LogSection = Field(default_factory=LogSection)
    retention: Retention = Field(
        default=Timing().retention,
        description="How long a closed application is remembered after its last interview.",
    )
