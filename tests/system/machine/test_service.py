"""The built wheel and the shipped unit on a real systemd: installed by its own command, driven, hung, killed, and looked at.

The tests share one machine. Each brings the service up before it begins, so that they pass in any order.
"""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime, timedelta

import pytest

from followbot.daemon.units import ENCRYPTED_KEY
from tests.system.conftest import EVENT
from tests.system.machine.machine import HERE, SITE, Machine, machine

__all__ = ["machine"]

pytestmark = pytest.mark.boot

CONFIG = """\
profile: {name: Sam Taylor, email: sam@home.example, timezone: Europe/Berlin, country: DE}
accounts:
  - name: files
    provider: local
    local:
      calendars: [/var/lib/followbot/calendar]
      maildir: /var/lib/followbot/Mail
      drafts: Drafts
      sent: [Sent]
      trash: Trash
drafts: {debrief: false}
"""
STATE = "/var/lib/private/followbot"
PARTS = ("cur", "new", "tmp")
QUICK = "[Service]\nRestartSec=1s\nWatchdogSec=8s\n"
CONFIG_PATH = "/etc/followbot/config.yaml"


def invite(machine: Machine, uid: str) -> None:
    """An interview that ended a minute more than a day ago: its thank-you is due."""
    end = datetime.now(UTC) - timedelta(days=1, minutes=1)  # noqa: TID251 - the machine has the real clock
    text = EVENT.format(uid=uid, start=end - timedelta(hours=1), end=end)
    text = text.replace("acme", uid).replace("Acme", uid.title()).replace("\n", "\r\n")
    machine.write(f"{STATE}/calendar/{uid}.ics", text)


def drafts(machine: Machine) -> list[str]:
    return machine.run("find", f"{STATE}/Mail/Drafts", "-type", "f").split()


@pytest.fixture(scope="module")
def installed(machine: Machine) -> Machine:
    """The service, by `followbot service install --system`, with one interview to follow up."""
    folders = ("calendar", *(f"Mail{name}/{part}" for name in ("", "/Drafts", "/Sent", "/Trash") for part in PARTS))
    machine.run("mkdir", "-p", *(f"{STATE}/{folder}" for folder in folders))
    machine.run("chmod", "0700", "/var/lib/private")
    machine.write("/root/mine.yaml", CONFIG)
    machine.write(f"{SITE}/faults.py", (HERE / "faults.py").read_text("utf-8"))
    machine.write(f"{SITE}/faults.pth", "import faults\n")
    machine.write("/run/systemd/system/followbot.service.d/quick.conf", QUICK)
    invite(machine, "first")
    shown = machine.followbot("--config", "/root/mine.yaml", "service", "install", "--system", "--dry-run")
    assert "LoadCredentialEncrypted=" in shown
    assert machine.property("LoadState") == "not-found", "a dry run writes nothing"
    told = machine.followbot("--config", "/root/mine.yaml", "service", "install", "--system")
    assert "followbot runs and is ready." in told
    return machine


@pytest.fixture
def up(installed: Machine) -> Machine:
    """The service, running on a good configuration."""
    installed.write(CONFIG_PATH, CONFIG)
    if installed.property("ActiveState") != "active":
        installed.run("systemctl", "reset-failed", "followbot", code=None)
        installed.run("systemctl", "start", "followbot")
    return installed


def test_it_is_ready_and_enabled(up: Machine) -> None:
    assert up.property("ActiveState") == "active"
    assert up.property("Type") == "notify"
    assert up.run("systemctl", "is-enabled", "followbot").strip() == "enabled"
    status = json.loads(up.followbot("--json", "service", "status", "--system"))
    assert status["running"] is True


def test_it_drops_a_draft_by_itself_and_the_journal_says_so_in_ids(up: Machine) -> None:
    up.said("event=drafted")
    up.said("event=notice.*A thank-you waits in your drafts")
    assert len(drafts(up)) >= 1
    journal = up.journal()
    for secret in ("Jane", "jane.doe", "first.example", "First", "sam@", "Taylor", "billing"):
        assert secret not in journal
    notices = up.run("journalctl", "-u", "followbot", "-p", "notice", "-o", "json", "--no-pager")
    assert '"PRIORITY":"5"' in notices
    assert up.property("StatusText").startswith(("Next follow-up", "Nothing is armed"))


def test_the_unit_is_verified_without_a_word_and_as_locked_up_as_a_process_can_be(up: Machine) -> None:
    said = up.run("systemd-analyze", "verify", "--man=no", "/etc/systemd/system/followbot.service")
    assert [line for line in said.splitlines() if "followbot" in line] == []
    score = up.run("systemd-analyze", "security", "--no-pager", "--threshold=15", "followbot")
    assert "Overall exposure level" in score


def test_the_sandbox_really_denies(up: Machine) -> None:
    up.said(r"event=sandbox .*writes.*exec.*sockets.*privileges.*code")
    assert "sandbox_is_open" not in up.journal()
    kept = json.loads(up.run("cat", f"{STATE}/sandbox.json"))
    how = {f["name"]: f["how"] for f in kept["findings"]}
    assert "read-only file system" in how["writes"]
    assert "permission denied" in how["exec"]
    assert "not supported" in how["sockets"]


def test_the_key_is_encrypted_on_disk_and_read_by_the_service(up: Machine) -> None:
    assert up.run("stat", "-c", "%a %U", str(ENCRYPTED_KEY)).strip() == "600 root"
    assert up.run("systemd-creds", "decrypt", "--name=store-key", str(ENCRYPTED_KEY), "-").strip()
    up.until("the key", lambda: up.run("cat", f"{STATE}/key", code=None) == "32")


def test_what_it_knows_is_its_own(up: Machine) -> None:
    assert up.run("stat", "-c", "%a", STATE).strip() == "700"
    owner = up.run("stat", "-c", "%U", STATE).strip()
    assert owner not in ("root", "nobody")
    modes = up.run("find", STATE, "-maxdepth", "1", "-name", "followbot.*", "-printf", "%f %m %U\n").splitlines()
    assert modes
    assert {line.split()[1] for line in modes} == {"600"}
    assert up.run("stat", "-c", "%a %U %G", CONFIG_PATH).split() == ["640", "root", "followbot-config"]


def test_a_hang_is_killed_by_the_watchdog_with_the_stack_in_the_journal_and_restarted(up: Machine) -> None:
    cursor, restarts = up.cursor(), int(up.property("NRestarts"))
    up.write(f"{STATE}/hang", "")
    up.signal("SIGUSR1")
    up.until("a restart", lambda: int(up.property("NRestarts")) > restarts)
    said = up.journal(cursor)
    assert "Watchdog timeout" in said
    assert "Fatal Python error: Aborted" in said
    assert "hanging_scan" in said
    assert "followbot/daemon/loop.py" in said
    up.until("life", lambda: up.property("ActiveState") == "active")


def test_killed_while_it_delivers_it_leaves_one_draft(up: Machine) -> None:
    up.said("event=drafted")
    before, restarts = len(drafts(up)), int(up.property("NRestarts"))
    up.write(f"{STATE}/die", "")
    invite(up, "second")
    up.signal("SIGUSR1")
    up.until("a restart", lambda: int(up.property("NRestarts")) > restarts)
    cursor = up.cursor()
    up.until("life", lambda: up.property("ActiveState") == "active")
    assert len(drafts(up)) == before + 1, "it died after the mailbox had stored the draft"
    up.signal("SIGUSR1")
    up.until("a cycle", lambda: "last cycle" in up.property("StatusText"))
    up.said("event=settled", cursor)
    assert len(drafts(up)) == before + 1


def test_it_stops_cleanly_within_five_seconds(up: Machine) -> None:
    cursor, begun = up.cursor(), time.monotonic()
    up.run("systemctl", "stop", "followbot")
    assert time.monotonic() - begun < 5
    assert up.property("Result") == "success"
    assert "event=stopped" in up.journal(cursor)


def test_it_reloads_and_keeps_the_old_configuration_when_the_new_one_is_broken(up: Machine) -> None:
    process = up.property("MainPID")
    cursor = up.cursor()
    up.write(CONFIG_PATH, CONFIG.replace("name: files", "name: papers"))
    up.run("systemctl", "reload", "followbot")
    up.said("event=reloaded .*papers", cursor)
    up.write(CONFIG_PATH, CONFIG.replace("maildir:", "mialdir:"))
    up.run("systemctl", "reload", "followbot", code=1)
    up.signal("SIGHUP")
    up.said("event=reload_refused", cursor)
    assert (up.property("ActiveState"), up.property("MainPID")) == ("active", process)
    up.write(CONFIG_PATH, CONFIG)
    up.run("systemctl", "reload", "followbot")
    up.said("event=reloaded .*files", cursor)


def test_a_broken_configuration_is_said_and_not_restarted(up: Machine) -> None:
    up.run("systemctl", "stop", "followbot")
    up.write(CONFIG_PATH, CONFIG.replace("maildir:", "mialdir:"))
    cursor = up.cursor()
    up.run("systemctl", "start", "followbot", code=1)
    assert (up.property("ActiveState"), up.property("ExecMainStatus"), up.property("NRestarts")) == (
        "failed",
        "78",
        "0",
    )
    assert "mialdir" in up.journal(cursor)
    assert "configuration is broken" in up.followbot("service", "status", "--system", code=1)


def test_commands_reach_the_store_as_the_service(up: Machine) -> None:
    up.said("event=drafted")
    status = json.loads(up.followbot("service", "exec", "status", "--json"))
    assert [a["name"] for a in status["accounts"]] == ["files"]
    ref = status["interviews"][0]["ref"]
    up.followbot("service", "exec", "note", ref, "They liked the canary groups.")
    assert "canary groups" in up.followbot("service", "exec", "why", ref)
    assert "Only root" not in up.followbot("service", "exec", "auth", "status")


# --- a user's own ---------------------------------------------------------------------------------------------------

SAMS = """\
profile: {name: Sam Taylor, email: sam@home.example}
accounts:
  - {name: files, provider: local, local: {calendars: [/home/sam/calendar], maildir: /home/sam/My Mail}}
"""


def as_sam(machine: Machine, *command: str, code: int | None = 0) -> str:
    """As `su` does it: nothing says where the user's systemd listens."""
    return machine.run("runuser", "-u", "sam", "--", "env", "HOME=/home/sam", "PATH=/usr/bin:/bin", *command, code=code)


def denied(machine: Machine) -> dict[str, bool]:
    kept = json.loads(machine.run("cat", "/home/sam/.local/state/followbot/sandbox.json"))
    return {f["name"]: f["denied"] for f in kept["findings"]}


def test_a_user_installs_sandboxes_and_uninstalls_their_own(machine: Machine) -> None:
    machine.run("useradd", "--create-home", "sam")
    machine.write("/home/sam/my 100% own/config.yaml", SAMS)
    machine.run("mkdir", "-p", "/home/sam/calendar", *(f"/home/sam/My Mail/{part}" for part in PARTS))
    machine.run("chown", "-R", "sam:", "/home/sam")
    mine = ("--config", "/home/sam/my 100% own/config.yaml")
    told = as_sam(machine, "/opt/followbot/bin/followbot", *mine, "service", "install", code=1)
    assert "systemd runs nothing for the user sam" in told
    machine.run("systemctl", "start", f"user@{machine.run('id', '-u', 'sam').strip()}.service")
    followbot = "/opt/followbot/bin/followbot"
    assert "followbot runs and is ready." in as_sam(machine, followbot, *mine, "service", "install")
    assert denied(machine) == {"writes": False, "exec": False, "sockets": True, "privileges": True, "code": True}
    assert "followbot runs and is ready." in as_sam(machine, followbot, *mine, "service", "install", "--sandbox")
    assert denied(machine)["writes"]
    as_sam(machine, followbot, *mine, "service", "install")
    assert denied(machine)["writes"], "as it was"
    number = machine.run("id", "-u", "sam").strip()
    as_sam(machine, "env", f"XDG_RUNTIME_DIR=/run/user/{number}", "systemctl", "--user", "reload", "followbot")
    assert "The service is active (running)" in as_sam(machine, followbot, "service", "status")
    as_sam(machine, followbot, "service", "uninstall")
    assert "not installed" in as_sam(machine, followbot, "service", "status", code=1)
    assert "followbot" not in machine.run("sh", "-c", "find /home/sam/.config 2>/dev/null || true")


def test_an_update_is_taken_over_without_a_hand(up: Machine) -> None:
    process = up.property("MainPID")
    up.run("sed", "-i", 's/__version__ = "/&9/', f"{SITE}/followbot/__init__.py")
    up.until("the new version", lambda: up.property("ActiveState") == "active" and up.property("MainPID") != process)
    assert re.search(r"event=updated next=restart\n.*event=stopped\n.*Deactivated successfully", up.journal())


def test_a_configuration_that_leads_into_a_home_is_refused_before_anything_is_changed(up: Machine) -> None:
    up.write("/root/homely.yaml", CONFIG.replace("/var/lib/followbot/calendar", "calendar"))
    told = up.followbot("--config", "/root/homely.yaml", "service", "install", "--system", code=78)
    assert "names /root/calendar, and a system service cannot see into homes" in told
    assert up.run("cat", CONFIG_PATH) == CONFIG


def test_the_configuration_in_place_may_be_named_by_its_own_name(up: Machine) -> None:
    command = "cd /etc/followbot && /opt/followbot/bin/followbot --config config.yaml service install --system"
    assert "followbot runs and is ready." in up.run("sh", "-c", command)


def test_uninstalling_the_systems_leaves_what_it_knows(up: Machine) -> None:
    assert "still there" in up.followbot("service", "uninstall", "--system")
    assert "not installed" in up.followbot("service", "status", "--system", code=1)
    up.run("ls", f"{STATE}/followbot.db", CONFIG_PATH, str(ENCRYPTED_KEY))
    places = ("/etc/systemd", "/etc/sysusers.d", "/run/systemd/units", "/var/lib/systemd/linger")
    left = up.run("find", *places, "-name", "*followbot*", code=None)
    assert [line for line in left.splitlines() if not line.startswith("find:")] == []
    assert "followbot runs and is ready." in up.followbot("service", "install", "--system")
