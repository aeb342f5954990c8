//! The words of a quotation as its reader sees them: without what is struck out, and with raised and lowered digits.

use super::hidden::joined;
use super::running_text::RunningText;
use crate::text::{LONGEST_RAISED, Span, begins_on_the_line, ends_on_the_line, raise};

/// The stand-in for a part of the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Instead<'w> {
    /// Nothing; but what stands on either side of it may need to be kept apart.
    Joint,
    Nothing,
    Text(&'w str),
    Char(char),
    /// Nothing, because it is struck out.
    Struck,
}

impl RunningText<'_> {
    /// The words of `span`: its text without what is excluded, without `more`, which is ascending, and without what is struck
    /// out. Where all of them are struck out, they are quoted so, and stay.
    pub fn words(&self, span: Span, more: &[Span]) -> String {
        self.shown(span, more, None)
    }

    /// The other ways to read the words of `span`, where they are shown otherwise than they are written.
    pub fn written(&self, span: Span, more: &[Span]) -> Vec<String> {
        if self.ligatures_in(span).is_empty() {
            return Vec::new();
        }
        (0..3).map(|way| self.shown(span, more, Some(way))).collect()
    }

    fn shown(&self, span: Span, more: &[Span], way: Option<usize>) -> String {
        let excluded = self.excluded_in(span, more);
        let left_out = joined(excluded.clone());
        let struck = self.struck_in(span, &left_out);
        let is_there = |at: usize| !is_in(&left_out, at) && !is_in(&struck, at);
        let mut changes: Vec<(Span, Instead)> = excluded.iter().map(|&gap| (gap, Instead::Nothing)).collect();
        if let Some(way) = way {
            let instead = self.ligatures_in(span).iter().map(|(at, ways)| (*at, Instead::Text(ways[way])));
            changes.extend(instead.filter(|(at, _)| at.is_empty() || is_there(at.start)));
        }
        changes.extend(self.raised_in(span).into_iter().filter(|(at, _)| is_there(at.start)));
        changes.extend(struck.iter().map(|&gap| (gap, Instead::Struck)));
        changes.sort_unstable();
        self.with(span, &changes)
    }

    fn ligatures_in(&self, span: Span) -> &[(Span, [&str; 3])] {
        let from = self.ligatures.partition_point(|(at, _)| at.start < span.start);
        let until = self.ligatures.partition_point(|(at, _)| at.end <= span.end);
        self.ligatures.get(from..until).unwrap_or_default()
    }

    fn excluded_in(&self, span: Span, more: &[Span]) -> Vec<Span> {
        let mut all = overlapping(&self.excluded, span);
        all.extend(more);
        all.sort_unstable();
        all
    }

    /// The parts that are struck out of `span`; none if all words that are not `left_out` are.
    fn struck_in(&self, span: Span, left_out: &[Span]) -> Vec<Span> {
        let struck = overlapping(&self.effects.struck, span);
        if struck.is_empty() {
            return struck;
        }
        let gone = joined(struck.iter().chain(left_out).copied().collect());
        let mut at = span.start;
        let ends = gone.iter().copied().chain([Span::new(span.end, span.end)]);
        let is_some_left = ends.into_iter().any(|gap| {
            let kept = &self.text[at..gap.start.clamp(at, span.end)];
            at = gap.end.clamp(at, span.end);
            kept.contains(char::is_alphanumeric)
        });
        let clipped = |gap: &Span| Span::new(gap.start.max(span.start), gap.end.min(span.end));
        if is_some_left { struck.iter().map(clipped).collect() } else { Vec::new() }
    }

    /// The raised and lowered digits and signs in `span`, and the places where they may meet others.
    fn raised_in(&self, span: Span) -> Vec<(Span, Instead<'_>)> {
        let effects = &self.effects;
        let from = effects.raised.partition_point(|(raised, _)| raised.end <= span.start);
        let inside = effects.raised[from..].iter().take_while(|(raised, _)| raised.start < span.end);
        let mut found = Vec::new();
        for &(raised, to) in inside {
            let (start, end) = (raised.start.max(span.start), raised.end.min(span.end));
            let text = &self.text[start..end];
            // The mark of a note, as it is written: `[1]`; and a line in small print, as pages of the archive have it.
            let whole = self.text[raised.range()].trim();
            let is_line = whole.chars().count() > LONGEST_RAISED || whole.contains(char::is_whitespace);
            if text.trim_start().starts_with('[') || is_line {
                continue;
            }
            let raised = raise(text, to);
            let pairs = text.char_indices().zip(raised.chars()).filter(|((_, c), raised)| c != raised);
            found
                .extend(pairs.map(|((at, c), raised)| {
                    (Span::new(start + at, start + at + c.len_utf8()), Instead::Char(raised))
                }));
        }
        let from = effects.joints.partition_point(|&joint| joint <= span.start);
        let joints = effects.joints[from..].iter().take_while(|&&joint| joint < span.end);
        found.extend(joints.map(|&joint| (Span::new(joint, joint), Instead::Joint)));
        found
    }

    /// The text of `span`, with `changes`, which are ascending.
    fn with(&self, span: Span, changes: &[(Span, Instead)]) -> String {
        let mut writer = WordWriter { words: String::with_capacity(span.len()), pending: Pending::default() };
        let mut at = span.start;
        for &(gap, instead) in changes {
            writer.push(&self.text[at..gap.start.clamp(at, span.end)]);
            if gap.start >= at {
                match instead {
                    Instead::Nothing => {}
                    Instead::Text(text) => writer.push(text),
                    Instead::Char(c) => writer.push(c.encode_utf8(&mut [0; 4])),
                    Instead::Joint => writer.pending.is_joint = true,
                    Instead::Struck => writer.strike(&self.text[gap.range()]),
                }
            }
            at = gap.end.clamp(at, span.end);
        }
        writer.push(&self.text[at..span.end]);
        writer.finish()
    }
}

/// The spans that have bytes in common with `span`, of some that are ascending and disjoint.
fn overlapping(spans: &[Span], span: Span) -> Vec<Span> {
    let from = spans.partition_point(|one| one.end <= span.start);
    spans[from..].iter().take_while(|one| one.start < span.end).copied().collect()
}

/// Returns true if the byte at `at` is in one of `spans`, which are ascending and disjoint.
fn is_in(spans: &[Span], at: usize) -> bool {
    let index = spans.partition_point(|span| span.end <= at);
    spans.get(index).is_some_and(|span| span.start <= at)
}

/// The things between the words so far and the next ones.
#[derive(Debug, Clone, Copy, Default)]
struct Pending {
    /// Something raised or lowered begins or ends.
    is_joint: bool,
    /// Something is struck out.
    is_struck: bool,
    /// White space is struck out at an end of it.
    is_blank: bool,
}

struct WordWriter {
    words: String,
    pending: Pending,
}

impl WordWriter {
    fn strike(&mut self, text: &str) {
        self.pending.is_struck = true;
        self.pending.is_blank |= text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
        // Between two blocks there is more than nothing.
        self.pending.is_blank |= text.contains('\n');
    }

    fn push(&mut self, text: &str) {
        let Pending { is_joint, is_struck, is_blank } = self.pending;
        let is_spaced = self.words.is_empty() || self.words.ends_with(char::is_whitespace);
        let text = if is_struck && is_spaced { text.trim_start() } else { text };
        if text.is_empty() {
            return;
        }
        // Digits on either side of what went, or of another line of writing, are two numbers.
        let joins_numbers = (is_joint || is_struck) && ends_on_the_line(&self.words) && begins_on_the_line(text);
        let joins_words = is_blank && !is_spaced && text.starts_with(char::is_alphanumeric);
        if joins_numbers || joins_words {
            self.words.push(' ');
        }
        self.pending = Pending::default();
        self.words.push_str(text);
    }

    fn finish(mut self) -> String {
        if self.pending.is_struck {
            self.words.truncate(self.words.trim_end().len());
        }
        self.words
    }
}
