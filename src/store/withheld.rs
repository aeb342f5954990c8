//! Public entries of articles that are withheld, and the words that were disclosed of them, as loaded.

use super::StoreError;
use super::errors::why;
use super::root::Root;
use super::storage::Storage;
use crate::disclosure::{DisclosureProof, DisclosureProofError};
use crate::manifest::{DisclosedBody, Holdings, Trouble, Withheld, WithheldCapture};
use std::collections::BTreeMap;

/// Adds to `holdings` what is withheld, where there is anything. A file that cannot be used, and each line of proofs
/// that proves nothing, is a trouble.
pub(super) fn add(storage: &dyn Storage, holdings: &mut Holdings) {
    match storage.read_if_there(Withheld::PATH) {
        Ok(None) => {}
        Ok(Some(bytes)) => match Withheld::from_bytes(&bytes) {
            Ok(withheld) => Withholding::of(withheld, holdings).add(storage, holdings),
            Err(why) => holdings.add_trouble(Withheld::PATH.to_owned(), Trouble::Manifest(why.to_string())),
        },
        Err(error) => holdings.add_trouble(Withheld::PATH.to_owned(), Trouble::Unreadable(why(&error))),
    }
}

struct Withholding {
    withheld: Withheld,
    disclosed: BTreeMap<String, Vec<DisclosedBody>>,
}

impl Withholding {
    /// Entries of articles that are held otherwise are not looked at.
    fn of(mut withheld: Withheld, holdings: &Holdings) -> Self {
        withheld.captures.retain(|entry| holdings.catalogue().captures(&entry.article).is_empty());
        Self { withheld, disclosed: BTreeMap::new() }
    }

    fn add(mut self, storage: &dyn Storage, holdings: &mut Holdings) {
        if self.withheld.captures.is_empty() {
            return;
        }
        match storage.read_if_there(DisclosureProof::PATH) {
            Ok(bytes) => self.open(&bytes.unwrap_or_default(), holdings),
            Err(error) => holdings.add_trouble(DisclosureProof::PATH.to_owned(), Trouble::Unreadable(why(&error))),
        }
        let disclosed = &mut self.disclosed;
        holdings.withhold(self.withheld.captures.into_iter().map(|entry| {
            let disclosed = disclosed.remove(entry.capture.as_str()).unwrap_or_default();
            WithheldCapture { entry, disclosed }
        }));
    }

    fn open(&mut self, bytes: &[u8], holdings: &mut Holdings) {
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
            let line = std::str::from_utf8(line).map_err(|_| DisclosureProofError::Malformed("not UTF-8"));
            if let Err(trouble) = line.and_then(DisclosureProof::read).and_then(|proof| self.check(&proof, holdings)) {
                holdings.add_trouble(format!("{}:{}", DisclosureProof::PATH, index + 1), of(trouble));
            }
        }
    }

    fn check(&mut self, proof: &DisclosureProof, holdings: &Holdings) -> Result<(), DisclosureProofError> {
        let Some(entry) = self.withheld.entry(&proof.capture) else {
            // Where the article itself is held, its proofs are for others.
            let held = !holdings.catalogue().captures(&proof.capture.article()).is_empty();
            return if held {
                Ok(())
            } else {
                Err(DisclosureProofError::Malformed("its capture is not in withheld.json"))
            };
        };
        let disclosed = DisclosedBody::check(entry, proof)?;
        self.disclosed.entry(proof.capture.to_string()).or_default().push(disclosed);
        Ok(())
    }
}

fn of(why: DisclosureProofError) -> Trouble {
    match why {
        DisclosureProofError::Wrong { committed, found } => Trouble::Changed { committed, found },
        other => Trouble::Manifest(format!("{other} (run `literatim disclose` where the archive is)")),
    }
}

/// The proofs that are kept, each with its line; none where there is no such file.
///
/// # Errors
///
/// A line that cannot be read as one.
pub fn proofs(root: &Root) -> Result<Vec<DisclosureProof>, StoreError> {
    let Some(bytes) = super::read(root, DisclosureProof::PATH)? else { return Ok(Vec::new()) };
    let bad = |line: usize, why: String| {
        StoreError::new(
            format!("{}:{line}", DisclosureProof::PATH),
            why,
            "remove the line, and disclose its notes again",
        )
    };
    let text = String::from_utf8(bytes).map_err(|_| bad(1, "not UTF-8".to_owned()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty());
    lines.map(|(index, line)| DisclosureProof::read(line).map_err(|why| bad(index + 1, why.to_string()))).collect()
}
