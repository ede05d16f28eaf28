#!/usr/bin/env python3
"""Writes the training run that the figures `filters` and `training` show by themselves.

    python3 .ci/example-course.py .build/release/convlens

The preset `tiny` learns from the 1,500 digits, nothing kept apart for choosing; the other 297 are
held out and decide nothing. The file is a history as `convlens train --history` writes it, its
numbers rounded; the last of its recorded parameters are those of all stages, so that the network
itself is in it.
"""

import ast
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

OUTPUT = pathlib.Path(__file__).parent.parent / "Sources/Studio/Training/tiny-course.json"
RECIPE = (
    "train tiny --data digits --epochs 40 --batch 10 --rate 0.01 --validation 0 --record conv1"
    " --record-epochs 0,1,3,6,12,20,30,40"
).split()


def arrays(path):
    """The arrays of an .npz file, nested lists by name."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            start = 10 if data[6] == 1 else 12
            length = struct.unpack("<H" if start == 10 else "<I", data[8:start])[0]
            header = ast.literal_eval(data[start : start + length].decode())
            letter = {"<f4": "f", "<f8": "d"}[header["descr"]]
            body = data[start + length :]
            values = list(struct.unpack(f"<{len(body) // struct.calcsize(letter)}{letter}", body))
            found[name.removesuffix(".npy")] = nested(values, list(header["shape"]))
    return found


def nested(values, shape):
    """Values in rows of rows."""
    if len(shape) == 1:
        return values
    size = len(values) // shape[0]
    return [nested(values[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0])]


def rounded(value, decimals=5):
    """The value with no more than 5 decimals, a cost with 7."""
    if isinstance(value, float):
        return round(value, decimals)
    if isinstance(value, list):
        return [rounded(part) for part in value]
    if isinstance(value, dict):
        return {key: rounded(part, 7 if key == "cost" else 5) for key, part in value.items()}
    return value


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        history, learnt = f"{folder}/history.json", f"{folder}/learnt.npz"
        subprocess.run(
            [program, *RECIPE, "--history", history, "-o", learnt], check=True,
            stderr=subprocess.DEVNULL)
        course = json.loads(pathlib.Path(history).read_text())
        course["parameters"][-1]["tensors"] = arrays(learnt)
    for epoch in course["epochs"]:
        for name in ("training", "validation", "held_out"):
            epoch.get(name, {}).pop("accuracy", None)
    text = json.dumps(rounded(course), separators=(",", ":")) + "\n"
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(text)
    print(f"{OUTPUT.name}: {len(text)} bytes")


if __name__ == "__main__":
    main()
