"""The table of engines: what each is, the module that speaks to it, what it needs."""

from __future__ import annotations

import os

from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from normalizer.translation.settings import EngineSettings


class EngineKind(NamedTuple):
    """An engine by name.

    ``module`` is one of this room that has ``open_engine(name, settings)``; ``keys`` are the
    environment variables with what it needs, ``extra`` the extra of packages, ``place`` where texts go.
    """

    module: str
    about: str
    place: str
    keys: tuple[str, ...] = ()
    extra: str = ""
    needs: tuple[str, ...] = ()


ENGINES: dict[str, EngineKind] = {
    "google": EngineKind("web", "Google Translate, without a key", "translate.google.com"),
    "mymemory": EngineKind("web", "MyMemory, without a key", "api.mymemory.translated.net"),
    "libretranslate": EngineKind("web", "a LibreTranslate server", "--engine-url", needs=("url",)),
    "deepl": EngineKind("web", "DeepL", "api-free.deepl.com", ("DEEPL_API_KEY",)),
    "microsoft": EngineKind(
        "web", "Microsoft Translator", "api.cognitive.microsofttranslator.com", ("MICROSOFT_API_KEY",)
    ),
    "yandex": EngineKind("web", "Yandex Translate", "translate.yandex.net", ("YANDEX_API_KEY",)),
    "baidu": EngineKind("web", "Baidu Translate", "fanyi-api.baidu.com", ("BAIDU_APPID", "BAIDU_APPKEY")),
    "papago": EngineKind("web", "Papago", "naveropenapi.apigw.ntruss.com", ("PAPAGO_CLIENT_ID", "PAPAGO_SECRET_KEY")),
    "chat": EngineKind(
        "chat", "any chat-completions endpoint", "--engine-url", ("MIXNORM_CHAT_KEY",), needs=("url", "model")
    ),
    "ctranslate2": EngineKind(
        "ctranslate", "a CTranslate2 model in a folder", "this machine", extra="ctranslate2", needs=("model",)
    ),
    "firefox": EngineKind(
        "firefox", "a Firefox translation model in a folder", "this machine", extra="firefox", needs=("model",)
    ),
}

LEXICON = "lexicon"
"""The offline engine: every chain ends with it, so naming it changes nothing."""


def check_engine(name: str, settings: EngineSettings, environment: Mapping[str, str] = os.environ) -> EngineKind:
    """Return the engine of that name; raise `UsageError` saying what it lacks."""
    if name not in ENGINES:
        listed = "\n".join(f"  {name:<16}{kind.about}" for name, kind in ENGINES.items())
        message = f"there is no engine {name!r}; there are:\n{listed}\n  {LEXICON:<16}the offline engine"
        raise UsageError(message)
    kind = ENGINES[name]
    lacking = [f"--engine-{need}" for need in kind.needs if not getattr(settings, need)]
    # A key that is only wanted by some servers is the adapter's to ask for.
    lacking += [f"the environment variable {key}" for key in kind.keys if not kind.needs and not environment.get(key)]
    if lacking:
        message = f"engine {name} ({kind.about}) needs {' and '.join(lacking)}"
        raise UsageError(message)
    return kind
