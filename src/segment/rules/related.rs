//! Other stories: a heading such as “More from …”, and the titles and teasers under it.

use super::labels::Labelling;
use super::layout;
use super::shape::{has_words, is_sentence};
use crate::segment::Role;

/// Says of everything under such a heading that it belongs to it, up to where the story goes on.
pub(in crate::segment) fn find(article: &mut Labelling<'_>) {
    for index in 0..article.blocks.len() {
        if article.blocks[index].role() == Some(Role::RelatedLinks) && opens(article, index) {
            let teasers = teasers(article, index + 1);
            for teaser in teasers {
                article.label(teaser, Role::RelatedLinks, layout::TEASER);
            }
        }
    }
}

fn opens(article: &Labelling<'_>, index: usize) -> bool {
    let id = article.blocks[index].labels[0].rule;
    article.rules.iter().any(|rule| rule.id == id && rule.opens)
}

/// The longest teaser, in words.
const TEASER_WORDS: usize = 60;

/// The parts from `start` on of which nothing has been said, up to the story: two paragraphs one behind the other, or
/// one that is too long for a teaser.
fn teasers(article: &Labelling<'_>, start: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut after_paragraph = false;
    for index in start..article.blocks.len() {
        let part = &article.blocks[index];
        if part.role() == Some(Role::RelatedLinks) && opens(article, index) {
            break;
        }
        if !part.is_unlabelled() {
            continue;
        }
        let paragraph = !part.linked && reads_on(part.text);
        if paragraph && (after_paragraph || has_words(part.text, TEASER_WORDS + 1)) {
            if after_paragraph {
                found.pop();
            }
            break;
        }
        found.push(index);
        after_paragraph = paragraph;
    }
    found
}

/// Returns true if it reads like a paragraph of a story, or what somebody says in one.
fn reads_on(text: &str) -> bool {
    is_sentence(text) && (has_words(text, 12) || text.starts_with(['"', '“', '„', '«', '‘']))
}
