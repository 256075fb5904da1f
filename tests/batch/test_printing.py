from __future__ import annotations

import io

from normalizer.batch.printing import LinePrinter, PlanPrinter, write_bytes
from normalizer.batch.tally import Tally
from normalizer.batch.targets import Target
from normalizer.batch.treating import Outcome
from normalizer.batch.walking import Input
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding

SOURCE = Source(b"x", "text", Encoding())


class Unbuffered(io.RawIOBase):
    """A stream that takes seven bytes at a time, as an unbuffered one may."""

    def __init__(self):
        self.taken = b""

    def writable(self):
        return True

    def write(self, data):
        self.taken += bytes(data[:7])
        return len(data[:7])


def test_all_bytes_are_written_to_a_stream_that_takes_few(monkeypatch):
    raw = Unbuffered()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, write_through=True))
    write_bytes("the 舆论 of everything".encode() * 9)
    assert raw.taken == "the 舆论 of everything".encode() * 9


def test_the_heading_stands_before_the_first_line_alone(capsys):
    printer = LinePrinter(("heading",))
    for lines in ((), ("one",), ("two",)):
        printer.add(SOURCE, Outcome(lines=lines))
    printer.close()
    assert capsys.readouterr().out == "heading\none\ntwo\n"
    assert printer.changed


def test_a_plan_for_standard_output(capsys):
    tally = Tally()
    tally.actions["keep", "policy"] = 1
    printer = PlanPrinter(Input("a.txt", "a.txt"), Target())
    printer.add(SOURCE, Outcome(b"y", tally=tally))
    printer.close()
    assert capsys.readouterr().out == "a.txt (1 fragment): would write to standard output, changed\n"
