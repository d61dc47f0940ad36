"""Fines, near ruin, vermin, poisoning, sackings, complaints, losses, thefts, fires, what was given up please nobody."""

from __future__ import annotations

import pytest

from followbot.domain.letters.matters import unsayable
from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import letter, templates

READERS = {"ja": "佐藤 恵", "zh": "王芳", "tr": "Elif Kaya"}


def _told(language: str, note: str, role: str = "Gardener") -> list[str]:
    reader = Contact("i@work.example", READERS.get(language, "Ines Moreau"), ContactRole.HIRING_MANAGER)
    found = letter(note, language=language, role=role, to=(reader,))
    return [s.phrase for s in found.sources if s.origin == "note" and READERS.get(language, "-")[:1] not in s.phrase]


BLOWS = [
    ("en", "that you almost went under and went broke"),
    ("en", "that you got a hefty fine from the port"),
    ("en", "that you had a fire in the shed"),
    ("en", "you burnt the old barn down and rebuilt it"),
    ("en", "that you let half the staff go in spring"),
    ("en", "that you grumbled about the mayor"),
    ("en", "that you lost your biggest client"),
    ("en", "that you sold the second branch"),
    ("de", "dass Sie über das Finanzamt gemeckert haben"),
    ("de", "dass Sie den Hofladen nicht mehr haben"),
    ("de", "dass Sie ein Bußgeld zahlen mussten"),
    ("de", "dass Sie vier Leute gefeuert haben"),
    ("de", "dass Sie im Mai einen Brand hatten"),
    ("fr", "que vous avez failli couler"),
    ("fr", "que vous avez viré trois vendeurs"),
    ("fr", "que vous avez fermé la boutique du port"),
    ("fr", "l'amende de la mairie"),
    ("es", "que recibieron quejas del barrio"),
    ("es", "que casi cierran en 2020"),
    ("es", "que vendieron la finca"),
    ("pt", "que quase fecharam em 2020"),
    ("pt", "que tiveram um incêndio na cave"),
    ("pt", "que venderam a oficina"),
    ("it", "che avete licenziato tre cuochi"),
    ("it", "la multa del comune"),
    ("it", "che avete venduto la fattoria"),
    ("nl", "dat u een dwangsom kreeg"),
    ("nl", "dat u bijna op de fles ging"),
    ("nl", "dat u de kwekerij verkocht hebt"),
    ("pl", "grzywna z urzędu"),
    ("pl", "że zwolnili Państwo trzech pracowników"),
    ("pl", "że sprzedali Państwo warsztat"),
    ("sv", "att ni fick böter för bullret"),
    ("sv", "att ni sparkade kocken"),
    ("sv", "att ni har sålt gården"),
    ("tr", "vergi dairesinden ceza aldığınızı"),
    ("tr", "az kalsın battığınızı"),
    ("tr", "depoda yangın çıktığını"),
    ("tr", "oteli sattığınızı"),
    ("ja", "昨年営業停止になった"),
    ("ja", "倉庫が全焼した"),
    ("ja", "支店を手放した"),
    ("zh", "贵公司被城管处罚过"),
    ("zh", "贵公司差点关门"),
    ("zh", "您一直吐槽物业"),
    ("zh", "分店已经关了"),
    ("en", "that you were burgled in spring"),
    ("de", "dass bei Ihnen im Herbst eingebrochen wurde"),
    ("de", "dass das Ordnungsamt die Küche geschlossen hat"),
    ("fr", "que vous avez été cambriolés"),
    ("es", "que les atracaron en junio"),
    ("pt", "que foram roubados em junho"),
    ("it", "che avete rischiato di fallire"),
    ("nl", "dat u bijna moest stoppen"),
    ("pl", "że okradziono Państwa magazyn"),
    ("sv", "att ni hade inbrott"),
    ("tr", "deponun soyulduğunu"),
    ("ja", "空き巣に入られた"),
    ("zh", "贵公司仓库被盗"),
    ("en", "that you found maggots in the cellar"),
    ("de", "die Kakerlaken im Lager"),
    ("fr", "les cafards de la réserve"),
    ("es", "las cucarachas del almacén"),
    ("pt", "as ratazanas do armazém"),
    ("it", "gli scarafaggi in cucina"),
    ("nl", "de ratten in het magazijn"),
    ("pl", "myszy w magazynie"),
    ("sv", "mössen i lagret"),
    ("tr", "depodaki hamam böceklerini"),
    ("ja", "倉庫にゴキブリが出た"),
    ("zh", "仓库里的蟑螂"),
]


@pytest.mark.parametrize(("language", "phrase"), BLOWS)
def test_no_letter_is_glad_of_a_blow(language: str, phrase: str) -> None:
    assert unsayable(phrase, templates().wordings[language].notes.matters)


WORK = [
    ("en", "the fine flour from your mill"),
    ("en", "the kiln in which you fired the pots"),
    ("en", "that you let people go home early"),
    ("en", "that you gave up plastic bags"),
    ("en", "that you sold out of rye bread"),
    ("de", "dass Sie keine Plastiktüten mehr verwenden"),
    ("de", "dass Sie Brot auf dem Markt verkaufen"),
    ("fr", "que vous avez renoncé au plastique"),
    ("es", "que dejaron el plástico"),
    ("pt", "que venderam quinhentos pães"),
    ("it", "che avete rinunciato alla plastica"),
    ("nl", "dat u brood op de markt verkoopt"),
    ("pl", "kariera w Państwa zespole"),
    ("sv", "att ni säljer bröd på torget"),
    ("tr", "ekmeği pazarda sattığınızı"),
    ("ja", "支店を開いた"),
    ("zh", "贵公司开了第二家店"),
    ("en", "how you keep out rats without poison"),
    ("de", "die Eulen gegen Mäuse"),
]


@pytest.mark.parametrize(("language", "phrase"), WORK)
def test_what_only_sounds_like_a_blow_is_told(language: str, phrase: str) -> None:
    assert not unsayable(phrase, templates().wordings[language].notes.matters)


def test_vermin_is_the_work_of_who_drives_it_out() -> None:
    assert _told("en", "topics: the rats of the harbour", "Pest Controller") == ["the rats of the harbour"]
    assert _told("en", "topics: the rats of the harbour") == []


NOTES = [
    ("en", "Ines said they got fined by the port authority"),
    ("de", "sie hat sich lange über das finanzamt aufgeregt"),
    ("it", "mi ha detto che hanno avuto un incendio in cantina"),
    ("pl", "dostali grzywnę od urzędu"),
    ("tr", "vergi dairesinden ceza almışlar geçen ay"),
    ("tr", "sertifikam var dedim ama yok"),
    ("ja", "春に営業停止になったらしい"),
    ("zh", "她说他们春天被处罚了"),
    ("zh", "又是'狼性文化'。"),
    ("zh", "呵呵又是'大家庭'那一套"),
]


@pytest.mark.parametrize(("language", "note"), NOTES)
def test_a_note_of_nothing_but_a_blow_lends_the_letter_nothing(language: str, note: str) -> None:
    assert _told(language, note) == []


def test_in_turkish_a_good_thing_in_m_is_not_the_users_own() -> None:
    assert _told("tr", "her hafta eğitim varmış") == ["her hafta eğitim olduğunu"]
