"""Trains networks with the program given: convlens.

The commands of the README's section on training are run as they are printed, in FOLDER. Then the network
of Docs/Training.md learns the digits from twelve seeds: its mean accuracy on those that are held out must be
about what PyTorch reaches, and one thread must write the same bytes as two. Where Fashion-MNIST is installed,
an epoch of it is trained with LeNet.

Usage: check-training.py CONVLENS FOLDER
"""

import json
import pathlib
import re
import shlex
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
FASHION = pathlib.Path("/usr/share/datasets/fashion-mnist")
# What PyTorch reaches in the mean over as many seeds is 0.938, give or take 0.003; one seed may lie three
# digits below.
SEEDS = range(1, 13)
LEAST_MEAN = 0.933

convlens = str(pathlib.Path(sys.argv[1]).resolve())
folder = pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)


def train(*arguments):
    """Trains; gives the history."""
    subprocess.run([convlens, "train", *arguments, "--history", "h.json"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)
    return json.loads((folder / "h.json").read_text())


def printed():
    """The README's commands, as they are printed."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.split("## Train, then look inside\n")[1].split("\n## ")[0]
    (block,) = re.findall(r"```sh\n(.*?)```", section, re.S)
    commands = re.sub(r"\\\n\s*", "", block).splitlines()
    for line in commands:
        words = shlex.split(line, comments=True)
        target = folder / words[words.index("-o") + 1]
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([convlens, *words[1:]], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        assert target.stat().st_size > 0, target
    return len(commands)


def digits():
    """The accuracy on the digits that are held out, from three seeds."""
    text = (ROOT / "Docs/Training.md").read_text(encoding="utf-8")
    (network,) = re.findall(r"```yaml\n(.*?)```", text, re.S)
    (folder / "digits-plain.yaml").write_text(network)
    accuracies = []
    for seed in map(str, SEEDS):
        history = train("digits-plain.yaml", "--data", "digits", "--epochs", "40", "--seed", seed,
                        "--validation", "0", "-o", "plain.npz")
        score = history["epochs"][-1]["held_out"]
        assert score["count"] == 297 and history["epochs"][-1]["training"]["count"] == 1500
        accuracies.append(score["accuracy"])
    mean = sum(accuracies) / len(accuracies)
    assert mean >= LEAST_MEAN, accuracies
    files = []
    for threads in "1", "2":
        train("residual", "--data", "digits", "--epochs", "2", "--threads", threads, "--adam",
              "-o", "residual.npz")
        files.append((folder / "residual.npz").read_bytes())
    assert files[0] == files[1], "two threads write other bytes than one"
    worst, best = min(accuracies), max(accuracies)
    return f"{mean:.3f} in the mean of {len(accuracies)} seeds, {worst:.3f} to {best:.3f}"


def fashion():
    """The accuracy of LeNet on Fashion-MNIST after an epoch, and the seconds that it took."""
    def data(part):
        return f"{FASHION}/{part}-images-idx3-ubyte.gz,{FASHION}/{part}-labels-idx1-ubyte.gz"
    start = time.monotonic()
    history = train("lenet", "--data", data("train"), "--test", data("t10k"), "--epochs", "1",
                    "--rate", "0.01", "--seed", "1", "-o", "lenet.npz")
    accuracy = history["epochs"][0]["held_out"]["accuracy"]
    assert accuracy >= 0.75, accuracy
    return f"{accuracy:.3f} after one epoch in {time.monotonic() - start:.0f} s"


print(f"{printed()} commands of the README ran")
print(f"the digits: {digits()} of those held out")
print(f"Fashion-MNIST: {fashion() if FASHION.is_dir() else 'not installed'}")
