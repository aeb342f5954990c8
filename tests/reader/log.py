"""The log, its tree and its checkpoint (specification 4 to 6, 8)."""

import base64
import hashlib

from told import digest, expect, fingerprint, parse, printed, read, spelled


def inventory(before, entries):
    """The bytes of the inventory of these entries (4)."""
    entries = [entries[path] for path in sorted(entries, key=lambda path: path.encode())]
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


def history():
    """The lines, and what they lead to; every inventory that they name is made anew (5)."""
    log = read("history/log.jsonl")
    expect("history/log.jsonl", "its end is cut off", log.endswith(b"\n"))
    leaves = log.split(b"\n")[:-1]
    entries, before, made, last = {}, None, b"", {}
    for number, line in enumerate(leaves, 1):
        path = f"history/log.jsonl:{number}"
        last = parse(path, line)
        expect(path, "a second spelling", spelled(last).encode() == line)
        if "inventory" in last:
            made = inventory(before, entries)
            before = last["inventory"]
            expect(path, "it names another inventory", digest(made) == before)
        elif "dropped" in last:
            expect(path, "it drops what is not listed", entries.pop(last["dropped"], None) is not None)
        elif "explains" in last:
            expect(path, "it gives no reason", last["because"] and last["because"].strip() == last["because"])
        elif "capture" in last:
            expect(path, "it changes nothing", entries.get(last["capture"]) != last)
            entries[last["capture"]] = last
    expect("history/log.jsonl", "no inventory at its end", not leaves or "inventory" in last)
    expect("manifests/inventory.json", "the log leads to another", read("manifests/inventory.json") == made)
    if leaves:
        expect("history/checkpoint", "it is not that of the log", read("history/checkpoint") == checkpoint(leaves))
    return leaves, entries


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
