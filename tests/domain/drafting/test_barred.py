"""What is not surely whole, a noun, or clear by itself is not told: the letter is plain rather than wrong."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import body, letter

UNSIGNED = [
    (
        "pl",
        "Ladna piekarnia, wszyscy zyczliwi. Sami miela make i wypiekaja chleb na zakwasie. Odezwa sie po weekendzie.",
        ("miela", "mielą"),
    ),
]


@pytest.mark.parametrize(("language", "note", "words"), UNSIGNED)
def test_what_was_typed_without_signs_is_not_told(language: str, note: str, words: tuple[str, ...]) -> None:
    said = body(letter(note, language=language))
    assert not any(word in said for word in words)


def test_what_lacks_no_sign_is_told_although_the_note_has_none() -> None:
    note = "Fajny zespol, duza hala, wszyscy na luzie. Co rok organizuja warsztaty dla dzieci. Odezwa sie we wtorek."
    assert "organizują Państwo warsztaty dla dzieci" in body(letter(note, language="pl"))


NO_THINGS = [
    ("pl", "tematy: czym palą w piecu, dwie zmiany", ("czym palą", "zmiany")),
    ("pl", "tematy: nadal szuka drugiego kucharza", ("szuka",)),
    ("pl", "fajne: szybko podjął decyzję o remoncie", ("szybko",)),
    ("tr", "konular: haftada kaç tur yaparım, balığı kendisi seçti", ("kaç", "seçti")),
    ("tr", "konular: sınavdan sonraki bekleyişten, mutfakta yangın söndürme dolabı", ("bekleyişten", "mutfakta")),
    ("tr", "konular: gece nöbeti, fırında ısı kaybı", ("nöbet", "fırında")),
]


@pytest.mark.parametrize(("language", "note", "words"), NO_THINGS)
def test_what_is_no_noun_is_no_topic(language: str, note: str, words: tuple[str, ...]) -> None:
    said = body(letter(note, language=language))
    assert not any(word in said for word in words)


UNCLEAR = [
    ("pl", "Priya Rao pokazała mi klej. Pozwoliła mi rozlać go do form.", "rozlać"),
    ("pl", "Oddają je sąsiadom i mogę przychodzić co tydzień.", "sąsiadom"),
    ("pl", "Priya Rao pokazała ręką, gdzie stanie nowa hala.", "ręką"),
    ("tr", "Priya Hanım dedesinden kalan tarifi hâlâ kullandıklarını anlattı.", "dedesinden"),
    ("tr", "Priya Hanım albümlerini gösterdi.", "lbümlerini"),
    ("tr", "Usta fırını açıp, içine taş dizerek ekmek pişirdiklerini gösterdi.", "dizerek"),
    ("tr", "Takım her cuma toplanıp, hataları açıkça konuştuklarını söyledi, bayıldım", "toplanıp"),
    ("ja", "夜勤が明けてから、引き継ぎの方法を見せてもらった。", "引き継ぎ"),
    ("tr", "Priya Hanım kalıbı tezgâh başında, çırağı da katarak hazırladıklarını gösterdi.", "katarak"),
]


@pytest.mark.parametrize(("language", "note", "word"), UNCLEAR)
def test_what_leans_on_words_that_stay_in_the_note_is_not_told(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("pl", "O czym mowa – remont starego młyna", "o remoncie starego młyna"),
        ("tr", "Konuştuklarımız → eski köprünün onarımı", "ski köprünün onarımı"),
        ("tr", "konular: gıda güvenliği eğitimi", "gıda güvenliği eğitimi"),
    ],
)
def test_a_question_may_have_a_dash_or_an_arrow_behind_it(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Kendi ekmeklerini pişiriyorlar, harika.", "endi ekmeklerinizi pişir"),
        ("Kendi bahçesini ekiyorlar, harika.", "endi bahçenizi ek"),
        ("Kendi adresini kullanıyorlar, harika.", "endi adresinizi kullan"),
    ],
)
def test_their_own_is_the_readers_own_in_turkish(note: str, said: str) -> None:
    assert said in body(letter(note, language="tr"))


@pytest.mark.parametrize(
    ("language", "note", "word"),
    [
        ("pl", "Kolega mówił, że każdy stąd w końcu wyjeżdża.", "wyjeżdża"),
        ("pl", "Sąsiadka opowiadała o kuchni i o magazynie.", "magazyn"),
        ("pl", "Opowiedziała mi, jak po remoncie zgubili klucze do sejfu.", "sejf"),
        ("pl", "Długo rozmawialiśmy o pogodzie.", "pogodzie"),
        ("pl", "Priya Rao pokazała mi swój gabinet.", "gabinet"),
        ("pl", "Urzekło mnie darmowe jedzenie.", "jedzenie"),
        ("tr", "Priya Hanım yangından söz etti.", "yangın"),
        ("tr", "Hastalar koridorda bekliyor, yazık", "koridor"),
        ("tr", "Hoşuma giden: patronun olmaması", "patron"),
        ("pl", "Zagrałam etiudę, kiwali głowami.", "kiwali"),
        ("pl", "Podobało mi się, że do seniorów najpierw dzwonią.", "seniorów"),
        ("pl", "Na plus: mapy w holu. Kontakt luźny.", "luźny"),
        ("tr", "Komşum ürünleri yeniden tarttıklarını anlattı.", "tart"),
        ("tr", "Sekreter geçen ay iki şubeyi kapattıklarını söyledi.", "şube"),
        ("tr", "Priya Hanım bu şehri sevmediğini söyledi.", "sevme"),
    ],
)
def test_hearsay_and_what_nobody_is_glad_of_is_not_told(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "word"),
    [
        ("pl", "Spodobało mi się, że poprzedni kucharz {}.", verb)
        for verb in ("kradł mąkę", "pił w kuchni", "uciekł nocą")
    ]
    + [("pl", "Spodobało mi się, że praktykant {}.", verb) for verb in ("spadł z drabiny", "wyleciał za drzwi")]
    + [("pl", "Spodobało mi się, że pani dyrektor {}.", "leczy koty za darmo")]
    + [("tr", "Eski boyacının {} anlattı.", verb) for verb in ("boya çaldığını", "içtiğini", "iskeleden düştüğünü")]
    + [("tr", "Hoşuma giden: doktorun {}", "kedileri parasız tedavi etmesi")],
)
def test_one_person_who_is_not_the_reader_is_not_told_of(language: str, note: str, word: str) -> None:
    said = body(letter(note.format(word), language=language))
    assert word.split()[-1] not in said
    assert word.split()[0] not in said


def test_what_several_do_there_is_a_noun_in_turkish_praise() -> None:
    said = body(letter("Hoşuma giden: herkes söz alıyor", language="tr"))
    assert "herkesin söz alması" in said


@pytest.mark.parametrize(
    ("language", "note", "word"),
    [
        ("pl", "Opowiadała, że co kwartał ogłaszają wyniki rekrutacji.", "ogłaszają"),
        ("tr", "Perşembeye haber veriyorlar, çok hoşuma gitti.", "haber verdi"),
        ("zh", "他们月底就给准信，挺喜欢。", "准信"),
        ("zh", "最打动我的是他们三天内给回复", "三天"),
        ("ja", "来週中に連絡をくれるそうです。", "くれる"),
    ],
)
def test_when_one_will_hear_is_nothing_that_is_told(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "word"),
    [
        ("tr", "Müşteri beklemesin istiyorlar.", "beklemesin"),
        ("tr", "Priya Hanım ahırı gösterdi.", "hırı"),
        ("ja", "図面も見せてもらった。", "図面"),
        ("ja", "新人の一言がきっかけだったそうです。", "きっかけ"),
        ("ja", "木材を山から運ぶところからやるそうです。", "木材"),
        ("zh", "体操课直接在里面上，太喜欢了。", "里面"),
        ("zh", "孩子们在上面种菜，太喜欢了。", "上面"),
        ("zh", "聊到旧书怎么卖。", "旧书"),
        (
            "zh",
            '聊了什么:先看了场地,还讲了学校的"木工课",学生在树下做板凳\n什么让我心动:树\n气氛:挺好\n什么时候有消息:月底',
            "板凳",
        ),
        ("zh", "他们希望厨师来定菜单", "定菜单"),
        ("ja", "運ぶより選ぶ時間を増やすためとのこと。", "ため"),
        ("tr", "konular: eski haritayla bir güzergâh çizdim beraber", "çizdim"),
        ("zh", "李经理聊到去年推掉一个大单的事", "大单"),
        ("ja", "惹かれた点：壁に職人の名前", "職人"),
        ("ja", "作業着の洗濯も会社でしてくれるそうです。", "洗濯"),
        ("tr", "Camları akşam yıkıyorlar, çok hoşuma gitti.", "amları"),
    ],
)
def test_what_says_nothing_without_its_note_is_not_told(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("tr", "Gıcırdamayan kapı yapmak istiyorlar.", "kapı yapmak istediğinizi"),
        ("ja", "作業場の写真を見せてもらった", "作業場の写真"),
        ("ja", "窓口は地元のパートさんが考えた案で決めているそうです。", "窓口は地元のパートの方が考えた案で"),
        ("zh", "让我当场做了个榫头。", "做一个榫头"),
        ("ja", "惹かれた点：年に一度みんなで山に入って木を選ぶ話", "木を選ぶというお話"),
        ("zh", "李经理聊到院子里的小果园，太喜欢了。", "院子里的小果园"),
        ("zh", "王老师又介绍了孩子做的木船。", "孩子做的木船"),
        ("ja", "地元の民話集を10年かけて編んでる話が面白すぎた。", "民話集を10年かけて編んでいらっしゃるというお話"),
        (
            "tr",
            "Kusur gören işçi kola basıp makineyi durdurabiliyormuş.",
            "kusur gören işçinin kola basıp makineyi durdurabilmesi",
        ),
        (
            "tr",
            "Yarım saat konuştuk. Hata bulan operatör tezgâhı durdurabiliyormuş.",
            "hata bulan operatörün tezgâhı durdurabilmesi",
        ),
        ("tr", "misafiri bahçede çayla karşılıyorlar, çok hoşuma gitti.", "çayla karşıladığınızı"),
        ("tr", "Köylere haftada iki uğruyorlar, çok güzel.", "köylere haftada iki uğramanız"),
    ],
)
def test_what_is_whole_is_told_as_one_writes_it(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("company", "called"),
    [("云水陶艺工坊", "贵工坊"), ("拾木木作", "贵工坊"), ("老街豆腐坊", "贵店"), ("云水陶艺公司", "贵公司")],
)
def test_a_workshop_is_no_firm_in_chinese(company: str, called: str) -> None:
    assert called in body(letter(language="zh", company=company))


@pytest.mark.parametrize(
    ("language", "noted", "word"),
    [
        ("en", "Lovely garden. They tell everyone at the end of the month.", "month"),
        ("en", "Excited about: they decide at the end of the month", "decide"),
        ("de", "Priya Rao erzählte, dass sie sich bis Monatsende entscheiden.", "entscheiden"),
        ("nl", "Ze laten het eind van de maand weten. Mooi.", "maand"),
        ("nl", "Priya vertelde dat ze eind van de maand beslissen.", "beslissen"),
        ("sv", "De återkommer i slutet av månaden. Härligt.", "månaden"),
        ("sv", "Taggad: att de meddelar alla i slutet av månaden", "meddelar"),
    ],
)
def test_when_they_decide_is_nothing_that_was_liked_or_heard(language: str, noted: str, word: str) -> None:
    assert word not in body(letter(noted, language=language))


@pytest.mark.parametrize(
    ("language", "note", "words"),
    [
        ("de", "Sie kochen mit Kindern und pflanzen Salat. Fand ich toll.", "pflanzen Salat"),
        ("de", "Frau Rao sagt, sie fahren zu Kunden und reparieren vor Ort.", "Kunden fahren"),
        ("nl", "Ze gaan langs bewoners en koken samen. Vond ik mooi.", "koken samen"),
        ("nl", "Ze willen elke ochtend een rondje maken langs de boeien. Vond ik mooi.", "boeien"),
    ],
)
def test_one_of_two_deeds_is_not_told_as_if_it_were_both(language: str, note: str, words: str) -> None:
    assert words not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "words"),
    [
        (
            "de",
            "Sie kochen mit Kindern und Eltern Suppe. Fand ich toll.",
            "dass Sie mit Kindern und Eltern Suppe kochen",
        ),
        ("nl", "Ze gaan langs bewoners en winkels. Vond ik mooi.", "langs bewoners en winkels gaan"),
    ],
)
def test_two_things_of_one_deed_are_told(language: str, note: str, words: str) -> None:
    assert words in body(letter(note, language=language))
