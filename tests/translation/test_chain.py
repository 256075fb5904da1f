from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from normalizer import Normalizer
from normalizer.protocols import Translation, TranslationRequest
from normalizer.translation.engine import Limits
from tests.translation.loopback import HttpEngine, Service, make_chain, spell

REQUEST = TranslationRequest("舆论环境", "The critical", " grew.")


@pytest.fixture
def service():
    with Service() as service:
        yield service


def test_both_ways_of_asking_agree(service):
    (found,) = make_chain(HttpEngine(url=service.url)).translate([REQUEST])
    assert found == Translation(spell("舆论环境"), "loopback", 0.9, "loopback, in its sentence and alone")
    assert set(service.asked) == {"舆论环境", "The critical <b>舆论环境</b> grew."}


def test_the_next_engine_is_asked_for_what_the_first_is_not_believed_in():
    with Service(lambda text: text) as first, Service() as second:
        chain = make_chain(HttpEngine("first", first.url), HttpEngine("second", second.url))
        found = chain.translate([REQUEST, TranslationRequest("稳健")])
    assert [one.engine for one in found] == ["second", "second"]
    assert second.asked == first.asked
    assert chain.list_lines() == [
        "engine first: 3 asked, 0 answered, 3 refused (the same text)",
        "engine second: 3 asked, 3 answered",
    ]
    assert chain.complete


def test_what_nobody_answers_is_left_to_the_offline_engine():
    with Service(lambda _: "") as service:
        chain = make_chain(HttpEngine(url=service.url), strict=True)
        result = Normalizer(translator=chain).normalize("The critical舆论环境 grew.")
    assert result.text == "The critical public opinion environment grew."
    assert result.annotations[0].origin == "lexicon"
    assert chain.list_lines() == [
        "engine loopback: 2 asked, 0 answered, 2 refused (no answer); the offline engine took over for 1"
    ]
    assert not chain.complete


def test_eight_threads_ask_each_text_once_and_get_no_answer_of_another(service):
    words = [chr(0x4E00 + n // 50) + chr(0x5000 + n % 50) for n in range(2000)]
    chain = make_chain(HttpEngine(url=service.url, limits=Limits(threads=8, together=20)))

    def ask(seed):
        order = random.Random(seed).sample(words, len(words))  # noqa: S311
        found = []
        for start in range(0, len(order), 100):
            found += chain.translate([TranslationRequest(word) for word in order[start : start + 100]])
        return dict(zip(order, (one.text for one in found), strict=True))

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(8)))
    assert all(answer == {word: spell(word) for word in words} for answer in answers)
    assert service.asked == dict.fromkeys(words, 1)
    assert chain.list_lines() == ["engine loopback: 2,000 asked, 2,000 answered"]


def test_no_more_requests_are_under_way_than_the_service_takes(service):
    chain = make_chain(HttpEngine(url=service.url, limits=Limits(threads=2)))
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: chain.translate([TranslationRequest(chr(0x5000 + n) + "舆论")] * 2), range(20)))
    assert service.busiest <= 2
    assert service.requests == 20


def test_faults_that_pass_are_tried_again_and_others_are_not():
    with Service(script=[503, (429, 0)]) as service:
        chain = make_chain(HttpEngine(url=service.url, limits=Limits()))
        assert chain.translate([TranslationRequest("舆论")])[0].text == spell("舆论")
        assert service.requests == 3
    with Service(script=[404, 200]) as service:
        chain = make_chain(HttpEngine(url=service.url))
        assert not chain.translate([TranslationRequest("舆论")])[0].text
        # What failed is not asked for once more in the same run.
        assert not chain.translate([TranslationRequest("舆论")])[0].text
        assert service.requests == 1
        assert "1 failed (a fault of the service)" in chain.list_lines()[0]


def test_an_engine_that_is_spent_is_left_alone():
    with Service(script=[456]) as service:
        chain = make_chain(HttpEngine(url=service.url))
        chain.translate([TranslationRequest("舆论")])
        chain.translate([TranslationRequest("环境")])
        assert service.requests == 1
    assert chain.list_lines() == [
        "engine loopback: 1 asked, 0 answered, 1 failed (a quota or a key), 1 not sent (left alone after faults), left alone: it answers no more; the offline engine took over for 2"
    ]


@pytest.mark.parametrize("bound", [{"max_requests": 3}, {"max_chars": 7}])
def test_bounds_hold_and_the_first_of_the_text_are_sent(service, bound):
    chain = make_chain(HttpEngine(url=service.url), **bound)
    words = ["舆论", "环境", "稳健", "市场"]
    found = chain.translate([TranslationRequest(word) for word in words])
    assert [one.text for one in found] == [*map(spell, words[:3]), ""]
    assert set(service.asked) == set(words[:3])
    assert "1 not sent (the bound of the run is reached)" in chain.list_lines()[0]


def test_a_retry_counts_as_a_request():
    with Service(script=[503] * 9) as service:
        make_chain(HttpEngine(url=service.url), max_requests=2).translate([TranslationRequest("舆论")])
        assert service.requests == 2


def test_answers_of_another_number_than_the_texts_are_no_answers():
    class Short(HttpEngine):
        def translate(self, prompts):
            return super().translate(prompts)[:1]

    with Service() as service:
        chain = make_chain(Short(url=service.url, limits=Limits(together=2)))
        found = chain.translate([TranslationRequest("舆论"), TranslationRequest("环境")])
    assert [one.text for one in found] == ["", ""]


def test_what_an_engine_raises_of_its_own_is_no_fault_of_the_document():
    class Broken(HttpEngine):
        def translate(self, prompts):
            raise ValueError(prompts)

    chain = make_chain(Broken())
    assert chain.translate([TranslationRequest("舆论")]) == [Translation(reason="no engine has a believed answer")]
    assert "(ValueError)" in chain.list_lines()[0]


def test_a_dry_run_counts_and_sends_nothing(service):
    chain = make_chain(HttpEngine(url=service.url, limits=Limits(together=2)), dry=True)
    chain.translate([REQUEST, TranslationRequest("稳健"), TranslationRequest("稳健")])
    assert service.requests == 0
    assert chain.list_lines() == [
        "engine loopback: 2 requests, 3 texts, 36 characters for 2 different fragments would go to loopback.example"
    ]


def test_long_texts_are_cut_to_what_the_service_takes(service):
    chain = make_chain(HttpEngine(url=service.url, limits=Limits(longest=12)))
    text = "舆论环境稳健。恳请大家，市场经济发展起来了很多很多很多。好"
    (found,) = chain.translate([TranslationRequest(text)])
    assert all(len(asked) <= 12 for asked in service.asked)
    assert [word for word in found.text.split() if word.startswith(spell("恳"))]
    assert found.reason == "loopback, alone"


def test_a_closed_chain_waits_for_no_retry():
    with Service(script=[(503, 100)] * 9) as service:
        chain = make_chain(HttpEngine(url=service.url, limits=Limits(threads=2)))
        with ThreadPoolExecutor(1) as thread:
            asked = thread.submit(chain.translate, [TranslationRequest("舆论")])
            service.wait_for(1)
            chain.close()
            assert not asked.result(20)[0].text
        assert service.requests == 1


@pytest.mark.parametrize("answer", ["half \ud83d", "\x00", ["a", "list"], {"no": "text"}, 7, "", None])
def test_answers_of_any_kind_break_nothing(answer):
    text = "The critical舆论环境 grew, half \ud83d of it."
    with Service(lambda _: answer) as service:
        chain = make_chain(HttpEngine(url=service.url))
        result = Normalizer(translator=chain).normalize(text)
        assert Normalizer(translator=chain).normalize(text).text == result.text
        assert service.requests == 2
    assert result.restore() == text
    assert result.annotations[0].origin == "lexicon"
