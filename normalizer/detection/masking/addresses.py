r"""Addresses and names of places: URLs, e-mail, paths, hashtags and handles."""

from __future__ import annotations

from normalizer.detection.masking.rule import HAN, Rule, compile_pattern
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Characters that end a URL even though it may hold Han: blanks, quotes, Chinese marks.
_URL_END = r"\s\[\]<>\"'`“”‘’，。、；：！？（）《》「」『』"
# A comma before Chinese belongs to the address only behind Chinese; brackets only where the address
# goes on behind them, or where they follow Chinese: 环境（自然）.
_URL_BODY = (
    rf"(?:[^,{_URL_END}]|,(?![{HAN}])|(?<=[{HAN}]),|（[^（）\s]*）(?=/)|(?<=[{HAN}])（[^（）\s]*）"
    r"|(?<=[/=])《[^《》\s]*》"
    # A Chinese mark inside: the address surely goes on to a file's ending, a slash or AsciiDoc's [words].
    rf"|(?<=[{HAN}])[，：、！？](?=[^{_URL_END}]{{1,40}}(?:\[(?![0-9]*\])|(?<=/)(?=\s|$)|(?<=\.jpg|\.png|\.svg|html|\.pdf)\b))"
    r")+"
)
_SCHEMES = r"(?:[a-zA-Z][a-zA-Z0-9+.\-]{1,12}://|www\.|(?:mailto|magnet):(?=\S))"
_DOMAINS = (
    "com|org|net|cn|tw|hk|mo|sg|io|edu|gov|info|int|mil|me|app|dev|ai|tv|cc|xyz|wiki|news|asia|online|site|"
    "jp|kr|uk|us|de|fr|eu"
)
_GLUED = rf"(?:[a-zA-Z+.\-]+://)?(?:[a-zA-Z0-9\-]+\.)+[a-zA-Z]{{2,}}(?=[{HAN}])"
_FILE_ENDINGS = (
    "txt|md|rst|html?|xml|json|jsonl|csv|tsv|ya?ml|toml|ini|cfg|log|py|js|ts|c|h|cpp|java|go|rs|sh|bat|ps1|sql|"
    "pdf|docx?|xlsx?|pptx?|epub|odt|zip|gz|xz|rar|7z|tar|png|jpe?g|gif|svg|webp|bmp|mp[34]|wav|avi|mkv|mov|srt|vtt|exe|dll|so"
)
_LOUD_ENDINGS = "TXT|HTML?|XML|CSV|PDF|DOCX?|XLSX?|PPTX?|ZIP|RAR|PNG|JPE?G|GIF|BMP|TIFF?|MP[34]|WAV|AVI|MOV|EXE"
"""Endings in capitals, as cameras and old systems write them."""

_ENDING = rf"\.(?:{_FILE_ENDINGS}|{_LOUD_ENDINGS})(?!\w)"
_NAME = r"[\w.\-+@%~]"  # \w holds Han
_URLS = (
    rf"(?<![a-zA-Z0-9]){_SCHEMES}{_URL_BODY}",
    rf"(?<![\w@])(?:[a-zA-Z0-9\-]+\.)+(?:{_DOMAINS})/{_URL_BODY}",
)


def find_urls(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of URLs, without the marks of the sentence around.

    >>> text = "see zh.example.org/wiki/舆论, or https://example.org的主页"
    >>> sorted(text[start:end] for start, end in find_urls(text))
    ['https://example.org', 'zh.example.org/wiki/舆论']
    """
    for pattern in _URLS:
        for match in compile_pattern(pattern).finditer(text):
            glued = compile_pattern(_GLUED).match(match.group())
            yield match.start(), match.start() + (glued.end() if glued else _count_own(match.group()))


def _count_own(url: str) -> int:
    """Count the characters of a URL before the closing marks at its end that belong to the sentence around it."""
    length = len(url)
    opened, closed = url.count("("), url.count(")")
    while length and url[length - 1] in ".,;:!?)]}*_【":
        if url[length - 1] == ")":
            if opened >= closed:
                break
            closed -= 1
        length -= 1
    return length


ADDRESSES = (
    Rule("url", ("://", "www.", "/", "mailto:", "magnet:"), find=find_urls, chinese=False),
    Rule("email", ("@",), r"\b[\w.+\-]+@[a-zA-Z0-9\-]+(?:\.[a-zA-Z0-9\-]+)+", chinese=False),
    Rule(
        "path",
        ("/", "\\"),
        rf"(?<![\w/\u2e80-\u2fdf])(?:[A-Za-z]:[\\/]|\\\\|~/|\.{{1,2}}/|/)(?:{_NAME}+[\\/])+{_NAME}*",
        chinese=False,
    ),
    Rule(
        "path",
        (".",),
        rf"(?<![\w/\u2e80-\u2fdf])(?:{_NAME}+[\\/])*(?:{_NAME}|(?<=[_\-])\([\w\-]+\))+(?<=[\w)]){_ENDING}",
        chinese=False,
        core=_ENDING,
    ),
    Rule("hashtag", ("#",), r"(?<![\w&/#\u2e80-\u2fdf])#(?=[A-Za-z0-9_]*[\u3400-\u9fff])\w+#?"),
    Rule("handle", ("@",), r"(?<![\w.@\u2e80-\u2fdf])@(?=[A-Za-z0-9_]*[\u3400-\u9fff])\w+"),
)
"""The rules of this module, in the order in which they are asked."""
