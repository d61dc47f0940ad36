"""Japanese and Chinese names behind roles in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain.events.listing import Mention
from followbot.domain.events.mentions import EAST_ASIAN_NAME, ORGANISATION, name_at
from followbot.domain.events.readings import readings
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import has_ideographs

_KANA = re.compile("[\u3041-\u3096]")
_HONORIFIC = re.compile("先生|さん|様|氏")
_NO_NAME = re.compile("[はがをにで者]|^奥$|^[午皆]")
_JAPANESE_ROLE = re.compile(
    "(?P<role>[\u3400-\u9fff\u30a0-\u30ff]{0,6}(?:長|部|課|担当|室|人事|採用|総務|営業|開発|技術|企画|代表|取締役|リーダー|マネージャー|エンジニア))の"
    "(?P<name>[\u3400-\u9fff]{1,3}(?: [\u3400-\u9fff]{1,3})?| ?[A-Z][A-Za-z]+ [A-Z][A-Za-z]+ ?)"
    "(?=が|と|も|より|から|、|および|及び|さん)"
)
_CHINESE_WHOLE = re.compile("(?P<name>[\u3400-\u9fff]{2,3})(?=先生|女士|小姐)")
"""A whole name with a form of address: "合夥人梁偉文先生及設計總監何詠詩小姐"; the family name tells where it begins."""
_CHINESE_NOTED = re.compile(
    "姓(?P<name>[\u3400-\u9fff])|(?P<short>[小老阿][\u3400-\u9fff])(?=[带帶在说會会教来來陪和跟、，,。也]|$)"
)
_CONDUCTS = re.compile("[为對对和与]?(?:面试|面試|主持|负责面|亲自)")
_JAPANESE_JOINED = re.compile("と(?P<name>[\u3400-\u9fff]{1,3})(?=が|も|より|から|にて|で)")
"""The last of several people who do something together: "開発部の山田と小林が担当いたします"."""
_CHINESE_ROLE = re.compile(
    "(?P<role>(?:创始人|董事长|副总裁|讲师|教授|主厨|总监|經理|经理|主管|负责人|總監|总裁|工程师|主任|组长))(?P<name>[\u3400-\u9fff]{2,3}?)(?=[聊沟面进主负和与、，,。(（将会为来参担共一同]|$)"
)
_CHINESE_ADDRESSED = re.compile(
    "(?:是|与|和|由|见|跟)[^，。,、\n]{0,12}?(?P<role>总监|經理|经理|主管|负责人|副总|总裁|主任|院长|校长|店长|厂长|部长)(?P<name>[\u3400-\u9fff]{2,3})(?=先生|女士)"
)
"""A whole name between a role and a form of address: "对方是恒远重工的运营副总孙立群先生"."""


def east_asian_roles(scene: Scene) -> Iterator[Mention]:
    """ "工場長の西村がご案内", "设计总监梁琪": the family or whole name behind a role in running text."""
    for found in _CHINESE_ADDRESSED.finditer(scene.body):
        surname = found["name"][0] in scene.rules.chinese_family_names
        if surname and not scene.me.is_named(found["name"]) and not ORGANISATION.search(found["name"]):
            yield Mention(found["name"], title=found["role"] or "")
    if "zh" in scene.languages and not _KANA.search(scene.body):
        yield from _chinese(scene)
    if scene.organizer is None and "ja" in scene.languages and _KANA.search(scene.body):
        yield from _noted(scene)
    for pattern in (_JAPANESE_ROLE, _CHINESE_ROLE):
        for found in pattern.finditer(scene.body):
            chinese = pattern is _CHINESE_ROLE
            if chinese and found["name"][0] not in scene.rules.chinese_family_names:
                continue
            if _is_somebody(found["name"], scene):
                yield Mention(
                    found["name"],
                    title=found["role"],
                    firm=not chinese or _CONDUCTS.match(scene.body, found.end()) is not None,
                )
                beside = None if chinese else _JAPANESE_JOINED.match(scene.body, found.end())
                if beside is not None and _is_somebody(beside["name"], scene):
                    yield Mention(beside["name"], firm=True)


def _is_somebody(name: str, scene: Scene) -> bool:
    return not scene.me.is_named(name) and not ORGANISATION.search(name) and _is_known(name, scene)


def _is_known(name: str, scene: Scene) -> bool:
    """Whether it is clear which guest this is, if any: a name in characters may be that of a guest in Latin letters."""
    latin = [g for g in scene.people if not has_ideographs(g.name)]
    return not latin or bool(readings(name, scene))


def _chinese(scene: Scene) -> Iterator[Mention]:
    """Whole names with 先生 and the like, and in a note of the user's own also 小吴 and "园长姓方"."""
    family = scene.rules.chinese_family_names
    for found in _CHINESE_WHOLE.finditer(scene.body):
        name = found["name"][next((i for i, c in enumerate(found["name"]) if c in family), len(found["name"])) :]
        if len(name) > 1 and not scene.me.is_named(name) and not ORGANISATION.search(name):
            yield Mention(name, listed=False, staged=True)
    for found in _CHINESE_NOTED.finditer(scene.body) if scene.organizer is None else ():
        name = found["name"] or found["short"]
        if name[-1] in family and not scene.me.is_named(name):
            yield Mention(name, listed=False, staged=True)


def _noted(scene: Scene) -> Iterator[Mention]:
    """Everybody whom a note of the user's own calls 先生, さん and the like: "園長の大西先生と主任の早川先生"."""
    for found in EAST_ASIAN_NAME.finditer(scene.body):
        named = name_at(scene.body, found.start(), scene.rules)
        if (
            named is None
            or named.end != found.end("name")
            or _HONORIFIC.match(named.name)
            or _NO_NAME.search(named.name)
        ):
            continue
        if not scene.me.is_named(named.name):
            yield Mention(named.name, listed=False, staged=True)
