//! The places where words and numbers begin and end.

mod compound;
mod spaceless;
mod word_rules;

use crate::manifest::DisclosedBody;
use crate::text::{
    exponent, is_attached, is_currency, is_direction_control, is_minus, is_sign, is_spaceless, is_unseen, is_word,
};
pub use compound::compound_at;
use word_rules::is_inside_unicode_word;

/// The most bytes on either side that the rules ask for.
const REACH: usize = 256;

/// Returns true if cutting `text` at byte `at` would cut a word or a number in two: there where the word boundaries of
/// Unicode (UAX #29) or the rules of this room do not part.
///
/// Characters that cannot be seen are looked through: something unseen between them does not take `5` from `5%`.
///
/// Between the letters of scripts that are written without spaces the ends of words are not known; there nothing but
/// numbers, and words with their negation, is cut.
pub fn is_inside_word(text: &str, at: usize) -> bool {
    let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
    let (Some(left), Some(right)) = (before, after) else { return false };
    // Nearly all places are the end of a word of letters with a blank on the other side.
    if left.is_ascii_alphabetic() && is_blank(right) || is_blank(left) && right.is_ascii_alphabetic() {
        return false;
    }
    let start = text.ceil_char_boundary(at.saturating_sub(REACH));
    let end = text.floor_char_boundary(text.len().min(at + REACH));
    if text[start..end].is_ascii() || !text[start..end].contains(is_unseen) {
        return is_bound(text, at) || is_inside_unicode_word(text, at);
    }
    let seen = |is_seen: fn(char) -> bool| {
        let [before, after] =
            [&text[start..at], &text[at..end]].map(|side| side.chars().filter(|&c| is_seen(c)).collect::<String>());
        (before.len(), before + &after)
    };
    let ((own, shown), (unicode, joined)) = (seen(|c| !is_unseen(c)), seen(|c| !is_unseen(c) || joins_emoji(c)));
    is_direction_control(left) && right.is_numeric()
        || is_bound(&shown, own)
        || is_inside_unicode_word(&joined, unicode)
}

/// Returns true for unseen characters that make one picture of several, or another one of it.
fn joins_emoji(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{e0020}'..='\u{e007f}')
}

/// Returns true if the rules of this room do not part `text`, of which all can be seen, at byte `at`.
fn is_bound(text: &str, at: usize) -> bool {
    let (head, tail) = (&text[..at], &text[at..]);
    let (mut before, mut after) = (head.chars().rev(), tail.chars());
    let (Some(left), Some(right)) = (before.next(), after.next()) else { return false };
    if is_spaceless(left) || is_spaceless(right) {
        return spaceless::is_bound(head, tail);
    }
    if is_word(left) && is_word(right) {
        return true;
    }
    let (further_left, further_right) = (before.next(), after.next());
    // The mark inside `500,000`, `1.5`, `don't`: on either side of it the word goes on.
    is_word(left) && joins(left, right, further_right)
        || is_word(right) && joins_back(further_left, left, right)
        || is_word(left) && is_attached(right)
        || is_attached(left) && is_word(right)
        || is_signed(further_left, left, tail)
        || is_exponent(head, tail)
        || is_grouped(head, tail)
        || compound::is_bound(text, at)
}

/// White space that parts no thousands.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\u{a0}')
}

/// Returns true if a word that ends in `left` goes on over the mark `mark` to `next`.
fn joins(left: char, mark: char, next: Option<char>) -> bool {
    let Some(next) = next else { return false };
    let numbers = left.is_numeric() && next.is_numeric();
    match mark {
        '\'' | '’' => numbers || left.is_alphabetic() && next.is_alphabetic(),
        '.' | ',' | '/' | ':' | '·' | '٫' | '٬' | '⁄' | '^' | '×' | '~' | '〜' | '～' | '∼' => numbers,
        // `10-12`, `2014–16`, `3−2`: half of a range, score or date is another number.
        _ => numbers && is_minus(mark),
    }
}

fn joins_back(left: Option<char>, mark: char, right: char) -> bool {
    left.is_some_and(|left| is_word(left) && joins(left, mark, Some(right)))
}

/// Returns true if the point or minus `mark` belongs to the number that follows on it, as in `.5`, `-3`, `−$5`.
fn is_signed(before: Option<char>, mark: char, after: &str) -> bool {
    let starts = || before.is_none_or(|c| c.is_whitespace() || c == '(' || is_currency(c) || is_minus(c));
    is_sign(before, mark, after) || mark == '.' && after.starts_with(char::is_numeric) && starts()
}

/// Returns true if a base and its exponent stand on the two sides, or parts of the exponent: `10^6`, `10^{12}`.
fn is_exponent(head: &str, tail: &str) -> bool {
    let near = &head[head.floor_char_boundary(head.len().saturating_sub(LONGEST_EXPONENT))..];
    let is_open = |at: &usize| near[..*at].ends_with(is_word);
    let caret = if tail.starts_with('^') { Some(near.len()) } else { near.rfind('^') };
    caret.filter(is_open).is_some_and(|at| {
        let inside = near.len() - at;
        let written = [&near[at..], &tail[..tail.floor_char_boundary(tail.len().min(LONGEST_EXPONENT))]].concat();
        exponent(&written).is_some_and(|(_, len)| inside < len)
    })
}

/// The most bytes of an exponent, with its caret and braces.
const LONGEST_EXPONENT: usize = 16;

/// Returns true if `c` may part the thousands of a number: a blank that is no line break.
fn is_thin(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}')
}

/// Returns true if a number goes on over blanks between `head` and `tail`, in groups of three digits: `12 500`. A token
/// of a withheld article that is not shown ([`DisclosedBody::HIDDEN`]) may be such a group.
fn is_grouped(head: &str, tail: &str) -> bool {
    let (before, after) = (without_blanks(head.chars().rev()), without_blanks(tail.chars()));
    let (before, after) = (&head[..head.len() - before], &tail[after..]);
    let blanks = before.len() < head.len() || after.len() < tail.len();
    let group = digits(after.chars()) == 3 && !after[3..].starts_with(is_word);
    let lead = digits(before.chars().rev());
    let lead = (1..=3).contains(&lead) && !before[..before.len() - lead].ends_with(is_word);
    let hidden_before = head.strip_suffix('\n').is_some_and(|head| head.ends_with(DisclosedBody::HIDDEN));
    let hidden_after = after.starts_with(DisclosedBody::HIDDEN);
    hidden_before && group || blanks && lead && (group || hidden_after)
}

/// The number of bytes in the first blanks that part thousands; no more than four are looked at.
fn without_blanks(chars: impl Iterator<Item = char>) -> usize {
    chars.take(4).take_while(|&c| is_thin(c)).map(char::len_utf8).sum()
}

/// The number of ASCII digits that come first, of the first four.
fn digits(chars: impl Iterator<Item = char>) -> usize {
    chars.take(4).take_while(char::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(text: &str) -> bool {
        let at = text.find('|').unwrap();
        is_inside_word(&text.replace('|', ""), at)
    }

    #[test]
    fn words_and_numbers_are_not_cut() {
        for text in
            ["barr|acks", "5|00", "5|00,000", "500|,000", "500,|000", "1|.5", "1.|5", "don|'t", "don’|t", "e|\u{301}"]
        {
            assert!(cuts(text), "{text}");
        }
        for text in ["non-|violent", "-|5", " .|5", "half-|empty", "Vice-|President"] {
            assert!(cuts(text), "{text}");
        }
    }

    #[test]
    fn numbers_are_not_cut_however_they_are_written() {
        for text in [
            "1’|000",
            "1|’000",
            "1'000|'000",
            "12·|5",
            "12 |500",
            "12| 500",
            "12\u{a0}|500",
            "1 200| 000",
            "2|/3",
            "5'|10",
            "to –|5",
            "to −|$5",
            "10-|12",
            "10|–12",
            "3|−2",
            "twenty-|five",
            "twenty|-five",
            "Two|-thirds",
            "B-|52",
            "10|^6",
            "10|^{6}",
            "10^|{12}",
            "10^{1|2}",
            "10^{12|}",
            "m|^2",
            "10^-|6",
            "10|⁶",
            "10⁻|⁶",
            "5|\u{200b}00",
        ] {
            assert!(cuts(text), "{text}");
        }
        for text in [
            "in 2014 |300",
            "12 |5000",
            "a12 |500",
            "12\n|500",
            "12, |500",
            "page 12 |50",
            "the –|fifth",
            "in 1914—|2",
            "a–|5",
            "men--|12",
            "in 1914 —|12",
        ] {
            assert!(!cuts(text), "{text}");
        }
    }

    #[test]
    fn between_words_one_may_cut() {
        for text in
            ["the| end", "end|.", "500|, and", "US-|trained", "(|ISIS", "|x", "x|", "‘|tis", "boys|’ school", "東|京"]
        {
            assert!(!cuts(text), "{text}");
        }
    }

    #[test]
    fn a_sign_or_symbol_is_not_cut_from_its_number_or_word() {
        for text in [
            "“−|5",
            "[‐|5",
            "to -|.5",
            "⁻|5",
            "in −|€5",
            "は−|5度",
            "+|5",
            "5|%",
            "5%|of",
            "°|C",
            "5|°",
            "5|′",
            "C|#",
            "C|++",
            "#|1",
            "±|5",
            "Disney|+",
            "マイナス|5度",
        ] {
            assert!(cuts(text), "{text}");
        }
        for text in ["5 |%", "the − |5", "C# |and", "+ |5", "5%|, and", "—|5"] {
            assert!(!cuts(text), "{text}");
        }
    }

    #[test]
    fn a_compound_is_not_cut_at_a_number_a_letter_or_a_prefix() {
        for text in [
            "K|-14",
            "K-|14",
            "COVID|-19",
            "16|-year",
            "16-|year",
            "five-|star",
            "US-|two",
            "re|-sign",
            "re-|sign",
            "T|-shirt",
            "T-|shirt",
            "anti|-toll",
            "vingt-|cinq",
            "quatre|-vingts",
            "non\u{2011}|violent",
        ] {
            assert!(cuts(text), "{text}");
        }
        for text in ["mother-in|-law", "mother|-in-law", "New Wendle|-based", "rope-|loft", "two-| and", "pre|- and"] {
            assert!(!cuts(text), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_looked_through() {
        for text in [
            "5|\u{200b}%",
            "5\u{200b}|%",
            "-\u{200e}|5",
            "non\u{ad}-|violent",
            "12\u{200b} |500",
            "co\u{ad}|operate",
            "co|\u{200d}operate",
            "example\u{2060}.|com",
            "\u{202e}|7–2",
            "二\u{200b}|百",
        ] {
            assert!(cuts(text), "{text:?}");
        }
        for text in
            ["ירושלים|\u{200f} ו", "end|\u{200b}. The", "\u{feff}|The", "word|\u{202c} next", "the |\u{200b}end"]
        {
            assert!(!cuts(text), "{text:?}");
        }
    }

    #[test]
    fn where_unicode_does_not_part_words_there_is_a_cut() {
        for text in [
            "e.|g",
            "example.|com",
            "snake|_case",
            "k:|a",
            "צה|״ל",
            "か|\u{3099}",
            "👩|\u{200d}🚒",
            "🇩|🇪",
            "1;|2",
            "๑|๒",
        ] {
            assert!(cuts(text), "{text}");
        }
        for text in ["_|word", "word|_ and", "end.|”", "クラ|ス", "ภาษา|ไทย", "😀|😀"] {
            assert!(!cuts(text), "{text}");
        }
    }

    #[test]
    fn a_number_in_a_script_without_spaces_is_not_cut() {
        for text in [
            "千二|百円",
            "1億|2000万円",
            "2000|万円",
            "十|三人",
            "三分の|二",
            "三分|の二",
            "三|分之二",
            "三点|五",
            "第|三",
            "数|十人",
            "三～|五人",
            "二・|二六",
            "三|対二",
            "零下|十",
            "ห้า|สิบ",
            "３|０人",
            "二千|五百人",
        ] {
            assert!(cuts(text), "{text}");
        }
        for text in ["千二百|円", "三月|五日", "十三|人", "約|百円", "年|一部", "2000年|春"] {
            assert!(!cuts(text), "{text}");
        }
    }

    #[test]
    fn a_word_is_not_cut_from_its_negation_in_a_script_without_spaces() {
        for text in [
            "不|可能",
            "無|関係",
            "未|完成",
            "非|公開",
            "没|同意",
            "没有|同意",
            "賛成し|なかった",
            "賛成しな|かった",
            "賛成し|ない。",
            "賛成しな|い。",
            "賛成し|ません",
            "賛成しませ|ん",
            "行か|ず、",
            "知ら|ぬ。",
            "関係|なし",
            "做|不到",
            "ไม่|เห็น",
        ] {
            assert!(cuts(text), "{text}");
        }
        for text in [
            "是非|参加",
            "有無|を問わず",
            "一人|ずつ",
            "計画は|不可能",
            "市長|不同意",
            "大きな|いえに",
            "静かな|かっこう",
            "賛成し|た",
            "可能|である",
        ] {
            assert!(!cuts(text), "{text}");
        }
    }

    #[test]
    fn docs_have_the_lists() {
        let (_, lists) = include_str!("../../../docs/matching.md").split_once("## Lists").unwrap();
        let listed = |name: &str| -> Vec<String> {
            let list = lists.split("\n- ").find_map(|list| list.strip_prefix(name)?.strip_prefix(": `")).unwrap();
            list.trim_end().trim_end_matches('`').split_whitespace().map(str::to_owned).collect()
        };
        assert_eq!(listed("prefixes"), crate::text::PREFIXES);
        for (name, words) in spaceless::lists() {
            assert_eq!(listed(name), words, "{name}");
        }
        assert!(listed("numbers in words").iter().all(|word| crate::text::is_number_word(word)));
        assert!(listed("numbers of Han").iter().all(|one| one.chars().all(crate::text::is_han_number)));
    }
}
