//! The formats of notes.
//!
//! CONTRIBUTING.md says how to add one.

mod asciidoc;
mod format;
mod html;
mod jupyter;
mod latex;
mod markdown;
mod org;
mod rst;
mod structured;
mod wiki;

pub use format::{CitationPlace, CommentSyntax};
pub(crate) use structured::readings as readings_of_data;

use super::{Bibliography, BibliographyProblem, FieldNames, Notes, NotesProblem};
use crate::text::Span;
use format::NotesFormat;
use std::collections::BTreeSet;

/// Makes [`Format`] of a list: the variant of a format, and the type that answers for it.
macro_rules! formats {
    ($($(#[$about:meta])* $format:ident: $answers:ty,)+) => {
        /// A format that notes are written in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        #[non_exhaustive]
        pub enum Format { $($(#[$about])* $format,)+ }

        impl Format {
            /// Every format.
            pub const ALL: [Self; [$(Self::$format),+].len()] = [$(Self::$format),+];

            /// The name, as `--input` takes it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$format => <$answers>::NAME),+ }
            }

            /// The endings of the names of its files, in small letters.
            pub const fn endings(self) -> &'static [&'static str] {
                match self { $(Self::$format => <$answers>::ENDINGS),+ }
            }

            const fn other_endings(self) -> &'static [&'static str] {
                match self { $(Self::$format => <$answers>::OTHER_ENDINGS),+ }
            }

            /// The syntax of its comments.
            pub const fn comment(self) -> CommentSyntax {
                match self { $(Self::$format => <$answers>::COMMENT),+ }
            }

            /// Marks that close a quotation, and markup that may end with it.
            pub const fn closers(self) -> &'static str {
                match self { $(Self::$format => <$answers>::CLOSERS),+ }
            }

            /// The place of a citation that is put in.
            pub const fn citation_place(self) -> CitationPlace {
                match self { $(Self::$format => <$answers>::CITATION_PLACE),+ }
            }

            fn quotations(self, notes: &str, fields: &FieldNames) -> Notes {
                match self { $(Self::$format => <$answers>::read(notes, fields)),+ }
            }

            fn entries(self, notes: &str) -> (Bibliography, Vec<BibliographyProblem>) {
                match self { $(Self::$format => <$answers>::entries(notes)),+ }
            }

            fn named_bibliographies(self, notes: &str) -> Vec<String> {
                match self { $(Self::$format => <$answers>::bibliographies(notes)),+ }
            }

            /// A citation of `article`, as it is written behind words. `url` looks up the address of the article, if it
            /// has one that may be put into markup as it is; `None` where the format has no citation without one.
            pub fn citation(self, article: &str, url: &dyn Fn() -> Option<String>) -> Option<String> {
                match self { $(Self::$format => <$answers>::citation(article, url)),+ }
            }
        }
    };
}

formats! {
    /// CommonMark, with its usual extensions.
    #[default]
    Markdown: markdown::Markdown,
    /// LaTeX, with csquotes.
    Latex: latex::Latex,
    /// HTML, whole pages or parts of them.
    Html: html::HtmlPage,
    /// The markup of MediaWiki.
    MediaWiki: wiki::MediaWiki,
    /// AsciiDoc.
    AsciiDoc: asciidoc::AsciiDoc,
    /// reStructuredText.
    ReStructuredText: rst::ReStructuredText,
    /// Org.
    Org: org::Org,
    /// One JSON text: a list of quotations, or Web Annotations.
    Json: structured::Json,
    /// The same, one to a line.
    JsonLines: structured::JsonLines,
    /// The same in YAML.
    Yaml: structured::Yaml,
    /// The same in a table.
    Csv: structured::Csv,
    /// Jupyter notebooks.
    Jupyter: jupyter::Jupyter,
}

impl Format {
    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format of a file, by the end of its name.
    pub fn of_file(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let mut all = Self::ALL.into_iter();
        all.find(|format| format.endings().iter().chain(format.other_endings()).any(|ending| name.ends_with(ending)))
    }

    pub(super) fn read(self, notes: &str, fields: &FieldNames) -> Notes {
        let mut read = self.quotations(notes, fields);
        let (entries, flaws) = self.entries(notes);
        let problem = |flaw: BibliographyProblem| NotesProblem { span: Span::new(flaw.at, flaw.at), what: flaw.what };
        read.unknown.extend(flaws.into_iter().map(problem));
        if !entries.is_empty() {
            read.quotations.iter_mut().for_each(|quotation| entries.expand(&mut quotation.citations));
        }
        read
    }

    /// The bibliographies that `notes` name themselves, each once: in their front matter, or by a command.
    pub fn bibliographies(self, notes: &str) -> Vec<String> {
        let mut named = self.named_bibliographies(notes);
        let mut known = BTreeSet::new();
        named.retain(|name| known.insert(name.clone()));
        named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_name_their_bibliographies() {
        for (format, notes, names) in [
            (Format::Markdown, "---\nbibliography: [a.bib, \"b.json\", a.bib]\n---\n", &["a.bib", "b.json"][..]),
            (Format::Markdown, "---\nbibliography:\n  - a.bib\n---\n", &["a.bib"]),
            (Format::Markdown, "+++\nbibliography = \"a.bib\"\n+++\n", &["a.bib"]),
            (
                Format::Latex,
                "\\addbibresource{a.bib}\n% \\bibliography{b}\n\\bibliography{c,d}",
                &["a.bib", "c.bib", "d.bib"],
            ),
            (Format::AsciiDoc, ":bibtex-file: a.bib\n", &["a.bib"]),
        ] {
            assert_eq!(format.bibliographies(notes), names, "{notes}");
        }
    }

    #[test]
    fn every_format_reads_a_comment_as_it_says_that_comments_are_written() {
        for format in Format::ALL {
            let comment = match format.comment() {
                CommentSyntax::None => continue,
                CommentSyntax::Line(opens) => format!("{opens} literatim: off"),
                CommentSyntax::Between(opens, closes) => format!("{opens} literatim: off {closes}"),
            };
            let notes = format!("{comment}\nWords.\n");
            assert_eq!(format.read(&notes, FieldNames::NONE).suppressions.len(), 1, "{format:?}");
            assert_eq!(format.comment().length(&notes), Some(comment.len()), "{format:?}");
        }
    }
}
