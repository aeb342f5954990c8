"""Time and memory of adding the made PDFs to an archive, beside pdftotext, on the same files; and of one file of a thousand pages.

    python3 benches/pdf/speed.py FOLDER LITERATIM
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def measured(command, cwd):
    before = time.perf_counter()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = __import__("os").wait4(child.pid, 0)
    return time.perf_counter() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, status


def long_file(work):
    """A thousand pages of the same words, as one file."""
    from reportlab.pdfgen import canvas

    path = work / "long.pdf"
    page = canvas.Canvas(str(path), invariant=1)
    for number in range(1000):
        page.setFont("Times-Roman", 11)
        for line in range(50):
            page.drawString(60, 780 - 14 * line, f"Line {line} of page {number}: the harbour office had confirmed {number * line} of the reports it filed.")
        page.drawCentredString(300, 30, str(number + 1))
        page.showPage()
    page.save()
    return path


def main():
    folder, program = Path(sys.argv[1]).resolve(), str(Path(sys.argv[2]).resolve())
    told = json.loads((folder / "truth.json").read_text(encoding="utf8"))
    files = [str(folder / f"{one['name']}.pdf") for one in told]
    pages = sum(one["pages"] for one in told)
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        subprocess.run([program, "init"], cwd=work, capture_output=True)
        for name, paths, count in (("the made PDFs", files, pages), ("one of 1000 pages", [str(long_file(work))], 1000)):
            whole, cpu, memory, status = measured([program, "add", *paths], work)
            print(f"{name}: literatim add  {1000 * cpu / count:7.2f} ms a page (of one processor), {whole:6.1f} s in all, {memory:6.0f} MB at most" + (" FAILED" if status else ""))
            sums, most = 0, 0
            for path in paths:
                _, cpu, memory, _ = measured(["pdftotext", path, "/dev/null"], work)
                sums, most = sums + cpu, max(most, memory)
            print(f"{name}: pdftotext      {1000 * sums / count:7.2f} ms a page, {most:6.0f} MB at most")


if __name__ == "__main__":
    main()
