"""One request to a translation service: bounded in time and size, to one address, its faults told by kind.

deep-translator composes requests and reads answers; it sends them without a time-out, with keys in addresses and
with the faults of HTTP let through. What sends them here stands in the place of its ``requests``.
"""

from __future__ import annotations

import json
import time
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from threading import local

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.translation.engine import EngineError, PassingError, SpentError
from normalizer.translation.web_services import Call

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from normalizer.translation.web_services import Service

LARGEST_ANSWER = 2_000_000
"""Bytes of one answer; what is larger is no translation of a fragment."""

_PIECE = 65_536

_SPENT = {HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN, 456}
"""Statuses of a refused key or a used-up quota; 456 is DeepL's."""

_PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}

_FOR_GOOD = {HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.HTTP_VERSION_NOT_SUPPORTED}
"""Faults of a server that do not pass."""


class Answer(NamedTuple):
    """An answer as deep-translator reads it."""

    status_code: int
    text: str
    data: Any

    def json(self) -> Any:
        """Return the answer as data."""
        return self.data

    def close(self) -> None:
        """Do nothing: the answer is read whole."""


class Transport:
    """Stands where deep-translator's modules name ``requests``; safe to be used from several threads."""

    exceptions = requests.exceptions

    def __init__(self, name: str, service: Service, address: str, timeout: float) -> None:
        """Take the engine's name, what is known of its service, where all requests go, and seconds for each."""
        self._name = name
        self._service = service
        self._address = address
        self._timeout = timeout
        self._own = local()

    def get(self, _url: str, **call: Any) -> Answer:
        """Send what was to be got; see `post`."""
        return self._send("GET", call)

    def post(self, _url: str, **call: Any) -> Answer:
        """Send what was to be posted, in the service's own shape and to its address; return a sound answer.

        Raises `PassingError`, `SpentError` or `EngineError`, without any other error inside: those of libraries
        quote the address, which holds the text.
        """
        return self._send("POST", call)

    def _send(self, method: str, given: dict[str, Any]) -> Answer:
        given.pop("proxies", None)
        method, call = self._service.shape(method, Call(**given))
        fault: EngineError | None = None
        try:
            with self._session().request(
                method,
                self._address,
                **call._asdict(),
                timeout=self._timeout,
                stream=True,
                # A text goes where the person was told that it goes, and nowhere else.
                allow_redirects=False,
            ) as response:
                status, headers, body = response.status_code, dict(response.headers), self._read(response)
        except (requests.RequestException, HTTPError, OSError) as error:
            fault = self._judge(error)
        if fault:
            raise fault
        return self._examine(status, headers, body)

    def _session(self) -> requests.Session:
        """Return the connections of this thread."""
        if not hasattr(self._own, "session"):
            session = requests.Session()
            # Neither a password file nor what was asked before has a say in what is answered.
            session.auth = lambda request: request
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
            self._own.session = session
        found: requests.Session = self._own.session
        return found

    def _read(self, response: requests.Response) -> bytes:
        """Return the body, which must have come within the time for a request and be whole."""
        deadline = time.monotonic() + self._timeout
        body = bytearray()
        while piece := response.raw.read1(_PIECE, decode_content=True):
            body += piece
            if len(body) > LARGEST_ANSWER:
                message = f"{self._name}: an answer of more than {LARGEST_ANSWER:,} bytes"
                raise EngineError(message)
            if time.monotonic() > deadline:
                raise requests.Timeout
        return bytes(body)

    def _judge(self, error: Exception) -> EngineError:
        if isinstance(error, (requests.Timeout, ReadTimeoutError, TimeoutError)):
            return PassingError(f"{self._name}: no answer in {self._timeout:g} seconds")
        if isinstance(error, requests.exceptions.SSLError):
            return EngineError(f"{self._name}: no trusted connection")
        if isinstance(error, (requests.ConnectionError, HTTPError, OSError)) and not isinstance(error, ValueError):
            return PassingError(f"{self._name}: no connection, or one that broke")
        return EngineError(f"{self._name}: a request that cannot be sent ({type(error).__name__})")

    def _examine(self, status: int, headers: Mapping[str, str], body: bytes) -> Answer:
        """Return an answer without a fault; raise what it has."""
        named = {name.casefold(): value for name, value in headers.items()}
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise self._judge_status(status, named, body.decode("utf-8", "replace"))
        text = _decode(body, named.get("content-type", ""))
        if text is None:
            message = f"{self._name}: an answer in an encoding that it does not name"
            raise EngineError(message)
        data = _parse(text)
        page = self._service.page
        if (data is None) if page is None else not page.search(text):
            message = f"{self._name}: an answer of another form"
            raise EngineError(message)
        if kind := self._service.find_fault(data):
            message = f"{self._name}: an answer that tells of a fault"
            raise kind(message)
        return Answer(status, text, data)

    def _judge_status(self, status: int, headers: Mapping[str, str], body: str) -> EngineError:
        told = f"{self._name}: HTTP {status}"
        client = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
        if status in _SPENT or (client and self._service.spent.search(body)):
            return SpentError(f"{told}, a key that is refused or a quota that is used up")
        # Google sends those who ask too often to a page with a riddle.
        busy = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST and "/sorry/" in headers.get(
            "location", ""
        )
        failed = status >= HTTPStatus.INTERNAL_SERVER_ERROR and status not in _FOR_GOOD
        if status in _PASSING or busy or failed:
            return PassingError(told, read_wait(headers.get("retry-after", "")))
        return EngineError(told)


def read_wait(value: str) -> float:
    """Return the seconds of a ``Retry-After``, which counts seconds or names a time; 0 where it says nothing.

    >>> read_wait("7"), read_wait("soon"), read_wait("Wed, 21 Oct 2015 07:28:00 GMT")
    (7.0, 0.0, 0.0)
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _decode(body: bytes, kind: str) -> str | None:
    """Return the text of a body: UTF-8 whatever is claimed, as all services write it, else what is claimed."""
    charset = kind.casefold().partition("charset=")[2].split(";")[0].strip(" \"'")
    for encoding in ("utf-8-sig", charset):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):  # noqa: PERF203 - two rounds at most
            continue
    return None


def _parse(text: str) -> Any:
    """Return what JSON says; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
