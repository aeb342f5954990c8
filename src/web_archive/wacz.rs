//! WACZ: WARC files in a ZIP file, with a list of their digests.

use super::format_error::FormatError;
use super::labelled::{Hasher, Labelled};
use super::limits::LARGEST_PACKAGE;
use crate::capture::Check;
use crate::digest::Digest;
use crate::document::Zip;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Seek};

/// A WACZ file.
pub struct Wacz<R> {
    zip: Zip<R>,
    /// The result of the check of each file in it.
    pub files: BTreeMap<String, Check>,
    /// The flaws of the package.
    pub flaws: Vec<FormatError>,
    /// The signature of its list of digests.
    pub seal: PackageSignature,
}

/// The signature of a WACZ's list of digests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackageSignature {
    /// Nothing.
    None,
    /// A digest in the same file: against accidents only.
    Digest,
    /// A signature of that digest, which is not checked here; who signed is not known.
    Signed,
}

impl PackageSignature {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "nobody signed their digests",
            Self::Digest => "their digests match, and are not signed",
            Self::Signed => "their digests match and are signed; the signature itself was not checked",
        }
    }
}

#[derive(Deserialize)]
struct Package {
    resources: Vec<Resource>,
}

/// A file in the list: in the form of WACZ 1.1, or of 1.0.
#[derive(Deserialize)]
struct Resource {
    path: String,
    hash: Option<String>,
    bytes: Option<u64>,
    stats: Option<Stats>,
    hashing: Option<String>,
}

#[derive(Deserialize)]
struct Stats {
    hash: String,
    bytes: u64,
}

#[derive(Deserialize)]
struct PackageDigest {
    path: String,
    hash: Digest,
    #[serde(rename = "signedData")]
    signed: Option<Signed>,
}

#[derive(Deserialize)]
struct Signed {
    hash: Digest,
}

const PACKAGE: &str = "datapackage.json";
const PACKAGE_DIGEST: &str = "datapackage-digest.json";

impl Resource {
    /// Its digest, labelled.
    fn digest(&self) -> Option<String> {
        let of_stats = || Some(format!("{}:{}", self.hashing.as_ref()?, self.stats.as_ref()?.hash));
        self.hash.clone().or_else(of_stats)
    }

    fn bytes(&self) -> Option<u64> {
        self.bytes.or_else(|| self.stats.as_ref().map(|stats| stats.bytes))
    }
}

impl<R: Read + Seek> Wacz<R> {
    /// Opens one, and compares every file in it with the list of digests.
    pub fn open(source: R) -> Result<Self, FormatError> {
        let mut wacz =
            Self { zip: Zip::open(source)?, files: BTreeMap::new(), flaws: Vec::new(), seal: PackageSignature::None };
        let package = wacz.small(PACKAGE)?;
        let list: Package = serde_json::from_slice(&package)
            .map_err(|why| FormatError::new(0, format!("{PACKAGE} in it cannot be read: {why}")))?;
        wacz.check_files(&list)?;
        wacz.check_seal(Digest::of(&package))?;
        if wacz.warcs().is_empty() {
            wacz.flaw("its folder archive/ has no WARC file".to_owned());
        }
        Ok(wacz)
    }

    /// The names of the WARC files in it, sorted.
    pub fn warcs(&self) -> Vec<String> {
        let is_warc = |name: &&str| name.starts_with("archive/") && !name.ends_with('/');
        let is_warc =
            |name: &&str| is_warc(name) && [".warc", ".warc.gz", ".warc.zst"].iter().any(|end| name.ends_with(end));
        self.zip.names().filter(is_warc).map(str::to_owned).collect()
    }

    /// Reads one of the files in it.
    pub fn read(&mut self, name: &str) -> Result<impl BufRead, FormatError> {
        Ok(BufReader::with_capacity(1 << 16, self.zip.read(name)?))
    }

    /// The start of the bytes of one of the files in it; `None` where they are packed.
    pub fn start(&mut self, name: &str) -> Result<Option<u64>, FormatError> {
        Ok(self.zip.start(name)?)
    }

    fn flaw(&mut self, what: String) {
        self.flaws.push(FormatError::new(0, what));
    }

    /// The bytes of a file that is held in memory.
    fn small(&mut self, name: &str) -> Result<Vec<u8>, FormatError> {
        let declared = self.zip.bytes(name).unwrap_or_default();
        if declared > LARGEST_PACKAGE {
            return Err(FormatError::new(0, format!("{name} in it has {declared} bytes, more than {LARGEST_PACKAGE}")));
        }
        let mut bytes = Vec::new();
        let read = self.zip.read(name)?.take(LARGEST_PACKAGE).read_to_end(&mut bytes);
        read.map_err(|error| FormatError::new(0, format!("{name} in it: {error}")))?;
        Ok(bytes)
    }

    fn check_files(&mut self, list: &Package) -> Result<(), FormatError> {
        for resource in &list.resources {
            let path = &resource.path;
            if self.zip.bytes(path).is_none() {
                self.flaw(format!("{path} is in its list of digests, but missing"));
                continue;
            }
            let check = self.check_file(resource)?;
            if self.files.insert(path.clone(), check).is_some() {
                self.flaw(format!("{path} is in its list of digests twice"));
            }
            if check != Check::Verified {
                self.flaw(format!("{path} in it: its digest is {}", check.words()));
            }
        }
        let listed = |name: &&str| self.files.contains_key(*name) || [PACKAGE, PACKAGE_DIGEST].contains(name);
        let others: Vec<String> =
            self.zip.names().filter(|name| !name.ends_with('/') && !listed(name)).map(str::to_owned).collect();
        for name in others {
            self.flaw(format!("{name} is not in its list of digests"));
            self.files.insert(name, Check::NotCovered);
        }
        Ok(())
    }

    fn check_file(&mut self, resource: &Resource) -> Result<Check, FormatError> {
        let Some(declared) = resource.digest() else { return Ok(Check::NotCovered) };
        let Some(digest) = Labelled::read(&declared) else { return Ok(Check::Unverifiable) };
        let (hasher, bytes) = self.hashed(&resource.path, digest.hasher())?;
        let is_so = digest.is(hasher) && resource.bytes().is_none_or(|declared| declared == bytes);
        Ok(if is_so { Check::Verified } else { Check::Wrong })
    }

    fn hashed(&mut self, name: &str, mut hasher: Hasher) -> Result<(Hasher, u64), FormatError> {
        let mut file = self.read(name)?;
        let mut bytes = 0;
        loop {
            let piece = file.fill_buf().map_err(|error| FormatError::new(0, format!("{name} in it: {error}")))?;
            if piece.is_empty() {
                return Ok((hasher, bytes));
            }
            hasher.update(piece);
            let count = piece.len();
            bytes += count as u64;
            file.consume(count);
        }
    }

    /// Checks that the signature is of this list.
    fn check_seal(&mut self, package: Digest) -> Result<(), FormatError> {
        if self.zip.bytes(PACKAGE_DIGEST).is_none() {
            return Ok(());
        }
        let bytes = self.small(PACKAGE_DIGEST)?;
        let seal: PackageDigest = match serde_json::from_slice(&bytes) {
            Ok(seal) => seal,
            Err(why) => {
                self.flaw(format!("{PACKAGE_DIGEST} in it cannot be read: {why}"));
                return Ok(());
            }
        };
        if seal.path != PACKAGE || seal.hash != package {
            self.flaw(format!(
                "{PACKAGE_DIGEST} in it is for another {PACKAGE}\n  listed  {}\n  found   {package}\n ",
                seal.hash
            ));
        }
        self.seal = PackageSignature::Digest;
        if let Some(signed) = seal.signed {
            self.seal = PackageSignature::Signed;
            if signed.hash != package {
                self.flaw(format!(
                    "what is signed in it is another {PACKAGE}\n  signed  {}\n  found   {package}\n ",
                    signed.hash
                ));
            }
        }
        Ok(())
    }
}
