r"""What scholars write: mathematics in LaTeX, BibTeX, citations and lists of references."""

from __future__ import annotations

from normalizer.detection.masking.rule import HAN, Rule, compile_pattern
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# What makes dollars and brackets mathematics rather than prices and escapes.
_SIGN = r"[\\^_{}=]"
_DOLLARS = (
    rf"(?<!\\)\$\$(?=[^$]{{0,2000}}{_SIGN})[^$]{{1,2000}}\$\$"
    # Nothing opens before a blank, nothing closes behind one or before a digit: $5 and $6 are prices.
    rf"|(?<![\w$\\])\$(?![\s$])(?=[^$\n]{{0,300}}{_SIGN})[^$\n]{{1,300}}(?<![\s\\])\$(?![\w$])"
)
_BRACKETS = (
    rf"\\\((?=(?:(?!\\\))[^\n]){{0,500}}?(?!\\\)){_SIGN})[^\n]{{1,500}}?\\\)"
    rf"|\\\[(?=(?:(?!\\\])[\s\S]){{0,500}}?(?!\\\]){_SIGN})[\s\S]{{1,500}}?\\\]"
)
_ENVIRONMENTS = (
    r"\\begin\{(?P<name>equation|align|gather|multline|eqnarray|displaymath|math|cases|array|tikzpicture|lstlisting|verbatim)"
    r"(?P<star>\*?)\}[\s\S]{0,5000}?\\end\{(?P=name)(?P=star)\}"
)
_CITATIONS = (
    r"\\(?:[a-zA-Z]*cite[a-zA-Z]*|(?:page|eq|auto|c)?ref|label|includegraphics|input|include|bibliography|url)\*?"
    r"(?:\[[^\]\n]{0,100}\]){0,2}\{[^{}\n]{1,200}\}"
    r"|\[-?@[\w:.\-]+(?:; ?-?@[\w:.\-]+){0,20}\]"
)
# The letter in brackets behind a title is the Chinese standard's (GB/T 7714): [J] is a journal's article.
_ENTRIES = (
    rf"^[ \t]*(?:\[[0-9]{{1,3}}\]|［[0-9]{{1,3}}］|[0-9]{{1,3}}\.)[ \t]*(?=[^\n]{{0,80}}[{HAN}])[^\n]{{2,300}}?"
    r"\[(?:J|M|D|C|R|N|S|P|Z|G|A|DB|CP|EB)(?:/OL)?\][^\n]*$"
)
_BIBTEX = r"^[ \t]*@[a-zA-Z]+[ \t]*\{[^\s,{}]+,"
_BRACE = r"[{}]"
_LONGEST = 10_000


def find_bibtex(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield the places of BibTeX entries, from the sign to the brace that closes them.

    >>> list(find_bibtex("@book{张2020,\n  title = {论{文}题}\n}\nThe 政府"))
    [(0, 32)]
    """
    done = 0
    for match in compile_pattern(_BIBTEX).finditer(text):
        if match.start() < done:
            continue
        depth = 1
        for brace in compile_pattern(_BRACE).finditer(text, match.end(), match.end() + _LONGEST):
            depth += 1 if brace.group() == "{" else -1
            if not depth:
                done = brace.end()
                yield match.start(), done
                break


SCHOLARLY = (
    Rule("math", ("$",), _DOLLARS, formats=("text", "html")),
    Rule("math", ("\\(", "\\["), _BRACKETS),
    Rule("math", ("\\begin{",), _ENVIRONMENTS),
    Rule("bibtex", ("@",), find=find_bibtex, formats=("text", "markdown")),
    Rule("reference", ("{", "[@", "[-@"), _CITATIONS),
    Rule("reference", ("]",), _ENTRIES, formats=("text", "markdown")),
)
"""The rules of this module, in the order in which they are asked."""
