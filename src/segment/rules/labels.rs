//! An article in the making: its blocks, and what has been said of each so far.

use super::layout;
use super::set::Rules;
use crate::segment::Role;
use crate::text::Span;
use crate::transcript::{BlockKind, TextBlock, Transcript};
use std::borrow::Cow;

/// All blocks of a transcript, and the rules that they are held against.
pub(in crate::segment) struct Labelling<'a> {
    pub text: &'a str,
    pub rules: &'a Rules,
    pub blocks: Vec<LabelledBlock<'a>>,
}

/// The number of parts between two paragraphs of a law that are looked at.
const LETTERED: usize = 8;

/// A block.
#[derive(Default)]
pub(in crate::segment) struct LabelledBlock<'a> {
    pub text: &'a str,
    /// Its first byte in the transcript.
    start: u32,
    pub kind: BlockKind,
    /// True if all of its text is links.
    pub linked: bool,
    /// Its labels so far, from its start on.
    pub labels: Vec<Label<'a>>,
    /// The part that it repeats.
    pub of: Option<u32>,
}

/// A role, and where in the transcript it begins.
#[derive(Debug, Clone, Copy)]
pub(in crate::segment) struct Label<'a> {
    pub start: usize,
    pub role: Role,
    pub rule: &'a str,
}

impl<'a> Labelling<'a> {
    pub(in crate::segment) fn new(transcript: &'a Transcript, rules: &'a Rules) -> Self {
        let text = transcript.text();
        Self { text, rules, blocks: transcript.blocks().iter().map(|block| LabelledBlock::new(&block, text)).collect() }
    }

    /// Says of the whole part what it is, unless the reader has disabled that rule. Whether it was said.
    pub(in crate::segment) fn label(&mut self, index: usize, role: Role, rule: &'a str) -> bool {
        let allowed = self.rules.allows(rule);
        if allowed {
            let part = &mut self.blocks[index];
            part.labels = vec![Label { start: part.span().start, role, rule }];
        }
        allowed
    }

    /// The parts of which nothing has been said yet.
    pub(in crate::segment) fn unlabelled(&self) -> impl Iterator<Item = usize> {
        (0..self.blocks.len()).filter(|&index| self.blocks[index].labels.is_empty())
    }

    /// Returns true if a part begins with `(c)` as the third of several paragraphs does: another close by begins with
    /// `(b)` or `(d)`.
    pub(in crate::segment) fn is_lettered(&self, index: usize) -> bool {
        let begins = |at: usize, letters: [&str; 2]| letters.iter().any(|with| self.blocks[at].text.starts_with(with));
        let mut around = index.saturating_sub(LETTERED)..(index + LETTERED + 1).min(self.blocks.len());
        begins(index, ["(c)", "(C)"]) && around.any(|at| begins(at, ["(b)", "(B)"]) || begins(at, ["(d)", "(D)"]))
    }

    /// Returns true if a part lies in the second half, or among the last ten, and is not the first.
    pub(in crate::segment) fn in_tail(&self, index: usize) -> bool {
        index > 0 && (index * 2 >= self.blocks.len() || index + 10 >= self.blocks.len())
    }
}

impl<'a> LabelledBlock<'a> {
    fn new(block: &TextBlock, text: &'a str) -> Self {
        let words = &text[block.span.range()];
        let letters = words.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        let linked = block.link_bytes > 0 && block.link_bytes >= letters;
        Self { text: words, start: block.span.start as u32, kind: block.kind, linked, labels: Vec::new(), of: None }
    }

    /// Its range in the transcript.
    pub(in crate::segment) fn span(&self) -> Span {
        let start = self.start as usize;
        Span::new(start, start + self.text.len())
    }

    /// The role that its first words have, if anything has been said of it.
    pub(in crate::segment) fn role(&self) -> Option<Role> {
        self.labels.first().map(|said| said.role)
    }

    pub(in crate::segment) fn is_unlabelled(&self) -> bool {
        self.labels.is_empty()
    }

    /// Returns true if it is running text, and not a heading, list, table or code.
    pub(in crate::segment) fn is_prose(&self) -> bool {
        matches!(self.kind, BlockKind::Paragraph | BlockKind::Quote)
    }

    /// The label of what no rule spoke of: body, in the form that the markup gives it.
    pub(in crate::segment) fn story_label(&self, rules: &Rules) -> (Role, &'static str) {
        let formed = match self.kind {
            BlockKind::Quote => (Role::BlockQuotation, layout::BLOCK_QUOTATION),
            BlockKind::Item => (Role::List, layout::LIST),
            BlockKind::Row => (Role::Table, layout::TABLE),
            BlockKind::Note => (Role::Note, layout::NOTE),
            _ => (Role::Body, layout::BODY),
        };
        if rules.allows(formed.1) { formed } else { (Role::Body, layout::BODY) }
    }

    /// Its labels in the end: all that no rule spoke of is of the story.
    pub(in crate::segment) fn final_labels(&self, rules: &Rules) -> Cow<'_, [Label<'a>]> {
        if self.labels.is_empty() {
            let (role, rule) = self.story_label(rules);
            return Cow::Owned(vec![Label { start: self.span().start, role, rule }]);
        }
        Cow::Borrowed(&self.labels)
    }
}

/// The text as patterns see it: a line break is a space. Every character keeps its place.
pub(in crate::segment) fn flat(text: &str) -> Cow<'_, str> {
    match memchr::memchr3(b'\n', b'\r', b'\t', text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace(['\n', '\r', '\t'], " ")),
        None => Cow::Borrowed(text),
    }
}
