//! Character references, such as `&amp;` and `&#8217;`.

use std::borrow::Cow;

/// The longest name that a reference has.
const LONGEST: usize = 33;

/// How long the reference at the beginning of `html` is, and what it stands for; nothing if it is none.
pub(super) fn read(html: &str) -> Option<(usize, Cow<'_, str>)> {
    let bytes = html.as_bytes();
    if bytes.first() != Some(&b'&') {
        return None;
    }
    let number = bytes.get(1) == Some(&b'#');
    let from = 1 + usize::from(number);
    let name = bytes[from..].iter().take(if number { usize::MAX } else { LONGEST });
    let end = from + name.take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let end = end + usize::from(bytes.get(end) == Some(&b';'));
    let decoded = htmlize::unescape(&html[..end]);
    // What is not known stays as it is written: then it is no reference.
    (decoded != html[..end]).then_some((end, decoded))
}

/// An attribute's value, its references decoded.
pub(super) fn value(raw: &str) -> Cow<'_, str> {
    htmlize::unescape_attribute(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_read_them() {
        for (html, len, text) in [
            ("&amp;b", 5, "&"),
            ("&#8217;s", 7, "’"),
            ("&#x2019;s", 8, "’"),
            ("&copy 2020", 5, "©"),
            ("&notit;", 7, "¬it;"),
            ("&#x80;", 6, "€"),
            ("&#xD800;", 8, "\u{fffd}"),
            ("&#0;", 4, "\u{fffd}"),
            ("&#99999999999999999999;", 23, "\u{fffd}"),
        ] {
            assert_eq!(read(html), Some((len, text.into())), "{html}");
        }
        for html in ["&", "& b", "&b;", "&#;", "&#x;", "&é"] {
            assert_eq!(read(html), None, "{html}");
        }
    }
}
