"""Which stretches are offered as a company's name, and what is seen of where they end."""

from __future__ import annotations

import pytest

from followbot.domain.events.candidates import candidates, labels_of
from followbot.domain.events.customers import sender_company
from followbot.domain.events.houses import as_called
from followbot.domain.events.parties import Sides, is_recruiting
from followbot.domain.events.scene import Scene, scene_of
from followbot.domain.events.textrows import title_row
from followbot.domain.model import Event
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, NO_SETTINGS, event


def scene(told: Event) -> Scene:
    return scene_of(told, JANE, rules(), JANE.addresses)


def offered(told: Event) -> dict[str, set[str]]:
    """What is seen of each name of an event, by the name."""
    one = scene(told)
    return {found.name: found.seen for found in candidates(one, Sides(one, NO_SETTINGS)).values()}


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("最終面接", "社長が担当いたします。\n\n東峰精工株式会社", "東峰精工"),
        ("电话沟通—睿才猎头 Kevin Zhou", "保密职位", "睿才猎头"),
        ("体験入店 中華そば まるげん", "", "中華そば まるげん"),
        ("deneme günü - Nene'nin Mutfağı", "", "Nene'nin Mutfağı"),
        ("entrevista padaria do seu Juvenal", "", "padaria do seu Juvenal"),
        ("rozmowa przedszkole stokrotka p. Halina", "", "przedszkole stokrotka"),
        (
            "Panel interview",
            "Tilly Marsh | Talent | Brook & Stone Consulting Engineers\n",
            "Brook & Stone Consulting Engineers",
        ),
        ("koffie met Ruben", "Ruben is directeur bij Haventerminal Kallo, zoekt hoofd legal", "Haventerminal Kallo"),
    ],
)
def test_a_name_is_offered_whole(title: str, text: str, name: str) -> None:
    assert name in offered(event(title, text))


def test_a_position_ends_a_name_that_is_all_of_its_part_of_a_line() -> None:
    known = offered(event("2. Runde", "", location="Brandt Oster & Partner, Lange Str. 2"))
    assert "Brandt Oster & Partner" in known


def test_a_letter_of_a_legal_form_ends_no_name() -> None:
    assert "Grupo Baranda S" not in offered(event("Entrevista", "", location="Grupo Baranda S.A., Campinas"))


@pytest.mark.parametrize(
    ("title", "text", "short", "called"),
    [
        ("Probearbeiten Bäck. Hülskötter", "nachts", "Bäck. Hülskötter", "Bäckerei Hülskötter"),
        ("Yaşam Pınarı Hast. görüşme", "başhemşire ile", "Yaşam Pınarı Hast", "Yaşam Pınarı Hastanesi"),
        ("jobbintervju vårdc Ekbacken", "rum 5", "vårdc Ekbacken", "Vårdcentralen Ekbacken"),
        (
            "entrevista Ayto Valdelaguna, bolsa de jardinero",
            "salón de plenos, traer el título",
            "Ayto Valdelaguna",
            "Ayuntamiento de Valdelaguna",
        ),
    ],
)
def test_a_kind_that_a_note_shortens_is_written_out(title: str, text: str, short: str, called: str) -> None:
    told = event(title, text)
    assert as_called(short, scene(told)) == called
    assert called in offered(told)


def test_through_whom_a_company_writes_is_no_company() -> None:
    told = event("Entretien – Aérolia", "Votre entretien", "Aérolia via SmartHire <r+1@mail.smarthire.example.com>")
    assert "smarthire" not in labels_of(scene(told), Sides(scene(told), NO_SETTINGS))
    plain = event("Entretien", "Votre entretien", "Léa Roux <lea@smarthire.example.com>")
    assert "smarthire" in labels_of(scene(plain), Sides(scene(plain), NO_SETTINGS))


def test_a_guest_whose_whole_name_stands_in_characters_is_no_company() -> None:
    told = event("森川健太 と 柳沢みなみ", "キャリア面談", "柳沢みなみ <m@hito.jp>")
    assert "柳沢みなみ" not in offered(told)


def test_what_stands_within_a_name_and_where_its_words_stand_is_seen() -> None:
    names = offered(event("Vorstellung Arbeitsblitz Frau Lohse", ""))
    assert "s capital courtesy" in names["Arbeitsblitz Frau Lohse"]
    assert "s capital courtesy" not in names["Arbeitsblitz"]
    names = offered(event("jobbintervju Ica Kvantor Lördagsjobb", "", location="Ica Kvantor Östra"))
    assert "uneven first p" in names["Ica Kvantor Lördagsjobb"]
    assert not any(trait.startswith("uneven") for trait in names["Ica Kvantor"])


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("Aday görüşmesi / Zirve İnsan Kaynakları", "", "Zirve İnsan Kaynakları"),
        ("Entretien", "Paul Roy\nFauvel & Associés\n", "Fauvel & Associés"),
        ("Llamada", "Te llama Bea, Quiroga & Senda Talento. Hasta luego", "Quiroga & Senda Talento"),
        ("colloquio Ortofrutta F.lli Canale Distribuzione ore 7", "", "Ortofrutta F.lli Canale Distribuzione"),
        ("rozmowa Zakłady Mięsne „Jałowiec” brama 2", "", "Zakłady Mięsne „Jałowiec”"),
        ("電話面談 行銷經理", "名稱面談時再說明。\n馳尋顧問 林郁婷", "馳尋顧問"),
        ("Gökhan Bey arayacak iş teklifi", "Ege Soğuk Hava genel müdürü Gökhan Erdem", "Ege Soğuk Hava"),
        ("Kaffee mit Frau Ahrens", "Ahrens & Wolter", "Ahrens & Wolter"),
        ("teste motorista", "o gerente do pátio grande Transalva recebe", "Transalva"),
    ],
)
def test_what_ends_like_a_title_stands_in_quotes_or_beside_a_position_may_be_a_name(
    title: str, text: str, name: str
) -> None:
    assert name in offered(event(title, text))


def test_a_name_ends_with_a_title_only_where_a_line_ends() -> None:
    assert "Marlo Talent" not in offered(event("Call", "Meet Marlo Talent Acquisition Partner today"))


@pytest.mark.parametrize(
    ("title", "text", "name", "seen"),
    [
        ("Erstgespräch", "unser Mandant ist ein führender Autobauer im Bergischen Land", "Autobauer", "described"),
        ("猎头来电", "客户是一家新能源企业", "一家新能源", "described in"),
        ("猎头来电 一家新能源", "", "一家新能源", "described in"),
        ("colloquio agenzia Domani Lavoro", "", "agenzia Domani Lavoro", "agency first a"),
        ("colloquio agenzia Domani Lavoro", "", "Domani Lavoro", "agency before a"),
        ("Colloquio Agenzia Domani Lavoro", "", "Agenzia Domani Lavoro", "agency first A"),
        ("essai boucherie chez Morvan", "", "boucherie chez Morvan", "s kind company_of small"),
    ],
)
def test_descriptions_and_what_agencies_are_called_by_are_seen(title: str, text: str, name: str, seen: str) -> None:
    assert seen in offered(event(title, text))[name]


def test_an_article_describes_only_what_it_leads_to() -> None:
    names = offered(event("Erstgespräch", "ein Gespräch bei Holtkamp Energie"))
    assert "described" not in names["Holtkamp Energie"]


def test_a_longer_name_in_another_text_and_a_shorter_one_are_seen() -> None:
    names = offered(event("面试 县图书馆 管理员", "", location="澄江县图书馆 二楼"))
    assert "tail of p" in names["县图书馆"]
    assert "tail in t" in names["澄江县图书馆"]
    assert not any(trait.startswith("tail") for trait in offered(event("面试 县图书馆 管理员", ""))["县图书馆"])


def test_what_a_title_says_is_seen_of_a_place() -> None:
    names = offered(event("Kaffee mit Frau Ahrens", "Holtkamp Logistik", location="Gasthaus Ochsen"))
    assert "p with" in names["Gasthaus Ochsen"]
    assert "p with" not in names["Holtkamp Logistik"]


def test_a_name_with_that_of_a_system_in_it_is_seen() -> None:
    names = offered(event("Interview", "Sent by Greenhouse Scheduling\nHolt Pumps"))
    assert any("system in" in seen for name, seen in names.items() if "Greenhouse" in name and " " in name)
    assert "system in" not in names["Holt Pumps"]


@pytest.mark.parametrize("line", ["İptal et: https://cal.example/x", "Zmień termin: https://cal.example/x"])
def test_what_booking_pages_offer_to_do_is_not_read(line: str) -> None:
    assert line[:5] not in scene(event("Görüşme", f"Pusula İK\n{line}")).body


@pytest.mark.parametrize("shown", ["Holt Pumpar Karriär", "Holt Pumpar Vacatures", "Holt Pumpar Kariera"])
def test_a_sender_is_called_without_its_jobs(shown: str) -> None:
    assert sender_company(scene(event("Intervju", "", f"{shown} <noreply@teamtailor-mail.com>"))) == "Holt Pumpar"


@pytest.mark.parametrize("mailbox", ["karriar@holt.se", "vagas@holt.com.br", "vacatures@holt.nl", "kariera@holt.pl"])
def test_mailboxes_are_of_recruiting_in_every_language(mailbox: str) -> None:
    one = scene(event("Interview", "", f"Holt <{mailbox}>"))
    assert is_recruiting(one.guests[0], one)


def test_a_hotel_whose_domain_writes_is_told_from_one_where_people_meet() -> None:
    named = offered(event("Entrevista", "", "Ana Ruiz <ana@miramarhotel.es>", location="Hotel Miramar"))[
        "Hotel Miramar"
    ]
    met = offered(event("Entrevista", "", "Ana Ruiz <ana@zeltia.es>", location="Hotel Miramar"))["Hotel Miramar"]
    assert "K meet fits" in named
    assert "K meet" not in named
    assert "K meet" in met


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2nd stage Corbel Pumps thru Marden Staffing", "Marden Staffing"),
        ("etap 2 Polfarb (przez headhuntera Kruk Consulting)", "Kruk Consulting"),
        ("Gespräch Ulmer Antriebe über Personalberatung Rehm & Lang", "Rehm & Lang"),
        ("entretien Aciéries du Vernon par le cabinet Orsel", "Orsel"),
    ],
)
def test_who_mediates_is_known_by_what_stands_between(title: str, name: str) -> None:
    names = offered(event(title))
    assert "is mediated" in names[name]
    others = [seen for other, seen in names.items() if other and "mediated" not in seen]
    assert others
    assert all("beside mediated t" in seen for seen in others if "t" in seen)


def test_nobody_mediates_where_a_name_stands_before_another() -> None:
    assert not any("beside mediated" in seen for seen in offered(event("Call Corbel Pumps, Marden Staffing")).values())
    assert "mediated" not in offered(event("via Lena Holt Corbel Pumps"))["Corbel Pumps"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Interview Harlow & Finch Tue 2pm", ("Tue", "2pm")),
        ("Vorstellung Kita Wirbelwind Do 9:30", ("Do",)),
        ("colloquio panificio Marzolini ven 6.30", ("ven",)),
        ("Intervju Åsnebro Bageri ons kl 13", ("ons", "kl")),
        ("entrevista padaria Sol Posto quinta 7h30", ("quinta", "7h30")),
        ("Interview Harlow & Finch Tuesday", ("Tuesday",)),
    ],
)
def test_a_day_and_an_hour_are_no_words_of_a_name(title: str, words: tuple[str, ...]) -> None:
    row = title_row(scene(event(title)))
    sorts = {row.word(index): sort for index, sort in enumerate(row.sorts)}
    assert [sorts[word] for word in words] == ["when"] * len(words)


@pytest.mark.parametrize("title", ["Interview Do & Co", "Quinta do Vale entrevista", "Sun Trading interview"])
def test_what_else_means_a_day_is_none_without_an_hour_behind_it(title: str) -> None:
    assert "when" not in title_row(scene(event(title))).sorts


def test_a_person_before_a_name_and_at_its_beginning_is_seen() -> None:
    names = offered(event("tel Petter Åkerlund Norrviken Åkeri"))
    assert "t<given somebody" in names["Norrviken Åkeri"]
    assert any(trait.startswith("P ") for trait in names["Petter Åkerlund Norrviken Åkeri"])
    assert not any(trait.startswith("P ") for trait in names["Norrviken Åkeri"])


def test_a_short_word_is_no_compound() -> None:
    row = title_row(scene(event("tel Norrviken Åkeri intervju")))
    assert row.sorts[0] != "kind"


def test_a_name_may_end_with_a_day() -> None:
    assert "Café Sonntag" in offered(event("Gespräch Café Sonntag"))


@pytest.mark.parametrize(
    ("title", "text", "place", "name"),
    [
        ("Vertrag", "Sr. Ute Voss, St.-Gallus-Klinik Bad Elmen", "", "St.-Gallus-Klinik Bad Elmen"),
        ("coffee re charge nurse post", "he runs the hiring. St Ciaran's Hospice", "", "St Ciaran's Hospice"),
        ("和食処こまつ 体験入店", "ホール", "", "和食処こまつ"),
        ("体験入店 そば処あずまが", "ホール", "", "そば処あずまが"),
        ("猎头(睿诚咨询)电话聊财务总监", "", "", "睿诚咨询"),
        ("採用面接", "差出人: 桐生市教育委員会\n面接を行います", "", "桐生市教育委員会"),
        ("gesprek planner", "Anja Bos\nWoonstichting Zuidrand\n", "", "Woonstichting Zuidrand"),
        ("visio cdi asso Le Lien, Samira", "", "", "Le Lien"),
        ("teste motorista", "levar CNH", "Transbrunelli, Km 30", "Transbrunelli"),
        ("Ayla Demir kahve", "Karvonu ürün müdürü, ekibine uzman arıyor", "", "Karvonu"),
        ("lilla trädstubben, butikschefen Tove, provpass lördag", "", "", "lilla trädstubben"),
        ("Papo técnico | Jane Doe & Vitrola Pagamentos", "", "", "Vitrola Pagamentos"),
        ("Pat rings re halden garage - MOT tester", "", "", "halden garage"),
    ],
)
def test_a_name_is_offered_that_is_written_in_an_unusual_way(title: str, text: str, place: str, name: str) -> None:
    assert name in offered(event(title, text, location=place))


@pytest.mark.parametrize(
    ("title", "place", "name"),
    [
        ("gesprek met Henk en P&O", "", "O"),
        ("essai q Lenoir", "", "q Lenoir"),
        ("coffee with Ana", "Corner Café", "Corner Café"),
        ("研究所面试", "", "研究所"),
    ],
)
def test_what_no_company_is_called_is_not_offered(title: str, place: str, name: str) -> None:
    assert name not in offered(event(title, "", location=place))


def test_a_field_before_a_colon_is_no_part_of_a_name() -> None:
    assert not any(name.endswith("咨询") for name in offered(event("面试", "职位咨询：王敏\n面试咨询：王敏")))


def test_what_companies_add_to_a_domain_is_no_part_of_the_name() -> None:
    assert "Zefiro" in offered(event("Colloquio", organizer="fiammetta@zefiroapp.it"))


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("mairie-bourgneuf-sur-loire.fr", "Mairie de Bourgneuf-sur-Loire"),
        ("ayuntamiento-villar.es", "Ayuntamiento de Villar"),
        ("comune-montalto.it", "Comune di Montalto"),
        ("atelier-du-cuir.fr", "Atelier du Cuir"),
        ("harbor-hq.com", "Harbor"),
        ("abc-logistik.de", "ABC Logistik"),
    ],
)
def test_a_domain_reads_as_its_owner_writes(domain: str, name: str) -> None:
    assert name in offered(event("Entretien", organizer=f"h.benali@{domain}"))


@pytest.mark.parametrize(
    ("title", "name"),
    [("パン屋 体験入店", "パン屋"), ("essai boulangerie Ferrier mme Ferrier", "boulangerie Ferrier mme Ferrier")],
)
def test_a_leading_kind_alone_and_a_house_with_somebody_are_no_companies(title: str, name: str) -> None:
    assert name not in offered(event(title))


def test_a_domain_is_read_whole_too_where_it_begins_like_one_that_was_taken() -> None:
    known = offered(event("Interview", "", "Joris <joris@gettysveld.example>", ("jane.doe@gmail.com",)))
    assert {"Gettysveld", "Tysveld"} <= known.keys()
    assert "d whole" in known["Gettysveld"]
    assert "d cut" in known["Tysveld"]


@pytest.mark.parametrize(
    ("text", "organizer", "name", "bent"),
    [
        ("Cześć Jane! Pogadamy o roli testera w Brzozniku.", "Ewa <ewa@brzoznik.pl>", "Brzoznik", "Brzozniku"),
        ("Opowiem o pracy w Szkatule.", "Ewa <ewa@szkatula.pl>", "Szkatula", "Szkatule"),
    ],
)
def test_a_name_is_read_as_its_domain_spells_it(text: str, organizer: str, name: str, bent: str) -> None:
    known = offered(event("Interview", text, organizer, ("jane.doe@gmail.com",)))
    assert name in known
    assert bent not in known
    assert "b" in known[name]


def test_a_name_ends_before_the_kind_of_appointment_where_no_space_does() -> None:
    names = offered(event("面试", "你好，南湖数码二面由平台组的马骁负责。"))
    assert "南湖数码" in names
    assert not any(name.startswith("二面") for name in names)


def test_somebody_beside_another_name_in_a_title_is_told_as_such() -> None:
    known = offered(event("belafspraak Ruud Hendrickx - vacature monteur Zelkorva"))
    assert "PB 1" in known["Ruud Hendrickx"]
    assert "PB beside +" in known["Zelkorva"]
    assert not any(seen.startswith("PB") for seen in offered(event("vacature monteur Zelkorva"))["Zelkorva"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Välkommen på intervju hos Solvikens vårdboende", "Solvikens vårdboende"),
        ("intervju på Åsnebro Rökeri", "Åsnebro Rökeri"),
        ("Vorstellung im Hallenbad Tarnau", "Hallenbad Tarnau"),
        ("entrevista na Garagem Aurora", "Garagem Aurora"),
        ("colloquio da Barbiere Moretti", "Barbiere Moretti"),
    ],
)
def test_houses_of_more_kinds_are_offered_whole(text: str, name: str) -> None:
    assert name in offered(event(text))


def test_the_words_beside_a_name_and_its_ends_are_seen() -> None:
    known = offered(event("trial day Tarnbrook Joinery bring boots"))["Tarnbrook Joinery"]
    assert {"o>bring", "os<day", "tbboots", "E=joinery", "f3=tar", "fe=ook"} <= known
    asian = offered(event("面试", "你好，南湖数码二面由平台组的马骁负责。"))["南湖数码"]
    assert {"z2>二面", "F2=南湖", "e2=数码"} <= asian


def test_a_shortened_kind_does_not_say_its_preposition_twice() -> None:
    told = scene(event("Entrevista, Ayto. de Robledillo"))
    assert as_called("Ayto. de Robledillo", told) == as_called("Ayto. Robledillo", told) == "Ayuntamiento de Robledillo"
