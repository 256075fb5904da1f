"""Collect real documents: ``python benchmarks/documents_collecting.py FOLDER SOURCE...``.

Every SOURCE is a folder that holds documents as others wrote them: /usr/share/doc, unpacked
packages of Debian's documentation, source distributions and npm packages. Of each format some
are taken, English and without Chinese, not many of one package, and laid into FOLDER/FORMAT.
``documents_making.py`` adds what real programs make of them.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import re
import shutil
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.documents_salting import list_texts
from benchmarks.script import HAN, OTHER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Wish(NamedTuple):
    """What is looked for: endings of names, sizes in bytes, how many at most, how many of one package."""

    endings: tuple[str, ...]
    smallest: int
    largest: int
    most: int = 24
    of_one: int = 3


WISHES = {
    "text": Wish((".txt",), 1500, 120_000),
    "markdown": Wish((".md",), 800, 120_000, of_one=1),
    "html": Wish((".html", ".htm", ".xhtml"), 1500, 300_000),
    "jsonl": Wish((".jsonl", ".ndjson"), 100, 900_000, 8),
    "json": Wish((".json",), 600, 300_000, 10, 2),
    "csv": Wish((".csv",), 200, 400_000, 14),
    "tsv": Wish((".tsv",), 200, 400_000, 4),
    "docx": Wish((".docx",), 2000, 900_000, 26, 12),
    "epub": Wish((".epub",), 2000, 3_000_000, 24, 6),
    "srt": Wish((".srt",), 60, 300_000, 24, 8),
    "vtt": Wish((".vtt",), 60, 300_000, 12, 8),
    "po": Wish((".po",), 1500, 300_000, 10, 4),
    "xliff": Wish((".xlf", ".xliff", ".xlf2"), 200, 300_000, 8),
}
"""What is collected, by format."""

_FOREIGN = re.compile(f"[{HAN}{OTHER}]")
_ENGLISH = re.compile(r"\b(?:the|and|of|to|is|in|for)\b", re.IGNORECASE)
_ENGLISH_WORDS = 0.08
_PROSE = ("text", "markdown", "html", "srt", "vtt", "po")


def collect(folder: Path, sources: Sequence[Path]) -> Counter[str]:
    """Copy documents from `sources` into folders by format; return how many of each."""
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    for kind, wish in WISHES.items():
        target = folder / kind
        target.mkdir(parents=True, exist_ok=True)
        for package, path in _spread(kind, wish, sources, seen):
            name = f"{counts[kind]:03d}-{package}-{path.name}"
            shutil.copyfile(path, target / re.sub(r"[^\w.-]", "_", name))
            counts[kind] += 1
            if counts[kind] >= wish.most:
                break
    return counts


def _spread(kind: str, wish: Wish, sources: Sequence[Path], seen: set[str]) -> Iterator[tuple[str, Path]]:
    """Yield fitting documents, one of every package in turn, the same ones on every run."""
    found = sorted(_find(wish, sources), key=lambda pair: (pair[0], _rank(pair[1])))
    by_package = [[path for _, path in group] for _, group in groupby(found, key=lambda pair: pair[0])]
    taken: Counter[int] = Counter()
    for turn in range(400):
        for number, paths in enumerate(by_package):
            if turn < len(paths) and taken[number] < wish.of_one and is_fitting(paths[turn], kind, seen):
                taken[number] += 1
                yield found_name(paths[turn], sources), paths[turn]


def found_name(path: Path, sources: Sequence[Path]) -> str:
    """Return the name of the package that a document comes from: the first folder below its source."""
    for source in sources:
        if path.is_relative_to(source):
            return path.relative_to(source).parts[0] if len(path.relative_to(source).parts) > 1 else source.name
    return ""


def _rank(path: Path) -> str:
    return hashlib.sha256(path.name.encode()).hexdigest()


def _find(wish: Wish, sources: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    for source in sources:
        for path in sorted(source.rglob("*")):
            if path.suffix.lower() not in wish.endings or not path.is_file() or path.is_symlink():
                continue
            if wish.smallest <= path.stat().st_size <= wish.largest:
                yield found_name(path, sources), path


def is_fitting(path: Path, kind: str, seen: set[str]) -> bool:
    """Tell whether a document is English, has no Chinese, can be read, has places for salts and was not seen before."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest in seen:
        return False
    try:
        text = read_text(path, kind)
        found = list_texts(text, "xhtml" if kind == "epub" else kind)
    except (UnicodeDecodeError, BadZipFile, KeyError, ValueError):
        return False
    plain = html.unescape(text)
    if _FOREIGN.search(plain) or re.search(r"\\u[4-9][0-9a-f]{3}", text) or not found:
        return False
    prose = " ".join(found)
    if kind in _PROSE and len(_ENGLISH.findall(prose)) < _ENGLISH_WORDS * len(prose.split()):
        return False
    seen.add(digest)
    return True


def read_text(path: Path, kind: str) -> str:
    """Return what a document says, or all that the parts of an archive with running text do."""
    if kind not in ("docx", "epub"):
        return path.read_bytes().decode("utf-8-sig")
    with ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode() for name in list_parts(archive, kind))


def list_parts(archive: ZipFile, kind: str) -> list[str]:
    """Return the members of an archive that hold running text.

    Of DOCX the body, notes, headers and footers; of EPUB its pages.
    """
    pattern = (
        r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml" if kind == "docx" else r".*\.x?html?"
    )
    return [name for name in archive.namelist() if re.fullmatch(pattern, name)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Collect and tell how many."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sources", type=Path, nargs="+", metavar="SOURCE")
    options = parser.parse_args(arguments)
    for kind, count in collect(options.folder, options.sources).items():
        print(f"{kind:10} {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
