use crate::capture::{Capture, Place};
use crate::document::testing::zipped;
use crate::text::Span;
use crate::transcript::{BlockKind, DecodeError, FactKind, InsetKind, Transcript, decode};

const CONTAINER: &str = r#"<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
    <rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;

const OPF: &str = r#"<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:title>The lamp &amp; the lock</dc:title><dc:creator>O. Brask</dc:creator><dc:date>1999</dc:date></metadata><manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/><item id="two" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>
    <item id="pic" href="a.png" media-type="image/png"/></manifest><spine><itemref idref="nav"/><itemref idref="two"/><itemref idref="one"/></spine></package>"#;

const ONE: &str = r##"<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
    <head><title/><script src="a.js"/></head><body><h1>The lock</h1><p>It was <span epub:type="pagebreak" id="p13" title="13"/>dry<a epub:type="noteref"
    href="#n1">1</a>.</p><aside epub:type="footnote" id="n1"><p>In May.</p></aside></body></html>"##;

const TWO: &str = r##"<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><p>Before.</p>
    <div role="doc-pagebreak" id="page_xii">xii</div><p>The lamp<sup><a href="notes.xhtml#n2" role="doc-noteref">2</a></sup> is lit.</p></body></html>"##;

fn book(more: &[(&str, &[u8])]) -> Vec<u8> {
    let files: [(&str, &[u8]); 6] = [
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("OEBPS/content.opf", OPF.as_bytes()),
        ("OEBPS/nav.xhtml", b"<html><body><nav>Contents</nav></body></html>"),
        ("OEBPS/text/one.xhtml", ONE.as_bytes()),
        ("OEBPS/text/two b.xhtml", TWO.as_bytes()),
    ];
    zipped(&[&files[..], more].concat())
}

fn read(bytes: Vec<u8>) -> Result<Transcript, DecodeError> {
    decode(&Capture::new("archive/a/20250101T000000Z.epub".parse().unwrap(), bytes))
}

#[test]
fn a_book_is_its_chapters_in_the_order_of_its_spine() {
    let book = read(book(&[])).unwrap();
    assert_eq!(book.text(), "Before.\n\nThe lamp is lit.\n\nThe lock\n\nIt was dry.\n\nIn May.");
    assert!(book.is_document());
    assert_eq!(
        Vec::from_iter(book.parts().iter().map(|part| &*part.path)),
        ["OEBPS/text/two b.xhtml", "OEBPS/text/one.xhtml"]
    );
    let facts = Vec::from_iter(book.facts().iter().map(|fact| (fact.kind, &*fact.value)));
    assert_eq!(
        facts,
        [(FactKind::Headline, "The lamp & the lock"), (FactKind::Author, "O. Brask"), (FactKind::Published, "1999")]
    );
}

#[test]
fn notes_of_a_book_are_notes_and_their_markers_insets() {
    let book = read(book(&[])).unwrap();
    let kinds = Vec::from_iter(book.blocks().iter().map(|block| block.kind));
    let paragraph = BlockKind::Paragraph;
    assert_eq!(kinds, [paragraph, paragraph, BlockKind::Heading(1), paragraph, BlockKind::Note]);
    let markers = Vec::from_iter(book.insets().iter().map(|inset| (inset.kind, &*inset.text)));
    assert_eq!(markers, [(InsetKind::NoteMarker, "²"), (InsetKind::NoteMarker, "¹")]);
}

#[test]
fn printed_pages_of_a_book_run_on_over_its_chapters() {
    let book = read(book(&[])).unwrap();
    let page = |words: &str| {
        let at = book.text().find(words).unwrap();
        let places = book.places(Span::new(at, at + words.len()));
        Vec::from_iter(places.into_iter().map(|(_, place)| match place {
            Place::Page { index, label } => (index, label.unwrap_or_default().into_string()),
            _ => panic!(),
        }))
    };
    assert_eq!(page("Before"), []);
    assert_eq!(page("lit"), [(0, "xii".to_owned())]);
    assert_eq!(page("It was"), [(0, "xii".to_owned())]);
    assert_eq!(page("dry"), [(1, "13".to_owned())]);
}

#[test]
fn a_book_that_is_locked_says_so_and_one_with_hidden_fonts_is_read() {
    let locked = |algorithm: &str, file: &str| {
        let xml = format!(
            "<encryption xmlns='a'><EncryptedData><EncryptionMethod Algorithm='{algorithm}'/><CipherData><CipherReference URI='{file}'/>\
            </CipherData></EncryptedData></encryption>"
        );
        read(book(&[("META-INF/encryption.xml", xml.as_bytes())]))
    };
    let aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
    assert_eq!(locked(aes, "OEBPS/text/one.xhtml").unwrap_err(), DecodeError::Encrypted);
    assert!(locked("http://www.idpf.org/2008/embedding", "OEBPS/text/one.xhtml").is_ok());
    assert!(locked(aes, "OEBPS/a.png").is_ok());
}

#[test]
fn a_book_without_what_its_list_names_says_so() {
    let files: [(&str, &[u8]); 2] =
        [("META-INF/container.xml", CONTAINER.as_bytes()), ("OEBPS/content.opf", OPF.as_bytes())];
    let why = read(zipped(&files)).unwrap_err().to_string();
    assert_eq!(why, "there is no \"OEBPS/text/two b.xhtml\" in it");
    assert_eq!(read(zipped(&files[..1])).unwrap_err().to_string(), "there is no \"OEBPS/content.opf\" in it");
    assert!(read(b"no zip file".to_vec()).unwrap_err().to_string().contains("not a ZIP file"));
}

#[test]
fn sheets_that_a_chapter_links_to_raise_and_strike_its_words() {
    let one = r#"<html><head><link rel="stylesheet" href="../a.css"/></head><body><p>10<span class="up">6</span> <i class="gone">no </i>yes</p></body></html>"#;
    let opf = OPF.replace("<itemref idref=\"two\"/>", "");
    let files: [(&str, &[u8]); 4] = [
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("OEBPS/content.opf", opf.as_bytes()),
        ("OEBPS/text/one.xhtml", one.as_bytes()),
        ("OEBPS/a.css", b".up { vertical-align: super } .gone { text-decoration: line-through }"),
    ];
    assert_eq!(read(zipped(&files)).unwrap().text(), "10\u{2076} yes");
}
