from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import Normalizer
from normalizer.documents import open_document, restore_document, table_pieces
from normalizer.documents.delimited import Layout, find_cells, find_rows
from normalizer.documents.document import Record, Source
from normalizer.documents.encoding import find_encoding
from normalizer.documents.table_layout import find_layout
from normalizer.documents.table_pieces import divide_table
from normalizer.errors import InputError, RestoreError

NORMALIZER = Normalizer()


def read_cells(text, layout):
    return [list(find_cells(text, start, layout)) for start, _ in find_rows(text, layout)]


TEXTS = st.text(st.sampled_from(list('ab舆 ,;\t|"\r\n\x00')), max_size=30)
LAYOUTS = st.builds(Layout, st.sampled_from(",;\t|"), st.booleans(), st.booleans())


@given(TEXTS, LAYOUTS)
@settings(max_examples=600)
def test_cells_are_those_of_the_csv_module(text, layout):
    quoting = csv.QUOTE_MINIMAL if layout.quotes else csv.QUOTE_NONE
    layout = layout._replace(blanks=layout.blanks and layout.quotes)
    text = text.replace("\x00", "")  # before Python 3.11 the csv module refuses it
    options = {"delimiter": layout.delimiter, "quoting": quoting, "skipinitialspace": layout.blanks}
    # Where a quote is open Python takes the rest for a cell; that is an error here.
    if list(csv.reader(io.StringIO(text + "\nend", newline=""), **options))[-1] != ["end"]:
        with pytest.raises(InputError, match="a quote opens a cell, and none closes it"):
            read_cells(text, layout)
        return
    wanted = csv.reader(io.StringIO(text, newline=""), **options)
    found = read_cells(text, layout)
    # Blanks behind a closing quote are no text here.
    assert [[cell.text + text[cell.text_end + 1 : cell.end] for cell in row] for row in found] == [
        row or [""] for row in wanted
    ]


@given(TEXTS, LAYOUTS)
@settings(max_examples=300)
def test_cells_stand_where_they_are_said_to(text, layout):
    try:
        rows = read_cells(text, layout)
    except InputError:
        return
    assert "".join(text[start:end] for start, end in find_rows(text, layout)) == text
    for cell in (cell for row in rows for cell in row):
        steps = cell.steps or range(cell.text_start, cell.text_end + 1)
        assert len(steps) == len(cell.text) + 1
        assert "".join(text[place] for place in steps[:-1]) == cell.text
        assert cell.start <= cell.text_start <= cell.text_end <= cell.end


def test_nul_characters_are_characters():
    assert [cell.text for cell in find_cells("a\x00,b", 0, Layout())] == ["a\x00", "b"]


@pytest.mark.parametrize(
    ("text", "format_name", "wanted"),
    [
        ("id,text\n1,a\n", "csv", Layout(",", before=1, columns=("id", "text"))),
        ("id;text\n1;a, b\n2;c, d\n", "csv", Layout(";", before=1, columns=("id", "text"))),
        ("id\ttext\n1\ta, b\n", "csv", Layout("\t", quotes=False, before=1, columns=("id", "text"))),
        ("a|b|c\n1|2, 3|4\n", "csv", Layout("|", before=1, columns=("a", "b", "c"))),
        ("sep=;\r\nid;te,xt\r\n", "csv", Layout(";", before=2, columns=("id", "te,xt"))),
        ('"sep=\t"\nid\ttext\n', "csv", Layout("\t", quotes=False, before=2, columns=("id", "text"))),
        ("text\nHello, you\nand, well, you\n", "csv", Layout(",", before=1, columns=("text",))),
        ("text;x\nHello, you, there;1\nand, well, you;2\n", "csv", Layout(";", before=1, columns=("text", "x"))),
        ('a, "b"\n1, "x, y"\n', "csv", Layout(",", blanks=True, before=1, columns=("a", "b"))),
        ('a\tb\n1\t"x\ty"\n', "tsv", Layout("\t", before=1, columns=("a", "b"))),
        ('a\tb\n1\t"x" he said\n', "tsv", Layout("\t", quotes=False, before=1, columns=("a", "b"))),
        ('a\tb\n1\t"x\n2\ty\n', "tsv", Layout("\t", quotes=False, before=1, columns=("a", "b"))),
        ("a;b\n1;2\n", "tsv", Layout(";", before=1, columns=("a", "b"))),
        ("", "csv", Layout(",", before=1)),
    ],
)
def test_how_a_table_is_laid_out_is_found(text, format_name, wanted):
    assert find_layout(text, format_name) == wanted


def test_without_a_header_the_first_row_counts():
    assert find_layout("1;a, b\n2;c\n", "csv", header=False) == Layout(";")


def test_a_cell_longer_than_what_is_looked_at_hides_nothing():
    text = f'id;text\n1;"a, b"\n2;"{"x, " * 50_000}"\n'
    assert find_layout(text, "csv").delimiter == ";"


def treat(data, *fields, form="text", name="csv", layout=None, **more):
    source = Source(
        data, name, find_encoding(data, more.pop("encoding", "")), fields or ("text",), layout=layout, **more
    )
    document = open_document(source)
    results = document.accept([NORMALIZER.normalize(u.text, u.format, u.hints) for u in document.units])
    clean, records = document.assemble(results, form)
    records = [Record.from_dict(json.loads(json.dumps(record.to_dict()))) for record in records]
    assert restore_document(source._replace(data=clean), records) == data
    return clean, records, document


CASES = [
    ('id,text\n1,"the ""舆论"" grew, fast" ,舆论\n', 'id,text\n1,"the ""public opinion"" grew, fast" ,舆论\n'),
    ("text;x\r\na 经济 decision;1\rthe 舆论;2\n", "text;x\r\nan economic decision;1\rthe public opinion;2\n"),
    ('x, "text"\n1, "the 舆论, x"\n2,  the 市场 ,\n', 'x, "text"\n1, "the public opinion, x"\n2,  the market ,\n'),
    ("text,n\non 2023年9月1日 x,1\n", 'text,n\n"on September 1, 2023 x",1\n'),
    ("text;n\non 2023年9月1日 x;1\n", "text;n\non September 1, 2023 x;1\n"),
    ("text\tn\non 2023年9月1日 x\t1\n", "text\tn\non September 1, 2023 x\t1\n"),
    ("n,text\n1,《红楼梦》", 'n,text\n1,"""Dream of the Red Chamber"""'),
    ('n,text\n1,"《红楼梦》"', 'n,text\n1,"""Dream of the Red Chamber"""'),
    ('text,y\n5" the 舆论,1\n', 'text,y\n5" the public opinion,1\n'),
    ('text,y\n5" on 2023年9月1日,1\n', 'text,y\n"5"" on September 1, 2023",1\n'),
    ('text,y\n"the 舆论" grew,1\n', 'text,y\n"the public opinion grew",1\n'),
    ('舆论,text\n"two\r\nlines\n市场",the 舆论\n,\n\n', '舆论,text\n"two\r\nlines\n市场",the public opinion\n,\n\n'),
    ("id,text\n1\n2,the 舆论,more,舆论\n", "id,text\n1\n2,the public opinion,more,舆论\n"),
    ("sep=;\r\nid;text\r\n1;the 舆论, so\r\n", "sep=;\r\nid;text\r\n1;the public opinion, so\r\n"),
    ("text,\x00\nthe 舆论,\x00\n", "text,\x00\nthe public opinion,\x00\n"),
]


@pytest.mark.parametrize(("before", "after"), CASES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_only_the_edited_stretch_of_a_cell_changes(before, after, encoding):
    given_encoding = "gb18030" if encoding == "gb18030" else ""
    assert treat(before.encode(encoding), encoding=given_encoding)[0] == after.encode(encoding)


def test_a_table_that_knows_no_quotes_gets_none():
    before = 'n\ttext\n1\t"the 舆论" grew\n2\t《红楼梦》\n'
    clean = treat(before.encode(), name="tsv")[0].decode()
    assert clean == 'n\ttext\n1\t"the public opinion" grew\n2\t"Dream of the Red Chamber"\n'


@pytest.mark.parametrize(
    ("fields", "clean", "units"),
    [
        (["b"], "a,b,b\n舆论,Market,Economy\n", ["1#/2", "1#/3"]),
        (["1"], "a,b,b\nPublic opinion,市场,经济\n", ["1#/a"]),
        (["/a", "3"], "a,b,b\nPublic opinion,市场,Economy\n", ["1#/a", "1#/3"]),
        (["*"], "a,b,b\nPublic opinion,Market,Economy\n", ["1#/a", "1#/2", "1#/3"]),
    ],
)
def test_columns_are_named_or_numbered(fields, clean, units):
    found, records, _ = treat("a,b,b\n舆论,市场,经济\n".encode(), *fields)
    assert found.decode() == clean
    assert [record.unit for record in records] == units


def test_without_a_header_columns_have_numbers():
    data = "1,the 舆论\n2,the 市场\n".encode()
    layout = find_layout(data.decode(), "csv", header=False)
    clean, records, _ = treat(data, "2", layout=layout)
    assert clean == b"1,the public opinion\n2,the market\n"
    assert [record.unit for record in records] == ["1#/2", "2#/2"]
    with pytest.raises(InputError, match="columns have numbers, from 1 to 2; Chinese stands in 2: --field 2"):
        treat(data, layout=layout)


def test_a_missing_column_is_told_with_those_that_are_there():
    message = "there is no column “text”; columns: id, a b, c; Chinese stands in a b, c: --field 'a b' --field c"
    with pytest.raises(InputError, match=message):
        treat("id,a b,c\n1,舆论,市场\n".encode())
    assert treat(b"id,body\n1,plain\n")[0] == b"id,body\n1,plain\n"


def test_an_open_quote_is_told_with_its_line():
    with pytest.raises(InputError, match="line 4: a quote opens a cell, and none closes it"):
        treat('id,text\n1,"two\nlines"\n2,"the 舆论\n3,x\n'.encode())


def test_places_are_those_of_the_file():
    _, _, document = treat('id,text\n1,"a\nb"\n2,"the ""x"" 舆论"\n'.encode())
    assert tuple(document.locate(0, document.units[0].text.index("舆"))) == (4, 14)


def test_a_fragment_over_two_lines_of_a_cell_leads_back():
    clean, records, _ = treat('text,x\n"the 舆论\n\n环境",1\nthe 市场,2\n'.encode(), form="inline")
    assert records[-1].unit == "2#/text"
    assert clean.endswith("the market (市场 shì chǎng),2\n".encode())


def test_a_sidecar_that_names_no_row_of_the_table_is_refused():
    source = Source(b"text\nx\n", "csv", find_encoding(b""))
    result = NORMALIZER.normalize("the 舆论").to_dict()
    for unit, message in (("7#/text", "no row 7"), ("document", "names no row")):
        record = Record.from_dict({"unit": unit, "result": result, "undo": [[0, 1, "x"]]})
        with pytest.raises(RestoreError, match=message):
            restore_document(source, [record])


CELLS = st.lists(
    st.sampled_from(["the 舆论", "a 经济", "2023年9月1日", "《红楼梦》", '"', " ", "\n", "x", ",", "\r\n", "é"]),
    max_size=4,
)


@st.composite
def tables(draw):
    """Return a table that Python's csv module wrote, with any choice of quoting, and its columns."""
    rows = draw(st.lists(st.lists(CELLS.map("".join), min_size=2, max_size=3), max_size=5))
    file = io.StringIO(newline="")
    options = {"delimiter": draw(st.sampled_from(",;|")), "lineterminator": draw(st.sampled_from(["\n", "\r\n"]))}
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    csv.writer(file, quoting=quoting, **options).writerows([["id", "text"], *rows])
    return file.getvalue(), options["delimiter"]


@given(tables(), st.sampled_from(["text", "inline"]))
@settings(max_examples=200, deadline=None)
def test_tables_come_back_and_other_cells_stay(table, form):
    text, delimiter = table
    layout = Layout(delimiter, before=1, columns=("id", "text"))
    clean, records, _ = treat(text.encode(), form=form, layout=layout)
    before = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    after = list(csv.reader(io.StringIO(clean.decode(), newline=""), delimiter=delimiter))
    results = {record.unit: record.result for record in records}
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        assert (new[:1], new[2:]) == (old[:1], old[2:])
        if number and len(old) > 1 and form == "text":
            result = results.get(f"{number}#/text")
            assert new[1] == (result.text if result else old[1])


class Trickle(io.BytesIO):
    """A stream that gives less than it is asked for."""

    def read(self, size=-1):
        return super().read(min(size, 7) if size > 0 else size)


@given(
    st.lists(st.sampled_from(["a,b", 'x,"y"', '"1\n2",3', '"""",舆', 'p"q,r', '5,"\r\n\n"', "", "é,’"]), max_size=12),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.integers(1, 30),
    st.sampled_from(["", "\ufeff", "sep=,\n"]),
)
@settings(max_examples=300)
def test_parts_join_to_the_whole_and_hold_whole_rows(rows, newline, ended, size, before):
    data = (before + newline.join(["id,text", *rows]) + (newline if ended else "")).encode()
    file = Trickle(data)
    head = file.read(size)
    parts = list(divide_table(file, Source(head, "csv", find_encoding(data[:4])), size))
    assert b"".join(source.data for source, _ in parts) == data
    assert [last for _, last in parts] == [False] * (len(parts) - 1) + [True]
    offset, line, row = 0, 1, parts[0][0].layout.row - parts[0][0].layout.before
    for source, _ in parts:
        text = source.encoding.decode(source.data)
        assert (source.offset, source.first_line) == (offset, line)
        assert source.layout.row - source.layout.before == row
        offset += len(source.data)
        line += len(text.splitlines()) - (0 if text.endswith(("\r", "\n")) else 1)
        row += len(list(find_rows(text, source.layout)))


def test_a_quote_that_is_never_closed_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(table_pieces, "LONGEST_CELL", 1 << 10)
    file = io.BytesIO(b'id,text\n1,"' + b"x\n" * 200_000)
    with pytest.raises(InputError, match="line 2: a quote opens a cell, and none closes it within"):
        list(divide_table(file, Source(file.read(64), "csv", find_encoding(b"")), 64))
    assert file.tell() < 1 << 17


def test_parts_are_small_also_where_every_cell_holds_newlines():
    data = b'id,text\n1,"x"\n' + b'1,"two\nlines, and\nmore"\n' * 20_000
    file = io.BytesIO(data)
    size = 1 << 14
    parts = [source.data for source, _ in divide_table(file, Source(file.read(size), "csv", find_encoding(b"")), size)]
    assert b"".join(parts) == data
    assert max(map(len, parts)) <= size + 1
    assert min(map(len, parts[:-1])) > size - 100
