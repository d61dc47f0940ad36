"""Whose interview a note is about: "Elif's interview", "entrevista do João", "Thijs sollicitatie" are somebody else's.

Who notes down an interview of their own names the company, and whom they meet there; who notes another's names that one, by the
given name alone and as its owner.
"""

from __future__ import annotations

from collections.abc import Iterator

from followbot.domain.events.lexicon import Hit
from followbot.domain.events.marks import Marks
from followbot.domain.events.scene import Being, Scene

_TALKS = ("interview", "screen", "trial", "work_trial", "assessment")
"""Signs of the words for what only one is invited to."""


def owner(scene: Scene, marks: Marks) -> None:
    """Add the sign where the title of a note gives the interview to somebody by the given name."""
    if scene.people or (scene.organizer is not None and scene.organizer.being is not Being.ME):
        return
    if not scene.me.words.isdisjoint(scene.title_words.tokens):
        return
    hits = (hit for sign in _TALKS for hit in scene.title_hits.get(sign, ()))
    quote = next((quote for hit in hits for quote in (*_before(scene, hit), *_behind(scene, hit))), "")
    if quote:
        marks.add("shape.somebodys", quote)


def _before(scene: Scene, hit: Hit) -> Iterator[str]:
    """ "Lea's interview", "Tims Vorstellungsgespräch"; with nothing else before it, "Fatima intervju", too."""
    tokens, given = scene.title_words.tokens, scene.rules.given_names
    first = hit.first - 1
    if first > 0 and tokens[first] in scene.rules.reading.behind_owners:
        first -= 1
        start = scene.title_words.spans[first][0]
        if tokens[first] in given and not scene.title[max(0, start - 1) : start].isalnum():
            yield _quoted(scene, first, hit.last)
    elif first == 0 and scene.title[scene.title_words.spans[0][1] : hit.start].strip(" '’") == "":
        word = tokens[0]
        if word in given or any(
            word[: -len(end)] in given for end in scene.rules.reading.owners_endings if word.endswith(end)
        ):
            yield _quoted(scene, 0, hit.last)


def _behind(scene: Scene, hit: Hit) -> Iterator[str]:
    """ "Entretien de Mehdi", and no family name behind it: whom one meets is named whole."""
    words, name = scene.title_words, hit.last + 1
    if name >= len(words.tokens):
        return
    small = words.tokens[hit.last]
    if scene.rules.reading.before_owners.isdisjoint((small, f"{hit.language}:{small}")):
        return
    end = words.spans[name][1]
    follows = scene.title[end : end + 2]
    if words.tokens[name] in scene.rules.given_names and not (follows[:1] == " " and follows[1:].isupper()):
        yield _quoted(scene, hit.first, name + 1)


def _quoted(scene: Scene, first: int, last: int) -> str:
    spans = scene.title_words.spans
    return scene.title[spans[first][0] : spans[last - 1][1]]
