from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from normalizer.lexicon.index import LexiconIndex, packaged_path


def test_threads_that_ask_a_new_lexicon_at_once_all_get_their_answer(monkeypatch):
    """Opening a section is made slow, so that the other threads come in between: what they see open must be whole."""
    view = LexiconIndex._view  # noqa: SLF001 - the step that is made slow

    def view_slowly(self, section):
        time.sleep(0.02)
        return view(self, section)

    monkeypatch.setattr(LexiconIndex, "_view", view_slowly)
    lexicon = LexiconIndex(packaged_path())
    with ThreadPoolExecutor(8) as pool:
        starts = pool.map(lambda place: (time.sleep(place / 200), lexicon.vector("house"))[1], range(8))
        assert len({vector for vector in starts if vector}) == 1
    assert lexicon.english("house").past == "housed"
