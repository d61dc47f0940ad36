"""Questions that a note answers itself by sending its reader on, questions that a person asks, and what only acknowledges."""

from __future__ import annotations

import pytest

from followbot.domain.model import MessageKind, Outcome
from tests.domain.replies.mails import mail, read

ANSWERED = (
    "Bin bis einschließlich 20. Juni nicht im Haus. Brauchen Sie sofort Auskunft? Rufen Sie bitte Frau Selig unter der -14 an.",
    "I am on leave until 20 June. Do you need an answer before then? Speak to Moira on 0117 496 0033.",
    "Je suis en congé jusqu'au 20 juin. Vous avez besoin d'une réponse plus tôt ? Appelez Mme Roy au standard.",
    "Estoy de vacaciones hasta el 20 de junio. ¿Necesita una respuesta antes? Llame a la señora Roca, extensión 14.",
    "Estou de férias até 20 de junho. Precisa de uma resposta antes? Ligue para a Dona Rosa, ramal 14.",
    "Sono in ferie fino al 20 giugno. Le serve una risposta prima? Chiami la signora Rota all'interno 14.",
    "Ik ben met verlof tot en met 20 juni. Kunt u niet zo lang wachten? Bel dan mevrouw Roos op toestel 14.",
    "Jestem na urlopie do 20 czerwca. Potrzebują Państwo odpowiedzi wcześniej? Proszę zadzwonić do pani Rogali, wewn. 14.",
    "Jag har semester till och med 20 juni. Behöver du svar tidigare? Ring Rut på anknytning 14.",
    "20 Haziran'a kadar izindeyim. Daha önce yanıta mı ihtiyacınız var? Dahili 14'ten Rüya Hanım'ı arayın.",
    "6月20日まで休暇をいただいております。それまでにお返事が必要ですか？内線14の六車までお電話ください。",
    "本人休假至6月20日。需要马上答复吗？请打分机14找罗老师。",
)
BACK_TO_ME = (
    "Leider war ich am Freitag nicht im Büro. Könnten Sie mir Seite zwei noch einmal schicken? Rufen Sie mich gern an.",
    "I was out at the site on Friday. Could you resend the second page? Call me on my mobile if that's easier.",
    "J'étais absente vendredi. Pouvez-vous me renvoyer la page deux ? Appelez-moi si c'est plus simple.",
    "Estaba fuera de la oficina el viernes. ¿Puede reenviarme la segunda página? Llámeme al móvil si le viene mejor.",
    "Estava fora do escritório na sexta. Pode reenviar a segunda página? Ligue-me para o telemóvel se preferir.",
    "Ero fuori ufficio venerdì. Può rimandarmi la seconda pagina? Mi chiami pure sul cellulare.",
    "Ik was vrijdag niet op kantoor. Kun je pagina twee nog eens sturen? Bel me gerust op mijn mobiel.",
    "Jag var inte på kontoret i fredags. Kan du skicka sida två igen? Ring mig gärna på mobilen.",
    "Cuma günü ofiste değildim. İkinci sayfayı tekrar gönderebilir misiniz? İsterseniz cepten arayın.",
    "金曜日は出張で不在にしておりました。二枚目をもう一度お送りいただけますか？携帯にお電話くださっても結構です。",
)
MISSED = (
    "Unfortunately I missed your call yesterday, I was underground all shift with no signal. Was it anything urgent?",
    "Leider habe ich Ihren Anruf gestern verpasst, ich war den ganzen Tag im Stollen ohne Empfang. War es dringend?",
    "J'ai raté votre appel hier, j'étais toute la journée sans réseau à la mine. C'était urgent ?",
    "Perdí tu llamada ayer, estuve todo el turno sin cobertura. ¿Era urgente?",
    "Perdi a sua chamada ontem, estive o dia todo sem rede. Era urgente?",
    "Ho perso la sua chiamata ieri, ero in galleria senza campo. Era urgente?",
    "Ik heb je oproep gisteren gemist, ik zat de hele dag zonder bereik in de tunnel. Was het dringend?",
    "Nie odebrałam wczoraj, cały dzień byłam pod ziemią bez zasięgu. Czy to było coś pilnego?",
    "Jag missade ditt samtal igår, jag var i gruvan hela dagen utan täckning. Var det brådskande?",
    "Dün aramanızı kaçırdım, bütün gün madende telefon çekmiyordu. Acil miydi?",
    "昨日はお電話に出られず失礼しました。一日坑内で圏外でした。お急ぎでしたか？",
    "昨天没接到您的电话，我整天在井下没信号。是急事吗？",
)
OVERSEEN = (
    "Sorry, I hadn't seen your mail, I was away on site yesterday. What did you need?",
    "Entschuldigung, ich habe Ihre Mail nicht gesehen, ich war gestern unterwegs. Was brauchen Sie?",
    "Perdona, no vi tu mensaje, estaba fuera ayer. ¿Qué necesitabas?",
    "Desculpe, não vi a sua mensagem, estive fora ontem. De que precisava?",
    "Scusi, non ho visto il suo messaggio, ieri ero fuori. Di cosa aveva bisogno?",
    "Sorry, ik had je mail niet gezien, ik was gisteren weg. Wat had je nodig?",
    "Przepraszam, nie widziałam Twojej wiadomości, wczoraj byłam poza biurem. Czego potrzebujesz?",
    "Förlåt, jag såg inte ditt mejl, jag var borta igår. Vad behövde du?",
    "Pardon, mesajını görmemişim, dün dışarıdaydım. Ne lazımdı?",
    "すみません、メールを見ておりませんでした。昨日は出張でした。何かご用でしたか？",
    "不好意思，没看到你的邮件，昨天出差了。你需要什么？",
)
BACK_AGAIN = (
    "am Freitag war ich nicht im Büro, deshalb erst jetzt: vielen Dank für Ihre Nachricht!",
    "Friday I was out on site, hence the late reply. Thanks for your message!",
    "vendredi j'étais en déplacement, d'où ma réponse tardive. Merci pour votre message !",
    "el viernes estuve fuera de la oficina, por eso contesto ahora. ¡Gracias por su mensaje!",
    "na sexta estive fora e só hoje li a sua mensagem. Obrigada, gostei muito!",
    "venerdì ero fuori ufficio, per questo rispondo solo ora. Grazie per il messaggio!",
    "vrijdag was ik niet op kantoor, daarom nu pas. Bedankt voor je bericht!",
    "w piątek byłam poza biurem, dlatego dopiero teraz. Dziękuję za wiadomość!",
    "i fredags var jag inte på kontoret, därför först nu. Tack för ditt mejl!",
    "cuma günü izindeydim, o yüzden geç yazıyorum. Mesajınız için teşekkürler!",
    "金曜日は出張しておりましたので、お返事が今になりました。メールありがとうございました。",
    "上周五我出差了，没看到你的邮件。谢谢你的来信！",
    "Thanks for your message. Are you free Thursday? Call the office on 020 7946 0000 to book.",
)
BESIDE_A_FORMULA = (
    "你的邮件已收到，我会尽快回复。昨天给学生监考，手机没带。你问的那本教材我记得在三楼书架上，回头拍给你看。",
    "Your message has arrived, I'll reply as soon as I can. We had the bees swarm this morning and half the yard was shut.",
    "Ihre Mail ist angekommen, ich antworte so bald wie möglich. Bei uns ist heute die Heizung ausgefallen und alle frieren. "
    "Das Buch, von dem Sie sprachen, hat mein Kollege auch gelesen.",
    "J'ai bien reçu votre message, je réponds dès que possible. Ce matin le four est tombé en panne et tout le monde court. "
    "Votre idée d'affiche fait déjà parler l'atelier.",
    "He recibido tu mensaje, te contesto en cuanto pueda. Hoy se nos ha ido la luz y andamos con velas en el taller.",
    "Ho ricevuto il tuo messaggio, ti rispondo appena posso. Stamattina si è allagato il laboratorio, tutti con gli stivali.",
    "Recebi a sua mensagem, respondo assim que puder. Hoje faltou água na oficina e está tudo virado do avesso.",
    "Je bericht heb ik ontvangen, ik antwoord zo snel mogelijk. Vanochtend stond de kelder blank en we lopen op laarzen.",
    "Dostałam Twoją wiadomość, odpiszę jak najszybciej. Dziś rano zalało nam pracownię i wszyscy biegają z wiadrami.",
    "Jag har fått ditt mejl och svarar så snart jag kan. I morse frös rören i verkstaden och alla springer runt med hinkar.",
    "Mesajınızı aldım, en kısa sürede döneceğim. Bu sabah atölyeyi su bastı, hepimiz çizmeyle dolaşıyoruz.",
    "メール拝受しました。できるだけ早くお返事します。今朝は工房の水道管が凍って、みんなで長靴を履いています。",
)
FORMULAS_ALONE = (
    "您的邮件已收到，我会尽快回复。",
    "你好，来信已收到，我会在方便时尽快给你回复，祝好！",
    "這是自動回覆：您的來信已收到，我會儘快回覆您。",
)


@pytest.mark.parametrize("body", ANSWERED)
def test_a_note_that_answers_its_own_question_is_nobodys(body: str) -> None:
    found = read(mail(f"{body}\n\nJane", thread=True))
    assert (found.kind, found.stops) == (MessageKind.AUTO_REPLY, False)
    assert found.until is not None


@pytest.mark.parametrize("body", [*BACK_TO_ME, *MISSED, *OVERSEEN, *BACK_AGAIN])
def test_who_waits_for_an_answer_is_a_person_and_was_away_only_then(body: str) -> None:
    found = read(mail(f"{body}\n\nJane", thread=True))
    assert (found.kind, found.outcome, found.until) == (MessageKind.HUMAN_REPLY, None, None)


@pytest.mark.parametrize("body", BESIDE_A_FORMULA)
def test_a_formula_beside_something_to_say_is_a_persons(body: str) -> None:
    found = read(mail(f"{body}\n\nJane", thread=True))
    assert (found.kind, found.stops) == (MessageKind.HUMAN_REPLY, True)


@pytest.mark.parametrize("body", FORMULAS_ALONE)
def test_formulas_alone_are_a_machines(body: str) -> None:
    assert read(mail(body, thread=True)).kind is MessageKind.AUTO_REPLY


OTHER_THINGS = (
    "Bonjour Alex, je n'ai pas pu retenir la salle pour le pot de jeudi, on fera ça dehors.",
    "Hallo Alex, Ihre Unterlagen sind jetzt vollständig bei uns eingegangen. Mehr brauchen wir nicht.",
    "Hi Alex, funny thing: they picked someone else to run the tour on Saturday, so I'll be free after all.",
    "Bonjour Alex, pour la visite guidée ils ont choisi quelqu'un d'autre, j'ai donc du temps.",
    "Ciao Alex, per la visita guidata hanno scelto un altro, quindi sabato sono libera.",
    "Cześć Alex, do oprowadzania wybrali kogoś innego, więc w sobotę mam wolne.",
    "Merhaba Alex, turu yönetmek için başkasını seçmişler, cumartesi boşum.",
    "Alexさん、見学ツアーの案内役は別の人に決まったそうで、土曜は空きました。",
    "Alex，导览的活他们找了别人，我周六就空了。",
    "Hallo Alex, das Brückenprojekt ist leider gestrichen worden, das Team trinkt heute Kaffee.",
    "Hola Alex: han cancelado el proyecto del puente, así que hoy el equipo toma café.",
    "Hoi Alex, het brugproject is geschrapt, dus het team drinkt vandaag koffie.",
    "Hej Alex, broprojektet är inställt, så gänget dricker kaffe idag.",
    "Alex，桥梁项目取消了，今天大家都在喝咖啡。",
)
REFUSED = (
    "Hi Alex, I'm sorry: they picked someone else to run the team. I liked talking with you.",
    "Hi Alex, the project you were to work on has been cancelled, so there will be no position after all. Sorry.",
    "Hallo Alex, das Projekt, für das wir gesucht haben, ist gestrichen, damit fällt auch die Stelle weg. Es tut mir leid.",
    "Bonjour Alex, pour le poste de guide nous avons choisi quelqu'un d'autre, désolée.",
    "Cześć Alex, projekt odwołano, więc stanowiska już nie ma. Przykro mi.",
    "Alex，这个项目取消了，岗位也就没有了，很抱歉。",
)


@pytest.mark.parametrize("body", OTHER_THINGS)
def test_what_else_is_cancelled_or_given_to_others_is_no_refusal(body: str) -> None:
    assert read(mail(f"{body}\n\nJane", thread=True)).outcome is None


@pytest.mark.parametrize("body", REFUSED)
def test_a_project_or_a_choice_that_is_about_the_application_is_one(body: str) -> None:
    assert read(mail(f"{body}\n\nJane", thread=True)).outcome is Outcome.REJECTION
