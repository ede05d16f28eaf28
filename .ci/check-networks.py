"""Checks networks with the program given: convlens. With --write, brings Docs/Networks.md up to date.

The list of kinds in Docs/Networks.md is the one that the program prints. The networks there are read,
shown, written as YAML and run; each preset is; those with a mistake are refused at the line and column
that are given.
"""

import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

DOCUMENT = pathlib.Path(__file__).resolve().parent.parent / "Docs/Networks.md"
BEGIN, END = "<!-- kinds: begin -->\n", "<!-- kinds: end -->"
MISTAKES = {
    "input: [1, 8, 8]\nstages:\n  - a: max-poling": ["3, column 8"],
    "input: [1, 8]\nstages:\n  - a: {max-pooling: {windou: 2}}\n  - a: flatten":
        ["3, column 23", "4, column 5"],
    "input: [1, 8, 8]\nstages: [a: {max-pooling: {window: 9}}]": ["2, column 36"],
    "input: [1, 8, 8\n": ["2, column 1"],
}


def run(convlens, *arguments, text=None):
    return subprocess.run(
        [convlens, "network", *arguments], input=text, capture_output=True, text=True)


def output(convlens, *arguments, text=None):
    result = run(convlens, *arguments, text=text)
    assert result.returncode == 0, f"network {' '.join(arguments)}: {result.stderr}"
    return result.stdout


def check(convlens, name, text):
    """Shows, writes and runs a network."""
    summary = json.loads(output(convlens, "show", "-", "--json", text=text))
    assert summary["parameters"] == sum(stage["parameters"] for stage in summary["stages"]), name
    rows = output(convlens, "show", "-", text=text).splitlines()
    assert len(rows) == len(summary["stages"]) + 4, f"{name}: {rows}"
    yaml = output(convlens, "show", "-", "--yaml", text=text)
    again = json.loads(output(convlens, "show", "-", "--json", text=yaml))
    assert again == summary, f"{name}: the YAML that is written is another network"
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "y.npy"
        inputs = summary.get("inputs") or {"": summary["input"]}
        given = []
        for key, shape in inputs.items():
            lengths = "x".join(map(str, shape))
            given += ["--input", f"{key}=random:{lengths}" if key else f"random:{lengths}"]
        # The parameters that a document names are not there.
        plain = re.sub("^parameters:.*\n", "", yaml, flags=re.MULTILINE)
        output(convlens, "run", "-", *given, "-o", str(file), text=plain)
        data = file.read_bytes()
    assert data[:8] == b"\x93NUMPY\x01\x00", name
    (length,) = struct.unpack("<H", data[8:10])
    wanted = tuple(summary["stages"][-1]["output"])
    assert f"'shape': {wanted}" in data[10 : 10 + length].decode(), f"{name}: {data[:128]}"
    count = 1
    for side in wanted:
        count *= side
    assert len(data) == 10 + length + 8 * count, name
    print(f"{name}: {len(summary['stages'])} stages, {summary['parameters']} parameters")


def main():
    convlens = str(pathlib.Path(sys.argv[1]).resolve())
    document = DOCUMENT.read_text(encoding="utf-8")
    before, rest = document.split(BEGIN)
    kinds, after = rest.split(END)
    printed = output(convlens, "kinds", "--markdown")
    if "--write" in sys.argv:
        DOCUMENT.write_text(before + BEGIN + "\n" + printed + "\n" + END + after, encoding="utf-8")
    else:
        assert kinds.strip() == printed.strip(), (
            f"the kinds in {DOCUMENT.name} are not those that the program has; "
            "--write brings them up to date")
    blocks = re.findall(r"```yaml\n(.*?)```", before + after, re.DOTALL)
    assert blocks, "no networks in the document"
    for number, text in enumerate(blocks, 1):
        check(convlens, f"{DOCUMENT.name}, network {number}", text)
    names = [line.split()[0] for line in output(convlens, "presets").splitlines()]
    assert len(names) >= 5, names
    for name in names:
        check(convlens, name, output(convlens, "show", name, "--yaml"))
    for text, places in MISTAKES.items():
        result = run(convlens, "show", "-", text=text)
        found = re.findall(r"^(?:Error: )?standard input, line (\d+, column \d+): ", result.stderr,
                           re.MULTILINE)
        assert result.returncode == 65 and found == places, f"{text!r}: {result.stderr}"
        print(result.stderr.strip())


if __name__ == "__main__":
    main()
