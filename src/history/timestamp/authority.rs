//! The authorities whose time stamps count.

use super::BadStamp;
use super::algorithms::SignatureAlgorithm;
use core::time::Duration;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};

/// Certificates of those who are trusted to say when something existed.
#[derive(Debug, Clone, Default)]
pub struct Authorities {
    roots: Vec<CertificateDer<'static>>,
}

/// Why some text names no authorities.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoAuthorities {
    /// The certificate of this number, counted from 1, cannot be read.
    #[error("certificate {0} in it cannot be read")]
    Unreadable(usize),
    /// There is none.
    #[error("it has no certificate (PEM)")]
    Empty,
}

/// The purpose of the certificate of a time-stamping authority (RFC 3161, 2.3), without tag and length.
const TIME_STAMPING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 8];

impl Authorities {
    /// Reads certificates in PEM; other text between them is passed over.
    pub fn from_pem(text: &[u8]) -> Result<Self, NoAuthorities> {
        let certificates = CertificateDer::pem_slice_iter(text).enumerate();
        let read = |(at, certificate): (usize, Result<CertificateDer<'static>, _>)| {
            let certificate = certificate.map_err(|_| NoAuthorities::Unreadable(at + 1))?;
            match anchor_from_trusted_cert(&certificate) {
                Ok(_) => Ok(certificate),
                Err(_) => Err(NoAuthorities::Unreadable(at + 1)),
            }
        };
        let roots = certificates.map(read).collect::<Result<Vec<_>, _>>()?;
        if roots.is_empty() { Err(NoAuthorities::Empty) } else { Ok(Self { roots }) }
    }

    /// The certificates.
    pub(super) fn certificates(&self) -> impl Iterator<Item = &[u8]> {
        self.roots.iter().map(AsRef::as_ref)
    }

    /// Checks that a chain of certificates leads from the signer's to one of these, all of them valid `at` that moment
    /// (seconds since 1970), and the signer's is for time stamps.
    pub(super) fn stand_behind(&self, certificate: &[u8], others: &[Vec<u8>], at: u64) -> Result<(), BadStamp> {
        let stranger = |why: webpki::Error| BadStamp::Stranger(why.to_string());
        let anchors =
            self.roots.iter().map(anchor_from_trusted_cert).collect::<Result<Vec<_>, _>>().map_err(stranger)?;
        let leaf = CertificateDer::from(certificate);
        let others: Vec<CertificateDer<'_>> = others.iter().map(|other| CertificateDer::from(&other[..])).collect();
        let certificate = EndEntityCert::try_from(&leaf).map_err(stranger)?;
        let at = UnixTime::since_unix_epoch(Duration::from_secs(at));
        let usage = KeyUsage::required(TIME_STAMPING);
        let chain = certificate.verify_for_usage(&SignatureAlgorithm::all(), &anchors, &others, at, usage, None, None);
        chain.map(|_| ()).map_err(stranger)
    }
}
