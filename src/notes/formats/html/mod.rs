//! HTML, as pages of their own and inside Markdown.

mod embedded;
mod page;

pub(super) use embedded::EmbeddedHtml;
pub(super) use page::read as read_html;

use crate::notes::formats::format::{CLOSERS, CitationPlace, CommentSyntax, NotesFormat};
use crate::notes::{Bibliography, BibliographyProblem, FieldNames, Notes, reader};

/// HTML, whole pages or parts of them.
pub(super) struct HtmlPage;

impl NotesFormat for HtmlPage {
    const NAME: &'static str = "html";
    const ENDINGS: &'static [&'static str] = &[".html", ".htm", ".xhtml"];
    const OTHER_ENDINGS: &'static [&'static str] = &[];
    const COMMENT: CommentSyntax = CommentSyntax::Between("<!--", "-->");
    const CLOSERS: &'static str = CLOSERS;
    const CITATION_PLACE: CitationPlace = CitationPlace::CiteAttribute;

    fn read(notes: &str, _: &FieldNames) -> Notes {
        reader::read(page::flow(notes))
    }

    fn bibliographies(_: &str) -> Vec<String> {
        Vec::new()
    }

    fn entries(_: &str) -> (Bibliography, Vec<BibliographyProblem>) {
        Default::default()
    }

    fn citation(article: &str, url: &dyn Fn() -> Option<String>) -> Option<String> {
        url().map(|url| format!(" (<a href=\"{url}\">{article}</a>)"))
    }
}
