"""The key of a language model stays with the server that it was given for."""

from __future__ import annotations

import pytest

from followbot.errors import ModelFailed
from followbot.providers.llm import ChatModel
from tests.fakes.web import Reply, website


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_key_of_the_model_follows_no_redirect(status: int) -> None:
    with website() as site, website() as elsewhere:
        site.answers(Reply(status, b"", {"Location": f"{elsewhere.url}/v1/chat/completions"}))
        model = ChatModel(f"{site.url}/v1", "small", 5.0, 300, lambda: "k-123")
        with pytest.raises(ModelFailed, match=str(status)):
            model.answer("rules", "{}")
        assert (len(site.asked), elsewhere.asked) == (1, [])
