"""What became of a draft on a server: untouched, edited, sent, thrown away, or gone.

A UID's content never changes: a program that saves an edited draft appends another message and removes the old one, so
"edited" shows as a new UID with the old key. In the order in which the questions are asked:

* a mail in a sent folder with the draft's key or Message-ID: it was sent, even if a copy still lies among the drafts;
* messages in the drafts folder that are the draft: one that reads differently makes it edited, otherwise it is untouched.
  Those marked as deleted do not count;
* a sent mail that lost both marks, but plainly grew out of it: it was sent;
* a draft without the marks that plainly grew out of it: edited, by a program that keeps no foreign headers;
* a copy in the trash, or one marked as deleted: thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from followbot.app.ports import Fate, NotFound, Payload, Untouched, WasEdited, WasSent, WasTrashed
from followbot.domain.mime import KEY_HEADER
from followbot.domain.model import Folder, Message
from followbot.domain.states import DraftRef
from followbot.providers.imap.connection import Connection
from followbot.providers.imap.folders import Folders
from followbot.providers.imap.shelf import Seen, Shelf, Vanished, glance, open_folder, read_whole
from followbot.providers.mail.judging import in_conversation, is_alike, is_untouched, written_as

if TYPE_CHECKING:
    from imapclient import IMAPClient

_BEFORE = timedelta(days=2)
"""How far before a draft was written its traces are looked for: servers' clocks and days differ from ours."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A message in the drafts folder that is this draft, and what it says."""

    seen: Seen
    message: Message | None


@dataclass(slots=True)
class Desk:
    """The drafts, sent and trash folders of one account, asked about drafts."""

    account: str
    connection: Connection
    _shelves: dict[str, Shelf] = field(default_factory=dict)

    def fate(
        self, client: IMAPClient, folders: Folders, draft: DraftRef | None, payload: Payload, now: datetime
    ) -> Fate:
        """What became of a draft; `draft` is None where only its key is known."""
        written = written_as(payload)
        since = min(written.date, now) - _BEFORE
        sent = self._look(client, folders.sent, since)
        certain = next((s for s in sent if s.is_of(payload) and not s.draft), None)
        if certain is not None:
            return WasSent(certain.envelope.date, certain.envelope.message_id)
        copies = self.copies(client, folders, draft, payload, since)
        kept = [copy for copy in copies if not copy.seen.deleted]
        if kept:
            return self._judge(kept, draft, written)
        if draft is not None:
            if draft.id in self._shelf(folders.drafts).unreadable:
                return WasEdited(draft, "")  # it is there; what cannot be compared is not touched
            alike = self._alike(client, sent, written)
            if alike is not None:
                return WasSent(alike.envelope.date, alike.envelope.message_id)
            rewritten = self._rewritten(client, folders, written, since)
            if rewritten is not None:
                return rewritten
        trash = (folders.trash,) if folders.trash else ()
        if copies or any(s.is_of(payload) for s in self._look(client, trash, since)):
            return WasTrashed()
        return NotFound()

    def copies(
        self, client: IMAPClient, folders: Folders, draft: DraftRef | None, payload: Payload, since: datetime
    ) -> list[Copy]:
        """Every message in the drafts folder that is this draft, deleted ones among them; the folder is open afterwards."""
        if not folders.drafts_exist:
            return []
        shelf = self._shelf(folders.drafts)
        wanted = draft.id if draft is not None else ""
        found = {s.uid: s for s in shelf.look(client, since) if s.id == wanted or s.is_of(payload)}
        if not found:
            found = {s.uid: s for s in self._by_key(client, folders.drafts, payload)}
        return [copy for s in found.values() if (copy := self._copy(client, s)) is not None]

    def _copy(self, client: IMAPClient, seen: Seen) -> Copy | None:
        try:
            return Copy(seen, read_whole(self.connection, client, seen, Folder.DRAFTS))
        except Vanished:
            return None

    def _by_key(self, client: IMAPClient, folder: str, payload: Payload) -> list[Seen]:
        """Whatever its age: what another installation, or an earlier life of this one, may have left.

        HEADER finds parts of words and may ignore case (RFC 3501, section 6.4.4), so what it finds is looked at. Yahoo's
        servers refuse such searches; then every header of the folder is read.
        """
        state = open_folder(self.connection, client, folder)
        uids = self._headed(client, payload) if state.exists else []
        found = glance(self.connection, client, folder, state, sorted(uids), sent=True)
        return [seen for seen in found if seen.is_of(payload)]

    def _headed(self, client: IMAPClient, payload: Payload) -> list[int]:
        self.connection.count("SEARCH")
        try:
            found = client.search(["OR", "HEADER", KEY_HEADER, payload.key, "HEADER", "Message-ID", payload.message_id])
        except client.AbortError:
            raise
        except client.Error:
            self.connection.count("SEARCH")
            found = client.search(["ALL"])
        return list(found)

    def _judge(self, kept: list[Copy], draft: DraftRef | None, written: Message) -> Fate:
        """Edited if any copy is, because none of what a user wrote may be lost."""
        for copy in kept:
            if not is_untouched(copy.message, written):
                return WasEdited(self.reference(copy.seen.id), copy.message.text if copy.message else "")
        same = next((copy for copy in kept if draft is not None and copy.seen.id == draft.id), kept[-1])
        return Untouched(self.reference(same.seen.id))

    def remove(self, client: IMAPClient, folders: Folders, draft: DraftRef, payload: Payload, now: datetime) -> None:
        """Remove the copies that read as written at this very moment; any other stays."""
        written = written_as(payload)
        copies = self.copies(client, folders, draft, payload, min(written.date, now) - _BEFORE)
        uids = [c.seen.uid for c in copies if not c.seen.deleted and is_untouched(c.message, written)]
        if uids:
            self._discard(client, folders, uids, copies[0].seen.validity)

    def _discard(self, client: IMAPClient, folders: Folders, uids: list[int], validity: int) -> None:
        """For good where the server can remove single messages (UIDPLUS, RFC 4315); else, and at Gmail, into the trash.

        Gmail makes of an expunge what its user has set, and by default keeps the mail without a label. A plain EXPUNGE
        would take what other programs have marked as deleted along, so it is not used.
        """
        state = open_folder(self.connection, client, folders.drafts, writing=True)
        if state.validity != validity:
            return
        gmail, trash = client.has_capability("X-GM-EXT-1"), folders.trash
        if trash is not None and client.has_capability("MOVE") and (gmail or not client.has_capability("UIDPLUS")):
            self.connection.count("MOVE")
            client.move(uids, trash)
            return
        self.connection.count("STORE")
        client.add_flags(uids, [b"\\Deleted"], silent=True)
        if client.has_capability("UIDPLUS"):
            self.connection.count("EXPUNGE")
            client.uid_expunge(uids)

    def reference(self, identity: str) -> DraftRef:
        return DraftRef(self.account, id=identity)

    def _look(self, client: IMAPClient, names: Iterable[str], since: datetime) -> list[Seen]:
        return [seen for name in names for seen in self._shelf(name).look(client, since)]

    def _shelf(self, name: str) -> Shelf:
        if name not in self._shelves:
            self._shelves[name] = Shelf(self.connection, name)
        return self._shelves[name]

    def _alike(self, client: IMAPClient, sent: list[Seen], written: Message) -> Seen | None:
        """A sent mail that is the draft although it lost its marks."""
        for candidate in sent:
            if candidate.draft or not in_conversation(candidate.envelope, written):
                continue
            if is_alike(self._read(client, candidate, Folder.SENT), written):
                return candidate
        return None

    def _rewritten(self, client: IMAPClient, folders: Folders, written: Message, since: datetime) -> Fate | None:
        """A draft without our marks that grew out of ours: web mail and phones give an edited draft a new Message-ID and drop
        headers that they do not know."""
        if not folders.drafts_exist:
            return None
        for candidate in self._shelf(folders.drafts).look(client, since):
            if candidate.deleted or candidate.key or not _may_be(candidate, written):
                continue
            found = self._read(client, candidate, Folder.DRAFTS)
            if found is not None and is_alike(found, written):
                return WasEdited(self.reference(candidate.id), found.text)
        return None

    def _read(self, client: IMAPClient, seen: Seen, folder: Folder) -> Message | None:
        open_folder(self.connection, client, seen.folder)
        try:
            return read_whole(self.connection, client, seen, folder)
        except Vanished:
            return None


def _may_be(candidate: Seen, written: Message) -> bool:
    """Whether a draft goes where ours does; one to nobody (a card) by its subject."""
    if written.to:
        return in_conversation(candidate.envelope, written)
    return not candidate.envelope.recipients and candidate.envelope.subject.strip() == written.subject.strip()
