//! Foreign text, made safe to show.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` on one line, with nothing in it that steers a terminal or hides: line breaks and tabs become spaces, other
/// control characters their pictures (`␛`), characters that cannot be seen or that turn the direction of writing their
/// code points (`<U+202E>`).
///
/// Every character of an article, of notes, of a title or a file name that is written for people goes through here.
pub fn legible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            // A Windows line end is one line break.
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\t' | '\u{2028}' | '\u{2029}' => shown.push(' '),
            '\0'..='\u{1F}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7F}' => shown.push('␡'),
            _ if is_hidden(c) => write!(shown, "<U+{:04X}>", u32::from(c)).expect("a string takes all"),
            _ => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// The same for text of several lines, of which each is one: a file's name or an article's words among them cannot steer the
/// terminal.
pub fn legible_lines(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c == '\n' || is_plain(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split('\n').map(legible).collect::<Vec<_>>().join("\n"))
}

fn is_plain(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}') && !is_hidden(c)
}

/// Returns true if `c` cannot be seen where it stands, though it is no white space: C1 controls, bidirectional
/// controls, and what Unicode calls default ignorable. Left as they are: the variation selectors U+FE00 to U+FE0F,
/// which every other emoji has.
pub(super) const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_is_shown_and_not_obeyed() {
        assert_eq!(legible("a\u{1B}[31mred\u{1B}]0;title\u{7}"), "a␛[31mred␛]0;title␇");
        assert_eq!(legible("\u{9B}31m\u{7F}"), "<U+009B>31m␡");
    }

    #[test]
    fn what_turns_or_hides_is_named() {
        assert_eq!(legible("user\u{202E}cod\u{200B}e\u{E0041}"), "user<U+202E>cod<U+200B>e<U+E0041>");
    }

    #[test]
    fn lines_are_joined() {
        assert_eq!(legible("one\r\ntwo\tthree\rfour\u{2028}five"), "one two three␍four five");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(legible_lines("one\n\u{1B}[2Jtwo\u{202E}\tthree\n"), "one\n␛[2Jtwo<U+202E> three\n");
    }

    #[test]
    fn what_is_plain_is_left_alone() {
        let plain = "“naïve”\u{A0}日本 ❤\u{FE0F} عربي";
        assert!(matches!(legible(plain), Cow::Borrowed(text) if text == plain));
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_written_steers(text in "\\PC*|.*") {
            let shown = legible(&text);
            assert!(shown.chars().all(|c| !c.is_control() && !is_hidden(c)), "{shown:?}");
        }
    }
}
