//! Changes to a text.

use crate::text::Span;

/// A stretch of a text, and what is put for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Splice {
    /// What goes, in bytes; empty where something is only put in.
    pub span: Span,
    /// What comes.
    pub with: String,
}

impl Splice {
    /// Puts `with` for `span`.
    pub fn new(span: Span, with: impl Into<String>) -> Self {
        Self { span, with: with.into() }
    }
}

/// `text` with all `splices` made; the same one twice is made once. `None` if two of them touch the same bytes.
pub(super) fn spliced(text: &str, splices: impl IntoIterator<Item = Splice>) -> Option<String> {
    let mut splices: Vec<Splice> = splices.into_iter().collect();
    splices.sort();
    splices.dedup();
    let mut made = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (number, splice) in splices.iter().enumerate() {
        let twice = number > 0 && splices[number - 1].span == splice.span;
        if twice || splice.span.start < at {
            return None;
        }
        made.push_str(text.get(at..splice.span.start)?);
        made.push_str(&splice.with);
        at = splice.span.end;
    }
    made.push_str(text.get(at..)?);
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splice(start: usize, end: usize, with: &str) -> Splice {
        Splice::new(Span::new(start, end), with)
    }

    #[test]
    fn splices_are_made_in_any_order_and_once() {
        let splices = [splice(5, 5, "!"), splice(0, 1, "J"), splice(5, 5, "!")];
        assert_eq!(spliced("hello", splices).as_deref(), Some("Jello!"));
    }

    #[test]
    fn two_that_touch_the_same_are_none() {
        assert_eq!(spliced("hello", [splice(0, 3, "a"), splice(2, 4, "b")]), None);
        assert_eq!(spliced("hello", [splice(2, 2, "a"), splice(2, 2, "b")]), None);
    }
}
