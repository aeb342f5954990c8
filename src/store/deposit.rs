//! Web archives, laid down whole, and captures that stay in them.

use super::accession::{Accession, Added, Desk, Taken, choose};
use super::claims::By;
use super::extent::{page, told_page};
use super::regenerate::{capture, web_archive};
use super::{Root, StoreError};
use crate::capture::{ArticleId, CapturePath, Record};
use crate::digest::Digest;
use crate::manifest::{Entry, Trouble};
use crate::segment::Rules;
use std::fs::File;
use std::path::PathBuf;

/// A web archive to be kept whole.
#[derive(Debug, Clone)]
pub struct Deposit {
    /// Where it is kept.
    pub path: CapturePath,
    /// The file that it is now; it may lie at its path already.
    pub file: PathBuf,
}

/// Lays `deposits` down, and takes `accessions` in as [`accept_found`](super::accept_found) does, all or none. Of an
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

impl Desk<'_> {
    fn deposit(&mut self, deposit: &Deposit) -> Result<Added, StoreError> {
        let path = &deposit.path;
        let lies = self.reader.is_there(path.as_str());
        let listed = self.inventory.iter().find(|entry| entry.capture == *path).map(|entry| entry.sha256);
        if !lies {
            return self.lay_down(deposit, listed);
        }
        let failed = |error: std::io::Error| StoreError::io(deposit.file.display(), &error);
        let (here, _) = self.reader.digest(path.as_str()).map_err(|error| StoreError::io(path, &error))?;
        let (added, _) = File::open(&deposit.file).and_then(Digest::of_stream).map_err(failed)?;
        match listed {
            _ if here != added => Err(another(path, here, added)),
            Some(committed) if committed != here => Err(another(path, committed, here)),
            Some(_) => Ok(Added::Already(path.clone(), here)),
            None => {
                self.refuse_odd(path)?;
                self.claims.stake(path, By::Place)?;
                self.commit_to_web_archive(path)?;
                Ok(Added::Listed(path.clone(), here))
            }
        }
    }

    /// Writes a web archive that does not lie here; `listed` is the digest that the inventory has of it.
    fn lay_down(&mut self, deposit: &Deposit, listed: Option<Digest>) -> Result<Added, StoreError> {
        let path = &deposit.path;
        let source = File::open(&deposit.file).map_err(|error| StoreError::io(deposit.file.display(), &error))?;
        let (staged, digest, _) = self.batch.stage_copy(path.as_str(), source)?;
        self.reader.expect(path.as_str(), staged);
        if let Some(committed) = listed {
            return match committed == digest {
                true => Ok(Added::Restored(path.clone(), digest)),
                false => Err(another(path, committed, digest)),
            };
        }
        self.claims.stake(path, By::Name)?;
        self.commit_to_web_archive(path)?;
        Ok(Added::New(path.clone(), digest, 1))
    }

    fn commit_to_web_archive(&mut self, path: &CapturePath) -> Result<(), StoreError> {
        let draft = web_archive(&self.reader, path).map_err(|(path, trouble)| {
            StoreError::new(path, trouble.to_string(), "put that right, and add it again")
        })?;
        self.put(draft);
        if !self.captures.contains(path) {
            self.captures.push(path.clone());
        }
        Ok(())
    }

    /// What a capture is whose record tells an extent: read there, by the id that is told.
    pub(super) fn in_place(&self, path: &CapturePath, record: &Record) -> Result<Option<Vec<u8>>, StoreError> {
        let Some((extent, provenance)) = record.extent().zip(record.warc.as_ref()) else { return Ok(None) };
        let page = told_page(&self.reader, extent, provenance);
        page.map(|page| Some(page.bytes)).map_err(|trouble| {
            StoreError::new(path, trouble.to_string(), "add the web archive that it lies in, with --in-place")
        })
    }

    /// Refuses an accession whose bytes are not those that its extent holds.
    pub(super) fn refuse_elsewhere(&self, path: &CapturePath, accession: &Accession) -> Result<(), StoreError> {
        match self.in_place(path, &accession.record)? {
            Some(bytes) if bytes != accession.bytes => Err(StoreError::new(
                path,
                "in the web archive stands another page than was read there before",
                "see who changes that file, and add it again",
            )),
            _ => Ok(()),
        }
    }

    /// The bytes of a capture that is listed, wherever they lie; `None` where they are gone.
    pub(super) fn lying(&self, entry: &Entry) -> Result<Option<Vec<u8>>, StoreError> {
        let path = &entry.capture;
        let Some(extent) = &entry.extent else {
            return self.reader.read_if_there(path.as_str()).map_err(|error| StoreError::io(path, &error));
        };
        match page(&self.reader, extent, None) {
            Ok(page) => Ok(Some(page.bytes)),
            Err(trouble) => Err(StoreError::new(
                path,
                trouble.to_string(),
                match trouble {
                    Trouble::Gone(_) => "add the web archive again, with --in-place",
                    _ => "bring back the web archive as it was",
                },
            )),
        }
    }

    /// Whether what lies at `path`, listed or not, or in a web archive for it, are these bytes.
    pub(super) fn holds(&self, path: &CapturePath, bytes: &[u8]) -> bool {
        capture(&self.reader, path).is_ok_and(|(capture, _)| capture.bytes == bytes)
    }
}

fn another(path: &CapturePath, here: Digest, added: Digest) -> StoreError {
    let what = format!("another file is kept under this name\n  here   {here}\n  added  {added}\n ");
    StoreError::new(path, what, "a web archive is never written over: give the new one another name")
}
