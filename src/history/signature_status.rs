//! The worth of a checkpoint that was kept: who vouches for it.

use super::{AllowedSigners, Attestation, BadSignature, Checkpoint, History, Rewritten, Signature};
use crate::capture::CapturedAt;

/// What a seal is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureStatus {
    /// Signed by one who may: who, and how many lines they signed for.
    Authentic(String, u64),
    /// Signed by a key that is not in the list of allowed signers, or without such a list; its fingerprint.
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

impl Attestation {
    /// What it is worth for `history`, by those who are `allowed` to sign `now`.
    pub fn worth(&self, history: &History, allowed: &AllowedSigners, now: CapturedAt) -> SignatureStatus {
        let checkpoint = match Checkpoint::from_bytes(&self.bytes) {
            Ok(checkpoint) => checkpoint,
            Err(why) => return SignatureStatus::Unreadable(why.to_string()),
        };
        if let Err(why) = history.since(&checkpoint) {
            return SignatureStatus::Rewritten(why);
        }
        let Some(signature) = &self.signature else { return SignatureStatus::Kept(checkpoint.size) };
        match Signature::check(signature, &self.bytes) {
            Err(why) => SignatureStatus::Forged(why),
            Ok(signature) => match allowed.signer(&signature, now) {
                Some(who) => SignatureStatus::Authentic(who.to_owned(), checkpoint.size),
                None => SignatureStatus::Stranger(signature.fingerprint(), checkpoint.size),
            },
        }
    }
}
