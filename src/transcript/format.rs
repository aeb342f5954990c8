//! Kinds of captures that text is read out of.

use super::{DecodeError, Limits, Transcript};
use crate::capture::Capture;

/// A kind of capture, and how its text is read.
pub trait CaptureFormat: Send + Sync {
    /// The names of the readers, each with its version, such as `html 2`: another version may read another text. The one that
    /// reads new captures stands first; the others read what was committed to by earlier versions of the program.
    fn readers(&self) -> &'static [&'static str];

    /// Returns true if a capture is of this kind.
    fn claims(&self, capture: &Capture) -> bool;

    /// Reads the text out of a capture that is of this kind, as one of [its readers](Self::readers) does.
    ///
    /// # Errors
    ///
    /// If the bytes are no text of this kind, or not in the charset that is declared.
    fn read(&self, capture: &Capture, limits: &Limits, reader: &str) -> Result<Transcript, DecodeError>;
}
