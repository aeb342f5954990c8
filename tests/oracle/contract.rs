//! The contract of matching a second time: written from README, docs and the contract alone, as plainly as it can be.
//!
//! It shares nothing with `matching`: no type, no table, no function. It is slow, and meant to be read beside
//! docs/matching.md.

use super::edges::{is_cut, is_letter, is_word};
use super::glyphs::{Glyph, glyphs, plain};
use super::marks::{Mark, Pattern, Piece, patterns};
use std::collections::HashMap;

/// What an editor may change silently.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accepts {
    pub typography: bool,
    pub initial_case: bool,
    pub final_punctuation: bool,
    pub decoding: bool,
    pub parentheses: bool,
}

/// The styles, as `literatim explain STYLE` describes them.
pub const STYLES: [&str; 7] = ["exact", "chicago", "mla", "ap", "bluebook", "oxford", "wikipedia"];

impl Accepts {
    pub fn of(style: &str) -> Self {
        let typography = !matches!(style, "exact" | "bluebook");
        Self {
            typography,
            decoding: typography,
            initial_case: matches!(style, "chicago" | "oxford" | "wikipedia"),
            final_punctuation: matches!(style, "chicago" | "mla" | "ap"),
            parentheses: style == "ap",
        }
    }

    /// The same, but for matters of type.
    pub fn as_written(self) -> Self {
        Self { typography: false, decoding: false, ..self }
    }

    /// The same, and all that makes a failure one of typography.
    pub fn with_typography(self) -> Self {
        Self { typography: true, decoding: true, ..self }
    }
}

/// The number of marks with no words on one side: two ways to read those may differ in number and not in sense.
pub fn idle_marks(words: &str) -> usize {
    let all = patterns(words, Accepts::default()).swap_remove(0);
    all.pieces.windows(2).filter(|pair| pair[0].is_empty() || pair[1].is_empty()).count()
}

impl Pattern {
    /// The number of marks that change something: an ellipsis at an end or behind another leaves out nothing.
    fn cost(&self) -> usize {
        let none = |pieces: &[Piece], marks: &[Mark]| {
            pieces.iter().all(Piece::is_empty) && !marks.iter().any(|mark| matches!(mark, Mark::Own { .. }))
        };
        let is_gap = |number: usize| self.marks[number] == Mark::Gap;
        let is_again = |number: usize| number > 0 && is_gap(number - 1) && self.pieces[number].is_empty();
        let is_idle = |number: usize| {
            none(&self.pieces[..=number], &self.marks[..number])
                || none(&self.pieces[number + 1..], &self.marks[number + 1..])
                || is_again(number)
        };
        let counts = |(number, mark): (usize, &Mark)| match mark {
            Mark::Own { .. } => false,
            Mark::Gap => !is_idle(number),
            _ => true,
        };
        self.marks.iter().enumerate().filter(|one| counts(*one)).count()
    }
}

/// The words of an article, as a style compares them.
pub struct Text {
    letters: Vec<char>,
    /// For each glyph, and the end: whether a passage that starts there cuts a word or number, and one that ends there.
    cuts: Vec<(bool, bool)>,
    /// The places of each letter.
    of_letter: HashMap<char, Vec<usize>>,
}

/// The letters of an ending that a bracket stands for at most, and those that must be before it at least.
const ENDING: usize = 5;
const STEM: usize = 2;

impl Text {
    pub fn of(text: &str, accepts: Accepts) -> Self {
        let shown = plain(text);
        let glyphs = glyphs(&shown, accepts);
        let cut = |at: usize| {
            let next: Option<&Glyph> = glyphs.get(at);
            let is_inner = next.is_some_and(|next| next.is_inner);
            let before = next.is_some_and(|next| is_cut(&shown, next.from));
            let after = at.checked_sub(1).is_some_and(|last| is_cut(&shown, glyphs[last].to));
            (is_inner || before, is_inner || after)
        };
        let cuts = (0..=glyphs.len()).map(cut).collect();
        let letters: Vec<char> = glyphs.iter().map(|glyph| glyph.c).collect();
        let mut of_letter: HashMap<char, Vec<usize>> = HashMap::new();
        letters.iter().enumerate().for_each(|(at, c)| of_letter.entry(*c).or_default().push(at));
        Self { letters, cuts, of_letter }
    }

    /// The fewest editor's marks that it takes for some words to hold here, or `None` if they do not.
    pub fn fewest_marks(&self, words: &[Pattern]) -> Option<usize> {
        words.iter().filter(|one| self.has(one)).map(Pattern::cost).min()
    }

    fn has(&self, pattern: &Pattern) -> bool {
        // No piece is anywhere but where its words are.
        if !pattern.pieces.iter().all(|piece| self.places(piece).any(|at| self.stands(piece, at))) {
            return false;
        }
        let own = pattern.marks.iter().filter_map(|mark| match mark {
            Mark::Own { letters, .. } => Some(letters),
            _ => None,
        });
        pattern.pieces.iter().map(|piece| &piece.words).chain(own).flatten().any(|c| is_word(*c))
            && self.places(&pattern.pieces[0]).any(|at| self.follows(pattern, 0, at))
    }

    /// The places that have the first letter of a piece.
    fn places(&self, piece: &Piece) -> Box<dyn Iterator<Item = usize> + '_> {
        match piece.words.first() {
            None => Box::new(0..=self.letters.len()),
            Some(first) => Box::new(self.of_letter.get(first).into_iter().flatten().copied()),
        }
    }

    fn stands(&self, piece: &Piece, at: usize) -> bool {
        // One by one: nearly all places differ in the second letter.
        let rest = &self.letters[at..];
        rest.len() >= piece.words.len() && piece.words.iter().zip(rest).all(|(one, other)| one == other)
    }

    /// True if the pieces from number `from` on stand in order, the first of them at `at`.
    fn follows(&self, pattern: &Pattern, from: usize, at: usize) -> bool {
        if !self.stands(&pattern.pieces[from], at) {
            return false;
        }
        let end = at + pattern.pieces[from].words.len();
        let (first, last) = (from == 0, from + 1 == pattern.pieces.len());
        let cut = at < end;
        if (first && cut && self.cuts_before(at)) || (last && cut && self.cuts_after(end)) {
            return false;
        }
        if last {
            return true;
        }
        // Nothing before a mark, or behind an ellipsis: what it leaves out or stands for may be anything, from there on.
        let since = (0..from).rev().find(|number| pattern.marks[*number] == Mark::Gap).map_or(0, |gap| gap + 1);
        let has_own = pattern.marks[since..from].iter().any(|mark| matches!(mark, Mark::Own { .. }));
        let is_open = at == end && !has_own && pattern.pieces[since..=from].iter().all(Piece::is_empty);
        let starts = self.starts_after(&pattern.marks[from], end, is_open, &pattern.pieces[from + 1]);
        starts.into_iter().any(|start| self.follows(pattern, from + 1, start))
    }

    /// True if a passage that starts with this glyph cuts a word or number.
    fn cuts_before(&self, glyph: usize) -> bool {
        self.cuts[glyph].0
    }

    /// True if a passage that ends before this glyph does.
    fn cuts_after(&self, glyph: usize) -> bool {
        self.cuts[glyph].1
    }

    /// The places at which the piece `next` may start behind a mark, if the one before it ends at `end`.
    fn starts_after(&self, mark: &Mark, end: usize, is_open: bool, next: &Piece) -> Vec<usize> {
        let rest = end..=self.letters.len();
        if is_open {
            // Looked for from every place already.
            let whole = |at: &usize| next.is_empty() || !self.cuts_before(*at);
            return match mark {
                Mark::First { letters, .. } => {
                    self.own_letters(letters, end).filter(|_| !self.cuts_before(end)).into_iter().collect()
                }
                Mark::Own { letters, .. } => {
                    let starts = self.own_mark(letters, vec![end]).into_iter().filter(|_| !self.cuts_before(end));
                    starts.flat_map(|end| self.near(end, next.is_empty(), next.is_spaced)).collect()
                }
                _ => vec![end].into_iter().filter(whole).collect(),
            };
        }
        let ends_whole = !self.cuts_after(end);
        let near = |end: usize| self.near(end, next.is_empty(), next.is_spaced);
        match mark {
            Mark::Ending(_) => {
                let rest = self.rest_of_word(end);
                let inserted = ends_whole.then_some(end);
                rest.into_iter().chain(inserted).flat_map(near).collect()
            }
            Mark::First { letters, is_spaced } => {
                let starts = self.near(end, false, *is_spaced);
                starts.into_iter().filter_map(|start| self.own_letters(letters, start)).collect()
            }
            Mark::Own { letters, is_spaced } => {
                self.own_mark(letters, self.near(end, false, *is_spaced)).into_iter().flat_map(near).collect()
            }
            _ if !ends_whole => Vec::new(),
            Mark::Gap if next.is_empty() => rest.collect(),
            Mark::Gap => rest.filter(|start| !self.cuts_before(*start)).collect(),
            Mark::Remark | Mark::Insertion { replaces: 0 } => near(end),
            Mark::Insertion { replaces } => self.behind_words(*replaces, end).into_iter().flat_map(near).collect(),
        }
    }

    /// Where what comes next may start if all before it ends at `end`: behind the white space, if it has some before it.
    fn near(&self, end: usize, is_empty: bool, is_spaced: bool) -> Vec<usize> {
        let is_space = self.letters.get(end) == Some(&' ');
        match (is_empty, is_spaced, is_space) {
            (false, true, true) => vec![end + 1],
            (false, true, false) if self.cuts_before(end) => Vec::new(),
            _ => vec![end],
        }
    }

    /// The ends of the words that follow `end`, with and without the marks after them; and `end` itself.
    fn behind_words(&self, most: usize, end: usize) -> Vec<usize> {
        // What may not be cut apart is one word: `1.5`, and a sign with its number.
        let (mut ends, mut words, mut begun) = (vec![end], 0, true);
        let is_in_word = |at: usize| self.letters.get(at).is_some_and(|c| is_word(*c));
        for at in end..=self.letters.len() {
            let was_in_word = at > end && is_in_word(at - 1);
            let ends_word = was_in_word || self.letters.get(at) == Some(&' ');
            begun &= (was_in_word && is_in_word(at)) || self.cuts_before(at);
            if is_in_word(at) {
                words += usize::from(!begun);
                begun = true;
            } else if words > 0 && ends_word && !self.cuts_after(at) {
                ends.push(at);
            }
            if words > most {
                break;
            }
        }
        ends
    }

    /// The ends of a mark of the article's own that starts at one of some places.
    fn own_mark(&self, letters: &[char], starts: Vec<usize>) -> Vec<usize> {
        starts.into_iter().filter(|at| self.letters[*at..].starts_with(letters)).map(|at| at + letters.len()).collect()
    }

    /// `[t]he`: behind the article's own letters, whatever their case.
    fn own_letters(&self, letters: &[char], start: usize) -> Option<usize> {
        let own = self.letters.get(start..start + letters.len())?;
        own.iter().zip(letters).all(|(own, c)| same_letter(*own, *c)).then_some(start + letters.len())
    }

    /// `word[ed]`: behind the end of the article's word, if that is short and what is before it long enough.
    fn rest_of_word(&self, end: usize) -> Option<usize> {
        // An accent that stands by itself is no letter, and part of the word.
        let count = |part: &[char]| part.iter().filter(|c| c.is_alphabetic()).count();
        let start = self.letters[..end].iter().rposition(|c| !is_letter(*c)).map_or(0, |last| last + 1);
        let len = self.letters[end..].iter().take_while(|c| is_letter(**c)).count();
        let (stem, rest) = (count(&self.letters[start..end]), count(&self.letters[end..end + len]));
        (stem >= STEM && (1..=ENDING).contains(&rest) && !self.cuts_after(end + len)).then_some(end + len)
    }
}

fn same_letter(a: char, b: char) -> bool {
    a == b || a.to_lowercase().eq(b.to_lowercase())
}
