"""Are there known vulnerabilities in what deploy/constraints.txt installs? `python -m tests.security.audit`, beside pip-audit.

pip-audit calls a package that its service does not know "skipped" and ends with 0, so that without a network (or behind a
mirror that serves packages but no advisories) everything passes. That is why a package with well-known holes is asked about
first: only an audit that finds those counts. Exit codes: 0 all was audited and is clean, 1 something is vulnerable or was
left out, 3 nobody could be asked, which is neither and says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CANARY = "jinja2==2.10"
"""Known to be vulnerable since 2019 (CVE-2019-10906)."""
ACCEPTED: dict[str, str] = {}
"""Advisories that do not concern us, by id, each with the reason."""
CLEAN, VULNERABLE, NOT_AUDITED = 0, 1, 3


def asked(requirements: Path) -> list[dict[str, Any]]:
    """What pip-audit says of each package of a file of pins; nothing where it says nothing that can be read."""
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner", "off"]
    done = subprocess.run(
        [*command, "--format", "json", "--requirement", str(requirements)], capture_output=True, text=True, check=False
    )
    sys.stderr.write("".join(line for line in done.stderr.splitlines(True) if "ERROR" in line))
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, LookupError, TypeError):
        return []
    return found


def judged(canary: list[dict[str, Any]], locked: list[dict[str, Any]], pins: int) -> tuple[int, list[str]]:
    """The exit code, and what to say."""
    if not any(package.get("vulns") for package in canary):
        return NOT_AUDITED, [f"NOT AUDITED: of {CANARY}, which has known holes, nothing is known where we asked."]
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none yet'}"
        for package in locked
        for hole in package.get("vulns", [])
        if not {hole["id"], *hole.get("aliases", [])} & set(ACCEPTED)
    ]
    left_out = [f"{package['name']}: {package['skip_reason']}" for package in locked if "skip_reason" in package]
    answered = sum("vulns" in package for package in locked)
    if answered + len(left_out) < pins:
        left_out.append(f"{pins - answered - len(left_out)} packages without a word")
    said = f"{answered} packages audited, {len(holes)} known holes, {len(left_out)} left out."
    return (VULNERABLE if holes or left_out else CLEAN), [*holes, *left_out, said]


def main() -> int:
    lock = ROOT / "deploy" / "constraints.txt"
    pins = sum("==" in line for line in lock.read_text("utf-8").splitlines() if not line.startswith("#"))
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(f"{CANARY}\n", "utf-8")
        code, lines = judged(asked(canary), asked(lock), pins)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
