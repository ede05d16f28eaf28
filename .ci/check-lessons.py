"""Checks lessons with the program given: convlens.

The schema in Docs is the one that the program prints. The built-in lessons, the template and the
examples of Docs/Lessons.md are read, computed and laid out; lessons with a mistake are refused at
the line and column that are given. The schema accepts and refuses the same. Needs the packages yaml
and jsonschema.
"""

import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml

DOCS = pathlib.Path(__file__).resolve().parent.parent / "Docs"
HEAD = "title: t\nslides:\n"
# A mistake in each kind of value: the lesson, and where the mistake is.
MISTAKES = {
    "title: [t]\nslides: [{title: a}]": "1, column 8",
    "slides: [{title: a}]": "1, column 1",
    "title: t\nslides: []": "2, column 9",
    "title: t\nthema: dark\nslides: [{title: a}]": "2, column 1",
    "title: t\ntheme: blue\nslides: [{title: a}]": "2, column 8",
    "title: t\npage: tight\nslides: [{title: a}]": "2, column 7",
    "title: t\nnotation: {indices: 2}\nslides: [{title: a}]": "2, column 21",
    "title: t\nwidth: 2\nslides: [{title: a}]": "2, column 1",
    HEAD + "- {}": "3, column 3",
    HEAD + "- text: {a: b}": "3, column 9",
    HEAD + "- figure: stepp": "3, column 11",
    HEAD + "- figure: {step: 1}": "3, column 11",
    HEAD + "- figure: {name: step, input: {a: 1}}": "3, column 31",
    HEAD + "- figure: {name: step, stride: [1, a]}": "3, column 36",
    HEAD + "- figure: {name: step, groups: 0}": "3, column 32",
    HEAD + "- figure: {name: step, activation: relo}": "3, column 36",
    HEAD + "- figure: step\n  step: -1": "4, column 9",
    HEAD + "- figure: step\n  steps: 0-": "4, column 10",
    HEAD + "- figure: step\n  steps: all\n  step: 1": "4, column 3",
    HEAD + "- title: a\n  steps: all": "4, column 3",
    HEAD + "- columns: [{text: a}, {width: 0, text: b}]": "3, column 32",
    HEAD + "- columns: [{columns: [{text: a}]}]": "3, column 14",
    HEAD + "- table: {header: [a]}": "3, column 10",
    HEAD + "- table: {rows: [a, b]}": "3, column 18",
    HEAD + "- quiz: [a]": "3, column 9",
    HEAD + "- use: [primer]": "3, column 8",
    "title: t\nreferences: [a]\nslides: [{title: a}]": "2, column 13",
    "title: t\ntheme: {colours: {ink: red}}\nslides: [{title: a}]": "2, column 24",
    "title: t\ntheme: {colour: {}}\nslides: [{title: a}]": "2, column 9",
    HEAD + "- image: a.png": "3, column 10",
    HEAD + "- image: {file: a.png}": "3, column 10",
    HEAD + "- image: {file: a.png, alt: a, width: 2}": "3, column 39",
    HEAD + "- code: {language: python}": "3, column 9",
    HEAD + "- code: {language: pyton, text: a}": "3, column 20",
    HEAD + "- code: {text: a, lines: b}": "3, column 26",
    HEAD + "- quiz: {explanation: a}": "3, column 9",
    HEAD + "- title: a\n  blank: [[a]]": "4, column 11",
}
# What only the program can tell.
DEEPER_MISTAKES = {
    "title: a: b": "1, column 9",
    HEAD + "- table: {rows: [[a, b], [c]]}": "3, column 26",
    HEAD + "- quiz: no blank": "3, column 9",
    HEAD + "- text: a **b": "3, column 11",
    HEAD + "- text: a $\\simga$": "3, column 12",
    HEAD + "- text: a [@b]": "3, column 12",
    "title: t\ntheme: none.yaml\nslides: [{title: a}]": "2, column 8",
    HEAD + "- use: prime 5": "3, column 8",
    HEAD + "- use: primer 500": "3, column 8",
    HEAD + "- use: primer 5\n  title: a": "4, column 3",
    HEAD + "- text: |\n    ```pyhton\n    a\n    ```": "4, column 8",
    HEAD + "- text: |\n    ```\n    a": "4, column 5",
    HEAD + "- code: {text: a, lines: 2}": "3, column 26",
    HEAD + "- image: {file: none.png, alt: a}": "3, column 17",
    HEAD + "- figure: {name: step, input: [[1, 2], [3]]}": "3, column 40",
    HEAD + "- figure: {name: step, input: none.csv}": "3, column 31",
    HEAD + "- figure: {name: step, window: 2}": "3, column 32",
    HEAD + "- figure: step\n  steps: 0-99": "4, column 10",
    HEAD + "- figure: step\n  blank: [nothing]": "4, column 11",
}


def run(convlens, *arguments, lesson=None):
    return subprocess.run(
        [convlens, "lesson", *arguments], input=lesson, capture_output=True, text=True)


def documented():
    """The lessons of Docs/Lessons.md, those that are parts of a lesson with a head of their own."""
    blocks = re.findall(r"^`{3,4}yaml\n(.*?)^`{3,4}$", (DOCS / "Lessons.md").read_text(),
                        re.DOTALL | re.MULTILINE)
    assert len(blocks) > 5, "Docs/Lessons.md has few examples"
    for block in blocks:
        if re.search("^slides:", block, re.MULTILINE):
            yield block if re.search("^title:", block, re.MULTILINE) else "title: t\n" + block
        elif block.lstrip().startswith("- "):
            yield HEAD + block
        else:
            yield "title: t\n" + block.replace("title: ", "author: ") + "slides: [{figure: step}]\n"


def schema_validator():
    class Loader(yaml.SafeLoader):
        """Reads dates as text, as lessons do."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    schema = json.loads((DOCS / "lesson.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    return lambda text: [error.message for error in validator.iter_errors(yaml.load(text, Loader))]


def main():
    convlens = str(pathlib.Path(sys.argv[1]).resolve())
    assert run(convlens, "schema").stdout == (DOCS / "lesson.schema.json").read_text()
    validate = schema_validator()
    lessons = {name: run(convlens, "new", "-", "--from", name).stdout
               for name in ("primer", "forward-only", "backprop", "networks")}
    lessons["template"] = run(convlens, "new", "-").stdout
    lessons |= {f"Docs/Lessons.md, example {i + 1}": text for i, text in enumerate(documented())}
    for name, text in lessons.items():
        result = run(convlens, "check", "-", lesson=text)
        assert result.returncode == 0, f"{name}: {result.stderr}"
        errors = validate(text)
        assert not errors, f"{name}: {errors[0]}"
        print(f"{name}: {result.stdout.strip()}")
    for text, place in (MISTAKES | DEEPER_MISTAKES).items():
        result = run(convlens, "check", "-", lesson=text)
        assert result.returncode == 65 and f", line {place}: " in result.stderr, (
            f"{text!r}: {result.stderr or result.stdout}")
        if text in MISTAKES:
            assert validate(text), f"{text!r}: the schema accepts it"
        print(result.stderr.strip())


if __name__ == "__main__":
    main()
