"""What the lint finds: one record, from which every output is written."""

from __future__ import annotations

from normalizer.records import NamedTuple

_HEX = 32


class Region(NamedTuple):
    """From where to where, half-open; lines (rows in a table) and columns from 1, columns in code points."""

    line: int
    column: int
    end_line: int
    end_column: int


class Fix(NamedTuple):
    """The edit that a run would make: what goes in the document's own text, and what comes."""

    region: Region
    text: str


class Verdict(NamedTuple):
    """Why a finding is not told: ``kind`` is ``allowed`` or ``baselined``; both empty for one that is told."""

    kind: str = ""
    reason: str = ""


class Finding(NamedTuple):
    """A fragment that a run would not keep, or a warning.

    ``rule`` is the context of the fragment (``leak``, ``pair`` …) or the code of the warning
    (``gloss-disagrees`` …), ``severity`` is ``error``, ``warning`` or ``note``. ``counted`` tells
    what the region's lines are: ``line`` or ``row``. ``unit`` names the text of the document that
    holds it, ``number`` its annotation in there (-1: a warning). ``fragment`` stands on one line,
    with references resolved. ``surroundings`` is a hash of the line of text that it stands in.
    ``name`` (the path counted from the root), ``fingerprint`` and ``verdict`` are empty as long as
    the finding is on its way from a worker.
    """

    path: str
    rule: str
    severity: str
    message: str
    region: Region
    counted: str = "line"
    unit: str = ""
    number: int = -1
    fragment: str = ""
    gloss: str = ""
    replacement: str = ""
    action: str = ""
    origin: str = ""
    confidence: float = 1.0
    surroundings: str = ""
    fix: Fix | None = None
    name: str = ""
    fingerprint: str = ""
    verdict: Verdict = Verdict()


class Numbering:
    """Gives the findings of one document their fingerprints: path, fragment, the text of its line, and which of them.

    No line number takes part, so that a finding stays the same when lines are put before it; nor
    does the context of a fragment, which another version of this program may see otherwise.

    >>> found = Finding("a.txt", "leak", "error", "", Region(3, 1, 3, 3), number=0, fragment="舆论", surroundings="b1")
    >>> numbering = Numbering("a.txt")
    >>> first, second = numbering.mark(found), numbering.mark(found)
    >>> moved = Numbering("a.txt").mark(found._replace(region=Region(9, 5, 9, 7)))
    >>> first.fingerprint == moved.fingerprint, first.fingerprint == second.fingerprint
    (True, False)
    """

    def __init__(self, name: str) -> None:
        """Take the name of the document that its fingerprints hold."""
        self._name = name
        self._counts: dict[tuple[str, str, str], int] = {}

    def mark(self, finding: Finding) -> Finding:
        """Return the next finding of the document with its fingerprint."""
        sort = finding.rule if finding.number < 0 else ""
        key = (sort, finding.fragment, finding.surroundings)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        fingerprint = hash_text("\0".join((self._name, *key, str(count))))
        return finding._replace(name=self._name, fingerprint=fingerprint)


def hash_text(text: str) -> str:
    """Return half of the SHA-256 of a text, in hexadecimal digits: enough to tell all findings of a project apart."""
    from hashlib import sha256

    # File names of any bytes, and half pairs in JSON, have no UTF-8.
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX]
