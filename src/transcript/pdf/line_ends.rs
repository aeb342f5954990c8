//! Lines of a paragraph that end inside of a word.

use super::super::layout::line_ends::{Occurrences, is_left_out};
use crate::document::pdf::{Document, Line};
use crate::text::{PREFIXES, is_word};

/// The joint between two lines of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineJoin {
    /// By a space.
    Space,
    /// By nothing: what ends the line belongs to the word.
    Nothing,
    /// By nothing, and without the hyphen: it is the printer's.
    Without,
    /// By nothing, with the hyphen or without it: nobody can tell.
    Either,
}

/// A line end with a hyphen, and the halves of its word.
struct Halves {
    head: String,
    tail: String,
    is_soft: bool,
}

/// The hyphens at the ends of lines of a document, judged by its own words.
pub(super) struct LineJoins {
    occurrences: Occurrences,
    /// True if soft hyphens stand at the ends of lines only: some fonts have one sign for all hyphens, and call it soft.
    has_soft: bool,
}

/// Ends of words that are conjunctions in languages which rarely leave a part of a word out before them.
const ENDS: [&str; 5] = ["ed", "til", "till", "tot", "od"];

const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];

impl LineJoins {
    pub fn of(document: &Document) -> Self {
        let mut words = Vec::new();
        let (mut text, mut has_soft) = (String::new(), true);
        for block in &document.blocks {
            for line in &block.lines {
                let words = line.text();
                has_soft &= !words.trim_end_matches('\u{ad}').contains('\u{ad}');
                text.extend(words.chars().map(|c| if c == '\u{ad}' { '-' } else { c }));
                text.push('\n');
            }
            for pair in block.lines.windows(2) {
                words.extend(halves(&pair[0], &pair[1]).map(|halves| (halves.head, halves.tail)));
            }
        }
        let pairs = words.iter().map(|(head, tail)| (head.as_str(), tail.as_str()));
        Self { occurrences: Occurrences::of(&text, pairs), has_soft }
    }

    /// The joint between `line` and the next one.
    pub fn join(&self, line: &Line, next: &Line) -> LineJoin {
        if let Some(halves) = halves(line, next) {
            return self.judge(&halves);
        }
        let (text, behind) = (line.text(), next.text());
        let first = behind.chars().next().unwrap_or(' ');
        let mut last = text.chars().rev();
        let joins = match last.next() {
            // `COVID-` and `19`, `1914–` and `18`, `km/` and `h` are one word; `pre-` and `and post-war` are not.
            Some(mark) if HYPHENS.contains(&mark) => !is_left_out(leading_word(&behind), &behind),
            Some('–' | '/') => true,
            _ => false,
        };
        let is_inside = last.next().is_some_and(is_word) && is_word(first);
        if joins && is_inside { LineJoin::Nothing } else { LineJoin::Space }
    }

    /// A word that the document has with a hyphen elsewhere keeps it, and one that it has without loses it. Of others one that
    /// begins with a prefix keeps it, unless no word ends so: `re-` and `sign` is never `resign` by this.
    fn judge(&self, halves: &Halves) -> LineJoin {
        let Halves { head, tail, is_soft } = halves;
        let (joined, parted) = (self.occurrences.has_joined(head, tail), self.occurrences.has_parted(head, tail));
        let is_prefix = || PREFIXES.contains(&head.to_lowercase().as_str());
        match (joined, parted) {
            _ if *is_soft && self.has_soft => LineJoin::Without,
            (true, true) => LineJoin::Either,
            (true, false) => LineJoin::Without,
            (false, true) => LineJoin::Nothing,
            (false, false) if Occurrences::is_no_word(tail) => LineJoin::Without,
            (false, false) if is_prefix() => LineJoin::Nothing,
            (false, false) => LineJoin::Either,
        }
    }
}

fn leading_word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}

/// The halves of the word that a line ends inside of: letters and a hyphen, and a small letter on the next line.
fn halves(line: &Line, next: &Line) -> Option<Halves> {
    let (text, behind) = (line.text(), next.text());
    let hyphen = text.chars().next_back().filter(|c| HYPHENS.contains(c))?;
    let word = &text[..text.len() - hyphen.len_utf8()];
    let letters = word.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    let (head, tail) = (&word[word.len() - letters..], leading_word(&behind));
    let is_soft = hyphen == '\u{ad}';
    // `reflect-` and `ed`, `un-` and `til` are no words that are left out before the Italian for `and`, the Danish for `to`.
    let is_part = is_soft || ENDS.contains(&tail) || !is_left_out(tail, &behind);
    let is_inside = !head.is_empty() && tail.starts_with(char::is_lowercase) && is_part;
    is_inside.then(|| Halves { head: head.to_owned(), tail: tail.to_owned(), is_soft })
}
