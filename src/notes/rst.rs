//! Notes.
use super::builder::Builder;
use super::flow::Flow;
pub(super) fn flow(notes: &str) -> Flow<'_> {
    Builder::new(notes).finish()
}
