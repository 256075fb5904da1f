from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer import Normalizer
from normalizer.protocols import Translation, TranslationRequest
from normalizer.translation.engine import Limits, Prompt
from normalizer.translation.framing import ALONE, LOST, MARKED, SENTENCE, fits, make_frames

REQUEST = TranslationRequest("舆论环境", "The critical", " grew.")
SENT = "The critical <b>舆论环境</b> grew."
MARKUP = [
    "<b>",
    "</b>",
    "<B >",
    "[[",
    "]]",
    "{{",
    "}}",
    "＜b＞",
    "舆论",
    "\n",
    " ",
    "The critical",
    "grew",
    ".",
    "&lt;",
    "word",
]


def frame(request=REQUEST, *, sentence=False, redacted=False, reads_context=False, limits=Limits()):  # noqa: B008
    return make_frames(request, limits, reads_context=reads_context, sentence=sentence, redacted=redacted)


def test_a_fragment_goes_marked_in_its_sentence_and_alone():
    marked, alone = frame()
    assert (marked.kind, alone.kind) == (MARKED, ALONE)
    assert marked.prompts == (Prompt(SENT),)
    assert alone.prompts == (Prompt("舆论环境"),)


@pytest.mark.parametrize(
    ("answer", "text", "steady"),
    [
        ("The critical <b>public opinion</b> grew.", "public opinion", True),
        ("the critical < B >public opinion</ b > grew", "public opinion", True),
        ("The critical ＜b＞public opinion＜/b＞ grew.", "public opinion", True),
        ("The <b>public opinion</b> that is critical grew.", "public opinion", False),
        ("The critical <b> “public opinion”. </b> grew.", "public opinion", True),
    ],
)
def test_the_marked_part_is_cut_out(answer, text, steady):
    reading = frame()[0].read([answer])
    assert (reading.text, reading.steady) == (text, steady)


@pytest.mark.parametrize(
    "answer",
    [
        "The critical public opinion grew.",
        "The critical <b>public opinion grew.",
        "The critical <b>public</b> <b>opinion</b> grew.",
        "The critical <b><b>public opinion</b></b> grew.",
        "The critical <b></b> grew.",
        "The </b>critical<b> public opinion grew.",
    ],
)
def test_marks_that_came_back_otherwise_are_not_guessed_at(answer):
    reading = frame()[0].read([answer])
    assert (reading.text, reading.reason) == ("", LOST)


def test_other_marks_where_the_sentence_has_the_usual_ones():
    marked, _ = frame(REQUEST._replace(after=" <b>grew</b>."))
    assert marked.prompts[0].text == "The critical [[舆论环境]] <b>grew</b>."
    assert frame(REQUEST._replace(after=" <b>[[{{grew."))[0].kind == ALONE


def test_the_whole_sentence_gives_the_part_of_the_fragment_alone():
    whole, _ = frame(sentence=True)
    assert (whole.kind, whole.prompts[0].text) == (SENTENCE, "The critical 舆论环境 grew.")
    assert whole.read(["The critical public opinion grew."]).text == "public opinion"
    assert whole.read(["Public opinion, which is critical, grew."]).text == ""
    assert whole.read(["The critical grew."]).text == ""


def test_what_is_settled_stands_in_english():
    request = TranslationRequest("严重内卷", "The 市场 and", " of 内卷.", (("内卷", "involution"), ("稳健", "sound")))
    marked, alone = frame(request)
    assert marked.prompts[0].text == "The 市场 and <b>严重 involution</b> of involution."
    assert alone.read(["serious Involution"]).text == "serious Involution"
    assert alone.read(["serious rivalry"]).text == ""
    (context,) = frame(request, reads_context=True)
    assert context.prompts[0].glosses == (("内卷", "involution"),)


def test_a_fragment_that_is_settled_is_not_sent():
    assert frame(TranslationRequest("内卷", glosses=(("内卷", "involution"),))) == []


def test_a_sentence_that_does_not_fit_is_not_sent():
    assert [one.kind for one in frame(limits=Limits(longest=10))] == [ALONE]
    assert [one.kind for one in frame(limits=Limits(largest=50, bytes_per_han=9))] == [ALONE]


@given(st.text(alphabet="舆论。，ab \n", min_size=1, max_size=80), st.integers(3, 30))
def test_every_part_of_a_long_fragment_fits(text, longest):
    limits = Limits(longest=longest, largest=3 * longest)
    for one in frame(TranslationRequest(text), limits=limits):
        assert all(fits(prompt.text, limits) for prompt in one.prompts)
        assert "".join("".join(p.text for p in one.prompts).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(MARKUP), max_size=12).map("".join) | st.text(max_size=40), st.booleans())
def test_whatever_the_engine_does_the_english_of_the_author_stays(answer, sentence):
    class Engine:
        def translate(self, requests):
            from normalizer.translation.choosing import choose

            found = []
            for request in requests:
                frames = frame(request, sentence=sentence)
                readings = [(one, one.read([answer] * len(one.prompts))) for one in frames]
                found.append(choose("wild", request, readings) or Translation())
            return found

    text = "In May, the critical舆论环境 grew; we 恳请大家 stay."
    result = Normalizer(translator=Engine()).normalize(text)
    assert result.restore() == text
    rest, place = [], 0
    for note in result.annotations:
        rest.append(result.text[place : note.target_start])
        place = note.target_end
        assert not any("\u4e00" <= character <= "\u9fff" for character in note.replacement)
        assert not any(mark in note.replacement for mark in ("<b", "[[", "{{", "\n"))
    assert "".join([*rest, result.text[place:]]).split() == "In May, the critical grew; we stay.".split()
