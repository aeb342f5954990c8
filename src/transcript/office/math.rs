//! Formulas of DOCX (OMML), written in one line: `1/2`, `√(2)`, `x²`.

use super::story::Look;
use crate::text::Raised;
use crate::transcript::xml::Tag;

/// The signs that the start of an element of a formula puts into the line. A sign that is not written would make another number.
pub(super) fn start(tag: &Tag<'_>) -> Option<String> {
    let sign = match tag.name {
        "den" => "/",
        "rad" => "√",
        "d" => "(",
        "chr" => return tag.attribute("val"),
        _ => return None,
    };
    Some(sign.to_owned())
}

pub(super) fn end(name: &str) -> Option<&'static str> {
    (name == "d").then_some(")")
}

/// The look of what stands in an element of a formula.
pub(super) fn look(tag: &Tag<'_>) -> Look {
    let raised = match tag.name {
        "sup" => Some(Some(Raised::Up)),
        "sub" => Some(Some(Raised::Down)),
        _ => None,
    };
    Look { raised, ..Look::default() }
}
