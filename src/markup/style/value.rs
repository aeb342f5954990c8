//! Words of style sheets as browsers compare them: comments, escapes and case do not matter.

use std::borrow::Cow;

/// `css` in lower case, white space and comments as single spaces, escapes read, strings without what stands in them.
pub(super) fn normalized(css: &str) -> Cow<'_, str> {
    let css = css.trim_ascii();
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'%');
    if css.bytes().all(is_plain) {
        return css.into();
    }
    let mut written = String::with_capacity(css.len());
    let mut at = 0;
    while let Some(c) = css[at..].chars().next() {
        match c {
            '\\' => {
                let (read, length) = escape(&css[at..]);
                // A sign that is escaped is part of a word: it ends none.
                written.push(if read.is_alphanumeric() { read.to_ascii_lowercase() } else { '\\' });
                at += length;
            }
            '/' if css[at..].starts_with("/*") => {
                space(&mut written);
                at = comment_end(css, at);
            }
            '"' | '\'' => {
                written.push('"');
                at = string_end(css.as_bytes(), at);
            }
            _ if c.is_ascii_whitespace() => {
                space(&mut written);
                at += 1;
            }
            _ => {
                written.push(c.to_ascii_lowercase());
                at += c.len_utf8();
            }
        }
    }
    written.truncate(written.trim_ascii_end().len());
    written.into()
}

fn space(written: &mut String) {
    if !written.is_empty() && !written.ends_with(' ') {
        written.push(' ');
    }
}

/// The offset behind the comment that begins at `at`: the end, if nothing closes it.
pub(super) fn comment_end(css: &str, at: usize) -> usize {
    memchr::memmem::find(&css.as_bytes()[at + 2..], b"*/").map_or(css.len(), |found| at + found + 4)
}

/// The offset behind the string that begins at `at`. A line break that is not escaped ends it: it is a broken one then.
pub(super) fn string_end(css: &[u8], at: usize) -> usize {
    let quote = css[at];
    let mut at = at + 1;
    while let Some(&byte) = css.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' | b'\r' | b'\x0C' => return at,
            _ if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    css.len()
}

/// The character that the escape at the beginning of `css` stands for, and its length in bytes.
pub(super) fn escape(css: &str) -> (char, usize) {
    let digits = css.bytes().skip(1).take(6).take_while(u8::is_ascii_hexdigit).count();
    if digits == 0 {
        let read = css[1..].chars().next();
        return (read.unwrap_or('\u{fffd}'), 1 + read.map_or(0, char::len_utf8));
    }
    let number = u32::from_str_radix(&css[1..=digits], 16).unwrap_or(0);
    let read = char::from_u32(number).filter(|&c| c != '\0').unwrap_or('\u{fffd}');
    // One white space behind the digits belongs to them.
    let rest = &css[1 + digits..];
    let blank =
        if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(|c: char| c.is_ascii_whitespace())) };
    (read, 1 + digits + blank)
}

/// A length of a normalized style.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Length {
    /// At most so many pixels, and at least half of them: letters are between 8 and 16 pixels high.
    Pixels(f64),
    /// Relative to the size of the letters around it, or to another box.
    Relative(f64),
}

impl Length {
    /// The length that `word` is; nothing for keywords, functions, and units that are not known.
    pub(super) fn of(word: &str) -> Option<Self> {
        let digits =
            word.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.')).count();
        let (number, unit) = word.split_at(digits);
        let number: f64 = number.parse().ok().filter(|number: &f64| number.is_finite())?;
        Some(match unit {
            "" if number == 0.0 => Self::Pixels(0.0),
            "px" => Self::Pixels(number),
            "pt" => Self::Pixels(number * 4.0 / 3.0),
            "pc" | "rem" => Self::Pixels(number * 16.0),
            "in" => Self::Pixels(number * 96.0),
            "cm" => Self::Pixels(number * 37.0),
            "mm" | "q" => Self::Pixels(number * 3.7),
            "vw" | "vh" | "vmin" | "vmax" => Self::Pixels(number * 10.0),
            "em" | "ex" | "ch" | "%" => Self::Relative(number),
            _ => return None,
        })
    }

    pub(super) fn is_zero(self) -> bool {
        matches!(self, Self::Pixels(number) | Self::Relative(number) if number == 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_escapes_and_case_do_not_matter() {
        for (css, read) in [
            (" none ", "none"),
            ("NONE", "none"),
            ("no\\6e e", "none"),
            ("n\\00006Fne", "none"),
            ("a/**/b", "a b"),
            ("/* none */ block/* open", "block"),
            ("none\\9", "none\\"),
            ("url('a;b') \"c\\\"d\" e", "url(\") \" e"),
            ("'open\nnone", "\" none"),
            ("é\\", "é\\"),
        ] {
            assert_eq!(normalized(css), read, "{css}");
        }
    }

    #[test]
    fn lengths_are_pixels_or_relative() {
        assert_eq!(Length::of("-9999px"), Some(Length::Pixels(-9999.0)));
        assert_eq!(Length::of("0"), Some(Length::Pixels(0.0)));
        assert_eq!(Length::of(".5em"), Some(Length::Relative(0.5)));
        assert!(Length::of("0.0%").is_some_and(Length::is_zero));
        for word in ["1", "auto", "calc(0px)", "", "--", "1e3", "nanpx", "infpx", "0foo"] {
            assert_eq!(Length::of(word), None, "{word}");
        }
    }
}
