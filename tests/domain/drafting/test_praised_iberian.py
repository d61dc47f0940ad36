"""What a Spanish or Portuguese note praises in its own words is what its letter tells, whole where need be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, body, letter

RAMIRO = Contact("r@acme.example", "Ramiro Olmedo", ContactRole.HIRING_MANAGER, title="Bibliotecario jefe")
ROSA = Contact("r@acme.example", "Rosa Meireles", ContactRole.HIRING_MANAGER, title="Costureira-chefe")

PRAISED = [
    (
        "es",
        "Vimos el torno.\nLo q me enganchó: los talleres del barrio vienen a aprender a cocer.",
        "los talleres del barrio",
    ),
    (
        "es",
        "Ramiro me contó que prestan telares a los vecinos. Eso me alegró el día.",
        "que prestan telares a los vecinos",
    ),
    ("es", "¿Qué me ilusionó? Que cada aprendiz tiene su banco y no lo comparte.", "que cada aprendiz tiene su banco."),
    (
        "es",
        "Ramiro empezó mostrándome el secadero de jamones, me quedé maravillado.",
        "me mostrara el secadero de jamones.",
    ),
    (
        "es",
        "me enseñó la nave y el rincón donde afinan los pianos. Eso me encantó.",
        "y el rincón donde afinan los pianos.",
    ),
    ("es", "Recorrimos la bodega vieja con linterna.", "visitar la bodega vieja."),
    ("es", "ramiro explico que secan las hierbas al sol. me enamoré", "que secan las hierbas al sol"),
    ("es", "El bibliotecario me contó que cada barrio guarda sus mapas.", "que cada barrio guarda sus mapas"),
    (
        "es",
        "vimos el invernadero con mesas altas para que rieguen desde la silla",
        "ver el invernadero con mesas altas.",
    ),
    ("es", "tienen huerto escolar hecho por los vecinos", "que tienen un huerto escolar hecho por los vecinos"),
    ("es", "me chifla el tranvía de madera", "fue el tranvía de madera."),
    ("es", "La charla giró en torno al molino de marea y los turnos.", "sobre el molino de marea"),
    ("es", "Ramiro me bajó a la cripta de los libros y me dio una linterna.", "me enseñara la cripta de los libros."),
    (
        "es",
        "Ramiro me subió a la torre y sacó un cajón de sellos antiguos. Me temblaban las manos de gusto.",
        "un cajón de sellos antiguos.",
    ),
    ("es", "usan lana de la comarca y cardan dos días", "que usan lana de la comarca."),
    ("es", "me mostró un telar plegable que es una maravilla", "me mostrara un telar plegable."),
    ("es", "Vimos el horno.\nMotivante: que los alfareros firman cada pieza.", "que los alfareros firman cada pieza."),
    ("es", "me dejó afinar un piano a mí sola", "poder afinar un piano."),
    ("es", "La radio la hacen los mayores y sale los jueves. Me encantó.", "saber que los mayores hacen la radio."),
    (
        "es",
        "Ramiro me mostró dos violines que están barnizando: el más viejo es de 1840.",
        "mostrara dos violines que están barnizando.",
    ),
    (
        "es",
        "van a poner un molino en el patio y quien entre lo cuida. eso me motiva",
        "que van a poner un molino en el patio.",
    ),
    ("es", "Me hizo ilusión saber que tocan en hospitales cada mes.", "saber que tocan en hospitales cada mes"),
    ("es", "Ramiro explicó que los afinadores rotan para que nadie se canse. Me encantó.", "que los afinadores rotan."),
    (
        "es",
        "Vimos el torno.\nLo que me enganchó: el alfarero pasa por cada mesa.",
        "saber que el alfarero pasa por cada mesa.",
    ),
    ("es", "¿De qué? De la cúpula de cristal.\n¿Qué me ilusionó? Que la pintan a mano.", "sobre la cúpula de cristal"),
    ("es", "¿Temas? yeso, dorado al agua", "sobre el dorado al agua."),
    ("es", "Hablamos del proyecto de compost con los bares.", "sobre el proyecto de compost con los bares."),
    ("pt", "tem um coro com os reformados da fábrica, genial", "que têm um coro com os reformados da fábrica"),
    ("pt", "vão pôr um moinho no pátio e quem entrar cuida dele. isso motiva-me", "que vão pôr um moinho no pátio."),
    (
        "pt",
        "Fiquei feliz de saber que tocam em hospitais todos os meses.",
        "de saber que tocam em hospitais todos os meses",
    ),
    ("pt", "A Rosa contou que as visitas são feitas pelos alunos. Adorei.", "que as visitas são feitas pelos alunos"),
    ("pt", "A Rosa contou que o pano que sobra vai para o teatro. Adorei.", "que o pano que sobra vai para o teatro"),
    ("pt", "Vimos a roda.\nO que me fisgou: o oleiro passa em cada mesa.", "saber que o oleiro passa em cada mesa"),
    ("pt", "A Rosa contou que sexta à tarde afinam os teares. Adorei.", "que às sextas à tarde"),
    (
        "pt",
        "A Rosa mostrou-me dois teares que estão a restaurar: um é de 1840.",
        "ver dois teares que estão a restaurar.",
    ),
    ("pt", "Falei com a Rosa do novo tear a vapor.", "sobre o novo tear a vapor."),
    ("es", "Fui con el maestro a ver los frutales viejos y nos llovió.", "poder ver los frutales viejos."),
    ("es", "Hemos visto el telar y la cámara anecoica.", "ver el telar y la cámara anecoica"),
    ("es", "Lo del banco de tiempo entre vecinos me pareció lo más.", "el banco de tiempo entre vecinos."),
    ("es", "Que los mayores puedan elegir la música me ganó.", "que los mayores puedan elegir la música"),
    ("es", "El bibliotecario, muy amable, me habló del archivo de sellos.", "sobre el archivo de sellos"),
    ("pt", "Fui com o mestre ver as videiras velhas.", "poder ver as videiras velhas."),
    ("pt", "Contou-me a história do farol e como o pintaram.", "conhecer a história do farol."),
    ("pt", "Que os mais velhos possam escolher a música conquistou-me.", "que os mais velhos possam escolher a música"),
    ("pt", "Fiquei contente quando soube que exportam queijo para o Japão.", "que exportam queijo para o Japão"),
    (
        "es",
        "Temas: De la orquesta de barrio y del horario.\nMe gustó: La orquesta: tocan en los mercados.",
        "la orquesta de barrio",
    ),
    ("es", "Vimos el torno.\nMe gustó: que tocan con latas y las afina el conserje.", "que tocan con latas."),
    ("es", "Ramiro dice que la biblioteca presta también violines.", "que la biblioteca presta también violines"),
    (
        "es",
        "Están pintando un mapa de pozos y necesitan a alguien que sepa de tintas. Ojalá.",
        "que están pintando un mapa de pozos.",
    ),
    ("es", "Hablamos de la linterna mágica y un poco de fútbol.", "sobre la linterna mágica."),
    ("pt", "A biblioteca guarda um mapa do rio que é uma delícia. Adorei.", "guarda um mapa do rio."),
    (
        "pt",
        "Estão a pintar um mapa de poços e precisam de quem saiba de tintas. Adorei.",
        "que estão a pintar um mapa de poços.",
    ),
    ("es", "Ramiro me enseñó la nave de los telares. Me preocupan las noches.", "la nave de los telares"),
    ("es", "Ramiro me enseñó la nave de los telares. No me gustó lo del horario.", "la nave de los telares"),
    ("es", "Marta: lo más chulo, el sistema de poleas que inventaron", "el sistema de poleas"),
    ("pt", "A Rosa mostrou-me a nave dos teares. Preocupam-me as noites.", "a nave dos teares"),
    ("pt", "Gostei da maneira como falam com os tecelões.", "da maneira como falam com os tecelões"),
    ("pt", "A Rosa desceu comigo à cisterna para ver as bombas.", "conhecer a cisterna."),
    (
        "pt",
        "A Rosa contou como fiam a lã das ovelhas da serra. Isso encantou-me.",
        "saber como fiam a lã das ovelhas da serra.",
    ),
    ("pt", "A Rosa contou a história do tear, que veio de barco.", "conhecer a história do tear."),
    (
        "pt",
        "A Rosa abriu em cima da mesa os moldes de um vestido de 1920. Era capaz de ficar ali a tarde toda.",
        "ver os moldes de um vestido de 1920.",
    ),
    ("pt", "Falámos do atlas pintado à mão que está na entrada.\nO que me animou: o atlas!", "do atlas pintado à mão"),
    ("pt", "Vimos a roda.\nO que me fisgou: os aprendizes escolhem os moldes.", "os aprendizes escolhem os moldes"),
    ("pt", "A Rosa contou que emprestam teares às vizinhas. Isso tocou-me mesmo.", "que emprestam teares às vizinhas"),
    ("pt", "Ela me contou do coral que a oficina mantém no bairro.", "o coral que a oficina mantém no bairro"),
    ("pt", "Curti a parte de secarem as ervas ao sol", "de saber que"),
]


@pytest.mark.parametrize(("language", "note", "told"), PRAISED)
def test_what_was_praised_is_told(language: str, note: str, told: str) -> None:
    to = (RAMIRO if language == "es" else ROSA,)
    found = letter(note, to=to, language=language)
    assert not found.findings
    assert told in body(found), body(found)


UNTOLD = [
    ("es", "Ramiro me contó que pintan las vigas por la noche. Eso me preocupa bastante.", "vigas"),
    ("es", "Ramiro me contó que pintan las vigas por la noche, eso no me convence.", "vigas"),
    ("es", "cierran los jueves todos parejo", "parejo"),
    ("es", "Lo que me asustó: las grúas pasan por encima de la mesa.", "grúas"),
    ("pt", "A Rosa contou que pintam as vigas à noite. Isso me assusta.", "vigas"),
    ("pt", "A Rosa contou que pintam as vigas à noite, isso não me convence.", "vigas"),
    ("es", "cada ayudante lleva siempre la misma y acaba conociéndola", "siempre la misma"),
    ("es", "Lo que me ilusionó: la Merche Salas, que me guio ella sola.", "Merche"),
    ("es", "Le hablé de mi tarta para doña Encarna Ruiz.", "Encarna"),
    ("es", "Ramiro me dejó plantar una.", "plantar una"),
    ("pt", "A Rosa deixou-me plantar uma.", "plantar uma"),
    ("es", "Lo que me preocupó: van a abrir otra fragua.", "fragua"),
    ("es", "Lo que me enganchó: Ramiro está muy fuerte.", "fuerte"),
    ("es", "Lo mejor: que está a dos calles de casa.", "calles"),
    ("es", "Me enseñó el desván, hecho un asco.", "desván"),
    ("es", "Me mostró dos salas que están sin pintar.", "salas"),
    ("es", "Ramiro me acompañó a la parada del tranvía.", "tranvía"),
    ("pt", "O que me assustou: vão abrir outra forja.", "forja"),
    ("pt", "O melhor: fica a duas ruas de casa.", "ruas"),
    ("pt", "Mostrou-me o sótão, um nojo.", "sótão"),
    ("pt", "No outro lugar fazem bonecos de pano, amei.", "bonecos"),
    ("pt", "A Rosa acompanhou-me até à paragem.", "paragem"),
    ("es", "Ramiro contó que las injertan ellos. Me quedé prendada.", "las injertan"),
    (
        "es",
        "Me presentó a tres residentes que jugaban. Dijo que el menú lo eligen ellos. Me encantó.",
        "eligen ustedes",
    ),
    ("es", "Ramiro contó que cada uno la lleva una semana. Eso me encantó.", "cada uno la lleva"),
    ("es", "fermentan en tinajas de barro del abuelo, alucinante", "abuelo"),
    ("pt", "fermentam em talhas de barro do avô, incrível", "avô"),
    ("pt", "Vão publicar em três línguas. Adorei isso.", "publicar em três"),
    ("pt", "Me apresentou três idosos jogando boliche.", "idosos"),
    ("es", "Ramiro contó que los becarios los afinan. Me encantó.", "afinan"),
    ("es", "Participan los vecinos. Me encantó.", "articipan"),
    ("pt", "A Rosa contou que os aprendizes vão junto. Adorei.", "vão junto"),
    ("es", "Me gustó: Ramiro me sentó al telar y me fue enseñando la trama, pasada a pasada.", "pasada a pasada"),
    ("es", "Ramiro me enseñó el libro de encargos. Rápido y limpísimo, me gustó un montón.", "limpísimo"),
    ("pt", "O que gostei: na oficina a gente deixa um bilhete com uma flor, dobrado.", "o dobrado"),
    ("pt", "eu poderia dirigir o de abril", "o de abril"),
    ("pt", "O que me fisgou: o Zeca Prado, que me guiou sozinho.", "Zeca"),
    ("pt", "Cada costureira tem um dia em casa.", "em casa"),
    ("pt", "O que me incomodou: os guindastes passam por cima da mesa.", "guindastes"),
]


@pytest.mark.parametrize(("language", "note", "word"), UNTOLD)
def test_what_troubles_the_user_is_not_told(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, to=(RAMIRO if language == "es" else ROSA,), language=language))


def test_all_that_semicolons_part_in_the_first_answer_are_topics() -> None:
    found = letter(
        "Temas: las vacaciones; un horno de pan que llevan desde hace un siglo.", to=(RAMIRO,), language="es"
    )
    assert "un horno de pan que llevan desde hace un siglo" in body(found)


def test_a_brazilian_week_day_keeps_who_does_it() -> None:
    found = letter(
        "A Rosa disse que toda quinta quem chega primeiro abre a roda de conversa. Amei essa parte.",
        to=(ROSA,),
        language="pt",
    )
    assert "que toda quinta quem chega primeiro abre a roda de conversa" in body(found)


STRENGTHS = [
    ("es", "inglés, francés y alemán", "mis conocimientos de inglés, francés y alemán"),
    ("es", "montaje de escenarios", "mi experiencia en el montaje de escenarios"),
    ("pt", "inglês, francês e alemão", "os meus conhecimentos de inglês, francês e alemão"),
    ("pt", "cuidado de idosos", "a minha experiência com idosos"),
    ("pt", "6 anos de garçom", "os meus seis anos de garçom"),
]


@pytest.mark.parametrize(("language", "strength", "said"), STRENGTHS)
def test_strengths_stand_in_their_frames(language: str, strength: str, said: str) -> None:
    to = (RAMIRO if language == "es" else ROSA,)
    assert said in body(
        letter(to=to, language=language, profile=replace(ANNA, language=language), strengths=(strength,))
    )


@pytest.mark.parametrize("strength", ["trasnochar no me pesa", "láser de banda", "moto propia al dia"])
def test_what_only_looks_like_a_deed_is_none(strength: str) -> None:
    said = body(letter(to=(RAMIRO,), language="es", profile=replace(ANNA, language="es"), strengths=(strength,)))
    assert strength not in said


@pytest.mark.parametrize("strength", ["NR-10 e NR-35", "coren ativo"])
def test_papers_typed_short_stay_in_the_profile(strength: str) -> None:
    assert strength[:4] not in body(
        letter(to=(ROSA,), language="pt", profile=replace(ANNA, language="pt"), strengths=(strength,))
    )
