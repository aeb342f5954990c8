//! ZIP files for tests, sound and not.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;

/// The bytes, packed.
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A ZIP file of these files, in this order.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let of = |(name, bytes): &(&str, &[u8])| Member {
        name: (*name).to_owned(),
        packed: deflated(bytes),
        bytes: bytes.len() as u32,
        crc: crc32fast::hash(bytes),
    };
    write(&files.iter().map(of).collect::<Vec<_>>())
}

/// A ZIP file of one file, which says that it has so many bytes.
pub fn entry(name: &str, packed: &[u8], bytes: u32) -> Vec<u8> {
    write(&[Member { name: name.to_owned(), packed: packed.to_vec(), bytes, crc: 0 }])
}

struct Member {
    name: String,
    packed: Vec<u8>,
    bytes: u32,
    crc: u32,
}

fn write(members: &[Member]) -> Vec<u8> {
    let (mut file, mut table) = (Vec::new(), Vec::new());
    for member in members {
        let mut head = Vec::new();
        for word in [20_u16, 1 << 11, 8, 0, 0x21] {
            head.extend(word.to_le_bytes());
        }
        for word in [member.crc, member.packed.len() as u32, member.bytes] {
            head.extend(word.to_le_bytes());
        }
        head.extend((member.name.len() as u16).to_le_bytes());
        head.extend([0; 2]);
        table.extend(b"PK\x01\x02\x14\0");
        table.extend(&head);
        table.extend([0; 10]);
        table.extend((file.len() as u32).to_le_bytes());
        table.extend(member.name.as_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(head);
        file.extend(member.name.as_bytes());
        file.extend(&member.packed);
    }
    let (at, count) = (file.len() as u32, members.len() as u16);
    file.extend(&table);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count.to_le_bytes());
    file.extend(count.to_le_bytes());
    file.extend((table.len() as u32).to_le_bytes());
    file.extend(at.to_le_bytes());
    file.extend([0; 2]);
    file
}
