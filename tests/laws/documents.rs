//! Files that hold other files: any bytes are read or refused, and what is read leads back to bytes of its part.

use super::{capture_of, witness};
use literatim::export::zip;
use literatim::text::Span;
use literatim::transcript::decode;
use std::collections::BTreeMap;

/// The kinds of files that are read as they are.
const PLAIN: [&str; 8] = ["vtt", "srt", "json", "eml", "mbox", "mhtml", "rss", "txt"];

const OPF: &str = "<package><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine>\
    <itemref idref=\"a\"/></spine></package>";

/// A file of the kind that the first byte names: the others are the file, or the main part of one that is packed.
fn file(bytes: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let (&first, rest) = bytes.split_first()?;
    let packed = |files: &[(&str, &[u8])]| {
        let members = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
        zip(&members.collect::<BTreeMap<_, _>>())
    };
    let kind = usize::from(first) % (PLAIN.len() + 4);
    Some(match kind.checked_sub(PLAIN.len()) {
        None => (PLAIN[kind], rest.to_vec()),
        Some(0) => {
            let relations = "<r><Relationship Type=\"x/footnotes\" Target=\"document.xml\"/></r>".as_bytes();
            let files = [("word/document.xml", rest), ("word/_rels/document.xml.rels", relations)];
            ("docx", packed(&files)?)
        }
        Some(1) => ("odt", packed(&[("content.xml", rest), ("styles.xml", b"<a/>")])?),
        Some(2) => {
            let container = b"<container><rootfile full-path=\"c.opf\"/></container>";
            ("epub", packed(&[("META-INF/container.xml", container), ("c.opf", OPF.as_bytes()), ("a.xhtml", rest)])?)
        }
        Some(_) => ("epub", rest.to_vec()),
    })
}

/// Any bytes are read or refused; every character leads to bytes inside of its part, blocks and places lie in the text.
pub fn read(bytes: &[u8]) {
    let Some((ending, bytes)) = file(bytes) else { return };
    let capture = capture_of(&bytes, ending);
    let Ok(transcript) = decode(&capture) else { return };
    let text = transcript.text();
    for (at, c) in text.char_indices() {
        for origin in transcript.origins(Span::new(at, at + c.len_utf8())) {
            let size = match origin.part {
                Some(part) => transcript.parts()[part as usize].bytes,
                None => bytes.len() as u64,
            };
            assert!(
                origin.bytes.start <= origin.bytes.end && origin.bytes.end as u64 <= size,
                "{c:?} leads to {origin:?}"
            );
        }
    }
    let spans =
        transcript.blocks().iter().map(|block| block.span).chain(transcript.all_places().iter().map(|(span, _)| *span));
    for span in spans {
        assert!(text.get(span.range()).is_some_and(|words| !words.trim().is_empty()), "{span:?} of {text:?}");
    }
    let insets = transcript.insets();
    assert!(
        insets.windows(2).all(|pair| pair[0].at <= pair[1].at) && insets.iter().all(|inset| inset.at <= text.len())
    );
    witness(&capture).expect("what decodes once decodes again");
}
