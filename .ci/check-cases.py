"""Runs the questions of .ci/cases, each a command, with the program given: convlens.

Each has been asked in public (the address stands beside it) and has a right value: a number, a
computation by its definition, or a refusal with certain words. What is right, what is not and why is
printed. A case that waits for something that the program has not yet, and refuses, is listed with
what it waits for; it counts as soon as it is not refused any more.
"""

import gzip
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import zipfile

import numpy

CASES = pathlib.Path(__file__).resolve().parent / "cases"
INPUTS = CASES / "inputs"


def made():
    """The inputs that are made and not kept, since they are large."""
    normal = numpy.random.default_rng(1).standard_normal
    return {
        "big-x.npy": normal((3, 224, 224)), "big-w.npy": normal((64, 3, 7, 7)),
        "bits.npy": normal((5, 7)) * 10.0 ** numpy.arange(-3, 4)}


MADE = made()


def load(name, index=None):
    """An input as NumPy has it; of an archive the only array, of IDX files one item."""
    if not isinstance(name, str):
        return name
    if name in MADE:
        return MADE[name]
    if index is not None:
        raw = (INPUTS / name).read_bytes()
        raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        rank = raw[3]
        shape = numpy.frombuffer(raw, ">u4", rank, 4)
        return numpy.frombuffer(raw, "u1", offset=4 + 4 * rank).reshape(shape)[index].astype(float)
    array = numpy.load(INPUTS / name)
    if isinstance(array, numpy.lib.npyio.NpzFile):
        (only,) = array.files
        array = array[only]
    return array.astype(float)


def convolution(case):
    """A cross-correlation and its gradients, by their definition: sums over the cells of a kernel."""
    x, w = load(case["input"]), load(case["filter"])
    if x.ndim == 2 and w.ndim == 3:  # Over a length.
        x, w = x[:, None], w[:, :, None]
    (top, bottom, left, right) = case.get("padding", [0] * 4)
    (down, across), (lower, wider) = case.get("stride", [1, 1]), case.get("dilation", [1, 1])
    groups = case.get("groups", 1)
    padded = numpy.pad(x, ((0, 0), (top, bottom), (left, right)))
    (maps, per_group, height, width) = w.shape
    rows = (padded.shape[1] - (height - 1) * lower - 1) // down + 1
    columns = (padded.shape[2] - (width - 1) * wider - 1) // across + 1
    bias = load(case["bias"]) if "bias" in case else numpy.zeros(maps)
    upstream = (
        load(case["upstream"]) if "upstream" in case else numpy.ones((maps, rows, columns))
    )
    z = numpy.zeros((maps, rows, columns)) + bias[:, None, None]
    (back, back_w) = numpy.zeros_like(padded), numpy.zeros_like(w)
    for o in range(maps):
        first = o // (maps // groups) * per_group
        for c in range(per_group):
            for i in range(height):
                for j in range(width):
                    at = numpy.s_[
                        first + c,
                        i * lower : i * lower + (rows - 1) * down + 1 : down,
                        j * wider : j * wider + (columns - 1) * across + 1 : across,
                    ]
                    z[o] += w[o, c, i, j] * padded[at]
                    back[at] += w[o, c, i, j] * upstream[o]
                    back_w[o, c, i, j] = (padded[at] * upstream[o]).sum()
    inside = back[:, top : top + x.shape[1], left : left + x.shape[2]]
    return {"z": z, "weight_gradient": back_w, "activation_gradient": inside}


def pooling(case):
    """Max pooling by its definition; what lies outside never wins."""
    x = load(case["input"])
    (top, bottom, left, right) = case["padding"]
    padded = numpy.pad(
        x, ((0, 0), (top, bottom), (left, right)), constant_values=-numpy.inf)
    (height, width), (down, across) = case["window"], case["stride"]
    windows = numpy.lib.stride_tricks.sliding_window_view(padded, (height, width), (1, 2))
    return {"a": windows[:, ::down, ::across].max((3, 4))}


def network(name, trace):
    """What comes out of the stages of a network and goes back, by their definition; the operands are
    those of the trace."""
    operands = {
        key: numpy.array(value["values"], float).reshape(value["shape"])
        for key, value in trace["operands"].items()}
    x = operands["input"]
    if name == "batch normalisation":
        mean, variance = x.mean((0, 2, 3), keepdims=True), x.var((0, 2, 3), keepdims=True)
        return {("batch-normalisation", "output"): (x - mean) / numpy.sqrt(variance + 1e-5)}
    convolution_of = {"input": x, "filter": operands["conv.weight"], "bias": operands["conv.bias"]}
    if name == "residual":
        upstream = operands["upstream_gradient"]
        passes = convolution(convolution_of | {"padding": [1] * 4, "upstream": upstream})
        return {
            ("sum", "output"): passes["z"] + x,
            ("conv", "weight_gradient"): passes["weight_gradient"],
            ("input", "output_gradient"): passes["activation_gradient"] + upstream}
    # Convolution, ReLU, max pooling of 2 × 2, fully connected, cross-entropy.
    z = convolution(convolution_of)["z"]
    a = numpy.maximum(z, 0)
    maps, rows, columns = a.shape
    windows = a.reshape(maps, rows // 2, 2, columns // 2, 2).transpose(0, 1, 3, 2, 4)
    windows = windows.reshape(maps, rows // 2, columns // 2, 4)
    pooled, winners = windows.max(3), windows.argmax(3)
    logits = operands["fc.weight"] @ pooled.ravel() + operands["fc.bias"]
    probabilities = numpy.exp(logits - logits.max())
    probabilities /= probabilities.sum()
    target = numpy.arange(logits.size) == 1
    back = probabilities - target
    pool_back = (operands["fc.weight"].T @ back).reshape(pooled.shape)
    upstream = numpy.zeros_like(a)
    for place in numpy.ndindex(pooled.shape):
        row, column = divmod(winners[place], 2)
        upstream[place[0], 2 * place[1] + row, 2 * place[2] + column] = pool_back[place]
    passes = convolution(convolution_of | {"upstream": upstream * (z > 0)})
    return {
        ("fc", "z"): logits, ("cost", "probabilities"): probabilities,
        ("fc", "weight_gradient"): numpy.outer(back, pooled.ravel()),
        ("conv", "weight_gradient"): passes["weight_gradient"],
        ("conv", "activation_gradient"): passes["activation_gradient"]}


def found(results, name):
    """The last tensor of that name, however deep it stands."""
    last = None
    for key, value in results.items() if isinstance(results, dict) else []:
        if key == name and isinstance(value, dict) and "values" in value:
            last = value
        else:
            last = found(value, name) or last
    return last


def compare(trace, name, right, tolerance):
    """What is wrong with a result, if anything is."""
    tensor = found(trace["results"], name)
    if tensor is None and name in "az":  # A layer without an activation of its own.
        tensor = found(trace["results"], "output") or found(trace["results"], "a")
    if tensor is None:
        return f"there is no {name} in the trace"
    shape = right.get("shape")
    if shape and [n for n in tensor["shape"] if n > 1] != [n for n in shape if n > 1]:
        return f"{name} is {tensor['shape']}, not {shape}"
    if "values" in right:
        values, wanted = numpy.array(tensor["values"]), numpy.array(right["values"])
        if values.shape != wanted.shape:
            return f"{name} has {values.size} values, not {wanted.size}"
        if not numpy.allclose(values, wanted, rtol=tolerance, atol=tolerance):
            return f"{name} is {values.tolist()[:6]}…, not {wanted.tolist()[:6]}…"
    return None


def tensors(results):
    return {
        name: {"shape": list(array.shape), "values": array.ravel().tolist()}
        for name, array in results.items()
    }


def check_trace(expect, output):
    trace = json.loads(output)
    right = dict(expect.get("results", {}))
    if "by definition" in expect:
        results = convolution(expect["by definition"])
        right |= tensors({name: results[name] for name in expect.get("only", results)})
    if "pooling" in expect:
        right |= tensors(pooling(expect["pooling"]))
    if "array" in expect:
        right |= tensors({"z": load(expect["array"])})
    if "idx" in expect:
        right |= tensors({"z": load(*expect["idx"])})
    if "cost" in expect:
        cost = trace["results"]["cost"]["cost"]["values"][0]
        if abs(cost - expect["cost"]) > expect.get("tolerance", 1e-8):
            return f"the cost is {cost}, not {expect['cost']}"
    for (stage, name), array in (
            network(expect["network"], trace).items() if "network" in expect else []):
        (tensor,) = tensors({name: array}).values()
        if problem := compare({"results": trace["results"].get(stage, {})}, name, tensor, 1e-12):
            return f"{stage}: {problem}"
    for name, tensor in right.items():
        if problem := compare(trace, name, tensor, expect.get("tolerance", 1e-12)):
            return problem
    return None


def check_file(expect, path, convlens):
    if "file holds" in expect:
        held = expect["file holds"].encode() in path.read_bytes()
        return None if held else f"{expect['file holds']} is not in it"
    if "pages" in expect:
        report = subprocess.run(
            [convlens, "lesson", "check", expect["pages"]], capture_output=True, text=True)
        (pages,) = re.findall(r"(\d+) pages", report.stdout)
        info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)
        (written,) = re.findall(r"Pages:\s+(\d+)", info.stdout)
        return None if written == pages else f"{written} pages, not {pages}"
    with zipfile.ZipFile(path) as archive:
        slides = [n for n in archive.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)]
        if expect["pptx"] == "titles":
            without = [
                n for n in slides if not re.search(rb'type="(title|ctrTitle)"', archive.read(n))]
            return f"no title on {without}" if without or not slides else None
        part = "ppt/notesSlides/" if expect["pptx"] == "notes" else "ppt/"
        texts = [archive.read(n).decode() for n in archive.namelist() if n.startswith(part)
                 and n.endswith(".xml")]
        return None if any(expect["says"] in t for t in texts) else f"{expect['says']} is not in it"


def run(case, convlens, folder):
    """Why a case does not work, None where it does, or "waits"."""
    commands = case["command"] if isinstance(case["command"], list) else [case["command"]]
    expect = case["expect"]
    for command in commands:
        arguments = shlex.split(command)
        ran = subprocess.run([convlens, *arguments], cwd=folder, capture_output=True)
        if ran.returncode == 0 or "refused" in expect:
            break
    errors = ran.stderr.decode()
    if ran.returncode != 0 and "waits" in case:
        return "waits"
    if "refused" in expect:
        if ran.returncode != expect["refused"]:
            return f"exit code {ran.returncode}, not {expect['refused']}: {errors.strip()[:200]}"
        return None if expect["says"] in errors else f"it says: {errors.strip()[:300]}"
    if ran.returncode != 0:
        return f"exit code {ran.returncode}: {errors.strip()[:300]}"
    if "-o" not in arguments:
        return check_trace(expect, ran.stdout)
    problem = check_file(expect, folder / arguments[arguments.index("-o") + 1], convlens)
    return "waits" if problem and "waits" in case else problem


def main():
    convlens = pathlib.Path(sys.argv[1]).resolve()
    counts = {"works": 0, "waits": 0, "left out": 0, "WRONG": 0}
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for file in INPUTS.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        for name, array in MADE.items():
            numpy.save(folder / name, array)
        for case in json.loads((CASES / "cases.json").read_text()):
            if "left out" in case:
                verdict, reason = "left out", case["left out"]
            else:
                problem = run(case, convlens, folder)
                verdict = {None: "works", "waits": "waits"}.get(problem, "WRONG")
                reason = {None: "", "waits": f"for {case.get('waits')}"}.get(problem, problem)
            counts[verdict] += 1
            print(f"{case['id']:<4} {verdict:<8} {case['wanted']}" + (f": {reason}" if reason else ""))
    print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
    sys.exit(1 if counts["WRONG"] else 0)


if __name__ == "__main__":
    main()
