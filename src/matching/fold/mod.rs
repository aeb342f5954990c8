//! Texts made comparable, with the way back.
//!
//! Texts that one fold leaves equal are equal to the house style it belongs to. [`Folding::LITERAL`] folds white space
//! and nothing else; letters, digits and case are never folded by any.

mod characters;
mod cleaned;
mod folder;

use crate::text::Span;
use folder::TextFolder;

/// The differences that are folded in addition to white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Folding {
    /// Shapes of marks: quotation marks, dashes and their spacing, `…`; ligatures, full-width forms, the composition of
    /// accented letters, invisible characters.
    pub typography: bool,
    /// Debris of a wrong decoding.
    pub decoding: bool,
    /// Marks of an article that a quotation leaves out.
    pub cleaning: Cleaning,
    /// Raised and lowered digits behind letters, as in `CO₂`, written on the line.
    pub flat: bool,
}

/// The marks of an article that are left out of it before it is compared. Those of a quotation never are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cleaning {
    /// None.
    #[default]
    None,
    /// Square brackets and ellipses.
    Brackets,
    /// Quotation marks too.
    Marks,
}

impl Folding {
    /// White space only.
    pub const LITERAL: Self = Self { typography: false, decoding: false, cleaning: Cleaning::None, flat: false };
    /// Everything that is no more than a matter of type.
    pub const FULL: Self = Self { typography: true, decoding: true, ..Self::LITERAL };

    /// The same as far as a quotation is folded.
    pub fn of_quotation(self) -> Self {
        Self { cleaning: Cleaning::None, flat: false, ..self }
    }
}

/// A piece of a text that is folded.
#[derive(Debug, Clone, Copy)]
pub enum Piece<'t> {
    /// A part of the text itself.
    Own(Span),
    /// Words that stand between two bytes of it.
    PutIn {
        /// The words.
        words: &'t str,
        /// The byte of the text that they stand before.
        at: usize,
    },
}

/// A folded text: any run of white space is one space; and where each byte of it came from.
#[derive(Debug, Clone, Default)]
pub struct FoldedText {
    text: String,
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl FoldedText {
    /// Folds all of `text`.
    pub fn whole(text: &str, folding: Folding) -> Self {
        Self::of(text, [Span::new(0, text.len())], folding)
    }

    /// Folds the parts `spans` of `text`, one after the other.
    ///
    /// Offsets are kept in 32 bits: texts of 4 GiB and more are cut there.
    pub fn of(text: &str, spans: impl IntoIterator<Item = Span>, folding: Folding) -> Self {
        Self::of_pieces(text, spans.into_iter().map(Piece::Own), folding)
    }

    /// Folds `pieces`, one after the other; its own are those of `text`.
    pub fn of_pieces<'t>(text: &'t str, pieces: impl IntoIterator<Item = Piece<'t>>, folding: Folding) -> Self {
        let mut folder = TextFolder::new(folding);
        for piece in pieces {
            let (words, at) = match piece {
                Piece::Own(span) => (&text[span.range()], span.start),
                Piece::PutIn { words, .. } => (words, 0),
            };
            folder.folded.reserve(words.len());
            let (from, end) = (folder.folded.text.len(), folder.folded.ends.last().copied());
            if folding.cleaning != Cleaning::None {
                folder.cleaned(words, at);
            } else if folding == (Folding { flat: folding.flat, ..Folding::LITERAL }) {
                folder.literal(words, at);
            } else {
                folder.typographic(words, at);
            }
            if let Piece::PutIn { at, .. } = piece {
                folder.folded.is_from(at, from);
                // White space that the piece begins with is one with what it stands behind.
                if let (Some(end), Some(last)) = (end, folder.folded.ends.get_mut(from.wrapping_sub(1))) {
                    *last = end;
                }
            }
        }
        folder.folded
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source of the folded range: the smallest span of the text that was folded.
    pub fn raw(&self, folded: Span) -> Span {
        if folded.is_empty() {
            let at = self.starts.get(folded.start).copied().or(self.ends.last().copied()).unwrap_or(0) as usize;
            return Span::new(at, at);
        }
        Span::new(self.starts[folded.start] as usize, self.ends[folded.end - 1] as usize)
    }

    /// The same in as many spans as the range has parts that do not follow on each other in the text.
    pub fn raw_runs(&self, folded: Span, joined: impl Fn(Span) -> bool) -> Vec<Span> {
        let mut runs: Vec<Span> = Vec::new();
        for index in folded.range() {
            let piece = self.raw_at(index);
            match runs.last_mut() {
                Some(run) if piece.start <= run.end || joined(Span::new(run.end, piece.start)) => {
                    run.end = run.end.max(piece.end);
                }
                _ => runs.push(piece),
            }
        }
        runs
    }

    /// Returns true if the folded byte at `at` came from the same character as the one before it, such as the second
    /// letter of a ligature.
    pub fn is_inside_character(&self, at: usize) -> bool {
        let is_whole = |at: usize| self.starts[at] < self.ends[at];
        at > 0 && at < self.starts.len() && self.starts[at - 1] == self.starts[at] && is_whole(at - 1) && is_whole(at)
    }

    /// Returns true if, right before the folded byte at `at`, words that were put in begin or end.
    pub fn is_seam(&self, at: usize) -> bool {
        let is_put_in = |at: usize| self.starts[at] == self.ends[at];
        at > 0 && at < self.starts.len() && is_put_in(at - 1) != is_put_in(at)
    }

    /// Says of all from `from` on that it was put in at the place `at`.
    fn is_from(&mut self, at: usize, from: usize) {
        self.starts[from.min(self.text.len())..].fill(at as u32);
        self.ends[from.min(self.text.len())..].fill(at as u32);
    }

    fn raw_at(&self, index: usize) -> Span {
        Span::new(self.starts[index] as usize, self.ends[index] as usize)
    }

    fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
        self.starts.reserve(bytes);
        self.ends.reserve(bytes);
    }

    fn push(&mut self, c: char, from: Span) {
        let (start, end) = (from.start as u32, from.end as u32);
        self.text.push(c);
        for _ in 0..c.len_utf8() {
            self.starts.push(start);
            self.ends.push(end);
        }
    }

    /// Adds `plain`, which is ASCII and stands at `at`, all at once.
    fn push_plain(&mut self, plain: &str, at: usize) {
        let (start, end) = (at as u32, (at + plain.len()) as u32);
        self.text.push_str(plain);
        self.starts.extend(start..end);
        self.ends.extend(start + 1..end + 1);
    }

    fn pop(&mut self) {
        self.text.pop();
        self.starts.truncate(self.text.len());
        self.ends.truncate(self.text.len());
    }

    /// Takes the last `characters` away.
    fn truncate(&mut self, characters: usize) {
        (0..characters).for_each(|_| self.pop());
    }
}

/// `text` folded, without white space at either end.
pub fn fold_trimmed(text: &str, folding: Folding) -> String {
    FoldedText::whole(text, folding).text().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        FoldedText::whole(text, Folding::FULL).text().to_owned()
    }

    #[test]
    fn white_space_is_one_space_and_nothing_else_changes() {
        let text = "He\u{a0}did\n\nnot,  “how”…";
        let folded = FoldedText::whole(text, Folding::LITERAL);
        assert_eq!(folded.text(), "He did not, “how”…");
        let at = folded.text().find("not").unwrap();
        let raw = folded.raw(Span::new(at, at + 3));
        assert_eq!(&text[raw.range()], "not");
    }

    proptest::proptest! {
        #[test]
        fn runs_change_nothing(text in "([a-z,;(]{0,30} {0,2}|[a-z ]{0,20}|[-.\"'`«»…—ﬁé\u{a0}\u{ad}\n]){0,20}") {
            for folding in [Folding::LITERAL, Folding::FULL] {
                let mut folder = TextFolder::new(folding);
                for (at, c) in text.char_indices() {
                    let from = Span::new(at, at + c.len_utf8());
                    match folding.typography {
                        true => folder.mark(c, &text[from.end..], from),
                        false => folder.plain(c, from),
                    }
                }
                let folded = FoldedText::whole(&text, folding);
                proptest::prop_assert_eq!(folded.text(), folder.folded.text());
                proptest::prop_assert_eq!(folded.starts, folder.folded.starts);
                proptest::prop_assert_eq!(folded.ends, folder.folded.ends);
            }
        }
    }

    #[test]
    fn matters_of_type_fold_together() {
        for (one, other) in [
            ("the ‘‘lock’’ of", "the \"lock\" of"),
            ("Iraq’s “maximum” war", "Iraq's \"maximum\" war"),
            ("they had \"come to liberate\" it", "they had 'come to liberate' it"),
            ("Iranians – who", "Iranians - who"),
            ("Iranians — who", "Iranians--who"),
            ("free… The", "free ... The"),
            ("free . . . The", "free... The"),
            ("to ﬂee", "to flee"),
            ("accom\u{200b}plished", "accomplished"),
            ("Iraqi¬†Prime", "Iraqi Prime"),
            ("itâ€™s", "it's"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("« mot »", "\"mot\""),
            ("said \"in 2009\" that", "said ‘in 2009’ that"),
            ("to −4 °C", "to –4 °C"),
            ("(‐5)", "(-5)"),
            ("the men—12 of them—left", "the men--12 of them--left"),
            ("10–12 men", "10-12 men"),
            ("Friday – 12 boats", "Friday — 12 boats"),
            ("rose －5", "rose -5"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} and {other}");
        }
    }

    #[test]
    fn letters_digits_and_marks_in_numbers_do_not() {
        for (one, other) in [
            ("a word“'", "a word“"),
            ("the miners’'", "the miners’’"),
            ("1.5", "15"),
            ("a", "а"),
            ("The", "the"),
            ("re-sign", "resign"),
            ("12\" pipe", "12' pipe"),
            ("a ‘long 5' pipe’ is", "a “long 5\" pipe” is"),
            ("a ‘pipe of 5′’ is", "a “pipe of 5″” is"),
            ("é", "e"),
            ("\u{202e}x", "x"),
            ("Friday – 12", "Friday −12"),
            ("to – 4 °C", "to −4 °C"),
            ("crew —12 men—", "crew -12 men-"),
            ("to −4", "to 4"),
            ("to −$4", "to —$4"),
            ("to -\u{200b}4", "to —4"),
            ("10⁻⁶", "10-⁶"),
            ("気温は−5度", "気温は—5度"),
        ] {
            assert_ne!(folded(one), folded(other), "{one} and {other}");
        }
    }
}
