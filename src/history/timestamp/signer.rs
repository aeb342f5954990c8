//! Who signed a time stamp, and whether they did (RFC 5652, RFC 5816).

use super::algorithms::{Hash, SignatureAlgorithm};
use super::{Authorities, BadStamp, TST_INFO};
use cms::cert::CertificateChoices;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{Any, ObjectIdentifier, OctetString};
use der::{Decode, Encode};
use rustls_pki_types::CertificateDer;
use sha1::{Digest as _, Sha1};
use webpki::EndEntityCert;
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectKeyIdentifier;
use x509_cert::spki::AlgorithmIdentifierOwned;

/// The attributes that are signed (RFC 5652, 11; RFC 2634, 5.4; RFC 5035, 3).
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// The signer of a time stamp.
#[derive(Debug)]
pub(super) struct StampSigner {
    info: SignerInfo,
    /// Its certificate, in DER.
    pub certificate: Vec<u8>,
    /// The others that came with the stamp.
    pub others: Vec<Vec<u8>>,
    name: String,
}

/// The one signer of a stamp; its certificate came with the stamp, or is one of the authorities'.
pub(super) fn find(signed: &SignedData, authorities: &Authorities) -> Result<StampSigner, BadStamp> {
    let [info] = signed.signer_infos.0.as_slice() else {
        return Err(BadStamp::Malformed("it must have exactly one signer (RFC 3161, 2.4.2)"));
    };
    let came = signed.certificates.iter().flat_map(|set| set.0.iter());
    let mut others: Vec<Vec<u8>> = came
        .filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => certificate.to_der().ok(),
            CertificateChoices::Other(_) => None,
        })
        .collect();
    let is_signer = |der: &[u8]| Certificate::from_der(der).is_ok_and(|certificate| is_of(&certificate, &info.sid));
    let certificate = match others.iter().position(|der| is_signer(der)) {
        Some(at) => Some(others.remove(at)),
        None => authorities.certificates().find(|der| is_signer(der)).map(<[u8]>::to_vec),
    };
    let missing = "the signer's certificate is neither in it nor among the authorities (openssl ts -query -cert)";
    let certificate = certificate.ok_or(BadStamp::Malformed(missing))?;
    let name = Certificate::from_der(&certificate)
        .map_or_else(|_| String::new(), |one| one.tbs_certificate.subject.to_string());
    Ok(StampSigner { info: info.clone(), certificate, others, name })
}

fn is_of(certificate: &Certificate, sid: &SignerIdentifier) -> bool {
    let of = &certificate.tbs_certificate;
    match sid {
        SignerIdentifier::IssuerAndSerialNumber(id) => id.issuer == of.issuer && id.serial_number == of.serial_number,
        SignerIdentifier::SubjectKeyIdentifier(id) => {
            matches!(of.get::<SubjectKeyIdentifier>(), Ok(Some((_, found))) if found == *id)
        }
    }
}

impl StampSigner {
    /// The subject of its certificate.
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// Checks that it signed what is in the stamp, as it is there.
    pub fn signed(&self, stamp: &SignedData) -> Result<(), BadStamp> {
        let content = stamp.encap_content_info.econtent.as_ref().ok_or(BadStamp::Unreadable)?;
        let hash = Hash::named(&self.info.digest_alg.oid.to_string()).ok_or(BadStamp::UnknownAlgorithm)?;
        if self.attribute::<ObjectIdentifier>(CONTENT_TYPE) != Some(TST_INFO) {
            return Err(BadStamp::Malformed("the signed content is not a time stamp"));
        }
        let digest = self.attribute::<OctetString>(MESSAGE_DIGEST).ok_or(BadStamp::Malformed("it has no digest"))?;
        if digest.as_bytes() != hash.of(content.value()) {
            return Err(BadStamp::Forged);
        }
        if !self.names_its_certificate() {
            return Err(BadStamp::Malformed("it names another certificate than its signer's"));
        }
        self.signature_holds(hash)
    }

    /// The signature is one of the attributes, as a set (RFC 5652, 5.4).
    fn signature_holds(&self, hash: Hash) -> Result<(), BadStamp> {
        let attributes = self.info.signed_attrs.as_ref().and_then(|set| set.to_der().ok()).ok_or(BadStamp::Forged)?;
        let der = CertificateDer::from(self.certificate.as_slice());
        let certificate = EndEntityCert::try_from(&der).map_err(|why| BadStamp::Stranger(why.to_string()))?;
        let algorithms = SignatureAlgorithm::of_signature(&self.info.signature_algorithm.oid.to_string(), hash);
        if algorithms.is_empty() {
            return Err(BadStamp::UnknownAlgorithm);
        }
        let signature = self.info.signature.as_bytes();
        let holds = algorithms.into_iter().any(|one| certificate.verify_signature(one, &attributes, signature).is_ok());
        if holds { Ok(()) } else { Err(BadStamp::Forged) }
    }

    /// The one value of a signed attribute that is there once.
    fn attribute<T: for<'a> Decode<'a>>(&self, oid: ObjectIdentifier) -> Option<T> {
        let mut all = self.info.signed_attrs.iter().flat_map(|set| set.iter()).filter(|one| one.oid == oid);
        let (attribute, None) = (all.next()?, all.next()) else { return None };
        let [value] = attribute.values.as_slice() else { return None };
        T::from_der(&value.to_der().ok()?).ok()
    }

    /// Returns true if what was signed names the certificate, by its digest: else another with the same key could take
    /// its place.
    fn names_its_certificate(&self) -> bool {
        if let Some(named) = self.attribute::<SigningCertificateV2>(SIGNING_CERTIFICATE_V2) {
            return named.certs.first().is_some_and(|id| id.is_of(&self.certificate));
        }
        let named = self.attribute::<SigningCertificate>(SIGNING_CERTIFICATE);
        let first = named.as_ref().and_then(|named| named.certs.first());
        first.is_some_and(|id| id.hash.as_bytes() == Sha1::digest(&self.certificate).as_slice())
    }
}

/// The certificates that a signer names, its own first (RFC 5035, 3).
#[derive(der::Sequence)]
struct SigningCertificateV2 {
    certs: Vec<CertIdV2>,
    #[asn1(optional = "true")]
    _policies: Option<Any>,
}

/// A certificate, by its digest (RFC 5035, 4: `ESSCertIDv2`).
#[derive(der::Sequence)]
struct CertIdV2 {
    /// SHA-256, where it is not said.
    #[asn1(optional = "true")]
    algorithm: Option<AlgorithmIdentifierOwned>,
    hash: OctetString,
    #[asn1(optional = "true")]
    _issuer: Option<Any>,
}

impl CertIdV2 {
    fn is_of(&self, certificate: &[u8]) -> bool {
        let hash = self.algorithm.as_ref().map_or(Some(Hash::Sha256), |one| Hash::named(&one.oid.to_string()));
        hash.is_some_and(|hash| self.hash.as_bytes() == hash.of(certificate))
    }
}

/// The same with SHA-1, as it was before (RFC 2634, 5.4). The signature does not rest on it: it declares certificates with
/// one key apart.
#[derive(der::Sequence)]
struct SigningCertificate {
    certs: Vec<CertId>,
    #[asn1(optional = "true")]
    _policies: Option<Any>,
}

/// A certificate, by its SHA-1 digest (RFC 2634, 5.4.1: `ESSCertID`).
#[derive(der::Sequence)]
struct CertId {
    hash: OctetString,
    #[asn1(optional = "true")]
    _issuer: Option<Any>,
}
