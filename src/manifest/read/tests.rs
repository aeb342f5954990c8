//! The one spelling of a manifest.

use super::*;
use crate::capture::{Capture, Extent};
use crate::segment::Rules;
use proptest::prelude::*;

const PRINTED: &str = r#"{
 "format":"literatim manifest 2",
 "capture":"archive/the-lantern/20140611T093000Z.txt",
 "captured_at":"2014-06-11T09:31:00Z",
 "urls":["https://lantern.example/bridge","https://lantern.example/b"],
 "title":"The “bridge”\n",
 "media_type":"text/plain",
 "bytes":12,
 "sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
 "reader":"plain 1",
 "charset":"UTF-16LE",
 "charset_from":"bom",
 "text":"972b035a703a909d23f0aac7753bf64b99a636460d09a15f0307e2435e80b670",
 "rules":"5",
 "parts":[
  "fc3b9f289836901fb68621c7cd21112abc123f42d3c8529f0459d272921319d6 70 word/document 1.xml"
 ],
 "places":[
  "page 20 0 xii",
  "none 2",
  "page 8 1",
  "time 4 1500 2500",
  "cell 9 3"
 ],
 "segments":[
  "headline first-line 20",
  "body 14 7",
  "duplicate said-before 2=1"
 ]
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
fn a_second_spelling_is_refused_where_it_begins() {
    for (was, is) in [
        ("\"bytes\":12", "\"bytes\": 12"),
        ("\"bytes\":12", "\"bytes\":012"),
        ("\"bytes\":12", "\"bytes\":+12"),
        ("\"bytes\":12", "\"bytes\":12.0"),
        ("\"bytes\":12", "\"bytes\":99999999999999999999"),
        ("\"bytes\":12,", "\"bytes\":12,\n \"more\":1,"),
        ("lantern.example/b\"", "lantern.example\\/b\""),
        ("“bridge”\\n", "“bridg\\u0065”\\n"),
        ("\"972b", "\"972B"),
        ("archive/the-lantern/", "archive/../"),
        ("2014-06-11T09:31:00Z", "2014-06-11T11:31:00+02:00"),
        ("\"headline ", "\"title "),
        ("20\",", "020\","),
        ("14 7", "14  7"),
        ("14 7", "14 7 "),
        ("2=1", "2=01"),
        ("page 20 0", "page 20 00"),
        ("none 2", "none 0"),
        ("none 2", "none 2 1"),
        (" 70 word", "  70 word"),
    ] {
        let edited = PRINTED.replacen(was, is, 1);
        let at = PRINTED.find(was).unwrap();
        let same = was.bytes().zip(is.bytes()).take_while(|(one, other)| one == other).count();
        let Err(NotOurs::SecondSpelling(found)) = Manifest::from_bytes(edited.as_bytes()) else { panic!("{is}") };
        let line = edited[..at].rfind('\n').unwrap();
        assert!((line..=at + same).contains(&found), "{is}: {found}");
    }
    for other in [PRINTED.trim_end().to_owned(), format!("{PRINTED}\n"), PRINTED.replace('\n', "\r\n"), String::new()] {
        assert!(matches!(Manifest::from_bytes(other.as_bytes()), Err(NotOurs::SecondSpelling(_))), "{other}");
    }
    assert!(matches!(Manifest::from_bytes(b"\xff"), Err(NotOurs::Unreadable(_))));
    assert!(Manifest::from_bytes("[".repeat(100_000).as_bytes()).is_err());
}

#[test]
fn what_another_key_says_is_refused() {
    let stamp = PRINTED.replace("T09:31:00Z", "T09:30:00Z");
    let text =
        PRINTED.replace("972b035a703a909d23f0aac7753bf64b99a636460d09a15f0307e2435e80b670", &printed().sha256.hex());
    let two_lines = PRINTED.replace("14 7\"", "14\",\n  \"body 7\"");
    let two_gaps = PRINTED.replace("\"none 2\"", "\"none 1\",\n  \"none 1\"");
    let gap_at_the_end = PRINTED.replace("\"cell 9 3\"", "\"none 9\"");
    let empty = PRINTED.replace("[\"https://lantern.example/bridge\",\"https://lantern.example/b\"]", "[]");
    let rule = PRINTED.replace("body 14", "body body 14");
    let charset = PRINTED.replace("UTF-16LE", "UTF-8").replace("\"bom\"", "\"valid\"");
    for other in [rule, charset, stamp, text, two_lines, two_gaps, gap_at_the_end, empty] {
        assert_ne!(other, PRINTED);
        assert!(matches!(Manifest::from_bytes(other.as_bytes()), Err(NotOurs::SecondSpelling(_))), "{other}");
    }
}

#[test]
fn what_there_is_to_say_is_all_that_is_said() {
    let capture = Capture::new("archive/dam/20250101T000000Z.txt".parse().unwrap(), "The dam holds.");
    let (manifest, _) = Manifest::of(&capture, None, &Rules::default());
    let text = String::from_utf8(manifest.to_bytes()).unwrap();
    let keys: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix(" \"")?.split('"').next()).collect();
    assert_eq!(keys, ["format", "capture", "media_type", "bytes", "sha256", "reader", "rules", "segments"]);
}

#[test]
fn another_format_is_named() {
    for (was, is) in [("2", "3"), ("2", "0")] {
        let other =
            PRINTED.replace(&format!("manifest {was}"), &format!("manifest {is}")).replace("\"rules\"", "\"ruleset\"");
        let refused = Manifest::from_bytes(other.as_bytes());
        assert_eq!(refused, Err(NotOurs::UnknownFormat(format!("literatim manifest {is}"))));
    }
}

fn segments() -> impl Strategy<Value = Vec<Segment>> {
    let role = prop::sample::select(Role::ALL.to_vec());
    let segment = (role, 0..9999usize, "[a-z][a-z:0-9-]{0,8}", prop::option::of(0..99usize));
    prop::collection::vec(segment, 0..9).prop_map(|segments| {
        let mut at = 0;
        let tiled = segments.into_iter().map(|(role, length, rule, of)| {
            let span = Span::new(at, at + length);
            at += length;
            Segment { role, span, rule: rule.into(), of }
        });
        tiled.collect()
    })
}

fn places() -> impl Strategy<Value = Vec<(Span, Place)>> {
    let label = prop::option::of("\\PC{0,5}").prop_map(|label| label.map(String::into_boxed_str));
    let place = prop_oneof![
        (any::<u32>(), label).prop_map(|(index, label)| Place::Page { index, label }),
        (any::<u32>(), any::<u32>()).prop_map(|(from, to)| Place::Time { from_ms: from.into(), to_ms: to.into() }),
        any::<u32>().prop_map(|number| Place::Cell { number }),
    ];
    prop::collection::vec((0..9usize, 0..99usize, place), 0..5).prop_map(|places| {
        let mut at = 0;
        let placed = places.into_iter().map(|(gap, length, place)| {
            let start = at + gap;
            at = start + length;
            (Span::new(start, at), place)
        });
        placed.collect()
    })
}

fn reading() -> impl Strategy<Value = Reading> {
    let part = (any::<String>(), any::<u32>()).prop_map(|(path, bytes)| Part {
        path: path.into(),
        sha256: Digest::of(&bytes.to_le_bytes()),
        bytes: bytes.into(),
    });
    let parts = prop::collection::vec(part, 0..3);
    let from = prop::sample::select(CharsetFrom::ALL.to_vec());
    let typed = (any::<u64>(), any::<String>(), from, parts, places(), segments()).prop_map(
        |(seed, name, from, parts, places, segments)| TypedTranscript {
            made_by: seed.is_multiple_of(3).then(|| name.clone()),
            reader: name.clone(),
            charset: Charset { name: name.clone(), from },
            sha256: Digest::of(&seed.to_le_bytes()),
            bytes: segments.last().map_or(0, |segment| segment.span.end),
            rules: name,
            parts,
            places,
            segments,
        },
    );
    prop_oneof![typed.prop_map(Reading::Transcript), any::<String>().prop_map(Reading::Undecodable)]
}

fn manifest() -> impl Strategy<Value = Manifest> {
    let path = prop::sample::select(vec![
        "archive/a/b.txt",
        "archive/a/20140611T093000Z.txt",
        "archive/ä/ö \u{a0}",
        "archive/x",
    ]);
    let texts = prop::collection::vec(any::<String>(), 0..4);
    (path, texts, prop::option::of(any::<String>()), -9_999_999_999..99_999_999_999i64, any::<usize>(), reading())
        .prop_map(|(path, urls, declared, at, bytes, reading)| {
            let capture: CapturePath = path.parse().unwrap();
            let stamp = capture.stamp();
            Manifest {
                format: Manifest::FORMAT.to_owned(),
                article: capture.article(),
                capture,
                captured_at: CapturedAt::from_unix(at).or(stamp),
                urls,
                came_from: declared.clone(),
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
        let bytes = manifest.to_bytes();
        prop_assert!(serde_json::from_slice::<serde_json::Value>(&bytes).is_ok());
        prop_assert_eq!(Manifest::from_bytes(&bytes), Ok(manifest));
    }

    #[test]
    fn what_is_read_prints_as_it_was_read(at: prop::sample::Index, to: prop::sample::Index, with in "[\"0-9 ,=a-z\\[\\]\\n]{0,3}") {
        let (at, to) = (at.index(PRINTED.len()), to.index(9));
        let mut edited = PRINTED.as_bytes().to_vec();
        edited.splice(at..(at + to).min(PRINTED.len()), with.into_bytes());
        if let Ok(read) = Manifest::from_bytes(&edited) {
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
