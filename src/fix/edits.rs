//! Edits made to a text.

use crate::verify::TextEdit;

/// `text` with all `edits` made; the same one twice is made once. `None` if two of them touch the same bytes.
pub(super) fn edited(text: &str, edits: impl IntoIterator<Item = TextEdit>) -> Option<String> {
    let mut edits: Vec<TextEdit> = edits.into_iter().collect();
    edits.sort();
    edits.dedup();
    let mut made = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (number, edit) in edits.iter().enumerate() {
        let twice = number > 0 && edits[number - 1].span == edit.span;
        if twice || edit.span.start < at {
            return None;
        }
        made.push_str(text.get(at..edit.span.start)?);
        made.push_str(&edit.text);
        at = edit.span.end;
    }
    made.push_str(text.get(at..)?);
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn edit(start: usize, end: usize, text: &str) -> TextEdit {
        TextEdit::new(Span::new(start, end), text)
    }

    #[test]
    fn edits_are_made_in_any_order_and_once() {
        let edits = [edit(5, 5, "!"), edit(0, 1, "J"), edit(5, 5, "!")];
        assert_eq!(edited("hello", edits).as_deref(), Some("Jello!"));
    }

    #[test]
    fn two_that_touch_the_same_are_none() {
        assert_eq!(edited("hello", [edit(0, 3, "a"), edit(2, 4, "b")]), None);
        assert_eq!(edited("hello", [edit(2, 2, "a"), edit(2, 2, "b")]), None);
    }
}
