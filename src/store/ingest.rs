//! New captures, taken into the archive.

use super::clash::Clash;
use super::errors::StoreError;
use super::incoming::{ClaimConflict, CopiedCapture, FalseClaim, IngestOutcome, NewCapture, NewWebArchive};
use super::root::Root;
use super::same_article::conflict;
use super::transaction::Transaction;
use crate::capture::{ArticleId, Capture, CapturePath, Record};
use crate::segment::{BodySize, Rules};
use std::collections::BTreeMap;

/// Takes `captures` in; where the disk fails, none. One that clashes with another is left out. Written are captures and records first, then their manifests, the inventory, the list of
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
/// has none and that is not empty. What was taken in comes first in the answer; with it the sizes of the bodies that are new.
pub fn ingest_and_list(
    root: &Root,
    rules: &Rules,
    captures: Vec<(NewCapture, Vec<ArticleId>)>,
    lying: Vec<(CapturePath, Record)>,
) -> Result<(Vec<IngestOutcome>, BTreeMap<CapturePath, BodySize>), StoreError> {
    let mut transaction = Transaction::open(root, rules)?;
    let mut added = Vec::with_capacity(captures.len() + lying.len());
    let before = added.len();
    take_all(&mut transaction, captures, before, &mut added)?;
    for (path, record) in lying {
        added.push(transaction.list(&path, record)?);
    }
    // Where all were refused, nothing is written.
    let is_any_added = added.iter().any(|one| one.path().is_some());
    let sizes = if is_any_added { transaction.commit()? } else { BTreeMap::new() };
    Ok((added, sizes))
}

/// A run of [`ingest_and_list`] that writes nothing, neither a file nor a lock.
pub struct Rehearsal<'r>(Transaction<'r>);

impl<'r> Rehearsal<'r> {
    /// A run on the archive at `root`.
    ///
    /// # Errors
    ///
    /// An archive that cannot be read, or that an earlier version made.
    pub fn open(root: &'r Root, rules: &'r Rules) -> Result<Self, StoreError> {
        Transaction::rehearse(root, rules).map(Self)
    }

    /// The outcomes that these captures would have after all that were given before, and the sizes of the new bodies.
    ///
    /// # Errors
    ///
    /// A part of the archive that cannot be read.
    pub fn take(
        &mut self,
        captures: Vec<(NewCapture, Vec<ArticleId>)>,
    ) -> Result<(Vec<IngestOutcome>, BTreeMap<CapturePath, BodySize>), StoreError> {
        let mut added = Vec::with_capacity(captures.len());
        take_all(&mut self.0, captures, 0, &mut added)?;
        let sizes = self.0.sizes();
        self.0.drafts.clear();
        Ok((added, sizes))
    }
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
    let before = added.len();
    take_all(&mut transaction, captures, before, &mut added)?;
    // Where all were refused, nothing is written.
    if added.iter().any(|one| one.path().is_some()) {
        transaction.commit()?;
    }
    Ok(added)
}

/// Takes captures in, and adds what became of each to `added`, of which so many are not of captures. One that clashes with
/// another costs nothing but itself.
fn take_all(
    transaction: &mut Transaction<'_>,
    captures: Vec<(NewCapture, Vec<ArticleId>)>,
    before: usize,
    added: &mut Vec<IngestOutcome>,
) -> Result<(), StoreError> {
    for chosen in choose(transaction, captures)? {
        let outcome = match chosen {
            Err(clash) => Err(clash.into()),
            Ok((new, disowned)) => transaction.add(new)?.map(|added| outcome(added, disowned)),
        };
        let outcome = outcome.unwrap_or_else(|Clash { error, with }| {
            let is_at = |one: &IngestOutcome| one.path().is_some_and(|path| Some(path) == with.as_ref());
            IngestOutcome::Refused(error, added[before..].iter().position(is_at))
        });
        added.push(outcome);
    }
    Ok(())
}

type Chosen = (NewCapture, Option<FalseClaim>);

/// The new captures, each with the article that it is of; and with the one that it falsely says it is of. A clash is that
/// of a capture for which no article can be chosen.
fn choose(
    transaction: &mut Transaction<'_>,
    captures: Vec<(NewCapture, Vec<ArticleId>)>,
) -> Result<Vec<Result<Chosen, StoreError>>, StoreError> {
    let mut chosen: Vec<Result<Chosen, StoreError>> = Vec::with_capacity(captures.len());
    for (mut new, ids) in captures {
        transaction.look_around(&new.record.urls, &ids)?;
        let article = article_of(transaction, &new, &ids, &chosen)?;
        chosen.push(article.map(|(article, disowned)| {
            new.article = article;
            if disowned.is_some() || new.record.urls.is_empty() {
                new.record.urls.clear();
                new.record.claimed = false;
            }
            transaction.learn(&new.article, &new.record);
            (new, disowned)
        }));
    }
    Ok(chosen)
}

/// The article that a new capture is of, and the one that it falsely says it is of; the inner error is a clash.
fn article_of(
    transaction: &mut Transaction<'_>,
    new: &NewCapture,
    ids: &[ArticleId],
    chosen: &[Result<Chosen, StoreError>],
) -> Result<Result<(ArticleId, Option<FalseClaim>), StoreError>, StoreError> {
    let urls = &new.record.urls;
    if ids.is_empty() {
        return Ok(Ok((new.article.clone(), None)));
    }
    if urls.is_empty() && new.record.claimed {
        return of_name(transaction, new, ids, chosen);
    }
    if let Some(file) = new.record.source_file().filter(|_| urls.is_empty()) {
        return Ok(transaction.names().of_file(file, ids).map(|article| (article, None)));
    }
    let known = match transaction.names().known_by(urls) {
        Ok(known) => known,
        Err(clash) => return Ok(Err(clash)),
    };
    let mut disowned = None;
    if let Some(article) = known {
        let Some(differs) = conflict_with(transaction, new, &article, chosen)? else {
            return Ok(Ok((article, None)));
        };
        let with = chosen.iter().rposition(|one| one.as_ref().is_ok_and(|(other, _)| other.article == article));
        disowned = new.record.claimed.then_some(FalseClaim { article, with, differs });
    }
    Ok(transaction.names().free(urls, ids).map(|article| (article, disowned)))
}

/// The article of a page that gives itself no address but the front page of its site, which any page may give: the first
/// with one of `ids`, which are made of its file's name, that shows the same; else a new one.
fn of_name(
    transaction: &mut Transaction<'_>,
    new: &NewCapture,
    ids: &[ArticleId],
    chosen: &[Result<Chosen, StoreError>],
) -> Result<Result<(ArticleId, Option<FalseClaim>), StoreError>, StoreError> {
    for id in ids {
        if transaction.names().is_free(id.as_str()) || conflict_with(transaction, new, id, chosen)?.is_none() {
            return Ok(Ok((id.clone(), None)));
        }
    }
    Ok(transaction.names().free(&[], ids).map(|article| (article, None)))
}

/// The difference between `new` and the article `id`, whose address it has: if either only says so itself, they must show
/// the same.
fn conflict_with(
    transaction: &mut Transaction<'_>,
    new: &NewCapture,
    id: &ArticleId,
    chosen: &[Result<Chosen, StoreError>],
) -> Result<Option<ClaimConflict>, StoreError> {
    let capture = |new: &NewCapture| {
        let path = format!("archive/{}/{}.{}", new.article, new.captured_at.stamp(), new.ending).parse().ok()?;
        Some(Capture { path, bytes: new.bytes.clone(), record: new.record.clone() })
    };
    let before = chosen.iter().flatten().rfind(|(other, _)| other.article == *id);
    let last = match before {
        Some((other, _)) => capture(other),
        None => transaction.last_of(id)?,
    };
    Ok(match (last, capture(new)) {
        (Some(last), Some(new)) if last.bytes == new.bytes => None,
        (Some(last), Some(new)) if !(last.record.claimed || new.record.claimed) => None,
        (Some(last), Some(new)) => {
            // At one moment, an address shows one page.
            let is_of_moment = new.record.claimed && last.path.stamp() == new.path.stamp();
            conflict(&last, &new, transaction.rules).or(is_of_moment.then_some(ClaimConflict::Moment))
        }
        _ => new.record.claimed.then_some(ClaimConflict::Unreadable),
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
