"""The `accounts` of the configuration: one model per provider, so that each account carries exactly what its kind needs."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from followbot.config.section import Section, refuse
from followbot.config.values import (
    AccountName,
    Email,
    FilePath,
    FolderName,
    FolderNames,
    Line,
    Lines,
    PathsOrUrls,
    Url,
)
from followbot.errors import values as bad


class LocalSection(Section):
    """Where the files of an account lie."""

    calendars: PathsOrUrls = Field(
        default=(),
        description="Calendars: an .ics file, a folder of them, or the https address of a feed.",
        examples=[["~/Calendars/personal"]],
    )
    maildir: FilePath | None = Field(
        default=None, description="The folder that holds your mail as Maildir.", examples=["~/Mail"]
    )
    inbox: FolderNames = Field(default=("INBOX",), description="Folders inside it where mail arrives.")
    drafts: FolderName = Field(default="Drafts", description="The folder that drafts are put into.")
    sent: FolderNames = Field(default=("Sent",), description="Folders that hold what you have sent.")
    trash: FolderName = Field(default="Trash", description="The folder of deleted mail.")
    skip: FolderNames = Field(
        default=(), description="Folders that are never looked into, with all below them.", examples=[["Lists"]]
    )


class GoogleSection(Section):
    """How Google knows this program."""

    client_secrets: FilePath = Field(
        description="The JSON file of your OAuth client, downloaded from Google.",
        examples=["client_secret.json"],
    )
    port: int = Field(
        default=0, ge=0, le=65535, description="The local port the browser returns to; 0 takes any free one."
    )
    testing: bool = Field(
        default=False, description="Whether the app is in Testing at Google, which ends each login after 7 days."
    )
    endpoint: Url | None = Field(
        default=None, description="Another address of Google's APIs, for tests.", examples=["http://127.0.0.1:8080"]
    )


class MicrosoftSection(Section):
    """How Microsoft knows this program."""

    client_id: Line = Field(
        description="The application (client) id of your app registration.",
        examples=["00000000-0000-0000-0000-000000000000"],
    )
    authority: Url | None = Field(
        default=None,
        description="Who signs you in, when it is not Microsoft's common one.",
        examples=["https://login.microsoftonline.com/consumers"],
    )
    endpoint: Url | None = Field(
        default=None, description="Another address of Microsoft Graph, for tests.", examples=["http://127.0.0.1:8080"]
    )
    port: int = Field(
        default=0, ge=0, le=65535, description="The local port the browser returns to; 0 takes any free one."
    )
    folders: FolderNames = Field(
        default=(),
        description="More folders where mail arrives, because rules move it there.",
        examples=[["Inbox/Jobs"]],
    )


class Security(StrEnum):
    """`imap.security`: encrypted from the first byte (RFC 8314), or upgraded before the login. There is no third way."""

    TLS = "tls"
    STARTTLS = "starttls"


class CalDavSection(Section):
    """The calendar that belongs to an IMAP account."""

    url: Url = Field(description="The CalDAV address of your provider.", examples=["https://dav.example.com/"])
    username: Line | None = Field(
        default=None, description="Your login there, when it is not the mailbox's.", examples=["jane"]
    )


class ImapSection(Section):
    """The servers of an account of any other kind."""

    service: Line | None = Field(
        default=None,
        description="A known service (fastmail, icloud, yahoo, gmx ...), when your address does not tell.",
        examples=["fastmail"],
    )
    host: Line | None = Field(
        default=None, description="The IMAP server, when it is none of those.", examples=["imap.example.com"]
    )
    port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="Its port, when it is not 993 (tls) or 143 (starttls).",
        examples=[993],
    )
    security: Security | None = Field(
        default=None, description="How the connection is encrypted: tls (the usual way) or starttls.", examples=["tls"]
    )
    username: Line | None = Field(
        default=None, description="Your login, when it is not the account's address.", examples=["jane"]
    )
    inbox: FolderNames = Field(default=("INBOX",), description="Folders where mail arrives.")
    drafts: FolderName | None = Field(
        default=None, description="The drafts folder, when the server does not say.", examples=["Drafts"]
    )
    sent: FolderNames = Field(
        default=(), description="Folders of sent mail, when the server does not say.", examples=[["Sent"]]
    )
    trash: FolderName | None = Field(
        default=None, description="The trash folder, when the server does not say.", examples=["Trash"]
    )
    skip: FolderNames = Field(
        default=(), description="Folders that are never looked into, with all below them.", examples=[["Lists"]]
    )
    caldav: CalDavSection | None = Field(default=None, description="Its calendars, when the provider has CalDAV.")


class AccountSection(Section):
    """One mailbox with its calendars. `email` is never empty in a loaded configuration."""

    name: AccountName = Field(description="A short name of your choice.", examples=["main"])
    email: Email = Field(
        default="", description="Its address, when it is not the one in the profile.", examples=["jane.doe@example.org"]
    )


class LocalAccount(AccountSection):
    """Mail and calendars in files on this computer, kept in step by mbsync, vdirsyncer and the like."""

    provider: Literal["local"] = Field(description="Where it lives: local, google, microsoft or imap.")
    calendars: PathsOrUrls = Field(
        default=(), description="More calendars; the same as local.calendars.", examples=[["~/Calendars/work.ics"]]
    )
    local: LocalSection = Field(description="Where the files lie.")

    @model_validator(mode="after")
    def _has_something(self) -> Self:
        if not (self.local.maildir or self.local.calendars or self.calendars):
            refuse(self, [("local", str(bad.local_without_anything()))])
        return self


class GoogleAccount(AccountSection):
    """Gmail with Google Calendar."""

    provider: Literal["google"] = Field(description="Where it lives: local, google, microsoft or imap.")
    calendars: Lines = Field(
        default=(),
        description="Names of the calendars to read, when it is not your main one alone.",
        examples=[["Interviews"]],
    )
    google: GoogleSection = Field(description="How Google knows this program.")


class MicrosoftAccount(AccountSection):
    """Outlook.com or Microsoft 365, mail with calendar."""

    provider: Literal["microsoft"] = Field(description="Where it lives: local, google, microsoft or imap.")
    calendars: Lines = Field(
        default=(),
        description="Names of the calendars to read, when it is not your main one alone.",
        examples=[["Interviews"]],
    )
    microsoft: MicrosoftSection = Field(description="How Microsoft knows this program.")


class ImapAccount(AccountSection):
    """Any other mailbox, and perhaps CalDAV."""

    provider: Literal["imap"] = Field(description="Where it lives: local, google, microsoft or imap.")
    calendars: Lines = Field(
        default=(),
        description="Names of its calendars, when not all of them; or addresses of .ics feeds.",
        examples=[["Interviews"]],
    )
    imap: ImapSection = Field(default_factory=ImapSection, description="Its servers.")


Account = LocalAccount | GoogleAccount | MicrosoftAccount | ImapAccount
PROVIDERS = ("local", "google", "microsoft", "imap")
