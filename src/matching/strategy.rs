//! The ways to compare a quotation that a house style allows.

use super::anchor::{Alignment, Passage, anchor};
use super::fold::{Cleaning, Folding};
use super::index::{SearchScope, SearchText};
use super::inset_reading::InsetReading;
use super::locus::{Edit, EditKind};
use super::matched::{MOST_LOCI, Match};
use super::pattern::{Pattern, has_marks};
use super::style::{Accept, Style};
use crate::segment::Standing;
use crate::text::{flattened, is_reordered};
use std::collections::BTreeSet;

/// Which marks of a quotation are read as the editor's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// None: every mark is the article's own.
    None,
    /// Ellipses and brackets.
    Brackets,
    /// Parentheses too.
    Parentheses,
}

/// One way to compare.
pub struct MatchStrategy {
    text: String,
    pub marked: Marked,
    pub folding: Folding,
    accepted: Vec<Edit>,
}

/// The ways to compare `text` with a text by `style`, the strictest first; `respelled` says that there are raised or lowered
/// digits in one of the two.
pub fn strategies(text: &str, style: &Style, respelled: bool) -> Vec<MatchStrategy> {
    let strict = strategies_as_shown(text, style);
    if !respelled || is_reordered(text) {
        return strict;
    }
    // What the one has raised, the other may have on the line, but not both: `x²` is not `x₂`.
    let flat = strict.iter().map(|strategy| MatchStrategy {
        text: strategy.text.clone(),
        folding: Folding { flat: true, ..strategy.folding },
        accepted: strategy.accepted.clone(),
        ..*strategy
    });
    let mut all: Vec<MatchStrategy> = flat.collect();
    if let Some(flattened) = flattened(text) {
        all.extend(strategies_as_shown(&flattened, style));
    }
    strict.into_iter().chain(all).collect()
}

fn strategies_as_shown(text: &str, style: &Style) -> Vec<MatchStrategy> {
    let mut strategies = Vec::new();
    let mut add = |text: &str, folding, accepted: &[Edit]| {
        for marked in [Marked::None, Marked::Brackets, Marked::Parentheses] {
            if marked.may_read(text, style) {
                strategies.push(MatchStrategy { text: text.to_owned(), marked, folding, accepted: accepted.to_vec() });
            }
        }
    };
    if is_reordered(text) {
        // What is shown in another order than it is written holds only where the article has the same bytes.
        let (text, folding) = (text.to_owned(), Folding::LITERAL);
        return vec![MatchStrategy { text, marked: Marked::None, folding, accepted: Vec::new() }];
    }
    add(text, Folding::LITERAL, &[]);
    if style.accepts.is_empty() {
        return strategies;
    }
    let folding = Folding {
        typography: style.accepts.contains(&Accept::Typography),
        decoding: style.accepts.contains(&Accept::Decoding),
        cleaning: Cleaning::None,
        flat: false,
    };
    let mut foldings = if folding == Folding::LITERAL { vec![folding] } else { vec![Folding::LITERAL, folding] };
    if style.accepts.contains(&Accept::CleanedUp) {
        foldings.extend([Cleaning::Brackets, Cleaning::Marks].map(|cleaning| Folding { cleaning, ..folding }));
    }
    for folding in foldings {
        for (spelled, accepted) in spellings(text, style) {
            add(&spelled, folding, &accepted);
        }
    }
    strategies
}

/// The spellings that the style takes for the same: another first letter, no final mark, or both.
fn spellings(text: &str, style: &Style) -> Vec<(String, Vec<Edit>)> {
    let mut spellings = vec![(text.to_owned(), Vec::new())];
    if style.accepts.contains(&Accept::InitialCase)
        && let Some((swapped, edit)) = initial_swapped(text)
    {
        spellings.push((swapped, vec![edit]));
    }
    if style.accepts.contains(&Accept::FinalPunctuation) {
        for (spelled, mut edits) in spellings.clone() {
            if let Some(mark) = spelled.chars().next_back().filter(|c| matches!(c, ',' | '.' | ';' | ':')) {
                let kept = spelled[..spelled.len() - 1].to_owned();
                edits.push(Edit {
                    kind: EditKind::FinalPunctuation,
                    quoted: mark.to_string(),
                    archived: String::new(),
                });
                spellings.push((kept, edits));
            }
        }
    }
    spellings
}

fn initial_swapped(text: &str) -> Option<(String, Edit)> {
    let (at, first) = text.char_indices().find(|(_, c)| c.is_alphanumeric())?;
    let swapped = other_case(first)?;
    let rest = &text[at + first.len_utf8()..];
    let edit = Edit { kind: EditKind::InitialCase, quoted: first.to_string(), archived: swapped.to_string() };
    Some((format!("{}{swapped}{rest}", &text[..at]), edit))
}

/// The same letter in the other case. `ß` has none that is one letter, and of `K` (the Kelvin sign) `k` is none: there
/// is no way back from them.
fn other_case(letter: char) -> Option<char> {
    let lower = only(letter.to_lowercase())?;
    let upper = only(letter.to_uppercase())?;
    let other = if letter == upper { lower } else { upper };
    let back = if letter == upper { only(other.to_uppercase())? } else { only(other.to_lowercase())? };
    (other != letter && back == letter).then_some(other)
}

fn only(mut letters: impl Iterator<Item = char>) -> Option<char> {
    letters.next().filter(|_| letters.next().is_none())
}

impl Marked {
    /// Returns true if there is anything in `text` to be read like this.
    pub fn may_read(self, text: &str, style: &Style) -> bool {
        match self {
            Self::None => true,
            Self::Brackets => has_marks(text),
            Self::Parentheses => style.accepts.contains(&Accept::Parentheses) && text.contains('('),
        }
    }
}

impl MatchStrategy {
    pub fn pattern(&self) -> Pattern {
        match self.marked {
            Marked::None => Pattern::literal(&self.text, self.folding.of_quotation()),
            Marked::Brackets => Pattern::marked(&self.text, self.folding.of_quotation()),
            Marked::Parentheses => Pattern::with_parentheses(&self.text, self.folding.of_quotation()),
        }
    }

    pub fn find(&self, searched: &SearchText, scope: SearchScope, reading: InsetReading) -> Option<Match> {
        let mut found = anchor(&self.pattern(), searched, (scope, reading), self.folding);
        found.retain(|alignment| !alignment.cut);
        if self.folding.typography {
            // The fold takes marks of direction out: not where the page shows its words in another order by them.
            let page = searched.witness.text();
            let turned = |passage: &Passage| is_reordered(&page[passage.span().range()]);
            found.retain(|alignment| !alignment.passages.iter().any(turned));
        }
        let on_page =
            |passages: &[Passage]| passages.iter().map(|passage| searched.standing(passage.span(), reading)).max();
        let standing_of = |alignment: &Alignment| match scope {
            SearchScope::Body => Standing::Body,
            SearchScope::Page => on_page(&alignment.passages).unwrap_or(Standing::Furniture),
        };
        let standing = found.iter().map(standing_of).min()?;
        found.retain(|alignment| standing_of(alignment) == standing);
        // They come with the fewest edits first; ones with more are not other places, but worse readings.
        let fewest = found.first()?.edits.len();
        found.retain(|alignment| alignment.edits.len() == fewest);
        // A bracket at an edge may stand for more words or fewer: that is the same place.
        let mut places: BTreeSet<Vec<usize>> = BTreeSet::new();
        let starts = |alignment: &Alignment| alignment.passages.iter().map(|passage| passage.span().start).collect();
        found.retain(|alignment| places.insert(starts(alignment)));
        found.truncate(MOST_LOCI);
        let role_outside = match scope {
            SearchScope::Body => None,
            SearchScope::Page => {
                let passages = found.iter().take(1).flat_map(|alignment| &alignment.passages);
                passages.filter_map(|passage| searched.role_outside(passage.span(), reading)).next()
            }
        };
        Some(Match {
            role_outside,
            alignments: found,
            accepted: self.accepted.clone(),
            folding: self.folding,
            standing,
            reading,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::other_case;

    #[test]
    fn a_letter_has_another_case_only_where_there_is_a_way_back() {
        assert_eq!(("tTéÉдД".chars().map(other_case)).collect::<Option<String>>().as_deref(), Some("TtÉéДд"));
        // U+212A is the Kelvin sign, U+0130 the dotted capital I, U+017F the long s.
        assert!("ß\u{212A}\u{130}\u{17F}1日".chars().all(|c| other_case(c).is_none()));
    }
}
