"""People whom running text introduces: with a title beside the name, by their own words, or with a form of address.

Nothing says that they take part. Where nobody else is known, they are whom one meets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain.events.listing import Mention, acceptable, email_near, is_person, names_a_place, title_after
from followbot.domain.events.mentions import ORGANISATION, name_at
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import has_ideographs

_WORDS_MAX = 60
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ\u3040-\u9fff](?<![\w@./-].)")
_LEADING = 3
"""Characters between "my name is" and the name."""
_JAPANESE = re.compile(
    "(?<![\u3400-\u9fff々])(?P<name>[\u3400-\u9fff々]{1,4})(?:さん|様|氏)(?=と|から|が|に|も|へ|より|、|とお会い)"
)
_CHINESE = re.compile(
    "(?:跟|和|与|與|見|见|找|由)(?P<name>[阿老小]?[\u3400-\u9fff]{1,3}?(?:師傅|师傅|哥|姐|叔|主廚|主厨))"
)
_CHINESE_RANKED = re.compile(
    "(?:跟|和|与|與|見|见|找|由)(?P<name>[\u3400-\u9fff])(?=经理|經理|店长|店長|老板|老闆|主管|总监|师傅|院长|校长|主任|总|老师|女士|先生|姐|哥)"
)
"""A family name before a rank: "跟王经理"."""


def introduced(scene: Scene, ending: int) -> Iterator[Mention]:
    """Everybody introduced in the description before its `ending`, in order."""
    asides = [
        h for h in scene.body_vocabulary if h.sign in ("contact_field", "absent_before", "candidate_field", "closing")
    ]
    yield from _themselves(scene)
    position = 0
    for _ in range(_WORDS_MAX):
        word = _CAPITAL.search(scene.body, position)
        if word is None or word.start() >= ending:
            break
        named = name_at(scene.body, word.start(), scene.rules)
        position = max(word.end(), named.end if named else 0)
        if named is None:
            continue
        polite = scene.rules.reading.polite.match(scene.body, named.end)
        title = title_after(scene.body, polite.end() if polite else named.end, scene)
        if not title or scene.me.is_named(named.name) or names_a_place(scene.body, named, scene):
            continue  # the title first: most capitalised words have none behind them
        if not polite and not acceptable(named, scene.body, scene, strict=True):
            continue
        line = scene.body.rfind("\n", 0, named.start) + 1
        aside = any(line <= h.start < named.start or named.start <= h.start <= named.end for h in asides)
        if not aside:
            yield Mention(named.name, email_near(scene.body, named.end), title, listed=False, passing=True)
    yield from _ideographic(scene)


def _themselves(scene: Scene) -> Iterator[Mention]:
    """Writers who say who they are: "I'm Marisol, the practice manager"."""
    for hit in (h for h in scene.body_vocabulary if h.sign == "introduces_self"):
        writer = name_at(scene.body, hit.end, scene.rules)
        if writer is not None and writer.start - hit.end <= _LEADING and is_person(writer, scene):
            yield Mention(writer.name, title=title_after(scene.body, writer.end, scene), listed=False, passing=True)


def _ideographic(scene: Scene) -> Iterator[Mention]:
    if not has_ideographs(scene.body):
        return
    for pattern in (_JAPANESE, _CHINESE, _CHINESE_RANKED):
        for found in pattern.finditer(scene.body):
            if pattern is _CHINESE_RANKED and found["name"] not in scene.rules.chinese_family_names:
                continue
            if not scene.me.is_named(found["name"]) and not ORGANISATION.search(found["name"]):
                yield Mention(found["name"], listed=False, passing=True)
