//! New captures, taken into the archive.

use super::errors::StoreError;
use super::incoming::{Accession, Deposit, Taken, Transfer};
use super::names::Names;
use super::root::Root;
use super::transaction::Desk;
use crate::capture::{ArticleId, CapturePath, Record};
use crate::segment::Rules;

/// Takes `accessions` in, all or none: captures and records first, then their manifests, the inventory, the list of
/// sums. Nothing else that lies in the archive is touched, or committed to anew, but the types of what is proven and
/// has the same publisher.
pub fn accept(root: &Root, rules: &Rules, accessions: Vec<Accession>) -> Result<Taken, StoreError> {
    accept_found(root, rules, accessions.into_iter().map(|accession| (accession, Vec::new())).collect())
}

/// The same for accessions of which it must be found out what article they are captures of: the one that the archive
/// knows by one of their URLs, else a new one with the first of these ids that no other article has. With no such ids,
/// the article is the one that the accession names.
pub fn accept_found(
    root: &Root,
    rules: &Rules,
    accessions: Vec<(Accession, Vec<ArticleId>)>,
) -> Result<Taken, StoreError> {
    accept_in_place(root, rules, Vec::new(), accessions)
}

/// The same, and lists captures that lie in the archive already, all or none; with the record beside each path, if it
/// has none and that is not empty. What was taken in comes first in the answer.
pub fn accept_and_adopt(
    root: &Root,
    rules: &Rules,
    accessions: Vec<(Accession, Vec<ArticleId>)>,
    lying: Vec<(CapturePath, Record)>,
) -> Result<Taken, StoreError> {
    let mut desk = Desk::open(root, rules)?;
    let mut added = Vec::with_capacity(accessions.len() + lying.len());
    for accession in choose(&desk, accessions)? {
        added.push(desk.accept(accession)?);
    }
    for (path, record) in lying {
        added.push(desk.adopt(&path, record)?);
    }
    let retyped = desk.close()?;
    Ok(Taken { added, retyped })
}

/// Lays `deposits` down, and takes `accessions` in as [`accept_found`] does, all or none. Of an
/// accession whose record tells an extent no bytes are written: they are read there, now and always.
///
/// # Errors
///
/// Where another file lies at the path of a web archive, or what is read in it is not what the accession has.
pub fn accept_in_place(
    root: &Root,
    rules: &Rules,
    deposits: Vec<Deposit>,
    accessions: Vec<(Accession, Vec<ArticleId>)>,
) -> Result<Taken, StoreError> {
    let mut desk = Desk::open(root, rules)?;
    let mut added = Vec::with_capacity(deposits.len() + accessions.len());
    for deposit in deposits {
        added.push(desk.deposit(&deposit)?);
    }
    for accession in choose(&desk, accessions)? {
        added.push(desk.accept(accession)?);
    }
    let retyped = desk.close()?;
    Ok(Taken { added, retyped })
}

/// The accessions, each with the article that it is of.
fn choose(desk: &Desk<'_>, accessions: Vec<(Accession, Vec<ArticleId>)>) -> Result<Vec<Accession>, StoreError> {
    let mut names = Names::of(&desk.inventory, &desk.captures);
    let mut chosen = Vec::with_capacity(accessions.len());
    for (mut accession, ids) in accessions {
        if !ids.is_empty() {
            accession.article = names.choose(&accession.record.urls, &ids)?;
        }
        names.learn(&accession.article, &accession.record.urls);
        chosen.push(accession);
    }
    Ok(chosen)
}

/// Takes captures in at the paths that they had elsewhere, all or none; how many were new.
///
/// # Errors
///
/// Where other bytes lie at one of the paths, or are listed for it.
pub fn transfer(root: &Root, rules: &Rules, transfers: Vec<Transfer>) -> Result<usize, StoreError> {
    let mut desk = Desk::open(root, rules)?;
    let mut new = 0;
    for one in transfers {
        new += usize::from(desk.transfer(one)?);
    }
    desk.close()?;
    Ok(new)
}
