"""Whose note says that they do not want the job, and who only speaks of others, of conditions, or of another offer."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from followbot.bootstrap import rule_files
from followbot.domain.letters.briefing import desk_of
from followbot.domain.letters.circumstances import declines
from followbot.domain.letters.clauses import People
from followbot.domain.letters.composing import prompt_for
from followbot.domain.letters.notereading import read_notes
from followbot.domain.letters.writing import fallback
from followbot.domain.model import Contact, ContactRole, FollowUpKind
from tests.domain.drafting.desk import PRIYA, body, brief, letter, templates

KNOWN = ("Harbour Mills", "Ines Moreau")

REFUSED = [
    ("en", "I'm out, sadly"),
    ("en", "Nice crew but I'll decline. Great harbour."),
    ("en", "going to pass on this one"),
    ("de", "bin raus"),
    ("de", "nette Leute, aber ich sage ab. Tolle Halle."),
    ("nl", "fijn team maar ik haak af. Mooie loods."),
    ("nl", "ik bedank ervoor"),
    ("sv", "jag backar ur"),
    ("en", "Ines was kind. I don't want this job."),
    ("en", "lovely workshop but it's not for me, all that dust"),
    ("en", "Honestly, I'm not going to take it because of the nights"),
    ("en", "long talk with Ines\nI turned it down on the spot"),
    ("en", "I don't want to work at Harbour Mills."),
    ("en", "Rapport: fine\nWhen: Friday. Overall, not for me though"),
    ("de", "Nettes Team, aber das ist leider nichts für mich."),
    ("de", "Halle gezeigt. Ich will da nicht arbeiten, viel zu laut."),
    ("de", "Ehrlich gesagt, ich werde absagen"),
    ("de", "Die Stelle kommt für mich nicht infrage, weil ich nachts nicht kann."),
    ("fr", "Équipe sympa mais ce n'est vraiment pas pour moi."),
    ("fr", "Je ne veux pas y travailler, trop de bruit."),
    ("fr", "Bref, je vais refuser."),
    ("fr", "visite de l'atelier. le poste ne m'intéresse pas"),
    ("es", "Muy amables, pero no es para mí."),
    ("es", "No quiero trabajar ahí porque hay mucho ruido"),
    ("es", "Al final, les voy a decir que no"),
    ("pt", "Gente boa, mas não é para mim."),
    ("pt", "Não quero trabalhar lá, muito barulho"),
    ("pt", "Infelizmente, vou recusar a vaga"),
    ("it", "Gentili, ma non fa per me."),
    ("it", "Non voglio lavorarci, troppo rumore"),
    ("it", "Alla fine, dirò di no"),
    ("nl", "Aardige mensen, maar dit is echt niks voor mij."),
    ("nl", "Ik wil daar niet werken, veel te lawaaiig"),
    ("nl", "Helaas, ik ga het afzeggen"),
    ("pl", "Mili ludzie, ale to nie dla mnie."),
    ("pl", "Nie chcę tam pracować, za głośno"),
    ("pl", "Niestety, odmówię"),
    ("sv", "Trevliga människor men det är inget för mig."),
    ("sv", "Jag vill inte jobba där, för mycket buller"),
    ("sv", "Tyvärr, jag kommer att tacka nej"),
    ("tr", "İnsanlar iyiydi ama bana göre değil."),
    ("tr", "Orada çalışmak istemiyorum, çok gürültülü"),
    ("tr", "Maalesef, bu işi kabul etmeyeceğim"),
    ("ja", "工場を案内してもらった。正直、この仕事は自分には合わない。"),
    ("ja", "音がうるさすぎたので辞退することにした"),
    ("ja", "ここでは働きたくないと思った"),
    ("zh", "人都很好，但这份工作不适合我。"),
    ("zh", "我不想去，太吵了"),
    ("zh", "说实话，我打算拒绝"),
    ("en", "Walked the yard with Ines. I've decided against it, the commute is mad"),
    ("en", "I don't think it's for me, sadly"),
    ("de", "Lange geredet. Ich habe mich dagegen entschieden, der Weg ist zu weit"),
    ("fr", "Bon échange mais je ne donnerai pas suite"),
    ("es", "Buena charla, pero he decidido no seguir porque está lejos"),
    ("pt", "Boa conversa, mas decidi não aceitar"),
    ("it", "Bella chiacchierata ma ho deciso di non accettare"),
    ("nl", "Fijn gesprek maar ik zie er toch van af"),
    ("pl", "Dobra rozmowa, ale nie idę dalej w tej rekrutacji"),
    ("sv", "Bra samtal men jag går inte vidare med jobbet"),
    ("tr", "Güzel sohbetti ama bu işe girmeyeceğim"),
    ("ja", "良い話だったけど、今回は見送ることにした"),
    ("zh", "聊得不错，但我决定不去了"),
    ("en", "Not for me."),
    ("en", "Shown the yard. Not for me, I'll turn it down"),
    ("en", "Long queue at the gate. I wouldn't work there if you paid me"),
    ("en", "Don't think I'd be happy there"),
    ("de", "Ich lehne die Stelle jetzt ab, zu weit"),
    ("de", "ich will da net hin"),
    ("fr", "j'irai pas bosser là-bas, trop loin"),
    ("zh", "太远了。不考虑这家"),
    # Praise behind it is for the team or the house: who says no praises them, too.
    ("en", "I don't want this role. Brilliant workshop."),
    ("en", "Good chat. I'll decline. Lovely people though"),
    ("en", "Overall, not for me. Great yard"),
    ("de", "Ich lehne die Stelle ab. Tolle Leute."),
    ("de", "Ich sage leider ab, schöne Werkstatt"),
    ("fr", "Je ne veux pas de ce poste. L'équipe est géniale."),
    ("es", "Voy a rechazar el puesto. El equipo es genial."),
    ("pt", "Não quero a vaga. Equipa ótima."),
    ("it", "Non voglio il posto. La squadra è bellissima."),
    ("nl", "Ik wil de baan niet. Geweldig team."),
    ("pl", "Nie chcę tej pracy. Świetny zespół."),
    ("sv", "Jag vill inte ha jobbet. Härligt team."),
    ("tr", "Bu işi reddedeceğim. Ekip harika."),
    ("ja", "選考を辞退します。チームは素晴らしい。"),
    ("zh", "我不去了。团队很棒。"),
    # Another job is taken, whatever is said of its offer before.
    ("en", "I have an offer from Fairline. I'm taking the other job"),
    ("en", "I've signed elsewhere, lovely people here"),
    ("en", "I've taken a role somewhere else"),
    ("de", "Ich habe schon bei einer anderen Firma unterschrieben."),
    ("fr", "J'ai dit oui à une autre offre. Belle équipe."),
    ("es", "Ya he firmado en otra empresa."),
    ("pt", "Fico com a outra proposta."),
    ("it", "Ho già firmato altrove."),
    ("nl", "Ik heb al elders getekend."),
    ("pl", "Wybrałam tamtą ofertę."),
    ("sv", "Jag har tackat ja till en annan tjänst."),
    ("tr", "Başka bir firmayla anlaştım."),
    ("ja", "他社に決めました。"),
    ("zh", "我已经签了另一家公司。"),
    # What was decided, or is done already.
    ("en", "I'm declining the role"),
    ("en", "Decided to turn it down"),
    ("en", "I've decided to pull out, sadly"),
    ("de", "Habe meine Bewerbung zurückgezogen"),
    ("fr", "J'ai décidé de ne pas accepter le poste"),
    ("es", "He decidido retirar mi candidatura"),
    ("pt", "Decidi dizer que não"),
    ("it", "Ho deciso di rinunciare al posto. Bella squadra"),
    ("nl", "Ik heb besloten te bedanken"),
    ("pl", "Zdecydowałem się odmówić"),
    ("sv", "Jag har bestämt mig för att hoppa av"),
    ("tr", "Bu işi almamaya karar verdim"),
    ("ja", "応募を取り下げました"),
    ("zh", "我婉拒了这份工作"),
    # The words that soften one clause soften all of them.
    ("de", "Die Stelle ist jetzt nichts für mich, so weit draußen"),
    ("de", "Der Job kommt für mich nun nicht in Frage"),
    ("nl", "Ik wijs de functie nu af"),
    ("fr", "Je refuse ce job"),
    ("en", "Going to decline this role"),
    ("it", "Rifiuto quel lavoro"),
    ("es", "Este empleo no me interesa"),
]


@pytest.mark.parametrize(("language", "note"), REFUSED)
def test_a_clause_of_the_users_own_refuses(language: str, note: str) -> None:
    assert declines([note], templates().wordings[language], KNOWN)


KEPT = [
    # The employer's words, and third persons'.
    ("en", "they turned down my colleague last year"),
    ("en", "Ines said weekend work is not for me to worry about"),
    ("en", "her last hire told her: it's not what they want"),
    ("en", "He said I won't take it personally"),
    ("de", "Sie hat erzählt, dass ein Kollege abgesagt hat"),
    ("de", "Der Vorgänger sagte, das ist nichts für mich"),
    ("fr", "Elle a dit que le précédent candidat allait refuser"),
    ("es", "Me contó que el anterior dijo que no es para él"),
    ("pt", "Contou que o colega vai recusar"),
    ("it", "Dice che il collega non ci va a lavorare"),
    ("nl", "Ze vertelde dat haar collega ging afzeggen"),
    ("pl", "Mówiła, że koleżanka odmówiła"),
    ("sv", "Hon berättade att en kollega tackade nej"),
    ("tr", "Arkadaşı reddedeceğim demiş"),
    ("ja", "前任の人が辞退したそうだ"),
    ("zh", "他们说同事不想去"),
    # Another offer or firm.
    ("en", "I have another offer. I'm going to decline it"),
    ("en", "I don't want to work at Fairline."),
    ("de", "Die andere Stelle sage ich ab. Ich sage ab"),
    ("fr", "J'ai une autre offre. Je vais refuser"),
    ("es", "Tengo otra oferta. Voy a rechazarlo"),
    ("pt", "Tenho outra proposta. Vou recusar"),
    ("it", "Ho un'altra offerta. Rifiuterò"),
    ("nl", "Ik heb een ander aanbod. Ik ga bedanken"),
    ("pl", "Mam inną ofertę. Odmówię"),
    ("sv", "Jag har ett annat erbjudande. Jag tackar nej"),
    ("tr", "Başka bir teklif var. Reddedeceğim"),
    ("ja", "他社の内定は辞退する"),
    ("zh", "另一家公司的offer，我打算拒绝"),
    # A condition.
    ("en", "If they don't pay I'm out"),
    ("en", "I won't take it if it's all nights"),
    ("de", "Wenn das Gehalt nicht stimmt, sage ich ab"),
    ("fr", "Je vais refuser si le salaire ne monte pas, je refuse"),
    ("es", "No lo acepto si no suben el sueldo"),
    ("pt", "Vou recusar se não pagarem mais"),
    ("it", "Rifiuto se non danno di più"),
    ("nl", "Ik ga bedanken als het loon niet stijgt"),
    ("pl", "Odmówię, jeśli nie dadzą więcej"),
    ("sv", "Jag tackar nej om lönen inte höjs"),
    ("tr", "Maaşı artırmazlarsa reddedeceğim"),
    ("ja", "給料が上がらなければ辞退する"),
    ("zh", "如果工资不涨，我打算拒绝"),
    # It was a doubt, a joke, or taken back.
    ("en", "I thought this is not for me. Then she showed me the workshop and I was sold"),
    ("en", "On-call every third week. That's not for me but the day role is brilliant"),
    ("en", "I'm not interested. Joking, it's brilliant"),
    ("de", "Ich will da nicht arbeiten. Quatsch, ist toll dort"),
    ("fr", "Je ne veux pas y travailler. Non je plaisante, c'est génial"),
    # Idioms, and what the sentence before is about.
    ("de", "Ich sage ab und zu bei Führungen etwas vor"),
    ("nl", "Ik zeg af en toe ja tegen een weekenddienst"),
    ("de", "Ich werde absagen: das Gespräch bei der anderen am Freitag"),
    ("en", "They also asked about sales.\nNot for me."),
    ("en", "They have a slide. Hard pass"),
    ("de", "Nachtschicht gibt es auch. Nichts für mich"),
    ("it", "Le trasferte? Non fa per me."),
    ("tr", "Kahve var. Bana göre değil"),
    ("tr", "Vazgeçtim, arabayla gitmedim"),
    ("sv", "De har en rutschkana. Inget för mig"),
    ("zh", "他们有跳伞。不适合我"),
    ("en", "They run a softball league. I'm not interested. Lovely yard"),
    ("en", "Asked about the second vacancy in Leeds. I'm not interested in it. The Hull one it is"),
    ("es", "Hay un torneo de mus. No me interesa. Buen taller"),
    # What is refused is something else.
    ("en", "They go skydiving every June. It's not for me. New press next to the door"),
    ("de", "Freitags Kicker-Turnier. Das ist nichts für mich. Schöne Werkstatt"),
    ("fr", "Tripes à midi. Ce n'est pas pour moi. Bel atelier"),
    ("es", "Torneo de pádel los viernes. No es para mí. Buen taller"),
    ("pt", "Torneio de padel às sextas. Não é para mim. Boa oficina"),
    ("it", "Torneo di padel il venerdì. Non fa per me. Bella officina"),
    ("nl", "Vrijdag tafelvoetbal. Dat is niks voor mij. Mooie werkplaats"),
    ("pl", "W piątki piłkarzyki. To nie dla mnie. Ładny warsztat"),
    ("sv", "Padel på fredagar. Det är inget för mig. Fin verkstad"),
    ("tr", "Cuma günleri paraşüt. Bana göre değil. Güzel atölye"),
    ("ja", "毎年みんなで富士登山。自分には合わない。工場はきれい"),
    ("zh", "每年一起跳伞。不适合我。车间很干净"),
    ("en", "The board decided against it. Big new press"),
    ("de", "Der Betriebsrat hat sich dagegen entschieden"),
    ("ja", "その投資は会社が見送ることにした"),
    ("zh", "他们决定不去了展会"),
    ("en", "She'd ring on Saturday but I'll decline. Dye house next to it"),
    ("en", "She rings Friday but I'm out. Nice view"),
    ("en", "I'm out on Friday"),
    ("de", "bin am Freitag raus aus der Stadt"),
    ("de", "Am Montag Probearbeiten, aber ich werde absagen. Schöne Werkstatt"),
    ("sv", "De bjöd på kaffe men jag tackar nej. Fin verkstad"),
    ("it", "Mi aspetta sabato ma dirò di no. Bella officina"),
    # A wish for it, doubt, and what is about something else.
    ("en", "I really want this job. The canteen is not for me, but I'd love to work there"),
    ("en", "Not for me: the tea. Showed me the dye house"),
    ("en", "dunno if I want it"),
    ("de", "Die Nachtschicht ist nichts für mich, den Rest mag ich"),
    ("de", "Würde da sehr gern anfangen, aber der Weg ist nichts für mich"),
    ("fr", "Les tripes, c'est pas pour moi ? on verra"),
    ("es", "El turno de noche no es para mí, lo demás sí"),
    ("nl", "De nachtdienst is niks voor mij, de rest wel"),
    ("sv", "Nattpassen är inget för mig, resten gärna"),
    ("pl", "Nocki nie dla mnie, reszta super"),
    ("it", "Il turno di notte non fa per me, il resto sì"),
    ("pt", "O turno da noite não é para mim, o resto sim"),
    ("tr", "Gece vardiyası bana göre değil, gerisi güzel"),
    ("ja", "夜勤は自分には合わないが、ぜひ働きたい"),
    ("zh", "夜班不适合我，其他都想去"),
    # A joke, or another mind.
    ("en", "I'm turning it down. Only joking, what a yard"),
    ("en", "I don't want the job. On second thoughts, the new press is something"),
    ("de", "Ich lehne die Stelle ab. War nur Spaß"),
    ("fr", "Je refuse le poste. Non, c'est une blague"),
    ("es", "Rechazo el puesto. Es broma"),
    ("pt", "Recuso a vaga. Brincadeira"),
    ("it", "Rifiuto il posto. Scherzo"),
    ("nl", "Ik wil de baan niet. Grapje"),
    ("pl", "Nie chcę tej pracy. Żartuję"),
    ("sv", "Jag vill inte ha jobbet. Jag skojar"),
    ("tr", "Bu işi istemiyorum. Şaka yapıyorum"),
    ("ja", "辞退します。冗談です"),
    ("zh", "我不去了。开玩笑的"),
    # Another job that was, is somebody else's, or waits for something.
    ("en", "I've accepted another job in 2019 and left it"),
    ("en", "I'm going with the other offer, unless they pay more"),
    ("en", "The last one wrote: I've accepted another job"),
    ("de", "Der Vorgänger hat woanders zugesagt"),
    ("fr", "Le précédent a accepté un autre poste"),
    ("en", "I've taken a position on nights there, lovely yard"),
    ("en", "I've accepted a role"),
    # Another post of the same house.
    ("en", "They have two openings. I'm taking the other role, nights suit me"),
    ("en", "I'm going for the other position, the yard one"),
    ("de", "Zwei Stellen frei. Ich nehme die andere Stelle"),
    ("fr", "Deux postes ouverts. Je prends l'autre poste"),
    ("es", "Tienen dos vacantes. Me quedo con el otro puesto"),
    ("pt", "Há duas vagas. Fico com a outra vaga"),
    ("it", "Due posti liberi. Prendo l'altro posto"),
    ("nl", "Twee functies open. Ik kies de andere functie"),
    ("tr", "İki pozisyon var. Diğer pozisyonu seçiyorum"),
    # What may be about the sentence before, and praise behind.
    ("de", "Nachtschicht gibt es auch. Das kommt für mich nicht infrage. Tolle Werkstatt"),
    ("de", "Freitags Kicker. Habe kein Interesse. Tolle Werkstatt"),
    ("it", "Il venerdì karaoke. Non ci vado. Bella officina"),
]


@pytest.mark.parametrize(("language", "note"), KEPT)
def test_what_others_say_conditions_and_other_offers_refuse_nothing(language: str, note: str) -> None:
    assert not declines([note], templates().wordings[language], KNOWN)


PLAIN = dict(reversed(REFUSED))
HOPES = {
    "en": ("interested", "look", "glad"),
    "de": ("freue", "interessiert", "gern"),
    "fr": ("plaisir", "m'intéresse", "aimerais"),
    "es": ("me interesa", "alegrará", "ilusión"),
    "pt": ("Aguardo", "prazer em", "gostaria"),
    "it": ("mi interessa", "Attendo", "piacerebbe"),
    "nl": ("kijk", "interesseert", "graag"),
    "sv": ("fram emot", "intresserar", "gärna"),
    "pl": ("czekam", "interesuje mnie", "chętnie"),
    "tr": ("bekliyorum", "ilgim", "isterim"),
    "ja": ("お待ち", "志望", "働きたい"),
    "zh": ("期待", "感兴趣", "希望"),
}
MEETING = {
    "en": "Second interview on Friday at 10.",
    "de": "Freitag um 10 Uhr zweites Gespräch.",
    "fr": "Deuxième entretien vendredi à 10h.",
    "es": "Segunda entrevista el viernes a las 10.",
    "pt": "Segunda entrevista na sexta às 10h.",
    "it": "Secondo colloquio venerdì alle 10.",
    "nl": "Vrijdag om 10 uur tweede gesprek.",
    "sv": "Andra intervju på fredag kl 10.",
    "pl": "Druga rozmowa w piątek o 10.",
    "tr": "Cuma 10:00 ikinci görüşme.",
    "ja": "金曜に二次面接。",
    "zh": "周五上午十点二面。",
}


@pytest.mark.parametrize("language", sorted(PLAIN))
def test_who_refuses_pretends_no_interest_in_any_letter(language: str) -> None:
    note = f"{MEETING[language]} {PLAIN[language]}"
    reader = Contact(
        "i@work.example", "佐藤 恵" if language in ("ja", "zh") else "Ines Moreau", ContactRole.HIRING_MANAGER
    )
    for kind in (FollowUpKind.THANK_YOU, FollowUpKind.NUDGE):
        found = letter(note, language=language, kind=kind, to=(reader,), strengths=("Kotlin",))
        assert not found.findings
        assert not found.fallback
        assert not [hope for hope in HOPES[language] if hope in body(found)]


@pytest.mark.parametrize("language", sorted(PLAIN))
def test_not_even_the_plainest_letter_pretends_interest(language: str) -> None:
    note, book = PLAIN[language], templates()
    for kind in (FollowUpKind.THANK_YOU, FollowUpKind.NUDGE):
        desk = desk_of(brief(note, language=language, kind=kind), book)
        found = fallback(desk, ())
        assert not [f for f in found.findings if f.rule == "element"]
        assert not [hope for hope in HOPES[language] if hope in body(found)]


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "I'm going to say no, the workshop was lovely"),
        ("en", "Topic: I'm not interested"),
        ("en", "Loved that I'll decline"),
        ("pl", "Rezygnuję, super"),
        ("ja", "辞退することにした、素晴らしい"),
    ],
)
def test_a_refusal_is_nothing_to_tell(language: str, note: str) -> None:
    everybody = templates().wordings
    assert not read_notes([note], People((PRIYA,), ()), everybody[language], everybody)


def test_a_model_is_told_to_write_no_interest_either() -> None:
    prompt = prompt_for(brief(PLAIN["en"], strengths=("Kotlin",)), templates())
    assert "without a word of interest" in prompt.rules
    assert "Kotlin" not in prompt.data


def test_a_list_of_words_is_written_once() -> None:
    """It is a macro where several refusals have it, so that a word more is one in all of them."""
    for name, rules in rule_files("drafting").items():
        shapes = str(rules.get("notes", {}).get("refusal", {}))
        written = Counter(re.findall(r"\(\?:[^()]{20,}\)", shapes))
        assert [words for words, times in written.items() if times > 2] == [], name


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("fr", "sympa mais je passe mon tour"),
        ("fr", "je laisse tomber, trop loin"),
        ("es", "majos, pero paso"),
        ("es", "me bajo del proceso"),
        ("pt", "equipe legal mas tô fora"),
        ("pt", "vou desistir do processo"),
        ("it", "bel posto ma passo"),
        ("it", "lascio perdere, troppo lontano"),
    ],
)
def test_who_is_out_in_a_word_wants_no_job(language: str, note: str) -> None:
    assert desk_of(brief(note, language=language), templates()).reluctant
