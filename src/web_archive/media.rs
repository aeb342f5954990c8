//! Media types, as servers name them.

use encoding_rs::{Encoding, REPLACEMENT};

/// A kind of page that can be quoted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Media {
    /// The ending of a file that holds such bytes.
    pub ending: &'static str,
    /// The charset, if one is named that there is.
    pub charset: Option<String>,
}

/// Reads a `Content-Type`; `None` for what is no text of an article.
pub(super) fn media(content_type: &str) -> Option<Media> {
    let mut parts = content_type.split(';');
    let ending = match parts.next()?.trim().to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" => "html",
        "text/plain" => "txt",
        "text/markdown" => "md",
        _ => return None,
    };
    let charset = parts.find_map(|part| {
        let (name, label) = part.split_once('=')?;
        let label = label.trim().trim_matches(['"', '\'']).trim();
        name.trim().eq_ignore_ascii_case("charset").then(|| label.to_owned())
    });
    let is_one = |label: &String| Encoding::for_label(label.as_bytes()).is_some_and(|it| it != REPLACEMENT);
    Some(Media { ending, charset: charset.filter(is_one) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charset_is_taken_only_where_there_is_such_a_one() {
        let html = |charset: Option<&str>| Some(Media { ending: "html", charset: charset.map(str::to_owned) });
        assert_eq!(media("text/html; charset=UTF-8"), html(Some("UTF-8")));
        assert_eq!(media("TEXT/HTML;x=y;Charset=\"latin1\""), html(Some("latin1")));
        assert_eq!(media("text/html; charset=klingon"), html(None));
        assert_eq!(media("text/html; charset"), html(None));
        assert_eq!(media("image/png"), None);
        assert_eq!(media("text/htmlx"), None);
    }
}
