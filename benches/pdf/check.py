"""Judges quotations of the made PDFs, faithful and altered, and prints how many were judged right.

    python3 benches/pdf/check.py FOLDER LITERATIM [--misses]
"""

import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import words

FAITHFUL, ALTERED = 12, 20  # of each file


def asked(told):
    """The quotations of each file: what is expected, the words, the first and the last page."""
    rng = random.Random(29)
    for one in told:
        sentences = one["sentences"]
        across = [s for s in sentences if s[3] != s[4]]
        for at, number, sentence, first, last in rng.sample(across, min(len(across), 3)) + rng.sample(sentences, min(len(sentences), FAITHFUL - 3)):
            yield one, "faithful", sentence, first, last
        for note, first, last in one["notes"][:2]:
            yield one, "note", note, first, last
        made = 0
        for at, number, sentence, first, last in rng.sample(sentences, len(sentences)):
            change = words.altered(rng, sentence)
            if change and made < ALTERED:
                made += 1
                yield one, change[0], change[1], first, last
        if one["head"]:
            yield one, "head", one["head"], 1, 1


def plain(text):
    """As Markdown that means these letters."""
    return re.sub(r"([\\`*_{}\[\]<>#|$~@^])", r"\\\1", text)


def main():
    folder, program = Path(sys.argv[1]), sys.argv[2]
    program = str(Path(program).resolve())
    told = json.loads((folder / "truth.json").read_text(encoding="utf8"))
    quotations = list(asked(told))
    told_asked = [(one["name"], kind, text, first, last) for one, kind, text, first, last in quotations]
    (folder / "asked.json").write_text(json.dumps(told_asked, ensure_ascii=False), encoding="utf8")
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        run = lambda *arguments: subprocess.run([program, *arguments], cwd=work, capture_output=True, text=True)
        run("init")
        added = run("add", *[str(folder / f"{one['name']}.pdf") for one in told])
        if added.returncode:
            print(added.stderr[-2000:], file=sys.stderr)
        (work / "notes").mkdir(exist_ok=True)
        lines = []
        for one, kind, text, first, last in quotations:
            page = f"p. {first + 1}" if first == last else f"pp. {first + 1}–{last + 1}"
            lines.append(f"> {plain(text)} [@{one['name']}" + (f", {page}]" if kind in ("faithful", "note") else "]"))
        (work / "notes" / "a.md").write_text("\n\n".join(lines), encoding="utf8")
        report = json.loads(run("verify", "--format", "json", "notes/a.md").stdout)
    found = {one["line"]: one for one in report["quotations"]}
    count, missed, by_program = Counter(), [], Counter()
    for at, (one, kind, text, first, last) in enumerate(quotations):
        judged = found.get(2 * at + 1)
        verdict = judged["verdict"] if judged else "unseen"
        rules = [finding["rule"] for finding in judged["findings"]] if judged else []
        is_body = verdict == "verbatim" and "quote-outside-story" not in rules
        group = kind if kind in ("faithful", "note", "head") else "altered"
        count[group] += 1
        by_program[one["program"], group] += 1
        if group in ("faithful", "note"):
            right = is_body and not any(rule.startswith("quote-wrong") for rule in rules)
            count[group, "verbatim"] += is_body
            count[group, "right"] += right
            by_program[one["program"], group, "right"] += right
            if not right:
                missed.append((one["name"], group, verdict, rules, text))
        elif is_body:
            count[group, "passed"] += 1
            missed.append((one["name"], kind, verdict, rules, text))
    print("literatim")
    for group in ("faithful", "note"):
        if count[group]:
            print("  %-9s %5d asked, %7.3f %% verbatim, %7.3f %% with the right page" % (
                group, count[group], 100 * count[group, "verbatim"] / count[group], 100 * count[group, "right"] / count[group]))
    print("  altered   %5d asked, %d passed" % (count["altered"], count["altered", "passed"]))
    print("  heads     %5d asked, %d called body" % (count["head"], count["head", "passed"]))
    for program in sorted({one["program"] for one in told}):
        print("    %-10s %5d faithful, %5d right" % (program, by_program[program, "faithful"], by_program[program, "faithful", "right"]))
    if "--misses" in sys.argv:
        for miss in missed:
            print(*miss, sep=" | ")


if __name__ == "__main__":
    main()
