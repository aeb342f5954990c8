"""Reads an archive by docs/format.md alone: another pair of eyes than the program's.

Usage: reader.py ROOT. Prints what is wrong, and ends with 1 if anything is.
"""

import base64
import hashlib
import json
import os
import re
import sys

DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")
root = sys.argv[1]
wrong = []


def read(path):
    try:
        with open(os.path.join(root, path), "rb") as file:
            return file.read()
    except OSError as why:
        wrong.append(f"{path}: {why}")
        return b""


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def expect(path, what, holds):
    if not holds:
        wrong.append(f"{path}: {what}")


def once(pairs):
    """A key that stands twice says two things."""
    keys = dict(pairs)
    if len(keys) != len(pairs):
        raise ValueError("a key stands twice")
    return keys


def parse(path, text):
    try:
        return json.loads(text, object_pairs_hook=once)
    except ValueError as why:
        wrong.append(f"{path}: {why}")
        return {}


def spelled(entry):
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def inventory(before, entries):
    """The bytes of the inventory of these entries."""
    lines = [spelled(entries[path]) for path in sorted(entries, key=lambda path: path.encode())]
    fingerprint = digest("".join(line + "\n" for line in lines).encode())
    body = "".join("\n  " + line + "," for line in lines)[:-1] + ("\n ]" if lines else "]")
    text = '{\n "format":"literatim inventory 1",\n "fingerprint":"%s",\n "before":%s,\n "captures":[%s\n}\n'
    return (text % (fingerprint, spelled(before), body)).encode()


def merkle(leaves):
    """RFC 9162, 2.1.1."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + merkle(leaves[:half]) + merkle(leaves[half:])).digest()


def history():
    """What the log leads to; every inventory that it names is made anew."""
    log = read("history/log.jsonl")
    expect("history/log.jsonl", "its end is cut off", log.endswith(b"\n"))
    leaves = log.split(b"\n")[:-1]
    entries, before, made = {}, None, b""
    for number, leaf in enumerate(leaves, 1):
        line = parse(f"history/log.jsonl:{number}", leaf)
        expect(f"history/log.jsonl:{number}", "a second spelling", spelled(line).encode() == leaf)
        if "inventory" in line:
            made = inventory(before, entries)
            before = line["inventory"]
            expect(f"history/log.jsonl:{number}", "it names another inventory", digest(made) == before)
        elif "dropped" in line:
            entries.pop(line["dropped"], None)
        elif "capture" in line:
            entries[line["capture"]] = line
    expect("manifests/inventory.json", "the log leads to another", read("manifests/inventory.json") == made)
    if leaves:
        name = hashlib.sha256(b"\0" + leaves[0]).hexdigest()[:16]
        checkpoint = f"literatim/{name}\n{len(leaves)}\n{base64.b64encode(merkle(leaves)).decode()}\n"
        expect("history/checkpoint", "it is not that of the log", read("history/checkpoint") == checkpoint.encode())
    return entries


def tiled(path, manifest, capture):
    """Segments tile the text, which for well-formed UTF-8 without a mark is the bytes themselves where sizes agree."""
    transcript = manifest.get("reading", {}).get("transcript")
    if transcript is None:
        return
    spans = [segment["span"] for segment in transcript["segments"]]
    ends = [0] + [end for _, end in spans]
    expect(path, "its segments leave a gap", [start for start, _ in spans] == ends[:-1] and ends[-1] == transcript["bytes"])
    if transcript["sha256"] == manifest["sha256"]:
        expect(path, "the text has another length", transcript["bytes"] == len(capture))


for path, entry in history().items():
    below = path[len("archive/"):]
    capture = read(path)
    expect(path, "it is not what was committed to", digest(capture) == entry["sha256"])
    if entry["record"] is not None:
        expect(path + ".record.json", "changed", digest(read(path + ".record.json")) == entry["record"])
    name = f"manifests/{below}.json"
    data = read(name)
    expect(name, "it is not what was committed to", digest(data) == entry["manifest"])
    manifest = parse(name, data)
    for key in ("capture", "article", "captured_at", "urls", "sha256", "record"):
        expect(name, f"{key} is another than in the inventory", manifest.get(key) == entry[key])
    expect(name, "bytes is wrong", manifest.get("bytes") == len(capture))
    expect(name, "a digest is misspelled", DIGEST.match(entry["sha256"]) and DIGEST.match(entry["manifest"]))
    tiled(name, manifest, capture)

print("\n".join(wrong) or "sound")
sys.exit(bool(wrong))
