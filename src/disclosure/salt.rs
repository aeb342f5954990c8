//! Salts out of a tree of keyed hashes: a node gives all below it, and says nothing of what stands beside it.

use crate::digest::Digest;

/// The length in bytes of a salt, or of a node above salts.
pub const SALT: usize = 16;

/// A node of the tree.
pub type Salt = [u8; SALT];

/// HMAC-SHA-256 (RFC 2104), with a key of at most 64 bytes.
pub fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let inner = Digest::of_parts([&block.map(|byte| byte ^ 0x36)[..], message]);
    *Digest::of_parts([&block.map(|byte| byte ^ 0x5C)[..], inner.as_bytes()]).as_bytes()
}

/// The first bytes of a keyed hash.
pub fn salt(hash: [u8; 32]) -> Salt {
    let mut salt = [0; SALT];
    salt.copy_from_slice(&hash[..SALT]);
    salt
}

/// The two nodes below `node`.
pub fn children(node: &Salt) -> [Salt; 2] {
    [0, 1].map(|side| salt(hmac(node, &[side])))
}

/// The salts of all leaves below `node`, `level` steps down, in order.
pub fn leaves(node: Salt, level: u8) -> Vec<Salt> {
    let mut row = vec![node];
    for _ in 0..level {
        row = row.iter().flat_map(children).collect();
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_keyed_hash_comes_out() {
        // RFC 4231, test case 2.
        let hash = hmac(b"Jefe", b"what do ya want for nothing?");
        let known = "sha256:5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(Digest::from_bytes(hash).to_string(), known);
    }
}
