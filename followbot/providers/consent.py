"""What a person is told who is to consent in a browser, on this machine or another one."""

from __future__ import annotations

import getpass
import socket
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from followbot.app.login import Manner, Talk


def invite(url: str, port: int, manner: Manner, talk: Talk, whose: str) -> None:
    """Show the address of the consent page, and how to get there from elsewhere; the browser returns to `port`."""
    opened = manner.browser and talk.browse(url)
    if opened:
        talk.say(f"Your browser shows {whose}'s page for the consent. If it does not, open this address:")
    else:
        talk.say("Open this address in a browser:")
    talk.show("")
    talk.show(url)
    talk.show("")
    if not opened:
        talk.say("Is the browser on another computer than this one? Then first run this there and leave it open:")
        talk.show("")
        talk.show(f"  ssh -L {port}:127.0.0.1:{port} {_who()}")
        talk.show("")
        talk.say(
            "Or log in without it: at the end the browser says that it cannot show the page. Copy the whole address of that"
            " page and paste it here."
        )
    talk.say(f"Waiting for your consent, at most {minutes(manner.timeout)} ...")


def _who() -> str:
    """This user at this machine, as ssh would call it; a guess that the user corrects if need be."""
    try:
        return f"{getpass.getuser()}@{socket.gethostname()}"
    except (OSError, KeyError, ImportError):
        return socket.gethostname()


def minutes(span: timedelta) -> str:
    """A span as people say it."""
    seconds = round(span.total_seconds())
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60} minutes"
