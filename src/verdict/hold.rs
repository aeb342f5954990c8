//! Whether a quotation holds in one capture.

use super::{Accept, Style};
use crate::collate::{
    self, Alignment, Edit, EditKind, Folding, Leaf, Passage, Pattern, Scope, anchor, has_marks, is_inside_word, liken,
};
use crate::notes::Selector;
use crate::segment::Standing;
use crate::text::{Span, is_space};
use memchr::memmem;

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

/// Which marks of a quotation are read as the editor's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marked {
    /// None: every mark is the article's own.
    None,
    /// Ellipses and brackets.
    Brackets,
    /// Parentheses too.
    Parentheses,
}

/// One way to compare.
struct Attempt {
    text: String,
    marked: Marked,
    folding: Folding,
    accepted: Vec<Edit>,
}

/// All that a house style may accept, for asking whether a quotation fails on typography alone.
pub fn typography() -> Style {
    Style { name: "typography".to_owned(), accepts: [Accept::Typography, Accept::Decoding].into() }
}

/// How a text does not stand in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// Some of its letters are not there at all: it would not stand whatever were accepted.
    Lacking,
    /// It does not stand by what the style accepts.
    Differing,
}

/// Whether `text` stands in `leaf`, by what `style` accepts. Body goes before all else, and then the way with the fewest
/// edits; a place that cuts a word is none.
pub fn stand(text: &str, leaf: &Leaf<'_>, style: &Style) -> Option<Stand> {
    look(text, leaf, style).ok()
}

/// The same, and if not, how not.
pub fn look(text: &str, leaf: &Leaf<'_>, style: &Style) -> Result<Stand, Denial> {
    let missing = match as_written(text, leaf) {
        Ok(stand) => return Ok(stand),
        Err(missing) => missing,
    };
    if let Some(denial) = denial(text, leaf.witness.text(), style, missing) {
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
pub fn is_puzzle(text: &str, leaf: &Leaf<'_>, style: &Style) -> bool {
    let marked = |attempt: &&Attempt| attempt.marked != Marked::None;
    attempts(text, style).iter().filter(marked).any(|attempt| {
        let pattern = attempt.pattern();
        [Scope::Body, Scope::Page].into_iter().any(|scope| collate::is_puzzle(&pattern, leaf, scope, attempt.folding))
    })
}

/// Whether `text` stands in `leaf` but for cutting a word or number.
pub fn cut(text: &str, leaf: &Leaf<'_>, style: &Style) -> Option<Alignment> {
    if denial(text, leaf.witness.text(), style, None).is_some() {
        return None;
    }
    attempts(text, style).iter().find_map(|attempt| {
        let found = anchor(&attempt.pattern(), leaf, Scope::Page, attempt.folding);
        found.into_iter().find(|alignment| alignment.cut)
    })
}

/// How many runs of letters and digits are looked for before a fold; it takes a look through the page for each.
const MOST_RUNS: usize = 64;

/// How `text` certainly does not stand in `page`, told without a fold: some run of ASCII letters and digits in it, which no
/// style may change, is not there. With an editor's mark in the text, or hidden and joined letters in either, there is no
/// telling. `missing` is a run that is known not to be there.
fn denial(text: &str, page: &str, style: &Style, missing: Option<&str>) -> Option<Denial> {
    if has_marks(text) || Marked::Parentheses.may_read(text, style) {
        return None;
    }
    let lacks = |run: &&str| memmem::find(page.as_bytes(), run.as_bytes()).is_none();
    let is_plain = |text: &str| text.is_ascii() || !text.chars().any(hides_letters);
    let is_literal = style.accepts.is_empty();
    let mut runs = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| !run.is_empty());
    // The first letter's case may be accepted, and invisible characters, once taken out, join what they parted.
    let first = runs.next()?;
    if missing.is_some_and(|missing| runs.clone().any(|run| run == missing)) || any_of(runs, lacks) {
        let is_plain = is_plain(text) && is_plain(page);
        return match is_plain && !text.contains('(') {
            true => Some(Denial::Lacking),
            false => (is_plain || is_literal).then_some(Denial::Differing),
        };
    }
    (is_literal && lacks(&first)).then_some(Denial::Differing)
}

/// Whether something holds of one of `runs`. The long ones are asked first: they are rare, and most likely not to be there.
fn any_of<'r>(runs: impl Iterator<Item = &'r str> + Clone, holds: impl Fn(&&str) -> bool) -> bool {
    let Some(longest) = runs.clone().max_by_key(|run| run.len()) else { return false };
    let others = || {
        let mut others: Vec<&str> = runs.filter(|run| *run != longest).collect();
        others.sort_unstable_by_key(|run| std::cmp::Reverse(run.len()));
        others.truncate(MOST_RUNS);
        others
    };
    holds(&longest) || others().iter().any(holds)
}

/// Characters that a fold takes out, or takes apart into letters: outside them ASCII letters stay what they are.
fn hides_letters(c: char) -> bool {
    !c.is_ascii()
        && matches!(u32::from(c), 0xAD | 0xC0..=0x24F | 0x300..=0x36F | 0x180E | 0x1E00..=0x1EFF | 0x200B..=0x200F | 0x2060 | 0x212A..=0x212B | 0xFB00..=0xFB06 | 0xFEFF | 0xFF01..=0xFF5E)
}

/// How many bytes are compared without a fold; but always some places.
const MOST_COMPARED: usize = 4_000_000;
const LEAST_COMPARED: usize = 16;

/// The usual case, without a fold: letter for letter, any white space for any other, in the body. If it does not stand so
/// because one of its words is not in the page at all, that word.
fn as_written<'t>(text: &'t str, leaf: &Leaf<'_>) -> Result<Stand, Option<&'t str>> {
    let page = leaf.witness.text();
    let text = text.trim();
    let Span { start, end } = longest_word(text).ok_or(None)?;
    let (head, longest, tail) = (&text[..start], &text[start..end], &text[end..]);
    let place = |at: usize| {
        Some(Span::new(backward(head, &page[..at])?, at + longest.len() + forward(tail, &page[at + longest.len()..])?))
    };
    let holds =
        |span: &Span| !is_inside_word(page, span.start) && !is_inside_word(page, span.end) && leaf.in_body(*span);
    let quoted = Span::new(0, text.len());
    let alignment = |span| Alignment {
        passages: vec![Passage { runs: vec![span], quoted }],
        edits: Vec::new(),
        omitted: Vec::new(),
        inserted: Vec::new(),
        cut: false,
    };
    // A word that stands everywhere is left to the search that goes on from what it has compared.
    let most = (MOST_COMPARED / text.len()).max(LEAST_COMPARED);
    let mut places = memmem::find_iter(page.as_bytes(), longest).take(most).peekable();
    if places.peek().is_none() {
        return Err(Some(longest));
    }
    let alignments: Vec<Alignment> = places.filter_map(place).filter(holds).take(MOST_LOCI).map(alignment).collect();
    match alignments.is_empty() {
        true => Err(None),
        false => Ok(Stand { alignments, accepted: Vec::new(), standing: Standing::Body }),
    }
}

/// The longest run of `text` without white space; the last, if there are several.
fn longest_word(text: &str) -> Option<Span> {
    let (mut longest, mut start) = (Span::default(), 0);
    let mut end = |at: usize, blank: usize| {
        let word = Span::new(start, at);
        longest = if word.len() < longest.len() { longest } else { word };
        start = at + blank;
    };
    // Bytes are sooner told apart than characters, and most quotations are ASCII.
    if text.is_ascii() {
        let blanks = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'\t'..=b'\r' | b' '));
        blanks.for_each(|(at, _)| end(at, 1));
    } else {
        text.char_indices().filter(|(_, c)| is_space(*c)).for_each(|(at, c)| end(at, c.len_utf8()));
    }
    end(text.len(), 0);
    (!longest.is_empty()).then_some(longest)
}

/// Keeps, of the places where a quotation stands, those that its selectors mean. Whether they fit none: then all are kept.
pub fn narrow(found: &mut Stand, leaf: &Leaf<'_>, selectors: &[Selector], style: &Style) -> bool {
    let mut missed = false;
    for selector in selectors {
        let regions = regions(selector, leaf, style);
        let page = leaf.witness.text();
        let meant = |alignment: &&Alignment| {
            let span = whole(alignment);
            let within = regions.iter().any(|region| region.overlaps(span));
            if selector.start.is_empty() { is_around(selector, page, span) } else { within }
        };
        let kept: Vec<Alignment> = found.alignments.iter().filter(meant).cloned().collect();
        // A text fragment is a quotation of its own, and judged as one.
        missed |= kept.is_empty() && selector.start.is_empty();
        if !kept.is_empty() {
            found.alignments = kept;
        }
    }
    missed
}

/// From the first byte of an alignment to its last.
fn whole(alignment: &Alignment) -> Span {
    alignment.passages.iter().map(Passage::span).reduce(Span::hull).unwrap_or_default()
}

/// Whether what a selector has as the words around it stands around `span`, any white space for any other.
fn is_around(selector: &Selector, page: &str, span: Span) -> bool {
    let (prefix, suffix) = (selector.prefix.trim(), selector.suffix.trim());
    let before = prefix.is_empty() || backward(prefix, page[..span.start].trim_end()).is_some();
    before && (suffix.is_empty() || forward(suffix, page[span.end..].trim_start()).is_some())
}

/// The places that a text fragment points to.
fn regions(selector: &Selector, leaf: &Leaf<'_>, style: &Style) -> Vec<Span> {
    let places = |text: &str| {
        let found = if text.is_empty() { None } else { stand(text, leaf, style) };
        found.map_or_else(Vec::new, |found| found.alignments.iter().map(whole).collect::<Vec<Span>>())
    };
    let (starts, ends) = (places(&selector.start), places(&selector.end));
    let region = |start: Span| {
        let end = ends.iter().filter(|end| end.start >= start.end).min_by_key(|end| end.start);
        let region = end.map_or(start, |end| start.hull(*end));
        is_around(selector, leaf.witness.text(), region).then_some(region)
    };
    starts.into_iter().filter_map(region).collect()
}

/// How many bytes `words`, which end with a letter or mark, take at the start of `page`, if they stand there.
fn forward(words: &str, page: &str) -> Option<usize> {
    if page.starts_with(words) {
        return Some(words.len());
    }
    let (mut words, mut rest) = (words, page);
    while let Some(wanted) = words.chars().next() {
        let found = rest.chars().next()?;
        if is_space(wanted) {
            is_space(found).then_some(())?;
            (words, rest) = (words.trim_start(), rest.trim_start());
        } else {
            (wanted == found).then_some(())?;
            (words, rest) = (&words[wanted.len_utf8()..], &rest[found.len_utf8()..]);
        }
    }
    Some(page.len() - rest.len())
}

/// Where `words`, which begin with a letter or mark, begin at the end of `page`, if they stand there.
fn backward(words: &str, page: &str) -> Option<usize> {
    if page.ends_with(words) {
        return Some(page.len() - words.len());
    }
    let (mut words, mut rest) = (words, page);
    while let Some(wanted) = words.chars().next_back() {
        let found = rest.chars().next_back()?;
        if is_space(wanted) {
            is_space(found).then_some(())?;
            (words, rest) = (words.trim_end(), rest.trim_end());
        } else {
            (wanted == found).then_some(())?;
            (words, rest) = (&words[..words.len() - wanted.len_utf8()], &rest[..rest.len() - found.len_utf8()]);
        }
    }
    Some(rest.len())
}

/// No more places than this are told of for one quotation.
const MOST_LOCI: usize = 100;

fn attempts(text: &str, style: &Style) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    let mut add = |text: &str, folding, accepted: &[Edit]| {
        for marked in [Marked::None, Marked::Brackets, Marked::Parentheses] {
            if marked.may_read(text, style) {
                attempts.push(Attempt { text: text.to_owned(), marked, folding, accepted: accepted.to_vec() });
            }
        }
    };
    add(text, Folding::LITERAL, &[]);
    if style.accepts.is_empty() {
        return attempts;
    }
    let folding = Folding {
        typography: style.accepts.contains(&Accept::Typography),
        decoding: style.accepts.contains(&Accept::Decoding),
    };
    let foldings = if folding == Folding::LITERAL { vec![folding] } else { vec![Folding::LITERAL, folding] };
    for folding in foldings {
        for (spelled, accepted) in spellings(text, style) {
            add(&spelled, folding, &accepted);
        }
    }
    attempts
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

/// The same letter in the other case. `ß` has none that is one letter, and of `K` (the Kelvin sign) `k` is none: there is
/// no way back from them.
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
    /// Whether there is anything in `text` to be read like this.
    fn may_read(self, text: &str, style: &Style) -> bool {
        match self {
            Self::None => true,
            Self::Brackets => has_marks(text),
            Self::Parentheses => style.accepts.contains(&Accept::Parentheses) && text.contains('('),
        }
    }
}

impl Attempt {
    fn pattern(&self) -> Pattern {
        match self.marked {
            Marked::None => Pattern::literal(&self.text, self.folding),
            Marked::Brackets => Pattern::marked(&self.text, self.folding),
            Marked::Parentheses => Pattern::with_parentheses(&self.text, self.folding),
        }
    }

    fn stand(&self, text: &str, leaf: &Leaf<'_>, scope: Scope) -> Option<Stand> {
        let mut found = anchor(&self.pattern(), leaf, scope, self.folding);
        found.retain(|alignment| !alignment.cut);
        let standing_of = |alignment: &Alignment| match scope {
            Scope::Body => Standing::Body,
            Scope::Page => alignment
                .passages
                .iter()
                .map(|passage| leaf.standing(passage.span()))
                .max()
                .unwrap_or(Standing::Furniture),
        };
        let standing = found.iter().map(standing_of).min()?;
        found.retain(|alignment| standing_of(alignment) == standing);
        // They come with the fewest edits first; ones with more are not other places, but worse readings.
        let fewest = found.first()?.edits.len();
        found.retain(|alignment| alignment.edits.len() == fewest);
        found.truncate(MOST_LOCI);
        let mut accepted = self.accepted.clone();
        if self.folding != Folding::LITERAL {
            accepted.extend(self.folded(text, leaf, &found[0]));
        }
        Some(Stand { alignments: found, accepted, standing })
    }

    /// What the fold made equal, difference by difference.
    fn folded(&self, text: &str, leaf: &Leaf<'_>, alignment: &Alignment) -> Vec<Edit> {
        let page = leaf.witness.text();
        let mut edits = Vec::new();
        for passage in &alignment.passages {
            let quoted = text.get(passage.quoted.range()).unwrap_or(text);
            let found = liken(quoted, page, passage.span());
            for variant in found.into_iter().flat_map(|likeness| likeness.variants) {
                let kind = if variant.archived.contains(['¬', 'â', 'Â', '‚']) {
                    EditKind::Decoding
                } else {
                    EditKind::Typography
                };
                edits.push(Edit { kind, quoted: variant.quoted, archived: variant.archived });
            }
        }
        edits
    }
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
            let leaf = Leaf::of(&witness);
            let style = Style::named(Style::NAMES[house]).unwrap();
            let all = Style { name: "all".into(), accepts: Accept::ALL.into() };
            let stands = |style: &Style| attempts(&text, style).iter().any(|attempt| {
                !anchor(&attempt.pattern(), &leaf, Scope::Page, attempt.folding).is_empty()
            });
            let missing = as_written(&text, &leaf).err().flatten();
            prop_assert!(missing.is_none_or(|missing| text.contains(missing) && !page.contains(missing)));
            let denial = denial(&text, &page, &style, missing);
            prop_assert!(denial.is_none() || !stands(&style), "{denial:?}");
            prop_assert!(denial != Some(Denial::Lacking) || !stands(&all));
            prop_assert_eq!(denial, super::denial(&text, &page, &style, None));
        }

        #[test]
        fn the_longest_word_is_the_last_of_the_longest_runs_without_blanks(text in "([a-c]{0,3}[ \\t\n\u{b}\r]{0,2}|é|\u{a0}){0,9}") {
            let expected = text.split_whitespace().max_by_key(|word| word.len());
            prop_assert_eq!(longest_word(&text).map(|span| &text[span.range()]), expected);
        }
    }

    #[test]
    fn a_letter_has_another_case_only_where_there_is_a_way_back() {
        assert_eq!(("tTéÉдД".chars().map(other_case)).collect::<Option<String>>().as_deref(), Some("TtÉéДд"));
        // U+212A is the Kelvin sign, U+0130 the dotted capital I, U+017F the long s.
        assert!("ß\u{212A}\u{130}\u{17F}1日".chars().all(|c| other_case(c).is_none()));
    }
}
