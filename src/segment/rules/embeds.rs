//! Embedded posts.

use super::labels::Labelling;
use super::layout;
use crate::segment::Role;
use crate::transcript::BlockKind;

/// The block above who posted it is the post; in Markdown, all of the block quotation above it.
pub(in crate::segment) fn find(article: &mut Labelling<'_>) {
    for index in 1..article.blocks.len() {
        if article.blocks[index].role() != Some(Role::EmbedAttribution) {
            continue;
        }
        let mut above = index - 1;
        while is_post(article, above) && article.label(above, Role::Embed, layout::EMBED) {
            let more = above > 0 && [above, above - 1].map(|at| article.blocks[at].kind) == [BlockKind::Quote; 2];
            if !more {
                break;
            }
            above -= 1;
        }
    }
}

/// A line that leads in to a post is none: then the post itself was lost.
fn is_post(article: &Labelling<'_>, index: usize) -> bool {
    article.blocks[index].is_unlabelled() && !article.blocks[index].text.ends_with(':')
}
