//! Files that are encrypted with no password: who opens them sees the words.

use super::PdfError;
use super::crypt::{Cipher, Crypt, aes_blocks, encrypted, rc4};
use super::file::File;
use super::object::{Dict, Object};
use md5::{Digest as _, Md5};
use sha2::{Sha256, Sha384, Sha512};

/// The bytes that are put behind a password that is too short.
const PADDING: [u8; 32] = [
    0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08, 0x2e, 0x2e, 0x00,
    0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
];

impl File<'_> {
    /// The key of a file that is encrypted; an error if it is so with a password, or in a way that is not known.
    pub(super) fn key(&self) -> Result<Option<Crypt>, PdfError> {
        let file = self;
        let encrypt = file.resolve(file.trailer.raw(b"Encrypt"))?;
        let Some(dict) = encrypt.dict() else { return Ok(None) };
        let int = |key: &[u8]| -> Result<i64, PdfError> { Ok(file.get(dict, key)?.int().unwrap_or(0)) };
        if !file.get(dict, b"Filter")?.is_name("Standard") {
            return Err(PdfError::Encrypted);
        }
        let (version, revision) = (int(b"V")?, int(b"R")?);
        let opens_metadata = !matches!(file.get(dict, b"EncryptMetadata")?, Object::Bool(false));
        let (strings, streams) = match version {
            1 | 2 => (Cipher::Rc4, Cipher::Rc4),
            4 | 5 => (filter(file, dict, b"StrF")?, filter(file, dict, b"StmF")?),
            _ => return Err(PdfError::Encrypted),
        };
        let key = match revision {
            2..=4 => {
                let bits = match version {
                    1 => 40,
                    4 => 128,
                    _ => int(b"Length")?.clamp(40, 128),
                };
                key_of_md5(file, dict, (revision, bits as usize / 8), opens_metadata)?
            }
            5 | 6 => key_of_sha(file, dict, revision)?,
            _ => None,
        };
        let key = key.ok_or(PdfError::Encrypted)?;
        Ok(Some(Crypt { key, strings, streams, opens_metadata }))
    }
}

fn filter(file: &File<'_>, dict: &Dict, key: &[u8]) -> Result<Cipher, PdfError> {
    let name = file.get(dict, key)?;
    let Some(name) = name.name().filter(|name| *name != b"Identity") else { return Ok(Cipher::None) };
    let filters = file.get(dict, b"CF")?;
    let filter = filters.dict().map(|filters| file.get(filters, name)).transpose()?;
    let method = filter.as_ref().and_then(Object::dict).map(|filter| file.get(filter, b"CFM")).transpose()?;
    match method.as_ref().and_then(Object::name) {
        Some(b"V2") => Ok(Cipher::Rc4),
        Some(b"AESV2") => Ok(Cipher::Aes128),
        Some(b"AESV3") => Ok(Cipher::Aes256),
        Some(b"None") => Ok(Cipher::None),
        _ => Err(PdfError::Encrypted),
    }
}

/// The key of revisions 2 to 4, if the file opens with it.
fn key_of_md5(
    file: &File<'_>,
    dict: &Dict,
    (revision, len): (i64, usize),
    metadata: bool,
) -> Result<Option<Vec<u8>>, PdfError> {
    let (owner, user) = (file.get(dict, b"O")?, file.get(dict, b"U")?);
    let (Some(owner), Some(user)) = (owner.string(), user.string()) else { return Ok(None) };
    let permissions = file.get(dict, b"P")?.int().unwrap_or(0) as u32;
    let ids = file.resolve(file.trailer.raw(b"ID"))?;
    let first = ids.array().and_then(|ids| ids.first()).map(|id| file.resolve(id)).transpose()?;
    let first = first.as_ref().and_then(Object::string).unwrap_or_default();
    let mut hasher = Md5::new();
    hasher.update(PADDING);
    hasher.update(&owner[..owner.len().min(32)]);
    hasher.update(permissions.to_le_bytes());
    hasher.update(first);
    if revision >= 4 && !metadata {
        hasher.update([0xff; 4]);
    }
    let mut key = hasher.finalize().to_vec();
    let len = if revision == 2 { 5 } else { len };
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key[..len]).to_vec();
        }
    }
    key.truncate(len);
    let opens = if revision == 2 {
        rc4(&key, &PADDING) == user
    } else {
        let mut hasher = Md5::new();
        hasher.update(PADDING);
        hasher.update(first);
        let mut check = rc4(&key, &hasher.finalize());
        for round in 1..20_u8 {
            let turned: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
            check = rc4(&turned, &check);
        }
        user.starts_with(&check)
    };
    Ok(opens.then_some(key))
}

/// The key of revisions 5 and 6, if the file opens with no password.
fn key_of_sha(file: &File<'_>, dict: &Dict, revision: i64) -> Result<Option<Vec<u8>>, PdfError> {
    let (user, sealed) = (file.get(dict, b"U")?, file.get(dict, b"UE")?);
    let (Some(user), Some(sealed)) = (user.string(), sealed.string()) else { return Ok(None) };
    let (Some(check), Some(salt), Some(key_salt)) = (user.get(..32), user.get(32..40), user.get(40..48)) else {
        return Ok(None);
    };
    let hash = |salt: &[u8]| if revision == 5 { Sha256::digest(salt).to_vec() } else { hash_of_revision_6(salt) };
    if hash(salt) != check || sealed.len() < 32 {
        return Ok(None);
    }
    let with_start = [&[0; 16][..], &sealed[..32]].concat();
    Ok(Some(aes_blocks::<aes::Aes256>(&hash(key_salt), &with_start)))
}

/// The hash of no password, as PDF 2.0 has it.
fn hash_of_revision_6(salt: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest(salt).to_vec();
    let mut round = 0;
    loop {
        let coded = encrypted(&key[..16], &key[16..32], &key.repeat(64));
        let rest = coded[..16].iter().map(|&byte| u32::from(byte)).sum::<u32>() % 3;
        key = match rest {
            0 => Sha256::digest(&coded).to_vec(),
            1 => Sha384::digest(&coded).to_vec(),
            _ => Sha512::digest(&coded).to_vec(),
        };
        round += 1;
        if round >= 64 && u32::from(coded.last().copied().unwrap_or(0)) <= round - 32 {
            key.truncate(32);
            return key;
        }
    }
}
