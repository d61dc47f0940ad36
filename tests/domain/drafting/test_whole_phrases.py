"""Japanese and Chinese letters say whole phrases only, and call houses, people and strengths as natives do."""

from __future__ import annotations

import pytest

from followbot.domain.letters.answers import asked_again
from followbot.domain.model import Contact, ContactRole, InterviewKind
from tests.domain.drafting.desk import body, letter, templates

WHOLE = [
    ("ja", "焙煎は毎週店の裏でやっていて、豆の産地も全員で選ぶらしい。", "毎週店の裏で行っている"),
    ("ja", "閉館した映画館を地元の若者が開き直した話を聞かせてもらった。", "地元の若者が開き直したというお話"),
    ("ja", "木型を百年前の図面から起こす工夫を、実物を並べながら説明してくれた。", "図面から起こす工夫についてのお話"),
    ("ja", "園長先生が紙芝居読ませてくれた", "紙芝居を読ませていただいたこと"),
    ("ja", "点検表を整備の人が作り直す習慣←これ好き", "点検表を整備の方が作り直す習慣が"),
    ("ja", "よかったこと：工場長が現場で見習いの名前を呼んでた", "見習いの名前を呼んでいらっしゃったこと"),
    (
        "ja",
        "染め場の掟を守ってきた理由を、帳面をめくりながら話してくれたのが印象的でした",
        "守ってきた理由についてのお話",
    ),
    ("ja", "祭りのあとに全員で反物を数える話がすごく良かった。", "反物を数えるというお話"),
    ("ja", "園児さんと一緒に甘酒くばらせてもらいました", "甘酒をくばらせていただいたこと"),
    ("ja", "料理長と炭火の話で盛り上がった。", "炭火についてのお話"),
    ("zh", "打动我的：每年固定资助六个乡村图书角", "贵公司每年固定资助六个乡村图书角"),
    ("ja", "夜の部を開いて、働いている親も来られるようにしたという話に納得した。", "来られるようにしたというお話"),
    ("ja", "放課後に畑へ行って、採れたものを園児と分けるそうです。", "畑へ行って、採れたものを園児と分けるというお話"),
    ("ja", "主任さんが紙相撲を一緒にやらせてくれた", "紙相撲を一緒にやらせていただいたこと"),
    ("zh", "主任给我看了一部手抄的族谱", "那部手抄的族谱"),
    ("ja", "釉薬を自分たちで調合している。", "釉薬を皆様で調合"),
    ("ja", "宿帳を客ごとに書き写してるって話がよかったです。", "書き写していらっしゃるというお話"),
    ("ja", "水路全部見せてもらった", "水路まで"),
    ("zh", "每个书架旁都放一把旧藤椅，坐着舒服。", "每个书架旁都放一把旧藤椅"),
    (
        "ja",
        "倉庫へ持ってって並べて、古い順に札を替えるんだって。",
        "倉庫へ持って行って並べて、古い順に札を替えるというお話",
    ),
    ("zh", "最让我佩服的是他们让学徒先修自己的自行车，再碰客人的。", "贵公司让学徒先修自己的自行车"),
    ("zh", "剩下的布头他们做成笔袋送给社区学校。", "贵公司把剩下的布头做成笔袋送给社区学校"),
    ("zh", "馆里每个月有一场夜间讲解，老人也来。", "每个月有一场夜间讲解"),
    ("zh", "学生作品每学期在车站展出。", "学生作品每学期在车站展出"),
    ("zh", "店长给我看了一本手写的配方册", "那本手写的配方册"),
]


@pytest.mark.parametrize(("language", "note", "said"), WHOLE)
def test_what_is_told_is_a_whole_phrase(language: str, note: str, said: str) -> None:
    found = letter(note, language=language)
    assert not found.findings
    assert said in body(found)


BROKEN = [
    ("ja", "話したこと：県外の常連が3割", "3割"),
    ("ja", "話：便に合わせて夜中から積み込み", "積み込み"),
    ("ja", "話題：新入りの研修やってて", "研修"),
    ("ja", "社長が試作品ちらっと見せてくれた", "ちらっと"),
    ("ja", "味見させてもらった", "味見"),
    ("ja", "あっちは月1で棚卸しするらしい", "あっち"),
    ("ja", "社長の机に図面が積んであると聞いて、いいなと思った", "社長の机"),
    ("ja", "話したこと：製図試験のあと、古い橋の話", "試験のあと"),
    ("ja", "実際の包丁の研ぎ方を見せてくれた", "実際の"),
    ("ja", "父親の工具を今も使ってるらしい", "父親"),
    ("zh", "打动我的：园长每天在门口跟孩子击掌", "园长每天"),
    ("zh", "吸引我的：有权自己挑选供货商", "有权"),
    ("zh", "他们专门走过线，每级台阶都量好了，佩服", "台阶都"),
    ("ja", "友達いわく所長きびしいらしい", "きびしい"),
    ("zh", "说到送书下乡，船夫师傅自己学会了修收音机", "收音机"),
    ("zh", "她给我看了新工艺的曲线，纯度能到99以上，厉害", "99以上"),
    ("zh", "护理计划每周和病人一起写", "贵公司计划"),
    ("zh", "实训楼周末也对学员开放，师傅轮流看，这一点我特别认同", "轮流看"),
    ("ja", "前の事務長が金庫の鍵を持ち去ったらしい", "事務長"),
    ("zh", "之前那位会计把账本带走了，后来都换了系统", "账本"),
    ("zh", "店里想把这个推到分店", "把这个"),
    ("zh", "聊到去年真的退掉一台", "退掉"),
    ("zh", "茶艺师用铜壶一点点浇过茶宠。", "铜壶"),
    ("zh", "字大，眼睛花的也看得懂", "看得懂"),
    ("zh", "聊了什么：我做的花窗修复，他们问得很细", "花窗"),
    ("zh", "聊了什么：试讲20分钟，讲分数", "20分钟"),
    ("zh", "vibe：超好，大家都等我说完", "vibe"),
    ("zh", "有啥好的：仓库温度他们手机能看", "贵公司手机"),
    ("zh", "打动我的：王总每天去车间吃饭", "王总每天"),
    ("zh", "问了什么：现场改一段真的代码", "现场改"),
]


@pytest.mark.parametrize(("language", "note", "word"), BROKEN)
def test_what_would_be_pasted_is_not_told(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "company", "office", "house"),
    [
        ("ja", "NPO法人まちの食堂", "事務局長", "貴法人"),
        ("ja", "雑貨 すずらん", "店長", "貴店"),
        ("ja", "川辺市役所", "係長", "貴市"),
        ("ja", "山の宿 しらかば", "女将", "貴館"),
        ("ja", "北星法律事務所", "代表", "貴事務所"),
        ("ja", "みさき養蜂研究所", "課長", "貴研究所"),
        ("zh", "南桥区公所", "课长", "贵公所"),
        ("zh", "半亩咖啡", "店长", "贵店"),
    ],
)
def test_a_house_is_called_what_it_is(language: str, company: str, office: str, house: str) -> None:
    boss = Contact(
        "boss@work.example", "田中 望" if language == "ja" else "沈静", ContactRole.HIRING_MANAGER, title=office
    )
    told = {"ja": "配達を全員で分担していると聞いた。", "zh": "他们用旧报纸代替塑料袋。"}[language]
    assert house in body(letter(told, language=language, company=company, to=(boss,)))


@pytest.mark.parametrize(
    ("language", "name", "office", "greeting"),
    [
        ("ja", "鈴木 亮", "総務課長補佐", "鈴木課長補佐"),
        ("ja", "鈴木 亮", "教頭", "鈴木教頭先生"),
        ("zh", "钱海", "副总经理", "钱总，您好："),
        ("zh", "梁太", "管工", "尊敬的梁太，您好："),
        ("zh", "赖平", "园主任", "赖主任，您好："),
        ("zh", "简静", "总编辑", "简总编辑，您好："),
        ("zh", "郭大姐", "负责人", "郭大姐，您好："),
        ("ja", "林 由紀", "教室長", "林教室長"),
        ("ja", "原 一郎", "代表取締役", "原様"),
        ("ja", "原 一郎", "代表取締役社長", "原社長"),
        ("zh", "莫老师", "德育主任", "莫老师，您好："),
        ("zh", "叶姐", "校长", "叶校长，您好："),
        ("zh", "庄静", "技师", "庄技师，您好："),
        ("zh", "Kevin 梁", "区域经理", "梁经理，您好："),
        ("zh", "曾静", "协理", "曾协理，您好："),
        ("ja", "鈴木 亮", "副校長", "鈴木副校長"),
    ],
)
def test_nobody_gets_a_rank_that_is_not_theirs(language: str, name: str, office: str, greeting: str) -> None:
    person = Contact("somebody@work.example", name, ContactRole.HIRING_MANAGER, title=office)
    assert greeting in letter(language=language, to=(person,)).text.split("\n")


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("ja", "Rust 6年", "Rustを使った6年間の経験"),
        ("ja", "木造工法 9年", "木造工法での9年の経験"),
        ("ja", "受注担当3年", "受注担当としての3年間の経験"),
        ("ja", "設備保守7年", "設備保守に7年間携わった経験"),
        ("ja", "図鑑の企画", "図鑑の企画に携わった経験"),
        ("ja", "新人教育経験あり", "新人教育経験を生かし"),
        ("ja", "衛生管理者資格者証", "衛生管理者の資格"),
        ("ja", "電気工事士1種", "第1種電気工事士の資格"),
        ("zh", "干装修九年", "九年的装修经验"),
        ("zh", "照料早产儿6年", "6年照料早产儿的经验"),
        ("zh", "CPA", "我持有CPA证书"),
    ],
)
def test_a_strength_is_said_as_natives_say_it(language: str, strength: str, said: str) -> None:
    assert said in body(letter(language=language, strengths=(strength,)))


@pytest.mark.parametrize(
    ("language", "strength", "word"),
    [
        ("ja", "大型免許取得予定", "予定"),
        ("zh", "早班OK", "OK"),
        ("zh", "手脚快手", "快手"),
        ("zh", "会打字", "打字"),
        ("zh", "信用证", "持有"),
    ],
)
def test_what_is_no_strength_yet_or_slang_is_not_said(language: str, strength: str, word: str) -> None:
    assert word not in body(letter(language=language, strengths=(strength,)))


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_a_cook_is_not_thanked_for_a_technical_talk(language: str) -> None:
    found = [letter(language=language, interview_kind=InterviewKind.TECHNICAL, seed=seed) for seed in "abcdef"]
    assert not [one for one in found if "技术" in one.text or "技術" in one.text]


@pytest.mark.parametrize(
    "typed",
    [
        "何の話をしたか\n石垣の積み直し\nどこに惹かれたか\n朝の巡回",
        "＜話したこと＞石垣の積み直し\n＜いいと思ったこと＞朝の巡回",
        "話題 / 石垣の積み直し\n楽しみな点 / 朝の巡回",
        "話したこと→石垣の積み直し\nわくわくした点→朝の巡回",
    ],
)
def test_questions_above_or_beside_their_answers_are_known_however_marked(typed: str) -> None:
    rules = templates().wordings["ja"].notes
    assert asked_again(typed, rules) == f"{rules.labels[0]}: 石垣の積み直し\n{rules.liked_labels[0]}: 朝の巡回"


def test_a_line_that_is_a_question_alone_is_none_without_the_other() -> None:
    rules = templates().wordings["ja"].notes
    assert asked_again("好き\n石垣の積み直し", rules) == "好き\n石垣の積み直し"


def test_praise_of_the_next_line_is_not_for_this_one() -> None:
    assert "倉庫を二人で" not in body(letter("倉庫を二人で回す\n検品は午後\nいい", language="ja"))


def test_people_are_called_what_the_note_calls_them() -> None:
    founder = Contact("shen@work.example", "沈 青", ContactRole.HIRING_MANAGER, title="创始人")
    assert letter("沈老师泡了茶，聊得很投缘。", language="zh", to=(founder,)).text.startswith("沈老师，您好：")
    assert letter("泡了茶，聊得很投缘。", language="zh", to=(founder,)).text.startswith("沈总，您好：")


def test_who_would_rather_not_go_is_not_said_to_be_keen() -> None:
    found = letter("電話は十分。正直あまり行きたくない。", language="ja")
    assert "働きたい" not in body(found)


@pytest.mark.parametrize(("paper", "verb"), [("高级会计职称", "具有"), ("焊工证", "持有")])
def test_a_rank_is_had_and_a_paper_is_held(paper: str, verb: str) -> None:
    assert f"我{verb}{paper}" in body(letter(language="zh", strengths=(paper,)))


def test_a_word_that_only_holds_the_sign_for_a_husband_is_told() -> None:
    assert "工夫" in body(letter("梱包の工夫について詳しく伺った。", language="ja"))
    assert "夫" not in body(letter("夫の転勤について話した。", language="ja"))


@pytest.mark.parametrize(
    ("language", "kind", "said"),
    [
        ("ja", InterviewKind.ASSESSMENT, "選考の御礼"),
        ("ja", InterviewKind.OFFER_CALL, "ご説明の御礼"),
        ("zh", InterviewKind.TRIAL, "让我参与实际工作。"),
    ],
)
def test_thanks_are_for_what_took_place(language: str, kind: InterviewKind, said: str) -> None:
    found = letter(language=language, interview_kind=kind)
    assert said in f"{found.subject} {body(found)}"


def test_how_often_is_no_missing_noun() -> None:
    assert "每季来测一次" in body(letter("他们请盲人朋友每季来测一次", language="zh"))


@pytest.mark.parametrize(
    "note", ["話したこと：温室の建て替えと、苗の受け入れ", "温室の建て替えと、苗の受け入れについて話した"]
)
def test_what_joined_two_topics_does_not_quote_the_first(note: str) -> None:
    said = body(letter(note, language="ja"))
    assert "建て替えとのお話" not in said
    assert "建て替えとについて" not in said
