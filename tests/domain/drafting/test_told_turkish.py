"""What Turkish notes tell, said as one writes it."""

from __future__ import annotations

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import body, letter

DERYA = Contact("derya@acme.example", "Derya Kurt", ContactRole.HIRING_MANAGER)

TOLD = [
    ("Zeytinleri taş değirmende öğütüyorlar. Haftaya arar.", "zeytinleri taş değirmende öğüttüğünüzü"),
    ("Derya Hanım yünleri cevizle boyuyor, kokusu sinmiş. Haftaya arar.", "yünleri cevizle boyadığınızı"),
    ("Derya Hanım kendi ocağından taş getiriyor. Arar.", "kendi ocağınızdan taş getirdiğinizi"),
    ("Derya Hanım kendi serasından fide getiriyor. Arar.", "kendi seranızdan fide getirdiğinizi"),
    ("Fidanları okullara ucretsiz dagıtıyolar ayda 1. Çok güzeldi.", "ayda bir dağıttığınızı"),
    ("Emsal kararları her salı tartışıyorlar. Arar.", "emsal kararları her salı tartıştığınızı"),
    ("Ne hoşuma gitti: Kışın sakin, çıraklara o dönemde çizim dersi veriyorlar", "çıraklara çizim dersi verdiğinizi"),
    ("Çocukların çizdiği haritalar var koridorda, güzel. Arar.", "çocukların çizdiği haritalar olduğunu"),
    ("Derya Hanım tohumları soğukta sakladıklarını anlattı, kısa sürdü.", "soğukta sakladığınızı"),
    ("Sahnede dansçılar için rampa kurmuşlar gurur duyuyorlar. Arar.", "rampa kurduğunuzu"),
    ("Derya Hanım seramik fırınını gezdirdi. Arar.", "seramik fırınını gezdirdiğiniz için"),
    (
        "Derya Hanım kıyıya kurdukları gözlem kulesinden bahsetti. Arar.",
        "kıyıya kurduğunuz gözlem kulesinden bahsetmeniz",
    ),
    ("Lehim ve dikiş üstüne uzun konuştuk, güldük. Arar.", "lehim ve dikiş hakkında konuşmak"),
    ("Ayda bir komşularla takas pazarı varmış, gelirim dedim.", "komşularla takas pazarı olduğunu"),
    ("Ne hoşuma gitti: Derya'nın tariflerini internete koyması", "tariflerini internete koymanız"),
]


@pytest.mark.parametrize(("note", "said"), TOLD)
def test_it_is_told(note: str, said: str) -> None:
    assert said in body(letter(note, language="tr", to=(DERYA,))).replace("İ", "i").replace("I", "ı").lower()


NOT_TOLD = [
    ("Fırını üç ay önce kurmuşlar. Arar.", "önce"),
    ("Köyde yirmi kadınla deniyorlar. Arar.", "denediğinizi"),
    ("Öğrenciler tahtadan kendileri yapıyor, harika. Arar.", "kendilerinin yapması"),
    ("Derya Hanım kendi uydurmuş. Arar.", "uydurduğunuzu"),
    ("Derya Hanım sordu, kendi örneğimi anlattım. Arar.", "örneğimi"),
    ("Çok hoşuma gitti, isil işlem firini kuruyolar, gecen yil baslamislar. Güldük.", "isil"),
    ("Hoşuma giden: çıraklar da kullanabiliyormuş", "kullanabilmesi"),
    ("Konular: bekleme süreleri, rapor", "bekleme"),
    ("Derya Hanım depoyu gezdirdi. Arar.", "depoyu"),
    ("Derya Hanım defteri başında, kalemi de alarak anlattı. Arar.", "başında görmek"),
]


@pytest.mark.parametrize(("note", "word"), NOT_TOLD)
def test_it_is_not_told(note: str, word: str) -> None:
    assert word not in body(letter(note, language="tr", to=(DERYA,)))
