//! Pages and times that citations name.

use crate::capture::Place;
use crate::text::roman_value;

/// The pages of an article, or the stretch of a recording, that a citation names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CitedPlace {
    /// Pages, from the first to the last of each range.
    Pages {
        /// The ranges.
        ranges: Vec<PageRange>,
        /// True for those of `#page=`, which counts the pages of a file (RFC 8118) and knows no printed numbers.
        of_file: bool,
    },
    /// A stretch of time, in milliseconds.
    Time {
        /// Its first millisecond.
        from_ms: u64,
        /// The one after its last.
        to_ms: u64,
    },
}

/// Pages that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRange {
    first: PageNumber,
    last: PageNumber,
}

/// The number of a page, as printed: front matter has Roman ones, which are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PageNumber {
    Arabic(u32),
    Roman(u32),
}

/// Words before the number of a page, without the stop.
#[rustfmt::skip]
const PAGES: [&str; 15] = [
    "p", "pp", "page", "pages", "pg", "s", "seite", "página", "pág", "стр", "с", "第", "頁", "页", "slide",
];

impl CitedPlace {
    /// The place that a locator names, as written behind a citation: `p. 7`, `pp. 991–93`, `12:34`, `#page=7`, `#t=754`. `None`
    /// for one that names a line, a section or another thing that captures have no list of.
    pub fn of(locator: &str) -> Option<Self> {
        if let Some(fragment) = locator.strip_prefix('#') {
            return of_fragment(fragment);
        }
        let starts = locator.char_indices().filter(|&(at, c)| {
            let joins = locator[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            c.is_alphanumeric() && !joins
        });
        let mut ranges = Vec::new();
        for (at, _) in starts {
            let rest = &locator[at..];
            if let Some((from_ms, length)) = time(rest) {
                let to_ms = range_end(&rest[length..]).unwrap_or(from_ms + 1000);
                return Some(Self::Time { from_ms, to_ms: to_ms.max(from_ms + 1000) });
            }
            let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            if PAGES.contains(&rest[..word].to_lowercase().as_str()) {
                ranges.extend(page_ranges(rest[word..].trim_start_matches(['.', ' ', '\u{a0}'])));
            }
        }
        (!ranges.is_empty()).then_some(Self::Pages { ranges, of_file: false })
    }

    /// Returns true if places of the kind of `place` are meant.
    pub fn is_of_kind(&self, place: &Place) -> bool {
        matches!((self, place), (Self::Pages { .. }, Place::Page { .. }) | (Self::Time { .. }, Place::Time { .. }))
    }

    /// Returns true if `place` is among what is meant. A page is known by the number that is printed on it and by its number in
    /// the file: programs show either.
    pub fn has(&self, place: &Place) -> bool {
        match (self, place) {
            (Self::Pages { ranges, of_file }, Place::Page { index, label }) => {
                let printed = label.as_deref().and_then(PageNumber::of);
                let printed = printed.filter(|number| !of_file || matches!(number, PageNumber::Roman(_)));
                let numbers = [Some(PageNumber::Arabic(index.saturating_add(1))), printed];
                numbers.into_iter().flatten().any(|number| ranges.iter().any(|range| range.has(number)))
            }
            (Self::Time { from_ms, to_ms }, Place::Time { from_ms: start, to_ms: end }) => {
                from_ms < end && start < to_ms
            }
            _ => false,
        }
    }
}

impl PageRange {
    fn has(self, number: PageNumber) -> bool {
        match (self.first, number, self.last) {
            (PageNumber::Arabic(first), PageNumber::Arabic(number), PageNumber::Arabic(last))
            | (PageNumber::Roman(first), PageNumber::Roman(number), PageNumber::Roman(last)) => {
                (first..=last).contains(&number)
            }
            _ => false,
        }
    }
}

impl PageNumber {
    /// The number that is all of `text`.
    fn of(text: &str) -> Option<Self> {
        match text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => text.parse().ok().map(Self::Arabic),
            false => roman_value(text).and_then(|value| value.try_into().ok()).map(Self::Roman),
        }
    }

    fn plus(self, more: u32) -> Self {
        match self {
            Self::Arabic(number) => Self::Arabic(number.saturating_add(more)),
            Self::Roman(number) => Self::Roman(number.saturating_add(more)),
        }
    }
}

/// The ranges that begin `text`: `3`, `991–93`, `3, 5–7`, `12f.`
fn page_ranges(text: &str) -> Vec<PageRange> {
    let (mut ranges, mut rest) = (Vec::new(), text);
    while let Some((first, length)) = number(rest) {
        rest = &rest[length..];
        let joint = ["–", "—", "-", "‑"].into_iter().find_map(|joint| rest.strip_prefix(joint));
        let last = joint.and_then(|behind| Some((number(behind)?, behind)));
        let last = match last {
            Some(((last, length), behind)) => {
                rest = &behind[length..];
                whole(first, last, &behind[..length])
            }
            // The page and those behind it, or the next one.
            None if rest.starts_with("ff") => PageNumber::plus(first, u32::MAX),
            None if rest.starts_with('f') => first.plus(1),
            None => first,
        };
        ranges.push(PageRange { first, last });
        let Some(behind) = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(',')) else { break };
        rest = behind;
    }
    ranges
}

/// The last number of a range whose first digits may be left out: 93 in 991–93 is 993.
fn whole(first: PageNumber, last: PageNumber, written: &str) -> PageNumber {
    match (first, last) {
        (PageNumber::Arabic(first), PageNumber::Arabic(last)) if last < first => {
            let ten = 10_u32.saturating_pow(written.len() as u32);
            PageNumber::Arabic((first / ten).saturating_mul(ten).saturating_add(last))
        }
        _ => last,
    }
}

/// The number that begins `text`, Arabic or Roman, and its length.
fn number(text: &str) -> Option<(PageNumber, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = if digits > 0 { digits } else { letters };
    Some((PageNumber::of(&text[..length]).filter(|_| length > 0)?, length))
}

/// The place that the fragment of an address names, as `page=7` or `t=10,20`.
fn of_fragment(fragment: &str) -> Option<CitedPlace> {
    let value = |name: &str| fragment.split('&').find_map(|field| field.strip_prefix(name)?.strip_prefix('='));
    if let Some(page) = value("page") {
        let (first, _) = number(page).filter(|(_, length)| *length == page.len())?;
        return Some(CitedPlace::Pages { ranges: vec![PageRange { first, last: first }], of_file: true });
    }
    let times = value("t")?;
    let (from, to) =
        times.trim_start_matches("npt:").split_once(',').map_or((times, None), |(from, to)| (from, Some(to)));
    let from_ms = if from.is_empty() { 0 } else { seconds(from.trim_start_matches("npt:"))? };
    let to_ms = to.map_or(Some(from_ms + 1000), seconds)?;
    Some(CitedPlace::Time { from_ms, to_ms: to_ms.max(from_ms + 1) })
}

/// The milliseconds of `754`, `754.5`, `754s`, `12m34s`, `1h2m3s` or `12:34`.
fn seconds(text: &str) -> Option<u64> {
    if let Some((milliseconds, length)) = time(text) {
        return (length == text.len()).then_some(milliseconds);
    }
    let (mut sum, mut rest, mut unit) = (0_u64, text, 4_000_000);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u64 = rest.get(..digits)?.parse().ok().filter(|number| *number < 1_000_000_000)?;
        rest = &rest[digits..];
        let (worth, behind) = match rest.as_bytes().first() {
            Some(b'h') => (3_600_000, &rest[1..]),
            Some(b'm') => (60_000, &rest[1..]),
            Some(b's') => (1000, &rest[1..]),
            None => (1000, rest),
            Some(b'.') => {
                let part = rest[1..].trim_end_matches('s');
                let is_digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
                let thousandths = format!("{part:0<3}");
                return (is_digits && unit > 1000)
                    .then(|| sum + number * 1000 + thousandths[..3].parse::<u64>().unwrap_or(0));
            }
            Some(_) => return None,
        };
        if worth >= unit {
            return None;
        }
        (sum, unit, rest) = (sum + number * worth, worth, behind);
    }
    (!text.is_empty()).then_some(sum)
}

/// The time that begins `text`, as `12:34` or `1:02:33`, in milliseconds, and its length.
fn time(text: &str) -> Option<(u64, usize)> {
    let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
    let parts: Vec<&str> = text[..length].split(':').collect();
    let is_good = (2..=3).contains(&parts.len()) && (1..=3).contains(&parts[0].len());
    let is_time = is_good && parts[1..].iter().all(|part| part.len() == 2);
    let sum = parts.iter().try_fold(0_u64, |sum, part| Some(sum * 60 + part.parse::<u64>().ok()?));
    Some((sum.filter(|_| is_time)? * 1000, length))
}

/// The end of a range of times, behind its beginning: the second that it names belongs to it.
fn range_end(text: &str) -> Option<u64> {
    let behind = ["–", "—", "-", " – ", " - "].into_iter().find_map(|joint| text.strip_prefix(joint))?;
    time(behind).map(|(milliseconds, _)| milliseconds + 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(index: u32, label: Option<&str>) -> Place {
        Place::Page { index, label: label.map(Into::into) }
    }

    /// The pages, of twelve with printed numbers from `first`, that a locator names.
    fn named(locator: &str, first: u32) -> Vec<u32> {
        let cited = CitedPlace::of(locator).expect(locator);
        let pages = (0..12).map(|index| (first + index, page(index, Some(&(first + index).to_string()))));
        pages.filter(|(_, place)| cited.has(place)).map(|(number, _)| number).collect()
    }

    #[test]
    fn a_locator_names_pages_as_people_write_them() {
        for (locator, pages) in [
            ("p. 993", vec![993]),
            ("pp. 991–93", vec![991, 992, 993]),
            ("pp. 991-993", vec![991, 992, 993]),
            ("S. 993f.", vec![993, 994]),
            ("p. 1000ff.", vec![1000, 1001, 1002]),
            ("pp. 993, 995–996", vec![993, 995, 996]),
            ("vol. 2, p. 993", vec![993]),
            ("第993页", vec![993]),
            ("p. 12", vec![1002]),
        ] {
            assert_eq!(named(locator, 991), pages, "{locator}");
        }
    }

    #[test]
    fn front_matter_is_counted_apart() {
        let cited = CitedPlace::of("p. vii").unwrap();
        assert!(cited.has(&page(8, Some("vii"))) && cited.has(&page(8, Some("VII"))));
        assert!(!cited.has(&page(6, Some("5"))) && !cited.has(&page(6, None)));
    }

    #[test]
    fn the_page_of_a_fragment_is_that_of_the_file() {
        let cited = CitedPlace::of("#page=7").unwrap();
        assert!(cited.has(&page(6, Some("5"))) && !cited.has(&page(8, Some("7"))));
    }

    #[test]
    fn times_are_read_in_every_form_that_players_give() {
        for (locator, from, to) in [
            ("12:34", 754_000, 755_000),
            ("at 1:02:33", 3_753_000, 3_754_000),
            ("12:34–12:50", 754_000, 771_000),
            ("#t=754", 754_000, 755_000),
            ("#t=12m34s", 754_000, 755_000),
            ("#t=1h2m33s", 3_753_000, 3_754_000),
            ("#t=12:34", 754_000, 755_000),
            ("#t=10.5,20", 10_500, 20_000),
            ("#t=npt:10,20", 10_000, 20_000),
        ] {
            assert_eq!(CitedPlace::of(locator), Some(CitedPlace::Time { from_ms: from, to_ms: to }), "{locator}");
        }
    }

    #[test]
    fn lines_sections_and_what_is_no_place_name_none() {
        for locator in ["991-993", "line 88", "§ 4", "fig. 3", "#section-3", "#t=soon", "#page=", "#t=3m4h", "", "p."]
        {
            assert_eq!(CitedPlace::of(locator), None, "{locator}");
        }
    }
}
