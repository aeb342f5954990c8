//! Signs of numbers, and symbols that belong to what they stand at.

use super::class::{is_spaceless, is_unseen, is_word};

/// Returns true if `c` may stand for a minus: hyphens, dashes up to the en dash, and the minus signs. A long dash is none.
pub fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2013}' | '−' | '⁻' | '﹣' | '－')
}

/// Returns true if `mark`, between `before` and `after`, is the sign of a number: a minus before a digit or currency sign
/// that stands behind no letter or digit. Behind letters of scripts without spaces it may.
pub fn is_sign(before: Option<char>, mark: char, after: &str) -> bool {
    // The second half of `--` is half a dash.
    let is_behind = |c: char| is_word(c) && (c.is_numeric() || !is_spaceless(c)) || c == '-' && mark == '-';
    is_minus(mark) && !before.is_some_and(is_behind) && begins_number(after)
}

/// Returns true if `text` begins with a number or an amount: `5`, `$5`, `.5`.
fn begins_number(text: &str) -> bool {
    let mut chars = text.chars().filter(|&c| !is_unseen(c));
    match chars.next() {
        Some('.' | ',' | '٫') => chars.next().is_some_and(char::is_numeric),
        Some(first) => first.is_numeric() || is_currency(first),
        None => false,
    }
}

/// Returns true for currency signs: the general category Sc of Unicode 16.
pub fn is_currency(c: char) -> bool {
    matches!(c, '$' | '¢'..='¥' | '֏' | '؋' | '\u{7fe}'..='\u{7ff}' | '৲' | '৳' | '৻' | '૱' | '௹' | '฿' | '៛' | '₠'..='⃀'
        | '\u{a838}' | '\u{fdfc}' | '﹩' | '＄' | '￠' | '￡' | '￥' | '￦')
}

/// Returns true for symbols that belong to the word or number that they stand at, on either side: `+5`, `C#`, `5%`, `°C`,
/// `5′`.
pub fn is_attached(c: char) -> bool {
    matches!(
        c,
        '+' | '#'
            | '°'
            | '%'
            | '′'
            | '″'
            | '‴'
            | '±'
            | '‰'
            | '‱'
            | '＋'
            | '＃'
            | '％'
            | '﹢'
            | '﹟'
            | '﹪'
            | '⁺'
            | '₊'
            | '٪'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minus_stands_before_a_number_and_behind_no_letter_or_digit() {
        let signed = |text: &str| {
            let (at, mark) = text.char_indices().find(|&(_, c)| is_minus(c) || c == '—').unwrap();
            is_sign(text[..at].chars().next_back(), mark, &text[at + mark.len_utf8()..])
        };
        for text in ["to −4", "-5", "(–5)", "“−5", "−$5", "−.5", "-€3", "‐7", "気温は−5度", "-٥", "⁻3", "-\u{200b}5"]
        {
            assert!(signed(text), "{text}");
        }
        for text in ["—4", "– 4", "10–12", "K-14", "a−5", "-five", "--5", "3½-4"] {
            assert!(!signed(text), "{text}");
        }
        assert!(!is_sign(Some('-'), '-', "5"));
    }
}
