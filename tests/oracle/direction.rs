//! The order in which words are shown (UAX #9): controls that cannot be seen may turn a score or a number round.

use super::edges::{ATTACHED, CURRENCY, SIGNS};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Marks, embeddings, overrides and isolates of direction.
pub fn is_control(c: char) -> bool {
    matches!(u32::from(c), 0x61C | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069)
}

/// True if the controls in `words` show its characters in another order than they would be in without them, or turn a
/// bracket round, from the first letter, digit or sign to the last: points at the ends move with the sentence.
pub fn is_reordered(words: &str) -> bool {
    let written: Vec<char> = words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let plain: Vec<char> = written.iter().copied().filter(|c| !is_control(*c)).collect();
    let counts = |c: &char| c.is_alphanumeric() || [ATTACHED, SIGNS, CURRENCY].iter().any(|list| list.contains(*c));
    let (Some(first), Some(last)) = (plain.iter().position(counts), plain.iter().rposition(counts)) else {
        return false;
    };
    let from_right = plain.iter().any(|c| matches!(bidi_class(*c), BidiClass::R | BidiClass::AL));
    let bases = if from_right { vec![Level::ltr(), Level::rtl()] } else { vec![Level::ltr()] };
    bases.into_iter().any(|base| {
        let shown = |text: &[char]| -> Vec<(usize, bool)> {
            order(text, base).into_iter().filter(|(number, _)| (first..=last).contains(number)).collect()
        };
        shown(&written) != shown(&plain)
    })
}

/// The characters of `text` but for controls, by number, from left to right; each with true if it is a bracket turned round.
fn order(text: &[char], base: Level) -> Vec<(usize, bool)> {
    let joined: String = text.iter().collect();
    let info = BidiInfo::new(&joined, Some(base));
    let Some(paragraph) = info.paragraphs.first() else { return Vec::new() };
    let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
    let seen: Vec<(char, Level)> = text.iter().copied().zip(levels).filter(|(c, _)| !is_control(*c)).collect();
    let levels: Vec<Level> = seen.iter().map(|(_, level)| *level).collect();
    let is_turned = |(c, level): (char, Level)| level.is_rtl() && "()<>[]{}«»‹›".contains(c);
    BidiInfo::reorder_visual(&levels).into_iter().map(|number| (number, is_turned(seen[number]))).collect()
}
