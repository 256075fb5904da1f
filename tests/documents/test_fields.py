from __future__ import annotations

import pytest

from normalizer.documents.fields import Pattern, name_fields, parse_pointer, tell_elsewhere


@pytest.mark.parametrize(
    ("pointer", "steps"),
    # The examples of RFC 6901, section 5.
    [
        ("/foo", ("foo",)),
        ("/foo/0", ("foo", "0")),
        ("/", ("",)),
        ("/a~1b", ("a/b",)),
        ("/c%d", ("c%d",)),
        ("/m~0n", ("m~n",)),
        ("/~01", ("~1",)),
        ("/ ", (" ",)),
    ],
)
def test_pointers_are_read_as_the_standard_says(pointer, steps):
    assert parse_pointer(pointer) == steps


@pytest.mark.parametrize(
    ("pattern", "place", "fits"),
    [
        (Pattern(("a", "*")), ("a", "b"), True),
        (Pattern(("a", "*")), ("a", 3), True),
        (Pattern(("a", "*")), ("a",), False),
        (Pattern(("a", "03")), ("a", 3), False),
        (Pattern(("text",), anywhere=True), (1, "x", "text"), True),
        (Pattern(("1",), anywhere=True), ("x", 1), False),
        (Pattern(("*",), anywhere=True), ("x", 1), True),
        (Pattern(("*",), anywhere=True), (), True),
    ],
)
def test_what_a_field_means(pattern, place, fits):
    assert pattern.fits(place) is fits


def test_a_name_that_looks_like_a_pointer_is_told_as_one():
    assert name_fields(("/a",)) == "/~1a"


def test_advice_names_the_commonest_field_as_a_shell_takes_it():
    told = tell_elsewhere(("text", "body"), [("a b", 1), ("c", 1), ("d", 1), ("e", 1), ("f", 1)])
    assert told == (
        "1 record holds Chinese in “a b”, 1 in “c”, 1 in “d”, 1 in “e”, and has no text in “text” or “body”: --field 'a b'"
    )
