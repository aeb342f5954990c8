//! Names of files that articles are kept in.

/// The endings of the names of files that people quote from.
#[rustfmt::skip]
const ENDINGS: [&str; 24] = [
    "md", "markdown", "txt", "text", "html", "htm", "xhtml", "mhtml", "mht", "pdf", "epub", "docx", "odt", "rtf", "eml",
    "json", "csv", "xml", "srt", "vtt", "tex", "org", "rst", "adoc",
];

/// Returns true if a path ends as the name of a file does.
pub(in crate::notes) fn is_file(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}
