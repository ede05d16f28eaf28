"""Sends a photograph through a public network with the program given: convlens FOLDER.

The photograph is scikit-image's coffee.png (CC0), the network ch_PP-OCRv4_det_infer.onnx of PyPI's
rapidocr-onnxruntime (Apache-2.0), which finds text in pictures: 600 × 400 pixels become 608 × 384, since
it halves them five times. Both wheels are downloaded, and nothing of them is kept. The network is shown
and run; FOLDER gets pictures of its first filters and maps, and what it finds.
"""

import pathlib
import subprocess
import sys
import tempfile
import time
import zipfile

import numpy

MODEL, PHOTO = "ch_PP-OCRv4_det_infer.onnx", "coffee.png"
PACKAGES = {
    "rapidocr-onnxruntime==1.4.4": f"rapidocr_onnxruntime/models/{MODEL}",
    "scikit-image==0.26.0": f"skimage/data/{PHOTO}"}


def bring(package, member, folder):
    """Puts a file of a wheel into a folder."""
    with tempfile.TemporaryDirectory() as wheels:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
             "--python-version", "3.11", "--dest", wheels, package], check=True)
        (wheel,) = pathlib.Path(wheels).iterdir()
        with zipfile.ZipFile(wheel) as archive:
            (folder / pathlib.Path(member).name).write_bytes(archive.read(member))


def main():
    convlens, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for package, member in PACKAGES.items():
            bring(package, member, folder)

        def run(*arguments):
            return subprocess.run(
                [convlens, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout

        given = ["--input", PHOTO, "--resize", "384x608"]
        stages = run("network", "show", MODEL, *given).splitlines()[3:-1]
        start = time.monotonic()
        run("network", "run", MODEL, *given, "-o", "text.npy")
        seconds = time.monotonic() - start
        text = numpy.load(folder / "text.npy")
        assert text.size == 384 * 608 and 0 <= text.min() and text.max() <= 1, text.shape
        # There is none on the cup; its brightest rim is as near as it comes.
        assert text.mean() < 0.01, text.mean()
        first, second = [
            line.split()[0] for line in stages if line.split()[1] == "convolution"][:2]
        for name, options in {
            "first-filter": ["feature-map", "--at", first],
            "first-maps": ["feature-map", "--at", first, "--maps", "all"],
            "second-maps": ["feature-map", "--at", second, "--maps", "all"],
        }.items():
            run("figure", options[0], "--network", MODEL, *given, *options[1:],
                "-o", str(out / f"{name}.png"))
    print(f"{len(stages)} stages of {MODEL} ran over {PHOTO} in {seconds:.1f} s")


main()
