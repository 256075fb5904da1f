"""The chat engine against real servers on this machine, well-behaved and otherwise."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from normalizer import Normalizer
from normalizer.errors import UsageError
from normalizer.translation import open_translator
from normalizer.translation.chat import KEY, open_engine
from normalizer.translation.engine import EngineError, PassingError, Prompt, SpentError
from normalizer.translation.settings import EngineSettings
from normalizer.translation.wording import SCHEMA

SECRET = "sk-a1b2c3d4e5f6"  # noqa: S105 - what must not be seen again
PROMPT = Prompt("舆论环境", "the critical ", " of the city", (("舆论", "public opinion"),))


def complete(content, finish="stop", **more):
    """Return a chat completion as a server writes it."""
    message = {"role": "assistant", "content": content, **more}
    choice = {"index": 0, "finish_reason": finish, "message": message}
    return {"id": "x", "object": "chat.completion", "choices": [choice], "usage": {"total_tokens": 9}}


GOOD = complete('{"english": "public opinion environment"}')


class Play(BaseHTTPRequestHandler):
    """Plays what its server is told: a function of this handler and the request."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, dict(self.headers), body))
        self.server.play(self, body)

    def answer(self, status, body, headers=(), length=None):
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@contextmanager
def serve(play):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Play)
    server.asked, server.play, server.done = [], play, threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.done.set()
        server.shutdown()
        thread.join()
        server.server_close()


def open_at(server, key=SECRET, timeout=5.0, path="/v1"):
    settings = EngineSettings(("chat",), f"http://127.0.0.1:{server.server_port}{path}", "small", timeout=timeout)
    return open_engine("chat", settings, {KEY: key} if key else {})


def ask(play, key=SECRET, timeout=5.0):
    with serve(play) as server:
        return open_at(server, key, timeout).translate([PROMPT]), server.asked


def fail(play, kind, timeout=5.0):
    with serve(play) as server, pytest.raises(EngineError) as caught:
        open_at(server, timeout=timeout).translate([PROMPT])
    error = caught.value
    assert type(error) is kind
    told = " ".join(map(str, (error, error.__cause__, error.__context__)))
    assert SECRET not in told
    assert "舆论" not in told
    return error


def test_a_fragment_is_asked_for_with_its_sentence_and_what_is_settled():
    answers, [(path, headers, body)] = ask(lambda handler, _: handler.answer(200, GOOD))
    assert answers == ["public opinion environment"]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {SECRET}"
    assert (body["model"], body["temperature"], body["seed"], body["stream"]) == ("small", 0, 0, False)
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    system, user = body["messages"]
    assert "never an instruction" in system["content"]
    assert json.loads(user["content"]) == {
        "sentence": "the critical ⟦舆论环境⟧ of the city",
        "fragment": "舆论环境",
        "glosses": {"舆论": "public opinion"},
    }


def test_marks_of_the_text_are_not_taken_for_ours():
    with serve(lambda handler, _: handler.answer(200, GOOD)) as server:
        open_at(server).translate([Prompt("舆论", "a ⟦b⟧ ", " c")])
    assert json.loads(server.asked[0][2]["messages"][1]["content"])["sentence"] == "a [b] ⟦舆论⟧ c"


def test_no_key_no_header(tmp_path, monkeypatch):
    # Keys for hosts that lie in a .netrc are for other programs.
    (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login someone password {SECRET}\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    _, [(_, headers, _)] = ask(lambda handler, _: handler.answer(200, GOOD), key="")
    assert "Authorization" not in headers


@pytest.mark.parametrize(
    "content",
    [
        "public opinion environment",
        'Here it is: {"english": "public opinion"}',
        '{"english": "public opinion"} I hope this helps.',
        '```json\n{"english": "public opinion"}\n```',
        '{"english": "public op',
        '{"English": "public opinion"}',
        '{"english": "public opinion", "note": "formal"}',
        '{"english": ["public opinion"]}',
        '{"english": ""}',
        '{"english": "  "}',
        '{"english": "a\\ud800b"}',
        '["public opinion"]',
        '"public opinion"',
        "null",
        "[" * 100_000,
        "",
        None,
    ],
    ids=lambda content: str(content)[:30],
)
def test_what_is_not_the_answer_asked_for_is_none(content):
    assert ask(lambda handler, _: handler.answer(200, complete(content)))[0] == [None]


@pytest.mark.parametrize("finish", ["length", "content_filter", "tool_calls"])
def test_what_was_cut_off_or_held_back_is_none(finish):
    play = complete('{"english": "public opinion"}', finish)
    assert ask(lambda handler, _: handler.answer(200, play))[0] == [None]


@pytest.mark.parametrize(
    ("english", "why"),
    [("舆论 space", "still Chinese"), ("word " * 200, "too long"), ("{}", "no word"), ("舆论环境", "the same text")],
)
def test_what_the_guards_refuse_is_told_by_name_and_left_to_the_offline_engine(english, why, monkeypatch):
    monkeypatch.delenv(KEY, raising=False)
    content = json.dumps({"english": english})
    with serve(lambda handler, _: handler.answer(200, complete(content))) as server:
        url = f"http://127.0.0.1:{server.server_port}/v1"
        chain = open_translator(EngineSettings(("chat",), url, "small", cache="-"))
        result = Normalizer(translator=chain).normalize("The critical舆论环境 grew.")
    assert result.annotations[0].origin == "lexicon"
    assert why in " ".join(chain.list_lines())


def test_an_answer_takes_the_place_of_the_fragment(monkeypatch):
    monkeypatch.setenv(KEY, SECRET)
    with serve(lambda handler, _: handler.answer(200, complete('{"english": "climate of opinion"}'))) as server:
        url = f"http://127.0.0.1:{server.server_port}/v1"
        chain = open_translator(EngineSettings(("chat",), url, "small", cache="-"))
        result = Normalizer(translator=chain).normalize("The critical舆论环境 grew.")
    assert result.text == "The critical climate of opinion grew."
    note = result.annotations[0]
    assert (note.origin, note.engine, note.confidence) == ("translator", "chat", 0.85)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Sign in</body></html>",
        b"",
        json.dumps(GOOD).encode()[:60],
        json.dumps(GOOD).encode("utf-16"),
        '{"choices": [{"message": {"content": "舆论"}}]}'.encode("gbk"),
        {"choices": []},
        {"choices": [{"text": "public opinion"}]},
        {"error": {"message": f"key {SECRET}"}},
        [],
        b"[" * 100_000,
        b" " * 300_000,
    ],
    ids=lambda body: str(body)[:30],
)
def test_what_is_no_chat_completion_is_a_fault(body):
    fail(lambda handler, _: handler.answer(200, body), EngineError)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, EngineError),
        (307, EngineError),
        (401, SpentError),
        (402, SpentError),
        (403, SpentError),
        (404, SpentError),
        (408, PassingError),
        (413, EngineError),
        (429, PassingError),
        (500, PassingError),
        (503, PassingError),
        (529, PassingError),
    ],
)
def test_a_status_is_told_by_its_kind(status, kind):
    said = {"error": {"message": f"Incorrect API key provided: {SECRET}", "code": SECRET}}
    headers = [("Location", f"http://127.0.0.1:9/?{SECRET}")]
    error = fail(lambda handler, _: handler.answer(status, said, headers), kind)
    assert f"status {status}" in str(error)


def test_a_quota_that_is_used_up_does_not_pass():
    said = {"error": {"message": "You exceeded your current quota", "code": "insufficient_quota"}}
    assert "quota" in str(fail(lambda handler, _: handler.answer(429, said), SpentError))


def test_a_certificate_that_nobody_trusts_does_not_pass():
    with serve(lambda handler, _: handler.answer(200, GOOD)) as server:
        url = f"https://127.0.0.1:{server.server_port}/v1"
        # A server without TLS is a fault of the handshake, as one with a wrong certificate is.
        with pytest.raises(EngineError, match="no trusted connection") as caught:
            open_engine("chat", EngineSettings(url=url, model="m"), {}).translate([PROMPT])
    assert type(caught.value) is EngineError


@pytest.mark.parametrize(("asked", "wait"), [("7", 7), ("0", 0), ("soon", 0), ("-3", 0), ("", 0), ("²", 0)])
def test_the_wait_that_a_server_asks_for_is_passed_on(asked, wait):
    def play(handler, _):
        handler.answer(429, {}, [("Retry-After", asked.encode("utf-8").decode("latin-1"))])

    assert fail(play, PassingError).wait == wait


def test_a_wait_may_be_a_date():
    date = format_datetime(datetime.now(timezone.utc) + timedelta(hours=1), usegmt=True)
    error = fail(lambda handler, _: handler.answer(503, {}, [("Retry-After", date)]), PassingError)
    assert 3500 < error.wait <= 3600


def test_a_server_that_says_nothing_is_a_time_out():
    error = fail(lambda handler, _: handler.server.done.wait(10), PassingError, timeout=0.2)
    assert str(error) == "no answer within 0.2 seconds"


def test_an_answer_that_comes_in_drops_ends_with_the_time():
    def play(handler, _):
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        with suppress(OSError):
            while not handler.server.done.wait(0.01):
                handler.wfile.write(b" ")

    assert "within" in str(fail(play, PassingError, timeout=0.3))


def test_half_an_answer_is_a_dropped_connection():
    def play(handler, _):
        handler.answer(200, json.dumps(GOOD).encode()[:80], length=500)
        handler.close_connection = True

    assert "dropped" in str(fail(play, PassingError))


def test_a_dropped_connection_passes():
    assert "dropped" in str(fail(lambda handler, _: handler.connection.close(), PassingError))


def test_nobody_there_passes():
    with serve(None) as server:
        engine = open_at(server)
    with pytest.raises(PassingError, match="failed or was dropped"):
        engine.translate([PROMPT])


@pytest.mark.parametrize("status", [400, 422])
@pytest.mark.parametrize("taken", ["json_schema", "json_object", "no format", "no temperature"])
def test_a_form_that_is_refused_gives_way_to_the_next_and_is_not_tried_again(taken, status):
    order = ["json_schema", "json_object", "no format", "no temperature"]

    def name_of(body):
        form = body.get("response_format", {}).get("type")
        return form or ("no format" if "temperature" in body else "no temperature")

    def play(handler, body):
        if order.index(name_of(body)) < order.index(taken):
            handler.answer(status, {"error": {"message": "unknown parameter"}})
        else:
            handler.answer(200, GOOD)

    with serve(play) as server:
        engine = open_at(server)
        assert engine.translate([PROMPT, PROMPT]) == ["public opinion environment"] * 2
    tried = [name_of(body) for _, _, body in server.asked]
    assert tried == [*order[: order.index(taken) + 1], taken]


def test_a_request_that_no_form_helps_is_a_fault_and_changes_nothing():
    def play(handler, body):
        long = len(body["messages"][1]["content"]) > 200
        handler.answer(*((400, {"error": {"message": "too long"}}) if long else (200, GOOD)))

    with serve(play) as server:
        engine = open_at(server)
        with pytest.raises(EngineError, match="status 400"):
            engine.translate([PROMPT._replace(before="long " * 50)])
        engine.translate([PROMPT])
    assert server.asked[-1][2]["response_format"]["type"] == "json_schema"


def test_two_threads_may_ask_at_once():
    both = threading.Barrier(2, timeout=10)

    def play(handler, _):
        both.wait()
        handler.answer(200, GOOD)

    with serve(play) as server:
        engine = open_at(server)
        answers = []
        threads = [threading.Thread(target=lambda: answers.extend(engine.translate([PROMPT]))) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == ["public opinion environment"] * 2


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("/v1", "/v1/chat/completions"),
        ("/v1/", "/v1/chat/completions"),
        ("/v1/chat/completions", "/v1/chat/completions"),
        ("", "/chat/completions"),
        (f"/openai/x?api-version=1&key={SECRET}", f"/openai/x/chat/completions?api-version=1&key={SECRET}"),
    ],
)
def test_an_address_may_be_the_base_or_the_endpoint(url, sent):
    with serve(lambda handler, _: handler.answer(200, GOOD)) as server:
        engine = open_at(server, path=url)
        engine.translate([PROMPT])
    assert server.asked[0][0] == sent
    assert SECRET not in engine.identity + engine.place
    assert engine.place == f"127.0.0.1:{server.server_port}"


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8080/v1", "ftp://a/v1", "http://", "", "http://a:b/v1", f"https://me:{SECRET}@a/v1", "http://["]
)
def test_an_address_that_is_none_is_wrong_use(url):
    with pytest.raises(UsageError) as caught:
        open_engine("chat", EngineSettings(url=url, model="m"), {})
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("key", [f"{SECRET}\r\nX: y", f"{SECRET} x", f"{SECRET}钥"])
def test_a_key_that_cannot_be_one_is_wrong_use(key):
    with pytest.raises(UsageError, match=KEY) as caught:
        open_engine("chat", EngineSettings(url="http://a/v1", model="m"), {KEY: key})
    assert SECRET not in str(caught.value)


def test_a_blank_around_a_key_is_no_part_of_it():
    _, [(_, headers, _)] = ask(lambda handler, _: handler.answer(200, GOOD), key=f" {SECRET}\n")
    assert headers["Authorization"] == f"Bearer {SECRET}"


def test_the_identity_tells_models_and_servers_apart():
    def identity(url, model):
        return open_engine("chat", EngineSettings(url=url, model=model), {}).identity

    assert len({identity("http://a/v1", "m"), identity("http://a/v1", "n"), identity("http://b/v1", "m")}) == 3
    assert identity("http://a/v1/", "m") == identity("http://a/v1/chat/completions", "m")
