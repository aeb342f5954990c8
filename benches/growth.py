"""How time and memory of each command grow with the number of articles, beside `git status` and `sha256sum` on the same
files in the same run.

Usage: python3 benches/growth.py BINARY [SIZE...]    (sizes are 100, 1000 and 10000 if none is given)

Articles are of about 1.5 KB, made up of random words. Each command runs ROUNDS times; the median counts. The exponent is
that of the growth from one size to the next: 1 is linear, 0 is independent of the size.
"""

import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROUNDS = 3


def article(chance, words, number):
    sentence = lambda: " ".join(chance.choices(words, k=20)).capitalize() + "."
    paragraphs = [" ".join(sentence() for _ in range(2)) for _ in range(5)]
    return f"Headline {number}\n\n" + "\n\n".join(paragraphs) + "\n"


def generate(root, size):
    chance = random.Random(20140611)
    words = ["".join(chance.choices("abcdefghijklmnop", k=chance.randint(3, 9))) for _ in range(5000)]
    os.makedirs(f"{root}/manifests")
    open(f"{root}/literatim.toml", "w").close()
    with open(f"{root}/manifests/.gitignore", "w") as file:
        file.write(".lock\n.literatim-*\n")
    for number in range(size):
        folder = f"{root}/archive/a{number:07}"
        os.makedirs(folder)
        text = article(chance, words, number)
        with open(f"{folder}/20140611T000000Z.txt", "w") as file:
            file.write(text)
        if number == size // 2:
            quoted = text.split("\n\n")[2].split(". ")[0]
            with open(f"{root}/notes.md", "w") as file:
                file.write(f"> {quoted}\n\n— [@a{number:07}]\n")
    with open(f"{root}/new.txt", "w") as file:
        file.write(article(chance, words, size))


def run(root, command):
    """Wall time and processor time in seconds; the most memory in MB."""
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)} in {root} ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(root, commands):
    """The median of each command. They take turns, so that a busy minute slows all of them."""
    rounds = [[] for _ in commands]
    for turn in range(ROUNDS):
        for results, command in zip(rounds, commands.values()):
            results.append(run(root, [part.replace("TURN", str(turn)) for part in command]))
    return {name: sorted(results)[ROUNDS // 2] for name, results in zip(commands, rounds)}


def of_size(binary, size):
    root = tempfile.mkdtemp()
    try:
        generate(root, size)
        first = run(root, [binary, "manifest"])
        # The first run after files were made reads them, and keeps what it saw.
        run(root, [binary, "manifest"])
        git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "gc.auto=0"]
        for command in [["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]]:
            run(root, git + command)
        reading = {
            "git status": ["git", "status"],
            "sha256sum --check": ["sh", "-c", "find manifests/SHA256SUMS manifests/*.d -type f -exec cat {} + | sha256sum --check --quiet"],
            "verify, one quotation": [binary, "verify", "notes.md"],
            "show, one article": [binary, "show", f"a{size // 2:07}"],
            "manifest, nothing changed": [binary, "manifest"],
            "manifest --check": [binary, "manifest", "--check"],
            "audit": [binary, "audit"],
        }
        results = measure(root, reading)
        results["manifest, all new"] = first
        add = {"add, one article": [binary, "add", "new.txt", "--id", "new-TURN", "--captured-at", "2014-06-12"]}
        results.update(measure(root, add))
        size_of = lambda folder: sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)
        print(f"\n{size} articles: manifests/ has {size_of(f'{root}/manifests') / size:.0f} bytes an article, "
              f"history/ {size_of(f'{root}/history') / size:.0f}")
        return results
    finally:
        shutil.rmtree(root, ignore_errors=True)


def main():
    binary, sizes = os.path.abspath(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [100, 1000, 10000]
    before, size_before = None, None
    for size in sizes:
        results = of_size(binary, size)
        peers = results["git status"][1], results["sha256sum --check"][1]
        print(f"{'':28}{'wall s':>9}{'cpu s':>9}{'MB':>7}{'× git status':>14}{'× sha256sum':>13}{'exponent':>10}")
        for name, (wall, cpu, memory) in results.items():
            growth = "" if before is None else f"{math.log(cpu / before[name][1]) / math.log(size / size_before):.2f}"
            ratios = f"{cpu / peers[0]:14.2f}{cpu / peers[1]:13.2f}"
            print(f"{name:28}{wall:9.3f}{cpu:9.3f}{memory:7.0f}{ratios}{growth:>10}")
        before, size_before = results, size


main()
