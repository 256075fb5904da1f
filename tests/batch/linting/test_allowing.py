from __future__ import annotations

import pytest

from normalizer.batch.linting.allowing import compile_glob, find_allow_file, read_allow_list
from normalizer.batch.linting.finding import Finding, Region, Verdict
from normalizer.errors import ConfigError
from tests.command import mixnorm


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return str(path)


def found(fragment, path="docs/a.md", rule="leak"):
    return Finding(path, rule, "error", "", Region(1, 1, 1, 2), number=0, fragment=fragment)


@pytest.mark.parametrize(
    ("entry", "fragment", "rule", "name", "allowed"),
    [
        ('fragment = "关系"', "关系", "leak", "docs/a.md", True),
        ('fragment = "关系"', "关系网", "leak", "docs/a.md", False),
        ('fragment = "关.系"', "关x系", "leak", "docs/a.md", False),
        ('pattern = "关系.*"', "关系网", "leak", "docs/a.md", True),
        ('pattern = "关系"', "关系网", "leak", "docs/a.md", False),
        ('fragment = "关系"\npath = "docs/*.md"', "关系", "leak", "docs/a.md", True),
        ('fragment = "关系"\npath = "docs/*.md"', "关系", "leak", "docs/en/a.md", False),
        ('fragment = "关系"\npath = "*.txt"', "关系", "leak", "docs/a.md", False),
        ('fragment = "关系"\nrule = "mention"', "关系", "mention", "docs/a.md", True),
        ('fragment = "关系"\nrule = "mention"', "关系", "leak", "docs/a.md", False),
        ('fragment = "new\\n 关系"', "new 关系", "leak", "docs/a.md", True),
    ],
)
def test_an_entry_allows_what_it_names(tmp_path, entry, fragment, rule, name, allowed):
    allow = read_allow_list(write(tmp_path / "allow.toml", f'[[allow]]\n{entry}\nreason = "why"\n'))
    verdict = allow.judge(found(fragment, str(tmp_path / name), rule))
    assert verdict == (Verdict("allowed", "why") if allowed else None)
    assert len(list(allow.list_unused())) == 1 - allowed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[allow]]\nfragment = "关系"\n', "2: the entry gives no reason"),
        ('[[allow]]\nfragment = "关系"\nreason = "  "\n', "2: the entry gives no reason"),
        ('[[allow]]\nreason = "why"\n', "2: expected either a fragment or a pattern"),
        ('[[allow]]\nfragment = "a"\npattern = "a"\nreason = "why"\n', "2: expected either a fragment or a pattern"),
        ('[[allow]]\npattern = "("\nreason = "why"\n', "2: pattern = '(' is no regular expression"),
        ('[[allow]]\nfragments = "a"\nreason = "why"\n', "there is no key 'fragments'; did you mean 'fragment'?"),
        ('[[allow]]\nfragment = 3\nreason = "why"\n', "fragment = 3, expected a string"),
        ('[[allow]]\nfragment = "a"\nrule = "leek"\nreason = "w"\n', "there is no rule 'leek'; did you mean 'leak'?"),
        ("[allow]\n", "expected tables [[allow]] and nothing else"),
        ("allow = [1]\n", "expected tables [[allow]] and nothing else"),
        ("[[alow]]\n", "expected tables [[allow]] and nothing else"),
        ("[[allow", "allow.toml: "),
        ("\n[[allow]]\nfragment = '''a", "allow.toml: "),
    ],
)
def test_a_list_that_is_not_as_it_should_be_is_wrong_use(tmp_path, text, message):
    # The first line is a comment, so that the place that is told is one.
    path = write(tmp_path / "allow.toml", "# [[allow]]\n" + text)
    with pytest.raises(ConfigError) as raised:
        read_allow_list(path)
    assert str(raised.value).startswith(path)
    assert message in str(raised.value)
    assert raised.value.exit_code == 2


def test_a_missing_list_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("plain", encoding="utf-8")
    code, _, told = mixnorm("check", "a.txt", "--allow", "none.toml", cwd=tmp_path)
    assert (code, told.startswith("mixnorm: error: none.toml: ")) == (2, True)


@pytest.mark.parametrize(
    ("glob", "name", "matches"),
    [
        ("a.md", "a.md", True),
        ("a.md", "docs/en/a.md", True),
        ("/a.md", "a.md", True),
        ("./docs/a.md", "docs/a.md", True),
        ("docs/**", "docs/en/a.md", True),
        ("docs/**/a.md", "docs/a.md", True),
        ("docs/**/a.md", "docs/en/us/a.md", True),
        ("docs/**/a.md", "docs2/a.md", False),
        ("docs/", "docs/en/a.md", True),
        ("docs/?.md", "docs/a.md", True),
        ("docs/?.md", "docs/ab.md", False),
        ("docs/*", "docs/en/a.md", False),
        ("[a].md", "a.md", False),
        ("[a].md", "[a].md", True),
        ("文*.md", "文章.md", True),
    ],
)
def test_globs_mean_what_they_mean_to_git(glob, name, matches):
    assert bool(compile_glob(glob).fullmatch(name)) == matches


def test_the_nearest_list_upwards_serves_and_counts_from_its_folder(tmp_path):
    entry = '[[allow]]\nfragment = "舆论"\npath = "in/docs/*.txt"\nreason = "why"\n'
    write(tmp_path / ".mixnorm-allow.toml", entry)
    docs = tmp_path / "in" / "docs"
    docs.mkdir(parents=True)
    write(docs / "a.txt", "the 舆论 grew")
    assert find_allow_file(docs) == "../../.mixnorm-allow.toml"
    assert find_allow_file(tmp_path) == ".mixnorm-allow.toml"
    assert mixnorm("check", "a.txt", cwd=docs)[:2] == (0, "")
    assert mixnorm("check", "in", cwd=tmp_path)[:2] == (0, "")
    # No file of settings, no list that nobody named.
    assert mixnorm("check", "in", "--no-config", cwd=tmp_path)[0] == 1
    assert mixnorm("check", "in", "--no-config", "--allow", ".mixnorm-allow.toml", cwd=tmp_path)[0] == 0


def test_entries_that_match_nothing_are_told_or_are_findings(tmp_path):
    (tmp_path / "docs").mkdir()
    write(tmp_path / "docs" / "a.txt", "the 舆论 grew")
    used = '[[allow]]\nfragment = "舆论"\nreason = "why"\n'
    write(tmp_path / "allow.toml", used + '\n[[allow]]\npattern = "没.*"\nreason = "why"\n')
    told = "allow.toml:5: the entry pattern = '没.*' matches nothing (unused-allow)\n"
    code, out, error = mixnorm("check", "docs", "--allow", "allow.toml", cwd=tmp_path)
    assert (code, out) == (0, "")
    assert error.startswith(f"mixnorm: warning: {told}")
    assert error.endswith("mixnorm: findings not told: 1 allowed by allow.toml\n")
    # A file by name is only a part of what the list is for.
    assert "matches nothing" not in mixnorm("check", "docs/a.txt", "--allow", "allow.toml", cwd=tmp_path)[2]
    assert mixnorm("check", "docs", "--allow", "allow.toml", "--quiet", cwd=tmp_path) == (0, "", "")
    code, out, _ = mixnorm("check", "docs/a.txt", "--allow", "allow.toml", "--strict-allow", cwd=tmp_path)
    assert (code, out) == (1, told.replace(":5:", ":5:1:"))
