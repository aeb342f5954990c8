//! What must hold of whatever people are handed to trust an archive by: logs, checkpoints, proofs, signatures, records,
//! locks. All of it may come from somebody who wishes us ill.

use literatim::capture::Record;
use literatim::disclosure::{DisclosureLog, Seed};
use literatim::history::{
    AllowedSigners, Authorities, CaptureProof, Checkpoint, Consistency, History, InclusionProof, Signature, Stamped,
    merkle,
};
use literatim::verify::{Baseline, Config, Lock};

/// The parts of an input that NUL bytes part.
fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split(|byte| *byte == 0).collect()
}

/// Any bytes are a log, a checkpoint or a proof in its one spelling, or none; what is read leads where it says.
pub fn history(bytes: &[u8]) {
    let read: Vec<History> = parts(bytes).into_iter().filter_map(log).collect();
    for part in parts(bytes) {
        checkpoint(part, &read);
        proof(part);
    }
}

fn log(bytes: &[u8]) -> Option<History> {
    let history = History::from_bytes(bytes).ok()?;
    assert_eq!(history.to_bytes(), bytes);
    assert_eq!(history.size() as usize, bytes.iter().filter(|byte| **byte == b'\n').count());
    let inventory = history.inventory();
    for size in 0..=history.size().min(32) {
        if let Some(checkpoint) = history.checkpoint(size) {
            let growth = history.since(&checkpoint).unwrap();
            let whole = Consistency::only_added(&growth);
            assert!(whole || size < history.size());
        }
    }
    for entry in inventory.captures.iter().take(32) {
        let proof = history.prove(&entry.capture, history.size()).unwrap();
        assert_eq!(CaptureProof::from_bytes(&proof.to_bytes()).as_ref(), Ok(&proof));
    }
    Some(history)
}

fn checkpoint(bytes: &[u8], logs: &[History]) {
    let Ok(checkpoint) = Checkpoint::from_bytes(bytes) else { return };
    let printed = checkpoint.to_bytes();
    assert!(bytes.starts_with(&printed), "only signatures may follow");
    assert_eq!(Checkpoint::from_bytes(&printed).as_ref(), Ok(&checkpoint));
    for log in logs {
        if log.since(&checkpoint).is_ok() {
            assert_eq!(log.checkpoint(checkpoint.size).map(|own| own.root), Some(checkpoint.root));
        }
    }
}

fn proof(bytes: &[u8]) {
    if let Ok(proof) = CaptureProof::from_bytes(bytes) {
        assert_eq!(CaptureProof::from_bytes(&proof.to_bytes()).as_ref(), Ok(&proof));
    }
    let Ok(proof) = InclusionProof::from_bytes(bytes) else { return };
    assert_eq!(InclusionProof::from_bytes(&proof.to_bytes()).as_ref(), Ok(&proof));
    let leaf = merkle::leaf(proof.line.as_bytes());
    let Checkpoint { size, root, .. } = proof.checkpoint;
    assert!(merkle::includes(leaf, proof.index, size, &proof.hashes, root));
}

/// Any bytes are a signature, a list of signers, a time stamp or certificates, or none. No message but its own is signed.
/// What stands before the first NUL is the message, and the certificates, all behind it what vouches for it.
pub fn seals(bytes: &[u8]) {
    let (message, behind) = match bytes.iter().position(|byte| *byte == 0) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, bytes),
    };
    let other = [message, b"x"].concat();
    for part in [&parts(behind)[..], &[behind]].concat() {
        if let Ok(signature) = Signature::check(part, message) {
            assert!(signature.fingerprint().starts_with("SHA256:"));
            assert!(Signature::check(part, &other).is_err());
        }
        if let Ok(text) = std::str::from_utf8(part) {
            let lines = text.lines().count();
            assert!(AllowedSigners::from_text(text).refused.iter().all(|(line, _)| (1..=lines).contains(line)));
        }
    }
    let authorities = Authorities::from_pem(message);
    if let Ok(stamped) = Stamped::read(behind, message) {
        assert!(Stamped::read(behind, &other).is_err());
        let _ = authorities.map(|authorities| stamped.vouched_by(&authorities));
    }
}

/// Any bytes are a record, a lock, a baseline, a tally, a configuration or a seed, or none; what is read is written so that it reads the
/// same.
pub fn records(bytes: &[u8]) {
    if let Ok(record) = Record::from_bytes(bytes) {
        assert_eq!(Record::from_bytes(&record.to_bytes()).unwrap(), record);
    }
    if let Ok(baseline) = Baseline::from_bytes(bytes) {
        let printed = baseline.to_bytes();
        assert_eq!(Baseline::from_bytes(&printed).unwrap().to_bytes(), printed);
    }
    if let Err(wrong) = Config::from_bytes(bytes) {
        assert!(!wrong.what.is_empty() && !wrong.help.is_empty(), "{wrong:?}");
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(lock) = Lock::from_text(text) {
        assert_eq!(Lock::from_text(&lock.to_text()).unwrap(), lock);
    }
    if let Ok(tally) = DisclosureLog::from_text(text) {
        assert_eq!(DisclosureLog::from_text(&tally.to_text()).unwrap(), tally);
    }
    if let Ok(seed) = text.parse::<Seed>() {
        assert_eq!(seed.to_text(), text);
    }
}
