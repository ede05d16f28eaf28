"""Checks that a deck as Markdown holds no HTML but its own, whatever the lesson holds.

Usage: check-markdown.py CONVLENS

Lessons with hostile titles, texts, links, notes and names are written as Markdown, which a CommonMark
parser (markdown-it) reads. Of HTML there may be comments, the division of the notes, <sub> and <sup>; links lead where the lesson
says; titles are the lesson's.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

import markdown_it

CONVLENS = str(pathlib.Path(sys.argv[1]).resolve())
# What a browser, a parser of Markdown or one of YAML could take for its own.
HOSTILE = [
    "<script>alert(1)</script>", "\u0600<img src=x>", "<\u0301b>", "a > b < c", "--> <b>",
    "\u0600--> <b>", "---", "--!> <i>", "&lt;b&gt; &amp;", "![x](y) [x](y)", "`<b>`", "\\<b>",
    "# a", "a\u2028<b>", "1. <b>", "- <b>", "    <b>", "<!-- a -->", "<?php ?>", "<![CDATA[a]]>",
    "a  <b>", "**<b>**", "| a | <b> |", "~~~ <b>", ":::{.x} <b>", "$<b>$", "a\u0085<b>", "\"'<b>",
]
LINKS = [
    "https://a.org/><script>x</script>", "https://a.org/\u0600><b>", "https://a.org/\\><b>",
    "https://a.org/&gt;<b>", "https://a.org/\"<b>", "https://a.org/%3Cb%3E", "mailto:a<b>@c.org",
]


def escaped(text):
    """The text in a lesson, where some characters mean something."""
    return re.sub(r"([\\*_`$\[\]()])", r"\\\1", text)


def lesson(text, link):
    slide = {"title": escaped(text), "text": f"{escaped(text)} [{escaped(text)}]({link})",
             "notes": text}
    # YAML reads JSON.
    return json.dumps({"title": escaped(text) or "t", "author": text, "slides": [slide]})


def tokens(found):
    for token in found:
        yield token
        yield from tokens(token.children or [])


def check(text, link, folder, name="deck.md"):
    (folder / "lesson.yaml").write_text(lesson(text, link), encoding="utf-8")
    done = subprocess.run(
        [CONVLENS, "slides", folder / "lesson.yaml", "-o", folder / name], capture_output=True,
        text=True)
    if done.returncode == 65:
        # Some of these are no lesson; then that is all that may be said.
        return None
    assert done.returncode == 0, f"{text!r}: {done.stderr}"
    written = (folder / name).read_text(encoding="utf-8")
    front, _, body = written.partition("\n---\n\n")
    assert front.startswith("---\nmarp: true\n"), f"{text!r}: {front}"
    found = list(tokens(markdown_it.MarkdownIt("commonmark", {"html": True}).parse(body)))
    for token in found:
        if token.type == "html_block":
            content = token.content.strip()
            if content in ('<div class="notes">', "</div>"):
                continue
            assert re.fullmatch(r"<!--(?:(?!-->|--!>).)*-->", content, re.S), f"{text!r}: {content}"
        if token.type == "html_inline":
            assert token.content in ("<sub>", "</sub>", "<sup>", "</sup>"), f"{text!r}: {token}"
        assert token.type not in ("fence", "code_block", "code_inline"), f"{text!r}: {token}"
        if token.type == "image":
            path = urllib.parse.unquote(token.attrs["src"])
            assert (folder / path).is_file(), f"{text!r}: no picture {path}"
    targets = [urllib.parse.unquote(token.attrs["href"]) for token in found
               if token.type == "link_open"]
    assert set(targets) <= {urllib.parse.unquote(link)}, f"{text!r}, {link!r}: {targets}"
    # A lesson does not read every text as the words of a link.
    assert targets or text in HOSTILE, f"{text!r}: no link to {link}"
    return len(found)


def main():
    count = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        plain = check("plain words", "https://a.org/", folder)
        assert plain and plain > 5, "a plain lesson makes no deck"
        for text in HOSTILE:
            count += check(text, "https://a.org/", folder) is not None
        for link in LINKS:
            count += check("words", link, folder) is not None
        for file in ("a <b>.md", "a#b?c%20d.md", "a&lt;b.md"):
            count += check("words", "https://a.org/", folder, file) is not None
    assert count > len(HOSTILE), f"only {count} of the lessons were written"
    print(f"{count} hostile lessons are harmless as Markdown")


if __name__ == "__main__":
    main()
