"""Makes the small PDFs that the tests read: one of each program, and what is encrypted.

    python3 benches/pdf/samples.py tests/pdf/made
"""

import random
import subprocess
import sys
from pathlib import Path

import make
import words


def main():
    folder = Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs, notes = words.corpus()
    numbers = {"typst": 1, "latex": 1, "chromium": 1, "writer": 1, "reportlab": 2}
    for program, number in numbers.items():
        rng = random.Random(number)
        plan = make.Plan(program, number, paragraphs, notes, 20)
        plan.name = program
        plan.heads, plan.size = True, 12
        if plan.footnotes:
            plan.notes = {(at, 1): note for at, note in zip((2, 8), rng.sample(notes, 2))}
        make.PROGRAMS[program](plan, folder)
    plain = folder / "reportlab.pdf"
    for name, kind in (("rc4", ["--allow-weak-crypto", "--encrypt", "", "owner", "128", "--"]), ("aes", ["--encrypt", "", "owner", "128", "--use-aes=y", "--"]),
                       ("aes-256", ["--encrypt", "", "owner", "256", "--"]), ("locked", ["--encrypt", "secret", "owner", "256", "--"])):
        subprocess.run(["qpdf", "--deterministic-id", "--pages", str(plain), "1", "--", str(plain), str(folder / f"{name}.tmp")], check=False)
        subprocess.run(["qpdf", "--static-id", "--static-aes-iv", *kind, str(folder / f"{name}.tmp"), str(folder / f"{name}.pdf")], check=False)
    for left in folder.iterdir():
        if left.suffix != ".pdf":
            subprocess.run(["rm", "-rf", str(left)])


if __name__ == "__main__":
    main()
