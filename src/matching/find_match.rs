//! The places where a quotation stands in one capture, by the best way that a style allows.

use super::anchor::{Alignment, anchor, exceeds_budget};
use super::as_written::as_written;
use super::hidden::respells;
use super::index::{SearchScope, SearchText};
use super::inset_reading::InsetReading;
use super::matched::Match;
use super::quick_reject::{Rejection, quick_reject};
use super::strategy::{Marked, MatchStrategy, strategies};
use super::style::Style;
use crate::segment::Standing;

/// The match of `text` in `searched`, by what `style` accepts. Body goes before all else, and then the way with the
/// fewest edits; a place that cuts a word is none.
pub fn matches(text: &str, searched: &SearchText, style: &Style) -> Option<Match> {
    find_match(text, searched, style).ok()
}

/// The same, and if there is none, the way in which it was rejected.
pub fn find_match(text: &str, searched: &SearchText, style: &Style) -> Result<Match, Rejection> {
    let missing = match as_written(text, searched) {
        Ok(stand) => return Ok(stand),
        Err(missing) => missing,
    };
    if let Some(quick_reject) = quick_reject(text, searched, style, missing) {
        return Err(quick_reject);
    }
    let mut elsewhere: Option<Match> = None;
    let readings: Vec<InsetReading> = InsetReading::of(searched.insets()).collect();
    for strategy in ways(text, searched, style) {
        let scopes = [SearchScope::Body, SearchScope::Page];
        for (reading, scope) in readings.iter().flat_map(|&reading| scopes.map(|scope| (reading, scope))) {
            let found = strategy.find(searched, scope, reading);
            match found {
                Some(stand) if stand.standing == Standing::Body => return Ok(stand),
                Some(stand) if elsewhere.as_ref().is_none_or(|kept| stand.standing < kept.standing) => {
                    elsewhere = Some(stand);
                }
                _ => {}
            }
        }
    }
    elsewhere.ok_or(Rejection::Differing)
}

fn ways(text: &str, searched: &SearchText, style: &Style) -> Vec<MatchStrategy> {
    strategies(text, style, respells(text) || searched.respells())
}

/// True if the editor's marks in `text` may stand at more places of `searched` than are tried.
pub fn needs_too_many_places(text: &str, searched: &SearchText, style: &Style) -> bool {
    let marked = |strategy: &&MatchStrategy| strategy.marked != Marked::None;
    ways(text, searched, style).iter().filter(marked).any(|strategy| {
        let pattern = strategy.pattern();
        [SearchScope::Body, SearchScope::Page]
            .into_iter()
            .any(|scope| exceeds_budget(&pattern, searched, scope, strategy.folding))
    })
}

/// The alignment of `text` in `searched` that holds but for cutting a word or number.
pub fn cut(text: &str, searched: &SearchText, style: &Style) -> Option<Alignment> {
    if quick_reject(text, searched, style, None).is_some() {
        return None;
    }
    ways(text, searched, style).iter().find_map(|strategy| {
        let page = (SearchScope::Page, InsetReading::Seen);
        let found = anchor(&strategy.pattern(), searched, page, strategy.folding);
        found.into_iter().find(|alignment| alignment.cut)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Capture, Record};
    use crate::manifest::{Manifest, Witness, check};
    use crate::matching::Accept;
    use crate::segment::Rules;
    use proptest::prelude::*;

    fn witness(text: &str) -> Witness {
        let path = "archive/the-lamp/20140611T093000Z.txt".parse().unwrap();
        let capture = Capture { path, bytes: text.as_bytes().to_vec(), record: Record::default() };
        check(&capture, Manifest::of(&capture, None, &Rules::default()).0).unwrap()
    }

    fn words() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "Ab", "ab", "abc", "b1", "1", "cé", "é", "ﬁx", "fix", "a\u{ad}b", "(ab)", "“1”", "\"1\"", "c,", "…", "[b1]",
        ]);
        prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "))
    }

    proptest! {
        /// The short cuts before a fold say what the fold says.
        #[test]
        fn what_is_denied_without_a_fold_stands_nowhere(text in words(), page in words(), house in 0..7_usize) {
            let witness = witness(&page);
            let searched = SearchText::of(witness.into());
            let style = Style::named(Style::NAMES[house]).unwrap();
            let all = Style { name: "all".into(), accepts: Accept::ALL.into() };
            let stands = |style: &Style| ways(&text, &searched, style).iter().any(|strategy| {
                let page = (SearchScope::Page, InsetReading::Seen);
                !anchor(&strategy.pattern(), &searched, page, strategy.folding).is_empty()
            });
            let missing = as_written(&text, &searched).err().flatten();
            prop_assert!(missing.is_none_or(|missing| text.contains(missing) && !page.contains(missing)));
            let quick_reject = quick_reject(&text, &searched, &style, missing);
            prop_assert!(quick_reject.is_none() || !stands(&style), "{quick_reject:?}");
            prop_assert!(quick_reject != Some(Rejection::Lacking) || !stands(&all));
            prop_assert_eq!(quick_reject, super::quick_reject(&text, &searched, &style, None));
        }
    }
}
