"""The log, its tree and its checkpoint (specification 5, 6, 8)."""

import base64
import hashlib

from inventory import Inventory, folder_of, stamp
from told import committed, digest, expect, fingerprint, parse, printed, spelled, unchecked

CHECKPOINT = "history/checkpoint"
KEYS = ["capture", "captured_at", "urls", "came_from", "sha256", "record", "manifest", "extent", "pages"]


def inventory_1(before, entries):
    """The bytes of an inventory of format 1 (5.6)."""
    entries = [entries[path] for path in sorted(entries, key=str.encode)]
    format_ = "literatim inventory 1"
    return printed({"format": format_, "fingerprint": fingerprint(entries), "before": before, "captures": entries})


def leaf(line):
    return hashlib.sha256(b"\0" + line).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def merkle(leaves):
    """RFC 9162, 2.1.1."""
    if len(leaves) == 1:
        return leaf(leaves[0])
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node(merkle(leaves[:half]), merkle(leaves[half:]))


def checkpoint(leaves):
    name = leaf(leaves[0]).hex()[:16]
    return f"literatim/{name}\n{len(leaves)}\n{base64.b64encode(merkle(leaves)).decode()}\n".encode()


def lines(sums):
    """The lines of all files of the log, each with its place (5.1)."""
    found = []
    files = sorted(path for path in sums if path.startswith("history/") and path != CHECKPOINT)
    for number, path in enumerate(files):
        expect("manifests/SHA256SUMS", f"{path} is not the next file of the log", path == f"history/log/{number:09}")
        data = committed(path, sums[path])
        if data is None:
            # What its other files lead to cannot be known.
            return []
        expect(path, "its end is cut off", data.endswith(b"\n"))
        there = data.split(b"\n")[:-1]
        full = len(there) == 4096 if path != files[-1] else 0 < len(there) <= 4096
        expect(path, "it has another number of lines", full)
        found += [(f"{path}:{at}", line) for at, line in enumerate(there, 1)]
    return found


def entry_of(path, line):
    """The entry in a line (5.2), or in one of format 1 (5.6), with all its keys."""
    entry = {key: line.get(key) for key in KEYS if key not in ("came_from", "extent", "pages") or key in line}
    if "article" in line:
        keys = ["capture", "article", *KEYS[1:]]
        expect(path, "it has other keys", list(line) == [key for key in keys if key in line])
        expect(path, "its article is another", line["article"] == folder_of(line["capture"]))
        return entry
    entry["captured_at"] = line.get("captured_at", stamp(line["capture"]))
    entry["urls"] = line.get("urls", [])
    said = [key for key in KEYS if line.get(key) not in (None, [])]
    expect(path, "it has other keys, or one that says nothing", list(line) == said)
    expect(path, "it says twice when", line.get("captured_at") != (stamp(line["capture"]) or 0))
    return entry


def as_format_1(entry):
    return {"capture": entry["capture"], "article": folder_of(entry["capture"]), **entry}


class Log:
    """What the lines so far lead to (5.2 to 5.6)."""

    def __init__(self, learned):
        self.listed, self.changed = Inventory(learned), False
        # The formats of the entries since the last inventory, and of that; and its digest, if that is format 1.
        self.forms, self.ended, self.before = set(), None, None

    def change(self, path, line):
        if "dropped" in line:
            expect(path, "it drops what is not listed", self.listed.drop(line["dropped"]) is not None)
        elif "explains" in line:
            text = line.get("because", "")
            expect(path, "it gives no reason", text and text.strip() == text and len(text) <= 1000)
        elif "capture" in line:
            entry = entry_of(path, line)
            self.forms.add(1 if "article" in line else 2)
            expect(path, "it changes nothing", self.listed.entries.get(entry["capture"]) != entry)
            self.listed.put(entry)
        else:
            expect(path, "it is no line of the log", False)
        self.changed = True

    def end(self, path, line):
        """An inventory line."""
        form = 2 if "fingerprint" in line else 1
        is_upgrade = (self.ended, form) == (1, 2)
        expect(path, "nothing changed since the inventory before it", self.changed or is_upgrade)
        expect(path, "it is of another format than lines before it", self.forms <= {form} and (self.ended or 0) <= form)
        if form == 1:
            entries = {path: as_format_1(entry) for path, entry in self.listed.entries.items()}
            named, found = line["inventory"], digest(inventory_1(self.before, entries))
            self.before = named
        else:
            named, found = line["fingerprint"], self.listed.fingerprint()
        if form == 2 and self.listed.unknown:
            unchecked.append(f"{path}: not checked: an address of {min(self.listed.unknown)} cannot be spelled here")
        else:
            expect(path, "it names another inventory", named == found)
        self.forms, self.ended, self.changed = set(), form, False


def history(made, sums):
    """The lines, which must lead to the inventory in the files; every inventory that they name is made again (5)."""
    all_, log = lines(sums), Log(made.learned)
    if not all_:
        expect("history/log", "there is none that leads to the inventory", not made.entries)
        return []
    for path, line in all_:
        told = parse(path, line)
        expect(path, "a second spelling", spelled(told).encode() == line)
        if "fingerprint" in told or "inventory" in told:
            log.end(path, told)
        else:
            log.change(path, told)
    leaves = [line for _, line in all_]
    expect("history/log", "no inventory of this format at its end", (log.ended, log.changed) == (2, False))
    expect("history/log", "it leads to another inventory", log.listed.entries == made.entries)
    expect("manifests/SHA256SUMS", f"it does not name {CHECKPOINT}", CHECKPOINT in sums)
    found = committed(CHECKPOINT, sums[CHECKPOINT]) if CHECKPOINT in sums else None
    expect(CHECKPOINT, "it is not that of the log", found in (None, checkpoint(leaves)))
    return leaves


def includes(line, index, size, hashes, root):
    """RFC 9162, 2.1.3.2."""
    if index >= size:
        return False
    at, last, found = index, size - 1, leaf(line)
    for other in hashes:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node(other, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, other)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def proof(path, text, leaves):
    """What `literatim prove` printed (8), and whether it is of this log."""
    head, _, signed = text.partition(b"\n\n")
    lines = head.split(b"\n")
    try:
        form, extra, index = lines[:3]
        hashes = [base64.b64decode(line, validate=True) for line in lines[3:]]
        line = base64.b64decode(extra.removeprefix(b"extra "), validate=True)
        index = int(index.removeprefix(b"index "))
        size, root = int(signed.split(b"\n")[1]), base64.b64decode(signed.split(b"\n")[2], validate=True)
    except (ValueError, IndexError) as why:
        return expect(path, f"it is no proof: {why}", False)
    expect(path, "it is of another form", form == b"c2sp.org/tlog-proof@v1")
    expect(path, "its hashes lead to another root", includes(line, index, size, hashes, root))
    expect(path, "its checkpoint is of another log", leaves and signed == checkpoint(leaves[:size]))
