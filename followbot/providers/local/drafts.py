"""What became of a draft in a Maildir: untouched, edited, sent, thrown away, or gone.

What real programs do to a draft is written in `tests/system/test_mutt.py` and `test_mbsync.py`, which watch them do it.
In the order in which the questions are asked:

* a mail in a sent folder with the draft's key or Message-ID: it was sent, even if a copy still lies among the drafts,
  because programs remove that copy only later;
* files in the drafts folder whose name, key or Message-ID is the draft's: one that differs in what the recipient would read,
  or cannot be read, makes it edited; otherwise it is untouched. Deleted ones (flag T) do not count;
* a sent mail that lost both marks, but goes to the same person in the same conversation, was written after the draft, and
  shares most of its words: it was sent;
* a copy in the trash, or one marked as deleted: thrown away.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from followbot.app.ports import Fate, NotFound, Payload, Untouched, WasEdited, WasSent, WasTrashed
from followbot.domain.mime import parse_message
from followbot.domain.mime.headers import EPOCH
from followbot.domain.model import Folder, Message, digest
from followbot.domain.states import DraftRef
from followbot.providers.local.glances import SEARCHED, Glance, Index, marked
from followbot.providers.local.layout import Folders
from followbot.providers.local.maildir import READ_LIMIT, Entry, entries, read_prefix, sync_directory
from followbot.providers.mail.judging import in_conversation, is_alike, is_untouched, written_as

_LOOKS = 5
"""How often a drafts folder is looked through again in which files vanish between listing and opening."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file in the drafts folder that is this draft, and what it says now; None where it cannot be read."""

    entry: Entry
    message: Message | None
    revision: str = ""


class Desk:
    """The drafts, sent and trash folders of one mailbox, asked about drafts."""

    def __init__(self, account: str) -> None:
        self._account = account
        self._indexes: dict[Path, Index] = {}

    def fate(self, folders: Folders, draft: DraftRef | None, payload: Payload, now: datetime) -> Fate:
        """What became of a draft; `draft` is None where only its key is known."""
        written = written_as(payload)
        since = min(written.date, now) - SEARCHED
        sent = self._sent(folders, written, since, now)
        certain = next((g for g in sent if g.is_of(payload) and not g.entry.draft), None)
        if certain is not None:
            return WasSent(certain.envelope.date, certain.envelope.message_id)
        copies = self.copies(folders, draft, payload, now)
        kept = [c for c in copies if not c.entry.trashed]
        if kept:
            return self.judge(kept, draft, written)
        alike = self._alike(sent, written) if draft is not None else None
        if alike is not None:
            return WasSent(alike.envelope.date, alike.envelope.message_id)
        trash = [folders.trash] if folders.trash else []
        if copies or any(g.is_of(payload) for g in self._look(trash, since, now)):
            return WasTrashed()
        return NotFound()

    def copies(self, folders: Folders, draft: DraftRef | None, payload: Payload, now: datetime) -> list[Copy]:
        """Every file in the drafts folder that is this draft, deleted ones among them.

        A file that vanishes before it is opened was renamed or removed by somebody; only a new look tells which.
        """
        for _ in range(_LOOKS):
            with contextlib.suppress(FileNotFoundError):
                return [_read(entry) for entry in self._entries_of(folders.drafts, draft, payload, now)]
        return [Copy(entry, None) for entry in self._entries_of(folders.drafts, draft, payload, now)]

    def _entries_of(self, folder: Path, draft: DraftRef | None, payload: Payload, now: datetime) -> list[Entry]:
        """By name, so that an unreadable file is known, and by header, so that a rewritten one is."""
        wanted = draft.id if draft is not None else ""
        found = {e.unique: e for e in entries(folder) if e.unique == wanted or marked(e, payload)}
        found |= {g.entry.unique: g.entry for g in self._look([folder], EPOCH, now) if g.is_of(payload)}
        return list(found.values())

    def judge(self, kept: list[Copy], draft: DraftRef | None, written: Message) -> Fate:
        """Edited if any copy is, because none of what a user wrote may be lost."""
        for copy in kept:
            if not is_untouched(copy.message, written):
                return WasEdited(self.reference(copy.entry, copy.revision), copy.message.text if copy.message else "")
        same = next((c for c in kept if draft is not None and c.entry.unique == draft.id), kept[0])
        return Untouched(self.reference(same.entry, same.revision))

    def remove(self, folders: Folders, draft: DraftRef, payload: Payload, now: datetime) -> None:
        """Remove the copies that read as written at this very moment; any other stays. Raises OSError."""
        written = written_as(payload)
        for copy in self.copies(folders, draft, payload, now):
            if not copy.entry.trashed and is_untouched(copy.message, written):
                os.unlink(copy.entry.path)
        sync_directory(folders.drafts / "cur")

    def reference(self, entry: Entry, revision: str) -> DraftRef:
        return DraftRef(self._account, id=entry.unique, revision=revision, url=Path(entry.path).absolute().as_uri())

    def _sent(self, folders: Folders, written: Message, since: datetime, now: datetime) -> list[Glance]:
        """Sent mail. Where no folder is known to hold it, it may lie among all the other mail, from the same sender."""
        if folders.sent:
            return list(self._look(folders.sent, since, now))
        return [g for g in self._look(folders.inbox, since, now) if g.envelope.sender.email == written.sender.email]

    def _look(self, folders: Iterable[Path], since: datetime, now: datetime) -> Iterable[Glance]:
        for folder in folders:
            yield from self._indexes.setdefault(folder, Index(folder)).look(since, now)

    def _alike(self, sent: list[Glance], written: Message) -> Glance | None:
        """A sent mail that is the draft although it lost its marks."""
        for candidate in sent:
            if candidate.entry.draft or not in_conversation(candidate.envelope, written):
                continue
            with contextlib.suppress(FileNotFoundError):
                if is_alike(_read(candidate.entry).message, written):
                    return candidate
        return None


def revision_of(data: bytes) -> str:
    """A digest of a message that is blind to its line ends: Maildir files often have bare LF."""
    return digest(data.replace(b"\r\n", b"\n").decode("latin-1"))


def _read(entry: Entry) -> Copy:
    """Raises FileNotFoundError; what else is wrong makes a copy that cannot be compared."""
    try:
        data, cut = read_prefix(entry.path, READ_LIMIT)
    except FileNotFoundError:
        raise
    except OSError:
        return Copy(entry, None)
    message = parse_message(data, ref=entry.unique, folder=Folder.DRAFTS)
    # Nothing that was written here is so large: somebody attached something.
    return Copy(entry, replace(message, attachments=(*message.attachments, "…")) if cut else message, revision_of(data))
