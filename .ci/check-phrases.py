#!/usr/bin/env python3
"""Finds phrases of Sources/Wording/Phrases that no string of Sources says: python3 .ci/check-phrases.py

A phrase is looked up by the key of an interpolated string: "\\(rows) × \\(columns) input" has the
key "%1 × %2 input". What a string says that no table has is found by FiguresTests, which draws every
figure in a language of Greek letters.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def literals(text):
    """The keys of all strings of Swift source, those within interpolations among them."""
    keys = set()

    def string(at):
        block = text.startswith('"""', at)
        quote = '"""' if block else '"'
        at += len(quote)
        parts, values = [], 0
        while not text.startswith(quote, at):
            if text.startswith("\\(", at):
                values += 1
                parts.append((f"%{values}", True))
                at = interpolation(at + 2)
            elif text[at] == "\\":
                escape = text[at : at + 2]
                if escape == "\\u":
                    end = text.index("}", at)
                    parts.append((chr(int(text[at + 3 : end], 16)), False))
                    at = end + 1
                else:
                    parts.append(({"\\n": "\n", "\\t": "\t", "\\\n": "\\\n"}.get(escape, escape[1:]), False))
                    at += 2
            else:
                parts.append((text[at], False))
                at += 1
        at += len(quote)
        key = "".join(part if is_place else part.replace("%", "%%") for part, is_place in parts)
        if block:
            lines = key.split("\n")
            indent = len(lines[-1]) - len(lines[-1].lstrip(" "))
            key = "\n".join(line[indent:] for line in lines[1:-1]).replace("\\\n", "")
        keys.add(key)
        return at

    def interpolation(at):
        depth = 1
        while depth:
            if text[at] == '"':
                at = string(at)
                continue
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            at += 1
        return at

    at = 0
    while at < len(text):
        if text.startswith("//", at):
            at = text.find("\n", at) if "\n" in text[at:] else len(text)
        elif text.startswith('#"', at):
            at = text.index('"#', at + 2) + 2
        elif text[at] == '"':
            at = string(at)
        else:
            at += 1
    return keys


def main():
    said = set()
    for path in sorted((ROOT / "Sources").rglob("*.swift")):
        said |= literals(path.read_text())
    count, unused = 0, []
    for path in sorted((ROOT / "Sources/Wording/Phrases").glob("*.tsv")):
        rows = path.read_text().splitlines()[2:]
        # Of tensors and functions, the first column has the name that the core gives them.
        for row in rows if path.name != "tensors.tsv" else []:
            count += 1
            if row.split("\t")[0] not in said:
                unused.append(f"{path.relative_to(ROOT)}: {row.split(chr(9))[0]}")
    print("\n".join(unused))
    if unused:
        sys.exit(f"{len(unused)} of {count} phrases are said by nothing")
    print(f"{count} phrases, all of them said")


if __name__ == "__main__":
    main()
