"""Web engines on real connections: no fault of a service becomes an answer, and no answer goes to another text."""

from __future__ import annotations

import importlib.metadata
import logging
import os
import socket
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import engine_faults
from benchmarks.engine_faults import ask, give_time, set_keys
from benchmarks.engine_playing import DIALECTS, PLAYS, play, translate
from normalizer.errors import UsageError
from normalizer.translation import web
from normalizer.translation.engine import EngineError, PassingError, Prompt, SpentError
from normalizer.translation.registry import ENGINES
from normalizer.translation.settings import EngineSettings
from normalizer.translation.web import check_address, is_traditional, open_engine
from normalizer.translation.web_services import SERVICES
from normalizer.translation.web_transport import LARGEST_ANSWER, read_wait

NAMES = list(DIALECTS)
TEXT = "舆论环境"
# What every engine makes of a fault, and the exceptions by engine.
EXPECTED = {
    "well": "right",
    "mislabelled": "right",
    "unlabelled": "right",
    "slow": "passing",
    "trickling": "passing",
    "busy": "passing 7",
    "failing": "passing",
    "away": "passing",
    "half": "passing",
    "cut": "fault",
    "cut in chunks": "passing",
    "dropped": "passing",
    "reset": "passing",
    "page": "fault",
    "noise": "fault",
    "empty": "fault",
    "other form": "fault",
    "other type": "fault",
    "other encoding": "fault",
    "large": "fault",
    "turned away": "fault",
    "key refused": "spent",
    "unknown": "fault",
    "quota": "spent",
    "nothing": "none",
    "Chinese": "guards",
}
# Google sends away for a while and not for good; the others' null is no answer of theirs.
OTHERWISE = {
    ("google", "quota"): "passing",
    **dict.fromkeys([(name, "nothing") for name in ("google", "microsoft", "yandex", "baidu")], "fault"),
}


@pytest.fixture(scope="module")
def server():
    with play() as running:
        yield running


@pytest.fixture(autouse=True)
def _keys(monkeypatch):
    for kind in ENGINES.values():
        for key in kind.keys:
            monkeypatch.setenv(key, f"secret-{key}")


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def open_at(server, name, fault="well", timeout=30.0, **settings):
    return open_engine(name, EngineSettings((name,), url=server.locate(name, fault), timeout=timeout, **settings))


def test_every_engine_of_the_registry_is_here():
    assert {name for name, kind in ENGINES.items() if kind.module == "web"} == set(SERVICES) == set(DIALECTS)
    for name, service in SERVICES.items():
        assert tuple(variable for _, variable in service.keys) == ENGINES[name].keys
        assert urlsplit(service.home).netloc == ("" if ENGINES[name].needs else ENGINES[name].place)


def test_every_fault_has_an_expectation():
    assert set(EXPECTED) == set(PLAYS)


@pytest.mark.parametrize("fault", PLAYS)
def test_no_fault_becomes_an_answer(server, name, fault):
    assert ask(name, server.locate(name, fault), fault) == OTHERWISE.get((name, fault), EXPECTED[fault])


def test_nobody_listens(name):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert ask(name, f"http://127.0.0.1:{closed.getsockname()[1]}") == "passing"


def test_each_text_gets_its_own_answer_over_threads(server):
    engine = open_at(server, "google")
    texts = [f"第{number}条舆论" for number in range(2_000)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda text: engine.translate([Prompt(text)])[0], texts))
    assert [text for text, answer in zip(texts, answers, strict=True) if answer != translate(text)] == []


def test_each_text_gets_its_own_answer_from_every_engine(server, name):
    engine = open_at(server, name)
    texts = [f"第{number}条舆论" for number in range(60)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda text: engine.translate([Prompt(text)])[0], texts))
    assert answers == [translate(text) for text in texts]


def test_several_prompts_are_answered_in_order(server, name):
    assert open_at(server, name).translate([Prompt("舆论"), Prompt("人心")]) == [translate("舆论"), translate("人心")]


@given(
    text=st.text(alphabet="舆论人心輿論，。<b>/&;?#%+ a1\"'é😀", min_size=1).filter(lambda text: text.strip() == text)
)
def test_every_text_arrives_as_it_is(server, text):
    for name in NAMES:
        open_at(server, name).translate([Prompt(text)])
        assert server.heard[-1].form[DIALECTS[name].text] == text


def test_keys_and_texts_stay_out_of_the_address(server, name):
    open_at(server, name).translate([Prompt(TEXT)])
    heard = server.heard[-1]
    assert "secret" not in heard.target
    for place in DIALECTS[name].secrets:
        assert heard.headers.get(place) or heard.form[place]
    if name not in ("google", "mymemory"):
        assert heard.method == "POST"
        assert "%E8%88%86" not in heard.target


@pytest.mark.parametrize("fault", [fault for fault, told in EXPECTED.items() if told in ("passing", "fault", "spent")])
def test_errors_tell_neither_keys_nor_texts(server, name, fault, monkeypatch, caplog):
    caplog.set_level(logging.INFO)
    engine = open_at(server, name, fault, timeout=give_time(fault))
    with pytest.raises(EngineError) as caught:
        engine.translate([Prompt(TEXT)])
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value.args) + caplog.text
    assert "secret" not in told
    assert TEXT not in told
    assert "%E8%88%86" not in told
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_codes_follow_the_script(server):
    sent = {
        "google": ("sl", "zh-CN", "zh-TW", "tl", "en"),
        "mymemory": ("langpair", "zh-CN|en-GB", "zh-TW|en-GB", "langpair", None),
        "libretranslate": ("source", "zh", "zh", "target", "en"),
        "deepl": ("source_lang", "zh", "zh", "target_lang", "en"),
        "microsoft": ("from", "zh-Hans", "zh-Hant", "to", "en"),
        "yandex": ("lang", "zh-en", "zh-en", "lang", None),
        "baidu": ("from", "zh", "cht", "to", "en"),
        "papago": ("source", "zh-CN", "zh-TW", "target", "en"),
    }
    for name, (field, simplified, traditional, other, target) in sent.items():
        for text, code in ((TEXT, simplified), ("輿論環境", traditional)):
            open_at(server, name).translate([Prompt(text)])
            form = server.heard[-1].form
            assert form[field] == code
            assert target in (None, form[other])


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("輿論", True),
        ("舆论", False),
        ("人心", False),
        ("The 輿論 of", True),
        ("plain", False),
        ("", False),
        ("𠮷", False),
    ],
)
def test_scripts(text, traditional):
    assert is_traditional(text) is traditional


def test_nothing_is_sent_where_an_answer_points_to(server):
    before = len(server.heard)
    with pytest.raises(EngineError):
        open_at(server, "deepl", "turned away").translate([Prompt(TEXT)])
    assert len(server.heard) == before + 1


def test_a_busy_service_says_how_long_to_wait(server, name):
    with pytest.raises(PassingError) as caught:
        open_at(server, name, "busy").translate([Prompt(TEXT)])
    assert caught.value.wait == 7
    assert str(caught.value) == f"{name}: HTTP 429"


@pytest.mark.parametrize(
    ("value", "wait"),
    [("", 0), ("3", 3), (" 120 ", 120), ("-5", 0), ("1e9", 0), ("nan", 0), ("Fri, 32 Foo", 0), ("٣", 0)],
)
def test_waits(value, wait):
    assert read_wait(value) == wait


def test_a_time_to_wait_for_counts_from_now():
    assert read_wait("Fri, 01 Jan 2100 00:00:00 GMT") > 1e9


@pytest.mark.parametrize(
    ("code", "kind"),
    [("52001", PassingError), ("54003", PassingError), ("52003", SpentError), ("58001", EngineError), ("52000", None)],
)
def test_codes_inside_answers(code, kind):
    assert SERVICES["baidu"].find_fault({"error_code": code}) is kind


def test_the_key_tells_where_deepl_lies(monkeypatch):
    monkeypatch.setenv("DEEPL_API_KEY", "secret:fx")
    assert open_engine("deepl", EngineSettings()).place == "api-free.deepl.com"
    monkeypatch.setenv("DEEPL_API_KEY", "secret")
    assert open_engine("deepl", EngineSettings()).place == "api.deepl.com"


def test_places_and_identities_hold_no_key(name, monkeypatch):
    engine = open_engine(name, EngineSettings(url="http://127.0.0.1:5000/under/"))
    assert engine.place == "127.0.0.1:5000"
    assert "/under/" in engine.identity
    assert "secret" not in engine.identity
    if not ENGINES[name].needs:
        assert "https://" in open_engine(name, EngineSettings()).identity


@pytest.mark.parametrize(
    ("engines", "mine"),
    [((), True), (("google",), True), (("libretranslate", "google"), False), (("deepl", "google"), False)],
)
def test_the_address_is_that_of_the_engine_that_needs_it(engines, mine):
    place = open_engine("google", EngineSettings(engines, url="http://127.0.0.1:5000")).place
    assert place == ("127.0.0.1:5000" if mine else "translate.google.com")


@pytest.mark.parametrize(
    "url",
    ["", "localhost:5000", "ftp://a", "http://", "http://u:p@a", "http://a/?key=1", "http://a:b", "http://[", "a b"],
)
def test_addresses_that_are_none(url):
    with pytest.raises(UsageError, match="needs an address"):
        check_address("libretranslate", url)


def test_a_server_is_needed():
    with pytest.raises(UsageError, match="libretranslate needs an address"):
        open_engine("libretranslate", EngineSettings())


def test_a_missing_key_is_named(name, monkeypatch):
    for key in ENGINES[name].keys:
        monkeypatch.delenv(key)
        with pytest.raises(UsageError, match=key):
            open_engine(name, EngineSettings(url="http://a"))


def test_the_key_of_a_server_is_sent_only_where_there_is_one(server, monkeypatch):
    open_at(server, "libretranslate").translate([Prompt(TEXT)])
    assert "api_key" not in server.heard[-1].form
    monkeypatch.setenv("LIBRE_API_KEY", "secret")
    open_at(server, "libretranslate").translate([Prompt(TEXT)])
    assert server.heard[-1].form["api_key"] == "secret"


def test_the_region_of_microsoft_is_sent(server, monkeypatch):
    monkeypatch.setenv("MICROSOFT_REGION", "westeurope")
    open_at(server, "microsoft").translate([Prompt(TEXT)])
    assert server.heard[-1].headers["ocp-apim-subscription-region"] == "westeurope"
    assert server.heard[-1].form["api-version"] == "3.0"


def test_a_key_that_no_header_can_hold_is_not_told(server, monkeypatch):
    monkeypatch.setenv("DEEPL_API_KEY", "secret\n钥匙")
    with pytest.raises(EngineError) as caught:
        open_at(server, "deepl").translate([Prompt(TEXT)])
    assert "secret" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("found", "told"), [("1.8.5", "is 1.8.5"), ("1.11.3", "is 1.11.3"), ("0", "is 0"), (None, "missing")]
)
def test_an_old_package_is_refused(tmp_path, found, told):
    """A real installation of that version stands before the other in the path."""
    if found:
        folder = tmp_path / f"deep_translator-{found}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: deep-translator\nVersion: {found}\n")
    code = (
        "import sys; sys.path[:] = sys.argv[1:]; from normalizer.translation.web import check_version; check_version()"
    )
    alone, stdlib = tmp_path / "alone", Path(os.__file__).parent
    alone.mkdir()
    (alone / "normalizer").symlink_to(Path(web.__file__).parents[1])
    path = map(str, (tmp_path, alone, stdlib, stdlib / "lib-dynload"))
    done = subprocess.run([sys.executable, "-S", "-c", code, *path], capture_output=True, text=True, check=False)
    assert told in done.stderr.splitlines()[-1]
    assert "at least 1.11.4" in done.stderr


def test_the_installed_package_is_taken():
    assert tuple(map(int, importlib.metadata.version("deep-translator").split(".")[:3])) >= web.OLDEST
    web.check_version()


def test_the_package_itself_is_left_as_it_is(server):
    import deep_translator.google

    open_at(server, "google").translate([Prompt(TEXT)])
    assert deep_translator.google.requests.__name__ == "requests"


def test_the_bound_of_an_answer_is_far_above_any_translation():
    assert max(service.limits.longest for service in SERVICES.values()) * 100 < LARGEST_ANSWER


def test_the_program_shows_every_fault():
    done = subprocess.run(
        [sys.executable, engine_faults.__file__, "--only", "google"], capture_output=True, text=True, check=True
    )
    assert [line[:14].strip() for line in done.stdout.splitlines()] == ["played", *PLAYS]
    assert "WRONG" not in done.stdout


def test_set_keys_gives_every_engine_its_keys(monkeypatch):
    for kind in ENGINES.values():
        for key in kind.keys:
            monkeypatch.delenv(key)
    set_keys()
    assert all(os.environ[key] for kind in ENGINES.values() for key in kind.keys)
