"""`inspect`: what detection thinks of a calendar file, and reply analysis of a mail, without a store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from followbot.app.ports import Window
from followbot.bootstrap import detector, read_mail
from followbot.bootstrap.instructions import detection_settings
from followbot.config import Config
from followbot.domain.detection import DetectionSettings
from followbot.domain.mime import parse_message
from followbot.domain.model import Address, Detection, Event, Folder, Profile, Reading, ReplyContext
from followbot.errors.files import file_unreadable, not_a_calendar
from followbot.providers.ical import harvest, open_document

_MAIL_MAX = 20 * 1024 * 1024
"""Bytes of a mail that are read: no answer is longer, attachments are."""


def event_file(path: Path, me: Sequence[Address], config: Config | None) -> list[tuple[Event, Detection]]:
    """Every event of a calendar file, whenever it is, and what detection thinks of it; of a series its first occurrence.

    `me` are the user's addresses, the first the main one; without any they are the profile's.
    """
    own = tuple(a.email for a in me)
    if config is not None and (not own or not config.profile.addresses.isdisjoint(own)):
        profile = config.profile
    else:
        name = next((a.name for a in me if a.name), "")
        profile = Profile(name=name, email=own[0] if own else "", aliases=own[1:])
    settings = DetectionSettings() if config is None else detection_settings(config)
    judge = detector(profile, settings, frozenset(own) or profile.addresses)
    always = Window(datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    document = open_document(path.name, _content(path), always)
    sheaves = list(harvest([document], always, profile.timezone, "inspect", path.name, whole_series=False))
    problems = [p for p in (*document.problems, *(p for s in sheaves for p in s.problems)) if not p.warning]
    if problems and not any(s.events for s in sheaves):
        raise not_a_calendar(problems[0].where, problems[0].what)
    firsts = [e for s in sheaves for e in (s.events[:1] if s.events and s.events[0].recurring else s.events)]
    return [(e, judge(e)) for e in sorted(firsts, key=lambda e: (e.start, e.uid, e.instance))]


def mail_file(
    path: Path, contacts: tuple[Address, ...], company_domains: Sequence[str], sent: frozenset[str], me: frozenset[str]
) -> Reading:
    """What reply analysis thinks of a message file; what is not known is left empty.

    A domain may be a web address; `sent` are the Message-IDs of the user's own mails, without angle brackets.
    """
    context = ReplyContext(
        me=me,
        contacts=contacts,
        company_domains=tuple(filter(None, map(_bare_domain, company_domains))),
        sent_ids=sent,
        own_ids=sent,
    )
    return read_mail(
        parse_message(_content(path)[:_MAIL_MAX], ref=path.name, folder=Folder.INBOX, received=None), context
    )


def _bare_domain(text: str) -> str:
    return text.lower().rpartition("://")[2].rpartition("@")[2].partition("/")[0].removeprefix("www.")


def _content(path: Path) -> bytes:
    """A file that the user named; raises one clear sentence when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "input/output error").lower()
        raise file_unreadable(path, reason) from error
