//! Front matter: what stands above an article between_fences two lines `---` or `+++`. It is about the text, not of it.

use crate::markup::between_fences;

/// The fields of simple front matter; other keys, and values that are not on one line, are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// `title`.
    pub title: Option<String>,
    /// `author`, or `by`.
    pub author: Option<String>,
    /// `date`, or `published`.
    pub date: Option<String>,
    /// `url`, `source` or `link`.
    pub url: Option<String>,
}

/// Reads the front matter of `text`; the offset at which the article begins.
pub(super) fn read(text: &str) -> (FrontMatter, usize) {
    let fences = [("---", "---", ':'), ("---", "...", ':'), ("+++", "+++", '=')];
    let found = fences.iter().find_map(|&(open, close, sign)| Some((between_fences(text, open, &[close])?, sign)));
    let Some(((inner, behind), sign)) = found else { return (FrontMatter::default(), 0) };
    let inner = &text[inner.range()];
    // A thematic break at the very top, with another further down, is no front matter: its first line is blank.
    let first = inner.lines().next().unwrap_or_default();
    if !first.contains(sign) && !first.starts_with('#') {
        return (FrontMatter::default(), 0);
    }
    (fields(inner, sign), behind)
}

fn fields(inner: &str, sign: char) -> FrontMatter {
    let mut front = FrontMatter::default();
    for (key, value) in inner.lines().filter_map(|line| line.split_once(sign)) {
        let field = match key.trim_end() {
            "title" => &mut front.title,
            "author" | "by" => &mut front.author,
            "date" | "published" => &mut front.date,
            "url" | "source" | "link" => &mut front.url,
            _ => continue,
        };
        let value = unquoted(value.trim());
        if !value.is_empty() && !value.starts_with(['[', '{', '|', '>', '&', '*']) {
            field.get_or_insert_with(|| value.to_owned());
        }
    }
    front
}

fn unquoted(value: &str) -> &str {
    let inside = |mark| value.strip_prefix(mark)?.strip_suffix(mark);
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}
