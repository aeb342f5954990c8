//! Documents of office programs: DOCX and ODT.

mod docx;
mod docx_notes;
mod docx_story;
mod docx_styles;
mod math;
mod odt;
mod odt_deletions;
mod odt_styles;
mod story;
#[cfg(test)]
mod tests;

pub(super) use docx::DocxFormat;
pub(super) use odt::OdtFormat;

use super::package::{PackedFile, each_element};
use super::{DecodeError, Fact, FactKind, FactSource};

/// The facts that the program which wrote a document keeps of it, each in an element that `kind` knows by its name.
fn facts(meta: &PackedFile, kind: fn(&str) -> Option<FactKind>) -> Result<Vec<Fact>, DecodeError> {
    let mut facts = Vec::new();
    each_element(meta, |tag, text| {
        let value = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(kind) = kind(tag.name).filter(|_| !value.is_empty()) {
            facts.push(Fact { kind, from: FactSource::File, value });
        }
    })?;
    Ok(facts)
}
