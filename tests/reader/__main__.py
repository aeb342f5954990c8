"""Reads an archive, or what is public of one, by docs/specification.md and docs/withheld.md alone: another pair of eyes
than the program's.

Usage: python3 tests/reader ROOT [PROOF...]. Prints what is wrong, and ends with 1 if anything is. A PROOF is what
`literatim prove` printed.
"""

import os
import re
import sys
import traceback

sys.dont_write_bytecode = True

from extent import in_place
from inventory import ROOT, WEB_ARCHIVES, added, furniture, inventory, manifest_of, stamp
from lock import lock
from log import history, proof
from names import names
from pages import bytes_of, list_of, listed, named
from pages import proof as proof_of_page
from repeated import repeated, table
from seals import seals
from told import ARCHIVE, DIGEST, MOMENT, committed as what_was, digest, expect, on_disk, parse, printed, read, root, there
from told import unchecked, wrong
from withheld import committed, public

RECORD = {"captured_at", "urls", "publisher", "title", "published", "charset", "came_from", "marks", "text", "warc"}
BODY = {"body", "block-quotation", "list", "table", "correction", "note"}
HEAD = [
    "format", "capture", "captured_at", "urls", "came_from", "publisher", "title", "published", "media_type", "bytes",
    "sha256", "record", "extent",
]
TAIL = ["reader", "made_by", "charset", "charset_from", "text", "rules", "parts", "places", "segments"]
OPTIONAL = {
    "captured_at", "urls", "came_from", "publisher", "title", "published", "record", "extent", "made_by", "charset", "charset_from",
    "text", "parts", "places",
}
# 1.8: the ends of the names of folders with the parts of a page.
PARTS = (
    "_files .files -dateien _dateien _fichiers _archivos _arquivos _ficheros _file _bestanden -filer _filer _tiedostot _pliki _soubory "
    "_elemei _dosyalar _datoteke _fitxers"
).split()
NUMBER = re.compile(r"0|[1-9][0-9]*\Z")


def segments(path, lines):
    """Of each segment the role, the span, the number of the one that it repeats, and the rule (3.5)."""
    found, at, before = [], 0, None
    for line in lines:
        role, *lengths = line.split(" ")
        rule = role
        if lengths and not lengths[0][:1].isdigit():
            rule = lengths.pop(0)
            expect(path, "it names a rule like its role", rule != role)
        expect(path, "two lines could be one", (role, rule) != before)
        expect(path, "a line without lengths", lengths)
        before = (role, rule)
        for length in lengths:
            length, *of = length.split("=")
            expect(path, "a number is misspelled", all(NUMBER.match(number) for number in [length, *of]))
            found.append((role, at, at + int(length), int(of[0]) if of else None, rule))
            at += int(length)
    expect(path, "a segment is empty", all(start < end for _, start, end, *_ in found))
    originals = (found[of] for *_, of, _ in found if of is not None and of < len(found))
    expect(path, "a copy is of a copy", all(of is None or of < len(found) for *_, of, _ in found))
    expect(path, "a copy is of a copy", all(of is None for *_, of, _ in originals))
    return found


def record(path, entry):
    """2."""
    if entry["record"] is None:
        return expect(path, "the inventory has no digest of it", not there(path))
    data = read(path)
    expect(path, "changed", digest(data) == entry["record"])
    told = parse(path, data)
    expect(path, "it has other keys", set(told) <= RECORD)
    expect(path, "its urls are others", told.get("urls", []) == entry["urls"])
    is_file = "warc" not in told and not entry["capture"].lower().endswith(WEB_ARCHIVES)
    file = told.get("came_from", "://") if is_file else "://"
    expect(path, "its came_from is another", entry.get("came_from") == (None if "://" in file else file))
    expect(path, "its moment is another", told.get("captured_at", entry["captured_at"]) == entry["captured_at"])


def manifest(name, data, entry, capture):
    """3; the digest of the text, its segments, and what else it says, if there is a text."""
    told = parse(name, data)
    expect(name, "a second spelling", printed(told) == data)
    known = HEAD + (["undecodable"] if "undecodable" in told else TAIL)
    keys = [key for key in known if key in told or key not in OPTIONAL]
    expect(name, "it has other keys", list(told) == keys and told["format"] == "literatim manifest 2")
    expect(name, "a key says nothing", all(told.get(key, 1) not in ([], None) for key in OPTIONAL))
    charset = told.get("charset"), told.get("charset_from")
    expect(name, "it names the usual charset, or half of one", charset != ("UTF-8", "valid") and charset.count(None) != 1)
    said = dict(told, captured_at=told.get("captured_at", stamp(entry["capture"])), urls=told.get("urls", []))
    expect(name, "it says twice when", told.get("captured_at") != (stamp(entry["capture"]) or 0))
    for key in ("sha256", "record"):
        said[key] = told.get(key) and "sha256:" + told[key]
    for key in ("capture", "captured_at", "urls", "came_from", "sha256", "record", "extent"):
        expect(name, f"{key} is another than in the inventory", said.get(key) == entry.get(key))
    expect(name, "bytes is wrong", capture is None or told.get("bytes") == len(capture))
    expect(name, "a digest is misspelled", DIGEST.match(entry["sha256"]) and DIGEST.match(entry["manifest"]))
    moment = entry["captured_at"]
    expect(name, "a moment is misspelled", moment is None or MOMENT.match(moment))
    if "segments" not in told:
        return None
    text = told.get("text")
    expect(name, "it says twice of which text it is", text != told["sha256"])
    return "sha256:" + (text or told["sha256"]), segments(name, told["segments"]), told


def is_left_out(folder, files):
    """1.8: a hidden folder, or one with the parts of a page beside it."""
    pages = (name.lower().rpartition(".") for name in files)
    pages = {stem for stem, _, ending in pages if ending in ("html", "htm", "xhtml", "xht", "shtml")}
    ends = [end for end in PARTS if folder.lower().endswith(end)]
    return folder.startswith(".") or any(folder.lower().removesuffix(end) in pages for end in ends)


def shelf(entries):
    """4.10: nothing lies in the archive that is not listed."""
    for folder, folders, files in os.walk(on_disk("archive")):
        below = os.path.relpath(folder, on_disk("archive")).replace(os.sep, "/")
        below = "archive" if below == "." else f"archive/{below}"
        if ARCHIVE != "archive":
            folders[:] = [name for name in folders if not is_left_out(name, files)]
        for name in (name for name in files if not name.startswith(".")):
            path = f"{below}/{name}"
            is_record = path.endswith(".record.json") and path.removesuffix(".record.json") in entries
            is_capture = path in entries and "extent" not in entries[path]
            expect(path, "nothing lists it", is_record or is_capture)


def held():
    if there("manifests/inventory.json") and not read(ROOT).startswith(b"# "):
        return expect(ROOT, "it is of format 1, which is not read here (`literatim manifest --upgrade`)", False)
    made, sums = inventory()
    leaves = history(made, sums)
    new, more = added()
    # What the inventory lists goes first.
    entries = {**new, **made.entries}
    lists = {path: listed(entry) for path, entry in entries.items() if "pages" in entry}
    for page in (page for path in sorted(lists, reverse=True) for page in lists[path]):
        expect(page["capture"], "it is listed twice", page["capture"] not in entries or "page" in entries[page["capture"]])
        entries[page["capture"]] = page
    written = {path: pages for path, pages in lists.items() if "pages" in made.entries.get(path, ())}
    of_pages = named(written, sums)
    entries = {path: entries[path] for path in sorted(entries, key=str.encode)}
    known = table(sums)
    for publisher, paragraphs in more.items():
        known[publisher] = known.get(publisher, set()) | paragraphs
    texts, bodies = {}, {}
    for path, entry in entries.items():
        if "page" in entry:
            capture = bytes_of(path, entry, entries)
            expect(path, "it is not what was committed to", capture is None or digest(capture) == entry["sha256"])
            # The manifest is made of it by the program's rules, which are not known here.
            continue
        capture = in_place(path, entry, entries) if "extent" in entry else read(path)
        expect(path, "it is not what was committed to", capture is None or digest(capture) == entry["sha256"])
        record(path + ".record.json", entry)
        name = manifest_of(path)
        data = what_was(name, entry["manifest"].removeprefix("sha256:"))
        transcript = None if data is None else manifest(name, data, entry, capture)
        if transcript is None:
            continue
        text, found, told = transcript
        # Of other captures the text must be read out first.
        is_text = text == entry["sha256"] == digest(capture or b"")
        if is_text:
            tiled = not found and not capture or found[-1][2] == len(capture)
            expect(name, "its segments leave a gap", tiled)
            texts[entry["sha256"]] = capture
            bodies[path] = [capture[start:end].decode() for role, start, end, *_ in found if role in BODY]
        repeated(name, told, found, BODY, capture if is_text else None, known)
    names(entries)
    shelf(entries)
    furniture(entries, sums, made.shards(), {*map(list_of, lists), *(of_pages or ())})
    expect(ROOT, "it is missing", there(ROOT) or new or not there("archive"))
    seals(leaves)
    lock(texts)
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            text = file.read()
        if text.startswith(b"literatim page proof 2\n"):
            proof_of_page(path, text, lambda path, log: proof(path, log, leaves))
        else:
            proof(path, text, leaves)
    return bodies


def all_():
    bodies = held() or {} if there(ROOT) or not there("withheld.json") else {}
    if there("withheld.json"):
        entries = public()
        if there("archive/.disclosure-seed"):
            committed(entries, bodies)


try:
    all_()
except (AttributeError, IndexError, KeyError, TypeError, ValueError) as why:
    # Something that was committed to has another form than it must have.
    wrong.append(f"{traceback.extract_tb(why.__traceback__)[-1].name}: the rest was not read: {why!r}")

print("\n".join(wrong + unchecked) or "sound")
sys.exit(bool(wrong))
