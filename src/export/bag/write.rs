//! The tag files of a new bag.

use crate::digest::Digest;
use std::collections::BTreeMap;

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// Every file of the bag that has this payload, but the payload: paths below `data/`, and their bytes.
///
/// No date is written: the same archive makes the same bag.
pub fn tag_files(payload: &BTreeMap<String, Vec<u8>>, description: &str) -> BTreeMap<String, Vec<u8>> {
    let octets: usize = payload.values().map(Vec::len).sum();
    let agent = concat!("literatim ", env!("CARGO_PKG_VERSION"));
    let description = description.replace(['\n', '\r'], " ");
    let info = format!(
        "Bag-Software-Agent: {agent}\nExternal-Description: {description}\nPayload-Oxum: {octets}.{}\n",
        payload.len()
    );
    let manifest = lines(payload.iter().map(|(path, bytes)| (format!("data/{path}"), bytes)));
    let mut tags = BTreeMap::from([
        ("bag-info.txt".to_owned(), info.into_bytes()),
        ("bagit.txt".to_owned(), DECLARATION.as_bytes().to_vec()),
        ("manifest-sha256.txt".to_owned(), manifest),
    ]);
    let of_tags = lines(tags.iter().map(|(path, bytes)| (path.clone(), bytes)));
    tags.insert("tagmanifest-sha256.txt".to_owned(), of_tags);
    tags
}

fn lines<'f>(files: impl Iterator<Item = (String, &'f Vec<u8>)>) -> Vec<u8> {
    let line = |(path, bytes): (String, &Vec<u8>)| {
        let escaped = path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D");
        format!("{}  {escaped}\n", Digest::of(bytes).hex())
    };
    files.map(line).collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::super::{BagFinding, check};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn bag(payload: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
        let mut files = tag_files(payload, "two\nlines");
        files.extend(payload.iter().map(|(path, bytes)| (format!("data/{path}"), bytes.clone())));
        files
    }

    fn flaws(files: &BTreeMap<String, Vec<u8>>) -> Vec<BagFinding> {
        let names: BTreeSet<String> = files.keys().cloned().collect();
        check(&names, &mut |path| files.get(path).cloned())
    }

    #[test]
    fn missing_changed_and_unlisted_are_distinguished() {
        let payload = BTreeMap::from([("a".to_owned(), b"1".to_vec()), ("b 100%".to_owned(), b"2".to_vec())]);
        let mut files = bag(&payload);
        assert_eq!(flaws(&files), []);
        files.insert("data/a".into(), b"2".to_vec());
        files.remove("data/b 100%");
        files.insert("data/c".into(), b"3".to_vec());
        let [missing, unlisted, changed] = ["data/b 100%", "data/c", "data/a"].map(str::to_owned);
        assert_eq!(
            flaws(&files),
            [BagFinding::Missing(missing), BagFinding::Unlisted(unlisted), BagFinding::Changed(changed)]
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_valid_and_a_changed_byte_is_not(
            payload in prop::collection::btree_map("[a-z%]{1,5}(/[a-zé ]{1,4}x)?", prop::collection::vec(any::<u8>(), 1..9), 1..5),
            which: prop::sample::Index, at: prop::sample::Index,
        ) {
            let mut files = bag(&payload);
            prop_assert_eq!(flaws(&files), []);
            let path = which.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
            let bytes = files.get_mut(&path).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= 1;
            // The list of tag files is the one file that nothing hashes; what it says must still fit.
            let found = flaws(&files);
            prop_assert!(!found.is_empty() || path == "tagmanifest-sha256.txt" || path == "bagit.txt", "{path}");
        }

        #[test]
        fn checking_is_total(bytes in prop::collection::vec(any::<u8>(), 0..60), text in "\\PC{0,40}") {
            let declared = DECLARATION.as_bytes().to_vec();
            for (one, other) in [(bytes.clone(), declared.clone()), (declared, bytes)] {
                let files = BTreeMap::from([("bagit.txt".to_owned(), one), ("manifest-md5.txt".to_owned(), other), ("fetch.txt".to_owned(), text.clone().into_bytes())]);
                flaws(&files);
            }
        }
    }
}
