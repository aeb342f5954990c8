//! Pages in web archives: WARC files, compressed or not, and WACZ.
//!
//! **Invariant**: a page is the payload of one whole record, every coding undone, and what the archive's own digests
//! say of it is reported in one of four answers; whatever is not taken is counted or reported.

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

pub use format_error::FormatError;
pub use page::{LeftOut, PageLocation, WebPage};
pub use page_filter::PageFilter;
pub use page_reader::{PageError, PageReader};
pub use single_record::SingleRecord;
pub use wacz::{PackageSignature, Wacz};
