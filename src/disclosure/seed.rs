//! The secret that all salts come from.

use super::salt::hmac;
use std::{fmt, str::FromStr};

/// The secret of an archive. Whoever has it and a text knows whether the text is the one committed to.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed([u8; 32]);

/// Why some text is no seed. It does not say the text, which may be half a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is not a seed: expected 64 lowercase hexadecimal digits and a line feed")]
pub struct NotASeed;

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}

impl Seed {
    /// Its file's name. It lies in `archive/`, so that whatever withholds the archive withholds it too.
    pub const NAME: &str = ".disclosure-seed";

    /// Its path below the root.
    pub const PATH: &str = "archive/.disclosure-seed";

    /// The seed that has these bytes, which must be random.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its one spelling.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).chain(["\n".to_owned()]).collect()
    }

    /// The keyed hash of `message`.
    pub(super) fn keyed(&self, message: &[u8]) -> [u8; 32] {
        hmac(&self.0, message)
    }
}

impl FromStr for Seed {
    type Err = NotASeed;

    fn from_str(text: &str) -> Result<Self, NotASeed> {
        let digits = text.strip_suffix('\n').ok_or(NotASeed)?;
        let digest = format!("sha256:{digits}").parse::<crate::digest::Digest>().map_err(|_| NotASeed)?;
        Ok(Self(*digest.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_has_one_spelling_and_is_never_shown() {
        let seed = Seed::new([0xA5; 32]);
        assert_eq!(seed.to_text().parse(), Ok(seed.clone()));
        assert!(!format!("{seed:?}").contains("a5"));
        for other in [seed.to_text().trim(), &seed.to_text().to_uppercase(), "", "a5\n"] {
            assert_eq!(other.parse::<Seed>(), Err(NotASeed), "{other:?}");
        }
    }
}
