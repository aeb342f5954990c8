//! Texts made comparable, with the way back.
//!
//! Texts that one fold leaves equal are equal to the house style it belongs to. [`Folding::LITERAL`] folds white space
//! and nothing else; letters, digits and case are never folded by any.

use crate::text::{Span, is_space};
use unicode_normalization::char::decompose_canonical;

/// The differences that are folded in addition to white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Folding {
    /// Shapes of marks: quotation marks, dashes and their spacing, `…`; ligatures, full-width forms, the composition of
    /// accented letters, invisible characters.
    pub typography: bool,
    /// Debris of a wrong decoding.
    pub decoding: bool,
}

impl Folding {
    /// White space only.
    pub const LITERAL: Self = Self { typography: false, decoding: false };
    /// Everything that is no more than a matter of type.
    pub const FULL: Self = Self { typography: true, decoding: true };
}

/// A folded text: any run of white space is one space; and where each byte of it came from.
#[derive(Debug, Clone, Default)]
pub struct FoldedText {
    text: String,
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl FoldedText {
    /// Folds all of `text`.
    pub fn whole(text: &str, folding: Folding) -> Self {
        Self::of(text, [Span::new(0, text.len())], folding)
    }

    /// Folds the parts `spans` of `text`, one after the other.
    ///
    /// Offsets are kept in 32 bits: texts of 4 GiB and more are cut there.
    pub fn of(text: &str, spans: impl IntoIterator<Item = Span>, folding: Folding) -> Self {
        let mut folder = TextFolder { folding, ..TextFolder::default() };
        for span in spans {
            folder.folded.reserve(span.len());
            if folding == Folding::LITERAL {
                folder.literal(&text[span.range()], span.start);
            } else {
                folder.typographic(&text[span.range()], span.start);
            }
        }
        folder.folded
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source of the folded range: the smallest span of the text that was folded.
    pub fn raw(&self, folded: Span) -> Span {
        if folded.is_empty() {
            let at = self.starts.get(folded.start).copied().or(self.ends.last().copied()).unwrap_or(0) as usize;
            return Span::new(at, at);
        }
        Span::new(self.starts[folded.start] as usize, self.ends[folded.end - 1] as usize)
    }

    /// The same in as many spans as the range has parts that do not follow on each other in the text.
    pub fn raw_runs(&self, folded: Span, joined: impl Fn(Span) -> bool) -> Vec<Span> {
        let mut runs: Vec<Span> = Vec::new();
        for index in folded.range() {
            let piece = self.raw_at(index);
            match runs.last_mut() {
                Some(run) if piece.start <= run.end || joined(Span::new(run.end, piece.start)) => {
                    run.end = run.end.max(piece.end);
                }
                _ => runs.push(piece),
            }
        }
        runs
    }

    /// Returns true if the folded byte at `at` came from the same character as the one before it, such as the second
    /// letter of a ligature.
    pub fn is_inside_character(&self, at: usize) -> bool {
        at > 0 && at < self.starts.len() && self.starts[at - 1] == self.starts[at]
    }

    fn raw_at(&self, index: usize) -> Span {
        Span::new(self.starts[index] as usize, self.ends[index] as usize)
    }

    fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
        self.starts.reserve(bytes);
        self.ends.reserve(bytes);
    }

    fn push(&mut self, c: char, from: Span) {
        let (start, end) = (from.start as u32, from.end as u32);
        self.text.push(c);
        for _ in 0..c.len_utf8() {
            self.starts.push(start);
            self.ends.push(end);
        }
    }

    /// Adds `plain`, which is ASCII and stands at `at`, all at once.
    fn push_plain(&mut self, plain: &str, at: usize) {
        let (start, end) = (at as u32, (at + plain.len()) as u32);
        self.text.push_str(plain);
        self.starts.extend(start..end);
        self.ends.extend(start + 1..end + 1);
    }

    fn pop(&mut self) {
        self.text.pop();
        self.starts.truncate(self.text.len());
        self.ends.truncate(self.text.len());
    }

    /// Takes the last `characters` away.
    fn truncate(&mut self, characters: usize) {
        (0..characters).for_each(|_| self.pop());
    }
}

/// `text` folded, without white space at either end.
pub fn fold_trimmed(text: &str, folding: Folding) -> String {
    FoldedText::whole(text, folding).text().trim().to_owned()
}

#[derive(Default)]
struct TextFolder {
    folded: FoldedText,
    folding: Folding,
    /// The number of single and double quotation marks that stand open in the paragraph.
    open: [usize; 2],
    /// True if an opening guillemet came last: the space inside it is part of it.
    inside: bool,
}

impl TextFolder {
    fn space(&mut self, from: Span) {
        if self.folded.text.ends_with(' ') {
            if let Some(end) = self.folded.ends.last_mut() {
                *end = from.end as u32;
            }
        } else {
            self.folded.push(' ', from);
        }
    }

    fn literal(&mut self, text: &str, base: usize) {
        let mut at = 0;
        while at < text.len() {
            at += self.run(&text[at..], base + at, b"");
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

    fn typographic(&mut self, text: &str, base: usize) {
        let mut at = 0;
        while at < text.len() {
            let plain = self.run(&text[at..], base + at, b"-.\"'`");
            self.inside &= plain == 0;
            at += plain;
            let Some(c) = text[at..].chars().next() else { return };
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

    fn plain(&mut self, c: char, from: Span) {
        if is_space(c) { self.space(from) } else { self.folded.push(c, from) }
    }

    fn mark(&mut self, c: char, rest: &str, from: Span) {
        if std::mem::take(&mut self.inside) && is_space(c) {
            return;
        }
        if c == '\n' {
            self.open = [0; 2];
        }
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => self.folded.push(c, from),
            _ if is_space(c) => self.spacing(from),
            _ if is_dash(c) => self.dash(from),
            '.' => self.dot(from),
            '…' => (0..3).for_each(|_| self.dot(from)),
            _ if quotation_mark(c).is_some() => self.quotation_mark(c, rest, from),
            _ if is_invisible(c) || self.is_joiner_in_latin(c) => {}
            _ => self.letter(c, rest, from),
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
    fn quotation_mark(&mut self, c: char, rest: &str, from: Span) {
        let Some(double) = quotation_mark(c) else { return };
        let before = self.folded.text.chars().next_back();
        let next = rest.chars().next();
        let opens = before.is_none_or(|c| !c.is_alphanumeric()) && next.is_some_and(|c| !is_space(c));
        let kind = usize::from(double);
        let closes = match c {
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
        // `''` and ` `` ` are one double mark; a guillemet's inner space is part of it.
        if matches!(c, '\'' | '`') && before == Some('\'') {
            return;
        }
        if matches!(c, '»' | '›') && self.folded.text.ends_with(' ') {
            self.folded.pop();
        }
        self.folded.push(folded, from);
        self.inside = matches!(c, '«' | '‹') && before.is_none_or(|c| !c.is_alphanumeric());
    }

    fn is_joiner_in_latin(&self, c: char) -> bool {
        matches!(c, '\u{200c}' | '\u{200d}')
            && self.folded.text.chars().next_back().is_none_or(|c| u32::from(c) < 0x0530)
    }

    fn letter(&mut self, c: char, rest: &str, from: Span) {
        match u32::from(c) {
            0xFB00..=0xFB06 => ligature(c).chars().for_each(|c| self.folded.push(c, from)),
            code @ 0xFF01..=0xFF5E => {
                let narrow = char::from_u32(code - 0xFEE0).unwrap_or(c);
                self.mark(narrow, rest, from);
            }
            _ => decompose_canonical(c, |part| self.folded.push(part, from)),
        }
    }
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

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '⁃' | '﹘' | '﹣' | '－')
}

/// Returns true if `c` is a double quotation mark, false if a single one; `None` if it is none.
fn quotation_mark(c: char) -> Option<bool> {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' | '『' | '』' | '〝' | '〞' => Some(true),
        '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' | '＇' | '「' | '」' => {
            Some(false)
        }
        _ => None,
    }
}

/// No mark farther away than so many characters is asked whether it closes what a foot or an inch would close else.
const FARTHEST_CLOSER: usize = 300;

/// Returns true if `rest` of a paragraph has a mark of the kind that closes, before one that opens.
fn is_closed_later(rest: &str, double: bool) -> bool {
    let mut before = '0';
    let mut rest = rest.chars().take(FARTHEST_CLOSER).take_while(|&c| c != '\n').peekable();
    while let Some(c) = rest.next() {
        let goes_on = rest.peek().is_some_and(|c| c.is_alphanumeric());
        if quotation_mark(c) == Some(double) && !(before.is_alphanumeric() && goes_on) {
            return !is_space(before) && !goes_on;
        }
        before = c;
    }
    false
}

/// Characters that cannot be seen and say nothing: soft hyphen, zero-width space, word joiner, byte order mark, and the
/// two plain direction marks. Embeddings and overrides of direction are not among them: they change what is seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{180e}')
}

fn ligature(c: char) -> &'static str {
    match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        _ => "st",
    }
}

/// The character that was meant where UTF-8 was read as Windows-1252 or Mac Roman, and how many bytes it takes now.
///
/// Only marks and spaces: a letter that was decoded wrongly is another letter, and that is not for a fold to say.
fn debris(text: &str) -> Option<(char, usize)> {
    const DEBRIS: [(&str, char); 20] = [
        ("¬†", ' '),
        ("Â\u{a0}", ' '),
        ("Ã‚Â\u{a0}", ' '),
        ("â€™", '’'),
        ("â€˜", '‘'),
        ("â€œ", '“'),
        ("â€\u{9d}", '”'),
        ("â€“", '–'),
        ("â€”", '—'),
        ("â€¦", '…'),
        ("â€¢", '•'),
        ("‚Äô", '’'),
        ("‚Äò", '‘'),
        ("‚Äú", '“'),
        ("‚Äù", '”'),
        ("‚Äì", '–'),
        ("‚Äî", '—'),
        ("‚Ä¶", '…'),
        ("¬´", '«'),
        ("¬ª", '»'),
    ];
    if text.as_bytes().first()?.is_ascii() {
        return None;
    }
    DEBRIS.iter().find(|(debris, _)| text.starts_with(debris)).map(|&(debris, meant)| (meant, debris.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        FoldedText::whole(text, Folding::FULL).text().to_owned()
    }

    #[test]
    fn white_space_is_one_space_and_nothing_else_changes() {
        let text = "He\u{a0}did\n\nnot,  “how”…";
        let folded = FoldedText::whole(text, Folding::LITERAL);
        assert_eq!(folded.text(), "He did not, “how”…");
        let at = folded.text().find("not").unwrap();
        let raw = folded.raw(Span::new(at, at + 3));
        assert_eq!(&text[raw.range()], "not");
    }

    proptest::proptest! {
        #[test]
        fn runs_change_nothing(text in "([a-z,;(]{0,30} {0,2}|[a-z ]{0,20}|[-.\"'`«»…—ﬁé\u{a0}\u{ad}\n]){0,20}") {
            for folding in [Folding::LITERAL, Folding::FULL] {
                let mut folder = TextFolder { folding, ..TextFolder::default() };
                for (at, c) in text.char_indices() {
                    let from = Span::new(at, at + c.len_utf8());
                    match folding.typography {
                        true => folder.mark(c, &text[from.end..], from),
                        false => folder.plain(c, from),
                    }
                }
                let folded = FoldedText::whole(&text, folding);
                proptest::prop_assert_eq!(folded.text(), folder.folded.text());
                proptest::prop_assert_eq!(folded.starts, folder.folded.starts);
                proptest::prop_assert_eq!(folded.ends, folder.folded.ends);
            }
        }
    }

    #[test]
    fn matters_of_type_fold_together() {
        for (one, other) in [
            ("Iraq’s “maximum” war", "Iraq's \"maximum\" war"),
            ("they had \"come to liberate\" it", "they had 'come to liberate' it"),
            ("Iranians – who", "Iranians - who"),
            ("Iranians — who", "Iranians--who"),
            ("free… The", "free ... The"),
            ("free . . . The", "free... The"),
            ("to ﬂee", "to flee"),
            ("accom\u{200b}plished", "accomplished"),
            ("Iraqi¬†Prime", "Iraqi Prime"),
            ("itâ€™s", "it's"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("« mot »", "\"mot\""),
            ("said \"in 2009\" that", "said ‘in 2009’ that"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} and {other}");
        }
    }

    #[test]
    fn letters_digits_and_marks_in_numbers_do_not() {
        for (one, other) in [
            ("1.5", "15"),
            ("a", "а"),
            ("The", "the"),
            ("re-sign", "resign"),
            ("12\" pipe", "12' pipe"),
            ("a ‘long 5' pipe’ is", "a “long 5\" pipe” is"),
            ("a ‘pipe of 5′’ is", "a “pipe of 5″” is"),
            ("é", "e"),
            ("\u{202e}x", "x"),
        ] {
            assert_ne!(folded(one), folded(other), "{one} and {other}");
        }
    }
}
