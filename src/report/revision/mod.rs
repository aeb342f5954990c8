//! The changes between two captures, for people, programs and browsers.

mod history;
mod html;
mod human;
mod impact;
mod json;
mod markdown;

pub use history::history;
pub use impact::impact;

use super::{Paint, legible};
use crate::diff::revision::{CaptureRevision, ChangedParagraph, Class, Classes, ParagraphChange};
use crate::manifest::Witness;
use std::io::{self, Write};

/// The ways to write what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum DiffFormat {
    /// For people, at a terminal.
    #[default]
    Human,
    /// JSON, on one line.
    Json,
    /// One page that needs nothing else: no script, no other file.
    Html,
    /// Markdown, for a comment or a report.
    Markdown,
}

impl DiffFormat {
    /// Every format.
    pub const ALL: [DiffFormat; 4] = [Self::Human, Self::Json, Self::Html, Self::Markdown];

    /// The name, as the command line has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Html => "html",
            Self::Markdown => "markdown",
        }
    }
}

/// The changes between two captures, ready to be written.
#[derive(Debug, Clone, Copy)]
pub struct Diff<'d> {
    /// The older capture.
    pub old: &'d Witness,
    /// The newer one.
    pub new: &'d Witness,
    /// The changes.
    pub revision: &'d CaptureRevision,
    /// True to write of page furniture and markup, too.
    pub all: bool,
    /// The paths of two files, as they were named, where they are no captures of an archive.
    pub files: Option<[&'d str; 2]>,
}

/// Writes what changed. `paint` matters to [`DiffFormat::Human`] alone.
pub fn revision(diff: &Diff<'_>, format: DiffFormat, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    match format {
        DiffFormat::Human => human::print(diff, out, paint),
        DiffFormat::Json => json::print(diff, out),
        DiffFormat::Html => html::print(diff, out),
        DiffFormat::Markdown => markdown::print(diff, out),
    }
}

impl Diff<'_> {
    /// The name of what was compared: the article, or the newer of two files.
    fn title(&self) -> &str {
        self.files.map_or(self.new.article().as_str(), |[_, new]| new)
    }

    /// Both sides: where each is kept, its digest's first digits, and when it was made.
    fn sides(&self) -> [String; 2] {
        match self.files {
            None => [capture(self.old), capture(self.new)],
            Some([old, new]) => [(old, self.old), (new, self.new)]
                .map(|(path, witness)| format!("{} sha256:{}…", legible(path), &witness.manifest().sha256.hex()[..12])),
        }
    }

    fn changes(&self) -> impl Iterator<Item = &ParagraphChange> {
        self.revision.changes.iter().filter(|change| self.all || !change.is_noise())
    }

    /// The sentences at the end.
    fn summary(&self) -> String {
        let count = |of: fn(&ParagraphChange) -> bool| self.revision.story().filter(|change| of(change)).count();
        let removed = count(|change| change.new.is_empty());
        let added = count(|change| change.old.is_empty());
        let reworded = count(|_| true) - removed - added;
        let noise = self.revision.noise;
        let unchanged = self.revision.unchanged;
        let of_noise = format!(
            "outside the story: {} of page furniture, {} of white space, {} of markup",
            noise.furniture, noise.spacing, noise.markup
        );
        let (body, charsets) = (self.bodies(), self.charsets());
        if !self.revision.is_empty() {
            return format!(
                "paragraphs: {reworded} changed, {removed} removed, {added} added, {unchanged} unchanged; \
                 {of_noise}{body}{charsets}"
            );
        }
        match (self.revision.same_bytes, self.revision.is_blind()) {
            (true, _) => format!("the same bytes: {unchanged} paragraphs unchanged{body}"),
            (false, true) => format!("nothing of an article could be compared; {of_noise}{body}{charsets}"),
            (false, false) => {
                format!("the same words, but other bytes: {unchanged} paragraphs unchanged; {of_noise}{body}{charsets}")
            }
        }
    }

    /// The captures that have no body, in words; empty where both have one.
    fn bodies(&self) -> &'static str {
        match self.revision.has_body {
            [true, true] => "",
            [false, false] => "; neither capture has a body",
            [true, false] => "; the newer capture has no body",
            [false, true] => "; the older capture has no body",
        }
    }

    /// The charsets that the captures were read as, where that is why words differ.
    fn charsets(&self) -> String {
        match self.revision.misread() {
            0 => String::new(),
            count => {
                let [old, new] = [self.old, self.new].map(|side| side.transcript().charset().name.as_str());
                format!(
                    "; decoded otherwise: {count} of the paragraphs have the same bytes, read as another charset (the older \
                     capture as {old}, the newer as {new}, or before they were saved)"
                )
            }
        }
    }
}

fn names(classes: &Classes) -> String {
    let names: Vec<&str> = classes.iter().map(|class| class.name()).collect();
    names.join(", ")
}

fn place(paragraph: &ChangedParagraph) -> String {
    format!("{} {}", paragraph.role, paragraph.number)
}

fn places(paragraphs: &[ChangedParagraph]) -> String {
    let places: Vec<String> = paragraphs.iter().map(place).collect();
    places.join(" + ")
}

/// `body 3`, or `body 3 → body 4` where it is another one now.
fn where_it_is(change: &ParagraphChange) -> String {
    let (old, new) = (places(&change.old), places(&change.new));
    match (old.is_empty(), new.is_empty(), old == new) {
        (true, ..) => new,
        (_, true, _) | (.., true) => old,
        _ => format!("{old} → {new}"),
    }
}

fn moment(witness: &Witness) -> String {
    witness.captured_at().map_or("at an unknown time".to_owned(), |moment| moment.to_string())
}

/// The path of a capture, its digest's first digits, and when it was made.
fn capture(witness: &Witness) -> String {
    let digits = &witness.manifest().sha256.hex()[..12];
    format!("{} sha256:{digits}…, captured {}", legible(witness.path().as_str()), moment(witness))
}

/// The classes that say what is done with a paragraph, not with its words.
fn is_of_paragraph(change: &ParagraphChange) -> bool {
    change.classes.iter().all(|class| matches!(class, Class::Moved | Class::Role | Class::Furniture | Class::Revert))
}
