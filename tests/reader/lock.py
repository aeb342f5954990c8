"""The lock file (specification 9)."""

from told import DIGEST, digest, expect, parse, read, there

KEYS = ["notes", "article", "quotation", "words", "capture", "spans", "prefix", "suffix"]


def lock(captures):
    """`captures`: by digest, the text of each capture whose bytes are its text."""
    path = "quotations.lock"
    pinned = {}
    for number, line in enumerate(read(path).decode().splitlines() if there(path) else [], 1):
        at = f"{path}:{number}"
        entry = parse(at, line)
        keys = [key for key in entry if key != "pin"]
        expect(at, "it has other keys", sorted(keys) == sorted(KEYS))
        if sorted(keys) != sorted(KEYS):
            continue
        expect(at, "a digest is misspelled", DIGEST.match(entry["quotation"]) and DIGEST.match(entry["capture"]))
        key = (entry["notes"], entry["article"], entry["quotation"], entry.get("pin"))
        expect(at, "another line pins it elsewhere", pinned.setdefault(key, entry) == entry)
        capture = captures.get(entry["capture"])
        if capture is not None:
            stands(at, entry, capture)


def plain(words):
    return " ".join(words.split())


def stands(at, entry, capture):
    spans = [capture[start:end].decode() for start, end in entry["spans"]]
    expect(at, "it stands nowhere", spans and all(spans))
    (start, end) = entry["spans"][0]
    before, after = capture[:start].decode()[-32:], capture[end:].decode()[:32]
    expect(at, "other words stand before it", plain(before) == entry["prefix"])
    expect(at, "other words stand after it", plain(after) == entry["suffix"])
    if len(spans) == 1 and plain(spans[0]).startswith(entry["words"]):
        expect(at, "its digest is another's", digest(plain(spans[0]).encode()) == entry["quotation"])
