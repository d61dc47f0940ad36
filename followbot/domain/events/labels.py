"""The name behind a mail domain: the words of the texts that spell it, else its label made readable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain.addresses import name_label
from followbot.domain.events.lexicon import split
from followbot.domain.events.scene import Being, Guest, Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.grouping import company_key
from followbot.domain.phrases import fold

_WINDOW = 5
_TAKEN_AFTER = ("hq", "-inc", "-gmbh", "-jobs", "-careers", "jobs", "careers", "-group", "group")
_TAKEN_BEFORE = ("get", "try", "join", "hello", "weare")
_SHORTEST = 4


def written_name(domain: str, scene: Scene) -> str | None:
    """A domain's company as the texts write it, None where they do not."""
    label = re.sub(r"[\W_]", "", fold(name_label(domain)))
    return next((found for text in _renderings(scene) if (found := find_label(text, label, scene))), None)


def _renderings(scene: Scene) -> Iterator[str]:
    yield scene.title
    for guest in scene.guests:
        if guest.shown and "@" not in guest.shown:
            yield _beside_name(guest)
    yield scene.place
    yield scene.body


def _beside_name(guest: Guest) -> str:
    """A display name without the person: "Sarah Chen (Acme)" says "Acme"."""
    return guest.shown if guest.being is not Being.PERSON else guest.shown.replace(guest.name, " ").replace(",", " ")


def find_label(text: str, label: str, scene: Scene) -> str | None:
    """The words of a text that spell a domain label: "Acme Robotics" for "acmerobotics"; with affixes, "Acme" for "getacme"."""
    cut = split(text)
    spans, folded = cut.spans, cut.tokens
    best: tuple[int, str] | None = None
    for first in range(len(folded)):
        joined = ""
        for last in range(first, min(first + _WINDOW, len(folded))):
            joined += folded[last]
            if joined not in label:
                break
            quality = _fit(joined, label, scene.rules.corporate_affixes)
            if quality and (best is None or quality > best[0]):
                start, end = (
                    _with_prefix(text, spans, folded, first, scene),
                    _with_nouns(text, spans, folded, last, scene),
                )
                if not _part_of_address(text, start, end):
                    best = (quality, text[start:end])
    return best[1].strip() if best else None


def _part_of_address(text: str, start: int, end: int) -> bool:
    """Whether the words are in a mail address or a link, where spelling says nothing."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return (
        before in ("@", "/", ".", "-", "_")
        or after[:1] in ("@", "/", "_")
        or (after[:1] in (".", "-") and after[1:].isalnum())
    )


def _fit(joined: str, label: str, affixes: tuple[str, ...]) -> int:
    if joined == label:
        return 3
    if len(joined) < 3:
        return 0
    rest = label.removeprefix(joined) if label.startswith(joined) else label.removesuffix(joined)
    return 2 if rest != label and rest in affixes else 0


def _with_prefix(
    text: str, spans: tuple[tuple[int, int], ...], folded: tuple[str, ...], first: int, scene: Scene
) -> int:
    """The start of a company's name, with "Gemeente" or "Bäckerei" before it."""
    named = (
        first > 0 and folded[first - 1] in scene.rules.company_prefixes and spans[first][0] - spans[first - 1][1] == 1
    )
    if named and text[spans[first - 1][0]].isupper():
        return spans[first - 1][0]
    return spans[first][0]


def _with_nouns(text: str, spans: tuple[tuple[int, int], ...], folded: tuple[str, ...], last: int, scene: Scene) -> int:
    """The end of a company's name, with "Robotics" or "GmbH" behind it."""
    end = spans[last][1]
    for index in range(last + 1, min(last + 4, len(spans))):
        between = text[end : spans[index][0]]
        word = text[slice(*spans[index])]
        if (
            between.strip(" ,")
            or "\n" in between
            or folded[index] not in scene.rules.company_nouns
            or not word[:1].isupper()
        ):
            break
        end = spans[index][1]
    return end


def could_be(name: str, domain: str) -> bool:
    """Whether a name goes with a domain that does not spell it: initials, a shared beginning, or one in the other."""
    key = company_key(name)
    label = re.sub(r"[\W_]", "", fold(name_label(domain)))
    if has_ideographs(name) and label.isascii():
        return True
    initials = "".join(w[0] for w in re.findall(r"[^\W_]+", fold(name)))
    return bool(key) and (
        initials == label
        or (label.startswith(initials) and len(initials) > 2)
        or key[:3] == label[:3]
        or key in label
        or label in key
    )


def readable(label: str) -> str:
    words = _without_affix(label).replace("_", "-").split("-")
    return " ".join(w.upper() if len(w) <= 3 and w.isalpha() else w[:1].upper() + w[1:] for w in words if w)


def _without_affix(label: str) -> str:
    """ "harborhq" → "harbor", "getacme" → "acme": what companies add when their name was taken."""
    for affix in _TAKEN_AFTER:
        if label.endswith(affix) and len(label) - len(affix) >= _SHORTEST:
            return label.removesuffix(affix).rstrip("-")
    for affix in _TAKEN_BEFORE:
        if label.startswith(affix) and len(label) - len(affix) >= _SHORTEST:
            return label.removeprefix(affix).lstrip("-")
    return label
