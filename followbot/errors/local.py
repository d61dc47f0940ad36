"""Mail in files (Maildir)."""

from __future__ import annotations

from pathlib import Path

from followbot.errors import LATER, ConfigurationError, Unreachable


def no_maildir(root: Path) -> ConfigurationError:
    """Nothing lies there: a slip in the path, or the mail was not synchronised yet."""
    return ConfigurationError(
        f"The Maildir {root} does not exist.", "Set local.maildir to the folder that your mail is synchronised to."
    )


def no_mail_folder(name: str, root: Path, place: Path) -> ConfigurationError:
    """The folder is called otherwise, or nothing was synchronised into it yet."""
    return ConfigurationError(
        f"There is no mail folder “{name}” in {root} (looked for {place}).",
        "Set local.inbox to the folders in which your mail arrives.",
    )


def folder_forbidden(folder: str, reason: str) -> ConfigurationError:
    """Another user owns the folder."""
    return ConfigurationError(
        f"The mail folder {folder} cannot be read: {reason}.", "Let the user who runs followbot read and write it."
    )


def folder_not_now(folder: str, reason: str) -> Unreachable:
    """The disk, often one of the network, does not answer."""
    return Unreachable(f"The mail folder {folder} cannot be read: {reason}.", LATER)
