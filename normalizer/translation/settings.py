"""What the user asks of engines. It is no part of `NormalizerConfig`: no file in a folder may send text away."""

from __future__ import annotations

from normalizer.records import NamedTuple


class EngineSettings(NamedTuple):
    """Engines in the order in which they are asked, and their bounds.

    ``engines`` are names of ``registry.ENGINES``; ``lexicon`` ends a chain, as it always does.
    ``url`` and ``model`` are those of the engine that needs them (an address, a folder, a model's name). Keys
    come from the environment alone. ``timeout`` counts seconds of one request, ``retries`` what is
    tried again after a fault that passes. ``max_requests`` and ``max_chars`` bound what a run sends (0: no bound).
    ``cache`` is the file that answers are kept in (empty: the usual one, ``-``: none), ``redact`` whether e-mail
    addresses and numbers are masked before they are sent, ``sentence`` whether the whole sentence is sent.
    With ``offline`` answers come from the cache alone; with ``dry`` what would be sent is counted and nothing
    is. ``strict`` makes a run fail whose engines did not answer everything.
    """

    engines: tuple[str, ...] = ()
    url: str = ""
    model: str = ""
    timeout: float = 20.0
    retries: int = 3
    max_requests: int = 0
    max_chars: int = 0
    cache: str = ""
    redact: bool = False
    sentence: bool = False
    offline: bool = False
    dry: bool = False
    strict: bool = False
