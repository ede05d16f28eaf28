"""Times every figure over inputs up to photographs with the program given: none may take long.

Usage: sweep-times.py CONVLENS [--limit SECONDS] [--figure NAME ...] [--photos]

Each figure is drawn as SVG, so that what is timed is the computation and the layout, over inputs and
geometries that grow. The time is that of the processor, which does not depend on what else the
machine does. Prints the slowest, and fails where one takes longer than the limit (2 s for inputs
up to 3 × 224 × 224, PHOTO_SECONDS for photographs, which are read, computed and packed again as
pictures of as many pixels).
"""

import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

INPUTS = ["random:8x8@1", "random:28x28@1", "random:80x80@1", "random:224x224@1",
          "random:3x224x224@1"]
# One channel, and colours: what a camera gives.
PHOTOS = ["random:1080x1920@1", "random:3x1080x1920@1"]
PHOTO_SECONDS = 6.0
SIGMOID = ["--activation", "sigmoid"]
# What a convolution is tried with, for an input of some channels.
CONVOLUTIONS = {
    "small": lambda channels: ["--filter", f"random:{channels}x3x3@2"],
    "deep": lambda channels: ["--filter", f"random:16x{channels}x7x7@2", "--padding", "same"],
    "strided": lambda channels: ["--filter", f"random:4x{channels}x5x5@2", "--stride", "2"],
    "padded": lambda channels: ["--filter", f"random:{channels}x3x3@2", "--padding", "60"],
}
POOLINGS = {
    "small": ["--window", "2"],
    "strided": ["--window", "3", "--stride", "2", "--padding", "same"],
}


# What a photograph is tried with.
OF_PHOTOS = ("small", "strided")
# What nobody asks of a photograph: a fully connected layer has a weight for every pixel and neuron.
NOT_OF_PHOTOS = ("fully-connected", "fully-connected-as-convolution")


def cases(figure, inputs=INPUTS, wanted=None):
    """The options of every case of a figure, with a name each."""
    for tensor in inputs:
        shape = [int(length) for length in tensor.split(":")[1].split("@")[0].split("x")]
        channels = shape[0] if len(shape) == 3 else 1
        given = ["--input", tensor]
        if figure.endswith("-pooling"):
            for name, options in POOLINGS.items():
                if wanted and name not in wanted:
                    continue
                yield f"{tensor} {name}", given + options + ["--upstream", "random:@3"]
        elif figure.startswith("fully-connected"):
            count = 1
            for length in shape:
                count *= length
            yield f"{tensor} 10 neurons", given + SIGMOID + [
                "--filter", f"random:10x{count}@2", "--upstream", "random:@3"]
        else:
            for name, options in CONVOLUTIONS.items():
                if wanted and name not in wanted:
                    continue
                yield f"{tensor} {name}", given + SIGMOID + options(channels) + [
                    "--upstream", "random:@3"]


def timed(command, limit):
    """Runs a command; gives the seconds of processor time that it took, and what it complained of."""
    bounded = ["sh", "-c", f'ulimit -t {int(limit) + 1} && exec "$@"', "sh", *command]
    with subprocess.Popen(bounded, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True) as process:
        message = process.stderr.read().strip()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    if process.returncode < 0:
        message = f"ended by signal {-process.returncode}"
    return seconds, message if process.returncode else ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("convlens")
    parser.add_argument("--limit", type=float, default=2.0)
    parser.add_argument("--figure", action="append")
    parser.add_argument("--photos", action="store_true", help="photographs, and nothing smaller")
    arguments = parser.parse_args()
    convlens = str(pathlib.Path(arguments.convlens).resolve())
    listed = subprocess.run([convlens, "figures"], capture_output=True, text=True, check=True)
    figures = arguments.figure or [line.split()[0] for line in listed.stdout.splitlines()]
    assert figures, "no figures"
    wanted = []
    with tempfile.TemporaryDirectory() as folder:
        for figure in figures:
            if not arguments.photos:
                tried = [(case, arguments.limit) for case in cases(figure)]
            elif figure in NOT_OF_PHOTOS:
                continue
            else:
                tried = [(case, PHOTO_SECONDS) for case in cases(figure, PHOTOS, OF_PHOTOS)]
            wanted += [(figure, name, options, limit) for (name, options), limit in tried]

        def entry(number):
            figure, name, options, limit = wanted[number]
            command = [convlens, "figure", figure, "-o", f"{folder}/{number}.svg"] + options
            seconds, message = timed(command, 5 * limit)
            return seconds, figure, name, message, limit

        # Each on a processor of its own: what is timed is that processor's.
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as crew:
            times = list(crew.map(entry, range(len(wanted))))
    # What a figure refuses, it must refuse in words.
    for seconds, figure, name, message, limit in times:
        if message and seconds < 5 * limit:
            assert message.startswith("Error: ") and len(message.splitlines()) < 4, (
                f"{figure}, {name}: {message}")
    times.sort(key=lambda entry: entry[0] / entry[4], reverse=True)
    for seconds, figure, name, message, limit in times[:15]:
        print(f"{seconds:6.2f} s of {limit}  {figure:30}  {name}  {message}")
    slow = [entry for entry in times if entry[0] > entry[4]]
    print(f"{len(times)} pictures of {len(figures)} figures, {len(slow)} over their limit")
    sys.exit(bool(slow))


if __name__ == "__main__":
    main()
