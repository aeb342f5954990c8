//! Charsets of bytes, and how they are known.

use super::{DecodeError, Map, legacy};
use crate::text::Span;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The charset that bytes were read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charset {
    /// Its name in the WHATWG Encoding Standard, such as `UTF-8` or `windows-1252`.
    pub name: String,
    /// The source of that knowledge.
    pub from: CharsetFrom,
}

/// The source of a charset, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CharsetFrom {
    /// A byte order mark says so.
    Bom,
    /// The capture record says so.
    Record,
    /// The bytes are well-formed UTF-8.
    Valid,
    /// The page itself says so.
    Page,
    /// Guessed from the bytes.
    Detected,
}

impl CharsetFrom {
    /// Every source.
    pub const ALL: [Self; 5] = [Self::Bom, Self::Record, Self::Valid, Self::Page, Self::Detected];

    /// Its name, as manifests write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bom => "bom",
            Self::Record => "record",
            Self::Valid => "valid",
            Self::Page => "page",
            Self::Detected => "detected",
        }
    }
}

impl Charset {
    /// That of most captures, which a manifest does not name: well-formed UTF-8 about which nothing else is said.
    pub fn usual() -> Self {
        Self { name: UTF_8.name().to_owned(), from: CharsetFrom::Valid }
    }
}

/// Text as decoded, before any markup is read: the capture's own bytes, where they are UTF-8.
#[derive(Debug)]
pub(super) struct Decoded<'b> {
    pub text: Cow<'b, str>,
    pub map: Map,
    pub charset: Charset,
}

/// Decodes `bytes`: as their byte order mark says, else as is `declared`, else as UTF-8 if they are well-formed, else as
/// the charset that they look most like.
pub(super) fn decode<'b>(bytes: &'b [u8], declared: Option<&str>) -> Result<Decoded<'b>, DecodeError> {
    if let Some((encoding, width)) = Encoding::for_bom(bytes) {
        return strictly(bytes, width, encoding, CharsetFrom::Bom);
    }
    if let Some(label) = declared {
        let encoding = Encoding::for_label(label.as_bytes()).filter(|&encoding| encoding != REPLACEMENT);
        let encoding = encoding.ok_or_else(|| DecodeError::UnknownCharset(label.to_owned()))?;
        return strictly(bytes, 0, encoding, CharsetFrom::Record);
    }
    match strictly(bytes, 0, UTF_8, CharsetFrom::Valid) {
        Err(DecodeError::Malformed { .. }) => detect(bytes),
        read => read,
    }
}

/// The number of bytes of a page that its charset is looked for in.
const PRESCAN: usize = 4096;

/// Decodes a page. It may say of itself what charset it is in, but well-formed UTF-8 beyond ASCII comes about by no
/// accident, and wins. A page with a few bytes that fit nowhere is read all the same: they are U+FFFD, as browsers
/// show them.
pub(super) fn decode_page<'b>(bytes: &'b [u8], declared: Option<&str>) -> Result<Decoded<'b>, DecodeError> {
    let says = says_of_itself(&bytes[..bytes.len().min(PRESCAN)]);
    if declared.is_none()
        && Encoding::for_bom(bytes).is_none()
        && let Some(encoding) = says.filter(|_| std::str::from_utf8(bytes).is_err() || bytes.contains(&0x1b))
    {
        let read = strictly(bytes, 0, encoding, CharsetFrom::Page);
        if read.is_ok() {
            return read;
        }
    }
    let broken = match decode(bytes, declared) {
        Ok(read) if read.charset.from == CharsetFrom::Detected && (says == Some(UTF_8) || mostly_utf_8(bytes)) => {
            CharsetFrom::Detected
        }
        Err(DecodeError::NotText) if mostly_utf_8(bytes) => CharsetFrom::Detected,
        Err(DecodeError::Malformed { charset, .. }) if charset == UTF_8.name() => CharsetFrom::Record,
        read => return read,
    };
    Ok(loosely(bytes, if says == Some(UTF_8) { CharsetFrom::Page } else { broken }))
}

/// Decodes a part of a message, or a file in a document, that says what charset it is in. Well-formed UTF-8 beyond ASCII comes
/// about by no accident, and wins; a charset that does not fit is no charset.
pub(super) fn decode_part<'b>(bytes: &'b [u8], says: Option<&str>, is_page: bool) -> Result<Decoded<'b>, DecodeError> {
    let says = says.and_then(|label| Encoding::for_label(label.trim().as_bytes())).filter(|one| *one != REPLACEMENT);
    let is_utf_8 = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0x1b);
    if let Some(encoding) = says.filter(|_| !is_utf_8 && Encoding::for_bom(bytes).is_none()) {
        let read = strictly(bytes, 0, encoding, CharsetFrom::Page);
        if read.is_ok() {
            return read;
        }
    }
    if is_page { decode_page(bytes, None) } else { decode(bytes, None) }
}

/// The charset that a `meta` in the first bytes of a page names. One that says UTF-16 cannot be: it was read.
fn says_of_itself(head: &[u8]) -> Option<&'static Encoding> {
    memchr::memmem::find_iter(head, b"charset").find_map(|at| {
        let tag = memchr::memrchr(b'<', &head[..at])?;
        let name = head[tag..at].get(1..5)?;
        let value = head[at + 7..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|byte| matches!(byte, b'"' | b'\'' | b';' | b'>' | b'/' | b' '))?;
        let encoding = Encoding::for_label(&value[..end]).filter(|&encoding| encoding != REPLACEMENT)?;
        let wide = encoding == UTF_16LE || encoding == UTF_16BE;
        name.eq_ignore_ascii_case(b"meta").then_some(if wide { UTF_8 } else { encoding })
    })
}

/// Returns true if at most one character in fifty beyond ASCII is broken UTF-8, and at most one byte in a thousand a
/// NUL.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let nuls = memchr::memchr_iter(0, bytes).count();
    // A cut in the midst of the last character of a short text is one broken character, and no sign of another charset.
    bad <= good / 50 + usize::from(good > 0) && nuls * 1000 <= bytes.len()
}

/// Decodes UTF-8 of which some bytes are broken, or NUL.
fn loosely(bytes: &[u8], from: CharsetFrom) -> Decoded<'static> {
    let (mut text, mut map) = (String::with_capacity(bytes.len()), Map::default());
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        for piece in chunk.valid().split_inclusive('\0') {
            let whole = piece.trim_end_matches('\0');
            map.run(at, whole.len());
            text.push_str(whole);
            at += whole.len();
            if whole.len() < piece.len() {
                replace(&mut text, &mut map, Span::new(at, at + 1));
                at += 1;
            }
        }
        if !chunk.invalid().is_empty() {
            replace(&mut text, &mut map, Span::new(at, at + chunk.invalid().len()));
            at += chunk.invalid().len();
        }
    }
    Decoded { text: text.into(), map, charset: Charset { name: UTF_8.name().to_owned(), from } }
}

fn replace(text: &mut String, map: &mut Map, at: Span) {
    map.whole(at, char::REPLACEMENT_CHARACTER.len_utf8());
    text.push(char::REPLACEMENT_CHARACTER);
}

/// Decodes the bytes from `start` on; every one of them must fit.
fn strictly<'b>(
    bytes: &'b [u8],
    start: usize,
    encoding: &'static Encoding,
    from: CharsetFrom,
) -> Result<Decoded<'b>, DecodeError> {
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if !wide && memchr::memchr(0, bytes).is_some() {
        return Err(DecodeError::NotText);
    }
    let owned = |(text, map)| (Cow::Owned(text), map);
    let malformed = |at| DecodeError::Malformed { charset: encoding.name().to_owned(), at };
    let (text, map) = if encoding == UTF_8 {
        let text = std::str::from_utf8(&bytes[start..]).map_err(|why| malformed(start + why.valid_up_to()))?;
        let mut map = Map::default();
        map.run(start, text.len());
        (Cow::Borrowed(text), map)
    } else if wide {
        legacy::utf_16(bytes, start, encoding == UTF_16BE).map_err(malformed).map(owned)?
    } else {
        legacy::decode(bytes, encoding).map_err(malformed).map(owned)?
    };
    if wide && text.contains('\0') {
        return Err(DecodeError::NotText);
    }
    Ok(Decoded { text, map, charset: Charset { name: encoding.name().to_owned(), from } })
}

/// Decodes bytes of which nothing is known. What is not even well-formed in the likeliest charset is read as
/// windows-1252, in which every byte is a letter of some kind.
fn detect(bytes: &[u8]) -> Result<Decoded<'_>, DecodeError> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let likeliest = detector.guess(None, Utf8Detection::Deny);
    let decoded = strictly(bytes, 0, likeliest, CharsetFrom::Detected)
        .or_else(|_| strictly(bytes, 0, WINDOWS_1252, CharsetFrom::Detected))?;
    if decoded.text.chars().any(is_binary) { Err(DecodeError::NotText) } else { Ok(decoded) }
}

/// Returns true if a character stands in no text: a control that neither moves the pen nor ends a file or switches a
/// charset.
fn is_binary(c: char) -> bool {
    c < ' ' && !matches!(c, '\t' | '\n' | '\x0b' | '\x0c' | '\r' | '\x1a' | '\x1b')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8], declared: Option<&str>) -> (String, String, CharsetFrom) {
        let decoded = decode(bytes, declared).unwrap();
        (decoded.text.into_owned(), decoded.charset.name, decoded.charset.from)
    }

    #[test]
    fn a_byte_order_mark_is_stronger_than_the_record_and_not_in_the_text() {
        let (text, name, from) = read("\u{feff}né".as_bytes(), Some("windows-1252"));
        assert_eq!((text.as_str(), name.as_str(), from), ("né", "UTF-8", CharsetFrom::Bom));
        let decoded = decode(b"\xff\xfeh\0\xe9\0", None).unwrap();
        assert_eq!((&*decoded.text, decoded.charset.name.as_str()), ("hé", "UTF-16LE"));
        assert_eq!(decoded.map.bytes(Span::new(1, 3)), Span::new(4, 6));
        let decoded = decode(b"\xfe\xff\xd8\x3d\xdc\x1d\0!", None).unwrap();
        assert_eq!(decoded.text, "\u{1f41d}!");
        assert_eq!(decoded.map.bytes(Span::new(4, 5)), Span::new(6, 8));
    }

    #[test]
    fn the_record_is_believed_or_contradicted_never_bent() {
        assert_eq!(read(b"caf\xe9", Some("latin1")), ("café".into(), "windows-1252".into(), CharsetFrom::Record));
        let malformed = DecodeError::Malformed { charset: "UTF-8".into(), at: 3 };
        assert_eq!(decode(b"caf\xe9", Some("utf-8")).unwrap_err(), malformed);
        let malformed = DecodeError::Malformed { charset: "Shift_JIS".into(), at: 1 };
        assert_eq!(decode(b"a\x81", Some("shift_jis")).unwrap_err(), malformed);
        assert!(matches!(decode(b"a", Some("klingon")), Err(DecodeError::UnknownCharset(_))));
        assert!(matches!(decode(b"a", Some("hz-gb-2312")), Err(DecodeError::UnknownCharset(_))));
    }

    #[test]
    fn what_is_not_utf_8_is_detected_and_said_to_be() {
        let (text, name, from) = read("Das Märchen fängt an".as_bytes(), None);
        assert_eq!((text.as_str(), name.as_str(), from), ("Das Märchen fängt an", "UTF-8", CharsetFrom::Valid));
        let (text, name, from) = read(b"The caf\xe9\x92s owner said \x93never\x94.", None);
        assert_eq!(text, "The café’s owner said “never”.");
        assert_eq!((name.as_str(), from), ("windows-1252", CharsetFrom::Detected));
    }

    #[test]
    fn a_page_says_what_it_is_in_and_broken_bytes_do_not_spoil_it() {
        let page = |bytes: &[u8]| {
            let read = decode_page(bytes, None).unwrap();
            (read.text.into_owned(), read.charset.name, read.charset.from)
        };
        let (text, name, from) = page(b"<meta charset=\"iso-8859-2\"><p>\xe8");
        assert!(text.ends_with('č'));
        assert_eq!((name.as_str(), from), ("ISO-8859-2", CharsetFrom::Page));
        // A page that lies about itself is read as what it is.
        assert!(page("<meta charset=iso-8859-1 ><p>č".as_bytes()).0.ends_with('č'));
        let (text, name, from) = page(b"<meta charset='utf-8'><p>\xc4\x8d caf\xe9 \xc4");
        assert!(text.ends_with("č caf\u{fffd} \u{fffd}"), "{text}");
        assert_eq!((name.as_str(), from), ("UTF-8", CharsetFrom::Page));
        assert_eq!(decode_page(b"caf\xc3\xa9 caf\xc3", Some("utf-8")).unwrap().text, "café caf\u{fffd}");
    }

    #[test]
    fn an_empty_file_is_an_empty_text_and_a_picture_is_none() {
        assert_eq!(read(b"", None).0, "");
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", None).unwrap_err(), DecodeError::NotText);
        assert_eq!(decode(b"\x1f\x8b\x08\x04\xff\xe3\x02", None).unwrap_err(), DecodeError::NotText);
    }

    const CHARSETS: [&str; 9] =
        ["utf-8", "windows-1252", "windows-1251", "koi8-r", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr"];

    proptest! {
        #[test]
        fn every_character_leads_to_bytes_that_decode_to_it(
            text in "[a-zéüßжшЯ“”—漢字かな가나\u{1f41d} \n]{0,60}", index in 0..CHARSETS.len(),
        ) {
            let encoding = Encoding::for_label(CHARSETS[index].as_bytes()).unwrap();
            let (bytes, _, unmappable) = encoding.encode(&text);
            prop_assume!(!unmappable);
            let decoded = decode(&bytes, Some(CHARSETS[index])).unwrap();
            for (at, c) in decoded.text.char_indices() {
                let span = decoded.map.bytes(Span::new(at, at + c.len_utf8()));
                let (again, malformed) = encoding.decode_without_bom_handling(&bytes[span.range()]);
                prop_assert!(!malformed);
                prop_assert_eq!(again, c.to_string());
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, index in 0..CHARSETS.len(), declared: bool) {
            if let Ok(decoded) = decode(&bytes, declared.then_some(CHARSETS[index])) {
                let whole = decoded.map.bytes(Span::new(0, decoded.text.len()));
                prop_assert!(whole.end <= bytes.len());
            }
        }

        #[test]
        fn any_text_in_utf_16_is_read_back(text in "[^\0]{0,40}") {
            let mut bytes = vec![0xff, 0xfe];
            bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            let decoded = decode(&bytes, None).unwrap();
            prop_assert_eq!(&decoded.text, &text);
            prop_assert_eq!(decoded.map.bytes(Span::new(0, text.len())).len(), if text.is_empty() { 0 } else { bytes.len() - 2 });
        }
    }
}
