//! Runs of characters on one line, as a page shows them one after the other.

use super::SLANTED;
use super::glyph::{Glyph, Shown, Sight, Stretch};
use crate::text::Raised;
use std::collections::HashMap;
use std::rc::Rc;
use unicode_normalization::UnicodeNormalization;

/// Characters of a line that are of one kind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub text: String,
    /// True if white space parts it from what stands before it on the line.
    pub is_apart: bool,
    pub level: Option<Raised>,
    pub is_hidden: bool,
    /// The part that it was read from, and for each run of its bytes those that it was read from.
    pub part: u32,
    pub runs: Vec<(u32, (u32, u32))>,
}

/// A run of characters on one line.
#[derive(Debug, Clone)]
pub(super) struct Fragment {
    pub start: i32,
    pub end: i32,
    pub base: i32,
    pub size: i32,
    pub turns: u8,
    /// The place among all fragments of the page in the order in which they are shown.
    pub order: usize,
    /// The stretch of its first character.
    pub tag: Option<(Option<u32>, i64)>,
    pub is_artifact: bool,
    pub pieces: Vec<Piece>,
}

/// The words of pieces that are seen.
pub(super) fn seen(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces.iter().filter(|piece| !piece.is_hidden) {
        if piece.is_apart && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text
}

impl Fragment {
    pub fn text(&self) -> String {
        seen(&self.pieces)
    }

    /// The number of its characters that are seen.
    pub fn len(&self) -> usize {
        self.pieces.iter().filter(|piece| !piece.is_hidden).map(|piece| piece.text.chars().count()).sum()
    }

    pub fn is_hidden(&self) -> bool {
        self.pieces.iter().all(|piece| piece.is_hidden)
    }
}

/// A gap of so many hundredths of the height of a font parts two words: lines that are set tight have gaps of an eighth.
const WORD_GAP: i32 = 11;

/// Justified lines draw their hyphens a little apart.
const HYPHEN_GAP: i32 = 22;

/// The gap, in hundredths of the height of the font, behind which `text` is another word.
pub(super) fn word_gap(text: &str) -> i32 {
    if text == "-" { HYPHEN_GAP } else { WORD_GAP }
}

/// A gap of so many hundredths parts two runs: they may stand in two columns.
const RUN_GAP: i32 = 75;

/// The runs of a page, in the order in which it shows them; those along each side one after the other.
pub(super) fn fragments(shown: &Shown) -> Vec<Fragment> {
    let texts = texts(shown);
    let figures = Figures::of(&shown.glyphs);
    let mut found = Vec::new();
    for turns in 0..=SLANTED {
        let mut making = Making { all: &mut found, figures: &figures, open: None, is_apart: false, accent: None };
        for (glyph, text) in shown.glyphs.iter().zip(&texts).filter(|(glyph, _)| glyph.turns == turns) {
            making.add(glyph, text, &shown.stretches[glyph.stretch as usize]);
        }
        making.close();
    }
    for (order, fragment) in found.iter_mut().enumerate() {
        fragment.order = order;
    }
    found
}

/// The text of each character. What a file says that stands for others is believed only where they are not known, and of
/// hyphens, which it says are soft: what is seen counts.
fn texts(shown: &Shown) -> Vec<Rc<str>> {
    let mut texts: Vec<Rc<str>> = shown.glyphs.iter().map(|glyph| glyph.text.clone()).collect();
    let actual = |glyph: &Glyph| shown.stretches[glyph.stretch as usize].actual.clone();
    let mut at = 0;
    while at < texts.len() {
        let Some((id, text)) = actual(&shown.glyphs[at]) else {
            at += 1;
            continue;
        };
        let same = |glyph: &&Glyph| actual(glyph).is_some_and(|(other, _)| other == id);
        let len = shown.glyphs[at..].iter().take_while(same).count();
        let seen: String = texts[at..at + len].concat();
        let is_hyphen = matches!(seen.as_str(), "-" | "\u{2010}") && matches!(&*text, "" | "\u{ad}");
        if is_hyphen || seen.contains(super::font::UNKNOWN) && !text.trim().is_empty() {
            texts[at] = if is_hyphen { "\u{ad}".into() } else { text };
            texts[at + 1..at + len].fill("".into());
        }
        at += len;
    }
    texts
}

/// The widths of the figures of a page's fonts, in thousandths of their size.
struct Figures(HashMap<(u32, char), i64>);

impl Figures {
    fn of(glyphs: &[Glyph]) -> Self {
        let mut widths: HashMap<(u32, char), i64> = HashMap::new();
        for glyph in glyphs {
            if let Some(figure) = figure(&glyph.text) {
                // All figures but the 1 are about as wide.
                let alike = if figure == '1' { '1' } else { '0' };
                let widest = widths.entry((glyph.font, alike)).or_default();
                *widest = (*widest).max(width(glyph));
            }
        }
        Self(widths)
    }

    /// Returns true for a figure that is far narrower than others of its font: fonts have raised ones of their own, which stand
    /// on the line like others, as far as the file says.
    fn is_raised(&self, glyph: &Glyph) -> bool {
        let Some(figure) = figure(&glyph.text) else { return false };
        let alike = if figure == '1' { '1' } else { '0' };
        self.0.get(&(glyph.font, alike)).is_some_and(|&widest| width(glyph) * 100 <= widest * 78)
    }
}

fn figure(text: &str) -> Option<char> {
    let mut letters = text.chars();
    letters.next().filter(|c| c.is_ascii_digit() && letters.next().is_none())
}

fn width(glyph: &Glyph) -> i64 {
    i64::from(glyph.end - glyph.start) * 1000 / i64::from(glyph.size.max(1))
}

struct Making<'a> {
    all: &'a mut Vec<Fragment>,
    figures: &'a Figures,
    open: Option<Fragment>,
    is_apart: bool,
    /// An accent that may belong on the next letter: its mark, and its place.
    accent: Option<(char, Glyph, Rc<str>)>,
}

impl Making<'_> {
    fn close(&mut self) {
        self.settle();
        self.all.extend(self.open.take().filter(|open| !open.pieces.is_empty()));
        self.is_apart = false;
    }

    /// An accent that no letter follows is a character like others.
    fn settle(&mut self) {
        if let Some((_, glyph, text)) = self.accent.take() {
            self.place(&glyph, &text, &Stretch::default());
        }
    }

    fn add(&mut self, glyph: &Glyph, text: &str, stretch: &Stretch) {
        if let Some((mark, accent, _)) = &self.accent {
            let is_over = glyph.base.abs_diff(accent.base) as i32 <= glyph.size
                && glyph.start < accent.end - (accent.end - accent.start) / 3
                && accent.start < glyph.end;
            if is_over && text.chars().count() == 1 {
                // An `i` that is accented has no dot.
                let letter = match text {
                    "ı" => "i",
                    "ȷ" => "j",
                    other => other,
                };
                let composed = match (letter, *mark) {
                    ("L", STROKE) => "Ł".to_owned(),
                    ("l", STROKE) => "ł".to_owned(),
                    _ => letter.chars().chain([*mark]).nfc().collect(),
                };
                self.accent = None;
                return self.place(glyph, &composed, stretch);
            }
            self.settle();
        }
        if let Some(mark) = mark_of(text) {
            self.accent = Some((mark, glyph.clone(), text.into()));
            return;
        }
        self.place(glyph, text, stretch);
    }

    fn place(&mut self, glyph: &Glyph, text: &str, stretch: &Stretch) {
        if text.is_empty() || text.chars().all(|c| c.is_whitespace() || c == '\u{200b}') {
            let is_on_line = self.open.as_ref().is_some_and(|open| glyph.start >= open.end - open.size);
            if !text.is_empty() && is_on_line {
                self.is_apart = true;
            }
            return;
        }
        let Some(level) = self.open.as_mut().and_then(|open| level(open, glyph)) else {
            self.all.extend(self.open.take().filter(|open| !open.pieces.is_empty()));
            self.is_apart = false;
            self.open = Some(Fragment {
                start: glyph.start,
                end: glyph.start,
                base: glyph.base,
                size: glyph.size,
                turns: glyph.turns,
                order: 0,
                tag: stretch.id,
                is_artifact: stretch.is_artifact,
                pieces: Vec::new(),
            });
            return self.push(glyph, text, None);
        };
        let differs =
            self.open.as_ref().is_some_and(|open| (open.tag, open.is_artifact) != (stretch.id, stretch.is_artifact));
        if differs {
            // What is tagged otherwise may stand elsewhere in the order of the tags.
            let (base, size, end) = self.open.as_ref().map_or((0, 0, 0), |open| (open.base, open.size, open.end));
            let gap = glyph.start - end;
            let is_apart = self.is_apart || gap > word_gap(text) * glyph.size.min(size) / 100;
            self.all.extend(self.open.take());
            self.open = Some(Fragment {
                start: glyph.start,
                end: glyph.start,
                base,
                size,
                turns: glyph.turns,
                order: 0,
                tag: stretch.id,
                is_artifact: stretch.is_artifact,
                pieces: Vec::new(),
            });
            self.is_apart = is_apart;
        }
        self.push(glyph, text, level);
    }

    fn push(&mut self, glyph: &Glyph, text: &str, level: Option<Raised>) {
        // A soft hyphen belongs to the word before it, however far it stands from it.
        let is_soft = text == "\u{ad}";
        let is_apart = std::mem::take(&mut self.is_apart) && !is_soft;
        let level = level.or(self.figures.is_raised(glyph).then_some(Raised::Up));
        let Some(open) = &mut self.open else { return };
        let gap = glyph.start - open.end;
        let is_first = open.pieces.is_empty();
        let is_wide = gap > word_gap(text) * glyph.size.min(open.size) / 100;
        let is_apart = is_apart || !is_first && !is_soft && is_wide;
        let is_hidden = glyph.sight == Sight::Hidden;
        open.end = open.end.max(glyph.end);
        let len = text.len() as u32;
        match open.pieces.last_mut() {
            Some(last)
                if (last.level, last.is_hidden, last.part) == (level, is_hidden, glyph.part)
                    && last.runs.last().is_some_and(|(_, bytes)| *bytes == glyph.bytes || bytes.1 <= glyph.bytes.0) =>
            {
                let space = u32::from(is_apart);
                if is_apart {
                    last.text.push(' ');
                }
                last.text.push_str(text);
                match last.runs.last_mut() {
                    Some((run, bytes)) if *bytes == glyph.bytes => *run += len + space,
                    _ => last.runs.push((len + space, glyph.bytes)),
                }
            }
            _ => open.pieces.push(Piece {
                text: text.to_owned(),
                is_apart,
                level,
                is_hidden,
                part: glyph.part,
                runs: vec![(len, glyph.bytes)],
            }),
        }
    }
}

/// The position of a character beside the line of a run: on it, above or below. None if it is on no line with it.
fn level(open: &mut Fragment, glyph: &Glyph) -> Option<Option<Raised>> {
    let em = open.size.max(glyph.size);
    let gap = glyph.start - open.end;
    if gap < -em / 2 || gap > RUN_GAP * em / 100 || em <= 0 {
        return None;
    }
    let down = glyph.base - open.base;
    let part = |hundredths: i32| i32::try_from(i64::from(em) * i64::from(hundredths) / 100).unwrap_or(i32::MAX);
    let is_small = i64::from(glyph.size) * 100 <= i64::from(open.size) * 87;
    if down.abs() <= part(10) {
        return Some(None);
    }
    if is_small && (-part(90)..0).contains(&down) {
        return Some(Some(Raised::Up));
    }
    if is_small && (0..part(45)).contains(&down) {
        return Some(Some(Raised::Down));
    }
    // A line may begin with a raised sign.
    let was_small = i64::from(open.size) * 100 <= i64::from(glyph.size) * 87;
    if was_small && (0..part(90)).contains(&down) && open.pieces.len() == 1 && open.pieces[0].text.chars().count() <= 4
    {
        open.pieces[0].level = Some(Raised::Up);
        (open.base, open.size) = (glyph.base, glyph.size);
        return Some(None);
    }
    None
}

/// A stroke through a letter.
const STROKE: char = '\u{335}';

/// The mark on a letter that an accent which stands alone is.
fn mark_of(text: &str) -> Option<char> {
    Some(match text {
        "´" => '\u{301}',
        "`" => '\u{300}',
        "ˆ" => '\u{302}',
        "˜" => '\u{303}',
        "¨" => '\u{308}',
        "˚" => '\u{30a}',
        "ˇ" => '\u{30c}',
        "˘" => '\u{306}',
        "¯" => '\u{304}',
        "˙" => '\u{307}',
        "˝" => '\u{30b}',
        "\u{335}" => STROKE,
        _ => return None,
    })
}
