//! Citations: what may be the source of a quotation, and the rules that bind the two.

pub(super) mod attribution;
pub(super) mod bibliography;
pub(super) mod binding;
pub(super) mod candidates;
pub(super) mod citation;
pub(super) mod cited_place;
pub(super) mod file_name;
pub(super) mod identifier;
pub(super) mod locator;
pub(super) mod metadata;
pub(super) mod reference;
pub(super) mod resolve;
