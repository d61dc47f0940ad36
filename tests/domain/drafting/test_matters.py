"""Illness, the body, family, looks, deaths and bad news stay in the note, except where they are the work of role or house."""

from __future__ import annotations

import pytest

from followbot.domain.letters.matters import at_work, unsayable
from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import letter, templates

READERS = {"ja": "佐藤 恵", "zh": "王芳"}


def _told(language: str, note: str, role: str = "") -> list[str]:
    reader = Contact("i@work.example", READERS.get(language, "Ines Moreau"), ContactRole.HIRING_MANAGER)
    found = letter(note, language=language, role=role, to=(reader,))
    return [s.phrase for s in found.sources if s.origin == "note"]


UNSAID = [
    ("en", "topics: my daughter's diabetes, the new pottery kiln", "the new pottery kiln"),
    ("en", "topics: the lay-offs in spring, the new pottery kiln", "the new pottery kiln"),
    ("en", "What excited me: the manager's lovely smile, the new pottery kiln", "the new pottery kiln"),
    ("fr", "sujets: la grève de mars, le nouvel atelier du port", "du nouvel atelier du port"),
    ("fr", "emballé: le sourire de la directrice, le nouvel atelier du port", "le nouvel atelier du port"),
    ("es", "temas: la depresión de mi hermano, el nuevo taller del puerto", "el nuevo taller del puerto"),
    ("es", "temas: la huelga de marzo, el nuevo taller del puerto", "el nuevo taller del puerto"),
    ("pt", "temas: a depressão do meu irmão, a nova oficina do porto", "a nova oficina do porto"),
    ("pt", "temas: a greve de março, a nova oficina do porto", "a nova oficina do porto"),
    ("it", "argomenti: lo sciopero di marzo, il nuovo laboratorio del porto", "del nuovo laboratorio del porto"),
    (
        "it",
        "Cosa mi ha entusiasmato: le gambe della titolare, il nuovo laboratorio del porto",
        "il nuovo laboratorio del porto",
    ),
    ("nl", "onderwerpen: de staking in maart, de nieuwe werkplaats aan de haven", "de nieuwe werkplaats aan de haven"),
    (
        "nl",
        "Wat sprak me aan: de benen van de bazin, de nieuwe werkplaats aan de haven",
        "de nieuwe werkplaats aan de haven",
    ),
    ("pl", "tematy: depresja mojego brata, nowy warsztat w porcie", "nowym warsztacie w porcie"),
    ("pl", "tematy: strajk w marcu, nowy warsztat w porcie", "nowym warsztacie w porcie"),
    ("sv", "ämnen: min brors depression, den nya verkstaden i hamnen", "den nya verkstaden i hamnen"),
    ("sv", "ämnen: strejken i mars, den nya verkstaden i hamnen", "den nya verkstaden i hamnen"),
    ("tr", "konular: kızımın otizmi, limandaki yeni atölye", "limandaki yeni atölye"),
    ("tr", "konular: mart ayındaki grev, limandaki yeni atölye", "limandaki yeni atölye"),
    ("ja", "話題：弟のうつ病、港の新しい工房", "港の新しい工房"),
    ("ja", "話題：三月のストライキ、港の新しい工房", "港の新しい工房"),
    ("zh", "话题：弟弟的抑郁症、港口的新车间", "港口的新车间"),
    ("zh", "话题：三月的罢工、港口的新车间", "港口的新车间"),
]


@pytest.mark.parametrize(("language", "note", "said"), UNSAID)
def test_a_note_tells_only_what_may_be_said(language: str, note: str, said: str) -> None:
    assert _told(language, note) == [said]


WORK = [
    ("en", "Hospice Nurse", "topics: the funeral choir, the new garden", "the funeral choir"),
    ("de", "Bestatterin", "Themen: die neuen Formen der Beerdigung", "die neuen Formen der Beerdigung"),
    ("fr", "Avocate", "sujets: les faillites de petites entreprises", "des faillites de petites entreprises"),
    ("es", "Enfermera de paliativos", "temas: el acompañamiento en la muerte", "el acompañamiento en la muerte"),
    ("pt", "Advogada", "temas: os processos de insolvência das padarias", "os processos de insolvência das padarias"),
    ("it", "Avvocata", "argomenti: i fallimenti delle piccole imprese", "dei fallimenti delle piccole imprese"),
    ("nl", "Uitvaartleider", "onderwerpen: de groene begrafenis in het bos", "de groene begrafenis in het bos"),
    ("tr", "Avukat", "konular: küçük şirketlerin iflasları", "küçük şirketlerin iflasları"),
    ("ja", "弁護士", "話題：中小企業の民事再生", "中小企業の民事再生"),
    ("zh", "律师", "话题：中小企业的破产重整", "中小企业的破产重整"),
]


@pytest.mark.parametrize(("language", "role", "note", "said"), WORK)
def test_what_is_the_work_of_the_role_is_told(language: str, role: str, note: str, said: str) -> None:
    assert _told(language, note, role) == [said]
    assert _told(language, note) == []


def test_what_is_done_for_others_is_work_wherever_it_is() -> None:
    assert _told("en", "topics: the diabetes app for patients") == ["the diabetes app for patients"]
    assert _told("it", "argomenti: il laboratorio per ragazzi autistici") == ["del laboratorio per ragazzi autistici"]
    assert _told("en", "topics: the autism-friendly film club") == ["the autism-friendly film club"]
    group = "die Trainingsgruppe für Menschen mit Behinderung"
    assert _told("de", f"Themen: {group}") == [group]


def test_ones_own_family_is_the_work_of_no_role() -> None:
    note = "topics: my son's autism, the sensory room"
    assert _told("en", note, "Special Needs Teacher") == ["the sensory room"]


MATTERS = [
    ("de", "die Depression meiner Tochter"),
    ("de", "der Streik im Mai"),
    ("de", "der tödliche Unfall"),
    ("de", "die Beine der Chefin"),
    ("en", "the accident last spring where a man died"),
    ("en", "earning a bit more"),
    ("fr", "votre redressement judiciaire"),
    ("fr", "la dépression de ma fille"),
    ("es", "salir a las tres"),
    ("it", "guadagnare di più finalmente"),
    ("it", "la cassa integrazione"),
    ("nl", "het faillissement"),
    ("nl", "'s vrijdags vrij"),
    ("nl", "de depressie van mijn dochter"),
    ("pl", "wyższe zarobki i podwyżka"),
    ("pt", "as eleições e a política"),
    ("sv", "varslet i våras"),
    ("tr", "müdürün bacakları"),
    ("ja", "部長の美脚"),
    ("zh", "我的抑郁症"),
    ("zh", "五点下班"),
    ("en", "that you had hip surgery"),
    ("en", "that she has a stutter"),
    ("en", "her bad shoulder"),
    ("en", "your candour about the years of heavy drinking"),
    ("en", "that he is recently separated"),
    ("de", "dass Sie Rückenschmerzen haben"),
    ("de", "dass er an der Hüfte operiert ist"),
    ("de", "sein Stottern"),
    ("fr", "votre opération du genou"),
    ("fr", "qu'elle est veuve"),
    ("es", "su operación de rodilla"),
    ("es", "que es viuda"),
    ("pt", "que tem enxaquecas"),
    ("pt", "a sua operação ao joelho"),
    ("it", "il suo mal di schiena"),
    ("it", "che è vedova"),
    ("nl", "dat ze rugklachten heeft"),
    ("nl", "zijn gestotter en hoe hij stottert"),
    ("pl", "że ma problemy z kręgosłupem"),
    ("pl", "jej migreny"),
    ("sv", "att hon har ont i ryggen"),
    ("sv", "hans stamning"),
    ("tr", "diz ameliyatı"),
    ("tr", "bel ağrıları"),
    ("ja", "部長の腰痛"),
    ("ja", "膝の手術"),
    ("zh", "她的偏头痛"),
    ("zh", "他膝盖做过手术"),
]


@pytest.mark.parametrize(("language", "phrase"), MATTERS)
def test_every_language_knows_what_no_letter_tells(language: str, phrase: str) -> None:
    assert unsayable(phrase, templates().wordings[language].notes.matters)


FINE = [
    ("en", "the company cars and the new fleet software"),
    ("en", "your children's library"),
    ("de", "Ihre Kinderbibliothek"),
    ("de", "die Prämien in der Kfz-Versicherung"),
    ("fr", "vos enfants de la maternelle"),
    ("nl", "de salarisadministratie"),
    ("sv", "valet av trä"),
    ("tr", "sağlık sigortası poliçelerinin yeni sistemi"),
    ("ja", "お客さんの声"),
    ("ja", "給与計算システムの刷新"),
    ("zh", "期权定价模型"),
    ("zh", "班车路线的优化"),
    ("en", "how the smiths temper the dies by eye"),
    ("en", "how they go through each near accident as a crew"),
    ("en", "your voice control for cranes"),
    ("en", "how the technical debt is paid down"),
    ("en", "their sister school in Kent"),
    ("en", "the fraud models for vouchers"),
    ("en", "how a clerk strikes the right balance"),
    ("en", "your back office and the drinking water lab"),
    ("de", "der Abbau der technischen Schulden"),
    ("de", "die Betrugsregeln für Gutscheine"),
    ("de", "dass jeder Unfall im Team besprochen wird"),
    ("fr", "sa maison mère à Lille"),
    ("fr", "la dette technique et les dettes techniques"),
    ("es", "su empresa hermana en Soria"),
    ("es", "las deudas técnicas"),
    ("pt", "a sua empresa irmã em Faro"),
    ("pt", "as dívidas técnicas"),
    ("it", "la sua casa madre a Trieste"),
    ("it", "le perdite di calore"),
    ("nl", "de technische schulden"),
    ("nl", "het hoofdprobleem met de planning"),
    ("pl", "dług technologiczny"),
    ("pl", "jej spółka matka"),
    ("sv", "de tekniska skulderna"),
    ("sv", "bedrägeriregler för kort"),
    ("sv", "huvudproblemet med lagret"),
    ("tr", "teknik borçlar"),
    ("ja", "うちの姉妹ホテル"),
    ("ja", "詐欺ルールの見直し"),
    ("zh", "技术债务的清理"),
    ("zh", "欺诈规则引擎"),
]


@pytest.mark.parametrize(("language", "phrase"), FINE)
def test_near_words_of_work_are_none_of_these(language: str, phrase: str) -> None:
    assert not unsayable(phrase, templates().wordings[language].notes.matters)


def test_the_readers_body_is_told_only_where_it_is_the_work() -> None:
    note = "topics: the knee operations in winter, the new tool room"
    assert _told("en", note) == ["the new tool room"]
    assert _told("en", note, "Physiotherapist") == ["the knee operations"]


@pytest.mark.parametrize(
    "thing", ["your sister shop in Deal", "fraud rules for vouchers", "your voice assistant for cranes"]
)
def test_a_thing_of_work_with_such_a_word_in_its_name_is_told(thing: str) -> None:
    assert _told("en", f"Talked about {thing.replace('your', 'their')}.", "Developer") == [thing]


def test_a_role_in_any_language_shows_what_the_work_is() -> None:
    known = [wording.notes.matters for wording in templates().wordings.values()]
    assert {"ruin"} <= at_work("Rechtsanwältin", known)
    assert "gain" not in at_work("Payroll Clerk", known)
    assert not at_work("Platform Engineer Acme", known)


BORNE = [
    ("en", "Ward Sister", "Ines told me she came back to work after cancer"),
    ("en", "Nurse", "Ines explained how she lives with migraines"),
    ("en", "Nurse", "Ines said her colleague is off with burnout"),
    ("de", "Pflegefachkraft", "sie hat erzählt, dass sie lange mit migräne gekämpft hat"),
    ("de", "Pflegefachkraft", "sie ist selbst rollstuhlfahrerin"),
    ("fr", "Infirmière", "elle m'a dit qu'elle avait été alcoolique"),
    ("fr", "Infirmière", "elle m'a raconté comment elle vit avec son diabète"),
    ("es", "Enfermera", "me contó cómo salió de la depresión"),
    ("es", "Enfermera", "me dijo que tuvo un infarto"),
    ("pt", "Enfermeira", "contou-me como venceu o tumor"),
    ("it", "Infermiera", "mi ha detto che ha avuto un infarto"),
    ("nl", "Verzorgende", "Ines vertelde dat ze een miskraam heeft gehad"),
    ("nl", "Verzorgende", "Ines heeft zelf epilepsie"),
    ("pl", "Pielęgniarka", "opowiedziała, jak wyszła z alkoholizmu"),
    ("sv", "Sjuksköterska", "hon berättade att hon har diabetes"),
    ("tr", "Hemşire", "Ines Hanım kalp krizi geçirdiğini anlattı"),
    ("tr", "Hemşire", "Ines Hanım epilepsisi olduğunu söyledi"),
    ("ja", "看護師", "佐藤さんは適応障害になったことがあるそう"),
    ("ja", "看護師", "佐藤さんは喘息があるそう"),
    ("zh", "护士", "王芳说她得过癫痫"),
    ("zh", "护士", "王芳讲了她怎么走出抑郁症"),
    ("en", "Nurse", "loved hearing about her recovery from bulimia"),
    ("tr", "Hemşire", "bir arkadaşı depresyonda"),
    ("ja", "看護師", "自分の片頭痛の話をした"),
]


@pytest.mark.parametrize(("language", "role", "note"), BORNE)
def test_what_somebody_there_has_or_had_is_work_nowhere(language: str, role: str, note: str) -> None:
    assert _told(language, note, role) == []
    assert _told(language, note) == []


LOOKED_AFTER = [
    ("en", "Nurse", "she told me they run an asthma clinic on Mondays"),
    ("de", "Pflegefachkraft", "sie hat erzählt, dass sie eine Gruppe für Menschen mit Epilepsie leiten"),
    ("fr", "Éducatrice", "elle m'a dit qu'ils accompagnent des adolescents autistes"),
    ("es", "Enfermera", "me contó que acompañan a mayores con diabetes"),
    ("pt", "Enfermeira", "disse-me que acompanham jovens com autismo"),
    ("nl", "Verzorgende", "Ines vertelde dat ze bewoners met een beperking leren koken"),
    ("pl", "Pielęgniarka", "opowiedziała, jak wspierają seniorów z depresją"),
    ("sv", "Sjuksköterska", "hon berättade att de hjälper ungdomar med adhd"),
    ("tr", "Öğretmen", "otizmli öğrencilerle resim yaptıklarını anlattı"),
    ("ja", "支援員", "自閉症の子どもたちと畑をしているそう"),
    ("zh", "特教老师", "他们教自闭症学生种花，很喜欢"),
]


@pytest.mark.parametrize(("language", "role", "note"), LOOKED_AFTER)
def test_the_work_with_those_who_are_ill_is_told(language: str, role: str, note: str) -> None:
    assert len(_told(language, note, role)) == 1


MARKS = [
    ("en", "Ines showed me her scars"),
    ("en", "Ines showed me her piercing"),
    ("de", "sie hat mir ihre tätowierung gezeigt"),
    ("fr", "elle m'a montré sa cicatrice"),
    ("es", "me enseñó su cicatriz"),
    ("pt", "mostrou-me a sua tatuagem"),
    ("it", "mi ha mostrato il suo tatuaggio"),
    ("nl", "ze liet me haar tattoo zien"),
    ("pl", "pokazała mi swoją bliznę"),
    ("sv", "hon visade mig sitt ärr"),
    ("tr", "Ines Hanım kolundaki dövmeyi gösterdi"),
    ("ja", "佐藤さんが傷跡を見せてくれた"),
    ("zh", "王芳给我看了她的伤疤"),
]


@pytest.mark.parametrize("role", ["", "Nurse", "Tattoo Artist"])
@pytest.mark.parametrize(("language", "note"), MARKS)
def test_scars_and_tattoos_of_somebody_there_stay_in_the_note(language: str, note: str, role: str) -> None:
    assert _told(language, note, role) == []


def test_no_word_of_a_matter_excuses_it() -> None:
    english, german = (templates().wordings[language].notes.matters for language in ("en", "de"))
    assert unsayable("the new medication", english)
    assert unsayable("the mental health days", english)
    assert not unsayable("der Werkraum für Schlaganfallpatienten", german)
