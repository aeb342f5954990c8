//! Kinds of files that are no text, by their first bytes.
//!
//! The signatures are those of the formats' own specifications, as the table of the MIME Sniffing Standard of the WHATWG
//! (section 6) and the `magic` files of `file` 5.45 list them. Where the letters of one could begin a text, what follows
//! has to be something that no text has.

use memchr::memmem;

/// A kind of file that has no text to be read as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OtherKind {
    /// Its name, such as `a PDF file`.
    pub name: &'static str,
    /// A way to its words.
    #[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only the command line gives advice"))]
    pub remedy: &'static str,
}

const EXPORT: &str = "export it as a web page or as text";
const UNPACK: &str = "unpack it";
const DESCRIBE: &str = "write its words into a text file";
const CONVERT: &str = "convert it to text, for example with `pdftotext`";
const SAVE_AS_HTML: &str = "open it in a browser and save it as HTML";
const RENAME: &str = "give it a name that ends in .warc";

const ZIP: &str = "a zip file, as those of Word, LibreOffice and Pages are";

/// The bytes that files begin with, and the kinds that these mean.
#[rustfmt::skip]
const SIGNATURES: [(&[u8], &str, &str); 34] = [
    (b"PK\x03\x04", ZIP, EXPORT),
    (b"PK\x05\x06", "an empty zip file", UNPACK),
    (b"{\\rtf", "a rich text file", EXPORT),
    (b"\xd0\xcf\x11\xe0", "an old Office file", EXPORT),
    (b"bplist00", "a web archive of Safari, or another property list", SAVE_AS_HTML),
    (b"WARC/1.0\r\n", "a web archive (WARC)", RENAME),
    (b"WARC/1.1\r\n", "a web archive (WARC)", RENAME),
    (b"%!PS-Adobe-", "a PostScript file", "convert it to text, for example with `ps2ascii`"),
    (b"\x1f\x8b", "a gzip file", UNPACK),
    (b"\xfd7zXZ\0", "an xz file", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd file", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file", UNPACK),
    (b"Rar!\x1a\x07", "a RAR file", UNPACK),
    (b"BZh91AY&SY", "a bzip2 file", UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", DESCRIBE),
    (b"\xff\xd8\xff", "a picture (JPEG)", DESCRIBE),
    (b"II*\0", "a picture (TIFF)", DESCRIBE),
    (b"MM\0*", "a picture (TIFF)", DESCRIBE),
    (b"\0\0\x01\0", "a picture (ICO)", DESCRIBE),
    (b"AT&TFORM", "a DjVu file", "convert it to text, for example with `djvutxt`"),
    (b"fLaC\0", "a sound recording (FLAC)", DESCRIBE),
    (b"OggS\0", "a sound recording (Ogg)", DESCRIBE),
    (b"ID3\x02", "a sound recording (MP3)", DESCRIBE),
    (b"ID3\x03", "a sound recording (MP3)", DESCRIBE),
    (b"ID3\x04", "a sound recording (MP3)", DESCRIBE),
    (b"\xff\xfb", "a sound recording (MP3)", DESCRIBE),
    (b"\x1a\x45\xdf\xa3", "a video (Matroska or WebM)", DESCRIBE),
    (b"SQLite format 3\0", "an SQLite database", EXPORT),
    (b"\x7fELF", "a program (ELF)", DESCRIBE),
    (b"\0asm", "a program (WebAssembly)", DESCRIBE),
    (b"\0\x01\0\0", "a font (TrueType)", DESCRIBE),
    (b"OTTO\0", "a font (OpenType)", DESCRIBE),
    (b"wOFF\0", "a font (WOFF)", DESCRIBE),
    (b"wOF2\0", "a font (WOFF 2)", DESCRIBE),
];

/// The kinds of zip files that name themselves in the first entry, which is not compressed.
const ZIPS: [(&[u8], &str); 5] = [
    (b"mimetypeapplication/epub+zip", "an EPUB book"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "a file of LibreOffice (a zip file)"),
    (b"[Content_Types].xml", "a file of Word, Excel or PowerPoint (a zip file)"),
    (b"_rels/.rels", "a file of Word, Excel or PowerPoint (a zip file)"),
    (b"word/", "a file of Word (a zip file)"),
];

/// The part of a file in which a signature may stand, or what shows that it is no text.
const HEAD: usize = 1024;

/// The place of an entry's name in a zip file.
const ZIP_NAME: usize = 30;

impl OtherKind {
    /// The kind of a file with these bytes, if its first ones say that it is no text.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let head = &bytes[..bytes.len().min(HEAD)];
        let (_, name, remedy) =
            SIGNATURES.iter().find(|(signature, ..)| head.starts_with(signature)).copied().or_else(|| match () {
                () if is_pdf(head) => Some((&[][..], "a PDF file", CONVERT)),
                () if head.starts_with(b"GIF8") && is_binary(head) => Some((&[][..], "a picture (GIF)", DESCRIBE)),
                () if head.starts_with(b"RIFF") && is_binary(head) => Some((&[][..], riff(head), DESCRIBE)),
                () if head.get(4..8) == Some(b"ftyp") && is_binary(head) => {
                    Some((&[][..], "a video, or a picture of a phone (MP4, HEIC)", DESCRIBE))
                }
                () => None,
            })?;
        let inside =
            ZIPS.iter().find(|(start, _)| name == ZIP && head.get(ZIP_NAME..).is_some_and(|at| at.starts_with(start)));
        Some(Self { name: inside.map_or(name, |(_, inside)| inside), remedy })
    }
}

/// Returns true for the version with which PDF files begin: nothing else stands in its line, or what does is no text.
fn is_pdf(head: &[u8]) -> bool {
    let Some([major, b'.', minor, rest @ ..]) = head.strip_prefix(b"%PDF-") else { return false };
    let line = rest.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    major.is_ascii_digit()
        && minor.is_ascii_digit()
        && (line.trim_ascii().is_empty() || line.iter().any(|byte| *byte >= 0x80))
}

/// Returns true if there are bytes that no text has.
fn is_binary(head: &[u8]) -> bool {
    memmem::find(head, b"\0").is_some()
}

/// The kind that a RIFF file names itself.
fn riff(head: &[u8]) -> &'static str {
    match head.get(8..12) {
        Some(b"WEBP") => "a picture (WebP)",
        Some(b"WAVE") => "a sound recording (WAV)",
        _ => "a recording (RIFF)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> Option<&'static str> {
        OtherKind::of(bytes).map(|kind| kind.name)
    }

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        let zip = |first: &str| [b"PK\x03\x04", &[0; 26][..], first.as_bytes()].concat();
        assert_eq!(name(b"%PDF-1.7\n%\xe2\xe3"), Some("a PDF file"));
        assert_eq!(name(&zip("mimetypeapplication/epub+zip")), Some("an EPUB book"));
        assert_eq!(name(&zip("[Content_Types].xml")), Some("a file of Word, Excel or PowerPoint (a zip file)"));
        assert_eq!(name(&zip("notes.txt")), Some(ZIP));
        assert_eq!(name(b"GIF89a\x01\0\x01\0"), Some("a picture (GIF)"));
        assert_eq!(name(b"RIFF\x10\0\0\0WEBPVP8 "), Some("a picture (WebP)"));
    }

    #[test]
    fn a_text_that_begins_with_the_letters_of_a_signature_is_a_text() {
        for text in [
            "",
            "%",
            "%PDF-1.7 is what such files begin with.",
            "GIF89a was the second form of it.",
            "RIFFS and rapids",
            "ID3 tags are read.",
            "PK is short for it.",
            "OggS",
            "BZh",
            "\u{feff}Words",
        ] {
            assert_eq!(name(text.as_bytes()), None, "{text}");
        }
        // UTF-16 has NUL bytes.
        assert_eq!(name(b"\xff\xfeG\0I\0F\08\0"), None);
    }
}
