//! Pictures: who took them, and what they show.

use super::labels::{Label, Labelling, flat};
use super::layout;
use super::shape::{has_words, is_title};
use crate::segment::Role;
use crate::transcript::BlockKind;
use std::collections::HashSet;

/// The longest caption, in words.
const CAPTION_WORDS: usize = 90;

/// Finds credits, and the captions before and above them.
pub(in crate::segment) fn find(article: &mut Labelling<'_>) {
    for index in 0..article.blocks.len() {
        if article.blocks[index].is_unlabelled() && article.blocks[index].is_prose() {
            credit(article, index);
        }
    }
    let loose = is_loose(article);
    for index in 1..article.blocks.len() {
        if article.blocks[index].role() == Some(Role::Credit) && stands_above_credit(article, index - 1, loose) {
            article.label(index - 1, Role::Caption, layout::CAPTION_ABOVE);
        }
    }
    again(article);
}

/// A block that ends in a credit is a credit, or a caption and a credit.
fn credit(article: &mut Labelling<'_>, index: usize) {
    let part = &article.blocks[index];
    let Some((rule, at)) = article.rules.ending(&flat(part.text)) else { return };
    let caption = before_credit(&part.text[..at]);
    if has_words(caption, CAPTION_WORDS + 1) {
        return;
    }
    let start = part.span().start;
    let credit = Label { start: start + at, role: rule.role, rule: &rule.id };
    article.blocks[index].labels = match caption.is_empty() {
        true => vec![Label { start, ..credit }],
        false => vec![Label { start, role: Role::Caption, rule: layout::CAPTION }, credit],
    };
}

/// The text before a credit, without the mark that sets the two apart.
fn before_credit(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || "–—|(-".contains(c))
}

/// Returns true if the part above a credit that stands alone is its caption: it is set tight to the credit in a text
/// that sets paragraphs apart, or is said again above another credit, or has no stop.
fn stands_above_credit(article: &Labelling<'_>, index: usize, loose: bool) -> bool {
    let part = &article.blocks[index];
    if !part.is_unlabelled()
        || part.kind != BlockKind::Paragraph
        || has_words(part.text, 60)
        || part.text.ends_with(':')
    {
        return false;
    }
    let alone = !has_words(part.text, 31) && (is_title(part.text, 30) || sentences(part.text) < 2 && index < 12);
    (loose && is_tight(article, index)) || alone
}

/// The number of stops inside of it and at its end.
fn sentences(text: &str) -> usize {
    text.match_indices(". ").count() + usize::from(text.ends_with('.'))
}

/// Returns true if no blank line stands between a part and the next.
fn is_tight(article: &Labelling<'_>, index: usize) -> bool {
    let gap = &article.text[article.blocks[index].span().end..article.blocks[index + 1].span().start];
    gap.bytes().filter(|&byte| byte == b'\n').count() < 2
}

/// Returns true if blank lines stand between most parts.
fn is_loose(article: &Labelling<'_>) -> bool {
    let gaps = article.blocks.len().saturating_sub(1);
    (0..gaps).filter(|&index| !is_tight(article, index)).count() * 2 >= article.blocks.len()
}

/// A caption printed once more without its credit, as for those who do not see the picture.
fn again(article: &mut Labelling<'_>) {
    let captions: HashSet<&str> = captions(article).collect();
    let repeats = |index: &usize| captions.contains(article.blocks[*index].text.trim_end_matches('.'));
    let found: Vec<usize> = article.unlabelled().filter(repeats).collect();
    for index in found {
        article.label(index, Role::Caption, layout::CAPTION_AGAIN);
    }
}

/// The words of each caption of two words or more.
fn captions<'a>(article: &Labelling<'a>) -> impl Iterator<Item = &'a str> {
    let spoken = article.blocks.iter().filter(|part| part.role() == Some(Role::Caption));
    let words = spoken.map(|part| match part.labels.get(1) {
        Some(next) => before_credit(&part.text[..next.start - part.span().start]),
        None => part.text,
    });
    words.map(|words| words.trim_end_matches('.')).filter(|words| has_words(words, 2))
}
