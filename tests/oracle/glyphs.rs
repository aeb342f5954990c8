//! Characters as a style compares them: what a house takes for a matter of type.

use super::contract::Accepts;
use super::edges::{is_sign, is_word};
use unicode_normalization::char::decompose_canonical;

/// A character as a style compares it, and the characters shown that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    pub c: char,
    pub from: usize,
    pub to: usize,
    /// True if it shares its character with the one before it: the second letter of a ligature.
    pub is_inner: bool,
}

/// What parts paragraphs.
pub const PARAGRAPH: char = '\u{2029}';

/// The characters of `text`, each run of white space as one space (of one that parts paragraphs, as that), and none at
/// the ends.
pub fn plain(text: &str) -> Vec<char> {
    let mut shown: Vec<char> = Vec::new();
    for c in text.trim().chars() {
        let is_space = shown.last().is_some_and(|last| last.is_whitespace());
        match c {
            PARAGRAPH if is_space => *shown.last_mut().expect("there is a last one") = PARAGRAPH,
            PARAGRAPH => shown.push(PARAGRAPH),
            c if !c.is_whitespace() => shown.push(c),
            _ if is_space => {}
            _ => shown.push(' '),
        }
    }
    shown
}

/// The characters shown as a style compares them.
pub fn glyphs(shown: &[char], accepts: Accepts) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let seen: Vec<usize> = (0..shown.len()).filter(|at| !accepts.typography || is_seen(shown, *at)).collect();
    let chars: Vec<char> = seen.iter().map(|at| shown[*at]).collect();
    let mut at = 0;
    while at < chars.len() {
        let (len, become_) =
            match debris(&chars, at).filter(|len| accepts.decoding && seen[at + len - 1] == seen[at] + len - 1) {
                Some(len) => (len, vec![' ']),
                None => one(&chars, at, accepts),
            };
        let (from, to) = (seen[at], seen[at + len - 1] + 1);
        for (number, c) in become_.iter().enumerate() {
            glyphs.push(Glyph { c: *c, from, to, is_inner: number > 0 });
        }
        at += len;
    }
    let glyphs = one_space(glyphs);
    if accepts.typography { tight(&glyphs) } else { glyphs }
}

const DASHES: &str = "-‐‑‒–—―−⁃﹘﹣－";
const SINGLE: &str = "'‘’‚‛‹›′`´＇「」";
const DOUBLE: &str = "\"“”„‟«»″＂『』〝〞";
/// Soft hyphen, zero-width space, word joiner, byte order mark, the two plain direction marks.
const UNSEEN: &str = "\u{AD}\u{200B}\u{2060}\u{FEFF}\u{200E}\u{200F}";

/// False for what has no ink and no sense there; a joiner has one between letters of scripts that join them.
fn is_seen(shown: &[char], at: usize) -> bool {
    if shown[at].is_ascii() {
        return true;
    }
    let is_joiner = |c: char| c == '\u{200C}' || c == '\u{200D}';
    let before = shown[..at].iter().rev().find(|c| !UNSEEN.contains(**c) && !is_joiner(**c));
    let joins = before.is_some_and(|c| !(c.is_whitespace() || u32::from(*c) < 0x530 || is_of_type(*c)));
    !(UNSEEN.contains(shown[at]) || (is_joiner(shown[at]) && !joins))
}

/// True for a mark that typography has more than one shape of.
fn is_of_type(c: char) -> bool {
    SINGLE.contains(c) || DOUBLE.contains(c) || DASHES.contains(c) || matches!(c, '…' | '†' | 'ﬀ'..='ﬆ' | '！'..='～')
}

/// The length of what a wrong decoding left of a no-break space at `at`.
fn debris(shown: &[char], at: usize) -> Option<usize> {
    shown[at..].starts_with(&['¬', '†']).then_some(2)
}

/// What the characters at `at` become, and how many they are.
fn one(shown: &[char], at: usize, accepts: Accepts) -> (usize, Vec<char>) {
    let starts = |form: &str| form.chars().enumerate().all(|(index, c)| shown.get(at + index) == Some(&c));
    let c = shown[at];
    let c = if c.is_whitespace() { ' ' } else { c };
    if !accepts.typography {
        return (1, vec![c]);
    }
    let become_ = match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => vec![c],
        _ if c == ' ' && is_inside_guillemet(shown, at) => vec![],
        '…' => vec!['.', '.', '.'],
        'ﬀ' => vec!['f', 'f'],
        'ﬁ' => vec!['f', 'i'],
        'ﬂ' => vec!['f', 'l'],
        _ if starts("''") => return (2, vec!['\'']),
        _ if (starts("‘‘") || starts("’’")) && !is_measure(shown, at) => return (2, vec!['\'']),
        _ if SINGLE.contains(c) && is_measure(shown, at) => vec!['′'],
        _ if DOUBLE.contains(c) && is_measure(shown, at) => vec!['″'],
        _ if SINGLE.contains(c) || DOUBLE.contains(c) => vec!['\''],
        _ if is_sign(shown, at) => vec!['−'],
        _ if DASHES.contains(c) => vec!['-'],
        '！'..='～' => {
            let narrow: Vec<char> = char::from_u32(u32::from(c) - 0xFEE0).into_iter().collect();
            return (1, one(&narrow, 0, accepts).1);
        }
        c => {
            let mut parts = Vec::new();
            decompose_canonical(c, |part| parts.push(part));
            parts
        }
    };
    (1, become_)
}

/// True for the space on the inner side of « and », however the language turns them.
fn is_inside_guillemet(shown: &[char], at: usize) -> bool {
    let is = |at: Option<usize>, class: &str| at.and_then(|at| shown.get(at)).is_some_and(|c| class.contains(*c));
    let letter = |at: Option<usize>| at.and_then(|at| shown.get(at)).is_some_and(|c| is_word(*c));
    let (before, further) = (at.checked_sub(1), at.checked_sub(2));
    let opens = is(before, "«‹") && !letter(further) && !is(further, ".,;:!?…)]");
    let end = shown.get(at + 2).is_none_or(|c| c.is_whitespace());
    let is_dash = is(Some(at + 2), DASHES) && !is_sign(shown, at + 2);
    opens || (is(Some(at + 1), "»›") && (end || is_dash || is(Some(at + 2), ".,;:!?)]’”»›")))
}

/// True for a foot or an inch: a mark behind a digit that closes nothing. It closes if it can do nothing else, or if one
/// of its kind is open in the paragraph and, unless its shape says so, no later one closes that.
fn is_measure(shown: &[char], at: usize) -> bool {
    if !at.checked_sub(1).is_some_and(|last| shown[last].is_numeric()) {
        return false;
    }
    let is_in_number = shown.get(at + 1).is_some_and(|next| next.is_numeric());
    if is_in_number || "′″”»›".contains(shown[at]) {
        return is_in_number || "′″".contains(shown[at]);
    }
    let kind = if SINGLE.contains(shown[at]) { SINGLE } else { DOUBLE };
    let behind = |at: usize| at.checked_sub(1).map(|last| shown[last]);
    let opens =
        |at: usize| !behind(at).is_some_and(is_word) && shown.get(at + 1).is_some_and(|next| !next.is_whitespace());
    let start = shown[..at].iter().rposition(|c| *c == PARAGRAPH).map_or(0, |at| at + 1);
    let mut open = 0_usize;
    for at in (start..at).filter(|at| kind.contains(shown[*at])) {
        if opens(at) {
            open += 1;
        } else if !is_measure(shown, at) {
            open = open.saturating_sub(1);
        }
    }
    let goes_on = |at: usize| shown.get(at + 1).is_some_and(|next| next.is_alphanumeric());
    let is_apostrophe = |at: usize| behind(at).is_some_and(is_word) && goes_on(at);
    let mut later = (at + 1..shown.len()).take(300).take_while(|at| shown[*at] != PARAGRAPH);
    let next = later.find(|at| kind.contains(shown[*at]) && !is_apostrophe(*at));
    let closed_later = next.is_some_and(|at| !behind(at).is_some_and(char::is_whitespace) && !goes_on(at));
    open == 0 || ("\"'＂＇".contains(shown[at]) && closed_later)
}

fn one_space(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut kept: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        if glyph.c != ' ' || kept.last().is_none_or(|last| last.c != ' ') {
            kept.push(glyph);
        }
    }
    kept
}

/// Without the spaces around dashes and ellipses and between points, and with one dash for several.
fn tight(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut kept: Vec<Glyph> = Vec::new();
    let is = |at: Option<usize>, c: char| at.and_then(|at| glyphs.get(at)).is_some_and(|glyph| glyph.c == c);
    for (at, glyph) in glyphs.iter().enumerate() {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let beside_dash = is(before, '-') || is(after, '-');
        let beside_point = is(before, '.') && is(after, '.');
        if glyph.c == ' ' && (beside_dash || beside_point) {
            continue;
        }
        if glyph.c == '-' && kept.last().is_some_and(|last| last.c == '-') {
            kept.last_mut().expect("there is a last one").to = glyph.to;
            continue;
        }
        kept.push(*glyph);
    }
    let ellipsis = |three: &[Glyph]| three.len() == 3 && three.iter().all(|glyph| glyph.c == '.');
    let is_beside =
        |at: usize| ellipsis(&kept[at.saturating_sub(3)..at]) || kept.get(at + 1..at + 4).is_some_and(ellipsis);
    (0..kept.len()).filter(|at| kept[*at].c != ' ' || !is_beside(*at)).map(|at| kept[at]).collect()
}
