//! The characters that typography has more than one shape of.

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '⁃' | '﹘' | '﹣' | '－')
}

/// Returns true if `c` is a double quotation mark, false if a single one; `None` if it is none.
pub(super) fn quotation_mark(c: char) -> Option<bool> {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' | '『' | '』' | '〝' | '〞' => Some(true),
        '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' | '＇' | '「' | '」' => {
            Some(false)
        }
        _ => None,
    }
}

/// Characters that cannot be seen and say nothing: soft hyphen, zero-width space, word joiner, byte order mark, and the
/// two plain direction marks. Embeddings and overrides of direction are not among them: they change what is seen.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{180e}')
}

pub(super) fn ligature(c: char) -> &'static str {
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
pub(super) fn debris(text: &str) -> Option<(char, usize)> {
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
