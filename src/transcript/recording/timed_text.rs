//! The text of a recording in the making.

use crate::capture::{Origin, Place};
use crate::text::Span;
use crate::transcript::charset::Decoded;
use crate::transcript::text::{Markup, Transcript};
use crate::transcript::{BlockKind, Blocks, Inset, InsetKind, Map, TextBlock};

/// The gaps between words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::transcript) enum Gap {
    /// The end of a line.
    Line,
    /// Another time.
    Cue,
    /// Another speaker.
    Paragraph,
}

/// Silence after which another paragraph begins, in milliseconds.
const SILENCE: u64 = 4_000;

/// The words so far.
pub(in crate::transcript) struct TimedText<'s> {
    source: &'s str,
    text: String,
    map: Map,
    blocks: Blocks,
    insets: Vec<Inset>,
    places: Vec<(Span, Place)>,
    /// The time of the words to come.
    time: (u64, u64),
    /// The start of the words of this time; `None` as long as there are none.
    start: Option<usize>,
    /// The start of the open block.
    block: usize,
    gap: Option<Gap>,
    /// The offset in the source at which the words so far end.
    behind: usize,
    /// The speaker of the words so far, and of those to come.
    spoke: Option<String>,
    speaks: Option<String>,
    last_end: Option<u64>,
    /// True if what stands between the words is shown to nobody, such as the signs of JSON.
    is_bare: bool,
}

impl<'s> TimedText<'s> {
    pub fn new(source: &'s str) -> Self {
        Self {
            source,
            text: String::with_capacity(source.len() / 2),
            map: Map::default(),
            blocks: Blocks::default(),
            insets: Vec::new(),
            places: Vec::new(),
            time: (0, 0),
            start: None,
            block: 0,
            gap: None,
            behind: 0,
            spoke: None,
            speaks: None,
            last_end: None,
            is_bare: false,
        }
    }

    /// A text of a source of which only the words are shown.
    pub fn without_insets(source: &'s str) -> Self {
        Self { is_bare: true, ..Self::new(source) }
    }

    pub fn source(&self) -> &'s str {
        self.source
    }

    /// Words that are said from one millisecond to another come.
    pub fn begin(&mut self, from_ms: u64, to_ms: u64) {
        self.time = (from_ms, to_ms);
        self.start = None;
        self.speaks = None;
        let is_silent = self.last_end.is_some_and(|end| from_ms > end.saturating_add(SILENCE));
        self.pause(if is_silent || ends_a_sentence(&self.text) { Gap::Paragraph } else { Gap::Cue });
    }

    /// A gap before the words to come; the widest counts.
    pub fn pause(&mut self, gap: Gap) {
        self.gap = self.gap.max(Some(gap));
    }

    /// The words to come are those of a speaker. The name is text where another one spoke before: else words of two people would
    /// be one sentence.
    pub fn speaker(&mut self, name: &str, at: Span) {
        self.speaks = Some(name.to_owned());
        if self.spoke.as_deref() != Some(name) {
            self.pause(Gap::Paragraph);
            self.put(&format!("{name}: "), at);
            self.spoke = Some(name.to_owned());
        }
    }

    /// The words to come are those of nobody who is named.
    pub fn nobody(&mut self) {
        self.speaks = None;
    }

    /// Words, read from `at`.
    pub fn words(&mut self, words: &str, at: Span) {
        let is_blank = words.trim().is_empty();
        let begins = self.gap.is_some() || self.text.is_empty();
        if is_blank && begins {
            return;
        }
        if self.spoke.is_some() && self.speaks.is_none() && !is_blank {
            self.spoke = None;
            self.pause(Gap::Paragraph);
        }
        let is_same = self.source[at.range()] == *words;
        let indent = if begins && is_same { words.len() - words.trim_start().len() } else { 0 };
        self.put(&words[indent..], Span::new(at.start + indent, at.end));
    }

    fn put(&mut self, words: &str, at: Span) {
        if let Some(gap) = self.gap.take() {
            self.part(gap, at.start);
        }
        self.start.get_or_insert(self.text.len());
        self.push(words, at);
        self.behind = at.end;
    }

    /// Puts a gap between the words so far and those from `next` on.
    fn part(&mut self, gap: Gap, next: usize) {
        let between = Span::new(self.behind.min(next), next);
        if !self.text.is_empty() {
            if gap == Gap::Paragraph {
                self.close();
            }
            self.push(if gap == Gap::Paragraph { "\n\n" } else { "\n" }, between);
            self.block = if gap == Gap::Paragraph { self.text.len() } else { self.block };
        }
        if gap > Gap::Line {
            self.inset(between);
        }
    }

    /// Text between two words that is not said is an inset.
    fn inset(&mut self, between: Span) {
        let text = self.source[between.range()].trim();
        if text.is_empty() || self.is_bare {
            return;
        }
        let start = between.start + self.source[between.range()].find(text).unwrap_or(0);
        let bytes = Span::new(start, start + text.len());
        let text = format!("{text}\n").into();
        self.insets.push(Inset {
            at: self.text.len(),
            kind: InsetKind::CueTime,
            text,
            origin: Origin::of_capture(bytes),
        });
    }

    fn push(&mut self, text: &str, at: Span) {
        if self.source[at.range()] == *text {
            self.map.run(at.start, text.len());
        } else {
            self.map.whole(at, text.len());
        }
        self.text.push_str(text);
    }

    /// Words of this time are over.
    pub fn end(&mut self) {
        let (from_ms, to_ms) = self.time;
        if let Some(start) = self.start.take() {
            let end = self.text.trim_end().len().max(start);
            self.places.push((Span::new(start, end), Place::Time { from_ms, to_ms }));
            self.last_end = Some(to_ms);
        }
    }

    fn close(&mut self) {
        let words = self.text[self.block..].trim();
        if !words.is_empty() {
            let start = self.block + self.text[self.block..].find(words).unwrap_or(0);
            let span = Span::new(start, start + words.len());
            self.blocks.push(TextBlock { span, kind: BlockKind::Paragraph, ..TextBlock::default() });
        }
    }

    /// The transcript; `decoded` is the source, as it was decoded.
    pub fn finish(mut self, decoded: &Decoded<'_>) -> Transcript {
        self.close();
        self.inset(Span::new(self.behind, self.source.len()));
        let map = self.map.over(&decoded.map);
        for inset in &mut self.insets {
            inset.origin.bytes = decoded.map.bytes(inset.origin.bytes);
        }
        let markup = Markup { insets: self.insets, places: self.places, ..Markup::default() };
        Transcript::marked(self.text, decoded.charset.clone(), map, self.blocks, markup)
    }
}

/// Returns true if a text ends with the mark that ends a sentence, and perhaps marks that close a quotation.
fn ends_a_sentence(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '」']);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？'])
}
