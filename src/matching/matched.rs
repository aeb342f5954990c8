//! A quotation that stands in a capture.

use super::anchor::Alignment;
use super::fold::Folding;
use super::inset_reading::InsetReading;
use super::locus::Edit;
use crate::segment::{Role, Standing};

/// The most places that are kept of one quotation.
pub(super) const MOST_LOCI: usize = 100;

/// A quotation that stands in a capture.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Match {
    /// Every alignment of the least cost and the best standing, in order of place; never empty.
    pub alignments: Vec<Alignment>,
    /// The spelling that was accepted on the way; the editor's own marks are in the alignments.
    pub accepted: Vec<Edit>,
    /// The fold that both sides were compared by: what it made equal was accepted too.
    pub folding: Folding,
    /// The standing of those places.
    pub standing: Standing,
    /// The reading of the insets in and beside them.
    pub reading: InsetReading,
    /// The role of words among them that are no words of the text, and outside of its body.
    pub role_outside: Option<Role>,
}
