"""Expressions of the rule files, which may be written as several that any of them makes up."""

from __future__ import annotations

from followbot.domain.letters.noteshapes import however_typed, shape_of


def test_several_expressions_make_up_one() -> None:
    shape = shape_of(("kiln", "loom"))
    assert shape is not None
    assert shape.fullmatch("Kiln")
    assert shape.fullmatch("loom")
    assert not shape.fullmatch("kilnloom")
    assert shape_of(()) is None


def test_several_expressions_are_read_without_their_accents_too() -> None:
    shape = however_typed(("génial", "très chouette"))
    assert shape is not None
    assert shape.fullmatch("tres chouette")
