//! Records of a WARC file, one after another, read strictly.

use super::fields::{FieldLines, Fields, shortened};
use super::format_error::{FormatError, Unreadable};
use super::labelled::{Hasher, Labelled};
use super::limits::{LARGEST_BLOCK, LONGEST_HEAD};
use super::unpacked::Unpacked;
use crate::capture::{CapturedAt, Check, Provenance};
use std::io::{self, BufRead, BufReader, Read};

/// One record.
pub(super) struct WarcRecord {
    /// Its start in the file as stored; for a compressed one, that of the member that it begins in.
    pub offset: u64,
    pub kind: String,
    pub id: String,
    pub date: CapturedAt,
    pub fields: Fields,
    pub block: RecordBlock,
    /// The result of the check of its block digest.
    pub check: Check,
    /// Which bytes of the file as stored hold this record and nothing else; `None` where a member that is compressed
    /// holds others too, or only a part of it, and for zstd.
    pub span: Option<(u64, u64)>,
}

/// The content of a record.
pub(super) enum RecordBlock {
    Held(Vec<u8>),
    /// It was hashed and passed over.
    TooLarge,
}

impl WarcRecord {
    /// The address that it is a capture of. Some versions of wget put it between angle brackets.
    pub fn target(&self) -> Option<&str> {
        let target = self.fields.first("WARC-Target-URI")?;
        Some(target.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(target))
    }

    /// Its account of itself, in the file `within` a package if it is in one. Of its payload nothing is checked yet.
    pub fn provenance(&self, within: Option<&str>) -> Provenance {
        let declared = |name| self.fields.first(name).map(str::to_owned);
        Provenance {
            record_id: self.id.clone(),
            kind: self.kind.clone(),
            within: within.map(str::to_owned),
            offset: self.offset,
            block_digest: declared("WARC-Block-Digest"),
            block: self.check,
            payload_digest: declared("WARC-Payload-Digest"),
            payload: Check::NotCovered,
            refers_to: None,
            truncated: declared("WARC-Truncated"),
            extent: None,
        }
    }
}

/// Reads the records of a WARC file, compressed or not.
pub(super) struct Records<R: BufRead> {
    source: BufReader<Unpacked<R>>,
    /// The number of bytes read, once unpacked.
    read: u64,
    head: Vec<u8>,
    /// True if a block that is too large to be held is read all the same, for its digest and for what stands behind it.
    passes: bool,
    /// True if the next record stands at the beginning of a member.
    begins: bool,
    /// The error that came up in the search for the end of a member.
    pending: Option<io::Error>,
}

/// Fields that say what a record is. Twice, each would let two readers see two records.
const ONCE: [&str; 12] = [
    "WARC-Type",
    "WARC-Record-ID",
    "WARC-Date",
    "Content-Length",
    "Content-Type",
    "WARC-Target-URI",
    "WARC-Block-Digest",
    "WARC-Payload-Digest",
    "WARC-Refers-To",
    "WARC-Refers-To-Target-URI",
    "WARC-Refers-To-Date",
    "WARC-Truncated",
];

impl<R: BufRead> Records<R> {
    pub fn open(source: R) -> Result<Self, FormatError> {
        let unpacked = Unpacked::new(source).map_err(|error| FormatError::io(0, &error))?;
        Ok(Self {
            source: BufReader::with_capacity(1 << 16, unpacked),
            read: 0,
            head: Vec::new(),
            passes: true,
            begins: true,
            pending: None,
        })
    }

    /// The same for a record that stands by itself: one that is too large is refused before it is read.
    pub fn open_sole(source: R) -> Result<Self, FormatError> {
        Ok(Self { passes: false, ..Self::open(source)? })
    }

    /// The next record; `None` at the end of the file.
    pub fn next(&mut self) -> Result<Option<WarcRecord>, FormatError> {
        let is_end = match self.pending.take() {
            Some(error) => Err(error),
            None => self.source.fill_buf().map(<[u8]>::is_empty),
        };
        let at = self.place();
        if is_end.map_err(|error| FormatError::io(at, &error))? {
            return Ok(None);
        }
        self.record(at).map(Some)
    }

    fn place(&self) -> u64 {
        self.source.get_ref().member().unwrap_or(self.read)
    }

    /// The bytes as stored of the record that began at `at` and was read to its end, if they hold nothing else.
    fn span(&mut self, at: u64) -> Option<(u64, u64)> {
        let begins = std::mem::replace(&mut self.begins, true);
        let Some(member) = self.source.get_ref().member() else { return Some((at, self.read)) };
        if !self.source.get_ref().is_gzip() {
            return None;
        }
        self.begins = self.ends_member(member);
        (begins && self.begins && member == at).then(|| (at, self.source.get_ref().end()))
    }

    /// Returns true if nothing of the member is left that began at `member`, and the next has begun, if there is one.
    fn ends_member(&mut self, member: u64) -> bool {
        if !self.source.buffer().is_empty() {
            return false;
        }
        match self.source.fill_buf() {
            Ok(_) => self.place() != member,
            Err(error) => {
                self.pending = Some(error);
                false
            }
        }
    }

    fn record(&mut self, at: u64) -> Result<WarcRecord, FormatError> {
        let damage = |what: Unreadable| FormatError::new(at, what);
        self.read_head(at)?;
        let first = self.head.iter().position(|byte| *byte == b'\n').map_or(self.head.len(), |end| end + 1);
        is_version(&self.head[..first]).map_err(damage)?;
        let fields = Fields::read(&self.head[first..], FieldLines::Strict).map_err(damage)?;
        for name in ONCE {
            fields.only(name).map_err(damage)?;
        }
        let missing = |name| damage(format!("a record has no {name}").into());
        let declared = |name| fields.first(name).map(str::to_owned).ok_or_else(|| missing(name));
        let (kind, id, date) = (declared("WARC-Type")?, declared("WARC-Record-ID")?, declared("WARC-Date")?);
        let length = length(&declared("Content-Length")?).map_err(damage)?;
        let date = moment(&date)
            .ok_or_else(|| damage(format!("WARC-Date {:?} is not a date and time", shortened(&date)).into()))?;
        let digest = fields.first("WARC-Block-Digest").map(Labelled::read);
        let (block, hasher) = self.block(at, length, digest.as_ref().and_then(Option::as_ref).map(Labelled::hasher))?;
        self.end(at, length)?;
        let check = match (digest, hasher) {
            (None, _) => Check::NotCovered,
            (Some(Some(digest)), Some(hasher)) if digest.is(hasher.clone()) => Check::Verified,
            (Some(Some(_)), _) => Check::Wrong,
            (Some(None), _) => Check::Unverifiable,
        };
        let (kind, span) = (kind.to_ascii_lowercase(), self.span(at));
        Ok(WarcRecord { offset: at, kind, id, date, fields, block, check, span })
    }

    /// Reads up to the empty line that ends a head, and not a byte further than a head may be long.
    fn read_head(&mut self, at: u64) -> Result<(), FormatError> {
        self.head.clear();
        loop {
            let before = self.head.len();
            let room = (LONGEST_HEAD - before) as u64;
            let line = self.source.by_ref().take(room).read_until(b'\n', &mut self.head);
            let read = line.map_err(|error| FormatError::io(at, &error))?;
            self.read += read as u64;
            let line = &self.head[before..];
            if before == 0 && !line.starts_with(b"WARC/") {
                return Err(no_record(at, line));
            }
            if line == b"\r\n" || line == b"\n" {
                return Ok(());
            }
            if self.head.len() >= LONGEST_HEAD {
                return Err(FormatError::new(
                    at,
                    format!("the header of a record is longer than {LONGEST_HEAD} bytes"),
                ));
            }
            if line.last() != Some(&b'\n') {
                return Err(FormatError::new(at, "it ends in the header of a record"));
            }
        }
    }

    fn block(
        &mut self,
        at: u64,
        length: u64,
        mut hasher: Option<Hasher>,
    ) -> Result<(RecordBlock, Option<Hasher>), FormatError> {
        if length > LARGEST_BLOCK && !self.passes {
            return Err(FormatError::new(at, format!("a record declares {length} bytes, more than {LARGEST_BLOCK}")));
        }
        let mut held = Vec::new();
        let mut left = length;
        while left > 0 {
            let piece = self.source.fill_buf().map_err(|error| FormatError::io(at, &error))?;
            if piece.is_empty() {
                let what = format!("a record declares {length} bytes, but the file ends {left} bytes earlier");
                return Err(FormatError::new(at, what));
            }
            let count = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
            if let Some(hasher) = &mut hasher {
                hasher.update(&piece[..count]);
            }
            if length <= LARGEST_BLOCK {
                held.extend_from_slice(&piece[..count]);
            }
            self.source.consume(count);
            left -= count as u64;
        }
        self.read = self.read.saturating_add(length);
        let block = if length <= LARGEST_BLOCK { RecordBlock::Held(held) } else { RecordBlock::TooLarge };
        Ok((block, hasher))
    }

    /// The four bytes after a block. Where they are anything else, the length lies.
    fn end(&mut self, at: u64, length: u64) -> Result<(), FormatError> {
        let mut end = [0; 4];
        self.source.read_exact(&mut end).map_err(|error| FormatError::io(at, &error))?;
        self.read += 4;
        match &end {
            b"\r\n\r\n" => Ok(()),
            _ => Err(FormatError::new(at, format!("a record declares {length} bytes, but does not end there"))),
        }
    }
}

fn no_record(at: u64, line: &[u8]) -> FormatError {
    let line = String::from_utf8_lossy(line);
    if line.starts_with("filedesc:") {
        // Not damage, but it ends the reading all the same.
        let help = "convert it to WARC, for example with `warcio recompress`";
        return FormatError { at, what: "it is an ARC file, the format before WARC".to_owned(), help };
    }
    FormatError::new(at, format!("expected a record, found {:?}", shortened(line.trim_end())))
}

fn is_version(line: &[u8]) -> Result<(), Unreadable> {
    match line {
        b"WARC/1.0\r\n" | b"WARC/1.1\r\n" | b"WARC/0.17\r\n" | b"WARC/0.18\r\n" => Ok(()),
        _ if line.ends_with(b"\r\n") => {
            let version = String::from_utf8_lossy(line);
            Err(format!("WARC version {:?} is not supported", shortened(version.trim_end())).into())
        }
        _ => Err("a header line of the record does not end with CR LF".into()),
    }
}

/// A length: digits, and nothing else.
fn length(text: &str) -> Result<u64, Unreadable> {
    let digits = Some(text).filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
    let length = digits.and_then(|digits| digits.parse().ok());
    length.ok_or_else(|| format!("Content-Length {:?} is not a length", shortened(text)).into())
}

/// A moment of WARC: RFC 3339 in UTC; WARC 1.1 allows it to be cut after the year, month, day or minute, and means the
/// first second of that.
pub(super) fn moment(text: &str) -> Option<CapturedAt> {
    let whole = match text.trim_end_matches('Z').len() {
        4 => format!("{}-01-01", text.trim_end_matches('Z')),
        7 => format!("{}-01", text.trim_end_matches('Z')),
        10 => text.trim_end_matches('Z').to_owned(),
        16 => format!("{}:00Z", text.trim_end_matches('Z')),
        _ => text.to_owned(),
    };
    whole.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_digits_and_fits() {
        assert_eq!(length("0"), Ok(0));
        assert_eq!(length("18446744073709551615"), Ok(u64::MAX));
        for bad in ["", "+5", "-1", "5 ", "0x5", "5,5", "18446744073709551616", "٥"] {
            assert!(length(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_moment_may_be_cut() {
        for (text, whole) in [
            ("2017-03-06T04:02:06Z", "2017-03-06T04:02:06Z"),
            ("2017-03-06T04:02:06.123456789Z", "2017-03-06T04:02:06Z"),
            ("2017-03-06T04:02Z", "2017-03-06T04:02:00Z"),
            ("2017-03-06", "2017-03-06T00:00:00Z"),
            ("2017-03", "2017-03-01T00:00:00Z"),
            ("2017", "2017-01-01T00:00:00Z"),
        ] {
            assert_eq!(moment(text).map(|moment| moment.to_string()).as_deref(), Some(whole), "{text}");
        }
        for bad in ["", "Z", "yesterday", "2017-13", "20170306040206", "2017-03-06T04"] {
            assert_eq!(moment(bad), None, "{bad}");
        }
    }
}
