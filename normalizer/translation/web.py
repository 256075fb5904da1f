"""The translation services that deep-translator speaks to, without its faults.

Of the package the composing of requests and the reading of answers is used. Every text has a translator of its
own: one that several threads share hands out the answers of others. The name ``requests`` means our transport in
the copy of the method that is called, so that nothing in the package itself is changed.
"""

from __future__ import annotations

import os
from types import FunctionType, new_class
from urllib.parse import urlsplit

from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING
from normalizer.translation.engine import EngineError, SpentError
from normalizer.translation.registry import ENGINES
from normalizer.translation.web_services import NO_KEY, SERVICES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from normalizer.translation.engine import Prompt
    from normalizer.translation.settings import EngineSettings
    from normalizer.translation.web_services import Service
    from normalizer.translation.web_transport import Transport

OLDEST = (1, 11, 4)
"""The oldest deep-translator that is trusted: 1.8.5 was published with malicious code in it."""


class WebEngine:
    """A web service as an engine; safe to be called from several threads."""

    reads_context = False

    def __init__(self, name: str, service: Service, home: str, timeout: float, keys: Mapping[str, str]) -> None:
        """Take the engine's name and service, the address it lies at, seconds for a request, and keys."""
        from normalizer.translation.web_transport import Transport

        self.name = name
        self.limits = service.limits
        self.place = urlsplit(home).netloc
        address = home + service.path
        self.identity = f"{name} {address} {'/'.join(service.sources)}>{service.target}"
        self._service = service
        self._keys = keys
        self._make = bind_translator(service, Transport(name, service, address, timeout))

    def translate(self, prompts: Sequence[Prompt]) -> list[str | None]:
        """Return a raw answer for each prompt, None where the service has none; see `Engine.translate`."""
        return [self._ask(prompt.text) for prompt in prompts]

    def _ask(self, text: str) -> str | None:
        # The library's own errors quote texts and keys: none of them may stand behind ours.
        fault: EngineError
        try:
            translator = self._make(target=self._service.target, **self._keys)
            # Set here, as its classes map some codes to names that their services do not know.
            translator.source = self._service.sources[is_traditional(text)]
            translator.target = self._service.target
            return self._read(translator.translate(text))
        except EngineError:
            raise
        except StopIteration:
            return None
        except Exception as error:  # noqa: BLE001 - whatever its reading of an answer trips over
            fault = EngineError(f"{self.name}: an answer of another form ({type(error).__name__})")
        raise fault

    def _read(self, answer: Any) -> str | None:
        if isinstance(answer, list) and all(isinstance(part, str) for part in answer):
            answer = "\n".join(answer)
        if answer is not None and not isinstance(answer, str):
            raise TypeError
        if answer and self._service.notice.match(answer):
            message = f"{self.name}: a notice in the place of a translation"
            raise SpentError(message)
        return answer or None


def bind_translator(service: Service, transport: Transport) -> Any:
    """Return deep-translator's class for a service, its requests sent by `transport`.

    Raises `UsageError` for a version of the package that sends them in another way.
    """
    import deep_translator

    base = getattr(deep_translator, service.translator)
    method = base.translate
    if "requests" not in method.__code__.co_names:
        message = f"this version of deep-translator is not known to work ({service.translator})"
        raise UsageError(message)
    names = {**method.__globals__, "requests": transport}
    own = FunctionType(method.__code__, names, method.__name__, method.__defaults__, method.__closure__)
    members = {
        "translate": own,
        # Microsoft's class asks the network for this when it is made.
        "_get_supported_languages": lambda _self: {"english": "en"},
    }
    return new_class(base.__name__, (base,), exec_body=lambda space: space.update(members))


def is_traditional(text: str) -> bool:
    """Tell whether Chinese is written in traditional characters, by what the two national standards hold.

    >>> is_traditional("輿論環境"), is_traditional("舆论环境"), is_traditional("大家")
    (True, False, False)
    """

    def count(encoding: str, other: str) -> int:
        return sum(_holds(encoding, c) and not _holds(other, c) for c in text if not c.isascii())

    return count("big5", "gb2312") > count("gb2312", "big5")


def _holds(encoding: str, character: str) -> bool:
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


def check_version() -> None:
    """Raise `UsageError` when deep-translator is missing or older than `OLDEST`."""
    from importlib.metadata import PackageNotFoundError, version

    oldest = ".".join(map(str, OLDEST))
    try:
        # What the module says of itself is wrong: 1.11.4 calls itself 1.9.1.
        found = version("deep-translator")
    except PackageNotFoundError:
        found = "missing"
    numbers = tuple(int(part) for part in found.split(".")[:3] if part.isdecimal())
    if numbers < OLDEST:
        message = f"deep-translator is {found}; at least {oldest} is needed (1.8.5 held malicious code)"
        raise UsageError(message)


def open_engine(name: str, settings: EngineSettings) -> WebEngine:
    """Return the engine of that name; keys come from the environment.

    ``settings.url`` is the address in the place of the service's own, without the path that the service has. Raises
    `UsageError` when deep-translator is too old, or a key or a proper address is missing.
    """
    check_version()
    service = SERVICES[name]
    keys = {argument: os.environ.get(variable, "").strip() for argument, variable in (*service.keys, *service.extras)}
    lacking = [variable for argument, variable in service.keys if not keys[argument]]
    if lacking:
        message = f"engine {name} needs {' and '.join(lacking)} in the environment"
        raise UsageError(message)
    free = not service.paid_home or keys.get("api_key", "").endswith(":fx")
    home = check_address(name, _find_url(name, settings) or (service.home if free else service.paid_home))
    if name == "libretranslate":
        keys["api_key"] = keys["api_key"] or NO_KEY
    return WebEngine(name, service, home, settings.timeout, keys)


def _find_url(name: str, settings: EngineSettings) -> str:
    """Return the address if it is this engine's: the one that needs it has it, else the first of the chain."""
    asked = [engine for engine in settings.engines if engine in ENGINES]
    needing = [engine for engine in asked if "url" in ENGINES[engine].needs]
    mine = "url" in ENGINES[name].needs or name == (needing or asked or [name])[0]
    return settings.url if mine else ""


def check_address(name: str, url: str) -> str:
    """Return an address without a slash at its end.

    Raises `UsageError` for one that is none, or that holds a password or a query: these would be shown and kept.

    >>> check_address("libretranslate", "http://localhost:5000/")
    'http://localhost:5000'
    """
    message = f"engine {name} needs an address like https://host:port/path, without a password or a query"
    try:
        parts = urlsplit(url)
        proper = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        raise UsageError(message) from None
    if not proper or "@" in parts.netloc or parts.query or parts.fragment:
        raise UsageError(message)
    return url.rstrip("/")
