"""Checks the decks that `convlens slides` writes, as the programs do that they are made for.

Usage: check-slides.py CONVLENS FOLDER LESSON [LESSON ...]

Every lesson is made into a PDF, an HTML page, a folder of pictures and Markdown, twice each, which must
be the same to the byte. All formats must have the same pages. The last lesson is also made into a
presentation, which LibreOffice must open. Needs pdfinfo, pdftotext, soffice and Chromium.
"""

import filecmp
import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys

convlens, folder, *lessons = sys.argv[1:]
folder = pathlib.Path(folder)
folder.mkdir(parents=True, exist_ok=True)


def run(*command, timeout=300):
    """The output of a command, which must succeed."""
    done = subprocess.run([str(word) for word in command], timeout=timeout, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.stdout.decode("utf-8", "replace")


def pages(pdf):
    return int(re.search(r"^Pages:\s+(\d+)", run("pdfinfo", pdf), re.M).group(1))


def slides(lesson, name, *options):
    """Makes a deck twice and compares; gives the path of the first."""
    paths = []
    for attempt in ("once", "again"):
        path = folder / attempt / name
        path.parent.mkdir(parents=True, exist_ok=True)
        run(convlens, "slides", lesson, "-o", path, *options)
        paths.append(path)
    compare(*paths)
    return paths[0]


def compare(one, other):
    if one.is_dir():
        names = sorted(path.name for path in one.iterdir())
        assert names == sorted(path.name for path in other.iterdir()), one
        for name in names:
            compare(one / name, other / name)
    else:
        assert filecmp.cmp(one, other, shallow=False), f"{one} is not the same twice"


def check_pictures(path):
    index = json.loads((path / "index.json").read_text("utf-8"))
    listed = [page for slide in index["slides"] for page in slide["pages"]]
    files = {"index.json"}
    for page in listed:
        assert page["alt"], page
        for key, size in (("png", (1920, 1080)), ("png2x", (3840, 2160))):
            files.add(page[key])
            head = (path / page[key]).read_bytes()[:24]
            assert head[:8] == b"\x89PNG\r\n\x1a\n", page[key]
            assert struct.unpack(">II", head[16:24]) == size, page[key]
    assert files == {file.name for file in path.iterdir()}
    return [page["label"] for page in listed]


def check_markdown(path):
    text = path.read_text("utf-8")
    front, *parts = text.split("\n---\n\n")
    assert front.startswith("---\nmarp: true\n"), front
    for picture in re.findall(r"\]\(<([^>]+)>\)", text):
        assert (path.parent / picture).is_file(), picture
    return len(parts)


def check_browser(path, count):
    """The page's own script must have run and shown one page of all."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "Chromium is not installed: the HTML cannot be opened"
    dom = run(chromium, "--headless=new", "--no-sandbox", "--disable-gpu",
              "--virtual-time-budget=2000", "--dump-dom", path.resolve().as_uri())
    assert len(re.findall(r'<article\s+class="page', dom)) == count, "pages are missing"
    assert len(re.findall(r'<article\s+class="page current"', dom)) == 1, "no page is shown"
    assert re.search(r'aria-live="polite">[^<]', dom), "the page is not announced"


def check_presentation(path, count):
    shutil.rmtree(folder / "office", ignore_errors=True)
    run("soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}",
        "--convert-to", "pdf", "--outdir", folder / "office", path)
    pdf = folder / "office" / path.with_suffix(".pdf").name
    assert pages(pdf) == count, f"{pages(pdf)} of {count} slides"


for lesson in lessons:
    pdf = slides(lesson, f"{lesson}.pdf")
    count = pages(pdf)
    labels = check_pictures(slides(lesson, lesson))
    assert len(labels) == count, f"{lesson}: {len(labels)} pictures, {count} pages"
    assert check_markdown(slides(lesson, f"{lesson}.md")) == count
    compare(folder / "once" / f"{lesson}-images", folder / "again" / f"{lesson}-images")
    check_browser(slides(lesson, f"{lesson}.html"), count)
    print(f"{lesson}: {count} pages")

lesson = lessons[-1]
check_presentation(slides(lesson, f"{lesson}.pptx"), pages(folder / "once" / f"{lesson}.pdf"))
for number in (2, 4, 6):
    sheets = pages(slides(lesson, f"handout-{number}.pdf", "--handout", number))
    index = json.loads((folder / "once" / lesson / "index.json").read_text("utf-8"))
    assert sheets == -(-len(index["slides"]) // number), f"{sheets} sheets"
sheet = slides(lesson, "sheet.pdf", "--worksheet")
key = sheet.with_name("sheet-answers.pdf")
assert pages(sheet) == pages(key)
assert run("pdftotext", sheet, "-") != run("pdftotext", key, "-")
print("handouts, worksheet and presentation as well")
