//! Embedded posts.

use super::labels::Article;
use super::layout;
use crate::segment::Role;
use crate::transcript::BlockKind;

/// The block above who posted it is the post; in Markdown, all of the block quotation above it.
pub(in crate::segment) fn find(article: &mut Article<'_>) {
    for index in 1..article.parts.len() {
        if article.parts[index].role() != Some(Role::EmbedAttribution) {
            continue;
        }
        let mut above = index - 1;
        while is_post(article, above) && article.say(above, Role::Embed, layout::EMBED) {
            let more = above > 0 && [above, above - 1].map(|at| article.parts[at].kind) == [BlockKind::Quote; 2];
            if !more {
                break;
            }
            above -= 1;
        }
    }
}

/// A line that leads in to a post is none: then the post itself was lost.
fn is_post(article: &Article<'_>, index: usize) -> bool {
    article.parts[index].is_unsaid() && !article.parts[index].text.ends_with(':')
}
