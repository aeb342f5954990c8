//! What has changed since a revision of the git repository that the root lies in.

use super::git::Revision;
use super::{Failure, Place};
use crate::capture::{ArticleId, CapturePath};
use crate::disclosure::Proof;
use crate::manifest::{Catalogue, Entry, Holdings, Inventory, Withheld};
use crate::notes::{Citation, Notes, Quotation};
use crate::store::{self, Past};
use crate::verdict::{Judged, NotesFile, NotesFinding, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Keeps in `report`, which is of `notes`, what has changed since a revision: quotations whose words, citations or comments
/// are not those of a quotation that the file had then, or whose citations stood for something else, or whose article has
/// other captures. Where they stand does not matter. A change of what `all` is judged by, literatim.toml or the lock, changes
/// everything.
pub fn keep_changed(
    report: &mut Report,
    (notes, holdings): (&[NotesFile], &Holdings),
    (then, all): (&Revision, &[&str]),
    place: &Place,
) -> Result<(), Failure> {
    let Some(changes) = Changes::since(then, all, place)? else { return Ok(()) };
    let read = |path: &Path| then.read_file(path);
    let mut past = Past::of(place.root()?.path(), &place.config()?.bibliography, &read)?;
    let mut changed = BTreeSet::new();
    let mut lines: BTreeSet<(String, usize)> = BTreeSet::new();
    let mut quotations = report.quotations.iter().enumerate();
    for file in notes {
        let old_file = past.file(file)?;
        let mut known = claims(&old_file, &changes.catalogue);
        let read = file.read(holdings.catalogue());
        for (quotation, (number, judged)) in read.quotations.iter().zip(&mut quotations) {
            let claim = claim(quotation, &read, file, holdings.catalogue());
            let count = known.entry(claim).or_default();
            if *count == 0 || changes.concern(judged, holdings) {
                changed.insert(number);
            }
            *count = count.saturating_sub(1);
        }
        let old: BTreeSet<&str> = old_file.text.lines().collect();
        let new = file.text.lines().enumerate().filter(|(_, line)| !old.contains(line));
        lines.extend(new.map(|(number, _)| (file.name.clone(), number + 1)));
    }
    let told = |finding: &NotesFinding| finding.line == 0 || lines.contains(&(finding.file.clone(), finding.line));
    report.retain(|number, _| changed.contains(&number), told);
    Ok(())
}

/// How the archive differs from what it was.
struct Changes {
    /// What names stood for.
    catalogue: Catalogue,
    /// Captures that were listed otherwise, or not at all, or no longer are; and their articles.
    captures: BTreeSet<CapturePath>,
    articles: BTreeSet<ArticleId>,
    /// Whether words may be gone that stood in some capture: then they may no longer be found where nothing is cited.
    has_lost: bool,
    /// Whether other words are disclosed of articles that are withheld, or their commitments are others.
    is_disclosed_otherwise: bool,
}

impl Changes {
    /// What changed since `then`; `None` where everything may have: the configuration is another, or what was listed cannot
    /// be told. What is listed is compared by digests, and not by what git takes for a change: that depends on settings that
    /// a branch can bring along.
    fn since(then: &Revision, all: &[&str], place: &Place) -> Result<Option<Self>, Failure> {
        let root = place.root()?;
        let is_same = |path: &str| -> Result<bool, Failure> { Ok(store::read(root, path)? == then.read(path)?) };
        for path in all {
            if !is_same(path)? {
                return Ok(None);
            }
        }
        let inventory = |bytes: Option<Vec<u8>>| bytes.map(|bytes| Inventory::from_bytes(&bytes)).transpose().ok();
        let old = inventory(then.read(Inventory::PATH)?);
        let new = inventory(store::read(root, Inventory::PATH)?);
        let Some((old, new)) = old.zip(new) else { return Ok(None) };
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        let mut changes = Self {
            catalogue: Catalogue::of(&old),
            captures: BTreeSet::new(),
            articles: BTreeSet::new(),
            has_lost: false,
            is_disclosed_otherwise: !(is_same(Withheld::PATH)? && is_same(Proof::PATH)?),
        };
        let differs = |one: &Entry, other: &Inventory| other.entry(&one.capture) != Some(one);
        let (gone, came) = (
            old.captures.iter().filter(|entry| differs(entry, &new)),
            new.captures.iter().filter(|entry| differs(entry, &old)),
        );
        changes.has_lost = gone.clone().next().is_some();
        for entry in gone.chain(came) {
            changes.captures.insert(entry.capture.clone());
            changes.articles.insert(entry.article.clone());
        }
        Ok(Some(changes))
    }

    /// Whether they may have changed what is said of a quotation.
    fn concern(&self, judged: &Judged, holdings: &Holdings) -> bool {
        let Some(article) = &judged.article else {
            return self.has_lost || judged.loci.iter().any(|locus| self.captures.contains(&locus.capture));
        };
        let is_withheld = || holdings.withheld().values().any(|capture| capture.entry.article == *article);
        self.articles.contains(article) || self.is_disclosed_otherwise && is_withheld()
    }
}

/// What each quotation of `file` claims, and how many claim the same.
fn claims(file: &NotesFile, catalogue: &Catalogue) -> BTreeMap<String, usize> {
    let read = file.read(catalogue);
    let mut claims = BTreeMap::new();
    for quotation in &read.quotations {
        *claims.entry(claim(quotation, &read, file, catalogue)).or_default() += 1;
    }
    claims
}

/// What a quotation claims: its words, in each way that they can be read, what it may cite, how, and what that stands for, and
/// what comments leave out of it; a line for each.
fn claim(quotation: &Quotation, notes: &Notes, file: &NotesFile, catalogue: &Catalogue) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut claim: Vec<String> = quotation.readings.iter().map(|reading| words(&reading.text)).collect();
    let names = file.names(catalogue);
    let stands_for = |one: &Citation| format!("{:?}", names.resolve(&one.reference));
    let citations = quotation.citations.iter();
    claim.extend(citations.map(|one| format!("{} {} {}", one.binding.name(), one.reference.as_str(), stands_for(one))));
    let comments = notes.suppressions.iter().filter(|one| one.covers.overlaps(quotation.readings[0].span));
    claim.extend(comments.map(|one| format!("allow {}", one.rules.join(" "))));
    claim.join("\n")
}
