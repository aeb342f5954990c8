//! What is said of a quotation, once it is known where its words stand.

use super::case::{Case, Ruling};
use super::cautions::{Caution, SHORT_WORDS, cautions};
use super::court::Court;
use super::explain::{Refutation, comparison, nearest};
use super::hold::{Stand, is_puzzle, narrow, stand};
use super::impact::carried;
use super::overrule::overrule;
use super::{Locus, NotesFile, Outcome, Rule};
use crate::capture::{ArticleId, CapturePath};
use crate::collate::{Leaf, MOST_TRIED, Query, Sighting, Variant, liken};
use crate::manifest::Trouble;
use crate::notes;
use crate::revision::{Class, Fate, Fortune};
use crate::segment::Standing;
use std::collections::BTreeSet;

/// Quotations of so many words are expected to have a source.
const LONG_WORDS: usize = 8;

/// How many words of a look-alike are told.
const ALIKE_WORDS: usize = 8;
/// How much of markup that could not be read is told, in characters.
const LONG_MARKUP: usize = 60;

impl Court<'_> {
    pub(super) fn verbatim(&self, case: &Case<'_>, place: usize, found: Stand, superseded: bool) -> Ruling {
        let leaf = &self.index.leaves()[place];
        let mut found = found;
        let mut ruling = Ruling { verdict: Some(Outcome::Verbatim), ..Ruling::default() };
        let selectors = case.quotation.selectors(case.bound.binding);
        if narrow(&mut found, leaf, &selectors, &self.settings.style) {
            let what = "these words stand in the article, but not between the words given as those around them";
            let help = "make the selector anew on the archived text, or leave `prefix` and `suffix` out";
            ruling.findings.push((Rule::SelectorMissed, what.to_owned(), help.to_owned(), Vec::new()));
        }
        if superseded {
            self.superseded(case, place, &found, &mut ruling);
        }
        // What an address points to is chosen for finding a place, not for its sense.
        if case.quotation.form != notes::Form::Fragment {
            ruling.findings.extend(self.told(cautions(&found, leaf, self.settings)));
        }
        ruling.stand = Some((place, found));
        self.short(case, &mut ruling);
        ruling
    }

    /// Says when the words went, and what stands in their place in the capture that counts.
    pub(super) fn superseded(&self, case: &Case<'_>, place: usize, found: &Stand, ruling: &mut Ruling) {
        let (leaf, current) = (&self.index.leaves()[place], &self.index.leaves()[case.home[0]]);
        let fortune = carried(found, &self.beside.of(leaf.witness, current.witness));
        let now = fortune.as_ref().and_then(|fortune| fortune.now);
        let near = now.and_then(|now| liken(&case.reading().text, current.witness.text(), now));
        let what = format!(
            "these words stand only in the capture of {}, {}{}",
            moment(leaf),
            self.when(case, leaf, current),
            fortune.map_or_else(String::new, |fortune| became(&fortune, current.witness.text()))
        );
        let variants = near.as_ref().map_or_else(Vec::new, |near| near.variants.clone());
        ruling.nearest = near.map(|near| comparison(current, near.span, near.variants));
        let help = "quote what the article says now, or pin the capture: see `literatim explain quote-superseded`";
        ruling.findings.push((Rule::QuoteSuperseded, what, help.to_owned(), variants));
    }

    /// When the words went; or that they were not there yet, where an older capture is pinned than the one that has them.
    fn when(&self, case: &Case<'_>, leaf: &Leaf<'_>, current: &Leaf<'_>) -> String {
        let captures = self.holdings.catalogue().captures(leaf.witness.article());
        let place = |leaf: &Leaf<'_>| captures.iter().position(|path| path == leaf.witness.path());
        match place(current) < place(leaf) {
            true => format!("not yet in that of {}, which is cited", moment(current)),
            false => format!("no more in that of {}", moment(self.gone_by(case, leaf).unwrap_or(current))),
        }
    }

    /// The first capture after `leaf` in which the words no longer stand.
    pub(super) fn gone_by(&self, case: &Case<'_>, leaf: &Leaf<'_>) -> Option<&Leaf<'_>> {
        let captures = self.holdings.catalogue().captures(leaf.witness.article()).iter();
        let later = captures.skip_while(|path| *path != leaf.witness.path()).skip(1);
        let mut leaves = later.filter_map(|path| self.index.place(path)).map(|place| &self.index.leaves()[place]);
        let text = &case.reading().text;
        leaves.find(|leaf| stand(text, leaf, &self.settings.style).is_none_or(|found| found.standing != Standing::Body))
    }

    pub(super) fn outside(&self, case: &Case<'_>, place: usize, found: Stand) -> Ruling {
        let leaf = &self.index.leaves()[place];
        let span = found.alignments[0].passages[0].span();
        let locus = Locus::of(leaf.witness, span);
        let (rule, verdict) = match found.standing {
            Standing::Furniture => (Rule::QuoteOutsideBody, Outcome::Refuted),
            _ => (Rule::QuoteOutsideStory, Outcome::Verbatim),
        };
        let what =
            format!("these words stand only in the article’s {} (rule {}), not in its body", locus.role, locus.rule);
        let help = overrule(leaf.witness, span, &locus);
        let mut ruling = Ruling { verdict: Some(verdict), ..Ruling::default() };
        ruling.findings.push((rule, what, help, Vec::new()));
        ruling.findings.extend(self.told(cautions(&found, leaf, self.settings)));
        ruling.stand = Some((place, found));
        self.short(case, &mut ruling);
        ruling
    }

    pub(super) fn told(&self, cautions: Vec<Caution>) -> impl Iterator<Item = (Rule, String, String, Vec<Variant>)> {
        cautions.into_iter().map(|(rule, what, help)| (rule, what, help, Vec::new()))
    }

    pub(super) fn short(&self, case: &Case<'_>, ruling: &mut Ruling) {
        let points = case.quotation.form == notes::Form::Fragment;
        if !case.has_more_words_than(SHORT_WORDS) && !points && case.bound.article.is_some() {
            let count = case.words();
            let what = format!(
                "{count} word{} can stand anywhere: too short to prove anything",
                if count == 1 { "" } else { "s" }
            );
            ruling.findings.push((Rule::QuoteShort, what, "quote more of the sentence".to_owned(), Vec::new()));
        }
    }

    pub(super) fn unverifiable(&self, case: &Case<'_>) -> Ruling {
        let mut ruling = Ruling { verdict: Some(Outcome::Unverifiable), ..Ruling::default() };
        if let Some((path, trouble)) = case.broken.as_deref() {
            let what = format!("{path} cannot be vouched for: {trouble}");
            ruling.findings.push((rule_of(trouble), what, "run `literatim audit`".to_owned(), Vec::new()));
        }
        ruling
    }

    /// It cannot be told of a quotation that shows something which nobody could read.
    pub(super) fn unread(&self, file: &NotesFile, case: &Case<'_>) -> Option<Ruling> {
        let place = case.quotation.unread?;
        let markup = file.text[place.range()].split_whitespace().collect::<Vec<_>>().join(" ");
        let short = markup.char_indices().nth(LONG_MARKUP).map_or(&*markup, |(at, _)| &markup[..at]);
        let what = format!("what `{short}` shows could not be read, so it cannot be told whether these are the words");
        let help = "write the words themselves in its place".to_owned();
        let findings = vec![(Rule::QuoteUnread, what, help, Vec::new())];
        Some(Ruling { verdict: Some(Outcome::Unverifiable), findings, ..Ruling::default() })
    }

    pub(super) fn refuted(&self, case: &Case<'_>, refutation: Refutation) -> Ruling {
        let Refutation { rule, mut message, help, variants, nearest } = refutation;
        let (text, style) = (&case.reading().text, &self.settings.style);
        if case.home.iter().any(|&place| is_puzzle(text, &self.index.leaves()[place], style)) {
            message +=
                &format!(" (its ellipses and brackets fit more than {MOST_TRIED} places, which were not all tried)");
        }
        let mut ruling = Ruling { verdict: Some(Outcome::Refuted), nearest, ..Ruling::default() };
        ruling.findings.push((rule, message, help, variants));
        self.short(case, &mut ruling);
        ruling
    }

    pub(super) fn unbound_but_held(&self, case: &Case<'_>, leaves: &[&Leaf<'_>]) -> Option<Ruling> {
        let leaf = leaves.first()?;
        let id = leaf.witness.article();
        if case.bound.is_unknown() {
            return Some(self.unknown(case, Some(id)));
        }
        let mut ruling = Ruling { verdict: Some(Outcome::Verbatim), ..Ruling::default() };
        let ids: BTreeSet<&str> = leaves.iter().map(|leaf| leaf.witness.article().as_str()).collect();
        let (what, help) = match ids.len() {
            1 => (format!("no citation, but these words stand in {id}"), format!("cite it: [@{id}]")),
            count => {
                let ids = ids.into_iter().collect::<Vec<_>>().join(", ");
                let what = format!("no citation, but these words stand in {count} articles: {ids}");
                (what, "cite the one that they were taken from".to_owned())
            }
        };
        ruling.findings.push((Rule::QuoteUncited, what, help, Vec::new()));
        if let (Some(place), Some(found)) =
            (self.index.place(leaf.witness.path()), stand(&case.reading().text, leaf, &self.settings.style))
        {
            ruling.findings.extend(self.told(cautions(&found, leaf, self.settings)));
            ruling.stand = Some((place, found));
        }
        Some(ruling)
    }

    pub(super) fn unknown(&self, case: &Case<'_>, offered: Option<&ArticleId>) -> Ruling {
        let what = if case.bound.several.is_empty() {
            let names: Vec<&str> = case.bound.unknown.iter().map(notes::Reference::as_str).collect();
            format!("{} is not in the archive{}", names.join(", "), self.captures_of(&case.bound.unknown))
        } else {
            let ids: Vec<&str> = case.bound.several.iter().map(ArticleId::as_str).collect();
            format!("the citation names {} articles: {}", ids.len(), ids.join(", "))
        };
        let help = match offered {
            Some(id) => format!("these words stand in {id}: cite [@{id}]"),
            None if case.bound.several.is_empty() => {
                "add the article with `literatim add`, or correct the citation".to_owned()
            }
            None => "cite one of them".to_owned(),
        };
        let mut ruling = Ruling { verdict: Some(Outcome::Unverifiable), ..Ruling::default() };
        ruling.findings.push((Rule::CitationUnknown, what, help, Vec::new()));
        ruling
    }

    /// The captures of an article that is there, though not the one that is pinned.
    pub(super) fn captures_of(&self, unknown: &[notes::Reference]) -> String {
        let [notes::Reference::Pinned(both)] = unknown else { return String::new() };
        let id = both.rsplit_once(", ").and_then(|(key, _)| key.parse::<ArticleId>().ok());
        let captures = id.map_or(&[][..], |id| self.holdings.catalogue().captures(&id));
        let names: Vec<&str> = captures.iter().map(CapturePath::file_name).collect();
        if names.is_empty() { String::new() } else { format!(": its captures are {}", names.join(", ")) }
    }

    pub(super) fn nowhere(&self, case: &Case<'_>, query: &Query, sightings: &[Sighting]) -> Ruling {
        if case.bound.is_unknown() {
            return self.unknown(case, None);
        }
        if !case.has_more_words_than(LONG_WORDS - 1) || case.quotation.coined {
            return Ruling { verdict: Some(Outcome::Skipped), ..Ruling::default() };
        }
        let near = nearest(&case.reading().text, query, sightings, &[], self.index);
        let (what, help) = match &near {
            Some((leaf, _)) => (
                format!(
                    "no citation; the nearest words in the archive stand in {}, and differ",
                    leaf.witness.article()
                ),
                format!("if that is the source, cite [@{}] and quote its words", leaf.witness.article()),
            ),
            None if !self.holdings.withheld().is_empty() => (
                "no citation, and of articles that are withheld only what is cited can be looked up".to_owned(),
                "cite the article they come from".to_owned(),
            ),
            None => (
                "no citation, and these words stand nowhere in the archive".to_owned(),
                "archive the article they come from with `literatim add`, and cite it".to_owned(),
            ),
        };
        let mut ruling = Ruling { verdict: Some(Outcome::Unverifiable), ..Ruling::default() };
        let variants = near.as_ref().map_or_else(Vec::new, |(_, near)| near.variants.clone());
        ruling.nearest = near.map(|(leaf, near)| comparison(leaf, near.span, near.variants));
        ruling.findings.push((Rule::CitationMissing, what, help, variants));
        ruling
    }
}

fn moment(leaf: &Leaf<'_>) -> String {
    leaf.witness.captured_at().map_or("at an unknown time".to_owned(), |at| at.to_string())
}

fn became(fortune: &Fortune, text: &str) -> String {
    let names: Vec<&str> = fortune.classes.iter().map(|class| class.name()).collect();
    match fortune.fate {
        Fate::Reworded => format!(": reworded ({})", names.join(", ")),
        Fate::TypographyChanged => ": other marks".to_owned(),
        Fate::Gone => match fortune.look_alike {
            None => ": gone".to_owned(),
            Some(alike) => {
                let words: Vec<&str> = text[alike.range()].split_whitespace().take(ALIKE_WORDS).collect();
                format!(": gone (“{} …” there is another passage, which was there before)", words.join(" "))
            }
        },
        Fate::NowElsewhere if fortune.classes.contains(&Class::Role) => ": now outside the body".to_owned(),
        // Its words are all there, and something between its parts or beside it is not as it was.
        Fate::Holds | Fate::Moved | Fate::NowElsewhere => ": what stands between or beside them changed".to_owned(),
    }
}

pub(super) fn rule_of(trouble: &Trouble) -> Rule {
    match trouble {
        Trouble::Changed { .. } | Trouble::Astray { .. } => Rule::FixityBreach,
        Trouble::Missing | Trouble::Gone(_) => Rule::CaptureMissing,
        Trouble::Unlisted => Rule::CaptureUnlisted,
        Trouble::Undecodable(_) | Trouble::Unreadable(_) => Rule::CaptureUndecodable,
        Trouble::Manifest(_) => Rule::ManifestStale,
    }
}
