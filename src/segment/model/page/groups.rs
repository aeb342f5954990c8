//! Groups: cards that show other stories, boxes about the author, and headings of what stands below them.

use super::element_classes::class;
use super::outline::{ElementContent, TITLE};
use super::page_view::{Assigned, PageView};

use crate::segment::Role;
use crate::segment::rules::layout;
use crate::segment::rules::shape::{has_weight, has_words};
use crate::transcript::{BlockKind, Tag};

/// The most blocks of a card: title, teaser, author, date, section, numbers of readers.
const CARD: usize = 8;

/// The most elements between a block and that of its card.
const REACH: usize = 6;

/// Returns true if a block stands beside the title of another story, in a small element that holds nothing of this one.
pub(super) fn is_card(view: &PageView<'_>, index: usize) -> bool {
    let elements = view.transcript.elements();
    let holds_headline = |held: &ElementContent| view.headline.is_some_and(|at| held.first <= at && at <= held.last);
    let is_of_page = |number: u32| {
        let near = view.signs.near(elements, Some(number));
        const { [class("navigation"), class("header"), class("footer")] }.iter().any(|&sign| near[sign] > 1)
    };
    let around = view.outline.around(index, REACH);
    around.take_while(|(_, held)| held.story_blocks == 0 && held.blocks <= CARD && !holds_headline(held)).any(
        |(number, held)| {
            let article = elements.get(number).is_some_and(|element| element.tag == Tag::Article);
            held.blocks > 1 && (held.titles > 0 || article) && !is_of_page(number)
        },
    )
}

/// Says of what belongs together that it is one thing.
pub(super) fn settle<'a>(view: &PageView<'_>, named: &mut [Assigned<'a>]) {
    boxes(view, named);
    addresses(view, named);
    headings(view, named);
}

/// The most blocks of a box about the author.
const BOX: usize = 10;

/// Below the story, what stands in one small element with the author's name, or with what is said of the author, is
/// said of the author.
fn boxes<'a>(view: &PageView<'_>, named: &mut [Assigned<'a>]) {
    let is_anchor = |index: &usize| match named[*index] {
        Some((Role::AuthorNote, _)) => true,
        Some((_, rule)) => {
            is_generic(rule) && view.titles.begin_with_author(view.text(*index)) && !is_listed(view, *index)
        }
        None => false,
    };
    let anchors: Vec<usize> = (view.last + 1..named.len()).filter(is_anchor).collect();
    for anchor in anchors {
        let small = |held: &ElementContent| held.story_blocks == 0 && held.titles == 0 && held.blocks <= BOX;
        let Some((_, held)) = view.outline.around(anchor, REACH).take_while(|(_, held)| small(held)).last() else {
            continue;
        };
        for said in &mut named[held.first..=held.last] {
            if said.is_some_and(|(_, rule)| is_generic(rule)) {
                *said = Some((Role::AuthorNote, layout::PAGE_AUTHOR));
            }
        }
    }
}

/// The most lines of an address.
const ADDRESS: usize = 6;

/// Text beside a line of an address in one small element, without links, is of the address.
fn addresses<'a>(view: &PageView<'_>, named: &mut [Assigned<'a>]) {
    let is_line = |index: &usize| matches!(named[*index], Some((Role::Contact, _)));
    let lines: Vec<usize> = (0..named.len()).filter(is_line).collect();
    for line in lines {
        let small = |held: &&ElementContent| held.story_blocks == 0 && held.titles == 0 && held.blocks <= ADDRESS;
        let Some(held) = view.outline.company(line).filter(small) else { continue };
        for (index, said) in (held.first..).zip(&mut named[held.first..=held.last]) {
            if said.is_some_and(|(_, rule)| is_generic(rule)) && !view.is_linked(index) {
                *said = Some((Role::Contact, layout::PAGE_CONTACT));
            }
        }
    }
}

/// Returns true if a block stands in a menu, or at the foot of the page.
fn is_listed(view: &PageView<'_>, index: usize) -> bool {
    let near = view.signs.near(view.transcript.elements(), view.blocks[index].element);
    let is = |sign: usize| near[sign] > 0;
    is(const { class("navigation") }) || (is(const { class("footer") }) && !is(const { class("author") }))
}

/// The most words of a heading that no markup says is one.
const HEADING: usize = 5;

/// The rules that know headings by their words; what stands below says more.
const HEADINGS: [&str; 3] = ["more-from", "more-stories", "contact-heading"];

/// A heading is what most of what stands below it is, in the innermost element that holds anything below it.
fn headings<'a>(view: &PageView<'_>, named: &mut [Assigned<'a>]) {
    for index in (0..named.len()).rev() {
        let heads = |held: &&ElementContent| held.first == index && held.story_blocks == 0;
        let open = named[index].is_some_and(|(_, rule)| is_generic(rule) || HEADINGS.contains(&rule));
        let Some(held) = view.outline.company(index).filter(heads).filter(|_| open) else { continue };
        if is_heading(view, index)
            && let Some(role) = most(&named[index + 1..=held.last.min(index + 12)])
            && named[index].is_some_and(|(own, _)| own != role)
        {
            named[index] = Some((role, layout::PAGE_HEADING));
        }
    }
}

fn is_heading(view: &PageView<'_>, index: usize) -> bool {
    let marked = matches!(view.blocks[index].kind, BlockKind::Heading(_));
    // The title of a story heads nothing but its teaser.
    match view.is_linked(index) {
        true => marked && !has_weight(view.text(index), TITLE),
        false => marked || !has_words(view.text(index), HEADING + 1),
    }
}

/// The role of more than half of them, if it is one of those that have headings.
fn most(named: &[Assigned<'_>]) -> Option<Role> {
    use Role::{AuthorNote, Comments, Navigation, Promotion, RelatedLinks, Tags};
    // What asks to join stands in boxes that offer something.
    let is = |own: Role, role: Role| own == role || (role == Promotion && own == Role::Engagement);
    let of = |role: Role| named.iter().flatten().filter(|(own, _)| is(*own, role)).count();
    let offers = named.iter().flatten().any(|(own, _)| *own == Promotion);
    let roles = [Navigation, RelatedLinks, Tags, Comments, Promotion, AuthorNote];
    roles.into_iter().find(|&role| of(role) * 2 > named.len() && (role != Promotion || offers))
}

/// Returns true if a rule looks only at the names of the elements around.
fn is_generic(rule: &str) -> bool {
    [
        layout::PAGE_RELATED,
        layout::PAGE_NAVIGATION,
        layout::PAGE_LINKS,
        layout::PAGE_FURNITURE,
        layout::PAGE_TAGS,
        layout::PAGE_FORM,
        layout::PAGE_SHARING,
        layout::PAGE_CONSENT,
        layout::PAGE_AUTHOR,
    ]
    .contains(&rule)
}
