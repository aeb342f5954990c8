//! The furniture around a story: the role of each block of a page that is not the story's.

use super::block_context::BlockContext;
use super::element_classes::class;
use super::page_view::{Assigned, PageView};
use super::{furniture_role, groups};
use crate::segment::model::trees::Model;
use crate::segment::rules::labels::{Labelling, flat};
use crate::segment::rules::layout;
use crate::segment::rules::rule::{Unit, Zone};
use crate::segment::rules::shape::has_weight;
use crate::segment::{Role, Rules};
use crate::transcript::Transcript;

/// Says of every block that is not the story's what it is. For each block whether it is the story's.
pub(in crate::segment) fn label_furniture(
    article: &mut Labelling<'_>,
    transcript: &Transcript,
    model: &Model,
) -> Vec<bool> {
    let view = PageView::of(article, transcript, model);
    let mut named: Vec<Assigned<'_>> = (0..view.story.len()).map(|index| view.named(article, index)).collect();
    groups::settle(&view, &mut named);
    for (index, named) in named.into_iter().enumerate() {
        if let Some((role, rule)) = named {
            article.label(index, role, rule);
        }
    }
    view.story
}

impl PageView<'_> {
    fn named<'a>(&self, article: &Labelling<'a>, index: usize) -> Assigned<'a> {
        match (self.story[index], self.listed[index]) {
            (true, _) => None,
            (_, true) => Some((Role::RelatedLinks, layout::TEASER)),
            _ => match named(article.rules, &self.place(index)) {
                (Role::Copyright, _) if article.is_lettered(index) => Some((Role::Aside, layout::PAGE_ASIDE)),
                said => Some(self.doubted(index, said)),
            },
        }
    }

    /// The role of running text of which nothing but its elements' names and its place says that it is furniture: where
    /// that may be wrong, a quotation of it is no error.
    fn doubted<'a>(&self, index: usize, said: (Role, &'a str)) -> (Role, &'a str) {
        let inside = self.first < index && index < self.last;
        let is_weak = IN_DOUBT.contains(&said.1) || (inside && IN_DOUBT_INSIDE.contains(&said.1));
        if self.doubtful[index] && is_weak { (Role::Aside, layout::PAGE_ASIDE) } else { said }
    }

    fn place(&self, index: usize) -> BlockContext<'_> {
        let (first, last, headline) = (self.first, self.last, self.headline);
        let inside = first < index && index < last;
        BlockContext {
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

    /// Returns true if a block is a short link, and so are two of the four around it.
    fn is_menu(&self, index: usize) -> bool {
        let is_entry =
            |at: &usize| *at < self.story.len() && self.is_linked(*at) && !has_weight(self.text(*at), ENTRY + 1);
        let around = (index.saturating_sub(2)..index).chain(index + 1..index + 3);
        is_entry(&index) && around.filter(is_entry).count() >= 2
    }
}

/// Rules that look at nothing but names of elements that stories may have too, or at the shape.
const IN_DOUBT: [&str; 8] = [
    layout::PAGE_RELATED,
    layout::PAGE_CARD,
    layout::PAGE_FURNITURE,
    layout::PAGE_NAVIGATION,
    layout::PAGE_TAGS,
    layout::PAGE_FORM,
    layout::PAGE_PAYWALL,
    layout::PAGE_CONTACT,
];

/// Those that are in doubt between two parts of the story.
const IN_DOUBT_INSIDE: [&str; 2] = [layout::PAGE_PROMOTION, layout::PAGE_SHARING];

/// The most words of an entry of a menu.
const ENTRY: usize = 4;

/// The role of a block that is not the story's: by its words, and else by its elements and its place.
fn named<'a>(rules: &'a Rules, place: &BlockContext<'_>) -> (Role, &'a str) {
    let text = flat(place.text);
    let places = [Zone::Anywhere, Zone::Tail, Zone::Head, Zone::Around];
    let by_words = || rules.find(Unit::Block, &places, &text).map(|rule| (rule.role, rule.id.as_str()));
    let by_place = furniture_role::role(place);
    let said = by_words().filter(|(role, _)| match role {
        _ if place.titled => false,
        // Words such as “newsletter” or “search” in a menu lead to what they name.
        Role::Engagement | Role::Advertisement => furniture_role::menu(place).is_none(),
        // Who signs a story says how to write to them.
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

/// Returns true if names stand alone by a picture, and do not lead elsewhere.
fn is_picture(place: &BlockContext<'_>, text: &str) -> bool {
    place.is(const { &[class("picture")] }) && !place.linked && !place.card && furniture_role::is_credit(text)
}

/// Who took the picture, where nothing else is said in an element for captions.
fn credited<'a>(rules: &'a Rules, text: &str) -> Option<(Role, &'a str)> {
    match rules.ending(text) {
        Some((rule, at)) if text[..at].trim_matches(['(', '[', ' ']).is_empty() => Some((rule.role, &rule.id)),
        _ => furniture_role::is_credit(text).then_some((Role::Credit, layout::PAGE_CREDIT)),
    }
}
