"""Graph's messages (https://learn.microsoft.com/en-us/graph/api/resources/message) to what the application knows of mail.

Beside the members of a message, a few of Exchange's own properties are read, by their MAPI names: the draft's key, the ids of
the mail that is answered (Graph shows no header of sent mail), the message class, and a send that was put off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from followbot.app.ports import Envelope
from followbot.domain.mime import KEY_HEADER, html_to_text, parse_message
from followbot.domain.mime.addresses import clean_email
from followbot.domain.mime.headers import (
    EPOCH,
    arrival_at,
    decode_words,
    message_ids,
    parameters,
    parse_date,
    plausible,
)
from followbot.domain.model import Address, Folder, Message
from followbot.providers.microsoft.graph import Item, entries, inner, text

KEY = "String {8c5d1f0e-3b7a-4e69-a2c4-5d90b17fe3a6} Name DraftRef"
"""The named property that carries a draft's key. The GUID is followbot's for ever; nothing in it names followbot."""
IN_REPLY_TO = "String 0x1042"
REFERENCES = "String 0x1039"
MESSAGE_CLASS = "String 0x001A"
DEFERRED = "SystemTime 0x3FEF"
"""PidTagDeferredSendTime: until then a message that the user has sent lies among the drafts ("schedule send")."""

_PROPERTIES = (KEY, IN_REPLY_TO, REFERENCES, MESSAGE_CLASS)

GLANCE = (
    "id",
    "internetMessageId",
    "subject",
    "from",
    "sender",
    "toRecipients",
    "ccRecipients",
    "bccRecipients",
    "replyTo",
    "receivedDateTime",
    "sentDateTime",
    "conversationId",
    "parentFolderId",
    "isDraft",
    "hasAttachments",
    "internetMessageHeaders",
)
"""What is asked for to decide whether a mail is worth reading."""

_OOF_CLASS = "ipm.note.rules.ooftemplate"
_REPORT_CLASS = "report."
_TEXT_LIMIT = 512 * 1024
_PEOPLE = 2000


def expand(*names: str) -> str:
    """The `$expand` that brings these properties, by default those that a glance needs."""
    wanted = " or ".join(f"id eq '{name}'" for name in names or _PROPERTIES)
    return f"singleValueExtendedProperties($filter={wanted})"


def prop(item: Item, name: str) -> str:
    """The value of an extended property, "" where it is not there. Servers differ in how they spell its id."""
    wanted = name.replace(" ", "").lower()
    found = (p for p in entries(item, "singleValueExtendedProperties") if _same(text(p, "id"), wanted))
    return next((text(p, "value") for p in found), "")


def _same(stated: str, wanted: str) -> bool:
    compact = stated.replace(" ", "").lower()
    return compact == wanted or compact.replace("0x0", "0x") == wanted.replace("0x0", "0x")


def moment(value: str) -> datetime | None:
    """A DateTimeOffset; None where there is none. Graph writes up to seven digits of a second."""
    try:
        at = datetime.fromisoformat(value.strip())
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def person(recipient: Item) -> Address:
    """A recipient; its address is "" where it has none."""
    stated = inner(recipient, "emailAddress")
    email = clean_email(text(stated, "address"))
    name = " ".join(text(stated, "name").split())
    return Address(email, "" if name.lower() == email else name)


def people(item: Item, *names: str) -> tuple[Address, ...]:
    found = (person(r) for name in names for r in entries(item, name)[:_PEOPLE])
    return tuple(a for a in found if a.email)


def author(item: Item) -> Address:
    found = (person(inner(item, name)) for name in ("from", "sender"))
    return next((a for a in found if a.email), Address(""))


def headers_of(item: Item) -> tuple[tuple[str, str], ...]:
    """The header fields, names in lower case: those that Graph gives, and what it keeps in properties instead."""
    stated = tuple(
        (text(h, "name").strip().lower(), decode_words(text(h, "value")).strip())
        for h in entries(item, "internetMessageHeaders")
        if text(h, "name").strip()
    )
    known = {name for name, _ in stated}
    return (*stated, *(field for field in _kept(item) if field[0] not in known))


def _kept(item: Item) -> Iterator[tuple[str, str]]:
    for name, prop_name in ((KEY_HEADER.lower(), KEY), ("in-reply-to", IN_REPLY_TO), ("references", REFERENCES)):
        if value := prop(item, prop_name):
            yield name, value
    if prop(item, MESSAGE_CLASS).lower().startswith(_OOF_CLASS):
        # Within one organisation an absence comes without headers; its class says what the header would (RFC 3834).
        yield "auto-submitted", "auto-replied"


def header(fields: tuple[tuple[str, str], ...], name: str) -> str:
    return next((value for key, value in fields if key == name), "")


def message_id_of(item: Item) -> str:
    return next(iter(message_ids(text(item, "internetMessageId"))), "")


def key_of(item: Item) -> str:
    """The draft key that a message carries, "" for every other mail."""
    return (prop(item, KEY) or header(headers_of(item), KEY_HEADER.lower())).strip()


def received(item: Item) -> datetime:
    """When the mailbox took it in, or it was sent."""
    found = (moment(text(item, name)) for name in ("receivedDateTime", "sentDateTime", "createdDateTime"))
    return next((at for at in found if at is not None), EPOCH)


def _dated(item: Item, fields: tuple[tuple[str, str], ...]) -> datetime:
    arrived = received(item)
    return plausible(_stated(item, fields), arrived) or arrived


def _stated(item: Item, fields: tuple[tuple[str, str], ...]) -> datetime | None:
    return moment(text(item, "sentDateTime")) or parse_date(header(fields, "date"))


def _arrived(item: Item, fields: tuple[tuple[str, str], ...]) -> datetime:
    """When it came to the user, in whatever mailbox that was."""
    taken_in, hops = received(item), (value for name, value in fields if name == "received")
    return arrival_at(taken_in, hops, _stated(item, fields)) or taken_in


def envelope(item: Item, sent: bool) -> Envelope:
    """What decides whether the whole is worth reading."""
    fields = headers_of(item)
    return Envelope(
        sender=author(item),
        recipients=people(item, "toRecipients", "ccRecipients", "bccRecipients"),
        subject=text(item, "subject"),
        message_id=message_id_of(item),
        in_reply_to=message_ids(header(fields, "in-reply-to")),
        references=message_ids(header(fields, "references")),
        date=_dated(item, fields),
        content_type=content_type_of(item, fields),
        sent=sent,
    )


def content_type_of(item: Item, fields: tuple[tuple[str, str], ...]) -> str:
    stated = parameters(header(fields, "content-type"))[0]
    if stated:
        return stated
    return "text/calendar" if meeting_kind(item) else "text/html"


def meeting_kind(item: Item) -> str:
    """What kind of calendar mail it is ("eventmessagerequest", ...), "" for other mail."""
    kind = text(item, "@odata.type").rpartition(".")[2].lower()
    if kind.startswith("eventmessage"):
        return kind
    return "eventmessage" if prop(item, MESSAGE_CLASS).lower().startswith("ipm.schedule.meeting") else ""


def is_chat(item: Item) -> bool:
    """Whether it is a chat of Teams, which a list of all messages may hold."""
    return prop(item, MESSAGE_CLASS).lower().startswith("ipm.skypeteams")


def wants_mime(item: Item) -> bool:
    """Whether what matters in it is in parts that JSON does not show: delivery reports and invitations."""
    fields = headers_of(item)
    kind = content_type_of(item, fields)
    return (
        bool(meeting_kind(item))
        or kind in ("multipart/report", "text/calendar")
        or prop(item, MESSAGE_CLASS).lower().startswith(_REPORT_CLASS)
    )


def whole(item: Item, folder: Folder) -> Message:
    """A message with its body, as JSON gives it."""
    fields = headers_of(item)
    stated = inner(item, "body")
    content = text(stated, "content")[:_TEXT_LIMIT]
    is_html = text(stated, "contentType").lower() != "text"
    return Message(
        ref=text(item, "id"),
        message_id=message_id_of(item),
        sender=author(item),
        subject=text(item, "subject"),
        date=_dated(item, fields),
        received=_arrived(item, fields),
        folder=folder,
        to=people(item, "toRecipients"),
        cc=people(item, "ccRecipients"),
        bcc=people(item, "bccRecipients"),
        reply_to=people(item, "replyTo"),
        in_reply_to=message_ids(header(fields, "in-reply-to")),
        references=message_ids(header(fields, "references")),
        thread_ref=text(item, "conversationId"),
        headers=_with_own(fields, item),
        text=html_to_text(content) if is_html else content,
        html=content if is_html else "",
        calendar=tuple(_calendar(item)),
        content_type=content_type_of(item, fields),
        attachments=("…",) if item.get("hasAttachments") is True else (),
    )


def _with_own(fields: tuple[tuple[str, str], ...], item: Item) -> tuple[tuple[str, str], ...]:
    """The headers with those that every mail has, where Graph has left them out."""
    known = {name for name, _ in fields}
    own = (("from", author(item).email), ("subject", text(item, "subject")))
    return (*fields, *((name, value) for name, value in own if name not in known and value))


def from_mime(raw: bytes, item: Item, folder: Folder) -> Message:
    """The same message by its MIME source, which alone shows calendar and report parts."""
    message = parse_message(raw, ref=text(item, "id"), folder=folder, received=received(item))
    known = {name for name, _ in message.headers}
    more = tuple(field for field in headers_of(item) if field[0] not in known)
    return replace(
        message,
        message_id=message.message_id or message_id_of(item),
        sender=message.sender if message.sender.email else author(item),
        thread_ref=text(item, "conversationId"),
        headers=(*message.headers, *more),
    )


_METHODS = {"meetingrequest": "REQUEST", "meetingcancelled": "CANCEL"}


def _calendar(item: Item) -> Iterator[str]:
    """A calendar part that says what the members of an eventMessage say, for want of the real one."""
    kind = meeting_kind(item)
    if not kind:
        return
    stated = text(item, "meetingMessageType").lower()
    method = "REQUEST" if kind == "eventmessagerequest" and not stated else _METHODS.get(stated, "REPLY")
    lines = ["BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT"]
    start = moment(text(inner(item, "startDateTime"), "dateTime"))
    if start is not None:
        lines.append(f"DTSTART:{start:%Y%m%dT%H%M%SZ}")
    yield "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])
