from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from normalizer.errors import InputError, UsageError
from normalizer.translation.cache import NO_CACHE, AnswerCache, clear_cache, find_cache, make_key
from normalizer.translation.engine import Prompt

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from normalizer.translation.cache import AnswerCache, make_key
from normalizer.translation.engine import Prompt
cache = AnswerCache(sys.argv[1])
for n in range(int(sys.argv[3])):
    cache.keep("e", [(make_key("e", Prompt(f"{sys.argv[2]} {n}")), f"{sys.argv[2]} {n}", "answer")])
    print(n, flush=True)
if sys.argv[4:]:
    sys.stdin.read()
"""


def key(text, identity="e", **more):
    return make_key(identity, Prompt(text, **more))


def keep(cache, *texts, answer="answer"):
    cache.keep("e", [(key(text), text, answer) for text in texts])


def test_an_answer_depends_on_engine_text_and_context():
    keys = {key("舆论"), key("舆论", "other"), key("舆论", before="the"), key("舆论", after="the"), key("环境")}
    keys.add(key("舆论", glosses=(("舆论", "opinion"),)))
    assert len(keys) == 6
    assert key("舆论") == key("舆论")


def test_answers_are_there_for_the_next_run_and_for_others(tmp_path):
    path = str(tmp_path / "deep" / "cache.sqlite3")
    first, second = AnswerCache(path), AnswerCache(path)
    keep(first, "舆论", *map(str, range(1200)))
    assert second.find([key("舆论"), key("nothing")]) == {key("舆论"): "answer"}
    assert len(second.find([key(str(n)) for n in range(1200)])) == 1200
    assert Path(path).stat().st_mode & 0o777 == 0o600
    assert second.count()[0] == 1201


def test_none_is_kept_for_this_run_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    cache = AnswerCache(NO_CACHE)
    keep(cache, "舆论")
    assert cache.find([key("舆论")])
    assert AnswerCache(NO_CACHE).find([key("舆论")]) == {}
    assert list(tmp_path.iterdir()) == []


def test_where_it_lies(tmp_path):
    assert find_cache({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "mixnorm" / "translations.sqlite3"
    assert find_cache({"XDG_CACHE_HOME": "relative"}).parts[-3:] == (".cache", "mixnorm", "translations.sqlite3")


@pytest.mark.parametrize("harm", ["cut", "zeros"])
def test_a_damaged_file_is_set_aside(tmp_path, harm):
    path = tmp_path / "cache.sqlite3"
    cache = AnswerCache(str(path))
    keep(cache, *map(str, range(3000)), answer="a" * 100)
    cache.close()
    data = path.read_bytes()
    harmed = {"cut": data[: len(data) // 2], "zeros": data[:100] + bytes(len(data) - 100)}
    path.write_bytes(harmed[harm])
    told = []
    cache = AnswerCache(str(path), tell=told.append)
    cache.find([key(str(n)) for n in range(3000)])
    keep(cache, "舆论")
    assert cache.find([key("舆论")]) == {key("舆论"): "answer"}
    assert len(told) == 1
    assert str(path) in told[0]
    assert path.with_name("cache.sqlite3.damaged").exists()


@pytest.mark.parametrize("sort", ["article", "database", "short"])
def test_a_file_that_is_no_cache_is_left_alone(tmp_path, monkeypatch, sort):
    path = tmp_path / "mixnorm" / "translations.sqlite3"
    path.parent.mkdir()
    if sort == "database":
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE answers (other)")
        connection.commit()
        connection.close()
    else:
        path.write_text("An article.\n" * (100 if sort == "article" else 1))
    before = path.read_bytes()
    for act in (AnswerCache, clear_cache):
        with pytest.raises(UsageError):
            act(str(path))
    assert path.read_bytes() == before
    # What lies where only our cache does was ours.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    told = []
    keep(AnswerCache(tell=told.append), "舆论")
    assert AnswerCache().find([key("舆论")])
    assert len(told) == 1


def test_what_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("")
    told = []
    cache = AnswerCache(str(tmp_path / "file" / "cache.sqlite3"), tell=told.append)
    keep(cache, "舆论")
    assert cache.find([key("舆论")])
    assert len(told) == 1
    with pytest.raises(InputError):
        clear_cache(str(tmp_path))


def test_what_was_not_used_for_longest_goes(tmp_path, monkeypatch):
    path = str(tmp_path / "cache.sqlite3")
    cache = AnswerCache(path, largest=700_000)
    monkeypatch.setattr("time.time", lambda: 0)
    keep(cache, *(f"old {n}" for n in range(600)), answer="a" * 400)
    monkeypatch.setattr("time.time", lambda: 10 * 86_400)
    cache.find([key(f"old {n}") for n in range(100)])
    keep(cache, *(f"new {n}" for n in range(600)), answer="a" * 400)
    assert (
        len(cache.find([key(f"new {n}") for n in range(600)])) + len(cache.find([key(f"old {n}") for n in range(100)]))
        == 700
    )
    assert len(cache.find([key(f"old {n}") for n in range(100, 600)])) < 400
    assert cache.count()[1] <= 700_000


def test_several_threads_and_processes_write_at_once(tmp_path):
    path = str(tmp_path / "cache.sqlite3")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, path, str(n), "150"], env=environment, stdout=subprocess.DEVNULL
        )
        for n in range(3)
    ]
    cache = AnswerCache(path)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: keep(cache, f"here {n}"), range(200)))
    assert [process.wait(60) for process in started] == [0, 0, 0]
    assert cache.count()[0] == 650


def test_nothing_that_was_kept_is_lost_in_a_kill(tmp_path):
    path = str(tmp_path / "cache.sqlite3")
    command = [sys.executable, "-c", WRITER, path, "x", "50", "wait"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        while process.stdout.readline() != b"49\n":
            pass
        process.send_signal(signal.SIGKILL)
    assert AnswerCache(path).count()[0] == 50
