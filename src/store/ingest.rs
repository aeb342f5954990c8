//! New captures, taken into the archive.

use super::errors::StoreError;
use super::incoming::{CopiedCapture, FalseClaim, IngestOutcome, NewCapture, NewWebArchive};
use super::root::Root;
use super::same_article::is_same_article;
use super::transaction::Transaction;
use crate::capture::{ArticleId, Capture, CapturePath, Record};
use crate::segment::Rules;

/// Takes `captures` in, all or none: captures and records first, then their manifests, the inventory, the list of
/// sums. Nothing else in the archive is touched, and no other commitment changes; the table of what publishers repeat is
/// extended.
pub fn ingest(root: &Root, rules: &Rules, captures: Vec<NewCapture>) -> Result<Vec<IngestOutcome>, StoreError> {
    ingest_with_ids(root, rules, captures.into_iter().map(|new| (new, Vec::new())).collect())
}

/// The same for captures of which it must be found out what article they are captures of: the one that the archive
/// knows by one of their URLs, else a new one with the first of these ids that no other article has. With no such ids,
/// the article is the one that the new capture names.
pub fn ingest_with_ids(
    root: &Root,
    rules: &Rules,
    captures: Vec<(NewCapture, Vec<ArticleId>)>,
) -> Result<Vec<IngestOutcome>, StoreError> {
    ingest_in_place(root, rules, Vec::new(), captures)
}

/// The same, and lists captures that lie in the archive already, all or none; with the record beside each path, if it
/// has none and that is not empty. What was taken in comes first in the answer.
pub fn ingest_and_list(
    root: &Root,
    rules: &Rules,
    captures: Vec<(NewCapture, Vec<ArticleId>)>,
    lying: Vec<(CapturePath, Record)>,
) -> Result<Vec<IngestOutcome>, StoreError> {
    let mut transaction = Transaction::open(root, rules)?;
    let mut added = Vec::with_capacity(captures.len() + lying.len());
    for (new, disowned) in choose(&mut transaction, captures)? {
        added.push(outcome(transaction.add(new)?, disowned));
    }
    for (path, record) in lying {
        added.push(transaction.list(&path, record)?);
    }
    transaction.commit()?;
    Ok(added)
}

/// Adds the web archives `archives` whole, and takes `captures` in as [`ingest_with_ids`] does, all or none. Of a
/// capture whose record declares an extent no bytes are written: they are read there, now and always.
///
/// # Errors
///
/// Where another file lies at the path of a web archive, or what is read in it is not what the new capture has.
pub fn ingest_in_place(
    root: &Root,
    rules: &Rules,
    archives: Vec<NewWebArchive>,
    captures: Vec<(NewCapture, Vec<ArticleId>)>,
) -> Result<Vec<IngestOutcome>, StoreError> {
    let mut transaction = Transaction::open(root, rules)?;
    let mut added = Vec::with_capacity(archives.len() + captures.len());
    for archive in archives {
        added.push(transaction.add_web_archive(&archive)?);
    }
    for (new, disowned) in choose(&mut transaction, captures)? {
        added.push(outcome(transaction.add(new)?, disowned));
    }
    transaction.commit()?;
    Ok(added)
}

/// The new captures, each with the article that it is of; and with the one that it falsely says it is of.
fn choose(
    transaction: &mut Transaction<'_>,
    captures: Vec<(NewCapture, Vec<ArticleId>)>,
) -> Result<Vec<(NewCapture, Option<FalseClaim>)>, StoreError> {
    let mut chosen: Vec<(NewCapture, Option<FalseClaim>)> = Vec::with_capacity(captures.len());
    for (mut new, ids) in captures {
        let mut disowned = None;
        let file = new.record.source_file().filter(|_| new.record.urls.is_empty() && !ids.is_empty());
        if let Some(file) = file {
            new.article = transaction.of_file(file, &ids)?;
        } else if !ids.is_empty() {
            let known = transaction.known_by(&new.record.urls, &ids)?;
            let belongs = known.as_ref().map_or(Ok(false), |id| belongs(transaction, &new, id, &chosen))?;
            new.article = match known.filter(|_| belongs) {
                Some(id) => id,
                None => transaction.free(&new.record.urls, &ids)?,
            };
            if !belongs && new.record.claimed {
                let known = transaction.known_by(&new.record.urls, &ids)?;
                disowned = known.map(|article| {
                    let other = chosen.iter().rfind(|(other, _)| other.article == article);
                    let other = other.and_then(|(other, _)| other.record.came_from.clone());
                    FalseClaim { article, files: new.record.came_from.clone().zip(other) }
                });
            }
        }
        if disowned.is_some() {
            new.record.urls.clear();
            new.record.claimed = false;
        }
        transaction.learn(&new.article, &new.record);
        chosen.push((new, disowned));
    }
    Ok(chosen)
}

/// Returns true if `new` is a capture of the article `id`, whose address it has: if either only says so itself, they must
/// show the same.
fn belongs(
    transaction: &mut Transaction<'_>,
    new: &NewCapture,
    id: &ArticleId,
    chosen: &[(NewCapture, Option<FalseClaim>)],
) -> Result<bool, StoreError> {
    let capture = |new: &NewCapture| {
        let path = format!("archive/{}/{}.{}", new.article, new.captured_at.stamp(), new.ending).parse().ok()?;
        Some(Capture { path, bytes: new.bytes.clone(), record: new.record.clone() })
    };
    let last = match chosen.iter().rfind(|(other, _)| other.article == *id) {
        Some((other, _)) => capture(other),
        None => transaction.last_of(id)?,
    };
    Ok(match (last, capture(new)) {
        // At one moment, an address shows one page.
        (Some(last), Some(new)) if new.record.claimed && last.path.stamp() == new.path.stamp() => {
            last.bytes == new.bytes
        }
        (Some(last), Some(new)) => !(last.record.claimed || new.record.claimed) || is_same_article(&last, &new),
        _ => !new.record.claimed,
    })
}

fn outcome(added: IngestOutcome, disowned: Option<FalseClaim>) -> IngestOutcome {
    match (added, disowned) {
        (IngestOutcome::New(path, digest, 1), Some(claimed)) => IngestOutcome::Disowned(path, digest, claimed),
        (added, _) => added,
    }
}

/// Takes captures in at the paths that they had elsewhere, all or none; how many were new.
///
/// # Errors
///
/// Where other bytes lie at one of the paths, or are listed for it.
pub fn ingest_copies(root: &Root, rules: &Rules, transfers: Vec<CopiedCapture>) -> Result<usize, StoreError> {
    let mut transaction = Transaction::open(root, rules)?;
    let mut new = 0;
    for one in transfers {
        new += usize::from(transaction.add_copy(one)?);
    }
    transaction.commit()?;
    Ok(new)
}
