"""Any server with a chat-completions endpoint: a model on this machine, or one of a provider.

Only ``settings.url`` is spoken to: redirects are not followed, and no ``.netrc`` is read. No message of this
module holds the key or anything that the server said.
"""

from __future__ import annotations

import json
import os
import time
from threading import Lock
from urllib.parse import urlsplit, urlunsplit

from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING
from normalizer.translation.engine import EngineError, Limits, PassingError, SpentError
from normalizer.translation.wording import FORMS, VERSION, read_reply, write_messages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import requests

    from normalizer.translation.engine import Prompt
    from normalizer.translation.settings import EngineSettings

KEY = "MIXNORM_CHAT_KEY"
"""The environment variable with the key; servers on one's own machine mostly want none."""

_PATH = "/chat/completions"
_LARGEST = 1 << 18
"""Bytes of an answer that are read; one with a fragment's English has a few hundred."""
_PIECE = 1 << 14

_OK = 200
_UNPROCESSED = (400, 422)
"""What servers answer to a parameter that they do not know."""
_SPENT = {
    401: "the key is refused or missing",
    402: "the account has nothing left",
    403: "the key may not do this",
    404: "there is no such address or model",
}
_PASSING = {408: "a time-out", 409: "a conflict", 425: "too early", 429: "too many requests"}
_FAULTS = 500
_QUOTA = ("insufficient_quota", "billing_hard_limit_reached")
"""What stands as the code of an error 429 that waiting does not cure."""


def open_engine(name: str, settings: EngineSettings, environment: Mapping[str, str] = os.environ) -> ChatEngine:
    """Return the engine for ``settings.url`` and ``settings.model``.

    Raises `UsageError` for an address that is none, and for a key that cannot stand in a header.
    """
    key = environment.get(KEY, "").strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        message = f"the environment variable {KEY} holds no key: it has blanks or letters that no key has"
        raise UsageError(message)
    return ChatEngine(name, _complete(settings.url), settings.model, key, settings.timeout)


def _complete(url: str) -> str:
    """Return the address of the endpoint for a base address (``http://127.0.0.1:8080/v1``) or the endpoint itself."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        sound = False
    if not sound:
        # The address is not repeated: a key may stand in it.
        message = "the address of a chat engine is that of its server, such as http://127.0.0.1:8080/v1"
        raise UsageError(message)
    if "@" in parts.netloc:
        message = f"the address of a chat engine holds no user name or password: put the key into {KEY}"
        raise UsageError(message)
    path = parts.path.rstrip("/").removesuffix(_PATH) + _PATH
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


class ChatEngine:
    """A model behind a chat-completions endpoint; it reads the sentence around a fragment."""

    reads_context = True
    # Two at a time: a server on the same machine answers no faster when asked for more.
    limits = Limits(longest=2_000, together=1, threads=2)

    def __init__(self, name: str, url: str, model: str, key: str, timeout: float) -> None:
        """Take the endpoint's full address, the model's name, a key or nothing, and seconds for one answer."""
        parts = urlsplit(url)
        self.name = name
        self.place = parts.netloc
        # What stands behind a question mark may be a key, and is no part of the identity.
        self.identity = f"chat {parts.scheme}://{parts.netloc}{parts.path} {model} wording {VERSION} zh en"
        self._url = url
        self._model = model
        self._key = key
        self._timeout = timeout
        self._form = 0
        self._lock = Lock()

    def translate(self, prompts: Sequence[Prompt]) -> list[str | None]:
        """Return an answer for each prompt; raise `PassingError`, `SpentError` or `EngineError`."""
        return [self._ask(prompt) for prompt in prompts]

    def _ask(self, prompt: Prompt) -> str | None:
        asked = {"model": self._model, "messages": write_messages(prompt), "stream": False}
        for number in range(self._form, len(FORMS)):
            status, wait, body = self._send({**asked, **FORMS[number]})
            if status in _UNPROCESSED and number + 1 < len(FORMS):
                continue
            _check(status, wait, body)
            self._keep(number)
            try:
                return read_reply(json.loads(body.decode("utf-8")))
            except (ValueError, RecursionError):
                break
        message = "the server answered with something that is no chat completion"
        raise EngineError(message)

    def _keep(self, form: int) -> None:
        """Remember what the server took, so that later requests begin with it."""
        with self._lock:
            self._form = max(self._form, form)

    def _send(self, asked: dict[str, Any]) -> tuple[int, float, bytes]:
        """Return status, seconds to wait and the body of one request."""
        import requests
        from urllib3.exceptions import HTTPError

        from normalizer.translation.web_transport import read_wait

        try:
            with requests.post(
                self._url,
                data=json.dumps(asked).encode(),
                headers={"Content-Type": "application/json", "Accept": "application/json"},
                auth=self._sign,
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                wait = read_wait(response.headers.get("Retry-After", ""))
                return response.status_code, wait, _read_body(response, time.monotonic() + self._timeout)
        except (requests.RequestException, HTTPError, OSError) as error:
            fault = self._judge(error)
        # Raised out here so that no error with address or headers hangs on it.
        raise fault

    def _judge(self, error: Exception) -> EngineError:
        from requests.exceptions import SSLError, Timeout
        from urllib3.exceptions import ReadTimeoutError

        if isinstance(error, SSLError):
            return EngineError("no trusted connection")
        if isinstance(error, (Timeout, ReadTimeoutError, TimeoutError)):
            return PassingError(f"no answer within {self._timeout:g} seconds")
        return PassingError("the connection failed or was dropped")

    def _sign(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put the key on a request; that this is asked at all keeps ``.netrc`` from being read."""
        if self._key:
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request


def _read_body(response: requests.Response, until: float) -> bytes:
    """Return the body; raise `TimeoutError` where it does not end in time, `EngineError` where it is too large."""
    body = bytearray()
    # Some servers send a blank every second for as long as they think: the clock is looked at for each.
    while piece := response.raw.read1(_PIECE, decode_content=True):
        body += piece
        if time.monotonic() > until:
            raise TimeoutError
        if len(body) > _LARGEST:
            message = f"the answer is larger than {_LARGEST} bytes"
            raise EngineError(message)
    return bytes(body)


def _check(status: int, wait: float, body: bytes) -> None:
    """Raise what a status means; return when it is success."""
    if status == _OK:
        return
    message = f"status {status}"
    if status in _SPENT:
        message += f": {_SPENT[status]}"
        raise SpentError(message)
    if status in _PASSING or status >= _FAULTS:
        told = _PASSING.get(status, "a fault of the server")
        if _read_code(body) in _QUOTA:
            message += ": the quota is used up"
            raise SpentError(message)
        message += f": {told}"
        raise PassingError(message, wait)
    raise EngineError(message)


def _read_code(body: bytes) -> str:
    try:
        code = json.loads(body.decode("utf-8"))["error"]["code"]
    except (KeyError, RecursionError, TypeError, ValueError):
        return ""
    return code if isinstance(code, str) else ""
