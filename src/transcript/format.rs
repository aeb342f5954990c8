//! Kinds of captures that text is read out of.

use super::{DecodeError, Limits, Transcript};
use crate::capture::Capture;

/// A kind of capture, and how its text is read.
pub trait CaptureFormat: Send + Sync {
    /// The name of the reader and its version, such as `html 1`: another version may read another text.
    fn reader(&self) -> &'static str;

    /// Returns true if a capture is of this kind.
    fn claims(&self, capture: &Capture) -> bool;

    /// Reads the text out of a capture that is of this kind.
    ///
    /// # Errors
    ///
    /// If the bytes are no text of this kind, or not in the charset that is declared.
    fn read(&self, capture: &Capture, limits: &Limits) -> Result<Transcript, DecodeError>;
}
