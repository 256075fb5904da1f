from __future__ import annotations

import json
import pickle
import signal
from pathlib import Path

import jsonschema
import pytest

import normalizer
from normalizer import Normalizer
from normalizer.config import check_settings
from normalizer.errors import ConfigError, UsageError
from normalizer.translation import EngineSettings, open_translator
from normalizer.translation.registry import ENGINES
from tests.command import mixnorm as plain
from tests.translation import loopback
from tests.translation.loopback import KEY, Service, mixnorm, spell, start

TEXT = "The critical舆论环境 grew. I 恳请大家 to stay.\n"
CLEAN = f"The critical {spell('舆论环境')} grew. I {spell('恳请大家')} to stay.\n"
GOES = "mixnorm: fragments with their sentences go to loopback.example (loopback)\n"


@pytest.fixture
def article(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def service():
    with Service() as service:
        yield service


def run(service, cwd, *arguments, **more):
    return mixnorm(
        "run", *arguments, "--engine", "loopback", "--engine-url", service.url, "--notes", "none", cwd=cwd, **more
    )


def test_a_run_says_where_texts_go_and_what_came_of_it(article, service):
    code, out, err = run(service, article, "a.txt")
    assert (code, out) == (0, CLEAN)
    assert err.startswith(GOES)
    assert err.endswith("mixnorm: engine loopback: 4 asked, 4 answered\n")
    code, again, err = run(service, article, "a.txt")
    assert again == CLEAN
    assert err.endswith("mixnorm: engine loopback: 0 asked, 4 from the cache\n")
    assert service.requests == 4


def test_offline_the_same_bytes_come_from_the_cache_alone(article, service):
    run(service, article, "a.txt", "-o", "one.txt")
    code, _, err = run(service, article, "a.txt", "-o", "two.txt", "--offline", "--strict-engine")
    assert code == 0
    assert GOES not in err
    assert (article / "one.txt").read_bytes() == (article / "two.txt").read_bytes()
    sidecars = [json.loads((article / f"{n}.txt.annotations.json").read_text()) for n in ("one", "two")]
    assert sidecars[0]["units"] == sidecars[1]["units"]
    (article / "b.txt").write_text("The 稳健 market")
    code, _, err = run(service, article, "b.txt", "--offline", "--strict-engine")
    assert code == 1
    assert "2 not sent (offline); the offline engine took over for 1" in err
    assert service.requests == 4


def test_any_number_of_jobs_gives_the_same(tmp_path, service):
    folder = tmp_path / "in"
    folder.mkdir()
    words = "舆论 环境 稳健 市场 经济 恳请 大家 发展".split()
    for n in range(40):
        (folder / f"{n}.txt").write_text(f"The {words[n % 8]} of {words[n // 5]}{words[n % 7]} grew.")
    outputs = []
    for jobs in (1, 3):
        code, _, err = run(service, tmp_path, "in", "-o", f"out{jobs}", "--jobs", str(jobs), "--engine-cache", "none")
        assert code == 0
        files = sorted((tmp_path / f"out{jobs}").glob("*.txt"))
        outputs.append(([file.read_bytes() for file in files], err.splitlines()[-1]))
        assert len(files) == 40
    assert outputs[0] == outputs[1]
    assert set(service.asked.values()) == {2}


def test_a_killed_run_repeats_no_request_that_was_answered(tmp_path):
    lines = [json.dumps({"text": f"The {chr(0x5000 + n)}舆论 number grew."}) for n in range(60)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n")
    arguments = ("in.jsonl", "-o", "out.jsonl")
    with Service(hold=50) as service:
        flags = ("--engine", "loopback", "--engine-url", service.url, "--engine-retries", "0")
        process = start("run", *arguments, *flags, cwd=tmp_path)
        service.wait_for(53)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        # All four threads wait: what they are at has no answer, and may be asked for again; the rest is kept.
        before, answered = service.asked.copy(), service.answered.copy()
        assert len(answered) == 49
        service.go()
        service.hold = 0
        code, _, err = mixnorm("run", *arguments, *flags, cwd=tmp_path)
        assert code == 0, err
        assert [text for text in answered if service.asked[text] > 1] == []
        assert sum(service.asked.values()) - len(service.asked) == sum(before.values()) - len(answered) == 4


def test_a_dry_run_sends_nothing_and_leaves_nothing(article, service):
    code, _, err = run(service, article, "a.txt", "--dry-run")
    assert code == 0
    assert service.requests == 0
    assert GOES not in err
    assert (
        "engine loopback: 4 requests, 4 texts, 60 characters for 2 different fragments would go to loopback.example"
        in err
    )
    assert [path.name for path in article.iterdir()] == ["a.txt"]


def test_bounds_are_those_of_the_whole_run(tmp_path, service):
    for n in range(6):
        (tmp_path / f"{n}.txt").write_text(f"The {chr(0x5000 + n)}舆论 grew.")
    _, _, err = run(
        service, tmp_path, *(f"{n}.txt" for n in range(6)), "-o", "out", "--jobs", "3", "--max-requests", "5"
    )
    assert service.requests == 5
    assert "5 asked, 5 answered, 7 not sent (the bound of the run is reached)" in err
    assert "舆论" not in (tmp_path / "out" / "5.txt").read_text()


def test_strict_fails_when_the_offline_engine_takes_over(article):
    with Service(lambda text: text) as service:
        code, out, err = run(service, article, "a.txt")
        assert (code, "public opinion environment" in out) == (0, True)
        assert "the offline engine took over for 2" in err
        assert run(service, article, "a.txt", "--strict-engine", "--quiet")[0] == 1
        # Where texts go is told even to who wants to hear nothing.
        assert run(service, article, "a.txt", "--quiet")[2] == GOES


def test_a_server_that_is_gone_stops_no_run(article):
    code, out, err = mixnorm(
        "run",
        "a.txt",
        "--engine",
        "loopback",
        "--engine-url",
        "http://127.0.0.1:9/",
        "--engine-retries",
        "0",
        cwd=article,
    )
    assert code == 0
    assert "public opinion environment" in out
    assert "4 failed (no connection or no answer in time); the offline engine took over for 2" in err


def test_the_key_and_the_text_are_nowhere_but_in_the_request(article, service):
    outputs = run(service, article, "a.txt", "-o", "out/b.txt", "--report", "report", "--state", "state")
    outputs += run(service, article, "a.txt", "--diff")
    report = json.loads((article / "report" / "report.json").read_text())
    (engine,) = report["run"]["translation"]["engines"]
    assert (engine["asked"], engine["answered"], engine["place"]) == (4, 4, "loopback.example")
    assert "Engine loopback (loopback.example): 4 texts asked" in (article / "report" / "report.html").read_text()
    schema = json.loads((Path(normalizer.__file__).parent / "batch" / "report" / "report.schema.json").read_text())
    jsonschema.validate(report, schema)
    assert service.headers[0]["Authorization"] == KEY
    written = b"".join(path.read_bytes() for path in article.rglob("*") if path.is_file())
    assert KEY not in "".join(map(str, outputs))
    assert KEY.encode() not in written
    assert b"loopback 1" in written


def test_explain_tells_which_engine_spoke(article, service):
    code, out, err = mixnorm("explain", TEXT, "--engine", "loopback,lexicon", "--engine-url", service.url, cwd=article)
    assert code == 0
    assert err.startswith(GOES)
    assert "loopback, in its sentence and alone" in out
    assert spell("舆论环境") in out


def test_the_cache_is_described_exported_and_cleared(article, service):
    assert plain("cache", "info", cwd=article, XDG_CACHE_HOME=str(article / "caches"))[0] == 1
    run(service, article, "a.txt")
    code, out, _ = plain("cache", "info", cwd=article, XDG_CACHE_HOME=str(article / "caches"))
    assert code == 0
    assert "answers  4 in" in out
    assert "4  loopback 1" in out
    code, out, _ = plain("cache", "export", cwd=article, XDG_CACHE_HOME=str(article / "caches"))
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == 4
    assert {"舆论环境", "恳请大家"} < {row["text"] for row in rows}
    assert plain("cache", "clear", cwd=article, XDG_CACHE_HOME=str(article / "caches"))[0] == 0
    assert list((article / "caches" / "mixnorm").iterdir()) == []


@pytest.mark.parametrize("key", ["engine", "engine-url", "engines"])
def test_no_file_in_a_folder_names_an_engine(article, key):
    (article / "mixnorm.toml").write_text(f'{key} = "google"\n')
    code, out, err = plain("run", "a.txt", cwd=article)
    assert (code, out) == (2, "")
    assert "command line alone" in err
    with pytest.raises(ConfigError):
        check_settings({key: "google"})


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--engine", "goggle"], ["there is no engine 'goggle'", *ENGINES, "lexicon"]),
        (["--engine", "deepl"], ["DEEPL_API_KEY"]),
        (["--engine", "baidu"], ["BAIDU_APPID", "BAIDU_APPKEY"]),
        (["--engine", "libretranslate"], ["--engine-url"]),
        (["--engine", "chat"], ["--engine-url", "--engine-model"]),
        (["--offline"], ["--engine NAME"]),
        (["--max-chars", "x"], ["--max-chars"]),
        (["--engine-timeout", "0"], ["--engine-timeout"]),
    ],
)
def test_wrong_use_says_what_to_set(article, flags, told):
    code, out, err = plain("run", "a.txt", *flags, cwd=article)
    assert (code, out) == (2, "")
    assert [word for word in told if word not in err] == []


def test_the_library_opens_engines_and_pickles_them_without_keys(service, monkeypatch):
    loopback.install()
    monkeypatch.setenv("LOOPBACK_KEY", KEY)
    try:
        chain = open_translator(EngineSettings(("loopback",), url=service.url, cache="-"))
        data = pickle.dumps(Normalizer(translator=chain))
        assert KEY.encode() not in data
        assert pickle.loads(data).normalize(TEXT).text == CLEAN  # noqa: S301 - our own
        results = list(Normalizer(translator=chain).normalize_many([TEXT] * 5, jobs=3))
        assert [result.text for result in results] == [CLEAN] * 5
        assert service.requests == 8
        assert open_translator(EngineSettings(("lexicon", "nothing"), cache="-")).askers == []
    finally:
        del ENGINES["loopback"]
    with pytest.raises(UsageError):
        open_translator(EngineSettings(("loopback",)))


def test_an_interrupted_run_ends_and_sends_nothing_more(article):
    with Service(hold=1) as service:
        flags = ("--engine", "loopback", "--engine-url", service.url, "--engine-timeout", "2", "--engine-retries", "99")
        process = start("run", "a.txt", *flags, cwd=article)
        service.wait_for(4)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=100)
        assert (process.returncode, out) == (130, b"")
        assert err.decode().endswith("mixnorm: interrupted\n")
        assert service.requests == 4


def test_a_run_is_taken_up_with_the_engines_that_it_had(tmp_path, service):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    run(service, tmp_path, "in", "-o", "out")
    _, _, err = run(service, tmp_path, "in", "-o", "out", "--resume")
    assert "1 done before" in err
    # Without the engine the outcome is another one, so what is there is not believed.
    _, _, err = plain("run", "in", "-o", "out", "--notes", "none", "--resume", cwd=tmp_path)
    assert "done before" not in err
    assert "public opinion environment" in (tmp_path / "out" / "a.txt").read_text(encoding="utf-8")
    assert service.requests == 4
