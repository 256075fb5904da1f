"""Salted files of every format: how each is salted and written, and how its clean one is compared.

Plain files are decoded and encoded, archives are packed again, tables are written again by the
program that wrote them, packed files unpacked by their commands: never by the program that is judged.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from benchmarks.documents_collecting import list_parts
from benchmarks.documents_comparing import Comparison, compare_archives, compare_text, take_annotations
from benchmarks.documents_making import write_table
from benchmarks.documents_salting import Salting, salt_text
from benchmarks.readers import open_table

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMN = "text"
_PARTS = {"docx": "docx", "epub": "xhtml"}
_TABLES = ("parquet", "arrow")
_COMMANDS = {".gz": "gzip", ".zst": "zstd", ".xz": "xz"}
_KINDS = {".txt": "text", ".md": "markdown", ".html": "html", ".jsonl": "jsonl", ".csv": "csv", ".srt": "srt"}
_MARKS = (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"))


class SaltedFile(NamedTuple):
    """A salted file, its format, and what was salted, by what it was salted in.

    That is a member of an archive, a row of a table (its number), nothing for a plain file.
    """

    path: Path
    kind: str
    saltings: Mapping[str, Salting]

    @property
    def shapes(self) -> Counter[str]:
        """The salts by their shape."""
        return Counter(shape for salting in self.saltings.values() for shape in salting.shapes)

    def compare(self, clean: Path) -> Comparison:
        """Compare the clean file with this one outside the salts."""
        if self.kind in _PARTS:
            return compare_archives(self.path, clean, self.saltings)
        if self.kind in _TABLES:
            return _compare_tables(self, clean)
        data = clean.read_bytes()
        kind = self.kind
        if kind == "packed":
            data, kind = unpack(clean), find_packed_kind(clean)
        salting = self.saltings[""]
        try:
            text = data.decode(find_encoding(data))
        except UnicodeDecodeError as error:
            return Comparison((f"the clean file is not in its encoding: {error}",))
        return compare_text(salting, take_annotations(text) if kind == "jsonl" else text)


def salt_file(path: Path, kind: str, target: Path, seed: int) -> SaltedFile:
    """Write a salted file of a format to `target`; without places for salts it is the file itself."""
    if kind in _PARTS:
        saltings = _salt_archive(path, kind, target, seed)
    elif kind in _TABLES:
        saltings = _salt_table(path, target, seed)
    elif kind == "packed":
        saltings = _salt_packed(path, target, seed)
    else:
        data = path.read_bytes()
        encoding = find_encoding(data)
        salting = salt_text(data.decode(encoding), kind, seed)
        target.write_bytes(salting.text.encode(encoding))
        saltings = {"": salting}
    return SaltedFile(target, kind, saltings)


def find_encoding(data: bytes) -> str:
    """Return the encoding of a file by its byte-order mark, which stays in the text; else UTF-8.

    >>> find_encoding("a".encode("utf-16"))
    'utf-16-le'
    """
    return next((name for name, mark in _MARKS if data.startswith(mark)), "utf-8")


def find_packed_kind(path: Path) -> str:
    """Return the format of what a packed file holds, by its name.

    >>> find_packed_kind(Path("a.md.gz"))
    'markdown'
    """
    return _KINDS[Path(path.stem).suffix]


def _salt_archive(path: Path, kind: str, target: Path, seed: int) -> dict[str, Salting]:
    """Salt the parts of an archive, in two of three by the command zip, which leaves its other members as they lie."""
    with ZipFile(path) as archive:
        texts = {name: archive.read(name).decode() for name in list_parts(archive, kind)}
        saltings = {name: salt_text(text, _PARTS[kind], seed + i) for i, (name, text) in enumerate(texts.items())}
        saltings = {name: salting for name, salting in saltings.items() if salting.gaps}
        if seed % 3 == 0:
            with ZipFile(target, "w") as written:
                for info in archive.infolist():
                    salting = saltings.get(info.filename)
                    written.writestr(info, salting.text.encode() if salting else archive.read(info))
            return saltings
    shutil.copyfile(path, target)
    with tempfile.TemporaryDirectory() as folder:
        for name, salting in saltings.items():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).write_bytes(salting.text.encode())
        if saltings:
            command = ("zip", "-q", "-X", str(target.resolve()), *saltings)
            subprocess.run(command, cwd=folder, check=True)
    return saltings


def _salt_table(path: Path, target: Path, seed: int) -> dict[str, Salting]:
    import pyarrow as pa

    table = open_table(path)
    values = table[COLUMN].to_pylist()
    saltings = {str(row): salt_text(value, "text", seed + row) for row, value in enumerate(values) if row % 3 == 0}
    saltings = {row: salting for row, salting in saltings.items() if salting.gaps}
    column = [saltings[str(row)].text if str(row) in saltings else value for row, value in enumerate(values)]
    place = table.schema.get_field_index(COLUMN)
    field = table.schema.field(place)
    write_table(table.set_column(place, field, pa.chunked_array([column], type=field.type)), target)
    return saltings


def _compare_tables(salted: SaltedFile, clean: Path) -> Comparison:
    before, after = open_table(salted.path), open_table(clean)
    if not before.schema.equals(after.schema, check_metadata=True):
        return Comparison(("the schema or its metadata differ",))
    comparison = Comparison()
    for name in before.schema.names:
        if name != COLUMN and not before[name].combine_chunks().equals(after[name].combine_chunks()):
            comparison += Comparison((f"column {name} differs",))
    rows = zip(before[COLUMN].to_pylist(), after[COLUMN].to_pylist(), strict=True)
    for row, (old, new) in enumerate(rows):
        if str(row) in salted.saltings:
            comparison += compare_text(salted.saltings[str(row)], new)
        elif old != new:
            comparison += Comparison((f"row {row} was not salted and differs",))
    if clean.suffix == ".parquet" and _describe(salted.path) != _describe(clean):
        comparison += Comparison((f"row groups or codecs differ: {_describe(salted.path)}, {_describe(clean)}",))
    return comparison


def _describe(path: Path) -> list[tuple[int, list[str]]]:
    """Return the row groups of a Parquet file, each with its rows and the codecs of its columns."""
    from pyarrow import parquet

    data = parquet.read_metadata(path)
    groups = (data.row_group(i) for i in range(data.num_row_groups))
    return [(group.num_rows, [group.column(i).compression for i in range(group.num_columns)]) for group in groups]


def _salt_packed(path: Path, target: Path, seed: int) -> dict[str, Salting]:
    salting = salt_text(unpack(path).decode(), find_packed_kind(path), seed)
    packed = subprocess.run(
        [_COMMANDS[path.suffix], "-c"], input=salting.text.encode(), capture_output=True, check=True
    )
    target.write_bytes(packed.stdout)
    return {"": salting}


def unpack(path: Path) -> bytes:
    """Return what a packed file holds, by the command of its ending."""
    return subprocess.run([_COMMANDS[path.suffix], "-d", "-c", str(path)], capture_output=True, check=True).stdout
