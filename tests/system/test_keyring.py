"""The vault's key in a real keyring: gnome-keyring on a D-Bus session of its own, unlocked, and then locked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.system

SESSION = """\
printf 'password\\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1
"$0" -c "$1"
"""

STORY = """
from pathlib import Path
from followbot.errors import TryAgain
from followbot.vault import Vault, key_source

def vault():
    return Vault(Path("state/followbot.vault").absolute(), key_source({}, 10.0))

assert vault().get("main", "token") is None
vault().put("main", "token", b"canary-token")
assert vault().get("main", "token") == b"canary-token", "another process has the key from the keyring"

import secretstorage
secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
try:
    vault().get("main", "token")
except TryAgain as error:
    print(error)
"""


def test_the_key_lies_in_the_keyring_and_a_locked_one_is_named(tmp_path: Path) -> None:
    for program in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(program) is None:
            pytest.skip(f"needs {program}")
    (tmp_path / "run").mkdir(mode=0o700)
    dropped = {
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "PYTHON_KEYRING_BACKEND",
        "CREDENTIALS_DIRECTORY",
        "FOLLOWBOT_STORE_KEY_FILE",
    }
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    own = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path / "run"), "XDG_DATA_HOME": str(tmp_path / "data")}
    command = ["dbus-run-session", "--", "sh", "-c", SESSION, sys.executable, STORY]
    done = subprocess.run(
        command, cwd=tmp_path, env={**kept, **own}, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "The keyring is locked." in done.stdout
    vault = tmp_path / "state" / "followbot.vault"
    assert b"canary" not in vault.read_bytes()
