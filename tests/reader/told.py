"""What is read, and what is wrong with it: shared by all parts of the reader."""

import hashlib
import json
import os
import re
import sys

DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
WAITING = "manifests/.literatim-staged/"
root = sys.argv[1]
wrong, unchecked = [], []


def folder_of_captures():
    """What `archive/` is called on the disk (1.8)."""
    try:
        import tomllib

        with open(os.path.join(root, "literatim.toml"), "rb") as file:
            named = tomllib.load(file).get("archive", "archive")
        return named.removeprefix("./").rstrip("/")
    except (ImportError, OSError, ValueError, AttributeError):
        return "archive"


ARCHIVE = folder_of_captures()


def on_disk(path):
    if path == "archive" or path.startswith("archive/"):
        path = ARCHIVE + path.removeprefix("archive")
    return os.path.join(root, path)


def there(path):
    return os.path.exists(on_disk(path))


def read(path):
    try:
        with open(on_disk(path), "rb") as file:
            return file.read()
    except OSError as why:
        wrong.append(f"{path}: {why}")
        return b""


def hexes(data):
    return hashlib.sha256(data).hexdigest()


def digest(data):
    return "sha256:" + hexes(data)


def committed(path, sum_):
    """The bytes at `path`, or those that wait to be moved there, which have this digest (4.11); else `None`, and it is
    told."""
    waits = WAITING + sum_
    data = read(path) if there(path) or not there(waits) else b""
    if hexes(data) != sum_ and there(waits):
        data = read(waits)
    expect(path, "it is not what was committed to", hexes(data) == sum_)
    return data if hexes(data) == sum_ else None


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
        value = json.loads(text, object_pairs_hook=once)
        if not isinstance(value, dict):
            raise ValueError("it is no object")
        return value
    except ValueError as why:
        wrong.append(f"{path}: {why}")
        return {}


def spelled(value):
    """Compact JSON (specification 1.6)."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def by_lines(key, value):
    """Of a manifest (3.1): parts, places and segments have a line for each."""
    if key in ("parts", "places", "segments"):
        return "[" + ",".join("\n  " + spelled(line) for line in value) + "\n ]"
    return inner(value)


def inner(value):
    """A value in the spelling of a manifest (3.1): compact, but arrays of objects one element a line."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{spelled(key)}:{inner(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[" + ",".join("\n  " + inner(each) for each in value) + "\n ]"
    return spelled(value)


def printed(value):
    """The one spelling of a manifest, an inventory, a public manifest (3.1)."""
    return ("{" + ",".join(f"\n {spelled(key)}:{by_lines(key, each)}" for key, each in value.items()) + "\n}\n").encode()


def fingerprint(entries):
    return digest("".join(spelled(entry) + "\n" for entry in entries).encode())
