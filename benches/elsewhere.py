#!/usr/bin/env python3
"""Makes folders of labelled pages, as `benches/pages.sh` measures them, of other people's collections.

usage: elsewhere.py fundus CLONE FOLDER    github.com/flairNLP/fundus, MIT: the pages that its parsers are tested with,
                                           and what they read of them: news in many languages
       elsewhere.py wcxb CLONE FOLDER      github.com/Murrough-Foley/web-content-extraction-benchmark, CC-BY-4.0: the
                                           pages of the type `article` that have a date

CLONE is a clone of the repository; the pages in it are their publishers'. Nothing of them is used for training.
"""
import gzip, json, pathlib, re, sys


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


def wcxb(clone):
    for number, told in json.loads((clone / "metadata.json").read_text("utf8"))["files"].items():
        truth = json.loads((clone / told["split"] / f"ground-truth/{number}.json").read_text("utf8"))
        page = clone / told["split"] / f"html/{number}.html.gz"
        labels = truth["ground_truth"]
        if told["page_type"] == "article" and labels.get("publish_date") and labels.get("main_content") and page.exists():
            yield f"{told['split']}_{number}", truth.get("url") or f"http://{told['domain']}/", labels["main_content"], page


def main():
    kind, clone, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    (folder / "html").mkdir(parents=True)
    gold = {}
    for name, url, body, page in {"fundus": fundus, "wcxb": wcxb}[kind](clone):
        if body.strip():
            gold[name] = {"url": url, "articleBody": body}
            (folder / f"html/{name}.html").write_bytes(gzip.decompress(page.read_bytes()))
    (folder / "gold.json").write_text(json.dumps(gold, ensure_ascii=False), "utf8")
    print(len(gold), "pages")


if __name__ == "__main__":
    main()
