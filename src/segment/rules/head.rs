//! The head: headline, standfirst, byline, date and source, before the story gets under way.

use super::labels::{Article, flat};
use super::layout;
use super::rule::{Place, Unit};
use super::shape::{has_words, is_cut, is_house, is_paragraph, is_person, is_sentence, is_stopped, is_title, words};
use crate::segment::Role;
use crate::transcript::BlockKind;

/// The most blocks that a head has.
const LONGEST: usize = 25;

/// Says what the blocks of the head are.
pub(in crate::segment) fn read(article: &mut Article<'_>, is_beginning: &dyn Fn(usize) -> bool) {
    let end = extent(article);
    by_rule(article, end);
    let headline = headline(article, end);
    names(article, end, headline);
    standfirst(article, end, headline, is_beginning);
}

/// Where the head ends: at the second paragraph of which nothing has been said.
fn extent(article: &Article<'_>) -> usize {
    let mut paragraphs = 0;
    for (index, part) in article.parts.iter().enumerate().take(LONGEST) {
        let runs_on = is_paragraph(part.text) || (has_words(part.text, 7) && is_stopped(part.text));
        paragraphs += usize::from(part.is_unsaid() && runs_on);
        if paragraphs == 2 {
            return index;
        }
    }
    article.parts.len().min(LONGEST)
}

fn by_rule(article: &mut Article<'_>, end: usize) {
    for index in 0..end {
        if article.parts[index].is_unsaid()
            && let Some(rule) = article.rules.find(Unit::Block, &[Place::Head], &flat(article.parts[index].text))
        {
            article.say(index, rule.role, &rule.id);
        }
    }
}

/// Finds the headline: the first heading of the markup, else the first line if it is short and has no final stop.
fn headline(article: &mut Article<'_>, end: usize) -> Option<usize> {
    let unsaid: Vec<usize> = article.unsaid().take_while(|&index| index < end).take(4).collect();
    let heading = |&&index: &&usize| matches!(article.parts[index].kind, BlockKind::Heading(_));
    let marked = unsaid.iter().find(heading).copied();
    let first = *unsaid.first()?;
    let kicker = marked.is_none() && unsaid.len() > 1 && is_kicker(article, first, unsaid[1]);
    let found = match marked {
        Some(index) => index,
        None if kicker && article.say(first, Role::Tags, layout::KICKER) => unsaid[1],
        None if can_be_headline(article, first) => first,
        None => return None,
    };
    article.say(found, Role::Headline, layout::HEADLINE).then_some(found)
}

fn can_be_headline(article: &Article<'_>, index: usize) -> bool {
    let part = &article.parts[index];
    let more = article.parts.iter().skip(index + 1).any(|part| !part.is_unsaid() || has_words(part.text, 8));
    let ends = !is_stopped(part.text) && !part.text.ends_with([':', ';', ',']) && !is_cut(part.text);
    part.kind == BlockKind::Paragraph && more && ends && part.text.len() <= 300 && !has_words(part.text, 31)
}

/// A word or a line of capitals above what reads like a headline.
fn is_kicker(article: &Article<'_>, first: usize, second: usize) -> bool {
    let (kicker, title) = (article.parts[first].text, article.parts[second].text);
    let short = words(kicker) == 1 || (words(kicker) <= 3 && !kicker.chars().any(char::is_lowercase));
    short && is_title(kicker, 3) && is_title(title, 25) && has_words(title, 4) && second == first + 1
}

/// Names that stand alone: the author's if there is no byline yet, else the house that it comes from. A line behind
/// the author's name may say what post they have.
fn names(article: &mut Article<'_>, end: usize, headline: Option<usize>) {
    let mut author = article.parts[..end].iter().any(|part| part.role() == Some(Role::Byline));
    let start = headline.map_or(0, |index| index + 1);
    for index in start..end {
        let before = index.checked_sub(1).and_then(|before| article.parts[before].role());
        let part = &article.parts[index];
        if !part.is_unsaid() || part.kind != BlockKind::Paragraph {
            continue;
        }
        let post = || article.rules.find(Unit::Block, &[Place::AfterByline], &flat(part.text));
        let behind = matches!(before, Some(Role::Byline | Role::DateLine | Role::SourceLine));
        if before == Some(Role::Byline)
            && let Some(rule) = post()
        {
            article.say(index, rule.role, &rule.id);
        } else if !author && is_person(part.text) && is_followed(article, index) {
            author = article.say(index, Role::Byline, layout::BARE_BYLINE);
        } else if author && behind && (is_house(part.text) || part.linked) && is_followed(article, index) {
            article.say(index, Role::SourceLine, layout::SOURCE_LINE);
        }
    }
}

/// Whether anything stands behind it: a name that ends a text is a signature at most.
fn is_followed(article: &Article<'_>, index: usize) -> bool {
    index + 1 < article.parts.len()
}

/// Finds what sums the story up.
fn standfirst(article: &mut Article<'_>, end: usize, headline: Option<usize>, is_beginning: &dyn Fn(usize) -> bool) {
    let start = headline.map_or(0, |index| index + 1);
    let signs = |index: &usize| matches!(article.parts[*index].role(), Some(Role::Byline | Role::DateLine));
    let signed = (start..end).rev().find(signs).unwrap_or(start);
    for index in start..end {
        let part = &article.parts[index];
        if !part.is_unsaid() || matches!(part.kind, BlockKind::Code | BlockKind::Row | BlockKind::Rule) {
            continue;
        }
        if index < signed && !has_words(part.text, 81) {
            article.say(index, Role::Standfirst, layout::STANDFIRST);
        } else if is_beginning(index) {
            article.say(index, Role::Standfirst, layout::STANDFIRST_COPY);
        } else if Some(index) == headline.map(|index| index + 1) && is_summary(article, index) {
            article.say(index, Role::Standfirst, layout::STANDFIRST);
        } else {
            return;
        }
    }
}

/// A line right under the headline that is longer than a crosshead, has no final stop and leads in to nothing.
fn is_summary(article: &Article<'_>, index: usize) -> bool {
    let part = &article.parts[index];
    let next = article.parts.get(index + 1);
    let leads_in = next.is_some_and(|next| !next.is_unsaid() || is_paragraph(next.text));
    has_words(part.text, 4) && !has_words(part.text, 41) && !is_sentence(part.text) && leads_in && part.is_prose()
}
