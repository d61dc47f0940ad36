"""Companies that a text names behind a field: "Company: Acme", "our client, Acme"."""

from __future__ import annotations

import re

from followbot.domain.events.lexicon import split
from followbot.domain.events.mentions import looks_like_person
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import has_ideographs
from followbot.domain.events.titled import NAME_MAX, trimmed
from followbot.domain.phrases import fold

_STOP_AT = re.compile(r"[\n.!?;:|()\[\]<>{}\"“”]|,\s|\s[-–—]\s|\s/\s|['’][a-zçğıöşü]{1,5}\b|\b(?:https?|www)")
_APART = 20
_APPOSED = re.compile(
    r"([^\W\d_a-zß-öø-ÿ][\w'’&.-]*(?: (?:(?:de|da|do|di|del|of|&|van|von|et|y|e|i) )?[^\W\d_a-zß-öø-ÿ][\w'’&.-]*){0,4})"
    r"\s?[,(–—]\s?(?:[a-zß-öø-ÿ]{1,6} ){0,3}$"
)
_DOTTED_FORM = re.compile(
    r"\s(?:S\. ?[rR]\. ?[lL]|S\. ?[pP]\. ?[aA]|S\. ?A(?:\. ?[A-Z]){0,3}|S\. ?L(?:\. ?U)?|[BN]\. ?V|A\. ?Ş"
    r"|Sp\. z ?o\. ?o|Ltd|Inc|Co|Lda|Ltda|e\. ?V|San|Tic|Şti)\.(?:\s(?:Şti|ve|Tic|Ltd|A\.Ş)\.?)*"
)
"""A legal form with full stops, none of which ends the sentence."""


def named_client(scene: Scene) -> str | None:
    """The client that a description names, behind the word or before it: "Laticínios Serra Azul, que é meu cliente"."""
    behind = field_value(scene, "client_field")
    if behind:
        return behind
    for hit in scene.body_vocabulary:
        if hit.sign in ("our_client", "client_field"):
            named = _APPOSED.search(scene.body[max(0, hit.start - NAME_MAX - _APART) : hit.start])
            if named and trimmed(named[1], scene) and not looks_like_person(named[1], scene.rules):
                return named[1]
    return None


def field_value(scene: Scene, sign: str) -> str | None:
    """The value of a field such as "Company: Acme"."""
    for text, hits in ((scene.body, scene.body_vocabulary), (scene.title, scene.title_vocabulary)):
        for hit in hits:
            if hit.sign != sign:
                continue
            rest = text[hit.end : hit.end + NAME_MAX + 8]
            colon = re.match(r"\**\s{0,2}(?:\([^)]{0,30}\)\s?)?:\s{0,3}\**", rest)
            if colon:
                value = _cut(rest[colon.end() :])
            elif sign == "client_field":
                value = capitalised_words(_called(rest.lstrip(" ,"), scene)) if rest[:1] in " ," else ""
            else:
                value = ""
            value = _behind_me(value, scene)
            if value and trimmed(value, scene):
                return value
    return None


def _behind_me(value: str, scene: Scene) -> str:
    """A value without the user before it: "Sjoerd bij Damsma Installatie"."""
    for hit in scene.rules.words.hits(split(value), scene.languages):
        if hit.sign == "at" and scene.me.is_named(value[: hit.start]):
            return value[hit.end :].strip()
    return value


def _called(text: str, scene: Scene) -> str:
    """A text without the word for a company that leads to its name: "firmy Stalmet z Tarnowa" → "Stalmet z Tarnowa"."""
    words = text.split(" ", 3)
    for count in (1, 2):
        if (
            len(words) > count
            and fold(words[count - 1].rpartition("’")[2].rpartition("'")[2]) in scene.rules.company_words
        ):
            return " ".join(words[count:])
    return text


def _cut(text: str) -> str:
    return _STOP_AT.split(_DOTTED_FORM.sub(";", text.strip(), count=1), maxsplit=1)[0].strip(" *_,-–")[:NAME_MAX]


def capitalised_words(text: str) -> str:
    """The capitalised words at the beginning of a text."""
    words = []
    for word in _cut(text).split():
        if not (
            word[:1].isupper() or word[:1].isdigit() or word in ("&", "of", "und", "and", "de") or has_ideographs(word)
        ):
            break
        words.append(word)
    while words and words[-1] in ("&", "of", "und", "and", "de"):
        words.pop()
    return " ".join(words[:6])
