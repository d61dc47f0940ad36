"""The vault keeps what it is given, for its own key alone, whatever dies."""

from __future__ import annotations

import base64
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from followbot.app.login import LoginRecord
from followbot.errors import ConfigurationError, StoreError, TryAgain
from followbot.vault import FileKey, Vault

AT = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)
RECORD = LoginRecord(
    "main", "google", "sam@example.org", ("read", "write"), AT, AT + timedelta(days=7), missing=("No x.",)
)
CANARY = b"1//canary-refresh-token"


class Key:
    """A key source that a test holds in its hand."""

    def __init__(self, key: bytes | None = b"k" * 32) -> None:
        self.key = key
        self.reads = 0

    def read(self) -> bytes | None:
        self.reads += 1
        return self.key

    def make(self) -> bytes:
        self.key = os.urandom(32)
        return self.key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "followbot.vault"


@pytest.fixture
def vault(path: Path) -> Vault:
    return Vault(path, Key())


def test_what_is_put_is_there_for_the_next_process(vault: Vault, path: Path) -> None:
    vault.put("main", "token", CANARY)
    vault.put("main", "token", CANARY + b"2")
    vault.put("work", "token", b"")
    again = Vault(path, Key())
    assert again.get("main", "token") == CANARY + b"2"
    assert again.get("work", "token") == b""
    assert again.get("main", "other") is None
    again.delete("main", "token")
    assert vault.get("main", "token") is None


def test_nothing_of_a_secret_is_on_the_disk_and_nobody_else_may_read_it(vault: Vault, path: Path) -> None:
    old = os.umask(0)
    try:
        vault.put("main", "token", CANARY)
    finally:
        os.umask(old)
    files = list(path.parent.iterdir())
    assert all(CANARY not in file.read_bytes() for file in files)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_asking_makes_no_file_and_needs_no_key(path: Path) -> None:
    key = Key()
    vault = Vault(path, key)
    assert vault.get("main", "token") is None
    assert vault.record("main") is None
    assert vault.mark() == ""
    vault.forget("main")
    assert not path.parent.exists()
    assert key.reads == 0


@pytest.mark.parametrize("key", [b"x" * 32, None])
def test_a_wrong_or_lost_key_is_an_error_and_never_an_empty_vault(vault: Vault, path: Path, key: bytes | None) -> None:
    vault.begin(RECORD, {"token": CANARY})
    source = Key(key)
    other = Vault(path, source)
    for act in (
        lambda: other.get("main", "token"),
        lambda: other.get("main", "never put"),
        lambda: other.put("work", "token", b"new"),
        lambda: other.begin(replace(RECORD, account="work"), {"token": b"new"}),
    ):
        with pytest.raises(ConfigurationError, match="key"):
            act()
    assert source.key == key, "no new key for a vault that has rows"
    assert vault.get("main", "token") == CANARY


def test_a_lost_key_can_be_given_up(vault: Vault, path: Path) -> None:
    vault.begin(RECORD, {"token": CANARY})
    other = Vault(path, Key(None))
    other.forget("main")
    other.put("main", "token", b"new")
    assert other.get("main", "token") == b"new"


def test_a_row_that_was_moved_or_changed_does_not_decrypt(vault: Vault, path: Path) -> None:
    vault.put("main", "token", CANARY)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE secrets SET account = 'other'")
    connection.close()
    with pytest.raises(StoreError, match="damaged"):
        vault.get("other", "token")


def test_the_same_text_looks_different_each_time(vault: Vault, path: Path) -> None:
    vault.put("main", "a", CANARY)
    vault.put("main", "b", CANARY)
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT nonce, ciphertext FROM secrets").fetchall()
    connection.close()
    assert len({row[0] for row in rows}) == len({row[1] for row in rows}) == 2


# --- logins ---------------------------------------------------------------------------------------------------------


def test_a_login_is_known_without_the_key(vault: Vault, path: Path) -> None:
    begun = vault.begin(RECORD, {"token": CANARY})
    keyless = Vault(path, Key(None))
    assert keyless.record("main") == begun
    assert replace(begun, serial="") == RECORD
    assert begun.serial


def test_a_new_login_replaces_everything_of_its_account(vault: Vault) -> None:
    vault.begin(RECORD, {"token": b"1", "more": b"2"})
    vault.begin(replace(RECORD, account="work"), {"token": b"3"})
    vault.begin(RECORD, {"token": b"4"})
    assert [vault.get("main", "token"), vault.get("main", "more"), vault.get("work", "token")] == [b"4", None, b"3"]


def test_the_end_of_an_old_login_does_not_touch_the_new_one(vault: Vault) -> None:
    first = vault.begin(RECORD, {})
    second = vault.begin(RECORD, {})
    vault.end("main", first.serial, "It expired.")
    assert vault.record("main") == second
    vault.end("main", second.serial, "It expired.")
    assert vault.record("main") == replace(second, ended="It expired.")


def test_the_mark_changes_with_logins_and_logouts_alone(vault: Vault) -> None:
    marks = [vault.mark()]
    begun = vault.begin(RECORD, {"token": b"1"})
    marks.append(vault.mark())
    vault.put("main", "token", b"2")
    vault.end("main", begun.serial, "It expired.")
    assert vault.mark() == marks[1]
    vault.begin(RECORD, {"token": b"1"})
    marks.append(vault.mark())
    vault.forget("main")
    assert len({*marks}) == 3
    assert vault.mark() == ""
    assert vault.get("main", "token") is None


# --- others at the same time ----------------------------------------------------------------------------------------


def test_one_holder_at_a_time_and_only_of_the_same_account(vault: Vault, path: Path) -> None:
    with vault.hold("main", timedelta(0)):
        refused: list[TryAgain] = []

        def try_it() -> None:
            try:
                with Vault(path, Key()).hold("main", timedelta(0)):
                    pass
            except TryAgain as error:
                refused.append(error)

        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
        assert "main" in refused[0].problem
        with vault.hold("work", timedelta(0)):
            pass
    with vault.hold("main", timedelta(0)):
        pass


WRITER = """
import sys
from pathlib import Path
from followbot.vault import FileKey, Vault
path, key, name, count = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
vault = Vault(path, FileKey(key, "key"))
for number in range(count):
    vault.put("main", name, str(number).encode())
    print(number, flush=True)
"""


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.write_bytes(base64.b64encode(b"k" * 32))
    return file


def test_writers_in_several_processes_lose_nothing(path: Path, key_file: Path, vault: Vault) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(key_file), str(i), "40"], stdout=subprocess.DEVNULL
        )
        for i in range(3)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert [vault.get("main", str(i)) for i in range(3)] == [b"39"] * 3


def test_what_was_acknowledged_outlives_a_killed_writer(path: Path, key_file: Path, vault: Vault) -> None:
    for kill_after in (0, 3, 7):
        command = [sys.executable, "-c", WRITER, str(path), str(key_file), "x", "100000"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(kill_after + 1)]
            writer.kill()
            lines += writer.stdout.readlines()
        acknowledged = int([line for line in lines if line.endswith("\n")][-1])
        kept = vault.get("main", "x")
        assert kept is not None
        assert int(kept) in {acknowledged, acknowledged + 1}


# --- trouble with the file ------------------------------------------------------------------------------------------


def test_a_file_that_is_no_vault_is_named(path: Path, vault: Vault) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to be looked at as one" * 50)
    with pytest.raises(StoreError, match=r"followbot\.vault"):
        vault.record("main")


def test_a_vault_of_a_newer_version_is_refused(path: Path, vault: Vault) -> None:
    vault.put("main", "token", CANARY)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    with pytest.raises(ConfigurationError, match="older than its vault"):
        vault.get("main", "token")


def test_a_creator_that_died_left_an_empty_file(path: Path, vault: Vault) -> None:
    path.parent.mkdir()
    path.touch(0o600)
    assert vault.record("main") is None
    assert vault.get("main", "token") is None
    vault.put("main", "token", CANARY)
    assert vault.get("main", "token") == CANARY


def test_a_key_file_works(path: Path, key_file: Path) -> None:
    Vault(path, FileKey(key_file, "key")).put("main", "token", CANARY)
    assert Vault(path, Key()).get("main", "token") == CANARY
