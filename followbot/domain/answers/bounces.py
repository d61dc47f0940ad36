"""Delivery reports: what failed, for whom, for good or for now (RFC 3464, RFC 3463), and which mail it was.

The report's own fields come first. Mail servers that write prose instead are read with flufl.bounce, which knows forty of
them. Receipts (RFC 8098, and delivery reports about success) are no failures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message as MimeMessage
from email.parser import HeaderParser

from followbot.domain.addresses import ADDRESS, normalise
from followbot.domain.model import Message

_MAX_REPORT = 20_000
_MAX_PROSE = 4_000
_MAX_PARSED = 8_000
"""Characters that the parsers of the library see; the servers that write prose are brief."""
_MAX_BLOCKS = 50
_REFUSAL = re.compile(r"\b55[0-4][ -]{1,3}#?5\.\d{1,3}\.\d{1,3}\b|\(#5\.\d{1,3}\.\d{1,3}\)|\b550[ :-]{1,3}\D")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_ID_LINE = re.compile(r"(?im)^[> \t]{0,4}(?:message-id|references|in-reply-to):.{0,1000}$")
"""What stands there in the returned mail looks like addresses and is none."""
_MESSAGE_ID = re.compile(r"<([^<>\s]{3,250})>")


@dataclass(frozen=True, slots=True)
class Failure:
    """What a delivery report says of one recipient; `action` as in RFC 3464 section 2.3.3, lower-cased."""

    recipient: str
    action: str
    status: str = ""

    @property
    def permanent(self) -> bool:
        """Failed for good. A server that gave up after days of trying reports "failed" with a 4.x.x status."""
        return self.action == "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """A delivery report. `original_ids` identify the mail it is about; `author` is who sent that mail, "" if unknown."""

    failures: tuple[Failure, ...]
    original_ids: frozenset[str] = frozenset()
    thread_ids: frozenset[str] = frozenset()
    author: str = ""

    @property
    def is_receipt(self) -> bool:
        """It reports success only."""
        return bool(self.failures) and all(f.action in {"delivered", "relayed", "expanded"} for f in self.failures)


def is_disposition(message: Message) -> bool:
    """Whether it is a read receipt (RFC 8098)."""
    return "disposition-notification" in message.header("content-type").lower() or bool(
        re.match(r"(?s).{0,2000}?^disposition:", message.report[:2_100].lower(), re.MULTILINE)
    )


def examine(
    message: Message, looks_like_one: bool, *, says_delayed: bool = False, says_failed: bool = False
) -> Report | None:
    """The delivery report that a message is, None where it is none.

    `looks_like_one` says that sender or subject are those of a mail server, so that prose is worth reading; the other two
    what that prose says, in whatever language.
    """
    failures = _fields(message.report[:_MAX_REPORT])
    if not failures and (looks_like_one or "delivery-status" in message.header("content-type").lower()):
        failures = _prose(message, says_delayed, says_failed)
    if not failures:
        return None
    return Report(failures, *_original(message))


def cites_refusal(message: Message) -> bool:
    """Whether a server's mail quotes the reply by which another one refused for good (RFC 5321, RFC 3463), in whatever
    language it says so.
    """
    return _REFUSAL.search(message.text[:_MAX_PROSE]) is not None


def _fields(report: str) -> tuple[Failure, ...]:
    """The per-recipient blocks of a message/delivery-status part."""
    found = []
    for block in re.split(r"\n[ \t]*\n", report.replace("\r\n", "\n"))[:_MAX_BLOCKS]:
        fields = HeaderParser().parsestr(block.strip("\n"))
        action = str(fields.get("action", "")).split("(")[0].strip().lower()
        if not action:
            continue
        recipient = _address(str(fields.get("original-recipient") or "")) or _address(
            str(fields.get("final-recipient") or "")
        )
        status = _STATUS.search(str(fields.get("status", "")) + " " + str(fields.get("diagnostic-code", "")))
        found.append(Failure(recipient, _action(action), status[1] if status else ""))
    return tuple(found)


def _action(word: str) -> str:
    if word.startswith(("fail", "error")):
        return "failed"
    return "delayed" if word.startswith("delay") else word


def _address(value: str) -> str:
    """The address of a recipient field: "rfc822; jane@example.com", with or without angle brackets."""
    match = ADDRESS.search(value.rpartition(";")[2])
    return normalise(match[1]) if match else ""


def _prose(message: Message, says_delayed: bool, says_failed: bool) -> tuple[Failure, ...]:
    """What a mail server says in words."""
    text = message.text[:_MAX_REPORT]
    listed = message.header("x-failed-recipients")
    permanent = frozenset(normalise(address) for address in ADDRESS.findall(listed))
    temporary: frozenset[str] = frozenset()
    if not permanent:
        temporary, permanent = _library(message, text[:_MAX_PARSED])
    if not temporary and not permanent:
        if not says_failed and not says_delayed:
            return ()
        permanent = _first_named(message, text)
    if says_delayed:
        temporary, permanent = temporary | permanent, frozenset()
    found = _STATUS.search(text)
    status = found[1] if found else ""
    if not temporary and not permanent:
        return (Failure("", "delayed" if says_delayed else "failed", status),)
    return tuple(
        [Failure(address, "failed", status) for address in sorted(permanent)]
        + [Failure(address, "delayed", status) for address in sorted(temporary)]
    )


def _first_named(message: Message, text: str) -> frozenset[str]:
    """The address that the beginning of the text names, other than the server's own."""
    own = normalise(message.sender.email)
    beginning = text[:_MAX_PROSE]
    named = [normalise(address) for address in ADDRESS.findall(_ID_LINE.sub("", beginning))]
    return frozenset([address for address in named if address != own][:1])


def _library(message: Message, text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Temporary and permanent failures that flufl.bounce finds in prose."""
    # Imported here: delivery reports are rare, and the program is to start fast.
    from flufl.bounce import all_failures

    mime = MimeMessage()
    mime["From"] = message.sender.email
    mime["Subject"] = " ".join(message.subject.split())[:500]
    mime.set_payload(text)
    try:
        temporary, permanent = all_failures(mime)
    except Exception:  # noqa: BLE001 - forty parsers of a library on hostile text; finding nothing is the safe answer
        return frozenset(), frozenset()
    return _decoded(temporary), _decoded(permanent)


def _decoded(addresses: frozenset[bytes]) -> frozenset[str]:
    texts = (address.decode("ascii", "replace") for address in addresses)
    return frozenset(normalise(match[1]) for text in texts if (match := ADDRESS.search(text)))


def _original(message: Message) -> tuple[frozenset[str], frozenset[str], str]:
    """Message-IDs of the returned mail, those of its thread, and its author, from the returned headers."""
    returned = HeaderParser().parsestr(message.returned[:_MAX_REPORT].lstrip())
    own = frozenset(_MESSAGE_ID.findall(str(returned.get("message-id", ""))))
    if not own:
        own = frozenset(_ids_in_prose(message.text[:_MAX_REPORT]))
    thread = frozenset(_MESSAGE_ID.findall(f"{returned.get('references', '')} {returned.get('in-reply-to', '')}"))
    author = ADDRESS.search(str(returned.get("from", "")))
    return own, thread, normalise(author[1]) if author else ""


def _ids_in_prose(text: str) -> list[str]:
    """The Message-ID of a mail that a server pasted below its explanation."""
    return re.findall(r"(?im)^[> \t]{0,4}message-id:[ \t]{0,4}<([^<>\s]{3,250})>", text)
