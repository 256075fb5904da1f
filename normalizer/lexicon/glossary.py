"""A user's glossary: Chinese with its English, which beats every dictionary.

Formats, told apart by the file's name and its lines:

- TSV, or CSV when named so: Chinese, English, and if wanted note, part of speech, keep. With a
  first line that names the columns (``zh``, ``en``, ``note``, ``pos``, ``keep``) in any order.
- Pleco's flashcards: ``hanzi[trad]``, pinyin, definition, tab-separated; ``//`` lines are categories.
- TBX (``.tbx``, ``.xml``), the exchange form of terminology; needs the extra ``tbx``.
"""

from __future__ import annotations

import csv
import re

from normalizer.detection.codepoints import has_cjk
from normalizer.errors import InputError
from normalizer.lexicon.terms import GlossaryTerm
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

COLUMNS = {
    "zh": "zh", "chinese": "zh", "hanzi": "zh", "source": "zh", "term": "zh", "en": "en", "english": "en", "target": "en",
    "translation": "en", "definition": "en", "note": "note", "notes": "note", "comment": "note", "pos": "pos",
    "part of speech": "pos", "keep": "keep", "pinyin": "pinyin",
}  # fmt: skip
"""What a first line may call the columns."""

POS = {
    "n": "noun", "noun": "noun", "v": "verb", "verb": "verb", "a": "adjective", "adj": "adjective", "adjective": "adjective",
    "r": "adverb", "adv": "adverb", "adverb": "adverb", "name": "name", "": "",
}  # fmt: skip
_TRUE = frozenset(("1", "yes", "true", "keep", "x", "y"))
_PLAIN = ("zh", "en", "note", "pos", "keep")
_PLECO = ("zh", "pinyin", "en")
_PINYIN = precompile(r"[A-Za-zü:āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+[1-5]?(?:[ '’/-]*[A-Za-zü:āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+[1-5]?)*")
_TONED = precompile(r"[1-5āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")


def read_glossaries(paths: str | Sequence[str], fold: Callable[[str], str] | None = None) -> dict[str, GlossaryTerm]:
    """Read one glossary or several; terms of later files and later lines beat earlier ones.

    With `fold`, which turns characters into simplified ones, each word is also there in
    simplified characters, unless a line of its own says otherwise. Raises `InputError` that
    names the file and line without Chinese or English.
    """
    glossary: dict[str, GlossaryTerm] = {}
    for path in (paths,) if isinstance(paths, str) else paths:
        glossary.update(_read(path))
    return {**{fold(word): term for word, term in glossary.items()}, **glossary} if fold else glossary


def _read(path: str) -> Iterator[tuple[str, GlossaryTerm]]:
    if path.lower().endswith((".tbx", ".xml")):
        yield from _read_tbx(path)
        return
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - no need of pathlib here
            yield from _read_rows(path, file)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: {error}"
        raise InputError(message) from error


def _read_rows(path: str, file: Iterable[str]) -> Iterator[tuple[str, GlossaryTerm]]:
    delimiter = "," if path.lower().endswith(".csv") else "\t"
    columns: tuple[str, ...] = ()
    for number, row in enumerate(csv.reader(file, delimiter=delimiter), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith(("#", "//")):
            continue
        if not columns:
            columns = _read_header(cells)
            if columns:
                continue
            columns = _PLECO if _is_pleco(cells) else _PLAIN
        yield from _read_line(dict(zip(columns, cells, strict=False)), f"{path}: line {number}", delimiter)


def _read_header(cells: list[str]) -> tuple[str, ...]:
    names = tuple(COLUMNS.get(cell.lower(), "") for cell in cells)
    return names if "zh" in names and "en" in names else ()


def _is_pleco(cells: list[str]) -> bool:
    """Tell Pleco's export by its second column: pinyin with tones."""
    return len(cells) == len(_PLECO) and bool(_PINYIN.fullmatch(cells[1]) and _TONED.search(cells[1]))


def _read_line(cells: dict[str, str], place: str, delimiter: str) -> Iterator[tuple[str, GlossaryTerm]]:
    written, english = cells.get("zh", ""), cells.get("en", "")
    keep = cells.get("keep", "").lower() in _TRUE
    pos = POS.get(cells.get("pos", "").lower().rstrip("."))
    forms = [form for form in re.split(r"[\[\]]", written) if form]
    if not has_cjk(written) or not (english or keep):
        message = f"{place}: expected Chinese and English, separated by {delimiter!r}"
        raise InputError(message)
    if pos is None:
        message = f"{place}: {cells['pos']!r} is no part of speech: one of {', '.join(sorted(filter(None, POS)))}"
        raise InputError(message)
    for form in forms:
        yield form, GlossaryTerm(english, pos, cells.get("note", ""), keep, place)


def _read_tbx(path: str) -> Iterator[tuple[str, GlossaryTerm]]:
    """Read TBX of either dialect (``termEntry`` or ``conceptEntry``): the first English term for each Chinese one."""
    try:
        from defusedxml import ElementTree
    except ModuleNotFoundError as error:
        message = f"{path}: reading TBX needs the extra 'tbx': pip install 'mixed-language-normalizer[tbx]'"
        raise InputError(message) from error
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError, ValueError) as error:
        message = f"{path}: {error}"
        raise InputError(message) from error
    found = False
    for concept in root.iter():
        if _local(concept.tag) not in ("termEntry", "conceptEntry"):
            continue
        found = True
        terms: dict[str, list[str]] = {}
        for section in concept.iter():
            if _local(section.tag) in ("langSet", "langSec"):
                language = section.get("{http://www.w3.org/XML/1998/namespace}lang", "").lower()[:2]
                words = [
                    e.text.strip() for e in section.iter() if _local(e.tag) == "term" and e.text and e.text.strip()
                ]
                terms.setdefault(language, []).extend(words)
        for chinese in terms.get("zh", ()) if terms.get("en") else ():
            yield chinese, GlossaryTerm(terms["en"][0], place=f"{path}: {concept.get('id') or chinese}")
    if not found:
        message = f"{path}: no termEntry or conceptEntry in it"
        raise InputError(message)


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
