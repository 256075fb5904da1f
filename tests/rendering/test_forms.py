from __future__ import annotations

import subprocess
import sys

import pytest

from normalizer.errors import UsageError
from normalizer.rendering import FORMS, render
from normalizer.types import NormalizedText


def test_an_unknown_form_is_an_error_that_lists_the_known_ones():
    with pytest.raises(
        UsageError, match="form 'pdf': expected one of text, notes, footnotes, inline, json, explanation"
    ):
        render(NormalizedText("x"), "pdf")


@pytest.mark.parametrize("form", ["text", "notes", "footnotes", "inline"])
def test_a_result_without_changes_is_rendered_as_its_text(form):
    text = "No Chinese here.\r\n"
    assert render(NormalizedText(text), form) == text


@pytest.mark.parametrize("form", FORMS)
def test_rendering_is_pure(form, normalizer):
    result = normalizer.normalize("the critical舆论环境 (public opinion environment) and the 经济, 東京タワー")
    first = render(result, form)
    assert render(result, form) == first
    assert first.endswith("\n") == (form in ("json", "explanation"))


def test_asking_for_text_alone_loads_no_other_form():
    code = (
        "import sys; from normalizer.rendering import render; from normalizer.types import NormalizedText as N;"
        "render(N('x')); print([m for m in sys.modules if m.startswith('normalizer.rendering.') or m == 'json'])"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.strip() == "['normalizer.rendering.clean']"
