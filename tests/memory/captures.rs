//! Captures of every kind that is hard on memory, and of some that are not.

/// How many bytes a capture of each kind has, about.
pub const SIZE: usize = 1 << 19;

/// A kind of capture.
pub struct Kind {
    pub name: &'static str,
    /// The extension of its path.
    pub extension: &'static str,
    pub bytes: Vec<u8>,
}

const SENTENCE: &str = "The lamp over the bridge was lit again last night, for once.";

pub fn all() -> Vec<Kind> {
    [blocks(), elements(), characters(), beside(), charsets(), text(), markdown(), marks()]
        .into_iter()
        .flatten()
        .collect()
}

fn kind(name: &'static str, extension: &'static str, text: impl Into<Vec<u8>>) -> Kind {
    Kind { name, extension, bytes: text.into() }
}

fn html(name: &'static str, piece: &str) -> Kind {
    kind(name, "html", repeated(piece))
}

fn md(name: &'static str, piece: &str) -> Kind {
    kind(name, "md", repeated(piece))
}

/// A paragraph of 360 bytes.
fn sentences() -> String {
    format!("{SENTENCE} ").repeat(6)
}

fn repeated(piece: &str) -> String {
    piece.repeat(SIZE / piece.len())
}

/// Lines that differ by a number.
fn numbered(line: &str) -> String {
    let lines = (0..).map(|number: usize| line.replace("{}", &number.to_string()));
    let mut all = String::new();
    lines
        .take_while(|line| {
            all += line;
            all.len() < SIZE
        })
        .for_each(drop);
    all
}

fn utf_16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// Pages of blocks.
fn blocks() -> Vec<Kind> {
    vec![
        html("paragraphs of 360 bytes", &format!("<p>{}</p>\n", sentences())),
        html("paragraphs of 60 bytes", &format!("<p>{SENTENCE}</p>\n")),
        kind("paragraphs of 60 bytes, numbered", "html", numbered(&format!("<p class=p{{}}>{{}} {SENTENCE}</p>\n"))),
        kind("paragraphs of seven letters, numbered", "html", numbered("<p>a b c d e f g {}")),
        html("<p>a", "<p>a"),
        html("<p>a</p>", "<p>a</p>"),
        html("<p>lamp lit</p>", "<p>lamp lit</p>\n"),
        html("items of a letter", "<li>a"),
        html("cells of a letter", "<td>a"),
        html("rows of two letters", "<tr><td>a<td>b"),
        html("a<br><br>", "a<br><br>"),
        html("<br>", "<br>"),
        html("preformatted letters", "<pre>a\n"),
    ]
}

/// Pages of elements.
fn elements() -> Vec<Kind> {
    vec![
        kind("100,000 nested <div>", "html", "<div>".repeat(100_000)),
        html("<div>a, nested", "<div>a"),
        html("<b>, nested", "<b>"),
        html("<b>a, nested", "<b>a"),
        html("<ul>, nested", "<ul>"),
        html("<table><td>, nested", "<table><td>"),
        html("<i>a</i>", "<i>a</i>"),
        html("custom elements, nested", "<a-b>a"),
        html("attributes", "<p a b=c class=d>"),
        html("classes", "<p class='a b c d e'>a"),
        html("properties", "<p itemprop='a a a a a a a a a a'>a"),
        kind("one tag", "html", format!("<p {}>a", repeated("a=b "))),
        kind("one class of many words", "html", format!("<p class='{}'>a", repeated("a "))),
        kind("one property of many words", "html", format!("<p itemprop='{}'>a", repeated("a "))),
    ]
}

/// Pages of characters, and of what stands between them.
fn characters() -> Vec<Kind> {
    vec![
        html("entities", "&amp;"),
        html("entities of four bytes", "&lt;"),
        html("entities of half a surrogate pair", "&#xD800;"),
        html("letters and spaces", "a \n"),
        kind("one paragraph of letters", "html", format!("<p>{}", repeated("a "))),
        html("<plaintext>", "<plaintext>a\n"),
        html("comments", "<!---->"),
        html("a tag that never ends", "<a "),
        html("end tags", "</p>"),
    ]
}

/// Pages of what stands beside the text.
fn beside() -> Vec<Kind> {
    vec![
        html("links", "<a href=b>a</a> "),
        html("links without text", "<a href>"),
        html("pictures", "<img src>"),
        html("facts", "<meta name=author content=a>"),
        html("facts of many names", "<meta name=a name=a name=a name=a name=a name=a name=a name=a>"),
        kind("a title of letters", "html", format!("<title>{}</title>a", repeated("a "))),
        kind(
            "numbers told to machines",
            "html",
            format!("<script type=application/ld+json>[{}1]</script>a", repeated("1,")),
        ),
        kind("words told to machines", "html", {
            let told = numbered("lamp{} lit{} ");
            let script = format!("{{\"@type\":\"NewsArticle\",\"articleBody\":\"{}\"}}", &told[..200_000]);
            format!("<script type=application/ld+json>{script}</script><p>{told}")
        }),
    ]
}

/// Pages that are not UTF-8, or not well-formed.
fn charsets() -> Vec<Kind> {
    let nuls = |mut bytes: Vec<u8>| {
        (0..bytes.len()).step_by(1001).for_each(|at| bytes[at] = 0);
        bytes
    };
    let wrong =
        [b"<meta charset=utf-8>".as_slice(), &b"<p>Caf\xe9 caf\xe9 and a word or two</p>\n".repeat(SIZE / 36)].concat();
    let shift_jis = [b"<meta charset=shift_jis><p>".as_slice(), &b"a\x82\xa0".repeat(SIZE / 3)].concat();
    vec![
        kind("UTF-16", "html", utf_16(&repeated(&format!("<p>{SENTENCE}</p>\n")))),
        kind("<p>a in UTF-16", "html", utf_16(&repeated("<p>a"))),
        kind("windows-1252 that says UTF-8", "html", wrong),
        kind("every other letter of windows-1252", "html", b"a\xe9".repeat(SIZE / 2)),
        kind("marks of windows-1252", "html", b"\xe9\x93".repeat(SIZE / 2)),
        kind("Shift_JIS", "html", shift_jis),
        kind("truncated UTF-8", "html", b"\xc3\xa9\xc3\xa9 \xc3".repeat(SIZE / 6)),
        kind("NULs", "html", nuls(repeated("<p>caf\u{e9} and a word or two").into_bytes())),
    ]
}

/// Plain text.
fn text() -> Vec<Kind> {
    let paragraph = format!("{}\n\n", sentences());
    vec![
        kind("text: paragraphs", "txt", repeated(&paragraph)),
        kind("text: lines of 60 bytes", "txt", repeated(&format!("{SENTENCE}\n"))),
        kind("text: lines of a letter", "txt", repeated("a\n")),
        kind("text: lines of seven letters, numbered", "txt", numbered("a b c d e f g {}\n")),
        kind("text: distinct words, and a line of a page", "txt", {
            format!("Subscribe to our newsletter\n\n{}", numbered("lamps{} river{} burnt{}\n"))
        }),
        kind("text: one line", "txt", repeated(SENTENCE)),
        kind("text: blank lines", "txt", repeated("\n")),
        kind("text in UTF-16", "txt", utf_16(&repeated(&format!("{SENTENCE}\n")))),
    ]
}

/// Markdown of blocks.
fn markdown() -> Vec<Kind> {
    let paragraph = format!("{}\n\n", sentences());
    vec![
        md("Markdown: paragraphs", &paragraph),
        md(
            "Markdown: paragraphs with links",
            &format!("{}[lamp](http://lamp.example/a) *lit*.\n\n", paragraph.trim_end()),
        ),
        md("Markdown: paragraphs of a letter", "a\n\n"),
        md("Markdown: items of a letter", "- a\n"),
        md("Markdown: quotations of a letter", "> a\n\n"),
        md("Markdown: quotations in quotations", "> "),
        md("Markdown: lists in lists", "- "),
        md("Markdown: numbers in numbers", "1. "),
        md("Markdown: blank lines", "\n"),
        kind("Markdown: code", "md", format!("```\n{}```", repeated("a\n"))),
        kind("Markdown: rows", "md", format!("|a|b|\n|-|-|\n{}", repeated("|a|b|\n"))),
        kind("Markdown: rows that are too short", "md", {
            format!("{}\n{}\n{}", "|a".repeat(1000), "|-".repeat(1000), repeated("|\n"))
        }),
    ]
}

/// Markdown of marks.
fn marks() -> Vec<Kind> {
    vec![
        md("Markdown: links, one a line", "[a](b)\n"),
        md("Markdown: links, one a paragraph", "[a](b)\n\n"),
        kind("Markdown: definitions", "md", numbered("[a{}]: b\n")),
        kind("Markdown: footnotes", "md", numbered("[^a{}]: b\n")),
        md("Markdown: emphasis", "*a* "),
        md("Markdown: brackets", "["),
        md("Markdown: tags", "<b>a"),
        md("Markdown: hard breaks", "a  \n"),
        kind("Markdown: classes of a heading", "md", format!("# a {{{}}}", repeated(".a ").repeat(2))),
        kind("Markdown: one span of code", "md", format!("`{}`", repeated("a "))),
        md("Markdown: sentences of a letter", "a. "),
        md("Markdown: apostrophes", "a' "),
        md("Markdown: addresses", "http://a.b "),
    ]
}
