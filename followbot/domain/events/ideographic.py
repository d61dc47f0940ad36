"""Japanese and Chinese names behind roles in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followbot.domain.events.listing import Mention
from followbot.domain.events.mentions import ORGANISATION
from followbot.domain.events.scene import Scene
from followbot.domain.events.text import has_ideographs

_JAPANESE_ROLE = re.compile(
    "(?P<role>[\u3400-\u9fff\u30a0-\u30ff]{0,6}(?:長|部|課|担当|室|代表|取締役|リーダー|マネージャー|エンジニア))の"
    "(?P<name>[\u3400-\u9fff]{1,3}(?: [\u3400-\u9fff]{1,3})?| ?[A-Z][A-Za-z]+ [A-Z][A-Za-z]+ ?)"
    "(?=が|と|も|より|から|、|および|及び|さん)"
)
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
    if any(not has_ideographs(g.name) for g in scene.people):
        return  # who that is may be among the guests, in Latin letters
    for pattern in (_JAPANESE_ROLE, _CHINESE_ROLE):
        for found in pattern.finditer(scene.body):
            chinese = pattern is _CHINESE_ROLE
            if chinese and found["name"][0] not in scene.rules.chinese_family_names:
                continue
            if not scene.me.is_named(found["name"]) and not ORGANISATION.search(found["name"]):
                yield Mention(found["name"], title=found["role"])
