"""The folders beside inbox and sent mail: which may hold mail, what it costs to ask about them, and what refuses to be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from imapclient import imap_utf7

from followbot.app.ports import Envelope, Mail, Query
from followbot.domain.model import Address, Folder
from followbot.errors import Unreachable
from followbot.providers.imap import reader, survey
from followbot.providers.imap.connection import Connection, Server
from followbot.providers.imap.folders import FolderNames, Folders, find_folders
from followbot.providers.imap.mailbox import ImapMailbox
from followbot.providers.imap.survey import AT_A_TIME
from tests.contract.local_harness import COMMON, START
from tests.contract.mailbox import ANA, ME, anything, mail, subjects
from tests.fakes.imap import Handler, Script, imap_server, says
from tests.fakes.imap_memory import Client
from tests.fakes.world import FakeClock
from tests.property.simulation.boxes import ImapInMemory

ALIAS = Address("sam@nobody-told.example", "Sam")
DAY = timedelta(days=1)
Line = tuple[str, str] | str
"""The name of a folder, and its flags."""


# --- which ----------------------------------------------------------------------------------------------------------


class Listing:
    """As much of a connection as finding folders needs."""

    Error = AbortError = ValueError

    def __init__(
        self, *lines: tuple[str, str], separator: str = "/", gmail: bool = False, spaces: Any = "untold"
    ) -> None:
        self._spaces = spaces
        self._lines = [(tuple(f.encode() for f in flags.split()), separator.encode(), name) for name, flags in lines]
        self._gmail = gmail

    def has_capability(self, name: str) -> bool:
        return (name == "X-GM-EXT-1" and self._gmail) or (name == "NAMESPACE" and self._spaces != "untold")

    def namespace(self) -> Any:
        return self._spaces

    def list_folders(self) -> list[tuple[tuple[bytes, ...], bytes, str]]:
        return self._lines


class Lost(Listing):
    """A connection that is lost while folders are asked about."""

    class Error(Exception):
        pass

    class AbortError(Error):
        pass

    def __init__(self, *can: str) -> None:
        super().__init__()
        self._can = can

    @property
    def _imap(self) -> Any:
        raise self.AbortError("gone")

    def has_capability(self, name: str) -> bool:
        return name in self._can

    def namespace(self) -> Any:
        raise self.AbortError("gone")

    def folder_status(self, name: str, items: Any) -> Any:
        raise self.AbortError("gone")


@pytest.mark.parametrize("can", ["LIST-STATUS", "IMAP4rev1"])
def test_a_connection_that_is_lost_while_folders_are_asked_about_is_no_odd_answer(can: str) -> None:
    """Else every folder would be taken for refused, and what came into them be passed over in silence."""
    asking: Any = SimpleNamespace(count=lambda command: None)
    lost: Any = Lost(can)
    with pytest.raises(Lost.AbortError):
        survey.Survey(asking).whole(lost, ["Jobs"])


def test_a_connection_that_is_lost_while_names_are_asked_about_says_nothing_of_them() -> None:
    lost: Any = Lost("NAMESPACE")
    with pytest.raises(Lost.AbortError):
        find_folders(lost, FolderNames(common=COMMON))


def found(*lines: Line, skip: tuple[str, ...] = (), **how: Any) -> Folders:
    all_lines = [("INBOX", ""), *((line, "") if isinstance(line, str) else line for line in lines)]
    client: Any = Listing(*all_lines, **how)
    return find_folders(client, FolderNames(common=COMMON, skip=skip))


def others(*lines: Line, **how: Any) -> dict[str, bool]:
    return {other.name: other.sent for other in found(*lines, **how).others}


def test_what_users_and_their_rules_make_may_hold_mail() -> None:
    assert list(others("Jobs", "Jobs/Acme", "Stellen/Bücher & Co", "受信/応募")) == [
        "Jobs",
        "Jobs/Acme",
        "Stellen/Bücher & Co",
        "受信/応募",
    ]


def test_by_the_servers_word_some_folders_hold_none_or_show_that_of_others() -> None:
    uses = ("\\Drafts", "\\Trash", "\\Junk", "\\All", "\\Flagged", "\\Important", "\\Noselect", "\\NonExistent")
    assert others(*((f"Folder {number}", use) for number, use in enumerate(uses))) == {}


@pytest.mark.parametrize("kind", ["drafts", "trash", "junk", "unsent"])
def test_where_the_server_does_not_say_their_names_do_in_any_language(kind: str) -> None:
    assert others(*(f"Konto/{name}" for name in COMMON[kind])) == {}


def test_what_a_server_shows_of_calendars_and_address_books_is_no_mail() -> None:
    assert others(*COMMON["items"], "Contacts/Team", "Jobs/Contacts") == {"Jobs/Contacts": False}
    assert others("INBOX.Calendar", "INBOX.Jobs.Notes", separator=".") == {"INBOX.Jobs.Notes": False}


def test_below_trash_and_junk_all_is_trash_and_junk() -> None:
    lines: list[Line] = [
        ("Müll", "\\Trash"),
        "Müll/2024",
        "Spam/Jobs",
        ("Entw", "\\Drafts"),
        "Entw/Later",
        "Concept/Jobs",
    ]
    assert others(*lines) == {"Concept/Jobs": False}


def test_sent_mail_that_is_kept_by_the_year_is_sent_mail() -> None:
    lines: list[Line] = [("Raus", "\\Sent"), "Raus/2025", "Konto/Gesendet", "Konto/Jobs", ("Zweites", "\\Sent")]
    assert others(*lines) == {"Raus/2025": True, "Konto/Gesendet": True, "Konto/Jobs": False}


@pytest.mark.parametrize("skip", ["Lists", "lists", "INBOX.Lists", "INBOX/Lists"])
def test_what_the_user_wants_left_alone_is_whichever_way_it_is_written(skip: str) -> None:
    lines = ("INBOX.Lists", "INBOX.Lists.Python", "INBOX.Listserv", "INBOX.Jobs")
    assert list(others(*lines, separator=".", skip=(skip,))) == ["INBOX.Listserv", "INBOX.Jobs"]


def test_at_gmail_all_mail_holds_what_any_label_shows() -> None:
    assert others(("[Gmail]/All Mail", "\\All"), "Jobs", gmail=True) == {}
    assert others("Jobs", gmail=True) == {"Jobs": False}, "a user may hide All Mail from programs"


CYRUS = ((("INBOX.", "."),), (("user.", "."),), (("", "."),))
"""Other people's folders have a prefix, and what the whole house shares has none."""


def test_where_shared_folders_have_no_prefix_only_those_with_the_users_own_are_read() -> None:
    lines: list[Line] = [
        "INBOX.Jobs",
        "Inbox.Firmen",
        "user.bob",
        "user.bob.Jobs",
        "announce",
        "hr.mail",
        ("hr.sent", "\\Sent"),
    ]
    seen = found(*lines, separator=".", spaces=CYRUS)
    assert [other.name for other in seen.others] == ["INBOX.Jobs", "Inbox.Firmen"]
    assert seen.sent == ()


def test_where_the_users_own_have_no_prefix_either_all_without_another_are_read() -> None:
    spaces = ((("", "/"),), (("Other Users/", "/"),), (("", "/"),))
    assert list(others("Jobs", "Other Users/bob", "user/Jobs", spaces=spaces)) == ["Jobs", "user/Jobs"]


@pytest.mark.parametrize("spaces", ["untold", None, ((7,), None, None)])
def test_where_the_server_does_not_say_what_is_other_peoples_usual_names_do(spaces: Any) -> None:
    foreign = [f"{name}/bob" for name in COMMON["foreign"]]
    assert list(others(*foreign, "User/bob/Jobs", "Shared", "Jobs/shared", spaces=spaces)) == ["Shared", "Jobs/shared"]


def test_a_folder_of_others_that_the_user_names_is_read() -> None:
    client: Any = Listing(("INBOX", ""), ("hr.jobs", ""), separator=".", spaces=CYRUS)
    assert find_folders(client, FolderNames(inbox=("INBOX", "hr.jobs"))).inbox == ("INBOX", "hr.jobs")


def test_where_the_user_and_all_share_one_prefix_it_is_the_users() -> None:
    spaces = ((("mail/", "/"),), None, (("mail/", "/"),))
    assert list(others("mail/Jobs", spaces=spaces)) == ["mail/Jobs"]


def test_where_the_server_names_nothing_as_the_users_own_all_without_anothers_prefix_are_read() -> None:
    assert list(others("Jobs", "user/bob", spaces=(None, (("user/", "/"),), (("", "/"),)))) == ["Jobs"]


def test_where_nothing_is_shared_without_a_prefix_folders_beside_the_users_own_are_read() -> None:
    assert list(others("INBOX.Jobs", "Jobs", separator=".", spaces=(CYRUS[0], CYRUS[1], None))) == [
        "INBOX.Jobs",
        "Jobs",
    ]


def test_new_drafts_begin_as_the_users_own_folders_do() -> None:
    assert found(separator=".", spaces=CYRUS).drafts == "INBOX.Drafts"
    assert found().drafts == "Drafts"


def test_an_archive_is_watched_as_the_inbox_is() -> None:
    seen = found(("Ablage", "\\Archive"))
    assert "Ablage" in seen.watched
    assert seen.others == ()


def test_what_is_configured_beside_the_inbox_is_watched_at_gmail_too() -> None:
    lines = (("INBOX", ""), ("[Gmail]/All Mail", "\\All"), ("Jobs", ""))
    client: Any = Listing(*lines, gmail=True)
    folders = find_folders(client, FolderNames(inbox=("INBOX", "Jobs"), common=COMMON))
    assert folders.watched == ("[Gmail]/All Mail", "Jobs")


def test_a_view_of_all_mail_elsewhere_is_no_reason_to_leave_folders_out() -> None:
    assert others(("Alles", "\\All"), "Jobs") == {"Jobs": False}


def test_a_nil_prefix_is_no_beginning_of_a_name() -> None:
    spaces = (((None, "."), ("INBOX.", ".")), None, (("", "."),))
    assert list(others("INBOX.Jobs", "hr.jobs", separator=".", spaces=spaces)) == ["INBOX.Jobs"]


# --- one command for all ----------------------------------------------------------------------------------------------


@pytest.fixture
def script() -> Script:
    return Script("IMAP4rev1 LIST-STATUS", messages={1: mail("old", at=START)})


@pytest.fixture
def box(script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    with imap_server(script, tmp_path) as port:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        connection = Connection(Server("localhost", "sam", port), lambda: "secret", {})
        yield ImapMailbox(
            "post", connection, clock=FakeClock(START), addresses={ME.email}, names=FolderNames(common=COMMON)
        )
        connection.close()


def listed(script: Script, *rows: bytes) -> Handler:
    """A server that says so of its folders, if it is asked for more than their names."""

    def answer(command: str, line: bytes) -> list[bytes]:
        plain = script.standard(command, line)
        return [*plain[:-1], *(b"* STATUS " + row for row in rows), plain[-1]] if b"RETURN" in line else plain

    return answer


def test_hundreds_of_folders_cost_one_command(script: Script, box: ImapMailbox) -> None:
    names = [f"Jobs {number}".encode() for number in range(300)]
    script.folders = (*script.folders, *(b'() "/" "' + name + b'"' for name in names))
    rows = [b'"' + name + b'" (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1)' for name in names]
    script.answers["LIST"] = listed(script, *rows)
    cursor = box.position()
    script.said.clear()
    assert box.changes(cursor, anything).messages == ()
    assert script.said == ["LIST", "EXAMINE", "LIST"]
    rows[7] = rows[7].replace(b"UIDNEXT 2", b"UIDNEXT 3")
    script.answers["LIST"] = listed(script, *rows)
    script.messages[2] = mail("new", at=START)
    script.said.clear()
    box.changes(cursor, anything)
    assert script.said.count("EXAMINE") == 2
    assert box.overlooked(cursor, Query(START - DAY), anything) == Mail((), cursor)


def test_names_that_are_no_plain_words_are_understood(script: Script, box: ImapMailbox) -> None:
    strange = ['a "b" \\c', "Bücher", "2026", "(x)"]
    encoded = [bytes(imap_utf7.encode(name)) for name in strange]
    quoted = [b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"' for name in encoded]
    script.folders = (*script.folders, *(b'() "/" ' + name for name in quoted))
    literal = b"{%d}\r\n%s" % (len(encoded[0]), encoded[0])
    rows = [name + b" (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 7)" for name in (literal, *quoted[1:])]
    script.answers["LIST"] = listed(script, *rows)
    script.said.clear()
    box.search(Query(START - DAY), anything)
    assert script.said.count("EXAMINE") == 1, "all of them are known to be empty"


@pytest.mark.parametrize("refusal", [b"BAD no such thing", b"NO not now"])
def test_a_server_that_claims_it_and_refuses_is_asked_one_by_one(
    script: Script, box: ImapMailbox, refusal: bytes
) -> None:
    script.folders = (*script.folders, b'() "/" Jobs')
    script.answers["LIST"] = lambda command, line: (
        [refusal] if b"RETURN" in line else list(script.standard(command, line))
    )
    script.answers["STATUS"] = lambda command, line: [
        b"* STATUS Jobs (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1)",
        b"OK done",
    ]
    cursor = box.position()
    script.said.clear()
    box.changes(cursor, anything)
    assert script.said == ["LIST", "EXAMINE", "STATUS"], "and never again for all"


@pytest.mark.parametrize("told", [b"()", b"(MESSAGES NIL UIDNEXT NIL UIDVALIDITY NIL)", b"(X 1)", b"NIL", b'"x"'])
def test_a_folder_of_which_nothing_is_told_is_opened(script: Script, box: ImapMailbox, told: bytes) -> None:
    script.folders = (*script.folders, b'() "/" Jobs')
    cursor = box.position()
    script.answers["LIST"] = listed(script, b"Jobs " + told)
    assert subjects(box.changes(cursor, anything)) == ["old"]


def test_a_server_that_keeps_back_what_comes_next_has_its_folder_opened(script: Script, box: ImapMailbox) -> None:
    script.folders = (*script.folders, b'() "/" Jobs')
    script.answers["LIST"] = listed(script, b"Jobs (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1)")
    cursor = box.position()
    script.messages[2] = mail("new", at=START)
    script.answers["LIST"] = listed(script, b"Jobs (MESSAGES 2 UIDVALIDITY 1)")
    script.said.clear()
    box.changes(cursor, anything)
    assert script.said.count("EXAMINE") == 2


@pytest.mark.parametrize("answer", [(), (b"* STATUS Zeta NIL",), (b"* STATUS", b"* STATUS Zeta (MESSAGES)")])
def test_an_odd_word_of_one_folder_has_it_opened_and_stops_no_other(
    script: Script, box: ImapMailbox, answer: tuple[bytes, ...]
) -> None:
    script.capabilities = "IMAP4rev1"
    cursor = box.position()
    script.folders = (*script.folders, b'() "/" Zeta')
    script.answers["STATUS"] = lambda command, line: [*answer, b"OK done"]
    assert subjects(box.changes(cursor, anything)) == ["old"]
    assert subjects(box.search(Query(START - DAY), anything)) == ["old"]


def test_an_odd_word_of_all_folders_has_them_asked_about_one_by_one(script: Script, box: ImapMailbox) -> None:
    cursor = box.position()
    script.folders = (*script.folders, b'() "/" Zeta')
    script.answers["LIST"] = listed(script, b"&A- (MESSAGES 1)")
    script.answers["STATUS"] = says(b"* STATUS Zeta (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1)", b"OK done")
    assert subjects(box.changes(cursor, anything)) == ["old"]


def test_a_folder_about_which_one_command_is_silent_is_asked_about(script: Script, box: ImapMailbox) -> None:
    cursor = box.position()
    script.folders = (*script.folders, b'() "/" Jobs', b'() "/" Zeta')
    script.answers["LIST"] = listed(script, b"Jobs (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1)")
    script.answers["STATUS"] = says(b"* STATUS Zeta (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1)", b"OK done")
    script.said.clear()
    assert subjects(box.changes(cursor, anything)) == ["old"]
    assert script.said.count("STATUS") == 1


# --- one command each -------------------------------------------------------------------------------------------------


@pytest.fixture
def harness() -> ImapInMemory:
    return ImapInMemory(Server("imap.example", "sam"), "")


def commands(harness: ImapInMemory, what: Callable[[], Any]) -> list[str]:
    """The commands that something takes."""
    said: list[str] = []
    harness.memory.before = said.append
    what()
    harness.memory.before = lambda name: None
    return said


def with_folders(harness: ImapInMemory, how_many: int) -> list[str]:
    names = [f"Jobs {number:03}" for number in range(how_many)]
    for name in names:
        harness.hand.create_folder(name)
    return names


def test_so_many_folders_are_asked_about_in_a_cycle_and_all_within_a_few(harness: ImapInMemory) -> None:
    names = with_folders(harness, 100)
    cursor = harness.mailbox.position()
    for name in names:
        harness.file_away(name, mail(name, at=harness.now()))
    told: list[str] = []
    for _ in range(3):
        assert (
            commands(harness, lambda: told.extend(subjects(harness.mailbox.changes(cursor, anything)))).count("STATUS")
            <= AT_A_TIME
        )
    assert set(told) == set(names)


def test_before_something_is_written_the_rest_are_asked_about(harness: ImapInMemory) -> None:
    names = with_folders(harness, 100)
    cursor = harness.mailbox.position()
    for name in names:
        harness.file_away(name, mail(name, at=harness.now()))
    first = harness.mailbox.changes(cursor, anything)
    rest = harness.mailbox.overlooked(first.cursor, Query(harness.now() - DAY), anything)
    assert sorted(subjects(first) + subjects(rest)) == names
    assert rest.cursor == first.cursor


def test_what_was_only_asked_about_some_mails_is_asked_about_all_before_something_is_written(
    harness: ImapInMemory,
) -> None:
    """A cycle asks a second time, for what answers the mails that the first time has brought."""
    names = with_folders(harness, 100)
    cursor = harness.mailbox.position()
    for name in names:
        harness.file_away(name, mail(name, at=harness.now()))
    first = harness.mailbox.changes(cursor, anything)
    harness.mailbox.changes(cursor, lambda envelope: False)
    query = Query(harness.now() - DAY)
    rest = harness.mailbox.overlooked(first.cursor, query, anything)
    assert sorted(subjects(first) + subjects(rest)) == names
    assert commands(harness, lambda: harness.mailbox.overlooked(first.cursor, query, anything)) == []


def test_a_closer_look_that_failed_is_taken_again(harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    names = with_folders(harness, 100)
    first = harness.mailbox.changes(harness.mailbox.position(), anything)
    harness.file_away(names[-1], mail("new", at=harness.now()))
    query = Query(harness.now() - DAY)
    with monkeypatch.context() as broken:
        broken.setattr(Client, "select_folder", hangs)
        with pytest.raises(Unreachable):
            harness.mailbox.overlooked(first.cursor, query, anything)
    assert subjects(harness.mailbox.overlooked(first.cursor, query, anything)) == ["new"]


def hangs(client: Client, *what: Any, **how: Any) -> None:
    raise OSError("the connection was lost")


def test_a_new_folder_is_asked_about_at_once(harness: ImapInMemory) -> None:
    with_folders(harness, 100)
    cursor = harness.mailbox.position()
    harness.file_away("Zuletzt", mail("new", at=harness.now()))
    assert subjects(harness.mailbox.changes(cursor, anything)) == ["new"]


def test_where_all_was_asked_about_no_closer_look_is_needed(harness: ImapInMemory) -> None:
    with_folders(harness, AT_A_TIME)
    cursor = harness.mailbox.position()
    harness.mailbox.changes(cursor, anything)
    query = Query(harness.now() - DAY)
    assert commands(harness, lambda: harness.mailbox.overlooked(cursor, query, anything)) == []


# --- more than there is time for ------------------------------------------------------------------------------------


def slow(patch: pytest.MonkeyPatch, module: Any, seconds: float) -> None:
    """From now on so much time passes between any two looks at the clock."""
    ticks = count()
    patch.setattr(module, "monotonic", lambda: seconds * next(ticks))


def filed(harness: ImapInMemory, number: int) -> set[str]:
    """So many folders, each with one mail of its name."""
    names = with_folders(harness, number)
    for name in names:
        harness.file_away(name, mail(name, at=harness.now()))
    return {*names}


@pytest.mark.parametrize("first_start", [True, False])
def test_a_search_that_there_is_no_time_for_is_gone_on_with_by_the_next_looks(
    harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch, first_start: bool
) -> None:
    """Also where the cursor is behind all of it, because the interview has become known only now."""
    names = filed(harness, 7)
    harness.deliver(mail("inbox", at=harness.now()))
    cursor = harness.mailbox.position()
    with monkeypatch.context() as patch:
        slow(patch, reader, 100)
        found = harness.mailbox.search(Query(harness.now() - DAY), anything)
        seen = {*subjects(found)}
        assert seen == {"inbox", "Jobs 000", "Jobs 001"}
        (problem,) = found.problems
        assert (problem.where, problem.warning) == ("folders", True)
        assert problem.what.endswith("; 5 are left for the next look.")
        cursor = found.cursor if first_start else cursor
        for left in (3, 1, 0):
            slow(patch, reader, 100)
            more = harness.mailbox.changes(cursor, anything)
            assert [p.what.partition("; ")[2].partition(" ")[0] for p in more.problems] == ([str(left)] if left else [])
            assert not seen & {*subjects(more)}
            seen |= {*subjects(more)}
            cursor = more.cursor
    assert seen == {"inbox", *names}
    assert harness.mailbox.changes(cursor, anything).messages == ()


def test_what_there_was_no_time_for_is_looked_into_before_something_is_written(
    harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    cursor = harness.mailbox.position()
    names = filed(harness, 5)
    query = Query(harness.now() - DAY)
    with monkeypatch.context() as patch:
        slow(patch, reader, 100)
        found = {*subjects(harness.mailbox.changes(cursor, anything))}
    assert len(found) == 2
    assert {*subjects(harness.mailbox.overlooked(cursor, query, anything))} >= names - found


def test_to_ask_about_folders_one_by_one_ends_in_time(harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    names = filed(harness, 9)
    query = Query(harness.now() - DAY)
    with monkeypatch.context() as patch:
        slow(patch, survey, 100)
        assert commands(harness, harness.mailbox.position).count("STATUS") == 2
        slow(patch, survey, 100)
        found = harness.mailbox.search(query, anything)
        assert [p.what.partition("; ")[2] for p in found.problems] == ["7 are left for the next look."]
    assert len(subjects(found)) == 2
    assert {*subjects(found), *subjects(harness.mailbox.changes(found.cursor, anything))} == names


# --- trouble with one ---------------------------------------------------------------------------------------------------


def refuses(monkeypatch: pytest.MonkeyPatch, name: str, folder: str, refusal: str = "NO [NOPERM] not for you") -> None:
    """From now on this call is refused for this folder."""
    honest = getattr(Client, name)

    def refusing(self: Client, asked: str, *more: Any, **how: Any) -> Any:
        if asked == folder:
            raise self.Error(refusal)
        return honest(self, asked, *more, **how)

    monkeypatch.setattr(Client, name, refusing)


@pytest.mark.parametrize("search", [False, True])
def test_a_folder_that_cannot_be_opened_is_told_of_and_stops_no_other(
    harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch, search: bool
) -> None:
    for name in ("Alt", "Firmen", "Neu"):
        harness.file_away(name, mail(f"{name} before", at=harness.now()))
    cursor = harness.mailbox.position()
    harness.forward(DAY)
    for name in ("Alt", "Firmen", "Neu"):
        harness.file_away(name, mail(name, at=harness.now()))
    with monkeypatch.context() as broken:
        refuses(broken, "select_folder", "Firmen")
        query = Query(harness.now() - DAY)
        first = harness.mailbox.search(query, anything) if search else harness.mailbox.changes(cursor, anything)
    assert {"Alt", "Neu"} <= {*subjects(first)}
    assert "Firmen" not in subjects(first)
    (problem,) = first.problems
    assert (problem.where, problem.warning) == ("folders", True)
    assert "Firmen" not in problem.what, "its name tells of an application"
    again = subjects(harness.mailbox.changes(first.cursor, anything))
    assert again == (["Firmen before", "Firmen"] if search else ["Firmen"]), "it goes on from where it was"


@pytest.mark.parametrize("call", ["folder_status", "select_folder"])
def test_a_folder_that_is_refused_is_told_of_once_until_it_was_read_and_is_refused_again(
    harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    for name in ("Firmen", "Stellen"):
        harness.file_away(name, mail(f"{name} before", at=harness.now()))
    cursor = harness.mailbox.position()
    for name in ("Firmen", "Stellen"):
        harness.file_away(name, mail(f"{name} after", at=harness.now()))
    for said in ("2 folders", "A folder"):
        with monkeypatch.context() as broken:
            refuses(broken, call, "Firmen")
            if said == "2 folders":
                refuses(broken, call, "Stellen")
            (problem,) = harness.mailbox.changes(cursor, anything).problems
            assert problem.warning
            assert problem.what.startswith(f"{said} beside the inbox could not be read (the folder is read-only")
            second = harness.mailbox.changes(cursor, anything)
            assert second.problems == ()
        assert "Firmen after" in subjects(harness.mailbox.changes(second.cursor, anything))


def test_a_folder_that_vanishes_before_it_is_asked_about_is_no_trouble(
    harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    harness.file_away("Firmen", mail("old", at=harness.now()))
    cursor = harness.mailbox.position()
    refuses(monkeypatch, "folder_status", "Firmen", "NO [NONEXISTENT] it was here a moment ago")
    assert harness.mailbox.changes(cursor, anything).problems == ()


def test_a_folder_that_was_numbered_anew_is_read_again_as_far_back_as_may_matter(harness: ImapInMemory) -> None:
    harness.file_away("Firmen", mail("old", at=harness.now()))
    cursor = harness.mailbox.position()
    harness.remove_folder("Firmen")
    harness.forward(70 * DAY)
    harness.file_away("Firmen", mail("recent", at=harness.now()))
    asked: list[str] = []
    harness.forward(74 * DAY)
    harness.file_away("Firmen", mail("new", at=harness.now()))

    def interest(envelope: Envelope) -> bool:
        asked.append(envelope.subject)
        return True

    assert subjects(harness.mailbox.changes(cursor, interest)) == ["recent", "new"]
    harness.forward(5 * DAY)
    asked.clear()
    harness.mailbox.changes(cursor, interest)
    assert asked == ["new"]


def test_of_a_mailing_list_the_newest_are_looked_at_and_that_is_said(
    harness: ImapInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MOST", 2)
    for subject in ("one", "two", "three"):
        harness.file_away("Lists", mail(subject, at=harness.now()))
    found = harness.mailbox.search(Query(harness.now() - DAY), anything)
    assert subjects(found) == ["two", "three"]
    (problem,) = found.problems
    assert problem.what == "Only the newest 2 messages of a large folder were looked at."
    assert problem.where == "folders"
    assert harness.mailbox.changes(found.cursor, anything).messages == ()


def test_sent_mail_of_an_earlier_year_is_the_users_under_any_name(harness: ImapInMemory) -> None:
    cursor = harness.mailbox.position()
    for folder in ("Sent/2026", "Firmen"):
        harness.file_away(folder, mail(folder, at=harness.now(), sender=ALIAS, to=ANA))
    found = {m.subject: m.folder for m in harness.mailbox.changes(cursor, anything).messages}
    assert found == {"Sent/2026": Folder.SENT, "Firmen": Folder.INBOX}


def test_a_draft_in_another_folder_is_no_news(harness: ImapInMemory) -> None:
    harness.hand.create_folder("Firmen")
    cursor = harness.mailbox.position()
    harness.hand.append("Firmen", mail("for later", at=harness.now(), sender=ME, to=ANA), flags=[b"\\Draft"])
    assert harness.mailbox.changes(cursor, anything).messages == ()


def test_a_cursor_of_a_version_that_watched_fewer_folders_goes_on(harness: ImapInMemory) -> None:
    cursor = harness.mailbox.position()
    harness.file_away("Firmen", mail("filed", at=harness.now()))
    harness.deliver(mail("new", at=harness.now()))
    assert sorted(subjects(harness.mailbox.changes(cursor, anything))) == ["filed", "new"]
