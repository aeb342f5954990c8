//! Time stamps of checkpoints (RFC 3161), as far as they are looked at here.

use crate::digest::Digest;
use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use der::asn1::ObjectIdentifier;
use der::{Decode, Encode};
use std::fmt;
use x509_tsp::{TimeStampResp, TstInfo};

/// When a time stamp says that its bytes existed. Who says so, its signature shows: `openssl ts -verify` checks that by the
/// authority's certificate; it is not checked here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped(pub String);

/// Why a time stamp is none of a checkpoint's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadStamp {
    /// It cannot be read.
    Unreadable,
    /// It is of a digest that is not SHA-256.
    OtherAlgorithm,
    /// It is of other bytes.
    OtherBytes,
}

impl fmt::Display for BadStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "it is not a time stamp (RFC 3161)",
            Self::OtherAlgorithm => "it is not of a SHA-256 digest (openssl ts -query -sha256)",
            Self::OtherBytes => "it is a time stamp of other bytes than the checkpoint's",
        })
    }
}

impl std::error::Error for BadStamp {}

/// What time stamp tokens have in them (RFC 3161, 2.4.2), and SHA-256 (RFC 5754, 2.2).
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

impl Stamped {
    /// Reads an authority's answer, or the token alone, and checks that it is of `message`.
    pub fn read(bytes: &[u8], message: &[u8]) -> Result<Self, BadStamp> {
        let info = tst_info(bytes).ok_or(BadStamp::Unreadable)?;
        if info.message_imprint.hash_algorithm.oid != SHA_256 {
            return Err(BadStamp::OtherAlgorithm);
        }
        if info.message_imprint.hashed_message.as_bytes() != Digest::of(message).as_bytes() {
            return Err(BadStamp::OtherBytes);
        }
        Ok(Self(info.gen_time.to_date_time().to_string()))
    }
}

fn tst_info(bytes: &[u8]) -> Option<TstInfo> {
    let token = match TimeStampResp::from_der(bytes) {
        Ok(answer) => answer.time_stamp_token?,
        Err(_) => ContentInfo::from_der(bytes).ok()?,
    };
    let signed = SignedData::from_der(&token.content.to_der().ok()?).ok()?;
    let content = signed.encap_content_info;
    if content.econtent_type != TST_INFO {
        return None;
    }
    TstInfo::from_der(content.econtent?.value()).ok()
}
