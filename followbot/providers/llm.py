"""A language model behind an OpenAI-compatible interface: Ollama, llama.cpp, vLLM, and hosted ones.

The SDK is imported when the first letter is written with it. One request, no retries, no redirects: a letter that the model
does not give in time is written from the template, which costs nobody anything. What is read of an answer is bounded in
size and time, because a server that trickles must not hold up a cycle.
"""

from __future__ import annotations

import json
import os
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from followbot.errors.llm import (
    model_answer_strange,
    model_connection_broke,
    model_key_missing,
    model_library_missing,
    model_refused,
    model_server_failed,
    model_silent,
    model_too_long,
    model_too_slow,
    model_unreachable,
)

if TYPE_CHECKING:
    from openai import OpenAI

ANSWER_MAX = 256 * 1024
"""Bytes of an answer; a letter and its envelope have a few thousand."""

_NO_KEY = "none"
"""What a local server is given as a key: the SDK wants one, the server does not look at it."""


@dataclass
class ChatModel:
    """See `followbot.app.written.Model`. `key` is asked for once, when it is needed; `timeout` is in seconds."""

    base_url: str
    model: str
    timeout: float
    max_tokens: int
    key: Callable[[], str | None]
    monotonic: Callable[[], float] = time.monotonic
    _client: OpenAI | None = field(default=None, repr=False)

    def answer(self, rules: str, data: str) -> str:
        client = self._opened()
        import openai  # heavy, see above

        try:
            with client.chat.completions.with_streaming_response.create(
                model=self.model,
                messages=[{"role": "system", "content": rules}, {"role": "user", "content": data}],
                max_tokens=self.max_tokens,
            ) as response:
                return _text_of(self._read(response.iter_bytes()))
        except openai.APITimeoutError as error:
            raise model_too_slow() from error
        except openai.APIStatusError as error:
            raise model_server_failed(error.status_code) from error
        except openai.OpenAIError as error:
            raise model_unreachable() from error
        except _transport_errors() as error:
            raise model_connection_broke() from error

    def _read(self, chunks: Any) -> bytes:
        found, end = b"", self.monotonic() + self.timeout
        for chunk in chunks:
            found += chunk
            if len(found) > ANSWER_MAX:
                raise model_too_long()
            if self.monotonic() > end:
                raise model_too_slow()
        return found

    def _opened(self) -> OpenAI:
        if self._client is None:
            try:
                import openai  # heavy, see above
            except ImportError as error:
                raise model_library_missing() from error
            key = self.key()
            if not key and not is_local(self.base_url):
                raise model_key_missing()
            self._client = openai.OpenAI(
                base_url=self.base_url,
                api_key=key or _NO_KEY,
                max_retries=0,
                timeout=self.timeout,
                http_client=openai.DefaultHttpxClient(follow_redirects=False, verify=_trusted()),
            )
        return self._client


def _text_of(body: bytes) -> str:
    """The text of the first choice; raises `ModelFailed` where there is none, or the model refused."""
    try:
        choice = json.loads(body)["choices"][0]
        message = choice["message"]
        refused = message.get("refusal") or choice.get("finish_reason") == "content_filter"
        text = message.get("content")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise model_answer_strange() from error
    if refused:
        raise model_refused()
    if not isinstance(text, str) or not text.strip():
        raise model_silent()
    return text


def _transport_errors() -> tuple[type[Exception], ...]:
    """What breaks while an answer is read; the SDK translates errors of the request alone."""
    import httpx2  # the SDK's own transport

    return httpx2.HTTPError, httpx2.StreamError, OSError


def is_local(url: str) -> bool:
    """Whether a server is on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed, as for every other connection: what the environment names, else the system's."""
    named = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE")
    return ssl.create_default_context(cafile=named) if named else ssl.create_default_context()
