//! The published proofs of transparency-dev/merkle: those that must hold and those that must not.

#[macro_use]
#[path = "skipped/mod.rs"]
mod skipped;

use base64ct::{Base64, Encoding};
use literatim::digest::Digest;
use literatim::history::merkle::{extends, includes};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A hash. Some cases have other bytes in its place, which only must be told apart: their digest does that.
/// Nothing in its place is no hash.
fn hash(value: &Value) -> Option<Digest> {
    let bytes = Base64::decode_vec(value.as_str()?).ok().filter(|bytes| !bytes.is_empty())?;
    Some(<[u8; 32]>::try_from(bytes.as_slice()).map_or_else(|_| Digest::of(&bytes), Digest::from_bytes))
}

fn hashes(value: &Value) -> Option<Vec<Digest>> {
    value.as_array().map_or(Some(Vec::new()), |all| all.iter().map(hash).collect())
}

fn inclusion_holds(case: &Value) -> Option<bool> {
    let [index, size] = ["leafIdx", "treeSize"].map(|key| case[key].as_u64());
    let (leaf, root, proof) = (hash(&case["leafHash"])?, hash(&case["root"])?, hashes(&case["proof"])?);
    Some(includes(leaf, index?, size?, &proof, root))
}

fn consistency_holds(case: &Value) -> Option<bool> {
    let [old, new] = ["size1", "size2"].map(|key| case[key].as_u64());
    let (was, is, proof) = (hash(&case["root1"])?, hash(&case["root2"])?, hashes(&case["proof"])?);
    Some(extends(old?, was, new?, is, &proof))
}

fn agree(kind: &str, holds: fn(&Value) -> Option<bool>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/merkle").join(kind);
    if !folder.exists() {
        return skipped!("there is no {}", folder.display());
    }
    let files = files(&folder);
    assert_eq!(files.len(), 98);
    for file in files {
        let case: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        let wanted = !case["wantErr"].as_bool().unwrap();
        assert_eq!(holds(&case).unwrap_or(false), wanted, "{}", file.display());
    }
}

#[test]
fn the_published_inclusion_proofs_hold_or_not_as_published() {
    agree("inclusion", inclusion_holds);
}

#[test]
fn the_published_consistency_proofs_hold_or_not_as_published() {
    agree("consistency", consistency_holds);
}
