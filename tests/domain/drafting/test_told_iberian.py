"""What Spanish and Portuguese notes tell is told as an editor of the language would leave it, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followbot.domain.model import Contact, ContactRole
from tests.domain.drafting.desk import ANNA, body, letter

VISITED = [
    ("es", "Dimos una vuelta por los telares.", "poder visitar los telares."),
    (
        "es",
        "Me enseñaron fotos del órgano antes y después, y la tribuna.",
        "me enseñaran fotos del órgano antes y después.",
    ),
    ("es", "Comentamos la ruta nueva de los Ancares y poco más.", "sobre la ruta nueva de los Ancares"),
    ("es", "tienen telar propio y una fragua en el patio", "que tienen telar propio y una fragua en el patio."),
    ("pt", "Demos uma volta pela eira.", "poder visitar a eira."),
    ("pt", "Mostraram-me fotografias do órgão antes e depois.", "ver fotografias do órgão antes e depois."),
    ("pt", "explicou como fiam a lã à mão", "saber como fiam a lã à mão."),
    ("pt", "Adorei a ideia de dormir no farol.", "da ideia de dormir no farol."),
    ("es", "Priya se rio y me enseñó a trenzar el mimbre.", "que me enseñara a trenzar el mimbre."),
    (
        "es",
        "Priya me fue explicando cada nudo de la red como si fuera de casa.",
        "que me explicara cada nudo de la red.",
    ),
    ("es", "me dejó afinar un arpa entera con ella y luego merendamos", "poder afinar un arpa entera."),
    (
        "es",
        "Vimos los murciélagos dormidos en la cueva, una pasada.",
        "poder ver los murciélagos dormidos en la cueva.",
    ),
    ("es", "Bajé a la bodega con un farol.", "poder bajar a la bodega con un farol."),
    ("es", "Subí a la torre del reloj, preciosa.", "poder subir a la torre del reloj."),
    ("es", "Pasé media mañana en el aula de 3-4 años y no quería irme.", "poder pasar media mañana en el aula."),
    ("es", "Recorrimos los viveros del valle.", "poder visitar los viveros del valle."),
    ("es", "Estuvimos un buen rato con el plano de las acequias.", "sobre el plano de las acequias."),
    ("es", "Me gustó que me escuchara con calma.", "que me escuchara con calma."),
    ("pt", "a priya ensinou-me a torcer o cabo de linho como eles fazem", "poder aprender a torcer o cabo de linho."),
    ("pt", "A Priya levou-me ao moinho para ver a primeira mó.", "ver a primeira mó."),
    ("pt", "A Priya levou-me à adega velha.", "conhecer a adega velha."),
    ("pt", "a priya me levou na horta toda", "conhecer a horta toda."),
    ("pt", "mostrou a sala onde as avós bordam lençóis e vendem na feira", "ver a sala onde as avós bordam"),
    ("pt", "deixaram-me ver um mapa verdadeiro da gruta", "poder ver um mapa verdadeiro da gruta."),
    ("pt", "Vimos os morcegos a dormir na gruta.", "poder ver os morcegos a dormir na gruta."),
    ("pt", "Passámos a manhã no viveiro das trutas.", "poder passar a manhã no viveiro das trutas."),
    ("pt", "Percorremos os viveiros da ribeira.", "poder visitar os viveiros da ribeira."),
]


@pytest.mark.parametrize(("language", "note", "said"), VISITED)
def test_what_the_user_saw_and_was_let_do_there_is_told(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


DONE_THERE = [
    ("es", "Priya me explicó con calma el plan de los telares.", "que me explicara el plan de los telares."),
    (
        "es",
        "Me contó que el horno abre a las seis y que curan el barro con leña del monte.",
        "que curan el barro con leña",
    ),
    ("pt", "A Priya explicou com pormenor o plano dos teares.", "conhecer o plano dos teares."),
    (
        "es",
        "q me ilusiono: que regalan la leña del monte al asilo y lo lleva cada cuadrilla x su cuenta",
        "que regalan la leña del monte al asilo.",
    ),
    (
        "es",
        "Me gustó mucho que los barqueros tengan ensayo los lunes y que se les oiga.",
        "que los barqueros tengan ensayo los lunes.",
    ),
    ("es", "la tienda tiene taller de hilado atrás y arreglan gratis", "la tienda tiene taller de hilado."),
    ("es", "El equipo cuida de un huerto en la azotea.", "que el equipo cuida de un huerto en la azotea."),
    ("pt", "gostei que os aprendizes escolham os projetos", "Achei muito bom que os aprendizes escolham os projetos."),
    ("pt", "Gostei que cada barqueiro pode parar a balsa.", "saber que cada barqueiro pode parar a balsa."),
    ("pt", "A equipa cuida de uma horta no telhado.", "que a equipa cuida de uma horta no telhado."),
    ("es", "Me habló del plan de coro, cada voz elige una pieza y la ensaya.", "sobre el plan de coro."),
    ("pt", "Falou-me do plano de coro, cada voz escolhe uma peça e ensaia.", "sobre o plano de coro."),
    ("es", "Lo que más me gustó es cómo afinan: dos días con un maestro.", "saber cómo afinan."),
    ("pt", "O que mais gostei foi como afinam: dois dias com um mestre.", "da forma como afinam."),
    ("es", "Qué me gustó: que la afinadora baja a la cripta todos los días", "que la afinadora baja a la cripta"),
    ("es", "Temas: el curso de talla que pagan ellos", "sobre el curso de talla."),
    ("pt", "Falámos do curso de talha que pagam.", "sobre o curso de talha."),
    ("es", "Priya me contó que cada ensayo lo comentan entre todos.", "que comentan cada ensayo entre todos."),
    ("es", "Temas: pasar los mapas a papel de algodón", "sobre cómo pasar los mapas a papel de algodón."),
    ("es", "Me enseñó el establo nuevo, sin cadenas ni ruido.", "que me enseñara el establo nuevo."),
    ("pt", "mostrou-me o estábulo novo, sem correntes, luz baixa e palha", "ver o estábulo novo."),
    ("pt", "Querem ensinar dois aprendizes e quem entrar fica com um.", "que querem ensinar dois aprendizes."),
    ("es", "el programa del coro lo eligen los domingos", "que eligen el programa del coro los domingos."),
    ("es", "Los vecinos afinan las campanas 10 min cada mañana.", "afinan las campanas diez minutos cada mañana."),
    ("es", "Lo mejor: montar ensayos con los vecinos antes del concierto y no después", "antes del concierto."),
    ("es", "Temas: el taller de la noria para física", "sobre el taller de la noria."),
    ("pt", "Varrem o cais 15 min todos os dias.", "que varrem o cais quinze minutos todos os dias."),
    ("pt", "Gostei: haver ensaios com os vizinhos antes do concerto e não depois", "antes do concerto."),
    ("es", "Rotas por todas las mesas el primer año.", "que se rota por todas las mesas el primer año."),
    (
        "es",
        "Después de cada función se reúnen diez minutos a comentar lo que salió mal sin que conste.",
        "que después de cada función se reúnen diez minutos a comentar lo que salió mal.",
    ),
    ("es", "Los martes tiñen gratis lana de los pastores.", "que tiñen gratis lana de los pastores los martes."),
    ("es", "La sección de cuerda tiene ensayo con los mayores del barrio.", "que la sección de cuerda tiene ensayo"),
    ("es", "Priya me contó que el reloj de la torre lo arreglan.", "que arreglan el reloj de la torre."),
    ("es", "Lo mejor: que el que afina elige las piezas del concierto", "que quien afina elige las piezas"),
    ("es", "De qué hablamos: de tejer los tapices del ayuntamiento", "sobre cómo tejer los tapices del ayuntamiento."),
    ("es", "De qué hablamos: cómo bajaron el ruido del telar", "sobre cómo bajaron el ruido del telar."),
    ("es", "Temas: los turnos de cuatro horas y el archivo de mapas del faro", "sobre el archivo de mapas del faro."),
    ("es", "me dejó probar el torno y la gubia de su padre", "poder probar el torno."),
    ("es", "Temas: las rutas del alfar y qué pasará con el horno", "sobre las rutas del alfar."),
    ("es", "Priya me contó que los vecinos llevan el horno y la panadera abre a las escuelas.", "llevan el horno"),
    ("pt", "Lá os aprendizes vão ao mar logo no primeiro mês.", "que os aprendizes vão ao mar logo no primeiro mês."),
    ("pt", "De que falámos: como baixaram o ruído do tear", "sobre como baixaram o ruído do tear."),
    ("pt", "Tecem cada manta com lã da serra.", "que tecem cada manta com lã da serra."),
    ("pt", "A turma da noite tem oficina de barro com os vizinhos.", "que a turma da noite tem oficina de barro"),
    ("pt", "Foi a Priya, que falou da barca que leva livros às ilhas.", "sobre a barca que leva livros às ilhas"),
]


def test_what_the_user_would_love_to_do_comes_before_what_was_spoken_of_besides() -> None:
    text = body(
        letter("Me contó lo del coro de los viernes. Me encantaría llevarlo. Hablamos de los libros.", language="es")
    )
    assert "el coro de los viernes" in text


@pytest.mark.parametrize(("language", "note", "said"), DONE_THERE)
def test_what_they_do_there_is_told_as_one_writes_it(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


STAYS = [
    ("es", "Priya, la capataz, sonrió.", "capataz"),
    ("es", "Quieren montar otro en la plaza.", "otro"),
    ("es", "Donan a la escuela cada mes.", "donan"),
    ("es", "Priya me contó que el taller abre a las cinco.", "cinco"),
    ("pt", "Querem montar outro na praça.", "outro"),
    ("pt", "Doam para a escola todos os meses.", "doam"),
    ("es", "Temas: las clásicas, el cv", "clásicas"),
    ("es", "Lo mejor: lo de siempre", "siempre"),
    ("es", "me contó un conocido que los viernes hacen barbacoa", "barbacoa"),
    ("pt", "De que falámos: o habitual, currículo", "habitual"),
    ("pt", "Temas: perguntas da praxe, CV", "praxe"),
    ("pt", "Gostei: o normal", "normal"),
    ("pt", "Gostei: o básico", "básico"),
    ("pt", "contou-me um conhecido que à sexta fazem churrasco", "churrasco"),
    ("es", "vi el desorden del almacén", "desorden"),
    ("es", "vimos la sala llena de cajas rotas", "sala"),
    ("es", "los técnicos trabajan sin casco", "casco"),
    ("es", "me encantó que los viernes salen pronto", "viernes salen"),
    ("es", "entré en la nave y olía fatal", "nave"),
    ("es", "cada empleado tiene su taquilla", "taquilla"),
    ("es", "se sientan lejos unos de otros", "lejos"),
    ("es", "me gustó que los clientes son majos", "majos"),
    ("pt", "vi a desarrumação do armazém", "desarrumação"),
    ("pt", "os técnicos trabalham sem capacete", "capacete"),
    ("pt", "adorei que os colegas saem cedo à sexta", "cedo"),
    ("pt", "a equipa tem muitas baixas", "baixas"),
    ("pt", "cada funcionário tem farda", "farda"),
    ("es", "charlamos sobre el sistema de turnos", "turnos"),
    ("pt", "Querem passar de 18 para 24 cestos por min.", "cestos"),
    ("pt", "Priya me ensinou a dobrar a lã sem rasgar.", "ver a dobrar"),
    ("es", "Lo mejor: la sala de costura da al río", "sala de costura da"),
    ("es", "Tienen tres telares y el cuarto llega en enero.", "telares"),
    ("pt", "Têm três teares e o quarto chega em janeiro.", "teares"),
    ("pt", "Gostei do respeito.", "respeito"),
    ("es", "Lo mejor: el respeto", "respeto"),
    ("es", "Graban en la plaza del pueblo.", "graban"),
    ("pt", "Gravam na praça da aldeia.", "gravam"),
    ("pt", "Priya mostrou-me as barcas velhas, ainda têm o número pintado.", "número"),
    ("es", "Yo en Lugo hice algo parecido para la feria.", "parecido"),
    ("pt", "Eu fiz uma coisa igual em Braga e contei.", "igual"),
    ("es", "Temas:\n- mudanza al faro, la empezaron en marzo\n- ensayos", "empezaron"),
    ("pt", "Temas:\n- mudança para o farol, a começaram em março\n- ensaios", "começaram"),
    ("es", "Sirven menús para colegios.", "menús"),
    ("pt", "Servem refeições para escolas.", "refeições"),
    ("es", "Qué me gustó: llevo años queriéndolo", "llevo"),
    ("es", "Esteban limpia el faro cada tarde.", "limpia"),
    ("es", "Estaban los vecinos en el patio.", "vecinos"),
    ("es", "Quieren a alguien que pinte las barcas.", "alguien"),
    ("es", "los abuelos plantan tomates en el patio", "abuelos"),
    ("pt", "Foram três pessoas a perguntar sobre o farol.", "pessoas"),
    ("pt", "Priya quer alguém que pinte os barcos.", "alguém"),
    ("pt", "A Priya montou uma mesa com cinco barros e ficamos ali a cheirar todos.", "ficamos"),
    ("pt", "Falámos da noite em que o sistema travou.", "travou"),
]


@pytest.mark.parametrize(("language", "note", "word"), STAYS)
def test_what_is_no_news_of_theirs_stays_in_the_note(language: str, note: str, word: str) -> None:
    assert word not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("A Priya compra a lã direto do pastor, legal demais.", "saber que você compra a lã direto do pastor"),
        ("A Priya contou que sexta cozinham juntas, legal demais.", "saber que às sextas vocês cozinham juntas"),
        ("Falamos do farol e da horta que criaram para os vizinhos, galera legal.", "a horta que vocês criaram para"),
        ("Falamos das mães que criaram o coro, galera legal.", "as mães que criaram o coro"),
        ("Curti demais que as crianças cozinham com o que plantam na horta.", "com o que plantam"),
    ],
)
def test_a_brazilian_is_named_as_the_doer(note: str, said: str) -> None:
    assert said in body(letter(note, language="pt"))


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("es", "Hablamos de la ley sobre faros.", "comentar con usted la ley sobre faros|comentar la ley sobre faros"),
        ("pt", "Discutimos o acórdão sobre faróis.", "discutir o acórdão sobre faróis"),
    ],
)
def test_about_is_not_said_twice(language: str, note: str, said: str) -> None:
    assert any(form in body(letter(note, language=language)) for form in said.split("|"))


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
        "A Priya mostrou-me a eira e contou que os vizinhos debulham o milho juntos, adorei.",
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
    ("pt", "mostrou os teares que elas próprias construíram em madeira", "ver os teares que construíram"),
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
    ("pt", "me mostrou os bancos da praça que fizeram ano passado", "que vocês fizeram no ano passado"),
    ("pt", "Gostei: os alunos escolhem e uma aluna gerencia a horta", "gerencia a horta"),
    ("es", "Priya me contó que el faro está abierto a las escuelas.", "el faro está abierto a las escuelas"),
    ("pt", "A Priya contou que o farol está aberto às escolas.", "o farol está aberto às escolas"),
    ("es", "Priya me contó que están pintando los faroles.", "están pintando los faroles"),
    ("es", "Entusiasmo: tocar la campana del faro", "me gustó fue tocar la campana del faro"),
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
    ("es", "10 años de cocina", "mis diez años de experiencia en cocina"),
    ("es", "3 años de camarera", "mis tres años de camarera"),
    ("pt", "6 anos de obra", "os meus seis anos de experiência em obra"),
    ("pt", "CNH D", "Tenho CNH na categoria D"),
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
        ("es", "Me gustó mucho el horno de leña. Hablamos del reparto en bici.", "gustó|llamó"),
        ("pt", "Gostei muito do forno a lenha. Falámos da entrega de bicicleta.", "gostei|impressão"),
    ],
)
def test_a_pleasure_is_told_in_one_word_only_once(language: str, note: str, pleasure: str) -> None:
    for seed in "abcdef":
        said = body(letter(note, language=language, seed=seed)).casefold()
        assert all(said.count(word) <= 1 for word in pleasure.split("|"))
        assert any(word in said for word in pleasure.split("|"))


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
