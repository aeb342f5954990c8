//! Recordings that a program took down: Whisper, whisper.cpp, WhisperX, and lists of captions.

use super::strings;
use crate::markup::DataNode;
use crate::text::Span;
use crate::transcript::charset::Decoded;
use crate::transcript::layout::time_at;
use crate::transcript::recording::{Gap, TimedText};
use crate::transcript::text::Transcript;

/// The words that are said from one time to another.
struct Segment<'n> {
    from_ms: u64,
    to_ms: u64,
    text: &'n DataNode,
    speaker: Option<&'n DataNode>,
}

/// Reads a recording, if the JSON is one: every one of its segments has a time and words.
pub(super) fn read(decoded: &Decoded<'_>, root: &DataNode) -> Option<Transcript> {
    let source = &*decoded.text;
    let list = ["segments", "transcription"].iter().find_map(|name| root.field(name).filter(|list| list.is_list()));
    let list = list.or(root.is_list().then_some(root))?;
    let segments: Vec<Segment<'_>> = list.items().iter().map(|item| segment(source, item)).collect::<Option<_>>()?;
    if segments.is_empty() {
        return None;
    }
    let mut text = TimedText::without_insets(source);
    for segment in &segments {
        add(&mut text, segment);
    }
    Some(text.finish(decoded).into_document())
}

fn add(text: &mut TimedText<'_>, segment: &Segment<'_>) {
    text.begin(segment.from_ms, segment.to_ms);
    text.pause(Gap::Cue);
    if let Some(name) = segment.speaker.and_then(DataNode::text) {
        // It may stand behind the words, and bytes never run backwards.
        let start = segment.text.span.start;
        text.speaker(name, Span::new(start, start));
    }
    for (at, words) in strings::pieces(text.source(), segment.text.span) {
        text.words(&words, at);
    }
    text.end();
}

fn segment<'n>(source: &str, item: &'n DataNode) -> Option<Segment<'n>> {
    let seconds = |name: &str| milliseconds(number(source, item.field(name)?)?);
    let text = item.field("text").filter(|text| text.text().is_some())?;
    let speaker = item.field("speaker").filter(|speaker| speaker.text().is_some());
    let (from_ms, to_ms) = match item.field("offsets") {
        Some(offsets) => {
            let offset = |name: &str| Some(number(source, offsets.field(name)?)? as u64);
            (offset("from")?, offset("to")?)
        }
        None => match item.field("timestamps") {
            Some(stamps) => {
                let stamp = |name: &str| time_at(stamps.field(name)?.text()?).map(|time| time.milliseconds);
                (stamp("from")?, stamp("to")?)
            }
            None => {
                let from = seconds("start")?;
                (from, seconds("end").or_else(|| Some(from + seconds("duration")?))?)
            }
        },
    };
    Some(Segment { from_ms, to_ms: to_ms.max(from_ms), text, speaker })
}

/// A number that is not negative.
fn number(source: &str, node: &DataNode) -> Option<f64> {
    source[node.span.range()].parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0)
}

/// Seconds as whole milliseconds: what is hashed is no floating number.
fn milliseconds(seconds: f64) -> Option<u64> {
    (seconds < 1e9).then(|| (seconds * 1000.0).round() as u64)
}
