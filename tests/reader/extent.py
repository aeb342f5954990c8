"""Captures that lie in web archives (specification 10)."""

import json
import re
import zlib

from told import expect, read, unchecked


class Unreadable(ValueError):
    """Something that is no record, or no page."""


def fields(head):
    """The first line, and the fields by their names in lower case."""
    first, *rest = head.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    told = [line.split(":", 1) for line in rest if ":" in line and not line.startswith((" ", "\t"))]
    return first, {name.strip().lower(): value.strip() for name, value in told}


def member(data):
    """What one gzip member holds, which must be all of `data`."""
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    plain = unpacker.decompress(data)
    if not unpacker.eof or unpacker.unused_data:
        raise Unreadable("it is not one gzip member")
    return plain


def record(data):
    """10.3: the fields of one record, and its block."""
    plain = member(data) if data.startswith(b"\x1f\x8b") else data
    head, parted, rest = plain.partition(b"\r\n\r\n")
    version, told = fields(head)
    if not parted or not re.fullmatch(r"WARC/(0\.17|0\.18|1\.0|1\.1)", version):
        raise Unreadable("no record begins there")
    length = int(told.get("content-length", "-1"))
    if len(rest) != length + 4 or rest[length:] != b"\r\n\r\n":
        raise Unreadable("its length is another")
    return told, rest[:length]


def unchunked(body):
    """The body without its chunks; as it is where it has none."""
    whole, rest = b"", body
    while True:
        line, found, rest = rest.partition(b"\n")
        size = line.split(b";")[0].strip()
        if not found or not re.fullmatch(rb"[0-9A-Fa-f]{1,15}", size):
            if not whole:
                return body
            raise Unreadable("something stands there that is no chunk")
        size = int(size, 16)
        if size == 0:
            return whole
        whole += rest[:size]
        rest = rest[size:].removeprefix(b"\r").removeprefix(b"\n")


def undone(body, coding):
    if coding in ("gzip", "x-gzip"):
        return zlib.decompress(body, 16 + zlib.MAX_WBITS) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate":
        try:
            return zlib.decompress(body)
        except zlib.error:
            return zlib.decompress(body, -zlib.MAX_WBITS)
    raise LookupError(coding)


def payload(told, block):
    """10.5."""
    if told.get("warc-type", "").lower() == "resource":
        return block
    head = re.match(rb"(?s)(.*?\r?\n)\r?\n", block)
    if head is None:
        raise Unreadable("the response has no head")
    _, said = fields(head.group(1))
    body = block[head.end() :]
    if "chunked" in said.get("transfer-encoding", "").lower():
        body = unchunked(body)
    codings = [coding.strip().lower() for coding in said.get("content-encoding", "").split(",")]
    for coding in reversed([coding for coding in codings if coding not in ("", "identity", "none")]):
        body = undone(body, coding)
    return body


def in_place(path, entry, entries):
    """The bytes of a capture with an extent; `None` where they cannot be had, or not by the standard library."""
    extent = entry["extent"]
    expect(path, "its extent has other keys", list(extent) == ["file", "span"])
    name, (start, end) = extent["file"], extent["span"]
    holder = entries.get(name, {})
    expect(path, "what it lies in is not listed", holder and "extent" not in holder)
    expect(path, "what it lies in is no web archive", name.lower().endswith((".warc", ".warc.gz", ".wacz")))
    data = read(name)[start:end]
    try:
        warc = json.loads(read(path + ".record.json"))["warc"]
        expect(path, "its record tells another extent", warc["extent"] == extent)
        told, block = record(data)
        id_ = warc.get("refers_to", warc["record_id"])
        expect(path, "another record stands there", len(data) == end - start > 0 and told.get("warc-record-id") == id_)
        return payload(told, block)
    except LookupError as coding:
        unchecked.append(f"{path}: not read here: {coding}")
    except (ValueError, zlib.error) as why:
        expect(path, f"it cannot be read in {name}: {why}", False)
    return None
