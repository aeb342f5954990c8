//! The abilities of a terminal, and what is made of them.

use super::legible;
use super::links::{FileLinks, linked};
use crate::verify::Severity;

/// The manner of writing for people, as the caller that knows the terminal asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paint {
    /// True to colour.
    pub colour: bool,
    /// The most columns that a line may have.
    pub width: usize,
    /// True to write of quotations with nothing to say of them, too.
    pub verbose: bool,
    /// The folder of captures on the disk, where it is not `archive`.
    pub archive: Option<String>,
    /// The most findings that are shown; `None` for all.
    pub limit: Option<usize>,
    /// True to leave out the summary.
    pub quiet: bool,
    /// True to count findings by rule and by file.
    pub statistics: bool,
    /// The folders that shown paths lead to, where the terminal has links.
    pub links: Option<FileLinks>,
}

impl Default for Paint {
    fn default() -> Self {
        Self {
            colour: false,
            width: 100,
            verbose: false,
            archive: None,
            limit: None,
            quiet: false,
            statistics: false,
            links: None,
        }
    }
}

/// The meaning of a colour: never anything that the words do not say too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As the terminal has it.
    Plain,
    /// To be seen first.
    Strong,
    /// To be seen last.
    Faint,
    /// Something fails.
    Bad,
    /// Something is doubtful, or cannot be checked.
    Doubtful,
    /// Something is as it should be.
    Good,
    /// A remark.
    Remark,
}

impl Tone {
    /// The tone of a finding.
    pub const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Note => Self::Remark,
            Severity::Warning => Self::Doubtful,
            Severity::Error | Severity::CannotTell => Self::Bad,
        }
    }

    /// The parameters of the escape sequence (ECMA-48, Select Graphic Rendition).
    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Bad => "1;31",
            Self::Doubtful => "1;33",
            Self::Good => "1;32",
            Self::Remark => "1;36",
        }
    }
}

impl Paint {
    /// The narrowest width that is laid out for; on a narrower terminal, lines run over.
    pub const NARROWEST: usize = 40;

    /// The number of columns to lay out in.
    pub fn columns(&self) -> usize {
        self.width.max(Self::NARROWEST)
    }

    /// The path in an archive, as it is on the disk and as a terminal may show it.
    pub fn path(&self, path: &str) -> String {
        match (&self.archive, path.strip_prefix("archive/")) {
            (Some(folder), Some(below)) => legible(&format!("{folder}/{below}")).into_owned(),
            _ => legible(path).into_owned(),
        }
    }

    /// `text`, made to lead to the notes called `file`.
    pub(super) fn to_notes(&self, file: &str, text: String) -> String {
        match &self.links {
            // Standard input is no file.
            Some(links) if file != "-" => linked(&links.notes, file, &text),
            _ => text,
        }
    }

    /// `text`, made to lead to what has this `path` in the archive.
    pub(super) fn to_archive(&self, path: &str, text: String) -> String {
        let Some(links) = &self.links else { return text };
        match (&self.archive, path.strip_prefix("archive/")) {
            (Some(folder), Some(below)) => linked(&links.archive, &format!("{folder}/{below}"), &text),
            _ => linked(&links.archive, path, &text),
        }
    }

    /// `text` in `tone`.
    pub fn tone(&self, tone: Tone, text: &str) -> String {
        if !self.colour || tone == Tone::Plain || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1B}[{}m{text}\u{1B}[0m", tone.code())
    }
}
