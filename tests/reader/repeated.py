"""What publishers repeat (specification 3.8 to 3.11)."""

import re

from told import committed, digest, expect, parse, printed

PATH = "manifests/repeated.json"
RULE = "repeated-across"
FEWEST = 40
HOST = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?::([1-9][0-9]*))?(?:[/?#].*)?\Z", re.I | re.S)
# Addresses that may contain another one, and hosts that are spelled in another way.
INDIRECT = re.compile(r"/https?:/|web\.archive\.org|ampproject\.org|bing-amp\.com|google\.|xn--", re.I)


def in_order(texts):
    return all(one.encode() < other.encode() for one, other in zip(texts, texts[1:]))


def table(sums):
    """The digests of paragraphs, by publisher (3.8)."""
    if PATH not in sums:
        return {}
    data = committed(PATH, sums[PATH])
    if data is None:
        return {}
    told = parse(PATH, data)
    expect(PATH, "a second spelling", printed(told) == data)
    of = told.get("publishers", [])
    right = list(told) == ["format", "publishers"] and told["format"] == "literatim repeated 2" and of
    right = right and all(list(each) == ["publisher", "paragraphs"] and each["paragraphs"] for each in of)
    expect(PATH, "it has other keys, or is empty", right)
    if not right:
        return {}
    expect(PATH, "it is not sorted", in_order([each["publisher"] for each in of]))
    expect(PATH, "it is not sorted", all(in_order(each["paragraphs"]) for each in of))
    digests = [paragraph for each in of for paragraph in each["paragraphs"]]
    expect(PATH, "a digest is misspelled", all(re.fullmatch("[0-9a-f]{64}", each) for each in digests))
    return {each["publisher"]: set(each["paragraphs"]) for each in of}


def publishers(told, known):
    """The publishers that a capture may have (3.9): the one, or all that are known where Python's lower case, white space
    or addresses may be others than the program's."""
    named = told.get("publisher", "")
    if not named.isascii():
        return list(known)
    named = " ".join(filter(None, re.split(r"[\t\n\x0b\x0c\r ]+", named))).lower()
    if named:
        return [named]
    if not told.get("urls"):
        return []
    address = HOST.match(told["urls"][0])
    if not address or INDIRECT.search(told["urls"][0]):
        return list(known)
    host, port = address[1].lower(), address[2]
    while re.match(r"(www|amp)\.[^.]+\.", host):
        host = host.split(".", 1)[1]
    return [f"{host}:{port}" if port not in (None, "80", "443") else host]


def paragraph(text):
    """The digest of a paragraph's words, and the number of their letters (3.10)."""
    words = re.findall("[a-z0-9]+", text.lower())
    return digest("".join(word + " " for word in words).encode()).removeprefix("sha256:"), sum(map(len, words))


def repeated(name, told, found, body, capture, known):
    """3.11, of the segments of a manifest. The words are compared only if they are ASCII: in rare characters Python's
    letters and lower case are others than the program's. `capture` is None if the text is not the capture."""
    across = [(role, start, end) for role, start, end, _, rule in found if rule == RULE]
    edges = [start for role, start, *_ in found if role in body]
    may = publishers(told, known) if across else []
    for role, start, end in across:
        expect(name, f"{RULE} is another role", role == "boilerplate")
        expect(name, f"{RULE} is inside the body", not edges or start < edges[0] or start > edges[-1])
        expect(name, f"{RULE}, and {PATH} does not have its publisher", any(one in known for one in may))
        if capture is not None and capture[start:end].isascii():
            words, letters = paragraph(capture[start:end].decode())
            expect(name, f"{RULE}, and too short", letters >= FEWEST)
            listed = any(words in known.get(one, ()) for one in may)
            expect(name, f"{RULE}, and {PATH} does not have the paragraph", listed)
