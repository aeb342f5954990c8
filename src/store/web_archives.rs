//! Web archives, laid down whole.

use super::claims::PathOrigin;
use super::errors::StoreError;
use super::incoming::{IngestOutcome, NewWebArchive};
use super::source::draft_web_archive;
use super::transaction::Transaction;
use crate::capture::CapturePath;
use crate::digest::Digest;
use std::fs::File;

impl Transaction<'_> {
    pub(super) fn add_web_archive(&mut self, archive: &NewWebArchive) -> Result<IngestOutcome, StoreError> {
        let path = &archive.path;
        self.refuse_odd(path)?;
        let lies = self.reader.is_there(path.as_str());
        let listed = self.known.entry(path).map(|entry| entry.sha256);
        if !lies {
            return self.lay_down(archive, listed);
        }
        let failed = |error: std::io::Error| StoreError::io(archive.file.display(), &error);
        let (here, _) = self.reader.digest(path.as_str()).map_err(|error| StoreError::io(path, &error))?;
        let (added, _) = File::open(&archive.file).and_then(Digest::of_stream).map_err(failed)?;
        match listed {
            _ if here != added => Err(another(path, here, added)),
            Some(committed) if committed != here => Err(another(path, committed, here)),
            Some(_) => Ok(IngestOutcome::Already(path.clone(), here)),
            None => {
                self.refuse_odd(path)?;
                self.claims.stake(path, PathOrigin::Place)?;
                self.commit_to_web_archive(path)?;
                Ok(IngestOutcome::Listed(path.clone(), here))
            }
        }
    }

    /// Writes a web archive that does not lie here; `listed` is the digest that the inventory has of it.
    fn lay_down(&mut self, archive: &NewWebArchive, listed: Option<Digest>) -> Result<IngestOutcome, StoreError> {
        let path = &archive.path;
        let source = File::open(&archive.file).map_err(|error| StoreError::io(archive.file.display(), &error))?;
        let (staged, digest, _) = self.batch.stage_copy(path.as_str(), source)?;
        self.reader.expect(path.as_str(), staged);
        if let Some(committed) = listed {
            return match committed == digest {
                true => Ok(IngestOutcome::Restored(path.clone(), digest)),
                false => Err(another(path, committed, digest)),
            };
        }
        self.claims.stake(path, PathOrigin::Name)?;
        self.commit_to_web_archive(path)?;
        Ok(IngestOutcome::New(path.clone(), digest, 1))
    }

    fn commit_to_web_archive(&mut self, path: &CapturePath) -> Result<(), StoreError> {
        let draft = draft_web_archive(&self.reader, path)
            .map_err(|(path, trouble)| StoreError::new(path, trouble.to_string(), "fix that, and add it again"))?;
        self.put(draft);
        self.known.add_present(path.clone());
        Ok(())
    }
}

fn another(path: &CapturePath, here: Digest, added: Digest) -> StoreError {
    let what = format!("another file already has this name\n  here   {here}\n  added  {added}\n ");
    StoreError::new(path, what, "web archives are never overwritten: rename the new one")
}
