//! A page of which it is known what blocks are the story's.

use super::classifier::{Classified, classify};
use super::element_classes::{ElementClasses, class};
use super::link_targets::LinkTargets;
use super::outline::Outline;
use super::page_features::MeasuredPage;
use super::titles::Titles;
use crate::segment::Role;
use crate::segment::model::trees::Model;
use crate::segment::rules::labels::{Labelling, flat};
use crate::segment::rules::rule::{Unit, Zone};
use crate::transcript::{BlockKind, TextBlock, Transcript};

/// The role of a block, and the rule's name; `None` for one that is the story's.
pub(super) type Assigned<'a> = Option<(Role, &'a str)>;

/// A page of which it is known what blocks are the story's.
pub(super) struct PageView<'t> {
    pub transcript: &'t Transcript,
    pub blocks: Vec<TextBlock>,
    pub story: Vec<bool>,
    /// For each block whether it may be the story's all the same.
    pub doubtful: Vec<bool>,
    /// For each block whether it is a link in a list below a heading such as “More stories”.
    pub listed: Vec<bool>,
    pub outline: Outline<'t>,
    pub signs: ElementClasses,
    pub targets: LinkTargets,
    pub titles: Titles,
    /// The headline, if there is one.
    pub headline: Option<usize>,
    /// The first block of the story; behind the last block if it has none.
    pub first: usize,
    /// The last block of the story; 0 if it has none.
    pub last: usize,
}

impl<'t> PageView<'t> {
    pub(super) fn of(article: &Labelling<'_>, transcript: &'t Transcript, model: &Model) -> Self {
        let (page, blocks) = (MeasuredPage::of(transcript), transcript.blocks().iter().collect::<Vec<TextBlock>>());
        let Classified { mut story, doubtful } = classify(model, &page, blocks.len());
        let (signs, elements) = (page.signs, transcript.elements());
        legends(transcript, &signs, &mut story);
        let listed = listed(article, transcript, &story);
        story.iter_mut().zip(&listed).for_each(|(story, &listed)| *story &= !listed);
        let (targets, titles) = (LinkTargets::of(transcript), Titles::of(transcript));
        let first = story.iter().position(|&story| story).unwrap_or(story.len());
        let headline = titles.headline(article, &targets, first);
        if let Some(headline) = headline {
            story[headline] = false;
            standfirst(transcript, headline, &mut story);
        }
        let outline = Outline::of(transcript, &blocks, &story);
        let signs = signs.around(elements, |number| outline.holds_story(number));
        let first = story.iter().position(|&story| story).unwrap_or(story.len());
        let last = story.iter().rposition(|&story| story).unwrap_or(0);
        Self { transcript, blocks, story, doubtful, listed, outline, signs, targets, titles, headline, first, last }
    }

    /// The words of a block.
    pub(super) fn text(&self, index: usize) -> &'t str {
        &self.transcript.text()[self.blocks[index].span.range()]
    }

    /// Returns true if most of a block is links.
    pub(super) fn is_linked(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        block.link_bytes * 2 > block.span.len()
    }
}

/// The longest caption, in bytes.
const CAPTION: usize = 600;

/// Takes from the story what stands in an element that is called after captions, and no other does.
fn legends(transcript: &Transcript, signs: &ElementClasses, story: &mut [bool]) {
    let legend = const { class("legend") };
    for (index, block) in transcript.blocks().iter().enumerate().filter(|(_, block)| block.span.len() < CAPTION) {
        if story[index] && signs.near(transcript.elements(), block.element)[legend] > 2 {
            story[index] = false;
        }
    }
}

/// Words in the names of elements that are called after summaries, and after nothing that a story has too.
const STANDFIRSTS: [&str; 6] = ["standfirst", "sub-title", "subtitle", "sub-headline", "subheadline", ".dek "];

/// Takes from the story the block below the headline whose own element is called after standfirsts, if another follows.
fn standfirst(transcript: &Transcript, headline: usize, story: &mut [bool]) {
    let elements = transcript.elements();
    let is_called = |block: &TextBlock| {
        let own = block.element.and_then(|number| elements.get(number));
        own.is_some_and(|own| STANDFIRSTS.iter().any(|name| elements.names(&own).contains(name)))
    };
    let below = transcript.blocks().iter().enumerate().skip(headline + 1).take(4);
    let found: Vec<usize> =
        below.filter(|(index, block)| story[*index] && is_called(block)).map(|(at, _)| at).collect();
    for index in found {
        story[index] = !story[index + 1..].contains(&true);
    }
}

/// For each block whether it is an item with links in a list below a heading such as “More stories”, at the end of the
/// story: what is taken from its midst would let a quotation run over it.
fn listed(article: &Labelling<'_>, transcript: &Transcript, story: &[bool]) -> Vec<bool> {
    let item = |block: &TextBlock| block.kind == BlockKind::Item && block.link_bytes > 0;
    let mut listed = vec![false; story.len()];
    for (index, _) in transcript.blocks().iter().enumerate().skip(1).filter(|(_, block)| item(block)) {
        listed[index] = story[index] && (listed[index - 1] || opens(article, index - 1, story[index - 1]));
    }
    // A story that is nothing but such lists has its text in lists.
    let last = (0..story.len()).rev().find(|&index| story[index] && !listed[index]);
    listed[..last.unwrap_or(story.len())].fill(false);
    listed
}

/// Returns true if a block is a heading such as “More stories”.
fn opens(article: &Labelling<'_>, index: usize, is_story: bool) -> bool {
    let places: &[Zone] = if is_story { &[Zone::Anywhere] } else { &[Zone::Anywhere, Zone::Around] };
    let rule = article.rules.find(Unit::Block, places, &flat(article.blocks[index].text));
    rule.is_some_and(|rule| rule.opens && rule.role == Role::RelatedLinks)
}
