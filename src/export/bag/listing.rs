//! The tag files of a bag, as read.

use encoding_rs::{Encoding, UTF_8};
use sha2::Digest as _;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Why a tag file cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct TagFileError(String);

impl<W: Into<String>> From<W> for TagFileError {
    fn from(why: W) -> Self {
        Self(why.into())
    }
}

/// An algorithm that manifests may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HashAlgorithm {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl HashAlgorithm {
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "md5" => Some(Self::Md5),
            "sha1" => Some(Self::Sha1),
            "sha224" => Some(Self::Sha224),
            "sha384" => Some(Self::Sha384),
            "sha256" => Some(Self::Sha256),
            "sha512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// The digest of `bytes`, in lowercase.
    pub fn hex(self, bytes: &[u8]) -> String {
        match self {
            Self::Md5 => hex(&md5::Md5::digest(bytes)),
            Self::Sha1 => hex(&sha1::Sha1::digest(bytes)),
            Self::Sha224 => hex(&sha2::Sha224::digest(bytes)),
            Self::Sha384 => hex(&sha2::Sha384::digest(bytes)),
            Self::Sha256 => hex(&sha2::Sha256::digest(bytes)),
            Self::Sha512 => hex(&sha2::Sha512::digest(bytes)),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The declaration in `bagit.txt`.
pub(super) struct Declaration {
    version: (u8, u8),
    encoding: &'static Encoding,
}

impl Declaration {
    /// Reads `bagit.txt`: two lines, in this order, with one blank behind each colon.
    pub fn read(bytes: Option<&[u8]>) -> Result<Self, TagFileError> {
        let bytes = bytes.ok_or("no such file: this is not a bag")?;
        let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8")?;
        if text.starts_with('\u{feff}') {
            return Err("it starts with a byte order mark".into());
        }
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let version = lines.next().and_then(|line| line.strip_prefix("BagIt-Version:"));
        let version = version.and_then(|name| version_of(name.trim())).ok_or("its first line has no known version")?;
        let encoding = lines.next().and_then(|line| line.strip_prefix("Tag-File-Character-Encoding:"));
        let encoding = encoding.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
        let encoding = encoding.ok_or("its second line has no known encoding")?;
        match lines.next() {
            None => Ok(Self { version, encoding }),
            Some(_) => Err("it has more than two lines".into()),
        }
    }

    pub fn is_1_0(&self) -> bool {
        self.version >= (1, 0)
    }

    /// The text of another tag file.
    fn text(&self, bytes: &[u8]) -> Result<String, TagFileError> {
        if self.encoding == UTF_8 && bytes.starts_with(b"\xef\xbb\xbf") {
            return Err("it starts with a byte order mark".into());
        }
        let (text, encoding, wrong) = self.encoding.decode(bytes);
        if wrong { Err(format!("it is not {}", encoding.name()).into()) } else { Ok(text.into_owned()) }
    }
}

fn version_of(name: &str) -> Option<(u8, u8)> {
    let known = [(0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0)];
    let (major, minor) = name.split_once('.')?;
    let version = (major.parse().ok()?, minor.parse().ok()?);
    known.contains(&version).then_some(version)
}

/// The files that a manifest lists: paths, and digests in lowercase.
pub(super) fn listed(
    bytes: &[u8],
    declaration: &Declaration,
    payload: bool,
) -> Result<BTreeMap<String, String>, TagFileError> {
    let mut files = BTreeMap::new();
    for line in lines(&declaration.text(bytes)?) {
        let (digest, path) = line.split_once([' ', '\t']).ok_or_else(|| format!("a line names no file: {line:?}"))?;
        let path = path.trim_start_matches([' ', '\t']);
        // `md5sum -b` puts a star before the name.
        let path = inside(path.strip_prefix('*').unwrap_or(path))?;
        if payload && !path.starts_with("data/") {
            return Err(format!("{path:?} is not in data/").into());
        }
        let digest = digest.to_ascii_lowercase();
        match files.insert(path.clone(), digest.clone()) {
            None => {}
            Some(before) if before == digest && !declaration.is_1_0() => {}
            Some(_) => return Err(format!("{path:?} is listed twice").into()),
        }
    }
    Ok(files)
}

/// The paths that `fetch.txt` names.
pub(super) fn fetched(bytes: &[u8], declaration: &Declaration) -> Vec<Result<String, TagFileError>> {
    let path = |line: &str| {
        let mut parts = line.splitn(3, [' ', '\t']);
        let path = parts.by_ref().nth(2).ok_or_else(|| format!("a line names no file: {line:?}"))?;
        inside(path.trim_start_matches([' ', '\t']))
    };
    match declaration.text(bytes) {
        Ok(text) => lines(&text).map(path).collect(),
        Err(why) => vec![Err(why)],
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r']).filter(|line| !line.is_empty())
}

/// A path of the bag, with what must be escaped decoded; an error if it leads out of it on any system.
fn inside(path: &str) -> Result<String, TagFileError> {
    let decoded = path.replace("%0A", "\n").replace("%0a", "\n").replace("%0D", "\r").replace("%0d", "\r");
    let decoded = decoded.replace("%25", "%");
    let plain = decoded.strip_prefix("./").unwrap_or(&decoded);
    let leaves = plain.starts_with(['/', '~', '\\', '%'])
        || plain.contains('\0')
        || plain.as_bytes().get(1) == Some(&b':')
        || plain.split(['/', '\\']).any(|part| matches!(part, "" | "." | ".."));
    if leaves { Err(format!("{path:?} leads out of the bag").into()) } else { Ok(plain.to_owned()) }
}
