//! The corpus of the fuzz targets, replayed on the stable toolchain.

#[path = "laws/mod.rs"]
mod laws;
#[cfg(feature = "pdf")]
#[path = "laws/pdf.rs"]
mod pdf_laws;

fn replay(target: &str, law: impl Fn(&[u8])) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files.iter().for_each(|file| law(&std::fs::read(file).unwrap()));
}

#[test]
fn notes() {
    replay("notes", |bytes| laws::notes(std::str::from_utf8(bytes).unwrap()));
}

#[test]
fn bibliography() {
    replay("bibliography", |bytes| laws::bibliography(std::str::from_utf8(bytes).unwrap()));
}

#[test]
fn text() {
    replay("text", |bytes| laws::capture(bytes, "txt"));
}

#[test]
fn markdown() {
    replay("markdown", |bytes| laws::capture(bytes, "md"));
}

#[cfg(feature = "pdf")]
#[test]
fn pdf() {
    replay("pdf", pdf_laws::pdf);
}

#[test]
fn html() {
    replay("html", |bytes| laws::capture(bytes, "html"));
}

#[test]
fn verify() {
    replay("verify", laws::notes_and_article);
}

#[test]
fn manifest() {
    replay("manifest", laws::manifest_bytes);
}

#[test]
fn proofs() {
    replay("proofs", laws::disclosed::proofs);
    // The corpus has a line that holds, or the law would look at nothing.
    let kept =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/proofs/runs"));
    let runs = [literatim::text::Span::new(1, 3), literatim::text::Span::new(6, 9)];
    assert_eq!(kept.unwrap(), laws::disclosed::line(&runs) + "\n");
}

#[test]
fn warc() {
    replay("warc", laws::warc);
}

#[test]
fn wacz() {
    replay("wacz", laws::wacz);
}

#[test]
fn history() {
    replay("history", laws::custody::history);
}

#[test]
fn seals() {
    replay("seals", laws::custody::seals);
}

#[test]
fn records() {
    replay("records", laws::custody::records);
}

#[test]
fn latex() {
    replay("latex", |bytes| laws::notes_as(literatim::verify::Format::Latex, std::str::from_utf8(bytes).unwrap()));
}

#[test]
fn wiki() {
    replay("wiki", |bytes| laws::notes_as(literatim::verify::Format::MediaWiki, std::str::from_utf8(bytes).unwrap()));
}

#[test]
fn documents() {
    replay("documents", laws::documents::read);
}

#[test]
fn muddle() {
    replay("muddle", laws::muddle::read);
}
