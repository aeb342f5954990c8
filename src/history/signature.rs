//! Signatures of checkpoints, as OpenSSH makes them (SSHSIG), and who may make them.

use super::NAMESPACE;
use super::line::LineError;
use crate::capture::CapturedAt;
use base64ct::{Base64, Encoding};
use memchr::memmem;
use ssh_key::{HashAlg, LineEnding, PrivateKey, PublicKey, SshSig};
use std::fmt;

/// A signature that holds for the bytes that it was checked against; by which key, but not yet whose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    key: PublicKey,
}

/// Why a signature does not hold, or cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadSignature {
    /// It is not one, or of a kind that is not known; what the reader said.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// It was made for another purpose: the namespace that it names.
    #[error("it was made for the namespace {0:?}, not {NAMESPACE:?}")]
    OtherNamespace(String),
    /// It is of other bytes, or forged.
    #[error("it is not a signature of this checkpoint")]
    Wrong,
    /// The key is locked with a passphrase, on a device, or RSA, which `ssh-key` 0.6 checks but cannot sign with; or
    /// its number begins with zero bytes, which OpenSSH leaves out and `ssh-key` 0.6 misses: one ECDSA key in 256, and
    /// of P-521 every other.
    #[error(
        "literatim cannot use this key (RSA, a passphrase, a hardware key, or ECDSA starting with a zero byte): only ssh-keygen can"
    )]
    OnlySshKeygen,
}

fn unreadable(why: impl fmt::Display) -> BadSignature {
    BadSignature::Unreadable(why.to_string())
}

impl Signature {
    /// Checks that `armored`, as `ssh-keygen -Y sign` writes it, is a signature of `message` for [`NAMESPACE`].
    pub fn check(armored: &[u8], message: &[u8]) -> Result<Self, BadSignature> {
        let signature = SshSig::from_pem(armored).map_err(unreadable)?;
        if signature.namespace() != NAMESPACE {
            return Err(BadSignature::OtherNamespace(signature.namespace().to_owned()));
        }
        let key = PublicKey::from(signature.public_key().clone());
        key.verify(NAMESPACE, message, &signature).map_err(|_| BadSignature::Wrong)?;
        Ok(Self { key })
    }

    /// The key's fingerprint, as `ssh-keygen -l` prints it.
    pub fn fingerprint(&self) -> String {
        self.key.fingerprint(HashAlg::Sha256).to_string()
    }
}

/// A signature of `message` for [`NAMESPACE`], armored as `ssh-keygen -Y sign` does it; `key` is a private key as
/// OpenSSH keeps it, without a passphrase.
pub fn sign(key: &[u8], message: &[u8]) -> Result<String, BadSignature> {
    sign_as(NAMESPACE, key, message)
}

/// The same for another namespace.
pub fn sign_as(namespace: &str, key: &[u8], message: &[u8]) -> Result<String, BadSignature> {
    let key = match PrivateKey::from_openssh(key) {
        Err(ssh_key::Error::Encoding(_)) if is_ecdsa(key) => return Err(BadSignature::OnlySshKeygen),
        read => read.map_err(unreadable)?,
    };
    let public = key.public_key().key_data();
    if key.is_encrypted() || public.is_sk_ed25519() || public.is_sk_ecdsa_p256() || public.is_rsa() {
        return Err(BadSignature::OnlySshKeygen);
    }
    let signature = key.sign(namespace, HashAlg::Sha512, message).map_err(unreadable)?;
    signature.to_pem(LineEnding::LF).map_err(unreadable)
}

/// Returns true if `key` is an ECDSA key in the armor of OpenSSH, which can be decoded as far as that.
fn is_ecdsa(key: &[u8]) -> bool {
    let lines = key.split(|&byte| byte == b'\n').filter(|line| !line.starts_with(b"-----"));
    let inner: Vec<u8> = lines.flatten().filter(|byte| !byte.is_ascii_whitespace()).copied().collect();
    Base64::decode_vec(std::str::from_utf8(&inner).unwrap_or_default())
        .is_ok_and(|inner| memmem::find(&inner, b"ecdsa-sha2-nistp").is_some())
}

/// Who may sign: a file as `ssh-keygen -Y verify -f` reads it.
#[derive(Debug, Clone, Default)]
pub struct AllowedSigners {
    signers: Vec<AllowedSigner>,
    /// Lines that allow nobody, counted from 1, and why.
    pub refused: Vec<(usize, LineError)>,
}

#[derive(Debug, Clone)]
struct AllowedSigner {
    principals: String,
    key: PublicKey,
    after: Option<CapturedAt>,
    before: Option<CapturedAt>,
}

impl AllowedSigners {
    /// Reads the file. What is not understood allows nobody, and is reported.
    pub fn from_text(text: &str) -> Self {
        let mut allowed = Self::default();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match AllowedSigner::read(line) {
                Ok(signer) => allowed.signers.extend(signer),
                Err(why) => allowed.refused.push((number + 1, why)),
            }
        }
        allowed
    }

    /// Who made `signature`, if they may; `now` is when that is asked: keys can be valid for a time only.
    pub fn signer(&self, signature: &Signature, now: CapturedAt) -> Option<&str> {
        let may = |signer: &&AllowedSigner| {
            signer.key.key_data() == signature.key.key_data()
                && signer.after.is_none_or(|after| after <= now)
                && signer.before.is_none_or(|before| now < before)
        };
        self.signers.iter().find(may).map(|signer| signer.principals.as_str())
    }
}

impl AllowedSigner {
    /// A line: principals, options (if any), key. `None` if it is for other purposes than ours.
    fn read(line: &str) -> Result<Option<Self>, LineError> {
        let (principals, rest) = word(line)?;
        let (options, key) = options_and_key(rest)?;
        let key = PublicKey::from_openssh(key).map_err(|why| format!("its key cannot be read: {why}"))?;
        let mut signer = Self { principals, key, after: None, before: None };
        for option in split_options(options)? {
            match option.split_once('=') {
                Some((name, value)) if name.eq_ignore_ascii_case("namespaces") => {
                    if !names_us(value.trim_matches('"')) {
                        return Ok(None);
                    }
                }
                Some((name, value)) if name.eq_ignore_ascii_case("valid-after") => signer.after = Some(moment(value)?),
                Some((name, value)) if name.eq_ignore_ascii_case("valid-before") => {
                    signer.before = Some(moment(value)?)
                }
                _ => return Err(format!("the option {option:?} is not supported").into()),
            }
        }
        Ok(Some(signer))
    }
}

/// The options before the key, and the key.
fn options_and_key(rest: &str) -> Result<(&str, &str), LineError> {
    let is_key = |text: &str| ["ssh-", "ecdsa-", "sk-"].iter().any(|start| text.starts_with(start));
    if is_key(rest) {
        return Ok(("", rest));
    }
    let mut quoted = false;
    let end = rest.find(|c: char| {
        quoted ^= c == '"';
        c.is_ascii_whitespace() && !quoted
    });
    let (options, key) = end.map(|end| rest.split_at(end)).ok_or("it has no key")?;
    match is_key(key.trim_start()) {
        true => Ok((options, key.trim_start())),
        false => Err("it has no key".into()),
    }
}

/// The first word of `line`, which may be in quotation marks, and the rest.
fn word(line: &str) -> Result<(String, &str), LineError> {
    let (word, rest) = match line.strip_prefix('"') {
        Some(line) => line.split_once('"').ok_or("its quotation mark is not closed")?,
        None => line.split_once([' ', '\t']).ok_or("it has no key")?,
    };
    Ok((word.to_owned(), rest.trim_start()))
}

/// Options, split at commas outside of quotation marks.
fn split_options(options: &str) -> Result<Vec<&str>, LineError> {
    let mut quoted = false;
    let split = options.split(|c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    let split: Vec<&str> = split.filter(|option| !option.is_empty()).collect();
    if quoted { Err("its quotation mark is not closed".into()) } else { Ok(split) }
}

/// Returns true if a list of patterns names our namespace: `*` is any letters, `?` any one, and what begins with `!`
/// must not fit.
fn names_us(list: &str) -> bool {
    let fits = |pattern: &str| fits(pattern.as_bytes(), NAMESPACE.as_bytes());
    let patterns = || list.split(',').map(str::trim);
    !patterns().filter_map(|pattern| pattern.strip_prefix('!')).any(fits)
        && patterns().filter(|pattern| !pattern.starts_with('!')).any(fits)
}

/// Returns true if `text` fits `pattern`; one star is gone back to at a time, so that no pattern takes long.
fn fits(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(byte) if *byte == b'?' || *byte == text[t] => (p, t) = (p + 1, t + 1),
            _ => match star {
                Some((at, taken)) => {
                    (p, t) = (at + 1, taken + 1);
                    star = Some((at, taken + 1));
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

/// A moment as OpenSSH writes it, `YYYYMMDD[HHMM[SS]]Z`. Without the `Z` it would depend on where it is read.
fn moment(value: &str) -> Result<CapturedAt, LineError> {
    let value = value.trim_matches('"');
    let refuse = || format!("{value:?} is not a date or time: write YYYYMMDD[HHMM[SS]]Z").into();
    let digits =
        value.strip_suffix('Z').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())).ok_or_else(refuse)?;
    let stamp = match digits.len() {
        8 => format!("{digits}T000000Z"),
        12 => format!("{}T{}00Z", &digits[..8], &digits[8..]),
        14 => format!("{}T{}Z", &digits[..8], &digits[8..]),
        _ => return Err(refuse()),
    };
    CapturedAt::from_stamp(&stamp).ok_or_else(refuse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A key that everybody can make.
    fn key() -> PrivateKey {
        PrivateKey::from(ssh_key::private::Ed25519Keypair::from_seed(&[7; 32]))
    }

    fn armored_key() -> Vec<u8> {
        key().to_openssh(LineEnding::LF).unwrap().as_bytes().to_vec()
    }

    fn now() -> CapturedAt {
        "2025-06-01T00:00:00Z".parse().unwrap()
    }

    fn allowed(line: &str) -> AllowedSigners {
        AllowedSigners::from_text(&line.replace("KEY", &key().public_key().to_openssh().unwrap()))
    }

    #[test]
    fn what_was_signed_is_recognised_and_nothing_else() {
        let armored = sign(&armored_key(), b"checkpoint\n").unwrap();
        let signature = Signature::check(armored.as_bytes(), b"checkpoint\n").unwrap();
        assert_eq!(allowed("ann@example.org KEY").signer(&signature, now()), Some("ann@example.org"));
        assert_eq!(Signature::check(armored.as_bytes(), b"checkpoint"), Err(BadSignature::Wrong));
        assert!(matches!(Signature::check(b"junk", b"checkpoint\n"), Err(BadSignature::Unreadable(_))));
    }

    #[test]
    fn a_signature_for_another_purpose_does_not_count() {
        let git = key().sign("git", HashAlg::Sha512, b"checkpoint\n").unwrap().to_pem(LineEnding::LF).unwrap();
        assert_eq!(Signature::check(git.as_bytes(), b"checkpoint\n"), Err(BadSignature::OtherNamespace("git".into())));
    }

    #[test]
    fn options_restrict_who_may_sign() {
        let armored = sign(&armored_key(), b"x").unwrap();
        let signature = Signature::check(armored.as_bytes(), b"x").unwrap();
        for (line, may) in [
            ("ann KEY", true),
            ("\"ann, the editor\" KEY comment", true),
            ("ann namespaces=\"git,literatim\" KEY", true),
            ("ann namespaces=\"git,lit*\" KEY", true),
            ("ann namespaces=\"git\" KEY", false),
            ("ann namespaces=\"!literatim,*\" KEY", false),
            ("ann valid-after=\"20250101Z\",valid-before=\"20260101Z\" KEY", true),
            ("ann valid-after=\"20260101Z\" KEY", false),
            ("ann valid-before=\"202506010000Z\" KEY", false),
            ("ann cert-authority KEY", false),
            ("ann verify-required KEY", false),
            ("ann valid-after=\"20250101\" KEY", false),
            ("# ann KEY", false),
            ("KEY", false),
            ("", false),
        ] {
            assert_eq!(allowed(line).signer(&signature, now()).is_some(), may, "{line}");
        }
        assert_eq!(allowed("ann cert-authority KEY").refused.len(), 1);
    }

    proptest! {
        #[test]
        fn reading_is_total(text in "\\PC{0,80}", lines in "([a-z\"=, !*?\n]|ssh-ed25519 ){0,60}") {
            let _ = (AllowedSigners::from_text(&text), AllowedSigners::from_text(&lines));
            prop_assert!(Signature::check(text.as_bytes(), b"x").is_err());
        }
    }
}
