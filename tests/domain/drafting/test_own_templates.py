"""Templates of the user's own, over ours."""

from __future__ import annotations

import pytest

from followbot.bootstrap import rule_files, template_files
from followbot.domain.drafting import Templates, compose, parse_templates
from followbot.domain.letters.variants import TemplateProblem
from tests.domain.drafting.desk import brief, letter


def with_own(**own: str) -> Templates:
    files = {
        name.replace("__", "/").replace("_j2", ".j2").replace("_toml", ".toml"): text for name, text in own.items()
    }
    return parse_templates(template_files(), rule_files("drafting", "signs"), files)


def test_a_slot_is_replaced_and_the_others_stay() -> None:
    own = with_own(en__phrases_toml='[closing]\nany = ["Cheers from Berlin,"]')
    found = compose(brief(), own)
    assert "Cheers from Berlin,\nAnna Keller" in found.text
    assert found.text.startswith("Hi Priya,")
    assert compose(brief(language="de"), own).text == letter(language="de").text


def test_a_whole_template_of_one_language_is_replaced() -> None:
    own = with_own(en__nudge_j2="{{ greeting }}\n\n{{ ask }}\n\n{{ closing }}\n{{ signature }}")
    assert compose(brief(), own).text == letter().text


@pytest.mark.parametrize(
    ("own", "problem"),
    [
        ({"en__phrases_toml": "[closing\n"}, "en/phrases.toml"),
        ({"en__phrases_toml": '[closing]\nany = ["{{ names"]'}, "en/phrases.toml"),
        ({"en__phrases_toml": '[closing]\nany = ["Bye {{ compnay }}"]'}, "compnay"),
        ({"en__phrases_toml": '[closign]\nany = ["Bye"]'}, "closign"),
        ({"en__phrases_toml": 'closing = "Bye"'}, "en/phrases.toml"),
        ({"xx__phrases_toml": '[closing]\nany = ["Bye"]'}, "xx/phrases.toml"),
        ({"en__greting_j2": "x"}, "en/greting.j2"),
        ({"en__thank_you_j2": "{{ greting }}"}, "greting"),
        ({"en__thank_you_j2": "{{ greeting.__class__.__mro__ }}"}, "en/thank_you.j2"),
        ({"en__thank_you_j2": "{% include '/etc/passwd' %}"}, "en/thank_you.j2"),
        ({"en__thank_you_j2": "{{ cycler.__init__.__globals__.os.environ }}"}, "en/thank_you.j2"),
    ],
)
def test_what_cannot_be_used_is_named(own: dict[str, str], problem: str) -> None:
    with pytest.raises(TemplateProblem, match=problem):
        with_own(**own)
