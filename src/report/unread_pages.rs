//! The pages of a document whose words are not read, or not all of them.

use super::counted;
use crate::capture::Place;
use crate::transcript::Transcript;

/// A character that is shown and not known.
const UNKNOWN: char = '\u{fffd}';

/// A page is named from one unknown character in so many on: a formula has a few.
const ONE_IN: usize = 5;

/// The most stretches of pages that are listed.
const MOST_LISTED: usize = 20;

/// A sentence on each reason why words of a document are missing; none for one that is read whole.
pub fn unread_pages(transcript: &Transcript) -> Vec<String> {
    let mut found = Vec::new();
    let pictures = transcript.picture_pages();
    if !pictures.is_empty() {
        let are = if pictures.len() == 1 { "is a picture" } else { "are pictures" };
        found.push(format!(
            "{} {are}: the words on {} are not read without text recognition (OCR), for example with `ocrmypdf`",
            listed(pictures),
            if pictures.len() == 1 { "it" } else { "them" }
        ));
    }
    let (unknown, count) = unknown(transcript);
    if !unknown.is_empty() {
        found.push(format!(
            "the fonts of {} do not say which {} they show: they are read as {UNKNOWN}, and no quotation runs over them",
            listed(&unknown),
            counted(count, "character")
        ));
    }
    if transcript.is_damaged() {
        found.push("the file is damaged: words of it may be missing".to_owned());
    }
    found
}

/// The pages of which many characters are not known, from 0, and the number of these characters.
fn unknown(transcript: &Transcript) -> (Vec<u32>, usize) {
    let (mut pages, mut sum): (Vec<u32>, usize) = (Vec::new(), 0);
    let mut on_page: Option<(u32, usize, usize)> = None;
    let mut turn = |page: Option<(u32, usize, usize)>| {
        if let Some((page, unknown, _)) = page.filter(|&(_, unknown, all)| unknown > 0 && unknown * ONE_IN >= all) {
            pages.push(page);
            sum += unknown;
        }
    };
    for (span, place) in transcript.all_places() {
        let Place::Page { index, .. } = place else { continue };
        let words = &transcript.text()[span.range()];
        let (unknown, all) = (words.matches(UNKNOWN).count(), words.chars().filter(|c| !c.is_whitespace()).count());
        on_page = match on_page {
            Some((page, before, of)) if page == *index => Some((page, before + unknown, of + all)),
            other => {
                turn(other);
                Some((*index, unknown, all))
            }
        };
    }
    turn(on_page);
    // A note that goes on stands on a page that came before.
    pages.sort_unstable();
    pages.dedup();
    (pages, sum)
}

/// The numbers of pages that are counted from 0, as a reader has them: `page 3`, `pages 3, 5–7 and 9`.
fn listed(pages: &[u32]) -> String {
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => stretches.push((page, page)),
        }
    }
    let more = stretches.len().saturating_sub(MOST_LISTED);
    let mut numbers: Vec<String> = stretches
        .iter()
        .take(MOST_LISTED)
        .map(|(first, last)| match last - first {
            0 => format!("{}", first + 1),
            1 => format!("{}, {}", first + 1, last + 1),
            _ => format!("{}–{}", first + 1, last + 1),
        })
        .collect();
    if more > 0 {
        numbers.push("more".to_owned());
    }
    let last = numbers.pop().unwrap_or_default();
    let all = if numbers.is_empty() { last } else { format!("{} and {last}", numbers.join(", ")) };
    format!("{} {all}", if pages.len() == 1 { "page" } else { "pages" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_listed_as_a_reader_counts_them() {
        assert_eq!(listed(&[2]), "page 3");
        assert_eq!(listed(&[2, 6]), "pages 3 and 7");
        assert_eq!(listed(&[0, 1, 4, 5, 6]), "pages 1, 2 and 5–7");
        let every_other: Vec<u32> = (0..100).step_by(2).collect();
        assert!(listed(&every_other).ends_with("39 and more"), "{}", listed(&every_other));
    }
}
