from __future__ import annotations

import pytest

from normalizer.protocols import TranslationRequest
from normalizer.translation.choosing import choose
from normalizer.translation.engine import Limits
from normalizer.translation.framing import make_frames


def decide(request, *answers, **flags):
    how = {"reads_context": False, "sentence": False, "redacted": False, **flags}
    frames = make_frames(request, Limits(), **how)
    return choose("e", request, [(frame, frame.read([answer])) for frame, answer in zip(frames, answers, strict=True)])


REQUEST = TranslationRequest("舆论", "The critical", " grew.")


@pytest.mark.parametrize(
    ("marked", "alone", "text", "confidence", "how"),
    [
        ("The critical <b>opinion</b> grew.", "Opinion.", "opinion", 0.9, "in its sentence and alone"),
        ("The critical <b>opinion</b> grew.", "The opinion", "opinion", 0.9, "in its sentence and alone"),
        ("The critical <b>opinion</b> grew.", "public view", "opinion", 0.75, "in its sentence"),
        ("The <b>opinion</b>, critical, grew.", "Public view", "public view", 0.5, "alone"),
        ("The critical opinion grew.", "Public view", "public view", 0.6, "alone"),
        ("The <b>opinion</b>, critical, grew.", "舆论", "opinion", 0.5, "in its sentence"),
        ("The critical 舆论 grew.", "New York Times", "New York Times", 0.6, "alone"),
        ("The critical 舆论 grew.", "IBM shares", "IBM shares", 0.6, "alone"),
        ("The critical 舆论 grew.", "I do", "I do", 0.6, "alone"),
    ],
)
def test_what_is_believed(marked, alone, text, confidence, how):
    found = decide(REQUEST, marked, alone)
    assert (found.text, found.confidence, found.reason) == (text, confidence, f"e, {how}")


def test_nothing_is_believed_where_no_answer_is():
    assert decide(REQUEST, None, "") is None


@pytest.mark.parametrize(
    ("before", "alone", "text"),
    [
        ("", "Public view", "Public view"),
        ("It fell. ", "Public view", "Public view"),
        ("to ", "Public view", "public view"),
        ("this ", "The public view", "public view"),
        ("of ", "The public view", "the public view"),
        ("", "The public view", "The public view"),
    ],
)
def test_an_answer_by_itself_is_fitted_to_what_stands_before(before, alone, text):
    request = TranslationRequest("舆论", before, " grew")
    assert decide(request, "no marks came back", alone).text == text


def test_engines_that_read_context_are_asked_once():
    found = decide(REQUEST, "public opinion", reads_context=True)
    assert (found.text, found.confidence, found.reason) == ("public opinion", 0.85, "e, with its sentence")


def test_the_whole_sentence_is_told_apart():
    found = decide(REQUEST, "The critical public opinion grew.", "舆论", sentence=True)
    assert (found.text, found.reason) == ("public opinion", "e, in its whole sentence")
