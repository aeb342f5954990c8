//! That a page stands in the list of its web archive, and that list in the log.

use super::checkpoint::{base64, digest, number};
use super::line::LogLine;
use super::log::{History, NotHeld};
use super::merkle;
use super::proof::{InclusionProof, InclusionProofError, MOST_HASHES};
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::manifest::{Inventory, InventoryEntry, PageList, PagesSum};
use base64ct::{Base64, Encoding};

/// The proof of a page: the line of the list that is about it, and the proof of the line of the log that commits to the
/// list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageProof {
    /// The line of the list.
    pub line: String,
    /// Its number in the tree of the list, of which 0 is the line about all pages.
    pub index: u64,
    /// The hashes that lead from it to the root of that tree, from the leaf up.
    pub hashes: Vec<Digest>,
    /// The proof of the line about the web archive, which has that root.
    pub log: InclusionProof,
}

/// The proof that a capture stands in the log, in either of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaptureProof {
    /// Of a capture with a line of its own.
    Line(InclusionProof),
    /// Of a page in the list of its web archive.
    Page(PageProof),
}

/// The first line of every proof of a page.
const HEADER: &str = "literatim page proof 2";

impl CaptureProof {
    /// Its one spelling.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Line(proof) => proof.to_bytes(),
            Self::Page(proof) => proof.to_bytes(),
        }
    }

    /// Reads a proof of either form, and checks that its hashes lead to its checkpoint. Whether that is to be believed it
    /// cannot say.
    ///
    /// # Errors
    ///
    /// Bytes that are no proof, or one that proves nothing.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InclusionProofError> {
        match bytes.starts_with(HEADER.as_bytes()) {
            true => PageProof::from_bytes(bytes).map(Self::Page),
            false => InclusionProof::from_bytes(bytes).map(Self::Line),
        }
    }

    /// The proof of the line of the log.
    pub fn log(&self) -> &InclusionProof {
        match self {
            Self::Line(proof) => proof,
            Self::Page(proof) => &proof.log,
        }
    }
}

impl PageProof {
    fn to_bytes(&self) -> Vec<u8> {
        let line = Base64::encode_string(self.line.as_bytes());
        let mut text = format!("{HEADER}\nline {line}\nindex {}\n", self.index);
        for hash in &self.hashes {
            text.push_str(&base64(*hash));
            text.push('\n');
        }
        text.push('\n');
        let mut bytes = text.into_bytes();
        bytes.extend(self.log.to_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, InclusionProofError> {
        let proof = Self::read(bytes)?;
        let sum = proof.sum().ok_or(InclusionProofError::Unreadable("its line of the log names no list of pages"))?;
        let size = (sum.count as u64).saturating_add(1);
        let leads = merkle::includes(merkle::leaf(proof.line.as_bytes()), proof.index, size, &proof.hashes, sum.root);
        if leads { Ok(proof) } else { Err(InclusionProofError::Wrong) }
    }

    fn read(bytes: &[u8]) -> Result<Self, InclusionProofError> {
        use InclusionProofError::Unreadable;
        let text = std::str::from_utf8(bytes).map_err(|_| Unreadable("not UTF-8"))?;
        let (head, log) = text.split_once("\n\n").ok_or(Unreadable("it has no proof of a line of the log"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(Unreadable("its first line is not that of a proof of a page"));
        }
        let line = lines.next().and_then(|line| line.strip_prefix("line "));
        let line = line.and_then(|line| String::from_utf8(Base64::decode_vec(line).ok()?).ok());
        let line = line.ok_or(Unreadable("it has no line of a list"))?;
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(number);
        let index = index.filter(|index| *index > 0).ok_or(Unreadable("it has no index line"))?;
        let hashes: Option<Vec<Digest>> = lines.take(MOST_HASHES + 1).map(digest).collect();
        let hashes = hashes.filter(|hashes| hashes.len() <= MOST_HASHES);
        let hashes = hashes.ok_or(Unreadable("a line is not a hash in Base64, or there are more than 64"))?;
        Ok(Self { line, index, hashes, log: InclusionProof::from_bytes(log.as_bytes())? })
    }

    /// The path of the page, and the digest of its bytes.
    pub fn page(&self) -> Option<(CapturePath, Digest)> {
        let (below, _, sha256, ..): (String, String, String, String, u64, u64) =
            serde_json::from_str(&self.line).ok()?;
        Some((format!("archive/{below}").parse().ok()?, Digest::from_hex(&sha256)?))
    }

    /// The commitment to the list that the line of the log has.
    fn sum(&self) -> Option<PagesSum> {
        match self.log.line() {
            Ok(LogLine::Listed(entry)) => entry.pages.as_deref().copied(),
            _ => None,
        }
    }
}

impl History {
    /// The proof that `capture` was listed in the inventory behind the first `size` lines: by its own line, or, of a page, by
    /// that of its web archive.
    pub fn prove(&self, capture: &CapturePath, size: u64) -> Result<CaptureProof, NotHeld> {
        let inventory = self.inventory_at(size)?;
        match inventory.entry(capture).filter(|entry| entry.is_page()) {
            None => self.prove_line(capture, size).map(CaptureProof::Line),
            Some(page) => self.prove_page(page, &inventory, size).map(CaptureProof::Page),
        }
    }

    fn prove_page(&self, page: &InventoryEntry, inventory: &Inventory, size: u64) -> Result<PageProof, NotHeld> {
        let file = page.extent.as_ref().map(|extent| extent.file()).ok_or(NotHeld::NotListed)?;
        let pages = inventory.captures.iter();
        let pages = pages.filter(|entry| entry.is_page() && entry.extent.as_ref().is_some_and(|it| it.file() == file));
        let list = PageList::all_of(pages).remove(file).ok_or(NotHeld::NotListed)?;
        let index = list.line_of(&page.capture).ok_or(NotHeld::NotListed)?;
        let (line, hashes) = list.prove(index).ok_or(NotHeld::NotListed)?;
        Ok(PageProof { line, index: index as u64, hashes, log: self.prove_line(file, size)? })
    }
}
