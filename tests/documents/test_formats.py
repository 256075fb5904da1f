from __future__ import annotations

import pytest

from normalizer.documents.formats import COMPRESSIONS, FORMATS, choose_form, find_compression, find_format, is_known
from normalizer.errors import InputError, UsageError
from normalizer.rendering import FORMS


@pytest.mark.parametrize("row", FORMATS.values(), ids=lambda row: row.name)
def test_every_format_is_found_by_its_endings_and_has_forms_that_exist(row):
    for ending in row.endings:
        assert find_format("Essay" + ending.upper()) == row.name
        assert is_known("essay" + ending)
        for packed, compression in COMPRESSIONS.items():
            assert find_format("Essay" + ending.upper() + packed.upper()) == row.name
            assert find_compression("Essay" + ending + packed.upper()) == compression
            assert is_known("essay" + ending + packed)
            assert find_format("x", row.name + packed) == row.name
    assert set(row.forms) <= {*FORMS, "comments", "tracked"}
    assert choose_form(row.name) == row.forms[0]
    assert choose_form(row.name, "none") == "text"


def test_the_default_notes_are_those_of_the_contract():
    assert [choose_form(name) for name in ("text", "markdown", "jsonl", "html")] == [
        "notes",
        "footnotes",
        "text",
        "text",
    ]


def test_an_unknown_ending_is_an_input_error_that_names_the_flag():
    with pytest.raises(InputError, match=r"not a known format \(\.pages\); say which with --from text\|markdown"):
        find_format("essay.pages")
    assert find_format("essay.pages", "text") == "text"
    assert not is_known("essay.pages")


def test_a_format_that_does_not_exist_is_wrong_use():
    with pytest.raises(
        UsageError, match="format 'pages': expected one of text, markdown, jsonl, json, csv, tsv, html, "
    ):
        find_format("essay.txt", "pages")


def test_notes_that_do_not_fit_are_wrong_use():
    with pytest.raises(UsageError, match="notes 'footnotes' do not fit html: expected one of none, inline, json"):
        choose_form("html", "footnotes")


def test_an_ending_of_a_compression_alone_is_no_format():
    assert not is_known("essay.gz")
    assert not is_known(".md.gz.gz")
    assert find_format("README.gz") == "text"
    assert (find_compression(".gz"), find_compression("a.gz.md"), find_compression("a", "jsonl.xz")) == ("", "", "xz")
    with pytest.raises(InputError, match=r"not a known format \(\.tar\)"):
        find_format("essay.tar.gz")
    with pytest.raises(UsageError, match=r"format 'gz': expected one of .*, each perhaps with \.gz/\.zst/\.xz/\.bz2"):
        find_format("essay.txt", "gz")
