"""What can happen to one draft. It ends nothing: followbot looks again at the next cycle, and never writes twice."""

from __future__ import annotations

from followbot.errors import Mishap


def made_but_not_named(provider: str) -> Mishap:
    """The answer to the request holds no id. The draft is looked for by its key before anything else happens."""
    return Mishap(f"{provider} says that it made the draft, but not which one it is.")


def not_put(folder: str, reason: str) -> Mishap:
    """The mailbox refused the draft: full, read-only, or another reason that the sentence names."""
    return Mishap(f"The draft cannot be put into “{folder}”: {reason}.")


def not_written(folder: str, reason: str) -> Mishap:
    """The disk refused the draft."""
    return Mishap(f"The draft cannot be written to {folder}: {reason}.")


def not_durable(reason: str) -> Mishap:
    """The disk did not confirm that the draft would survive a power cut. It is looked for before anything else happens."""
    return Mishap(f"The draft was written, but may not be safe on the disk: {reason}.")


def not_removed(reason: str) -> Mishap:
    """A draft that an answer has made pointless could not be taken back."""
    return Mishap(f"The draft could not be removed: {reason}.")


def state_unknown() -> Mishap:
    """Without its etag a draft cannot be deleted for certain as it was compared; an edit might be lost."""
    return Mishap("Microsoft does not say which state the draft is in, so that an edit could be deleted.")
