//! What is said to someone who thinks that a part of an article was typed wrongly.

use super::Locus;
use crate::manifest::Witness;
use crate::segment::{Segment, meaning};
use crate::text::Span;

/// What a part was typed by, and how to say that it is body.
pub(super) fn overrule(witness: &Witness, span: Span, locus: &Locus) -> String {
    let rule = meaning(&locus.rule).map_or_else(String::new, |meaning| format!("that rule goes by this: {meaning}; "));
    let named = witness.segments_at(span).iter().find(|segment| segment.role.counted_as() == locus.role);
    let like = |segment: &&Segment| {
        named.is_some_and(|named| segment.role == named.role && segment.span.start <= named.span.start)
    };
    let count = witness.segments().iter().filter(like).count().max(1);
    let (article, role) = (&locus.article, locus.role);
    format!(
        "{rule}if it is body after all, say so with `literatim mark {article} \"{role} {count}\" body --because WHY`, or \
         see `literatim show {article} --why` and the rules in literatim.toml"
    )
}
