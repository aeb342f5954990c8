#!/usr/bin/env python3
"""Makes folders of labelled pages, as `benches/pages.sh` measures them, of other people's collections.

usage: elsewhere.py web CLONE FOLDER       github.com/scrapinghub/article-extraction-benchmark, MIT: 181 pages of news
       elsewhere.py fundus CLONE FOLDER    github.com/flairNLP/fundus, MIT: the pages that its parsers are tested with,
                                           and what they read of them: news in many languages
       elsewhere.py wcxb CLONE FOLDER      github.com/Murrough-Foley/web-content-extraction-benchmark, CC-BY-4.0: the
                                           pages of the type `article` that have a date
       elsewhere.py wcxb-other CLONE FOLDER  the same: articles without a date, documentation and services
       elsewhere.py readability CLONE FOLDER  github.com/mozilla/readability, Apache-2.0: its test pages, and what is
                                           expected of them: blogs, documentation, encyclopedias, magazines
       elsewhere.py goose CLONE FOLDER     github.com/goose3/goose3, Apache-2.0: pages of news of 2011 to 2022
       elsewhere.py trafilatura CLONE FOLDER  github.com/adbar/trafilatura, Apache-2.0: 990 pages of all kinds, with
                                           phrases that the body has, and phrases that it has not

CLONE is a clone of the repository; the pages in it are their publishers'. Of `web`, `fundus`, `wcxb`, `wcxb-other` and
`readability` two thirds of the sites are used for training (`model.sh`); nothing of the others.
"""
import gzip, html, html.parser, json, pathlib, re, sys


def web(clone):
    for name, truth in json.loads((clone / "ground-truth.json").read_text("utf8")).items():
        yield name, truth["url"], truth["articleBody"], clone / f"html/{name}.html.gz"


def fundus(clone):
    for folder in sorted((clone / "tests/resources/parser/test_data").iterdir()):
        if not folder.is_dir():
            continue
        meta = json.loads((folder / "meta.info").read_text("utf8"))
        for truth in sorted(folder.glob("*.json")):
            versions = json.loads(truth.read_text("utf8"))
            pages = sorted(folder.glob(f"{truth.stem}_2*.html.gz"))
            by_number = sorted(versions, key=lambda name: [int(part) for part in re.findall(r"\d+", name)])
            for version, page in zip(by_number, pages, strict=True):
                body = versions[version]["body"] or {"summary": [], "sections": []}
                parts = list(body["summary"])
                for section in body["sections"]:
                    parts += section["headline"] + section["paragraphs"]
                yield f"{folder.name}_{page.name.split('.')[0]}", meta[page.name]["url"], "\n".join(parts), page


def wcxb(clone, other=False):
    for number, facts in json.loads((clone / "metadata.json").read_text("utf8"))["files"].items():
        truth = json.loads((clone / facts["split"] / f"ground-truth/{number}.json").read_text("utf8"))
        page = clone / facts["split"] / f"html/{number}.html.gz"
        labels = truth["ground_truth"]
        is_dated = facts["page_type"] == "article" and bool(labels.get("publish_date"))
        wanted = not is_dated and facts["page_type"] in ("article", "documentation", "service") if other else is_dated
        if wanted and labels.get("main_content") and page.exists():
            yield f"{facts['split']}_{number}", truth.get("url") or f"http://{facts['domain']}/", labels["main_content"], page


class Lines(html.parser.HTMLParser):
    """The text of a fragment of HTML, a line for each element that is not inline."""

    INLINE = set("a abbr b bdi bdo big cite code data dfn em font i kbd mark q s samp small span strong sub sup time tt u var wbr".split())
    UNSEEN = {"script", "style", "title", "noscript", "template"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.unseen = [], 0

    def handle_starttag(self, tag, attrs):
        self.unseen += tag in self.UNSEEN
        if tag not in self.INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.unseen -= tag in self.UNSEEN and self.unseen > 0
        if tag not in self.INLINE:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.unseen:
            self.parts.append(re.sub(r"\s+", " ", data))

    @classmethod
    def of(cls, fragment):
        reader = cls()
        reader.feed(fragment)
        lines = (line.strip() for line in "".join(reader.parts).split("\n"))
        return "\n".join(line for line in lines if line)


def readability(clone):
    for folder in sorted((clone / "test/test-pages").iterdir()):
        # The pages do not say where they are from: those of a site are numbered.
        site = re.sub(r"-?[0-9]+$", "", folder.name)
        yield folder.name, f"http://{site}/", Lines.of((folder / "expected.html").read_text("utf8")), folder / "source.html"


def goose(clone):
    for truth in sorted((clone / "tests/data/content").glob("*.json")):
        facts = json.loads(truth.read_text("utf8"))
        body = facts["expected"].get("cleaned_text") or ""
        if body and truth.with_suffix(".html").exists():
            yield truth.stem, facts["url"], body, truth.with_suffix(".html")


def phrases(clone):
    for url, facts in json.loads((clone / "tests/evaldata.json").read_text("utf8")).items():
        for folder in ("eval", "cache"):
            page = clone / "tests" / folder / facts["file"]
            if page.exists():
                yield facts["file"].removesuffix(".html"), url, facts, page
                break


KINDS = {
    "web": web,
    "fundus": fundus,
    "wcxb": wcxb,
    "wcxb-other": lambda clone: wcxb(clone, True),
    "readability": readability,
    "goose": goose,
    "trafilatura": phrases,
}


def main():
    kind, clone, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    (folder / "html").mkdir(parents=True)
    gold = {}
    for name, url, body, page in KINDS[kind](clone):
        if kind == "trafilatura":
            gold[name] = {"url": url, "with": body["with"], "without": body["without"]}
        elif body.strip():
            gold[name] = {"url": url, "articleBody": body}
        else:
            continue
        content = page.read_bytes()
        (folder / f"html/{name}.html").write_bytes(gzip.decompress(content) if page.suffix == ".gz" else content)
    (folder / "gold.json").write_text(json.dumps(gold, ensure_ascii=False), "utf8")
    print(len(gold), "pages")


if __name__ == "__main__":
    main()
