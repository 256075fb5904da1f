from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizer.batch.linting.keeping import keep_fragments

WORDS = [
    "舆论", "经济", "a 经济 decision", "public opinion (舆论)", "舆论 (public opinion)", "“关系”", "the", "还是", "Lei Jun (雷军)",
    "雷军", "东京", "2023年9月", "《红楼梦》", "the character 好", "\n", "and", "東京タワー",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=10), st.sets(st.integers(0, 12)))
def test_kept_fragments_stay_and_all_rules_of_offsets_hold(normalizer, words, numbers):
    text = " ".join(words)
    result = normalizer.normalize(text)
    kept = keep_fragments(result, numbers)
    assert kept.restore() == text
    assert len(kept.annotations) == len(result.annotations)
    position = 0
    for number, (before, note) in enumerate(zip(result.annotations, kept.annotations, strict=True)):
        assert position <= note.start <= note.end
        position = note.end
        assert text[note.start : note.end] == note.original
        assert text[note.fragment_start : note.fragment_end] == note.fragment
        assert kept.text[note.target_start : note.target_end] == note.replacement
        assert 0 <= note.anchor_start <= note.anchor_end <= len(kept.text)
        if number in numbers:
            assert (note.action, note.replacement) == ("keep", note.fragment)
            assert kept.text[note.anchor_start : note.anchor_end] == note.fragment
        else:
            assert (note.action, note.replacement) == (before.action, before.replacement)
            said = result.text[before.anchor_start : before.anchor_end]
            if not numbers & {n for n, other in enumerate(result.annotations) if _holds(other, before, result)}:
                assert kept.text[note.anchor_start : note.anchor_end] == said


def _holds(other, note, result):
    """Tell whether an anchor points into or over the edit of another fragment, of which keeping leaves no trace."""
    return other is not note and other.target_start <= note.anchor_end and note.anchor_start <= other.target_end


def test_nothing_to_keep_is_the_same_object(normalizer):
    result = normalizer.normalize("the 舆论 grew")
    assert keep_fragments(result, ()) is result


def test_what_a_kept_pair_taught_stays(normalizer):
    result = normalizer.normalize("They call it “the rat race” (内卷), and the 内卷 grew")
    assert result.text == "They call it “the rat race”, and the rat race grew"
    assert keep_fragments(result, {0}).text == "They call it “the rat race” (内卷), and the rat race grew"
