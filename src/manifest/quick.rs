//! The quick way to read what is spelled as it must be.
//!
//! Reading JSON of every spelling, printing it again and comparing takes as long as all the hashing of an archive. This
//! way expects each byte that the printer writes, and gives up at the first it does not: then the slow way, which knows
//! every spelling, says what is wrong. A law holds the two together: what is read here, prints as it was read.

use super::{Inventory, InventoryEntry, Manifest, NotOurs, Reading, TypedTranscript};
use crate::capture::{CapturedAt, Extent, MediaType};
use crate::digest::{Digest, SPELLED};
use crate::segment::{Role, RuleId, Segment};
use crate::text::Span;
use crate::transcript::{Charset, CharsetFrom};

impl Manifest {
    /// Reads what [`Manifest::to_bytes`] writes, and nothing else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotOurs> {
        manifest(bytes).map_or_else(|| Self::from_any_spelling(bytes), Ok)
    }
}

impl Inventory {
    /// Reads what [`Inventory::to_bytes`] writes, and nothing else: sorted, no capture twice, with the right
    /// fingerprint.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotOurs> {
        let (inventory, found) = match inventory(bytes) {
            Some(both) => both,
            None => Self::from_any_spelling(bytes)?,
        };
        if !inventory.captures.is_sorted_by(|one, next| one.capture < next.capture) {
            return Err(NotOurs::Unreadable("its captures are not sorted, or one is listed twice".to_owned()));
        }
        match found == inventory.fingerprint {
            true => Ok(inventory),
            false => Err(NotOurs::Unreadable(format!(
                "its entries do not match its fingerprint\n  fingerprint  {}\n  found        {found}",
                inventory.fingerprint
            ))),
        }
    }
}

/// The rest of the text that is still to be read.
struct Cursor<'b> {
    rest: &'b str,
}

/// A manifest, if it is spelled as printed; a text with an escape in it is left to the slow way too.
pub(super) fn manifest(bytes: &[u8]) -> Option<Manifest> {
    let mut cursor = Cursor { rest: std::str::from_utf8(bytes).ok()? };
    cursor.expect("{\n \"format\":\"literatim manifest 1\"")?;
    let manifest = Manifest {
        format: Manifest::FORMAT.to_owned(),
        capture: cursor.after(",\n \"capture\":")?.text()?.parse().ok()?,
        article: cursor.after(",\n \"article\":")?.text()?.parse().ok()?,
        captured_at: cursor.after(",\n \"captured_at\":")?.or_null(Cursor::moment)?,
        urls: cursor.after(",\n \"urls\":")?.texts()?,
        publisher: cursor.after(",\n \"publisher\":")?.or_null(Cursor::owned)?,
        title: cursor.after(",\n \"title\":")?.or_null(Cursor::owned)?,
        published: cursor.after(",\n \"published\":")?.or_null(Cursor::owned)?,
        media_type: cursor.after(",\n \"media_type\":")?.media_type()?,
        bytes: cursor.after(",\n \"bytes\":")?.number()?,
        sha256: cursor.after(",\n \"sha256\":")?.digest()?,
        record: cursor.after(",\n \"record\":")?.or_null(Cursor::digest)?,
        extent: cursor.extent(",\n \"extent\":")?,
        reading: cursor.after(",\n \"reading\":")?.reading()?,
    };
    cursor.expect("\n}\n")?;
    cursor.rest.is_empty().then_some(manifest)
}

/// An inventory, if it is spelled as printed, and the fingerprint that its entries have.
fn inventory(bytes: &[u8]) -> Option<(Inventory, Digest)> {
    let mut cursor = Cursor { rest: std::str::from_utf8(bytes).ok()? };
    cursor.expect("{\n \"format\":\"literatim inventory 1\",\n \"fingerprint\":")?;
    let fingerprint = cursor.digest()?;
    let before = cursor.after(",\n \"before\":")?.or_null(Cursor::digest)?;
    cursor.expect(",\n \"captures\":[")?;
    // One entry a line: so many will come.
    let entries = memchr::memchr_iter(b'\n', cursor.rest.as_bytes()).count();
    let (mut captures, mut lines) = (Vec::with_capacity(entries), Vec::with_capacity(entries));
    if cursor.expect("]").is_none() {
        loop {
            cursor.expect("\n  ")?;
            let line = cursor.rest;
            captures.push(cursor.entry()?);
            lines.push(&line[..line.len() - cursor.rest.len()]);
            if cursor.expect(",").is_none() {
                break;
            }
        }
        cursor.expect("\n ]")?;
    }
    cursor.expect("\n}\n")?;
    let inventory = Inventory { format: Inventory::FORMAT.to_owned(), fingerprint, before, captures };
    cursor.rest.is_empty().then(|| (inventory, Digest::of_lines(lines)))
}

/// For each byte, whether a text ends with it, or is left to the slow way.
const ENDS_TEXT: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        ends[byte] = byte < 0x20 || byte == b'"' as usize || byte == b'\\' as usize;
        byte += 1;
    }
    ends
};

impl<'b> Cursor<'b> {
    fn expect(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    fn after(&mut self, text: &str) -> Option<&mut Self> {
        self.expect(text)?;
        Some(self)
    }

    fn or_null<T>(&mut self, read: fn(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.expect("null") {
            Some(()) => Some(None),
            None => read(self).map(Some),
        }
    }

    /// A text without an escape, and without what must be escaped.
    fn text(&mut self) -> Option<&'b str> {
        self.expect("\"")?;
        let end = self.rest.bytes().position(|byte| ENDS_TEXT[usize::from(byte)])?;
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest.strip_prefix('"')?;
        Some(text)
    }

    fn owned(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        self.expect("[")?;
        let mut texts = Vec::new();
        while self.expect("]").is_none() {
            if !texts.is_empty() {
                self.expect(",")?;
            }
            texts.push(self.owned()?);
        }
        Some(texts)
    }

    fn number(&mut self) -> Option<usize> {
        let (mut number, mut digits) = (0_usize, 0);
        for byte in self.rest.bytes().take_while(u8::is_ascii_digit) {
            number = number.checked_mul(10)?.checked_add(usize::from(byte - b'0'))?;
            digits += 1;
        }
        let is_canonical = digits == 1 || digits > 1 && !self.rest.starts_with('0');
        self.rest = &self.rest[digits..];
        is_canonical.then_some(number)
    }

    fn digest(&mut self) -> Option<Digest> {
        self.expect("\"")?;
        let (digest, rest) = self.rest.split_at_checked(SPELLED)?;
        self.rest = rest.strip_prefix('"')?;
        digest.parse().ok()
    }

    fn moment(&mut self) -> Option<CapturedAt> {
        CapturedAt::try_from(self.owned()?).ok()
    }

    fn media_type(&mut self) -> Option<MediaType> {
        let name = self.text()?;
        MediaType::ALL.into_iter().find(|kind| kind.name() == name)
    }

    fn entry(&mut self) -> Option<InventoryEntry> {
        let entry = InventoryEntry {
            capture: self.after("{\"capture\":")?.text()?.parse().ok()?,
            article: self.after(",\"article\":")?.text()?.parse().ok()?,
            captured_at: self.after(",\"captured_at\":")?.or_null(Self::moment)?,
            urls: self.after(",\"urls\":")?.texts()?,
            sha256: self.after(",\"sha256\":")?.digest()?,
            record: self.after(",\"record\":")?.or_null(Self::digest)?,
            manifest: self.after(",\"manifest\":")?.digest()?,
            extent: self.extent(",\"extent\":")?,
        };
        self.expect("}")?;
        Some(entry)
    }

    /// An extent behind `key`; `Some(None)` where that does not stand here.
    fn extent(&mut self, key: &str) -> Option<Option<Box<Extent>>> {
        if self.expect(key).is_none() {
            return Some(None);
        }
        let file = self.after("{\"file\":")?.text()?.parse().ok()?;
        let start = self.after(",\"span\":[")?.number()?;
        let end = self.after(",")?.number()?;
        self.expect("]}")?;
        Some(Some(Box::new(Extent::new(file, Span::new(start, end))?)))
    }

    fn reading(&mut self) -> Option<Reading> {
        if self.expect("{\"undecodable\":").is_some() {
            let why = self.owned()?;
            self.expect("}")?;
            return Some(Reading::Undecodable(why));
        }
        let typed = TypedTranscript {
            charset: self.after("{\"transcript\":{\"charset\":")?.charset()?,
            sha256: self.after(",\"sha256\":")?.digest()?,
            bytes: self.after(",\"bytes\":")?.number()?,
            ruleset: self.after(",\"ruleset\":")?.owned()?,
            segments: self.after(",\"segments\":")?.segments()?,
        };
        self.expect("}}")?;
        Some(Reading::Transcript(typed))
    }

    fn charset(&mut self) -> Option<Charset> {
        let name = self.after("{\"name\":")?.owned()?;
        let from = match self.after(",\"from\":")?.text()? {
            "bom" => CharsetFrom::Bom,
            "record" => CharsetFrom::Record,
            "valid" => CharsetFrom::Valid,
            "detected" => CharsetFrom::Detected,
            _ => return None,
        };
        self.expect("}")?;
        Some(Charset { name, from })
    }

    fn segments(&mut self) -> Option<Vec<Segment>> {
        self.expect("[")?;
        if self.expect("]").is_some() {
            return Some(Vec::new());
        }
        // One segment a line, and three lines to close what is open: so many will come.
        let lines = memchr::memchr_iter(b'\n', self.rest.as_bytes()).count();
        let mut segments: Vec<Segment> = Vec::with_capacity(lines.saturating_sub(3));
        // How the segment before is spelled up to its span, and from there on: what is spelled the same is not read
        // again.
        let (mut head, mut tail) = ("", "");
        loop {
            self.expect("\n  ")?;
            let before = segments.last();
            let role = match before.filter(|_| self.expect(head).is_some()) {
                Some(before) => before.role,
                None => self.spelled(Self::role, &mut head)?,
            };
            let start = self.number()?;
            let end = self.after(",")?.number()?;
            let (rule, of) = match before.filter(|_| self.expect(tail).is_some()) {
                Some(before) => (before.rule.clone(), before.of),
                None => self.spelled(Self::rule, &mut tail)?,
            };
            segments.push(Segment { role, span: Span::new(start, end), rule, of });
            if self.expect(",").is_none() {
                break;
            }
        }
        self.expect("\n ]")?;
        Some(segments)
    }

    /// Reads with `read`, and keeps the spelling.
    fn spelled<T>(&mut self, read: fn(&mut Self) -> Option<T>, spelling: &mut &'b str) -> Option<T> {
        let from = self.rest;
        let found = read(self)?;
        *spelling = &from[..from.len() - self.rest.len()];
        Some(found)
    }

    /// The role, and all that stands before the span of a segment.
    fn role(&mut self) -> Option<Role> {
        let name = self.after("{\"role\":")?.text()?;
        self.expect(",\"span\":[")?;
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The rule, and all that stands behind the span.
    fn rule(&mut self) -> Option<(RuleId, Option<usize>)> {
        let id = self.after("],\"rule\":")?.text()?;
        let of = match self.expect(",\"of\":") {
            Some(()) => Some(self.number()?),
            None => None,
        };
        self.expect("}")?;
        Some((id.into(), of))
    }
}
