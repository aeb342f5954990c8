//! A checkpoint that was kept, and what vouches for it.

use super::{AllowedSigners, BadSignature, Checkpoint, History, Rewritten, Signature};
use crate::capture::CapturedAt;

/// A checkpoint as kept in `history/seals/`, with what lies beside it.
#[derive(Debug, Clone, Default)]
pub struct Seal {
    /// The path of the checkpoint below the root.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// An OpenSSH signature of them: `<path>.sig`.
    pub signature: Option<Vec<u8>>,
    /// A time stamp of them (RFC 3161): `<path>.tsr`.
    pub token: Option<Vec<u8>>,
}

/// The status of a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worth {
    /// Signed by one who may: who, and how many lines they signed for.
    Authentic(String, u64),
    /// Signed by a key that nobody asked about, or that may not; its fingerprint.
    Stranger(String, u64),
    /// Not signed: so many lines were as they are when it was kept.
    Kept(u64),
    /// It contradicts the log.
    Rewritten(Rewritten),
    /// The signature does not hold.
    Forged(BadSignature),
    /// It is not a checkpoint; why.
    Unreadable(String),
}

impl Worth {
    /// Returns true if something is wrong, whoever signed.
    pub fn is_flaw(&self) -> bool {
        matches!(self, Self::Rewritten(_) | Self::Forged(_) | Self::Unreadable(_))
    }
}

impl Seal {
    /// A checkpoint for which nobody vouches.
    pub fn of(checkpoint: &Checkpoint) -> Self {
        let path = Checkpoint::seal_path(checkpoint.size);
        Self { path, bytes: checkpoint.to_bytes(), ..Self::default() }
    }

    /// The number of lines that it covers, if it can be read.
    pub fn size(&self) -> Option<u64> {
        Checkpoint::from_bytes(&self.bytes).ok().map(|checkpoint| checkpoint.size)
    }

    /// Its status for `history`, by those who are `allowed` to sign `now`.
    pub fn worth(&self, history: &History, allowed: &AllowedSigners, now: CapturedAt) -> Worth {
        let checkpoint = match Checkpoint::from_bytes(&self.bytes) {
            Ok(checkpoint) => checkpoint,
            Err(why) => return Worth::Unreadable(why.to_string()),
        };
        if let Err(why) = history.since(&checkpoint) {
            return Worth::Rewritten(why);
        }
        let Some(signature) = &self.signature else { return Worth::Kept(checkpoint.size) };
        match Signature::check(signature, &self.bytes) {
            Err(why) => Worth::Forged(why),
            Ok(signature) => match allowed.signer(&signature, now) {
                Some(who) => Worth::Authentic(who.to_owned(), checkpoint.size),
                None => Worth::Stranger(signature.fingerprint(), checkpoint.size),
            },
        }
    }
}
