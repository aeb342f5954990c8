//! Pages and times in words.

use super::legible;
use crate::capture::Place;
use serde_json::{Value, json};

/// The name of a place, as a reader looks for it: `page 7`, `page vii (page 9 of the file)`, `12:34`.
pub fn place_name(place: &Place) -> String {
    match place {
        Place::Page { index, label } => {
            let number = u64::from(*index) + 1;
            match label.as_deref().filter(|label| **label != *number.to_string()) {
                Some(label) => format!("page {} (page {number} of the file)", legible(label)),
                None => format!("page {number}"),
            }
        }
        Place::Time { from_ms, .. } => time(*from_ms),
        Place::Cell { number } => format!("cell {}", u64::from(*number) + 1),
    }
}

/// Places that follow each other, in few words: the first and the last.
pub fn place_names(places: &[Place]) -> Option<String> {
    match places {
        [] => None,
        [only] => Some(place_name(only)),
        [first, .., last] => match (first, last) {
            (Place::Page { label: None, index: first }, Place::Page { label: None, index: last }) => {
                Some(format!("pages {}–{}", u64::from(*first) + 1, u64::from(*last) + 1))
            }
            (Place::Time { .. }, _) => Some(place_name(first)),
            _ => Some(format!("{} to {}", place_name(first), place_name(last))),
        },
    }
}

/// The fact that words stand on other pages, or at another time, than is cited.
pub fn other_place(cited: &str, stands_on: &[Place], is_known: bool) -> String {
    let (is, place) = match stands_on.first() {
        Some(Place::Time { .. }) => ("said at", "time"),
        _ => ("on", "page"),
    };
    let there = place_names(stands_on).unwrap_or_else(|| format!("no {place} that is known"));
    let cited = legible(cited);
    match is_known {
        true => format!("these words are {is} {there}, and the citation says {cited}"),
        false => format!("the article has no {cited}; these words are {is} {there}"),
    }
}

/// A time of a recording: `12:34`, `1:02:33`.
pub fn time(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// The page that is cited for a place: the printed number, else that of the file.
pub fn locator(places: &[Place]) -> Option<String> {
    let page = |index: &u32, label: &Option<Box<str>>| {
        label.as_deref().map_or_else(|| (u64::from(*index) + 1).to_string(), |label| legible(label).into_owned())
    };
    match (places.first()?, places.last()?) {
        (Place::Page { index, label }, Place::Page { index: last, label: printed }) => {
            let (first, last) = (page(index, label), page(last, printed));
            Some(if first == last { format!("p. {first}") } else { format!("pp. {first}–{last}") })
        }
        (Place::Time { from_ms, .. }, _) => Some(time(*from_ms)),
        _ => None,
    }
}

/// The selector of a page or of a stretch of time, by the standards that the Web Annotation Data Model (section 4.2.1) names.
/// `None` where the words stand on no such place.
pub fn fragment_selector(places: &[Place]) -> Option<Value> {
    let seconds = |milliseconds: u64| match milliseconds % 1000 {
        0 => (milliseconds / 1000).to_string(),
        part => format!("{}.{part:03}", milliseconds / 1000),
    };
    let (standard, value) = match (places.first()?, places.last()?) {
        (Place::Page { index, .. }, _) => {
            ("http://tools.ietf.org/rfc/rfc3778", format!("page={}", u64::from(*index) + 1))
        }
        (Place::Time { from_ms, .. }, Place::Time { to_ms, .. }) => {
            ("http://www.w3.org/TR/media-frags/", format!("t={},{}", seconds(*from_ms), seconds(*to_ms)))
        }
        _ => return None,
    };
    Some(json!({ "type": "FragmentSelector", "conformsTo": standard, "value": value }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(index: u32, label: Option<&str>) -> Place {
        Place::Page { index, label: label.map(Into::into) }
    }

    #[test]
    fn a_page_goes_by_its_printed_number_and_the_file_by_its_own() {
        assert_eq!(place_name(&page(6, None)), "page 7");
        assert_eq!(place_name(&page(6, Some("7"))), "page 7");
        assert_eq!(place_name(&page(8, Some("vii"))), "page vii (page 9 of the file)");
        assert_eq!(place_names(&[page(6, None), page(7, None)]).unwrap(), "pages 7–8");
        assert_eq!(locator(&[page(8, Some("vii")), page(9, Some("viii"))]).unwrap(), "pp. vii–viii");
        assert_eq!(locator(&[page(8, None)]).unwrap(), "p. 9");
    }

    #[test]
    fn a_fragment_counts_the_pages_of_the_file() {
        let value = |places: &[Place]| Some(fragment_selector(places)?["value"].as_str()?.to_owned());
        assert_eq!(value(&[page(8, Some("vii")), page(9, None)]).unwrap(), "page=9");
        let time = |from_ms, to_ms| Place::Time { from_ms, to_ms };
        assert_eq!(value(&[time(754_500, 757_000), time(757_000, 760_000)]).unwrap(), "t=754.500,760");
        assert_eq!(value(&[]), None);
    }

    #[test]
    fn a_time_is_that_of_a_player() {
        assert_eq!(place_name(&Place::Time { from_ms: 754_999, to_ms: 755_000 }), "12:34");
        assert_eq!(time(3_753_000), "1:02:33");
        assert_eq!(time(0), "0:00");
    }
}
