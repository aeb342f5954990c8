//! The history of the archive: a log that is only ever added to, and proofs from it.
//!
//! Each change to the inventory is a line of the log, and the lines are the leaves of the Merkle tree of RFC 9162. Its
//! root, in a checkpoint that somebody kept or signed, stands for every inventory that there was up to then.
//!
//! **Invariant**: a log is read only if it leads, line by line, to the inventory that it ends with; a proof is checked
//! against a root that it did not bring itself.

mod attestation;
mod checkpoint;
mod consistency;
mod line;
mod log;
mod page_proof;
mod proof;
#[cfg(test)]
mod sample;
#[cfg(feature = "sign")]
mod signature;
#[cfg(feature = "sign")]
mod signature_status;
mod tail;
#[cfg(feature = "sign")]
mod timestamp;
mod written_files;

pub use crate::digest::merkle;
pub use attestation::Attestation;
pub use checkpoint::{Checkpoint, NotACheckpoint};
pub use consistency::{Consistency, Rewritten};
pub use line::{LineError, LogLine, is_reason};
pub use log::{History, LogEntry, NotAHistory, NotHeld};
pub use page_proof::{CaptureProof, PageProof};
pub use proof::{InclusionProof, InclusionProofError};
#[cfg(feature = "sign")]
pub use signature::{AllowedSigners, BadSignature, Signature, sign, sign_as};
#[cfg(feature = "sign")]
pub use signature_status::SignatureStatus;
pub use tail::LogTail;
#[cfg(feature = "sign")]
pub use timestamp::{Authorities, BadStamp, NoAuthorities, Stamped};
pub use written_files::written_files;

/// The purpose of signatures of checkpoints (`ssh-keygen -n`): one for another purpose does not count.
pub const NAMESPACE: &str = "literatim";

/// The namespace of signatures of statements about notes, so that none can be taken for one of a checkpoint.
pub const ATTESTATION_NAMESPACE: &str = "literatim-attestation";
