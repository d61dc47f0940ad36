"""The errors a user can meet, each one clear sentence with an exit code.

This module has the kinds, and the modules beside it every single error of each area: a function with its name, its fields,
its cause (the docstring), its sentence and the next step. Nothing else makes one (tests/test_errors.py); `listing` tells
them all.

Every subclass of `FollowbotError` carries the three things a person needs: what is wrong, where, and what to do.
The command line is the only place that turns them into text and an exit code; everything below raises them.
Exit codes follow sysexits.h where it has a name for the case.
"""

from __future__ import annotations

from typing import ClassVar

LATER = "Try again in a while; the daemon does so by itself."
"""What to do where nothing but time helps."""


class FollowbotError(Exception):
    """Something failed and is named; the base of all errors that may reach a user.

    `problem` is one sentence without secrets; `remedy` says what to do and may be empty.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem} {remedy}".strip())


class UsageError(FollowbotError):
    """The command line cannot be understood, for example an ambiguous REF."""

    exit_code = 2


class Unreachable(FollowbotError):
    """A provider cannot be reached now; nothing is known about its state (EX_UNAVAILABLE)."""

    exit_code = 69


class TryAgain(FollowbotError):
    """Nothing is wrong, but it cannot be finished now (EX_TEMPFAIL): a lock is held, an answer must be waited for."""

    exit_code = 75


class LoginNeeded(FollowbotError):
    """The account's authorisation has ended; only the user can renew it (EX_NOPERM)."""

    exit_code = 77


class ConfigurationError(FollowbotError):
    """The configuration, or what it points to, is wrong; restarting does not help (EX_CONFIG)."""

    exit_code = 78


class BadValue(ValueError):
    """A value cannot be used. `problem` and `remedy` are as above; whoever knows the place of the value says it with them.

    A `ValueError`, because that is what validators raise; its place makes it a `ConfigurationError` or a `UsageError`.
    """

    exit_code: ClassVar[int] = 78

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem} {remedy}".strip())


class StoreError(FollowbotError):
    """The store cannot be read or written (disk full, read-only, damaged)."""


class Stale(FollowbotError):
    """Somebody else changed the same rows meanwhile: read again and decide again."""

    exit_code = 75


class JudgeStopped(FollowbotError):
    """What was asked of the judges got no answer, twice in a row."""


class CursorExpired(FollowbotError):
    """The provider no longer knows this cursor: routine, answered by a search, so no user ever meets it."""


class Mishap(Exception):
    """What happened to one draft, event or mail, in words: it ends nothing, the others go on. Its text alone is passed on."""


class ModelFailed(Mishap):
    """No letter from the language model this time; the text is one sentence without secrets. The template is used."""
