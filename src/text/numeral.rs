//! Numbers that are written out in English.

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const LARGE: [&str; 5] = ["hundred", "thousand", "million", "billion", "trillion"];

/// The number that `word` writes out, in digits; a large one, from a hundred on, in small letters. `None` if it is none.
pub fn written_out(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    if let Some(units) = UNITS.iter().position(|unit| *unit == word) {
        return Some(units.to_string());
    }
    if let Some(tens) = TENS.iter().position(|ten| *ten == word) {
        return Some((10 * (tens + 2)).to_string());
    }
    LARGE.contains(&word.as_str()).then_some(word)
}
