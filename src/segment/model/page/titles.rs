//! Titles: what a page says of its story outside of the text, and which block is the headline.

use super::link_targets::{LinkTarget, LinkTargets};
use crate::segment::model::features::hash;
use crate::segment::rules::labels::{Labelling, flat};
use crate::segment::rules::shape::has_weight;
use crate::transcript::BlockKind::Heading;
use crate::transcript::{FactKind, Transcript};
use std::collections::HashSet;

/// The title, the summary and the authors that a page declares.
pub(super) struct Titles {
    titles: HashSet<u64>,
    spelled: Vec<String>,
    summaries: HashSet<u64>,
    authors: Vec<String>,
}

/// The most titles, authors and publishers that are looked at: a page that names more names none.
const MOST: usize = 12;

/// The longest headline, in bytes.
const TITLE: usize = 600;

/// The shortest name that is looked for inside of a text, in bytes.
const NAME: usize = 5;

impl Titles {
    pub(super) fn of(transcript: &Transcript) -> Self {
        let values = |kind| {
            let facts = transcript.facts().iter().filter(move |fact| fact.kind == kind);
            facts.map(|fact| fact.value.as_str())
        };
        let hashes = |kind| values(kind).map(hash).collect();
        // A house that signs its stories is named all over its pages.
        let is_house = |name: &str| {
            values(FactKind::Publisher).take(MOST).any(|house| house.contains(name) || name.contains(house))
        };
        let is_name = |name: &&str| !name.contains("//") && name.len() < 80 && !is_house(name);
        Self {
            titles: hashes(FactKind::Headline),
            spelled: values(FactKind::Headline).take(MOST).map(folded).collect(),
            summaries: hashes(FactKind::Description),
            authors: values(FactKind::Author).take(MOST).filter(is_name).map(str::to_owned).collect(),
        }
    }

    /// Returns true if a block says what the page says of itself to sum the story up.
    pub(super) fn are_summed_by(&self, text: &str) -> bool {
        self.summaries.contains(&hash(text))
    }

    /// Returns true if a text is the name of someone who the page says wrote the story, and nothing else.
    pub(super) fn are_signed_by(&self, text: &str) -> bool {
        self.authors.iter().any(|author| author.eq_ignore_ascii_case(text.trim()))
    }

    /// Returns true if a text begins with such a name.
    pub(super) fn begin_with_author(&self, text: &str) -> bool {
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
        let named = |author: &String| {
            author.len() >= NAME && author.contains(' ') && text.strip_prefix(author.as_str()).is_some_and(ends)
        };
        self.authors.iter().any(named)
    }

    /// Returns true if the page's title begins with a text: behind it stands the name of the site.
    fn is_begun_by(&self, text: &str) -> bool {
        if text.len() > TITLE || !has_weight(text, 4) {
            return false;
        }
        let text = folded(text);
        self.spelled.iter().any(|title| title.starts_with(&text))
    }

    /// The headline: the first heading that says the page's title, else the first `h1` of some length that does not
    /// lead home, else the first block above the story that the page's title begins with.
    pub(super) fn headline(&self, article: &Labelling<'_>, targets: &LinkTargets, first: usize) -> Option<usize> {
        let titled = |index: &usize| self.titles.contains(&hash(article.blocks[*index].text));
        let level = |index: &usize, most| matches!(article.blocks[*index].kind, Heading(level) if level <= most);
        let all = || (0..article.blocks.len()).filter(|&index| !targets.all(index, LinkTarget::Home));
        let says = |text: &str| text.contains(char::is_whitespace) || has_weight(text, 4);
        all()
            .find(|index| level(index, 1) && titled(index))
            .or_else(|| all().find(|index| level(index, 3) && titled(index)))
            .or_else(|| all().find(|index| level(index, 1) && says(&flat(article.blocks[*index].text))))
            .or_else(|| {
                let above = all().take_while(|&index| index < first);
                above
                    .map(|index| (index, article.blocks[index].text))
                    .find(|(_, text)| self.is_begun_by(text))
                    .map(|it| it.0)
            })
            .or_else(|| all().find(|index| level(index, 1) && !article.blocks[*index].linked))
    }
}

/// The letters and digits of a text, in lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
