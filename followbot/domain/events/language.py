"""The language of an invitation, by script and by its commonest words."""

from __future__ import annotations

import re

from followbot.domain.events.scene import Scene

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile("[\u3400-\u9fff]")
_ENOUGH_IN_BODY = 4
_ENOUGH_IN_TITLE = 1


def language_of(scene: Scene) -> str | None:
    """An ISO 639-1 code among the twelve languages, None where it is unclear. The description counts before the title."""
    body = _by_script(scene.body) or _by_words(scene, scene.body_words.tokens, _ENOUGH_IN_BODY)
    return body or _by_script(scene.title) or _by_title(scene)


def _by_script(text: str) -> str | None:
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    letters = sum(c.isalpha() for c in text) or 1
    if (kana + han) / letters < 0.2:
        return None
    return "ja" if kana and kana * 12 >= han else "zh"


def _by_words(scene: Scene, tokens: tuple[str, ...], enough: int) -> str | None:
    counts = {code: sum(t in common for t in tokens[:600]) for code, common in scene.rules.languages.items()}
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else ("", 0)
    return best[0] if best[1] >= enough and best[1] > second[1] else None


def _by_title(scene: Scene) -> str | None:
    """The language of the words that made the title an interview, if one language alone has them."""
    hits = [h for found in scene.title_hits.values() for h in found if h.language]
    codes = {h.language for h in hits}
    return codes.pop() if len(codes) == 1 else _by_words(scene, scene.title_words.tokens, _ENOUGH_IN_TITLE)
