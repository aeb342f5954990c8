//! DOCX: paragraphs, rows of tables, notes behind the paragraphs that refer to them. Headers and footers are no text, and what is
//! deleted by a tracked change is struck.

use super::docx_notes::notes;
use super::docx_story::{DocxReader, NoteKind, Notes};
use super::docx_styles::DocxStyles;
use super::facts;
use super::story::StoryFile;
use crate::capture::{Capture, MediaType};
use crate::document::Container;
use crate::transcript::package::{PackedFile, each_element, resolve};
use crate::transcript::text::Transcript;
use crate::transcript::{CaptureFormat, DecodeError, FactKind, Limits};

/// The format of Word's documents.
pub(in crate::transcript) struct DocxFormat;

/// The first bytes of an old office file, which is what a locked document is packed into.
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";

impl CaptureFormat for DocxFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["docx 1"]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.media_type() == MediaType::Docx
    }

    fn read(&self, capture: &Capture, _: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        if capture.bytes.starts_with(OLD_OFFICE) {
            return Err(DecodeError::Encrypted);
        }
        let mut container = Container::open(&capture.bytes)?;
        let main = related(&mut container, "", "/officeDocument")?.unwrap_or_else(|| "word/document.xml".to_owned());
        let document = PackedFile::of(&mut container, &main)?;
        let styles = match related(&mut container, &main, "/styles")? {
            Some(name) => DocxStyles::read(&PackedFile::of(&mut container, &name)?)?,
            None => DocxStyles::default(),
        };
        let of_kind = |container: &mut Container<'_>, kind: &str| -> Result<Option<PackedFile>, DecodeError> {
            related(container, &main, kind)?.map(|name| PackedFile::of(container, &name)).transpose()
        };
        let footnotes = of_kind(&mut container, "/footnotes")?;
        let endnotes = of_kind(&mut container, "/endnotes")?;
        let mut transcript = read(&document, &styles, [footnotes.as_ref(), endnotes.as_ref()])?;
        if let Some(name) = related(&mut container, "", "/core-properties")? {
            let facts = facts(&PackedFile::of(&mut container, &name)?, kind_of_fact)?;
            transcript.markup.get_or_insert_default().facts = facts;
        }
        Ok(transcript)
    }
}

fn read(
    document: &PackedFile,
    styles: &DocxStyles,
    notes_of: [Option<&PackedFile>; 2],
) -> Result<Transcript, DecodeError> {
    let decoded = document.decode()?;
    let [footnotes, endnotes] = notes_of.map(|file| file.map(PackedFile::decode).transpose());
    let decoded_notes = [footnotes?, endnotes?];
    let mut all = Vec::new();
    for ((kind, file), decoded) in [NoteKind::Foot, NoteKind::End].into_iter().zip(notes_of).zip(&decoded_notes) {
        if let Some((file, decoded)) = file.zip(decoded.as_ref()) {
            let file = StoryFile { file, decoded };
            all.push(Notes { kind, spans: notes(&file)?, file });
        }
    }
    let main = StoryFile { file: document, decoded: &decoded };
    let mut reader = DocxReader::new(styles, &all);
    reader.story(&main, main.whole(), 0, false)?;
    Ok(Transcript::joined(reader.finish()))
}

/// The file that a file of the document is related to in this way.
fn related(container: &mut Container<'_>, from: &str, kind: &str) -> Result<Option<String>, DecodeError> {
    let (folder, name) = from.rsplit_once('/').unwrap_or(("", from));
    let slash = if folder.is_empty() { "" } else { "/" };
    let list = format!("{folder}{slash}_rels/{name}.rels");
    if !container.has(&list) {
        return Ok(None);
    }
    let mut found = None;
    each_element(&PackedFile::of(container, &list)?, |tag, _| {
        let is_of_kind = tag.attribute("Type").is_some_and(|way| way.ends_with(kind));
        let is_inside = tag.attribute("TargetMode").as_deref() != Some("External");
        if tag.name == "Relationship" && is_of_kind && is_inside && found.is_none() {
            found = tag.attribute("Target").map(|target| resolve(from, &target));
        }
    })?;
    Ok(found.filter(|name| container.has(name)))
}

fn kind_of_fact(name: &str) -> Option<FactKind> {
    Some(match name {
        "title" => FactKind::Headline,
        "creator" => FactKind::Author,
        "modified" => FactKind::Modified,
        _ => return None,
    })
}
