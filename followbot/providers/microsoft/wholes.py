"""The whole of every mail that is of interest, and what to do where Microsoft cannot show one.

A mail that cannot be shown may be an answer, so it is not simply left out: while the server may still show it, it is owed, and
whoever asked is told so, and writes nothing meanwhile. One that can never be shown is judged by its head in the end: who
wrote, when, and to which mail. That errs on the side of silence, and one broken mail stops none of the others.

Whether the mail is to blame or the mailbox is found out by a question that every mailbox can answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from followbot.app.ports import Clock, Interest, Problem
from followbot.domain.model import Folder, Message, digest
from followbot.errors import Unreachable
from followbot.errors import entries as said
from followbot.providers.microsoft import items
from followbot.providers.microsoft.cursor import Cursor
from followbot.providers.microsoft.errors import Oversized, Rejected
from followbot.providers.microsoft.graph import Item, text

Placed = tuple[Item, bool]
"""A mail as a list told it, and whether it was sent."""


@dataclass
class Wholes:
    """Collects messages. `item` looks one up by its id, `whole` reads it; both give None where it is gone.

    `probe` raises if the mailbox itself does not answer. Without a `cursor` nothing can be owed: what fails is tried once
    more at the end, and then judged by its head.
    """

    account: str
    clock: Clock
    interest: Interest
    item: Callable[[str], Item | None]
    whole: Callable[[Item, Folder], Message | None]
    probe: Callable[[], None]
    cursor: Cursor | None = None
    messages: list[Message] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    owing: bool = False

    def take(self, found: Iterable[Placed]) -> None:
        again = [placed for placed in found if not self._taken(placed)]
        for placed in again:
            if self.cursor is not None or not self._taken(placed):
                self._missed(placed)

    def take_owed(self) -> None:
        """What could not be shown before."""
        if self.cursor is not None:
            self.take([(owed.head, owed.sent) for owed in self.cursor.owed.values() if owed.waited_for])

    def _taken(self, placed: Placed) -> bool:
        """Whether nothing is left to do for a mail; False where it cannot be shown now. Raises what others share."""
        item, sent = placed
        if self.cursor is not None and self.cursor.given_up(_name(item)):
            self._by_head(placed)
            return True
        try:
            full = item if _tells_enough(item) else self.item(text(item, "id"))
            if full is not None and full.get("isDraft") is not True and self.interest(items.envelope(full, sent)):
                self._add(self.whole(full, _folder(sent)))
        except Rejected as refusal:
            if refusal.status in (401, 429):
                raise
            if refusal.passing:
                self.probe()
                return False
            self._judged_by_head(placed)
            return True
        except Oversized:
            self._judged_by_head(placed)
            return True
        except Unreachable:
            self.probe()
            return False
        if self.cursor is not None:
            self.cursor.owed.pop(_name(item), None)
        return True

    def _missed(self, placed: Placed) -> None:
        item, sent = placed
        if self.cursor is not None and self.cursor.owe(_name(item), item, sent, self.clock.now()):
            self.owing = True
        else:
            self._judged_by_head(placed)

    def _judged_by_head(self, placed: Placed) -> None:
        if self.cursor is not None:
            self.cursor.give_up(_name(placed[0]), self.clock.now())
        where = f"{self.account}: message {digest(_name(placed[0]), length=8)}"
        meaning = said.mail_judged_by_head if _tells_enough(placed[0]) else said.mail_passed_over
        self.problems.append(Problem(where, str(meaning("Microsoft"))))
        self._by_head(placed)

    def _by_head(self, placed: Placed) -> None:
        item, sent = placed
        if _tells_enough(item):
            self._add(items.whole(item, _folder(sent)))

    def _add(self, message: Message | None) -> None:
        if message is not None:
            self.messages.append(message)


def _name(item: Item) -> str:
    """What a mail goes by: its own id lasts longer than Graph's."""
    return text(item, "internetMessageId") or text(item, "id")


def _tells_enough(item: Item) -> bool:
    """Updates may be sparse, down to the id."""
    return "receivedDateTime" in item or "subject" in item


def _folder(sent: bool) -> Folder:
    return Folder.SENT if sent else Folder.INBOX
