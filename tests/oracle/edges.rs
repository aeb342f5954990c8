//! The places where a passage may not start or end: inside a word or a number.

use unicode_normalization::char::is_combining_mark;

pub fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c)
}

pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Scripts that are written without spaces between words.
fn is_spaceless(c: char) -> bool {
    matches!(u32::from(c), 0xE00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x2FDF | 0x3005..=0x3007
        | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

const HYPHENS: &str = "-‐‑";
const SIGNS: &str = "-‐‑‒–−⁻";
const CURRENCY: &str = "$€£¥";
/// Characters that are not seen, and so are no edge of a word.
const UNSEEN: &str = "\u{AD}\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}";
/// What stands inside a number, between two digits.
const IN_NUMBERS: &str = ".,'’·:/-‐‑–−×^";
/// The characters on each side that are looked at: no word is longer.
const NEAR: usize = 30;

/// What of the contract the program does not do yet, so that it can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    Today,
    Amended,
}

/// True if the edge before character number `at` parts a word or a number.
pub fn is_cut(shown: &[char], at: usize, rules: Rules) -> bool {
    let before: Vec<char> = shown[..at].iter().rev().copied().filter(|c| !UNSEEN.contains(*c)).take(NEAR).collect();
    let after: Vec<char> = shown[at..].iter().copied().filter(|c| !UNSEEN.contains(*c)).take(NEAR).collect();
    let (Some(&a), Some(&b)) = (before.first(), after.first()) else { return false };
    if is_spaceless(a) || is_spaceless(b) {
        return rules == Rules::Amended && in_han_number(a) && in_han_number(b);
    }
    is_word(a) && is_word(b)
        || joined(&before, &after)
        || joined(&after, &before)
        || is_thousands(&before, &after)
        || is_signed(&before, &after)
        || is_compound(&before, &after, rules)
        || (rules == Rules::Amended && is_of_number(&before, &after))
}

fn in_han_number(c: char) -> bool {
    c.is_numeric() || "〇一二三四五六七八九十百千万億".contains(c)
}

/// A mark with a digit on both sides belongs to them, and an apostrophe to two letters. `far` begins with the mark.
fn joined(near: &[char], far: &[char]) -> bool {
    let (Some(&a), Some(&mark), Some(&b)) = (near.first(), far.first(), far.get(1)) else { return false };
    let digits = a.is_numeric() && b.is_numeric() && IN_NUMBERS.contains(mark);
    digits || (is_letter(a) && is_letter(b) && "'’".contains(mark))
}

/// `12 500`: one to three digits, a space, three digits.
fn is_thousands(before: &[char], after: &[char]) -> bool {
    let (left, right) = match (before.first(), after.first()) {
        (Some(' '), _) => (&before[1..], after),
        (_, Some(' ')) => (before, &after[1..]),
        _ => return false,
    };
    let run = |side: &[char]| side.iter().take_while(|c| c.is_ascii_digit()).count();
    let next = |side: &[char]| side.get(run(side)).copied().is_some_and(is_word);
    (1..=3).contains(&run(left)) && !next(left) && run(right) == 3 && !next(right)
}

/// True for a minus: before a digit or an amount, and not behind a letter or digit.
pub fn is_sign(shown: &[char], at: usize) -> bool {
    let is_behind = at.checked_sub(1).is_some_and(|last| shown[last].is_alphanumeric());
    SIGNS.contains(shown[at])
        && !is_behind
        && shown.get(at + 1).is_some_and(|next| next.is_numeric() || CURRENCY.contains(*next))
}

/// `–5` and `–$8`: the sign belongs to its number.
fn is_signed(before: &[char], after: &[char]) -> bool {
    let is_amount = after.first().is_some_and(|c| c.is_numeric() || CURRENCY.contains(*c));
    let is_sign = before.first().is_some_and(|c| SIGNS.contains(*c) || *c == '.');
    let is_behind = before.get(1).is_some_and(|c| !c.is_whitespace() && *c != '(');
    is_amount && is_sign && !is_behind
}

/// `5%`, `12″`, and the `8` of `–$8`.
fn is_of_number(before: &[char], after: &[char]) -> bool {
    let digit = |side: &[char]| side.first().is_some_and(|c| c.is_numeric());
    let unit = |side: &[char]| side.first().is_some_and(|c| "%°′″\"'’”".contains(*c));
    let signed = digit(after) && before.len() > 1 && CURRENCY.contains(before[0]) && SIGNS.contains(before[1]);
    let behind = |sign: &str, other: &[char]| {
        before.first().is_some_and(|c| sign.contains(*c))
            && !before.get(1).is_some_and(|c| c.is_alphanumeric())
            && digit(other)
    };
    signed || (digit(before) && unit(after)) || behind("-‐‑‒–−⁻+#", after)
}

/// A hyphen with a number, a letter or a prefix on one side and a word on the other joins them.
fn is_compound(before: &[char], after: &[char], rules: Rules) -> bool {
    let half = |side: &[char]| side.iter().take_while(|c| is_word(**c)).copied().collect::<String>();
    let (is_behind, left, right) = match (before.first(), after.first()) {
        (Some(c), _) if HYPHENS.contains(*c) => (true, half(&before[1..]), half(after)),
        (_, Some(c)) if HYPHENS.contains(*c) => (false, half(before), half(&after[1..])),
        _ => return false,
    };
    let left: String = left.chars().rev().collect();
    let is_prefix = ["vice", "re", "half", "mid"].contains(&&*left.to_lowercase());
    let are_numbers = left.to_lowercase() == "twenty" && right == "five";
    let digit = |half: &str| half.starts_with(char::is_numeric);
    let is_name = left.ends_with(char::is_uppercase) && digit(&right);
    let is_number = |half: &str| half.chars().any(char::is_numeric) || half.chars().count() == 1;
    match rules {
        _ if left.is_empty() || right.is_empty() => is_behind && is_prefix && !right.is_empty(),
        Rules::Today => are_numbers || (is_behind && (is_prefix || is_name)),
        Rules::Amended => are_numbers || is_prefix || is_number(&left) || is_number(&right),
    }
}
