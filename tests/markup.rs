//! What is read out of markup, kept to the byte: a transcript that moves is another manifest, and a reading of notes that
//! moves is another verdict. `LITERATIM_BLESS=1 cargo test --test markup` writes `tests/markup/` again: a difference there
//! is a changed reading and belongs in the changelog.

#[path = "markup/readings.rs"]
mod readings;
#[path = "markup/soup.rs"]
mod soup;

use literatim::digest::Digest;
use literatim::notes::Format;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/markup")
}

/// Compares `text` with what is kept under `name`, or keeps it.
fn check(name: &str, text: &str) {
    let path = folder().join(name);
    if std::env::var_os("LITERATIM_BLESS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differing = kept.lines().zip(text.lines()).find(|(old, new)| old != new);
    assert!(kept == text, "{name}: was, is\n{differing:?}");
}

/// Everything that reads `source`, by the ending of its name.
fn all_readings(source: &str, ending: &str) -> String {
    let (format, others) = match ending {
        "md" => (Format::Markdown, readings::of_capture(source, ending)),
        "html" => (Format::Html, readings::of_capture(source, ending)),
        _ => (Format::MediaWiki, String::new()),
    };
    others + &readings::of_notes(source, format)
}

#[test]
fn every_page_is_read_as_it_always_was() {
    let mut pages = 0;
    for entry in fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()) {
        let ending = entry.extension().unwrap().to_str().unwrap().to_owned();
        if matches!(&*ending, "md" | "html" | "wiki") {
            let name = entry.file_name().unwrap().to_str().unwrap().to_owned();
            check(&format!("{name}.read"), &all_readings(&fs::read_to_string(&entry).unwrap(), &ending));
            pages += 1;
        }
    }
    assert_eq!(pages, 3);
}

#[test]
fn any_muddle_of_markup_is_read_as_it_always_was() {
    let mut digests = String::new();
    for ending in ["html", "md", "wiki"] {
        for first in (0..1200).step_by(60) {
            let all: String =
                (first..first + 60).map(|number| all_readings(&soup::soup(number, ending), ending)).collect();
            writeln!(digests, "{ending} {first} {}", &Digest::of(all.as_bytes()).hex()[..16]).unwrap();
        }
    }
    check("soup.digests", &digests);
}

/// What the readers of an earlier version committed to must be read again, to the byte. These digests are theirs: they are
/// never written again.
#[test]
fn earlier_readers_read_as_they_did() {
    let kept = fs::read_to_string(folder().join("earlier.digests")).unwrap();
    let mut digests = String::new();
    for (ending, reader) in [("html", "html 1"), ("md", "markdown 1")] {
        for first in (0..1200).step_by(60) {
            let read = |number| readings::of_capture_by(reader, &soup::soup(number, ending), ending);
            let all: String = (first..first + 60).map(read).collect();
            writeln!(digests, "{reader} {first} {}", &Digest::of(all.as_bytes()).hex()[..16]).unwrap();
        }
    }
    let differing = kept.lines().zip(digests.lines()).find(|(old, new)| old != new);
    assert!(kept == digests, "was, is\n{differing:?}");
}
