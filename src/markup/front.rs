//! Front matter: what stands above a text between two lines `---` or `+++`.

use crate::text::Span;

/// The lines between a first line `open` and the next that is one of `close`, and the offset behind that.
pub(crate) fn between_fences(text: &str, open: &str, close: &[&str]) -> Option<(Span, usize)> {
    let mut lines = text.split_inclusive('\n');
    let start = lines.next().filter(|line| line.trim_end() == open)?.len();
    let mut at = start;
    for line in lines {
        if close.contains(&line.trim_end()) {
            return Some((Span::new(start, at), at + line.len()));
        }
        at += line.len();
    }
    None
}
