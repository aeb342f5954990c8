//! Words outside the body, with what it takes to say that their part was typed wrongly.

use super::{Locus, Outside};
use crate::manifest::Witness;
use crate::matching::Match;
use crate::segment::{Segment, Standing};
use crate::text::Span;

/// The part of `witness` that `span` stands in.
pub(super) fn outside(witness: &Witness, span: Span, found: &Match) -> Outside {
    let is_furniture = found.standing == Standing::Furniture;
    let Locus { article, role, rule: segment_rule, .. } = Locus::read(witness, span, found.role_outside);
    let part = witness.segments_at(span).find(|segment| segment.role.counted_as() == role);
    let is_like = |segment: &&Segment| {
        part.is_some_and(|part| segment.role == part.role && segment.span.start <= part.span.start)
    };
    let number = witness.segments().iter().filter(is_like).count().max(1);
    Outside { article, role, segment_rule, number, is_furniture }
}
