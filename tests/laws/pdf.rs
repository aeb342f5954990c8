//! The laws of what is read out of a PDF.

use literatim::capture::{Capture, Record};
use literatim::digest::Digest;
use literatim::manifest::{Manifest, check};
use literatim::segment::Rules;
use literatim::text::Span;
use literatim::transcript::decode;

/// Any bytes are read or refused, and read again they say the same; what is read tiles, and leads to bytes of its parts.
pub fn pdf(bytes: &[u8]) {
    let path = "archive/a/20250101T000000Z.pdf".parse().unwrap();
    let capture = Capture { path, bytes: bytes.to_vec(), record: Record::default() };
    let Ok(transcript) = decode(&capture) else { return };
    let text = transcript.text();
    assert_eq!(decode(&capture).unwrap().text(), text);
    let mut at = 0;
    for block in transcript.blocks().iter() {
        assert!(at <= block.span.start && block.span.start < block.span.end && block.span.end <= text.len());
        assert!(text.is_char_boundary(block.span.start) && text.is_char_boundary(block.span.end));
        at = block.span.end;
    }
    for (at, c) in text.char_indices() {
        for origin in transcript.origins(Span::new(at, at + c.len_utf8())) {
            let part = &transcript.parts()[origin.part.unwrap() as usize];
            assert!(origin.bytes.start <= origin.bytes.end && origin.bytes.end as u64 <= part.bytes, "{c:?} at {at}");
        }
    }
    let mut at = 0;
    for inset in transcript.insets() {
        assert!(at <= inset.at && text.is_char_boundary(inset.at), "{inset:?} behind {at}");
        at = inset.at;
    }
    let mut at = 0;
    for (span, _) in transcript.all_places() {
        assert!(at <= span.start && span.start <= span.end && span.end <= text.len());
        at = span.end;
    }
    let (manifest, _) = Manifest::of(&capture, None, &Rules::default());
    let witness = check(&capture, manifest).expect("what decodes once decodes again");
    let segments = witness.segments().iter();
    let end = segments.fold(0, |at, segment| if segment.span.start == at { segment.span.end } else { usize::MAX });
    assert_eq!(end, text.len());
    assert!(transcript.parts().iter().all(|part| part.sha256 != Digest::of(b"\0")));
}
