"""The part of an address that names the article (specification 4.15 to 4.18)."""

import re

TRACKING = set(
    "__hsfp __hssc __hstc __s _bhlid _branch_match_id _branch_referrer _gl _hsenc _hsmi _openstat at_campaign "
    "at_medium dclid epik fbclid gad_source gbraid gclid gclsrc guccounter guce_referrer guce_referrer_sig "
    "hsctatracking igsh igshid li_fat_id mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash msclkid oly_anon_id "
    "oly_enc_id rb_clickid rdt_cid s_cid scclid srsltid ttclid twclid vero_conv vero_id wbraid wickedid yclid".split()
)
AMP = {"amp", "amp=", "amp=1", "amp=true", "outputType=amp"}
PLAIN = re.compile(rb"[A-Za-z0-9._~-]")
HOST = re.compile(r"[a-z0-9._-]+\Z")
NUMBER = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
QUAD = re.compile(rf"({NUMBER}\.){{3}}{NUMBER}\Z")
CONTROLS = "".join(map(chr, range(0x21)))
SPACE = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# Where an address begins, also inside of another one.
BEGIN = re.compile(r"(https?|ftp|wss?)(:|%(25)*3a)([/\\]|%(25)*(2f|5c))+", re.I)


class Unknown(ValueError):
    """An address that this reader cannot spell as the WHATWG URL Standard does: the standard library has no IDNA of today."""


def escaped(text, marks):
    """With everything escaped that the standard escapes: these marks, and all that is not printed in ASCII."""
    return "".join(
        chr(byte) if 0x20 < byte < 0x7F and chr(byte) not in marks else f"%{byte:02X}" for byte in text.encode()
    )


def walked(path):
    """Without `.` and `..`."""
    parts, whole = [], path.replace("\\", "/").split("/")
    for at, part in enumerate(whole):
        plain, is_last = re.sub("%2e", ".", part, flags=re.I), at == len(whole) - 1
        if plain == "..":
            parts = parts[:-1]
        if plain not in (".", ".."):
            parts.append(part)
        elif is_last:
            parts.append("")
    return "/" + "/".join(parts)


def split(text):
    """Host, port, path and query of an address that begins with a scheme of the web; `None` if it is none (4.15)."""
    text = re.sub("[\t\n\r]", "", text.strip(CONTROLS))
    text = re.sub(r"^https?:[/\\]*", "", text, flags=re.I)
    authority = re.match(r"[^/\\?#]*", text)[0]
    rest, query = text[len(authority) :].split("#")[0], None
    if "?" in rest:
        rest, query = rest.split("?", 1)
    if not authority.isascii() or "@" in authority:
        raise Unknown(authority)
    host, _, port = authority.lower().partition(":")
    if not host or HOST.match(host) and not re.fullmatch("[0-9]*", port) or port.isdigit() and int(port) > 65535:
        return None
    last = host.removesuffix(".").split(".")[-1]
    is_number = re.fullmatch("[0-9]+|0x[0-9a-f]*", last) and not QUAD.match(host)
    if not HOST.match(host) or is_number or re.search(r"(^|\.)xn--", host):
        raise Unknown(host)
    path = escaped(walked(rest[1:]), '"<>`#?{}')
    query = None if query is None else escaped(query, "\"#<>'")
    return host, int(port) if port else None, path, query


def parse(text):
    """4.15; `None` for what is no address of an article."""
    text = text.strip(SPACE)
    if len(text.encode()) > 8192:
        return None
    scheme, found, _ = text.partition("://")
    if found and re.fullmatch("[a-z][a-z0-9+.-]*", scheme, re.I | re.A):
        address = split(text) if scheme.lower() in ("http", "https") else None
    else:
        text = text.removeprefix("//")
        authority = re.match(r"[^/?#\\]*", text)[0]
        is_host = authority and not authority.startswith(".") and "@" not in authority
        address = split("http://" + text) if is_host else None
    if address is None:
        return None
    host = address[0].rstrip(".")
    return address if "." in host and not host.startswith(".") or host == "localhost" else None


def bare(host):
    host = host.rstrip(".")
    while host.startswith(("www.", "amp.")) and "." in host[4:] and host[4] != ".":
        host = host[4:]
    return host


def wayback(address):
    """4.17."""
    host, _, path, query = address
    query = "" if query is None else "?" + query
    if bare(host) == "web.archive.org":
        path = path.lstrip("/")
        if not path.startswith("web/"):
            return None
        path = path.removeprefix("web/")
        stamp, found, inner = path.partition("/")
        inner = inner if found and re.match("[0-9*]", stamp) else path
        inner = re.sub("^(https?:)/*", r"\1//", inner + query)
    else:
        scheme = re.search("/https?:/", path)
        stamp = path[: scheme.start()].split("/")[-1] if scheme else ""
        if not re.fullmatch("[0-9]{14}(.._)?", stamp):
            return None
        inner = f"{scheme[0][1:]}/{path[scheme.end():].lstrip('/')}{query}"
    return inner if parse(inner) else None


def wrapped(address):
    """The address inside of one of an archive or of an AMP cache (4.17)."""
    found = wayback(address)
    if found is not None:
        return found
    host, (_, _, path, query) = bare(address[0]), address
    if host.endswith((".cdn.ampproject.org", ".bing-amp.com")):
        kind = re.match("/[cvir]/(s/)?", path)
    else:
        kind = re.match("/amp/(s/)?", path) if host.startswith("google.") else None
    inner = kind and path[kind.end() :] + ("" if query is None else "?" + query)
    return inner if inner and parse(inner) else None


def normal(text):
    """4.16: one spelling for what is escaped."""

    def one(found):
        byte = bytes.fromhex(found[1])
        return byte.decode() if PLAIN.match(byte) else found[0].upper()

    return re.sub("%([0-9A-Fa-f]{2})", one, text)


def identity(url):
    """`None` if it names no article."""
    signs_in = re.search("@|%(25)*40", url)
    if signs_in and (any(found.start() for found in BEGIN.finditer(url.lstrip())) or re.match(r"\s*//[^/?#\\]*@", url) or "\\" in url):
        raise Unknown("somebody may sign in with it")
    address = parse(url)
    for _ in range(8):
        if address is None:
            return None
        inner = wrapped(address)
        if inner is None:
            break
        address = parse(inner)
    else:
        return None
    host, port, path, query = address
    path = normal(path).rstrip("/")
    while path.endswith("/amp"):
        path = path.removesuffix("/amp").rstrip("/")
    kept = [each for each in normal(query or "").split("&") if each and each not in AMP]
    names = [(each, each.split("=")[0].lower()) for each in kept]
    kept = [each for each, name in names if not name.startswith("utm_") and name not in TRACKING]
    port = "" if port in (None, 80, 443) else f":{port}"
    return bare(host) + port + path + ("?" + "&".join(kept) if kept else "")
