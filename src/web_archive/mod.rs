//! Pages in web archives: WARC files, compressed or not, and WACZ.
//!
//! **Invariant**: a page is the payload of one whole record, every coding undone, and what the archive's own digests
//! say of it is told in one of four answers; whatever is not taken is counted or told.

mod fields;
mod format_error;
mod http;
mod labelled;
pub mod limits;
mod media;
mod page;
mod page_filter;
mod page_reader;
mod record;
mod revisit;
mod single_record;
mod unpacked;
mod wacz;
mod zip;

pub use format_error::Damage;
pub use page::{Held, LeftOut, Page};
pub use page_filter::Wanted;
pub use page_reader::{Sweep, Trouble};
pub use single_record::Sole;
pub use wacz::{Seal, Wacz};
