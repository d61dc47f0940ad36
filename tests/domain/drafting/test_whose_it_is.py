"""Japanese and Chinese letters: whose a told thing is, what its clause leans on, and years and names as natives say them."""

from __future__ import annotations

import pytest

from tests.domain.drafting.desk import body, letter

SEEDS = ("first", "second", "third", "4")

TOLD = [
    # What the house or a part of it does gets its owner; a day that comes again is theirs.
    ("zh", "作坊每只碗底都印烧窑人的姓，我佩服", "贵公司每只碗底都印着烧窑人的姓"),
    ("zh", "后厨把菜梗都熬成汤给员工喝", "贵公司后厨把菜梗都熬成汤给员工喝"),
    ("zh", "每周六晚上熄灯听老唱片，喜欢", "贵公司每周六晚上熄灯听老唱片"),
    ("zh", "船上任何水手都可以叫停起锚", "贵公司船上任何水手都可以叫停起锚"),
    ("zh", "维修单每天贴墙上公开", "维修单每天贴在墙上公开"),
    ("zh", "菜单每周跟着渔船换", "贵公司菜单每周跟着渔船换"),
    ("zh", "他们所有图纸都借给学生抄，这个格局可以", "贵公司所有图纸都借给学生抄"),
    ("zh", "他们社区把旧水塔改成了书房", "贵社区把旧水塔改成了书房"),
    ("zh", "让我上头的:每趟出海前先一起看一遍潮位", "贵公司每趟出海前先一起看一遍潮位"),
    ("zh", "而且质检部自己画了一本图画手册发给司机", "贵公司质检部自己画了一本图画手册发给司机"),
    ("zh", "后来带我去看他们的旧琴陈列室", "旧琴陈列室"),
    ("zh", "高老板把桥墩的监测曲线打开给我看", "桥墩的监测曲线给我"),
    ("zh", "楼里的落叶都拿去铺羊圈 太可爱了", "贵公司楼里的落叶都拿去铺羊圈"),
    ("zh", "Derek说他们每个季度把船借给渔村用一周", "贵公司每个季度把船借给渔村用一周"),
    ("zh", "铁山说馆里每个学徒进门先鞠躬", "每个学徒进门先鞠躬"),
    ("zh", "聊的内容 | 一天的作息\n打动的 | 每个宝宝都有一本小本子", "每个宝宝都有一本小本子"),
    ("zh", "郑经理说抢险队出门前要给用户发一条短信", "贵公司抢险队出门前要给用户发一条短信"),
    ("zh", "园里自己磨豆浆", "贵公司自己磨豆浆"),
    # A name keeps its marks, and what merely belongs to the word for it is no person's.
    ("zh", '他们每周五有个"修伞下午",我喜欢', "“修伞下午”"),
    ("zh", '他们给每条船做了一本"航海册子",喜欢', "贵公司给每条船做了一本“航海册子”"),
    ("ja", "職人が余り布を全員で縫う「つぎはぎの会」が毎月ある。", "「つぎはぎの会」が毎月ある"),
    # What is remarked behind a clause, and the particles it was typed without.
    ("ja", "工房で鋤簾引かせてもらった!", "工房で鋤簾を引かせていただいた"),
    ("ja", "帆の縫い物やらせてもらえて楽しかった", "帆の縫い物をさせていただいた"),
    ("ja", "望遠鏡の分解室、窓越しだけど見せてもらえた", "望遠鏡の分解室"),
    ("ja", "織り方も教えるって", "織り方も教えていただける"),
    ("ja", "落とし物を届けた人に毎月はがきを書くらしい", "落とし物を届けた方に"),
    ("ja", "使われない畳をほどいて劇場の舞台に敷いてるとのこと", "使われない畳をほどいて"),
    ("ja", "船頭が朝の川で網の張り方を見せ合うのがここの決まりだと聞いた", "見せ合うという決まりがある"),
    ("ja", "部屋では糸を切らずに巻き直すやり方を教えてもらった", "糸を切らずに巻き直すやり方"),
    # Answers of the card, parted from its questions by a blank; a statement is told as one.
    ("ja", "話した内容 一人で漕ぐんじゃなくて二人で一艘を受け持つ\nよかったこと 櫂を毎年削り直すところ", "櫂を毎年"),
    ("ja", "惹かれた点：秋の棚田", "秋の棚田のお話"),
    ("ja", "荷車同士がすれ違うとき必ず手を挙げる決まり。", "手を挙げる決まりについて"),
    ("ja", "剪った枝を束にして近所に配ってるんですって。", "近所に配っていらっしゃるというお話"),
    ("ja", "ニナさんのチームは毎月一回、自分たちの地図を持って街を歩いて抜けを探すらしい。", "チームは毎月一回、"),
    ("ja", "隣の家のラジオに大きな字のシール貼ってあげてるのが泣ける", "シールを貼って"),
    ("ja", "話した事/窯の温め方\nよかった事/薪を毎朝数えてるところ", "薪を毎朝数えて"),
    ("ja", "灯台見学させてもらった。", "灯台を見学させていただいた"),
    ("ja", "職人が端材を配って感想の札を集めるのが伝統なんだって。", "感想の札を集めるという伝統がある"),
    ("ja", "便りを読んだ人の返事を壁に貼っていくそうです。", "便りを読んだ方の"),
    ("ja", "刃は十年ごとに蔵に戻して研ぐんだと。", "刃は十年ごとに蔵に戻して研ぐというお話"),
    ("ja", "清書の前に二人で声に出して読むのだという。", "二人で声に出して読むというお話"),
    ("ja", "休憩室に本物の荷車置いてあって漕ぐ練習ができるらしい", "本物の荷車が置いてあって"),
    ("ja", "嬉しかったこと:入り江で新しい艀に乗せてもらって一周。", "新しい艀に乗せていただいた"),
    ("ja", "三度断られるまで値を下げないというルールを教えてもらえた。", "値を下げないというルール"),
    ("ja", "帆柱の奥まで案内してもらった。", "帆柱の奥まで見せていただき"),
    ("ja", "試作は工作室で手で削ってから窯に入れる決まりとのこと。", "窯に入れる決まりがある"),
    ("ja", "子どもが拾った貝を標本にして縁日で配るらしく、いい。", "縁日で配るという点に"),
]


@pytest.mark.parametrize(("language", "note", "said"), TOLD)
def test_a_told_thing_has_its_owner_its_particles_and_its_name(language: str, note: str, said: str) -> None:
    assert any(said in body(letter(note, language=language, seed=seed)) for seed in SEEDS)


KEPT = [
    # Behind a comma a sentence without a doer goes on with what stands before it.
    ("zh", "木料先阴干,下料之前都画线给客户,能查三十年,佩服", "下料之前"),
    ("zh", "把图纸摊开问我门开哪儿,他当场用炭笔改了。", "炭笔"),
    ("zh", "介绍了“盲选茶席”,客人写三个词。喜欢", "客人写"),
    # A remark, a matter only pointed at, a deed without its object, and what the user would like.
    ("zh", "很少有人肯讲走错的弯路,过瘾", "很少有人"),
    ("zh", "喜欢的:牵头盘库这块", "这块"),
    ("zh", "伙计可以自己开发,想要!!", "自己开发"),
    ("zh", "他们留了一本客人画的地图。想天天收这些画", "想天天"),
    # Talk is of things, and no number of things is one.
    ("zh", "聊的:晚上八点以后的鱼打折", "打折"),
    ("zh", "聊的:三万平新厂", "三万平"),
    ("zh", "后院几十个缸,绝了", "几十个缸"),
    ("zh", "喜欢的:就这条", "就这条"),
    ("zh", "兴奋点:老板让我翻了一册古谱。手都在抖。", "手都在抖"),
    ("zh", "聊的:老酵发的", "老酵发的"),
    ("zh", "看了一节课", "一节课"),
    ("zh", "潘师傅直接从柜子里掏出一架摔烂的风筝", "掏出"),
    ("zh", "喜欢的:这里赔二十块要三级批,我们现在都要等", "我们"),
    ("zh", "聊的:客户全是小餐馆小理发店", "全是"),
    ("ja", "気に入った点:所長が系統図を描き直している。あの束、たまらん。", "たまらん"),
    ("ja", "テンション上がった:鐘を鳴らせた!帰り道ずっとニヤニヤ", "ニヤニヤ"),
    ("ja", "話したこと:土は使わず椰子殻", "椰子殻"),
    ("ja", "話したこと:荷車の修理が売上の半分", "売上の半分"),
    ("ja", "館長は村のことを何でも知ってる", "知って"),
    ("ja", "ひと月してから家にお茶を飲みに行く時間を仕事として認めているそうだ", "ひと月してから"),
    ("ja", "黒木さんが開発した寒さに強い苺をその場でかじらせてもらった", "開発した"),
    ("zh", "喜欢的:伙计夜里上门,店里给算工时!", "工时"),
    ("zh", "他们用方言聊的", "聊的"),
    ("zh", "他们云淡风轻", "云淡风轻"),
    ("ja", "良かった点:会議に清掃の席がある。こんなの初めて聞いた", "こんなの"),
    ("ja", "残した余白を褒められた。他の応募者は全員塗りつぶしたらしい。", "塗りつぶした"),
    ("zh", "钟姐看了我绣的叶子,她用放大镜看的。", "放大镜"),
    ("zh", "舍友说这里每周三晚上关灯收手机", "关灯"),
    ("ja", "発想の実技。お題「雨の日に着たいもの」。", "お題"),
    ("ja", "良かったこと:泊まりってのがほんとありがたい", "ってのが"),
    ("ja", "良かったこと:工夫がすごい", "工夫がすごい"),
    ("ja", "黒木さんが去年やらかした配線の図を見せてくれた", "やらかした"),
    ("ja", "Goはまだ検討中とのこと。", "検討中"),
    ("ja", "営業所を見せてもらった。", "営業所"),
    ("ja", "ミラーさん、窓の話をした。よかった", "ミラーさんのお話"),
]


@pytest.mark.parametrize(("language", "note", "kept"), KEPT)
def test_what_leans_on_the_note_or_names_nothing_stays_there(language: str, note: str, kept: str) -> None:
    for seed in SEEDS:
        assert kept not in body(letter(note, language=language, role="", company="", seed=seed))


STRENGTHS = [
    ("zh", "叉车证9年", "我持有叉车证9年"),
    ("zh", "初中物理教龄8年", "8年的初中物理教学经验"),
    ("zh", "在码头干过三年", "在码头工作三年的经验"),
    ("zh", "Rust 六年", "六年的Rust经验"),
    ("zh", "A1照", "我持有A1驾照"),
    ("zh", "旧书装订学过两年", "两年的旧书装订经验"),
    ("ja", "化学メーカー法務部3年", "化学メーカー法務部での3年の経験"),
    ("zh", "带过两条产线", "带过两条产线的经验"),
    ("ja", "SE4年", "SEとしての4年間の経験"),
    ("ja", "樹木医師6年(街路樹)", "樹木医師としての6年間の経験"),
    ("ja", "棚卸しを一人で担当", "棚卸しを一人で担当してきた経験"),
    ("ja", "味噌蔵で温度管理3年", "味噌蔵での3年間の温度管理の経験"),
    ("ja", "装花7年", "7年間の装花の経験"),
]


@pytest.mark.parametrize(("language", "strength", "said"), STRENGTHS)
def test_years_are_said_of_what_they_were_spent_in(language: str, strength: str, said: str) -> None:
    assert said in body(letter(language=language, strengths=(strength,)))


@pytest.mark.parametrize(
    ("language", "strength", "word"),
    [("zh", "化学系大三", "大三"), ("ja", "大学3年", "大学"), ("ja", "県立大文学部2年", "県立大")],
)
def test_who_still_studies_has_no_experience_of_it(language: str, strength: str, word: str) -> None:
    assert word not in body(letter(language=language, strengths=(strength,)))


def test_the_final_of_another_firm_is_no_next_meeting() -> None:
    assert "次回" not in body(letter("C社の最終が木曜。条件はあちらが上。", language="ja"))


def test_a_name_in_latin_letters_keeps_its_capital() -> None:
    said = body(letter("Zigは夜の試験で毎日使ってるとのこと。", language="ja"))
    assert "zig" not in said
    assert "Zigは" in said


@pytest.mark.parametrize(
    ("language", "company", "house"),
    [
        ("ja", "麺処 さざなみ", "貴店"),
        ("ja", "パティスリー・ロゼ", "貴店"),
        ("zh", "城南包子铺", "贵店"),
        ("zh", "听涛疗养院", "贵院"),
        ("ja", "星見天文台", "貴天文台"),
    ],
)
def test_a_house_is_no_firm(language: str, company: str, house: str) -> None:
    said = [body(letter(language=language, company=company, seed=seed)) for seed in SEEDS]
    assert any(house in text for text in said)
    assert not any(firm in text for text in said for firm in ("貴社", "贵公司"))


def test_to_whom_one_declines_nothing_is_told_that_one_did_not_like() -> None:
    note = "他们把旧梯都换成了新梯。不打算去，再看看别家。"
    assert "旧梯" not in body(letter(note, language="zh"))
    assert "旧梯" in body(letter(note.partition("。")[0], language="zh"))


def test_what_they_do_every_friday_is_no_next_meeting() -> None:
    assert "期待周五" not in body(letter("每周五下午去郊外试飞，全组都去", language="zh"))
