//! Whether a quotation holds in one capture.

mod attempt;
mod denial;
mod selected;
mod written;

pub use denial::Denial;
pub use selected::narrow;

use super::{Accept, Style};
use crate::matching::{self, Alignment, Edit, Leaf, Scope, anchor};
use crate::segment::Standing;
use attempt::{Attempt, Marked, attempts};
use denial::denial;
use written::as_written;

/// No more places than this are told of for one quotation.
const MOST_LOCI: usize = 100;

/// A quotation that stands in a capture.
#[derive(Debug, Clone)]
pub struct Stand {
    /// Every alignment of the least cost and the best standing, in order of place; never empty.
    pub alignments: Vec<Alignment>,
    /// What was accepted on the way; the editor's own marks are in the alignments.
    pub accepted: Vec<Edit>,
    /// What it means to stand there.
    pub standing: Standing,
}

/// All that a house style may accept, for asking whether a quotation fails on typography alone.
pub fn typography() -> Style {
    Style { name: "typography".to_owned(), accepts: [Accept::Typography, Accept::Decoding].into() }
}

/// Whether `text` stands in `leaf`, by what `style` accepts. Body goes before all else, and then the way with the fewest
/// edits; a place that cuts a word is none.
pub fn stand(text: &str, leaf: &Leaf, style: &Style) -> Option<Stand> {
    look(text, leaf, style).ok()
}

/// The same, and if not, how not.
pub fn look(text: &str, leaf: &Leaf, style: &Style) -> Result<Stand, Denial> {
    let missing = match as_written(text, leaf) {
        Ok(stand) => return Ok(stand),
        Err(missing) => missing,
    };
    if let Some(denial) = denial(text, leaf, style, missing) {
        return Err(denial);
    }
    let mut elsewhere: Option<Stand> = None;
    for attempt in attempts(text, style) {
        for scope in [Scope::Body, Scope::Page] {
            let found = attempt.stand(text, leaf, scope);
            match found {
                Some(stand) if stand.standing == Standing::Body => return Ok(stand),
                Some(stand) if elsewhere.as_ref().is_none_or(|kept| stand.standing < kept.standing) => {
                    elsewhere = Some(stand);
                }
                _ => {}
            }
        }
    }
    elsewhere.ok_or(Denial::Differing)
}

/// Whether the editor's marks in `text` may stand at more places of `leaf` than are tried.
pub fn is_puzzle(text: &str, leaf: &Leaf, style: &Style) -> bool {
    let marked = |attempt: &&Attempt| attempt.marked != Marked::None;
    attempts(text, style).iter().filter(marked).any(|attempt| {
        let pattern = attempt.pattern();
        [Scope::Body, Scope::Page].into_iter().any(|scope| matching::is_puzzle(&pattern, leaf, scope, attempt.folding))
    })
}

/// Whether `text` stands in `leaf` but for cutting a word or number.
pub fn cut(text: &str, leaf: &Leaf, style: &Style) -> Option<Alignment> {
    if denial(text, leaf, style, None).is_some() {
        return None;
    }
    attempts(text, style).iter().find_map(|attempt| {
        let found = anchor(&attempt.pattern(), leaf, Scope::Page, attempt.folding);
        found.into_iter().find(|alignment| alignment.cut)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Capture, Record};
    use crate::manifest::{Manifest, Witness, check};
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
            let leaf = Leaf::of(witness.into());
            let style = Style::named(Style::NAMES[house]).unwrap();
            let all = Style { name: "all".into(), accepts: Accept::ALL.into() };
            let stands = |style: &Style| attempts(&text, style).iter().any(|attempt| {
                !anchor(&attempt.pattern(), &leaf, Scope::Page, attempt.folding).is_empty()
            });
            let missing = as_written(&text, &leaf).err().flatten();
            prop_assert!(missing.is_none_or(|missing| text.contains(missing) && !page.contains(missing)));
            let denial = denial(&text, &leaf, &style, missing);
            prop_assert!(denial.is_none() || !stands(&style), "{denial:?}");
            prop_assert!(denial != Some(Denial::Lacking) || !stands(&all));
            prop_assert_eq!(denial, super::denial(&text, &leaf, &style, None));
        }
    }
}
