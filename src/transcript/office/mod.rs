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
