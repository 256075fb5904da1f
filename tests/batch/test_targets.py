from __future__ import annotations

import os

import pytest

from normalizer.batch.sidecar import Head, write_head
from normalizer.batch.targets import Destination, Target, check_place, plan_targets
from normalizer.batch.walking import find_inputs
from normalizer.config import NormalizerConfig
from normalizer.documents.encoding import Encoding
from normalizer.errors import InputError, UsageError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "tree/c.txt", "tree/sub/d.md", "other/a.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path


def plan(*paths, **wanted):
    inputs = find_inputs(paths, avoid=wanted.get("output", ""), in_place=wanted.get("in_place", False))
    return plan_targets(inputs.documents, Destination(**wanted))


@pytest.mark.parametrize(
    ("paths", "wanted", "targets"),
    [
        (["a.txt"], {}, [("", "")]),
        (["a.txt"], {"output": "-"}, [("", "")]),
        (["a.txt"], {"annotations": "s.json"}, [("", "s.json")]),
        (["a.txt"], {"output": "o.txt"}, [("o.txt", "o.txt.annotations.json")]),
        (["a.txt"], {"output": "o.txt", "annotations": "s"}, [("o.txt", "s")]),
        (["a.txt"], {"output": "tree"}, [("tree/a.txt", "tree/a.txt.annotations.json")]),
        (["a.txt"], {"output": "new/"}, [("new/a.txt", "new/a.txt.annotations.json")]),
        (["-"], {"output": "o.md"}, [("o.md", "o.md.annotations.json")]),
        (["a.txt", "tree/sub/d.md"], {"output": "new"}, [("new/a.txt",) * 2, ("new/d.md",) * 2]),
        (["tree"], {"output": "new"}, [("new/c.txt",) * 2, ("new/sub/d.md",) * 2]),
        (["tree"], {"output": "tree/new"}, [("tree/new/c.txt",) * 2, ("tree/new/sub/d.md",) * 2]),
    ],
)
def test_every_input_has_its_place(folder, paths, wanted, targets):
    found = [(t.clean, t.sidecar) for t in plan(*paths, **wanted)]
    assert found == [(c, s if s != c or not c else c + ".annotations.json") for c, s in targets]


def test_in_place_writes_through_a_link_and_puts_the_sidecar_beside_it(folder):
    (folder / "link.txt").symlink_to(folder / "tree" / "c.txt")
    (target,) = plan("link.txt", in_place=True)
    assert target[:2] == (os.path.realpath("tree/c.txt"), "link.txt.annotations.json")


@pytest.mark.parametrize(
    ("paths", "wanted", "message"),
    [
        (["a.txt"], {"output": "o", "in_place": True}, "not both"),
        (["-"], {"in_place": True}, "standard input cannot be changed in place"),
        (["-", "-"], {}, "standard input can be read but once"),
        (["a.txt", "b.txt"], {"annotations": "s"}, "takes one input"),
        (["a.txt", "b.txt"], {"output": "tree/c.txt"}, "tree/c.txt is a file, but several documents need a folder"),
        (["tree"], {"output": "a.txt"}, "a.txt is a file"),
        (["-", "a.txt"], {"output": "new"}, "name a file for what comes from standard input"),
        (["a.txt"], {"output": "a.txt"}, "a.txt is the input a.txt; use --in-place"),
        (["a.txt"], {"output": "tree/../a.txt"}, "is the input a.txt"),
        (["a.txt", "b.txt"], {"output": "."}, "is the input a.txt"),
        (["tree"], {"output": "tree"}, "is the input tree/c.txt"),
        (["a.txt"], {"output": "o", "annotations": "a.txt"}, "is the input a.txt"),
        (["a.txt"], {"output": "o", "annotations": "o"}, "o would be written twice"),
        (["a.txt", "other/a.txt"], {"output": "new"}, "new/a.txt would be written twice"),
        (["a.txt"], {"output": "/dev/null"}, "/dev/null is no regular file"),
    ],
)
def test_what_would_do_harm_is_wrong_use(folder, paths, wanted, message):
    with pytest.raises(UsageError, match=message):
        plan(*paths, **wanted)


@pytest.mark.parametrize("make", ["symlink_to", "hardlink_to"])
def test_the_input_by_another_name_is_the_input(folder, make):
    getattr(folder / "other.txt", make)(folder / "a.txt")
    with pytest.raises(UsageError, match=r"other\.txt is the input a.txt"):
        plan("a.txt", output="other.txt")
    (folder / "new").mkdir()
    getattr(folder / "new" / "b.txt", make)(folder / "a.txt")
    with pytest.raises(UsageError, match=r"new/b\.txt is the input a.txt"):
        plan("a.txt", "b.txt", output="new")


def test_a_link_that_leads_out_of_the_folder_is_refused(folder):
    (folder / "new").mkdir()
    (folder / "new" / "sub").symlink_to(folder / "tree")
    _, target = plan("tree", output="new")
    with pytest.raises(InputError, match=r"new/sub/d\.md leads out of new through a link"):
        check_place(find_inputs(["tree"]).documents[1], target)


def write_sidecar(path, source, clean):
    head = Head("0", source, clean, "text", "text", "text", Encoding(), NormalizerConfig()._asdict())
    path.write_bytes(write_head(head) + b'], "source": {}, "clean": {}}')


@pytest.mark.parametrize(
    ("source", "clean", "target", "message"),
    [
        ("a.txt", "o.txt", "o.txt", ""),
        ("other.txt", "o.txt", "o.txt", ""),
        ("a.txt", "p.txt", "o.txt", "belongs to p.txt"),
        ("a.txt", "-", "", ""),
        ("other.txt", "-", "", "belongs to other.txt"),
    ],
)
def test_a_sidecar_of_another_file_is_not_written_over(folder, source, clean, target, message):
    write_sidecar(folder / "s.json", source, clean)
    document = find_inputs(["a.txt"]).documents[0]
    if message:
        with pytest.raises(InputError, match=message):
            check_place(document, Target(target, "s.json"))
    else:
        check_place(document, Target(target, "s.json"))


def test_a_file_that_is_no_sidecar_is_not_written_over(folder):
    with pytest.raises(InputError, match=r"b\.txt is no sidecar"):
        check_place(find_inputs(["a.txt"]).documents[0], Target("o.txt", "b.txt"))
