//! Digests as web archives write them: a label, a colon, and base 32 or hexadecimal digits.

use crate::capture::Check;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};

/// A digest that a web archive declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labelled {
    kind: DigestKind,
    digest: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DigestKind {
    Sha1,
    Sha256,
    Sha512,
}

impl DigestKind {
    const fn bytes(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

/// A digest in the making.
#[derive(Debug, Clone)]
pub(super) enum Hasher {
    Sha1(Sha1),
    Sha256(Sha256),
    Sha512(Sha512),
}

impl Hasher {
    pub fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
            Self::Sha512(hasher) => hasher.update(bytes),
        }
    }

    fn finish(self) -> Vec<u8> {
        match self {
            Self::Sha1(hasher) => hasher.finalize().to_vec(),
            Self::Sha256(hasher) => hasher.finalize().to_vec(),
            Self::Sha512(hasher) => hasher.finalize().to_vec(),
        }
    }
}

impl Labelled {
    /// Reads `sha1:…`, `sha256:…` or `sha512:…`. Other kinds prove nothing (MD5), or are not in use.
    pub fn read(text: &str) -> Option<Self> {
        let (label, digits) = text.split_once(':')?;
        let kind = match label.to_ascii_lowercase().as_str() {
            "sha1" | "sha-1" => DigestKind::Sha1,
            "sha256" | "sha-256" => DigestKind::Sha256,
            "sha512" | "sha-512" => DigestKind::Sha512,
            _ => return None,
        };
        let digest = if digits.len() == 2 * kind.bytes() { hex(digits) } else { base32(digits) }?;
        (digest.len() == kind.bytes()).then_some(Self { kind, digest })
    }

    /// The hasher for a digest of this kind.
    pub fn hasher(&self) -> Hasher {
        match self.kind {
            DigestKind::Sha1 => Hasher::Sha1(Sha1::new()),
            DigestKind::Sha256 => Hasher::Sha256(Sha256::new()),
            DigestKind::Sha512 => Hasher::Sha512(Sha512::new()),
        }
    }

    /// Returns true if that is what `hasher` made.
    pub fn is(&self, hasher: Hasher) -> bool {
        hasher.finish() == self.digest
    }

    fn is_of(&self, bytes: &[u8]) -> bool {
        let mut hasher = self.hasher();
        hasher.update(bytes);
        self.is(hasher)
    }
}

/// Checks the digest `declared` of some bytes, of which an archive may have had one `forms` or another.
pub(super) fn check(declared: Option<&str>, forms: &[&[u8]]) -> Check {
    match declared.map(Labelled::read) {
        None => Check::NotCovered,
        Some(None) => Check::Unverifiable,
        Some(Some(digest)) if forms.iter().any(|form| digest.is_of(form)) => Check::Verified,
        Some(Some(_)) => Check::Wrong,
    }
}

fn hex(digits: &str) -> Option<Vec<u8>> {
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    digits.as_bytes().chunks(2).map(|pair| Some(value(pair[0])? << 4 | value(*pair.get(1)?)?)).collect()
}

/// Base 32 of RFC 4648, in either case, with or without its padding. Bits that are left over must be zero.
fn base32(digits: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(digits.len() * 5 / 8);
    let (mut bits, mut count) = (0u32, 0);
    for digit in digits.trim_end_matches('=').bytes() {
        let value = match digit.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => letter - b'A',
            number @ b'2'..=b'7' => number - b'2' + 26,
            _ => return None,
        };
        bits = bits << 5 | u32::from(value);
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count).ok()?);
            bits &= (1 << count) - 1;
        }
    }
    (bits == 0 && count < 5).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digests_of_rfc_examples_are_read_in_both_spellings() {
        // FIPS 180: "abc".
        for declared in [
            "sha1:a9993e364706816aba3e25717850c26c9cd0d89d",
            "SHA-1:A9993E364706816ABA3E25717850C26C9CD0D89D",
            "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5",
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "sha256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====",
        ] {
            assert_eq!(check(Some(declared), &[b"abc"]), Check::Verified, "{declared}");
            assert_eq!(check(Some(declared), &[b"abd"]), Check::Wrong, "{declared}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_neither_right_nor_wrong() {
        for declared in [
            "md5:900150983cd24fb0d6963f7d28e17f72",
            "sha1:",
            "sha1",
            "",
            "sha1:1112H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
            "sha1:abc",
            "sha256:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5",
            "sha1:é9993e364706816aba3e25717850c26c9cd0d89",
        ] {
            assert_eq!(check(Some(declared), &[b"abc"]), Check::Unverifiable, "{declared}");
        }
        assert_eq!(check(None, &[b"abc"]), Check::NotCovered);
    }
}
