//! Every place where some bytes stand in a text, those that overlap too.

use memchr::memmem::Finder;

/// The places of `needle` in `text`, in order; in time linear in both, however the needle repeats itself.
pub(super) fn occurrences<'t>(text: &'t [u8], needle: &'t [u8]) -> Occurrences<'t> {
    Occurrences { text, needle, finder: Finder::new(needle), at: 0, matched: 0, borders: Vec::new() }
}

/// Between places that do not overlap the fast search of `memchr` leaps; inside one, Knuth, Morris and Pratt's goes on
/// with what is matched already.
pub(super) struct Occurrences<'t> {
    text: &'t [u8],
    needle: &'t [u8],
    finder: Finder<'t>,
    /// The number of bytes of the text that are read.
    at: usize,
    /// The number of bytes before that which are the first of the needle.
    matched: usize,
    /// For each length of the needle's head, the longest shorter head that it ends with.
    borders: Vec<usize>,
}

impl Iterator for Occurrences<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.needle.is_empty() {
            return None;
        }
        self.matched = self.border(self.matched);
        while self.matched > 0 && self.matched < self.needle.len() {
            let &byte = self.text.get(self.at)?;
            if byte == self.needle[self.matched] {
                (self.at, self.matched) = (self.at + 1, self.matched + 1);
            } else {
                self.matched = self.border(self.matched);
            }
        }
        if self.matched == 0 {
            self.at += self.finder.find(&self.text[self.at..])? + self.needle.len();
            self.matched = self.needle.len();
        }
        Some(self.at - self.needle.len())
    }
}

impl Occurrences<'_> {
    fn border(&mut self, matched: usize) -> usize {
        if matched == 0 {
            return 0;
        }
        if self.borders.is_empty() {
            self.borders = borders(self.needle);
        }
        self.borders[matched - 1]
    }
}

fn borders(needle: &[u8]) -> Vec<usize> {
    let mut borders = vec![0; needle.len()];
    let mut matched = 0;
    for at in 1..needle.len() {
        while matched > 0 && needle[at] != needle[matched] {
            matched = borders[matched - 1];
        }
        matched += usize::from(needle[at] == needle[matched]);
        borders[at] = matched;
    }
    borders
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places_that_overlap_are_all_found() {
        assert_eq!(occurrences(b"uno, no, no one", b"no, no").collect::<Vec<_>>(), [1, 5]);
        assert_eq!(occurrences(b"aaaa", b"aa").collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(occurrences(b"aaaa", b"").count(), 0);
    }

    proptest! {
        #[test]
        fn they_are_those_of_a_naive_search(text in "[ab ]{0,60}", needle in "[ab ]{1,7}") {
            let found: Vec<usize> = occurrences(text.as_bytes(), needle.as_bytes()).collect();
            let naive: Vec<usize> = (0..text.len()).filter(|&at| text[at..].starts_with(&needle)).collect();
            prop_assert_eq!(found, naive);
        }
    }
}
