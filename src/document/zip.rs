//! ZIP files, read strictly: what two readers could understand in two ways is refused.

use super::damage::{Damage, Unreadable};
use super::limits::{LARGEST_DIRECTORY, MOST_ENTRIES};
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom, Take};

/// A ZIP file and its table of contents.
pub struct Zip<R> {
    source: R,
    entries: BTreeMap<String, ZipEntry>,
}

/// One file in it.
#[derive(Debug, Clone, Copy)]
struct ZipEntry {
    /// The start of its local header.
    header: u64,
    is_packed: bool,
    /// The flags, without those about how it was packed.
    flags: u16,
    checksum: u32,
    packed: u64,
    bytes: u64,
}

/// The place of the table of contents.
struct Directory {
    at: u64,
    bytes: u64,
    entries: u64,
}

const END: [u8; 4] = *b"PK\x05\x06";
const END_64: [u8; 4] = *b"PK\x06\x06";
const LOCATOR_64: [u8; 4] = *b"PK\x06\x07";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";
/// Size of the fixed part of each of them.
const END_BYTES: usize = 22;
const LOCATOR_64_BYTES: u64 = 20;
const END_64_BYTES: u64 = 56;
const CENTRAL_BYTES: usize = 46;
const LOCAL_BYTES: u64 = 30;
/// A comment at the end has so many bytes at most.
const LONGEST_COMMENT: u64 = 0xffff;
/// Flags: encrypted, sizes declared after the bytes, patched, masked header.
const ENCRYPTED: u16 = 1;
const SIZES_AFTER: u16 = 8;
const UNREADABLE: u16 = ENCRYPTED | 0x20 | 0x40 | 0x2000;

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

impl<R: Read + Seek> Zip<R> {
    /// Reads the table of contents, and compares every entry of it with what stands before the file itself.
    pub fn open(mut source: R) -> Result<Self, Damage> {
        let size = source.seek(SeekFrom::End(0)).map_err(|error| Damage::io(0, &error))?;
        let directory = directory(&mut source, size)?;
        let table = bytes_at(&mut source, directory.at, directory.bytes)?;
        let entries = entries(&table, &directory)?;
        let mut zip = Self { source, entries };
        zip.refuse_overlap(directory.at)?;
        Ok(zip)
    }

    /// The names of the files in it, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The size in bytes of the file of this name, if there is one.
    pub fn bytes(&self, name: &str) -> Option<u64> {
        self.entries.get(name).map(|entry| entry.bytes)
    }

    /// The number of bytes that the file of this name takes, if there is one.
    pub fn packed(&self, name: &str) -> Option<u64> {
        self.entries.get(name).map(|entry| entry.packed)
    }

    /// The start of the bytes of the file of this name, if they are stored as they are.
    pub fn start(&mut self, name: &str) -> Result<Option<u64>, Damage> {
        let entry = *self.entries.get(name).ok_or_else(|| Damage::new(0, format!("there is no {name} in it")))?;
        let start = entry.header + self.local_bytes(name, &entry)?;
        Ok((!entry.is_packed).then_some(start))
    }

    /// Reads the file of this name. That its bytes are those of its checksum is known at its end.
    pub fn read(&mut self, name: &str) -> Result<Unzipped<'_, R>, Damage> {
        let entry = *self.entries.get(name).ok_or_else(|| Damage::new(0, format!("there is no {name} in it")))?;
        let start = entry.header + self.local_bytes(name, &entry)?;
        self.source.seek(SeekFrom::Start(start)).map_err(|error| Damage::io(entry.header, &error))?;
        let packed = (&mut self.source).take(entry.packed);
        let bytes = if entry.is_packed { Bytes::Packed(DeflateDecoder::new(packed)) } else { Bytes::Stored(packed) };
        Ok(Unzipped { bytes, crc: Crc::new(), left: entry.bytes, checksum: entry.checksum })
    }

    /// No file may share bytes with another, or with the table of contents.
    fn refuse_overlap(&mut self, end: u64) -> Result<(), Damage> {
        let mut places: Vec<(u64, String)> =
            self.entries.iter().map(|(name, entry)| (entry.header, name.clone())).collect();
        places.sort_unstable();
        let ends = places.iter().skip(1).map(|(header, _)| *header).chain([end]).collect::<Vec<_>>();
        for ((header, name), end) in places.iter().zip(ends) {
            let entry = self.entries[name];
            let used = header.checked_add(LOCAL_BYTES).filter(|used| *used <= end).is_some();
            let bytes = if used { self.local_bytes(name, &entry)?.checked_add(entry.packed) } else { None };
            if bytes.and_then(|bytes| header.checked_add(bytes)).is_none_or(|stop| stop > end) {
                return Err(Damage::new(*header, format!("{name:?} overlaps the next entry")));
            }
        }
        Ok(())
    }

    /// The size of the header that stands before a file; it must say what the table of contents says.
    fn local_bytes(&mut self, name: &str, entry: &ZipEntry) -> Result<u64, Damage> {
        let damage = |what: &str| Damage::new(entry.header, format!("{name:?} {what}"));
        let head = bytes_at(&mut self.source, entry.header, LOCAL_BYTES)?;
        if head[..4] != LOCAL {
            return Err(damage("is not where the table of contents says"));
        }
        let (flags, method) = (u16_at(&head, 6), u16_at(&head, 8));
        let (checksum, packed, bytes) = (u32_at(&head, 14), u32_at(&head, 18), u32_at(&head, 22));
        let (name_bytes, extra) = (u16_at(&head, 26), u16_at(&head, 28));
        let local = bytes_at(&mut self.source, entry.header + LOCAL_BYTES, u64::from(name_bytes))?;
        if local != name.as_bytes() {
            let local = String::from_utf8_lossy(&local).into_owned();
            return Err(damage(&format!("is called {local:?} in its local header")));
        }
        let is_size = |declared: u32, size: u64| declared == u32::MAX || u64::from(declared) == size;
        let is_same = checksum == entry.checksum && is_size(packed, entry.packed) && is_size(bytes, entry.bytes);
        let is_declared_after = flags & SIZES_AFTER != 0 && packed == 0 && bytes == 0;
        if flags & UNREADABLE != entry.flags & UNREADABLE
            || (method == 8) != entry.is_packed
            || !(is_same || is_declared_after)
        {
            return Err(damage("has a local header that differs from the table of contents"));
        }
        Ok(LOCAL_BYTES + u64::from(name_bytes) + u64::from(extra))
    }
}

/// So many bytes at `at`, all of which must be there.
fn bytes_at<R: Read + Seek>(source: &mut R, at: u64, count: u64) -> Result<Vec<u8>, Damage> {
    let mut bytes = Vec::new();
    let read = source.seek(SeekFrom::Start(at)).and_then(|_| source.take(count).read_to_end(&mut bytes));
    match read.map_err(|error| Damage::io(at, &error))? as u64 == count {
        true => Ok(bytes),
        false => Err(Damage::new(at, format!("expected {count} bytes, but the file ends"))),
    }
}

/// Finds the table of contents by the end record, which must be the last bytes of the file.
fn directory<R: Read + Seek>(source: &mut R, size: u64) -> Result<Directory, Damage> {
    let start = size.saturating_sub(END_BYTES as u64 + LONGEST_COMMENT);
    let tail = bytes_at(source, start, size - start)?;
    // A comment must reach to the end of the file exactly. It may itself look like an end: then there are two.
    let is_end = |at: &usize| {
        tail.get(*at..).is_some_and(|end| {
            end.len() >= END_BYTES && end.len() == END_BYTES + usize::from(u16_at(end, END_BYTES - 2))
        })
    };
    let mut ends = memchr::memmem::find_iter(&tail, &END).filter(is_end);
    let (at, other) = (ends.next(), ends.next());
    let Some(at) = at else { return Err(Damage::new(size, "not a ZIP file, or cut off at the end")) };
    if other.is_some() {
        return Err(Damage::new(
            start + at as u64,
            "it has two end records, so two readers could read two different files",
        ));
    }
    let (end, place) = (&tail[at..], start + at as u64);
    let damage = |what: &str| Damage::new(place, what);
    if u16_at(end, 4) != 0 || u16_at(end, 6) != 0 || u16_at(end, 8) != u16_at(end, 10) {
        return Err(damage("it is a part of a split ZIP file"));
    }
    let (entries, bytes, offset) = (u16_at(end, 10), u32_at(end, 12), u32_at(end, 16));
    let is_large = entries == u16::MAX || bytes == u32::MAX || offset == u32::MAX;
    let (directory, stop) = match large(source, place)? {
        Some(found) => found,
        None if is_large => return Err(damage("its ZIP64 end record is missing")),
        None => (Directory { at: offset.into(), bytes: bytes.into(), entries: entries.into() }, place),
    };
    let declared = |small: u64, most: u64, declared: u64| small == most || small == declared;
    if !declared(entries.into(), u16::MAX.into(), directory.entries)
        || !declared(bytes.into(), u32::MAX.into(), directory.bytes)
        || !declared(offset.into(), u32::MAX.into(), directory.at)
        || directory.at.checked_add(directory.bytes) != Some(stop)
    {
        return Err(damage("its table of contents is not where its end says"));
    }
    Ok(directory)
}

/// The directory in the ZIP64 end before the end at `place`, and the start of that.
fn large<R: Read + Seek>(source: &mut R, place: u64) -> Result<Option<(Directory, u64)>, Damage> {
    let Some(at) = place.checked_sub(LOCATOR_64_BYTES) else { return Ok(None) };
    let locator = bytes_at(source, at, LOCATOR_64_BYTES)?;
    if locator[..4] != LOCATOR_64 {
        return Ok(None);
    }
    let stop = u64_at(&locator, 8);
    if stop.checked_add(END_64_BYTES) != Some(at) {
        return Err(Damage::new(at, "its ZIP64 end record is not where it should be"));
    }
    let end = bytes_at(source, stop, END_64_BYTES)?;
    if end[..4] != END_64 || u32_at(&end, 16) != 0 || u32_at(&end, 20) != 0 || u64_at(&end, 24) != u64_at(&end, 32) {
        return Err(Damage::new(stop, "its ZIP64 end record is broken"));
    }
    Ok(Some((Directory { at: u64_at(&end, 48), bytes: u64_at(&end, 40), entries: u64_at(&end, 32) }, stop)))
}

fn entries(table: &[u8], directory: &Directory) -> Result<BTreeMap<String, ZipEntry>, Damage> {
    let damage = |what: Unreadable| Damage::new(directory.at, what);
    if directory.bytes > LARGEST_DIRECTORY || directory.entries > MOST_ENTRIES as u64 {
        return Err(damage(format!("it has more than {MOST_ENTRIES} files in it").into()));
    }
    let mut entries = BTreeMap::new();
    let mut rest = table;
    while !rest.is_empty() {
        let (name, entry, bytes) = entry(rest).map_err(damage)?;
        rest = &rest[bytes..];
        if entries.insert(name.clone(), entry).is_some() {
            return Err(damage(format!("it has {name:?} twice").into()));
        }
    }
    match entries.len() as u64 == directory.entries {
        true => Ok(entries),
        false => Err(damage("its table of contents is not as long as its end says".into())),
    }
}

/// The entry that `table` begins with, its name, and how many bytes of the table it takes.
fn entry(table: &[u8]) -> Result<(String, ZipEntry, usize), Unreadable> {
    let broken = "its table of contents is broken";
    let head = table.get(..CENTRAL_BYTES).filter(|head| head[..4] == CENTRAL).ok_or(broken)?;
    let lengths = [u16_at(head, 28), u16_at(head, 30), u16_at(head, 32)].map(usize::from);
    let all = CENTRAL_BYTES + lengths.iter().sum::<usize>();
    let name = table.get(CENTRAL_BYTES..CENTRAL_BYTES + lengths[0]).ok_or(broken)?;
    let extra = table.get(CENTRAL_BYTES + lengths[0]..all - lengths[2]).ok_or(broken)?;
    table.get(..all).ok_or(broken)?;
    let name = std::str::from_utf8(name).map_err(|_| "the name of a file in it is not UTF-8")?;
    if !is_safe(name) {
        return Err(format!("{name:?} is not allowed as a file name in a ZIP file").into());
    }
    let (flags, method) = (u16_at(head, 8), u16_at(head, 10));
    if flags & UNREADABLE != 0 || ![0, 8].contains(&method) {
        return Err(format!("{name:?} is encrypted, or compressed by an unsupported method").into());
    }
    let mut sizes = [u32_at(head, 24), u32_at(head, 20), u32_at(head, 42)].map(u64::from);
    enlarge(&mut sizes, extra).ok_or(broken)?;
    let [bytes, packed, header] = sizes;
    let is_packed = method == 8;
    if !is_packed && bytes != packed {
        return Err(format!("{name:?} is stored uncompressed, but has two sizes").into());
    }
    let entry = ZipEntry { header, is_packed, flags, checksum: u32_at(head, 16), packed, bytes };
    Ok((name.to_owned(), entry, all))
}

/// Puts in the sizes that the extra field of ZIP64 has for those too large for four bytes.
fn enlarge(sizes: &mut [u64; 3], mut extra: &[u8]) -> Option<()> {
    let mut large: Option<&[u8]> = None;
    while extra.len() >= 4 {
        let length = usize::from(u16_at(extra, 2));
        let field = extra.get(4..4 + length)?;
        if u16_at(extra, 0) == 1 && large.replace(field).is_some() {
            return None;
        }
        extra = &extra[4 + length..];
    }
    let mut large = large.unwrap_or_default();
    for size in sizes.iter_mut().filter(|size| **size == u64::from(u32::MAX)) {
        let (declared, rest) = large.split_at_checked(8)?;
        *size = u64_at(declared, 0);
        large = rest;
    }
    Some(())
}

/// Returns true if a name stays where the file is unpacked. Folders have entries of their own, with a slash at the end.
fn is_safe(name: &str) -> bool {
    let path = name.strip_suffix('/').unwrap_or(name);
    let is_plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0', ':']);
    path.split('/').all(is_plain)
}

/// The bytes of one file in a ZIP file, no more and no fewer than it declares.
pub struct Unzipped<'z, R: Read> {
    bytes: Bytes<'z, R>,
    crc: Crc,
    left: u64,
    checksum: u32,
}

enum Bytes<'z, R: Read> {
    Stored(Take<&'z mut R>),
    Packed(DeflateDecoder<Take<&'z mut R>>),
}

impl<R: Read> Read for Unzipped<'_, R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.bytes {
            Bytes::Stored(bytes) => bytes.read(room)?,
            Bytes::Packed(bytes) => bytes.read(room)?,
        };
        let broken = |what| Err(io::Error::new(io::ErrorKind::InvalidData, what));
        self.crc.update(&room[..read]);
        match self.left.checked_sub(read as u64) {
            None => return broken("a file in it has more bytes than declared"),
            Some(left) => self.left = left,
        }
        if read == 0 && !room.is_empty() && self.left > 0 {
            return broken("a file in it has fewer bytes than declared");
        }
        if read == 0 && !room.is_empty() && self.crc.sum() != self.checksum {
            return broken("a file in it does not match its checksum");
        }
        Ok(read)
    }
}
