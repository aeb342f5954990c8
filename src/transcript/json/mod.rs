//! JSON: the text that the capture record points at, or the words of a recording as Whisper and its relatives write them.

mod pointer;
mod recording;
mod strings;
#[cfg(test)]
mod tests;

use super::charset::{self, Decoded};
use super::text::Transcript;
use super::{CaptureFormat, DecodeError, Limits, Map, html};
use crate::capture::{Capture, MediaType};
use crate::markup::{DataNode, DataValue, json};
use crate::text::Span;

/// The format of JSON.
pub(super) struct JsonFormat;

impl CaptureFormat for JsonFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["json 1"]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.media_type() == MediaType::Json
    }

    fn read(&self, capture: &Capture, _: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        let decoded = charset::decode(&capture.bytes, capture.record.charset.as_deref())?;
        let source = &*decoded.text;
        let root = json::read(source, Span::new(0, source.len())).map_err(|error| {
            let line = source[..error.span.start].matches('\n').count() + 1;
            DecodeError::Broken(format!("line {line} of it is {error}"))
        })?;
        match &capture.record.pointer {
            Some(pointer) => pointed(decoded, &root, pointer),
            None => recording::read(&decoded, &root)
                .ok_or_else(|| DecodeError::NeedsPointer { likely: pointer::likely(&root) }),
        }
    }
}

/// Reads the text that a pointer leads to: a text, or a list of them.
fn pointed(decoded: Decoded<'_>, root: &DataNode, pointer: &str) -> Result<Transcript, DecodeError> {
    let wrong = |what: &str| DecodeError::Broken(format!("its record says that its text is at {pointer:?}, {what}"));
    let node = pointer::find(root, pointer).ok_or_else(|| wrong("and there is nothing of that name"))?;
    let texts: Option<Vec<&DataNode>> = match &node.value {
        DataValue::Text(_) => Some(vec![node]),
        DataValue::List(items) => items.iter().map(|item| item.text().map(|_| item)).collect(),
        _ => None,
    };
    let texts = texts.ok_or_else(|| wrong("and that is neither text nor a list of texts"))?;
    let (mut text, mut map) = (String::new(), Map::default());
    let mut behind = 0;
    for node in texts {
        if !text.is_empty() {
            map.whole(Span::new(behind, node.span.start), 2);
            text.push_str("\n\n");
        }
        for (at, piece) in strings::pieces(&decoded.text, node.span) {
            if decoded.text[at.range()] == *piece {
                map.run(at.start, at.len());
            } else {
                map.whole(at, piece.len());
            }
            text.push_str(&piece);
        }
        behind = node.span.end;
    }
    let bytes = decoded.text.len();
    let is_html = is_html(&text);
    let inner = Decoded { text: text.into(), map: map.over(&decoded.map), charset: decoded.charset };
    let transcript = if is_html { html::read(inner) } else { Transcript::of(inner, bytes) };
    Ok(transcript.into_document())
}

/// Returns true if a text has an end tag of the elements that texts are made of.
fn is_html(text: &str) -> bool {
    ["</p>", "</div>", "</a>", "<br", "</em>", "</strong>", "</li>", "</h2>"].iter().any(|tag| text.contains(tag))
}
