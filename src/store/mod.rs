//! The disk, as far as the archive is on it.
//!
//! **Invariant**: no symbolic link below the root is followed, no capture is ever written over, and whatever is written
//! is afterwards either wholly there or wholly as it was.

#![allow(clippy::disallowed_methods, reason = "one of the two rooms that touch the disk")]

mod amend;
mod audit;
mod bag;
mod batch;
mod broken;
mod cache;
mod claims;
mod clash;
mod collisions;
mod committed;
mod current;
mod differing;
mod disk;
mod draft;
mod drafted;
mod editing;
mod edits;
mod errors;
mod extent;
#[cfg(test)]
mod faults;
mod files;
mod folders;
mod format_1;
mod general;
mod incoming;
mod ingest;
mod interrupted;
mod known;
mod layout;
mod listing;
mod lock;
mod log_roots;
mod lookup;
mod marking;
mod names;
mod open;
mod page_caches;
mod page_lists;
mod page_lookup;
mod page_transaction;
mod pages;
mod pair_hasher;
mod prove;
mod reader;
mod regenerate;
mod removal;
mod retyped;
mod root;
mod same_article;
mod seals;
mod secrets;
mod shard_changes;
mod source;
mod staged;
mod storage;
mod surroundings;
mod sync;
mod transaction;
mod walk;
mod web_archives;
mod withheld;

pub use amend::write_log;
pub use audit::{Audit, AuditFinding, audit};
pub use bag::{BagFolder, files, write_bag};
pub use broken::{AcceptedChanges, BrokenCapture};
pub use current::{Current, FileStats, current, keep_current};
pub use differing::{DifferingEntries, differing};
pub use editing::{remove_capture, rename_article};
pub use errors::{StoreError, why};
pub(crate) use errors::{is_device, leads_out};
pub use extent::{bytes_of, page_manifest};
pub use files::{open_named, read, read_at_most, write, write_file_new, write_file_over, write_new};
pub use general::tidy;
pub use incoming::{ClaimConflict, CopiedCapture, FalseClaim, IngestOutcome, NewCapture, NewWebArchive};
pub use ingest::{Rehearsal, ingest, ingest_and_list, ingest_copies, ingest_in_place, ingest_with_ids};
pub use marking::{describe, mark};
pub use open::{OpenArchive, open, open_from};
pub use reader::{LARGEST_FILE, all_of};
pub use regenerate::{ManifestDrift, Regenerated, regenerate};
pub use retyped::Retyped;
pub use root::Root;
pub use seals::{history, inventory, inventory_of, keep, seals, unlogged_of};
pub use storage::Storage;
pub use withheld::proofs;
