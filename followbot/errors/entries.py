"""Single events and mails that were passed over or read in part. The others go on, and `followbot once` names each.

What is said of a calendar stands behind the name of its file, event or folder; what is said of a mail is a sentence.
"""

from __future__ import annotations

from followbot.errors import Mishap

# --- calendars ------------------------------------------------------------------------------------------------------


def emptied() -> Mishap:
    """A calendar that had events is suddenly empty: rather a failed export or a disk that is away than a tidy user."""
    return Mishap("has no events any more; none is taken for deleted")


def without_identity() -> Mishap:
    """The provider lists an event that says nothing of what it is."""
    return Mishap("does not say which one it is, and was passed over")


def without_time() -> Mishap:
    """The provider lists an event without a time."""
    return Mishap("does not say when it is, and was passed over")


def without_start() -> Mishap:
    """An event of a calendar file has no start."""
    return Mishap("has no start and was passed over")


def start_unreadable() -> Mishap:
    """The start of an event is written in no way that iCalendar knows."""
    return Mishap("its start cannot be read")


def file_too_large(megabytes: int) -> Mishap:
    """No calendar of one person is that large."""
    return Mishap(f"is larger than {megabytes} MB and was not read")


def no_calendar() -> Mishap:
    """The file holds something else."""
    return Mishap("is no calendar file")


def file_empty() -> Mishap:
    """The file has no content; often it is being written at this moment."""
    return Mishap("is empty")


def event_cut() -> Mishap:
    """The file ends in the middle of an event, or the event is damaged."""
    return Mishap("breaks off and was not read")


def file_cut() -> Mishap:
    """The file ends before its calendar does."""
    return Mishap("breaks off; what came before was read")


def unreadable() -> Mishap:
    """The event breaks rules of iCalendar in a way that nothing can be made of."""
    return Mishap("cannot be read")


def unreadable_because(reason: str) -> Mishap:
    """The system refuses to read the file."""
    return Mishap(f"cannot be read: {reason}")


def unreadable_now() -> Mishap:
    """The server refuses one calendar with this login; until it does not, nothing in it counts as deleted."""
    return Mishap("cannot be read with this login now")


def repetition_refused(why: str) -> Mishap:
    """The rule by which an event repeats is broken, or would give no appointments."""
    return Mishap(f"{why}; only its first date was read")


def repetition_unreadable() -> Mishap:
    """The rule is written in no way that iCalendar knows."""
    return Mishap("its repetition cannot be read")


def repetition_lost() -> Mishap:
    """The rule, its exceptions or its zone are more than can be followed."""
    return Mishap("its repetition cannot be followed; only its first date was read")


def repeats_too_often() -> Mishap:
    """No appointment comes again each minute."""
    return Mishap("it repeats too often to be an appointment")


def lasts_for_years() -> Mishap:
    """No appointment takes that long."""
    return Mishap("it repeats, but each time would last for years")


def event_not_judged(kind: str) -> Mishap:
    """An event that detection stumbles over is a fault of followbot; please report it."""
    return Mishap(f"An event could not be judged ({kind}) and was passed over.")


# --- mail -----------------------------------------------------------------------------------------------------------


def mail_not_judged(kind: str) -> Mishap:
    """A mail that reply analysis stumbles over is a fault of followbot; please report it."""
    return Mishap(f"A mail could not be judged ({kind}) and was passed over.")


def mail_passed_over(server: str) -> Mishap:
    """The server lists a mail and fails to show it, again and again."""
    return Mishap(f"{server} cannot show the message; it was passed over.")


def mail_judged_by_head(server: str) -> Mishap:
    """The server lists a mail and fails to show it, again and again; its sender and subject tell enough."""
    return Mishap(f"{server} cannot show the message; it was judged by its head alone.")


def mail_cut(megabytes: int) -> Mishap:
    """What an answer says stands at its beginning."""
    return Mishap(f"The message is larger than {megabytes} MB and was judged by its beginning.")


def attachments_left_out() -> Mishap:
    """What an answer says does not stand in its attachments."""
    return Mishap("The message is very large; its attachments were left out.")


def folders_unread(count: int, reason: str) -> Mishap:
    """The system or the server refuses a folder beside the inbox; the rest is read. It is told once, and tried at each look."""
    which = "A folder" if count == 1 else f"{count:,} folders"
    return Mishap(f"{which} beside the inbox could not be read ({reason}), and answers in there are not seen.")


def folders_unwatched(most: int) -> Mishap:
    """More folders than anybody needs; `skip` in the configuration leaves some out, with all that lies below them."""
    return Mishap(
        f"Only the first {most:,} folders beside the inbox, by name, are watched; answers in the others are not seen."
    )


def folders_late(count: int) -> Mishap:
    """Thousands of folders on a slow server. The inbox is read first; `skip` in the configuration leaves folders out."""
    return Mishap(f"There was no time to look into all folders beside the inbox; {count:,} are left for the next look.")


def folder_cut(count: int) -> Mishap:
    """So many mails come into no folder but those of large mailing lists; `skip` in the configuration leaves them out."""
    return Mishap(f"Only the newest {count:,} messages of a large folder were looked at.")


def mail_unreadable(reason: str) -> Mishap:
    """The system refuses to read the file."""
    return Mishap(f"The message could not be read ({reason}).")
