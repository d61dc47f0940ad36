"""The vault's rows: secrets under AES-256-GCM, and beside them, in plain, what is known of each login.

A file of its own beside the store, because the two have different fates: a trial run works on a copy of the store while a
token that is renewed meanwhile must stay renewed; backups and exports of the store hold no secrets; and a store that is lost
or moved away does not cost a login.

Account and name are associated data, so that a row copied over another one does not decrypt; every row names its key, so that
a wrong key is told from a damaged row. A vault with rows of another key refuses everything that needs a key.

The database is opened for each operation: they are rare, it takes a third of a millisecond, and threads, other processes and
a file that was put back from a backup need no thought. For the same reason it keeps a rollback journal, not a write-ahead
log: between two operations it is one file. `synchronous=EXTRA` is what makes a commit outlast a power cut in this mode
(https://www.sqlite.org/pragma.html#pragma_synchronous).
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets as random_source
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from followbot.app.login import LoginRecord
from followbot.errors.vault import (
    key_lost,
    key_other,
    login_damaged,
    login_replaced,
    renewal_held,
    vault_failed,
    vault_newer,
    vault_unreadable,
    vault_unwritable,
)
from followbot.vault.keys import KeySource

VERSION = 1
BUSY = 10.0
"""Seconds to wait for another writer; a write takes milliseconds."""

NONCE = 12
"""Bytes; what GCM is made for (NIST SP 800-38D, section 8.2.2 allows 2**32 random ones for a key)."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS secrets (account TEXT NOT NULL, name TEXT NOT NULL, key_id TEXT NOT NULL,"
    " nonce BLOB NOT NULL, ciphertext BLOB NOT NULL, PRIMARY KEY (account, name))",
    "CREATE TABLE IF NOT EXISTS logins (account TEXT PRIMARY KEY, provider TEXT NOT NULL, address TEXT NOT NULL,"
    " scopes TEXT NOT NULL, at TEXT NOT NULL, ends TEXT, ended TEXT NOT NULL, missing TEXT NOT NULL,"
    " serial TEXT NOT NULL)",
    f"PRAGMA user_version = {VERSION}",
)

_INSERT = "INSERT OR REPLACE INTO logins VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Vault:
    """See `followbot.app.login.Secrets` for the promises. Safe to share between threads and processes."""

    def __init__(self, path: Path, source: KeySource) -> None:
        self._path = path
        self._source = source
        self._key: bytes | None = None
        self._guard = threading.Lock()

    # --- secrets ------------------------------------------------------------------------------------------------

    def get(self, account: str, name: str) -> bytes | None:
        with self._reading() as connection:
            if connection is None:
                return None
            query = "SELECT key_id, nonce, ciphertext FROM secrets WHERE account = ? AND name = ?"
            row = connection.execute(query, (account, name)).fetchone()
            if row is None and connection.execute("SELECT 1 FROM secrets LIMIT 1").fetchone() is None:
                return None
            key = self._key_for(connection)
        return None if row is None else _decrypted(key, account, name, row[1], row[2], self._path)

    def put(self, account: str, name: str, value: bytes) -> None:
        self._make_key()
        with self._writing() as connection:
            self._store(connection, account, name, value)

    def delete(self, account: str, name: str) -> None:
        with self._writing() as connection:
            connection.execute("DELETE FROM secrets WHERE account = ? AND name = ?", (account, name))

    @contextmanager
    def hold(self, account: str, wait: timedelta) -> Iterator[None]:
        import filelock  # here, because reading needs no lock

        _make_directory(self._path.parent)
        digest = hashlib.sha256(account.encode()).hexdigest()[:12]
        lock = filelock.FileLock(self._path.with_name(f"{self._path.name}.{digest}.lock"), mode=0o600)
        with _translated(self._path):
            try:
                lock.acquire(timeout=wait.total_seconds())
            except filelock.Timeout:
                raise renewal_held(account, wait.total_seconds()) from None
        try:
            yield
        finally:
            lock.release()

    # --- logins -------------------------------------------------------------------------------------------------

    def record(self, account: str) -> LoginRecord | None:
        with self._reading() as connection:
            if connection is None:
                return None
            row = connection.execute(
                "SELECT provider, address, scopes, at, ends, ended, missing, serial FROM logins WHERE account = ?",
                (account,),
            ).fetchone()
            return None if row is None else _record(account, row)

    def begin(self, record: LoginRecord, secrets: Mapping[str, bytes]) -> LoginRecord:
        self._make_key()
        fresh = replace(record, serial=random_source.token_hex(8), ended="")
        with self._writing() as connection:
            connection.execute("DELETE FROM secrets WHERE account = ?", (record.account,))
            for name, value in secrets.items():
                self._store(connection, record.account, name, value)
            connection.execute(_INSERT, _row(fresh))
        return fresh

    def end(self, account: str, serial: str, why: str) -> None:
        with self._writing() as connection:
            connection.execute("UPDATE logins SET ended = ? WHERE account = ? AND serial = ?", (why, account, serial))

    def forget(self, account: str) -> None:
        if not self._path.exists():
            return
        with self._writing() as connection:
            connection.execute("DELETE FROM secrets WHERE account = ?", (account,))
            connection.execute("DELETE FROM logins WHERE account = ?", (account,))

    def mark(self) -> str:
        with self._reading() as connection:
            if connection is None:
                return ""
            return " ".join(row[0] for row in connection.execute("SELECT serial FROM logins ORDER BY serial"))

    def ready(self) -> None:
        self._make_key()
        with self._writing() as connection:
            self._key_for(connection)

    def keep(self, record: LoginRecord, secrets: Mapping[str, bytes]) -> None:
        with self._writing() as connection:
            query = "SELECT 1 FROM logins WHERE account = ? AND serial = ?"
            if connection.execute(query, (record.account, record.serial)).fetchone() is None:
                raise login_replaced(record.account)
            for name, value in secrets.items():
                self._store(connection, record.account, name, value)
            connection.execute(_INSERT, _row(record))

    # --- keys ---------------------------------------------------------------------------------------------------

    def _store(self, connection: sqlite3.Connection, account: str, name: str, value: bytes) -> None:
        key = self._key_for(connection)
        nonce, ciphertext = _encrypted(key, account, name, value)
        row = (account, name, key_id(key), nonce, ciphertext)
        connection.execute("INSERT OR REPLACE INTO secrets VALUES (?, ?, ?, ?, ?)", row)

    def _key_for(self, connection: sqlite3.Connection) -> bytes:
        """The key, known to be the one of every row."""
        key = self._known_key()
        if key is None:
            raise key_lost()
        foreign = connection.execute("SELECT 1 FROM secrets WHERE key_id <> ? LIMIT 1", (key_id(key),)).fetchone()
        if foreign is not None:
            raise key_other(self._path)
        return key

    def _known_key(self) -> bytes | None:
        with self._guard:
            if self._key is None:
                self._key = self._source.read()
            return self._key

    def _make_key(self) -> None:
        """Make sure that there is a key, but never a new one for a vault that has rows."""
        if self._known_key() is not None:
            return
        # Two first logins at a time: the second must find the key of the first.
        with self.hold("", timedelta(seconds=BUSY)):
            if self._known_key() is not None:
                return
            with self._reading() as connection:
                if connection is not None and connection.execute("SELECT 1 FROM secrets LIMIT 1").fetchone():
                    raise key_lost()
            with self._guard:
                self._key = self._source.make()

    # --- the file -----------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """One state of everything; None where there is no vault yet, and none is made."""
        with _translated(self._path):
            if not self._path.exists():
                yield None
                return
            with self._opened() as connection:
                connection.execute("BEGIN")
                yield connection if _version(connection, self._path) else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is on the disk when it ends, or was never there."""
        with _translated(self._path):
            _create(self._path)
            with self._opened() as connection:
                connection.execute("BEGIN IMMEDIATE")
                if _version(connection, self._path) == 0:
                    for statement in _TABLES:
                        connection.execute(statement)
                yield connection
                connection.execute("COMMIT")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        uri = f"{self._path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.execute("PRAGMA secure_delete=ON")
            yield connection
        finally:
            connection.close()  # which also takes back a transaction that was not committed


def key_id(key: bytes) -> str:
    """A name for a key that says nothing about it."""
    return hashlib.sha256(b"followbot vault key\0" + key).hexdigest()[:16]


def _encrypted(key: bytes, account: str, name: str, value: bytes) -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # here, because most commands need no secret

    nonce = os.urandom(NONCE)
    return nonce, AESGCM(key).encrypt(nonce, value, _associated(account, name))


def _decrypted(key: bytes, account: str, name: str, nonce: bytes, ciphertext: bytes, path: Path) -> bytes:
    from cryptography.exceptions import InvalidTag  # see above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(nonce, ciphertext, _associated(account, name))
    except (InvalidTag, ValueError, TypeError):
        raise login_damaged(account, path) from None


def _associated(account: str, name: str) -> bytes:
    """What a row is bound to. JSON keeps ("a", "b:c") and ("a:b", "c") apart."""
    return b"followbot vault 1\0" + json.dumps([account, name]).encode()


def _row(record: LoginRecord) -> tuple[str | None, ...]:
    return (
        record.account,
        record.provider,
        record.address,
        json.dumps(record.scopes),
        record.at.isoformat(),
        record.ends.isoformat() if record.ends else None,
        record.ended,
        json.dumps(record.missing),
        record.serial,
    )


def _record(account: str, row: tuple[str, str, str, str, str | None, str, str, str]) -> LoginRecord:
    provider, address, scopes, at, ends, ended, missing, serial = row
    return LoginRecord(
        account=account,
        provider=provider,
        address=address,
        scopes=tuple(json.loads(scopes)),
        at=datetime.fromisoformat(at),
        ends=datetime.fromisoformat(ends) if ends else None,
        ended=ended,
        missing=tuple(json.loads(missing)),
        serial=serial,
    )


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of its tables; 0 for a file that nothing was written to yet."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise vault_newer(path)
    return found


def _create(path: Path) -> None:
    """An empty file for this user only, whatever the umask says; one that exists is kept, and taken from everybody else."""
    _make_directory(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _make_directory(directory: Path) -> None:
    if not directory.is_dir():
        _make_directory(directory.parent)
        directory.mkdir(mode=0o700, exist_ok=True)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Within, whatever SQLite and the disk raise becomes a sentence that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        # SQLite's own words name tables and columns, never values.
        raise vault_failed(path, str(error)) from error
    except OSError as error:
        reason = (error.strerror or "input/output error").lower()
        raise vault_unwritable(path, reason) from error
    except ValueError as error:
        raise vault_unreadable(path) from error
