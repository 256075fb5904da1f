"""The marks that the program itself writes into a text, and knows again when it reads one."""

from __future__ import annotations

NOTES_BEGIN = "--- mixnorm notes ---"
NOTES_END = "--- end of mixnorm notes ---"
FOOTNOTE_LABEL = "mixnorm-"

NOTES_BLOCK = (
    rf"^{NOTES_BEGIN}$(?:\n(?!{NOTES_END}$).*)*\n{NOTES_END}$"
    rf"|^\[\^{FOOTNOTE_LABEL}\d+\]:.*(?:\n(?:    |\t).*)*"
)
"""A regular expression (multi-line) for a block of notes or a footnote that a rendering wrote."""
