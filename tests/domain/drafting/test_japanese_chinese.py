"""What Japanese and Chinese notes tell in their own shapes: talk, teaching, a word that stayed, what one was let do."""

from __future__ import annotations

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import body, letter

TOLD = [
    # Talk: a clause, a thing with its clause, a heading that the note writes as a sentence.
    ("ja", "山田さんから、閉店寸前の銭湯を立て直した話を伺った。", "閉店寸前の銭湯を立て直したというお話"),
    ("ja", "古い織機を部品ごとに分けて残す計画の話、写真まであった。", "古い織機を部品ごとに分けて残す計画"),
    (
        "ja",
        "話した内容は、港の灯りを住民と点検する体制のこと、それと夜市。",
        "港の灯りを住民と点検する体制についてのお話",
    ),
    ("ja", "良かった点：新人が半年かけて鍬を一本仕上げる習慣", "新人が半年かけて鍬を一本仕上げる習慣が"),
    ("ja", "納品までの日数を30日→9日に縮めた話、図つきだった。", "納品までの日数を9日に縮めたというお話"),
    # Hearsay as it is spoken, and a clause that leads to it.
    ("ja", "返ってきた傘は全部乾かしてから貸してるって。", "返ってきた傘はすべて乾かしてから貸しているというお話"),
    (
        "ja",
        "帳簿を渡すだけじゃなく、月に一度は畑を歩いて数えるという。",
        "帳簿を渡すだけでなく、月に一度は畑を歩いて数える",
    ),
    ("ja", "週1「ほめる日」あるって", "週に1回、「ほめる日」がある"),
    ("ja", "余った布だけを月末に全員で縫う会がある。", "余った布だけを月末に全員で縫う会があるというお話"),
    # Teaching, showing, letting do.
    ("ja", "茶せんの結び方教えてもらった！", "茶せんの結び方"),
    ("ja", "主任さんが開業の年の台帳を出してきて説明してくれた", "開業の年の台帳"),
    ("ja", "園児と一緒に大根引かせてもらった", "園児と一緒に大根を引かせていただいた"),
    ("ja", "急がない勇気、という言葉が残った", "「急がない勇気」というお言葉"),
    ("ja", "惹かれた点：最初の半年は必ず同行", "最初の半年は必ず同行していただける"),
    ("ja", "棚札を手書きにしてるの地味に好き", "棚札を手書きに"),
    ("zh", "后半段聊他们怎么把旧仓库改成三个排练厅", "贵公司如何把旧仓库改成三个排练厅"),
    ("zh", "他们设了夜间取书窗口，很方便", "贵公司设了夜间取书窗口"),
    ("zh", "他家辣酱自己熬的", "贵公司自己熬的辣酱"),
    ("zh", "她把他们改过的图纸也给我看了", "贵公司改过的图纸给我留下了"),
    ("zh", "隔着窗户看了吹玻璃的过程!", "吹玻璃的过程给我留下了"),
    ("zh", "走廊有一面墙贴满老顾客写的信", "走廊那面贴满老顾客写的信的墙"),
    ("zh", "主任让我跟老人们一起包了粽子", "跟老人们一起包粽子"),
    ("zh", "院长让我陪一位爷爷走了一圈", "陪一位爷爷走一圈"),
    ("zh", "新人第一个月都由老师傅带着认零件", "新人第一个月都由老师傅带着认零件"),
    ("zh", "老师傅一对一带半年", "新人有老师傅一对一带半年"),
    ("zh", "司机师傅自己学会了修冷柜", "司机师傅自己学会了修冷柜"),
    ("zh", "还说音乐和体育老师一起排舞龙", "音乐和体育老师一起排舞龙"),
    ("zh", "说钢筋入模前必须编号", "钢筋入模前必须编号"),
    # A word of theirs in brackets, a rule that is only called one, what surprised, and the object that lost its を.
    ("ja", "「迷ったら土を触れ」が響いた", "「迷ったら土を触れ」というお言葉"),
    ("ja", "「縫う前にほどく」って考え方、なるほど", "「縫う前にほどく」という考え方"),
    ("ja", "撮る前に一度は店で食べるのがルール。", "撮る前に一度は店で食べるというルールがある"),
    ("ja", "徒弟が漫画で手引きを描いているのは驚いた。", "徒弟が漫画で手引きを描いているというお話"),
    ("ja", "石垣の積み替え、冬だけで仕上げた現場の話。", "石垣の積み替えを冬だけで仕上げた現場"),
    ("ja", "良かった点：寄り合いで決めたことは親方も守るルール", "親方も守るというルールが"),
    ("ja", "古本を中学生が選んで駅に並べる活動も。", "古本を中学生が選んで駅に並べる活動"),
    ("ja", "漆の塗り重ねを間近で見学、息をのんだ", "漆の塗り重ね"),
    ("zh", "喜欢什么：老人也能摸的雕塑展", "老人也能摸的雕塑展"),
    ("zh", "雨多的年份他们改用炭火烘干", "雨多的年份贵公司改用炭火烘干"),
    ("zh", "老板说开窑那天全村人都来帮忙", "开窑那天全村人都来帮忙"),
    ("zh", "聊：菜地学生自己轮流浇水", "菜地由学生自己轮流浇水"),
    ("zh", "住户报修半小时内必须有人到", "住户报修半小时内必须有人到"),
    ("zh", "每两周有旧书修补分享会", "贵公司每两周有旧书修补分享会"),
    # A “not” before a noun, what one is able to do there, a stance one shares, and theirs after the place or the time.
    ("ja", "点検の記録を責めない書き方で港じゅうに配ってるとのこと", "点検の記録を責めない書き方で"),
    ("ja", "異年齢の組で上の子が下の子に紐の結び方を見せるらしい", "異年齢の組で"),
    ("ja", "一年目から往診に同行できる", "一年目から往診に同行できるというお話"),
    ("ja", "図面より先に土を見るという姿勢に共感", "図面より先に土を見るという姿勢が"),
    ("zh", "李主任讲老人搬走后他们还会每月寄一张明信片", "老人搬走后贵公司还会每月寄一张明信片"),
    ("zh", "她说每年秋天全馆的人都去晒一周旧书", "贵公司每年秋天全馆的人都去晒一周旧书"),
    ("zh", "她拿他们去年在渔村做的潮位模型给我看", "贵公司去年在渔村做的潮位模型"),
    ("zh", "明信片按季节摆放", "明信片按季节摆放"),
    # What those do who are not in the room, where one was let in, and what is made of what is left.
    ("ja", "・年表を生徒が毎週書き足す\n・窓が大きい", "年表を生徒が毎週書き足すというお話"),
    ("ja", "氷室入れてもらった すずしい", "氷室に入れていただいたこと"),
    ("ja", "煉瓦の積み方を実際の炉で教わった", "煉瓦の積み方"),
    ("zh", "他说剪下的枝条做成画框送给附近小学", "贵公司把剪下的枝条做成画框送给附近小学"),
    ("zh", "站里给骑手们设了热水和躺椅", "贵公司给骑手们设了热水和躺椅"),
    ("zh", "主编给我看了他们跟了五年的渔村影像志", "贵公司跟了五年的渔村影像志"),
    # A list with とか, a particle that is left out, a thing with its clause, and pupils who have learned their trade.
    (
        "ja",
        "越してくる前に一緒に部屋へ行って棚とか灯りを見る取り組み、すごくいい",
        "部屋へ行って棚や灯りを見る取り組みが",
    ),
    ("ja", "しかも客から種の小包来たことあるって話で盛り上がった", "客から種の小包が来たことがあるというお話"),
    ("ja", "札は学生も自由に書いていいらしい", "札は学生も自由に書いてよいというお話"),
    ("ja", "惹かれた点：古い刃を捨てずに窓辺の棚へ並べて見習いに触らせてる", "見習いに触らせていらっしゃる"),
    ("ja", "納期を20日→7日にした話を聞いた", "納期を7日に短縮した"),
    ("zh", "喜欢什么：车间自己搭的恒温暗房", "车间自己搭的恒温暗房"),
    ("zh", "学徒出师后能自己带一间小铺", "学徒出师后能自己带一间小铺"),
    ("zh", "聊的：老城水井的档案", "谈到老城水井的档案"),
    ("ja", "開店祝いに常連の似顔絵渡すって、いいなあ。", "似顔絵を渡す"),
    ("zh", "给外地来的住户做了一套图画菜单，挺好。", "贵公司给外地来的住户做了一套图画菜单"),
    ("zh", "孩子画画不打分只写信，这点打动我", "孩子画画不打分只写信"),
    ("ja", "営業が収穫にも三日入る決まりがあるらしい", "営業の方が収穫にも三日入る決まりがある"),
    ("zh", "最打动我的是他们每晚给空巢老人打电话", "贵公司每晚给空巢老人打电话"),
]


@pytest.mark.parametrize(("language", "note", "said"), TOLD)
def test_what_a_note_tells_in_its_own_shape_is_told(language: str, note: str, said: str) -> None:
    assert any(said in body(letter(note, language=language, seed=seed)) for seed in ("first", "second", "third", "4"))


KEPT = [
    ("ja", "自分の卒論の話をした", "卒論についての"),
    ("ja", "自分でメンテしてるって", "ご自身で"),
    ("ja", "デザイナーも来るらしい", "デザイナーも来る"),
    ("ja", "惹かれた点：直行直帰OK", "直行直帰"),
    ("ja", "担当の人が同席してて質問できた", "同席"),
    ("ja", "若いころに負けた裁判の話をしてくださった", "負けた"),
    ("ja", "日付入りの写真も見せてもらえた", "写真"),
    ("ja", "元社員いわく会議が毎晩あるらしい", "会議"),
    ("ja", "話題：いつもの質問", "いつもの"),
    ("zh", "徒弟真的上手，这点我看重", "欣赏徒弟"),
    ("zh", "聊了什么:老一套", "老一套"),
    ("zh", "网上说每周都有人走", "每周"),
    ("zh", "他们凌晨三点切", "凌晨"),
    ("ja", "昼食も一緒に食べるらしい", "昼食"),
    ("ja", "先生の手、すごかった。", "手が"),
    ("ja", "シェフが修業時代の失敗談を話してくれた", "失敗談"),
    ("zh", "每个孩子都来过，只坐一会儿，太贴心了", "只坐"),
    ("zh", "看了她缝的布偶，震撼", "她缝"),
    ("ja", "山に蜂が出るらしい", "蜂"),
    ("zh", "绘本按颜色分 想睡觉的", "睡觉"),
    ("zh", "学徒画的每张图他都逐笔改过，太难得了", "逐笔改"),
    ("zh", "聊了什么:水藻做饲料", "水藻做饲料"),
    ("zh", "喜欢的是谁都可以讲做坏的陶器", "谁都可以"),
    ("zh", "明年想让学徒参与", "学徒参与"),
    ("zh", "她把他们失败的配方给我看了", "失败"),
]


@pytest.mark.parametrize(("language", "note", "kept"), KEPT)
def test_what_has_lost_its_sense_or_would_hurt_stays_in_the_note(language: str, note: str, kept: str) -> None:
    assert kept not in body(letter(note, language=language, role="", company=""))


def test_what_another_let_one_do_is_not_thanked_for() -> None:
    facts = {"language": "zh", "to": (Contact("zhou@work.example", "周敏", ContactRole.HIRING_MANAGER),)}
    assert "做一个木凳" in body(letter("周老师让我做了个木凳", **facts))
    assert "木凳" not in body(letter("马师傅让我做了个木凳", **facts))


def test_a_program_that_somebody_knows_well_is_no_experience() -> None:
    for language, strength, said in (
        ("zh", "Photoshop熟练", "我能熟练使用Photoshop，"),
        ("zh", "熟练使用剪辑软件", "我能熟练使用剪辑软件，"),
    ):
        assert said in body(letter(language=language, strengths=(strength,)))


@pytest.mark.parametrize("seed", ["first", "second", "third", "fourth"])
def test_what_is_told_in_chinese_stands_behind_no_colon(seed: str) -> None:
    said = body(letter("最打动我的是他们每晚给空巢老人打电话", language="zh", seed=seed))
    assert said.count("：") == 1  # the greeting's


def test_where_two_things_are_too_many_a_strength_stands_beside_the_one() -> None:
    told = "惹かれた点：最初の2か月は毎回同行\n話したこと：田畑の台帳を3年ごとに農家と見直していること"
    said = body(letter(told, language="ja", strengths=("測量の経験",)))
    assert "最初の2か月は毎回同行していただける" in said
    assert "測量の経験を生かして" in said


@pytest.mark.parametrize(
    ("language", "note", "liked"),
    [
        ("ja", "傘の骨を毎週子どもたちと直してるらしい。すごい。", "子どもたちと直していらっしゃるという点に"),
        ("zh", "他们每周教老人修伞，太喜欢了", "贵公司每周教老人修伞"),
    ],
)
def test_what_the_note_praises_is_told_as_what_was_liked(language: str, note: str, liked: str) -> None:
    said = body(letter(note, language=language))
    assert liked in said
    assert "というお話" not in said
    assert "了解到" not in said
