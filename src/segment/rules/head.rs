//! The head: headline, standfirst, byline, date and source, before the story gets under way.

use super::labels::{Labelling, flat};
use super::layout;
use super::rule::{Unit, Zone};
use super::shape::{has_words, is_cut, is_house, is_paragraph, is_person, is_sentence, is_stopped, is_title, words};
use crate::segment::Role;
use crate::transcript::BlockKind;

/// The most blocks that a head has.
const LONGEST: usize = 25;

/// Says what the blocks of the head are.
pub(in crate::segment) fn read(article: &mut Labelling<'_>, is_beginning: &dyn Fn(usize) -> bool) {
    let end = extent(article);
    by_rule(article, end);
    let headline = headline(article, end);
    names(article, end, headline);
    standfirst(article, end, headline, is_beginning);
}

/// The end of the head: the second paragraph of which nothing has been said.
fn extent(article: &Labelling<'_>) -> usize {
    let mut paragraphs = 0;
    for (index, part) in article.blocks.iter().enumerate().take(LONGEST) {
        let runs_on = is_paragraph(part.text) || (has_words(part.text, 7) && is_stopped(part.text));
        paragraphs += usize::from(part.is_unlabelled() && runs_on);
        if paragraphs == 2 {
            return index;
        }
    }
    article.blocks.len().min(LONGEST)
}

fn by_rule(article: &mut Labelling<'_>, end: usize) {
    for index in 0..end {
        if article.blocks[index].is_unlabelled()
            && let Some(rule) = article.rules.find(Unit::Block, &[Zone::Head], &flat(article.blocks[index].text))
        {
            article.label(index, rule.role, &rule.id);
        }
    }
}

/// Finds the headline: the first heading of the markup, else the first line if it is short and has no final stop.
fn headline(article: &mut Labelling<'_>, end: usize) -> Option<usize> {
    let unlabelled: Vec<usize> = article.unlabelled().take_while(|&index| index < end).take(4).collect();
    let heading = |&&index: &&usize| matches!(article.blocks[index].kind, BlockKind::Heading(_));
    let marked = unlabelled.iter().find(heading).copied();
    let first = *unlabelled.first()?;
    let kicker = marked.is_none() && unlabelled.len() > 1 && is_kicker(article, first, unlabelled[1]);
    let found = match marked {
        Some(index) => index,
        None if kicker && article.label(first, Role::Tags, layout::KICKER) => unlabelled[1],
        None if can_be_headline(article, first) => first,
        None => return None,
    };
    article.label(found, Role::Headline, layout::HEADLINE).then_some(found)
}

fn can_be_headline(article: &Labelling<'_>, index: usize) -> bool {
    let part = &article.blocks[index];
    let more = article.blocks.iter().skip(index + 1).any(|part| !part.is_unlabelled() || has_words(part.text, 8));
    let ends = !is_stopped(part.text) && !part.text.ends_with([':', ';', ',']) && !is_cut(part.text);
    part.kind == BlockKind::Paragraph && more && ends && part.text.len() <= 300 && !has_words(part.text, 31)
}

/// A word or a line of capitals above what reads like a headline.
fn is_kicker(article: &Labelling<'_>, first: usize, second: usize) -> bool {
    let (kicker, title) = (article.blocks[first].text, article.blocks[second].text);
    let short = words(kicker) == 1 || (words(kicker) <= 3 && !kicker.chars().any(char::is_lowercase));
    short && is_title(kicker, 3) && is_title(title, 25) && has_words(title, 4) && second == first + 1
}

/// Names that stand alone: the author's if there is no byline yet, else the house that it comes from. A line behind
/// the author's name may say what post they have.
fn names(article: &mut Labelling<'_>, end: usize, headline: Option<usize>) {
    let mut author = article.blocks[..end].iter().any(|part| part.role() == Some(Role::Byline));
    let start = headline.map_or(0, |index| index + 1);
    for index in start..end {
        let before = index.checked_sub(1).and_then(|before| article.blocks[before].role());
        let part = &article.blocks[index];
        if !part.is_unlabelled() || part.kind != BlockKind::Paragraph {
            continue;
        }
        let post = || article.rules.find(Unit::Block, &[Zone::AfterByline], &flat(part.text));
        let behind = matches!(before, Some(Role::Byline | Role::DateLine | Role::SourceLine));
        if before == Some(Role::Byline)
            && let Some(rule) = post()
        {
            article.label(index, rule.role, &rule.id);
        } else if !author && is_person(part.text) && is_followed(article, index) {
            author = article.label(index, Role::Byline, layout::BARE_BYLINE);
        } else if author && behind && (is_house(part.text) || part.linked) && is_followed(article, index) {
            article.label(index, Role::SourceLine, layout::SOURCE_LINE);
        }
    }
}

/// Returns true if anything stands behind it: a name that ends a text is a signature at most.
fn is_followed(article: &Labelling<'_>, index: usize) -> bool {
    index + 1 < article.blocks.len()
}

/// Finds what sums the story up.
fn standfirst(article: &mut Labelling<'_>, end: usize, headline: Option<usize>, is_beginning: &dyn Fn(usize) -> bool) {
    let start = headline.map_or(0, |index| index + 1);
    let signs = |index: &usize| matches!(article.blocks[*index].role(), Some(Role::Byline | Role::DateLine));
    let signed = (start..end).rev().find(|index| signs(index) && !has_story(article, start, *index)).unwrap_or(start);
    for index in start..end {
        let part = &article.blocks[index];
        if !part.is_unlabelled() || matches!(part.kind, BlockKind::Code | BlockKind::Row | BlockKind::Rule) {
            continue;
        }
        if index < signed && !has_words(part.text, 81) {
            article.label(index, Role::Standfirst, layout::STANDFIRST);
        } else if is_beginning(index) {
            article.label(index, Role::Standfirst, layout::STANDFIRST_COPY);
        } else if Some(index) == headline.map(|index| index + 1) && is_summary(article, index) {
            article.label(index, Role::Standfirst, layout::STANDFIRST);
        } else {
            return;
        }
    }
}

/// The most words of a standfirst, all of its lines together.
const STANDFIRST: usize = 80;

/// Returns true if more stands between two parts than a standfirst has: then a name or a date behind it is no byline of
/// what stands above, but a running head, or a signature.
fn has_story(article: &Labelling<'_>, start: usize, end: usize) -> bool {
    let open = article.blocks[start..end].iter().filter(|part| part.is_unlabelled());
    let (mut all, mut sentences) = (0, 0);
    for part in open {
        all += words(part.text);
        sentences += usize::from(is_stopped(part.text) && has_words(part.text, 4));
    }
    all > STANDFIRST || (sentences > 1 && all > STANDFIRST / 3)
}

/// A line right under the headline that is longer than a crosshead, has no final stop and leads in to nothing.
fn is_summary(article: &Labelling<'_>, index: usize) -> bool {
    let part = &article.blocks[index];
    let next = article.blocks.get(index + 1);
    let leads_in = next.is_some_and(|next| !next.is_unlabelled() || is_paragraph(next.text));
    has_words(part.text, 4) && !has_words(part.text, 41) && !is_sentence(part.text) && leads_in && part.is_prose()
}
