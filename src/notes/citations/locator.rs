//! Locators: the page, line or time at which the cited words stand, behind a citation or in the fragment of its address.

use super::cited_place::CitedPlace;

/// The page, line or time that a citation gives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Locator {
    /// As written: `p. 3`, `991-993`, `12:34`, `#page=3`.
    pub written: Box<str>,
    /// The pages or the time that it names; `None` for lines, sections and the like.
    pub place: Option<CitedPlace>,
}

impl Locator {
    fn of(written: &str) -> Self {
        Self { written: written.into(), place: CitedPlace::of(written) }
    }
}

/// Words and signs that a locator may begin with, without the stop.
#[rustfmt::skip]
const LEADS: [&str; 49] = [
    "p", "pp", "page", "pages", "pg", "l", "ll", "line", "lines", "ln", "para", "paras", "paragraph", "paragraphs", "par",
    "¶", "§", "§§", "sec", "section", "ch", "chap", "chapter", "vol", "volume", "no", "nos", "fig", "figure", "table",
    "fol", "col", "n", "note", "at", "loc", "location", "slide", "min", "s", "seite", "zeile", "página", "pág", "стр",
    "с", "第", "頁", "页",
];
/// The bytes that a locator has, at most.
const LONGEST: usize = 60;

/// The length in bytes of the locator that begins `text`, with the comma or space before it; 0 without one.
pub(in crate::notes) fn length(text: &str) -> usize {
    let near = &text[..text.floor_char_boundary(text.len().min(LONGEST))];
    let mut at = 0;
    // `, vol. 2, p. 3`
    while let Some(length) = one(&near[at..]) {
        at += length;
    }
    at
}

/// The locator that begins `text`, without the marks around it.
pub(in crate::notes) fn behind(text: &str) -> Option<Locator> {
    let marks = [' ', '\n', ',', ';', '(', '[', '@', ')', ']'];
    let found = text[..length(text)].trim_start_matches(':').trim_matches(marks);
    (!found.is_empty()).then(|| Locator::of(found))
}

/// The locator that a citation command has beside its keys, where a number alone is a page.
pub(in crate::notes) fn beside_key(text: &str) -> Option<Locator> {
    let text = text.replace(['~', '\u{a0}'], " ").replace("--", "–");
    let text = text.trim();
    let is_whole = |found: &Locator| found.written.len() == text.len();
    let page = || {
        let found = behind(&format!(":{text}"))?;
        Some(Locator { place: CitedPlace::of(&format!("p. {text}")), ..found })
    };
    behind(&format!(", {text}")).or_else(page).filter(is_whole)
}

/// The locator behind a key in brackets, up to the next key. Pandoc takes a number alone to be a page.
pub(in crate::notes) fn in_brackets(text: &str) -> Option<Locator> {
    let page = || {
        let text = text.split([';', '@']).next()?.strip_prefix(',')?;
        beside_key(text.split(", ").next()?)
    };
    behind(text).or_else(page)
}

/// The locator in the fragment or the query of an address: `#page=7`, `#t=754`, `?t=754s`.
pub(in crate::notes) fn of_address(target: &str) -> Option<Locator> {
    let (address, fragment) = target.split_once('#').unwrap_or((target, ""));
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let named = |part: &str| {
        let is_place = |field: &&str| field.starts_with("page=") || field.starts_with("t=");
        let found = part.split('&').find(is_place).map(|field| Locator::of(&format!("#{field}")));
        found.filter(|found| found.place.is_some())
    };
    named(fragment).or_else(|| named(query))
}

/// An address without the page or the time in its query; `None` if it has none there.
pub(in crate::notes) fn without_place(target: &str) -> Option<String> {
    let (address, fragment) =
        target.split_once('#').map_or((target, None), |(address, fragment)| (address, Some(fragment)));
    let (path, query) = address.split_once('?')?;
    let is_place = |field: &&str| of_address(&format!("#{field}")).is_some();
    let kept: Vec<&str> = query.split('&').filter(|field| !is_place(field)).collect();
    if kept.len() == query.split('&').count() {
        return None;
    }
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    Some(format!("{path}{query}{}", fragment.map_or_else(String::new, |fragment| format!("#{fragment}"))))
}

fn one(text: &str) -> Option<usize> {
    if let Some(length) = text.strip_prefix(':').and_then(numbers) {
        return Some(1 + length);
    }
    let rest = text.trim_start_matches([' ', '\n', ',', ';', '(', '[', '@']);
    let blank = text.len() - rest.len();
    if blank == 0 {
        return None;
    }
    let closed = |length: usize| {
        let brackets = text[..blank].contains(['(', '[']) && text[blank + length..].starts_with([')', ']']);
        blank + length + usize::from(brackets)
    };
    if let Some(length) = times(rest) {
        return Some(closed(length));
    }
    let word = rest.find(|c: char| !(c.is_alphabetic() || "¶§".contains(c))).unwrap_or(rest.len());
    let lead = rest[..word].to_lowercase();
    if !LEADS.contains(&lead.as_str()) {
        return None;
    }
    let after = rest[word..].trim_start_matches(['.', ' ', '\u{a0}']);
    let start = rest.len() - after.len();
    let length = times(after).or_else(|| numbers(after))?;
    let unit = after[length..].chars().next().filter(|c| "页頁".contains(*c)).map_or(0, char::len_utf8);
    Some(closed(start + length + unit))
}

/// A time, or a range: `12:34–12:50`.
fn times(text: &str) -> Option<usize> {
    let from = time(text)?;
    let joint = ["–", "—", "-", " – ", " - "].into_iter().find(|joint| text[from..].starts_with(joint));
    let to = joint.and_then(|joint| Some(joint.len() + time(&text[from + joint.len()..])?));
    Some(from + to.unwrap_or(0))
}

/// `12:34` or `1:02:33`.
fn time(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
    let parts: Vec<&str> = text[..length].split(':').collect();
    let good = (2..=3).contains(&parts.len()) && parts.iter().all(|part| (1..=3).contains(&part.len()));
    (good && parts[1..].iter().all(|part| part.len() == 2)).then_some(length)
}

/// A number or a range, Arabic or Roman, or several of them: `3`, `991-993`, `xii`, `3, 5–7`, `12f.`
fn numbers(text: &str) -> Option<usize> {
    let mut at = number(text)?;
    loop {
        let rest = &text[at..];
        let joint = ["–", "—", "-", ", ", ","].into_iter().find(|joint| rest.starts_with(joint));
        let Some((joint, length)) = joint.and_then(|joint| Some((joint, number(&rest[joint.len()..])?))) else { break };
        at += joint.len() + length;
    }
    let rest = &text[at..];
    let more = ["ff.", "f.", "ff", "f"].into_iter().find(|more| rest.starts_with(more)).map_or(0, str::len);
    (!text[at + more..].starts_with(|c: char| c.is_alphanumeric() && !"页頁".contains(c))).then_some(at + more)
}

fn number(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let roman = text.bytes().take_while(|byte| b"ivxlcdm".contains(byte)).count();
    [digits, roman].into_iter().find(|&length| (1..=7).contains(&length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locator_is_a_place_and_nothing_more() {
        for text in [
            ", p. 3",
            " (pp. 3–4)",
            ":991-993",
            ", 12:34",
            " (12:34–12:50)",
            " [1:02:33]",
            ", line 88",
            ", § 4",
            ", vol. 2, p. xii",
            ", S. 12f.",
            ", 第3页",
            ", at 3",
        ] {
            assert_eq!(length(text), text.len(), "{text}");
        }
        for text in ["", ", 3 boats", ", p. three", " 90 crowns", ", pages", ", at noon", ":a"] {
            assert_eq!(length(text), 0, "{text}");
        }
    }

    #[test]
    fn a_number_alone_is_a_page_where_nothing_else_can_be_meant() {
        let page = CitedPlace::of("p. 7");
        for text in [", 7", ", 7; @other, p. 9", ", p. 7", ", 7, emphasis added"] {
            assert_eq!(in_brackets(text).and_then(|locator| locator.place), page, "{text}");
        }
        assert_eq!(beside_key("7").unwrap().place, page);
        assert_eq!(behind(":7").unwrap().place, None);
        for text in ["", ", 7 boats", "; @other, p. 9", ", ch. 7"] {
            assert_eq!(in_brackets(text).and_then(|locator| locator.place), None, "{text}");
        }
    }

    #[test]
    fn an_address_without_its_time_is_that_of_the_recording() {
        assert_eq!(without_place("https://v.example/watch?v=a&t=754s").unwrap(), "https://v.example/watch?v=a");
        assert_eq!(without_place("https://v.example/a?t=12m3s#x").unwrap(), "https://v.example/a#x");
        assert_eq!(without_place("https://v.example/a?title=b"), None);
        assert_eq!(without_place("https://v.example/a#t=3"), None);
    }

    #[test]
    fn an_address_may_name_a_page_or_a_time() {
        for (address, written) in [
            ("report.pdf#page=7", Some("#page=7")),
            ("report.pdf#zoom=100&page=7", Some("#page=7")),
            ("https://video.example/watch?v=a&t=754s", Some("#t=754s")),
            ("https://video.example/a?t=b", None),
            ("report.pdf#chapter", None),
        ] {
            assert_eq!(of_address(address).as_ref().map(|locator| &*locator.written), written, "{address}");
        }
    }
}
