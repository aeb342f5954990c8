//! Mail that an answer quotes: lines with one depth of `>`.

use super::InsetKind;
use super::lines::LaidOut;

/// The number of `>` that a line begins with.
pub(super) fn depth(line: &str) -> usize {
    signs(line).0
}

/// How many `>` a line begins with, perhaps with a blank between two, and the offset behind them and one blank more.
fn signs(line: &str) -> (usize, usize) {
    let (mut depth, mut end) = (0, 0);
    for (at, c) in line.char_indices() {
        match c {
            '>' => (depth, end) = (depth + 1, at + 1),
            ' ' if at == end => {}
            _ => break,
        }
    }
    let behind = end + usize::from(depth > 0 && line[end..].starts_with(' '));
    (depth, behind)
}

/// Marks the signs of all lines of a depth but the first: that one keeps the words of two writers apart.
pub(super) fn mark(laid_out: &mut LaidOut<'_>) {
    let mut first = 0;
    while first < laid_out.len() {
        let Some((sign, depth)) = quoted(laid_out, first) else {
            first += 1;
            continue;
        };
        let mut end = first + 1;
        // A blank line without the sign parts paragraphs of one text.
        while end < laid_out.len() && (laid_out.is_blank(end) || quoted(laid_out, end) == Some((sign, depth))) {
            end += 1;
        }
        if is_mail(laid_out, first, end) {
            (first + 1..end).for_each(|line| mark_line(laid_out, line));
        }
        first = end;
    }
}

/// The sign of a quoted line and its depth: `>`, as often as it stands, or one `|` without another in the line.
fn quoted(laid_out: &LaidOut<'_>, line: usize) -> Option<(char, usize)> {
    let text = laid_out.whole(line);
    if !laid_out.is_plain(line) {
        return None;
    }
    match depth(text) {
        0 => {
            let words = text.strip_prefix('|')?;
            let is_quoted = (words.is_empty() || words.starts_with(' ')) && !words.contains(['|', '+']);
            is_quoted.then_some(('|', 1))
        }
        depth => Some(('>', depth)),
    }
}

/// Returns true if lines of one depth are mail: two of them have words, of `|` three, and more than half of those begin
/// with a letter or mark: `> 30` is a comparison.
fn is_mail(laid_out: &LaidOut<'_>, first: usize, end: usize) -> bool {
    let (mut with_words, mut numbers) = (0, 0);
    for line in first..end {
        let text = laid_out.whole(line);
        let words = text.trim_start_matches(['>', '|', ' ']);
        with_words += usize::from(!words.is_empty());
        numbers += usize::from(words.starts_with(|c: char| c.is_numeric() || crate::text::is_currency(c)));
    }
    let least = if laid_out.whole(first).starts_with('|') { 3 } else { 2 };
    with_words >= least && numbers * 2 < with_words
}

fn mark_line(laid_out: &mut LaidOut<'_>, line: usize) {
    let start = laid_out.start(line) + super::lines::indent(&laid_out.text[laid_out.start(line)..laid_out.end(line)]);
    let text = laid_out.whole(line);
    if text.is_empty() {
        return;
    }
    let (depth, behind) = signs(text);
    let behind = if depth > 0 { behind } else { 1 + usize::from(text[1..].starts_with(' ')) };
    laid_out.cut_head(line, start + behind, InsetKind::MailPrefix);
}
