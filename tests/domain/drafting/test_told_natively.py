"""What notes in Polish, Turkish, Japanese and Chinese say in passing, told as somebody writes who grew up with the language."""

from __future__ import annotations

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import body, letter

TOLD = [
    ("pl", "Mają własną kuźnię na podwórku.", "mają Państwo własną kuźnię na podwórku"),
    ("pl", "od maja szyją żagle na miejscu", "szyją Państwo żagle na miejscu od maja"),
    ("pl", "Najbardziej ujęło mnie, że strojarze jeżdżą do szkół.", "strojarze jeżdżą do szkół"),
    ("pl", "Kozy chodzą bez sznurka, to mnie kupiło.", "kozy chodzą bez sznurka"),
    ("pl", "co najlepsze: pracownia zegarów na poddaszu", "spodobała mi się pracownia zegarów na poddaszu"),
    ("pl", "opowiadał jak przenosili archiwum do młyna, super", "jak przenosili Państwo archiwum do młyna"),
    ("pl", "O czym: remont kosciola w Żninie z 1908", "o remoncie kościoła w Żninie z 1908 roku"),
    ("pl", "Dużo o skróceniu kolejki i o tym, że wolą prostotę.", "o skróceniu kolejki"),
    (
        "tr",
        "öğrenciler kovanları boyayıp köyde satıyorlarmış, bayıldım",
        "öğrencilerin kovanları boyayıp köyde satması",
    ),
    ("tr", "Kalıpları çıraklar kendileri oyuyor.", "kalıpları çırakların oyması"),
    ("tr", "eski kiremitleri tek tek numaralıyorlar", "ski kiremitleri tek tek numaraladığınızı"),
    ("tr", "her ay bir sokagi boyama fikri super", "fikri"),
    ("tr", "ne heyecanlandırdı: korosu olan atölyeyi genç ustalar yönetiyor", "genç ustaların yönetmesi"),
    ("tr", "bu ekibi büyütecekler", "kibinizi büyüteceğinizi"),
    ("tr", "Priya hanım boyayı kendi bahçesinde yetiştiriyor", "oyayı kendi bahçenizde yetiştirdiğinizi"),
    ("pl", "Najbardziej ruszyło mnie to, że każde drzewo ma swojego opiekuna.", "że każde drzewo ma swojego opiekuna"),
    ("pl", "mowila ze co sobote robia warsztaty dla harcerzy", "robią Państwo warsztaty dla harcerzy"),
    ("tr", "En çok her fidanın kendi bakıcısı olması beni etkiledi.", "her fidanın kendi bakıcısı olması"),
    ("zh", "最打动我的是每棵树都有固定的看护人。", "每棵树都有固定的看护人"),
    ("zh", "用野花代替草坪。", "贵公司用野花代替草坪"),
    ("ja", "一番ぐっときたのは木ごとに担当者が決まってること", "木ごとに担当者が決まっているという点"),
    ("ja", "住民が木の様子を知らせる仕組みがいい。", "住民が木の様子を知らせる仕組みが"),
    ("ja", "毎月救助訓練をやってるのがいいと思った。", "救助訓練を行っていること"),
    ("pl", "co mnie zachwyciło: dzwony odlewają z własnego brązu", "że dzwony odlewają Państwo z własnego brązu"),
    ("ja", "見習いも自分の窯をもらえるらしい。", "見習いも自分の窯をもらえるというお話"),
    ("ja", "給食は近くの漁師さんと献立を考えているらしい、いい", "給食は近くの漁師さんと献立を考えているという点に"),
    ("ja", "染め直しの年間計画を職人が自分で立てるんだって。", "職人がご自身で立てるというお話"),
    ("ja", "巡回バスが団地を回ってる。", "巡回バスが団地を回っているというお話"),
    ("ja", "今も自分の畑で藍を育ててる、すばらしい。", "今もご自身の畑で藍を育てていらっしゃる"),
    ("ja", "段取りの提案制度あり。", "段取りの提案制度があるというお話"),
    ("ja", "帳簿は全員に公開、これはすごい。", "帳簿を全員に公開されているという点に"),
    ("ja", "近所の人と一緒に選ぶのが一番いいと思った。", "近所の方と一緒に選ぶという点"),
    ("ja", "高校生が店番をする企画、写真も見せてもらった", "高校生が店番をする企画の写真"),
    ("ja", "良かった点：若手も年に一度は窯元を回って話を聞く制度", "窯元を回って話を聞く制度が"),
    ("zh", "和老人一起改菜谱,这是我最喜欢的。", "和老人一起改菜谱"),
    ("zh", "师傅自己选布料。", "师傅自己选布料"),
    ("zh", "经理给我看了在屋顶上养蜂的记录本,好有意思", "在屋顶上养蜂的记录本"),
    ("zh", "新人有师父带满一年,这点我特别看重", "新人有师父带满一年"),
    ("zh", "话题:旧码头改成剧场", "旧码头改成剧场"),
    ("ja", "心が動いた：遺族も入る茶話会", "ご遺族も入る茶話会"),
]


@pytest.mark.parametrize(("language", "note", "said"), TOLD)
def test_what_a_note_says_in_passing_is_told(language: str, note: str, said: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert said in body(found)


UNTOLD = [
    ("zh", "主任特别和蔼。", "和蔼"),
    ("zh", "打动我的:夜校!想带学徒做一本图册,她说可以试", "图册"),
    ("zh", "带我看了酒店", "酒店"),
    ("tr", "Priya Bey merkezi gezdirdi, yeni aracı gösterdi.", "gezdirdi,"),
    ("tr", "Gece vardiyası var.", "vardiya"),
    ("tr", "Ben renk sınırlarını sordum detaylı anlattı, çok hoşuma gitti.", "sordum"),
    ("ja", "土日入れるかの確認だけ", "確認"),
    ("ja", "残業が多いらしい。", "残業"),
    ("ja", "面接官がずっと眠そうにしてる。", "眠"),
    ("ja", "店を任せたいとのこと。", "任せたい"),
    ("ja", "見せてもらった写真も良かった", "写真もが"),
]


@pytest.mark.parametrize(("language", "note", "word"), UNTOLD)
def test_what_only_remarks_is_not_told(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("pl", "9 lat przy krosnach", "swoje 9-letnie doświadczenie w pracy przy krosnach"),
        ("pl", "Kafka", "swoją znajomość Kafki"),
        ("pl", "angielski i niemiecki", "swoją znajomość języków angielskiego i niemieckiego"),
        ("ja", "英語と中国語", "英語と中国語の語学力"),
        ("ja", "ホールのバイト3年", "ホールのアルバイトとしての3年間の経験"),
        ("ja", "保育園での調理4年", "保育園での調理に4年間携わった経験"),
    ],
)
def test_years_stand_before_what_was_done_in_them(language: str, strength: str, said: str) -> None:
    assert said in body(letter(language=language, strengths=(strength,)))


def test_letters_of_one_language_alone_tell_a_note_from_those_with_the_same_little_words() -> None:
    note = "Konuştuğumuz: eski un deposunun sinemaya dönüşümü\nEn güzeli: en eski ustaların söz sahibi olması\nCevap: on gün"
    assert "eski un deposunun sinemaya dönüşümü" in body(letter(note, language="tr"))


@pytest.mark.parametrize(
    ("language", "name", "office", "greeting"),
    [
        ("zh", "江涛", "工坊主管", "江主管，您好："),
        ("zh", "卓静", "院长", "卓院长，您好："),
        ("zh", "何志远", "联合创始人", "何总，您好："),
        ("zh", "钱芳", "招聘专员", "钱老师，您好："),
        ("zh", "赵凯", "", "尊敬的赵凯，您好："),
        ("ja", "堀 勝", "製造課長", "堀課長"),
        ("ja", "江口 誠", "工房長", "江口工房長"),
    ],
)
def test_people_are_called_by_what_of_their_office_is_a_title(
    language: str, name: str, office: str, greeting: str
) -> None:
    person = Contact("somebody@work.example", name, ContactRole.HIRING_MANAGER, title=office)
    assert greeting in letter(language=language, to=(person,)).text.split("\n")
