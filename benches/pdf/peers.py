"""Asks another verifier of quotations the same, in the Python that has it; what it does not answer counts as refused.

    python peers.py pagecite|astra-tools|forrt-research-mcp FOLDER
"""

import functools
import json
import sys
from collections import Counter
from pathlib import Path


def pagecite(folder):
    from pagecite import pdf, verify

    @functools.lru_cache(None)
    def pages(name):
        path = folder / f"{name}.pdf"
        return pdf.from_bytes(path.read_bytes(), str(path)).pages

    return lambda name, text, first, last: (verify.check_quote(text, [first, last], pages(name)).ok, True)


def astra(folder):
    from astra.verification import core, pdf

    document = functools.lru_cache(None)(lambda name: pdf.extract_text_from_pdf(folder / f"{name}.pdf"))

    def ask(name, text, first, last):
        status, found, _ = core.verify_quote_in_pdf(text, document(name), first)
        return status == core.VerificationStatus.VERIFIED, first in found

    return ask


def forrt(folder):
    from forrt_research_mcp import quotes

    # It reads the file again for each quotation, and looks for what is near to tell it: neither changes the answer.
    quotes._page_texts = functools.lru_cache(None)(quotes._page_texts)
    quotes._closest_passage = lambda needle, haystack: (0.0, "")

    def ask(name, text, first, last):
        told = quotes.verify_quote(str(folder / f"{name}.pdf"), text)
        return bool(told.get("found")), told.get("page") in (first, last)

    return ask


def main():
    name, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    ask = {"pagecite": pagecite, "astra-tools": astra, "forrt-research-mcp": forrt}[name](folder)
    count = Counter()
    for file, kind, text, first, last in json.loads((folder / "asked.json").read_text(encoding="utf8")):
        group = kind if kind in ("faithful", "note", "head") else "altered"
        try:
            passes, right = ask(file, text, first + 1, last + 1)
        except Exception as error:
            passes, right = False, False
            count["errors"] += 1
            if count["errors"] < 3:
                print(repr(error)[:200], file=sys.stderr)
        count[group] += 1
        count[group, "passed"] += passes
        count[group, "right"] += passes and right
        count[kind, "passed by kind"] += passes
    faithful = count["faithful"]
    kinds = ", ".join(f"{kind} {count[kind, 'passed by kind']}" for kind in ("digit", "negation", "word", "sign", "case"))
    print("%-20s %7.3f %% of %d faithful, %7.3f %% with the right page; %d of %d altered passed (%s); %d of %d heads called body" % (
        name, 100 * count["faithful", "passed"] / faithful, faithful, 100 * count["faithful", "right"] / faithful, count["altered", "passed"], count["altered"], kinds,
        count["head", "passed"], count["head"]))


if __name__ == "__main__":
    main()
