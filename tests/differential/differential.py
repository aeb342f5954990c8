"""Compares what notes show with what `literatim verify` reads.

Documents of every format are made at random (constructs.py) and rendered by programs that others wrote. Each has a quotation that is
not faithful. Where the rendered page shows it between quotation marks or set apart, with a link to the archived article, the report
must judge it, or say something of that file: else the document is printed, and the exit code is 1.

Usage: python3 tests/differential/differential.py BINARY [--count N] [--seed S] [--format NAME]... [--most N]

Needs html5lib, and for each format its renderer: cmark-gfm (markdown), docutils (rst), asciidoctor (asciidoc), pandoc (latex, wiki, org).
Formats whose renderer is not there are left out, which is said.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

try:
    from constructs import ADDRESS, FORMATS, HEAD, TAIL
    from shown import Page
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not there: install html5lib")

PANDOC = {"latex": "latex", "wiki": "mediawiki", "org": "org"}


def renderer(name):
    """A function from the paths of documents to their pages; None if its program is not there."""
    if name == "html":
        return lambda paths: [open(path, encoding="utf-8").read() for path in paths]
    if name == "rst":
        try:
            import docutils.core
        except ModuleNotFoundError:
            return None
        settings = {"report_level": 5, "halt_level": 5, "raw_enabled": True, "file_insertion_enabled": False, "syntax_highlight": "none"}
        html = lambda path: docutils.core.publish_string(open(path, encoding="utf-8").read(), writer_name="html5", settings_overrides=settings)
        return lambda paths: [html(path).decode() for path in paths]
    if name == "asciidoc":
        if not shutil.which("asciidoctor"):
            return None
        return asciidoctor
    if name == "markdown":
        command = ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "footnotes", "-e", "autolink"]
    else:
        command = ["pandoc", "--sandbox", "-t", "html", "-f", PANDOC[name]]
    if not shutil.which(command[0]):
        return None

    def page(path):
        done = subprocess.run([*command, path], capture_output=True, timeout=60)
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""

    def pages(paths):
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(page, paths))

    return pages


def asciidoctor(paths):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["asciidoctor", "-q", "-s", "-a", "sectids!", "-D", folder, *paths], capture_output=True, timeout=600)
        page = lambda path: os.path.join(folder, os.path.splitext(os.path.basename(path))[0] + ".html")
        return [open(page(path), encoding="utf-8").read() if os.path.exists(page(path)) else "" for path in paths]


def archive(binary, root):
    article = os.path.join(root, "harbour.txt")
    with open(article, "w", encoding="utf-8") as file:
        file.write(f"The harbour at night\n\n{HEAD} eleven {TAIL} and wrote the number in his book.\n\nNobody saw the twelfth.\n")
    for command in [["init"], ["add", article, "--id", "harbour", "--url", ADDRESS, "--captured-at", "2025-01-20"]]:
        done = subprocess.run([binary, *command], cwd=root, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}: {done.stderr}")


def reported(binary, root, folder):
    """By file: the words that were judged, and true if anything is said of the file itself."""
    done = subprocess.run([binary, "verify", folder, "--format", "json"], cwd=root, capture_output=True, text=True)
    if not done.stdout.startswith("{"):
        sys.exit(f"verify: {done.stderr}")
    report = json.loads(done.stdout)
    judged, said = {}, set()
    for quotation in report["quotations"]:
        judged.setdefault(quotation["file"], []).append(quotation["text"])
    said.update(finding["file"] for finding in report["notes"])
    return judged, said


def tried(binary, root, form, render, chance, count):
    """Tries so many documents; returns in how many the quotation was judged, of how many something was said, how many others there
    were, how many of these could not be rendered, and those where the quotation was missed."""
    folder = os.path.join(root, form.name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    documents = []
    for number in range(count):
        word = f"qz{number:05}x"
        name = f"{form.name}/{number:05}.{form.ending}"
        text = form.document(chance, word)
        with open(os.path.join(root, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
        documents.append((name, word, text))
    judged, said = reported(binary, root, form.name)
    unspoken = [document for document in documents
                if document[0] not in said and not any(document[1] in words for words in judged.get(document[0], []))]
    pages = render([os.path.join(root, name) for name, _, _ in unspoken]) if unspoken else []
    shown = [(document, Page(page, ADDRESS).shows_quoted(document[1])) for document, page in zip(unspoken, pages)]
    blank = sum(not page.strip() for page in pages)
    return [len(judged), len(said), len(pages), blank], [(text, word, way) for (_, word, text), way in shown if way]


def shrunk(binary, root, form, render, text, word):
    """`text` with all left out that it can do without, and is still missed."""
    path = os.path.join(root, f"shrunk.{form.ending}")
    words = f"{HEAD} {word} {TAIL}"
    kept = [words] if words in text else [part for part in words.split() if part in text]

    def is_missed(text):
        if not all(part in text for part in kept):
            return False
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        judged, said = reported(binary, root, os.path.basename(path))
        if said or any(word in words for words in judged.get(os.path.basename(path), [])):
            return False
        return Page(render([path])[0], ADDRESS).shows_quoted(word) is not None

    size = len(text) // 2
    while size > 0:
        start = 0
        while start < len(text):
            less = text[:start] + text[start + size:]
            if is_missed(less):
                text = less
            else:
                start += size
        size //= 2
    return text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20140611)
    parser.add_argument("--format", action="append", choices=[form.name for form in FORMATS])
    parser.add_argument("--most", type=int, default=5, help="how many missed documents of a format are printed, as short as they get")
    given = parser.parse_args()
    binary, missed = os.path.abspath(given.binary), 0
    with tempfile.TemporaryDirectory() as root:
        archive(binary, root)
        for form in FORMATS:
            if given.format and form.name not in given.format:
                continue
            render = renderer(form.name)
            if render is None:
                print(f"{form.name}: left out, its renderer is not there")
                continue
            chance, left, found = random.Random(f"{form.name} {given.seed}"), given.count, []
            counts = [0, 0, 0, 0]
            while left > 0:
                more = tried(binary, root, form, render, chance, min(left, 2000))
                counts = [count + new for count, new in zip(counts, more[0])]
                found += more[1]
                left -= 2000
            judged, said, others, blank = counts
            print(f"{form.name}: {given.count} documents, judged in {judged}, something said of {said}, {others} others; "
                  f"{blank} of these not rendered, missed in {len(found)}")
            if others > 0 and others == blank:
                sys.exit(f"{form.name}: nothing was rendered")
            for text, word, way in sorted(found, key=lambda one: len(one[0]))[: given.most]:
                print(f"--- {way}\n{shrunk(binary, root, form, render, text, word).rstrip()}\n---")
            missed += len(found)
    sys.exit(missed > 0)


main()
