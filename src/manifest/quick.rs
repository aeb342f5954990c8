//! The quick way to read what is spelled as it must be.
//!
//! Reading JSON of every spelling, printing it again and comparing takes as long as all the hashing of an archive. This
//! way expects each byte that the printer writes, and gives up at the first it does not: then the slow way, which knows
//! every spelling, says what is wrong. A law holds the two together: what is read here, prints as it was read.

use super::{Inventory, InventoryEntry, NotOurs};
use crate::capture::{CapturedAt, Extent};
use crate::digest::{Digest, SPELLED};
use crate::text::Span;

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
}
