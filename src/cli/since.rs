//! Notes and archive as they were at a git revision.

use super::git::GitRevision;
use super::{Failure, Place};
use crate::disclosure::DisclosureProof;
use crate::manifest::Withheld;
use crate::store::{self, DifferingEntries, differing, open_from};
use crate::verify::{Changes, Earlier, NotesFile, Scope};
use crate::workspace::PastNotes;
use std::path::Path;
use std::sync::Arc;

/// The part that counts where only what has changed since a revision is asked for. A change of one of the files in
/// `all`, which all is judged by, changes everything.
pub fn since(notes: &[NotesFile], then: &Arc<GitRevision>, all: &[&str], place: &Place) -> Result<Scope, Failure> {
    let Some(changes) = changes(then, all, place)? else { return Ok(Scope::AllChanged) };
    let read = |path: &Path| then.read_file(path);
    let mut past = PastNotes::of(place.root()?.path(), &place.config()?.bibliography, &read)?;
    let files = notes.iter().map(|file| past.file(file)).collect::<Result<_, _>>()?;
    Ok(Scope::Changed(Box::new(Earlier { files, findings: past.findings().to_vec(), changes })))
}

/// The differences of the archive since `then`; `None` where everything may have changed: the configuration is another,
/// or what was listed is not known. What is listed is compared by digests, and not by what git takes for a change: that
/// depends on settings that a branch can bring along.
fn changes(then: &Arc<GitRevision>, all: &[&str], place: &Place) -> Result<Option<Changes>, Failure> {
    let root = place.root()?;
    let is_same = |path: &str| -> Result<bool, Failure> { Ok(store::read(root, path)? == then.read(path)?) };
    // Checking a text out may change its line ends.
    let lines = |bytes: Option<Vec<u8>>| bytes.map(|bytes| String::from_utf8_lossy(&bytes).replace("\r\n", "\n"));
    for path in all {
        if lines(store::read(root, path)?) != lines(then.read(path)?) {
            return Ok(None);
        }
    }
    let Ok(DifferingEntries { before, after }) = differing(&**then, root) else { return Ok(None) };
    let names = Arc::new(open_from(Box::new(Arc::clone(then))));
    let is_disclosed_otherwise = !(is_same(Withheld::PATH)? && is_same(DisclosureProof::PATH)?);
    let (gone, came): (Vec<_>, Vec<_>) = (before.into_values().collect(), after.into_values().collect());
    Ok(Some(Changes::between(&gone, &came, names, is_disclosed_otherwise)))
}
