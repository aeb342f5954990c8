//! A checkpoint that was kept, and what lies beside it.

use super::Checkpoint;

/// A checkpoint as kept in `history/seals/`, with what lies beside it.
#[derive(Debug, Clone, Default)]
pub struct Attestation {
    /// The path of the checkpoint below the root.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// An OpenSSH signature of them: `<path>.sig`.
    pub signature: Option<Vec<u8>>,
    /// A time stamp of them (RFC 3161): `<path>.tsr`.
    pub token: Option<Vec<u8>>,
}

impl Attestation {
    /// A checkpoint for which nobody vouches.
    pub fn of(checkpoint: &Checkpoint) -> Self {
        let path = Checkpoint::seal_path(checkpoint.size);
        Self { path, bytes: checkpoint.to_bytes(), ..Self::default() }
    }

    /// The number of lines that it covers, if it can be read.
    pub fn size(&self) -> Option<u64> {
        Checkpoint::from_bytes(&self.bytes).ok().map(|checkpoint| checkpoint.size)
    }
}
