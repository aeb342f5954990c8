//! What readers say: a heading such as “3 comments”, and all that stands under it.

use super::labels::Article;
use super::layout;
use super::shape::has_words;
use crate::segment::Role;

/// How many lines below a heading the first of the comments is signed, at most.
const NEAR: usize = 3;

/// Says of what stands under such a heading that readers say it. It takes another sign below, such as a line that says
/// who wrote when, or that comments are closed: the word alone may be anything's.
pub(in crate::segment) fn find(article: &mut Article<'_>) {
    let signs: Vec<usize> = (0..article.parts.len()).filter(|&index| is_sign(article, index)).collect();
    let Some(&last) = signs.last() else { return };
    let Some(first) = signs.into_iter().rfind(|&index| index < last && opens(article, index)) else { return };
    // What the last one who signed says goes on to the next line that something is said of.
    let unsaid = |index: &usize| article.parts[*index].is_unsaid();
    let end = (last + 1..article.parts.len()).take_while(unsaid).last().unwrap_or(last);
    let found: Vec<usize> = (first..=end).filter(unsaid).collect();
    for index in found {
        article.say(index, Role::Comments, layout::COMMENT);
    }
}

fn is_sign(article: &Article<'_>, index: usize) -> bool {
    article.parts[index].role() == Some(Role::Comments)
}

/// Whether it is a heading of comments and no count of them in the midst of a story: it stands in the second half, or
/// says what the comments are on, or the first of them is signed close below.
fn opens(article: &Article<'_>, index: usize) -> bool {
    let part = &article.parts[index];
    let heading = article.rules.iter().any(|rule| rule.id == part.said[0].rule && rule.opens);
    let below = index + 1..article.parts.len().min(index + 1 + NEAR);
    let sure =
        index * 2 >= article.parts.len() || has_words(part.text, 4) || below.into_iter().any(|at| is_sign(article, at));
    let story = article.parts[..index].iter().any(|part| part.is_unsaid() && part.text.len() > 80);
    heading && sure && story
}
