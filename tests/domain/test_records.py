"""What is found out once about a value."""

from __future__ import annotations

from followbot.domain.records import once


class Text:
    """A text that counts how often its words were counted."""

    def __init__(self, said: str) -> None:
        self.said = said
        self.counted = 0

    @once
    def size(self) -> int:
        """How many words it has."""
        self.counted += 1
        return len(self.said.split())


def test_what_was_found_out_is_kept_with_its_value_and_with_no_other() -> None:
    one, other = Text("a talk with Ida"), Text("")
    assert (one.size, one.size, other.size) == (4, 4, 0)
    assert (one.counted, other.counted) == (1, 1)


def test_of_the_class_it_tells_what_it_finds() -> None:
    assert Text.size.__doc__ == "How many words it has."
