"""What Spanish and Portuguese notes tell is told as an editor of the language would leave it, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, body, letter

TOLD = [
    ("es", "Priya me ha contado que los vecinos eligen las plantas del patio.", "que los vecinos eligen las plantas"),
    (
        "es",
        "Priya sonrió y me contó que los pastores traen la leche a pie.",
        "los pastores traen la leche",
    ),
    ("es", "Priya me explicó en una pizarra cómo reparten la leña.", "me explicara cómo reparten la leña"),
    ("es", "¿De qué platicamos? La reunión de vecinos del valle", "sobre la reunión de vecinos del valle"),
    ("es", "Temas: señales de la vía vieja; el horno", "sobre señales de la vía vieja"),
    ("es", "Lo que me copó: que los socios quieran plantar robles", "que los socios quieran plantar robles"),
    ("es", "Lo que más me gustó: que los socios plantan robles", "saber que los socios plantan robles"),
    ("es", "También supe que los alumnos cuidan el faro los lunes.", "que los alumnos cuidan el faro los lunes"),
    ("es", "Me quedé con eso de que los aprendices firman sus piezas.", "que los aprendices firman sus piezas"),
    ("es", "Hablamos sobre: el molino de agua y el problema de la presa.", "sobre el molino de agua."),
    ("es", "me explico lo de las tutorias cruzadas", "las tutorías cruzadas"),
    (
        "pt",
        "A Priya mostrou-me a eira e contou que os vizinhos debulham o milho juntos.",
        "os vizinhos debulham o milho",
    ),
    ("pt", "Também soube que os pastores escolhem os cães.", "que os pastores escolhem os cães"),
    ("pt", "A Priya explicou que cada carteiro leva umas cento e vinte cartas.", "umas 120 cartas"),
    ("pt", "a priya deixou m tocar o sino d bronze c um sacristao", "poder tocar o sino de bronze com um"),
    ("pt", "a Priya explicou-me porque voltaram ao barro cru na oficina velha", "saber porque voltaram ao barro cru"),
    ("es", "De qué hablamos: del horno nuevo y del reparto en bici", "sobre el horno nuevo y el reparto en bici"),
    ("pt", "De que falámos: do forno novo e da horta da escola", "sobre o forno novo e a horta da escola"),
    (
        "es",
        "Lo que más me gustó fue que las costureras firman los trajes.",
        "saber que las costureras firman los trajes",
    ),
    ("pt", "O que mais gostei foi que as costureiras assinam os fatos.", "saber que as costureiras assinam os fatos"),
    ("pt", "Surpreendeu-me o relógio de sol da escola.", "do relógio de sol da escola"),
    ("pt", "Gostei também do moinho com motor a pedal.", "do moinho com motor a pedal"),
    ("pt", "mostrou os teares que elas próprias construíram em madeira", "conhecer os teares que construíram"),
    ("pt", "a priya contou q tao montando um forno de barro", "estão montando um forno de barro"),
    ("pt", "Adorei como cuidam dos aprendizes.", "da forma como cuidam dos aprendizes"),
    ("es", "priya me platico que estan abriendo un taller de vidrio", "están abriendo un taller de vidrio"),
    ("es", "Me gustó un montón la biblioteca de semillas.", "la biblioteca de semillas"),
    ("es", "Me encanta cómo cuidan a los aprendices.", "saber cómo cuidan a los aprendices"),
    ("es", "Me gustó ver el horno de barro encendido.", "ver el horno de barro encendido"),
    ("es", "Me pareció admirable que arreglen los relojes del barrio.", "que arreglen los relojes del barrio"),
    ("es", "Lo mejor: que documenten cada pieza", "que documenten cada pieza"),
    ("es", "Lo mejor: que los socios reciben las cuentas cada mes", "saber que los socios reciben las cuentas"),
    ("pt", "Gostei: que documentem cada peça", "que documentem cada peça"),
    ("pt", "Gostei: que os sócios recebem as contas todos os meses", "saber que os sócios recebem as contas"),
    (
        "es",
        "me enseño el buzon y la fotografia del rustico molino termico",
        "el buzón y la fotografía del rústico molino térmico",
    ),
    (
        "pt",
        "me mostrou o escritorio e a experiencia com o motor termico reciclavel",
        "o escritório e a experiência com o motor térmico reciclável",
    ),
    ("es", "Priya, encantadora: me enseñó el faro viejo.", "que me enseñara el faro viejo"),
    ("pt", "desenham a mao cada vitral da igreja", "desenham à mão cada vitral"),
    ("es", "Lo mejor: los vecinos votan y el acta se publica en el tablón", "se publica en el tablón"),
    ("pt", "me mostrou os bancos da praça que fizeram ano passado", "que fizeram no ano passado"),
    ("pt", "Gostei: os alunos escolhem e uma aluna gerencia a horta", "gerencia a horta"),
    ("es", "Priya me contó que el faro está abierto a las escuelas.", "el faro está abierto a las escuelas"),
    ("pt", "A Priya contou que o farol está aberto às escolas.", "o farol está aberto às escolas"),
    ("es", "Priya me contó que están pintando los faroles.", "están pintando los faroles"),
    ("es", "Entusiasmo: tocar la campana del faro", "gustó tocar la campana del faro"),
    ("pt", "Entusiasmo: tocar o sino do farol", "de tocar o sino do farol"),
    ("es", "Me ilusiona: organizar el archivo del faro", "la idea de organizar el archivo"),
    ("pt", "Falámos do forno que leva a Marion", "o forno que leva a Marion"),
]
UNTOLD = [
    ("es", "Priya dice que a mediados de mayo.", "mediados"),
    ("es", "me dijo q el tambien fue pastor 20 años", "pastor"),
    ("es", "se nota q cuidan, llevan todas +8 años", "+8"),
    ("es", "Publican la lista el dia 20 en el tablon.", "lista"),
    ("es", "hablamos de: un residente que solo se calma con coplas", "residente"),
    ("es", "hablamos de: la supervisora", "supervisora"),
    ("es", "lleva alli desde que abrieron", "abrieron"),
    ("pt", "Dão notícias depois de verem mais dois.", "verem"),
    ("pt", "temas: talha do séc. XVIII", "séc"),
    ("pt", "gostei: os sinos e as sessões de leitura em lares", "saber que os sinos"),
    ("es", "Hablamos de: toqué el horno con guantes", "toqué"),
    ("pt", "Falámos de: toquei o forno com luvas", "toquei"),
    ("es", "Me explicó que hacen queso y que el último lo tiraron por error.", "último"),
    ("es", "Me gustó: una hora pagada para leer", "pagada"),
    ("pt", "Gostei: uma hora paga para ler", "paga"),
    ("es", "hablamos de: álbum ilustrado", "álbum"),
    ("es", "me contó que revisan el plan postop cada semana", "postop"),
    ("pt", "temas: protocolo de alta pós-op", "pós-op"),
    ("pt", "temas: livro ilustrado", "sobre livro"),
    ("pt", "Gostei: a pasteleira que veio de longe ensinou a massa para mim", "pasteleira"),
    ("es", "Me gustó: la panadera que empezó barriendo enseñó el horno a todos", "panadera"),
    ("es", "me dejo tocar una de 1890 con guantes", "1890"),
    ("pt", "me deixou tocar um de 1890 com luvas", "1890"),
    ("pt", "Gostei: o curso de barro pago", "barro"),
    ("es", "temas: la cocina huele a lejía", "lejía"),
    ("es", "el patio retumbaba con la obra", "retumbaba"),
    ("pt", "temas: a cozinha cheira a gás", "gás"),
    ("pt", "a escola é top, muito legal", "escola"),
    ("es", "Priya me contó que los jefes viajan en otro vagón.", "vagón"),
    ("es", "Priya explicó que el invierno es muy duro en el faro.", "invierno"),
    ("es", "Priya mencionó que la cocinera es prima del dueño.", "cocinera"),
    ("es", "Supe que han cerrado dos faros este año.", "faros"),
    ("es", "Me pareció bien que entren a las 7.", "a las 7"),
    ("pt", "A Priya contou que os chefes viajam noutra carruagem.", "carruagem"),
    ("pt", "A Priya explicou que o inverno é muito duro no farol.", "inverno"),
    ("pt", "A Priya mencionou que a cozinheira é prima do dono.", "cozinheira"),
    ("pt", "Soube que fecharam dois faróis este ano.", "faróis"),
    ("es", "Vi a los voluntarios en el faro. Pintan las barcas azules.", "pintan"),
    ("pt", "Vi os voluntários no farol. Pintam os barcos azuis.", "pintam"),
    ("es", "Tienen guardería para empleados.", "guardería"),
    ("pt", "Têm creche para os filhos dos funcionários.", "creche"),
    ("pt", "A Priya falou do pai, que fundou o farol.", "pai"),
    ("pt", "Foram os barqueiros que a construíram em pedra.", "construíram"),
    ("pt", "Adorei as mães que cuidam da horta", "saber que as mães que cuidam"),
    ("pt", "o melhor: qualquer um pode tocar o sino", "ideia de qualquer"),
    ("es", "Priya me explicó el plan de riego y vi la presa.", "y vi"),
    ("pt", "Gostei de tudo: a luz, a forma como falam.", "saber que a forma"),
    ("es", "Priya me contó que el camarero estudia para notario.", "camarero"),
    ("pt", "A Priya contou que o motorista estuda para notário.", "motorista"),
    ("es", "Hacen saber el resultado tras las fiestas.", "fiestas"),
    ("es", "Sacan la lista en octubre.", "lista"),
    ("es", "Fabrican juntas para lavadoras.", "lavadoras"),
    ("pt", "Divulgam o resultado depois das festas.", "festas"),
    ("pt", "Informam os candidatos em outubro.", "candidatos"),
    ("pt", "Fabricam juntas para máquinas de lavar.", "juntas"),
]
STRENGTHS = [
    ("es", "10 años de cocina", "mis 10 años de experiencia en cocina"),
    ("es", "3 años de camarera", "mis 3 años de camarera"),
    ("pt", "6 anos de obra", "os meus 6 anos de experiência em obra"),
    ("pt", "CNH D", "tenho CNH na categoria D"),
    ("pt", "ensino fundamental", "a minha experiência no ensino fundamental"),
]
UNSAID = [
    ("es", "limpieza impecable"),
    ("es", "cierres en 3 días"),
    ("es", "CAP al día"),
    ("pt", "limpeza sempre"),
    ("pt", "gestão de 40 MW"),
    ("pt", "carteira de R$ 3 mi"),
    ("pt", "escalas justas"),
]


@pytest.mark.parametrize(("language", "note", "said"), TOLD)
def test_what_is_surely_right_is_told(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


@pytest.mark.parametrize(("language", "note", "word"), UNTOLD)
def test_what_no_editor_would_leave_stays_in_the_note(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


def _with(language: str, strength: str) -> str:
    return body(letter(language=language, profile=replace(ANNA, language=language), strengths=(strength,)))


@pytest.mark.parametrize(("language", "strength", "said"), STRENGTHS)
def test_strengths_are_said_as_one_says_them(language: str, strength: str, said: str) -> None:
    assert said in _with(language, strength)


@pytest.mark.parametrize(("language", "strength"), UNSAID)
def test_praise_of_oneself_and_figures_are_no_experience(language: str, strength: str) -> None:
    assert strength.split()[0] not in _with(language, strength)


def test_a_title_is_said_up_to_what_it_adds() -> None:
    found = letter(language="es", role="Pastelera, turno de noche", seed="b")
    assert "noche" not in f"{found.subject}{found.text}"


@pytest.mark.parametrize(
    ("language", "role", "named"),
    [
        ("es", "Auxiliar enfermería", False),
        ("es", "Gestora información turística", False),
        ("es", "Auxiliar de enfermería", True),
        ("es", "Mozo de almacén", True),
        ("pt", "Auxiliar enfermagem", False),
        ("pt", "Ajudante cozinha", False),
        ("pt", "Ajudante de cozinha", True),
    ],
)
def test_a_title_without_its_preposition_is_the_role(language: str, role: str, named: bool) -> None:
    found = [letter(language=language, role=role, seed=seed) for seed in "abcdefgh"]
    assert named == any(role.split()[-1].casefold() in f"{one.subject}{one.text}".casefold() for one in found)


@pytest.mark.parametrize(
    ("language", "note", "pleasure"),
    [
        ("es", "Me gustó mucho el horno de leña. Hablamos del reparto en bici.", "gustó"),
        ("pt", "Gostei muito do forno a lenha. Falámos da entrega de bicicleta.", "gostei"),
    ],
)
def test_a_pleasure_is_told_in_one_word_only_once(language: str, note: str, pleasure: str) -> None:
    for seed in "abcdef":
        assert body(letter(note, language=language, seed=seed)).casefold().count(pleasure) == 1


@pytest.mark.parametrize(
    ("language", "name", "greeting"),
    [
        ("es", "Germán Ochoa", "Estimado Germán:"),
        ("es", "Itzel Cano", "Estimada Itzel:"),
        ("pt", "Graziela Pinto", "Cara Graziela,"),
        ("pt", "Firmino Lopes", "Caro Firmino,"),
        ("pt", "Marco Aurélio Lopes", "Caro Marco Aurélio,"),
    ],
)
def test_given_names_of_the_language_tell_who_is_greeted(language: str, name: str, greeting: str) -> None:
    contact = Contact("somebody@work.example", name, ContactRole.HIRING_MANAGER)
    assert letter(language=language, to=(contact,)).text.startswith(greeting)


@pytest.mark.parametrize("language", ["es", "pt"])
def test_no_interest_is_said_to_have_grown(language: str) -> None:
    note = {"es": "me enseñó el faro, no estoy seguro", "pt": "mostrou-me o farol, não sei"}[language]
    for seed in "abcdefgh":
        said = body(letter(note, language=language, seed=seed, second_round=seed > "d"))
        assert not any(word in said for word in ("confirm", "aún más", "ainda mais", "disfruté"))


def test_what_is_liked_to_be_so_is_not_known_to_be() -> None:
    said = body(letter("qué me gustó: que quieran a alguien que haya manejado una grúa", language="es"))
    assert "que quieran a alguien" in said
    assert "saber que quieran" not in said


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("pt", "Contou que as mães que cuidam da horta no sábado"),
        ("pt", "o que gostei: as mães que cuidam da horta aos sábados"),
        ("es", "Me contó que las madres que cuidan la huerta del patio, muy bonito"),
    ],
)
def test_a_subject_with_its_clause_is_no_sentence(language: str, note: str) -> None:
    assert "horta" not in body(letter(note, language=language)).replace("huerta", "horta")
