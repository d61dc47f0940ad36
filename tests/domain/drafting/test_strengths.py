"""Strengths of the profile: each kind in a sentence that people write, and what fits none left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.drafting.desk import ANNA, body, letter, templates


def _said(language: str, *strengths: str, **facts: object) -> str:
    found = letter(language=language, strengths=strengths, profile=replace(ANNA, language=language), **facts)
    assert not found.findings
    return body(found)


@pytest.mark.parametrize(
    ("language", "strength", "said"),
    [
        ("en", "10 yrs experience in a warehouse", "my ten years of experience in a warehouse"),
        ("en", "teaching phonics", "my experience teaching phonics"),
        ("en", "fluent Spanish", "my fluent Spanish"),
        ("en", "event-driven systems", "my experience with event-driven systems"),
        ("en", "distributed systems", "my experience with distributed systems"),
        ("en", "Stakeholder management", "my experience in stakeholder management"),
        ("en", "Excel (pivot tables)", "my experience with Excel"),
        ("en", "degree in horticulture", "my degree in horticulture"),
        ("en", "AAT level 3", "I already have my AAT level 3"),
        ("en", "ran a kitchen of nine", "I have run a kitchen of nine"),
        ("en", "Wrote the night rota", "I have written the night rota"),
        ("en", "taught three hundred beginners", "I have taught three hundred beginners"),
        ("en", "toddlers and weaning", "my experience with toddlers and weaning"),
        ("en", "wiring schematics", "my experience with wiring schematics"),
        ("de", "Sinumerik-Steuerung", "meine Erfahrung mit der Sinumerik-Steuerung"),
        ("de", "Vergabeverfahren", "meine Erfahrung mit Vergabeverfahren"),
        ("en", "NVQ Level 2 in welding", "I already have my NVQ Level 2 in welding"),
        ("de", "SolidWorks", "meine Erfahrung mit SolidWorks"),
        ("pl", "surdopedagogika", "swoją wiedzę z zakresu surdopedagogiki"),
        ("pl", "polonistyka", "swoją wiedzę z zakresu polonistyki"),
        ("pl", "adaptacja i uprawa", "w zakresie adaptacji i uprawy"),
        ("pl", "język migowy", "swoją znajomość języka migowego"),
        ("pl", "kuchnia regionalna", "w zakresie kuchni regionalnej"),
        ("pl", "9 lat za kierownicą", "swoje 9-letnie doświadczenie za kierownicą"),
        ("pl", "kurs masażu 120 h", "Mam też ukończony kurs masażu"),
        ("tr", "SRC2", "SRC2 belgem de var"),
        ("ja", "工場との調整", "工場との調整の経験"),
        ("de", "Umgang mit schwierigen Kunden", "meine Erfahrung im Umgang mit schwierigen Kunden"),
        ("de", "Koordination von Baustellen", "meine Erfahrung in der Koordination von Baustellen"),
        ("de", "Fachweiterbildung Intensivpflege", "die Fachweiterbildung Intensivpflege bringe ich mit"),
        ("de", "Führerschein CE", "den Führerschein CE bringe ich mit"),
        ("fr", "bilans TPE", "mon expérience en bilans TPE"),
        ("fr", "lancement produit", "mon expérience en lancement produit"),
        ("fr", "enfants autistes", "mon expérience auprès d'enfants autistes"),
        ("fr", "PCR, MALDI-TOF", "mon expérience en PCR et en MALDI-TOF"),
        ("fr", "9 ans en brigade", "mes neuf ans d'expérience en brigade"),
        ("fr", "couture depuis 12 ans", "mes douze ans d'expérience en couture"),
        ("es", "7 años con personas mayores", "mis siete años de experiencia con personas mayores"),
        ("pt", "6 anos como soldador", "os meus seis anos de experiência como soldador"),
        ("fr", "encadrement saisonniers", "mon expérience en encadrement de saisonniers"),
        ("fr", "gestion événements", "mon expérience en gestion d'événements"),
        ("fr", "PMS Opera", "mettre à profit ma maîtrise du PMS Opera"),
        ("fr", "BP coiffure", "Titulaire d'un BP coiffure"),
        ("it", "esperienza con autismo", "la mia esperienza con l'autismo"),
        ("it", "esperienza con tornio", "la mia esperienza con il tornio"),
        ("it", "adolescenti", "la mia esperienza con gli adolescenti"),
        ("it", "cani e gatti", "la mia esperienza con cani e gatti"),
        ("it", "8 anni in stabilimento", "i miei otto anni di esperienza in stabilimento"),
        ("it", "esperienza con demenza", "la mia esperienza con la demenza"),
        ("fr", "SAP", "ma maîtrise de SAP"),
        ("fr", "Rust et Kotlin", "ma maîtrise de Rust et de Kotlin"),
        ("fr", "Excel et Word", "ma maîtrise d'Excel et de Word"),
        ("fr", "4 ans de maraîchage", "mes quatre ans d'expérience en maraîchage"),
        ("fr", "11 ans de métier", "mes onze ans de métier"),
        ("fr", "intervention en hauteur", "mon expérience de l'intervention en hauteur"),
        ("fr", "contentieux fiscal", "mon expérience en contentieux fiscal"),
        ("fr", "CACES 2 4", "Titulaire des CACES 2 et 4"),
        (
            "fr",
            "habilitation électrique cat. 2",
            "Titulaire de l'habilitation électrique de catégorie 2",
        ),
        ("it", "manutenzione impianti elettrici", "la mia esperienza nella manutenzione di impianti elettrici"),
        ("fr", "caces 1 3 5", "Titulaire des CACES 1, 3 et 5"),
        ("fr", "CAP charpentier", "Titulaire d'un CAP charpentier"),
        ("it", "7 anni di logistica", "i miei sette anni di esperienza in logistica"),
        ("it", "restauro violini", "la mia esperienza nel restauro dei violini"),
        ("it", "manutenzione freni", "la mia esperienza nella manutenzione dei freni"),
        ("fr", "permis D", "Titulaire du permis D"),
        ("es", "explicar datos a gente no técnica", "mi experiencia a la hora de explicar datos a gente no técnica"),
        ("es", "dirección de coro", "mi experiencia en dirección de coro"),
        ("es", "niños con TEA", "mi experiencia con niños con TEA"),
        ("es", "carné C+E", "Tengo el carné C+E y"),
        ("es", "mantenimiento ascensores", "mi experiencia en mantenimiento de ascensores"),
        ("es", "atención público", "mi experiencia en atención al público"),
        ("pt", "manutenção elevadores", "a minha experiência em manutenção de elevadores"),
        ("it", "PLC Siemens", "la mia esperienza con i PLC Siemens"),
        ("it", "gestione del personale ai piani", "la mia esperienza nella gestione del personale ai piani"),
        ("it", "spiegare la matematica", "la mia esperienza nello spiegare la matematica"),
        ("it", "prototipazione", "la mia esperienza nella prototipazione"),
        ("it", "patente CE", "La posizione mi interessa molto e sono già in possesso della patente CE"),
        ("pt", "crianças com autismo", "a minha experiência com crianças com autismo"),
        ("pt", "análise de vibrações", "a minha experiência em análise de vibrações"),
        ("pt", "curso de cuidados paliativos", "Tenho o curso de cuidados paliativos"),
        ("sv", "höghöjdsvana", "min höghöjdsvana"),
        ("sv", "leda team", "min erfarenhet av att leda team"),
        ("en", "Welsh, Polish and Greek", "my Welsh, Polish and Greek"),
        ("nl", "Nederlands, Arabisch, Frans", "mijn Nederlands, Arabisch en Frans"),
        ("sv", "persiska, svenska, engelska", "min persiska, svenska och engelska"),
        ("en", "NVQ level 2 carpentry", "my NVQ level 2 in carpentry"),
        ("en", "first aid at work", "my first aid at work certificate"),
        ("en", "9 yrs welder", "my nine years as a welder"),
        ("en", "4 years assistant", "my four years as an assistant"),
        ("de", "9 Jahre Linienbus", "meine neun Jahre Erfahrung im Linienbus"),
        ("de", "9 Jahre Altenpflege", "meine neun Jahre Erfahrung in der Altenpflege"),
        ("pl", "opieka farmaceutyczna", "swoje doświadczenie w zakresie opieki farmaceutycznej"),
        ("pl", "muzyka i rytmika", "swoje doświadczenie w zakresie muzyki i rytmiki"),
        ("pl", "wdrażanie nowych pracowników", "swoje doświadczenie we wdrażaniu nowych pracowników"),
        ("pl", "Playwright", "swoją znajomość Playwrighta"),
        ("pl", "angielski B2", "swoją znajomość języka angielskiego"),
        ("pl", "prawo jazdy kat. C+E", "Mam też prawo jazdy kategorii C+E"),
        ("tr", "AQL denetimi", "AQL denetimi konusundaki deneyimimle"),
        ("tr", "10 yıl mutfak tecrübesi", "10 yıllık mutfak tecrübemle"),
        ("tr", "SRC belgesi", "SRC belgem de var"),
        ("ja", "介護福祉士", "介護福祉士の資格を生かし"),
        ("ja", "接客歴5年", "5年にわたる接客の経験を生かし"),
        ("ja", "路線バス9年", "9年間の路線バス運転経験を生かし"),
        ("ja", "農学修士", "農学修士の学位を生かし"),
        ("zh", "初中数学5年", "5年的初中数学教学经验"),
        ("zh", "高低压电工证", "我持有高低压电工证"),
        ("zh", "精通Excel", "Excel方面的经验"),
        ("zh", "有限元仿真", "有限元仿真方面的经验"),
        ("it", "fiere", "la mia esperienza nelle fiere"),
        ("nl", "Duits en Engels", "mijn Duits en Engels"),
        ("sv", "persiska och engelska", "min persiska och engelska"),
        ("tr", "İngilizce ve Rusça", "İngilizce ve Rusça bilgimle"),
        ("en", "7 yrs crown court", "my seven years of crown court experience"),
        ("en", "5 years glazing experience", "my five years of glazing experience"),
        ("en", "opened a second branch", "I have opened a second branch"),
        ("en", "BTEC level 3", "I already have my BTEC level 3"),
        ("de", "15 Jahre Berufserfahrung", "meine 15 Jahre Berufserfahrung"),
        ("en", "reading meters", "my experience reading meters"),
        ("de", "Narkoseerfahrung", "meine Narkoseerfahrung"),
        ("de", "6 Jahre auf Märkten", "meine sechs Jahre auf Märkten"),
        # Registrations and licences.
        ("en", "GPhC registered", "I already have my GPhC registration"),
        ("en", "CIPD qualified", "I already have my CIPD qualification"),
        ("en", "QTS, 4 years", "I already have my QTS"),
        ("de", "Sachkundenachweis Gefahrstoffe", "den Sachkundenachweis Gefahrstoffe bringe ich mit"),
        ("fr", "FCO à jour", "Titulaire de la FCO,"),
        ("es", "FP en automoción", "Tengo una FP en automoción"),
        ("pt", "carta CE", "Tenho a carta CE e gostaria"),
        ("pt", "carta de pesados", "Tenho carta de pesados e gostaria"),
        ("pl", "książeczka sanitarna", "Mam też książeczkę sanitarną"),
        ("ja", "認知症介護講習", "認知症介護講習の受講経験"),
        ("en", "corgi registered", "I already have my corgi registration"),
        ("en", "trained 9 apprentices", "I trained 9 apprentices"),
        ("en", "EYFS experience", "my EYFS experience"),
        ("en", "figma + Jira", "my experience with Figma and Jira"),
        ("pl", "planowanie miejskie", "swoje doświadczenie w planowaniu miejskim"),
        ("pl", "żywienie dietetyczne", "swoje doświadczenie w żywieniu dietetycznym"),
        ("zh", "教龄十二年", "十二年的教学经验"),
        # The article that goes with their noun.
        ("de", "Palliativpflege", "meine Erfahrung in der Palliativpflege"),
        ("de", "Metallbau", "meine Erfahrung im Metallbau"),
        ("de", "NC und Handguss", "meine Erfahrung mit NC und Handguss"),
        ("fr", "taille de pierre", "mon expérience en taille de pierre"),
        ("fr", "dressage de chiens", "mon expérience en dressage de chiens"),
        ("fr", "élagage d'arbres", "mon expérience en élagage d'arbres"),
        ("it", "sala operatoria", "la mia esperienza in sala operatoria"),
        ("it", "scavi archeologici", "la mia esperienza negli scavi archeologici"),
        ("it", "tornio manuale", "la mia esperienza con il tornio manuale"),
        ("nl", "Woningwet", "mijn ervaring met de Woningwet"),
        ("nl", "socioloog", "mijn ervaring als socioloog"),
        ("sv", "biolog", "min erfarenhet som biolog"),
        # Years beside what they were spent on.
        ("it", "reparto da 9 anni", "i miei nove anni di esperienza in reparto"),
        ("zh", "前台八年", "八年的前台经验"),
        # Languages and their levels.
        ("en", "B2 Italian", "my Italian"),
        ("en", "Dutch (C1)", "my Dutch"),
        ("de", "Englisch C1", "meine Englischkenntnisse"),
        ("fr", "allemand B2", "mon allemand"),
        ("es", "nivel C1 de inglés", "mis conocimientos de inglés"),
        ("es", "plantas de ribera", "mi experiencia con plantas de ribera"),
        ("pt", "plantas do mato", "a minha experiência com plantas do mato"),
        ("pt", "francês B2", "os meus conhecimentos de francês"),
        ("it", "inglese livello C1", "il mio inglese"),
        ("nl", "Duits op B2-niveau", "mijn Duits"),
        ("sv", "tyska B2", "min tyska"),
        ("pl", "niemiecki B2", "swoją znajomość języka niemieckiego"),
        ("tr", "Almanca C1", "Almanca bilgimle"),
        # Lists of one kind, and of several.
        ("en", "payroll, bookkeeping", "my experience in payroll and bookkeeping"),
        ("de", "Endoskopie, Sonografie", "meine Erfahrung in Endoskopie und Sonografie"),
        ("es", "SAP, Excel", "mi experiencia con SAP y Excel"),
        ("pt", "soldadura, caldeiraria", "a minha experiência em soldadura e caldeiraria"),
        ("it", "AutoCAD, Revit", "la mia esperienza con AutoCAD e Revit"),
        ("nl", "snoeien, enten", "mijn ervaring met snoeien en enten"),
        ("sv", "svetsning, gjutning", "min erfarenhet av svetsning och gjutning"),
        ("pl", "SAP, AutoCAD", "swoją znajomość SAP i AutoCAD"),
        ("tr", "SAP, Excel", "SAP ve Excel deneyimimle"),
        ("ja", "回復期病棟5年", "回復期病棟での5年の経験"),
        ("ja", "旋盤、溶接", "旋盤や溶接の経験"),
        ("zh", "车床、铣床", "车床、铣床方面的经验"),
        ("fr", "devis, chantiers", "mon expérience des devis et des chantiers"),
    ],
)
def test_a_strength_stands_in_a_form_of_its_kind(language: str, strength: str, said: str) -> None:
    assert said in _said(language, strength)


@pytest.mark.parametrize(
    ("language", "strength"),
    [
        ("en", "calm with anxious owners"),
        ("en", "clean driving licence"),
        ("en", "can work under pressure"),
        ("en", "PADI instructor"),
        ("en", "evenings free"),
        ("en", "pool lifeguard"),
        ("en", "team lead at Lidl"),
        ("en", "speaks Romanian"),
        ("en", "CIMA part-qualified"),
        ("fr", "week-end accepté"),
        ("fr", "ménage impeccable"),
        ("fr", "conseil vitrine"),
        ("fr", "observation"),
        ("fr", "couture soignée"),
        ("fr", "CAP"),
        ("fr", "A320"),
        ("fr", "MD 80"),
        ("es", "ayudante de cocina"),
        ("es", "operador de grúa"),
        ("it", "estetista qualificata"),
        ("es", "calibración sensores temperatura"),
        ("pt", "calibração sensores temperatura"),
        ("pt", "habilitação cat. D"),
        ("it", "calibrazione sensori temperatura"),
        ("fr", "qualification soudeur niv. 3"),
        ("nl", "ervaren kapper"),
        ("ja", "土日可"),
        ("zh", "驾龄九年"),
        ("en", "keeps a level head, on time"),
        ("en", "bookkeeping since 2014"),
        ("de", "20 Jahre schadenfrei"),
        ("de", "Wochenenden kein Problem"),
        ("de", "Spanisch A2"),
        ("fr", "garde le sourire un lundi matin"),
        ("fr", "anglais scolaire"),
        ("es", "rapido y limpio"),
        ("es", "noches ok"),
        ("es", "resuelvo averías deprisa"),
        ("it", "inglese base"),
        ("it", "porto la calma in cucina"),
        ("pt", "mantenho a calma no balcão"),
        ("pt", "fins de semana livres"),
        ("nl", "houdt de boel schoon"),
        ("nl", "16 jaar schadevrij"),
        ("sv", "spelar handboll"),
        ("es", "pruebas electronicas"),
        ("es", "tareas de albañil y soldadura, construccion"),
        ("pt", "manutencao predial"),
        ("tr", "nöbete alışkın"),
        ("tr", "9 yıl kazasız"),
        ("tr", "biyolog"),
        ("ja", "お客様への対応が丁寧"),
        ("ja", "無事故8年"),
        ("zh", "孩子们都听我的"),
        ("zh", "护士"),
        ("en", "5S / lean"),
        ("de", "ruhig in Notfällen"),
        ("de", "soziale Kompetenz"),
        ("de", "Kinder begeistern"),
        ("de", "Führerschein Klasse B"),
        ("fr", "ponctualité"),
        ("fr", "thermiques et hydrauliques"),
        ("fr", "conseil perso"),
        ("fr", "9 ans de four à bois"),
        ("it", "laurea Bocconi"),
        ("it", "galvanica e cromatura dei metalli"),
        ("it", "ISO 14001"),
        ("fr", "animer une équipe"),
        ("fr", "à l'aise avec les clients"),
        ("es", "don de gentes"),
        ("es", "hablo inglés"),
        ("it", "tre lingue"),
        ("it", "precisione"),
        ("pt", "escuta"),
        ("nl", "goed met mensen"),
        ("nl", "geduld"),
        ("sv", "tålamod"),
        ("sv", "B-körkort"),
        ("pl", "leki recepturowe"),
        ("pl", "dociekliwość"),
        ("pl", "praca w zespole"),
        ("tr", "soğukkanlılık"),
        ("tr", "seyahat engelim yok"),
        ("ja", "体力には自信があります"),
        ("ja", "普通自動車免許"),
        ("en", "cut waste 30%"),
        ("en", "3 PQE"),
        ("en", "60 wpm"),
        ("en", "MLIS"),
        ("en", "level 2"),
        ("en", "MSc Leeds"),
        ("en", "concentration"),
        ("en", "deep bronze"),
        ("en", "6 years mostly on my own"),
        ("de", "ZFA"),
        ("de", "14 Jahre Großmarkt"),
        ("de", "9 Jahre Mittelspannung"),
        ("en", "writing minutes people want to keep"),
        ("de", "25 Leute angeleitet"),
        ("de", "Trockenmauern"),
        ("zh", "性格开朗"),
        ("zh", "吃苦耐劳"),
    ],
)
def test_a_strength_that_fits_no_sentence_is_left_out(language: str, strength: str) -> None:
    assert strength.casefold() not in _said(language, strength).casefold()


def test_what_somebody_can_do_goes_before_a_paper_that_says_so() -> None:
    said = _said("de", "Barista-Ausbildung", "Teamführung")
    assert "Teamführung" in said
    assert "Barista" not in said


def test_a_capital_that_every_strength_has_is_no_name() -> None:
    assert "experience in mentoring" in _said("en", "Mentoring", "Budgets")
    assert "experience with Kotlin" in _said("en", "Kotlin", "layout")


def test_a_capital_that_one_strength_has_among_others_is_a_name() -> None:
    assert "experience with Fidelio software" in _said("en", "tidy", "Fidelio software")


def test_initials_are_a_tool_where_role_or_notes_name_them() -> None:
    assert "Erfahrung mit ABAS" in _said("de", "ABAS", role="Sachbearbeiterin ABAS")
    assert "ABAS" not in _said("de", "ABAS", role="Sachbearbeiterin")


PRIVATE = [
    ("en", "divorced"),
    ("en", "two kids"),
    ("en", "wheelchair user"),
    ("en", "salary expectation 38k"),
    ("en", "my wife says I am patient"),
    ("de", "Aufenthaltserlaubnis"),
    ("de", "Schwerbehinderung 50"),
    ("de", "flinke Finger"),
    ("fr", "maman de trois enfants"),
    ("fr", "reconnue travailleur handicapé"),
    ("fr", "debout à 4h sans râler"),
    ("es", "madre de dos hijos"),
    ("es", "discapacidad 33%"),
    ("es", "traduzco del náhuatl"),
    ("pt", "cartão de residência"),
    ("pt", "enfermeira"),
    ("it", "categoria protetta"),
    ("it", "permesso di soggiorno"),
    ("it", "orecchio"),
    ("nl", "verblijfsvergunning"),
    ("nl", "een team leiden"),
    ("pl", "orzeczenie o niepełnosprawności"),
    ("pl", "pielęgniarka"),
    ("sv", "uppehållstillstånd"),
    ("sv", "gift med två katter"),
    ("tr", "oturma izni"),
    ("tr", "askerliğini yapmış"),
    ("tr", "hukuk mezunu"),
    ("ja", "在留資格"),
    ("ja", "法学部卒"),
    ("zh", "已婚"),
    ("zh", "英语CET-6"),
    ("en", "gambling"),
    ("de", "Trennung"),
    ("fr", "deux ans de chômage"),
    ("es", "separación"),
    ("it", "in pensione"),
    ("nl", "scheiding"),
    ("pl", "rozstanie"),
    ("sv", "skilsmässa"),
    ("tr", "emeklilik"),
    ("ja", "無職3年"),
    ("zh", "失业两年"),
]


@pytest.mark.parametrize(("language", "strength"), PRIVATE)
def test_what_is_private_or_nobodys_trade_is_never_said(language: str, strength: str) -> None:
    assert strength.casefold() not in _said(language, strength).casefold()


@pytest.mark.parametrize(("language", "strength"), PRIVATE)
def test_not_even_a_role_that_names_it_makes_it_one(language: str, strength: str) -> None:
    wording = templates().wordings[language]
    shape = next((s for s in wording.strengths if not s.named and s.match.match(strength)), None)
    assert shape is None or not shape.form or shape.attested


@pytest.mark.parametrize(
    ("language", "role", "strength", "said"),
    [
        ("de", "Konstrukteur Toleranzketten", "Toleranzketten", "meine Erfahrung mit Toleranzketten"),
        ("nl", "Docent muziek", "muziek in de klas", "mijn ervaring met muziek in de klas"),
        ("fr", "Chef de chorale", "chorale", "mon expérience de la chorale"),
        ("sv", "Lärare matte och motorsåg", "motorsåg", "min erfarenhet av motorsåg"),
    ],
)
def test_what_the_role_names_is_a_thing_of_the_trade(language: str, role: str, strength: str, said: str) -> None:
    assert said in _said(language, strength, role=role)
    assert said not in _said(language, strength, role="Assistenz")


def test_a_clause_is_none_although_the_role_names_its_end() -> None:
    assert "traduzco" not in _said("es", "traduzco del náhuatl", role="Intérprete de náhuatl")


def test_two_languages_are_said_in_one_breath() -> None:
    assert "os meus conhecimentos de inglês e francês" in _said("pt", "inglês e francês")
    assert "mon espagnol et mon italien" in _said("fr", "espagnol, italien")
    assert "meine Englisch- und Polnischkenntnisse" in _said("de", "Englisch, Polnisch")
    assert "日语、韩语能力" in _said("zh", "日语、韩语")


@pytest.mark.parametrize("number", ["+44 7700 900123", "0201 998877"])
def test_a_number_to_call_is_no_strength(number: str) -> None:
    assert "experience" not in _said("en", number)
    assert "C++17" in _said("en", "C++17")


def test_the_number_of_a_standard_is_none_to_call() -> None:
    assert "meine Erfahrung mit ISO 27001" in _said("de", "ISO 27001")


def test_few_years_are_written_in_letters_in_english() -> None:
    said = body(letter(language="en", strengths=("6 yrs dental nursing",), profile=replace(ANNA, language="en")))
    assert "my six years of dental nursing experience" in said


@pytest.mark.parametrize("paper", ["RRT-NPS", "EMT-B", "PA1 PA6", "HCPC and HPLC", "WSET 3"])
def test_initials_that_nobody_knows_are_said_where_the_role_names_them(paper: str) -> None:
    first = paper.split()[0]
    assert "my experience" not in body(letter("", strengths=(paper,)))
    assert f"my experience with {first}" in body(letter("", strengths=(paper,), role=f"Technician, {first}"))


def test_a_measure_is_no_field_of_experience() -> None:
    assert "Python 3.11" in body(letter("", strengths=("Python 3.11",)))
    assert "1.85" not in body(letter("", language="tr", strengths=("boy 1.85",), profile=replace(ANNA, language="tr")))
