//! Which charset bytes are in, and how that is known.

use super::{DecodeError, Map, legacy};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

/// The charset that bytes were read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charset {
    /// Its name in the WHATWG Encoding Standard, such as `UTF-8` or `windows-1252`.
    pub name: String,
    /// How it is known.
    pub from: CharsetFrom,
}

/// How a charset is known, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CharsetFrom {
    /// A byte order mark says so.
    Bom,
    /// The capture record says so.
    Record,
    /// The bytes are well-formed UTF-8.
    Valid,
    /// Guessed from the bytes.
    Detected,
}

/// Text as decoded, before any markup is read.
#[derive(Debug)]
pub(super) struct Decoded {
    pub text: String,
    pub map: Map,
    pub charset: Charset,
}

/// Decodes `bytes`: as their byte order mark says, else as was `told`, else as UTF-8 if they are well-formed, else as
/// the charset that they look most like.
pub(super) fn decode(bytes: &[u8], told: Option<&str>) -> Result<Decoded, DecodeError> {
    if let Some((encoding, width)) = Encoding::for_bom(bytes) {
        return strictly(bytes, width, encoding, CharsetFrom::Bom);
    }
    if let Some(label) = told {
        let encoding = Encoding::for_label(label.as_bytes()).filter(|&encoding| encoding != REPLACEMENT);
        let encoding = encoding.ok_or_else(|| DecodeError::UnknownCharset(label.to_owned()))?;
        return strictly(bytes, 0, encoding, CharsetFrom::Record);
    }
    match strictly(bytes, 0, UTF_8, CharsetFrom::Valid) {
        Err(DecodeError::Malformed { .. }) => detect(bytes),
        read => read,
    }
}

/// Decodes the bytes from `start` on; every one of them must fit.
fn strictly(
    bytes: &[u8],
    start: usize,
    encoding: &'static Encoding,
    from: CharsetFrom,
) -> Result<Decoded, DecodeError> {
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if !wide && memchr::memchr(0, bytes).is_some() {
        return Err(DecodeError::NotText);
    }
    let malformed = |at| DecodeError::Malformed { charset: encoding.name().to_owned(), at };
    let (text, map) = if encoding == UTF_8 {
        let text = std::str::from_utf8(&bytes[start..]).map_err(|why| malformed(start + why.valid_up_to()))?;
        let mut map = Map::default();
        map.run(start, text.len());
        (text.to_owned(), map)
    } else if wide {
        legacy::utf_16(bytes, start, encoding == UTF_16BE).map_err(malformed)?
    } else {
        legacy::decode(bytes, encoding).map_err(malformed)?
    };
    if wide && text.contains('\0') {
        return Err(DecodeError::NotText);
    }
    Ok(Decoded { text, map, charset: Charset { name: encoding.name().to_owned(), from } })
}

/// Decodes bytes of which nothing is known. What is not even well-formed in the likeliest charset is read as
/// windows-1252, in which every byte is a letter of some kind.
fn detect(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let likeliest = detector.guess(None, Utf8Detection::Deny);
    let decoded = strictly(bytes, 0, likeliest, CharsetFrom::Detected)
        .or_else(|_| strictly(bytes, 0, WINDOWS_1252, CharsetFrom::Detected))?;
    if decoded.text.chars().any(is_binary) { Err(DecodeError::NotText) } else { Ok(decoded) }
}

/// Whether a character stands in no text: a control that neither moves the pen nor ends a file or switches a charset.
fn is_binary(c: char) -> bool {
    c < ' ' && !matches!(c, '\t' | '\n' | '\x0b' | '\x0c' | '\r' | '\x1a' | '\x1b')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    fn read(bytes: &[u8], told: Option<&str>) -> (String, String, CharsetFrom) {
        let decoded = decode(bytes, told).unwrap();
        (decoded.text, decoded.charset.name, decoded.charset.from)
    }

    #[test]
    fn a_byte_order_mark_is_stronger_than_the_record_and_not_in_the_text() {
        let (text, name, from) = read("\u{feff}né".as_bytes(), Some("windows-1252"));
        assert_eq!((text.as_str(), name.as_str(), from), ("né", "UTF-8", CharsetFrom::Bom));
        let decoded = decode(b"\xff\xfeh\0\xe9\0", None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.charset.name.as_str()), ("hé", "UTF-16LE"));
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
        fn no_bytes_make_it_panic(bytes: Vec<u8>, index in 0..CHARSETS.len(), told: bool) {
            if let Ok(decoded) = decode(&bytes, told.then_some(CHARSETS[index])) {
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
