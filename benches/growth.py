"""How time and memory of each command grow with the number of articles, beside `git status` and `sha256sum` on the same
files in the same run.

Usage: python3 benches/growth.py BINARY [SIZE...]    (sizes are 100, 1000 and 10000 if none is given)
       python3 benches/growth.py BINARY --pages [SIZE...]    (pages of one web archive that is kept in place)

Articles are of about 1.5 KB, made up of random words. Each command runs ROUNDS times, and once with more than
LARGEST_TREE articles; the median counts. The exponent is
that of the growth from one size to the next: 1 is linear, 0 is independent of the size. Commands about one article should
stay below 0.2, commands about all of them below 1.1; what is above is marked. With more than LARGEST_TREE articles,
git has a tree of 1,000 files beside them.
"""

import gzip
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import uuid

ROUNDS = 3
LARGEST_TREE = 100_000
# Exponents of processor time that commands stay below: about one article, and about all of them.
ONE, ALL = 0.2, 1.1


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


def measure(root, commands, rounds_of_each=ROUNDS):
    """The median of each command, with the exponent that it should stay below. They take turns, so that a busy minute
    slows all of them."""
    rounds = [[] for _ in commands]
    for turn in range(rounds_of_each):
        for results, (command, _) in zip(rounds, commands.values()):
            results.append(run(root, [part.replace("TURN", str(turn + 1)) for part in command]))
    medians = [sorted(results)[rounds_of_each // 2] for results in rounds]
    return {name: (median, limit) for (name, (_, limit)), median in zip(commands.items(), medians)}


def of_size(binary, size):
    root = tempfile.mkdtemp()
    try:
        generate(root, size)
        first = run(root, [binary, "manifest"])
        # The first run after files were made reads them, and keeps what it saw.
        run(root, [binary, "manifest"])
        has_tree = size <= LARGEST_TREE
        tree = root if has_tree else small_tree(f"{root}/tree")
        commit_all(tree)
        quoted = f"a{size // 2:07}"
        capture = f"archive/{quoted}/20140611T000000Z.txt"
        reading = {
            "git status": (["git", "-C", tree, "status"], None),
            "sha256sum --check": (["sh", "-c", "find manifests/SHA256SUMS manifests/*.d -type f -exec cat {} + | sha256sum --check --quiet"], ALL),
            "verify, one quotation": ([binary, "verify", "notes.md"], ONE),
            "show, one article": ([binary, "show", quoted], ONE),
            "history, one article": ([binary, "history", quoted], ONE),
            "impact, one article": ([binary, "impact", quoted, "notes.md"], ONE),
            "prove, one capture": ([binary, "prove", capture], ALL),
            "log": ([binary, "log"], ALL),
            "find, words of no article": (["sh", "-c", f"{binary} find qqqqqq zzzzzz; test $? = 1"], ALL),
            "coverage": ([binary, "coverage", "notes.md"], ALL),
            "manifest, nothing changed": ([binary, "manifest"], ALL),
            "manifest --check": ([binary, "manifest", "--check"], ALL),
            "audit": ([binary, "audit"], ALL),
            "attest": ([binary, "attest", "notes.md"], ALL),
        }
        if has_tree:
            reading["verify --since HEAD"] = ([binary, "verify", "notes.md", "--since", "HEAD"], ONE)
            reading["verify --base HEAD"] = ([binary, "verify", "notes.md", "--base", "HEAD"], ALL)
        turns = ROUNDS if has_tree else 1
        results = measure(root, reading, turns)
        results["manifest, all new"] = first, ALL
        # Each of these changes the archive. The first of them reads the whole log once, as after a clone.
        run(root, [binary, "set", "a0000003", "--title", "The first"])
        add = {"add, one article": ([binary, "add", "new.txt", "--id", "new-TURN", "--captured-at", "2014-06-12"], ONE)}
        results.update(measure(root, add, turns))
        results.update(measure(root, {
            "set, one article": ([binary, "set", "a0000004", "--title", "Title TURN"], ONE),
            "mark, one paragraph": ([binary, "mark", "a0000005", "body TURN", "caption", "--because", "a test"], ONE),
            "rename, one article": ([binary, "rename", "a000001TURN", "b000001TURN"], ONE),
            "remove, one capture": ([binary, "remove", "a000002TURN", "--because", "a test"], ONE),
        }, turns))
        size_of = lambda folder: sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)
        print(f"\n{size} articles: manifests/ has {size_of(f'{root}/manifests') / size:.0f} bytes an article, "
              f"history/ {size_of(f'{root}/history') / size:.0f}")
        return results
    finally:
        shutil.rmtree(root, ignore_errors=True)


def commit_all(root):
    git = ["git", "-C", root, "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "gc.auto=0"]
    for command in [["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]]:
        run(root, git + command)


def small_tree(root):
    os.makedirs(root)
    for number in range(1000):
        with open(f"{root}/{number}.txt", "w") as file:
            file.write(f"{number}\n" * 100)
    return root


def record(kind, url, block):
    head = (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}>\r\n"
            f"WARC-Date: 2014-06-11T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def pages_of_size(binary, size):
    root = tempfile.mkdtemp()
    try:
        chance = random.Random(20140611)
        words = ["".join(chance.choices("abcdefghijklmnop", k=chance.randint(3, 9))) for _ in range(5000)]
        run(root, [binary, "init"])
        with open(f"{root}/crawl.warc", "wb") as file:
            for number in range(size):
                text = article(chance, words, number)
                if number == size // 2:
                    quoted = text.split("\n\n")[2].split(". ")[0]
                paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n")[1:])
                page = f"<!doctype html><title>Headline {number}</title><article><h1>Headline {number}</h1>{paragraphs}</article>".encode()
                http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(page)
                file.write(gzip.compress(record("response", f"https://crawl.example/{number}", http + page)))
        with open(f"{root}/notes.md", "w") as file:
            file.write(f"> {quoted}\n\n— https://crawl.example/{size // 2}\n")
        first = run(root, [binary, "add", "--in-place", "crawl.warc"])
        run(root, [binary, "manifest"])
        results = measure(root, {
            "verify, one quotation": ([binary, "verify", "notes.md"], ONE),
            "manifest --check": ([binary, "manifest", "--check"], ALL),
            "audit": ([binary, "audit"], ALL),
        })
        results["add --in-place"] = first, ALL
        lists = sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(f"{root}/manifests") for name in names if name.endswith(".pages"))
        print(f"\n{size} pages: their list has {lists / size:.0f} bytes a page")
        return results
    finally:
        shutil.rmtree(root, ignore_errors=True)


def report(results, size, before, size_before):
    peer = results.get("git status", (None,))[0]
    print(f"{'':28}{'wall s':>9}{'cpu s':>9}{'MB':>7}{'× git status':>14}{'exponent':>10}")
    for name, ((wall, cpu, memory), limit) in results.items():
        growth, mark = "", ""
        if before is not None and name in before:
            exponent = math.log(cpu / before[name][0][1]) / math.log(size / size_before)
            growth, mark = f"{exponent:.2f}", " above" if limit and exponent > limit else ""
        ratio = "" if peer is None else f"{cpu / peer[1]:.2f}"
        print(f"{name:28}{wall:9.3f}{cpu:9.3f}{memory:7.0f}{ratio:>14}{growth:>10}{mark}", flush=True)


def main():
    binary, rest = os.path.abspath(sys.argv[1]), sys.argv[2:]
    of = pages_of_size if "--pages" in rest else of_size
    sizes = [int(size) for size in rest if size != "--pages"] or [100, 1000, 10000]
    before, size_before = None, None
    for size in sizes:
        results = of(binary, size)
        report(results, size, before, size_before)
        before, size_before = results, size


if __name__ == "__main__":
    main()
