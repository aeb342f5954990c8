//! Markdown, archived as such: markup is transparent, the words are the text.

use super::charset::Decoded;
use super::{DecodeError, Transcript, plain};

pub(super) fn read(decoded: Decoded) -> Result<Transcript, DecodeError> {
    plain::read(decoded)
}
