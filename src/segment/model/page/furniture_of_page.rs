//! What stands around the story: what each block of a page that is not the story's is.

use super::furniture_role::{self, Place};
use super::link_targets::Targets;
use super::name_classes::{Signs, at};
use super::outline::Outline;
use super::page_features::Page;
use super::titles::Titles;
use super::{groups, told};
use crate::segment::rules::labels::{Article, flat};
use crate::segment::rules::layout;
use crate::segment::rules::rule::{self, Unit};
use crate::segment::rules::shape::has_weight;
use crate::segment::{Role, Rules};
use crate::transcript::{Block, BlockKind, Transcript};

/// What is said of a block: its role, and the rule's name. Nothing of one that is the story's.
pub(super) type Named<'a> = Option<(Role, &'a str)>;

/// A page of which it is known what blocks are the story's.
pub(super) struct View<'t> {
    pub transcript: &'t Transcript,
    pub blocks: Vec<Block>,
    pub story: Vec<bool>,
    /// For each block whether it is a link in a list below a heading such as “More stories”.
    listed: Vec<bool>,
    pub outline: Outline<'t>,
    pub signs: Signs,
    pub targets: Targets,
    pub titles: Titles,
    /// The headline, if there is one.
    pub headline: Option<usize>,
    /// The first block of the story; behind the last block if it has none.
    pub first: usize,
    /// The last block of the story; 0 if it has none.
    pub last: usize,
}

/// Says of every block that is not the story's what it is. For each block whether it is the story's.
pub(in crate::segment) fn furnish(article: &mut Article<'_>, transcript: &Transcript) -> Vec<bool> {
    let view = View::of(article, transcript);
    let mut named: Vec<Named<'_>> = (0..view.story.len()).map(|index| view.named(article, index)).collect();
    groups::settle(&view, &mut named);
    for (index, named) in named.into_iter().enumerate() {
        if let Some((role, rule)) = named {
            article.say(index, role, rule);
        }
    }
    view.story
}

impl<'t> View<'t> {
    fn of(article: &Article<'_>, transcript: &'t Transcript) -> Self {
        let (page, blocks) = (Page::of(transcript), transcript.blocks().iter().collect::<Vec<Block>>());
        let mut story = told(article.rules.page_model(), &page, blocks.len());
        let (signs, elements) = (page.signs, transcript.elements());
        legends(transcript, &signs, &mut story);
        let listed = listed(article, transcript, &story);
        story.iter_mut().zip(&listed).for_each(|(story, &listed)| *story &= !listed);
        let (targets, titles) = (Targets::of(transcript), Titles::of(transcript));
        let first = story.iter().position(|&story| story).unwrap_or(story.len());
        let headline = titles.headline(article, &targets, first);
        if let Some(headline) = headline {
            story[headline] = false;
        }
        let outline = Outline::of(transcript, &blocks, &story);
        let signs = signs.around(elements, |number| outline.holds_story(number));
        let first = story.iter().position(|&story| story).unwrap_or(story.len());
        let last = story.iter().rposition(|&story| story).unwrap_or(0);
        Self { transcript, blocks, story, listed, outline, signs, targets, titles, headline, first, last }
    }

    /// The words of a block.
    pub(super) fn text(&self, index: usize) -> &'t str {
        &self.transcript.text()[self.blocks[index].span.range()]
    }

    /// Whether most of a block is links.
    pub(super) fn is_linked(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        block.link_bytes * 2 > block.span.len()
    }

    fn named<'a>(&self, article: &Article<'a>, index: usize) -> Named<'a> {
        match (self.story[index], self.listed[index]) {
            (true, _) => None,
            (_, true) => Some((Role::RelatedLinks, layout::TEASER)),
            _ => Some(named(article.rules, &self.place(index))),
        }
    }

    fn place(&self, index: usize) -> Place<'_> {
        let (first, last, headline) = (self.first, self.last, self.headline);
        let inside = first < index && index < last;
        Place {
            index,
            text: self.text(index),
            near: self.signs.near(self.transcript.elements(), self.blocks[index].element),
            targets: &self.targets,
            titled: Some(index) == headline,
            summed: self.titles.are_summed_by(self.text(index)),
            signed: self.titles.are_signed_by(self.text(index)),
            named: self.titles.begin_with_author(self.text(index)),
            head: headline.is_some_and(|at| index.abs_diff(at) < 12) && index < first + 3,
            under: headline.is_some_and(|at| at < index && index < at + 12) && index < first,
            inside,
            below: last < index,
            linked: self.is_linked(index),
            menu: self.is_menu(index) && !inside,
            card: groups::is_card(self, index),
        }
    }

    /// Whether a block is a short link, and so are two of the four around it.
    fn is_menu(&self, index: usize) -> bool {
        let is_entry =
            |at: &usize| *at < self.story.len() && self.is_linked(*at) && !has_weight(self.text(*at), ENTRY + 1);
        let around = (index.saturating_sub(2)..index).chain(index + 1..index + 3);
        is_entry(&index) && around.filter(is_entry).count() >= 2
    }
}

/// The longest caption, in bytes.
const CAPTION: usize = 600;

/// Takes from the story what stands in an element that is called after captions, and no other does.
fn legends(transcript: &Transcript, signs: &Signs, story: &mut [bool]) {
    let legend = const { at("legend") };
    for (index, block) in transcript.blocks().iter().enumerate().filter(|(_, block)| block.span.len() < CAPTION) {
        if story[index] && signs.near(transcript.elements(), block.element)[legend] > 2 {
            story[index] = false;
        }
    }
}

/// For each block whether it is an item with links in a list below a heading such as “More stories”, at the end of the
/// story: what is taken from its midst would let a quotation run over it.
fn listed(article: &Article<'_>, transcript: &Transcript, story: &[bool]) -> Vec<bool> {
    let item = |block: &Block| block.kind == BlockKind::Item && block.link_bytes > 0;
    let mut listed = vec![false; story.len()];
    for (index, _) in transcript.blocks().iter().enumerate().skip(1).filter(|(_, block)| item(block)) {
        listed[index] = story[index] && (listed[index - 1] || opens(article, index - 1, story[index - 1]));
    }
    // A story that is nothing but such lists is told in lists.
    let last = (0..story.len()).rev().find(|&index| story[index] && !listed[index]);
    listed[..last.unwrap_or(story.len())].fill(false);
    listed
}

/// Whether a block is a heading such as “More stories”.
fn opens(article: &Article<'_>, index: usize, is_story: bool) -> bool {
    let places: &[rule::Place] =
        if is_story { &[rule::Place::Anywhere] } else { &[rule::Place::Anywhere, rule::Place::Around] };
    let rule = article.rules.find(Unit::Block, places, &flat(article.parts[index].text));
    rule.is_some_and(|rule| rule.opens && rule.role == Role::RelatedLinks)
}

/// How many words an entry of a menu has at most.
const ENTRY: usize = 4;

/// What a block that is not the story's is: by its words, and else by its elements and its place.
fn named<'a>(rules: &'a Rules, place: &Place<'_>) -> (Role, &'a str) {
    let text = flat(place.text);
    let places = [rule::Place::Anywhere, rule::Place::Tail, rule::Place::Head, rule::Place::Around];
    let by_words = || rules.find(Unit::Block, &places, &text).map(|rule| (rule.role, rule.id.as_str()));
    let by_place = furniture_role::role(place);
    let said = by_words().filter(|(role, _)| match role {
        _ if place.titled => false,
        // Words such as “newsletter” or “search” in a menu lead to what they name.
        Role::Engagement | Role::Advertisement => furniture_role::menu(place).is_none(),
        // Who signs a story tells how to write to them.
        Role::Contact => {
            furniture_role::menu(place).is_none()
                && !matches!(by_place.0, Role::Byline | Role::AuthorNote | Role::RelatedLinks | Role::Comments)
        }
        // Other stories have dates and authors too.
        Role::DateLine | Role::Byline | Role::Tags | Role::Credit => {
            !matches!(by_place.0, Role::RelatedLinks | Role::Comments)
        }
        _ => true,
    });
    match said {
        Some(said) => said,
        None if by_place.0 == Role::Caption || is_picture(place, &text) => credited(rules, &text).unwrap_or(by_place),
        None => by_place,
    }
}

/// Whether names stand alone by a picture, and do not lead elsewhere.
fn is_picture(place: &Place<'_>, text: &str) -> bool {
    place.is(const { &[at("picture")] }) && !place.linked && !place.card && furniture_role::is_credit(text)
}

/// Who took the picture, where nothing else is said in an element for captions.
fn credited<'a>(rules: &'a Rules, text: &str) -> Option<(Role, &'a str)> {
    match rules.ending(text) {
        Some((rule, at)) if text[..at].trim_matches(['(', '[', ' ']).is_empty() => Some((rule.role, &rule.id)),
        _ => furniture_role::is_credit(text).then_some((Role::Credit, layout::PAGE_CREDIT)),
    }
}
