//! The differences between two texts, character by character.

use super::variant::{Variant, VariantKind};
use crate::text::{Span, is_space};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The differences between `quoted` and `archived`, of typography by what the caller knows; any run of white space is
/// as good as any other, but not as none.
pub fn by_letter(quoted: &str, archived: &str) -> Vec<Variant> {
    let (ours, theirs) = (letters(quoted), letters(archived));
    let chars = |letters: &[(char, Span)]| letters.iter().map(|(c, _)| *c).collect::<Vec<char>>();
    let ops = capture_diff_slices(Algorithm::Myers, &chars(&ours), &chars(&theirs)).into_iter();
    let differing = ops.filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let variant = |op: DiffOp| {
        let quoted_span = around(&ours, op.old_range(), quoted.len());
        let archived_span = around(&theirs, op.new_range(), archived.len());
        let (quoted, archived) = (quoted[quoted_span.range()].to_owned(), archived[archived_span.range()].to_owned());
        Variant { kind: VariantKind::Typography, quoted, archived, quoted_span, archived_span }
    };
    differing.map(variant).collect()
}

/// The characters, a blank for each run of white space, and where they stand.
fn letters(text: &str) -> Vec<(char, Span)> {
    let mut letters: Vec<(char, Span)> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        match letters.last_mut() {
            Some((' ', last)) if is_space(c) => last.end = span.end,
            _ => letters.push((if is_space(c) { ' ' } else { c }, span)),
        }
    }
    letters
}

fn around(letters: &[(char, Span)], range: std::ops::Range<usize>, end: usize) -> Span {
    let start = letters.get(range.start).map_or(end, |(_, span)| span.start);
    if range.is_empty() { Span::new(start, start) } else { Span::new(start, letters[range.end - 1].1.end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_differs_only_from_none() {
        let found = by_letter("that is —\n all of it’s end", "that  is—all of it's end");
        let found: Vec<_> = found.iter().map(|one| (one.quoted.as_str(), one.archived.as_str())).collect();
        assert_eq!(found, [(" ", ""), ("\n ", ""), ("’", "'")]);
    }
}
