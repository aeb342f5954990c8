//! Segments, and how those of a text tile it.

use super::rules::labels::Labelling;
use super::rules::layout;
use super::{Role, RuleId};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A typed range of a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Its role.
    pub role: Role,
    /// Its range in the transcript, in bytes. The white space after a block belongs to the segment before it.
    pub span: Span,
    /// The id of the rule that made it.
    pub rule: RuleId,
    /// For [`Role::Duplicate`]: the index of the segment that it says again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<usize>,
}

/// One segment for each part, or for each piece of it; the white space behind it belongs to it.
pub(super) fn tile(article: &Labelling<'_>) -> Vec<Segment> {
    let mut segments: Vec<Segment> =
        Vec::with_capacity(article.blocks.iter().map(|part| part.labels.len().max(1)).sum());
    let mut firsts = Vec::with_capacity(article.blocks.len());
    for part in &article.blocks {
        firsts.push(segments.len());
        for said in part.final_labels(article.rules).iter() {
            let start = if segments.is_empty() { 0 } else { said.start };
            if let Some(last) = segments.last_mut() {
                last.span.end = start;
            }
            segments.push(Segment {
                role: said.role,
                span: Span::new(start, start),
                rule: said.rule.into(),
                of: part.of.map(|of| of as usize),
            });
        }
    }
    match segments.last_mut() {
        Some(last) => last.span.end = article.text.len(),
        None => return whole(article.text, Role::Separator, layout::BLANK),
    }
    for segment in &mut segments {
        segment.of = segment.of.map(|part| firsts[part]);
    }
    segments
}

/// All of a text as one segment, if there is any.
pub(super) fn whole(text: &str, role: Role, rule: &str) -> Vec<Segment> {
    let span = Span::new(0, text.len());
    let segment = Segment { role, span, rule: rule.into(), of: None };
    Some(segment).filter(|segment| !segment.span.is_empty()).into_iter().collect()
}
