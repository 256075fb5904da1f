"""A server on this machine that speaks as translation services do, and plays their faults.

The address says what is spoken and what is played: ``http://127.0.0.1:PORT/google/slow``.
"""

from __future__ import annotations

import json
import socket
import struct
from contextlib import contextmanager, suppress
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Form = dict[str, str]
"""What a request says, query and body together."""

LONG = "Public opinion " * 200
"""An answer that takes more than one packet."""


class Heard(NamedTuple):
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: str
    form: Form


class Dialect(NamedTuple):
    """How a service speaks: where the text stands, how an answer is written, how it says that a quota is used up.

    ``quota`` is a status and a body, ``secrets`` where keys must come in: a header, or a field of the body.
    """

    text: str
    write: Callable[[Any], Any]
    quota: tuple[int, Any]
    secrets: tuple[str, ...] = ()


def _write_page(answer: Any) -> str:
    inside = f'<div class="result-container">{escape(str(answer))}</div>' if isinstance(answer, str) else ""
    head = "<head><style>.result-container{color:#000}</style></head>"
    return f"<!DOCTYPE html><html>{head}<body><div>Google</div>{inside}<div>about</div></body></html>"


_MEMORY_SPENT = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN 05 HOURS"

DIALECTS: dict[str, Dialect] = {
    "google": Dialect("q", _write_page, (302, "")),
    "mymemory": Dialect(
        "q",
        lambda a: {"responseData": {"translatedText": a}, "responseStatus": 200, "quotaFinished": False, "matches": []},
        (200, {"responseData": {"translatedText": _MEMORY_SPENT}, "responseStatus": 200, "matches": []}),
    ),
    "libretranslate": Dialect(
        "q", lambda a: {"translatedText": a}, (400, {"error": "Visit https://portal.example to get an API key"})
    ),
    "deepl": Dialect(
        "text",
        lambda a: {"translations": [{"detected_source_language": "ZH", "text": a}]},
        (456, {"message": "Quota Exceeded"}),
        ("authorization",),
    ),
    "microsoft": Dialect(
        "text",
        lambda a: [{"translations": [{"text": a, "to": "en"}]}],
        (403, {"error": {"code": 403001, "message": "out of free quota"}}),
        ("ocp-apim-subscription-key",),
    ),
    "yandex": Dialect(
        "text",
        lambda a: {"code": 200, "lang": "zh-en", "text": [a]},
        (200, {"code": 404, "message": "limit"}),
        ("key",),
    ),
    "baidu": Dialect(
        "q",
        lambda a: {"from": "zh", "to": "en", "trans_result": [{"src": "", "dst": a}]},
        (200, {"error_code": "54004", "error_msg": "Please recharge"}),
        ("appid", "sign"),
    ),
    "papago": Dialect(
        "text",
        lambda a: {"message": {"result": {"translatedText": a}}},
        (429, {"error": {"errorCode": "400", "message": "Quota Exceeded"}}),
        ("x-ncp-apigw-api-key-id", "x-ncp-apigw-api-key"),
    ),
}


def translate(text: str) -> str:
    """Return the right answer of every service played here: one that no other text has."""
    return f"English {sha256(text.encode()).hexdigest()[:16]} café"


class Player(BaseHTTPRequestHandler):
    """Plays one request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: PlayingServer

    def do_GET(self) -> None:
        """Answer a GET."""
        self._play()

    def do_POST(self) -> None:
        """Answer a POST."""
        self._play()

    def log_message(self, *_given: Any) -> None:
        """Say nothing."""

    def _play(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        parts = urlsplit(self.path)
        _, name, play, *_ = unquote(parts.path).split("/")
        form = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        if "json" in self.headers.get("Content-Type", ""):
            form |= json.loads(body)[0]
        else:
            form |= {key: values[-1] for key, values in parse_qs(body).items()}
        heads = {key.casefold(): value for key, value in self.headers.items()}
        self.server.heard.append(Heard(self.command, self.path, heads, body, form))
        dialect = DIALECTS[name]
        with suppress(OSError):
            PLAYS[play](self, dialect, form[dialect.text])

    def give(self, payload: Any, status: int = 200, *, charset: str = "; charset=utf-8", **headers: str) -> None:
        """Send a whole answer; bytes as they are, a string as a page, all else as JSON."""
        self.begin(payload, status, charset, headers)
        self.wfile.write(_encode(payload))

    def begin(self, payload: Any, status: int, charset: str, headers: dict[str, str], more: int = 0) -> None:
        """Send the head of an answer that claims to be `more` bytes longer than it is."""
        self.send_response(status)
        kind = "text/html" if isinstance(payload, (str, bytes)) else "application/json"
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(_encode(payload)) + more))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


def _encode(payload: Any) -> bytes:
    if isinstance(payload, bytes):
        return payload
    return (payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)).encode()


def _be_slow(player: Player, dialect: Dialect, text: str) -> None:
    player.server.over.wait(60)
    player.give(dialect.write(translate(text)))


def _trickle(player: Player, dialect: Dialect, text: str) -> None:
    payload = dialect.write(translate(text))
    player.begin(payload, 200, "", {})
    for byte in _encode(payload):
        player.wfile.write(bytes([byte]))
        if player.server.over.wait(0.02):
            return


def _break_off(player: Player, dialect: Dialect, text: str, more: int = 0, *, dribble: bool = False) -> None:
    """Send the first part of an answer and close: with a length that says more, or without any length."""
    whole = _encode(dialect.write(translate(text) + " " + LONG))
    player.close_connection = True
    if more:
        player.begin(whole[: len(whole) // 2], 200, "", {}, more)
    else:
        player.send_response(200)
        player.send_header("Connection", "close")
        if dribble:
            player.send_header("Transfer-Encoding", "chunked")
        player.end_headers()
    part = whole[: len(whole) // 2]
    player.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n" if dribble else part)


def _drop(player: Player, _dialect: Dialect, _text: str) -> None:
    player.close_connection = True
    player.connection.shutdown(socket.SHUT_RDWR)


def _reset(player: Player, _dialect: Dialect, _text: str) -> None:
    """Close with a reset, in the middle of the head."""
    player.close_connection = True
    player.wfile.write(b"HTTP/1.1 200 OK\r\nContent-")
    player.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    player.connection.close()


def _refuse(player: Player, dialect: Dialect, _text: str) -> None:
    """Say that the quota is used up, as the service does."""
    status, body = dialect.quota
    elsewhere = {"Location": "https://www.google.com/sorry/index"} if status == 302 else {}  # noqa: PLR2004
    player.give(body, status, **elsewhere)


def _turn(player: Player, _dialect: Dialect, _text: str) -> None:
    """Point to another host, which is this one under a name that must not be asked."""
    player.give("", 302, Location=f"http://localhost:{player.server.server_port}/google/well/m?q=moved")


PLAYS: dict[str, Callable[[Player, Dialect, str], None]] = {
    "well": lambda p, d, t: p.give(d.write(translate(t))),
    "mislabelled": lambda p, d, t: p.give(d.write(translate(t)), charset="; charset=iso-8859-1"),
    "unlabelled": lambda p, d, t: p.give(d.write(translate(t)), charset=""),
    "slow": _be_slow,
    "trickling": _trickle,
    "busy": lambda p, _, __: p.give("too many", 429, Retry_After="7"),
    "failing": lambda p, _, __: p.give("<html>oops", 500),
    "away": lambda p, _, __: p.give("", 503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"),
    "half": lambda p, d, t: _break_off(p, d, t, more=5_000),
    "cut": _break_off,
    "cut in chunks": lambda p, d, t: _break_off(p, d, t, dribble=True),
    "dropped": _drop,
    "reset": _reset,
    "page": lambda p, _, __: p.give("<html><body><form>Sign in to this network</form></body></html>"),
    "noise": lambda p, _, __: p.give(bytes(range(256)), charset=""),
    "empty": lambda p, _, __: p.give(""),
    "other form": lambda p, _, __: p.give({"answer": 42}),
    "other type": lambda p, d, _: p.give(d.write(42)),
    "other encoding": lambda p, d, t: p.give(_encode(d.write("舆论" + translate(t))).decode().encode("gb18030")),
    "large": lambda p, d, t: p.give(d.write(translate(t) * 100_000)),
    "turned away": _turn,
    "key refused": lambda p, _, t: p.give({"message": f"no such key; {t}"}, 403),
    "unknown": lambda p, _, t: p.give({"message": f"what is {t}"}, 422),
    "quota": _refuse,
    "nothing": lambda p, d, _: p.give(d.write(None)),
    "Chinese": lambda p, d, t: p.give(d.write(t)),
}


class PlayingServer(ThreadingHTTPServer):
    """A server that keeps what it heard."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        self.heard: list[Heard] = []
        self.over = Event()
        super().__init__(("127.0.0.1", 0), Player)

    def handle_error(self, *_given: Any) -> None:
        """Say nothing of connections that broke: they are what is played."""

    def locate(self, name: str, play: str) -> str:
        """Return the address of a service with a fault."""
        return f"http://127.0.0.1:{self.server_port}/{name}/{play.replace(' ', '%20')}"


@contextmanager
def play() -> Iterator[PlayingServer]:
    """Run a server as long as it is needed."""
    server = PlayingServer()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
