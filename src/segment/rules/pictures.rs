//! Pictures: who took them, and what they show.

use super::labels::{Article, Said, flat};
use super::layout;
use super::shape::{has_words, is_title};
use crate::segment::Role;
use crate::transcript::BlockKind;
use std::collections::HashSet;

/// The longest caption, in words.
const CAPTION_WORDS: usize = 90;

/// Finds credits, and the captions before and above them.
pub(in crate::segment) fn find(article: &mut Article<'_>) {
    for index in 0..article.parts.len() {
        if article.parts[index].is_unsaid() && article.parts[index].is_prose() {
            credit(article, index);
        }
    }
    let loose = is_loose(article);
    for index in 1..article.parts.len() {
        if article.parts[index].role() == Some(Role::Credit) && stands_above_credit(article, index - 1, loose) {
            article.say(index - 1, Role::Caption, layout::CAPTION_ABOVE);
        }
    }
    again(article);
}

/// A block that ends in a credit is a credit, or a caption and a credit.
fn credit(article: &mut Article<'_>, index: usize) {
    let part = &article.parts[index];
    let Some((rule, at)) = article.rules.ending(&flat(part.text)) else { return };
    let caption = before_credit(&part.text[..at]);
    if has_words(caption, CAPTION_WORDS + 1) {
        return;
    }
    let start = part.span().start;
    let credit = Said { start: start + at, role: rule.role, rule: &rule.id };
    article.parts[index].said = match caption.is_empty() {
        true => vec![Said { start, ..credit }],
        false => vec![Said { start, role: Role::Caption, rule: layout::CAPTION }, credit],
    };
}

/// What stands before a credit, without the mark that sets the two apart.
fn before_credit(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || "–—|(-".contains(c))
}

/// Whether the part above a credit that stands alone is its caption: it is set tight to the credit in a text that
/// sets paragraphs apart, or is said again above another credit, or has no stop.
fn stands_above_credit(article: &Article<'_>, index: usize, loose: bool) -> bool {
    let part = &article.parts[index];
    if !part.is_unsaid() || part.kind != BlockKind::Paragraph || has_words(part.text, 60) || part.text.ends_with(':') {
        return false;
    }
    let alone = !has_words(part.text, 31) && (is_title(part.text, 30) || sentences(part.text) < 2 && index < 12);
    (loose && is_tight(article, index)) || alone
}

/// How many stops it has inside, and at its end.
fn sentences(text: &str) -> usize {
    text.match_indices(". ").count() + usize::from(text.ends_with('.'))
}

/// Whether no blank line stands between a part and the next.
fn is_tight(article: &Article<'_>, index: usize) -> bool {
    let gap = &article.text[article.parts[index].span().end..article.parts[index + 1].span().start];
    gap.bytes().filter(|&byte| byte == b'\n').count() < 2
}

/// Whether blank lines stand between most parts.
fn is_loose(article: &Article<'_>) -> bool {
    let gaps = article.parts.len().saturating_sub(1);
    (0..gaps).filter(|&index| !is_tight(article, index)).count() * 2 >= article.parts.len()
}

/// A caption printed once more without its credit, as for those who do not see the picture.
fn again(article: &mut Article<'_>) {
    let captions: HashSet<&str> = captions(article).collect();
    let repeats = |index: &usize| captions.contains(article.parts[*index].text.trim_end_matches('.'));
    let found: Vec<usize> = article.unsaid().filter(repeats).collect();
    for index in found {
        article.say(index, Role::Caption, layout::CAPTION_AGAIN);
    }
}

/// The words of each caption of two words or more.
fn captions<'a>(article: &Article<'a>) -> impl Iterator<Item = &'a str> {
    let spoken = article.parts.iter().filter(|part| part.role() == Some(Role::Caption));
    let words = spoken.map(|part| match part.said.get(1) {
        Some(next) => before_credit(&part.text[..next.start - part.span().start]),
        None => part.text,
    });
    words.map(|words| words.trim_end_matches('.')).filter(|words| has_words(words, 2))
}
