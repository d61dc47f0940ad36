"""Who takes part, judged by everything that is known of somebody: learned, bounded, the rules counted in."""

from __future__ import annotations

import pytest

from followbot.bootstrap.data import rule_files
from followbot.domain.detection import RuleProblem, parse_rules
from followbot.domain.events.attendance import weighed
from followbot.domain.events.guesttraits import of_guest
from followbot.domain.events.me import Me
from followbot.domain.events.nametraits import of_name
from followbot.domain.events.picking import Judged, chosen
from followbot.domain.events.scene import scene_of
from followbot.domain.events.sightings import sightings
from followbot.domain.events.somebody import Candidate
from followbot.domain.events.traits import surroundings
from followbot.domain.events.weights import Weights
from followbot.domain.model import ContactRole, Event, Profile
from tests.corpus.events.measure import rules
from tests.domain.detection.samples import JANE, event, judge, person


def thanked(told: Event) -> set[str]:
    found = judge(told).findings.contacts
    return {c.email or c.name for c in found if c.role is not ContactRole.COORDINATOR}


def seen(told: Event) -> set[str]:
    return {one.name for one in sightings(scene_of(told, JANE, rules(), JANE.addresses))}


class TestWeights:
    def test_traits_add_up_and_unknown_ones_say_nothing(self) -> None:
        weights = Weights({"bias": -100, "weights": "met\t800\nbooks\t-900"})
        assert weights.margin({"met", "zzz"}) == pytest.approx(0.7)
        assert weights.margin({"books"}) == pytest.approx(-1.0)
        assert weights.margin(frozenset()) == pytest.approx(-0.1)

    def test_a_table_of_the_wrong_shape_is_named(self) -> None:
        with pytest.raises(RuleProblem, match="detection/people"):
            parse_rules({**rule_files(), "detection/people": {"bias": "much"}})


class TestSightings:
    """Nothing is left out that may be a name; the user's own names are."""

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("rozmowa o pracę, dyr. Wanda Jeż + kier. Ola Mróz", "Ola Mróz"),
            ("Jury: diensthoofd Mia Aerts.", "Mia Aerts"),
            ("koffie Greet De Wael (Boekhandel)", "Greet De Wael"),
            ("Zümre Başkanı Ayşe Tan", "Ayşe Tan"),
            ("Panel, chaired by Col Ife Braden", "Ife Braden"),
            ("con Marta dei Rossi", "Marta dei Rossi"),
            ("J. R. Fuentes me llama", "J. R. Fuentes"),
        ],
    )
    def test_capitals_in_a_row(self, text: str, name: str) -> None:
        assert name in seen(event("Interview", text))

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("HRBP俞晓燕电话谈offer", "俞晓燕"),
            ("找王师傅", "王师傅"),
            ("喫茶ミモザ 店長の室井さんと面接", "室井"),
            ("設計主管 賴韻如 將與您談談", "賴韻如"),
            ("业务主管公孙岚会问几个问题", "公孙岚"),
            ("製造本部長の塚本 玲子がお話を伺います", "塚本 玲子"),
            ("面接官：CS部 部長 大庭 誠、ほか", "大庭 誠"),
            ("先輩のユカさんと", "ユカ"),
        ],
    )
    def test_characters(self, text: str, name: str) -> None:
        assert name in seen(event("面接" if "さん" in text or "部" in text else "面试", text))

    def test_a_given_name_and_the_word_behind_it_where_a_company_follows(self) -> None:
        assert {"Nils Alm", "Nils Alm Granvik Bygg"} <= seen(event("Samtal Nils Alm Granvik Bygg"))

    def test_the_user_and_streets_are_not(self) -> None:
        assert not {"Jane", "Jane Doe", "Mario Rossi"} & seen(event("Jane Doe: interview", "Via Mario Rossi 12"))


class TestJudgement:
    """Shapes that no rule knows: strangers' events, held out when the weights were found."""

    @pytest.mark.parametrize(
        ("title", "text", "name"),
        [
            ("HRBP俞晓燕电话谈offer（橘猫科技）", "期望薪资 15k", "俞晓燕"),
            ("体験勤務 喫茶ミモザ", "室井店長と先輩のユカさん、時給1,100円", "ユカ"),
            ("día de prueba escoleta Es Molinar", "Cati Rosselló me espera, salario del día 70", "Cati Rosselló"),
            ("provjobba Snickeriet i Hovmantorp", "måndag till onsdag, Sten visar. egna skyddsskor", "Sten"),
        ],
    )
    def test_somebody_is_met(self, title: str, text: str, name: str) -> None:
        assert name in thanked(event(title, text))

    def test_who_only_helps_is_not_thanked(self) -> None:
        told = event(
            "Virtual onsite (Lanternfish)",
            "9:00 - 9:45 | Kenji Arakawa | Architecture\n\nIf links break: Dustin in Recruiting Ops, ops@lanternfish.com",
            "Lanternfish <no-reply@greenhouse.io>",
            ("jane.doe@gmail.com",),
        )
        assert thanked(told) == {"Kenji Arakawa"}

    @pytest.mark.parametrize(
        ("signed", "words"),
        [
            (
                "Beth Lowe\nRecruiting Coordinator",
                "Beth Lowe counts as somebody who only arranges: “Recruiting Coordinator”",
            ),
            (
                "I won't be on the call.\nBeth",
                "Beth Lowe does not come along: the description says “I won't be on the call”",
            ),
        ],
    )
    def test_why_somebody_is_a_coordinator_is_told(self, signed: str, words: str) -> None:
        told = event(
            "Interview with Acme",
            f"Hi Jane, you will meet Priya Patel, CTO.\n\n{signed}",
            "Beth Lowe <beth@acme.com>",
            ("jane.doe@gmail.com", "Priya Patel <priya@acme.com>"),
        )
        assert words in " ".join(e.text for e in judge(told).evidence)

    def test_an_interview_without_anybody_stays_without(self) -> None:
        assert thanked(event("Job interview at Harbour Foods", "Bring two references and a pen")) == set()


@pytest.mark.parametrize(
    ("body", "organizer"),
    [
        (
            "In the interview you will meet Obadiah Frew, Matron.\nI will not be on the call.\nLyn Tarr",
            "Lyn Tarr <l.tarr@acme.com>",
        ),
        (
            "You will meet Obadiah Frew, Matron, at the interview.\nPick any bus to the harbour.",
            "Marram Deli <reservas@marramdeli.com>",
        ),
        (
            "Interviewers:\nObadiah Frew, Matron\n\nContact: Lyn Tarr, HR",
            "Acme <no-reply@acme.com>",
        ),
    ],
)
def test_who_stays_away_or_is_a_house_is_not_thanked(body: str, organizer: str) -> None:
    assert thanked(event("Interview: Jane Doe, Nurse", body, organizer, ("jane.doe@gmail.com",))) == {"Obadiah Frew"}


@pytest.mark.parametrize(
    ("body", "guest"),
    [
        ("Rozmowa kwalifikacyjna: porozmawiasz z Tymonem Drozd o roli Quality Lead.", "tymon@globex.pl"),
        ("Rozmowa kwalifikacyjna: poprowadzi ją Ola Drozd (automatyk).", "Aleksandra Drozd <aleksandra@globex.pl>"),
    ],
)
def test_a_name_that_is_bent_or_shortened_is_the_guest_s(body: str, guest: str) -> None:
    told = event("Rozmowa rekrutacyjna – Quality Lead", body, guest, ("jane.doe@gmail.com",))
    assert thanked(told) == {person(guest).email}


def test_items_of_one_list_and_who_stands_behind_a_title_are_met_together() -> None:
    listed = event("Interview: Jane Doe", "You will meet:\n- Petra Vos, CTO\n- Yasmine el Idder, works council")
    assert thanked(listed) == {"Petra Vos", "Yasmine el Idder"}
    titled = event("面试：王芳", "面试官：周岚（总会计师）、财务部 石磊")
    assert thanked(titled) == {"周岚", "石磊"}


@pytest.mark.parametrize(
    ("title", "body", "contact"),
    [
        ("Interview, Frau Zielke", "Fragen an marlies.zielke@tarnfoods.de", "marlies.zielke@tarnfoods.de"),
        ("Coffee with Imogen about the porter job", "she wrote from imogen@tarnfoods.com", "imogen@tarnfoods.com"),
        ("Coffee with Imogen about the porter job", "papers to post@tarnfoods.com", "Imogen"),
    ],
)
def test_an_address_that_a_name_spells_is_theirs_wherever_it_stands(title: str, body: str, contact: str) -> None:
    assert thanked(event(title, body, organizer="", guests=())) == {contact}


def test_a_name_that_holds_the_company_s_is_told_as_such() -> None:
    assert "holds company" in of_name("Nils Alm Granvik", ("nils", "alm", "granvik"), rules(), "granvik")
    assert "holds company" not in of_name("Nils Alm", ("nils", "alm"), rules(), "alm")


def test_a_town_is_nobody() -> None:
    assert thanked(event("Assessment Münster – Polizei, Eignungstest und Gespräch")) == set()


def test_a_family_name_in_a_greeting_is_the_user_whose_given_name_is_in_kana() -> None:
    mine = Me(frozenset(), frozenset(), sure=True, ordered=("小林あゆみ",))
    assert mine.is_named("小林")
    assert not mine.is_named("大林")
    assert not mine.is_named("林")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("trial day Hollins Joinery", "bring boots, Tape, own Chisels"),
        ("Vorstellung Kita Wirbelwind Do 9:30", "Führungszeugnis, Masernimpfung"),
        ("Provdag Åsnebro Snickeri 06.45", "egen Hammare, Matlåda, Varselväst"),
    ],
)
def test_things_to_bring_are_nobody(title: str, body: str) -> None:
    assert thanked(event(title, body)) == set()


def test_a_note_is_thanked_on_for_a_known_name_rather_than_for_a_word() -> None:
    """Of two that are as little likely the one whose name is known is taken, the other is nobody."""

    def named(name: str, margin: float, *, invited: bool = False) -> list[str]:
        one = Judged(Candidate(name, rules=rules()), margin)
        return [found.name for found in chosen([one], rules(), invited=invited)]

    assert named("Priya Raman", -0.05) == ["Priya Raman"]
    assert named("Priya Raman", -0.2) == []
    assert named("Hammare", 0.1) == []
    assert named("Hammare", 0.1, invited=True) == named("Hammare", -0.2, invited=True) == ["Hammare"]


@pytest.mark.parametrize(
    ("title", "body", "name"),
    [
        ("Bewerbung, Kaffee mit Frau Tellheim GF", "", "Tellheim GF"),
        ("二次面接 こまどり保育園 園長・主任", "園長と主任が対応いたします。", "任"),
        ("试工 小南门面馆", "师傅说先做一晚", "傅说"),
        ("面试", "评委：副校长周岚", "副"),
    ],
)
def test_a_position_is_no_part_of_a_name(title: str, body: str, name: str) -> None:
    assert name not in seen(event(title, body))


def test_whose_family_name_the_address_spells_is_the_user() -> None:
    told = event("カジュアル面談 田中さん×リーさん", "", "Lee <lee@hoshi.example>", ("yuki.tanaka@post.example",))
    mine = Profile("", "yuki.tanaka@post.example")
    me = scene_of(told, mine, rules(), mine.addresses).me
    assert me.is_named("田中")
    assert not me.is_named("リー")


def traits(told: Event, company: str) -> dict[str, set[str]]:
    """What is weighed of each name, by the name."""
    return {one.name: found for one, found in weighed(scene_of(told, JANE, rules(), JANE.addresses), (), company)}


def test_a_name_in_the_company_s_counts_otherwise_where_it_stands_elsewhere_too() -> None:
    inside = traits(event("prova bar Da Nando"), "Bar Da Nando")["Nando"]
    apart = traits(event("prova bar Da Nando", "al banco con Nando"), "Bar Da Nando")["Nando"]
    assert "only in company" in inside
    assert "apart from company" in apart
    assert not {"only in company", "apart from company"} & traits(event("prova bar Lido, Nando"), "Bar Lido")["Nando"]


def test_a_mailbox_that_is_called_after_an_office_shows_it() -> None:
    """How usual the words of an address are, and whose domain it is."""
    told = event("Interview", "", "Personal <personal@tarn.example>", ("Mia Vos <mia.vos@brook.example>",))
    scene = scene_of(told, JANE, rules(), JANE.addresses)
    around = surroundings(scene, in_title=False, signature=0, company="")
    office, guest = ({*of_guest(g, named=False, around=around)} for g in scene.guests)
    assert "@n" in {trait[:2] for trait in office}
    assert "@n" not in {trait[:2] for trait in guest}
    assert "Gd/c" in guest


def test_an_unknown_name_in_a_list_is_met_with_the_others() -> None:
    told = event("Interview: Jane Doe", "You will meet:\n- Petra Vos, CTO\n- Qorvyn Zelbrai, works council")
    assert thanked(told) == {"Petra Vos", "Qorvyn Zelbrai"}


@pytest.mark.parametrize(
    ("body", "writer"),
    [
        (
            "Dzień dobry Pani Jane,\nze strony firmy: ja oraz Adam Wrona, lider zespołu.\n\nPozdrawiam\nEwa Sikora",
            "Ewa Sikora",
        ),
        ("Guten Tag Frau Doe,\ndabei sind ich sowie Adam Wrona.\n\nGruß\nEva Sieger", "Eva Sieger"),
        ("Hallo Jane,\nik en Adam Wrona ontvangen je.\n\nGroet\nEva Smit", "Eva Smit"),
    ],
)
def test_who_counts_themselves_in_takes_part(body: str, writer: str) -> None:
    first, last = writer.lower().split()
    told = event(
        "Interview",
        body,
        f"{writer} <{first}.{last}@tarn.example>",
        ("jane.doe@gmail.com", "Adam Wrona <adam.wrona@tarn.example>"),
    )
    assert thanked(told) == {f"{first}.{last}@tarn.example", "adam.wrona@tarn.example"}


@pytest.mark.parametrize(
    ("title", "body", "name", "trait"),
    [
        ("Rozmowa w gminie", "zawiadomienie podpisał Jan Kruk, w komisji Ewa Wrona", "Jan Kruk", "3papers"),
        ("Vorstellung im Amt", "Einladung unterzeichnet von Uwe Brand", "Uwe Brand", "3papers"),
        ("entretien mairie", "Lise Morel envoie juste le formulaire", "Lise Morel", "3papers"),
        ("görüşme belediye", "tebligatı Nur Kaya imzalamış", "Nur Kaya", "3papers"),
        ("trial shift Copper Kettle, Imogen on the door", "", "Imogen", "3desk"),
    ],
)
def test_who_only_signs_or_sends_or_opens_is_told_as_such(title: str, body: str, name: str, trait: str) -> None:
    assert trait in traits(event(title, body), "")[name]


def test_an_aside_counts_by_whom_one_meets_besides() -> None:
    told = traits(event("trial shift Copper Kettle, ask for Dee"), "Copper Kettle")["Dee"]
    assert "S<nask_field&A met 0" in told


def test_a_small_word_ends_no_name() -> None:
    assert "Marcelo" in seen(event("Llama Marcelo de Tarn Selección"))
    assert "Marcelo de" not in seen(event("Llama Marcelo de Tarn Selección"))


def test_a_guest_whom_a_sentence_bends_is_thanked_at_their_address() -> None:
    told = event(
        "Rozmowa kwalifikacyjna",
        "Dzień dobry Pani Jane,\nzapraszamy na spotkanie ze mną i p. Tomaszem Zarębskim (dyrektor finansowy).\nEwa Sikora, HR",
        "Ewa Sikora <ewa.sikora@tarn.example>",
        ("jane.doe@gmail.com", "Tomasz Zarębski <t.zarebski@tarn.example>"),
    )
    assert thanked(told) == {"ewa.sikora@tarn.example", "t.zarebski@tarn.example"}


@pytest.mark.parametrize(
    "mailbox",
    [
        "Personalstelle <personalstelle@tarn.example>",
        "Concours Tarn <concours@ville-tarn.example>",
        "Ufficio Personale <ufficio.personale@tarn.example>",
        "Dział Kadr <dzial.kadr@tarn.example>",
        "İnsan Kaynakları <insankaynaklari@tarn.example>",
        "Personeelszaken <personeelszaken@tarn.example>",
        "Personalavdelningen <personalavdelningen@tarn.example>",
    ],
)
def test_nobody_is_thanked_at_an_office(mailbox: str) -> None:
    assert thanked(event("Interview: buyer", "Please bring your ID card.", mailbox, ("jane.doe@gmail.com",))) == set()


def test_whoever_writes_from_a_mail_provider_is_no_house_s() -> None:
    told = event(
        "Assessment day",
        "",
        "Mia <mia@tarn.example>",
        ("Ola Wit <ola.wit@skrzynka7.pl>", "Bo Ek <bo.ek@brook.example>"),
    )
    scene = scene_of(told, JANE, rules(), JANE.addresses)
    around = surroundings(scene, in_title=False, signature=0, company="")
    _, private, guest = ({*of_guest(g, named=False, around=around)} for g in scene.guests)
    assert {"Gif3", "Gassessif"} <= private
    assert {"Gic3", "Gassessic"} <= guest


@pytest.mark.parametrize(
    ("title", "body", "name"),
    [
        ("intv larkfield bakery", "early shift, its maureen tolley doing it", "maureen tolley"),
        ("vg stadtgärtnerei", "herr wiesbrock vom personalrat", "wiesbrock"),
        ("essai cuisine", "service midi avec chef tanguyo", "tanguyo"),
        ("probearbeiten kita", "petra m. macht das", "petra m"),
        ("dzień próbny", "kucharz, szkoli bartek", "bartek"),
    ],
)
def test_a_note_names_people_in_small_letters(title: str, body: str, name: str) -> None:
    assert name in seen(event(title, body))
    assert name not in seen(event(title, body, "Ann <ann@tarn.example>", ("jane.doe@gmail.com",)))


def test_everyday_words_in_small_letters_are_nobody() -> None:
    assert seen(event("trial shift", "early start, bring own boots and a sandwich, ask about the hours")) == set()


def test_who_is_named_in_small_letters_is_thanked_with_capitals() -> None:
    found = judge(event("interview larkfield bakery", "early shift baker, its maureen tolley doing it")).findings
    assert [c.name for c in found.contacts] == ["Maureen Tolley"]


@pytest.mark.parametrize(
    ("title", "body", "name", "whole"),
    [
        ("Interview", "* Hanne Felder MSc, team lead", "Hanne Felder", "Hanne Felder MSc"),
        ("最終面接", "高梨看護部長と西尾事務長", "高梨", ""),
        ("面試通知", "委員為課長達悟·拉藍", "達悟·拉藍", ""),
        ("Ön Görüşme", "Danışmanımız Qelrin Yücesoy arayacaktır", "Qelrin Yücesoy", ""),
    ],
)
def test_a_name_is_seen_without_what_stands_beside_it(title: str, body: str, name: str, whole: str) -> None:
    found = seen(event(title, body))
    assert name in found
    assert whole not in found


def test_what_makes_a_deputy_is_nobody() -> None:
    panel = event("试讲+面谈 育英实验小学", "语文教师(在编)。评委:副校长李敏之、教研组长何卓群。教务处小王负责签到抽题")
    assert thanked(panel) == {"李敏之", "何卓群"}


@pytest.mark.parametrize(
    ("title", "who"), [("试工 阿公面馆 找陈师傅带", "陈师傅"), ("オファー面談 南辰ロジ 佐々木健一さん", "佐々木健一")]
)
def test_a_name_before_a_position_is_whole_and_so_is_one_that_is_longer(title: str, who: str) -> None:
    assert thanked(event(title)) == {who}
