"""Mail folders: those that every mailbox has under well-known names, and those that the user named.

Well-known names stand for ids in paths (https://learn.microsoft.com/en-us/graph/api/resources/mailfolder), but a message
tells its folder by the id alone. So the ids of a few are looked up once and kept in the mail cursor: an idle cycle asks for
none.
"""

from __future__ import annotations

from collections.abc import Mapping

from followbot.errors.microsoft import no_such_folder
from followbot.providers.microsoft.errors import Rejected
from followbot.providers.microsoft.graph import Graph, Item, literal, segment, text

INBOX = "inbox"
SENT = "sentitems"
DRAFTS = "drafts"
TRASH = "deleteditems"
JUNK = "junkemail"

_TOP = {"$top": "200"}
_FIELDS = {"$select": "id,displayName"}


class Folders:
    """The folders of one account. `named` are those that the user wants watched beside the inbox."""

    def __init__(self, account: str, graph: Graph, named: tuple[str, ...] = ()) -> None:
        self._account = account
        self._graph = graph
        self.named = named
        self._ids: dict[str, str] = {}

    def adopt(self, known: Mapping[str, str]) -> None:
        """Ids that were looked up before."""
        self._ids.update(known)

    def forget(self) -> None:
        """Look everything up again where it is asked for next."""
        self._ids.clear()

    def ids(self) -> dict[str, str]:
        return dict(self._ids)

    def id(self, name: str) -> str:
        """The id of a well-known folder; "" where the server does not tell."""
        if name not in self._ids:
            try:
                self._ids[name] = text(self._graph.get(f"/me/mailFolders/{name}", _FIELDS), "id")
            except Rejected as refusal:
                if not refusal.unsupported and refusal.status != 404:
                    raise
                self._ids[name] = ""
        return self._ids[name]

    def holds(self, name: str, item: Item) -> bool:
        """Whether the message lies in this well-known folder."""
        parent = text(item, "parentFolderId")
        return bool(parent) and parent in (self.id(name), name)

    def watched(self) -> tuple[str, ...]:
        """What is read for news, as it stands in paths."""
        return (INBOX, SENT, *(self.find(name) for name in self.named))

    def find(self, name: str) -> str:
        """The id of a folder that the user named: "Jobs", or "Inbox/Jobs" where it lies deeper. Raises ConfigurationError."""
        if name not in self._ids:
            found = ""
            path = "/me/mailFolders"
            for part in filter(None, name.split("/")):
                if not found and part.lower() == INBOX:
                    found = INBOX
                else:
                    found = self._child(path, part)
                if not found:
                    raise no_such_folder(self._account, name)
                path = f"/me/mailFolders/{segment(found)}/childFolders"
            self._ids[name] = found
        return self._ids[name]

    def _child(self, path: str, name: str) -> str:
        try:
            listed = list(self._graph.list(path, {**_FIELDS, **_TOP, "$filter": f"displayName eq {literal(name)}"}))
        except Rejected as refusal:
            if not refusal.unsupported:
                raise
            listed = list(self._graph.list(path, _TOP))
        return next((text(f, "id") for f in listed if text(f, "displayName").casefold() == name.casefold()), "")
