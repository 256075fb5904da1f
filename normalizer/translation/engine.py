"""What an engine is to the rest of this room: prompts in, raw answers out, faults told by kind.

An engine only speaks to its service or model. What is sent, how often, what is kept and which
answers are believed is decided around it (``framing``, ``patience``, ``cache``, ``guards``, ``chain``).
"""

from __future__ import annotations

from normalizer.records import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Prompt(NamedTuple):
    """What an engine is sent: the Chinese text to translate; engines that read context have the rest too.

    ``before`` and ``after`` are the English around it, ``glosses`` pairs of Chinese and English that
    are settled.
    """

    text: str
    before: str = ""
    after: str = ""
    glosses: tuple[tuple[str, str], ...] = ()


class Limits(NamedTuple):
    """What a service takes: code points and bytes (as it encodes them) of one text, texts of one request.

    ``bytes_per_han`` is what one Han character comes to in a request (9 where it stands in a URL), ``threads`` how
    many requests may be under way at once, ``per_second`` how many may begin in a second (0: no bound).
    """

    longest: int = 5_000
    largest: int = 0
    bytes_per_han: int = 3
    together: int = 1
    threads: int = 1
    per_second: float = 0.0


class EngineError(Exception):
    """An engine has no answer; the message holds neither keys nor text."""

    passing = False
    """Whether the same may go well a little later."""


class PassingError(EngineError):
    """A fault that passes: a time-out, a dropped connection, too many requests, a server's error.

    ``wait`` is how many seconds the service asks to wait, 0 where it does not say.
    """

    passing = True

    def __init__(self, message: str, wait: float = 0.0) -> None:
        """Take a message and the seconds to wait."""
        super().__init__(message)
        self.wait = wait


class SpentError(EngineError):
    """The engine will not answer any more in this run: a quota is used up, a key is refused."""


class Engine(Protocol):
    """A translation service or model, from Chinese to English."""

    name: str
    """What the annotation says: ``google``."""
    identity: str
    """What an answer depends on, for the cache: engine, model, address without keys, languages."""
    limits: Limits
    reads_context: bool
    """Whether it reads the English around a text, so that nothing need be marked in a sentence."""
    place: str
    """Where texts go, for the person: a host, or ``this machine``."""

    def translate(self, prompts: Sequence[Prompt]) -> list[str | None]:
        """Return a raw answer for each prompt (None: none), at most ``limits.together`` at a time.

        Safe to be called from ``limits.threads`` threads. Raises `PassingError`, `SpentError` or
        `EngineError`.
        """
        ...
