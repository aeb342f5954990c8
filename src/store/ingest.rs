//! New captures, taken into the archive.

use super::errors::StoreError;
use super::incoming::{CopiedCapture, IngestOutcome, NewCapture, NewWebArchive};
use super::root::Root;
use super::transaction::Transaction;
use crate::capture::{ArticleId, CapturePath, Record};
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
    for new in choose(&mut transaction, captures)? {
        added.push(transaction.add(new)?);
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
    for new in choose(&mut transaction, captures)? {
        added.push(transaction.add(new)?);
    }
    transaction.commit()?;
    Ok(added)
}

/// The new captures, each with the article that it is of.
fn choose(
    transaction: &mut Transaction<'_>,
    captures: Vec<(NewCapture, Vec<ArticleId>)>,
) -> Result<Vec<NewCapture>, StoreError> {
    let mut chosen = Vec::with_capacity(captures.len());
    for (mut new, ids) in captures {
        if !ids.is_empty() {
            new.article = transaction.choose(&new.record.urls, &ids)?;
        }
        transaction.learn(&new.article, &new.record.urls);
        chosen.push(new);
    }
    Ok(chosen)
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
