//! The article that a quotation is bound to.
//!
//! The first rule that gives exactly one article wins. Within one rule, what one bracket, footnote or front matter
//! names is taken together; where a rule is about nearness, the nearest that the archive knows decides. What can be
//! nothing but a citation, and is unknown or ambiguous, ends the search: a weaker rule would only find a source that
//! the notes do not name.

use super::identifier;
use super::locator::without_place;
use super::reference::is_archived;
use crate::capture::source_file::has_folder;
use crate::capture::{ArticleId, CapturePath};
use crate::manifest::{Name, Resolution, Resolver, Trouble};
use crate::notes::{Bibliography, Binding, Citation, Locator, Reference};
use std::collections::BTreeMap;

/// The article that a quotation is bound to, or the reason for there being none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bound {
    /// The article, and the one capture of it that the citation pins, if it pins one.
    pub article: Option<(ArticleId, Option<CapturePath>)>,
    /// The rule that bound it.
    pub binding: Option<Binding>,
    /// The page, line or time that the citation gives.
    pub locator: Option<Locator>,
    /// References that can be nothing but citations, and name nothing in the archive.
    pub unknown: Vec<Reference>,
    /// The articles, sorted, if the strongest rule that gives any gives more than one.
    pub several: Vec<ArticleId>,
    /// Articles any of which may be meant, and the rule that names each: the sources of a list, or those that one
    /// paragraph cites.
    pub any_of: Vec<(ArticleId, Binding)>,
    /// The reason why it is not known what it names, where it is not.
    pub trouble: Option<Trouble>,
}

/// The meaning of names in some notes.
#[derive(Debug, Clone, Copy)]
pub struct Names<'n> {
    /// The names of the archive.
    pub archive: &'n dyn Resolver,
    /// The entries that citation keys stand for, if they are not ids of articles.
    pub bibliography: &'n Bibliography,
    /// The folder of the notes, relative to the root; `None` outside it.
    pub folder: Option<&'n str>,
}

impl Bound {
    /// Returns true if a citation is there, and leads to no article or to several.
    pub fn is_unknown(&self) -> bool {
        !self.unknown.is_empty() || !self.several.is_empty()
    }
}

/// Binds a quotation with these `citations` to an article.
pub fn bind(citations: &[Citation], names: Names<'_>) -> Bound {
    let mut bound = Bound::default();
    for spot in citations.chunk_by(together) {
        let found = match named(spot, names, &mut bound.unknown) {
            Ok(found) => found,
            Err(trouble) => return Bound { trouble: Some(trouble), ..bound },
        };
        let binding = spot[0].binding;
        let is_any =
            spot.iter().all(|citation| citation.alternative) || binding == Binding::Paragraph && found.len() > 1;
        if is_any || found.len() == 1 && !bound.any_of.is_empty() {
            let known: Vec<ArticleId> = bound.any_of.iter().map(|(article, _)| article.clone()).collect();
            let more = found.into_keys().filter(|article| !known.contains(article));
            bound.any_of.extend(more.map(|article| (article, binding)));
        } else if found.len() > 1 {
            bound.several = found.into_keys().collect();
            return bound;
        } else if found.len() == 1 {
            bound.article = found.into_iter().next();
            bound.binding = Some(binding);
            bound.locator = spot.iter().find_map(|citation| citation.locator.clone());
            return bound;
        }
        if !bound.unknown.is_empty() {
            bound.any_of.clear();
            return bound;
        }
    }
    bound
}

/// Returns true if two citations that follow one another count as one: always in one rule, but where the rule is about
/// nearness only if they stand in the same place.
fn together(one: &Citation, next: &Citation) -> bool {
    let by_nearness = matches!(
        one.binding,
        Binding::SameSentence | Binding::LaterInSentence | Binding::BeforeInSentence | Binding::Default
    );
    one.binding == next.binding && (!by_nearness || one.span == next.span)
}

/// The articles that `spot` names; the capture that is pinned, where one is.
fn named(
    spot: &[Citation],
    names: Names<'_>,
    unknown: &mut Vec<Reference>,
) -> Result<BTreeMap<ArticleId, Option<CapturePath>>, Trouble> {
    let mut found: BTreeMap<ArticleId, Option<CapturePath>> = BTreeMap::new();
    for citation in spot {
        match names.resolve(&citation.reference)? {
            Resolution::Article(article, pin) => {
                let pinned = found.entry(article).or_default();
                *pinned = pinned.take().or(pin);
            }
            Resolution::Several(articles) => found.extend(articles.into_iter().map(|article| (article, None))),
            Resolution::Nothing if citation.certain && !unknown.contains(&citation.reference) => {
                unknown.push(citation.reference.clone());
            }
            Resolution::Nothing => {}
        }
    }
    Ok(found)
}

impl Names<'_> {
    /// The article that `reference` stands for.
    ///
    /// # Errors
    ///
    /// The reason why it is not known.
    pub fn resolve(&self, reference: &Reference) -> Result<Resolution, Trouble> {
        match reference {
            Reference::Key(key) => self.by_key(key),
            Reference::Url(url) => match (self.archive.resolve(Name::Url(url))?, without_place(url)) {
                // `?t=754s` says where in the recording, and not which one.
                (Resolution::Nothing, Some(url)) => self.archive.resolve(Name::Url(&url)),
                (found, _) => Ok(found),
            },
            Reference::Path(path) => match self.archive.resolve(Name::Path(path, self.folder))? {
                // A name alone may be that of other notes beside these.
                Resolution::Nothing if !is_archived(path) && has_folder(path) => self.archive.resolve(Name::File(path)),
                known => Ok(known),
            },
            Reference::Identifier(identifier) => self.by_identifier(identifier),
            Reference::Digest(digest) => self.archive.resolve(Name::Digest(digest)),
            Reference::Pinned(both) => match both.rsplit_once(", ") {
                Some((key, pin)) => self.by_pinned_key(key, pin),
                None => Ok(Resolution::Nothing),
            },
        }
    }

    /// An identifier is known by any of the addresses and ids that stand for it; what several of them name is not known.
    fn by_identifier(&self, identifier: &str) -> Result<Resolution, Trouble> {
        let (urls, ids) = identifier::names(identifier);
        let urls = urls.iter().map(|url| self.archive.resolve(Name::Url(url)));
        let mut found = urls.chain(ids.iter().map(|id| self.archive.resolve(Name::Id(id))));
        found.try_fold(Resolution::Nothing, |known, found| Ok(known.and(found?)))
    }

    fn by_pinned_key(&self, key: &str, pin: &str) -> Result<Resolution, Trouble> {
        match self.by_key(key)? {
            Resolution::Article(id, _) => self.archive.resolve(Name::Pin(id.as_str(), pin)),
            other => Ok(other),
        }
    }

    /// A key is an article's id, or that of an entry in a bibliography; where it is both, they must not contradict.
    fn by_key(&self, key: &str) -> Result<Resolution, Trouble> {
        let entry = self.bibliography.named(key).filter(|named| !matches!(named, Reference::Key(_)));
        let mut found = entry.map(|named| self.resolve(named)).chain([self.archive.resolve(Name::Id(key))]);
        match found.try_fold(Resolution::Nothing, |known, found| found.map(|found| known.and(found)))? {
            Resolution::Nothing => self.archive.resolve(Name::File(key)),
            known => Ok(known),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::manifest::{Catalogue, Inventory, InventoryEntry};

    fn catalogue() -> Catalogue {
        let digest = Digest::of(b"x");
        let entry = |id: &str| InventoryEntry {
            capture: format!("archive/{id}.md").parse().unwrap(),
            article: id.parse().unwrap(),
            captured_at: None,
            urls: vec![format!("https://{id}.example/a")],
            came_from: None,
            record: None,
            sha256: digest,
            manifest: digest,
            extent: None,
            pages: None,
            reading: None,
        };
        let captures = vec![entry("post"), entry("times-of-day")];
        Catalogue::of(&Inventory::of(captures))
    }

    fn bound(notes: &str) -> Bound {
        let (bibliography, _) = Bibliography::read("@misc{p14, url = {https://post.example/a}}", "x.bib");
        let names = Names { archive: &catalogue(), bibliography: &bibliography, folder: Some("") };
        bind(&crate::notes::read(notes).quotations[0].citations, names)
    }

    fn article(notes: &str) -> Option<String> {
        bound(notes).article.map(|(id, _)| id.to_string())
    }

    #[test]
    fn the_first_rule_that_gives_one_article_wins() {
        let notes = "---\ncitekey: times-of-day\n---\n\n> The dam held.\n> — [@post]\n";
        assert_eq!(article(notes).as_deref(), Some("post"));
        assert_eq!(bound(notes).binding, Some(Binding::InBlock));
    }

    #[test]
    fn a_key_of_a_bibliography_names_what_its_entry_names() {
        assert_eq!(article("He said “the dam” [@p14, p. 3].").as_deref(), Some("post"));
        assert_eq!(bound("He said “the dam” [@p15].").unknown, [Reference::Key("p15".into())]);
    }

    #[test]
    fn a_link_that_names_nothing_is_just_a_link() {
        let notes = "He said “the dam” on [x](https://x.example) [@post].";
        assert_eq!(article(notes).as_deref(), Some("post"));
        assert!(bound(notes).unknown.is_empty());
        assert_eq!(article("He said “the dam” to [[Ann Vale]], @ann [@post].").as_deref(), Some("post"));
    }

    #[test]
    fn a_citation_that_names_nothing_is_unknown_and_no_weaker_rule_stands_in_for_it() {
        let notes = "---\ncitekey: post\n---\n\n> The dam held.\n> — [@psot]\n";
        assert_eq!(bound(notes).unknown, [Reference::Key("psot".into())]);
        assert_eq!(article(notes), None);
    }

    #[test]
    fn a_pin_goes_with_its_key_and_a_page_number_is_none() {
        let cited = |notes: &str| crate::notes::read(notes).quotations[0].citations[0].reference.clone();
        assert_eq!(cited("> The dam held.\n> — [@post, 2014-06-11]\n"), Reference::Pinned("post, 2014-06-11".into()));
        assert_eq!(cited("> The dam held.\n> — [@post, p. 3]\n"), Reference::Key("post".into()));
        assert_eq!(
            cited("> The dam held.\n> — [@post, sha256:0123abcd]\n"),
            Reference::Pinned("post, sha256:0123abcd".into())
        );
        assert_eq!(
            bound("> The dam held.\n> — [@post, 2014-06-11]\n").unknown,
            [Reference::Pinned("post, 2014-06-11".into())]
        );
    }

    #[test]
    fn a_rule_that_gives_two_articles_is_reported() {
        let several = bound("> The dam held.\n> — [@times-of-day; @post]\n").several;
        assert_eq!(several.iter().map(ArticleId::as_str).collect::<Vec<_>>(), ["post", "times-of-day"]);
    }

    #[test]
    fn the_nearest_counts_in_a_sentence_and_the_only_one_in_a_paragraph() {
        assert_eq!(article("It is “the dam” [@post], not [@times-of-day].").as_deref(), Some("post"));
        assert_eq!(article("He said “the dam”. Then [@post]. Then [@times-of-day].").as_deref(), None);
        assert_eq!(article("He said “the dam”. Then [@post]. Then he left.").as_deref(), Some("post"));
    }
}
