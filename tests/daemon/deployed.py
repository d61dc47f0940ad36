"""The units in deploy/, for who installs by hand: the same templates that `followbot service install` fills in.

`python -m tests.daemon.deployed` writes them anew.
"""

from __future__ import annotations

from pathlib import Path

from followbot.daemon import units

ROOT = Path(__file__).parents[2] / "deploy"
OPT = units.Installation(
    Path("/opt/followbot/bin/python"),
    Path("/opt/followbot"),
    Path("/usr/bin/python3"),
    Path("/usr"),
    Path("/opt/followbot/lib"),
)


def files() -> dict[str, str]:
    """Each shipped file and what is in it. `%h` is systemd's word for the home of the user."""
    user = units.user_unit(OPT, Path("/HOME/.config/followbot/config.yaml"))
    user = user.replace("/opt/followbot/bin", "%h/.local/share/followbot/bin").replace("/HOME", "%h")
    sandbox = units.user_sandbox([Path("/HOME/.local/state/followbot"), Path("/HOME/Maildir")]).replace("/HOME", "%h")
    return {
        "systemd/system/followbot.service": units.system_unit(OPT),
        "systemd/user/followbot.service": user,
        "systemd/user/followbot.service.d/sandbox.conf": sandbox,
        "sysusers.d/followbot.conf": units.sysusers(),
    }


if __name__ == "__main__":
    for name, text in files().items():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(text, "utf-8")
