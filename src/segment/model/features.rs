//! Numbers that features are made of.

/// Traits of several kinds, one kind after the other.
pub(super) fn joined<const N: usize>(kinds: &[&[i16]]) -> [i16; N] {
    let mut traits = [0; N];
    let mut at = 0;
    for kind in kinds {
        traits[at..at + kind.len()].copy_from_slice(kind);
        at += kind.len();
    }
    traits
}

/// The folded words of a text, as one number.
pub(super) fn hash(text: &str) -> u64 {
    // FNV-1a: any good hash would do, but this one is the same everywhere.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

/// A length on a scale that is finer for short ones than for long ones: a step is a tenth more.
pub(super) fn scaled(length: usize) -> i16 {
    const STEPS: [usize; 48] = steps();
    STEPS.partition_point(|&step| step <= length) as i16
}

const fn steps() -> [usize; 48] {
    let mut steps = [0; 48];
    let (mut at, mut step) = (0, 1);
    while at < 48 {
        steps[at] = step;
        step = if step < 10 { step + 1 } else { step * 6 / 5 };
        at += 1;
    }
    steps
}

/// The hundredths of a whole that a part is; 100 at most, and 0 of nothing.
pub(super) fn percent(part: usize, whole: usize) -> i16 {
    (part * 100).checked_div(whole).unwrap_or(0).min(100) as i16
}

/// Marks that may stand behind the end of a sentence.
pub(super) const CLOSERS: [char; 17] =
    ['"', '\'', '”', '’', ')', ']', '»', '“', ' ', '」', '』', '）', '】', '》', '〉', '］', '›'];

/// The fewest bytes of a text in a script without stops that is taken for a sentence.
const UNSTOPPED: usize = 60;

/// Returns true if a text ends as a sentence does, or leads in to what follows. Thai and Lao set no stops: there, a text
/// of some length does.
pub(super) fn is_stopped(text: &str) -> bool {
    const STOPS: [char; 22] = [
        '.', '!', '?', ':', '…', '。', '！', '？', '؟', '।', '॥', '۔', '።', '։', '။', '។', '．', '｡', '：', ';', '؛',
        '；',
    ];
    let bare = text.trim_end_matches(CLOSERS);
    bare.ends_with(STOPS) || (bare.len() >= UNSTOPPED && bare.ends_with(|c: char| matches!(c, '\u{e00}'..='\u{eff}')))
}

/// The length of what reads like a paragraph, in characters; 0 for anything else.
pub(super) fn prose(chars: usize, is_stopped: bool) -> usize {
    if chars >= 80 || (chars >= 40 && is_stopped) { chars } else { 0 }
}

/// The characters of a text without white space. One of Chinese, Japanese or Korean says as much as some letters do,
/// and counts as three, or as two if it is a syllable.
pub(super) fn shown(text: &str) -> usize {
    text.chars().map(weight).sum()
}

fn weight(c: char) -> usize {
    match c {
        c if c.is_whitespace() => 0,
        '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{312f}' | '\u{ac00}'..='\u{d7af}' => 2,
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => 3,
        _ => 1,
    }
}

/// The words of a text. Where no spaces stand between them, two ideographs count as one, three kana, and five letters
/// of Thai, Lao, Khmer or Burmese.
pub(super) fn counted_words(text: &str) -> usize {
    let spaced = text.split_whitespace().count();
    if text.is_ascii() {
        return spaced;
    }
    let sixths: usize = text
        .chars()
        .map(|c| match c {
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => 30,
            '\u{3040}'..='\u{312f}' => 20,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => 12,
            _ => 0,
        })
        .sum();
    spaced.max(sixths / 60)
}

/// The hundredths of `words`, the words of a text, that begin with a capital.
pub(super) fn capitals(text: &str, words: usize) -> i16 {
    percent(text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count(), words)
}

/// The mean length of words, in quarters of a character.
pub(super) fn word_length(chars: usize, words: usize) -> i16 {
    (chars * 4).checked_div(words).unwrap_or(0).min(100) as i16
}

/// Stops, commas, a quotation mark or dash at the beginning, and marks that prose hardly has.
pub(super) fn marks(text: &str) -> [i16; 4] {
    [
        count(text, |c| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '।' | '۔')).min(20) as i16,
        count(text, |c| matches!(c, ',' | '、' | '，' | '،')).min(20) as i16,
        i16::from(text.starts_with(['"', '“', '„', '«', '‘', '「', '—', '–', '-'])),
        count(text, |c| matches!(c, '|' | '©' | '•' | '›' | '»' | '/' | '@' | '→' | '+' | '_' | '#')).min(10) as i16,
    ]
}

/// The hundredths of `chars`, the characters of a text, that are digits.
pub(super) fn digits(text: &str, chars: usize) -> i16 {
    percent(count(text, char::is_numeric), chars)
}

fn count(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.chars().filter(|&c| of(c)).count()
}
