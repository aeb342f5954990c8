"""1.5 and 4.14: names that every system can keep, each in one spelling."""

import re
import unicodedata

from told import expect

DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9\u00b9\u00b2\u00b3]) *(\..*)?", re.I | re.S)
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def folded(name):
    name = unicodedata.normalize("NFD", UNSEEN.sub("", name))
    for case in (str.lower, str.upper, str.lower):
        name = "".join(map(case, name))
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name))


def kept(part):
    """Whether every system can keep this name; the rules hold for what is seen of it, too."""
    plain = not re.search(r'[\x00-\x1f\x7f-\x9f\\:*?"<>|]|^\.|[. ]$|^$', part) and len(part.encode()) <= 200
    plain = plain and not DEVICE.fullmatch(part) and part.lower() != "git~1"
    seen = UNSEEN.sub("", part)
    return plain and (seen == part or kept(seen))


def names(paths):
    """Of all captures, sorted."""
    spelled = {}
    for path in paths:
        parts = path.split("/")
        expect(path, "it has a name that some system cannot keep", all(map(kept, parts)))
        for end in range(1, len(parts) + 1):
            level = "/".join(parts[:end])
            one = spelled.setdefault(folded(level), level)
            expect(path, f"on some systems {level} is {one}", one == level)
