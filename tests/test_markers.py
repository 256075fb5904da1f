from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.markers import NOTES_BEGIN, NOTES_BLOCK, NOTES_END


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_block_is_found_whatever_ends_the_lines(newline):
    block = newline.join([NOTES_BEGIN, "[1] 舆论", "", "[2] 环境", NOTES_END])
    text = newline.join(["好", block, "好"])
    assert [m.group() for m in re.finditer(NOTES_BLOCK, text)] == [block]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_footnote_is_found_with_its_indented_lines(newline):
    footnote = newline.join(["[^mixnorm-12]: 舆论", "    环境"])
    assert [m.group() for m in re.finditer(NOTES_BLOCK, f"好{newline}{footnote}{newline}好")] == [footnote]


@pytest.mark.parametrize(
    "text",
    [
        f"{NOTES_BEGIN}\n舆论",
        f"{NOTES_BEGIN} \n舆论\n{NOTES_END}",
        f"x{NOTES_BEGIN}\n舆论\n{NOTES_END}",
        "see [^mixnorm-1]: 舆论",
        "[^1]: 舆论",
    ],
)
def test_what_only_looks_like_a_block_is_none(text):
    assert not re.search(NOTES_BLOCK, text)


def test_a_block_begins_at_the_last_beginning():
    text = f"{NOTES_BEGIN}\n舆论\n{NOTES_BEGIN}\n环境\n{NOTES_END}"
    assert re.search(NOTES_BLOCK, text).group() == f"{NOTES_BEGIN}\n环境\n{NOTES_END}"


def test_many_open_blocks_cost_no_more_than_their_length():
    # A quadratic search would take hours over this.
    assert not re.search(NOTES_BLOCK, f"{NOTES_BEGIN}\r\n" * 200_000)
    assert not re.search(NOTES_BLOCK, f"{NOTES_BEGIN}\r\n" + "舆论\r\n" * 200_000)


@given(
    st.lists(st.sampled_from([NOTES_BEGIN, NOTES_END, "舆论", "", "    x", "[^mixnorm-1]: y"]), max_size=12), st.data()
)
def test_blocks_begin_and_end_at_lines(lines, data):
    newlines = data.draw(st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=len(lines), max_size=len(lines)))
    text = "".join(line + newline for line, newline in zip(lines, newlines, strict=True))
    for match in re.finditer(NOTES_BLOCK, text):
        assert match.start() == 0 or text[match.start() - 1] in "\r\n"
        assert match.end() == len(text) or text[match.end()] in "\r\n"
