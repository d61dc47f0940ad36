"""Bytes of a stated charset become text, whatever the statement is worth.

Mail is full of charsets that are misspelt, absent, or untrue. `decode` never raises: it takes the stated charset when it is
a known one and fits, then UTF-8, then the charset of western Windows, in which every byte means something.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,39}")

_SUPERSETS = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
"""Codecs that decode everything their key decodes, and what mail programs really put under that label
(the WHATWG Encoding Standard makes the same substitutions)."""

_ALIASES = {
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "ks_c_5601": "cp949",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "windows-31j": "cp932",
    "windows-936": "gb18030",
    "windows-949": "cp949",
    "windows-874": "cp874",
}

_REFUSED = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem", "palmos"})
"""Codecs of Python that are no charsets of mail; some take quadratic time, some warn."""


@lru_cache(maxsize=256)
def codec_for(charset: str) -> str | None:
    """The codec to use for a charset label, None for one that nobody knows."""
    label = charset.strip().strip("\"'").lower()
    if not _NAME.fullmatch(label):
        return None
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
    except (LookupError, ValueError):
        return None
    return None if name in _REFUSED else _SUPERSETS.get(name, name)


def decode(data: bytes, charset: str = "") -> str:
    """`data` as text. Bytes that mean nothing in any of the charsets tried become U+FFFD."""
    codec = codec_for(charset) if charset else None
    for candidate in (codec, "utf-8"):
        if candidate is None:
            continue
        try:
            return _without_surrogates(data.decode(candidate))
        except (UnicodeError, LookupError):  # LookupError: a codec that is none for text, "hex" for example
            continue
    if codec and codec != "utf-8" and codec.startswith(("utf", "gb", "big", "euc", "iso2022", "cp93", "cp94")):
        # A broken or cut-off multi-byte text is still mostly readable; read as western it would be all wrong.
        return _lossy(data, codec)
    if _looks_like_utf8(data):
        return data.decode("utf-8", "replace")
    return data.decode("cp1252", "replace")


def _lossy(data: bytes, codec: str) -> str:
    try:
        return _without_surrogates(data.decode(codec, "replace"))
    except (UnicodeError, LookupError):
        return data.decode("utf-8", "replace")


def _without_surrogates(text: str) -> str:
    """UTF-7 can smuggle in halves of characters, which nothing could encode again."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _looks_like_utf8(data: bytes) -> bool:
    """Whether damaged text was UTF-8: most of its non-ASCII characters decode. A cut-off text is the common case."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for c in text if c > "\x7f") - broken
    return sound > broken
