"""The position of an interview: whole where it is sure, absent where none is named."""

from __future__ import annotations

import pytest

from followbot.domain.events.parties import Sides
from followbot.domain.events.positions import positions
from followbot.domain.events.scene import scene_of
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, NO_SETTINGS, event, judge


@pytest.mark.parametrize(
    ("title", "description", "position"),
    [
        ("Interview - Sr. Program Manager - Jane Doe", "", "Sr. Program Manager"),
        ("Interview with Acme", "Position: Payment Operations Manager\nSee you on Zoom", "Payment Operations Manager"),
        ("Vorstellungsgespräch Projektleiter Innenausbau (m/w/d) - Stöckl GmbH", "", "Projektleiter Innenausbau"),
        ("【一次面接】ドウ様/生産技術職/株式会社ハルカゼ電装", "", "生産技術職"),
        ("Interview with Acme", "We look forward to meeting you.", None),
        ("Coffee with Pat (CTO, Acme)", "", None),
    ],
)
def test_a_position_is_whole_or_absent(title: str, description: str, position: str | None) -> None:
    assert judge(event(title, description)).findings.role == position


def test_what_can_be_one_is_bounded() -> None:
    told = event("Interview", "engineer manager nurse " * 2_000)
    scene = scene_of(told, JANE, rules(), JANE.addresses)
    assert len(positions(scene, Sides(scene, NO_SETTINGS), None)) < 330
