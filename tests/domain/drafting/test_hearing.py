"""A note that tells by when the answer comes: in every language, in shorthand, and never a day of something else."""

from __future__ import annotations

from datetime import date

import pytest

from followbot.domain.letters import card
from tests.domain.drafting.desk import card_rules

RULES = card_rules()
TODAY = date(2026, 3, 10)
"""A Tuesday."""


def told(text: str, language: str = "") -> date | None:
    return card.parse(text, TODAY, RULES, language).hear_by


@pytest.mark.parametrize(
    ("language", "note", "day"),
    [
        ("en", "nice chat about the boiler room. theyll get back to me end of next wk", date(2026, 3, 20)),
        ("en", "Timeline: 2 wks", date(2026, 3, 24)),
        ("en", "when do they let me know - fri or mon", date(2026, 3, 16)),
        ("en", "shift starts 6 ends 2. said shed ring friday", date(2026, 3, 13)),
        ("de", "Werkstatt gesehen, toll. Ergebnis bis 20. März, dann Probetag", date(2026, 3, 20)),
        ("de", "Bescheid Ende nä. Woche", date(2026, 3, 20)),
        (
            "fr",
            "visite du fournil. Elle donne une réponse sous 3 sem (pas dit que je cherche ailleurs)",
            date(2026, 3, 31),
        ),
        ("es", "el taller, muy limpio; me avisan la próx sem", date(2026, 3, 20)),
        ("pt", "a horta da escola. Respondem na 6a", date(2026, 3, 13)),
        ("it", "bella la serra. esito tra 2 sett", date(2026, 3, 24)),
        ("nl", "mooie kas gezien. uitslag over 3 wkn", date(2026, 3, 31)),
        ("pl", "pokazał mi szklarnię. Decyzja za 2 tyg.", date(2026, 3, 24)),
        ("sv", "fick se växthuset. Besked om 3 v", date(2026, 3, 31)),
        ("tr", "serayı gezdik. Haftaya salı haber verecekler", date(2026, 3, 17)),
        ("ja", "温室を見せてもらった。結果は今月末までに郵送", date(2026, 3, 31)),
        ("zh", "看了温室。两周内给答复", date(2026, 3, 24)),
        ("zh", "參觀了溫室，禮拜五回覆", date(2026, 3, 13)),
    ],
)
def test_a_note_tells_when_the_answer_comes(language: str, note: str, day: date) -> None:
    assert told(note, language) == day
    assert told(note) == day  # the note shows its language itself


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "second interview on Friday, I must send them references by Monday and start on 1 April"),
        ("en", "they do a stand-up every Monday, calls with Lisbon on Wednesday"),
        ("en", "they'll call, no idea when"),
        ("de", "Probetag am Freitag, Unterlagen muss ich bis Montag nachreichen"),
        ("fr", "deuxième entretien vendredi ; j'écris ? je dois envoyer le dossier avant lundi"),
        ("es", "tengo que mandar el título antes del lunes"),
        ("pt", "tenho de enviar os documentos até sexta"),
        ("it", "devo mandare i documenti entro lunedì"),
        ("nl", "diploma's moet ik voor vrijdag opsturen, dan mailen ze"),
        ("pl", "muszę wysłać dyplom mailem do piątku"),
        ("sv", "jag ska mejla intyg senast fredag"),
        ("tr", "belgeleri cumaya kadar mail ile göndermem lazım"),
        ("ja", "金曜までに書類をメールで送る"),
        ("zh", "周五前要交材料，邮件提交"),
        ("en", "the other firm lets me know by Thursday. his son's results are out on Friday"),
        ("en", "she asked me to reply by Thursday if I still want it"),
        ("de", "die andere Firma meldet sich Donnerstag, muss denen bis Freitag Bescheid geben"),
        ("fr", "l'autre entreprise me répond jeudi, réponse du tribunal vendredi"),
        ("es", "la otra empresa me llama el jueves"),
        ("pt", "a outra empresa responde quinta-feira"),
        ("it", "l'altra azienda mi chiama giovedì"),
        ("nl", "het andere bedrijf belt donderdag"),
        ("pl", "druga firma dzwoni w czwartek, mam dać znać do piątku"),
        ("sv", "det andra jobbet ringer på torsdag"),
        ("tr", "diğer şirket perşembe arayacak, cuma günü haber vereceğim"),
        ("ja", "他社の結果は木曜に連絡、金曜までに返事しないといけない"),
        ("zh", "另一家周四给答复，我周五前要回复她"),
    ],
)
def test_other_days_are_none_of_an_answer(language: str, note: str) -> None:
    assert told(note, language) is None


def test_of_several_days_the_last_counts() -> None:
    assert told("decision on Thursday, they call on Monday") == date(2026, 3, 16)


def test_a_day_far_away_is_a_slip() -> None:
    assert told("they decide by 30 September") is None


def test_the_cards_own_question_outranks_what_stands_elsewhere() -> None:
    _, text = card.render("Acme", (), "en", RULES)
    lines = text.splitlines()
    first, last = (next(n for n, line in enumerate(lines) if line.startswith(f"{k}. ")) for k in (1, 4))
    lines[first] += "\nthe index, they decide in three weeks"
    assert card.parse("\n".join(lines), TODAY, RULES).hear_by == date(2026, 3, 31)
    lines[last] += "\nFriday"
    assert card.parse("\n".join(lines), TODAY, RULES).hear_by == date(2026, 3, 13)


def test_every_language_of_the_card_has_its_words() -> None:
    assert {words.language for words in RULES.hearings.values()} == set(RULES.dates)
