"""Checkpoints that were kept, and their signatures by Ed25519 keys (specification 7)."""

import base64
import hashlib
import os

import told
from log import checkpoint
from told import expect, read

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(one, other):
    """RFC 8032, 5.1.4, in extended coordinates."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor, point):
    sum_ = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            sum_ = add(sum_, point)
        factor, point = factor >> 1, add(point, point)
    return sum_


def point(data):
    """RFC 8032, 5.1.3."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or y >= P:
        raise ValueError("no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def same(one, other):
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def is_signed(key, message, signature):
    """RFC 8032, 5.1.7."""
    s = int.from_bytes(signature[32:], "little")
    hash_ = hashlib.sha512(signature[:32] + key + message).digest()
    k = int.from_bytes(hash_, "little") % ORDER
    return s < ORDER and same(times(s, BASE), add(point(signature[:32]), times(k, point(key))))


def texts(data, count):
    """Texts behind their lengths, and what stands after them."""
    found = []
    for _ in range(count):
        end = 4 + int.from_bytes(data[:4], "big")
        if end > len(data):
            raise ValueError("cut short")
        found.append(data[4:end])
        data = data[end:]
    return found, data


def text(data):
    return len(data).to_bytes(4, "big") + data


def signature(path, message):
    lines = read(path).decode("ascii", "replace").strip().split("\n")
    expect(path, "no armor", lines[0] == "-----BEGIN SSH SIGNATURE-----" and lines[-1] == "-----END SSH SIGNATURE-----")
    try:
        blob = base64.b64decode("".join(lines[1:-1]), validate=True)
        expect(path, "no signature of version 1", blob[:10] == b"SSHSIG" + (1).to_bytes(4, "big"))
        (key, namespace, reserved, hash_, made), rest = texts(blob[10:], 5)
        expect(path, "made for another purpose", namespace == b"literatim" and rest == b"")
        hashed = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}[hash_](message).digest()
        signed = b"SSHSIG" + text(namespace) + text(reserved) + text(hash_) + text(hashed)
        (kind, public), _ = texts(key, 2)
        (form, raw), _ = texts(made, 2)
        if kind == b"ssh-ed25519":
            expect(path, "it does not hold", form == kind and is_signed(public, signed, raw))
    except (ValueError, KeyError) as why:
        expect(path, f"it is no signature: {why}", False)


def seals(leaves):
    folder = os.path.join(told.root, "history/seals")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        path = f"history/seals/{name}"
        if name.endswith(".sig"):
            signature(path, read(path[: -len(".sig")]))
        elif not name.endswith(".tsr"):
            size = int(name.removesuffix(".checkpoint"))
            expect(path, "its name is misspelled", name == f"{size:06}.checkpoint" and 0 < size <= len(leaves))
            expect(path, "history was another", 0 < size <= len(leaves) and read(path) == checkpoint(leaves[:size]))
