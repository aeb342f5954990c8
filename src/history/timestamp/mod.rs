//! Time stamps of checkpoints (RFC 3161), and by whose word they hold.

mod algorithms;
mod authority;
mod signer;

pub use authority::{Authorities, NoAuthorities};

use crate::digest::Digest;
use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use der::asn1::ObjectIdentifier;
use der::{Decode, Encode};
use x509_tsp::{TimeStampResp, TstInfo};

/// A time stamp of a checkpoint: when it says that its bytes existed. Whether to believe it, [`Stamped::vouched_by`]
/// declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// The moment, as RFC 3339.
    pub at: String,
    /// The same, in seconds since 1970.
    seconds: u64,
    signed: SignedData,
}

/// Why a time stamp is none of a checkpoint's, or nobody vouches for it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadStamp {
    /// It cannot be read.
    #[error("it is not a time stamp (RFC 3161)")]
    Unreadable,
    /// It is of a digest that is not SHA-256.
    #[error("its digest is not SHA-256 (openssl ts -query -sha256)")]
    OtherAlgorithm,
    /// It is of other bytes.
    #[error("it is not a time stamp of this checkpoint")]
    OtherBytes,
    /// Its signature is not as RFC 3161 has it; in what.
    #[error("its signature is not that of a time stamp: {0}")]
    Malformed(&'static str),
    /// It is signed by an algorithm that is not known here.
    #[error(
        "its signature algorithm is not supported: use RSA (PKCS #1 v1.5) or ECDSA (P-256, P-384), with SHA-256, SHA-384 or SHA-512"
    )]
    UnknownAlgorithm,
    /// The signature is not one of its bytes.
    #[error("its signature does not match")]
    Forged,
    /// None of the authorities stands behind the signer; why.
    #[error("none of the given authorities issued its signer's certificate: {0}")]
    Stranger(String),
}

/// The content type of time stamp tokens (RFC 3161, 2.4.2), and SHA-256 (RFC 5754, 2.2).
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

impl Stamped {
    /// Reads an authority's answer, or the token alone, and checks that it is of `message`; not by whom.
    pub fn read(bytes: &[u8], message: &[u8]) -> Result<Self, BadStamp> {
        let (signed, info) = parts(bytes).ok_or(BadStamp::Unreadable)?;
        if info.message_imprint.hash_algorithm.oid != SHA_256 {
            return Err(BadStamp::OtherAlgorithm);
        }
        if info.message_imprint.hashed_message.as_bytes() != Digest::of(message).as_bytes() {
            return Err(BadStamp::OtherBytes);
        }
        let at = info.gen_time.to_date_time();
        Ok(Self { at: at.to_string(), seconds: at.unix_duration().as_secs(), signed })
    }

    /// The name of the signer, if it signed this stamp and one of `authorities` stood behind it at that moment.
    ///
    /// Whether a certificate was revoked is not asked: no list of those is at hand offline.
    pub fn vouched_by(&self, authorities: &Authorities) -> Result<String, BadStamp> {
        let signer = signer::find(&self.signed, authorities)?;
        signer.signed(&self.signed)?;
        authorities.stand_behind(&signer.certificate, &signer.others, self.seconds)?;
        Ok(signer.name())
    }
}

fn parts(bytes: &[u8]) -> Option<(SignedData, TstInfo)> {
    let token = match TimeStampResp::from_der(bytes) {
        Ok(answer) => answer.time_stamp_token?,
        Err(_) => ContentInfo::from_der(bytes).ok()?,
    };
    let signed = SignedData::from_der(&token.content.to_der().ok()?).ok()?;
    let content = &signed.encap_content_info;
    if content.econtent_type != TST_INFO {
        return None;
    }
    let info = TstInfo::from_der(content.econtent.as_ref()?.value()).ok()?;
    Some((signed, info))
}
