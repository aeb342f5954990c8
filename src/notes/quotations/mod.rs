//! The quotations in the running text of notes.

pub(super) mod block;
pub(super) mod cleaned_up;
pub(super) mod explicit;
pub(super) mod fragment;
pub(super) mod highlight;
pub(super) mod inline;
pub(super) mod lines;
pub(super) mod pair;
pub(super) mod quotation;
pub(super) mod selector;
pub(super) mod strange_mark;
pub(super) mod title;
pub(super) mod unattributed;
pub(super) mod word_span;
