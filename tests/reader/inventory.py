"""Root, shards, names, and what was added since (specification 4)."""

import datetime
import json
import os
import re
import unicodedata

import told
from address import Unknown, identity
from repeated import PATH as TABLE
from repeated import in_order
from told import committed, digest, expect, hexes, parse, read, spelled, there

ROOT = "manifests/SHA256SUMS"
ENTRIES, NAMES = "manifests/inventory.d/", "manifests/names.d/"
NEW = "history/new"
SUM = re.compile("([0-9a-f]{64})  (.+)")
WEB_ARCHIVES = (".warc", ".warc.gz", ".warc.zst", ".wacz")


def stamp(path):
    """The moment in the name of a capture (3.3)."""
    name = path.rsplit("/", 1)[-1].split(".")[0]
    try:
        found = datetime.datetime.strptime(name, "%Y%m%dT%H%M%SZ").isoformat() + "Z"
    except ValueError:
        return None
    return found if re.fullmatch("[0-9]{8}T[0-9]{6}Z", name) else None


def folder_of(capture):
    """The folder that a capture is found by (4.3); in format 1, its article."""
    below = capture.removeprefix("archive/")
    return below.rsplit("/", 1)[0] if "/" in below else below.rsplit(".", 1)[0]


def manifest_of(capture):
    return f"manifests/{capture.removeprefix('archive/')}.json"


def depth_for(count):
    """4.3."""
    depth = 0
    while count > 64 * 16**depth:
        depth += 1
    return depth


def shard(folder, key, depth):
    digits = hexes(key.encode())[:depth]
    if depth > 2:
        return f"{folder}{digits[:-2]}/{digits[-2:]}"
    return folder + (digits or "all")


def summed(sums):
    """A list of sums, by path."""
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums, key=str.encode)).encode()


def printed(entry):
    """An entry (4.5)."""
    path, facts, sums = entry["capture"], {}, []
    if entry["captured_at"] not in (None, stamp(path)):
        facts["captured_at"] = entry["captured_at"]
    if entry["urls"]:
        facts["urls"] = entry["urls"]
    if "came_from" in entry:
        facts["came_from"] = entry["came_from"]
    if "extent" in entry:
        facts.update(sha256=entry["sha256"].removeprefix("sha256:"), extent=entry["extent"])
    else:
        sums.append((entry["sha256"], path))
    sums += [(entry["record"], path + ".record.json")] if entry["record"] else []
    sums.append((entry["manifest"], manifest_of(path)))
    if "pages" in entry:
        pages = entry["pages"]
        sums.append((pages["sha256"], manifest_of(path).removesuffix(".json") + ".pages"))
        facts["pages"] = {"count": pages["count"], "root": pages["root"].removeprefix("sha256:")}
    text = "".join(f"{sha256.removeprefix('sha256:')}  {path}\n" for sha256, path in sums)
    return text + (f"#{spelled(facts)}\n" if facts else "")


def stem(path):
    """The name of a file without its ending, composed (4.6); nothing if it has none."""
    parts = [part for part in re.split(r"[/\\]", path) if part not in ("", ".", "..")]
    name = re.sub(r"(?<=.)\.[A-Za-z0-9]{1,10}\Z", "", parts[-1], flags=re.S) if parts else ""
    return "" if any(unicodedata.category(c) == "Cc" for c in name) else unicodedata.normalize("NFC", name)


def names_of(entry):
    """The lines in shards of names that an entry gives (4.6), and the number of its addresses that are not known here."""
    path, unknown = entry["capture"], 0
    if path.lower().endswith(WEB_ARCHIVES):
        return set(), 0
    names = {f"sha256\t{entry['sha256'][7:15]}\t{path}"}
    file = stem(entry.get("came_from", ""))
    names |= {f"file\t{file}\t{path}"} if file else set()
    for url in entry["urls"]:
        try:
            found = identity(url)
            names |= {f"url\t{found}\t{path}"} if found is not None else set()
        except Unknown:
            unknown += 1
    return names, unknown


class Inventory:
    """The files of an inventory that has these entries; of its shards only those are made again that changed."""

    def __init__(self, learned):
        # `learned`: by capture and addresses, the names that an archive has for addresses that are not known here.
        self.learned, self.entries, self.depth = learned, {}, 0
        self.parts, self.sums, self.lists, self.dirty, self.unknown = {}, {}, {}, set(), set()

    def lines(self, entry):
        yield shard(ENTRIES, folder_of(entry["capture"]), self.depth), entry["capture"], printed(entry)
        names, unknown = names_of(entry)
        if unknown:
            more = self.learned.get((entry["capture"], *entry["urls"]))
            self.unknown |= {entry["capture"]} if more is None else set()
            names |= more or set()
        for line in names:
            yield shard(NAMES, line.rsplit("\t", 1)[0], self.depth), line, f"#{line}\n"

    def put(self, entry):
        self.drop(entry["capture"])
        self.entries[entry["capture"]] = entry
        self.place(entry)

    def place(self, entry):
        for path, key, text in self.lines(entry):
            self.parts.setdefault(path, {})[key] = text
            self.dirty.add(path)

    def drop(self, capture):
        entry = self.entries.pop(capture, None)
        for path, key, _ in self.lines(entry) if entry else ():
            self.parts[path].pop(key, None)
            self.dirty.add(path)
        self.unknown.discard(capture)
        return entry

    def bytes_of(self, path):
        part = self.parts.get(path, {})
        return "".join(part[key] for key in sorted(part, key=str.encode)).encode()

    def settle(self):
        if depth_for(len(self.entries)) != self.depth:
            self.depth = depth_for(len(self.entries))
            self.parts, self.sums, self.lists, self.dirty = {}, {}, {}, set()
            for entry in self.entries.values():
                self.place(entry)
        for path in self.dirty:
            sums = self.lists.setdefault(path[:-3] + ".sums", {}) if self.depth > 2 else self.sums
            sums.pop(path, None)
            if self.parts.get(path):
                sums[path] = hexes(self.bytes_of(path))
        for path in {path[:-3] + ".sums" for path in self.dirty} if self.depth > 2 else ():
            self.sums.pop(path, None)
            if self.lists[path]:
                self.sums[path] = hexes(summed(self.lists[path]))
        self.dirty = set()

    def shards(self):
        """The digest of each shard, by path."""
        self.settle()
        return {path: sum_ for sums in self.lists.values() for path, sum_ in sums.items()} if self.depth > 2 else self.sums

    def root(self, others):
        """The root that also names `others` (4.2)."""
        self.settle()
        whole = sum(path.lower().endswith(WEB_ARCHIVES) for path in self.entries)
        head = f"# literatim inventory 2\n# captures {len(self.entries) - whole}\n"
        head += f"# web archives {whole}\n" if whole else ""
        pages = sum(entry["pages"]["count"] for entry in self.entries.values() if "pages" in entry)
        head += f"# pages {pages}\n" if pages else ""
        return head.encode() + summed({**self.sums, **others})

    def fingerprint(self):
        """4.8."""
        return digest(self.root({}))


def entries_in(path, text):
    """The entries of a shard (4.5)."""
    found, sums = [], {}
    for number, line in enumerate(text.split("\n")[:-1], 1):
        is_sum = SUM.fullmatch(line)
        is_list = is_sum and is_sum[2].endswith(".pages")
        if is_sum and not is_list and sums and next(reversed(sums)).startswith("manifests/"):
            found.append((sums, {}))
            sums = {}
        if is_sum:
            sums[is_sum[2]] = "sha256:" + is_sum[1]
        elif line.startswith("#{") and sums:
            found.append((sums, parse(f"{path}:{number}", line[1:])))
            sums = {}
        else:
            expect(f"{path}:{number}", "it is no line of an entry", False)
    found += [(sums, {})] if sums else []
    entries = []
    for sums, facts in found:
        pages = sums.popitem() if next(reversed(sums)).endswith(".pages") else None
        last = next(reversed(sums))
        capture = "archive/" + last.removeprefix("manifests/").removesuffix(".json")
        expect(path, f"{last} is no manifest", last == manifest_of(capture))
        bytes_ = sums.get(capture, "sha256:" + str(facts.get("sha256", "")))
        entry = {"capture": capture, "captured_at": facts.get("captured_at", stamp(capture))}
        entry.update(urls=facts.get("urls", []), sha256=bytes_, record=sums.get(capture + ".record.json"))
        entry["manifest"] = sums[last]
        entry.update((key, facts[key]) for key in ("came_from", "extent") if key in facts)
        if pages:
            said = facts.get("pages", {})
            entry["pages"] = {"count": said.get("count"), "root": f"sha256:{said.get('root')}", "sha256": pages[1]}
        entries.append(entry)
    paths = [entry["capture"] for entry in entries]
    expect(path, "its entries are not sorted, or one is there twice", in_order(paths))
    expect(path, "a second spelling", "".join(map(printed, entries)) == text)
    return entries


def decoded(path, data):
    """The text in a file; nothing of one that is not what was committed to."""
    try:
        data = data or b""
        text = data.decode()
    except UnicodeDecodeError as why:
        expect(path, f"it is no UTF-8: {why}", False)
        return ""
    expect(path, "its end is cut off", not text or text.endswith("\n"))
    return text


def root_of():
    """The sums in the root, by path; the counts are checked when the root is made again."""
    if not there(ROOT):
        return {}
    lines = decoded(ROOT, read(ROOT)).split("\n")[:-1]
    expect(ROOT, "it has another format", lines[:1] == ["# literatim inventory 2"])
    sums = {}
    for number, line in enumerate(lines, 1):
        found = SUM.fullmatch(line)
        expect(f"{ROOT}:{number}", "not a digest and a path", found or line.startswith("# ") and number < 5)
        if found:
            sums[found[2]] = found[1]
    return sums


def learn(names, entries):
    """The names of addresses that are not known here, as the archive has them: no more than there are such addresses."""
    of = {}
    for path, line in names:
        line, parts = line.removeprefix("#"), line.removeprefix("#").split("\t")
        is_name = len(parts) == 3 and parts[0] in ("url", "sha256", "file") and parts[2] in entries
        expect(path, f"not a name of a capture that is listed: {line}", is_name)
        of.setdefault(parts[-1], set()).add(line)
    learned = {}
    for capture, entry in entries.items():
        names, unknown = names_of(entry)
        more = {line for line in of.get(capture, set()) - names if line.startswith("url\t")}
        if unknown:
            expect(capture, "it has more names than addresses", len(more) <= unknown)
            learned[(capture, *entry["urls"])] = more
    return learned


def inventory():
    """The inventory as the root has it (4.1 to 4.7), and the sums in the root."""
    sums = root_of()
    shards = {path: sum_ for path, sum_ in sums.items() if path.startswith((ENTRIES, NAMES))}
    for path in [path for path in shards if path.endswith(".sums")]:
        for line in decoded(path, committed(path, shards.pop(path))).split("\n")[:-1]:
            found = SUM.fullmatch(line)
            expect(path, f"not a digest and a path: {line}", found)
            shards.update({found[2]: found[1]} if found else {})
    entries, names = {}, []
    for path, sum_ in shards.items():
        text = decoded(path, committed(path, sum_))
        if path.startswith(ENTRIES):
            for entry in entries_in(path, text):
                expect(path, f"{entry['capture']} is listed elsewhere too", entry["capture"] not in entries)
                entries[entry["capture"]] = entry
        else:
            names += [(path, line) for line in text.split("\n")[:-1]]
    made = Inventory(learn(names, entries))
    for path in sorted(entries):
        made.put(entries[path])
    right = made.shards()
    for path in sorted({*right, *shards}):
        expect(path, "its entries and its names are others", right.get(path) == shards.get(path))
    others = {path: sum_ for path, sum_ in sums.items() if not path.startswith((ENTRIES, NAMES))}
    if there(ROOT):
        expect(ROOT, "it counts or names other files than there are entries", made.root(others) == read(ROOT))
    return made, sums


def added():
    """What was added since (4.9): the entries, and the table of what publishers repeat."""
    entries, table = {}, {}
    folder = os.path.join(told.root, NEW)
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        if name.startswith("."):
            continue
        path = f"{NEW}/{name}"
        data = read(path)
        expect(path, "its name is not that of its bytes", name == hexes(data)[:16])
        if name != hexes(data)[:16]:
            continue
        head, _, text = decoded(path, data).partition("\n")
        expect(path, "it has another format", head == "# literatim added 2")
        at = re.search("^#repeated ", text, re.M)
        text, repeated = (text[: at.start()], text[at.start() :]) if at else (text, "")
        found = entries_in(path, text)
        expect(path, "it adds nothing", found)
        for entry in found:
            other = entries.setdefault(entry["capture"], entry)
            expect(path, f"another file lists {entry['capture']} otherwise", other == entry)
        order = []
        for line in repeated.split("\n")[:-1]:
            line = re.fullmatch('#repeated ([0-9a-f]{64}) (".*")', line)
            try:
                publisher = json.loads(line[2])
                order.append((publisher.encode(), line[1]))
                right = isinstance(publisher, str) and spelled(publisher) == line[2]
            except (ValueError, TypeError):
                right = False
            expect(path, "a paragraph is misspelled", right)
            if right:
                table.setdefault(publisher, set()).add(line[1])
        expect(path, "its paragraphs are not sorted", order == sorted(set(order)))
    return entries, table


def furniture(entries, sums, shards, lists):
    """4.10: nothing else lies in the folders of manifests and of the log."""
    with_files = (path for path, entry in entries.items() if "page" not in entry)
    known = {ROOT, *sums, *shards, *lists, *map(manifest_of, with_files)}
    for top in ("manifests", "history/log"):
        for folder, folders, files in os.walk(os.path.join(told.root, top)):
            folders[:] = [name for name in folders if not name.startswith(".")]
            below = os.path.relpath(folder, told.root).replace(os.sep, "/")
            for path in (f"{below}/{name}" for name in files if not name.startswith(".")):
                expect(path, "nothing names it", path in known)
    expect(TABLE, "the root does not name it", there(TABLE) == (TABLE in sums))
