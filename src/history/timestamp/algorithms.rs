//! The algorithms by which time stamps and certificates are signed.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::{Pkcs1v15Sign, RsaPublicKey, sha2};
use rustls_pki_types::{AlgorithmIdentifier, InvalidSignature, SignatureVerificationAlgorithm, alg_id};
use sha2::Digest as _;

/// A digest that is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

/// A key, as the algorithm of its certificate names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyKind {
    Rsa,
    P256,
    P384,
}

/// A key and a digest that go together.
#[derive(Debug)]
pub(super) struct SignatureAlgorithm {
    key: KeyKind,
    hash: Hash,
}

/// All that are known. SHA-1 is not: two texts with one digest can be made.
static ALL: [SignatureAlgorithm; 9] = {
    const fn of(key: KeyKind, hash: Hash) -> SignatureAlgorithm {
        SignatureAlgorithm { key, hash }
    }
    [
        of(KeyKind::Rsa, Hash::Sha256),
        of(KeyKind::Rsa, Hash::Sha384),
        of(KeyKind::Rsa, Hash::Sha512),
        of(KeyKind::P256, Hash::Sha256),
        of(KeyKind::P256, Hash::Sha384),
        of(KeyKind::P256, Hash::Sha512),
        of(KeyKind::P384, Hash::Sha256),
        of(KeyKind::P384, Hash::Sha384),
        of(KeyKind::P384, Hash::Sha512),
    ]
};

/// The smallest modulus that is taken, in bytes: 2048 bits (NIST SP 800-131A).
const FEWEST_RSA_BYTES: usize = 256;

impl Hash {
    /// The digest that an object identifier names (RFC 5754, 2).
    pub fn named(oid: &str) -> Option<Self> {
        match oid {
            "2.16.840.1.101.3.4.2.1" => Some(Self::Sha256),
            "2.16.840.1.101.3.4.2.2" => Some(Self::Sha384),
            "2.16.840.1.101.3.4.2.3" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// The digest of `message`.
    pub fn of(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => sha2::Sha256::digest(message).to_vec(),
            Self::Sha384 => sha2::Sha384::digest(message).to_vec(),
            Self::Sha512 => sha2::Sha512::digest(message).to_vec(),
        }
    }

    fn padding(self) -> Pkcs1v15Sign {
        match self {
            Self::Sha256 => Pkcs1v15Sign::new::<sha2::Sha256>(),
            Self::Sha384 => Pkcs1v15Sign::new::<sha2::Sha384>(),
            Self::Sha512 => Pkcs1v15Sign::new::<sha2::Sha512>(),
        }
    }
}

impl SignatureAlgorithm {
    /// Those that certificates may be signed by.
    pub fn all() -> [&'static dyn SignatureVerificationAlgorithm; 9] {
        ALL.each_ref().map(|one| one as &dyn SignatureVerificationAlgorithm)
    }

    /// Those that `oid` may mean as the algorithm of a signature over something whose digest is `hash`: RSA is named
    /// with its digest or without (RFC 5754, 3.2), ECDSA with it (RFC 5758, 3.2).
    pub fn of_signature(oid: &str, hash: Hash) -> Vec<&'static Self> {
        let named = match oid {
            "1.2.840.113549.1.1.1" => Some((true, hash)),
            "1.2.840.113549.1.1.11" => Some((true, Hash::Sha256)),
            "1.2.840.113549.1.1.12" => Some((true, Hash::Sha384)),
            "1.2.840.113549.1.1.13" => Some((true, Hash::Sha512)),
            "1.2.840.10045.4.3.2" => Some((false, Hash::Sha256)),
            "1.2.840.10045.4.3.3" => Some((false, Hash::Sha384)),
            "1.2.840.10045.4.3.4" => Some((false, Hash::Sha512)),
            _ => None,
        };
        ALL.iter().filter(|one| named == Some((one.key == KeyKind::Rsa, one.hash))).collect()
    }
}

impl SignatureVerificationAlgorithm for SignatureAlgorithm {
    fn verify_signature(&self, key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        let digest = self.hash.of(message);
        let holds = match self.key {
            KeyKind::Rsa => rsa_holds(key, self.hash.padding(), &digest, signature),
            KeyKind::P256 => p256_holds(key, &digest, signature),
            KeyKind::P384 => p384_holds(key, &digest, signature),
        };
        holds.filter(|holds| *holds).map(|_| ()).ok_or(InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        match self.key {
            KeyKind::Rsa => alg_id::RSA_ENCRYPTION,
            KeyKind::P256 => alg_id::ECDSA_P256,
            KeyKind::P384 => alg_id::ECDSA_P384,
        }
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        match (self.key, self.hash) {
            (KeyKind::Rsa, Hash::Sha256) => alg_id::RSA_PKCS1_SHA256,
            (KeyKind::Rsa, Hash::Sha384) => alg_id::RSA_PKCS1_SHA384,
            (KeyKind::Rsa, Hash::Sha512) => alg_id::RSA_PKCS1_SHA512,
            (_, Hash::Sha256) => alg_id::ECDSA_SHA256,
            (_, Hash::Sha384) => alg_id::ECDSA_SHA384,
            (_, Hash::Sha512) => alg_id::ECDSA_SHA512,
        }
    }
}

fn rsa_holds(key: &[u8], padding: Pkcs1v15Sign, digest: &[u8], signature: &[u8]) -> Option<bool> {
    use rsa::traits::PublicKeyParts;
    let key = RsaPublicKey::from_pkcs1_der(key).ok()?;
    Some(key.size() >= FEWEST_RSA_BYTES && key.verify(padding, digest, signature).is_ok())
}

fn p256_holds(key: &[u8], digest: &[u8], signature: &[u8]) -> Option<bool> {
    let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?;
    let signature = p256::ecdsa::Signature::from_der(signature).ok()?;
    Some(key.verify_prehash(digest, &signature).is_ok())
}

fn p384_holds(key: &[u8], digest: &[u8], signature: &[u8]) -> Option<bool> {
    let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?;
    let signature = p384::ecdsa::Signature::from_der(signature).ok()?;
    Some(key.verify_prehash(digest, &signature).is_ok())
}
