"""French and Italian as they are written: what a note lacks for that is put right where it is certain, else it is not told."""

from __future__ import annotations

import re

import pytest

from followbot.domain.model import Contact, ContactRole, FollowUpKind
from tests.domain.drafting.desk import PRIYA, TOM, body, letter


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("fr", "Ils vont au lycée agricole 3x/an, génial !", "vous allez au lycée agricole trois fois par an"),
        ("fr", "Le salon récolte les tissus usés, j'adore.", "que votre salon récolte les tissus usés"),
        ("fr", "Elle m'a raconté comment la ferme élève ses agneaux.", "découvrir comment votre ferme élève"),
        (
            "it",
            "Il laboratorio restaura gli organi delle chiese, bellissimo.",
            "il vostro laboratorio restaura gli organi",
        ),
        (
            "it",
            "Cosa mi è piaciuto: il fatto che riparino le biciclette ai bambini",
            "il fatto che ripariate le biciclette",
        ),
        ("it", "Mi è piaciuto che abbia ancora il registro di carta.", "il fatto che abbia ancora il registro"),
        ("fr", "J'ai pu lire une fable aux petits.", "lire une fable aux petits"),
        ("fr", "vu le nouveau four à pain du quartier", "découvrir le nouveau four à pain"),
        ("fr", "pommes tombees dans le verger, j'adore", "tombées"),
        (
            "fr",
            "la charte écrite par les soignants, pas imposée par le siège, j'adore",
            "la charte écrite par les soignants.",
        ),
        ("it", "Mi è piaciuto: ogni socio porta un seme raro, mai due uguali.", "che ogni socio porta un seme raro"),
        (
            "it",
            "La carta scritta dagli operai, non calata dalla direzione, mi piace molto.",
            "la carta scritta dagli operai.",
        ),
        (
            "it",
            "Mi hanno parlato del corso di ceramica dove gli adulti con e senza dimora fanno le ciotole della mensa.",
            " del corso di ceramica.",
        ),
        (
            "fr",
            "passerelle en corde tressée au-dessus de la rivière par les compagnons, génial",
            "la passerelle en corde",
        ),
        (
            "it",
            "fontana scolpita a mano dagli allievi della scuola serale, che bello",
            "la fontana scolpita a mano dagli allievi",
        ),
        (
            "it",
            "cuscini cuciti a mano dalle ospiti sotto il portico grande, ci starei ore",
            "i cuscini cuciti a mano",
        ),
        ("it", "il giovedì vanno a suonare nei reparti dei bambini, ci andrei subito", "andate a suonare nei reparti"),
        ("it", "Filano ancora la lana a mano, in cortile.", "che filate ancora la lana a mano"),
        ("it", "Mi han fatto vedere le bozze del nuovo atlante.", "poter vedere le bozze del nuovo atlante"),
        ("it", "Mi ha fatto salire sulla gru del porto vecchio.", "salire sulla gru del porto vecchio"),
        (
            "fr",
            "La fanfare part en vélo chaque été, moi j'irais les yeux fermés.",
            "que la fanfare part en vélo chaque été",
        ),
        ("fr", "Bien aimé : ça + le hérisson qui dort sous la caisse", "le hérisson qui dort sous la caisse"),
        ("fr", "Elle a ouvert leur carnet de bord de la saison.", "que vous m'ayez ouvert votre carnet de bord"),
        ("fr", "Il m'a fait souffler un verre avec lui.", "souffler un verre."),
        ("fr", "Ils forment des apiculteurs 2 soirs/sem, génial", "deux soirs par semaine"),
        (
            "fr",
            "Elle cherche quelqu'un pour animer la chorale des soignants, j'adore.",
            "animer la chorale des soignants",
        ),
        ("fr", "J'ai assisté à la criée de quatre heures, génial.", "assister à la criée de quatre heures"),
        ("fr", "Ils ont un four à pain roulant pour les marchés, j'ai craqué.", "que vous avez un four à pain roulant"),
        ("fr", "Ce qui m'a plu : une sieste obligatoire pour les apprentis", "l'idée d'une sieste obligatoire"),
        (
            "it",
            "Cerca qualcuno per rilanciare la banda del rione, ci sto.",
            "rilanciare la banda del rione",
        ),
        ("it", "Ho assistito alla mungitura delle sei.", "assistere alla mungitura delle sei"),
        (
            "it",
            "Hanno un forno a legna su ruote per i mercati, me ne sono innamorata.",
            "avete un forno a legna su ruote",
        ),
        ("it", "Mi ha raccontato come hanno salvato il vecchio mulino.", "come avete salvato il vecchio mulino"),
        (
            "it",
            "Il sabato cantano tutti insieme e ognuno porta un dolce, bello.",
            "che il sabato cantate tutti insieme",
        ),
        ("it", "Il suo modo di accogliere i nuovi mi ha colpito.", "il Suo modo di accogliere i nuovi"),
        ("fr", "m'a dit que les maçons apprennent le torchis", "que les maçons apprennent le torchis"),
        ("fr", "m'a parlé du jumelage des fanfares", "parler avec vous du jumelage des fanfares"),
        ("fr", "m'a expliqué leur carnet de semis", "vos explications sur votre carnet de semis"),
        ("fr", "nous a montré la réserve des costumes", "montré la réserve des costumes"),
        ("it", "mi ha detto che i muratori imparano la terra cruda", "che i muratori imparano la terra cruda"),
        ("it", "hanno detto che ogni banda presta gli ottoni", "sapere che ogni banda presta gli ottoni"),
        ("fr", "Les soignants disent que les nuits sont plus calmes, j'adore.", "que les nuits sont plus calmes"),
        (
            "it",
            "Temi: la banda\nWow: il coro dei nonni del rione\nLoro: calorosi\nQuando: entro martedì",
            "il coro dei nonni",
        ),
        (
            "fr",
            "essai d'une heure. jardin partagé avec la crèche, trop bien. 3 salariés",
            "le jardin partagé avec la crèche",
        ),
        (
            "it",
            "colloquio breve. corso gratis per le nonne del rione, stupendo",
            "il corso gratis per le nonne del rione",
        ),
        (
            "fr",
            "Derrière la halle ils élèvent des escargots, j'adore",
            "que vous élevez des escargots derrière la halle",
        ),
        (
            "it",
            "Accanto alla sala tengono un clavicembalo con cui provano i cantanti.",
            "tenete un clavicembalo accanto alla sala",
        ),
        ("fr", "Il m'a montré la charpente en chêne abattu à dix kilomètres de là.", "montré la charpente en chêne"),
        ("fr", "Le chenil donne sur la forêt, j'adore.", "que le chenil donne sur la forêt"),
        ("fr", "Les clowns et les infirmiers répètent ensemble. C'est rare et ça me touche.", "répètent ensemble"),
        ("fr", "Il m'a expliqué pourquoi la fanfare joue en prison.", "pourquoi la fanfare joue en prison"),
        ("fr", "Ils ouvrent un second atelier des la rentrée, génial", "dès la rentrée"),
        ("it", "Mi è piaciuto: arano ancora con i buoi", "che arate ancora con i buoi"),
        ("it", "I clown e gli infermieri provano insieme. È raro e mi commuove.", "provano insieme"),
        ("fr", "cave abrite des fromages oubliés, j'adore !", "que la cave abrite des fromages oubliés"),
        ("it", "squadra ha un frutteto, che bello!", "la vostra squadra ha un frutteto"),
        ("fr", "La gérante et son frère m'ont parlé du rucher des écoles.", "parler avec vous du rucher des écoles"),
        ("fr", "On répare toujours en duo, ça me donne trop envie.", "que chez vous on répare toujours en duo"),
        ("fr", "Enthousiaste à l'idée de : qu'ils relisent les plans à haute voix", "que vous relisez les plans"),
        ("fr", "Coup de cœur : ces balades avec les ânes", "les balades avec les ânes"),
        ("fr", "les commis goûtent tous les fonds = trop envie", "que les commis goûtent tous les fonds"),
        (
            "fr",
            "Il m'a montré la forge et m'a raconté comment les élèves ont forgé la grille, j'ai adoré.",
            "comment les élèves ont",
        ),
        ("fr", "Elle précise que chaque patient choisit sa musique.", "que chaque patient choisit sa musique"),
        ("fr", "Il m'a laissé accorder un piano droit qu'ils prêtent aux écoles.", "accorder un piano droit."),
        ("it", "Dice che due volte al mese la biblioteca apre di notte.", "che due volte al mese la biblioteca apre"),
        ("it", "si rammenda ogni giovedì con le nonne, bellissimo", "che da voi si rammenda ogni giovedì"),
        (
            "it",
            "Cuciniamo sempre con gli avanzi del forno, questo mi piace molto.",
            "che cucinate sempre con gli avanzi",
        ),
        ("it", "Ogni socio adotta un ulivo e lo curano insieme.", "che ogni socio adotta un ulivo."),
        ("it", "Cuciono le vele in cortile: adoro, era ora.", "che cucite le vele in cortile"),
        ("fr", "Il m'a expliqué leur méthode de tri.", "vos explications sur votre méthode de tri"),
    ],
)
def test_a_sentence_is_put_right(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "note", "untold"),
    [
        ("fr", "Sujets : planning six jours", "six jours"),
        ("fr", "Elle m'a laissé choisir la méthode.", "méthode"),
        ("fr", "J'ai trouvé l'idée formidable.", "l'idée"),
        ("fr", "Ce qui m'a plu : la revue ne paraît qu'en hiver", "apprécié la revue ne"),
        ("it", "Ho trovato la scelta bellissima.", "la scelta"),
        ("fr", "Elle veut développer ça au printemps.", "ça"),
        ("it", "Vuole svilupparlo in primavera.", "svilupparlo"),
        ("it", "Il coro registra ancora in chiesa.", "del coro registra"),
        ("fr", "Sujets : de sécurité", "de sécurité"),
        ("fr", "Elle dirige la fanfare depuis dix ans.", "dirigez"),
        ("it", "Temi: il fornaio cambia", "cambia"),
        ("it", "Cosa mi è piaciuto: ogni martedì un'ora di canto in cortile", "un'ora di canto"),
        ("it", "Dirige la banda da dieci anni.", "dirige"),
        ("it", "Luca mi ha aperto la cassaforte del museo, bellissimo.", "il luca"),
        ("fr", "Ils gardent les archives des regions, j'adore.", "regions"),
        ("it", "Dice che in un anno ne vendono trenta.", "ne vend"),
        ("it", "Mi ha mostrato la mappa di Cremona.", "mappa"),
        ("fr", "Il m'a laissé essayer sur le tour.", "tour"),
        ("it", "Mi ha fatto scegliere il metodo.", "metodo"),
        ("it", "Abbiamo parlato della serra dove i bambini con e senza esperienza seminano.", "con."),
        ("it", "Vogliono che gli ospiti la curino da soli, bello.", "la curino"),
        ("it", "Mi ha fatto rosolare il soffritto davanti alla nonna.", "nonna"),
        ("fr", "Sujets : fonte des cloches", "cloches"),
        ("fr", "Ce qui m'a plu : le mécanicien qui forge ses outils", "mécanicien"),
        ("fr", "Ce qui m'a plu : équipe de 7", "équipe de 7"),
        ("fr", "Ils préparent le ven un repas pour tous.", "repas"),
        ("fr", "Ils réparent vélos anciens, super !", "vélos"),
        ("fr", "Sujets : la scie DS du fond", "dans"),
        ("fr", "Sujets : la perte de 3,5 % au broyage", "broyage"),
        ("fr", "Sujets : les pannes du four", "pannes"),
        ("fr", "Ils gardent une heure pour que chacun note ses idées.", "vos idées"),
        ("fr", "Ce qui m'a plu : le binôme", "binôme"),
        ("it", "Cosa mi è piaciuto: il ponte", "ponte"),
        ("it", "Temi: uova di struzzo, i guasti del tornio", "uova"),
        ("it", "Visita in cantina, bellissima.", "visita"),
        ("fr", "Il veut arrêter le neuf et faire que de la restauration.", "restauration"),
        ("fr", "Devis relu en pair, top.", "votre devis"),
        ("it", "Cosa mi ha entusiasmato: lo sportello, lo affiderebbe ai tirocinanti", "affiderebbe"),
        ("it", "Abbiamo parlato di luppolo un'ora.", "luppolo"),
        ("it", "Vuole smettere con il nuovo.", "smettere"),
        ("fr", "Elle a une serre dédiée.", "serre"),
        ("fr", "Sujets : les familles du quartier", "familles"),
        ("it", "Mi ha fatto accordare il violino del nonno.", "nonno"),
        ("it", "Cosa mi è piaciuto: i volontari del sabato", "volontari"),
        ("it", "Hanno una stanza dedicata.", "dedicata"),
        ("fr", "Visite de la forge avec Mme Vial.", "forge"),
        ("it", "Visita alla fucina con il titolare.", "fucina"),
        ("fr", "J'ai évoqué la pause de trois ans dans mon CV.", "pause"),
        ("it", "Abbiamo parlato del mio buco di due anni nel curriculum.", "buco"),
        ("fr", "On a parlé des semences. Son second part en juin.", "second"),
        ("it", "il museo della seta del paese", "che il museo"),
        ("it", "la scuola serale delle sarte 2", "scuola"),
        ("fr", "Elle m'a dit que le précédent peintre volait dans la caisse.", "peintre"),
        ("fr", "Elle a raconté que l'ancienne vendeuse buvait.", "buvait"),
        ("fr", "La docteure soigne gratuitement les chiens errants.", "la docteure"),
        ("fr", "Ils font un barbec tous les vendredis.", "barbec"),
        ("fr", "Le magasin vend aussi des meubles réparés, ça me plaît.", "c'est le magasin"),
        ("fr", "Ils ont un vieux logiciel.", "logiciel"),
        ("it", "Mi ha raccontato che il vecchio custode rubava.", "custode"),
        ("it", "Usano un gestionale vecchio.", "gestionale"),
        ("fr", "Sujets : le jardin d'hiver ou les bebes dorment dehors", "dehors"),
        ("it", "Mi è piaciuto: pane cotto tre ore", "cotto"),
        ("it", "Di cosa abbiamo parlato: valvole per i sommergibili, due micron", "valvole"),
        ("it", "Argomenti: le vendite in calo", "vendite"),
        ("it", "Abbiamo parlato della tostatura come due maniaci.", "maniaci"),
        ("it", "Sala grande, gente tranquilla. Fanno sapere a inizio dicembre.", "dicembre"),
        ("it", "Comunicano l'esito dopo le ferie.", "esito"),
        ("it", "Informano tutti la settimana prossima.", "informate"),
        ("it", "Producono guarnizioni per le lavatrici.", "guarnizioni"),
        ("fr", "Ils tranchent avant Noël.", "tranchez"),
        ("fr", "Ils font un retour à chacun mi-décembre.", "retour"),
        ("fr", "Ils donnent des nouvelles sous huit jours.", "huit"),
        ("fr", "Ils fabriquent des joints pour les lave-linge.", "joints"),
    ],
)
def test_what_is_no_phrase_of_a_letter_is_not_told(language: str, note: str, untold: str) -> None:
    assert untold not in body(letter(note, language=language))


@pytest.mark.parametrize(
    ("language", "role", "pasted"),
    [
        ("it", "Stagista redazione", "redazione"),
        ("it", "Addetta sala macchine", "macchine"),
        ("it", "Operaio 3 turni", "turni"),
        ("fr", "Opérateur 2x8", "2x8"),
    ],
)
def test_a_title_as_only_advertisements_write_it_is_the_role(language: str, role: str, pasted: str) -> None:
    for seed in ("one", "two", "three", "four", "five"):
        found = letter(language=language, role=role, seed=seed)
        assert pasted not in found.subject + body(found)


def test_a_title_with_its_preposition_is_named() -> None:
    said = [
        letter(language="it", role="Addetta alla sala macchine", seed=seed)
        for seed in ("one", "two", "three", "four", "five")
    ]
    assert any("addetta alla sala macchine" in found.subject + body(found) for found in said)


def test_whom_one_calls_tu_is_told_of_things_with_their_article() -> None:
    note = "Entusiasmo: le arnie sul tetto della scuola\nFeeling: ottimo, ci siamo dati del tu subito"
    for seed in ("one", "two", "three", "four", "five"):
        said = body(letter(note, language="it", seed=seed))
        assert said.startswith("Ciao Priya,")
        assert "le arnie sul tetto della scuola" in said
        assert " Le " not in said


TOLD = [
    ("fr", "elle m'a montré de vieilles cartes de leur vallée, rare", "montré de vieilles cartes de votre vallée"),
    ("fr", "Ils récoltent les prunes à dix bornes du moulin.", "à dix kilomètres du moulin"),
    (
        "fr",
        "Chaque mois toute l'équipe, apprentis compris, relit les retours. Génial.",
        "chaque mois toute l'équipe relit les retours",
    ),
    (
        "it",
        "mi ha mostrato il torchio del 61 che hanno rimontato loro, uno spettacolo",
        "il torchio del '61 che avete rimontato",
    ),
    (
        "it",
        "Ogni due settimane tutto il team, contabili compresi, ascolta le telefonate.",
        "tutto il team ascolta le telefonate",
    ),
    ("fr", "ils ont planté une haie le long du canal", "vous avez planté une haie le long du canal"),
    ("fr", "Ils offrent un livre à chaque naissance.", "vous offrez un livre à chaque naissance"),
    ("fr", "On a parlé de la politique documentaire du réseau.", "de la politique documentaire du réseau"),
    ("fr", "Elle m'a montré la chambre froide des fromages.", "montré la chambre froide des fromages"),
    ("it", "Abbiamo parlato della segreteria didattica.", "della segreteria didattica"),
    ("it", "Abbiamo parlato dei corsi per gli studenti stranieri.", "dei corsi per gli studenti stranieri"),
    ("it", "Mi ha mostrato il banco prova dei motori.", "mostrato il banco prova dei motori"),
    (
        "it",
        "Ogni estate fanno cinema all'aperto con i film del quartiere.",
        "fate cinema all'aperto con i film del quartiere",
    ),
    ("fr", "elle m'a montré comment elle greffe les rosiers, et j'ai noté", "montré comment vous greffez les rosiers"),
    (
        "fr",
        "Elle projette d'ouvrir la tour aux écoles et voudrait de l'aide.",
        "vous projetez d'ouvrir la tour aux écoles.",
    ),
    (
        "it",
        "Priya vorrebbe esporre le mappe nelle piazze e cerca chi le stampi.",
        "che vorrebbe esporre le mappe nelle piazze.",
    ),
    ("fr", "Le chef m'a laissé monter la sauce au vin jaune, il a rien dit.", "monter la sauce au vin jaune"),
    ("fr", "elle m'a fait graver une lettre dans la pierre et on a ri", "graver une lettre dans la pierre"),
    ("fr", "On a regardé ensemble les esquisses du vitrail.", "regarder avec vous les esquisses du vitrail"),
    ("fr", "j'ai taillé deux cognassiers avec elle, un vieux un jeune", "tailler deux cognassiers avec vous"),
    ("fr", "j'ai vu la réserve des costumes", "découvrir la réserve des costumes"),
    ("fr", "Une collègue m'a montré le métier à tisser du grenier.", "découvrir le métier à tisser du grenier"),
    ("fr", "Elle m'a emmenée au verger, où on a parlé des greffes.", "fait découvrir le verger"),
    ("fr", "Elle m'a confié un de ses violons pour un réglage.", "confié un de vos violons"),
    ("fr", "Elle m'a expliqué qu'ils sont passés au tri à la main.", "vous êtes passés au tri à la main"),
    ("fr", "On a parlé restauration des orgues, beau sujet.", "de la restauration des orgues"),
    ("fr", "chaque apprenti garde son propre établi", "que chaque apprenti garde son propre établi"),
    (
        "fr",
        "Sujets : le journal de bord que les 4e ont relié",
        "du journal de bord que les élèves de quatrième ont relié",
    ),
    (
        "fr",
        "Ce qui m'a plu : les collab relisent tout dès la 2e année",
        "les collaborateurs relisent tout dès la deuxième année",
    ),
    ("fr", "Ils jardinent tous les matins meme quand il pleut.", "jardinez tous les matins même par temps de pluie"),
    ("fr", "ciné-club le mercredi soir tenu par les pensionnaires, génial", "ciné-club du mercredi soir"),
    ("fr", "restauration des herbiers depuis 1902, ils en sont aux mousses.", "de la restauration des herbiers"),
    ("it", "Il capo mi ha fatto intrecciare un cesto di salice, e ha sorriso.", "poter intrecciare un cesto di salice"),
    ("it", "Abbiamo riletto insieme le bozze del catalogo.", "rileggere con Lei le bozze del catalogo"),
    ("it", "ho visto la sala delle caldaie", "vedere la sala delle caldaie"),
    ("it", "Una collega mi ha mostrato il telaio della soffitta.", "vedere il telaio della soffitta"),
    ("it", "Mi ha accompagnata nel vigneto dove sono le arnie.", "accompagnata nel vigneto"),
    (
        "it",
        "Mi sono annotata la sua regola di contare tre volte gli aghi.",
        "la Sua regola di contare tre volte gli aghi",
    ),
    (
        "it",
        "ha detto che dopo ogni uscita si ritrovano a pulire le reti",
        "dopo ogni uscita vi ritrovate a pulire le reti",
    ),
    ("it", "ognuno sceglie il proprio banco", "che ognuno sceglie il proprio banco"),
    ("it", "ogni liutaio firma il suo strumento, bellissimo", "ogni liutaio firma il proprio strumento"),
    ("it", "Mi ha spiegato che i tirocinanti guidano da soli una visita.", "i tirocinanti guidano da soli una visita"),
    ("it", "hanno tolto le cattedre dalle aule", "avete tolto le cattedre dalle aule"),
    ("it", "Mi ha raccontato al telefono del furgone che gira per le valli.", "del furgone che gira per le valli"),
    ("it", "coro gestito dagli ospiti ogni giovedì sera, bello", "il coro"),
    ("it", "accordatura dei pianoforti della scuola. A metà.", "dell'accordatura dei pianoforti della scuola"),
    ("it", "Cosa mi ha entusiasmato: mi farà restaurare un armadio dipinto", "l'idea di restaurare un armadio dipinto"),
    (
        "fr",
        "On a longuement abordé la taille des rosiers anciens, et c'était clair.",
        "de la taille des rosiers anciens",
    ),
    ("fr", "il m'a présenté son équipe et j'ai mangé avec eux", "que vous m'ayez présenté votre équipe."),
    (
        "fr",
        "Ce qui m'a plu : elle relie elle-même deux registres par an",
        "vous reliez vous-même deux registres par an",
    ),
    ("fr", "ils ont un accord avec le lycée pro d'à côté", "avec le lycée professionnel d'à côté"),
    ("fr", "Sujets : vente directe le samedi", "de la vente directe du samedi"),
    (
        "it",
        "il burro lo fanno ogni mattina con la panna della valle",
        "fate il burro ogni mattina con la panna della valle",
    ),
    ("it", "Mi hanno mostrato la soffitta degli aquiloni.", "vedere la soffitta degli aquiloni"),
    ("it", "mi ha spiegato come innestano i peri e ha voluto vedermi provare", "spiegato come innestate i peri"),
    ("it", "Mi hanno parlato del coro delle officine.", "del coro delle officine"),
    ("it", "Mi è piaciuto che il lunedì si fermino a leggere insieme.", "vi fermiate a leggere insieme"),
]


@pytest.mark.parametrize(("language", "note", "said"), TOLD)
def test_what_one_did_saw_or_heard_there_is_told_in_a_few_words(language: str, note: str, said: str) -> None:
    assert said in body(letter(note, language=language, role=""))


@pytest.mark.parametrize(
    ("language", "note", "untold"),
    [
        ("fr", "Il m'a fait attendre dans le couloir des archives.", "couloir"),
        ("fr", "Elle m'a fait remplir un questionnaire de quatre pages.", "questionnaire"),
        ("fr", "Sujets : un dossier type licenciement", "type"),
        ("fr", "Les apprentis étaient en train de balayer la cour.", "balayer"),
        ("fr", "Sujets : ERP", "sur ERP"),
        ("fr", "j'ai vu la fiche de paie du magasinier", "paie"),
        ("fr", "Elle m'a montré les photos de son mariage.", "mariage"),
        ("it", "ho visto la busta paga del magazziniere", "busta"),
        ("it", "Mi sono segnato il numero di telefono.", "telefono"),
        ("fr", "Ils teignent à la garance.", "teignez"),
        ("fr", "j'ai vu la pagaille du dépôt", "pagaille"),
        ("fr", "Elle m'a dit que chaque retard est noté sur un tableau.", "retard"),
        ("it", "Ogni sbaglio viene letto in riunione.", "sbaglio"),
        ("it", "Hanno tolto i buoni pasto.", "buoni"),
        ("it", "fanno il coro di reparto, che barba", "coro"),
        ("fr", "Ce qui m'a plu : le classique", "classique"),
        ("fr", "j'ai une cousine qui y travaille, elle dit que la gérante change tout chaque mois", "gérante change"),
        ("fr", "D'après un ami, ils récoltent les olives la nuit.", "olives"),
        ("it", "Cosa mi è piaciuto: il solito giro", "solito"),
        ("it", "Una mia amica ci lavora e dice che preparano tutto il giorno prima.", "giorno prima"),
        ("fr", "Il m'a laissé porter les caisses de vis.", "caisses"),
        ("fr", "Chaque apprenti paie ses gants.", "gants"),
        ("fr", "Elle m'a montré la porte de service.", "porte"),
        ("fr", "Elle m'a fait goûter la tarte du jour, fade.", "tarte"),
        ("it", "Mi ha fatto lavare i pavimenti dell'atrio.", "pavimenti"),
        ("it", "Ogni apprendista compra i suoi guanti di tasca propria e paga la divisa.", "divisa"),
        ("it", "ho visto gli altri candidati seduti fuori", "candidati"),
        ("it", "Si fermano spesso oltre l'orario.", "oltre"),
        ("it", "Abbiamo parlato del più e del meno.", "del meno"),
        ("it", "Mi ha fatto compilare un modulo lunghissimo.", "modulo"),
        ("it", "Gli alunni vanno lì ogni mese.", "vanno lì"),
        ("it", "Argomenti: il turno del mattino", "turno"),
        ("it", "Il remo lo fanno tagliare a un amico.", "fate il remo tagliare"),
        ("it", "Vuole passare a un forno nuovo e le piacerebbe che lo provassi.", "le piacerebbe"),
        ("it", "Mi fa fare le notti.", "notti"),
    ],
)
def test_what_nobody_thanks_for_is_not_told(language: str, note: str, untold: str) -> None:
    assert untold not in body(letter(note, language=language, role=""))


@pytest.mark.parametrize(
    ("language", "office", "role", "greeting"),
    [
        ("fr", "Associée", "Avocat collaborateur", "Maître,"),
        ("fr", "Associée", "Comptable", "Bonjour"),
        ("it", "Socia fondatrice", "Avvocato junior", "Gentile Avv. Rao,"),
        ("it", "Notaio", "Impiegata", "Gentile notaio Rao,"),
    ],
)
def test_an_office_or_the_position_beside_a_partner_gives_the_title(
    language: str, office: str, role: str, greeting: str
) -> None:
    reader = Contact("priya@acme.example", "Priya Rao", ContactRole.HIRING_MANAGER, title=office)
    assert letter(language=language, role=role, to=(reader,)).text.startswith(greeting)


@pytest.mark.parametrize(
    ("language", "role", "pasted"),
    [
        ("fr", "Serveuse week-end", "week-end"),
        ("fr", "Juriste contentieux", "juriste contentieux"),
        ("it", "Cameriera weekend", "weekend"),
    ],
)
def test_a_title_without_its_preposition_is_the_position(language: str, role: str, pasted: str) -> None:
    for seed in ("one", "two", "three", "four", "five"):
        found = letter(language=language, role=role, seed=seed)
        assert pasted not in found.subject + body(found)


def test_a_subject_names_a_position_or_none() -> None:
    seeds = ("one", "two", "three", "four", "five", "six")
    untitled = [letter(language="fr", role="Serveuse week-end", seed=seed).subject for seed in seeds]
    titled = [letter(language="fr", role="Luthière", seed=seed).subject for seed in seeds]
    assert "Entretien pour le poste" not in untitled
    assert "Entretien pour le poste de luthière" in titled


@pytest.mark.parametrize(
    "note", ["Temi: il nuovo archivio del porto", "Le ho raccontato del rilievo delle mura che ho fatto a Lucca.", ""]
)
@pytest.mark.parametrize("kind", [FollowUpKind.THANK_YOU, FollowUpKind.NUDGE])
def test_two_people_are_not_addressed_as_one_in_italian(note: str, kind: FollowUpKind) -> None:
    for seed in ("one", "two", "three", "four", "five", "six"):
        said = body(letter(note, language="it", to=(PRIYA, TOM), present=(PRIYA, TOM), seed=seed, kind=kind))
        assert not re.search(r"con Lei|arLe\b|erLe\b|\bLe \w|Potrebbe|Sa già|La ringrazio", said), said


def test_a_thing_is_not_named_twice() -> None:
    said = body(
        letter("Sujets : les comptages de nuit\nCoup de cœur : les comptages se font à la lampe !", language="fr")
    )
    assert "que les comptages se font à la lampe" in said
    assert said.count("comptages") == 1
