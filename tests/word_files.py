"""Word documents made by hand, and read as a reader of the markup would: text, formats, tracked changes, comments."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="SourceCode"><w:name w:val="Source Code"/></w:style>'
    '<w:style w:type="character" w:styleId="Verb"><w:name w:val="Verbatim Char"/></w:style>'
    '<w:style w:type="character" w:styleId="KeywordTok"><w:name w:val="KeywordTok"/><w:basedOn w:val="Verb"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/></w:style>'
)


def run(text, properties=""):
    """Return a run with a text in it."""
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t{kept}>{text}</w:t></w:r>"


def paragraph(*runs):
    """Return a paragraph; what is no markup becomes a run."""
    return "<w:p>" + "".join(part if part.startswith("<") else run(part) for part in runs) + "</w:p>"


def make_word(body, namespace=W, styles=STYLES, modified="", main="word/document.xml", **parts):
    """Return the bytes of a document; `parts` are the inner markup of headers, footnotes, comments and the like."""
    folder = main.rpartition("/")[0]
    office = _OFFICE if namespace == W else "http://purl.oclc.org/ooxml/officeDocument/relationships"
    bound = f'xmlns:w="{namespace}" {_MORE}'
    files = {main: f"<w:document {bound}><w:body>{body}</w:body></w:document>"}
    rows = []
    for name, inner in {"styles": styles, **parts}.items():
        root = {"header": "hdr", "footer": "ftr"}.get(name, name)
        files[f"{folder}/{name}.xml"] = f"<w:{root} {bound}>{inner}</w:{root}>"
        rows.append(f'<Relationship Id="r{name}" Type="{office}/{name}" Target="{name}.xml"/>')
    types = [f'<Override PartName="/{main}" ContentType="{_CONTENT}.document.main+xml"/>']
    types += [
        f'<Override PartName="/{folder}/{name}.xml" ContentType="{_CONTENT}.{name}+xml"/>'
        for name in ("styles", *parts)
    ]
    packaging = "http://schemas.openxmlformats.org/package/2006"
    roots = [f'<Relationship Id="r1" Type="{office}/officeDocument" Target="/{main}"/>']
    if modified:
        core = f"{packaging}/metadata/core-properties"
        roots.append(
            f'<Relationship Id="r2" Type="{packaging}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        )
        dated = f'<dcterms:modified xmlns:dcterms="http://purl.org/dc/terms/">{modified}</dcterms:modified>'
        files["docProps/core.xml"] = f'<cp:coreProperties xmlns:cp="{core}">{dated}</cp:coreProperties>'
    files["_rels/.rels"] = f'<Relationships xmlns="{packaging}/relationships">{"".join(roots)}</Relationships>'
    files[f"{folder}/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{packaging}/relationships">{"".join(rows)}</Relationships>'
    )
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    default += '<Default Extension="xml" ContentType="application/xml"/>'
    files["[Content_Types].xml"] = f'<Types xmlns="{packaging}/content-types">{default}{"".join(types)}</Types>'
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), _HEAD + text, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def read_member(data, name):
    """Return the text of a member."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def list_members(data):
    """Return the names of all members."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.namelist()


def read_letters(markup, *, accept=True):
    """Return the paragraphs of a part, each a list of pairs of a letter and its run's properties.

    Tracked changes are accepted or rejected first.
    """
    root = ET.fromstring(markup)  # noqa: S314 - written by this test
    space = "{" + root.tag[1:].partition("}")[0] + "}"
    out = {space + "del", space + "moveFrom"} if accept else {space + "ins", space + "moveTo"}
    found = []

    def walk(element, properties, into):
        if element.tag in out:
            return
        if element.tag == space + "p":
            into = []
            found.append(into)
        if element.tag == space + "r":
            own = element.find(space + "rPr")
            properties = "" if own is None else ET.tostring(own, encoding="unicode").strip()
        if element.tag in (space + "t", space + "delText"):
            kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            text = element.text or ""
            into += [(letter, properties) for letter in (text if kept else text.strip(" \t\r\n"))]
        if element.tag in (space + "tab", space + "br") and into is not None:
            into.append(("\n" if element.tag.endswith("br") else "\t", properties))
        for child in element:
            walk(child, properties, into)

    walk(root, "", None)
    return found


def read_text(markup, *, accept=True):
    """Return the paragraphs of a part as lines."""
    return ["".join(letter for letter, _ in letters) for letters in read_letters(markup, accept=accept)]


def read_comments(document, comments):
    """Return for each comment its author, its text, and the words in the document that it is anchored on."""
    root, notes = (ET.fromstring(markup) for markup in (document, comments))  # noqa: S314 - written by this test
    space = "{" + root.tag[1:].partition("}")[0] + "}"
    open_ones, anchored, referred = {}, {}, []
    for element in root.iter():
        number = element.get(space + "id")
        if element.tag == space + "commentRangeStart":
            open_ones[number] = ""
        elif element.tag == space + "commentRangeEnd":
            anchored[number] = open_ones.pop(number)
        elif element.tag == space + "commentReference":
            referred.append(number)
        elif element.tag == space + "t":
            open_ones = {key: text + (element.text or "") for key, text in open_ones.items()}
    assert not open_ones
    assert sorted(anchored) == sorted(referred)
    told = {}
    for comment in notes:
        text = "".join(part.text or "" for part in comment.iter(space + "t"))
        assert comment.get(space + "id") not in told
        told[comment.get(space + "id")] = (comment.get(space + "author"), text)
    return [(*told[number], anchored.get(number)) for number in told]
