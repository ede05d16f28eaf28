"""Runs every `convlens` command of the given Markdown files, in an empty folder.

Usage: run-documented.py CONVLENS FOLDER FILE...

Each command of a fenced `sh` block that begins with `convlens` is run with FOLDER as the current
folder, so that what it writes can be checked. A command that fails is a failure. A `yaml` block that
says `name: x` stands there as x.yaml.
"""

import pathlib
import re
import shlex
import subprocess
import sys

convlens, folder, *files = sys.argv[1:]
folder = pathlib.Path(folder)
folder.mkdir(parents=True, exist_ok=True)
count = 0
for file in files:
    text = pathlib.Path(file).read_text(encoding="utf-8")
    for block in re.findall(r"```yaml\n(.*?)```", text, re.S):
        if name := re.match(r"name: (\w+)\n", block):
            (folder / f"{name[1]}.yaml").write_text(block, encoding="utf-8")
    for block in re.findall(r"```sh\n(.*?)```", text, re.S):
        for line in re.sub(r"\\\n\s*", "", block).splitlines():
            words = shlex.split(line, comments=True)
            if not words or words[0] != "convlens":
                continue
            if "-o" in words:
                target = folder / words[words.index("-o") + 1]
                target.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run([str(pathlib.Path(convlens).resolve()), *words[1:]], cwd=folder,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
            count += 1
assert count, "no commands"
print(f"{count} documented commands ran")
