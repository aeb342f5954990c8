//! Style sheets that a page links to, where the file that it stands in has them: they strike words, hide them and raise digits.

use crate::markup::{Attributes, Dialect, HtmlToken, HtmlTokens, Tag, reference};
use std::borrow::Cow;

/// A link of a page to a style sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SheetLink {
    pub url: String,
    media: String,
    title: String,
}

impl SheetLink {
    /// The sheet, as an element that stands in the page itself.
    pub fn element(&self, sheet: &str) -> String {
        let value = |text: &str| text.replace(['"', '<', '>', '&'], " ");
        let of = |name: &str, text: &str| match text.is_empty() {
            true => String::new(),
            false => format!(" {name}=\"{}\"", value(text)),
        };
        // A sheet that seemed to end the element would let its rest be read as the page.
        let sheet = sheet.replace('<', " ");
        format!("<style{}{}>{sheet}</style>\n", of("media", &self.media), of("title", &self.title))
    }
}

/// The links of a page to style sheets, in order.
pub(super) fn links(source: &str) -> Vec<SheetLink> {
    let (mut tokens, mut links) = (HtmlTokens::new(source, Dialect::Page), Vec::new());
    while let Some((token, _)) = tokens.next() {
        let HtmlToken::Start(Tag::Link, attributes, _) = token else { continue };
        let value = |name: &str| {
            let mut all = Attributes::of(&source[attributes.range()]);
            all.find(|(known, _)| known.eq_ignore_ascii_case(name))
                .map_or(Cow::Borrowed(""), |(_, raw)| reference::value(raw))
        };
        let rel = value("rel").to_ascii_lowercase();
        let has = |word: &str| rel.split_ascii_whitespace().any(|one| one == word);
        if has("stylesheet") && !has("alternate") && !value("href").trim().is_empty() {
            let url = value("href").trim().to_owned();
            links.push(SheetLink { url, media: value("media").into_owned(), title: value("title").into_owned() });
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_keeps_its_medium_and_ends_no_element() {
        let page = "<link rel=stylesheet href='a.css' media=print><link rel='alternate stylesheet' href=b.css><link rel=icon href=c>";
        let links = links(page);
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].element("a{}</style><p>"), "<style media=\"print\">a{} /style> p></style>\n");
    }
}
