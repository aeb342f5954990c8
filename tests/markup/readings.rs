//! All that is read out of markup, written down: for captures the text, each character's bytes, blocks, links, facts and
//! elements; for notes the quotations with their places. No type's or field's name is in it.

use literatim::capture::{Capture, Record};
use literatim::notes::{Format, Notes, Quotation, read_as};
use literatim::text::Span;
use literatim::transcript::{DecodeError, Transcript, decode, decode_as};
use std::fmt::Write;

/// The readings of `source` as a capture whose name ends in `ending`.
pub fn of_capture(source: &str, ending: &str) -> String {
    read(decode(&capture(source, ending)))
}

/// The same by the reader of an earlier version.
pub fn of_capture_by(reader: &str, source: &str, ending: &str) -> String {
    read(decode_as(&capture(source, ending), reader))
}

fn capture(source: &str, ending: &str) -> Capture {
    let path = format!("archive/a/20250101T000000Z.{ending}").parse().unwrap();
    Capture { path, bytes: source.as_bytes().to_vec(), record: Record::default() }
}

fn read(transcript: Result<Transcript, DecodeError>) -> String {
    transcript.map_or_else(|why| format!("not read: {why}\n"), |transcript| written(&transcript))
}

fn written(transcript: &Transcript) -> String {
    let mut out = format!("text {:?} crowded {}\nbytes", transcript.text(), transcript.exceeds_limits());
    let mut run: Option<(Span, usize)> = None;
    // Characters that were read from as many bytes of their own, one behind the other, are one run.
    for (at, c) in transcript.text().char_indices() {
        let bytes = transcript.bytes(Span::new(at, at + c.len_utf8()));
        run = match run {
            Some((span, end)) if end == bytes.start && bytes.len() == c.len_utf8() => {
                Some((Span::new(span.start, at + c.len_utf8()), bytes.end))
            }
            _ => {
                write!(out, " {at}:{}-{}", bytes.start, bytes.end).unwrap();
                (bytes.len() == c.len_utf8()).then_some((Span::new(at, at + c.len_utf8()), bytes.end))
            }
        };
    }
    out.push('\n');
    for block in transcript.blocks().iter() {
        let (span, kind, element) = (shown(block.span), block.kind, block.element);
        writeln!(out, "block {span} {kind:?} {} {} {element:?}", block.emphasised, block.link_bytes).unwrap();
    }
    for link in transcript.links().iter() {
        writeln!(out, "link {} {:?}", shown(link.span), link.url).unwrap();
    }
    for image in transcript.images().iter() {
        writeln!(out, "image {} {:?}", image.at, image.url).unwrap();
    }
    for fact in transcript.facts() {
        writeln!(out, "fact {} {} {:?}", fact.kind.name(), fact.from.name(), fact.value).unwrap();
    }
    let elements = transcript.elements();
    for element in (0..elements.len()).filter_map(|number| elements.get(number as u32)) {
        let (parent, names) = (element.parent, elements.names(&element));
        writeln!(out, "element {:?} in {parent:?} {names:?}", element.tag.name()).unwrap();
    }
    for inset in transcript.insets() {
        writeln!(out, "inset {} {:?} {:?} {}", inset.at, inset.kind, inset.text, shown(inset.origin.bytes)).unwrap();
    }
    let front = transcript.front_matter();
    let about = [&front.title, &front.author, &front.date, &front.url];
    if about.iter().any(|value| value.is_some()) {
        writeln!(out, "front {about:?}").unwrap();
    }
    out
}

/// The readings of `source` as notes.
pub fn of_notes(source: &str, format: Format) -> String {
    let notes = read_as(source, format);
    let mut out = String::new();
    notes.quotations.iter().for_each(|quotation| quoted(quotation, &mut out));
    for (name, spans) in [("unclosed", &notes.unclosed), ("mixed", &notes.mixed), ("titles", &notes.titles)] {
        if !spans.is_empty() {
            writeln!(out, "{name} {}", all(spans.iter().copied())).unwrap();
        }
    }
    remarks(&notes, &mut out);
    out
}

fn quoted(quotation: &Quotation, out: &mut String) {
    let Quotation { at, title, unattributed, .. } = quotation;
    let unread = all(quotation.unread);
    writeln!(out, "quotation {} at {at} unread {unread}title {title} coined {unattributed}", quotation.form as u8)
        .unwrap();
    for reading in &quotation.readings {
        writeln!(out, "  {} {:?}", shown(reading.span), reading.text).unwrap();
    }
    for citation in &quotation.citations {
        let (binding, cited) = (citation.binding.name(), citation.reference.as_str());
        writeln!(out, "  {binding} {cited:?} {} {}", shown(citation.span), citation.certain).unwrap();
    }
    for selector in &quotation.selectors {
        let parts = [&selector.prefix, &selector.start, &selector.end, &selector.suffix];
        writeln!(out, "  selector {parts:?}").unwrap();
    }
}

fn remarks(notes: &Notes, out: &mut String) {
    for left in &notes.suppressions {
        let (span, covers) = (shown(left.span), shown(left.covers));
        writeln!(out, "left out {covers} by {span} {:?} {:?}", left.rules, left.reason).unwrap();
    }
    let remarks = [("malformed", &notes.malformed), ("unknown", &notes.unknown), ("broken", &notes.broken)];
    for (name, found) in remarks.into_iter().filter(|(_, found)| !found.is_empty()) {
        // Their sentences may be said in other words.
        writeln!(out, "{name} {}", all(found.iter().map(|problem| problem.span))).unwrap();
    }
}

fn all(spans: impl IntoIterator<Item = Span>) -> String {
    spans.into_iter().map(|span| shown(span) + " ").collect()
}

fn shown(span: Span) -> String {
    format!("{}-{}", span.start, span.end)
}
