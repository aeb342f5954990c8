//! That a line stands in the log, as C2SP `tlog-proof` writes it.

use super::checkpoint::{Checkpoint, base64, digest, number};
use super::line::{LineError, LogLine};
use super::log::{History, NotHeld};
use super::merkle;
use crate::capture::CapturePath;
use crate::digest::Digest;
use base64ct::{Base64, Encoding};

/// That a line stands in the log of which a checkpoint was kept; the line goes with it, as `extra`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    /// The line of the log that it proves.
    pub line: String,
    /// Its number, counted from 0.
    pub index: u64,
    /// The hashes that lead from it to the root, from the leaf up.
    pub hashes: Vec<Digest>,
    /// The root, and how many lines it stands for.
    pub checkpoint: Checkpoint,
}

/// Why some bytes are not a proof, or prove nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InclusionProofError {
    /// They are not spelled as one.
    #[error("not a proof: {0}")]
    Unreadable(&'static str),
    /// The hashes do not lead from the line to the checkpoint's root.
    #[error("the proof is invalid: its hashes do not lead from its line to its checkpoint")]
    Wrong,
}

/// The first line of every proof.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// More hashes than a log of 2⁶⁴ lines would need.
pub(super) const MOST_HASHES: usize = 64;

impl InclusionProof {
    /// Its one spelling.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text =
            format!("{HEADER}\nextra {}\nindex {}\n", Base64::encode_string(self.line.as_bytes()), self.index);
        for hash in &self.hashes {
            text.push_str(&base64(*hash));
            text.push('\n');
        }
        text.push('\n');
        let mut bytes = text.into_bytes();
        bytes.extend(self.checkpoint.to_bytes());
        bytes
    }

    /// Reads a proof, and checks that its hashes lead from its line to its checkpoint. Whether that checkpoint is to be
    /// believed it cannot say.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InclusionProofError> {
        let proof = Self::read(bytes)?;
        let Checkpoint { size, root, .. } = proof.checkpoint;
        let leaf = merkle::leaf(proof.line.as_bytes());
        match merkle::includes(leaf, proof.index, size, &proof.hashes, root) {
            true => Ok(proof),
            false => Err(InclusionProofError::Wrong),
        }
    }

    fn read(bytes: &[u8]) -> Result<Self, InclusionProofError> {
        use InclusionProofError::Unreadable;
        let text = std::str::from_utf8(bytes).map_err(|_| Unreadable("not UTF-8"))?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(Unreadable("it has no checkpoint"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(Unreadable("its first line is not c2sp.org/tlog-proof@v1"));
        }
        let extra =
            lines.next().and_then(|line| line.strip_prefix("extra ")).ok_or(Unreadable("it has no extra line"))?;
        let extra = Base64::decode_vec(extra).map_err(|_| Unreadable("its extra line is not Base64"))?;
        let line = String::from_utf8(extra).map_err(|_| Unreadable("the line that it proves is not UTF-8"))?;
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(number);
        let index = index.ok_or(Unreadable("it has no index line"))?;
        let hashes: Option<Vec<Digest>> = lines.take(MOST_HASHES + 1).map(digest).collect();
        let hashes = hashes.ok_or(Unreadable("a line is not a hash in Base64"))?;
        if hashes.len() > MOST_HASHES {
            return Err(Unreadable("it has more than 64 hashes"));
        }
        let checkpoint =
            Checkpoint::from_bytes(checkpoint.as_bytes()).map_err(|_| Unreadable("its checkpoint cannot be read"))?;
        Ok(Self { line, index, hashes, checkpoint })
    }

    /// The content of the line, if it is one of the log's.
    pub fn line(&self) -> Result<LogLine, LineError> {
        LogLine::read(&self.line)
    }
}

impl History {
    /// The proof of the line by which `capture` was listed behind the first `size` lines.
    pub(super) fn prove_line(&self, capture: &CapturePath, size: u64) -> Result<InclusionProof, NotHeld> {
        let (index, _) = *self.listed_at(size).get(capture).ok_or(NotHeld::NotListed)?;
        let checkpoint = self.checkpoint(size).ok_or(NotHeld::NoSuchInventory)?;
        let leaves = self.leaves(size).ok_or(NotHeld::NoSuchInventory)?;
        let at = usize::try_from(index).map_err(|_| NotHeld::NotListed)?;
        let hashes = merkle::inclusion(leaves, at).ok_or(NotHeld::NotListed)?;
        Ok(InclusionProof { line: self.printed(at), index, hashes, checkpoint })
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::entry;
    use super::*;

    fn history() -> History {
        let mut history = History::default();
        history.follow(["a", "b", "c"].map(|name| entry(name, name)).to_vec());
        history.follow(["a", "b", "c", "d", "e"].map(|name| entry(name, name)).to_vec());
        history
    }

    #[test]
    fn a_capture_is_proven_to_stand_in_each_inventory_that_lists_it() {
        let history = history();
        for (name, size, held) in [("a", 4, true), ("a", 7, true), ("e", 7, true), ("e", 4, false), ("f", 7, false)] {
            let path = format!("archive/{name}/x.txt").parse().unwrap();
            let proof = history.inventory_at(size).and_then(|_| history.prove_line(&path, size));
            assert_eq!(proof.is_ok(), held, "{name} at {size}");
            if let Ok(proof) = proof {
                assert_eq!(InclusionProof::from_bytes(&proof.to_bytes()), Ok(proof.clone()));
                assert!(matches!(proof.line(), Ok(LogLine::Listed(entry)) if entry.capture == path));
            }
        }
    }

    #[test]
    fn a_proof_with_any_byte_changed_proves_nothing_of_this_log() {
        let history = history();
        let proof = history.prove_line(&"archive/b/x.txt".parse().unwrap(), 7).unwrap();
        let bytes = proof.to_bytes();
        for at in 0..bytes.len() {
            let mut edited = bytes.clone();
            edited[at] ^= 1;
            if let Ok(read) = InclusionProof::from_bytes(&edited) {
                // Name and size are part of the checkpoint that is kept or signed, not of the root; line and index are.
                let same = Checkpoint { root: read.checkpoint.root, ..proof.checkpoint.clone() };
                assert_eq!(InclusionProof { checkpoint: same, ..read }, proof, "byte {at}");
            }
        }
    }

    #[test]
    fn the_form_is_the_published_one() {
        let text = String::from_utf8(history().prove_line(&"archive/a/x.txt".parse().unwrap(), 4).unwrap().to_bytes())
            .unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "c2sp.org/tlog-proof@v1");
        assert!(lines[1].starts_with("extra "));
        assert_eq!(lines[2], "index 0");
        assert_eq!((lines[5], lines[7], lines.len()), ("", "4", 9));
    }
}
