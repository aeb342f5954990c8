//! One record by itself: what is read again, of a whole web archive, without the rest of it.

use super::format_error::FormatError;
use super::limits::{LARGEST_BLOCK, LONGEST_HEAD};
use super::page::Payload;
use super::record::{Records, WarcRecord};
use crate::capture::{CapturedAt, Check, Provenance, without_userinfo};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

/// A record that stands by itself, and holds a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SingleRecord {
    /// Its id: `WARC-Record-ID`.
    pub record_id: String,
    /// The address that it is a capture of, as declared.
    pub url: Option<String>,
    /// When it was fetched.
    pub captured_at: CapturedAt,
    /// The result of the check of its block digest.
    pub block: Check,
    /// The result of the check of the payload digest that was asked for.
    pub payload: Check,
    /// The page: its payload, every coding undone.
    pub bytes: Vec<u8>,
    /// The charset that the server named, if there is such a one.
    pub charset: Option<String>,
    /// Its account of itself, with its own payload digest checked; as of a record that begins its file.
    pub provenance: Provenance,
}

/// The most bytes that the frame of gzip adds to bytes that it cannot make smaller, and more.
const FRAME: u64 = 1 << 20;

impl SingleRecord {
    /// Most bytes, as stored, that a record may take that is read by itself.
    pub const MOST: u64 = LARGEST_BLOCK + LONGEST_HEAD as u64 + FRAME;

    /// Reads `bytes`, which are one record, plain or in one gzip member, and nothing else. Its payload is compared with
    /// the digest `declared` of it, which for a revisit stands in another record.
    ///
    /// # Errors
    ///
    /// Bytes that are no record, or more than one; a record that holds no page.
    pub fn read(bytes: &[u8], declared: Option<&str>) -> Result<Self, FormatError> {
        let record = Self::record(bytes)?;
        let payload = Payload::of(&record).map_err(|why| FormatError::new(0, why))?;
        let check = payload.check(declared);
        let provenance = record.provenance(None);
        let own = payload.check(provenance.payload_digest.as_deref());
        Ok(Self {
            provenance: Provenance { offset: 0, payload: own, ..provenance },
            charset: payload.charset(),
            url: record.target().map(str::to_owned),
            captured_at: record.date,
            block: record.check,
            payload: check,
            bytes: payload.into_bytes(),
            record_id: record.id,
        })
    }

    /// The id of the record that `bytes` begin with, if they begin with one.
    pub fn id_in(bytes: &[u8]) -> Option<String> {
        Some(Records::open_sole(bytes).ok()?.next().ok()??.id)
    }

    /// The name by which [`SingleRecord::places`] finds a record of this address and moment.
    pub fn name(url: &str, captured_at: CapturedAt) -> String {
        format!("{url} {captured_at}")
    }

    /// Which bytes hold each of the records with these `names`, ids or [other ones](SingleRecord::name), in a WARC file, read
    /// up to its end or the first damage; one that cannot be read by itself is left out.
    pub fn places(source: impl BufRead, names: &BTreeSet<String>) -> BTreeMap<String, (u64, u64)> {
        let mut places = BTreeMap::new();
        let Ok(mut records) = Records::open(source) else { return places };
        while let Ok(Some(record)) = records.next() {
            let url = record.target().unwrap_or_default();
            let url = without_userinfo(url).unwrap_or_else(|| url.to_owned());
            let known = [Self::name(&url, record.date), record.id].into_iter().filter(|name| names.contains(name));
            if let Some(span) = record.span {
                places.extend(known.map(|name| (name, span)));
            }
        }
        places
    }

    fn record(bytes: &[u8]) -> Result<WarcRecord, FormatError> {
        let mut records = Records::open_sole(bytes)?;
        let record = records.next()?.ok_or_else(|| FormatError::new(0, "there is no record"))?;
        // Looked at first: what stands behind it may unpack to anything.
        let is_whole = record.span == Some((0, bytes.len() as u64));
        match is_whole && records.next()?.is_none() {
            true => Ok(record),
            false => Err(FormatError::new(0, "there is an incomplete record, or something else after it")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn record(id: &str, length: u64, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <{id}>\r\nWARC-Date: 2014-06-11T09:30:00Z\r\n\
             WARC-Target-URI: https://lantern.example/\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n"
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn why_not(bytes: &[u8]) -> String {
        SingleRecord::read(bytes, None).unwrap_err().what
    }

    #[test]
    fn one_record_is_read_plain_and_in_one_member() {
        let plain = record("a", 5, b"words");
        for bytes in [plain.clone(), gzip(&plain)] {
            let sole = SingleRecord::read(&bytes, None).unwrap();
            assert_eq!((sole.record_id.as_str(), sole.bytes.as_slice()), ("<a>", b"words".as_slice()));
            assert_eq!((sole.block, sole.payload), (Check::NotCovered, Check::NotCovered));
            assert_eq!(SingleRecord::id_in(&bytes).as_deref(), Some("<a>"));
        }
    }

    #[test]
    fn what_is_not_one_whole_record_is_refused() {
        let (plain, packed) = (record("a", 5, b"words"), gzip(&record("a", 5, b"words")));
        for bytes in [
            [plain.clone(), plain.clone()].concat(),
            [packed.clone(), packed.clone()].concat(),
            [packed.clone(), gzip(b"")].concat(),
            [plain.clone(), b"x".to_vec()].concat(),
            [packed.clone(), b"x".to_vec()].concat(),
            [gzip(&plain[..40]), gzip(&plain[40..])].concat(),
            gzip(&[plain.clone(), plain.clone()].concat()),
            gzip(&packed),
            plain[..plain.len() - 1].to_vec(),
            packed[..packed.len() - 1].to_vec(),
            Vec::new(),
        ] {
            assert!(SingleRecord::read(&bytes, None).is_err(), "{:?}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn any_one_bit_changed_in_a_member_is_refused_or_changes_no_page() {
        let packed = gzip(&record("a", 5, b"words"));
        for at in 0..packed.len() * 8 {
            let mut changed = packed.clone();
            changed[at / 8] ^= 1 << (at % 8);
            assert!(SingleRecord::read(&changed, None).map_or(true, |sole| sole.bytes == b"words"), "{at}");
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_goes_off() {
        let long = record("a", 1 << 40, &vec![b'x'; 1 << 20]);
        assert!(why_not(&long).contains("more than 67108864"), "{}", why_not(&long));
        assert!(why_not(&gzip(&long)).contains("more than 67108864"));
        assert_eq!(SingleRecord::id_in(&gzip(&long)), None);
        // What stands behind a record is not looked at.
        let behind = gzip(&[record("a", 5, b"words"), record("b", 1 << 40, &vec![b'x'; 1 << 20])].concat());
        assert!(why_not(&behind).contains("something else after it"), "{}", why_not(&behind));
    }

    #[test]
    fn records_are_found_where_they_can_be_read_by_themselves() {
        let records = ["a", "b", "c"].map(|id| gzip(&record(id, 5, b"words")));
        let both = gzip(&[record("d", 5, b"words"), record("e", 5, b"words")].concat());
        let file = [records.concat(), both, b"damage".to_vec()].concat();
        let ids = ["<b>", "<c>", "<d>", "<f>"].map(str::to_owned).into();
        let places = SingleRecord::places(file.as_slice(), &ids);
        let [a, b, c] = records.map(|record| record.len() as u64);
        assert_eq!(places, [("<b>".to_owned(), (a, a + b)), ("<c>".to_owned(), (a + b, a + b + c))].into());
    }
}
