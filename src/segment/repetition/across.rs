//! Words that a publisher prints with several of its articles: those at the edge of a story that are not the story's.
//!
//! It is learned from a whole archive, or from articles that are added together, and only ever takes paragraphs out of
//! the body: at its beginning and at its end, so that no two parts of a story come to stand side by side that did not
//! before.

use crate::capture::ArticleId;
use crate::digest::Digest;
use crate::segment::rules::layout;
use crate::segment::{Role, Rules, Segment, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// The fewest articles of a publisher that make a paragraph its furniture: two may be about the same thing.
pub const FEWEST_ARTICLES: usize = 3;

/// The fewest letters and digits of such a paragraph, about eight words: shorter ones are said twice by accident.
pub const FEWEST_LETTERS: usize = 40;

/// A paragraph of the body, as it is compared with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedParagraph {
    /// Its number among the segments.
    segment: usize,
    /// The digest of its letters and digits without case, one space between words.
    words: Digest,
    /// The number of letters and digits it has.
    letters: usize,
}

/// The paragraphs of the body that neither a mark nor a rule by name typed; also those that were found to be furniture
/// in this way before. Those without letters are left out.
pub fn paragraphs(text: &str, segments: &[Segment]) -> Vec<ComparedParagraph> {
    let eligible = segments.iter().enumerate().filter(|(_, segment)| segment.rule == layout::BODY || is_found(segment));
    let paragraphs = eligible.map(|(index, segment)| paragraph(index, &text[segment.span.range()]));
    paragraphs.filter(|paragraph| paragraph.letters > 0).collect()
}

fn paragraph(segment: usize, text: &str) -> ComparedParagraph {
    let (mut folded, mut letters) = (String::with_capacity(text.len()), 0);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        letters += word.chars().count();
        folded.extend(word.chars().flat_map(char::to_lowercase));
        folded.push(' ');
    }
    ComparedParagraph { segment, words: Digest::of(folded.as_bytes()), letters }
}

/// Returns true if a segment was typed by this rule.
fn is_found(segment: &Segment) -> bool {
    segment.rule == layout::ACROSS
}

/// The paragraphs of `text` that were found to be furniture in this way, by its `segments`.
pub fn found(text: &str, segments: &[Segment]) -> BTreeSet<Digest> {
    let found = segments.iter().filter(|segment| is_found(segment));
    let texts = found.filter_map(|segment| text.get(segment.span.range()));
    texts.map(|text| paragraph(0, text).words).collect()
}

/// Those of `paragraphs` that were found to be furniture in this way, by their `segments`.
pub fn found_among<'p>(
    paragraphs: &'p [ComparedParagraph],
    segments: &'p [Segment],
) -> impl Iterator<Item = Digest> + 'p {
    paragraphs.iter().filter(|one| is_found(&segments[one.segment])).map(|one| one.words)
}

/// The number of letters of each paragraph of an article, by the digest of its words.
type ParagraphLengths = BTreeMap<Digest, usize>;

/// All articles of all publishers, as far as they were read; the order in which they come changes nothing.
#[derive(Debug, Default)]
pub struct Learner {
    publishers: BTreeMap<String, BTreeMap<ArticleId, ParagraphLengths>>,
}

impl Learner {
    /// Reads one capture. Several captures of an article are one article.
    pub fn read(&mut self, publisher: &str, article: &ArticleId, paragraphs: &[ComparedParagraph]) {
        let articles = self.publishers.entry(publisher.to_owned()).or_default();
        let words = articles.entry(article.clone()).or_default();
        words.extend(paragraphs.iter().map(|paragraph| (paragraph.words, paragraph.letters)));
    }

    /// The paragraphs that each publisher repeats.
    pub fn learned(self) -> RepeatedFurniture {
        let learned = self.publishers.into_iter().map(|(publisher, articles)| (publisher, repeated(&articles)));
        RepeatedFurniture { publishers: learned.collect() }
    }
}

/// The paragraphs that the articles of one publisher have in common.
fn repeated(articles: &BTreeMap<ArticleId, ParagraphLengths>) -> Repeated {
    let counts = count(articles.values());
    let is_copy = |lengths: &ParagraphLengths| {
        let again = lengths.iter().filter(|(words, _)| counts[*words] > 1).map(|(_, letters)| letters).sum::<usize>();
        again * 2 > lengths.values().sum()
    };
    let (copies, own): (Vec<_>, Vec<_>) = articles.iter().partition(|(_, lengths)| is_copy(lengths));
    let mut counts = count(own.iter().map(|(_, lengths)| *lengths));
    let is_long = |words: &Digest| own.iter().any(|(_, lengths)| lengths.get(words) >= Some(&FEWEST_LETTERS));
    counts.retain(|words, count| *count >= FEWEST_ARTICLES && is_long(words));
    Repeated {
        paragraphs: counts.into_keys().collect(),
        copies: copies.into_iter().map(|(article, _)| article.clone()).collect(),
    }
}

/// The number of articles that each paragraph stands in.
fn count<'l>(articles: impl Iterator<Item = &'l ParagraphLengths>) -> BTreeMap<Digest, usize> {
    let mut counts = BTreeMap::new();
    for words in articles.flat_map(BTreeMap::keys) {
        *counts.entry(*words).or_default() += 1;
    }
    counts
}

/// Knowledge of what publishers repeat: apart from the capture itself, all that roles depend on.
pub trait Repetition {
    /// Returns true if `publisher` prints a paragraph with several articles, by its [digest](ComparedParagraph), and
    /// `article` is not one most of which stands in others.
    fn repeats(&self, publisher: &str, article: &ArticleId, paragraph: &Digest) -> bool;
}

/// The paragraphs that the publishers of an archive print with several of their articles.
#[derive(Debug, Default)]
pub struct RepeatedFurniture {
    publishers: BTreeMap<String, Repeated>,
}

#[derive(Debug)]
struct Repeated {
    /// Those that stand in enough articles.
    paragraphs: BTreeSet<Digest>,
    /// Articles most of whose text stands in others: printed twice, or an update. They are not furniture, and say nothing
    /// of what is.
    copies: BTreeSet<ArticleId>,
}

impl RepeatedFurniture {
    /// Each publisher, and a paragraph that it repeats.
    pub fn paragraphs(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.publishers.iter().flat_map(|(publisher, repeated)| {
            repeated.paragraphs.iter().map(move |paragraph| (publisher.as_str(), *paragraph))
        })
    }
}

impl Repetition for RepeatedFurniture {
    fn repeats(&self, publisher: &str, article: &ArticleId, paragraph: &Digest) -> bool {
        let repeated = self.publishers.get(publisher).filter(|repeated| !repeated.copies.contains(article));
        repeated.is_some_and(|repeated| repeated.paragraphs.contains(paragraph))
    }
}

/// Types the furniture at both edges of a capture's body, as far as `repetition` knows it; whatever was typed so before is
/// body again first. `paragraphs` are those of the `segments`. Without a publisher nothing is furniture.
pub fn retype(
    repetition: &dyn Repetition,
    of: Option<(&str, &ArticleId)>,
    paragraphs: &[ComparedParagraph],
    rules: &Rules,
    segments: &mut [Segment],
) {
    for segment in segments.iter_mut().filter(|segment| is_found(segment)) {
        (segment.role, segment.rule) = (Role::Body, layout::BODY.into());
    }
    let Some((publisher, article)) = of.filter(|_| rules.allows(layout::ACROSS)) else { return };
    let long = paragraphs.iter().filter(|paragraph| paragraph.letters >= FEWEST_LETTERS);
    let repeated = long.filter(|paragraph| repetition.repeats(publisher, article, &paragraph.words));
    for index in edges(&repeated.map(|paragraph| paragraph.segment).collect(), segments) {
        let segment = &mut segments[index];
        (segment.role, segment.rule) = (Role::Boilerplate, layout::ACROSS.into());
    }
}

/// Those of the `found` segments with no other body before them, or none behind.
fn edges(found: &BTreeSet<usize>, segments: &[Segment]) -> BTreeSet<usize> {
    let body = || (0..segments.len()).filter(|&index| segments[index].role.standing() == Standing::Body);
    // Block quotations and lists are nobody's furniture, and end the edge.
    let plain = |index: usize| segments[index].role == Role::Body;
    let is_edge = |index: &usize| found.contains(index) && plain(*index);
    body().take_while(is_edge).chain(body().rev().take_while(is_edge)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    const ABOUT: &str = "The Lantern is printed by its readers, and has been so since the flood of 1907.";

    /// An article's text, one paragraph a line; each is body.
    struct Sample(String, Vec<Segment>);

    fn sample(lines: &[&str]) -> Sample {
        let (mut text, mut segments) = (String::new(), Vec::new());
        for line in lines {
            let start = text.len();
            text.push_str(line);
            text.push('\n');
            segments.push(body(Span::new(start, text.len())));
        }
        Sample(text, segments)
    }

    fn body(span: Span) -> Segment {
        Segment { role: Role::Body, span, rule: layout::BODY.into(), of: None }
    }

    fn story(n: usize) -> String {
        format!(
            "Story number {n} tells at some length of what came down the river on day {n}, and of who saw it there."
        )
    }

    /// The rule of each paragraph of each article, learned in the order `order`.
    fn rules_of(articles: &[Sample], order: &[usize]) -> Vec<Vec<String>> {
        let read: Vec<_> = articles.iter().map(|Sample(text, segments)| paragraphs(text, segments)).collect();
        let id = |n: usize| format!("story-{n}").parse::<ArticleId>().unwrap();
        let mut learner = Learner::default();
        order.iter().for_each(|&n| learner.read("lantern", &id(n), &read[n]));
        let furniture = learner.learned();
        let typed = articles.iter().enumerate().map(|(n, Sample(_, segments))| {
            let mut segments = segments.clone();
            retype(&furniture, Some(("lantern", &id(n))), &read[n], &Rules::default(), &mut segments);
            segments.into_iter().map(|segment| segment.rule.into()).collect()
        });
        typed.collect()
    }

    fn in_order(articles: &[Sample]) -> Vec<Vec<String>> {
        rules_of(articles, &(0..articles.len()).collect::<Vec<_>>())
    }

    fn with_about(n: usize) -> Sample {
        sample(&[&story(n), &story(n + 100), ABOUT])
    }

    #[test]
    fn what_three_articles_end_with_is_furniture_and_what_two_do_is_not() {
        let three = in_order(&[with_about(1), with_about(2), with_about(3)]);
        assert_eq!(three, vec![["body", "body", "repeated-across"]; 3]);
        let two = in_order(&[with_about(1), with_about(2), sample(&[&story(3)])]);
        assert!(two.iter().flatten().all(|rule| rule == "body"), "{two:?}");
    }

    #[test]
    fn short_lines_are_said_twice_by_accident() {
        let articles = [1, 2, 3].map(|n| sample(&[&story(n), "The trial goes on."]));
        assert!(in_order(&articles).iter().flatten().all(|rule| rule == "body"));
    }

    #[test]
    fn what_stands_inside_the_story_stays_so_that_no_parts_of_it_are_joined() {
        let articles = [1, 2, 3].map(|n| sample(&[&story(n), ABOUT, &story(n + 100)]));
        assert!(in_order(&articles).iter().flatten().all(|rule| rule == "body"));
    }

    #[test]
    fn an_article_printed_three_times_is_a_copy_and_no_furniture() {
        let copies = [1, 2, 3].map(|n| sample(&[&story(7), &story(8), &format!("By our own office in town {n}.")]));
        assert!(in_order(&copies).iter().flatten().all(|rule| rule == "body"));
    }

    #[test]
    fn captures_of_one_article_are_one_article() {
        let Sample(text, segments) = with_about(1);
        let paragraphs = paragraphs(&text, &segments);
        let mut learner = Learner::default();
        (0..5).for_each(|_| learner.read("lantern", &"story".parse().unwrap(), &paragraphs));
        assert!(learner.learned().publishers["lantern"].paragraphs.is_empty());
    }

    #[test]
    fn a_reader_may_switch_it_off() {
        let rules = Rules::with("disable = [\"repeated-across\"]").unwrap();
        let Sample(text, mut segments) = with_about(1);
        segments[2].rule = "repeated-across".into();
        segments[2].role = Role::Boilerplate;
        let paragraphs = paragraphs(&text, &segments);
        retype(&RepeatedFurniture::default(), None, &paragraphs, &rules, &mut segments);
        assert!(segments.iter().all(|segment| segment.role == Role::Body && segment.rule == "body"));
    }

    proptest! {
        /// Body only ever loses its ends, and the order in which articles are read changes nothing.
        #[test]
        fn the_body_only_loses_its_ends_in_whatever_order(
            picks in prop::collection::vec(prop::collection::vec(0..6_usize, 1..7), 1..8),
            seed in any::<u64>(),
        ) {
            let articles: Vec<Sample> = picks.iter().enumerate().map(|(n, picks)| {
                let lines: Vec<String> = picks.iter().map(|&pick| if pick < 3 { story(pick) } else { story(n * 10 + pick) }).collect();
                sample(&lines.iter().map(String::as_str).collect::<Vec<_>>())
            }).collect();
            let mut order: Vec<usize> = (0..articles.len()).collect();
            let typed = rules_of(&articles, &order);
            order.sort_by_key(|&n| (n as u64 + 1).wrapping_mul(seed | 1));
            prop_assert_eq!(&rules_of(&articles, &order), &typed);
            for rules in typed {
                let left: Vec<usize> = (0..rules.len()).filter(|&index| rules[index] == "body").collect();
                prop_assert!(left.windows(2).all(|pair| pair[1] == pair[0] + 1), "{:?}", rules);
                prop_assert!(!left.is_empty());
            }
        }
    }
}
