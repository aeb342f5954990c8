"""Lists of the pages of web archives, and their names (specification 11)."""

import json
import re
import zlib
from base64 import b64decode

from address import Unknown, identity
from extent import Unreadable, payload, record
from inventory import depth_for, folder_of, hexes, shard, stamp, summed
from log import merkle, includes
from told import committed, expect, read, spelled, unchecked

PAGES = "manifests/pages.d/"
LINES = 256
HEAD = ["web_archive", "readers", "rules", "parts", "repeated"]


def list_of(web_archive):
    return f"manifests/{web_archive.removeprefix('archive/')}.pages"


def page(path, web_archive, line):
    """The entry of one line (11.3)."""
    below, url, sha256, made, start, end = json.loads(line)
    capture = "archive/" + below
    expect(path, f"a second spelling: {line}", spelled([below, url, sha256, made, start, end]) == line)
    right = all(re.fullmatch("[0-9a-f]{64}", each) for each in (sha256, made)) and 0 <= start < end
    expect(path, f"no page: {line}", right and stamp(capture) and isinstance(url, str))
    return {
        "capture": capture, "captured_at": stamp(capture), "urls": [url], "sha256": "sha256:" + sha256, "record": None,
        "manifest": "sha256:" + made, "extent": {"file": web_archive, "span": [start, end]}, "page": True,
    }


def listed(entry):
    """The pages in the list of a web archive (11.1 to 11.4)."""
    path, sum_ = list_of(entry["capture"]), entry["pages"]
    data = committed(path, sum_["sha256"].removeprefix("sha256:"))
    if data is None:
        return []
    lines = data.decode().split("\n")
    expect(path, "its end is cut off", lines.pop() == "")
    count = sum_["count"]
    blocks = count // LINES + 1
    head, tree = lines[: 2 + blocks], lines[2 + blocks :]
    expect(path, "it has another format", head[:2] == ["# literatim pages 2", f"# pages {count}"])
    expect(path, "it has another number of lines", len(tree) == count + 1)
    end, made = sum(len(line.encode()) + 1 for line in head), []
    for at in range(0, len(tree), LINES):
        block = [line.encode() for line in tree[at : at + LINES]]
        end += sum(len(line) + 1 for line in block)
        made.append(f"# {merkle(block).hex()} {end:012}")
    expect(path, "its blocks are others", head[2:] == made)
    root = merkle([line.encode() for line in tree])
    expect(path, "its root is another", "sha256:" + root.hex() == sum_["root"])
    said = json.loads(tree[0])
    expect(path, "its first line is misspelled", spelled(said) == tree[0])
    expect(path, "its first line has other keys", list(said) == [key for key in HEAD if key in said])
    expect(path, "its first line says nothing of some key", all(said[key] for key in said))
    expect(path, "it is the list of another web archive", said["web_archive"] == entry["capture"])
    pages = [page(path, entry["capture"], line) for line in tree[1:]]
    captures = [one["capture"].encode() for one in pages]
    expect(path, "its pages are not sorted, or one is there twice", captures == sorted(set(captures)))
    return pages


def names_of(entry):
    """The names of a page (11.6)."""
    yield f"in\t{folder_of(entry['capture'])}"
    yield f"sha256\t{entry['sha256'][7:15]}"
    for url in entry["urls"]:
        found = identity(url)
        if found is not None:
            yield f"url\t{found}"


def named(lists, sums):
    """The shards of names, and lists of them (11.5 to 11.7), must be those that the pages give. Returns their paths."""
    depth, parts, known = depth_for(sum(map(len, lists.values()))), {}, {path for path in sums if path.startswith(PAGES)}
    if not lists:
        expect("manifests/SHA256SUMS", "it names names of pages, and there are none", not known)
        return known
    try:
        for web_archive, pages in lists.items():
            for number, entry in enumerate(pages, 1):
                for name in names_of(entry):
                    parts.setdefault(shard(PAGES, name, depth), set()).add((web_archive.encode(), hexes(name.encode())[:8], number))
    except Unknown:
        unchecked.append(f"{PAGES}: not checked: an address of {entry['capture']} cannot be spelled here")
        return None
    made = {}
    for path, names in parts.items():
        text, last = "", None
        for web_archive, digits, number in sorted(names):
            text += f"#{web_archive.decode()}\n" * (web_archive != last) + f"#{digits} {number}\n"
            last = web_archive
        made[path] = hexes(text.encode())
        committed(path, made[path])
    top = made
    if depth > 2:
        lists_of = {}
        for path, sum_ in made.items():
            lists_of.setdefault(path[:-3] + ".sums", {})[path] = sum_
        top = {path: hexes(summed(of)) for path, of in lists_of.items()}
        for path, sum_ in top.items():
            committed(path, sum_)
    expect("manifests/SHA256SUMS", "it names other names of pages", top == {path: sums[path] for path in known})
    return {*made, *top}


def bytes_of(path, entry, entries):
    """The bytes of a page, if the record there is of its address and moment (11.8)."""
    name, (start, end) = entry["extent"]["file"], entry["extent"]["span"]
    expect(path, "what it lies in is not listed", "extent" not in entries.get(name, {"extent": 0}))
    data = read(name)[start:end]
    try:
        told, block = record(data)
        target = told.get("warc-target-uri", "").removeprefix("<").removesuffix(">")
        expect(path, "the record there is of another address", target == entry["urls"][0] or "@" in target)
        expect(path, "the record there is of another moment", told.get("warc-date", "")[:19] == entry["captured_at"][:19])
        return payload(told, block)
    except LookupError as coding:
        unchecked.append(f"{path}: not read here: {coding}")
    except (ValueError, zlib.error) as why:
        expect(path, f"it cannot be read in {name}: {why}", False)
    return None


def proof(path, text, log):
    """Of a page (11.9): the line, and the proof of the line of the log with the root that it leads to."""
    head, _, rest = text.partition(b"\n\n")
    lines = head.split(b"\n")
    line = b64decode(lines[1].removeprefix(b"line "), validate=True)
    index = int(lines[2].removeprefix(b"index "))
    hashes = [b64decode(each, validate=True) for each in lines[3:]]
    extra = rest.split(b"\n")[1].removeprefix(b"extra ")
    sum_ = json.loads(b64decode(extra, validate=True)).get("pages") or {"count": 0, "root": ""}
    root = bytes.fromhex(sum_["root"].removeprefix("sha256:"))
    right = 0 < index and includes(line, index, sum_["count"] + 1, hashes, root)
    expect(path, "its hashes lead to another list of pages", right)
    log(path, rest)
