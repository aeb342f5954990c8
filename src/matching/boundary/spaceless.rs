//! Cuts in scripts that are written without spaces: anywhere between characters, but not inside a number, and not
//! between a word and its negation.

use crate::text::{is_han_number, is_spaceless, is_word};

/// Characters that deny, or turn round, the word that they stand right before, in Chinese and Japanese.
const BEFORE_HAN: &str = "不無无未非沒没勿毋弗甭別别反";

/// Words that end like that and deny nothing.
const NO_DENIALS: [&str; 4] = ["是非", "有無", "有无", "特別"];

/// Words that deny the word right behind them: negated auxiliaries in Chinese; `not`, `without` and `do not` in Thai,
/// Lao and Khmer (Universal Dependencies, `Polarity=Neg`, and the prefixes of the same meaning).
const BEFORE: [&str; 40] = [
    "没有",
    "沒有",
    "不是",
    "不会",
    "不會",
    "不能",
    "不可",
    "不要",
    "不得",
    "不曾",
    "不再",
    "不想",
    "不应",
    "不應",
    "不该",
    "不該",
    "不必",
    "不用",
    "不肯",
    "不许",
    "不許",
    "不准",
    "無法",
    "无法",
    "并非",
    "並非",
    "未能",
    "未曾",
    "从未",
    "從未",
    "毫不",
    "毫无",
    "毫無",
    "ไม่",
    "มิ",
    "ไร้",
    "อย่า",
    "ບໍ່",
    "មិន",
    "ឥត",
];

/// Words that deny the word right before them: the negations of Japanese verbs and adjectives, potential complements in
/// Chinese, the second half of the Burmese negation.
const BEHIND: [&str; 37] = [
    "ない",
    "なかっ",
    "なく",
    "なけれ",
    "なきゃ",
    "ません",
    "ませぬ",
    "なし",
    "無い",
    "無かっ",
    "無く",
    "無し",
    "ねば",
    "ざる",
    "じゃない",
    "ではない",
    "ではなかっ",
    "ではなく",
    "ではありません",
    "じゃありません",
    "ありません",
    "わけがない",
    "はずがない",
    "不了",
    "不到",
    "不起",
    "不住",
    "不出",
    "不上",
    "不下",
    "不完",
    "不得",
    "不着",
    "不见",
    "不見",
    "ဘူး",
    "မဟုတ်",
];

/// Those of Japanese verbs, cut in two.
const INSIDE: [(&str, &str); 7] = [
    ("な", "かった"),
    ("なか", "った"),
    ("な", "ければ"),
    ("なけ", "れば"),
    ("な", "くて"),
    ("ま", "せん"),
    ("ませ", "ん"),
];

/// Endings that deny only where the word ends behind them, as `ず` in `知らず`: not in `ずつ`.
const ENDINGS: [&str; 5] = ["ず", "ずに", "ぬ", "まい", "ん"];

/// Words that may stand before a number and make another of it: a minus, an ordinal, *several*.
const BEFORE_NUMBERS: [&str; 11] = ["マイナス", "零下", "負", "负", "第", "数", "數", "几", "幾", "何", "ลบ"];

/// Words that join two numbers to one: fractions, decimals, ranges.
const BETWEEN_NUMBERS: [&str; 9] = ["分の", "分之", "点", "點", "〜", "～", "~", "・", "対"];

/// Numbers that Thai writes in letters.
const THAI_NUMBERS: [&str; 20] = [
    "หนึ่ง",
    "สอง",
    "สาม",
    "สี่",
    "ห้า",
    "หก",
    "เจ็ด",
    "แปด",
    "เก้า",
    "สิบ",
    "เอ็ด",
    "ยี่",
    "ร้อย",
    "พัน",
    "หมื่น",
    "แสน",
    "ล้าน",
    "ศูนย์",
    "จุด",
    "ครึ่ง",
];

/// The most bytes on either side that are looked at.
const REACH: usize = 48;

/// Returns true if cutting between `before` and `after`, letters of a script without spaces at least on one side, parts a
/// number, or a word from its negation.
pub(super) fn is_bound(before: &str, after: &str) -> bool {
    if after.starts_with(is_kana_mark) {
        return true;
    }
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(REACH))..];
    let after = &after[..after.floor_char_boundary(REACH.min(after.len()))];
    is_number(before, after) || is_denied(before, after)
}

fn is_number(before: &str, after: &str) -> bool {
    if ends_with_number(before) && begins_with_number(after) {
        return true;
    }
    let joined = |joint: &str| {
        // The cut is before the joint, behind it, or inside it.
        (0..=joint.len()).filter(|&at| joint.is_char_boundary(at)).any(|at| {
            let (left, right) = joint.split_at(at);
            before.strip_suffix(left).is_some_and(ends_with_number)
                && after.strip_prefix(right).is_some_and(begins_with_number)
        })
    };
    let leads = |word: &&str| before.ends_with(*word);
    BETWEEN_NUMBERS.iter().any(|joint| joined(joint)) || begins_with_number(after) && BEFORE_NUMBERS.iter().any(leads)
}

fn ends_with_number(text: &str) -> bool {
    let is_number = |c: char| c.is_numeric() || is_han_number(c);
    text.ends_with(is_number) || THAI_NUMBERS.iter().any(|number| text.ends_with(number))
}

fn begins_with_number(text: &str) -> bool {
    let is_number = |c: char| c.is_numeric() || is_han_number(c);
    text.starts_with(is_number) || THAI_NUMBERS.iter().any(|number| text.starts_with(number))
}

fn is_denied(before: &str, after: &str) -> bool {
    let denies = |before: &str| {
        let idle = NO_DENIALS.iter().any(|word| before.ends_with(word));
        before.ends_with(|c| BEFORE_HAN.contains(c)) && !idle || BEFORE.iter().any(|word| before.ends_with(word))
    };
    after.starts_with(is_word) && denies(before) || before.ends_with(is_spaceless) && is_denied_behind(before, after)
}

/// Returns true if a word that denies what is before it begins at the cut, or the cut is inside it.
fn is_denied_behind(before: &str, after: &str) -> bool {
    let ends = |word: &str| after.strip_prefix(word).is_some_and(|rest| !rest.starts_with(is_hiragana));
    let splits = |(left, right): &(&str, &str)| before.ends_with(left) && after.starts_with(right);
    BEHIND.iter().any(|word| after.starts_with(word))
        || ENDINGS.iter().any(|word| ends(word))
        || INSIDE.iter().any(splits)
        || before.ends_with('な') && ends("い")
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{309f}')
}

/// Returns true for what changes the syllable before it: marks of voice and length, and small kana.
fn is_kana_mark(c: char) -> bool {
    const SMALL: &str = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮｧｨｩｪｫｬｭｮｯ";
    matches!(c, 'ー' | 'ｰ' | '゛' | '゜' | '\u{ff9e}' | '\u{ff9f}') || SMALL.contains(c)
}

/// The lists of this file, by the names that docs/matching.md gives them.
#[cfg(test)]
pub(super) fn lists() -> [(&'static str, Vec<String>); 8] {
    let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<String>>();
    let denials: Vec<String> = BEFORE_HAN.chars().map(String::from).chain(owned(&BEFORE)).collect();
    [
        ("numbers of Thai", owned(&THAI_NUMBERS)),
        ("what joins numbers", owned(&BETWEEN_NUMBERS)),
        ("what makes another of a number", owned(&BEFORE_NUMBERS)),
        ("what denies the next word", denials),
        ("but not", owned(&NO_DENIALS)),
        ("what denies the last word", owned(&BEHIND)),
        ("the same, unless hiragana follow", owned(&ENDINGS)),
        ("endings that are not parted", INSIDE.iter().map(|(left, right)| format!("{left}/{right}")).collect()),
    ]
}
