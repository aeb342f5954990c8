//! Decryption of strings and streams.

use super::object::{Dict, Id, Object, Stream};
use aes::cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use md5::{Digest as _, Md5};
use std::rc::Rc;

/// A way of encryption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cipher {
    None,
    Rc4,
    Aes128,
    Aes256,
}

/// The key of a file, and what it opens.
#[derive(Debug)]
pub(super) struct Crypt {
    pub key: Vec<u8>,
    pub strings: Cipher,
    pub streams: Cipher,
    pub opens_metadata: bool,
}

impl Crypt {
    /// The bytes of a stream as they were before.
    pub fn stream(&self, raw: &[u8], stream: &Stream) -> Vec<u8> {
        let kind = stream.dict.raw(b"Type");
        let is_plain =
            kind.is_name("XRef") || kind.is_name("Metadata") && !self.opens_metadata || has_identity(&stream.dict);
        let cipher = if is_plain { Cipher::None } else { self.streams };
        self.open(raw, stream.id, cipher)
    }

    /// A value of the file, its strings as they were before.
    pub fn strings(&self, value: Object, id: Id) -> Object {
        match value {
            Object::String(bytes) => Object::String(self.open(&bytes, id, self.strings).into()),
            Object::Array(items) => Object::Array(items.iter().map(|item| self.strings(item.clone(), id)).collect()),
            Object::Dict(dict) => {
                // The digests of signatures are not encrypted, nor asked for.
                let entries = dict.0.iter().map(|(key, value)| (key.clone(), self.strings(value.clone(), id)));
                Object::Dict(Rc::new(Dict(entries.collect())))
            }
            other => other,
        }
    }

    fn open(&self, bytes: &[u8], id: Id, cipher: Cipher) -> Vec<u8> {
        match cipher {
            Cipher::None => bytes.to_vec(),
            Cipher::Rc4 => rc4(&self.key_of(id, false), bytes),
            Cipher::Aes128 => aes_cbc::<aes::Aes128>(&self.key_of(id, true), bytes),
            Cipher::Aes256 => aes_cbc::<aes::Aes256>(&self.key, bytes),
        }
    }

    /// The key of one object.
    fn key_of(&self, id: Id, is_aes: bool) -> Vec<u8> {
        let mut hasher = Md5::new();
        hasher.update(&self.key);
        hasher.update(&id.number.to_le_bytes()[..3]);
        hasher.update(id.generation.to_le_bytes());
        if is_aes {
            hasher.update(b"sAlT");
        }
        let len = (self.key.len() + 5).min(16);
        hasher.finalize()[..len].to_vec()
    }
}

fn has_identity(dict: &Dict) -> bool {
    let is_crypt = |value: &Object| value.is_name("Crypt");
    match dict.raw(b"Filter") {
        Object::Array(filters) => filters.first().is_some_and(is_crypt),
        filter => is_crypt(filter),
    }
}

pub(super) fn encrypted(key: &[u8], start: &[u8], bytes: &[u8]) -> Vec<u8> {
    let Ok(cipher) = aes::Aes128::new_from_slice(key) else { return Vec::new() };
    let mut last: [u8; 16] = start.try_into().unwrap_or_default();
    let mut out = Vec::with_capacity(bytes.len());
    for block in bytes.as_chunks::<16>().0 {
        let mut mixed = Array::from(std::array::from_fn(|at| block[at] ^ last[at]));
        cipher.encrypt_block(&mut mixed);
        last = mixed.into();
        out.extend(last);
    }
    out
}

/// The plain bytes of AES with chained blocks, without the padding of the last one.
fn aes_cbc<C: BlockCipherDecrypt + KeyInit>(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut out = aes_blocks::<C>(key, bytes);
    let fill = usize::from(out.last().copied().unwrap_or(0));
    if (1..=16).contains(&fill) && fill <= out.len() {
        out.truncate(out.len() - fill);
    }
    out
}

/// The same with all of the last block. The first one is what the chain starts with.
pub(super) fn aes_blocks<C: BlockCipherDecrypt + KeyInit>(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let Ok(cipher) = C::new_from_slice(key) else { return Vec::new() };
    let blocks = bytes.as_chunks::<16>().0;
    let mut out = Vec::with_capacity(bytes.len());
    for pair in blocks.windows(2) {
        let Ok(mut block) = Array::try_from(&pair[1][..]) else { return out };
        cipher.decrypt_block(&mut block);
        out.extend(block.iter().zip(pair[0]).map(|(byte, before)| byte ^ before));
    }
    out
}

pub(super) fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|at| at as u8);
    let mut j = 0_u8;
    for i in 0..256 {
        j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    let next = bytes.iter().map(|byte| {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        byte ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
    });
    next.collect()
}
