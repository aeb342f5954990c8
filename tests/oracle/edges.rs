//! The places where a passage may not start or end: inside a word or a number.

use super::direction::is_control;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

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

/// Characters that are not seen, and so are no edge of a word.
pub fn is_unseen(c: char) -> bool {
    matches!(u32::from(c), 0xAD | 0x61C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF
        | 0xE0000..=0xE007F)
}

/// The lists at the end of docs/matching.md, by name.
static LISTS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let (_, lists) = include_str!("../../docs/matching.md").split_once("## Lists").expect("the page has lists");
    let lists = lists.split("\n- ").skip(1).filter_map(|one| one.split_once(": `"));
    lists.map(|(name, words)| (name, words.trim_end().trim_end_matches('`').split_whitespace().collect())).collect()
});

const HYPHENS: &str = "-‐‑﹣－";
pub const SIGNS: &str = "-‐‑‒–−⁻﹣－";
/// Currency signs, but for those of few.
pub const CURRENCY: &str = "$¢£¤¥€₤₦₩₪₫₱₴₹₺₽₿﹩＄￠￡￥￦";
/// What stands inside a number, between two digits, beside the signs.
const IN_NUMBERS: &str = ".,'’·:/×^⁄٫٬~〜～∼";
/// What belongs to the word or number that it stands at.
pub const ATTACHED: &str = "+#°%′″‴±‰‱٪⁺₊﹢﹟﹪＋＃％";
/// The characters on each side that are looked at: no word is longer.
const NEAR: usize = 30;

/// True if the edge before character number `at` parts a word or a number.
pub fn is_cut(shown: &[char], at: usize) -> bool {
    // Nearly all places are at a blank beside a letter.
    if matches!(
        (at.checked_sub(1).map(|last| shown[last]), shown.get(at)),
        (Some('a'..='z'), Some(' ')) | (Some(' '), Some('a'..='z'))
    ) {
        return false;
    }
    let before: Vec<char> = shown[..at].iter().rev().copied().filter(|c| !is_unseen(*c)).take(NEAR).collect();
    let after: Vec<char> = shown[at..].iter().copied().filter(|c| !is_unseen(*c)).take(NEAR).collect();
    let (Some(&a), Some(&b)) = (before.first(), after.first()) else { return false };
    if is_steered(shown, at) || is_unicode_word(shown, at) {
        return true;
    }
    if is_spaceless(a) || is_spaceless(b) {
        let before: String = before.iter().rev().collect();
        let after: String = after.iter().collect();
        return is_of_syllable(b) || is_spaceless_number(&before, &after) || is_denied(&before, &after);
    }
    is_word(a) && is_word(b)
        || joined(&before, &after)
        || joined(&after, &before)
        || is_thousands(&before, &after)
        || is_signed(&before, &after)
        || (is_word(a) && ATTACHED.contains(b))
        || (ATTACHED.contains(a) && is_word(b))
        || is_compound(&before, &after)
}

/// A control of direction before a digit may show it elsewhere.
fn is_steered(shown: &[char], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|last| is_control(shown[last])) && shown.get(at).is_some_and(|c| c.is_numeric())
}

/// What changes the character before it.
fn is_of_syllable(c: char) -> bool {
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮｧｨｩｪｫｬｭｮｯーｰ゛゜ﾞﾟ".contains(c)
}

/// A number in a script without spaces, with what joins two to one, or makes another of it.
fn is_spaceless_number(before: &str, after: &str) -> bool {
    let numbers = || ["numbers of Han", "numbers of Thai"].into_iter().flat_map(|name| &LISTS[name]);
    let ends = |text: &str| text.ends_with(char::is_numeric) || numbers().any(|one| text.ends_with(one));
    let begins = |text: &str| text.starts_with(char::is_numeric) || numbers().any(|one| text.starts_with(one));
    let parts = |joint: &&str| {
        let splits = (0..=joint.len()).filter_map(|at| joint.split_at_checked(at));
        splits.into_iter().any(|(left, right)| {
            before.strip_suffix(left).is_some_and(ends) && after.strip_prefix(right).is_some_and(begins)
        })
    };
    (ends(before) && begins(after))
        || LISTS["what joins numbers"].iter().any(parts)
        || (begins(after) && LISTS["what makes another of a number"].iter().any(|word| before.ends_with(word)))
}

/// A word and what denies it, on the two sides; or the two halves of an ending that denies.
fn is_denied(before: &str, after: &str) -> bool {
    let goes_on = |rest: &str| rest.starts_with(|c| matches!(c, '\u{3040}'..='\u{309F}'));
    let ends = |word: &str| after.strip_prefix(word).is_some_and(|rest| !goes_on(rest));
    let is_next = LISTS["what denies the next word"].iter().any(|word| {
        let idle = word.chars().count() == 1 && LISTS["but not"].iter().any(|word| before.ends_with(word));
        before.ends_with(word) && !idle
    });
    let halves = |name: &str| LISTS[name].iter().filter_map(|word| word.split_once('/'));
    let is_last = LISTS["what denies the last word"].iter().any(|word| after.starts_with(word))
        || LISTS["the same, unless hiragana follow"].iter().any(|word| ends(word))
        || halves("endings that are not parted")
            .any(|(left, right)| before.ends_with(left) && after.starts_with(right))
        || halves("and, unless hiragana follow").any(|(left, right)| before.ends_with(left) && ends(right));
    (is_next && after.starts_with(is_word)) || (is_last && before.ends_with(is_spaceless))
}

/// True if UAX #29 does not part the words there, in a script with spaces. A `_` at one side of a word is emphasis.
fn is_unicode_word(shown: &[char], at: usize) -> bool {
    let is_kept = |c: &char| !is_unseen(*c) || matches!(u32::from(*c), 0x200C | 0x200D | 0xE0020..=0xE007F);
    let is_near = |c: &char| !c.is_whitespace();
    let mut before: Vec<char> = shown[..at].iter().rev().copied().filter(is_kept).take_while(is_near).collect();
    before.reverse();
    let after: Vec<char> = shown[at..].iter().copied().filter(is_kept).take_while(is_near).collect();
    let (Some(&a), Some(&b)) = (before.last(), after.first()) else { return false };
    if is_spaceless(a) && is_spaceless(b) && !is_combining_mark(b) {
        return a.is_numeric() && b.is_numeric();
    }
    let text: String = before.iter().chain(&after).collect();
    let len: usize = before.iter().map(|c| c.len_utf8()).sum();
    !text.split_word_bound_indices().any(|(bound, _)| bound == len)
}

/// A mark with a digit on both sides belongs to them, and an apostrophe to two letters. `far` begins with the mark.
fn joined(near: &[char], far: &[char]) -> bool {
    let (Some(&a), Some(&mark), Some(&b)) = (near.first(), far.first(), far.get(1)) else { return false };
    let digits = a.is_numeric() && b.is_numeric() && (IN_NUMBERS.contains(mark) || SIGNS.contains(mark));
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

/// True for a minus: a dash up to the en dash that is before a digit or an amount, and not behind a letter or digit. The
/// second half of `--` is none.
fn is_minus(behind: Option<char>, c: char, after: &[char]) -> bool {
    let is_behind =
        |last: char| is_word(last) && (last.is_numeric() || !is_spaceless(last)) || (last == '-' && c == '-');
    let digit = |at: usize| after.get(at).is_some_and(|c| c.is_numeric());
    let is_amount = digit(0) || after.first().is_some_and(|c| CURRENCY.contains(*c) || (".,".contains(*c) && digit(1)));
    SIGNS.contains(c) && is_amount && !behind.is_some_and(is_behind)
}

/// The same for a character of those shown.
pub fn is_sign(shown: &[char], at: usize) -> bool {
    let behind = shown[..at].iter().rev().copied().find(|c| !is_unseen(*c));
    let after: Vec<char> = shown[at + 1..].iter().copied().filter(|c| !is_unseen(*c)).take(2).collect();
    is_minus(behind, shown[at], &after)
}

/// `–5` and `–$8`: the sign belongs to its number, and so does the point of `.5`.
fn is_signed(before: &[char], after: &[char]) -> bool {
    let behind = before.get(1).copied();
    let is_point = before.first() == Some(&'.') && after.first().is_some_and(|c| c.is_numeric());
    let begins = behind.is_none_or(|c| c.is_whitespace() || c == '(' || CURRENCY.contains(c) || SIGNS.contains(c));
    before.first().is_some_and(|c| is_minus(behind, *c, after)) || (is_point && begins)
}

/// A hyphen with a number, a letter or a prefix on one side and a word on the other joins them.
fn is_compound(before: &[char], after: &[char]) -> bool {
    let half = |side: &[char]| side.iter().take_while(|c| is_word(**c)).copied().collect::<String>();
    let (far, left, right) = match (before.first(), after.first()) {
        (Some(c), _) if HYPHENS.contains(*c) => (&before[1..], half(&before[1..]), half(after)),
        (_, Some(c)) if HYPHENS.contains(*c) => (before, half(before), half(&after[1..])),
        _ => return false,
    };
    if left.is_empty() || right.is_empty() {
        return false;
    }
    // `in` of `mother-in-law` is no prefix.
    let goes_back = far.get(left.chars().count()).is_some_and(|c| HYPHENS.contains(*c));
    let left: String = left.chars().rev().collect();
    let is_listed = |list: &str, half: &str| LISTS[list].contains(&half.to_lowercase().as_str());
    let stands_alone = |half: &String| {
        half.chars().any(char::is_numeric)
            || is_listed("numbers in words", half)
            || half.chars().filter(|c| c.is_alphanumeric()).count() < 2
    };
    [&left, &right].into_iter().any(stands_alone) || (!goes_back && is_listed("prefixes", &left))
}
