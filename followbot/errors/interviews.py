"""Interviews and what is asked about them; and what happens when several followbots decide at once."""

from __future__ import annotations

from followbot.errors import FollowbotError, Stale, TryAgain, UsageError


def nobody_to_write_to() -> FollowbotError:
    """Neither the invitation nor the mailbox's history holds an address of anybody in the interview."""
    return FollowbotError(
        "There is nobody in this interview whose address is known, and addresses are never guessed.",
        "Name somebody in the invitation, or thank them by another way.",
    )


def no_mailbox() -> FollowbotError:
    """All accounts of the configuration are calendars only."""
    return FollowbotError(
        "No account is configured whose mailbox could take the draft.",
        "Add an account with a mailbox under `accounts`; `followbot config example` shows how.",
    )


def unknown_ref(ref: str) -> UsageError:
    """A REF is an id, or a part of a company, a role or a person that is stored; this one fits none."""
    return UsageError(f"No interview is known by “{ref}”.", "`followbot status` lists what there is, with the ids.")


def ambiguous_ref(ref: str, choice: str) -> UsageError:
    """A REF must fit one interview alone."""
    return UsageError(f"“{ref}” can mean more than one interview.", choice)


def empty_note() -> UsageError:
    """`note` was called with nothing but blanks."""
    return UsageError("A note needs a text.", 'For example: followbot note Acme "We spoke about the new index."')


def note_too_long(length: int, limit: int) -> UsageError:
    """A note is a few sentences for one letter."""
    return UsageError(f"The note has {length} characters; {limit} are the most.", "Shorten it, or write several notes.")


def promised_before_interview(day: str) -> UsageError:
    """The day given with --hear-by lies before the interview in which it was promised."""
    return UsageError(f"{day} is before the interview.", "--hear-by takes the day promised to you.")


def regrouped() -> TryAgain:
    """The daemon moved the interview to another round while the note was being written."""
    return TryAgain("The interview has been regrouped this very moment.", "Try again.")


def calendar_reading_overtaken() -> TryAgain:
    """Several followbots, or many notes at once, kept changing the store during one calendar's reading."""
    return TryAgain("The store kept changing while a calendar was being read.", "The next cycle reads it again.")


def store_always_changing() -> Stale:
    """Every attempt to store a decision met a newer change."""
    return Stale("The store is being changed by another followbot all the time.", "Try again in a moment.")


def mail_not_readable_yet() -> TryAgain:
    """The provider lists a mail but fails to show it, and it may be the answer that stops a draft."""
    return TryAgain(
        "A mail that may be an answer cannot be read yet.", "Nothing is written before; the next cycle tries again."
    )


def mail_reading_overtaken() -> TryAgain:
    """Several followbots, or many notes at once, kept changing the store during one mailbox's reading."""
    return TryAgain("The store kept changing while mail was being read.", "The next cycle reads it again.")


def look_failed(what: str) -> FollowbotError:
    """The first look of `init` met trouble with an account."""
    return FollowbotError(what, "See: followbot doctor")
