//! Words that are the same bytes, read as another charset: `cafÃ©` for `café`.

use super::tokenized_text::TokenizedText;
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5, ISO_8859_6,
    ISO_8859_7, ISO_8859_8, ISO_8859_10, ISO_8859_13, ISO_8859_14, ISO_8859_15, ISO_8859_16, KOI8_R, KOI8_U, MACINTOSH,
    SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255,
    WINDOWS_1256, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};
use std::collections::HashSet;

/// The charsets of the WHATWG Encoding Standard, those aside that only name another or a way of writing one.
const LEGACY: [&Encoding; 33] = [
    WINDOWS_1252,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    ISO_8859_2,
    ISO_8859_3,
    ISO_8859_4,
    ISO_8859_5,
    ISO_8859_6,
    ISO_8859_7,
    ISO_8859_8,
    ISO_8859_10,
    ISO_8859_13,
    ISO_8859_14,
    ISO_8859_15,
    ISO_8859_16,
    KOI8_R,
    KOI8_U,
    MACINTOSH,
    X_MAC_CYRILLIC,
    IBM866,
    BIG5,
    EUC_JP,
    EUC_KR,
    GB18030,
    SHIFT_JIS,
    UTF_8,
];

/// So many texts are tried in every charset; what none of them is, the others are not either.
const TRIED: usize = 24;
/// Of a text, so many bytes are enough to try.
const ENOUGH: usize = 600;

/// A wrong turn in reading: bytes of one charset, read as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Misreading {
    of: &'static Encoding,
    read_as: &'static Encoding,
    /// True if the older capture is the one that is misread.
    in_old: bool,
}

impl Misreading {
    /// The words of one capture as they would stand in the other one; `None` where it has no such letters.
    fn apply(self, old: &str, new: &str) -> Option<bool> {
        let (right, wrong) = if self.in_old { (new, old) } else { (old, new) };
        Some(letters(&self.misread(right)?) == letters(wrong))
    }

    fn misread(self, right: &str) -> Option<String> {
        let (bytes, _, is_lossy) = self.of.encode(right);
        (!is_lossy).then(|| self.read_as.decode_without_bom_handling(&bytes).0.into_owned())
    }
}

/// The ways in which one capture is misread, as the other one shows.
#[derive(Debug, Default)]
pub(super) struct Decodings {
    found: Vec<Misreading>,
    tried: usize,
}

/// The visible characters of a text: a misreading makes blanks and controls of letters.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

fn all(old: &TokenizedText<'_>, new: &TokenizedText<'_>) -> impl Iterator<Item = Misreading> {
    let charset = |side: &TokenizedText<'_>| {
        let name = &side.witness.transcript().charset().name;
        Encoding::for_label(name.as_bytes()).unwrap_or(UTF_8)
    };
    let (was, is) = (charset(old), charset(new));
    let of_captures = [(was, is, false), (is, was, true)];
    let of_lists = LEGACY.into_iter().flat_map(|one| {
        [(UTF_8, one, false), (UTF_8, one, true), (one, UTF_8, false), (one, UTF_8, true)]
            .into_iter()
            .chain([(one, WINDOWS_1252, false), (one, WINDOWS_1252, true)])
    });
    let all = of_captures.into_iter().chain(of_lists).filter(|(of, read_as, _)| of != read_as);
    all.map(|(of, read_as, in_old)| Misreading { of, read_as, in_old })
}

impl Decodings {
    /// Returns true if some way is known.
    pub fn any(&self) -> bool {
        !self.found.is_empty()
    }

    /// Returns true if the words of both captures are the same bytes, read as a charset that is known to be wrong.
    pub fn explain(&self, old: &str, new: &str) -> bool {
        self.found.iter().any(|misreading| misreading.apply(old, new) == Some(true)) && letters(old) != letters(new)
    }

    /// The paragraphs of `olds` and of `news`, by number, that are the same ones misread; learns how they are.
    pub fn pairs(&mut self, [old, new]: [&TokenizedText<'_>; 2], [olds, news]: [&[usize]; 2]) -> Vec<(usize, usize)> {
        let text = |side: &TokenizedText<'_>, at: usize| side.text(side.blocks[at].tokens.clone());
        let seen: HashSet<String> = news.iter().map(|&at| letters(&text(new, at))).collect();
        let seen_old: HashSet<String> = olds.iter().map(|&at| letters(&text(old, at))).collect();
        let tried = |side: &TokenizedText<'_>, all: &[usize]| -> Vec<String> {
            let texts =
                all.iter().map(|&at| text(side, at)).filter(|text| !text.is_ascii() && text.len() <= 4 * ENOUGH);
            texts.take(TRIED).collect()
        };
        if olds.is_empty() || news.is_empty() {
            return Vec::new();
        }
        let (tried_olds, tried_news) = (tried(old, olds), tried(new, news));
        for misreading in all(old, new) {
            let (rights, wrongs) = if misreading.in_old { (&tried_news, &seen_old) } else { (&tried_olds, &seen) };
            let stands =
                |right: &String| misreading.misread(right).is_some_and(|text| wrongs.contains(&letters(&text)));
            if !self.found.contains(&misreading) && rights.iter().any(stands) {
                self.found.push(misreading);
            }
        }
        self.matched([old, new], [olds, news])
    }

    /// The paragraphs that what is known by now explains, first with first.
    fn matched(&self, [old, new]: [&TokenizedText<'_>; 2], [olds, news]: [&[usize]; 2]) -> Vec<(usize, usize)> {
        let text = |side: &TokenizedText<'_>, at: usize| side.text(side.blocks[at].tokens.clone());
        let mut pairs = Vec::new();
        for misreading in &self.found {
            let key = |side, at, is_right: bool| {
                let text = text(side, at);
                if is_right { misreading.misread(&text).map(|text| letters(&text)) } else { Some(letters(&text)) }
            };
            let mut waiting: std::collections::HashMap<String, Vec<usize>> = std::collections::HashMap::new();
            for &at in news.iter().rev() {
                if let Some(key) = key(new, at, misreading.in_old) {
                    waiting.entry(key).or_default().push(at);
                }
            }
            for &at in olds {
                let partners = key(old, at, !misreading.in_old).and_then(|key| waiting.get_mut(&key));
                pairs.extend(partners.and_then(Vec::pop).map(|other| (at, other)));
            }
        }
        pairs
    }

    /// Learns from words that stand for others in one paragraph.
    pub fn learn(&mut self, [old, new]: [&TokenizedText<'_>; 2], was: &str, is: &str) {
        let (is_ascii, is_empty) = (was.is_ascii() && is.is_ascii(), was.trim().is_empty() || is.trim().is_empty());
        if is_ascii || is_empty || self.tried >= TRIED || was.len().max(is.len()) > ENOUGH || self.explain(was, is) {
            return;
        }
        self.tried += 1;
        let found = all(old, new).find(|misreading| misreading.apply(was, is) == Some(true));
        self.found.extend(found.filter(|_| letters(was) != letters(is)));
    }
}
