"""A real Dovecot on loopback: TLS by a certificate of our own making, users in a passwd file, mail as Maildir.

Dovecot must start as root, or as the one user whose mail it serves; both are arranged for here.
"""

from __future__ import annotations

import contextlib
import getpass
import grp
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
PASSWORD = "correct horse"
USERS = tuple(f"sam{number}@example.org" for number in range(200))
"""Enough for one for each test: Dovecot notices a changed passwd file only a second later."""

needs_dovecot = pytest.mark.skipif(not Path(PROGRAM).exists(), reason="dovecot-imapd is not installed")

CONFIG = """
base_dir = {run}
state_dir = {run}
log_path = {root}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{root}/cert.pem
ssl_key = <{root}/key.pem
ssl_dh =
mail_location = maildir:{root}/mail/%u
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
disable_plaintext_auth = yes
auth_mechanisms = plain login
mail_fsync = never
maildir_stat_dirs = yes
mail_max_userip_connections = 50
{plugins}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {root}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={root}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Entwürfe {{
    auto = create
    special_use = \\Drafts
  }}
  mailbox "Gesendete Objekte" {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Papierkorb {{
    auto = create
    special_use = \\Trash
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain_port}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service imap {{
  process_limit = 60
}}
"""

QUOTA = """
mail_plugins = quota
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=40K
  quota_grace = 0
}
protocol imap {
  mail_plugins = quota imap_quota
}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Dovecot:
    """The running server. `ca` is the file that names its certificate's signer."""

    root: Path
    port: int
    plain_port: int
    ca: Path
    process: subprocess.Popen[bytes] | None = None
    _counter: int = 0
    _served: int = 0

    def start(self) -> None:
        self.process = subprocess.Popen([PROGRAM, "-F", "-c", str(self.root / "dovecot.conf")], stderr=subprocess.PIPE)
        context = ssl.create_default_context(cafile=str(self.ca))
        for _ in range(200):
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self.port), 5) as raw,
                context.wrap_socket(raw, server_hostname="localhost") as sock,
            ):
                if sock.recv(100).startswith(b"* OK"):
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)  # noqa: TID251 - a process of its own starts; there is nothing to wait for but its port
        log = self.root / "dovecot.log"
        raise RuntimeError(f"dovecot does not start: {log.read_text() if log.exists() else ''}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)
            if self.process.stderr is not None:
                self.process.stderr.close()
            self.process = None

    def next_user(self) -> str:
        """Somebody who has never logged in."""
        self._served += 1
        return USERS[self._served - 1]

    def maildir(self, user: str) -> Path:
        return self.root / "mail" / user

    def drop(self, user: str, raw: bytes, at: float) -> None:
        """A mail arrives: a delivery agent writes it into the inbox's Maildir. `at` is in epoch seconds."""
        inbox = self.maildir(user)
        self._counter += 1
        name = f"{int(at)}.{self._counter}_1.mx"
        path = inbox / "tmp" / name
        path.write_bytes(raw.replace(b"\r\n", b"\n"))
        os.utime(path, (at, at))
        if os.getuid() == 0:
            shutil.chown(path, _who()["user"], _who()["group"])
        path.rename(inbox / "new" / name)


def _who() -> dict[str, str]:
    """The users that Dovecot's processes run as: its own where we are root, else ourselves."""
    me = getpass.getuser()
    mine = grp.getgrgid(os.getgid()).gr_name
    if os.getuid() != 0:
        return {"user": me, "group": mine, "internal": me, "internal_group": mine, "login": me}
    return {
        "user": "dovecot",
        "group": "dovecot",
        "internal": "dovecot",
        "internal_group": "dovecot",
        "login": "dovenull",
    }


@contextlib.contextmanager
def dovecot(plugins: str = "") -> Iterator[Dovecot]:
    """A server with many users, all with the same password. Its folder has a short path, as socket names must."""
    with tempfile.TemporaryDirectory(prefix="dovecot-") as name:
        root = Path(name)
        root.chmod(0o755)
        for folder in ("run", "mail", "home"):
            (root / folder).mkdir()
        who = _who()
        if os.getuid() == 0:
            for folder in ("mail", "home"):
                shutil.chown(root / folder, who["user"], who["group"])
        authority = trustme.CA()
        certificate = authority.issue_cert("localhost", "127.0.0.1")
        (root / "cert.pem").write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
        (root / "key.pem").write_bytes(certificate.private_key_pem.bytes())
        authority.cert_pem.write_to_path(str(root / "ca.pem"))
        (root / "users").write_text("".join(f"{user}:{{PLAIN}}{PASSWORD}\n" for user in USERS))
        server = Dovecot(root, free_port(), free_port(), root / "ca.pem")
        text = CONFIG.format(
            root=root, run=root / "run", port=server.port, plain_port=server.plain_port, plugins=plugins, **who
        )
        (root / "dovecot.conf").write_text(text, "utf-8")
        server.start()
        try:
            yield server
        finally:
            server.stop()
