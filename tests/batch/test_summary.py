from __future__ import annotations

import io

import pytest

from normalizer.batch.account import Account
from normalizer.batch.ledger import Entry
from normalizer.batch.summary import Row, draw_rows, list_rows, write_table
from normalizer.batch.tally import Tally


def make_account():
    account = Account(1_240, {"unknown format: .png": 2, "ignored": 1, "unknown format: no ending": 1})
    account.recount([Entry(str(n), str(n), changed=False) for n in range(8)])
    tally = Tally()
    tally.actions.update({("replace", "lexicon"): 2_000, ("drop", "author"): 1, ("keep", "policy"): 3})
    account.advance(34_112_000, 2_004)
    account.finish(tally, 12, changed=True)
    for _ in range(1_230):
        account.finish(Tally(), 0, changed=False)
    account.keep("a", "reason", Tally(), 0)
    return account


def test_the_table_has_all_counts_and_nothing_that_did_not_happen():
    rows = list_rows(make_account(), "changed")
    assert rows[:-1] == [
        Row("files", "1,240"),
        Row("changed", "1", 1),
        Row("unchanged", "1,238", 1),
        Row("failed", "1", 1),
        Row("kept as they are", "1", 2),
        Row("done before", "8"),
        Row("skipped: ignored", "1"),
        Row("skipped: unknown format", "3"),
        Row("no ending", "1", 1),
        Row(".png", "2", 1),
        Row("fragments", "2,004"),
        Row("replaced", "2,000", 1),
        Row("lexicon", "2,000", 2),
        Row("dropped", "1", 1),
        Row("author", "1", 2),
        Row("kept", "3", 1),
        Row("policy", "3", 2),
        Row("records without text", "12"),
        Row("read", "34 MB"),
    ]
    assert rows[-1].label == "time"
    assert rows[-1].value.endswith("B/s")
    labels = [row.label for row in list_rows(Account(30, {}), "changed")]
    assert labels == ["files", "fragments", "read", "time"]


def test_elsewhere_than_on_a_terminal_the_columns_are_aligned(capsys):
    write_table(make_account(), "changed", "out/report.html")
    head, *lines, last = capsys.readouterr().err.splitlines()
    assert head == "mixnorm: summary"
    assert last == "mixnorm: report: out/report.html"
    ends = {len(line) for line in lines if line.split()[-1].replace(",", "").isdigit()}
    assert len(ends) == 1
    assert "  files                    1,240" in lines
    assert "      lexicon              2,000" in lines


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("width", ["40", "100"])
def test_on_a_terminal_the_table_fits_it(width, monkeypatch):
    monkeypatch.setenv("COLUMNS", width)
    terminal = Terminal()
    draw_rows(list_rows(make_account(), "changed"), terminal)
    lines = terminal.getvalue().splitlines()
    assert any("done before" in line for line in lines)
    assert all(len(line) <= int(width) for line in lines if "\x1b" not in line)
