//! Digits and signs that stand raised or lowered: `10⁶`, `CO₂`.
//!
//! A text has them as characters of their own, wherever they come from: a `<sup>6</sup>` is `⁶`. So no digit joins
//! another one that stands on another line of writing.

/// Each digit and sign, raised and lowered.
const FORMS: [(char, char, char); 14] = [
    ('0', '⁰', '₀'),
    ('1', '¹', '₁'),
    ('2', '²', '₂'),
    ('3', '³', '₃'),
    ('4', '⁴', '₄'),
    ('5', '⁵', '₅'),
    ('6', '⁶', '₆'),
    ('7', '⁷', '₇'),
    ('8', '⁸', '₈'),
    ('9', '⁹', '₉'),
    ('+', '⁺', '₊'),
    ('-', '⁻', '₋'),
    ('−', '⁻', '₋'),
    ('–', '⁻', '₋'),
];

/// The most letters of what is raised or lowered, and not a line in small print.
pub const LONGEST_RAISED: usize = 12;

/// The line of writing that characters stand on, beside the usual one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raised {
    /// Above it.
    Up,
    /// Below it.
    Down,
}

/// The raised or lowered form of a digit or sign. Letters have none that is used throughout.
pub fn raised(c: char, to: Raised) -> Option<char> {
    let (_, up, down) = FORMS.into_iter().find(|(flat, ..)| *flat == c)?;
    Some(if to == Raised::Up { up } else { down })
}

/// The digit or sign that a raised or lowered one is.
pub fn flat(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    FORMS.into_iter().find(|(_, up, down)| *up == c || *down == c).map(|(flat, ..)| flat)
}

/// Returns true if `text` begins with a digit on the usual line: behind another digit it would be one number with it.
pub fn begins_on_the_line(text: &str) -> bool {
    text.starts_with(|c: char| c.is_numeric() && flat(c).is_none())
}

/// Returns true if `text` ends with a digit on the usual line, or with a mark that may stand inside of a number, and a digit
/// before it: `1,` and `000` are one number.
pub fn ends_on_the_line(text: &str) -> bool {
    let text = text.strip_suffix(joins_digits).unwrap_or(text);
    text.ends_with(|c: char| c.is_numeric() && flat(c).is_none())
}

/// Returns true for a mark that may stand between two digits of a number, a fraction or a time.
fn joins_digits(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '/' | ':' | '·' | '٫' | '٬' | '⁄')
}

/// `text` with its digits raised or lowered, and the signs before them.
pub fn raise(text: &str, to: Raised) -> String {
    let mut raised_text = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_raised = c.is_ascii_digit() || rest.peek().is_none_or(char::is_ascii_digit);
        raised_text.push(raised(c, to).filter(|_| is_raised).unwrap_or(c));
    }
    raised_text
}

/// The digits of an exponent that is written with a caret, `^6`, `^-6`, `^{12}` or `^6^`, raised; and the number of bytes
/// that it takes at the start of `text`.
pub fn exponent(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('^')?;
    let is_braced = inner.starts_with('{');
    let digits = inner.trim_start_matches('{');
    if inner.len() - digits.len() > 1 {
        return None;
    }
    let signed = digits.strip_prefix(['+', '-', '−', '–']).unwrap_or(digits);
    let count = signed.bytes().take_while(u8::is_ascii_digit).count();
    let len = digits.len() - signed.len() + count;
    let behind = &digits[len..];
    let close = if is_braced { '}' } else { '^' };
    let closes = behind.starts_with(close);
    if count == 0 || is_braced && !closes {
        return None;
    }
    let taken = text.len() - behind.len() + usize::from(closes);
    Some((digits[..len].chars().filter_map(|c| raised(c, Raised::Up)).collect(), taken))
}

/// The raised or lowered digits and signs that `text` begins with, on the usual line; and the number of bytes that they have.
/// They hold so behind a letter, and with no digit after them, also none behind a mark that joins it to them: `CO2`, `m2`.
pub fn flat_run(before: Option<char>, text: &str) -> Option<(String, usize)> {
    before.filter(|c| c.is_alphabetic())?;
    let run: String = text.chars().map_while(flat).collect();
    let len: usize = text.chars().take(run.chars().count()).map(char::len_utf8).sum();
    let behind = text[len..].strip_prefix(joins_digits).unwrap_or(&text[len..]);
    let is_free = !behind.starts_with(char::is_numeric);
    (run.starts_with(|c: char| c.is_ascii_digit()) && is_free).then_some((run, len))
}

/// `text` with those runs on the usual line; `None` if it has none.
pub fn flattened(text: &str) -> Option<String> {
    let mut flattened = String::with_capacity(text.len());
    let mut at = 0;
    let mut is_other = false;
    while let Some(c) = text[at..].chars().next() {
        match flat_run(text[..at].chars().next_back(), &text[at..]) {
            Some((run, len)) => {
                flattened.push_str(&run);
                at += len;
                is_other = true;
            }
            None => {
                flattened.push(c);
                at += c.len_utf8();
            }
        }
    }
    is_other.then_some(flattened)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_the_signs_before_them_are_raised() {
        assert_eq!(raise("6", Raised::Up), "⁶");
        assert_eq!(raise("−12", Raised::Up), "⁻¹²");
        assert_eq!(raise("2+", Raised::Up), "²⁺");
        assert_eq!(raise("th", Raised::Up), "th");
        assert_eq!(raise("[1]", Raised::Up), "[¹]");
        assert_eq!(raise("2", Raised::Down), "₂");
    }

    #[test]
    fn an_exponent_is_written_with_a_caret_in_four_ways() {
        for (written, raised) in [("^6 l", "⁶"), ("^{12}", "¹²"), ("^-6", "⁻⁶"), ("^6^ l", "⁶"), ("^{−6}.", "⁻⁶")]
        {
            assert_eq!(exponent(written).unwrap().0, raised, "{written}");
        }
        for other in ["^", "^x", "^{12", "^{}", "^{{1}}", "6", "^ 6"] {
            assert_eq!(exponent(other), None, "{other}");
        }
    }

    #[test]
    fn only_behind_a_letter_and_with_no_digit_after_it_a_digit_holds_flat() {
        assert_eq!(flattened("CO₂ and m²").as_deref(), Some("CO2 and m2"));
        assert_eq!(flattened("Ca²⁺").as_deref(), Some("Ca2+"));
        for kept in ["10⁶", "x²3", "x².5", "x²,5", "x₁/2", "²", "1½", "⁻¹", "plain"] {
            assert_eq!(flattened(kept), None, "{kept}");
        }
    }
}
