"""Reads an archive, or what is public of one, by docs/specification.md and docs/withheld.md alone: another pair of eyes
than the program's.

Usage: python3 tests/reader ROOT [PROOF...]. Prints what is wrong, and ends with 1 if anything is. A PROOF is what
`literatim prove` printed.
"""

import os
import sys

sys.dont_write_bytecode = True

from extent import in_place, unchecked
from lock import lock
from log import history, proof
from names import names
from seals import seals
from told import DIGEST, MOMENT, digest, expect, parse, printed, read, root, there, wrong
from withheld import committed, public

RECORD = {"captured_at", "urls", "publisher", "title", "published", "charset", "came_from", "marks", "warc"}
BODY = {"body", "block-quotation", "list", "table", "correction"}
MANIFEST = [
    "format", "capture", "article", "captured_at", "urls", "publisher", "title", "published", "media_type", "bytes",
    "sha256", "record", "reading",
]


def tiled(path, transcript):
    """3.4."""
    segments = transcript["segments"]
    spans = [segment["span"] for segment in segments]
    ends = [0] + [end for _, end in spans]
    expect(path, "its segments leave a gap", [start for start, _ in spans] == ends[:-1] and ends[-1] == transcript["bytes"])
    expect(path, "a segment is empty", all(start < end for start, end in spans))
    said = [segment["of"] for segment in segments if "of" in segment]
    expect(path, "a copy is of a copy", all(of < len(segments) and "of" not in segments[of] for of in said))


def record(path, entry):
    """2."""
    if entry["record"] is None:
        return expect(path, "the inventory has no digest of it", not there(path))
    data = read(path)
    expect(path, "changed", digest(data) == entry["record"])
    told = parse(path, data)
    expect(path, "it has other keys", set(told) <= RECORD)
    expect(path, "its urls are others", told.get("urls", []) == entry["urls"])
    expect(path, "its moment is another", told.get("captured_at", entry["captured_at"]) == entry["captured_at"])


def manifest(name, data, entry, capture):
    """3; the transcript, if there is one."""
    expect(name, "it is not what was committed to", digest(data) == entry["manifest"])
    told = parse(name, data)
    expect(name, "a second spelling", printed(told) == data)
    keys = [key for key in told if key != "extent"]
    expect(name, "it has other keys", keys == MANIFEST and told["format"] == "literatim manifest 1")
    placed = "extent" not in told or list(told).index("extent") == MANIFEST.index("reading")
    expect(name, "its extent stands elsewhere", placed and told.get("extent") == entry.get("extent"))
    for key in ("capture", "article", "captured_at", "urls", "sha256", "record"):
        expect(name, f"{key} is another than in the inventory", told.get(key) == entry[key])
    expect(name, "bytes is wrong", capture is None or told.get("bytes") == len(capture))
    expect(name, "a digest is misspelled", DIGEST.match(entry["sha256"]) and DIGEST.match(entry["manifest"]))
    moment = entry["captured_at"]
    expect(name, "a moment is misspelled", moment is None or MOMENT.match(moment))
    transcript = told.get("reading", {}).get("transcript")
    if transcript is not None:
        tiled(name, transcript)
    return transcript


def shelf(entries):
    """4.5: nothing lies in the archive that is not listed."""
    for folder, _, files in os.walk(os.path.join(root, "archive")):
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        for name in (name for name in files if not name.startswith(".")):
            path = f"{below}/{name}"
            is_record = path.endswith(".record.json") and path.removesuffix(".record.json") in entries
            is_capture = path in entries and "extent" not in entries[path]
            expect(path, "nothing lists it", is_record or is_capture)


def held():
    leaves, entries = history()
    texts, bodies = {}, {}
    for path, entry in entries.items():
        capture = in_place(path, entry, entries) if "extent" in entry else read(path)
        expect(path, "it is not what was committed to", capture is None or digest(capture) == entry["sha256"])
        record(path + ".record.json", entry)
        name = f"manifests/{path.removeprefix('archive/')}.json"
        transcript = manifest(name, read(name), entry, capture)
        # Of other captures the text must be read out first.
        if transcript is not None and transcript["sha256"] == entry["sha256"] == digest(capture or b""):
            texts[entry["sha256"]] = capture
            body = [segment["span"] for segment in transcript["segments"] if segment["role"] in BODY]
            bodies[path] = [capture[start:end].decode() for start, end in body]
    names(sorted(entries))
    shelf(entries)
    seals(leaves)
    lock(texts)
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            proof(path, file.read(), leaves)
    return bodies


bodies = held() if there("history/log.jsonl") or not there("withheld.json") else {}
if there("withheld.json"):
    entries = public()
    if there("archive/.disclosure-seed"):
        committed(entries, bodies)

print("\n".join(wrong + unchecked) or "sound")
sys.exit(bool(wrong))
