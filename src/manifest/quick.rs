//! The quick way to read what is spelled as it must be.
//!
//! Reading JSON of every spelling, printing it again and comparing takes as long as all the hashing of an archive. This
//! way expects each byte that the printer writes, and gives up at the first it does not: then the slow way, which knows
//! every spelling, says what is wrong. A law holds the two together: what is read here, prints as it was read.

use super::cursor::Cursor;
use super::{Inventory, InventoryEntry, NotOurs};
use crate::digest::Digest;

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

/// An inventory, if it is spelled as printed, and the fingerprint that its entries have.
fn inventory(bytes: &[u8]) -> Option<(Inventory, Digest)> {
    let mut cursor = Cursor { rest: std::str::from_utf8(bytes).ok()? };
    cursor.expect("{\n \"format\":\"literatim inventory 1\",\n \"fingerprint\":")?;
    let fingerprint = cursor.prefixed_digest()?;
    let before = cursor.after(",\n \"before\":")?.or_null(Cursor::prefixed_digest)?;
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

impl Cursor<'_> {
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

    /// A digest as [`Digest`] spells itself.
    fn prefixed_digest(&mut self) -> Option<Digest> {
        self.plain()?.parse().ok()
    }

    fn entry(&mut self) -> Option<InventoryEntry> {
        let entry = InventoryEntry {
            capture: self.after("{\"capture\":")?.plain()?.parse().ok()?,
            article: self.after(",\"article\":")?.plain()?.parse().ok()?,
            captured_at: self.after(",\"captured_at\":")?.or_null(Self::parsed)?,
            urls: self.after(",\"urls\":")?.texts()?,
            sha256: self.after(",\"sha256\":")?.prefixed_digest()?,
            record: self.after(",\"record\":")?.or_null(Self::prefixed_digest)?,
            manifest: self.after(",\"manifest\":")?.prefixed_digest()?,
            extent: match self.expect(",\"extent\":") {
                Some(()) => Some(Box::new(self.extent()?)),
                None => None,
            },
        };
        self.expect("}")?;
        Some(entry)
    }
}
