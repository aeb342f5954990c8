//! The trait that every format of notes implements.

use crate::notes::{Bibliography, BibliographyProblem, FieldNames, Notes};

/// A format of notes. Nothing has a default: the compiler lists what a new format has not answered yet.
pub(super) trait NotesFormat {
    /// The name, as `--input` takes it.
    const NAME: &'static str;
    /// The endings of the names of its files, in small letters.
    const ENDINGS: &'static [&'static str];
    /// Further endings of files that are named one by one: in a folder, such a file may be anything.
    const OTHER_ENDINGS: &'static [&'static str];
    /// The syntax of its comments.
    const COMMENT: CommentSyntax;
    /// Marks that close a quotation, and markup that may end with it.
    const CLOSERS: &'static str;
    /// The place of a citation that is put in.
    const CITATION_PLACE: CitationPlace;

    /// Reads the quotations out of `notes`, of whose fields those may hold words or name sources, too.
    fn read(notes: &str, fields: &FieldNames) -> Notes;

    /// The files that `notes` name as their bibliographies, as written.
    fn bibliographies(notes: &str) -> Vec<String>;

    /// The bibliographic entries that `notes` have themselves, and the problems with them, in bytes of `notes`.
    fn entries(notes: &str) -> (Bibliography, Vec<BibliographyProblem>);

    /// A citation of `article`, as it is written behind words. `url` looks up the address of the article, if it has one
    /// that may be put into markup as it is; `None` where the format has no citation without one.
    fn citation(article: &str, url: &dyn Fn() -> Option<String>) -> Option<String>;
}

/// The way a format writes comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CommentSyntax {
    /// It has none.
    None,
    /// From this mark to the end of the line.
    Line(&'static str),
    /// From the first mark to the second.
    Between(&'static str, &'static str),
}

impl CommentSyntax {
    /// The length in bytes of the comment that `text` begins with.
    pub fn length(self, text: &str) -> Option<usize> {
        match self {
            Self::None => None,
            Self::Line(opens) => text.starts_with(opens).then(|| text.find('\n').unwrap_or(text.len())),
            Self::Between(opens, closes) => {
                text.strip_prefix(opens)?.find(closes).map(|inner| opens.len() + inner + closes.len())
            }
        }
    }
}

/// The place where a format has the citation of a quotation that is a block or an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CitationPlace {
    /// Behind its words.
    Behind,
    /// An attribution line below a block; behind the bracket that closes an element.
    AttributionLine,
    /// The attribute `cite` of its tag, else behind its closing tags.
    CiteAttribute,
}

/// Closers of a format without any of its own.
pub(super) const CLOSERS: &str = "”“\"’‘'»«›‹」』＂״〟〞｣﹂﹄*_~";

/// The words on the lines that begin with `head`, without it.
pub(super) fn words_after(notes: &str, head: &str) -> Vec<String> {
    let rests = notes.lines().filter_map(|line| line.strip_prefix(head));
    rests.flat_map(str::split_whitespace).map(str::to_owned).collect()
}
