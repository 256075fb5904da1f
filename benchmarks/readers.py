"""Independent readers of documents: programs and libraries that have nothing of this project in them.

Each is asked whether it accepts a document, and what it reads in it: items (cells, paragraphs,
cues, tags, messages of a checker) in their order. Of a salted document and its clean one the
items must be the same, but for those that held Chinese.
"""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.script import has_han

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Reading(NamedTuple):
    """Whether a reader accepts a document, and what it read: items, or its complaint."""

    accepted: bool
    items: tuple[str, ...] = ()


class Reader(NamedTuple):
    """A reader: its name, and what reads some documents at once."""

    name: str
    read: Callable[[Sequence[Path]], list[Reading]]


def find_difference(before: Reading, after: Reading) -> str:
    """Tell in words how two readings differ; nothing when they do not.

    >>> find_difference(Reading(True, ("a 经济 plan", "b")), Reading(True, ("an economic plan", "b")))
    ''
    >>> find_difference(Reading(True, ("a", "b")), Reading(True, ("a", "c")))
    "'b' became 'c'"
    """
    if before.accepted is not after.accepted:
        return f"accepted before, refused after: {' '.join(after.items)[:300]}" if before.accepted else ""
    if len(before.items) != len(after.items):
        odd = [item for item in after.items if item not in before.items and not has_han(item)]
        return f"{len(before.items)} items became {len(after.items)}, new are {odd[:5]}"
    for old, new in zip(before.items, after.items, strict=True):
        if old != new and not has_han(html.unescape(old)):
            return f"{old[:160]!r} became {new[:160]!r}"
    return ""


def _read_each(read: Callable[[Path], Iterator[str] | Sequence[str]]) -> Callable[[Sequence[Path]], list[Reading]]:
    """Return a reader of many from one of one; whatever that raises is its refusal."""

    def read_many(paths: Sequence[Path]) -> list[Reading]:
        return [read_one(path) for path in paths]

    def read_one(path: Path) -> Reading:
        try:
            return Reading(accepted=True, items=tuple(map(str, read(path))))
        except Exception as error:  # noqa: BLE001 - whatever a library raises is its way to refuse
            return Reading(accepted=False, items=(f"{type(error).__name__}: {error}".replace(str(path), "FILE"),))

    return read_many


def call(*command: str | Path, data: bytes | None = None) -> str:
    """Run a program and return what it printed; raise `ValueError` with its messages when it fails."""
    done = subprocess.run([str(part) for part in command], input=data, capture_output=True, check=False, timeout=300)
    if done.returncode:
        raise ValueError(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout.decode(errors="replace")


def read_iconv(path: Path) -> list[str]:
    """Return the lines of a text in UTF-8."""
    return call("iconv", "-f", "UTF-8", "-t", "UTF-8", path).splitlines()


def read_pandoc(path: Path) -> Iterator[str]:
    """Yield the kinds of blocks and of inline marks of Markdown, and the targets of its links, without the words."""
    yield from _list_kinds(json.loads(call("pandoc", "-f", "gfm", "-t", "json", path))["blocks"])


_WORDS = frozenset(("Str", "Space", "SoftBreak"))


def _list_kinds(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("t") not in _WORDS:
            yield str(node.get("t"))
        if node.get("t") in ("Link", "Image"):
            yield node["c"][2][0]
        yield from _list_kinds(node.get("c"))
    elif isinstance(node, list):
        for part in node:
            yield from _list_kinds(part)


def read_tags(path: Path) -> Iterator[str]:
    """Yield the elements of a page with their attributes, by html5lib."""
    import html5lib

    for element in html5lib.parse(path.read_bytes(), namespaceHTMLElements=False).iter():
        yield f"{element.tag} {sorted(element.attrib.items())}"


def read_vnu(paths: Sequence[Path]) -> list[Reading]:
    """Return what the Nu validator says of pages, without places and quotations."""
    jar = Path(os.environ["NODE_PATH"]) / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=True)
    said: dict[str, list[str]] = defaultdict(list)
    for message in json.loads(done.stderr)["messages"]:
        about = re.sub("“[^”]{40,}", "“…", message.get("message", ""))
        said[Path(message["url"]).name].append(f"{message['type']} {about}")
    told = [said[path.name] for path in paths]
    return [
        Reading(not any(line.startswith(("error", "non-doc")) for line in lines), tuple(sorted(lines)))
        for lines in told
    ]


def read_jq_lines(path: Path) -> list[str]:
    """Return each record without what a run adds, as jq writes it."""
    return call("jq", "-c", "del(.annotations)", path).splitlines()


def read_jq(path: Path) -> list[str]:
    """Return every value of a JSON document with its place, as jq writes them."""
    return call("jq", "-c", "[paths(scalars) as $p | [$p, getpath($p)]] | .[]", path).splitlines()


def read_json_lines(path: Path) -> Iterator[str]:
    """Yield the members of the records, by Python's json."""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        for name, value in json.loads(line).items() if line else ():
            if name != "annotations":
                yield f"{name}: {value!r}"


def read_json(path: Path) -> Iterator[str]:
    """Yield the values of a JSON document, by Python's json."""
    yield from _flatten(json.loads(path.read_text(encoding="utf-8-sig")), "")


def _flatten(value: Any, place: str) -> Iterator[str]:
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _flatten(part, f"{place}/{key}")
    else:
        yield f"{place} {value!r}"


def _decode(path: Path) -> str:
    data = path.read_bytes()
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def find_delimiter(text: str) -> str:
    """Return what parts the columns of the first line."""
    first = text.splitlines()[0]
    return max(",;\t|", key=first.count)


def read_csv(path: Path) -> Iterator[str]:
    """Yield the cells of a table with their places, by Python's csv."""
    csv.field_size_limit(1 << 24)
    text = _decode(path)
    for number, row in enumerate(
        csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text), strict=False)
    ):
        yield from (f"{number}.{i} {cell}" for i, cell in enumerate(row))


def read_pandas(path: Path) -> Iterator[str]:
    """Yield the cells of a table, by pandas."""
    import pandas as pd

    text = _decode(path)
    frame = pd.read_csv(io.StringIO(text), sep=find_delimiter(text), dtype=str, keep_default_na=False)
    yield from map(str, frame.columns)
    for row in frame.itertuples():
        yield from map(str, row)


def read_python_docx(path: Path) -> Iterator[str]:
    """Yield the paragraphs of a DOCX with their styles, in its tables, headers and footers too, by python-docx."""
    import docx

    document = docx.Document(str(path))
    parts = [document]
    for section in document.sections:
        parts += [section.header, section.footer]
    for part in parts:
        yield from (f"{p.style.name if p.style else ''}: {p.text}" for p in part.paragraphs)
        for table in part.tables:
            yield from (cell.text for row in table.rows for cell in row.cells)


def read_office(paths: Sequence[Path]) -> list[Reading]:
    """Return the lines of documents as LibreOffice opens them and writes them in plain text."""
    readings = []
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        try:
            call(
                "soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, *paths
            )
        except ValueError as error:
            return [Reading(accepted=False, items=(str(error),)) for _ in paths]
        for path in paths:
            made = Path(folder) / f"{path.stem}.txt"
            lines = tuple(made.read_text(encoding="utf-8-sig").splitlines()) if made.exists() else ("nothing written",)
            readings.append(Reading(made.exists(), lines))
    return readings


def read_epubcheck(paths: Sequence[Path]) -> list[Reading]:
    """Return what epubcheck says of books: severity, number and member of each message, in order of these."""
    readings = []
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            # Debian's command is a jar that only some kernels start by itself.
            command = (
                "java",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                shutil.which("epubcheck") or "epubcheck",
                str(path),
                "--json",
                str(report),
            )
            subprocess.run(command, capture_output=True, check=False, timeout=300)
            told = json.loads(report.read_text(encoding="utf-8"))
        lines = [
            f"{message['severity']} {message['ID']} {place.get('path', '').replace(str(path), 'FILE')}"
            for message in told["messages"]
            for place in message["locations"] or [{}]
        ]
        readings.append(
            Reading(not re.search("^(?:ERROR|FATAL)", "\n".join(lines), re.MULTILINE), tuple(sorted(lines)))
        )
    return readings


def read_calibre(path: Path) -> list[str]:
    """Return the paragraphs of a book as calibre converts it to plain text."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "book.txt"
        call("ebook-convert", path, made)
        return [line for line in made.read_text(encoding="utf-8").splitlines() if line]


def read_ebooklib(path: Path) -> Iterator[str]:
    """Yield the parts of a book and its metadata, by ebooklib."""
    from ebooklib import epub

    book = epub.read_epub(str(path), {"ignore_ncx": False})
    yield from (f"{item.get_name()} {item.media_type}" for item in book.get_items())
    yield str(book.spine)
    yield str(book.get_metadata("DC", "title"))


def read_ffmpeg(path: Path) -> list[str]:
    """Return cues as FFmpeg reads them and writes them again, each a string."""
    return call("ffmpeg", "-loglevel", "error", "-i", path, "-f", "srt", "-").split("\n\n")


def read_srt(path: Path) -> Iterator[str]:
    """Yield cues, by the package srt."""
    import srt

    for cue in srt.parse(path.read_text(encoding="utf-8-sig")):
        yield f"{cue.start} {cue.end} {cue.content}"


def read_pysubs2(path: Path) -> Iterator[str]:
    """Yield cues, by pysubs2."""
    import pysubs2

    for cue in pysubs2.load(str(path), encoding="utf-8-sig"):
        yield f"{cue.start} {cue.end} {cue.text}"


def read_webvtt(path: Path) -> Iterator[str]:
    """Yield cues, by webvtt-py."""
    import webvtt

    for cue in webvtt.read(str(path)):
        yield f"{cue.identifier} {cue.start} {cue.end} {cue.raw_text}"


def read_msgfmt(path: Path) -> list[str]:
    """Return nothing when msgfmt compiles and checks a catalogue."""
    return call("msgfmt", "--check-format", "--check-header", "-o", "/dev/null", path).splitlines()


def read_polib(path: Path) -> Iterator[str]:
    """Yield identifiers, translations and comments of a catalogue, by polib."""
    import polib

    catalogue = polib.pofile(str(path))
    yield str(catalogue.metadata)
    for entry in catalogue:
        yield f"{entry.msgctxt} {entry.msgid} {entry.comment} {entry.flags}"
        yield f"{entry.msgstr} {entry.msgstr_plural}"


def read_xmllint(path: Path) -> list[str]:
    """Return the elements and attributes of XML that xmllint accepts."""
    canonical = call("xmllint", "--nonet", "--c14n", path)
    return re.findall(r"<[^!?][^>]*>", canonical)


def read_toolkit(path: Path) -> Iterator[str]:
    """Yield source and target of the units of XLIFF 2, by translate-toolkit."""
    from translate.storage.xliff2 import Xliff2File

    for unit in Xliff2File.parsestring(path.read_bytes()).units:
        yield f"{unit.getid()} {unit.source}"
        yield str(unit.target)


def read_pyarrow(path: Path) -> Iterator[str]:
    """Yield schema and values of a table, by pyarrow."""
    yield from _list_values(open_table(path))


def open_table(path: Path) -> Any:
    """Return a table of Parquet or Arrow by pyarrow."""
    from pyarrow import ipc, parquet

    if path.suffix == ".parquet":
        return parquet.read_table(path)
    return (ipc.open_stream if path.suffix == ".arrows" else ipc.open_file)(path.read_bytes()).read_all()


def _list_values(table: Any) -> Iterator[str]:
    yield from (f"{name}: {kind}" for name, kind in zip(table.schema.names, table.schema.types, strict=True))
    for name in table.schema.names:
        yield from (f"{name} {value}" for value in table[name].to_pylist())


def read_polars(path: Path) -> Iterator[str]:
    """Yield columns and values of a table, by polars."""
    import polars as pl

    read = {".parquet": pl.read_parquet, ".arrows": pl.read_ipc_stream}.get(path.suffix, pl.read_ipc)
    frame = read(path)
    yield str(frame.schema)
    for row in frame.iter_rows():
        yield from map(str, row)


def read_duckdb(path: Path) -> Iterator[str]:
    """Yield the rows of a Parquet file, by duckdb."""
    import duckdb

    for row in duckdb.read_parquet(str(path)).fetchall():
        yield from map(str, row)


def read_unpacked(path: Path) -> list[str]:
    """Return the lines that the command of a packed file's ending unpacks, after it has tested the file."""
    command = {".gz": "gzip", ".zst": "zstd", ".xz": "xz"}[path.suffix]
    call(command, "-t", "-q", path)
    text = call(command, "-d", "-c", path)
    return [] if ".jsonl" in path.name else text.splitlines()


def _make(**readers: Callable[[Path], Any]) -> tuple[Reader, ...]:
    return tuple(Reader(name.replace("_", "-"), _read_each(read)) for name, read in readers.items())


READERS: dict[str, tuple[Reader, ...]] = {
    "text": _make(iconv=read_iconv),
    "markdown": _make(pandoc=read_pandoc),
    "html": (Reader("vnu", read_vnu), *_make(html5lib=read_tags)),
    "jsonl": _make(jq=read_jq_lines, json=read_json_lines),
    "json": _make(jq=read_jq, json=read_json),
    "csv": _make(csv=read_csv, pandas=read_pandas),
    "tsv": _make(csv=read_csv, pandas=read_pandas),
    "docx": (Reader("LibreOffice", read_office), *_make(python_docx=read_python_docx)),
    "epub": (Reader("epubcheck", read_epubcheck), *_make(calibre=read_calibre, ebooklib=read_ebooklib)),
    "srt": _make(ffmpeg=read_ffmpeg, srt=read_srt, pysubs2=read_pysubs2),
    "vtt": _make(ffmpeg=read_ffmpeg, webvtt_py=read_webvtt),
    "po": _make(msgfmt=read_msgfmt, polib=read_polib),
    "xliff": _make(xmllint=read_xmllint, translate_toolkit=read_toolkit),
    "parquet": _make(pyarrow=read_pyarrow, polars=read_polars, duckdb=read_duckdb),
    "arrow": _make(pyarrow=read_pyarrow, polars=read_polars),
    "packed": _make(unpacked=read_unpacked),
}
"""The readers of each format."""
