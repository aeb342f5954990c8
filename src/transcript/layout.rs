use super::InsetKind;
use crate::text::Span;
pub(in crate::transcript) struct LayoutCut {
    pub span: Span,
    pub kind: InsetKind,
}
pub(in crate::transcript) fn cuts(_: &str) -> Vec<LayoutCut> {
    Vec::new()
}
