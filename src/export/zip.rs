//! A ZIP file whose members are kept as they are: the same members make the same bytes.

use std::collections::BTreeMap;

/// The signatures before a member, and before its line in the list at the end.
const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";

/// Version 2.0; the flag that says that names are UTF-8; no compression; the first moment that ZIP can write,
/// 1980-01-01.
const VERSION: u16 = 20;
const UTF8: u16 = 1 << 11;
const STORED: u16 = 0;
const MOMENT: [u16; 2] = [0, 0x21];

/// The ZIP file of these members, by name; `None` where it would be larger than the plain format allows, 4 GiB or
/// 65,535 members.
pub fn zip(members: &BTreeMap<String, Vec<u8>>) -> Option<Vec<u8>> {
    let (mut bytes, mut central) = (Vec::new(), Vec::new());
    for (name, member) in members {
        let at = u32::try_from(bytes.len()).ok()?;
        let head = head(name, member)?;
        bytes.extend(LOCAL);
        bytes.extend(&head);
        bytes.extend(name.as_bytes());
        bytes.extend(member);
        central.extend(CENTRAL);
        central.extend(VERSION.to_le_bytes());
        central.extend(&head);
        // No comment, first disk, no attributes.
        central.extend([0; 10]);
        central.extend(at.to_le_bytes());
        central.extend(name.as_bytes());
    }
    let (at, length) = (u32::try_from(bytes.len()).ok()?, u32::try_from(central.len()).ok()?);
    let count = u16::try_from(members.len()).ok().filter(|count| *count < u16::MAX)?;
    bytes.extend(central);
    bytes.extend(END);
    bytes.extend([0; 4]);
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend([length.to_le_bytes(), at.to_le_bytes()].concat());
    bytes.extend([0; 2]);
    Some(bytes)
}

/// The fields that both places have of a member, from the version on.
fn head(name: &str, member: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(member.len()).ok().filter(|size| *size < u32::MAX)?.to_le_bytes();
    let name = u16::try_from(name.len()).ok()?;
    let mut head = Vec::new();
    for number in [VERSION, UTF8, STORED, MOMENT[0], MOMENT[1]] {
        head.extend(number.to_le_bytes());
    }
    head.extend(crc32fast::hash(member).to_le_bytes());
    head.extend([size, size].concat());
    head.extend(name.to_le_bytes());
    head.extend([0; 2]);
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_the_end_record_alone() {
        assert_eq!(zip(&BTreeMap::new()).unwrap(), [&END[..], &[0; 18]].concat());
    }

    #[test]
    fn a_member_stands_in_it_as_it_is() {
        let bytes = zip(&BTreeMap::from([("ä/b.txt".to_owned(), b"123456789".to_vec())])).unwrap();
        // The check value that is published with CRC-32.
        assert_eq!(bytes[14..18], 0xCBF4_3926_u32.to_le_bytes());
        assert_eq!(&bytes[30..38], "ä/b.txt".as_bytes());
        assert_eq!(&bytes[38..47], b"123456789");
        assert_eq!(bytes.len(), 30 + 8 + 9 + 46 + 8 + 22);
    }
}
