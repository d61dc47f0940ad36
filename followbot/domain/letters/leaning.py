"""What leans on words of the note beside it, and says nothing or something else without them."""

from __future__ import annotations

import re

from followbot.domain.letters.noterules import NoteRules
from followbot.domain.letters.specifics import Specific


def leans(specific: Specific, typed: str, rules: NoteRules) -> bool:
    """Whether a phrase only announces what the note says behind a colon, or has a "their" of whom its clause named before."""
    if rules.whose and rules.whose.search(specific.span) and not rules.whose.search(specific.text):
        return True
    announces = rules.announcing is not None and rules.announcing.search(specific.text) is not None
    ends = {re.escape(words.split()[-1]) for words in (specific.text, specific.span)}
    return announces and re.search(rf"(?<!\w)(?:{'|'.join(sorted(ends))})\s?: ", typed) is not None
