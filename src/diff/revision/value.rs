//! Numbers and dates, as written in digits or in words.

use crate::text::written_out;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The number that `word` is, in one spelling; `None` if it is none. `18F` and `v2` are names, `5th` and `1990s` are
/// numbers.
pub(super) fn number(word: &str) -> Option<String> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    if digits.starts_with(|c: char| c.is_ascii_digit()) {
        let tail = word[digits.len()..].to_lowercase();
        let known = ["", "st", "nd", "rd", "th", "s", "k", "m", "bn", "pm", "am", "kg", "km"].contains(&tail.as_str());
        let plain = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
        // Two points make an address or a version, unless they part thousands.
        let points: Vec<&str> = digits.split('.').skip(1).collect();
        let plain = plain && (points.len() < 2 || points.iter().all(|group| group.len() == 3));
        return (known && plain).then(|| format!("{}{tail}", digits.replace(',', "")));
    }
    written_out(word)
}

/// Returns true if `word` can be the name of a month. `May` and `March` need a number beside them to be one.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word) || SHORT_MONTHS.contains(&word)
}

/// Returns true if `word` is a month and no other word.
pub(super) fn is_surely_month(word: &str) -> bool {
    MONTHS.contains(&word) && !matches!(word, "May" | "March")
}

pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word)
}

/// Returns true if `word` reads as a year of our times.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && ("1500".."2100").contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_value() {
        assert_eq!(number("1,000"), number("1000"));
        assert_eq!(number("Five"), number("5"));
        assert_eq!(number("1.5"), Some("1.5".into()));
        for word in ["18F", "v2", "a", "2x4", "someone", "5.6.x", "13.33.35.139", "1.2.3"] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
