//! The reader of manifests: it expects each byte that the printer writes, and gives up at the first other one. So what is
//! read here prints as it was read, which a property test holds both to.

use super::print::json;
use super::{Manifest, NotOurs, Reading, TypedTranscript, format_1, has_conflict};
use crate::capture::{CapturePath, CapturedAt, Extent, MediaType, Part, Place};
use crate::digest::Digest;
use crate::segment::{Role, RuleId, Segment};
use crate::text::Span;
use crate::transcript::{Charset, CharsetFrom};

impl Manifest {
    /// Reads what [`Manifest::to_bytes`] writes, and manifests of earlier formats.
    ///
    /// # Errors
    ///
    /// Anything else, with the offset of the first byte that differs where it has the format of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotOurs> {
        let text = std::str::from_utf8(bytes).map_err(|why| NotOurs::Unreadable(format!("it is not UTF-8: {why}")))?;
        let mut cursor = Cursor { rest: text };
        if let Some(manifest) = cursor.manifest() {
            return Ok(manifest);
        }
        match declared_format(text) {
            _ if has_conflict(text) => Err(NotOurs::Conflict),
            Some(format) if format == format_1::FORMAT => format_1::read(bytes),
            Some(format) if format != Self::FORMAT => Err(NotOurs::UnknownFormat(format)),
            _ => Err(NotOurs::SecondSpelling(text.len() - cursor.rest.len())),
        }
    }
}

/// The format that `text` says it has, if it is JSON that says one.
fn declared_format(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    Some(value.get("format")?.as_str()?.to_owned())
}

/// The rest of the text that is still to be read.
struct Cursor<'b> {
    rest: &'b str,
}

impl<'b> Cursor<'b> {
    fn manifest(&mut self) -> Option<Manifest> {
        self.expect("{\n \"format\":")?;
        let format = self.is(Self::text, |format| format == Manifest::FORMAT)?;
        self.expect(",")?;
        let capture: CapturePath = self.required("capture", Self::parsed)?;
        let stamp = capture.stamp();
        let other = |at: &CapturedAt| Some(*at) != stamp;
        let declared = self.optional("captured_at", |cursor| cursor.is(Self::parsed, other))?;
        let urls = self.optional("urls", |cursor| cursor.is(Self::texts, |urls| !urls.is_empty()))?;
        let publisher = self.optional("publisher", Self::text)?;
        let title = self.optional("title", Self::text)?;
        let published = self.optional("published", Self::text)?;
        let media_type = self.required("media_type", Self::media_type)?;
        let bytes = self.required("bytes", Self::number)?;
        let sha256 = self.required("sha256", Self::digest)?;
        let record = self.optional("record", Self::digest)?;
        let extent = self.optional("extent", Self::extent)?;
        let reading = match self.last("undecodable", Self::text)? {
            Some(why) => Reading::Undecodable(why),
            None => Reading::Transcript(self.transcript(sha256)?),
        };
        self.expect("\n}\n")?;
        if !self.rest.is_empty() {
            return None;
        }
        Some(Manifest {
            format,
            article: capture.article(),
            captured_at: declared.or(stamp),
            urls: urls.unwrap_or_default(),
            capture,
            publisher,
            title,
            published,
            media_type,
            bytes,
            sha256,
            record,
            extent: extent.map(Box::new),
            reading,
        })
    }

    fn transcript(&mut self, capture: Digest) -> Option<TypedTranscript> {
        let reader = self.required("reader", Self::text)?;
        let charset = self.charset()?;
        let text = self.optional("text", |cursor| cursor.is(Self::digest, |text| *text != capture))?;
        let rules = self.required("rules", Self::text)?;
        let parts = self.optional("parts", |cursor| cursor.is(Self::parts, |parts| !parts.is_empty()))?;
        let places = self.optional("places", |cursor| cursor.is(Self::places, |places| !places.is_empty()))?;
        let segments = self.last("segments", Self::segments)??;
        let (parts, places) = (parts.unwrap_or_default(), places.unwrap_or_default());
        let bytes = segments.last().map_or(0, |segment| segment.span.end);
        let sha256 = text.unwrap_or(capture);
        Some(TypedTranscript { reader, charset, sha256, bytes, rules, parts, places, segments })
    }

    fn charset(&mut self) -> Option<Charset> {
        let usual = Charset::usual();
        let Some(name) = self.optional("charset", Self::text)? else { return Some(usual) };
        let is_other = |from: &CharsetFrom| name != usual.name || *from != usual.from;
        let from = self.required("charset_from", |cursor| cursor.is(Self::charset_from, is_other))?;
        Some(Charset { name, from })
    }

    fn expect(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    /// The value that `read` reads, if it `is_right`; else the cursor stays before it.
    fn is<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>, is_right: impl FnOnce(&T) -> bool) -> Option<T> {
        let before = self.rest;
        let found = read(self)?;
        if is_right(&found) {
            return Some(found);
        }
        self.rest = before;
        None
    }

    /// The value behind `key`, the last one; `Some(None)` where that key does not stand here.
    fn last<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        let behind = self.rest.strip_prefix("\n \"").and_then(|rest| rest.strip_prefix(key)?.strip_prefix("\":"));
        let Some(behind) = behind else { return Some(None) };
        self.rest = behind;
        read(self).map(Some)
    }

    /// The value behind `key` and the comma behind that; `Some(None)` where that key does not stand here.
    fn optional<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        let found = self.last(key, read)?;
        if found.is_some() {
            self.expect(",")?;
        }
        Some(found)
    }

    fn required<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.optional(key, read)?
    }

    /// A text in JSON, in its one spelling.
    fn text(&mut self) -> Option<String> {
        let inner = self.rest.strip_prefix('"')?;
        let end = inner.bytes().position(|byte| ENDS_TEXT[usize::from(byte)])?;
        if inner.as_bytes()[end] == b'"' {
            self.rest = &inner[end + 1..];
            return Some(inner[..end].to_owned());
        }
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<String>();
        let text = values.next()?.ok()?;
        self.expect(&json(&text)).map(|()| text)
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        self.expect("[")?;
        let mut texts = Vec::new();
        while self.expect("]").is_none() {
            if !texts.is_empty() {
                self.expect(",")?;
            }
            texts.push(self.text()?);
        }
        Some(texts)
    }

    /// Texts, each on a line of its own.
    fn lines(&mut self, mut line: impl FnMut(&str) -> Option<()>) -> Option<()> {
        self.expect("[")?;
        let mut comma = "";
        while self.expect("\n ]").is_none() {
            self.expect(comma)?;
            self.expect("\n  ")?;
            self.is(Self::text, |text| line(text).is_some())?;
            comma = ",";
        }
        Some(())
    }

    /// A text in the one spelling of a `T`.
    fn parsed<T: TryFrom<String>>(&mut self) -> Option<T> {
        let before = self.rest;
        T::try_from(self.text()?).inspect_err(|_| self.rest = before).ok()
    }

    fn number(&mut self) -> Option<usize> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(digits);
        let number = number(digits)?;
        self.rest = rest;
        Some(number)
    }

    fn digest(&mut self) -> Option<Digest> {
        let behind = self.rest.strip_prefix('"')?;
        let (hex, rest) = behind.split_at_checked(64)?;
        let digest = Digest::from_hex(hex)?;
        self.rest = rest.strip_prefix('"')?;
        Some(digest)
    }

    fn media_type(&mut self) -> Option<MediaType> {
        MediaType::ALL.into_iter().find(|kind| self.expect(&json(kind.name())).is_some())
    }

    fn charset_from(&mut self) -> Option<CharsetFrom> {
        CharsetFrom::ALL.into_iter().find(|from| self.expect(&json(from.name())).is_some())
    }

    fn extent(&mut self) -> Option<Extent> {
        self.expect("{\"file\":")?;
        let file = self.parsed()?;
        self.expect(",\"span\":[")?;
        let start = self.number()?;
        self.expect(",")?;
        let end = self.number()?;
        self.expect("]}")?;
        Extent::new(file, Span::new(start, end))
    }

    fn parts(&mut self) -> Option<Vec<Part>> {
        let mut parts = Vec::new();
        self.lines(|line| {
            let mut words = line.splitn(3, ' ');
            let (sha256, bytes, path) = (words.next()?, words.next()?, words.next()?);
            parts.push(Part { path: path.into(), sha256: Digest::from_hex(sha256)?, bytes: number(bytes)? as u64 });
            Some(())
        })?;
        Some(parts)
    }

    fn places(&mut self) -> Option<Vec<(Span, Place)>> {
        let (mut places, mut at, mut was_none) = (Vec::new(), 0_usize, false);
        self.lines(|line| {
            let (kind, rest) = line.split_once(' ')?;
            let (length, rest) = rest.split_once(' ').map_or((rest, None), |(length, rest)| (length, Some(rest)));
            let end = at.checked_add(number(length)?)?;
            let span = Span::new(std::mem::replace(&mut at, end), end);
            if kind == "none" {
                // The printer makes one line of two, and no line of an empty one.
                let is_spelled_so = !was_none && !span.is_empty() && rest.is_none();
                was_none = true;
                return is_spelled_so.then_some(());
            }
            was_none = false;
            places.push((span, place(kind, rest?)?));
            Some(())
        })?;
        (!was_none).then_some(places)
    }

    fn segments(&mut self) -> Option<Vec<Segment>> {
        let (mut segments, mut at) = (Vec::<Segment>::new(), 0_usize);
        self.lines(|line| {
            let mut words = line.split(' ').peekable();
            let role = Role::named(words.next()?)?;
            // Ids of rules begin with a letter, lengths with a digit.
            let named = words.next_if(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
            if named == Some(role.name()) {
                return None;
            }
            let rule = RuleId::from(named.unwrap_or(role.name()));
            // The printer puts these on the line of those before.
            if segments.last().is_some_and(|last| last.role == role && last.rule == rule) {
                return None;
            }
            let before = segments.len();
            for word in words {
                let (length, of) = word.split_once('=').map_or((word, None), |(length, of)| (length, Some(of)));
                let end = at.checked_add(number(length)?)?;
                let span = Span::new(std::mem::replace(&mut at, end), end);
                let of = of.map_or(Some(None), |of| number(of).map(Some))?;
                segments.push(Segment { role, span, rule: rule.clone(), of });
            }
            (segments.len() > before).then_some(())
        })?;
        Some(segments)
    }
}

fn place(kind: &str, rest: &str) -> Option<Place> {
    let two = rest.split_once(' ');
    Some(match (kind, two) {
        ("page", None) => Place::Page { index: index(rest)?, label: None },
        ("page", Some((page, label))) => Place::Page { index: index(page)?, label: Some(label.into()) },
        ("time", Some((from, to))) => Place::Time { from_ms: number(from)? as u64, to_ms: number(to)? as u64 },
        ("cell", None) => Place::Cell { number: index(rest)? },
        _ => return None,
    })
}

fn index(digits: &str) -> Option<u32> {
    number(digits)?.try_into().ok()
}

/// The number in `digits`; `None` for any but its one spelling.
fn number(digits: &str) -> Option<usize> {
    let is_canonical =
        digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits.len() == 1 || !digits.starts_with('0'));
    digits.parse().ok().filter(|_| is_canonical)
}

/// For each byte, whether the plain part of a text ends with it: the quotation mark behind it, or an escape.
const ENDS_TEXT: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        ends[byte] = byte < 0x20 || byte == b'"' as usize || byte == b'\\' as usize;
        byte += 1;
    }
    ends
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Capture;
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
        for other in
            [PRINTED.trim_end().to_owned(), format!("{PRINTED}\n"), PRINTED.replace('\n', "\r\n"), String::new()]
        {
            assert!(matches!(Manifest::from_bytes(other.as_bytes()), Err(NotOurs::SecondSpelling(_))), "{other}");
        }
        assert!(matches!(Manifest::from_bytes(b"\xff"), Err(NotOurs::Unreadable(_))));
        assert!(Manifest::from_bytes("[".repeat(100_000).as_bytes()).is_err());
    }

    #[test]
    fn what_another_key_says_is_refused() {
        let stamp = PRINTED.replace("T09:31:00Z", "T09:30:00Z");
        let text = PRINTED
            .replace("972b035a703a909d23f0aac7753bf64b99a636460d09a15f0307e2435e80b670", &printed().sha256.hex());
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
            let other = PRINTED
                .replace(&format!("manifest {was}"), &format!("manifest {is}"))
                .replace("\"rules\"", "\"ruleset\"");
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
}
