//! Words that tracked changes delete from ODT: they stand above the text, and a mark in it says where they were.

use super::story::StoryFile;
use crate::text::Span;
use crate::transcript::DecodeError;
use crate::transcript::xml::{Xml, XmlEvent};
use std::collections::HashMap;

/// The text that one change deletes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deletion {
    pub words: String,
    pub at: Span,
}

/// The deletions of a document, by the ids of the changes.
pub(super) fn deletions(file: &StoryFile<'_>) -> Result<HashMap<String, Deletion>, DecodeError> {
    let mut found = HashMap::new();
    let mut xml = Xml::new(file.text());
    while let Some((event, at)) = xml.next().map_err(|why| file.file.wrong(why))? {
        let XmlEvent::Start(tag, false) = event else { continue };
        if tag.name != "changed-region" {
            continue;
        }
        let span = xml.inside(at)?;
        let deletion = deletion(file, span)?;
        if let Some((id, deletion)) = tag.attribute("id").zip(deletion) {
            found.insert(id, deletion);
        }
    }
    Ok(found)
}

fn deletion(file: &StoryFile<'_>, region: Span) -> Result<Option<Deletion>, DecodeError> {
    let mut xml = Xml::of(file.text(), region);
    while let Some((event, at)) = xml.next()? {
        match event {
            XmlEvent::Start(tag, false) if tag.name == "deletion" => {
                let at = xml.inside(at)?;
                return Ok(Some(Deletion { words: words(file, at)?, at }));
            }
            _ => {}
        }
    }
    Ok(None)
}

/// The words of a deletion, without who made it and when.
fn words(file: &StoryFile<'_>, deletion: Span) -> Result<String, DecodeError> {
    let (mut xml, mut words) = (Xml::of(file.text(), deletion), String::new());
    while let Some((event, at)) = xml.next()? {
        match event {
            XmlEvent::Start(tag, false) if matches!(tag.name, "change-info" | "annotation") => {
                xml.inside(at)?;
            }
            XmlEvent::Start(tag, _) if matches!(tag.name, "s" | "tab" | "line-break") => words.push(' '),
            XmlEvent::End("p" | "h") => words.push('\n'),
            XmlEvent::Text => words.push_str(&file.text()[at.range()]),
            XmlEvent::Reference(c) => words.push(c),
            _ => {}
        }
    }
    words.truncate(words.trim_end_matches('\n').len());
    Ok(words)
}
