"""What somebody said of herself, said to her: the verb that closes a German clause goes with "Sie"."""

from __future__ import annotations

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import body, letter

UTE = Contact("ute@acme.example", "Ute Kern", ContactRole.HIRING_MANAGER)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("vier Meisterinnen hat", "vier Meisterinnen haben"),
        ("jeden Tisch selbst hobelt", "jeden Tisch selbst hobeln"),
        ("den Schülern gern hilft", "den Schülern gern helfen"),
        ("die Ware noch selbst ausfährt", "die Ware noch selbst ausfahren"),
        ("jede Woche mit dem Förster rechnet", "jede Woche mit dem Förster rechnen"),
        ("die Werkbank selbst gebaut hat", "die Werkbank selbst gebaut haben"),
        ("das Holz aus dem eigenen Wald nimmt", "das Holz aus dem eigenen Wald nehmen"),
        ("alle Möbel im Haus restauriert", "alle Möbel im Haus restaurieren"),
    ],
)
def test_the_closing_verb_goes_with_the_reader(said: str, told: str) -> None:
    found = letter(f"Ute hat gesagt, dass sie {said}.", language="de", to=(UTE,))
    assert not found.findings
    assert f"Sie {told}." in body(found)


@pytest.mark.parametrize(
    "said",
    [
        "den Laden vom Onkel übernahm",
        "die Farben mischt und die Leinwand spannt",
        "die Werkbank selbst gebaut",
    ],
)
def test_what_has_no_certain_form_stays_in_the_note(said: str) -> None:
    found = letter(f"Ute hat gesagt, dass sie {said}.", language="de", to=(UTE,))
    assert f" {said.split()[-1]}" not in body(found)


def test_what_several_do_is_told_as_it_stands() -> None:
    found = letter("Ute hat gesagt, dass sie die Stühle hier selbst drechseln.", language="de", to=(UTE,))
    assert "Sie die Stühle hier selbst drechseln" in body(found)
