"""Installed into the machine's Python beside followbot: it does to the running service what no signal can do on time.

A file named `hang` in the state directory makes the next cycle hang for good; one named `die` kills the process with SIGKILL
right after the mailbox has stored a draft and before anybody knows. `key` appears there once the vault's key could be read.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

STATE = Path(os.environ.get("STATE_DIRECTORY", "/nowhere"))


def asked(name: str) -> bool:
    try:
        (STATE / name).unlink()
    except OSError:
        return False
    return True


def arm() -> None:
    from followbot.app import cycle
    from followbot.providers.local.mailbox import LocalMailbox
    from followbot.vault.keys import key_source

    (STATE / "key").write_text(str(len(key_source(os.environ).read() or b"")))
    scan, create = vars(cycle)["scan"], LocalMailbox.create

    def hanging_scan(*arguments: Any) -> Any:
        if asked("hang"):
            threading.Event().wait()
        return scan(*arguments)

    def deadly_create(*arguments: Any) -> Any:
        outcome = create(*arguments)
        if asked("die"):
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome

    vars(cycle)["scan"] = hanging_scan
    type.__setattr__(LocalMailbox, "create", deadly_create)


if sys.orig_argv[-1:] == ["run"]:
    arm()
