r"""The marks that the program itself writes into a text, and knows again when it reads one.

>>> import re
>>> text = "So.[1]\r\n\r\n--- mixnorm notes ---\r\n[1] 舆论\r\n--- end of mixnorm notes ---\r\nMore."
>>> re.search(NOTES_BLOCK, text).span()
(10, 69)
"""

from __future__ import annotations

NOTES_BEGIN = "--- mixnorm notes ---"
NOTES_END = "--- end of mixnorm notes ---"
FOOTNOTE_LABEL = "mixnorm-"

# A document may end its lines in any of the three ways. Each alternative matches in one way
# only, and a block ends where the next one begins, so that a search stays linear.
_NEWLINE = r"(?:\r(?!\n)|\r?\n)"
_LINE_START = r"(?:\A|(?<=[\r\n]))"
_LINE_END = r"(?=[\r\n]|\Z)"
_BORDER = rf"(?:{NOTES_BEGIN}|{NOTES_END}){_LINE_END}"

NOTES_BLOCK = (
    rf"{_LINE_START}{NOTES_BEGIN}(?:{_NEWLINE}(?!{_BORDER})[^\r\n]*)*{_NEWLINE}{NOTES_END}{_LINE_END}"
    rf"|{_LINE_START}\[\^{FOOTNOTE_LABEL}\d+\]:[^\r\n]*(?:{_NEWLINE}(?:    |\t)[^\r\n]*)*"
)
"""A regular expression for a block of notes or a footnote that a rendering wrote."""
