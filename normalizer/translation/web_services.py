"""The table of web services: where each is, what it takes, and how it says that something is wrong."""

from __future__ import annotations

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.translation.engine import EngineError, Limits, PassingError, SpentError

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping
    from typing import Any

_NEVER = precompile(r"(?!)")
_PAGE = precompile(r"(?s)class=[\"']?(?:result-container|t0)\b.*?</div>")
"""Google's page with the answer, and with the end of it: a page that broke off has half an answer."""

NO_KEY = "-"
"""What stands for a key where none is needed but deep-translator wants one; it is never sent."""


class Call(NamedTuple):
    """What deep-translator would send: the query, the fields of a form or a JSON body, and headers."""

    params: Mapping[str, Any] | None = None
    data: Mapping[str, Any] | None = None
    json: Any = None
    headers: Mapping[str, str] | None = None


def _keep(method: str, call: Call) -> tuple[str, Call]:
    return method, call


def _post(_method: str, call: Call) -> tuple[str, Call]:
    """Put into the body what would stand in the address, where every log on the way keeps it."""
    fields = {name: value for name, value in (call.params or {}).items() if (name, value) != ("api_key", NO_KEY)}
    return "POST", call._replace(params=None, data=fields)


def _authorize(_method: str, call: Call) -> tuple[str, Call]:
    """Send DeepL's key in a header and the text by POST: since 2025 it takes nothing else."""
    fields = dict(call.params or {})
    headers = {"Authorization": f"DeepL-Auth-Key {fields.pop('auth_key')}"}
    return "POST", call._replace(params=None, data=fields, headers=headers)


def _rename(method: str, call: Call) -> tuple[str, Call]:
    """Name Papago's keys as its present address does."""
    names = {"X-Naver-Client-Id": "X-NCP-APIGW-API-KEY-ID", "X-Naver-Client-Secret": "X-NCP-APIGW-API-KEY"}
    return method, call._replace(headers={names.get(n, n): value for n, value in (call.headers or {}).items()})


class Service(NamedTuple):
    """What is known of a service.

    ``translator`` is deep-translator's class; requests go to ``home`` and ``path`` (``paid_home`` where the key is
    not one of the free plan). ``sources`` are its codes of simplified and traditional Chinese, ``target`` that of
    English. ``keys`` and ``extras`` (which may be missing) are arguments of the class and the environment variables
    they come from. ``shape`` makes the request what the service takes today. An answer is JSON, or a web page that
    matches ``page``. One with a status from 400 to 499 that matches ``spent`` tells of a quota or key, as does a
    translation that matches ``notice``. ``field`` is where JSON holds a code, ``faults`` what codes mean, ``fine``
    those of success.
    """

    translator: str
    home: str
    path: str
    sources: tuple[str, str]
    target: str
    limits: Limits
    keys: tuple[tuple[str, str], ...] = ()
    extras: tuple[tuple[str, str], ...] = ()
    paid_home: str = ""
    shape: Callable[[str, Call], tuple[str, Call]] = _keep
    page: re.Pattern[str] | None = None
    spent: re.Pattern[str] = _NEVER
    notice: re.Pattern[str] = _NEVER
    field: str = ""
    fine: tuple[str, ...] = ("200",)
    faults: Mapping[str, type[EngineError]] = {}

    def find_fault(self, data: Any) -> type[EngineError] | None:
        """Return which kind of fault the code in an answer stands for; None where there is none.

        >>> SERVICES["baidu"].find_fault({"error_code": "54004"}).__name__
        'SpentError'
        """
        code = data.get(self.field) if self.field and isinstance(data, dict) else None
        if isinstance(data, dict) and data.get("quotaFinished") is True:
            return SpentError
        return None if code is None or str(code) in self.fine else self.faults.get(str(code), EngineError)


SERVICES: dict[str, Service] = {
    "google": Service(
        "GoogleTranslator",
        "https://translate.google.com",
        "/m",
        ("zh-CN", "zh-TW"),
        "en",
        # 1,800 Han in an address were taken and 1,900 were not (its issue 224): 16 KiB.
        Limits(longest=4_999, largest=15_000, bytes_per_han=9, threads=4, per_second=5),
        page=_PAGE,
    ),
    "mymemory": Service(
        "MyMemoryTranslator",
        "https://api.mymemory.translated.net",
        "/get",
        ("zh-CN", "zh-TW"),
        "en-GB",
        Limits(longest=499, largest=500, threads=2),
        spent=precompile(r"ALL AVAILABLE FREE TRANSLATIONS|\"quotaFinished\" ?: ?true"),
        notice=precompile(r"\s*MYMEMORY WARNING"),
        field="responseStatus",
        faults={"429": PassingError},
    ),
    "libretranslate": Service(
        "LibreTranslator",
        "",
        "/translate",
        ("zh", "zh"),
        "en",
        Limits(longest=2_000, threads=2),
        extras=(("api_key", "LIBRE_API_KEY"),),
        shape=_post,
        spent=precompile(r"(?i)api key"),
    ),
    "deepl": Service(
        "DeeplTranslator",
        "https://api-free.deepl.com",
        "/v2/translate",
        ("zh", "zh"),
        "en",
        Limits(longest=5_000, threads=4),
        keys=(("api_key", "DEEPL_API_KEY"),),
        paid_home="https://api.deepl.com",
        shape=_authorize,
    ),
    "microsoft": Service(
        "MicrosoftTranslator",
        "https://api.cognitive.microsofttranslator.com",
        "/translate?api-version=3.0",
        ("zh-Hans", "zh-Hant"),
        "en",
        Limits(longest=5_000, threads=4),
        keys=(("api_key", "MICROSOFT_API_KEY"),),
        extras=(("region", "MICROSOFT_REGION"),),
    ),
    "yandex": Service(
        "YandexTranslator",
        "https://translate.yandex.net",
        "/api/v1.5/tr.json/translate",
        ("zh", "zh"),
        "en",
        Limits(longest=5_000, threads=4),
        keys=(("api_key", "YANDEX_API_KEY"),),
        field="code",
        faults={"401": SpentError, "402": SpentError, "403": SpentError, "404": SpentError, "429": PassingError},
    ),
    "baidu": Service(
        "BaiduTranslator",
        "https://fanyi-api.baidu.com",
        "/api/trans/vip/translate",
        ("zh", "cht"),
        "en",
        Limits(longest=2_000, largest=6_000, per_second=1),
        keys=(("appid", "BAIDU_APPID"), ("appkey", "BAIDU_APPKEY")),
        shape=_post,
        field="error_code",
        fine=("52000",),
        faults={
            **dict.fromkeys(("52001", "52002", "54003", "54005"), PassingError),
            **dict.fromkeys(("52003", "54001", "54004", "58000", "58002", "90107"), SpentError),
        },
    ),
    "papago": Service(
        "PapagoTranslator",
        "https://naveropenapi.apigw.ntruss.com",
        "/nmt/v1/translation",
        ("zh-CN", "zh-TW"),
        "en",
        Limits(longest=5_000, threads=2),
        keys=(("client_id", "PAPAGO_CLIENT_ID"), ("secret_key", "PAPAGO_SECRET_KEY")),
        shape=_rename,
        spent=precompile(r"Quota Exceed"),
    ),
}
