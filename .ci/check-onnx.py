"""Runs the models of ONNX's own tests with the program given: convlens [FOLDER].

FOLDER has them as Debian's package libonnx-testdata does: a folder test_* for each, with model.onnx and
the tensors test_data_set_0/input_0.pb, output_0.pb, …. Every model is run whose operators are those of
the list below and whose inputs are tensors of floats of rank 4 or less: its inputs go through `convlens
network run`, and its first output must be the one that is expected, within 1e-5 · max(1, |y|), since
these are single-precision floats. What is left out of these is named with its reason.
"""

import collections
import pathlib
import struct
import subprocess
import sys
import tempfile

import numpy

FOLDER = "/usr/share/libonnx-testdata/data"
TOLERANCE = 1e-5
OPERATORS = set(
    """Conv ConvTranspose MaxPool AveragePool GlobalAveragePool GlobalMaxPool BatchNormalization
    InstanceNormalization LRN Relu LeakyRelu PRelu ThresholdedRelu Elu Selu Celu Sigmoid HardSigmoid
    HardSwish Tanh Softplus Softsign Mish Clip Softmax LogSoftmax Gemm MatMul Add Sum Sub Mul Div Concat
    Resize ConstantOfShape Flatten Reshape Squeeze Unsqueeze Transpose Pad ReduceMean Dropout Identity
    Constant""".split())
# The types of elements by ONNX's numbers for them.
TYPES = {
    1: "<f4", 2: "<u1", 3: "<i1", 4: "<u2", 5: "<i2", 6: "<i4", 7: "<i8", 9: "?", 10: "<f2",
    11: "<f8", 12: "<u4", 13: "<u8"}
FLOATS = {1, 10, 11}


def fields(data):
    """The fields of a message in the wire format of protocol buffers: number and value."""
    place = 0

    def whole():
        nonlocal place
        value = shift = 0
        while True:
            byte = data[place]
            place += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while place < len(data):
        key = whole()
        if key & 7 == 0:
            yield key >> 3, whole()
            continue
        length = {1: 8, 5: 4}.get(key & 7)
        length = whole() if length is None else length
        yield key >> 3, data[place:place + length]
        place += length


def wholes(value):
    """The whole numbers of a repeated field, packed or not."""
    if isinstance(value, int):
        values = [value]
    else:
        values, current, shift = [], 0, 0
        for byte in value:
            current |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                values.append(current)
                current = shift = 0
    return [value - (1 << 64) if value >> 63 else value for value in values]


def tensor(data):
    """A tensor's name and array."""
    shape, numbers, raw, parts, name, kind = [], [], None, b"", "", 0
    for number, value in fields(data):
        if number == 1:
            shape += wholes(value)
        elif number == 2:
            kind = value
        elif number in (4, 10):
            parts += value
        elif number in (5, 7, 11):
            numbers += wholes(value)
        elif number == 8:
            name = value.decode()
        elif number == 9:
            raw = value
    if raw is not None or parts:
        array = numpy.frombuffer(parts if raw is None else raw, TYPES[kind])
    elif kind == 10:
        array = numpy.array(numbers, "<u2").view("<f2")
    else:
        array = numpy.array(numbers, TYPES[kind])
    return name, array.reshape(shape)


def port(data):
    """The name of an input, the type of its elements and its rank; None where it is no tensor."""
    name, kind, rank = "", None, None
    for number, value in fields(data):
        if number == 1:
            name = value.decode()
        elif number == 2:
            for which, kind_of_type in fields(value):
                if which == 1:
                    for key, part in fields(kind_of_type):
                        if key == 1:
                            kind = part
                        elif key == 2:
                            rank = sum(1 for _ in fields(part))
    return name, kind, rank


class Model:
    """What the check needs to know of a model."""

    def __init__(self, data):
        self.operators, self.attributes, initialised, ports = set(), {}, set(), []
        graph = next(value for number, value in fields(data) if number == 7)
        for number, value in fields(graph):
            if number == 1:
                self.read_node(value)
            elif number == 5:
                initialised.update(text.decode() for key, text in fields(value) if key == 8)
            elif number == 11:
                ports.append(port(value))
        self.inputs = [port for port in ports if port[0] not in initialised]

    def read_node(self, data):
        for number, value in fields(data):
            if number == 4:
                self.operators.add(value.decode())
            elif number == 5:
                attribute = dict(fields(value))
                self.attributes[attribute[1].decode()] = attribute.get(3, attribute.get(4))

    def is_wanted(self):
        return self.operators <= OPERATORS and all(
            kind in FLOATS and rank is not None and rank <= 4 for _, kind, rank in self.inputs)

    def reason(self):
        """Why a model that is wanted cannot be run; None where it can."""
        if not self.inputs:
            return "it has no input"
        mode = self.attributes.get("mode", b"nearest").decode()
        if "Resize" in self.operators and mode != "nearest":
            return f"Resize is {mode}, not nearest"
        return None


def check(convlens, folder, model, scratch):
    """What is wrong with the program's output for a model; None where it is right."""
    data = folder / "test_data_set_0"
    names = [name for name, _, _ in model.inputs]
    arguments = []
    for index, own in enumerate(names):
        name, array = tensor((data / f"input_{index}.pb").read_bytes())
        path = scratch / f"{index}.npy"
        numpy.save(path, array)
        arguments += ["--input", f"{name or own}={path}"]
    if model.attributes.get("training_mode"):
        arguments += ["--mode", "training"]
    output = scratch / "y.npy"
    output.unlink(missing_ok=True)
    result = subprocess.run(
        [convlens, "network", "run", folder / "model.onnx", *arguments, "-o", output],
        capture_output=True, text=True)
    if result.returncode != 0:
        return result.stderr.strip().splitlines()[-1] if result.stderr else "no output, no error"
    _, expected = tensor((data / "output_0.pb").read_bytes())
    found, expected = numpy.load(output), expected.astype(float)
    # One item has no dimension for a batch.
    if [n for n in found.shape if n > 1] != [n for n in expected.shape if n > 1]:
        return f"the shape is {found.shape}, not {expected.shape}"
    distance = numpy.abs(found.reshape(expected.shape) - expected)
    worst = float(numpy.max(distance / numpy.maximum(1, numpy.abs(expected))))
    return None if worst <= TOLERANCE else f"it is {worst:.3g} off"


def main():
    convlens = sys.argv[1]
    root = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else FOLDER)
    folders = sorted(path.parent for path in root.glob("*/test_*/model.onnx"))
    assert folders, f"there are no models in {root}"
    counts, left_out, wrong, others = collections.Counter(), [], [], 0
    with tempfile.TemporaryDirectory() as scratch:
        for folder in folders:
            model = Model((folder / "model.onnx").read_bytes())
            name = f"{folder.parent.name}/{folder.name}"
            if not model.is_wanted():
                others += 1
            elif reason := model.reason():
                left_out.append(name)
                print(f"left out: {name}: {reason}", flush=True)
            elif problem := check(convlens, folder, model, pathlib.Path(scratch)):
                wrong.append(name)
                print(f"wrong: {name}: {problem}", flush=True)
            else:
                counts.update(model.operators)
                counts["all"] += 1
    right = counts.pop("all", 0)
    print(", ".join(f"{name} {count}" for name, count in counts.most_common()))
    print(
        f"{right} of {right + len(left_out) + len(wrong)} models give ONNX's outputs, "
        f"{len(left_out)} left out, {len(wrong)} wrong; {others} have other operators or inputs")
    sys.exit(1 if wrong or not right else 0)


if __name__ == "__main__":
    main()
