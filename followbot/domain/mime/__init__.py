"""Mail as bytes and back (RFC 5322, MIME): the only door between a mailbox's octets and `model.Message`.

Reading is bounded, linear, and never raises, because anybody can send us anything; writing produces nothing that a strict
reader could object to. Both are pure and give the same result on every Python.
"""

from followbot.domain.mime.addresses import parse_addresses
from followbot.domain.mime.build import KEY_HEADER, build_message, message_id_for
from followbot.domain.mime.compare import normalised_text, overlap, same_draft
from followbot.domain.mime.parse import parse_message
from followbot.domain.mime.plain import html_to_text

__all__ = [
    "KEY_HEADER",
    "build_message",
    "html_to_text",
    "message_id_for",
    "normalised_text",
    "overlap",
    "parse_addresses",
    "parse_message",
    "same_draft",
]
