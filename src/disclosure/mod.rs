//! Words of an article that is withheld: committed to as a whole, disclosed run by run, and proven without the rest.
//!
//! **Invariant**: what a [`DisclosureProof`] opens are the words that the commitment was made of, in their places;
//! nothing else opens, and what is not opened stays hidden behind salts that nobody can guess.
//!
//! `docs/withheld.md` specifies every byte.

mod base64;
mod body;
mod commitment;
mod proof;
mod salt;
mod seed;
mod split;
mod tally;
mod tree;

pub use body::Body;
pub use commitment::{Commitment, Subject};
pub use proof::{DisclosureProof, DisclosureProofError, Revealed, WordRun};
pub use seed::{NotASeed, Seed};
pub use split::{RULE, split};
pub use tally::{DisclosureLog, DisclosureLogError, merged};
