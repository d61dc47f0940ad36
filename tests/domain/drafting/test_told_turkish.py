"""What Turkish notes tell, said as one writes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, body, letter

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
    ("Eski değirmeni kafeye çevirmişler, çok hoşuma gitti. Arar.", "eski değirmeni kafeye çevirdiğinizi"),
    ("Kapılara köy çocuklarının adı yazılmış, buna bayıldım. Arar.", "kapılara köy çocuklarının adının yazılması"),
    ("Kütüphanenin gece de dolduğunu söyledi. Bayıldım.", "kütüphanenin gece de dolduğunu"),
    ("Derya Hanım camı nasıl üflediğini adım adım gösterdi, süperdi.", "camı nasıl üflediğinizi adım adım göstermeniz"),
    ("Derya Hanım ilk kalıbı bana döktürdü ve güldü. Arar.", "ilk kalıbı bana döktürmeniz"),
    ("Derya Hanım nar ekşisini birlikte deneyelim dedi, isterim.", "nar ekşisini birlikte denemeyi önermeniz"),
    (
        "Derya Hanım eski arşivin soğuk odasına girmeme izin verdi. Arar.",
        "eski arşivin soğuk odasına girmeme izin vermeniz",
    ),
    ("Kiracılarla kahvaltı yapmaları da hoşuma gitti. Arar.", "kiracılarla kahvaltı yapmanız"),
    ("Ne heyecanlandırdı: cuma sabahı herkes kendi projesini anlatıyor", "cuma sabahı herkesin kendi projesini"),
    ("Fideleri çocuklar dikiyor çok tatlııı. Arar.", "fideleri çocukların dikmesi"),
    ("Derya Hanım üyelere nasıl haber verdiklerini anlattı.", "nasıl haber verdiğinizi"),
    ("Derya Hanım kova yosununu arılar boğulmasın diye koyuyor. Arar.", "arılar boğulmasın diye koyduğunuzu"),
    (
        "Derya hn kova suyuna yosun koyuyor arılar boğulmasın diye, bayıldım bu fikre",
        "boğulmasın diye kova suyuna yosun",
    ),
    (
        "Beni en çok köprünün altındaki marangozhane etkiledi. Arar.",
        "en çok köprünün altındaki marangozhane hoşuma gitti",
    ),
    ("Yaşlılarla konuşurken acele etmemeleri, dinlemeleri hoşuma gitti.", "acele etmemeniz hoşuma gitti"),
    (
        "Yeni gelen her çırağın bir yıl tek bir ustada kaldığını söyledi. Bayıldım.",
        "her çırağın bir yıl tek bir ustada kaldığını",
    ),
    ("Köy okuluna kitap taşıyorlarmış cumartesileri. Arar.", "cumartesileri köy okuluna kitap taşıdığınızı"),
    ("Derya Hanım ilk sağım sütünden tattırdı, işte süt bu. Arar.", "ilk sağım sütünden tattırmanız"),
    ("Derya Hanım önlüğü verdi ve ilk hamuru bana açtırdı. Arar.", "ilk hamuru bana açtırmanız"),
    ("Derya Hanım eski çarkı yılda bir döndürdüklerini anlattı.", "eski çarkı yılda bir döndürdüğünüzü"),
    ('En hoşu: "gece kitabı" rafı', "gece kitabı rafı"),
    ("Derya Hanım erimiş camı nasıl kestiğini anlattı.", "camı nasıl kestiğini"),
    ("Kışlık odunları da köylüye dağıtıyorlar. Arar.", "kışlık odunları köylüye dağıttığınızı"),
]


@pytest.mark.parametrize(("note", "said"), TOLD)
def test_it_is_told(note: str, said: str) -> None:
    assert said in body(letter(note, language="tr", to=(DERYA,))).replace("İ", "i").replace("I", "ı").lower()


NOT_TOLD = [
    ("Araba taksiti var, düşünüyorum. Arar.", "taksit"),
    ("İhtiyaç kredisi borcu var, ne yapsam bilmem.", "borcu"),
    ("Kadın bir saat torununu anlattı. Arar.", "torun"),
    ("Adam uzun uzun askerlik yıllarını anlattı. Arar.", "askerlik"),
    ("Haziranda beş tur var. Arar.", "tur olduğunu"),
    ("Ustaların sık değiştiğini söyledi. Arar.", "değiştiğini"),
    ("Önceki aşçıyı evine göndermişler. Arar.", "gönderdiğinizi"),
    ("Konular: utangaç öğrenciler, ders planı", "öğrenciler ilgimi"),
    ("Ofiste iki kedi var, şirin. Arar.", "kedi"),
    ("Nadir Usta freze tezgâhını çalıştırmama izin verdi. Arar.", "Nadir"),
    ("Baharda köylülerle birlikte topluyorlar, müthiş. Arar.", "toplamanız"),
    ("Rasim Usta beni kuyuya indirdi, suyun nasıl çekildiğini gösterdi. Arar.", "indirdi"),
    ("Galenik hâlâ hazırlıyorlar. Arar.", "galenik"),
    ("klasik sorular. icra var borç bitmedi diyemedim. Arar.", "icra"),
    ("Bu işe merakım var, tam benlik. Arar.", "merakım olduğunu"),
    ("Ne heyecanlandırdı: pazar günleri çay ücretsiz", "ücretsiz hoşuma"),
    ("Ne konuştuk: masalları, kâğıt maliyetini, köy filmlerini", "filmlerini ilgimi"),
    ("Çömlek yapıyorlar. Arar.", "çömlek yaptığınızı"),
    ("Kazanı açtım, neden sızdırdığını anlattım. Arar.", "neden sızdırdığını"),
    ("Beni heyecanlandıran: atölye! Offf", "of ilgimi"),
    ("Derya Hanım ile oturduk; masa görünce susuyorlar dedi.", "susmanız"),
    ("Konular: konu elektrik", "konu elektrik"),
    ("Konular: uzun bir sohbetti, sınava hazırlanmış", "hazırlanmış"),
    ("Stajyerler sabahları onlarla yürüyormuş, bayıldım. Arar.", "onlarla"),
    ("Hâlâ elle topluyorlar. Arar.", "toplamanız"),
    ("Derya Hanım ölçüyü bana aldırdı ve teknemi beğendi. Arar.", "aldırdı ve"),
    ("Cumaya kadar yazacaklar.", "yazacağınızı"),
    ("Çayı ocakta demlemiş hazırmış çok hoşuma gitti. Arar.", "demlemiş"),
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


def test_a_short_form_and_its_work_are_one_noun_and_names_keep_their_capital() -> None:
    said = body(letter("", language="tr", strengths=("GES montaj",), profile=replace(ANNA, language="tr")))
    assert "GES montajı konusundaki" in said
    said = body(
        letter("", language="tr", strengths=("instagram hesabı yönetmek",), profile=replace(ANNA, language="tr"))
    )
    assert "Instagram hesabı yönetme" in said
