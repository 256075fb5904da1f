"""The page, parsed as a browser would, over runs with the most hostile names and texts that a system allows."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from normalizer.batch.report.markup import Markup, element, join
from normalizer.batch.report.page import render_page
from normalizer.batch.report.plots import plot_bar, plot_histogram
from normalizer.batch.running import Request, run_documents
from normalizer.batch.targets import Destination
from normalizer.config import NormalizerConfig
from normalizer.detection.codepoints import has_cjk

VOID = {"meta"}
EVIL = '<script>alert("x")</script>'


class Page(HTMLParser):
    """Reads a page: that every element is closed, what each is and holds."""

    def __init__(self, text):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.unmarked: list[str] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), f"an attribute twice: {attrs}"
        found = (tag, dict(attrs), [])
        self.elements.append(found)
        if tag not in VOID:
            self._open.append(found)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        if has_cjk(data) and not any(found.get("lang", "en") != "en" for _, found, _ in self._open):
            self.unmarked.append(data)
        for _, _, texts in self._open:
            texts.append(data)

    def find(self, *tags):
        return [(tag, attributes, "".join(texts)) for tag, attributes, texts in self.elements if tag in tags]

    def read(self, *tags):
        return [text for _, _, text in self.find(*tags)]


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = Path(os.fsdecode(b"in/sub \xff dir"))
    folder.mkdir(parents=True)
    names = ["<script>alert(1)<|script>.txt", "a&amp;b\"'.txt", "x\u202etxt.exe.md", "new\nline.txt", "新闻.txt"]
    for word, name in zip("经济 重要 好吃 北京 历史".split(), names, strict=True):
        text = f"the {word} and the 舆论 of 雷军 and 東京タワー in {EVIL}, 内卷 (“{EVIL}”)\n"
        Path("in", name).write_text(text, encoding="utf-8")
    (folder / "bad<b>.txt").write_bytes("舆论".encode("gb18030"))
    Path("in/x.<b>").write_bytes(b"")
    Path("in/c.jsonl").write_text('{"body": "舆论"}\n', encoding="utf-8")
    config = NormalizerConfig(leak="both", unmask=("url", "code"))
    run_documents(Request(("in",), config, quiet=True, program="1.2.3", report="r"), Destination("out"))
    return Path("r")


@pytest.fixture
def page(report):
    return Page((report / "report.html").read_text(encoding="utf-8"))


def test_the_page_is_what_the_data_says(report):
    data = json.loads((report / "report.json").read_bytes())
    assert render_page(data) == (report / "report.html").read_text(encoding="utf-8")


def test_the_page_asks_nobody_for_anything(report, page):
    text = (report / "report.html").read_text(encoding="utf-8")
    for _, attributes, _ in page.elements:
        assert not {"src", "srcset", "data", "action", "style"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
        assert attributes.get("href", "#").startswith("#")
    assert not page.find("link", "img", "iframe", "object", "base", "form")
    (style,) = page.read("style")
    assert "url(" not in style
    assert "@import" not in style
    assert "http://" not in text
    assert "https://" not in text


def test_one_script_and_one_style_are_allowed_by_their_hashes(page):
    (policy,) = (a["content"] for _, a, _ in page.find("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (content,) = page.read(tag)
        assert f"{tag}-src 'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'" in policy


def test_what_is_hostile_is_text(page):
    paths = page.read("bdi")
    assert any("<script>alert(1)<|script>.txt:1:" in text for text in paths)
    assert "in/sub \\udcff dir/bad<b>.txt" in paths
    assert any("\u202e" in text for text in paths)
    assert any(EVIL in text for text in page.read("blockquote"))
    assert any(text.startswith("unknown format.<b>") for text in page.read("tr"))
    assert not page.find("b", "img")


def test_headings_tables_and_plots_can_be_read_without_seeing_them(page):
    assert page.elements[0][:2] == ("html", {"lang": "en"})
    assert [text for tag, _, text in page.find("h1", "h2")][:3] == ["Report of a run", "Files", "Failed files"]
    assert [tag for tag, _, _ in page.find("h1", "h2", "h3")] == ["h1", *["h2"] * len(page.find("section"))]
    assert len(page.find("table")) == len(page.find("caption")) > 5
    assert all(attributes["scope"] in ("col", "row") for _, attributes, _ in page.find("th"))
    assert all(
        a.get("aria-hidden") == "true" or (a["role"] == "img" and a["aria-label"]) for _, a, _ in page.find("svg")
    )
    links = {attributes["href"] for _, attributes, _ in page.find("a")}
    assert links == {"#" + attributes["id"] for _, attributes, _ in page.find("section")}


def test_fragments_have_their_language(page):
    marked = {(text, attributes["lang"]) for _, attributes, text in page.find("bdi", "mark") if "lang" in attributes}
    assert {("舆论", "zh"), ("東京タワー", "ja")} <= marked
    # Every Chinese, Japanese or Korean letter of the page stands in an element that says so.
    assert page.unmarked == []


def test_settings_that_are_not_the_default_stand_out(page):
    assert page.read("strong") == ["both", "url, code"]


def test_nothing_found_is_told_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("plain", encoding="utf-8")
    run_documents(Request(("a.txt",), NormalizerConfig(), quiet=True, report="r"), Destination("o.txt"))
    page = Page(Path("r/report.html").read_text(encoding="utf-8"))
    assert page.read("h2") == ["Files", "What was done", "Settings"]
    assert "No Chinese, Japanese or Korean was found." in page.read("p")


def test_only_markup_is_not_escaped():
    assert element("p", EVIL, Markup("<br>"), title='"') == (
        '<p title="&quot;">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;<br></p>'
    )
    assert join("a\x00b", "\ud800", "\ufffe", "\t\n") == "a\\x00b\\ud800\\ufffe\t\n"


def test_bars_are_as_long_as_their_share_and_what_is_rare_is_seen():
    assert 'width="50.0"' in plot_bar(0.5)
    assert 'width="0.5"' in plot_bar(0.00001)
    assert 'width="0.0"' in plot_bar(0)


def test_a_histogram_has_a_bar_for_each_count_and_says_it():
    page = Page(plot_histogram([0, 1, 1_234_567, 0, 999_999, 9_960], "label"))
    assert page.read("title") == [
        "0.17 to 0.33: 1",
        "0.33 to 0.50: 1,234,567",
        "0.67 to 0.83: 999,999",
        "0.83 to 1.00: 9,960",
    ]
    assert page.read("text") == ["1", "1.2M", "1.0M", "10k", "0", "0.25", "0.5", "0.75", "1"]
    heights = [float(attributes["height"]) for _, attributes, _ in page.find("rect")]
    assert heights[1] == max(heights)
    assert heights[0] == 1.5
    assert plot_histogram([0] * 20, "label").count("<rect") == 0
