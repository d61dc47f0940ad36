"""Whether the words that name a thing are a noun phrase for certain, so that a sentence of ours can take them.

The shapes by which notes are read say what a phrase means, not that nothing is left out of it: people who type to themselves
drop articles, subjects and verbs ("interested in contamination incident you had"). What is put right for certain is put right
here, by the shape of the whole phrase; what is no noun phrase for certain stays in the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Naming:
    """How things look in some slots of a language."""

    slots: frozenset[str]
    whole: re.Pattern[str]
    """What a noun phrase is that lacks nothing."""
    broken: re.Pattern[str] | None = None
    """What none holds: a verb of its own, an adverb at the end."""
    mended: tuple[tuple[re.Pattern[str], str], ...] = ()
    """What only lacks an article that is certain, and the phrase with it."""
    clause: re.Pattern[str] | None = None
    """How a whole sentence looks, "the nurses present their own cases", which is told as one."""
    told: str = ""
    """The slot of such a sentence, and in `form` what it becomes there."""
    form: str = "{x}"

    def sure(self, slot: str, text: str) -> tuple[str, str] | None:
        """Slot and words as a sentence of ours takes them, None where nobody can be sure that they are a noun phrase."""
        if self.clause and (sentence := self.clause.match(text)):
            return (self.told, self.form.format(x=sentence["x"].strip())) if self.told else None
        if self.broken and self.broken.search(text):
            return None
        for shape, form in self.mended:
            if shape.match(text):
                return slot, shape.sub(form, text, count=1)
        return (slot, text) if self.whole.fullmatch(text) else None


def namings_of(raw: Iterable[Mapping[str, Any]]) -> tuple[Naming, ...]:
    """The shapes of the part `[[notes.namings]]` of a rule file; capitals count in them."""
    return tuple(
        Naming(
            slots=frozenset(entry["slots"]),
            whole=re.compile(entry["whole"]),
            broken=re.compile(entry["broken"]) if "broken" in entry else None,
            mended=tuple((re.compile(shape), form) for shape, form in entry.get("mended", ())),
            clause=re.compile(entry["clause"]) if "clause" in entry else None,
            told=entry.get("told", ""),
            form=entry.get("form", "{x}"),
        )
        for entry in raw
    )


def named(slot: str, text: str, namings: tuple[Naming, ...]) -> tuple[str, str] | None:
    """Slot and words of a thing as they can be said, where the language has shapes for the slot; others as they are."""
    known = next((known for known in namings if slot in known.slots), None)
    return known.sure(slot, text) if known else (slot, text)
