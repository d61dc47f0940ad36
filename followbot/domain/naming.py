"""How a person is called in a greeting. A stand-in for `followbot.domain.people.greeting_name` until that exists."""

from __future__ import annotations


def greeting_name(name: str, email: str | None, language: str) -> str:
    """The first name, "" where there is none."""
    last, comma, first = name.partition(",")
    words = (first if comma else last).split()
    return words[0].strip(".") if words else ""
