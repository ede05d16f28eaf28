"""Checks that what a reader takes is bounded before it is read, with the program given: convlens.

Small files that promise much, streams without an end and damaged files must end with one line and the
right exit code, within the memory and the seconds that stand beside them. The shape that is asked for
never fits, so that nothing but the reading is measured.
"""

import gzip
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

MIB = 1 << 20


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(
        ">I", zlib.crc32(name + content))


def png(side, interlaced):
    """A palette picture of one colour, side × side pixels of one bit, some kilobytes large."""
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2),
              (1, 0, 2, 1)] if interlaced else [(0, 0, 1, 1)]
    rows = b""
    for row, column, down, across in passes:
        width, height = -(-(side - column) // across), -(-(side - row) // down)
        rows += bytes(1 + (width + 7) // 8) * height
    header = struct.pack(">IIBBBBB", side, side, 1, 3, 0, 0, int(interlaced))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"PLTE", bytes(6)) + chunk(
        b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def npz(path, size):
    """An archive whose one entry unpacks to more than is read."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("a.npy", "w", force_zip64=True) as entry:
            for _ in range(size // MIB):
                entry.write(bytes(MIB))


def zeros(path, size):
    with gzip.open(path, "wb", 1) as file:
        for _ in range(size // MIB):
            file.write(bytes(MIB))


def run(convlens, argument, source=None):
    """The exit code, what stands on standard error, the seconds, and the most memory in MiB."""
    start = time.monotonic()
    process = subprocess.Popen(
        [convlens, "trace", "--input", argument, "--reshape", "1x1", "--filter", "1"],
        stdin=open(source) if source else subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    return process.returncode, errors, seconds, usage.ru_maxrss // 1024


def main():
    convlens = pathlib.Path(sys.argv[1]).resolve()
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        side = 4096
        # Three channels of 64-bit numbers, and nothing else of that size.
        picture = 3 * side * side * 8 // MIB + 96
        (folder / "plain.png").write_bytes(png(side, False))
        (folder / "interlaced.png").write_bytes(png(side, True))
        (folder / "huge.png").write_bytes(png(64, False).replace(
            struct.pack(">II", 64, 64), struct.pack(">II", 1 << 16, 1 << 16)))
        zeros(folder / "zeros.csv.gz", 1100 * MIB)
        npz(folder / "zeros.npz", 1100 * MIB)
        header = b'{"a": {"dtype": "F64", "shape": [134217728], "data_offsets": [0, 1073741824]}}'
        (folder / "promise.safetensors").write_bytes(struct.pack("<Q", len(header)) + header)
        (folder / "promise.npy").write_bytes(
            b"\x93NUMPY\x01\x00" + struct.pack("<H", 70)
            + b"{'descr': '<f8', 'fortran_order': False, 'shape': (134217728,), }".ljust(69) + b"\n")
        (folder / "promise.idx").write_bytes(struct.pack(">4BI", 0, 0, 0x0E, 1, 1 << 27))
        # A file of a gibibyte is read whole, and an array that grows is copied once.
        stream = 2600
        cases = [
            ("plain.png", None, 65, picture), ("interlaced.png", None, 65, picture),
            ("huge.png", None, 65, 96), ("zeros.csv.gz", None, 65, stream),
            ("zeros.npz", None, 65, stream), ("promise.safetensors", None, 65, 96),
            ("promise.npy", None, 65, 96), ("promise.idx", None, 65, 96),
            ("/dev/zero", None, 65, stream), ("-", "/dev/zero", 65, stream),
        ]
        for argument, source, expected, memory in cases:
            path = argument if argument.startswith(("/", "-")) else str(folder / argument)
            code, errors, seconds, used = run(convlens, path, source)
            lines = errors.strip().splitlines()
            problems = [
                problem for problem, holds in [
                    (f"exit code {code}, not {expected}", code == expected),
                    (f"{len(lines)} lines of errors", len(lines) == 1),
                    (f"{used} MiB, not {memory} at most", used <= memory),
                    (f"{seconds:.0f} seconds", seconds < 60)] if not holds]
            failed = failed or bool(problems)
            verdict = "; ".join(problems) or "ok"
            print(f"{argument:<22} {used:5} MiB {seconds:5.1f} s  {verdict}")
            print(f"    {errors.strip()[:300]}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
