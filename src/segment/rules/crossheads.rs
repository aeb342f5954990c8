//! Headings inside the story.

use super::labels::Labelling;
use super::layout;
use super::shape::{has_words, is_paragraph, is_title};
use crate::segment::Role;
use crate::transcript::BlockKind;

/// The longest crosshead that no markup says is one, in words.
const LONGEST: usize = 9;

/// Finds headings of the markup, and short title-like lines between two paragraphs.
pub(in crate::segment) fn find(article: &mut Labelling<'_>) {
    let open: Vec<usize> = article.unlabelled().collect();
    let asks = |index: &usize| article.blocks[*index].text.ends_with(['?', '？', '؟']);
    let is_interview = open.iter().filter(|index| asks(index) && is_short(article, **index)).count() > 1;
    let mut found = Vec::new();
    for (at, &index) in open.iter().enumerate() {
        if matches!(article.blocks[index].kind, BlockKind::Heading(_)) {
            found.push((index, layout::HEADING));
        } else if is_interview && asks(&index) {
            // One question may head a section; of several, each is asked of somebody who answers.
        } else if at > 0 && at + 1 < open.len() && stands_between(article, open[at - 1], index, open[at + 1]) {
            found.push((index, layout::CROSSHEAD));
        }
    }
    for (index, rule) in found {
        article.label(index, Role::Crosshead, rule);
    }
}

fn is_short(article: &Labelling<'_>, index: usize) -> bool {
    article.blocks[index].is_prose() && !has_words(article.blocks[index].text, 2 * LONGEST)
}

/// Returns true if a line is set like a title, and stands between two paragraphs.
fn stands_between(article: &Labelling<'_>, before: usize, index: usize, behind: usize) -> bool {
    let part = &article.blocks[index];
    let says = part.text.starts_with(['"', '“', '„', '«', '‘', '\'', '(', '[', '—', '–', '-', '…', '•']);
    let plain = part.kind == BlockKind::Paragraph && !says && part.text.starts_with(|c: char| c.is_alphabetic());
    let paragraph = |other: usize| is_paragraph(article.blocks[other].text) && article.blocks[other].is_prose();
    plain
        && is_title(part.text, LONGEST)
        && !speaks(part.text)
        && paragraph(before)
        && paragraph(behind)
        && !article.blocks[before].text.ends_with([':', ';', ','])
}

/// Returns true if a line asks or exclaims as running text does: a question may head a section, but then it is one, and
/// plain.
fn speaks(text: &str) -> bool {
    let asks = text.ends_with(['?', '!']);
    text.ends_with('!') || text.starts_with("Q:") || (asks && (text.contains([',', ':']) || text.contains("? ")))
}
