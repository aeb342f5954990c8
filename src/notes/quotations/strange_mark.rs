//! Marks that quote somewhere, and are not read as quotation marks here.

use super::block::covers;
use crate::notes::NotesProblem;
use crate::notes::citations::candidates::{CitationCandidate, within};
use crate::notes::running_text::RunningText;
use crate::text::Span;
use std::collections::BTreeMap;

/// The characters of the property `Quotation_Mark` (Unicode, PropList) that open nothing by themselves: they are
/// apostrophes as a rule, or hardly ever used.
const MARKS: [char; 7] = ['\'', '’', '‘', '‛', '‚', '⹂', '＇'];
/// The bytes between the marks, at most.
const REACH: usize = 2_000;
/// Languages that quote with ’ on both sides.
const NORDIC: [&str; 6] = ["sv", "fi", "da", "nb", "nn", "no"];
/// Words that texts in these languages have, and others hardly with their letters beside them.
const NORDIC_WORDS: [&str; 8] = [" och ", " og ", " ja ", " att ", " det ", " että ", " ikke ", " inte "];

/// Returns true if notes are in a language that quotes with ’ on both sides: they say so, or have its letters and words,
/// and no mark that opens another way.
pub(in crate::notes) fn is_nordic(flow: &RunningText) -> bool {
    if !flow.text.contains('’') || flow.text.contains(['“', '‘']) {
        return false;
    }
    let named = |text: &str| NORDIC.iter().any(|name| text.starts_with(name));
    let metadata = flow.metadata.first().map_or("", |(_, span)| &flow.notes[span.range()]);
    let lines = metadata.lines().filter_map(|line| line.split_once([':', '=']));
    let mut languages = lines.filter(|(name, _)| matches!(name.trim(), "lang" | "language" | "locale"));
    if languages.any(|(_, value)| named(value.trim_start_matches([' ', '"', '\'']))) {
        return true;
    }
    let head = &flow.notes[..flow.notes.floor_char_boundary(REACH.min(flow.notes.len()))];
    let tagged = head.split("lang=").skip(1).any(|rest| named(rest.trim_start_matches(['"', '\''])));
    let words =
        flow.text.contains(['å', 'ä', 'ö', 'ø', 'æ']) && NORDIC_WORDS.iter().any(|word| flow.text.contains(word));
    tagged || words
}

/// Reports such marks around words right beside a citation, once for each pair, with how often it was met. `quoted` is
/// what was read between other marks, ascending and disjoint.
pub(in crate::notes) fn strange_marks(
    flow: &RunningText,
    cites: &[CitationCandidate],
    quoted: &[Span],
) -> Vec<NotesProblem> {
    let mut found: BTreeMap<(char, char), (Span, usize)> = BTreeMap::new();
    let mut last = usize::MAX;
    for node in flow.nodes.iter().filter(|node| node.kind.may_quote()) {
        for cite in within(cites, node.flow) {
            let Some((open, close)) = marked(flow, node.flow, cite.flow.start.max(node.flow.start)) else { continue };
            let span = Span::new(open.0, close.0 + close.1.len_utf8());
            if last == span.start || covers(quoted, span) {
                continue;
            }
            last = span.start;
            let count = &mut found.entry((open.1, close.1)).or_insert((span, 0)).1;
            *count += 1;
        }
    }
    let report = |((open, close), (span, count)): ((char, char), (Span, usize))| {
        let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
        let what = format!("words between {open} and {close} are not read as a quotation: use “ and ”{times}");
        NotesProblem { span: flow.in_notes(span), what }
    };
    found.into_iter().map(report).collect()
}

/// The marks around the words that end right before `at`, in the block `leaf`.
fn marked(flow: &RunningText, leaf: Span, at: usize) -> Option<((usize, char), (usize, char))> {
    let text = &flow.text[leaf.start..at];
    let before = text.trim_end_matches([' ', '\n', ',', '.', ';', ':', '(', '[', '—', '–']);
    let close = before.chars().next_back().filter(|c| MARKS.contains(c))?;
    let words = &before[..before.len() - close.len_utf8()];
    if words.ends_with(char::is_whitespace) || words.is_empty() {
        return None;
    }
    let floor = words.floor_char_boundary(words.len().saturating_sub(REACH));
    let mut opens = words[floor..].char_indices().rev().filter(|(_, c)| MARKS.contains(c));
    let (open, mark) = opens.find(|&(found, c)| {
        let (head, tail) = (&words[..floor + found], &words[floor + found + c.len_utf8()..]);
        let free = !head.ends_with(char::is_alphanumeric);
        free && tail.starts_with(char::is_alphanumeric) && tail.split_whitespace().count() > 1
    })?;
    let decade = words[floor + open + mark.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
    (!decade).then_some(((leaf.start + floor + open, mark), (leaf.start + words.len(), close)))
}
