"""A translation service on this machine, the engine that speaks HTTP to it, and the command that knows both."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from types import ModuleType

from normalizer.translation.chain import EngineChain
from normalizer.translation.engine import EngineError, Limits, PassingError, SpentError
from normalizer.translation.registry import ENGINES, EngineKind
from normalizer.translation.settings import EngineSettings

REASON = "no answer of the service"
ROOT = Path(__file__).parents[2]
HAN = re.compile(r"[\u4e00-\u9fff]+")


def spell(text):
    """Return what the service says for Chinese: a word of its own for every run, the same each time."""
    return HAN.sub(lambda match: "w" + "".join(f"{ord(c) - 0x4E00:x}" for c in match[0]), text)


class Service:
    """A server that answers as `answer` says, and remembers what it was asked.

    ``script`` holds what it does first in place of an answer: a status, or a status and seconds to wait.
    From request number ``hold`` on nobody gets an answer before ``go``.
    """

    def __init__(self, answer=spell, script=(), hold=0):
        self.answer, self.script, self.hold = answer, list(script), hold
        self.asked = Counter()
        self.answered = Counter()
        self.requests = 0
        self.busy = self.busiest = 0
        self.headers = []
        self.changed = Condition()
        self.released = False

    def __enter__(self):
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                service.serve(self)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/translate"
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.go()
        self.server.shutdown()
        self.server.server_close()

    def serve(self, handler):
        texts = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        with self.changed:
            self.requests += 1
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
            self.asked.update(texts)
            self.headers.append(dict(handler.headers))
            self.changed.notify_all()
            done = self.script.pop(0) if self.script else 200
            if self.hold and self.requests >= self.hold:
                self.changed.wait_for(lambda: self.released)
        status, wait = done if isinstance(done, tuple) else (done, None)
        body = json.dumps([self.answer(text) for text in texts]).encode() if status == 200 else b"<html>no</html>"
        with self.changed:
            self.busy -= 1
        try:
            handler.send_response(status)
            if wait is not None:
                handler.send_header("Retry-After", str(wait))
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
        except OSError:
            body = b""
        with self.changed:
            if body and status == 200:
                self.answered.update(texts)

    def go(self):
        with self.changed:
            self.released = True
            self.changed.notify_all()

    def wait_for(self, count):
        with self.changed:
            assert self.changed.wait_for(lambda: self.requests >= count, 60)


class HttpEngine:
    """Speaks to a `Service`."""

    def __init__(self, name="loopback", url="", *, limits=None, reads_context=False, timeout=10.0, key=""):
        self.name, self.identity, self.url, self.key = name, f"{name} 1", url, key
        self.limits = limits or Limits(threads=4)
        self.reads_context = reads_context
        self.place = "loopback.example"
        self.timeout = timeout

    def translate(self, prompts):
        data = json.dumps([prompt.text for prompt in prompts]).encode()
        request = urllib.request.Request(self.url, data, {"Authorization": self.key} if self.key else {})  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:  # noqa: S310
                return json.load(response)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in (429, 500, 503):
                raise PassingError(REASON, float(error.headers.get("Retry-After") or 0)) from error
            if error.code == 456:
                raise SpentError(REASON) from error
            raise EngineError(REASON) from error
        except OSError as error:
            raise PassingError(REASON) from error


def make_chain(*engines, **settings):
    settings.setdefault("cache", "-")
    return EngineChain(EngineSettings(tuple(engine.name for engine in engines), **settings), engines, make_chain)


def install():
    """Make the engine known under the name ``loopback``, as an adapter is."""
    module = ModuleType("normalizer.translation.loopback")
    threads = int(os.environ.get("LOOPBACK_THREADS", "4"))
    module.open_engine = lambda name, settings: HttpEngine(
        name, settings.url, limits=Limits(threads=threads), timeout=settings.timeout, key=os.environ["LOOPBACK_KEY"]
    )
    sys.modules[module.__name__] = module
    ENGINES["loopback"] = EngineKind("loopback", "a test", "loopback.example", ("LOOPBACK_KEY",))


COMMAND = "from tests.translation import loopback; loopback.install(); from normalizer.cli import main; raise SystemExit(main())"
KEY = "sk-never-to-be-seen"


def start(*arguments, cwd, **more):
    """Start the command with the engine in a process of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LOOPBACK_KEY": KEY,
        "XDG_CACHE_HOME": str(cwd / "caches"),
        **more,
    }
    command = [sys.executable, "-W", "error", "-c", COMMAND, *map(str, arguments)]
    return subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def mixnorm(*arguments, cwd, **more):
    """Run the command with the engine; return its exit code and what it wrote."""
    process = start(*arguments, cwd=cwd, **more)
    out, err = process.communicate(timeout=120)
    assert b"Traceback" not in err, err.decode()
    return process.returncode, out.decode(), err.decode()
