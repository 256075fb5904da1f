from __future__ import annotations

import pytest

from normalizer.rendering.markdown import find_barriers


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("see [好 link](u) now", ["[好 link](u)"]),
        ("![图](x.png) and `代码`", ["![图](x.png)", "`代码`"]),
        ("a **bold** b", ["d**"]),
        ("a <b>x</b>", ["<b>", "</b>"]),
        ("```\n代码\n```\n", ["```\n代码\n```"]),
        ("[a **b** c](u)", ["[a **b** c](u)"]),
        ("plain 好", []),
    ],
)
def test_barriers_are_where_a_label_would_break_something(text, wanted):
    assert [text[start:end].rstrip("\n") for start, end in find_barriers(text)] == wanted
