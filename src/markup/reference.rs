//! Character references, such as `&amp;` and `&#8217;`.

use std::borrow::Cow;

/// The longest name of a reference, in bytes.
const LONGEST: usize = 33;

/// The reference at the beginning of `html` as browsers read it: its length, and what it stands for.
pub(crate) fn read(html: &str) -> Option<(usize, Cow<'_, str>)> {
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

/// An attribute's value, its references decoded as browsers do.
pub(crate) fn value(raw: &str) -> Cow<'_, str> {
    htmlize::unescape_attribute(raw)
}

/// The reference at the beginning of `text`, by the rules of CommonMark: its length, and what it stands for. Of one that
/// is not known this is itself; `&` alone is one, too.
pub(crate) fn read_closed(text: &str) -> (usize, Cow<'_, str>) {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let end = 1 + text.bytes().skip(1).take(LONGEST + 1).take_while(is_name).count();
    if end == 1 || !text[end..].starts_with(';') {
        return (1, text[..1].into());
    }
    let whole = &text[..=end];
    let decoded = match whole[1..end].strip_prefix('#') {
        Some(digits) => number(digits)
            .filter(|_| digits.len() <= MOST_DIGITS)
            .map(|number| char::from_u32(number).filter(|c| *c != '\0').unwrap_or('\u{fffd}').to_string().into()),
        None => htmlize::ENTITIES.get(whole.as_bytes()).and_then(|c| std::str::from_utf8(c).ok()).map(Cow::from),
    };
    (end + 1, decoded.unwrap_or(whole.into()))
}

/// The most digits of a number by the rules of CommonMark, an `x` before them included.
const MOST_DIGITS: usize = 7;

/// The number behind a `#`.
fn number(digits: &str) -> Option<u32> {
    match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    }
}

/// `text`, its references decoded by the rules of CommonMark.
pub(crate) fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        let (length, read) = read_closed(&rest[at..]);
        decoded.push_str(&read);
        rest = &rest[at + length..];
    }
    decoded + rest
}

/// The names that are read in blocks of HTML in captured Markdown; others stay as they are written.
const PROSE: [&str; 14] =
    ["amp", "lt", "gt", "quot", "apos", "nbsp", "lsquo", "rsquo", "ldquo", "rdquo", "ndash", "mdash", "hellip", "copy"];

/// The reference at the beginning of a piece of such a block: its length, and its character.
pub(crate) fn read_prose(html: &str) -> Option<(usize, char)> {
    let end = html.as_bytes().iter().take(12).position(|&byte| byte == b';')?;
    let name = html.strip_prefix('&')?.get(..end - 1)?;
    let c = match name.strip_prefix('#') {
        Some(digits) => number(digits).and_then(char::from_u32)?,
        None => read_closed(html).1.chars().next().filter(|_| PROSE.contains(&name))?,
    };
    Some((end + 1, c))
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

    #[test]
    fn references_in_notes_are_read_as_the_parser_of_markdown_reads_them() {
        use pulldown_cmark::{Event, Parser};
        let names = htmlize::ENTITIES.keys().map(|name| String::from_utf8_lossy(name).into_owned());
        let numbers = (0..0x1800).chain(0xD700..0xE100).chain([0xFFFF, 0x10_FFFF, 0x11_0000, 0xFF_FFFF, 9_999_999]);
        let numbers =
            numbers.flat_map(|number| [format!("&#{number};"), format!("&#x{number:x};"), format!("&#X{number:07};")]);
        let odd = ["&", "&;", "&#;", "&#x;", "&a#b;", "&#12a;", "&#0000065;", "&#00000065;", "&bogus;", "&notit;"];
        for text in names.chain(numbers).chain(odd.map(str::to_owned)) {
            let parsed: String = Parser::new(&text)
                .filter_map(|event| if let Event::Text(text) = event { Some(text.into_string()) } else { None })
                .collect();
            assert_eq!(decoded(&text), parsed, "{text}");
        }
    }

    #[test]
    fn few_references_are_read_in_blocks_of_captured_markdown() {
        for (html, read) in [("&rsquo;s", Some((7, '’'))), ("&#x80;", Some((6, '\u{80}'))), ("&#0;", Some((4, '\0')))]
        {
            assert_eq!(read_prose(html), read, "{html}");
        }
        for html in ["&eacute;", "&copy", "&#xD800;", "&#000000000065;", "&"] {
            assert_eq!(read_prose(html), None, "{html}");
        }
    }
}
