"""Writes a layer's tensors as the .npy files that convlens takes.

    python3 tensors_to_npy.py model.pt features.0 -o conv1      # PyTorch: a state dict, and a layer
    python3 tensors_to_npy.py weights.npz conv1 -o conv1        # NumPy: an archive, and a layer
    python3 tensors_to_npy.py digit.npy -o digit                # one array

gives conv1-filter.npy and conv1-bias.npy, or digit.npy. Names are looked for as PyTorch and Keras
spell them: conv1.weight, conv1/weight, conv1_kernel …, and the whole name of one array is taken as it
is. Without a layer, the names are listed. Arrays of an .npz need not be taken out of it: convlens
reads weights.npz#conv1.weight by itself.

PyTorch keeps filters as convlens does: [maps, channels / groups, rows, columns]. Arrays of
TensorFlow and Keras, [rows, columns, channels, maps], are turned round by --channels-last, and so
is an image [rows, columns, channels]. The weights of a dense layer behind a flattening are only
transposed: their inputs stay in the order of rows × columns × channels, for which convlens has
--layout filter:channels-last.
"""

import argparse
import pathlib
import sys

import numpy

NAMES = {"filter": ("weight", "weights", "kernel", "filter", "w"), "bias": ("bias", "biases", "b")}


def load(path):
    """The arrays of a file, by name; an array that is alone has the name ''."""
    if path.suffix == ".npy":
        return {"": numpy.load(path, allow_pickle=False)}
    if path.suffix == ".npz":
        with numpy.load(path, allow_pickle=False) as archive:
            return dict(archive)
    if path.suffix in (".pt", ".pth"):
        import torch

        state = torch.load(path, map_location="cpu", weights_only=True)
        state = state.get("state_dict", state)
        return {
            name: value.detach().double().numpy()
            for name, value in state.items()
            if torch.is_tensor(value)
        }
    sys.exit(f"{path}: give a .pt or .pth file of PyTorch, or a .npz or .npy file of NumPy")


def find(arrays, layer, names):
    """The array of a layer that has one of the names."""
    for name in names:
        for separator in "./_":
            if f"{layer}{separator}{name}" in arrays:
                return arrays[f"{layer}{separator}{name}"]
    return None


def channels_first(array):
    """The array with its channels, and maps, before rows and columns."""
    if array.ndim == 4:
        return array.transpose(3, 2, 0, 1)
    if array.ndim == 3:
        return array.transpose(2, 0, 1)
    return array.T if array.ndim == 2 else array


def save(array, path, is_channels_last):
    array = numpy.asarray(array, dtype="<f8")
    if is_channels_last:
        array = channels_first(array)
    if not numpy.isfinite(array).all():
        sys.exit(f"{path}: there are values that are infinite or no number")
    numpy.save(path, numpy.ascontiguousarray(array))
    print(f"{path}: {' × '.join(map(str, array.shape))}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("layer", nargs="?", help="the layer's name, such as features.0")
    parser.add_argument("-o", "--output", required=True, help="what the files' names begin with")
    parser.add_argument("--channels-last", action="store_true", help="as TensorFlow has them")
    arguments = parser.parse_args()

    arrays = load(arguments.file)
    if list(arrays) == [""]:
        return save(arrays[""], f"{arguments.output}.npy", arguments.channels_last)
    if arguments.layer is None:
        for name, array in arrays.items():
            print(f"{name}: {' × '.join(map(str, array.shape))}")
        return
    if arguments.layer in arrays:
        array = arrays[arguments.layer]
        return save(array, f"{arguments.output}.npy", arguments.channels_last)
    found = {file: find(arrays, arguments.layer, names) for file, names in NAMES.items()}
    if found["filter"] is None:
        sys.exit(f"{arguments.file}: no weights of '{arguments.layer}' among {', '.join(arrays)}")
    for file, array in found.items():
        if array is not None:
            save(array, f"{arguments.output}-{file}.npy", arguments.channels_last)


if __name__ == "__main__":
    main()
