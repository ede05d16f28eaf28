"""Shows and runs the nine networks of PyPI's package onnx with the program given: convlens WHEEL.

WHEEL is that package: `pip download --no-deps onnx`. Its folder onnx/backend/test/data/light has AlexNet,
DenseNet-121, Inception 1 and 2, ResNet-50, ShuffleNet, SqueezeNet, VGG-19 and ZFNet-512 with constant
weights, and what comes out of each for the input 0, 1/n, 2/n, … of n numbers. It takes a minute or two
of the processor and a few gigabytes, and is no part of .ci/run.
"""

import pathlib
import resource
import runpy
import subprocess
import sys
import tempfile
import zipfile

import numpy

onnx = runpy.run_path(str(pathlib.Path(__file__).with_name("check-onnx.py")))
FOLDER = "onnx/backend/test/data/light/"


def shape_of(data):
    """The shape of the input of a model."""
    graph = next(value for number, value in onnx["fields"](data) if number == 7)
    given = {
        text.decode() for number, value in onnx["fields"](graph) if number == 5
        for key, text in onnx["fields"](value) if key == 8}
    for number, value in onnx["fields"](graph):
        port = dict(onnx["fields"](value)) if number == 11 else {}
        if number == 11 and port[1].decode() not in given:
            tensor = dict(onnx["fields"](dict(onnx["fields"](port[2]))[1]))
            return [dict(onnx["fields"](part))[1] for _, part in onnx["fields"](tensor[2])]
    raise ValueError("the model has no input")


def check(convlens, data, expected, scratch):
    """What there is to say of a model: the number of stages, the processor's seconds of a run, and how
    far the output is off."""
    model, x, y = scratch / "m.onnx", scratch / "x.npy", scratch / "y.npy"
    model.write_bytes(data)
    shape = shape_of(data)
    count = int(numpy.prod(shape))
    numpy.save(x, (numpy.arange(count).reshape(shape) / count).astype(numpy.float32))
    shown = subprocess.run(
        [convlens, "network", "show", model], capture_output=True, text=True, check=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([convlens, "network", "run", model, "--input", x, "-o", y], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found, expected = numpy.load(y), expected.astype(float)
    assert found.size == expected.size, f"{found.shape}, not {expected.shape}"
    distance = numpy.abs(found.reshape(expected.shape) - expected)
    worst = float(numpy.max(distance / numpy.maximum(1, numpy.abs(expected))))
    return len(shown.stdout.splitlines()) - 4, seconds, worst


def main():
    convlens, wheel = sys.argv[1:]
    wrong = 0
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as scratch:
        names = sorted(
            name for name in archive.namelist()
            if name.startswith(FOLDER) and name.endswith(".onnx"))
        for name in names:
            _, expected = onnx["tensor"](archive.read(name.replace(".onnx", "_output_0.pb")))
            stages, seconds, worst = check(
                convlens, archive.read(name), expected, pathlib.Path(scratch))
            wrong += worst > 1e-3
            print(
                f"{name[len(FOLDER):]}: {stages} stages, {seconds:.1f} s, off by {worst:.3g}",
                flush=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(f"the largest took {memory:.1f} GiB")
    sys.exit(1 if wrong else 0)


main()
