"""Where a text names something: whole words, found without a regular expression made for each name."""

from __future__ import annotations

from collections.abc import Iterator

_MOST = 40


def places(name: str, text: str, barred: str = "@/.-", limit: int = _MOST) -> Iterator[tuple[int, int]]:
    """Where a name stands in a text by itself: no letter, digit or one of `barred` right before it, no letter behind it.

    A full stop or hyphen behind it counts as its end unless a letter follows, as in an address.
    """
    position = 0
    for _ in range(limit if name else 0):
        start = text.find(name, position)
        if start < 0:
            return
        end = position = start + len(name)
        if not _is_within(text[start - 1 : start], text[end : end + 2], barred):
            yield start, end


def _is_within(before: str, after: str, barred: str) -> bool:
    if before and (before.isalnum() or before == "_" or before in barred):
        return True
    if after[:1].isalnum() or after[:1] in ("_", "@", "/"):
        return bool(after)
    return after[:1] in (".", "-") and after[1:].isalnum() and bool(barred)
