"""Makes two hundred PDFs of the same paragraphs with five programs, and what stands on which page.

    python3 benches/pdf/make.py FOLDER [MOST]   MOST: so many of each program (40)
"""

import html
import json
import random
import re
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import words

EACH = 50  # paragraphs in a file


class Plan:
    """What one file is like."""

    def __init__(self, program, number, paragraphs, notes, each=EACH):
        rng = random.Random(f"{program} {number}")
        self.name = f"{program}-{number:02}"
        self.program, self.rng = program, rng
        self.columns = 1 + number % 3
        self.hyphens = number % 2 == 0
        self.tagged = number % 4 < 2
        self.heads = number % 5 != 4
        self.front = number % 3 == 1  # roman numbers on the first pages
        self.footnotes = program in ("typst", "latex", "writer") and number % 2 == 1
        self.size = [9, 10, 11, 12][number % 4]
        self.face = number
        self.justified = number % 3 != 2
        self.indented = number % 2 == 0
        self.head = f"{rng.choice(words.NOUNS).capitalize()} papers of the river office, volume {number + 2}"
        self.title = f"On {rng.choice(words.ADJECTIVES)} {rng.choice(words.NOUNS)} and {rng.choice(words.NOUNS)}"
        first = number * each % len(paragraphs)
        self.paragraphs = [paragraphs[(first + at) % len(paragraphs)] for at in range(each)]
        self.notes = {}
        if self.footnotes and each == EACH:
            for at, note in zip(sorted(rng.sample(range(3, EACH), 12)), rng.sample(notes, 12)):
                self.notes[(at, rng.randrange(len(self.paragraphs[at])))] = note
        self.headings = {at: f"{rng.choice(words.ADJECTIVES).capitalize()} {rng.choice(words.NOUNS)}" for at in range(0, each, 12)}


def rendered(plan, escape, note):
    """Each paragraph as text of the program, with notes in the middle of sentences or at their ends."""
    for at, paragraph in enumerate(plan.paragraphs):
        pieces = []
        for number, sentence in enumerate(paragraph):
            mark = plan.notes.get((at, number))
            text = escape(sentence)
            if mark and plan.rng.random() < 0.5:
                parts = [escape(part) for part in re.split(r"(?<=[a-z]{4}) ", sentence, maxsplit=3)]
                text = " ".join(parts[:-1]) + note(escape(mark)) + " " + parts[-1] if len(parts) > 1 else text + note(escape(mark))
            elif mark:
                text += note(escape(mark))
            pieces.append(text)
        yield at, " ".join(pieces)


# Typst

def typst(plan, folder):
    import typst as compiler

    def escape(text):
        return re.sub(r"([#$*_`<>@\\~=\-+/\[\]'\"])", r"\\\1", text)

    fonts = ["Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"] if plan.columns == 1 else ["Libertinus Serif", "New Computer Modern"]
    font = fonts[plan.face % len(fonts)]
    head = f'header: align({["left", "center", "right"][plan.face % 3]})[{escape(plan.head)}],' if plan.heads else ""
    body = [f'#set document(title: "{plan.title}")', f'#set text(lang: "en", font: "{font}", size: {plan.size}pt, hyphenate: {str(plan.hyphens).lower()})',
            f'#set par(justify: {str(plan.justified).lower()}' + (", first-line-indent: 1.5em, spacing: 0.65em)" if plan.indented else ")"),
            f'#set page(paper: "a4", margin: 2.2cm, columns: {plan.columns}, {head} numbering: "{"i" if plan.front else "1"}")', f"= {escape(plan.title)}"]
    for at, text in rendered(plan, escape, lambda note: f"#footnote[{note}]"):
        if plan.front and at == 6:
            body.append('#set page(numbering: "1")\n#counter(page).update(1)')
        if at in plan.headings:
            body.append(f"== {escape(plan.headings[at])}")
        body.append(text)
    source = folder / f"{plan.name}.typ"
    source.write_text("\n\n".join(body), encoding="utf8")
    options = {} if plan.tagged else {"pdf_tags": False}
    try:
        compiler.compile(str(source), output=str(folder / f"{plan.name}.pdf"), **options)
    except TypeError:
        compiler.compile(str(source), output=str(folder / f"{plan.name}.pdf"))


# LaTeX

LATEX = {"–": "--", "—": "---", "“": "``", "”": "''", "’": "'", "€": r"\texteuro{}", "£": r"\pounds{}", "°": r"\textdegree{}", "−": r"\textminus{}",
         "$": r"\$", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_"}


def latex(plan, folder):
    def escape(text):
        # The euro of Times is a C with two lines through it.
        euro = r"{\fontencoding{TS1}\fontfamily{lmr}\selectfont\texteuro}"
        return "".join(euro if c == "€" else LATEX.get(c, c) for c in text)

    options = ["a4paper", f"{min(max(plan.size, 10), 12)}pt"] + (["twocolumn"] if plan.columns == 2 else [])
    encoding = [r"\usepackage[T1]{fontenc}\usepackage{lmodern}", r"\usepackage{lmodern}", r"\usepackage[T1]{fontenc}\usepackage{mathptmx}",
                r"\usepackage[T1]{fontenc}\usepackage{helvet}\renewcommand{\familydefault}{\sfdefault}"][plan.face % 4]
    labels = r"\usepackage[hidelinks]{hyperref}" if plan.face % 4 != 3 else ""
    body = [rf"\documentclass[{','.join(options)}]{{article}}\usepackage[utf8]{{inputenc}}{encoding}\usepackage{{textcomp}}\usepackage{{multicol}}\usepackage{{fancyhdr}}",
            labels, r"\pdfcompresslevel=9" if plan.tagged else r"\pdfobjcompresslevel=0", r"\pagestyle{fancy}\fancyhf{}",
            (rf"\fancyhead[{'L' if plan.face % 2 else 'C'}]{{{escape(plan.head)}}}" if plan.heads else r"\renewcommand{\headrulewidth}{0pt}") + r"\fancyfoot[C]{\thepage}",
            "" if plan.hyphens else r"\hyphenpenalty=10000\exhyphenpenalty=10000\sloppy", "" if plan.justified else r"\raggedright",
            "" if plan.indented else r"\setlength{\parindent}{0pt}\setlength{\parskip}{6pt}", r"\begin{document}",
            r"\pagenumbering{roman}" if plan.front else "", rf"\section*{{{escape(plan.title)}}}", r"\begin{multicols}{3}" if plan.columns == 3 else ""]
    for at, text in rendered(plan, escape, lambda note: rf"\footnote{{{note}}}"):
        if plan.front and at == 6:
            body.append((r"\end{multicols}" if plan.columns == 3 else "") + r"\clearpage\pagenumbering{arabic}" + (r"\begin{multicols}{3}" if plan.columns == 3 else ""))
        if at in plan.headings:
            body.append(rf"\subsection*{{{escape(plan.headings[at])}}}")
        body.append(text)
    body.append((r"\end{multicols}" if plan.columns == 3 else "") + r"\end{document}")
    source = folder / f"{plan.name}.tex"
    source.write_text("\n\n".join(part for part in body if part), encoding="utf8")
    for _ in range(2):
        subprocess.run(["pdflatex", "-interaction=batchmode", source.name], cwd=folder, stdout=subprocess.DEVNULL, check=False)


# Chromium

def chromium(plan, folder):
    head = f'@top-{["left", "center", "right"][plan.face % 3]} {{ content: "{plan.head}"; font: 8pt serif }}' if plan.heads else ""
    style = f"""@page {{ size: A4; margin: 22mm; {head} @bottom-center {{ content: counter(page); font: 8pt serif }} }}
    body {{ font: {plan.size}pt/{1.25 + plan.face % 3 * 0.1} {['Liberation Serif', 'DejaVu Sans', 'Liberation Sans', 'DejaVu Serif'][plan.face % 4]};
      columns: {plan.columns}; text-align: {'justify' if plan.justified else 'left'}; hyphens: {'auto' if plan.hyphens else 'manual'} }}
    p {{ margin: {'0; text-indent: 1.5em' if plan.indented else '0 0 0.8em'} }}"""
    body = [f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(plan.title)}</title><style>{style}</style><h1>{html.escape(plan.title)}</h1>']
    for at, text in rendered(plan, html.escape, lambda note: ""):
        if at in plan.headings:
            body.append(f"<h2>{html.escape(plan.headings[at])}</h2>")
        body.append(f"<p>{text}</p>")
    source = folder / f"{plan.name}.html"
    source.write_text("\n".join(body), encoding="utf8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile-{plan.name}"]
    tags = [] if plan.tagged else ["--disable-pdf-tagging"]
    subprocess.run(command + tags + [f"--print-to-pdf={folder / plan.name}.pdf", str(source)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


# LibreOffice

FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
 <style:default-style style:family="paragraph"><style:paragraph-properties fo:hyphenation-ladder-count="no-limit"/>
  <style:text-properties style:font-name="{font}" fo:font-family="{font}" fo:font-size="{size}pt" fo:language="en" fo:country="US" fo:hyphenate="{hyphens}"
   fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:default-style>
 <style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}" {spacing}/>
  <style:text-properties fo:hyphenate="{hyphens}" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:style>
 <style:style style:name="Foot" style:family="paragraph"><style:text-properties fo:font-size="{small}pt"/></style:style>
 <style:style style:name="Heading_20_1" style:family="paragraph"><style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Heading_20_2" style:family="paragraph"><style:text-properties fo:font-size="14pt" fo:font-weight="bold"/></style:style>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm" style:num-format="{format}">
  <style:columns fo:column-count="{columns}" fo:column-gap="0.7cm"/></style:page-layout-properties>
  <style:header-style><style:header-footer-properties fo:margin-bottom="0.5cm"/></style:header-style>
  <style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1">{head}
 <style:footer><text:p>{foot}<text:page-number text:select-page="current">1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""


def writer(plan, folder):
    count = iter(range(1, 1000))

    def note(text):
        number = next(count)
        return (f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
                f'<text:note-body><text:p text:style-name="Foot">{text}</text:p></text:note-body></text:note>')

    body = [f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{html.escape(plan.title)}</text:h>']
    for at, text in rendered(plan, html.escape, note):
        if at in plan.headings:
            body.append(f'<text:h text:style-name="Heading_20_2" text:outline-level="2">{html.escape(plan.headings[at])}</text:h>')
        body.append(f'<text:p text:style-name="Body">{text}</text:p>')
    filled = FODT.format(font=["Liberation Serif", "Liberation Sans", "DejaVu Serif"][plan.face % 3], size=plan.size, small=plan.size - 2, hyphens=str(plan.hyphens).lower(),
                         align="justify" if plan.justified else "start", spacing='fo:text-indent="0.6cm"' if plan.indented else 'fo:margin-bottom="0.25cm"',
                         format="i" if plan.front else "1", columns=plan.columns,
                         head=f"<style:header><text:p>{html.escape(plan.head)}</text:p></style:header>" if plan.heads else "", foot=["", "Page ", "– "][plan.face % 3], body="\n".join(body))
    source = folder / f"{plan.name}.fodt"
    source.write_text(filled, encoding="utf8")
    options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": str(plan.tagged).lower()}})
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", str(folder), str(source)],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)


# ReportLab

def reportlab(plan, folder):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    is_own = plan.face % 2 == 0
    if is_own:
        pdfmetrics.registerFont(TTFont("Own", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    # The fonts that every reader has lack a few signs.
    lacking = {} if is_own else {"−": "-", "Ł": "L", "ł": "l", "ó": "ó", "ź": "z", "ő": "o", "Č": "C", "ć": "c", "Ż": "Z", "š": "š"}
    plan.paragraphs = [["".join(lacking.get(c, c) for c in sentence) for sentence in paragraph] for paragraph in plan.paragraphs]
    font = "Own" if is_own else ["Times-Roman", "Helvetica"][plan.face // 2 % 2]
    style = ParagraphStyle("body", fontName=font, fontSize=plan.size, leading=plan.size * 1.25, alignment=4 if plan.justified else 0, spaceAfter=0 if plan.indented else 6,
                           firstLineIndent=14 if plan.indented else 0, hyphenationLang="en_US" if plan.hyphens else None, embeddedHyphenation=1, uriWasteReduce=0.3)
    big = ParagraphStyle("big", parent=style, fontSize=plan.size + 5, leading=plan.size + 8, spaceAfter=6)
    width, height = A4
    gap, margin = 16, 60
    column = (width - 2 * margin - gap * (plan.columns - 1)) / plan.columns
    frames = [Frame(margin + at * (column + gap), margin, column, height - 2 * margin, 0, 0, 0, 0) for at in range(plan.columns)]

    def edges(canvas, _):
        canvas.setFont(font, 8)
        if plan.heads:
            canvas.drawString(margin, height - 40, plan.head)
        canvas.drawCentredString(width / 2, 34, str(canvas.getPageNumber()))

    story = [Paragraph(html.escape(plan.title), big)]
    for at, text in rendered(plan, html.escape, lambda note: ""):
        if at in plan.headings:
            story.append(Paragraph(html.escape(plan.headings[at]), big))
        story.append(Paragraph(text, style))
    document = BaseDocTemplate(str(folder / f"{plan.name}.pdf"), pagesize=A4, title=plan.title, invariant=1, pageCompression=plan.face % 3)
    document.addPageTemplates([PageTemplate("all", frames, onPage=edges)])
    document.build(story)


PROGRAMS = {"typst": typst, "latex": latex, "chromium": chromium, "writer": writer, "reportlab": reportlab}


# What stands where, as another program reads it

def squashed(text):
    """Letters and figures without accents, however a program writes them."""
    text = text.translate(str.maketrans({"Ł": "L", "ł": "l", "ø": "o", "Ø": "O", "ß": "ss"}))
    return re.sub(r"[^0-9A-Za-z]", "", unicodedata.normalize("NFKD", text))


def pages_of(pdf):
    raw = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True).stdout.decode("utf8")
    laid = subprocess.run(["pdftotext", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True).stdout.decode("utf8")
    return [[squashed(page) for page in text.split("\f")] for text in (raw, laid)]


def where(readings, sentence):
    """The pages that a sentence begins and ends on."""
    whole = squashed(sentence)

    def page_of(part):
        for pages in readings:
            found = [number for number, page in enumerate(pages) if part in page]
            if len(found) == 1:
                return found[0]
        return None

    inside = page_of(whole)
    if inside is not None:
        return [inside, inside]
    for length in (40, 28, 20, 14):
        first, last = page_of(whole[:length]), page_of(whole[-length:])
        if first is not None and last is not None and first <= last <= first + 1:
            return [first, last]
    return None


def truth(plan, pdf):
    readings = pages_of(pdf)
    told = {"name": plan.name, "program": plan.program, "columns": plan.columns, "hyphens": plan.hyphens, "tagged": plan.tagged, "head": plan.head if plan.heads else None,
            "pages": len(readings[0]) - 1, "sentences": [], "notes": [], "lost": 0}
    for at, paragraph in enumerate(plan.paragraphs):
        for number, sentence in enumerate(paragraph):
            place = where(readings, sentence)
            told["lost"] += place is None
            if place:
                told["sentences"].append([at, number, sentence, *place])
    for note in plan.notes.values():
        place = where(readings, note)
        if place:
            told["notes"].append([note, *place])
    return told


def main():
    folder = Path(sys.argv[1]).resolve()
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs, notes = words.corpus()

    def make(program):
        made = []
        for number in range(most):
            plan = Plan(program, number, paragraphs, notes)
            pdf = folder / f"{plan.name}.pdf"
            PROGRAMS[program](plan, folder)
            if not pdf.exists():
                print(f"{plan.name} could not be made", file=sys.stderr)
                continue
            made.append(truth(plan, pdf))
        return made

    with ThreadPoolExecutor(2) as pool:
        told = [one for made in pool.map(make, PROGRAMS) for one in made]
    (folder / "truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=0), encoding="utf8")
    by = {}
    for one in told:
        files, sentences, lost, pages = by.get(one["program"], (0, 0, 0, 0))
        by[one["program"]] = (files + 1, sentences + len(one["sentences"]), lost + one["lost"], pages + one["pages"])
    for program, counts in by.items():
        print("%-10s %d files, %d sentences placed, %d not, %d pages" % (program, *counts))


if __name__ == "__main__":
    main()
