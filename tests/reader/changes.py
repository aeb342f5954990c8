"""Changes one byte after the other in the files of an archive, at random but each time the same, and sees that the reader
names the file that is wrong.

Usage: python3 tests/reader/changes.py ROOT COUNT. Prints each change that it does not find, and ends with 1 if there is one.
"""

import contextlib
import io
import os
import random
import runpy
import sys

READER = os.path.dirname(os.path.abspath(__file__))
ROOT, COUNT = sys.argv[1], int(sys.argv[2])
sys.path.insert(0, READER)
sys.argv = [READER, ROOT]

import told


def troubles():
    told.wrong.clear()
    told.unchecked.clear()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        runpy.run_path(os.path.join(READER, "__main__.py"), run_name="__main__")
    return list(told.wrong)


def files():
    for top in ("archive", "history", "manifests"):
        for folder, _, names in sorted(os.walk(os.path.join(ROOT, top))):
            yield from (os.path.join(folder, name) for name in sorted(names) if not name.startswith("."))


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def change(path, dice):
    """Returns what is wrong with the reader, if anything is."""
    with open(path, "rb") as file:
        data = file.read()
    at, bits = dice.randrange(len(data)), dice.randrange(1, 256)
    write(path, data[:at] + bytes([data[at] ^ bits]) + data[at + 1 :])
    wrong = troubles()
    write(path, data)
    below = os.path.relpath(path, ROOT).replace(os.sep, "/")
    # The root names others: it may be them that are not what it says.
    named = [each for each in wrong if below in each or below == "manifests/SHA256SUMS"]
    return None if named else f"{below}: byte {at} by {bits}: {wrong[:3]}"


if __name__ == "__main__":
    every, dice = list(files()), random.Random(1)
    missed = troubles() or [each for each in (change(dice.choice(every), dice) for _ in range(COUNT)) if each]
    print("\n".join(missed))
    sys.exit(bool(missed))
