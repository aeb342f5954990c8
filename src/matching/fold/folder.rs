//! The pass over a text that folds it.

use super::characters::{debris, is_dash, is_invisible, ligature, quotation_mark};
use super::{Cleaning, FoldedText, Folding};
use crate::text::{Span, exponent, flat_run, is_sign, is_space, is_unseen, is_word};
use unicode_normalization::char::decompose_canonical;

#[derive(Default)]
pub(super) struct TextFolder {
    pub(super) folded: FoldedText,
    folding: Folding,
    /// The number of single and double quotation marks that stand open in the paragraph.
    pub(super) open: [usize; 2],
    /// True if an opening guillemet came last: the space inside it is part of it.
    inside: bool,
    /// The character that came last, as written.
    previous: Option<char>,
}

impl TextFolder {
    pub(super) fn new(folding: Folding) -> Self {
        Self { folding, ..Self::default() }
    }

    pub(super) fn cleaning(&self) -> Cleaning {
        self.folding.cleaning
    }

    pub(super) fn space(&mut self, from: Span) {
        if self.folded.text.ends_with(' ') {
            if let Some(end) = self.folded.ends.last_mut() {
                *end = from.end as u32;
            }
        } else {
            self.folded.push(' ', from);
        }
    }

    pub(super) fn literal(&mut self, text: &str, base: usize) {
        let mut at = 0;
        while at < text.len() {
            at += self.run(&text[at..], base + at, b"^");
            if let Some(len) = self.raised(&text[at..], base + at) {
                at += len;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { return };
            let from = Span::new(base + at, base + at + c.len_utf8());
            if is_space(c) {
                self.space(from)
            } else {
                self.folded.push(c, from)
            }
            at += c.len_utf8();
        }
    }

    /// Adds the exponent that `text` begins with, as raised digits; or, where they are folded so, its raised digits on the
    /// line. The number of bytes that it has.
    pub(super) fn raised(&mut self, text: &str, at: usize) -> Option<usize> {
        let before = self.folded.text.chars().next_back();
        let is_base = |c: char| is_word(c) || matches!(c, ')' | ']');
        let (digits, len) = match text.as_bytes().first()? {
            b'^' => exponent(text).filter(|_| before.is_some_and(is_base))?,
            byte if byte.is_ascii() || !self.folding.flat => return None,
            _ => flat_run(before, text)?,
        };
        digits.chars().for_each(|digit| self.folded.push(digit, Span::new(at, at + len)));
        Some(len)
    }

    /// Adds the run that `text` begins with of characters that no fold changes, and single blanks between them; how
    /// many bytes it has. Nearly all of a text is such runs, and one by one they take several times as long.
    fn run(&mut self, text: &str, at: usize, special: &[u8]) -> usize {
        let bytes = text.as_bytes();
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !special.contains(&byte);
        let mut len = 0;
        while let Some(&byte) = bytes.get(len) {
            if let Some(&eight) = bytes[len..].first_chunk::<8>()
                && len > 0
                && bytes[len - 1] != b' '
                && are_plain(u64::from_le_bytes(eight), special)
            {
                len += 8;
            } else if is_plain(byte) || byte == b' ' && len > 0 && bytes[len - 1] != b' ' {
                len += 1;
            } else {
                break;
            }
        }
        self.folded.push_plain(&text[..len], at);
        len
    }

    pub(super) fn typographic(&mut self, text: &str, base: usize) {
        let mut at = 0;
        while at < text.len() {
            let plain = self.run(&text[at..], base + at, b"-.\"'`^");
            self.inside &= plain == 0;
            self.previous = text[at..at + plain].chars().next_back().or(self.previous);
            at += plain;
            let Some(c) = text[at..].chars().next() else { return };
            if let Some(len) = self.raised(&text[at..], base + at) {
                at += len;
                self.previous = text[..at].chars().next_back();
                continue;
            }
            let rest = &text[at..];
            let (meant, len) = match debris(rest).filter(|_| self.folding.decoding) {
                Some((meant, len)) => (meant, len),
                None => (c, c.len_utf8()),
            };
            let from = Span::new(base + at, base + at + len);
            if self.folding.typography {
                self.mark(meant, &rest[len..], from)
            } else {
                self.plain(meant, from)
            }
            at += len;
        }
    }

    pub(super) fn plain(&mut self, c: char, from: Span) {
        if is_space(c) { self.space(from) } else { self.folded.push(c, from) }
    }

    pub(super) fn mark(&mut self, c: char, rest: &str, from: Span) {
        let previous = self.previous.filter(|_| !is_unseen(c));
        if !is_unseen(c) {
            self.previous = Some(c);
        }
        self.shape(c, previous, rest, from);
    }

    /// The shape of `c`, which stands between `previous` and `rest`.
    fn shape(&mut self, c: char, previous: Option<char>, rest: &str, from: Span) {
        if std::mem::take(&mut self.inside) && is_space(c) {
            return;
        }
        if c == '\n' && ends_paragraph(rest) {
            self.open = [0; 2];
        }
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => self.folded.push(c, from),
            _ if is_space(c) => self.spacing(from),
            _ if is_sign(previous, c, rest) => self.folded.push('−', from),
            _ if is_dash(c) => self.dash(from),
            '.' => self.dot(from),
            '…' => (0..3).for_each(|_| self.dot(from)),
            _ if quotation_mark(c).is_some() => self.quotation_mark((previous, c), rest, from),
            _ if is_invisible(c) || self.is_joiner_in_latin(c) => {}
            _ => self.letter(c, previous, rest, from),
        }
    }

    /// White space, but none beside a dash, and none between and after the points of an ellipsis.
    fn spacing(&mut self, from: Span) {
        let text = &self.folded.text;
        if !(text.ends_with('-') || text.ends_with("...")) {
            self.space(from);
        }
    }

    fn dash(&mut self, from: Span) {
        if self.folded.text.ends_with(' ') {
            self.folded.pop();
        }
        if self.folded.text.ends_with('-') {
            if let Some(end) = self.folded.ends.last_mut() {
                *end = from.end as u32;
            }
        } else {
            self.folded.push('-', from);
        }
    }

    /// A point; with two before it, spaced or not, it makes an ellipsis, which stands without space before it.
    fn dot(&mut self, from: Span) {
        if self.folded.text.ends_with(". ") || self.folded.text.ends_with("... ") {
            self.folded.pop();
        }
        self.folded.push('.', from);
        if self.folded.text.ends_with(" ...") {
            let dots: Vec<Span> = (0..3).map(|back| self.folded.raw_at(self.folded.text.len() - 1 - back)).collect();
            self.folded.truncate(4);
            dots.iter().rev().for_each(|&dot| self.folded.push('.', dot));
        }
    }

    /// All quotation marks are one mark, `'`; but after a digit a single and a double one are foot and inch, unless an
    /// open one of the kind is there to be closed, and not by one behind it.
    fn quotation_mark(&mut self, (previous, c): (Option<char>, char), rest: &str, from: Span) {
        let Some(double) = quotation_mark(c) else { return };
        let before = self.folded.text.chars().next_back();
        let next = rest.chars().find(|&c| !(is_invisible(c) || is_joiner(c)));
        // The fold takes `é` apart: an accent ends a letter.
        let opens = before.is_none_or(|c| !is_word(c)) && next.is_some_and(|c| !is_space(c));
        let kind = usize::from(double);
        let closes = match c {
            // `1’000` and `5'10"`: what goes on with a digit is closed by nothing.
            _ if before.is_some_and(char::is_numeric) && next.is_some_and(char::is_numeric) => false,
            '”' | '»' | '›' => true,
            '′' | '″' => false,
            '"' | '\'' | '＂' | '＇' => self.open[kind] > 0 && !is_closed_later(rest, double),
            _ => self.open[kind] > 0,
        };
        let measures = before.is_some_and(char::is_numeric) && !closes;
        let folded = if measures && double {
            '″'
        } else if measures {
            '′'
        } else {
            '\''
        };
        if opens {
            self.open[kind] += 1;
        } else if !measures {
            self.open[kind] = self.open[kind].saturating_sub(1);
        }
        // `''`, `‘‘` and ` `` ` are one double mark. A guillemet's inner space is part of it, in « French » and not in »German«.
        let is_second = matches!(c, '\'' | '`' | '‘' | '’') && previous == Some(c);
        if is_second && before == Some('\'') {
            return;
        }
        // A sign belongs to what follows on it: `»−7` opens.
        let is_before_sign = || next.is_some_and(is_dash) && is_sign(Some(c), next.unwrap_or(c), after(rest));
        let closes_there = || next.is_none_or(follows_closer) && !is_before_sign();
        if matches!(c, '»' | '›') && self.folded.text.ends_with(' ') && closes_there() {
            self.folded.pop();
        }
        self.folded.push(folded, from);
        self.inside = matches!(c, '«' | '‹') && before.is_none_or(|c| !is_word(c) && !ends_clause(c));
    }

    fn is_joiner_in_latin(&self, c: char) -> bool {
        let is_latin = |c| u32::from(c) < 0x0530 || matches!(c, '′' | '″' | '−');
        is_joiner(c) && self.folded.text.chars().next_back().is_none_or(is_latin)
    }

    fn letter(&mut self, c: char, previous: Option<char>, rest: &str, from: Span) {
        match u32::from(c) {
            0xFB00..=0xFB06 => ligature(c).chars().for_each(|c| self.folded.push(c, from)),
            code @ 0xFF01..=0xFF5E => {
                let narrow = char::from_u32(code - 0xFEE0).unwrap_or(c);
                self.shape(narrow, previous, rest, from);
            }
            _ => decompose_canonical(c, |part| self.folded.push(part, from)),
        }
    }
}

/// The text behind the first character of `rest` that can be seen.
fn after(rest: &str) -> &str {
    let rest = rest.trim_start_matches(|c| is_invisible(c) || is_joiner(c));
    let mut chars = rest.chars();
    chars.next();
    chars.as_str()
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Returns true for what a clause ends in: a guillemet behind it closes, whichever way it points.
fn ends_clause(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | ']')
}

/// Returns true for what stands behind a closing mark, and not behind an opening one.
fn follows_closer(c: char) -> bool {
    is_space(c) || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '’' | '”' | '»' | '›') || is_dash(c)
}

/// Returns true if eight bytes are ASCII that can be seen, none of them `special`, and blanks, no two of them side by
/// side. Eight at a time, because a text is read for every fold of it.
fn are_plain(bytes: u64, special: &[u8]) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = EACH << 7;
    // A bit for each byte that is `which`; only bytes below 128 are asked.
    let equal = |which: u8| {
        let differs = bytes ^ (EACH * u64::from(which));
        !(differs + (HIGH - EACH)) & HIGH
    };
    if bytes & HIGH != 0 {
        return false;
    }
    let seen = (bytes + (HIGH - EACH * 0x20)) & HIGH;
    let blanks = equal(b' ');
    let apart = blanks & (blanks << 8) == 0;
    seen == HIGH && apart && equal(0x7F) == 0 && special.iter().all(|&which| equal(which) == 0)
}

/// No mark farther away than so many characters is asked whether it closes what a foot or an inch would close else.
const FARTHEST_CLOSER: usize = 300;

/// Returns true if a line break before `rest` ends the paragraph: an empty line is behind it. One alone may be no more
/// than the end of a line.
pub(super) fn ends_paragraph(rest: &str) -> bool {
    rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
}

/// Returns true if `rest` of a paragraph has a mark of the kind that closes, before one that opens.
pub(super) fn is_closed_later(rest: &str, double: bool) -> bool {
    let mut before = '0';
    for (at, c) in rest.char_indices().take(FARTHEST_CLOSER) {
        let rest = &rest[at + c.len_utf8()..];
        if c == '\n' && ends_paragraph(rest) {
            return false;
        }
        let goes_on = rest.starts_with(char::is_alphanumeric);
        if quotation_mark(c) == Some(double) && !(is_word(before) && goes_on) {
            return !is_space(before) && !goes_on;
        }
        before = c;
    }
    false
}
