"""Whose a mailbox is that shows nobody's name, and people of whom a text only speaks."""

from __future__ import annotations

import pytest

from followbot.domain.events.attendance import candidates
from followbot.domain.events.scene import scene_of
from followbot.domain.events.somebody import Candidate
from followbot.domain.model import Event
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, event, judge


def mailbox(name: str, email: str) -> str:
    return f"{name} <{email}>"


def offered(told: Event) -> list[Candidate]:
    return candidates(scene_of(told, JANE, rules(), JANE.addresses), ())


def owner(told: Event, email: str) -> str:
    return next((one.called for one in offered(told) if one.email == email), "")


class TestByTitle:
    @pytest.mark.parametrize(
        ("name", "email", "text", "whose"),
        [
            (
                "SENIORPARTNER",
                "seniorpartner@limes.org.uk",
                "Dr Alan Mistry, Senior Partner, will see you.",
                "Alan Mistry",
            ),
            (
                "Directeur des soins",
                "dir@ch-x.fr",
                "avec M. Lionel Vasseur, directeur des soins, et moi",
                "Lionel Vasseur",
            ),
            ("Dyrektor", "dyrektor@dps-gaj.pl", "Rozmowę prowadzą dyrektor Witold Sarna i ja.", "Witold Sarna"),
            ("事務長", "jimucho@aozora-kai.or.jp", "当日は事務長の柳沢が対応いたします。", "柳沢"),
        ],
    )
    def test_who_is_called_so(self, name: str, email: str, text: str, whose: str) -> None:
        told = event("Interview", text, organizer=mailbox("HR", "hr@house.example"), guests=(mailbox(name, email),))
        assert owner(told, email) == whose

    def test_a_title_of_somebody_else_is_not_enough(self) -> None:
        told = event(
            "Interview",
            "You meet Alan Mistry, Lead Nurse.",
            organizer=mailbox("SENIORPARTNER", "seniorpartner@limes.org.uk"),
        )
        assert owner(told, "seniorpartner@limes.org.uk") == ""

    def test_a_given_name_in_a_list_is_no_title(self) -> None:
        told = event("Interview", "Interviewers: Karim, Nadia and Wen", organizer=mailbox("", "nadia@lumenly.com"))
        assert owner(told, "nadia@lumenly.com") == ""


class TestByWriter:
    @pytest.mark.parametrize(
        ("name", "email", "text", "whose"),
        [
            ("Gelateria Sottozero", "gelateriasottozero@gmail.com", "Ciao Jane, sono Renzo, il titolare.", "Renzo"),
            (
                "Fleurs de Lune",
                "fleursdelune@free.fr",
                "Bonjour Jane, c'est Marie-Jo. Une matinée avec moi.",
                "Marie-Jo",
            ),
            ("Café Månsken", "cafe.mansken@telia.com", "Hej Jane! Linnea här, jag driver caféet.", "Linnea"),
        ],
    )
    def test_a_shop_is_whoever_writes_from_its_private_mailbox(
        self, name: str, email: str, text: str, whose: str
    ) -> None:
        assert owner(event("Trial shift", text, organizer=mailbox(name, email)), email) == whose

    def test_who_is_only_named_does_not_own_it(self) -> None:
        told = event(
            "Trial shift",
            "You will work beside Renzo all morning.",
            organizer=mailbox("Gelateria Sottozero", "gelateriasottozero@gmail.com"),
        )
        assert owner(told, "gelateriasottozero@gmail.com") == ""


def test_initials_with_two_letters_of_the_family_name_are_somebody() -> None:
    told = event("Kennenlernen", "LG Martina Stangl, Braumeisterin", organizer=mailbox("MST", "mst@quellwerk.at"))
    assert "Martina Stangl" not in {one.name for one in offered(told)}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Watch the talk by our co-founder Ravi Menon", "founds"),
        ("Von Ihrer früheren Kollegin Sonja Reets haben wir nur Gutes gehört", "refers"),
        ("Previous postholder was Colin Dent", "precedes"),
        ("le candidat précédent, M. Tardieu, passe à 13h30", "rival"),
        ("A Lurdes do balcão sabe que vou", "desk"),
        ("Terminbestätigung kam von Azubi Lennart", "schedules"),
        ("träffar du först i nästa steg", "next_step"),
    ],
)
def test_texts_speak_of_people_whom_one_does_not_meet(text: str, sign: str) -> None:
    scene = scene_of(event("Interview", text), JANE, rules(), JANE.addresses)
    assert sign in {hit.sign for hit in scene.third_parties}


def test_whom_somebody_takes_over_from_is_not_thanked() -> None:
    text = "Interview with Ms Inga Hollis. You would be taking over from Peter Brandt, who retires in July."
    told = judge(event("Interview: Teacher", text, "HR <hr@quarrylight.com>"))
    assert [one.name for one in told.findings.contacts] == ["Inga Hollis"]
