from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyromark import Options, events_with_range

from normalizer import Normalizer, render

NORMALIZER = Normalizer()
LABEL = r"\[\^mixnorm-\d+\]"
OPTIONS = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS


def structure(text):
    """Return the elements of a Markdown text without our footnotes, running text joined."""
    events: list[object] = []
    inside = False
    for event, _ in events_with_range(text, options=OPTIONS):
        name = event if isinstance(event, str) else next(iter(event))
        detail = event[name] if isinstance(event, dict) else ""
        if name in ("Start", "End") and "FootnoteDefinition" in str(detail):
            inside = name == "Start"
        elif name == "FootnoteReference" and detail.startswith("mixnorm-"):
            continue
        elif not inside:
            events.append("Text" if name in ("Text", "SoftBreak") else event)
    return [e for i, e in enumerate(events) if e != "Text" or i == 0 or events[i - 1] != "Text"]


def count_references(text):
    return sum("FootnoteReference" in event for event, _ in events_with_range(text, options=OPTIONS))


def test_footnotes_of_a_whole_text(normalizer):
    text = "# The 舆论\n\nOne **重要** point about the 舆论.\n"
    assert render(normalizer.normalize(text, "markdown"), "footnotes") == (
        "# The public opinion[^mixnorm-1]\n"
        "\n"
        "One **important**[^mixnorm-2] point about the public opinion[^mixnorm-1].\n"
        "\n"
        "[^mixnorm-1]: 舆论 (yú lùn): public opinion\n"
        "[^mixnorm-2]: 重要 (zhòng yào): important \\[重要 important / significant\\]\n"
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("see [舆论](u) now", "see [public opinion](u)[^mixnorm-1] now"),
        ("| 舆论 | b |\n|---|---|\n| c | d |\n", "| public opinion[^mixnorm-1] | b |"),
        ("![the 舆论](u.png) now", "![the public opinion](u.png)[^mixnorm-1] now"),
        ("the **舆论**", "the **public opinion**[^mixnorm-1]"),
        ("the [x 舆论][ref] now\n\n[ref]: http://a.b\n", "the [x public opinion][ref][^mixnorm-1] now"),
        ("the 舆论: now", "the public opinion[^mixnorm-1]: now"),
    ],
)
def test_a_label_breaks_no_markup(text, wanted, normalizer):
    assert wanted in render(normalizer.normalize(text, "markdown"), "footnotes")


def test_labels_go_on_from_those_in_the_text(normalizer):
    rendered = render(normalizer.normalize("Old[^mixnorm-4] and 舆论.\n\n[^mixnorm-4]: 旧\n", "markdown"), "footnotes")
    assert "Old[^mixnorm-4] and public opinion[^mixnorm-5]." in rendered
    assert rendered.endswith("[^mixnorm-4]: 旧\n\n[^mixnorm-5]: 舆论 (yú lùn): public opinion\n")


PIECES = st.sampled_from(
    [
        "the 舆论 of",
        "a **重要** one",
        "[舆论](http://a.b)",
        "![舆论](x.png)",
        "制约s",
        "public opinion (舆论)",
        "`代码`",
        "*the 经济*",
        "~~舆论~~",
        "hello (你好)!",
        "舆论(see)",
        "舆论[x]",
        "舆论: so",
        "# 舆论",
        "- 经济",
        "| 舆论 | 经济 |\n|---|---|\n| 重要 | x |",
        "> 舆论",
        "\n",
        "\n\n",
        "\r\n",
        "**舆论**s",
        "東京タワー",
        "<b>舆论</b>",
        "$x$",
        "[^1]",
        "1. 雷军",
        "***",
        "    舆论",
        "舆论 & <x>",
    ]
)
TEXTS = st.lists(PIECES, max_size=10).map(" ".join)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_labels_change_no_structure_and_are_all_seen(text):
    result = NORMALIZER.normalize(text, "markdown")
    rendered = render(result, "footnotes")
    assert structure(rendered) == structure(result.text)
    labels, definitions = (len(re.findall(p, rendered)) for p in (LABEL, rf"(?:\A|[\r\n]){LABEL}: "))
    assert count_references(rendered) - count_references(result.text) == labels - definitions


@given(TEXTS)
@example("the 舆论 of public opinion (舆论) | 舆论 | 经济 |\n|---|---|\n| 重要 | x |")
@settings(max_examples=150, deadline=None)
def test_a_rendered_text_normalizes_to_itself(text):
    rendered = render(NORMALIZER.normalize(text, "markdown"), "footnotes")
    again = NORMALIZER.normalize(rendered, "markdown")
    assert again.text == rendered
    assert render(again, "footnotes") == rendered
