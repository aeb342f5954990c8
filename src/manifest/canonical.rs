//! The one spelling of a manifest, and of an inventory.
//!
//! It is JSON that reads and diffs well: one top-level key a line, an array of objects one element a line, everything
//! else compact, a line feed at the end. Whatever is read is printed again and compared, so that the parser need not
//! know the ways in which JSON can be spelled.

use super::NotOurs;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::ser::{CompactFormatter, Formatter};
use std::io::{self, Write};

/// Prints `value`, an object.
pub(super) fn print<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4096);
    print_with(&mut bytes, value, OneALine::default());
    bytes.push(b'\n');
    bytes
}

/// `value` in compact form: what stands on one line of an array of objects.
pub(super) fn print_compact<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    print_with(&mut bytes, value, CompactFormatter);
    bytes
}

fn print_with<T: Serialize, F: Formatter>(bytes: &mut Vec<u8>, value: &T, formatter: F) {
    let mut printer = serde_json::Serializer::with_formatter(bytes, formatter);
    value.serialize(&mut printer).expect("manifests hold text and numbers, and memory is not a full disk");
}

/// Reads JSON of the right form, in any spelling.
pub(super) fn read<T: DeserializeOwned>(
    bytes: &[u8],
    format: &str,
    format_of: impl Fn(&T) -> &String,
) -> Result<T, NotOurs> {
    // Checked once as a whole, strings need not be checked one by one.
    let text = std::str::from_utf8(bytes).map_err(|why| NotOurs::Unreadable(format!("it is not UTF-8: {why}")))?;
    let value: T =
        serde_json::from_str(text).map_err(|why| declared_format(text, format).unwrap_or(unreadable(&why)))?;
    if format_of(&value) != format {
        return Err(NotOurs::UnknownFormat(format_of(&value).clone()));
    }
    Ok(value)
}

fn unreadable(why: &serde_json::Error) -> NotOurs {
    NotOurs::Unreadable(format!("not a manifest: {why}"))
}

/// The format that `text` says it has, if it says one and it is not `known`.
fn declared_format(text: &str, known: &str) -> Option<NotOurs> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let declared = value.get("format")?.as_str()?;
    (declared != known).then(|| NotOurs::UnknownFormat(declared.to_owned()))
}

/// Refuses what is not spelled as printed.
pub(super) fn compare(bytes: &[u8], printed: &[u8]) -> Result<(), NotOurs> {
    if bytes == printed {
        return Ok(());
    }
    let at = bytes.iter().zip(printed).position(|(one, other)| one != other);
    Err(NotOurs::SecondSpelling(at.unwrap_or(bytes.len().min(printed.len()))))
}

/// Breaks lines between the keys of the outermost object, and between objects in an array.
#[derive(Default)]
struct OneALine {
    /// The number of open braces.
    depth: usize,
    /// One bit for each bracket that is open, the innermost lowest: whether there are objects in that array. Manifests
    /// nest arrays twice at most.
    arrays: u64,
    /// True where an element of an array begins.
    element: bool,
}

impl Formatter for OneALine {
    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.arrays <<= 1;
        self.element = false;
        to.write_all(b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.element = true;
        to.write_all(if first { b"" } else { b"," })
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.element = false;
        Ok(())
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        let objects = self.arrays & 1 == 1;
        self.arrays >>= 1;
        to.write_all(if objects { b"\n ]" } else { b"]" })
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.depth += 1;
        if std::mem::take(&mut self.element) {
            self.arrays |= 1;
            to.write_all(b"\n  ")?;
        }
        to.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.depth -= 1;
        to.write_all(if self.depth == 0 { b"\n}" } else { b"}" })
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        to.write_all(match (self.depth, first) {
            (1, true) => b"\n ",
            (1, false) => b",\n ",
            (_, true) => b"",
            (_, false) => b",",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Capture, CapturedAt, Extent, MediaType};
    use crate::digest::Digest;
    use crate::manifest::{Inventory, InventoryEntry, Manifest, Reading, TypedTranscript};
    use crate::segment::{Role, Rules, Segment};
    use crate::text::Span;
    use crate::transcript::{Charset, CharsetFrom};
    use proptest::prelude::*;

    const PRINTED: &str = r#"{
 "format":"literatim manifest 1",
 "capture":"archive/the-lantern/20140611T093000Z.txt",
 "article":"the-lantern",
 "captured_at":"2014-06-11T09:30:00Z",
 "urls":["https://lantern.example/bridge","https://lantern.example/b"],
 "publisher":null,
 "title":"The “bridge”\n",
 "published":null,
 "media_type":"text/plain",
 "bytes":12,
 "sha256":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
 "record":null,
 "reading":{"transcript":{"charset":{"name":"UTF-8","from":"valid"},"sha256":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","bytes":12,"ruleset":"1","segments":[
  {"role":"headline","span":[0,5],"rule":"first-line"},
  {"role":"duplicate","span":[5,12],"rule":"said-before","of":0}
 ]}}
}
"#;

    fn printed() -> Manifest {
        Manifest::from_bytes(PRINTED.as_bytes()).unwrap()
    }

    #[test]
    fn a_manifest_has_one_key_a_line_and_one_segment_a_line() {
        assert_eq!(String::from_utf8(printed().to_bytes()).unwrap(), PRINTED);
    }

    #[test]
    fn an_inventory_without_captures_is_short() {
        let bytes = Inventory::of(Vec::new()).to_bytes();
        assert_eq!(String::from_utf8(bytes.clone()).unwrap().lines().count(), 6);
        assert_eq!(Inventory::from_bytes(&bytes).unwrap(), Inventory::of(Vec::new()));
    }

    #[test]
    fn a_second_spelling_is_refused_where_it_begins() {
        let space = PRINTED.replacen("\"bytes\":12", "\"bytes\": 12", 1);
        let at = PRINTED.find("\"bytes\":").unwrap() + "\"bytes\":".len();
        assert_eq!(Manifest::from_bytes(space.as_bytes()), Err(NotOurs::SecondSpelling(at)));
        for other in [
            PRINTED.replace("bridge\"", "bridg\\u0065\""),
            PRINTED.trim_end().to_owned(),
            format!("{PRINTED}\n"),
            PRINTED.replace('\n', "\r\n"),
            PRINTED.replace("[0,5]", "[0,5 ]"),
            PRINTED.replace(",\"of\":0", ",\"of\":null").replace("duplicate", "body"),
            PRINTED.replace("https://lantern.example/b\"", "https:\\/\\/lantern.example/b\""),
        ] {
            let refused = Manifest::from_bytes(other.as_bytes());
            assert!(matches!(refused, Err(NotOurs::SecondSpelling(_))), "{other}");
        }
    }

    #[test]
    fn what_a_manifest_does_not_have_is_refused() {
        for (was, is) in [
            ("\"record\":null", "\"record\":null,\n \"more\":1"),
            ("\"publisher\":null,", "\"publisher\":null,\n \"publisher\":null,"),
            ("\"bytes\":12", "\"bytes\":12.0"),
            ("\"bytes\":12", "\"bytes\":-12"),
            ("sha256:e3", "SHA256:e3"),
            ("archive/the-lantern/", "archive/../"),
            ("2014-06-11T09:30:00Z", "2014-06-11T11:30:00+02:00"),
            ("\"headline\"", "\"title\""),
            ("\"rule\":\"first-line\"", "\"rule\":\"first-line\",\"why\":1"),
            ("{\"transcript\"", "{\"undecodable\":\"x\",\"transcript\""),
        ] {
            let edited = PRINTED.replacen(was, is, 1);
            assert_ne!(edited, PRINTED);
            let refused = Manifest::from_bytes(edited.as_bytes());
            assert!(matches!(refused, Err(NotOurs::Unreadable(_))), "{is}: {refused:?}");
        }
        assert!(Manifest::from_bytes(b"").is_err());
        assert!(Manifest::from_bytes(b"\xff").is_err());
        assert!(Manifest::from_bytes("[".repeat(100_000).as_bytes()).is_err());
    }

    #[test]
    fn what_is_printed_is_read_the_quick_way() {
        let without_escape = PRINTED.replace("\\n\",", "\",");
        assert!(crate::manifest::quick::manifest(without_escape.as_bytes()).is_some());
        for number in ["012", "+12", "", "1e1", "99999999999999999999"] {
            let edited = PRINTED.replacen("\"bytes\":12", &format!("\"bytes\":{number}"), 1);
            assert!(Manifest::from_bytes(edited.as_bytes()).is_err(), "{number}");
        }
    }

    #[test]
    fn a_later_format_is_named() {
        let later = PRINTED.replace("manifest 1", "manifest 2").replace("\"record\"", "\"records\"");
        let refused = Manifest::from_bytes(later.as_bytes());
        assert_eq!(refused, Err(NotOurs::UnknownFormat("literatim manifest 2".into())));
    }

    fn segment() -> impl Strategy<Value = Segment> {
        let role = prop::sample::select(Role::ALL.to_vec());
        (role, 0..9999usize, 0..9999usize, "\\PC{0,9}", prop::option::of(0..99usize)).prop_map(
            |(role, start, end, rule, of)| Segment { role, span: Span::new(start, end), rule: rule.into(), of },
        )
    }

    fn reading() -> impl Strategy<Value = Reading> {
        let typed = (any::<usize>(), any::<u64>(), "\\PC{0,9}", prop::collection::vec(segment(), 0..9)).prop_map(
            |(bytes, seed, ruleset, segments)| TypedTranscript {
                charset: Charset { name: ruleset.clone(), from: CharsetFrom::Detected },
                sha256: Digest::of(&seed.to_le_bytes()),
                bytes,
                ruleset,
                segments,
            },
        );
        prop_oneof![typed.prop_map(Reading::Transcript), any::<String>().prop_map(Reading::Undecodable)]
    }

    fn manifest() -> impl Strategy<Value = Manifest> {
        let path = prop::sample::select(vec!["archive/a/b.txt", "archive/ä/ö \u{a0}", "archive/x"]);
        let texts = prop::collection::vec(any::<String>(), 0..4);
        (path, texts, prop::option::of(any::<String>()), -9_999_999_999..99_999_999_999i64, any::<usize>(), reading())
            .prop_map(|(path, urls, declared, at, bytes, reading)| {
                let capture: crate::capture::CapturePath = path.parse().unwrap();
                Manifest {
                    format: Manifest::FORMAT.to_owned(),
                    article: capture.article(),
                    capture,
                    captured_at: CapturedAt::from_unix(at),
                    urls,
                    publisher: declared.clone(),
                    title: declared.clone(),
                    published: declared,
                    media_type: MediaType::Markdown,
                    bytes,
                    sha256: Digest::of(&bytes.to_le_bytes()),
                    record: (bytes % 2 == 0).then(|| Digest::of(b"")),
                    extent: (bytes % 3 == 0).then(|| {
                        Box::new(Extent::new("archive/web/ä.warc".parse().unwrap(), Span::new(0, bytes | 1)).unwrap())
                    }),
                    reading,
                }
            })
    }

    proptest! {
        #[test]
        fn a_manifest_round_trips(manifest in manifest()) {
            prop_assert_eq!(Manifest::from_bytes(&manifest.to_bytes()), Ok(manifest.clone()));
            prop_assert_eq!(Manifest::from_any_spelling(&manifest.to_bytes()), Ok(manifest));
        }

        #[test]
        fn an_inventory_round_trips(manifests in prop::collection::vec(manifest(), 0..4)) {
            let entries = manifests.iter().map(|manifest| InventoryEntry::of(manifest, Digest::of(b"")));
            let mut entries = Inventory::of(entries.collect()).captures;
            entries.dedup_by(|one, other| one.capture == other.capture);
            let inventory = Inventory::of(entries);
            prop_assert_eq!(Inventory::from_bytes(&inventory.to_bytes()), Ok(inventory));
        }

        #[test]
        fn the_quick_way_and_the_slow_way_agree(at: prop::sample::Index, byte: u8) {
            let mut edited = PRINTED.as_bytes().to_vec();
            let at = at.index(edited.len());
            edited[at] = byte;
            let read = Manifest::from_bytes(&edited);
            prop_assert_eq!(&read, &Manifest::from_any_spelling(&edited));
            if let Ok(read) = read {
                prop_assert_eq!(read.to_bytes(), edited);
            }
        }

        #[test]
        fn a_manifest_depends_on_its_capture_alone(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let capture = Capture { path: "archive/a/b.txt".parse().unwrap(), bytes, record: Default::default() };
            let twice = [0, 1].map(|_| Manifest::of(&capture, None, &Rules::default()).0.to_bytes());
            prop_assert_eq!(&twice[0], &twice[1]);
        }
    }
}
