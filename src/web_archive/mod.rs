//! Pages in web archives: WARC files, compressed or not, and WACZ.
//!
//! **Invariant**: a page is the payload of one whole record, every coding undone, and what the archive's own digests
//! say of it is told in one of four answers; whatever is not taken is counted or told.

mod damage;
mod fields;
mod http;
mod labelled;
pub mod limits;
mod media;
mod page;
mod record;
mod revisit;
mod sole;
mod sweep;
mod unpacked;
mod wacz;
mod wanted;
mod zip;

pub use damage::Damage;
pub use page::{Held, LeftOut, Page};
pub use sole::Sole;
pub use sweep::{Sweep, Trouble};
pub use wacz::{Seal, Wacz};
pub use wanted::Wanted;
