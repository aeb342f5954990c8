//! Mails, mailboxes, and web pages saved as MHTML.

mod mail;
mod mhtml;
#[cfg(test)]
mod tests;

pub(super) use mail::MailFormat;
pub(super) use mhtml::MhtmlFormat;

use super::DecodeError;
use super::charset::{self, Decoded};
use crate::capture::Part;
use crate::digest::Digest;
use crate::document::{Damage, MessageError, MessagePart};

impl From<Damage> for DecodeError {
    fn from(damage: Damage) -> Self {
        Self::Broken(damage.what)
    }
}

impl From<MessageError> for DecodeError {
    fn from(error: MessageError) -> Self {
        match error {
            MessageError::Damaged(damage) => damage.into(),
            MessageError::Encrypted => Self::Encrypted,
        }
    }
}

/// A part of a message, below a path.
fn part(path: String, bytes: &[u8]) -> Part {
    Part { path: path.into(), sha256: Digest::of(bytes), bytes: bytes.len() as u64 }
}

fn decode(part: &MessagePart) -> Result<Decoded<'_>, DecodeError> {
    charset::decode_part(&part.bytes, part.charset.as_deref(), part.is_html)
}
