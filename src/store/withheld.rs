//! Public entries of articles that are withheld, and the words that were disclosed of them, as loaded.

use super::StoreError;
use super::errors::why;
use super::root::Root;
use super::storage::Storage;
use crate::capture::{ArticleId, CapturePath};
use crate::disclosure::{DisclosureProof, DisclosureProofError};
use crate::manifest::{DisclosedBody, Trouble, Withheld, WithheldCapture};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Captures that are withheld, by path.
#[derive(Debug, Default)]
pub(super) struct Withholding {
    pub captures: BTreeMap<CapturePath, Arc<WithheldCapture>>,
}

/// Returns true for an article that is held otherwise.
type IsHeld<'h> = &'h dyn Fn(&ArticleId) -> bool;

impl Withholding {
    /// Reads what is withheld, where anything is; entries of articles that are held otherwise are not looked at. A file that
    /// cannot be used, and each line of proofs that proves nothing, is among the `troubles`.
    pub fn read(storage: &dyn Storage, is_held: IsHeld<'_>, troubles: &mut BTreeMap<String, Trouble>) -> Self {
        let bytes = match storage.read_if_there(Withheld::PATH) {
            Ok(None) => return Self::default(),
            Ok(Some(bytes)) => bytes,
            Err(error) => {
                troubles.insert(Withheld::PATH.to_owned(), Trouble::Unreadable(why(&error)));
                return Self::default();
            }
        };
        match Withheld::from_bytes(&bytes) {
            Ok(mut withheld) => {
                withheld.captures.retain(|entry| !is_held(&entry.article));
                Self::of(withheld, storage, is_held, troubles)
            }
            Err(why) => {
                troubles.insert(Withheld::PATH.to_owned(), Trouble::Manifest(why.to_string()));
                Self::default()
            }
        }
    }

    fn of(
        withheld: Withheld,
        storage: &dyn Storage,
        is_held: IsHeld<'_>,
        troubles: &mut BTreeMap<String, Trouble>,
    ) -> Self {
        if withheld.captures.is_empty() {
            return Self::default();
        }
        let bytes = storage.read_if_there(DisclosureProof::PATH).unwrap_or_else(|error| {
            troubles.insert(DisclosureProof::PATH.to_owned(), Trouble::Unreadable(why(&error)));
            None
        });
        let mut disclosed: BTreeMap<String, Vec<DisclosedBody>> = BTreeMap::new();
        let bytes = bytes.unwrap_or_default();
        let lines = bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty());
        for (index, line) in lines {
            let line = std::str::from_utf8(line).map_err(|_| DisclosureProofError::Malformed("not UTF-8"));
            let opened = line.and_then(DisclosureProof::read).and_then(|proof| opened(&withheld, &proof, is_held));
            match opened {
                Ok(Some((capture, body))) => disclosed.entry(capture).or_default().push(body),
                Ok(None) => {}
                Err(trouble) => drop(troubles.insert(format!("{}:{}", DisclosureProof::PATH, index + 1), of(trouble))),
            }
        }
        let captures = withheld.captures.into_iter().map(|entry| {
            let disclosed = disclosed.remove(entry.capture.as_str()).unwrap_or_default();
            (entry.capture.clone(), Arc::new(WithheldCapture { entry, disclosed }))
        });
        Self { captures: captures.collect() }
    }
}

/// The words that `proof` opens, and of which capture; `None` where the article itself is held, and its proofs are for
/// others.
fn opened(
    withheld: &Withheld,
    proof: &DisclosureProof,
    is_held: IsHeld<'_>,
) -> Result<Option<(String, DisclosedBody)>, DisclosureProofError> {
    match withheld.entry(&proof.capture) {
        Some(entry) => Ok(Some((proof.capture.to_string(), DisclosedBody::check(entry, proof)?))),
        None if is_held(&proof.capture.article()) => Ok(None),
        None => Err(DisclosureProofError::Malformed("its capture is not in withheld.json")),
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
