//! The archive, and what was found in notes, in forms that other people's tools read.
//!
//! **Invariant**: what is written here depends on the archive and the report alone, and every file of it is named with
//! its digest.

pub mod annotation;
pub mod bag;
pub mod evidence;
pub mod ro_crate;
pub mod statement;
mod wacz;
mod zip;

pub use wacz::wacz;
pub use zip::zip;
