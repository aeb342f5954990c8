//! Lines that are a page number: `12`, `- 12 -`, `[12]`, `Page 12 of 40`, `xii`, `第12页`.

use super::lines::number_at;

/// The form of a page number: all of a sequence have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// With the word for page, in one of the languages listed.
    Named,
    /// Between two dashes, or before the number of all pages: `- 12 -`, `12/40`.
    Dashed,
    Bracketed,
    Bare,
    Roman,
}

/// Words for page, before the number: English, German, Dutch, Danish and Norwegian, Swedish, French, Spanish, Portuguese,
/// Italian, Polish, Russian, Ukrainian, Czech.
const PAGE: [&str; 23] = [
    "page",
    "pages",
    "p.",
    "pg.",
    "pg",
    "seite",
    "s.",
    "pagina",
    "pagina:",
    "blz.",
    "side",
    "sida",
    "página",
    "pág.",
    "pag.",
    "strona",
    "str.",
    "страница",
    "стр.",
    "сторінка",
    "с.",
    "strana",
    "page:",
];

/// Words before the number of all pages, in the same languages.
const OF: [&str; 14] = ["of", "von", "van", "af", "av", "sur", "de", "di", "z", "из", "з", "/", "|", "ze"];

/// Words for page in Chinese, Japanese and Korean, behind the number.
const PAGE_BEHIND: [&str; 6] = ["页", "頁", "ページ", "쪽", "페이지", "页,"];

/// The number of a page and its form, if a line is nothing else.
pub(super) fn page_number(line: &str) -> Option<(Form, u32)> {
    if line.len() > 40 || line.is_empty() {
        return None;
    }
    let is_dash = |c: char| matches!(c, '-' | '–' | '—' | '~' | '·' | '•');
    let bare = line.trim_matches(|c: char| is_dash(c) || c.is_whitespace());
    let is_dashed = line.starts_with(is_dash) && line.ends_with(is_dash);
    if !is_dashed && bare.len() < line.len() {
        return None;
    }
    if let Some(number) = named(bare) {
        return Some((Form::Named, number));
    }
    let brackets = [('[', ']'), ('(', ')'), ('{', '}')];
    let inner = brackets.iter().find_map(|&(open, close)| bare.strip_prefix(open)?.strip_suffix(close));
    let (core, is_bracketed) = inner.map_or((bare, false), |inner| (inner.trim(), true));
    if let Some(number) = whole_number(core) {
        let form = if is_dashed {
            Form::Dashed
        } else if is_bracketed {
            Form::Bracketed
        } else {
            Form::Bare
        };
        return Some((form, number));
    }
    if let Some((number, all)) = core.split_once('/').filter(|_| !is_bracketed) {
        let (number, all) = (whole_number(number.trim())?, whole_number(all.trim())?);
        return (number <= all).then_some((Form::Dashed, number));
    }
    roman(core).map(|number| (Form::Roman, number))
}

/// The number behind a word for page, with the number of all pages or without: `Page 12 of 40`.
fn named(line: &str) -> Option<u32> {
    if let Some(number) = line.strip_prefix('第').or(Some(line)).and_then(numbered_behind) {
        return Some(number);
    }
    let lower = line.to_lowercase();
    let mut words = lower.split_whitespace();
    let word = words.next().filter(|word| PAGE.contains(word))?;
    // `s. 12` may be words of a list: the short forms name a page of another work as often.
    let number = whole_number(words.next()?)?;
    match (words.next(), words.next(), words.next()) {
        (None, ..) => (word.len() > 3).then_some(number),
        (Some(of), Some(all), None) if OF.contains(&of) => {
            whole_number(all).filter(|&all| number <= all).map(|_| number)
        }
        _ => None,
    }
}

fn numbered_behind(line: &str) -> Option<u32> {
    let (number, digits) = number_at(line.trim_start())?;
    let rest = line.trim_start()[digits..].trim();
    PAGE_BEHIND.contains(&rest).then_some(number)
}

fn whole_number(word: &str) -> Option<u32> {
    number_at(word).filter(|&(_, digits)| digits == word.len() && digits <= 4).map(|(number, _)| number)
}

/// A number in small Roman digits below forty, in its usual spelling.
fn roman(word: &str) -> Option<u32> {
    let (tens, units) = word.split_at_checked(word.bytes().take_while(|&byte| byte == b'x').count())?;
    if tens.len() > 3 {
        return None;
    }
    let units = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].iter().position(|&name| name == units);
    // `ix` begins with no ten, and `xix` with one.
    let units = u32::try_from(units?).ok()?;
    let number = u32::try_from(tens.len()).ok()? * 10 + units;
    (number > 0).then_some(number)
}

/// A running head with the number of its page at an end, set off by two blanks or a tab: the head and the number.
pub(super) fn numbered_head(line: &str) -> Option<(&str, u32)> {
    if line.len() > 160 {
        return None;
    }
    let is_gap = |gap: &str| gap.contains('\t') || gap.contains('|') || gap.chars().count() > 1;
    let parts = |head: &str, rest: &str| {
        let gap = &rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '|').len()];
        let has_words = head.contains(char::is_alphabetic);
        (is_gap(gap) && has_words).then_some(gap.len())
    };
    if let Some((number, digits)) = number_at(line) {
        let gap = parts(line, &line[digits..])?;
        return Some((line[digits + gap..].trim(), number));
    }
    // The last words are a page number, and a gap is before them.
    let gap = line
        .rmatch_indices([' ', '\t'])
        .take(12)
        .map(|(at, _)| at)
        .find(|&at| line[..at].ends_with([' ', '\t', '|']) && page_number(line[at..].trim()).is_some())?;
    let (form, number) = page_number(line[gap..].trim())?;
    let head = line[..gap].trim_end_matches(|c: char| c.is_whitespace() || c == '|');
    (form != Form::Roman && head.contains(char::is_alphabetic)).then_some((head, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_have_few_forms() {
        for (line, expected) in [
            ("12", Some((Form::Bare, 12))),
            ("- 12 -", Some((Form::Dashed, 12))),
            ("— 12 —", Some((Form::Dashed, 12))),
            ("12/40", Some((Form::Dashed, 12))),
            ("[12]", Some((Form::Bracketed, 12))),
            ("Page 12 of 40", Some((Form::Named, 12))),
            ("- Seite 3 -", Some((Form::Named, 3))),
            ("página 2 de 9", Some((Form::Named, 2))),
            ("стр. 4", Some((Form::Named, 4))),
            ("第12页", Some((Form::Named, 12))),
            ("xix", Some((Form::Roman, 19))),
            ("iv", Some((Form::Roman, 4))),
            ("- 12", None),
            ("-12", None),
            ("12.", None),
            ("12 crowns", None),
            ("s. 12", None),
            ("Page 50 of 40", None),
            ("IV", None),
            ("iix", None),
            ("12,5", None),
        ] {
            assert_eq!(page_number(line), expected, "{line}");
        }
    }

    #[test]
    fn a_number_at_the_end_of_a_head_is_set_off() {
        assert_eq!(numbered_head("THE BASIN      12"), Some(("THE BASIN", 12)));
        assert_eq!(numbered_head("12\tTHE BASIN"), Some(("THE BASIN", 12)));
        assert_eq!(numbered_head("Hearing of May      Page 12 of 40"), Some(("Hearing of May", 12)));
        assert_eq!(numbered_head("the sum of 12"), None);
        assert_eq!(numbered_head("12 crowns"), None);
    }
}
