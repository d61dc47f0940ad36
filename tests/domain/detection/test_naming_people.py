"""Who is whom: names that are bent, shortened or ranked are one person's; a pasted mail is another's text."""

from __future__ import annotations

import pytest

from followbot.domain.events.among import among
from followbot.domain.events.attendance import candidates, weighed
from followbot.domain.events.picking import Judged, chosen
from followbot.domain.events.scene import Being, Scene, scene_of
from followbot.domain.events.sightings import sightings
from followbot.domain.events.signatures import signature
from followbot.domain.events.somebody import Candidate
from followbot.domain.model import Event
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, event


def scene(told: Event) -> Scene:
    return scene_of(told, JANE, rules(), JANE.addresses)


def seen(told: Event) -> set[str]:
    return {one.name for one in sightings(scene(told))}


def named(told: Event, name: str) -> Candidate:
    """The candidate who is called so."""
    return next(one for one in candidates(scene(told), ()) if name in (one.name, one.called))


def traits(told: Event, name: str) -> set[str]:
    people = weighed(scene(told), (), "")
    return next(found for one, found in people if name in (one.name, one.called))


@pytest.mark.parametrize(
    ("title", "text", "name", "other"),
    [
        ("rozmowa o pracę, p. Leszek", "rozmawiam z p. Leszkiem w biurze", "Leszek", "Leszkiem"),
        ("dzień próbny, piekarnia", "pracuję z Markiem\nkontakt: Marek Wrona", "Marek Wrona", "Markiem"),
    ],
)
def test_a_name_in_another_case_is_no_second_person(title: str, text: str, name: str, other: str) -> None:
    everybody = candidates(scene(event(title, text)), ())
    one = next(c for c in everybody if c.called == name)
    assert any(place.name == other for place in one.places)


def test_what_somebody_is_called_for_short_is_no_second_person_and_gives_way_to_the_whole_name() -> None:
    told = event("Walkthrough with Tab + Obi", "Tabitha Crane (tabitha@oak.dev) and Obi from ops will be on the call.")
    short, whole = named(told, "Tab"), named(told, "Tabitha Crane")
    assert short.is_short_for(whole)
    assert short.clashes(whole)
    assert chosen([Judged(short, 1.2), Judged(whole, 0.4)], rules(), invited=False) == [whole]


def test_two_names_in_one_line_are_two_people() -> None:
    told = event("Probetag", "Ich arbeite mit Jan und Janina Wolf.")
    assert not named(told, "Jan").clashes(named(told, "Janina Wolf"))


def test_a_rank_behind_a_family_name_tells_a_guest() -> None:
    told = event("终面", "终面由方总和金总监参加。", "方丽清 <lq.fang@haitang.com>", ("金文涛 <wt.jin@haitang.com>",))
    guests = [one for one in candidates(scene(told), ()) if one.guest is not None]
    assert [{place.name for place in one.places} for one in guests] == [{"方总"}, {"金总监"}]


def test_a_dot_that_leads_an_item_is_none_of_a_name() -> None:
    names = seen(event("面接", "面接官は下記2名です。\n・ルイス・ペレイラ(テックリード)\n・岡 翼"))
    assert "ルイス・ペレイラ" in names
    assert "・ルイス・ペレイラ" not in names


def test_a_telephone_number_is_no_house_and_a_lone_letter_may_address() -> None:
    assert "Sow" in seen(event("Entretien Garage Vasseur M. Sow 06 12 44 80 19"))
    assert "Ida Berg" in seen(event("Jobbintervju", "Ring Ida Berg 070 555 12 34"))
    assert "Mario Rossi" not in seen(event("Colloquio", "Via Mario Rossi 12"))


def test_who_only_stands_in_the_place_is_marked() -> None:
    told = event("Mülakat", "Görüşmeci: Selin Ak\nAdres: Liman Sok. 4", location="Liman Sok. No:4, Mersin")
    assert "in place" in traits(told, "Liman")
    assert "in place" not in traits(told, "Selin Ak")


def test_who_is_in_the_title_stands_before_who_is_named_besides() -> None:
    told = event("almuerzo c/ Ramiro (vacante)", "me pasó el dato Lucía")
    assert "At-1o" in traits(told, "Lucía")
    assert "At+0o" in traits(told, "Ramiro")


def test_a_pasted_mail_is_signed_and_a_note_is_not() -> None:
    mail = "Estimada Jane:\nla recibirán Marta Vidal y Hugo Soto.\n\nRosa Peral\nAdministración"
    pasted, note = scene(event("RV: entrevista", mail)), scene(event("entrevista", "con Marta\n\nRosa Peral\nplanta 2"))
    assert pasted.is_letter
    assert pasted.body[signature(pasted) :].startswith("Rosa Peral")
    assert not note.is_letter
    assert signature(note) == len(note.body)
    assert "A signs t" in {t[:9] for t in traits(event("RV: entrevista", mail), "Rosa Peral")}


def test_who_signs_is_seen_with_what_they_say_of_being_there() -> None:
    mail = "Hi Jane,\n{}\n\nKind regards\nMaud Tibbs"
    there = traits(event("Fwd: Tuesday", mail.format("it'll be me and our foreman Craig")), "Maud Tibbs")
    away = traits(event("Fwd: Tuesday", mail.format("you will meet our foreman Craig")), "Maud Tibbs")
    assert "A signs first_person" in there
    assert "A signs first_person" not in away


def test_an_invitation_of_the_users_own_is_no_letter() -> None:
    assert not scene(event("Interview", "see you", "Jane Doe <jane.doe@gmail.com>")).is_letter
    assert scene(event("Interview", "see you", "Ann Low <ann@tarn.com>")).is_letter


def test_names_beside_each_other_are_told_by_their_order() -> None:
    everybody = candidates(scene(event("Interview", "Meet Ann Low, then Tom Reed.")), ())
    found = dict(zip((c.name for c in everybody), among(everybody, 1_000, (), invited=False), strict=True))
    assert "A0to" in found["Ann Low"]
    assert "A0to" not in found["Tom Reed"]


def test_a_mailbox_that_is_called_as_its_address_is_nobody() -> None:
    (guest,) = scene(event("Telefonata", "ti chiamo io", "HR Retail <hr.retail@acquaviva.it>")).guests
    assert guest.being is Being.GROUP


def test_a_form_of_address_is_no_department() -> None:
    signs = [h.sign for h in scene(event("Gespräch", "mit Hr. Sailer (HR)")).body_vocabulary if h.quote == "Hr"]
    assert "title_recruiter" not in signs
    assert "title_recruiter" in {h.sign for h in scene(event("Gespräch", "mit Lea Sailer (HR)")).body_vocabulary}
