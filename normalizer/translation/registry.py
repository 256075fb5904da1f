"""The table of engines: what each is, the module that speaks to it, what it needs."""

from __future__ import annotations

from typing import NamedTuple


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
