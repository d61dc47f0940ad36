"""A message body cut into its leaf parts (RFC 2045, RFC 2046), within bounds.

The standard library's parser keeps no bounds: a message of a few hundred nested multiparts exhausts its stack, and one of a
hundred thousand empty parts its memory. This walk stops at `DEPTH_LIMIT` and `PART_LIMIT`, looks at every byte a bounded
number of times, and takes what is beyond the bounds, or has no boundary, for an opaque leaf.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from followbot.domain.mime.charsets import decode
from followbot.domain.mime.headers import decode_base64, parameters, raw_fields, split_block, text_of, unfold

DEPTH_LIMIT = 12
"""Levels of multiparts. Replies to forwarded signed mail reach five."""

PART_LIMIT = 200
"""Parts of one message that are looked at; what follows is not text that anybody reads."""

_TEXT_WORTH = 4
"""Encoded bytes that one byte of text can take at most in practice (base64 4/3, quoted-printable 3)."""

_PART_FIELDS = frozenset({b"content-type", b"content-transfer-encoding", b"content-disposition", b"content-id"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message with its own header. `body` is still encoded. `parent` is the multipart type it sits in."""

    content_type: str
    body: bytes
    parameters: dict[str, str] = field(default_factory=dict)
    encoding: str = "7bit"
    disposition: str = ""
    filename: str = ""
    parent: str = ""
    subparts: tuple[Part, ...] = ()

    @property
    def is_attachment(self) -> bool:
        """Whether it is a file beside the text. A named part counts, even where it says "inline"."""
        return self.disposition == "attachment" or bool(self.filename)

    def data(self, limit: int) -> bytes:
        """The content with its transfer encoding undone, at most `limit` bytes of it."""
        body = self.body[: limit * _TEXT_WORTH]
        if self.encoding == "base64":
            body = decode_base64(body)
        elif self.encoding == "quoted-printable":
            body = binascii.a2b_qp(body)
        return body[:limit]

    def text(self, limit: int) -> str:
        """The content as text with "\\n" for line ends, at most `limit` bytes of it."""
        text = decode(self.data(limit), self.parameters.get("charset", ""))
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").removeprefix("\ufeff")

    def leaves(self) -> Iterator[Part]:
        """The parts that hold content, in order; an attached message is one of them."""
        if not self.subparts:
            yield self
        for part in self.subparts:
            yield from part.leaves()


def part_tree(raw: bytes) -> Part:
    """The whole message as a tree of parts."""
    return _parse(raw, "", 0, _Budget(PART_LIMIT))


class _Budget:
    """How many more parts may be made."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self) -> bool:
        self.left -= 1
        return self.left >= 0


def _parse(raw: bytes, parent: str, depth: int, budget: _Budget) -> Part:
    block, start = split_block(raw)
    stated = dict(reversed(raw_fields(block, _PART_FIELDS)))
    default = "message/rfc822" if parent == "multipart/digest" else "text/plain"
    kind, params = parameters(unfold(stated.get(b"content-type", b"")))
    disposition, extra = parameters(unfold(stated.get(b"content-disposition", b"")))
    content_type = kind if kind.count("/") == 1 and " " not in kind else default
    body = raw[start:]
    boundary = params.get("boundary", "").encode("utf-8", "replace")
    subparts: tuple[Part, ...] = ()
    if content_type.startswith("multipart/") and 0 < len(boundary) <= 200 and depth < DEPTH_LIMIT:
        subparts = tuple(_parse(piece, content_type, depth + 1, budget) for piece in _pieces(body, boundary, budget))
    return Part(
        content_type=content_type,
        body=body,
        parameters=params,
        encoding=text_of(stated.get(b"content-transfer-encoding", b"7bit")).lower(),
        disposition=disposition,
        filename=extra.get("filename") or params.get("name", ""),
        parent=parent,
        subparts=subparts,
    )


def _pieces(body: bytes, boundary: bytes, budget: _Budget) -> Iterator[bytes]:
    """What lies between the delimiter lines. A missing last delimiter (a cut-off message) closes at the end."""
    begin: int | None = None
    for match in _delimiters(body, boundary):
        if begin is not None and budget.take():
            yield body[begin : max(_line_end_before(body, match.start()), begin)]
        if match[1] or budget.left < 0:
            return
        begin = _after_line_end(body, match.end())
    if begin is not None and begin < len(body) and budget.take():
        yield body[begin:]


def _delimiters(body: bytes, boundary: bytes) -> Iterator[re.Match[bytes]]:
    """The delimiter lines, with the line feed before each but a first one.

    The pattern begins with what stands there literally, so that five megabytes are searched at memory's speed.
    """
    line = rb"--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)"
    first = re.match(line, body)
    if first:
        yield first
    yield from re.finditer(rb"\n" + line, body)


def _line_end_before(body: bytes, position: int) -> int:
    """Where the line end begins that a delimiter found at `position` belongs to (RFC 2046, 5.1.1): "\\r\\n" or "\\n"."""
    return position - 1 if body[position - 1 : position] == b"\r" else position


def _after_line_end(body: bytes, position: int) -> int:
    if body[position : position + 2] == b"\r\n":
        return position + 2
    return position + 1
