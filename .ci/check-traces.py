"""Checks what Docs says of traces, with the program given: convlens.

Runs the snippets of Docs/Traces.md (Python with NumPy, JavaScript with Node.js) on traces that it
writes, validates those against Docs/trace.schema.json, and sends arrays through
Docs/tensors_to_npy.py into a computation. Needs Node.js and the packages numpy and jsonschema.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import jsonschema
import numpy

DOCS = pathlib.Path(__file__).resolve().parent.parent / "Docs"
GRADIENTS = ["--upstream", "random:@1"]
TRACES = {
    "trace": ["--input", "1 2 3; 4 5 6; 7 8 9", "--filter", "10 20; 30 40", "--bias", "0.5"],
    "gradients": ["--input", "digit:7", "--filter", "sobel-x", "--padding", "same"] + GRADIENTS,
    "pooling": ["--input", "digit:7", "--layer", "max-pooling", "--window", "2x2"] + GRADIENTS,
}


def snippet(language):
    page = (DOCS / "Traces.md").read_text()
    (found,) = re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)
    assert len(found.splitlines()) == 5, f"the {language} snippet is not of five lines"
    return found


def run(*arguments, folder):
    print("+", *map(str, arguments))
    subprocess.run(list(map(str, arguments)), cwd=folder, check=True)


def validate(folder):
    schema = json.loads((DOCS / "trace.schema.json").read_text())
    part = {
        name: jsonschema.Draft202012Validator(
            {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}
        )
        for name in ("header", "step")
    }
    for file in sorted(folder.glob("*.json")):
        jsonschema.Draft202012Validator(schema).validate(json.loads(file.read_text()))
        print(f"{file.name} is valid")
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text().splitlines()):
            part["step" if number else "header"].validate(json.loads(line))
        print(f"{file.name} is valid")


def layer_files(convlens, folder):
    """A layer's arrays, through .npy files, give the feature map that NumPy gives."""
    weights = numpy.arange(18.0).reshape(2, 1, 3, 3) / 7
    numpy.savez(folder / "layer.npz", **{"conv.weight": weights, "conv.bias": [0.5, -0.25]})
    numpy.save(folder / "picture.npy", numpy.arange(25.0).reshape(5, 5) ** 0.5)
    script = DOCS / "tensors_to_npy.py"
    run(sys.executable, script, "layer.npz", "conv", "-o", "conv", folder=folder)
    run(sys.executable, script, "picture.npy", "-o", "input", folder=folder)
    last = numpy.transpose(weights, (2, 3, 1, 0))
    numpy.savez(folder / "last.npz", **{"conv/kernel": last})
    run(
        sys.executable, script, "last.npz", "conv", "--channels-last", "-o", "last", folder=folder)
    assert (numpy.load(folder / "last-filter.npy") == weights).all()
    run(
        convlens, "trace", "--input", "input.npy", "--filter", "conv-filter.npy", "--bias",
        "conv-bias.npy", "-o", "layer.json", folder=folder)
    trace = json.loads((folder / "layer.json").read_text())
    windows = numpy.lib.stride_tricks.sliding_window_view(numpy.load(folder / "input.npy"), (3, 3))
    z = numpy.einsum("mnuv,ouv->omn", windows, weights[:, 0]) + [[[0.5]], [[-0.25]]]
    assert numpy.allclose(z.ravel(), trace["results"]["z"]["values"])


def main():
    convlens = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for stem, arguments in TRACES.items():
            for ending in ("json", "jsonl"):
                run(convlens, "trace", *arguments, "-o", f"{stem}.{ending}", folder=folder)
        (folder / "snippet.py").write_text(snippet("python"))
        run(sys.executable, "snippet.py", folder=folder)
        (folder / "snippet.mjs").write_text(snippet("javascript"))
        node = shutil.which("node") or shutil.which("nodejs")
        assert node, "Node.js is not installed: the JavaScript snippet cannot run"
        run(node, "snippet.mjs", folder=folder)
        layer_files(convlens, folder)
        validate(folder)


if __name__ == "__main__":
    main()
