"""Decodes every file in the given folders, with nothing but the standard library.

PNG: signature, chunk order, the CRC of every chunk, and exactly as many pixels as the header says.
PDF: header, end mark and number of pages. SVG: well-formed XML with a title and a description.
HTML: balanced elements, unique ids, inline pictures with a title and a description each, captions,
and nothing that is loaded from elsewhere. JSON and JSON Lines: parsed. A folder without pictures, or
a file of another kind, is a failure.
"""

import html.parser
import json
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree
import zlib


def png(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "no PNG signature"
    chunks, at = [], 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        (crc,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert zlib.crc32(kind + body) == crc, f"wrong CRC in {kind}"
        chunks.append((kind, body))
        at += 12 + length
    kinds = [kind for kind, _ in chunks]
    assert kinds[0] == b"IHDR" and kinds[-1] == b"IEND", f"chunks {kinds}"
    assert kinds.count(b"iTXt") >= 2, "no title or alt text"
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    assert not interlaced
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = (width * samples * depth + 7) // 8 + 1
    pixels = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    assert len(pixels) == row * height, f"{len(pixels)} bytes of pixels, not {row * height}"
    assert len(set(pixels)) > 2, "the picture is empty"
    return f"{width} x {height}"


def pdf(data):
    assert data.startswith(b"%PDF-1."), "no PDF header"
    assert data.rstrip().endswith(b"%%EOF"), "no end mark"
    start = int(re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data).group(1))
    assert data[start : start + 4] == b"xref" or re.match(rb"\d+ \d+ obj", data[start : start + 20])
    return f"PDF at {start}"


def svg(data):
    root = xml.etree.ElementTree.fromstring(data)
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert names[0] == "svg" and "title" in names and "desc" in names, "no title or description"
    assert "text" in names, "no text"
    return f"{len(names)} elements"


class Page(html.parser.HTMLParser):
    """Counts the elements of a page and refuses what is not closed or not on the page itself."""

    VOID = {"meta", "link", "br", "img", "input", "hr"}

    def __init__(self):
        super().__init__()
        self.open, self.counts, self.ids, self.labels = [], {}, set(), []

    def handle_starttag(self, tag, attributes, closed=False):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        for name, value in attributes:
            if name == "id":
                assert value not in self.ids, f"the id {value} stands twice"
                self.ids.add(value)
            elif name == "aria-labelledby":
                self.labels += value.split()
            elif name in ("src", "href", "xlink:href", "srcset"):
                assert value.startswith(("#", "data:")), f"{value} is loaded from elsewhere"
        if not closed and tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes, closed=True)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes something else"


def html_page(data):
    text = data.decode()
    assert text.startswith("<!DOCTYPE html>"), "no document type"
    assert not re.search(r"url\((?!\"?data:)|@import", text), "a style sheet loads something"
    page = Page()
    page.feed(text)
    page.close()
    assert not page.open, f"not closed: {page.open}"
    assert set(page.labels) <= page.ids, "a picture is labelled by what is not there"
    pictures, captions = page.counts.get("svg", 0), page.counts.get("figcaption", 0)
    assert pictures and captions == page.counts["section"], "a section without a caption"
    assert len(page.labels) == 2 * pictures, "a picture without title and description"
    return f"{pictures} pictures in {captions} sections"


def json_value(data):
    value = json.loads(data)
    return f"{len(value)} members"


def json_lines(data):
    lines = data.decode().splitlines()
    for line in lines:
        json.loads(line)
    assert lines, "no lines"
    return f"{len(lines)} lines"


CHECKS = {
    ".png": png,
    ".pdf": pdf,
    ".svg": svg,
    ".html": html_page,
    ".json": json_value,
    ".jsonl": json_lines,
}


def main():
    for folder in map(pathlib.Path, sys.argv[1:]):
        files = sorted(f for f in folder.iterdir() if f.is_file() and f.name != "README.md")
        assert any(f.suffix == ".png" for f in files), f"{folder}: no picture"
        for file in files:
            try:
                result = CHECKS[file.suffix](file.read_bytes())
            except Exception as error:
                sys.exit(f"{file}: {type(error).__name__}: {error}")
            print(f"{file}: {file.stat().st_size} bytes, {result}")


if __name__ == "__main__":
    main()
