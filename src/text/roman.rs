//! Roman numerals, as front matter and endnotes are numbered.

/// The signs in small letters, the largest first; no other order of them is a numeral.
const SIGNS: [(&str, usize); 13] = [
    ("m", 1000),
    ("cm", 900),
    ("d", 500),
    ("cd", 400),
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
];

/// The largest number that is written so: what comes from a file may be any, and each thousand is a letter.
const LARGEST: usize = 100_000;

/// A number in small Roman numerals; empty for 0.
pub fn roman(number: usize) -> String {
    let (mut rest, mut written) = (number.min(LARGEST), String::new());
    for (sign, worth) in SIGNS {
        while rest >= worth {
            written.push_str(sign);
            rest -= worth;
        }
    }
    written
}

/// The value of a Roman numeral of either case; `None` for letters that are no numeral as Romans and printers write it.
pub fn roman_value(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let (mut rest, mut value) = (lower.as_str(), 0);
    for (sign, worth) in SIGNS {
        let most = if sign.len() == 2 || matches!(worth, 5 | 50 | 500) { 1 } else { 3 };
        for _ in 0..most {
            let Some(behind) = rest.strip_prefix(sign) else { break };
            (rest, value) = (behind, value + worth);
        }
    }
    // `ivi` has a value, and nobody writes it.
    (rest.is_empty() && value > 0 && roman(value) == lower).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numeral_has_the_value_that_it_was_written_for() {
        for number in 1..4000 {
            assert_eq!(roman_value(&roman(number)), Some(number));
        }
        assert_eq!((roman(0), roman(1990)), (String::new(), "mcmxc".to_owned()));
    }

    #[test]
    fn letters_that_are_no_numeral_have_no_value() {
        for text in ["", "iiii", "vx", "p", "ivi", "é"] {
            assert_eq!(roman_value(text), None, "{text}");
        }
        assert_eq!(roman_value("XIV"), Some(14));
    }
}
