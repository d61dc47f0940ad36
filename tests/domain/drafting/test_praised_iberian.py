"""What a Spanish or Portuguese note praises in its own words is what its letter tells, whole where need be."""

from __future__ import annotations

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import body, letter

RAMIRO = Contact("r@acme.example", "Ramiro Olmedo", ContactRole.HIRING_MANAGER, title="Bibliotecario jefe")
ROSA = Contact("r@acme.example", "Rosa Meireles", ContactRole.HIRING_MANAGER, title="Costureira-chefe")

PRAISED = [
    ("es", "Vimos el torno.\nLo q me enganchó: los talleres del barrio vienen a aprender a cocer.", "los talleres del barrio"),
    ("es", "Ramiro me contó que prestan telares a los vecinos. Eso me alegró el día.", "que prestan telares a los vecinos"),
    ("es", "¿Qué me ilusionó? Que cada aprendiz tiene su banco y no lo comparte.", "que cada aprendiz tiene su banco."),
    ("es", "Ramiro empezó mostrándome el secadero de jamones, me quedé maravillado.", "me mostrara el secadero de jamones."),
    ("es", "me enseñó la nave y el rincón donde afinan los pianos. Eso me encantó.", "y el rincón donde afinan los pianos."),
    ("es", "Recorrimos la bodega vieja con linterna.", "visitar la bodega vieja."),
    ("es", "ramiro explico que secan las hierbas al sol. me enamoré", "que secan las hierbas al sol"),
    ("es", "El bibliotecario me contó que cada barrio guarda sus mapas.", "que cada barrio guarda sus mapas"),
    ("es", "vimos el invernadero con mesas altas para que rieguen desde la silla", "ver el invernadero con mesas altas."),
    ("es", "tienen huerto escolar hecho por los vecinos", "que tienen un huerto escolar hecho por los vecinos"),
    ("pt", "Vimos a roda.\nO que me fisgou: os aprendizes escolhem os moldes.", "os aprendizes escolhem os moldes"),
    ("pt", "A Rosa contou que emprestam teares às vizinhas. Isso tocou-me mesmo.", "que emprestam teares às vizinhas"),
    ("pt", "Ela me contou do coral que a oficina mantém no bairro.", "o coral que a oficina mantém no bairro"),
    ("pt", "Curti a parte de secarem as ervas ao sol", "de saber que"),
]  # fmt: skip


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
