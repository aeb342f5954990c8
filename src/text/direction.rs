//! The order that text is shown in (UAX #9).

use unicode_bidi::{BidiInfo, Level};

/// Returns true for characters that steer the direction of text and cannot be seen: marks, embeddings, overrides, isolates.
pub fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns true if the controls in `text` show its characters in another order than they would be seen in without them,
/// or turn a bracket round. Marks at its ends are not asked: they move with the sentence.
pub fn is_reordered(text: &str) -> bool {
    if text.is_ascii() || !text.contains(is_direction_control) {
        return false;
    }
    // A break of lines would end an embedding; in notes it is a blank.
    let text: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let plain: String = text.chars().filter(|&c| !is_direction_control(c)).collect();
    let bare = plain.trim_matches(|c: char| !is_significant(c));
    if bare.is_empty() {
        return false;
    }
    let start = plain.find(bare).map_or(0, |at| plain[..at].chars().count());
    let kept = start..start + bare.chars().count();
    // Words of a script from right to left may stand in a paragraph of either direction.
    let from_right = BidiInfo::new(&plain, Some(Level::ltr())).has_rtl();
    let bases = [Some(Level::ltr()), from_right.then(Level::rtl)].into_iter().flatten();
    bases.into_iter().any(|base| shown(&text, base, &kept) != shown(&plain, base, &kept))
}

/// Returns true for what a reader takes for more than punctuation at the end of words.
fn is_significant(c: char) -> bool {
    c.is_alphanumeric() || super::is_attached(c) || super::is_minus(c) || super::is_currency(c)
}

/// The characters of `text` that can be seen and are in `kept`, by number, in the order that they are shown in from left to
/// right; each with true if it is a bracket, or the like, that is turned round.
fn shown(text: &str, base: Level, kept: &std::ops::Range<usize>) -> Vec<(usize, bool)> {
    let info = BidiInfo::new(text, Some(base));
    let Some(paragraph) = info.paragraphs.first() else { return Vec::new() };
    let levels = info.reordered_levels(paragraph, paragraph.range.clone());
    let seen = text.char_indices().filter(|&(_, c)| !is_direction_control(c));
    let seen: Vec<(Level, bool)> = seen.map(|(at, c)| (levels[at], levels[at].is_rtl() && is_mirrored(c))).collect();
    let levels: Vec<Level> = seen.iter().map(|(level, _)| *level).collect();
    let order = BidiInfo::reorder_visual(&levels).into_iter();
    order.filter(|number| kept.contains(number)).map(|number| (number, seen[number].1)).collect()
}

/// Returns true for characters that are shown the other way round in text from right to left.
fn is_mirrored(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '<'
            | '>'
            | '['
            | ']'
            | '{'
            | '}'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '≤'
            | '≥'
            | '≪'
            | '≫'
            | '⟨'
            | '⟩'
            | '∈'
            | '∋'
            | '⊂'
            | '⊃'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_is_asked_for_what_it_shows() {
        for text in [
            "voted \u{200f}7–2 to go",
            "voted \u{202e}7–2\u{202c} to go",
            "voted \u{2067}7–2\u{2069} to go",
            "by \u{61c}7-2",
            "he \u{202e}ton saw\u{202c} there",
            "12 \u{2067}>\u{2069} 11",
            "in \u{2067}1–2\u{2069} hours",
            "\u{200f}7–2",
            "القارب \u{200e}والجسر",
        ] {
            assert!(is_reordered(text), "{text:?}");
        }
        for text in [
            "voted 7–2 to go",
            "voted\u{200e} 7–2 to go",
            "\u{2068}Anna\u{2069} said so",
            "في عام \u{200f}2025 في",
            "إن القوارب \u{200f}لن تعبر",
            "the end.\u{200f}",
            "\u{200f}",
            "\u{202a}plain words\u{202c}",
        ] {
            assert!(!is_reordered(text), "{text:?}");
        }
    }
}
