//! A document that is a ZIP file in memory: an e-book, a file of an office program.

use super::damage::Damage;
use super::limits::{LARGEST_PART, MOST_TIMES, MOST_UNPACKED, SMALL};
use super::zip::Zip;
use std::io::{Cursor, Read};

/// A ZIP file in memory, of which no more is unpacked than there is room for.
pub struct Container<'b> {
    zip: Zip<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Container<'b> {
    /// Reads the table of contents.
    ///
    /// # Errors
    ///
    /// If the file is no ZIP file, or one that two readers could read in two ways.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Damage> {
        let zip = Zip::open(Cursor::new(bytes)).map_err(|damage| match damage.what.starts_with("not ") {
            true => Damage { what: format!("it is {}", damage.what), ..damage },
            false => damage,
        })?;
        Ok(Self { zip, left: MOST_UNPACKED })
    }

    /// The names of the files in it, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.zip.names()
    }

    /// Returns true if there is a file of this name in it.
    pub fn has(&self, name: &str) -> bool {
        self.zip.bytes(name).is_some()
    }

    /// The bytes of the file of this name.
    ///
    /// # Errors
    ///
    /// If there is none, it is larger than [what is unpacked](super::limits), or its bytes are not those of its checksum.
    pub fn part(&mut self, name: &str) -> Result<Vec<u8>, Damage> {
        let Some(bytes) = self.zip.bytes(name) else {
            return Err(Damage::new(0, format!("there is no {name:?} in it")));
        };
        let packed = self.zip.packed(name).unwrap_or_default();
        if bytes > LARGEST_PART {
            return Err(Damage::new(0, format!("{name:?} in it has {bytes} bytes, more than {LARGEST_PART}")));
        }
        if bytes > SMALL && bytes > packed.saturating_mul(MOST_TIMES) {
            let what = format!("{name:?} in it unpacks to more than {MOST_TIMES} times its size");
            return Err(Damage::new(0, what));
        }
        self.left = self
            .left
            .checked_sub(bytes)
            .ok_or_else(|| Damage::new(0, format!("the files in it have more than {MOST_UNPACKED} bytes")))?;
        let mut room = Vec::new();
        // One byte more than declared is enough to find out that there are more.
        let read = self.zip.read(name)?.take(bytes + 1).read_to_end(&mut room);
        read.map_err(|error| Damage::new(0, format!("{name:?} in it cannot be unpacked: {error}")))?;
        Ok(room)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{deflated, zipped};
    use super::*;

    fn refusal(bytes: &[u8], name: &str) -> String {
        Container::open(bytes).and_then(|mut file| file.part(name)).unwrap_err().to_string()
    }

    #[test]
    fn a_part_is_unpacked_whole() {
        let file = zipped(&[("a/b.xml", b"<a/>"), ("c", b"words")]);
        let mut file = Container::open(&file).unwrap();
        assert_eq!(Vec::from_iter(file.names()), ["a/b.xml", "c"]);
        assert_eq!(file.part("c").unwrap(), b"words");
        assert!(file.has("a/b.xml") && !file.has("a"));
    }

    #[test]
    fn a_zip_bomb_is_refused_by_its_name_before_it_is_unpacked() {
        let packed = deflated(&vec![b' '; 3 << 20]);
        let file = zipped_as("word/document.xml", &packed, 3 << 20);
        assert_eq!(
            refusal(&file, "word/document.xml"),
            "\"word/document.xml\" in it unpacks to more than 200 times its size"
        );
        let file = zipped_as("word/document.xml", &packed, (64 << 20) + 1);
        assert!(refusal(&file, "word/document.xml").contains("more than 67108864"));
    }

    #[test]
    fn a_part_that_has_more_or_fewer_bytes_than_declared_is_refused() {
        let packed = deflated(b"The lamp is lit.");
        for (declared, why) in [(15, "more bytes than declared"), (17, "fewer bytes than declared")] {
            let file = zipped_as("a", &packed, declared);
            assert!(refusal(&file, "a").contains(why), "{}", refusal(&file, "a"));
        }
    }

    #[test]
    fn two_parts_of_one_name_and_names_that_lead_out_are_refused() {
        let file = zipped(&[("a", b"one"), ("a", b"other")]);
        assert!(refusal(&file, "a").contains("it has \"a\" twice"));
        for name in ["../a", "/a", "a/../b", "C:a"] {
            assert!(refusal(&zipped(&[(name, b"one")]), name).contains("not allowed as a file name"), "{name}");
        }
    }

    fn zipped_as(name: &str, packed: &[u8], declared: u32) -> Vec<u8> {
        super::super::testing::entry(name, packed, declared)
    }
}
