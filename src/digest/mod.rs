//! The fingerprint of some bytes.
//!
//! **Invariant**: a digest has one spelling, `sha256:` and 64 lowercase hexadecimal digits; no other is read.

pub mod merkle;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use std::io::{self, Read};
use std::{fmt, str::FromStr};

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// Why some text is not a digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a digest: expected `sha256:` and 64 lowercase hexadecimal digits")]
pub struct NotADigest(String);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digests of two strings of bytes. A processor that has instructions for SHA-256 waits for each before it can begin
    /// the next one of the same string; meanwhile it works on the other string.
    pub fn of_both(one: &[u8], other: &[u8]) -> [Self; 2] {
        let mut hashers = [Sha256::new(), Sha256::new()];
        let common = one.len().min(other.len());
        for (one, other) in one[..common].chunks(TURN).zip(other[..common].chunks(TURN)) {
            hashers[0].update(one);
            hashers[1].update(other);
        }
        hashers[0].update(&one[common..]);
        hashers[1].update(&other[common..]);
        hashers.map(|hasher| Self(hasher.finalize().into()))
    }

    /// The digest of `lines`, each with a line feed after it.
    pub fn of_lines(lines: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Self {
        let mut hasher = Sha256::new();
        for line in lines {
            hasher.update(line);
            hasher.update(b"\n");
        }
        Self(hasher.finalize().into())
    }

    /// The digest of `parts`, one after another.
    pub fn of_parts<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Self {
        let mut hasher = Sha256::new();
        parts.into_iter().for_each(|part| hasher.update(part));
        Self(hasher.finalize().into())
    }

    /// The digest of all that `source` gives, and how many bytes that is; held in memory is a piece at a time.
    ///
    /// # Errors
    ///
    /// Whatever keeps the source from being read to its end.
    pub fn of_stream(mut source: impl Read) -> io::Result<(Self, u64)> {
        let (mut hasher, mut count, mut room) = (Sha256::new(), 0, vec![0; 1 << 16]);
        loop {
            match source.read(&mut room) {
                Ok(0) => return Ok((Self(hasher.finalize().into()), count)),
                Ok(read) => {
                    hasher.update(&room[..read]);
                    count += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Its 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The digest that has these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The lowest and the highest digest that begin with `digits`: lowercase hexadecimal ones, at most 64.
    pub fn beginning_with(digits: &str) -> Option<(Self, Self)> {
        let room = 64usize.checked_sub(digits.len())?;
        let low = format!("sha256:{digits}{}", "0".repeat(room)).parse().ok()?;
        let high = format!("sha256:{digits}{}", "f".repeat(room)).parse().ok()?;
        Some((low, high))
    }

    /// The 64 hexadecimal digits, without the prefix, as `sha256sum` writes them.
    pub fn hex(&self) -> String {
        self.spelling().as_str()[PREFIX.len()..].to_owned()
    }

    /// The digest of 64 lowercase hexadecimal digits, as [`Digest::hex`] writes them.
    pub fn from_hex(hex: &str) -> Option<Self> {
        if hex.len() != 64 {
            return None;
        }
        let (mut bytes, mut wrong) = ([0; 32], 0);
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            let (high, low) = (NIBBLES[usize::from(pair[0])], NIBBLES[usize::from(pair[1])]);
            wrong |= high | low;
            *byte = high << 4 | low;
        }
        (wrong <= 15).then_some(Self(bytes))
    }

    /// The one spelling, on the stack: a manifest has three of them, and an archive a thousand manifests.
    fn spelling(&self) -> SpelledDigest {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut spelling = [0; SPELLED];
        let (prefix, hex) = spelling.split_at_mut(PREFIX.len());
        prefix.copy_from_slice(PREFIX.as_bytes());
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        SpelledDigest(spelling)
    }
}

/// So many bytes of one string before so many of the other: two blocks of SHA-256. Fewer cost more calls, and of more the
/// processor does not see the end.
const TURN: usize = 128;

/// The number of bytes a digest is spelled with.
const SPELLED: usize = PREFIX.len() + 64;

/// The beginning of every digest.
const PREFIX: &str = "sha256:";

/// The value of each lowercase hexadecimal digit; 255 for every other byte.
const NIBBLES: [u8; 256] = {
    let mut nibbles = [255; 256];
    let mut value = 0;
    while value < 16 {
        nibbles[b"0123456789abcdef"[value as usize] as usize] = value;
        value += 1;
    }
    nibbles
};

/// A digest, spelled.
struct SpelledDigest([u8; SPELLED]);

impl SpelledDigest {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a digest is spelled in ASCII")
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.spelling().as_str())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        text.strip_prefix(PREFIX).and_then(Self::from_hex).ok_or_else(|| NotADigest(text.to_owned()))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.spelling().as_str())
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DigestVisitor)
    }
}

/// Reads a digest where serde finds it, without a copy.
struct DigestVisitor;

impl serde::de::Visitor<'_> for DigestVisitor {
    type Value = Digest;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a digest")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Digest, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn two_at_once_are_the_same_as_one_after_the_other(
            one in prop::collection::vec(any::<u8>(), 0..700),
            other in prop::collection::vec(any::<u8>(), 0..700),
        ) {
            prop_assert_eq!(Digest::of_both(&one, &other), [Digest::of(&one), Digest::of(&other)]);
        }
    }

    #[test]
    fn the_digest_of_nothing_is_the_published_one() {
        let known = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").to_string(), known);
        assert_eq!(known.parse(), Ok(Digest::of(b"")));
    }

    #[test]
    fn a_second_spelling_is_refused() {
        let known = Digest::of(b"x").to_string();
        for other in [
            known.to_uppercase(),
            known.replace("sha256:", "SHA256:"),
            known.replace("sha256:", ""),
            format!("{known} "),
            known[..70].to_owned(),
        ] {
            assert!(other.parse::<Digest>().is_err(), "{other} was read");
        }
    }

    #[test]
    fn a_prefix_bounds_the_digests_that_have_it() {
        let (low, high) = Digest::beginning_with("e3b0c442").unwrap();
        assert!(low <= Digest::of(b"") && Digest::of(b"") <= high);
        assert!(Digest::of(b"x") < low || high < Digest::of(b"x"));
        assert_eq!(Digest::beginning_with(&"0".repeat(65)), None);
        assert_eq!(Digest::beginning_with("E3B0C442"), None);
    }
}
