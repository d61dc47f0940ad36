"""pymap on loopback: a second implementation of IMAP, in Python, with mail in memory. Without UIDPLUS quirks of Dovecot's."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
import trustme

from tests.servers.dovecot import free_port

USER, PASSWORD = "sam", "correct horse"

needs_pymap = pytest.mark.skipif(find_spec("pymap") is None, reason="pymap is not installed")


@dataclass(frozen=True)
class Pymap:
    """The running server."""

    port: int
    ca: Path


@contextlib.contextmanager
def pymap() -> Iterator[Pymap]:
    """A server with one user and an empty mailbox."""
    with tempfile.TemporaryDirectory(prefix="pymap-") as name:
        root = Path(name)
        authority = trustme.CA()
        certificate = authority.issue_cert("localhost", "127.0.0.1")
        (root / "cert.pem").write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
        (root / "key.pem").write_bytes(certificate.private_key_pem.bytes())
        authority.cert_pem.write_to_path(str(root / "ca.pem"))
        port = free_port()
        arguments = ["--no-service", "admin", "--no-service", "managesieve", "--host", "127.0.0.1", "--port", str(port)]
        tls = ["--cert", str(root / "cert.pem"), "--key", str(root / "key.pem")]
        backend = ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
        program = "import sys; from pymap.main import main; sys.exit(main())"
        process = subprocess.Popen([sys.executable, "-c", program, *arguments, *tls, *backend], stderr=subprocess.PIPE)
        try:
            _await(process, port)
            yield Pymap(port, root / "ca.pem")
        finally:
            process.terminate()
            process.wait(20)
            if process.stderr is not None:
                process.stderr.close()


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
            return
        if process.poll() is not None and process.stderr is not None:
            raise RuntimeError(process.stderr.read().decode())
        time.sleep(0.05)  # noqa: TID251 - a process of its own starts; there is nothing to wait for but its port
    raise RuntimeError("pymap does not listen")
