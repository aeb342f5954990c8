//! HTML, as pages of their own and inside Markdown.

mod embedded;
pub(in crate::notes) mod page;

pub(in crate::notes) use embedded::{Html, decoded, entity};
