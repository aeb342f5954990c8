//! The footnotes and endnotes of DOCX, which stand in files of their own.

use super::story::StoryFile;
use crate::text::Span;
use crate::transcript::DecodeError;
use crate::transcript::xml::{Xml, XmlEvent};
use std::collections::HashMap;

/// The notes of a file, by their ids: what stands inside of each.
pub(super) fn notes(file: &StoryFile<'_>) -> Result<HashMap<String, Span>, DecodeError> {
    let mut xml = Xml::new(file.text());
    let mut notes = HashMap::new();
    while let Some((event, at)) = xml.next().map_err(|why| file.file.wrong(why))? {
        let XmlEvent::Start(tag, false) = event else { continue };
        if !matches!(tag.name, "footnote" | "endnote") {
            continue;
        }
        let span = xml.inside(at)?;
        // The others are the lines above notes.
        let is_note = matches!(tag.attribute("type").as_deref(), None | Some("normal"));
        if let Some(id) = tag.attribute("id").filter(|_| is_note) {
            notes.entry(id).or_insert(span);
        }
    }
    Ok(notes)
}
