//! How much memory reading a capture takes: the most that is held at once, the capture's own bytes counted too, by the
//! capture's bytes.

use allocation_counter::measure;
use literatim::capture::{Capture, Record};
use literatim::segment::{Rules, segment};
use literatim::transcript::{Transcript, decode};

/// How many bytes a capture of each kind has, about.
const SIZE: usize = 1 << 20;

/// A kind of capture: its name, the extension of its path, and what it repeats.
struct Kind {
    name: &'static str,
    extension: &'static str,
    bytes: Vec<u8>,
}

fn repeated(piece: &str) -> Vec<u8> {
    piece.repeat(SIZE / piece.len()).into_bytes()
}

fn utf_16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

const SENTENCE: &str = "The lamp over the bridge was lit again last night, for once.";

fn kinds() -> Vec<Kind> {
    let kind = |name, extension, bytes| Kind { name, extension, bytes };
    let html = |name, piece: &str| Kind { name, extension: "html", bytes: repeated(piece) };
    let mut numbered = String::new();
    for number in 0..SIZE / 100 {
        numbered += &format!("<p class=p{number}>{number} {SENTENCE} {number}</p>\n");
    }
    let long = format!("<p>{}</p>\n", format!("{SENTENCE} ").repeat(6));
    let text = |piece: &str| String::from_utf8(repeated(piece)).unwrap();
    vec![
        html("paragraphs of 360 bytes", &long),
        html("paragraphs of 60 bytes", &format!("<p>{SENTENCE}</p>\n")),
        kind("numbered paragraphs", "html", numbered.into_bytes()),
        html("<p>a", "<p>a"),
        html("<p>a</p>", "<p>a</p>"),
        html("<p>lamp lit</p>", "<p>lamp lit</p>\n"),
        html("<div> nested", "<div>"),
        html("<div>a nested", "<div>a"),
        html("<b> nested", "<b>"),
        html("<b>a nested", "<b>a"),
        html("<i>a</i>", "<i>a</i>"),
        html("list of letters", "<li>a"),
        html("entities", "&amp;"),
        html("entities of two letters", "&lt;"),
        html("broken entities", "&#xD800;"),
        html("<br>", "<br>"),
        html("a<br><br>", "a<br><br>"),
        html("cells of letters", "<td>a"),
        html("rows of letters", "<tr><td>a<td>b"),
        html("comments", "<!---->"),
        html("attributes", "<p a b=c class=d>"),
        kind("one tag", "html", format!("<p {}>a", text("a=b ")).into_bytes()),
        html("classes", "<p class='a b c d e'>a"),
        html("links", "<a href=b>a</a> "),
        html("empty links", "<a href>"),
        html("pictures", "<img src>"),
        html("facts", "<meta name=author content=a>"),
        html("unclosed tags", "<a "),
        html("<plaintext>", "<plaintext>a\n"),
        html("NULs", "a\0"),
        html("white space", "a \n"),
        html("preformatted", "<pre>a\n"),
        html("custom elements", "<a-b>a"),
        kind("page in UTF-16", "html", utf_16(&text(&format!("<p>{SENTENCE}</p>\n")[..]))),
        kind("<p>a in UTF-16", "html", utf_16(&text("<p>a"))),
        kind("page in windows-1252 that says UTF-8", "html", {
            let mut bytes = b"<meta charset=utf-8>".to_vec();
            bytes.extend(b"<p>Caf\xe9 caf\xe9 caf\xe9 caf\xe9 and more of it</p>\n".repeat(SIZE / 48));
            bytes
        }),
        kind("alternating letters of windows-1252", "html", b"a\xe9".repeat(SIZE / 2)),
        kind("truncated UTF-8", "html", b"\xc3\xa9\xc3\xa9 \xc3".repeat(SIZE / 6)),
        kind(
            "Shift_JIS",
            "html",
            b"<meta charset=shift_jis><p>".iter().copied().chain(b"a\x82\xa0".repeat(SIZE / 3)).collect(),
        ),
        kind("text of lines of 60 bytes", "txt", repeated(&format!("{SENTENCE}\n"))),
        kind("text of paragraphs", "txt", repeated(&format!("{}\n\n", format!("{SENTENCE} ").repeat(6)))),
        kind("text of one letter a line", "txt", repeated("a\n")),
        kind("text in UTF-16", "txt", utf_16(&text(&format!("{SENTENCE}\n")))),
        kind("text of one line", "txt", repeated(SENTENCE)),
        kind("text of blank lines", "txt", repeated("\n")),
        kind("Markdown of paragraphs", "md", repeated(&format!("{}\n\n", format!("{SENTENCE} ").repeat(6)))),
        kind("Markdown of links, one a line", "md", repeated("[a](b)\n")),
        kind("Markdown of links, one a paragraph", "md", repeated("[a](b)\n\n")),
        kind("Markdown list of letters", "md", repeated("- a\n")),
        kind("Markdown of emphasis", "md", repeated("*a* ")),
        kind("Markdown of brackets", "md", repeated("[")),
        kind("Markdown of quotes", "md", repeated("> a\n\n")),
        kind("Markdown of letters", "md", repeated("a\n\n")),
        kind("Markdown of tags", "md", repeated("<b>a")),
    ]
}

fn capture(kind: &Kind) -> Capture {
    let path = format!("archive/a/20250101T000000Z.{}", kind.extension).parse().unwrap();
    Capture { path, bytes: kind.bytes.clone(), record: Record::default() }
}

/// The most that was held while the capture was decoded, and until it was segmented, as multiples of its size.
fn measured(kind: &Kind, rules: &Rules) -> (f64, f64) {
    let capture = capture(kind);
    let (size, mut transcript) = (capture.bytes.len() as f64, None::<Transcript>);
    let decoding = measure(|| transcript = decode(&capture).ok());
    let Some(transcript) = transcript else { return (0.0, 0.0) };
    let mut segments = Vec::new();
    let segmenting = measure(|| segments = segment(&transcript, rules));
    let held = decoding.bytes_current.max(0) as u64;
    let most = decoding.bytes_max.max(held + segmenting.bytes_max);
    (1.0 + decoding.bytes_max as f64 / size, 1.0 + most as f64 / size)
}

#[test]
fn reading_takes_a_bounded_multiple_of_the_capture() {
    let rules = Rules::default();
    let kinds = kinds();
    // What is compiled once is not the capture's.
    kinds.iter().for_each(|kind| {
        drop(
            decode(&capture(&Kind { bytes: kind.bytes[..2000].to_vec(), ..*kind }))
                .map(|transcript| segment(&transcript, &rules)),
        )
    });
    for kind in &kinds {
        let begin = std::time::Instant::now();
        let (decoding, both) = measured(kind, &rules);
        eprintln!("{:40} {decoding:8.1} {both:8.1}  {:?}", kind.name, begin.elapsed());
    }
}
