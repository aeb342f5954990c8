//! Words that Org strikes out, raises or lowers.

use super::OrgReader;
use crate::notes::text_effects::TextEffect;
use crate::text::Span;

impl OrgReader<'_> {
    /// `^{6}`, `_{2}` or `_2` behind a word: its words, and whether they are raised or lowered.
    pub(super) fn script(&self, span: Span) -> Option<(Span, TextEffect)> {
        let rest = self.near(span);
        let before = self.notes[..span.start].chars().next_back();
        before.filter(|c| !c.is_whitespace())?;
        let effect = if rest.starts_with('^') { TextEffect::RAISED } else { TextEffect::LOWERED };
        let (start, length) = match rest[1..].strip_prefix('{') {
            Some(inner) => (2, inner.find(['}', '{', '\n']).filter(|&end| inner[end..].starts_with('}'))?),
            None => {
                let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
                let is_formula = rest.starts_with('_') && self.is_element(span.start, &rest[1 + digits..]);
                (1, Some(digits).filter(|&digits| digits > 0 && is_formula)?)
            }
        };
        let inner = Span::new(span.start + start, span.start + start + length);
        (length > 0).then_some((inner, effect))
    }

    /// Returns true if what ends at `at` may be a formula of chemistry, as `CO`, and no part of a name as `night_2.html`.
    fn is_element(&self, at: usize, behind: &str) -> bool {
        let before = &self.notes[self.notes.floor_char_boundary(at.saturating_sub(16))..at];
        let letters = before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let (around, element) = before.split_at(before.len() - letters);
        let mut next = behind.chars();
        let ends = !next
            .next()
            .is_some_and(|c| "/_-".contains(c) || c == '.' && next.next().is_some_and(char::is_alphanumeric));
        letters < 4
            && element.starts_with(|c: char| c.is_ascii_uppercase())
            && around.chars().next_back().is_none_or(|c| c.is_whitespace() || "\"“‘«(".contains(c))
            && ends
    }

    /// `+words+` is struck out, over two lines at most. A sign that has no fellow is one.
    pub(super) fn strike(&mut self, span: Span) -> usize {
        let (at, before) = (span.start, self.notes[..span.start].chars().next_back());
        if self.struck_until == Some(at) {
            self.struck_until = None;
            self.builder.end_effect();
            return at + 1;
        }
        let rest = self.near(Span::new(at, self.notes.len()));
        // The next line is one of the paragraph if it begins with a letter.
        let mut ends = rest.match_indices('\n').map(|(end, _)| end);
        let goes_on = |end: &usize| rest[end + 1..].trim_start_matches([' ', '\t']).starts_with(char::is_alphabetic);
        let end = ends.next().and_then(|end| if goes_on(&end) { ends.next() } else { Some(end) });
        let rest = &rest[..end.unwrap_or(rest.len())];
        let opens = before.is_none_or(|c| c.is_whitespace() || "-–—({'\"“‘«*/_".contains(c))
            && rest[1..].starts_with(|c: char| !c.is_whitespace() && c != '+');
        let closes = |found: &usize| {
            let after = rest[found + 1..].chars().next();
            let is_edge = after.is_none_or(|c| c.is_whitespace() || "-–—.,;:!?'\")}\\[”’»*/_…".contains(c));
            is_edge && !rest[..*found].ends_with(char::is_whitespace)
        };
        let found = rest.match_indices('+').skip(1).map(|(found, _)| found).find(closes);
        match found.filter(|_| opens && self.struck_until.is_none()) {
            Some(found) => {
                self.struck_until = Some(at + found);
                self.builder.begin_effect(TextEffect::STRUCK, Span::new(at, at + 1));
                at + 1
            }
            None => self.plain(at, 1),
        }
    }
}
