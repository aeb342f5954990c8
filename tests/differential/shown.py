"""What a reader of a rendered page sees: its text, in which block each piece stands, and the links between."""

import html5lib

BLOCKS = set(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
UNSEEN = set(
    "audio canvas datalist head iframe noembed noframes noscript object option script select style svg math template textarea title "
    "video button".split()
)
# Code is never read for quotations, and struck words are judged in another way: docs/quotations.md.
ASIDE = set("code del kbd pre s samp strike tt xmp plaintext listing".split())
OPENERS, CLOSERS = "“\"«", "”\"»"


class Page:
    """The visible characters of a page in order, each with its block, and the places of links to the archive."""

    def __init__(self, html, address):
        self.text, self.block, self.aside, self.links = [], [], [], []
        self.address, self.quotes, self.linked, self.count = address, [], [], 0
        self.walk(html5lib.parse(html, namespaceHTMLElements=False), 0, False, 0)
        self.string = "".join(self.text)

    def add(self, text, block, aside):
        for character in text or "":
            self.text.append(character)
            self.block.append(block)
            self.aside.append(aside)

    def walk(self, element, block, aside, level):
        tag = element.tag if isinstance(element.tag, str) else None
        if tag is None or tag in UNSEEN or "hidden" in element.attrib or level > 400:
            return
        aside = aside or tag in ASIDE
        if tag in BLOCKS:
            self.count += 1
            block = self.count
        start = len(self.text)
        if tag == "a" and (element.get("href") or "").split("#")[0] == self.address:
            self.links.append(start)
        if tag == "br":
            self.add("\n", block, aside)
        if tag == "q":
            self.add("“", block, aside)
        self.add(element.text, block, aside)
        for child in element:
            self.walk(child, block, aside, level + 1)
            if isinstance(child.tag, str) and child.tag in BLOCKS:
                self.count += 1
                block = self.count
            self.add(child.tail, block, aside)
        if tag == "q":
            self.add("”", block, aside)
        if tag == "a" and element.get("href"):
            self.linked.append((start, len(self.text)))
        if tag == "blockquote":
            self.quotes.append((start, len(self.text)))

    def opens(self, at):
        """Returns true if a mark at `at` may open a quotation: a straight one at the head of a word."""
        mark, before, after = self.string[at], self.string[max(at - 1, 0):at], self.string[at + 1:at + 2]
        if mark != '"':
            return mark in OPENERS
        return (not before or before.isspace() or before in "([{—–") and not after.isspace()

    def shows_quoted(self, word):
        """Returns how the page shows `word` to be quoted from the archive: in a block quotation that has a link to the article,
        or between marks with such a link in the same paragraph; None if it does not."""
        at = self.string.find(word)
        if at < 0 or self.aside[at]:
            return None
        quotes = [(start, end) for start, end in self.quotes if start <= at < end]
        # The text of a link in a block quotation may be the title of its source; `[!note]` is no quotation to all.
        if quotes and (any(start <= at < end for start, end in self.linked) or self.string[quotes[-1][0]:].lstrip().startswith("[!")):
            return None
        if any(start <= link < end for link in self.links for start, end in quotes):
            return "set apart"
        start = at
        while start > 0 and self.block[start - 1] == self.block[at] and self.string[start] not in OPENERS + CLOSERS:
            start -= 1
        if not self.opens(start):
            return None
        end = at
        while end + 1 < len(self.text) and self.block[end + 1] == self.block[at] and self.string[end] not in CLOSERS:
            end += 1
        opened, closed = self.string[start], self.string[end]
        if (opened, closed) not in zip(OPENERS, CLOSERS) or len(self.string[start:end].split()) < 4:
            return None
        cited = any(end < link <= end + 40 and link < len(self.block) and self.block[link] == self.block[at] for link in self.links)
        return "between marks" if cited else None
