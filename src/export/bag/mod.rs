//! A bag, as BagIt 1.0 (RFC 8493) and its drafts since 0.93 have it: written, and checked.
//!
//! *Complete* and *valid* are two things: nothing missing, and nothing changed. Both are asked here, and each answer is
//! a flaw of its own.

mod listing;
mod write;

pub use write::tag_files;

use listing::{Declaration, HashAlgorithm, listed};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A problem with a bag, and the file it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BagFinding {
    /// It is not spelled as it must be; where, and why.
    Malformed(String, String),
    /// It is listed and not there.
    Missing(String),
    /// It is there and not listed.
    Unlisted(String),
    /// Its bytes are not the ones that were hashed.
    Changed(String),
}

impl fmt::Display for BagFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(path, why) => write!(f, "{path}: {why}"),
            Self::Missing(path) => write!(f, "{path}: listed, but missing"),
            Self::Unlisted(path) => write!(f, "{path}: present, but not listed in every manifest"),
            Self::Changed(path) => write!(f, "{path}: its digest does not match"),
        }
    }
}

/// Reads a file of the bag, by its path below the bag's folder; `None` if there is none.
pub type ReadFile<'r> = dyn FnMut(&str) -> Option<Vec<u8>> + 'r;

/// Checks the bag that has the files `names`; `read` gives the bytes of each. No flaw: it is complete and valid.
pub fn check(names: &BTreeSet<String>, read: &mut ReadFile<'_>) -> Vec<BagFinding> {
    let declaration = match Declaration::read(read("bagit.txt").as_deref()) {
        Ok(declaration) => declaration,
        Err(why) => return vec![BagFinding::Malformed("bagit.txt".to_owned(), why.to_string())],
    };
    let mut checking = Checking { names, declaration, flaws: BTreeSet::new() };
    let payload = checking.listings("manifest-", read);
    let tags = checking.listings("tagmanifest-", read);
    if payload.is_empty() {
        checking.malformed("manifest-sha256.txt", "there is no manifest with a known algorithm");
    }
    checking.payload(&payload);
    checking.fetch(&payload, read);
    checking.fixity(&[payload, tags].concat(), read);
    checking.flaws.into_iter().collect()
}

/// The files that one manifest lists, and their digests in hexadecimal.
type Listing = (HashAlgorithm, BTreeMap<String, String>);

struct Checking<'n> {
    names: &'n BTreeSet<String>,
    declaration: Declaration,
    flaws: BTreeSet<BagFinding>,
}

impl Checking<'_> {
    fn malformed(&mut self, path: &str, why: impl fmt::Display) {
        self.flaws.insert(BagFinding::Malformed(path.to_owned(), why.to_string()));
    }

    /// Every manifest whose name begins with `start`.
    fn listings(&mut self, start: &str, read: &mut ReadFile<'_>) -> Vec<Listing> {
        let mut listings = Vec::new();
        for name in self.names {
            let Some(algorithm) = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(".txt")) else { continue };
            let Some(algorithm) = HashAlgorithm::named(algorithm) else { continue };
            let is_payload = start == "manifest-";
            match listed(&read(name).unwrap_or_default(), &self.declaration, is_payload) {
                Ok(files) => listings.push((algorithm, files)),
                Err(why) => self.malformed(name, why),
            }
        }
        listings
    }

    /// Checks that manifests and payload are of the same files. Before 1.0 one manifest had to list a file, since then
    /// all.
    fn payload(&mut self, listings: &[Listing]) {
        let lists = |path: &String| listings.iter().filter(|(_, files)| files.contains_key(path)).count();
        let needed = if self.declaration.is_1_0() { listings.len() } else { 1 };
        let unlisted = self.names.iter().filter(|path| path.starts_with("data/") && lists(path) < needed.max(1));
        self.flaws.extend(unlisted.cloned().map(BagFinding::Unlisted));
    }

    /// Checks that what is to be fetched is listed, and lies inside. We fetch nothing: what is not there is missing.
    fn fetch(&mut self, listings: &[Listing], read: &mut ReadFile<'_>) {
        let Some(bytes) = read("fetch.txt") else { return };
        for path in listing::fetched(&bytes, &self.declaration) {
            match path {
                Err(why) => self.malformed("fetch.txt", why),
                Ok(path) if listings.iter().any(|(_, files)| files.contains_key(&path)) => {}
                Ok(path) => self.malformed("fetch.txt", format_args!("no manifest lists {path}")),
            }
        }
    }

    /// Checks that everything that is listed is there, with the bytes that were hashed. Each file is read once.
    fn fixity(&mut self, listings: &[Listing], read: &mut ReadFile<'_>) {
        let mut expected: BTreeMap<&str, Vec<(HashAlgorithm, &str)>> = BTreeMap::new();
        for (algorithm, files) in listings {
            for (path, digest) in files {
                expected.entry(path).or_default().push((*algorithm, digest));
            }
        }
        for (path, digests) in expected {
            let bytes = if self.names.contains(path) { read(path) } else { None };
            match bytes {
                None => drop(self.flaws.insert(BagFinding::Missing(path.to_owned()))),
                Some(bytes) if digests.iter().all(|(algorithm, digest)| algorithm.hex(&bytes) == *digest) => {}
                Some(_) => drop(self.flaws.insert(BagFinding::Changed(path.to_owned()))),
            }
        }
    }
}
