"""Words that are withheld, and proofs of some (docs/withheld.md)."""

import base64
import hashlib
import hmac

from told import expect, fingerprint, parse, printed, read, spelled, there

RANGES = [
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3040, 0x30FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
]
SPACE = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}


def is_spaceless(c):
    return any(first <= ord(c) <= last for first, last in RANGES)


def split(text):
    """Rule 2."""
    tokens = []
    for at, c in enumerate(text):
        before = text[at - 1] if at else None
        begins = c not in SPACE and before is not None
        if before is None or begins and (before in SPACE or is_spaceless(before) or is_spaceless(c)):
            tokens.append(c)
        else:
            tokens[-1] += c
    return tokens


def number(value):
    return value.to_bytes(4, "big")


def text(value):
    return number(len(value.encode())) + value.encode()


def sha256(data):
    return hashlib.sha256(data).digest()


def keyed(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()[:16]


def terms(entry):
    """Rule 6."""
    body = entry["body"]
    names = ["literatim withheld 1", entry["article"], entry["capture"], body["rule"], body["role"]]
    return b"".join(map(text, names)) + bytes([body["depth"]])


def salts(salt, level):
    """Rule 8."""
    row = [salt]
    for _ in range(level):
        row = [keyed(each, bytes([side])) for each in row for side in (0, 1)]
    return row


def above(row):
    """Rule 10, up to the top."""
    while len(row) > 1:
        row = [sha256(b"\1" + left + right) for left, right in zip(row[::2], row[1::2])]
    return row[0]


def leaf(salt, token):
    """Rule 9."""
    paragraph, words = token
    return sha256(b"\0" + salt + number(paragraph) + words.encode())


def root(entry, top):
    """Rule 11."""
    return "sha256:" + sha256(b"\2" + terms(entry) + top).hex()


def whole(entry, seed, tokens):
    """The root of a body, by one who has the seed (rules 4 to 11)."""
    count = 1 << entry["body"]["depth"]
    fits = len(tokens) <= count and (count == 1 or len(tokens) > count // 2)
    message = b"\3" + terms(entry) + b"".join(number(paragraph) + text(words) for paragraph, words in tokens)
    leaves = salts(keyed(seed, message), entry["body"]["depth"])
    padded = tokens + [(0, "")] * (count - len(tokens))
    return root(entry, above([leaf(*both) for both in zip(leaves, padded)])) if fits else None


def opened(entry, proof):
    """The root that a proof makes (rules 14 to 17)."""
    tokens, given, behind = {}, [], -1
    for run in proof["runs"]:
        at = run["token"]
        if at <= behind or not run["words"] or not all(run["words"]) or run["paragraph"] < 1:
            raise ValueError("its runs are no runs")
        for paragraph, words in enumerate(run["words"], run["paragraph"]):
            for token in split(words):
                tokens[at] = (paragraph, token)
                at += 1
        behind = at
    if not tokens or behind > 1 << entry["body"]["depth"]:
        raise ValueError("there is no room for its runs")
    for name, size in (("salts", 16), ("siblings", 32)):
        data = base64.b64decode(proof[name], validate=True)
        if len(data) % size:
            raise ValueError(f"{name} are cut short")
        given.append(iter([data[at : at + size] for at in range(0, len(data), size)]))
    top = walk(entry["body"]["depth"], 0, tokens, *given)
    if any(True for rest in given for _ in rest):
        raise ValueError("there is more than it takes")
    return root(entry, top)


def walk(level, at, tokens, salts_, siblings):
    """Rule 16."""
    places = range(at << level, (at + 1) << level)
    known = [place in tokens for place in places] if len(places) <= 2 * len(tokens) else [
        any(place in places for place in tokens), False
    ]
    if not any(known):
        return following(siblings)
    if all(known):
        return above([leaf(salt, tokens[place]) for salt, place in zip(salts(following(salts_), level), places)])
    left = walk(level - 1, 2 * at, tokens, salts_, siblings)
    return sha256(b"\1" + left + walk(level - 1, 2 * at + 1, tokens, salts_, siblings))


def following(rest):
    found = next(rest, None)
    if found is None:
        raise ValueError("there is less than it takes")
    return found


def public():
    """The public manifest, and every proof (rules 12 to 17); the entries, by capture."""
    path = "withheld.json"
    data = read(path)
    withheld = parse(path, data)
    entries = withheld.get("captures", [])
    expect(path, "a second spelling", printed(withheld) == data)
    expect(path, "another format", withheld.get("format") == "literatim withheld 1")
    expect(path, "its fingerprint is another's", withheld.get("fingerprint") == fingerprint(entries))
    names = [entry["capture"].encode() for entry in entries]
    expect(path, "not in order", names == sorted(set(names)))
    for entry in entries:
        body = entry["body"]
        known = (body["rule"], body["role"]) == ("words-1", "body") and 0 <= body["depth"] <= 24
        expect(path, f"{entry['capture']} is of another form", known)
    entries = {entry["capture"]: entry for entry in entries}
    path = "quotations.proofs"
    for index, line in enumerate(read(path).split(b"\n") if there(path) else [], 1):
        if line:
            proven(f"{path}:{index}", line, entries)
    return entries


def proven(at, line, entries):
    proof = parse(at, line)
    expect(at, "a second spelling", spelled(proof).encode() == line)
    entry = entries.get(proof.get("capture"))
    try:
        expect(at, "it proves nothing", entry is not None and opened(entry, proof) == entry["body"]["root"])
    except (KeyError, TypeError, ValueError) as why:
        expect(at, f"it is no proof: {why}", False)


def committed(entries, bodies):
    """Whether the roots are those of the bodies, by the seed; `bodies`: by capture, the paragraphs."""
    seed = bytes.fromhex(read("archive/.disclosure-seed").decode().strip())
    for capture, paragraphs in bodies.items():
        tokens = [(number, token) for number, words in enumerate(paragraphs, 1) for token in split(words)]
        entry = entries.get(capture)
        made = entry and whole(entry, seed, tokens)
        expect(capture, "another body was committed to", entry and made == entry["body"]["root"])
