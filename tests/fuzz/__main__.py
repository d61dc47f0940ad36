"""Fuzzing by hand, for as long as you like; at each run of the suite the same few cases are tried.

`python -m tests.fuzz` throws anew in every test that hypothesis feeds, round after round, for ten minutes or for so many as are
given behind `random`; it ends at the first round that finds something, with the seed that repeats it. Write what it found down
as a test, or, if a file did it, put that file into `tests/fuzz/found/TARGET/`.

`python -m tests.fuzz TARGET [SECONDS]` follows which branches are taken, with atheris beside (`pip install atheris`). What
breaks a target is written to `tests/fuzz/found/TARGET/`, named by its hash; from then on it is tried at each run.
"""

from __future__ import annotations

import hashlib
import secrets
import subprocess
import sys
import time
from pathlib import Path

NAMES = ("calendar", "message", "config")
HERE = Path(__file__).parent
TESTS = HERE.parent
SEEDS = {"calendar": "corpus/events/tune/ics", "message": "corpus/messages/tune", "config": "../config.example.yaml"}
USAGE = f"python -m tests.fuzz [random [MINUTES]] | {{{'|'.join(NAMES)}}} [SECONDS]"


def main(arguments: list[str]) -> int:
    name, amount = [*arguments, *("random", "")[len(arguments) :]][:2]
    if len(arguments) > 2 or name not in (*NAMES, "random") or not (amount or "1").isdigit():
        sys.stderr.write(f"{USAGE}\n")
        return 2
    return by_coverage(name, amount or "60") if name in NAMES else at_random(float(amount or 10))


def at_random(minutes: float) -> int:
    """Rounds of all tests that hypothesis feeds, each with a seed of its own, until one fails or the time is over."""
    files = sorted(
        str(path) for path in TESTS.rglob("test_*.py") if "from hypothesis import" in path.read_text("utf-8")
    )
    files = [path for path in files if not path.endswith("test_lives.py")]  # which has a number of its own to raise
    began = time.monotonic()
    while time.monotonic() - began < minutes * 60:
        seed = secrets.randbelow(1 << 32)
        options = ["-q", "-n", "2", "-m", "not boot", "--hypothesis-profile=random", f"--hypothesis-seed={seed}"]
        sys.stdout.write(f"seed {seed}\n")
        sys.stdout.flush()
        if code := subprocess.run([sys.executable, "-m", "pytest", *options, *files], cwd=TESTS.parent).returncode:
            return code
    return 0


def by_coverage(name: str, seconds: str) -> int:
    try:
        import atheris
    except ImportError:
        sys.stderr.write("atheris is not installed: pip install atheris (Linux, Python up to 3.13)\n")
        return 1
    with atheris.instrument_imports(include=["followbot.domain", "followbot.providers", "followbot.config"]):
        from tests.fuzz.targets import TARGETS

    def tried(data: bytes) -> None:
        try:
            TARGETS[name](data)
        except Exception:
            kept = HERE / "found" / name / hashlib.sha256(data).hexdigest()[:12]
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(data)
            raise

    folders = [str(f) for f in (HERE / "found" / name, TESTS / SEEDS[name]) if f.is_dir()]
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=20000", "-timeout=30", *folders], tried)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
