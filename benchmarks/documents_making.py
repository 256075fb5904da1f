"""Make documents with real programs: ``python benchmarks/documents_making.py FOLDER [--only FORMAT]``.

FOLDER is one that ``documents_collecting.py`` has filled. Its Markdown, HTML and text become DOCX
(pandoc, LibreOffice), EPUB (pandoc, calibre) and subtitles (srt, pysubs2, FFmpeg); descriptions
of the packages that Debian has installed become records (csv, pandas, polars, duckdb, pyarrow);
English translations of installed programs become PO (msgunfmt) and XLIFF 2 (the npm package
xliff, translate-toolkit). Needs those programs, and the Python packages in the interpreter that
runs this; `NODE_PATH` names the folder of the npm packages. ``documents.py`` has the whole list.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import subprocess
import sys
import tempfile
from itertools import islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.readers import call
from benchmarks.script import HAN, OTHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_STATUS = Path("/var/lib/dpkg/status")
_FOREIGN = re.compile(f"[{HAN}{OTHER}]")
_RICH = """---
title: A report with everything
---

# The first part

The committee said that the decision[^1] was [easy to]{.deletion author="A" date="2024-01-01T00:00:00Z"}
[hard to]{.insertion author="B" date="2024-01-02T00:00:00Z"} make, and
[that is a remark on the whole of it]{.comment-start id="1" author="C" date="2024-01-03T00:00:00Z"}everybody
agreed[]{.comment-end id="1"}
that *nothing else* was **possible at the time**.

| country | what the people there said about it |
|---------|-------------------------------------|
| France  | they liked the plan and went home   |
| Spain   | nobody asked them what they wanted  |

1. first the members met in a small room
2. then they voted on the plan
   - some of them were against it
   - others did not care at all

> A quotation that goes on for some time, as such quotations do.

Term of the trade
:   what it means to those who use the term every day

[^1]: The note says where the decision can be found and who signed it.
"""
_CUES = 60
_LONGEST = 300_000


def make_pages(folder: Path) -> None:
    """Write HTML 5 and XHTML by pandoc from Markdown: pages without an error, which others' seldom are."""
    for number, path in enumerate(take(folder / "markdown", 16)):
        kind = "html4" if number % 4 == 3 else "html5"  # noqa: PLR2004 - one in four
        target = folder / "html" / f"pandoc-{path.stem}.html"
        call("pandoc", "-s", "-f", "gfm", "-t", kind, "-M", f"title={path.stem}", "-M", "lang=en", path, "-o", target)


def make_docx(folder: Path) -> None:
    """Write DOCX by pandoc from Markdown and HTML, and by LibreOffice from HTML and from pandoc's."""
    target = folder / "docx"
    with tempfile.TemporaryDirectory() as scratch:
        rich = Path(scratch) / "rich.md"
        rich.write_text(_RICH, encoding="utf-8")
        call("pandoc", rich, "-o", target / "pandoc-rich.docx")
        for path in take(folder / "markdown", 5):
            call("pandoc", "-f", "gfm", path, "-o", target / f"pandoc-{path.stem}.docx")
        pages = take(folder / "html", 9)
        for path in pages[:4]:
            call("pandoc", path, "-o", target / f"pandoc-{path.stem}.docx")
        office = Path(scratch) / "office"
        convert = ("soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to")
        call(
            *convert,
            "docx:MS Word 2007 XML",
            "--outdir",
            office,
            target / "pandoc-rich.docx",
            *take(folder / "text", 3),
        )
        call(*convert, "odt:writer8", "--outdir", Path(scratch) / "odt", *pages[4:])
        call(*convert, "docx:MS Word 2007 XML", "--outdir", office, *sorted((Path(scratch) / "odt").iterdir()))
        for path in sorted(office.iterdir()):
            path.replace(target / f"office-{path.name}")


def make_epub(folder: Path) -> None:
    """Write EPUB 2 and 3 by pandoc, and by calibre from HTML and Markdown."""
    target = folder / "epub"
    for number, path in enumerate(take(folder / "markdown", 9)):
        call(
            "pandoc",
            "-f",
            "gfm",
            "-t",
            f"epub{2 + number % 2}",
            path,
            "-M",
            f"title={path.stem}",
            "-o",
            target / f"pandoc-{path.stem}.epub",
        )
    for path in take(folder / "html", 4):
        call("ebook-convert", path, target / f"calibre-{path.stem}.epub")
    for path in take(folder / "text", 16):
        call("ebook-convert", path, target / f"calibre3-{path.stem}.epub", "--epub-version=3")


def make_subtitles(folder: Path) -> None:
    """Write SRT and WebVTT of sentences of texts: by srt, pysubs2 and FFmpeg, with several forms of line ends."""
    import pysubs2

    for number, path in enumerate(take(folder / "text", 21)):
        cues = list(islice(read_cues(path), _CUES))
        srt = folder / "srt" / f"{('srt', 'pysubs2', 'ffmpeg')[number % 3]}-{path.stem}.srt"
        write_cues(srt, cues, number)
        if number % 3 == 1:
            pysubs2.load(str(srt)).save(str(srt))
        elif number % 3 == 2:  # noqa: PLR2004 - the third of three ways
            call("ffmpeg", "-y", "-loglevel", "error", "-i", srt, srt.with_suffix(".made.srt"))
            srt.with_suffix(".made.srt").replace(srt)
        if number % 4 == 0:
            call("ffmpeg", "-y", "-loglevel", "error", "-i", srt, folder / "vtt" / f"ffmpeg-{path.stem}.vtt")


def write_cues(path: Path, cues: Sequence[str], number: int) -> None:
    """Write cues by the package srt; some with CRLF, some with a byte-order mark."""
    from datetime import timedelta

    import srt

    made = [
        srt.Subtitle(i + 1, timedelta(seconds=4 * i, milliseconds=87 * i), timedelta(seconds=4 * i + 3), cue)
        for i, cue in enumerate(cues)
    ]
    text = srt.compose(made, eol="\r\n" if number % 6 == 0 else None)
    path.write_bytes((b"\xef\xbb\xbf" if number % 6 == 3 else b"") + text.encode())  # noqa: PLR2004


def read_cues(path: Path) -> Iterator[str]:
    """Yield the sentences of a text in two lines each, some of them in italics."""
    words = path.read_text(encoding="utf-8-sig").replace("-->", "").replace("<", "").split()
    for number, start in enumerate(range(0, len(words), 14)):
        first, second = " ".join(words[start : start + 7]), " ".join(words[start + 7 : start + 14])
        yield f"<i>{first}</i>\n{second}" if number % 5 == 0 else f"{first}\n{second}"


def read_records() -> list[dict[str, object]]:
    """Return the installed packages with their descriptions, of several lines each."""
    records: list[dict[str, object]] = []
    for entry in _STATUS.read_text(encoding="utf-8").split("\n\n"):
        fields = dict(re.findall(r"^(\S+): ?(.*(?:\n .*)*)", entry, re.MULTILINE))
        text = re.sub(r"\n \.?", "\n", fields.get("Description", ""))
        if "\n" in text and not _FOREIGN.search(text):
            size = int(fields.get("Installed-Size", 0))
            records.append({"id": len(records), "package": fields["Package"], "size": size, "text": text})
    return records


def make_tables(folder: Path) -> None:
    """Write CSV and TSV of packages: delimiters, quoting, line ends and byte-order marks of all kinds."""
    import pandas as pd

    records = read_records()
    dialects = zip_longest(
        (";", ",", "|", ",", ",", "\t", "\t", "\t", "\t", "\t"),
        ("\r\n", "\n", "\n", "\r\n", "\n", "\n", "\r\n", "\n", "\r\n", "\n"),
        (csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
        + (csv.QUOTE_MINIMAL,) * 4
        + (csv.QUOTE_ALL,),
        ("", "", "", "\ufeff", "", "", "\ufeff", "", "", ""),
    )
    for number, (delimiter, end, quoting, mark) in enumerate(dialects):
        kind = "tsv" if delimiter == "\t" else "csv"
        rows = records[40 * number : 40 * number + 80]
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, list(rows[0]), delimiter=delimiter, lineterminator=end, quoting=quoting)
        writer.writeheader()
        writer.writerows(rows)
        (folder / kind / f"csv-{number}.{kind}").write_bytes((mark + buffer.getvalue()).encode())
    frame = pd.DataFrame(records)
    for number in range(4):
        frame[300 + 50 * number :][:50].to_csv(folder / "csv" / f"pandas-{number}.csv", index=number % 2 == 0)
    frame[:60].to_csv(folder / "tsv" / "pandas.tsv", sep="\t")
    frame[500:560].to_csv(folder / "csv" / "pandas-utf16.csv", encoding="utf-16", index=False)


def make_records(folder: Path) -> None:
    """Write JSON lines and JSON of packages and of documents: by json, pandas, polars and duckdb."""
    import duckdb
    import pandas as pd
    import polars as pl

    records = read_records()
    target = folder / "jsonl"
    for number in range(4):
        frame = pd.DataFrame(records[60 * number : 60 * number + 60])
        frame.to_json(target / f"pandas-{number}.jsonl", orient="records", lines=True, force_ascii=number % 2 == 0)
    for number in range(4, 8):
        pl.DataFrame(records[60 * number : 60 * number + 60]).write_ndjson(target / f"polars-{number}.jsonl")
    for number in range(6):
        source = target / f"pandas-{number % 4}.jsonl"
        duckdb.sql(f"COPY (FROM '{source}' LIMIT {10 + 7 * number}) TO '{target}/duckdb-{number}.jsonl' (FORMAT json)")
    for kind in ("text", "markdown", "html"):
        texts = [path.read_text(encoding="utf-8-sig") for path in take(folder / kind, 20)]
        for number, (spaced, ascii_only) in enumerate(((True, True), (False, False), (True, False))):
            marks = (", ", ": ") if spaced else (",", ":")
            lines = [
                json.dumps(
                    {"id": i, "meta": {"of": kind, "tags": ["a", 1.50, None]}, "text": text},
                    ensure_ascii=ascii_only,
                    separators=marks,
                )
                for i, text in enumerate(texts)
            ]
            (target / f"json-{kind}-{number}.jsonl").write_text(
                "\n".join(lines) + "\n" * (number != 1), encoding="utf-8"
            )
    rows = [{**row, "notes": {"of": [row["text"]]}} for row in records[:80]]
    for number, indent in enumerate((None, 2, "\t")):
        (folder / "json" / f"json-{number}.json").write_text(
            json.dumps(rows[number::3], indent=indent), encoding="utf-8"
        )


def write_table(table: Any, path: Path) -> None:
    """Write a table of pyarrow as the name of `path` says: by which program, and with which codec."""
    program, _, codec = path.stem.partition("-")
    if program == "pandas":
        table.to_pandas().to_parquet(path)
    elif program == "duckdb":
        import duckdb

        duckdb.from_arrow(table).write_parquet(str(path))
    elif program == "polars":
        import polars as pl

        frame = pl.from_arrow(table)
        writers = {".parquet": frame.write_parquet, ".arrow": frame.write_ipc, ".arrows": frame.write_ipc_stream}
        writers[path.suffix](path)
    else:
        _write_by_pyarrow(table, path, codec)


def _write_by_pyarrow(table: Any, path: Path, codec: str) -> None:
    from pyarrow import feather, ipc, parquet

    if path.suffix == ".feather":
        feather.write_feather(table, str(path), compression=codec, chunksize=64)
    elif path.suffix == ".arrows":
        with ipc.new_stream(str(path), table.schema) as writer:
            writer.write_table(table, max_chunksize=50)
    elif codec == "v1":
        parquet.write_table(table, path, version="1.0", data_page_version="2.0", use_dictionary=False)
    else:
        parquet.write_table(table, path, compression=codec, row_group_size=40)


def make_columns(folder: Path) -> None:
    """Write Parquet and Arrow files by pyarrow, pandas, polars and duckdb."""
    import pyarrow as pa

    records = read_records()
    for kind, names in COLUMN_FILES.items():
        (folder / kind).mkdir(exist_ok=True)
        for number, name in enumerate(names.split()):
            write_table(pa.Table.from_pylist(records[70 * number :][:150]), folder / kind / name)


COLUMN_FILES = {
    "parquet": "pyarrow-none.parquet pyarrow-snappy.parquet pyarrow-zstd.parquet pyarrow-gzip.parquet "
    "pyarrow-brotli.parquet pyarrow-lz4.parquet pyarrow-v1.parquet pandas.parquet polars.parquet duckdb.parquet",
    "arrow": "feather-uncompressed.feather feather-lz4.feather feather-zstd.feather polars.arrow polars.arrows "
    "stream.arrows",
}
"""The files with columns: the name says by which program, and with which codec."""


def make_translations(folder: Path) -> None:
    """Write PO of installed programs' English by msgunfmt, and XLIFF 2 of it."""
    for number, path in enumerate(sorted(Path("/usr/share/locale/en_GB/LC_MESSAGES").glob("*.mo"))[:20]):
        target = folder / "po" / f"msgunfmt-{path.stem}.po"
        call("msgunfmt", path, "-o", target, *([] if number % 2 else ["--width=60"]))
        text = target.read_text(encoding="utf-8")
        if len(text) > _LONGEST or _FOREIGN.search(text) or "charset=UTF-8" not in text:
            target.unlink()
    for number, path in enumerate(take(folder / "po", 12)):
        write_xliff(path, folder / "xliff" / f"{('npm', 'toolkit')[number % 2]}-{path.stem}.xlf", number)


def write_xliff(path: Path, target: Path, number: int) -> None:
    """Write the first hundred units of a PO file in XLIFF 2, by either of two programs."""
    import polib

    entries = [entry for entry in polib.pofile(str(path)) if entry.msgstr and "\x00" not in entry.msgid][:100]
    if number % 2:
        from translate.storage.xliff2 import Xliff2File

        file = Xliff2File()
        for entry in entries:
            file.addsourceunit(entry.msgid).target = entry.msgstr
        target.write_bytes(bytes(file))
        return
    units = {f"u{i}": {"source": entry.msgid, "target": entry.msgstr} for i, entry in enumerate(entries)}
    data = {"resources": {"f1": units}, "sourceLanguage": "en", "targetLanguage": "en-GB"}
    script = (
        "require('xliff/cjs/js2xliff')(JSON.parse(require('fs').readFileSync(0)), {},"
        " (error, text) => process.stdout.write(text))"
    )
    target.write_text(call("node", "-e", script, data=json.dumps(data).encode()), encoding="utf-8")


def make_packed(folder: Path) -> None:
    """Pack documents by gzip, zstd and xz."""
    target = folder / "packed"
    target.mkdir(exist_ok=True)
    commands = (("gzip", ".gz", "-9"), ("zstd", ".zst", "-19"), ("xz", ".xz", "-6"))
    for kind in ("text", "markdown", "html", "jsonl", "csv", "srt"):
        for (command, ending, level), path in zip(commands, take(folder / kind, 3), strict=True):
            packed = subprocess.run([command, level, "-c", str(path)], capture_output=True, check=True).stdout
            (target / f"{command}-{path.name}{ending}").write_bytes(packed)


def take(folder: Path, count: int) -> list[Path]:
    """Return the first documents of a folder by name."""
    return sorted(folder.iterdir())[:count]


MAKERS: dict[str, Callable[[Path], None]] = {
    "pages": make_pages,
    "docx": make_docx,
    "epub": make_epub,
    "subtitles": make_subtitles,
    "tables": make_tables,
    "records": make_records,
    "columns": make_columns,
    "translations": make_translations,
    "packed": make_packed,
}
"""What is made, in this order."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what is asked for, and tell what could not be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=list(MAKERS), action="append")
    options = parser.parse_args(arguments)
    for name in options.only or MAKERS:
        MAKERS[name](options.folder)
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
