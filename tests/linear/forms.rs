//! Forms of notes that repeat: whatever takes the square of its length takes it of one of these.

#![allow(dead_code, reason = "host and guest use a part each")]

/// The work that is done with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// It is read, judged and reported.
    Verify,
    /// It is read as a bibliography.
    Bibliography,
    /// It is mended, words too.
    Fix,
    /// It is an article, and its first word is looked for in it.
    Find,
    /// A fault is put in for each word: the rest of the text is looked through to its end.
    Planted,
}

/// Text in which a piece comes again and again.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    pub name: &'static str,
    pub file: &'static str,
    pub work: Work,
    head: &'static str,
    /// The pieces: the first as often as asked for, then the second as often. `§` is the number of the repetition.
    pieces: [&'static str; 2],
    tail: &'static str,
}

impl Form {
    /// The form with so many repetitions.
    pub fn text(&self, count: usize) -> String {
        let mut text = self.head.to_owned();
        for piece in self.pieces {
            for number in 0..count {
                piece.split('§').enumerate().for_each(|(at, part)| {
                    if at > 0 {
                        text += &number.to_string();
                    }
                    text += part;
                });
            }
        }
        text + self.tail
    }
}

/// An article that most of the forms quote.
pub const ARTICLE: &str = "The lamps on the cold pier\n\nThe lamp keeper counted eleven boats on the cold pier and wrote \
                           the number in his book before the tide had turned.\n\nNobody saw the twelfth boat, the \
                           harbour master’s clerk said, and nobody asked for it in the morning.\n";

const fn each(name: &'static str, file: &'static str, piece: &'static str) -> Form {
    Form { name, file, work: Work::Verify, head: "", pieces: [piece, ""], tail: "" }
}

const fn around(name: &'static str, file: &'static str, parts: [&'static str; 3]) -> Form {
    Form { head: parts[0], tail: parts[2], ..each(name, file, parts[1]) }
}

const fn nested(name: &'static str, file: &'static str, open: &'static str, close: &'static str) -> Form {
    Form { pieces: [open, close], ..each(name, file, open) }
}

const fn on(work: Work, form: Form) -> Form {
    Form { work, ..form }
}

const MARKDOWN: [Form; 66] = [
    each("directives that suppress", "a.md", "<!-- literatim: allow quote-altered -- because -->\n\n"),
    each("directives with a source", "a.md", "<!-- literatim: source=harbour -->\n\n> a b c\n\n"),
    each("directives on one line", "a.md", "<!-- literatim: allow quote-altered -- because --> "),
    each("directives in a line of words", "a.md", "a <!-- literatim: allow quote-altered -- because --> "),
    each("directives that are wrong", "a.md", "<!-- literatim: alow x -->\n\n"),
    each("regions that are off", "a.md", "<!-- literatim: off -->\n\n> a b c d\n\n<!-- literatim: on -->\n\n"),
    each("comments", "a.md", "<!-- a “b c” --> “d e” "),
    each("comments that are not closed", "a.md", "<!-- a "),
    each("spans of one letter", "a.md", "[a]{.quote} "),
    each("spans with a source", "a.md", "[a b c d]{.quote source=harbour} text "),
    each("fenced blocks", "a.md", "::: {.quote source=harbour}\na b c d\n:::\n\n"),
    each("fences that are not closed", "a.md", "::: epigraph\na b\n"),
    each("marks that open", "a.md", "“a "),
    each("marks that close", "a.md", "a” "),
    each("straight marks", "a.md", "\"a "),
    each("straight marks alone", "a.md", "\""),
    each("single marks", "a.md", "‘a "),
    each("apostrophes", "a.md", "“a’b "),
    each("low marks", "a.md", "„a "),
    each("guillemets", "a.md", "»a « "),
    each("marks of several shapes", "a.md", "“a „b «c 「d "),
    each("backticks for marks", "a.md", "``a b'' "),
    nested("marks in marks", "a.md", "“a ‘b ", "c’ d” "),
    each("pairs with a key", "a.md", "“a b” [@harbour] "),
    around("pairs with one key for all", "a.md", ["", "“the lamp keeper counted”, ", "[@harbour]"]),
    around("pairs in a paragraph without a key", "a.md", ["", "A b c. “the lamp keeper counted” ", ""]),
    each("keys", "a.md", "[@harbour] "),
    each("keys that are unknown", "a.md", "“a b c d” [@k§] "),
    each("addresses", "a.md", "https://a.example/b “c d e f” "),
    each("links", "a.md", "[a](harbour) “b c d” "),
    each("wikilinks", "a.md", "[[harbour]] “b c d” "),
    each("emphasis that is not closed", "a.md", "**a "),
    each("struck words", "a.md", "“a ~~b~~ c” "),
    each("brackets", "a.md", "["),
    each("ends of brackets", "a.md", "]("),
    each("backticks", "a.md", "`a "),
    each("backticks of every length", "a.md", "`a ``b ```c "),
    each("footnotes", "a.md", "“a b c”[^§] text\n\n[^§]: [@harbour]\n\n"),
    each("notes of a footnote", "a.md", "“a b c”[^1] "),
    each("definitions", "a.md", "[a§]: https://x.example/§\n\n"),
    each("headings", "a.md", "# “a b c” [@harbour]\n\n"),
    each("list items", "a.md", "- “a b c d e”\n"),
    each("numbered items with a year", "a.md", "1. Dray, A. “a b c d e”, 2014.\n"),
    each("highlights", "a.md", "- a b c d e ([View Highlight](https://read.example/§))\n"),
    each("block quotations", "a.md", "> a b c d\n\ntext\n\n"),
    each("block quotations with an attribution", "a.md", "> a b\n> — [@harbour]\n\n"),
    each("block quotations with marks", "a.md", "> “a b c”\n>\n> [@harbour]\n\n"),
    around("lines of a block", "a.md", ["", "> “the lamp keeper counted”\n", ">\n> [@harbour]\n"]),
    each("elements of block quotations", "a.md", "<blockquote>\n\na\n\n"),
    each("elements of quotations", "a.md", "<q>a "),
    each("quotations with cite", "a.md", "<q cite=\"harbour\">a b c</q> "),
    each("details", "a.md", "<details><summary>a</summary>\n\n> b c\n\n"),
    around("cells", "a.md", ["| a | b |\n|---|---|\n", "| “a b” | [@harbour] |\n", ""]),
    each("callouts", "a.md", "> [!quote]\n> “a b c” [@harbour]\n\n"),
    each("admonitions", "a.md", "!!! quote\n    a b c\n\n"),
    around("front matter", "a.md", ["---\n", "k§: harbour\n", "---\n\n> a b c\n"]),
    each("templates", "a.md", "{{< include a§.md >}}\n"),
    each("templates that are not closed", "a.md", "{{ a {% b "),
    each("names of formulas", "a.md", "$a “b” "),
    each("ellipses", "a.md", "> a … b [c] d\n>\n> — [@harbour]\n\n"),
    around("ellipses in one quotation", "a.md", ["> ", "the … ", "boats\n>\n> — [@harbour]\n"]),
    around("brackets in one quotation", "a.md", ["> ", "boats [on] ", "x\n>\n> — [@harbour]\n"]),
    each("remarks behind citations", "a.md", "“a b c d” [@harbour] (emphasis added) (cleaned up). "),
    around("remarks in an attribution", "a.md", ["> a b c d\n>\n> — [@harbour] ", "(emphasis added) ((", "\n"]),
    around("numbered items of a block", "a.md", ["> a b\n", "> 1) c d\n", ">\n> [@harbour]\n"]),
    each("Han without spaces", "a.md", "「市長は橋を閉じる」と"),
];

const DATA: [Form; 14] = [
    around("entries of JSON", "quotes.json", ["[", "{\"quote\":\"word § is here\",\"source\":\"harbour\"},", "{}]"]),
    around("equal entries", "quotes.json", ["[", "{\"quote\":\"the lamp keeper\",\"source\":\"harbour\"},", "{}]"]),
    nested("lists in lists", "quotes.json", "[", "]"),
    nested("objects in objects", "quotes.json", "{\"a\":", "}"),
    around("keys of an object", "quotes.json", ["{", "\"k§\":\"a b c\",", "\"z\":1}"]),
    around("equal keys of an object", "quotes.json", ["{", "\"k\":\"a b c\",", "\"z\":1}"]),
    around(
        "selectors",
        "a.json",
        ["[", "{\"type\":\"TextQuoteSelector\",\"exact\":\"the lamp keeper\",\"source\":\"harbour\"},", "{}]"],
    ),
    each("lines of JSON", "quotes.jsonl", "{\"quote\":\"word § is here\",\"source\":\"harbour\"}\n"),
    each("items of YAML", "quotes.yaml", "- quote: a b c §\n  source: harbour\n"),
    each("keys of YAML", "quotes.yaml", "k§: a b c\n"),
    nested("lists of YAML in lists", "quotes.yaml", "[", "]"),
    around("rows of CSV", "quotes.csv", ["quote,source\n", "a b c §,harbour\n", ""]),
    around("marks in CSV", "quotes.csv", ["quote,source\n", "\"a \"\"b\"\" ", ""]),
    around(
        "cells of a notebook",
        "a.ipynb",
        [
            "{\"cells\":[",
            "{\"cell_type\":\"markdown\",\"source\":[\"“a b c” [@harbour]\\n\"]},",
            "{}],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}",
        ],
    ),
];

const MARKUP: [Form; 53] = [
    each("HTML block quotations", "a.html", "<blockquote>a"),
    each("HTML quotations", "a.html", "<q>a"),
    each("HTML divisions", "a.html", "<div>a"),
    each("HTML paragraphs", "a.html", "<p>“a b c” <a href=harbour>x</a></p>"),
    each("HTML ends without a beginning", "a.html", "</b></p>"),
    around("HTML attributes", "a.html", ["<p ", "a§=b ", ">x</p>"]),
    each("HTML tags that are not closed", "a.html", "<a "),
    each("HTML comments that are not closed", "a.html", "<!-- a "),
    each("HTML emphasis", "a.html", "<b><i>a"),
    each("HTML pictures", "a.html", "<svg>"),
    each("HTML choices", "a.html", "<select>"),
    each("HTML tables", "a.html", "<table><tr><td>a"),
    each("HTML templates", "a.html", "<template>a"),
    each("HTML anchors", "a.html", "<a href=#x§>1</a><p id=x§>“a b c”"),
    each("HTML asides", "a.html", "<aside class=pullquote>a"),
    each("HTML character references", "a.html", "&amp&ldquo;a "),
    each("references of MediaWiki", "a.wiki", "<ref>a"),
    each("named references", "a.wiki", "<ref name=a§/>“b c” "),
    each("references with a name", "a.wiki", "“b c”<ref name=a§>harbour</ref> "),
    each("templates of MediaWiki", "a.wiki", "{{quote|a"),
    nested("templates in templates", "a.wiki", "{{a|", "}}"),
    each("links of MediaWiki", "a.wiki", "[[a|"),
    each("pictures of MediaWiki", "a.wiki", "[[File:a.jpg|thumb|“b c d”]]\n"),
    each("tables of MediaWiki", "a.wiki", "{|\n|a\n"),
    around("rows of MediaWiki", "a.wiki", ["{|\n", "|-\n| “a b” || [[harbour]]\n", "|}\n"]),
    each("emphasis of MediaWiki", "a.wiki", "''a '''b "),
    each("block quotations of MediaWiki", "a.wiki", "<blockquote>a\n"),
    each("TeX marks", "a.tex", "``a "),
    each("TeX marks in pairs", "a.tex", "``a b'' "),
    each("TeX quotations", "a.tex", "\\enquote{a "),
    each("TeX quotations with a source", "a.tex", "\\textcquote{harbour}{a b c} "),
    each("TeX groups", "a.tex", "{a "),
    each("TeX verbatim", "a.tex", "\\verb|a "),
    each("TeX environments", "a.tex", "\\begin{quote}a\n"),
    nested("TeX environments in environments", "a.tex", "\\begin{quote}\n", "\\end{quote}\n"),
    each("TeX comments", "a.tex", "a % b\n"),
    each("TeX options", "a.tex", "\\a[b "),
    each("TeX notes", "a.tex", "``a b''\\footnote{harbour "),
    each("directives of reST", "a.rst", ".. epigraph::\n\n   a b c\n\n"),
    each("items of reST", "a.rst", "- a\n\n  - b\n\n"),
    each("roles of reST", "a.rst", "`a "),
    each("emphasis of reST", "a.rst", "*a "),
    each("notes of reST", "a.rst", "“a b c” [#n§]_\n\n.. [#n§] harbour\n\n"),
    each("substitutions of reST", "a.rst", "|a "),
    each("quotations of AsciiDoc", "a.adoc", "____\na b c\n\n"),
    each("blocks of AsciiDoc", "a.adoc", "====\n----\na\n"),
    each("notes of AsciiDoc", "a.adoc", "footnote:[a "),
    each("attributes of AsciiDoc", "a.adoc", ":a§: b\n{a§} "),
    each("marks of AsciiDoc", "a.adoc", "\"`a word of a quotation that goes on "),
    each("blocks of Org", "a.org", "#+begin_quote\na\n"),
    each("links of Org", "a.org", "[[a][b words of a link that goes on "),
    each("notes of Org", "a.org", "[fn:: a "),
    each("examples of Org", "a.org", "#+begin_src\na\n"),
];

const OTHER: [Form; 27] = [
    on(Work::Bibliography, each("entries of BibTeX", "a.bib", "@book{k§, title={A b}, url={https://x.example/§}}\n")),
    on(Work::Bibliography, each("braces of BibTeX", "a.bib", "@book{k§, title={{{A ")),
    on(Work::Bibliography, nested("braces in braces", "a.bib", "{", "}")),
    on(Work::Bibliography, around("braces in a title", "a.bib", ["@book{k, title={", "{a} ", "}}"])),
    on(
        Work::Bibliography,
        each("entries of RIS", "a.ris", "TY  - BOOK\nID  - k§\nUR  - https://x.example/§\nER  - \n"),
    ),
    on(
        Work::Bibliography,
        around(
            "entries of CSL",
            "a.json",
            ["[", "{\"id\":\"k§\",\"URL\":\"https://x.example/§\"},", "{\"id\":\"z\"}]"],
        ),
    ),
    on(Work::Bibliography, each("entries of YAML", "a.yaml", "- id: k§\n  URL: https://x.example/§\n")),
    on(Work::Fix, each("typography to be mended", "a.md", "> the harbour master's clerk said\n>\n> — [@harbour]\n\n")),
    on(Work::Fix, each("words to be mended", "a.md", "> counted eleven ships on the cold pier\n>\n> — [@harbour]\n\n")),
    on(Work::Fix, each("citations to be put in", "a.md", "He said “counted eleven boats on the cold pier” there.\n\n")),
    on(
        Work::Fix,
        each(
            "citations beside others",
            "a.md",
            "“Nobody saw the twelfth boat” [[harbour]]. “counted eleven boats”.\n\n",
        ),
    ),
    on(Work::Fix, each("citations in a paragraph", "a.md", "He said “counted eleven boats on the cold pier” ")),
    on(Work::Fix, each("citations in HTML", "a.html", "<p>He said <q>counted eleven boats on the cold pier</q></p>")),
    on(Work::Fix, each("attributions to be put in", "a.md", "> counted eleven boats on the cold pier\n\ntext\n\n")),
    on(Work::Fix, each("directives to be taken out", "a.md", "<!-- literatim: allow quote-altered -- because -->\n\n")),
    on(Work::Find, each("one word", "a.txt", "word ")),
    on(Work::Find, each("numbers alone on lines", "a.txt", "word\n§\n")),
    on(Work::Find, each("form feeds", "a.txt", "word\x0c")),
    on(Work::Find, each("signs of mail", "a.txt", "> word\n")),
    on(Work::Find, each("broken words", "a.txt", "word-\n")),
    on(Work::Find, each("times at line heads", "a.txt", "[0:§] word\n")),
    on(Work::Find, each("markers of notes", "a.html", "<p>word<sup><a href=#n§>§</a></sup> ")),
    on(Work::Find, each("hidden words", "a.html", "<p>word <span hidden>b</span> ")),
    on(Work::Find, each("rules that hide", "a.html", "<style>.c§{display:none}</style><p class=c§>word ")),
    on(Work::Find, each("struck words", "a.md", "word ~~b~~ ")),
    on(Work::Find, each("HTML in Markdown", "a.md", "word <s>b</s> <span hidden>c</span> ")),
    on(Work::Planted, each("a fault that is planted", "a.txt", "word ")),
];

/// Every form.
pub fn all() -> impl Iterator<Item = &'static Form> {
    MARKDOWN.iter().chain(&DATA).chain(&MARKUP).chain(&OTHER)
}

/// The work that no reader of notes must do: for each word, the rest of the text is searched for what is not there.
pub fn planted(text: &str) -> usize {
    text.match_indices("word").filter(|(at, _)| text[*at..].find('“').is_none()).count()
}
