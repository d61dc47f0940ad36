"""Fuzzing by coverage, by hand: `python -m tests.fuzz TARGET [SECONDS]`, with atheris beside (`pip install atheris`).

What breaks a target is written to `tests/fuzz/found/TARGET/`, named by its hash; from then on it is tried at each run.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

NAMES = ("calendar", "message", "config")
HERE = Path(__file__).parent
SEEDS = {"calendar": "corpus/events", "message": "corpus/messages", "config": "../config.example.yaml"}


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.exit(f"python -m tests.fuzz {{{'|'.join(NAMES)}}} [SECONDS]")
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not installed: pip install atheris (Linux, Python up to 3.13)")
    name, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "60"
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

    seeds = HERE.parent / SEEDS[name]
    folders = [str(f) for f in (HERE / "found" / name, seeds) if f.is_dir()]
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=20000", "-timeout=30", *folders], tried)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
