//! Words of readers: a heading such as “3 comments”, and all that stands under it.

use super::labels::Labelling;
use super::layout;
use super::shape::has_words;
use crate::segment::Role;

/// The most lines between a heading and the first comment that is signed.
const NEAR: usize = 3;

/// Says of what stands under such a heading that readers say it. It takes another sign below, such as a line that says
/// who wrote when, or that comments are closed: the word alone may be anything's.
pub(in crate::segment) fn find(article: &mut Labelling<'_>) {
    let signs: Vec<usize> = (0..article.blocks.len()).filter(|&index| is_sign(article, index)).collect();
    let Some(&last) = signs.last() else { return };
    let Some(first) = signs.into_iter().rfind(|&index| index < last && opens(article, index)) else { return };
    // What the last one who signed says goes on to the next line that something is said of.
    let unlabelled = |index: &usize| article.blocks[*index].is_unlabelled();
    let end = (last + 1..article.blocks.len()).take_while(unlabelled).last().unwrap_or(last);
    let found: Vec<usize> = (first..=end).filter(unlabelled).collect();
    for index in found {
        article.label(index, Role::Comments, layout::COMMENT);
    }
}

fn is_sign(article: &Labelling<'_>, index: usize) -> bool {
    article.blocks[index].role() == Some(Role::Comments)
}

/// Returns true if it is a heading of comments and no count of them in the midst of a story: it stands in the second
/// half, or says what the comments are on, or the first of them is signed close below.
fn opens(article: &Labelling<'_>, index: usize) -> bool {
    let part = &article.blocks[index];
    let heading = article.rules.iter().any(|rule| rule.id == part.labels[0].rule && rule.opens);
    let below = index + 1..article.blocks.len().min(index + 1 + NEAR);
    let sure = index * 2 >= article.blocks.len()
        || has_words(part.text, 4)
        || below.into_iter().any(|at| is_sign(article, at));
    let story = article.blocks[..index].iter().any(|part| part.is_unlabelled() && part.text.len() > 80);
    heading && sure && story
}
