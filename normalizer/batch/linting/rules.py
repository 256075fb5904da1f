"""The rules that findings are told under, with the help that SARIF and the schema hand on."""

from __future__ import annotations

from normalizer.records import NamedTuple


class Rule(NamedTuple):
    """A rule: its id, its name in one word, how severe it is, a sentence, and what to do."""

    id: str
    name: str
    severity: str
    about: str
    help: str


_SETTING = 'The setting `{0}` says what is done in this context; `{0} = "keep"` leaves it alone.'
_ALLOWING = "A fragment that is meant to stay belongs into the allow-list, with the reason."
_PAIRS = "The author's words stay in any case. Correct the text, or check without `--warnings`."

_ROWS = (
    Rule(
        "leak",
        "StrayFragment",
        "error",
        "Chinese stands in an English sentence as a word of it.",
        f"Write the English in its place. {_SETTING.format('leak')} {_ALLOWING}",
    ),
    Rule(
        "pair",
        "GlossedFragment",
        "error",
        "Chinese stands beside the author's own English for it.",
        f"The author's words are enough. {_SETTING.format('pair')} {_ALLOWING}",
    ),
    Rule(
        "quotation",
        "QuotedFragment",
        "error",
        "A quotation is in Chinese.",
        f"Translate it inside its quotes. {_SETTING.format('quotation')} {_ALLOWING}",
    ),
    Rule(
        "title",
        "ChineseTitle",
        "error",
        "A title in 《》 is in Chinese.",
        f"Give the English title in English quotes. {_SETTING.format('title')} {_ALLOWING}",
    ),
    Rule(
        "name",
        "ChineseName",
        "error",
        "A name is written in Chinese.",
        f"Write it as the article spells it, or in Latin letters. {_SETTING.format('name')} {_ALLOWING}",
    ),
    Rule(
        "mention",
        "MentionedWord",
        "error",
        "A Chinese word is spoken of as a word, in characters.",
        f"Write its reading. {_SETTING.format('mention')} {_ALLOWING}",
    ),
    Rule(
        "language",
        "OtherLanguage",
        "error",
        "Japanese, Korean or Vietnamese that the settings drop.",
        f"{_SETTING.format('language')} {_ALLOWING}",
    ),
    Rule(
        "gloss-disagrees",
        "GlossDisagrees",
        "warning",
        "The author's gloss and the lexicon contradict each other.",
        f"One of the two is probably a slip. {_PAIRS}",
    ),
    Rule(
        "glosses-differ",
        "GlossesDiffer",
        "warning",
        "The author glosses one fragment in unlike ways.",
        f"Choose one wording, unless both are meant. {_PAIRS}",
    ),
    Rule(
        "glossary-clash",
        "GlossaryClash",
        "warning",
        "The author's gloss says otherwise than the glossary.",
        f"Follow the glossary in the text, or correct the glossary. {_PAIRS}",
    ),
    Rule(
        "pragma-without-reason",
        "PragmaWithoutReason",
        "warning",
        "A line is ignored without a reason.",
        "Write the reason behind it: `mixnorm: ignore (reason)`.",
    ),
    Rule(
        "switch-left-off",
        "SwitchLeftOff",
        "warning",
        "The text switches the program off and never on again.",
        "Put `mixnorm: on` in a comment where it should begin again.",
    ),
    Rule(
        "unused-allow",
        "UnusedAllowance",
        "warning",
        "An entry of the allow-list matches nothing.",
        "Take the entry out of the allow-list, or correct it.",
    ),
)
RULES = {row.id: row for row in _ROWS}
UNUSED = "unused-allow"


def find_severity(rule: str) -> str:
    """Return how severe a finding of a rule is; ``warning`` for a rule that is not in the table.

    >>> find_severity("leak"), find_severity("glosses-differ")
    ('error', 'warning')
    """
    return RULES[rule].severity if rule in RULES else "warning"
