"""What Japanese and Chinese notes say that no letter tells: remarks, halves of sentences, the reader in the third person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, body, letter

UNTOLD = [
    # What points to something that stayed in the note.
    ("ja", "倉庫に古い看板が山ほど。それを磨いている見習いの方がいるとのこと。", "磨いている"),
    # A remark of the user's own.
    ("ja", "失敗の欄まで貼り出す。素朴すぎて逆に安心できる。", "安心できる"),
    ("ja", "月に一度みんなで使う「合図」だのがいい", "合図"),
    # A place and a thing, and no verb between.
    ("ja", "休憩室に整備の人の得意料理。差し入れ用。", "得意料理"),
    # The reader, of whom the note speaks by the office.
    ("ja", "船長が昔の海図を胸に入れて歩いているとのこと。", "海図"),
    # A body, and a life before this one.
    ("ja", "元競輪選手で膝をやったと言っていた。", "膝"),
    ("ja", "叱ってくれるのがありがたい。", "叱って"),
    ("ja", "隣の席の足を触らせてくれたのがよかった", "足を触"),
    ("ja", "静かに待つ。それだけのことが守られている、すごい", "守られて"),
    ("ja", "全員で月に一度数えるのがいい", "数える"),
    ("ja", "後輩がこっそり伝票の裏に絵を描いているの見えた、いい", "伝票"),
    ("ja", "絵はがきをもらった、町の人数分刷ってるとのこと", "刷って"),
    ("ja", "糸を三つ選んでから結ぶ、結んだら話したくなるらしい。", "三つ選んで"),
    ("ja", "湯のみが二百年前のもので重みを持たせてもらった", "重み"),
    ("ja", "昔の仲間が遊びに来るらしい、いい職場の証拠", "証拠"),
    # Dialect, and how one speaks: no letter is written so.
    ("ja", "うちは今、港のクレーンの土台やっとると工場長が言っていた。", "やっとる"),
    ("ja", "全部の棚に番号がありますというのが良かった", "ありますという"),
    ("ja", "屋上から花火を見れたのがうれしかった", "見れた"),
    # A clause that has lost what it speaks of.
    ("ja", "議事録の欄外に迷いを書く。社外にも公開しているとのこと。", "社外にも"),
    ("ja", "窯の温度の帳面。割れた日は翌朝全員で見返すとのこと。", "割れた日"),
    # A deed without what was done, or before whose verb nothing stands.
    ("zh", "该换的换，不该换的直接劝客人别花钱", "该换"),
    ("zh", "聊到削的第一把勺子，他自己那把还留着", "第一把勺子"),
    ("zh", "讲的荷叶盘，很喜欢", "荷叶盘"),
    ("zh", "厂长每天第一个到，自己开灯", "贵公司长"),
    ("zh", "拿得动的师傅才行，太佩服了", "才行"),
    ("zh", "方船长的脾气很有意思", "脾气"),
    ("zh", "被评委毙掉的稿子他们都存着，喜欢", "贵公司被评委"),
    ("zh", "可以带狗，太好了", "可以带狗"),
    # The card's own question, a place, and what is only said of a thing that stayed.
    ("zh", "聊到相处怎么样", "相处"),
    ("zh", "聊了温室在山坡上", "在山坡上"),
    ("zh", "让我心动的：有个书架叫“外婆”", "有个书架"),
    ("zh", "通知用方言念，喜欢死了", "方言念"),
    ("zh", "食堂周三的红烧肉才是招牌，期待", "红烧肉"),
    ("zh", "围裙每天一条新的，切菜专用，讲究", "专用"),
    ("zh", "聊到小朋友摸园长的手认人", "园长的手"),
    ("zh", "最打动我的是去年《雷雨》演完全场静了三分钟", "静了"),
]


@pytest.mark.parametrize(("language", "note", "word"), UNTOLD)
def test_what_names_nothing_for_certain_stays_in_the_note(language: str, note: str, word: str) -> None:
    assert all(word not in body(letter(note, language=language, seed=seed)) for seed in ("first", "second", "third"))


TOLD = [
    # How it was told goes, what was told stays.
    ("ja", "年明けに町の人全員へ絵はがきを書いて届けるんだそうです。", "絵はがきを書いて届けるという"),
    ("ja", "鐘を最初に鳴らす人は一番若い人だというのが良かった。", "一番若い人だという点に"),
    ("ja", "焦げた時間より、火を早く止めた回数を日報で褒めるとのこと。", "焦げた時間より、火を早く止めた回数を"),
    ("ja", "暦より潮を見て決めるというのが新鮮", "潮を見て決めるという点に"),
    ("ja", "鍵の貸し借りを帳面じゃなくて木札でやってるって", "帳面ではなく木札で"),
    ("ja", "霧の日ほど山に出るのがここの流儀だそうで、それは正しい。", "貴社の流儀だという"),
    ("ja", "最終日に全員で包丁の供養式やるんだって", "包丁の供養式を行うという"),
]


@pytest.mark.parametrize(("language", "note", "said"), TOLD)
def test_how_it_was_told_goes_and_what_was_told_stays(language: str, note: str, said: str) -> None:
    assert any(said in body(letter(note, language=language, seed=seed)) for seed in ("first", "second", "third"))


@pytest.mark.parametrize(
    ("language", "name", "office", "greeting"),
    [
        ("zh", "褚建平", "科长", "褚科长，您好："),
        ("zh", "邝美华", "主任", "邝主任，您好："),
        ("zh", "闻人杰", "店长", "闻店长，您好："),
        ("zh", "何俊", "轮机长", "何轮机长，您好："),
        ("zh", "吕秀英", "院长助理", "尊敬的吕秀英，您好："),
        ("ja", "北野 智", "館長補佐", "北野館長補佐"),
    ],
)
def test_an_office_is_the_whole_of_it_behind_a_rare_name_too(
    language: str, name: str, office: str, greeting: str
) -> None:
    person = Contact("p@firma.example", name, ContactRole.HIRING_MANAGER, title=office)
    assert greeting in letter("吕院长助理一起聊的" if "助理" in office else "", language=language, to=(person,)).text


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("zh", "货车驾龄9年", "9年的货车驾驶经验"),
        ("zh", "照顾过卧床病人五年", "五年照顾卧床病人的经验"),
        ("zh", "叉车证N2", "我持有叉车证N2"),
        ("zh", "DELF B1", "我持有DELF B1证书"),
        ("zh", "初级会计", "初级会计资格"),
        ("zh", "作业治疗师", "作业治疗师资格"),
    ],
)
def test_a_paper_is_held_and_years_are_of_work(language: str, strength: str, said: str) -> None:
    assert said in body(letter(language=language, strengths=(strength,)))


@pytest.mark.parametrize(
    ("language", "strength", "unsaid"),
    [("zh", "干了16年", "的了"), ("zh", "带了5年", "的了"), ("ja", "PT 6年", "PTを使った")],
)
def test_years_are_of_a_trade(language: str, strength: str, unsaid: str) -> None:
    profile = replace(ANNA, language=language)
    assert unsaid not in body(letter("", language=language, strengths=(strength,), profile=profile))


@pytest.mark.parametrize("answer", ["うーん、特にない", "入りたいw", "えっと"])
def test_what_one_says_while_thinking_is_nothing_told(answer: str) -> None:
    said = body(letter(f"話したこと：在宅の環境\n惹かれた点：{answer}", language="ja"))
    assert not any(word in said for word in ("うーん", "w", "えっと"))
