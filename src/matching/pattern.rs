//! The editor's own marks in a quotation: ellipses and brackets.

use super::fold::{Folding, fold_trimmed};
use crate::text::{Span, is_space, written_out};

/// A quotation taken apart at what may be the editor's marks. Each of them may as well be the article's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern {
    /// Its elements, in order. Two [`PatternElement::Words`] never follow on each other.
    pub elements: Vec<PatternElement>,
}

/// An element of a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternElement {
    /// Words that must stand as they are.
    Words {
        /// The words, folded, without white space at either end.
        text: String,
        /// True if white space stands before them in the notes.
        space_before: bool,
        /// Letters in brackets that the first word begins with, as in `[t]he`.
        initial: Option<String>,
        /// Their place in the quotation's text, in bytes, with the brackets of `initial`.
        span: Span,
    },
    /// `…`, `...`, `. . .`, `[...]`, `(…)`.
    Gap {
        /// The mark as written, folded.
        text: String,
        /// Its place in the quotation's text, in bytes.
        span: Span,
    },
    /// Something in brackets.
    Bracket {
        /// The mark as written, folded, with its brackets.
        text: String,
        /// The text between the brackets.
        inner: String,
        /// The word that it goes on with or the number that it stands behind, as in `walk[ed]` and `5 [million]`: what
        /// it makes of them is judged with them.
        stem: String,
        /// True if white space stands before it in the notes.
        space_before: bool,
        /// The way it joins the letters beside it.
        join: BracketJoin,
        /// True if the brackets are round: then it puts words in, and stands for none.
        round: bool,
        /// Its place in the quotation's text, in bytes, with its brackets.
        span: Span,
    },
}

/// The ways in which a bracket joins the letters beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BracketJoin {
    /// It stands apart.
    Apart,
    /// It goes on with the word before it, as in `walk[ed]`, `council[’s]` and `judgment[]`.
    Ending,
    /// It would make another word or number of its neighbour, as in `15[0]` and `[is un]able`: no editing.
    Broken,
}

/// Bracketed remarks of the editor that stand for nothing in the article.
const REMARKS: [&str; 16] = [
    "sic",
    "sic!",
    "emphasis",
    "italics",
    "translated",
    "translation",
    "citation omitted",
    "citations omitted",
    "footnote omitted",
    "footnotes omitted",
    "internal quotation",
    "internal citation",
    "quotation marks omitted",
    "alteration",
    "original emphasis",
    "my emphasis",
];

/// Returns true if `inner` is a remark such as `sic` or `emphasis added`.
pub fn is_remark(inner: &str) -> bool {
    let inner = inner.trim().trim_matches(['*', '_']).to_lowercase();
    REMARKS.iter().any(|remark| {
        inner.starts_with(remark)
            && (inner.len() == remark.len() || !inner[remark.len()..].starts_with(char::is_alphanumeric))
    })
}

/// Returns true if `text` has anything in it that may be an editor's mark.
pub fn has_marks(text: &str) -> bool {
    let goes_on = |(at, _): (usize, &str)| text[at + 1..].trim_start().starts_with('.');
    text.contains(['[', '…']) || text.match_indices('.').any(goes_on)
}

/// A quotation with more marks than this is no one's editing, and aligning takes a row of the article for each: all of
/// them are then taken for the article's own, which can refute a quotation, and never pass one.
const MOST_ELEMENTS: usize = 300;

impl Pattern {
    /// All of `text` as words: no mark in it is the editor's.
    pub fn literal(text: &str, folding: Folding) -> Self {
        let mut pattern = Self::default();
        pattern.words(text, Span::new(0, text.len()), None, folding);
        pattern
    }

    /// `text`, taken apart at whatever may be an editor's mark.
    pub fn marked(text: &str, folding: Folding) -> Self {
        Self::taken_apart(text, folding, false)
    }

    /// The same, where words in parentheses may be the editor's too.
    pub fn with_parentheses(text: &str, folding: Folding) -> Self {
        Self::taken_apart(text, folding, true)
    }

    fn taken_apart(text: &str, folding: Folding, round: bool) -> Self {
        let mut pattern = Self::default();
        let (mut from, mut at) = (0, 0);
        let mut initial: Option<(usize, String)> = None;
        while at < text.len() {
            let Some(mark) = EditorMark::at(text, at, round) else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let end = at + mark.len();
            pattern.words(text, Span::new(from, at), initial.take(), folding);
            match mark {
                EditorMark::Gap(_) => pattern.gap(text, Span::new(at, end), folding),
                EditorMark::Bracket(_, inner) if is_initial(text, at, end, inner) => {
                    initial = Some((at, inner.to_owned()))
                }
                EditorMark::Bracket(_, inner) => pattern.bracket(text, Span::new(at, end), inner, folding),
            }
            (from, at) = (end, end);
        }
        pattern.words(text, Span::new(from, text.len()), initial, folding);
        if pattern.elements.len() > MOST_ELEMENTS { Self::literal(text, folding) } else { pattern }
    }

    /// Returns true if anything in it may be the article's: words, or a bracket that is the article's own.
    pub fn may_have_words(&self) -> bool {
        self.elements.iter().any(|element| !matches!(element, PatternElement::Gap { .. }))
    }

    fn words(&mut self, text: &str, span: Span, initial: Option<(usize, String)>, folding: Folding) {
        let raw = &text[span.range()];
        let folded = fold_trimmed(raw, folding);
        if folded.is_empty() && initial.is_none() {
            return;
        }
        let (start, initial) = match initial {
            Some((at, letters)) => (at, Some(fold_trimmed(&letters, folding))),
            None => (span.start + (raw.len() - raw.trim_start().len()), None),
        };
        let space_before = begins_with_space(raw, folding) || ends_with_space(&text[..start], folding);
        let end = span.start + raw.trim_end().len();
        self.elements.push(PatternElement::Words { text: folded, space_before, initial, span: Span::new(start, end) });
    }

    fn gap(&mut self, text: &str, span: Span, folding: Folding) {
        let text = fold_trimmed(&text[span.range()], folding);
        self.elements.push(PatternElement::Gap { text, span });
    }

    fn bracket(&mut self, text: &str, span: Span, inner: &str, folding: Folding) {
        let (stem, join) = (stem(&text[..span.start], inner), join(&text[..span.start], inner, &text[span.end..]));
        let round = text[span.start..].starts_with('(');
        let space_before = ends_with_space(&text[..span.start], folding);
        let (text, inner) = (fold_trimmed(&text[span.range()], folding), inner.to_owned());
        self.elements.push(PatternElement::Bracket { text, inner, stem, space_before, join, round, span });
    }
}

/// Returns true for what has no width and turns nothing round.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A no-break space that was decoded wrongly, where it does not end in one that was not.
const DEBRIS_OF_SPACE: &str = "¬†";

fn begins_with_space(text: &str, folding: Folding) -> bool {
    let text = if folding.typography { text.trim_start_matches(is_unseen) } else { text };
    text.starts_with(is_space) || folding.decoding && text.starts_with(DEBRIS_OF_SPACE)
}

fn ends_with_space(text: &str, folding: Folding) -> bool {
    let text = if folding.typography { text.trim_end_matches(is_unseen) } else { text };
    text.ends_with(is_space) || folding.decoding && text.ends_with(DEBRIS_OF_SPACE)
}

/// Returns true if the bracket from `at` to `end` holds the first letters of the word or number that follows on it.
fn is_initial(text: &str, at: usize, end: usize, inner: &str) -> bool {
    let square = text[at..].starts_with('[');
    let starts_word = square && !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let word_goes_on = text[end..].chars().next().is_some_and(char::is_alphanumeric);
    let joins = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’');
    let letters = inner.starts_with(char::is_alphanumeric) && inner.chars().all(|c| c.is_alphanumeric() || joins(c));
    starts_word && word_goes_on && letters
}

fn join(before: &str, inner: &str, after: &str) -> BracketJoin {
    let last = before.chars().next_back().filter(|c| c.is_alphanumeric());
    let next = after.chars().next().filter(|c| c.is_alphanumeric());
    let first = inner.chars().next();
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’');
    let into_next = next.is_some() && inner.chars().next_back().is_some_and(joins);
    let number =
        last.is_some_and(char::is_numeric) && inner.trim_start_matches(['.', ',']).starts_with(char::is_numeric);
    match (last, first) {
        _ if into_next || number => BracketJoin::Broken,
        (Some(_), _) if inner.trim().is_empty() => BracketJoin::Ending,
        (Some(_), Some(first)) if joins(first) => BracketJoin::Ending,
        _ => BracketJoin::Apart,
    }
}

/// The word that `before` ends in, if a bracket right behind it goes on with it, or if it is a number and `inner` would
/// make another of it.
fn stem(before: &str, inner: &str) -> String {
    let trimmed = before.trim_end();
    let word = trimmed.rsplit(char::is_whitespace).next().unwrap_or("");
    let number = word.ends_with(char::is_numeric) || written_out(word).is_some();
    let first = inner.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let multiplies = written_out(first).is_some_and(|value| value == first.to_lowercase());
    let thousands = first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_digit());
    match () {
        () if trimmed.len() == before.len() => word.to_owned(),
        () if number && (multiplies || thousands) => format!("{word} "),
        () => String::new(),
    }
}

enum EditorMark<'t> {
    Gap(usize),
    Bracket(usize, &'t str),
}

impl<'t> EditorMark<'t> {
    fn len(&self) -> usize {
        match self {
            Self::Gap(len) | Self::Bracket(len, _) => *len,
        }
    }

    fn at(text: &'t str, at: usize, round: bool) -> Option<Self> {
        let rest = &text[at..];
        match rest.as_bytes()[0] {
            b'[' | b'(' => {
                let (close, open) = if rest.starts_with('[') { (']', '[') } else { (')', '(') };
                let len = bracketed(rest, open, close)?;
                let inner = &rest[1..len - 1];
                match ellipsis_len(inner.trim()) {
                    Some(dots) if dots == inner.trim().len() => Some(Self::Gap(len)),
                    _ => (open == '[' || round).then_some(Self::Bracket(len, inner)),
                }
            }
            _ => ellipsis_len(rest).map(Self::Gap),
        }
    }
}

/// The length in bytes of a bracketed text from its opening bracket on, at most 400; brackets may be nested.
fn bracketed(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < 400) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + c.len_utf8());
            }
        }
    }
    None
}

/// The length in bytes of the ellipsis that `text` begins with: `…`, or three points or more, spaced or not.
pub fn ellipsis_len(text: &str) -> Option<usize> {
    let (mut points, mut len) = (0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '…' => points += 3,
            '.' => points += 1,
            _ if is_space(c) && points > 0 => continue,
            _ => break,
        }
        len = at + c.len_utf8();
    }
    (points >= 3).then_some(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_of_brackets_are_nobodys_editing() {
        let text = "a ".to_owned() + &"[b] ".repeat(20_000);
        assert_eq!(Pattern::marked(&text, Folding::LITERAL).elements.len(), 1);
    }

    fn shape(text: &str) -> String {
        let parts = Pattern::marked(text, Folding::LITERAL).elements.into_iter().map(|element| match element {
            PatternElement::Words { text, initial, .. } => {
                initial.map_or(text.clone(), |initial| format!("<{initial}>{text}"))
            }
            PatternElement::Gap { .. } => "…".to_owned(),
            PatternElement::Bracket { inner, join, .. } => {
                let sign = match join {
                    BracketJoin::Apart => "",
                    BracketJoin::Ending => "+",
                    BracketJoin::Broken => "!",
                };
                format!("{sign}{{{inner}}}")
            }
        });
        parts.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_quotation_is_taken_apart_at_the_marks() {
        for (text, parts) in [
            ("plain words.", "plain words."),
            ("city of Mosul [...] residents", "city of Mosul|…|residents"),
            ("one … two (…) three", "one|…|two|…|three"),
            ("army . . . The decision", "army|…|The decision"),
            ("[t]he siege", "<t>he siege"),
            ("they walk[ed] home", "they walk|+{ed}|home"),
            ("the council[’s] vote", "the council|+{’s}|vote"),
            ("a judgment[] of a court [] of", "a judgment|+{}|of a court|{}|of"),
            ("the ri\u{2060}[]", "the ri\u{2060}|{}"),
            ("[Non-]violent", "<Non->violent"),
            ("the [sixty-]six", "the|<sixty->six"),
            ("15[0] men", "15|!{0}|men"),
            ("500[,000] men", "500|!{,000}|men"),
            ("[is un]able", "!{is un}|able"),
            ("in[ter]est", "in|!{ter}|est"),
            ("[Maliki] went on", "{Maliki}|went on"),
            ("hell. [The city is] in flames", "hell.|{The city is}|in flames"),
            ("Mr. X. Y.", "Mr. X. Y."),
            ("an [open bracket", "an [open bracket"),
        ] {
            assert_eq!(shape(text), parts);
        }
    }

    #[test]
    fn parentheses_are_the_editors_only_where_that_is_asked_for() {
        let brackets = |pattern: Pattern| {
            pattern.elements.iter().filter(|element| matches!(element, PatternElement::Bracket { .. })).count()
        };
        let text = "they (the islanders) know (...) why";
        assert_eq!(brackets(Pattern::marked(text, Folding::LITERAL)), 0);
        assert_eq!(brackets(Pattern::with_parentheses(text, Folding::LITERAL)), 1);
    }

    #[test]
    fn remarks_are_known() {
        for remark in ["sic", "Emphasis added", "emphasis in original", "italics mine"] {
            assert!(is_remark(remark), "{remark}");
        }
        assert!(!is_remark("sick"));
        assert!(!is_remark("the city"));
    }
}
