"""The gallery is written whole, and no letter of it had to fall back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gallery.__main__ import main


@pytest.mark.heavy
def test_the_gallery_has_every_language_and_no_fallback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path) == 0
    assert "fallbacks: none" in capsys.readouterr().out
    assert len(list(tmp_path.glob("*.txt"))) == 12
    assert (tmp_path / "index.html").read_text("utf-8").count("<section>") == 12 * 35
