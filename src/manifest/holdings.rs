//! All that is held: what names resolve to, what has been proven, and what could not be.

use super::{
    Candidates, Catalogue, Collection, Inventory, Listed, Name, Resolution, Resolver, Trouble, WithheldCapture, Witness,
};
use crate::capture::{ArticleId, CapturePath};
use crate::digest::Digest;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// An archive as loaded: every capture either proven, or in trouble.
#[derive(Debug, Default)]
pub struct Holdings {
    catalogue: Catalogue,
    /// Sorted by path.
    witnesses: Vec<Arc<Witness>>,
    troubles: BTreeMap<String, Trouble>,
    withheld: BTreeMap<CapturePath, Arc<WithheldCapture>>,
}

impl Holdings {
    /// Holdings of these witnesses and troubles; a trouble is kept by the path that it is about.
    pub fn new(catalogue: Catalogue, witnesses: Vec<Witness>, troubles: BTreeMap<String, Trouble>) -> Self {
        let mut witnesses: Vec<Arc<Witness>> = witnesses.into_iter().map(Arc::new).collect();
        // As a rule they come sorted: then no second room for them is asked for.
        if !witnesses.is_sorted_by(|one, other| one.path() <= other.path()) {
            witnesses.sort_by(|one, other| one.path().cmp(other.path()));
        }
        // Of two witnesses of one capture the later counts.
        witnesses.dedup_by(|later, earlier| {
            let same = later.path() == earlier.path();
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
        Self { catalogue, witnesses, troubles, withheld: BTreeMap::new() }
    }

    /// Adds captures that are withheld. One of an article that is held otherwise stays out: what is held goes before
    /// what only a public record describes.
    pub fn withhold(&mut self, captures: impl IntoIterator<Item = WithheldCapture>) {
        let new = |capture: &WithheldCapture| self.catalogue.captures(&capture.entry.article).is_empty();
        let captures: Vec<WithheldCapture> = captures.into_iter().filter(new).collect();
        for capture in captures {
            self.catalogue.add_withheld(&capture.entry);
            self.withheld.insert(capture.entry.capture.clone(), Arc::new(capture));
        }
    }

    /// Adds something that is wrong.
    pub fn add_trouble(&mut self, path: String, trouble: Trouble) {
        self.troubles.insert(path, trouble);
    }

    /// The captures that are withheld, by path.
    pub fn withheld(&self) -> &BTreeMap<CapturePath, Arc<WithheldCapture>> {
        &self.withheld
    }

    /// The names of articles, and what they resolve to.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The witness at `path`, if that capture could be vouched for.
    pub fn witness(&self, path: &CapturePath) -> Option<&Arc<Witness>> {
        let place = self.witnesses.binary_search_by(|witness| witness.path().cmp(path)).ok()?;
        Some(&self.witnesses[place])
    }

    /// Every witness, sorted by path.
    pub fn witnesses(&self) -> impl ExactSizeIterator<Item = &Witness> {
        self.witnesses.iter().map(Arc::as_ref)
    }

    /// Why the capture at `path` cannot be vouched for, if it cannot.
    pub fn trouble(&self, path: &CapturePath) -> Option<&Trouble> {
        self.troubles.get(path.as_str())
    }

    /// The captures that the inventory lists. The catalogue has others, which can be cited: what nothing lists, and what
    /// is withheld.
    fn listed(&self) -> impl Iterator<Item = Listed> {
        let all = self.catalogue.articles().flat_map(|article| self.catalogue.captures(article)).cloned();
        all.filter(|listed| {
            !self.withheld.contains_key(&listed.capture) && self.trouble(&listed.capture) != Some(&Trouble::Unlisted)
        })
    }

    /// Captures and files that could not be proven, by path, and why.
    pub fn troubles(&self) -> &BTreeMap<String, Trouble> {
        &self.troubles
    }
}

impl Resolver for Holdings {
    fn resolve(&self, name: Name<'_>) -> Result<Resolution, Trouble> {
        self.catalogue.resolve(name)
    }
}

impl Collection for Holdings {
    fn captures(&self, article: &ArticleId) -> Result<Arc<[Listed]>, Trouble> {
        Ok(self.catalogue.captures(article).into())
    }

    fn witness(&self, capture: &CapturePath) -> Result<Arc<Witness>, Trouble> {
        Holdings::witness(self, capture)
            .cloned()
            .ok_or_else(|| self.trouble(capture).cloned().unwrap_or(Trouble::Missing))
    }

    fn candidates(&self, _: &[&str]) -> Result<Candidates, Trouble> {
        Ok(Candidates::All)
    }

    fn each(&self, visit: &mut dyn FnMut(&Listed) -> ControlFlow<()>) -> Result<(), Trouble> {
        let mut listed: Vec<Listed> = self.listed().collect();
        listed.sort_unstable_by(|one, other| one.capture.cmp(&other.capture));
        for one in &listed {
            if visit(one).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn count(&self) -> Result<usize, Trouble> {
        Ok(self.listed().count())
    }

    fn withheld(&self, capture: &CapturePath) -> Option<Arc<WithheldCapture>> {
        self.withheld.get(capture).cloned()
    }

    fn all_withheld(&self) -> Vec<Arc<WithheldCapture>> {
        self.withheld.values().cloned().collect()
    }

    fn has_withheld(&self) -> bool {
        !self.withheld.is_empty()
    }

    fn troubles(&self) -> Vec<(String, Trouble)> {
        self.troubles.iter().map(|(path, trouble)| (path.clone(), trouble.clone())).collect()
    }

    fn state(&self) -> Digest {
        self.catalogue.fingerprint().unwrap_or_else(|| Inventory::default().fingerprint)
    }
}
